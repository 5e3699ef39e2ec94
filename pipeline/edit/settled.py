"""What led to an outcome is told with it: on the day of a deal, talks that have broken down are no news beside it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.edit.story import Group
from pipeline.edit.weight import DECIDED, ROUTINE, weight
from pipeline.model import Update

_WAYS = (
    (re.compile(r"\b(?:deal|agreement|settlement|accord|truce|ceasefire)\b"), re.compile(r"\b(?:[Tt]alks|[Nn]egotiat\w+|mediators?|delegations?|the table)\b")),
    (re.compile(r"\b(?:guilty|acquitted|convicted|cleared)\b"), re.compile(r"\b(?:[Jj]ury|[Jj]urors?|deliberat\w+|foreman)\b")),
)
"""The words of an outcome, and those of the way to it."""


def settle(groups: list[Group], updates: Sequence[Update]) -> None:
    """Put what led to an outcome into its story, where the day has one such outcome; what is mere routine stays out. `updates` in the order in which they happened."""
    place = {update.id: n for n, update in enumerate(updates)}
    for outcome, way in _WAYS:
        ends = [each for each in groups if any(_is_outcome(update, outcome) for update in each.updates)]
        if len(ends) != 1:
            continue
        end = ends[0]
        last = max(place[update.id] for update in end.updates if _is_outcome(update, outcome))
        for each in [g for g in groups if g is not end]:
            led = all(place[update.id] < last and way.search(update.paragraphs[0].text) for update in each.updates)
            weights = [weight(update.paragraphs[0].text)[0] for update in each.updates]
            if led and max(weights) < DECIDED and max(weights) > ROUTINE:
                end.why.append(f"{'+'.join(u.id for u in each.updates)} led to it: told with how it ended.")
                end.updates = sorted([*end.updates, *each.updates], key=lambda u: place[u.id])
                groups.remove(each)


def _is_outcome(update: Update, outcome: re.Pattern[str]) -> bool:
    lead = update.paragraphs[0].text
    return weight(lead)[0] >= DECIDED and outcome.search(lead) is not None
