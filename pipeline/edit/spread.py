"""The order of stories once they are ranked: others beside the day's main voice, and no source on end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.edit.repeats import source_of

if TYPE_CHECKING:
    from pipeline.edit.group import Group

IN_A_ROW = 2
"""Stories of one source on end, where others wait."""

HAND = 10.0
"""From this weight on, a human gave it."""


def spread(ranked: list[Group], running: bool) -> list[Group]:
    """On a day with one main voice, others are heard by the third story at the latest."""
    if not running:
        return ranked
    place = next((i for i, g in enumerate(ranked) if g.others), None)
    if place is None:
        return ranked
    third = min(2, len(ranked) - 1)
    others = ranked.pop(place)
    # Not first either: the day's main voice opens, unless a human pinned it otherwise.
    at = place if others.score >= HAND else max(min(place, third), min(1, third)) if place <= third else third
    if at < place:
        others.why.append(f"It is moved up from place {place + 1}: beside one main voice, others are heard by the third story.")
    elif at > place:
        others.why.append("The day’s main voice opens, so it comes after.")
    ranked.insert(at, others)
    return ranked


def mix(ranked: list[Group]) -> list[Group]:
    """No three stories on end from one source, where others wait; what a human gave its weight stays in its place."""
    out: list[Group] = []
    waiting = list(ranked)
    while waiting:
        last = {_source(each) for each in out[-IN_A_ROW:]}
        tired = len(out) >= IN_A_ROW and len(last) == 1 and "" not in last and waiting[0].score < HAND
        other = next((n for n, each in enumerate(waiting) if _source(each) not in last), 0) if tired else 0
        if other:
            waiting[other].why.append(f"It is moved up: {IN_A_ROW} stories on end were from {next(iter(last))}.")
        out.append(waiting.pop(other))
    return out


def _source(each: Group) -> str:
    """The one source of a story; empty where it has several."""
    sources = {source_of(update) for update in each.updates}
    return sources.pop() if len(sources) == 1 else ""
