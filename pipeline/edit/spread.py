"""The order of stories once they are ranked: others beside the day's main voice, no source on end, and which are told in full."""

from __future__ import annotations

from pipeline.edit.by_kind import BRIEF, CORRECTION, all_are
from pipeline.edit.repeats import source_of
from pipeline.edit.story import Group

IN_A_ROW = 2
"""Stories of one source on end, where others wait."""

MAIN_STORIES = 6
"""A briefing tells so many in full; the rest are told in brief."""

LEAST_NEWS = 3
"""With so many stories of news, what only leads up to something is none beside them."""

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


def main_and_brief(groups: list[Group]) -> tuple[list[Group], list[Group]]:
    """The stories told in full and those told in brief. One that is not the main voice's comes before that voice's last."""
    short = [g for g in groups if all_are(g.updates, BRIEF) and len(groups) > 1]
    if sum(not each.routine for each in groups) >= LEAST_NEWS:
        short += [each for each in groups if each.routine and each.score < HAND and each not in short]
    long = [g for g in groups if g not in short] or short
    short = short if long is not short else []
    main, brief = long[:MAIN_STORIES], [g for g in long[MAIN_STORIES:] if not all_are(g.updates, CORRECTION)]
    if len(brief) <= 1:
        return long, short
    main += [g for g in long[MAIN_STORIES:] if g not in brief]
    voice = main[0].actor
    outside = next((g for g in brief if g.actor != voice), None)
    if (
        outside is not None
        and not main[0].runs_on
        and main[-1].actor == voice
        and main[-1].score < HAND
        and not all_are(main[-1].updates, CORRECTION)
    ):
        outside.why.append("It is told in full in the place of one more story of the day’s main voice.")
        main[-1].why.append("Its place goes to a story that is not the day’s main voice’s.")
        brief = [main[-1], *(g for g in brief if g is not outside)]
        main = [*main[:-1], outside]
    return main, [*brief, *short]


def _source(each: Group) -> str:
    """The one source of a story; empty where it has several."""
    sources = {source_of(update) for update in each.updates}
    return sources.pop() if len(sources) == 1 else ""
