"""What a show remembers from day to day, in its folder `.episode/`: small JSON files that may be lost without harm."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pipeline.desk import files
from pipeline.desk.show import Show

FOLDER = ".episode"
TURNS = "voices.json"
"""Which speaker has which of the voices that take turns."""


def recall(show: Show, name: str) -> dict[str, str]:
    """The texts that were remembered under `name`; nothing outside a show, or where the file is not what it was."""
    path = _path(show, name)
    try:
        found = json.loads(path.read_text(encoding="utf-8")) if path is not None else {}
    except (OSError, ValueError):
        return {}
    return {key: value for key, value in found.items() if isinstance(value, str)} if isinstance(found, dict) else {}


def remember(show: Show, name: str, values: Mapping[str, str]) -> None:
    """Keep these under `name`; nothing is written outside a show, nor where nothing is new. Raises PublishError for the disk."""
    path = _path(show, name)
    if path is not None and values and dict(values) != recall(show, name):
        files.write(path, json.dumps(dict(sorted(values.items())), ensure_ascii=False, indent=1) + "\n")


def _path(show: Show, name: str) -> Path | None:
    return None if show.folder is None else show.folder / FOLDER / name
