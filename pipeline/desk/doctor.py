"""What is installed, what will be used, what is missing and how to get it."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.desk import opening
from pipeline.errors import EpisodeError


def report(start: Path) -> dict[str, Any]:
    """The whole examination, as plain values; it finds faults and raises none."""
    return {
        "episode": __version__,
        "python": platform.python_version(),
        "executable": sys.executable,
        "ffmpeg": _ffmpeg(),
        "engines": _engines(),
        "cache": _cache(),
        "show": _show(start),
    }


def _ffmpeg() -> dict[str, str | None]:
    from pipeline.mix import ffmpeg

    try:
        return {"path": ffmpeg.find(), "version": ffmpeg.version(), "why_not": "", "remedy": ""}
    except EpisodeError as error:
        return {"path": None, "version": None, "why_not": error.message, "remedy": error.remedy}


def _engines() -> list[dict[str, Any]]:
    from dataclasses import asdict

    from pipeline import speak

    return [asdict(engine) for engine in speak.engine_report()]


def _cache() -> str:
    from pipeline.speak import cache
    from pipeline.speak.remote import named

    try:
        shared = named()
        folder = cache.default_folder()
        there = next(path for path in (folder, *folder.parents) if path.exists())
        fault = "" if os.access(there, os.W_OK) else f": it cannot be written. {cache.REMEDY}"
        return f"{folder}" + (f", in front of {shared}" if shared else "") + fault
    except EpisodeError as error:
        return str(error)


def _show(start: Path) -> dict[str, str]:
    try:
        found = opening.find(start)
    except EpisodeError as error:
        return {"error": str(error)}
    return {"title": found.title, "folder": str(found.folder or ""), "file": str(found.file or "")}
