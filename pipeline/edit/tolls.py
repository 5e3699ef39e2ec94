"""How many have died, as a day goes on: which count is the last, and which earlier ones a listener must not hear as current."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.edit.said import Said, event
from pipeline.regex import regex

_OF_THE_DAY = regex(r"^(?:The|Its) (?:death )?toll\b|^The number of (?:dead|deaths)\b", re.IGNORECASE)
"""Of the one disaster of which everybody speaks."""


def more(said: Said, lead: Said, whole: Said) -> bool:
    """Whether a later lead counts more dead of the same, by its words."""
    if said.dead is None or lead.dead is None or lead.dead <= said.dead:
        return False
    events = event(said), event(lead)
    return not all(events) or bool(events[0] & whole.words)


def outgrown(dead: Sequence[Said]) -> dict[str, Said]:
    """By update: the last count of the day's dead, where its own lead has a lower one.

    Only where all sentences that count `dead` may speak of one event; in the order in which they were written.
    """
    own = [frozenset[str]() if _OF_THE_DAY.match(said.text) else said.names | event(said) for said in dead]
    if any(a and b and not a & b for n, a in enumerate(own) for b in own[n + 1 :]):
        return {}
    found: dict[str, Said] = {}
    for n, now in enumerate(dead):
        if not own[n]:
            found |= {then.update.id: now for then in dead[:n] if (then.dead or 0) < (now.dead or 0)}
    return found


def doubts(leads: Sequence[Said], whole: Mapping[str, Said]) -> tuple[str, ...]:
    """Where a later update counts fewer dead than an earlier one, and does not say why: both are told, and a human must look."""
    dead = [said for said in leads if said.dead is not None]
    return tuple(
        f"{then.update.id} says {then.dead} dead ({then.update.paragraphs[0].source}) and {now.update.id}, later, {now.dead}"
        f" ({now.update.paragraphs[0].source}): both are told; see which is right."
        for n, then in enumerate(dead)
        for now in dead[n + 1 :]
        if (then.dead or 0) > (now.dead or 0) and then.names <= whole[now.update.id].words and event(then) & event(now)
    )
