"""What was done, as the plain values that `--json` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.desk import cast, day, draft
from pipeline.desk.job import Made
from pipeline.model import Delivery, LeftOut, Script


def episode(made: Made) -> dict[str, Any]:
    """The document of `episode build --json`."""
    done, programme = made.episode, made.episode.programme
    return {
        **_about(done.script, made.place, made.how),
        "duration_ms": programme.duration_ms,
        "loudness_lufs": round(programme.loudness_lufs, 2),
        "true_peak_dbtp": round(programme.true_peak_dbtp, 2),
        "files": {role: str(path) for role, path in made.files},
        "chapters": [{"title": c.title, "start_ms": programme.ms(c.start_frame)} for c in programme.chapters],
        "spoken": done.spoken,
        "cached": done.cached,
        "left_out": _left_out(done.left_out),
        "voices": dict(made.parts),
        "timings_s": dict(done.timings_s),
    }


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
        "voices": cast.brief({role: delivery.voice for role, delivery in parts.items()}),
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
