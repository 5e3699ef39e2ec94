"""What a show remembers from day to day, in its folder `.episode/`: small JSON files that may be lost without harm.

Two builds may end at the same moment: what each adds is added to what stands in the file by then, under a lock.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from pipeline.desk import files, locking
from pipeline.desk.show import Show

FOLDER = ".episode"
TURNS = "voices.json"
"""Which speaker has which of the voices that take turns."""
TOLD = "told.json"
"""What each edition told; see `pipeline.desk.past`."""


def recall(show: Show, name: str) -> dict[str, str]:
    """The texts that were remembered under `name`; nothing outside a show, or where the file is not what it was."""
    found = load(show, name)
    return {key: value for key, value in found.items() if isinstance(value, str)} if isinstance(found, dict) else {}


def remember(show: Show, name: str, values: Mapping[str, str]) -> None:
    """Add these to what is kept under `name`; nothing is written outside a show, nor where nothing is new. Raises PublishError for the disk."""
    if values and not values.items() <= recall(show, name).items():
        update(show, name, lambda _: dict(sorted({**recall(show, name), **values}.items())))


def update(show: Show, name: str, change: Callable[[Any], Any]) -> None:
    """Keep under `name` what `change` makes of what is there, while nobody else changes it. Raises PublishError for the disk."""
    if show.folder is not None:
        with locking.alone(show.folder / FOLDER):
            save(show, name, change(load(show, name)))


def load(show: Show, name: str) -> Any:
    """Whatever was remembered under `name`; None outside a show, where nothing was, or where the file cannot be read."""
    path = _path(show, name)
    try:
        return json.loads(path.read_text(encoding="utf-8")) if path is not None else None
    except (OSError, ValueError, RecursionError):
        return None


def save(show: Show, name: str, value: Any) -> None:
    """Keep a value under `name`; nothing is written outside a show. Raises PublishError for the disk."""
    path = _path(show, name)
    if path is not None:
        files.write(path, json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def file(show: Show, name: str) -> Path | None:
    """Where something is remembered, where it is."""
    path = _path(show, name)
    return path if path is not None and path.exists() else None


def _path(show: Show, name: str) -> Path | None:
    return None if show.folder is None else show.folder / FOLDER / name
