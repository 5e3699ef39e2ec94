"""What was done, as the plain values that `--json` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.desk import day, draft, roles
from pipeline.model import Delivery, LeftOut, Script


def planned(
    words: draft.Draft, place: day.Place, parts: Mapping[str, Delivery], left_out: Sequence[LeftOut], cached: int
) -> dict[str, Any]:
    """The document of `episode build --dry-run --json`."""
    return {
        "dry_run": True,
        **_about(words.script, place, words.how),
        "files": {"script": str(place.script)},
        "chapters": [{"title": section.title} for section in words.script.sections],
        "left_out": _left_out(left_out),
        "cached": cached,
        "voices": roles.brief({role: delivery.voice for role, delivery in parts.items()}),
    }


def written(words: draft.Draft, place: day.Place) -> dict[str, Any]:
    """The document of `episode script --json`."""
    return {**_about(words.script, place, words.how), "files": {"script": str(place.script)}}


def _about(script: Script, place: day.Place, how: str) -> dict[str, Any]:
    return {
        "dir": str(place.folder),
        "title": script.title,
        "date": script.date.isoformat(),
        "format": script.format,
        "script": how,
        "segments": len(script.segments),
    }


def _left_out(left_out: Sequence[LeftOut]) -> list[dict[str, str]]:
    return [{"source": str(left.source), "reason": left.reason} for left in left_out]
