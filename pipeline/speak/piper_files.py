"""A Piper voice's two files: the model, and the settings beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pipeline.errors import EngineUnavailable
from pipeline.speak import onnx_notes
from pipeline.speak.engine import LIST_VOICES


def settings_path(model: Path) -> Path:
    """What stands beside a model."""
    return model.with_name(f"{model.name}.json")


def settings_of(model: Path) -> dict[str, Any]:
    """What stands beside the model, with what older voices leave out. Raises EngineUnavailable."""
    path = settings_path(model)
    try:
        settings = json.loads(path.read_text(encoding="utf-8"))
        settings["speaker_id_map"] = settings.get("speaker_id_map") or {}
        settings["num_speakers"], settings["num_symbols"], settings["audio"]["sample_rate"], settings["espeak"]["voice"]
        kind = settings.get("phoneme_type", "espeak")
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        remedy = f"Fetch the voice again: `episode voices install {model.stem}`."
        raise EngineUnavailable(f"The voice's settings cannot be read ({error!r})", where=str(path), remedy=remedy) from error
    if kind not in ("espeak", "text"):
        raise EngineUnavailable(
            f"The voice takes phonemes of the kind “{kind}”, which are not made here", where=str(path), remedy=LIST_VOICES
        )
    return dict(settings)


def digest(path: Path) -> str:
    """The SHA-256 of a file of a voice. Raises EngineUnavailable."""
    try:
        return onnx_notes.digest(path)
    except OSError as error:
        raise EngineUnavailable(f"The voice cannot be read ({error.strerror or error})", where=str(path), remedy=LIST_VOICES) from error
