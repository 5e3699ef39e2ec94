"""A finished episode as `episode build --json` tells it, made of its record: the same whether it was built now or stands from before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pipeline.desk import roles

RECORD = "episode.json"
"""The record's name in an episode's folder."""

PUBLICATION = "publication.json"
"""Beside it, once it was published or withdrawn: see `pipeline.desk.standing`."""


def withdrawn(folder: Path) -> str:
    """Since when (ISO) listeners do not get the episode in a folder; empty where they do. Light: a build that has nothing to do asks, too."""
    try:
        found = json.loads((folder / PUBLICATION).read_bytes())
    except (OSError, ValueError, RecursionError):
        return ""
    return str(found.get("withdrawn") or "") if isinstance(found, dict) else ""


def read(folder: Path) -> dict[str, Any]:
    """The record of the episode in a folder; empty where there is none that can be read."""
    try:
        found = json.loads((folder / RECORD).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def sha256(path: Path) -> str:
    """A file's digest."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def whole(record: Mapping[str, Any], folder: Path, digest: Callable[[Path], str] = sha256) -> bool:
    """Whether every file that the record names is there as it was: its size, then its SHA-256."""
    try:
        named = [(folder / str(file["name"]), int(file["bytes"]), file["sha256"]) for file in record["files"].values()]
        parts = folder / "stems"  # not named one by one: they are hours of sound
        if not named or (record.get(parts.name) and not parts.is_dir()):
            return False
        return all(path.stat().st_size == size for path, size, _ in named) and all(digest(path) == sha for path, _, sha in named)
    except (OSError, KeyError, TypeError, ValueError, AttributeError):
        return False


def episode(
    record: Mapping[str, Any],
    folder: Path,
    script: Path,
    *,
    how: str,
    briefing: str,
    timings_s: Mapping[str, float],
    unchanged: bool = False,
    checked: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What was made. `script` is the file to edit, `how` it came about (see `Draft`), `briefing` as the command named it; `unchanged`
    where nothing was made now, `checked` the gate's verdict; see `pipeline.desk.verdicts`.

    Raises KeyError or TypeError for what is no record.
    """
    segments = len(record["segments"])
    return {
        "dir": str(folder),
        "title": record["title"],
        "date": record["date"],
        "format": record["format"],
        "script": how,
        "script_path": str(script),
        "briefing": briefing or record["briefing"]["file"],
        "unchanged": unchanged,
        "segments": segments,
        "duration_ms": record["duration_ms"],
        "loudness_lufs": record["loudness_lufs"],
        "true_peak_dbtp": record["true_peak_dbtp"],
        "audio": dict(record.get("audio", {})),
        "files": {**{role: str(folder / file["name"]) for role, file in record["files"].items()}, "episode": str(folder / RECORD)},
        "chapters": [{"title": each["title"], "start_ms": each["start_ms"]} for each in record["chapters"]],
        "spoken": 0 if unchanged else record["spoken"],
        "cached": segments if unchanged else record["cached"],
        "stepped_down": [dict(each) for each in record.get("stepped_down", [])],
        "left_out": [{"source": left["source"], "reason": left["reason"]} for left in record["left_out"]],
        "voices": roles.brief(record["voices"]),
        "check": dict(checked) if checked is not None else None,
        "timings_s": dict(timings_s),
    }
