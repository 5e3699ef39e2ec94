"""What was done, as the plain values that `--json` prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.desk import day, draft, roles, stepped
from pipeline.model import Delivery, LeftOut, Script, Utterance


def planned(
    words: draft.Draft,
    place: day.Place,
    parts: Mapping[str, Delivery],
    left_out: Sequence[LeftOut],
    cached: int,
    said: Sequence[Utterance],
    steps: Sequence[stepped.Step],
) -> dict[str, Any]:
    """The document of `episode build --dry-run --json`. `said` is what each voice would say, after these `steps` to faster engines."""
    return {
        "dry_run": True,
        **_about(words.script, place, words.how),
        "files": {"script": str(place.script)},
        "chapters": [{"title": section.title} for section in words.script.sections],
        "left_out": _left_out(left_out),
        "cached": cached,
        "voices": roles.brief({**{role: delivery.voice for role, delivery in parts.items()}, **_heard(words.script, said)}),
        **stepped.record(steps),
    }


def written(words: draft.Draft, place: day.Place) -> dict[str, Any]:
    """The document of `episode script --json`."""
    return {**_about(words.script, place, words.how), "files": {"script": str(place.script)}}


def _heard(script: Script, said: Sequence[Utterance]) -> dict[str, str]:
    """By role, the voice that would say most of it."""
    words: dict[str, dict[str, int]] = {}
    for each in said:
        if script.segments[each.number - 1].recording:
            continue
        of_role = words.setdefault(script.segments[each.number - 1].role, {})
        of_role[each.voice] = of_role.get(each.voice, 0) + len(each.text.split())
    return {role: max(voices, key=voices.__getitem__) for role, voices in words.items()}


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
