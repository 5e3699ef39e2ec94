"""How fast the engines of a programme speak, measured once each."""

from __future__ import annotations

from pipeline import speak
from pipeline.errors import EngineError
from pipeline.model import Utterance

GUESSED = 5.0
"""Seconds of speech a second of an engine that cannot be measured beforehand; after a few clips it is known."""


SHARP_S = 12 * 3600.0
"""Nobody is stepped down for a speed that was measured longer ago: the machine may have been busy then."""
WRONG = 2.0
"""Where it goes so many times faster or slower than was measured, what was measured is not so."""


class Speeds:
    """Seconds of speech a second, by engine."""

    def __init__(self) -> None:
        self._known: dict[str, float] = {}
        self._voices: dict[str, str] = {}  # by engine, the one that was measured
        self._within: dict[str, float] = {}
        self.are_sharp = False

    def sharpen(self) -> None:
        """From now on only what was measured since last night counts: something is to be decided by it."""
        self.are_sharp, self._within = True, {"within_s": SHARP_S}
        self._known.clear()

    def seen(self, engine: str, factor: float) -> None:
        """Real speech took so many times as long as was foreseen."""
        if not 1 / WRONG < factor < WRONG and engine in self._voices:
            speak.forget_pace(self._voices[engine])

    def of(self, voice: str) -> float:
        """The speed of a voice's engine; a guess where it cannot be used, which is said when it is to speak."""
        if (name := engine_of(voice)) not in self._known:
            try:
                self.measured(voice)
            except EngineError:
                self._known[name] = GUESSED
        return self._known[name]

    def measured(self, voice: str) -> float:
        """The same. Raises EngineError where the engine cannot be used."""
        self._voices[engine_of(voice)] = voice
        self._known[engine_of(voice)] = found = speak.pace_of(voice, **self._within) or GUESSED
        return found


def speech_s(utterance: Utterance) -> float:
    """About how long it is when it is spoken: by its words, as an engine is asked for so many a minute."""
    return len(utterance.text.split()) * 60 / utterance.rate_wpm


def engine_of(voice: str) -> str:
    """The engine in a voice's name."""
    return voice.partition(":")[0]
