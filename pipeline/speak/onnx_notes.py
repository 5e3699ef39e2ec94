"""What is known of a voice's file: its digest and its pace, noted in the cache folder so that nothing is read or measured twice.

A note holds as long as the file has the size and the time that it had.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipeline.errors import EngineError
from pipeline.speak import cache as clip_cache

_lock = threading.Lock()


def digest(path: Path) -> str:
    """The SHA-256 of a file. Raises OSError."""
    known = _noted(path).get("sha256")
    if isinstance(known, str):
        return known
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    _note(path, "sha256", found)
    return found


def pace(path: Path) -> float | None:
    """What `note_pace` noted for this file."""
    try:
        known = _noted(path).get("wpm")
    except OSError:
        return None
    return float(known) if isinstance(known, int | float) else None


def note_pace(path: Path, wpm: float) -> None:
    """Note how many words a minute the model speaks by itself; so it is known to load, too."""
    _note(path, "wpm", wpm)


def _file() -> Path | None:
    try:
        return clip_cache.default_folder() / "voices.json"
    except EngineError:
        return None


def _all() -> dict[str, Any]:
    try:
        notes = json.loads(file.read_text(encoding="utf-8")) if (file := _file()) else {}
    except (OSError, ValueError):
        notes = {}
    return notes if isinstance(notes, dict) else {}


def _stamp(path: Path) -> list[int]:
    state = path.stat()
    return [state.st_size, state.st_mtime_ns]


def _noted(path: Path) -> dict[str, Any]:
    note = _all().get(str(path.absolute()))
    return note if isinstance(note, dict) and note.get("stamp") == _stamp(path) else {}


def _note(path: Path, key: str, value: object) -> None:
    """Two programs that note at once lose one note: it is found anew."""
    file = _file()
    if file is None:
        return
    with _lock, suppress(OSError):
        notes = _all()
        notes[str(path.absolute())] = {**_noted(path), "stamp": _stamp(path), key: value}
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".voices.", suffix=".partial", dir=file.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as part:
                json.dump(notes, part, indent=1, sort_keys=True)
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
