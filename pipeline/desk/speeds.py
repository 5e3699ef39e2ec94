"""How fast the engines of a programme speak, measured once each."""

from __future__ import annotations

from pipeline import speak
from pipeline.errors import EngineError
from pipeline.model import Utterance

GUESSED = 5.0
"""Seconds of speech a second of an engine that cannot be measured beforehand; after a few clips it is known."""


class Speeds:
    """Seconds of speech a second, by engine."""

    def __init__(self) -> None:
        self._known: dict[str, float] = {}

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
        self._known[engine_of(voice)] = found = speak.pace_of(voice) or GUESSED
        return found


def speech_s(utterance: Utterance) -> float:
    """About how long it is when it is spoken: by its words, as an engine is asked for so many a minute."""
    return len(utterance.text.split()) * 60 / utterance.rate_wpm


def engine_of(voice: str) -> str:
    """The engine in a voice's name."""
    return voice.partition(":")[0]
