"""What led to an outcome is told with it: on the day of a deal, talks that have broken down are no news beside it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from pipeline.edit.by_kind import by_hand
from pipeline.edit.story import Group
from pipeline.edit.weight import DECIDED, PUBLIC, ROUTINE, weight
from pipeline.model import Update
from pipeline.regex import regex

_WAYS = (
    (
        False,
        regex(
            r"\b(?:deal|agreement|settlement|accord|truce|ceasefire)\b|\b(?:suspended|called off|ended) (?:the |its |their )?(?:[a-z]+ )?(?:strike|walkout)\b.*\btalks\b"
        ),
        regex(r"\b(?:[Tt]alks|[Nn]egotiat\w+|[Cc]onciliat\w+|mediators?|delegations?|the table)\b"),
    ),
    (
        False,
        regex(
            r"\b(?:suspend(?:s|ed)|call(?:s|ed) off|ended) (?:the |its |their )?(?:[a-z]+ )?(?:strike|walkout)\b|"
            r"\b(?:strike|walkout) (?:has been |is |was )?(?:called off|suspended|over)\b"
        ),
        regex(r"^[^,.;]{3,60} (?:ha(?:s|ve) |had )?(?:walk(?:ed)? out(?! of\b)|(?:gone|went|(?:is|are)(?: out)?) on strike)\b"),
    ),
    (True, regex(r"\b(?:guilty|acquitted|convicted|cleared)\b"), regex(r"\b(?:[Jj]ury|[Jj]urors?|deliberat\w+|foreman)\b")),
)
"""Whether the steps of the way are no news once it is known, the words of an outcome, and those of the way to it."""
_REACHED = regex(r"\breached (?:(?:an?|its|their|all|unanimous|majority) ){0,2}verdicts?\b")
"""Weighty while nobody knows which."""
STEP_WORDS = 30
"""What is said of a step, “the jury has gone out again”; a longer update tells more."""


def settle(groups: list[Group], updates: Sequence[Update]) -> None:
    """Put what led to an outcome into its story, where the day has one such outcome; what is mere routine stays out. `updates` in the order in which they happened."""
    place = {update.id: n for n, update in enumerate(updates)}
    for passing, outcome, way in _WAYS:
        ends = [each for each in groups if any(_is_outcome(update, outcome) for update in each.updates)]
        if not ends or (len(ends) > 1 and not passing):  # which of two deals the talks led to nobody can say; of verdicts each is one
            continue
        found = [(place[update.id], n) for n, each in enumerate(ends) for update in each.updates if _is_outcome(update, outcome)]
        last, end = max(found)[0], ends[max(found)[1]]
        end.led |= {update.id for update in end.updates if _leads(update, way, outcome) and place[update.id] < last}
        for each in [g for g in groups if g is not end]:
            led = all(place[update.id] < last and _leads(update, way, outcome) for update in each.updates)
            if led and max(weight(update.paragraphs[0].text)[0] for update in each.updates) > ROUTINE:
                end.led |= {update.id for update in each.updates}
                end.why.append(f"{'+'.join(u.id for u in each.updates)} led to it: told with how it ended.")
                end.updates = sorted([*end.updates, *each.updates], key=lambda u: place[u.id])
                groups.remove(each)
        end.steps |= {update.id for update in end.updates if passing and update.id in end.led and _is_step(update)}


def follow(groups: list[Group], updates: Sequence[Update], outgrown: Mapping[str, str]) -> None:
    """Put an update whose count of the dead has risen since behind the one with the last count: it says what happened, and not how it stands."""
    place = {update.id: n for n, update in enumerate(updates)}
    for then, now in outgrown.items():
        if not {then, now} <= place.keys():
            continue
        old, end = (next(each for each in groups if any(update.id == one for update in each.updates)) for one in (then, now))
        end.led.add(then)
        if old is not end:
            end.why.append(f"{then} has a lower count of the dead: told behind {now}, as what was known before.")
            end.updates = sorted([*end.updates, updates[place[then]]], key=lambda u: place[u.id])
            old.updates = [update for update in old.updates if update.id != then]
            groups[:] = [each for each in groups if each.updates]


def _is_step(update: Update) -> bool:
    said = sum(len(paragraph.text.split()) for paragraph in update.paragraphs)
    lead = update.paragraphs[0].text
    return said <= STEP_WORDS and (weight(lead)[0] < PUBLIC or _REACHED.search(lead) is not None) and not by_hand(update)


def _leads(update: Update, way: re.Pattern[str], outcome: re.Pattern[str]) -> bool:
    lead = update.paragraphs[0].text
    return (
        way.search(lead) is not None and outcome.search(lead) is None and (weight(lead)[0] < DECIDED or _REACHED.search(lead) is not None)
    )


def _is_outcome(update: Update, outcome: re.Pattern[str]) -> bool:
    lead = update.paragraphs[0].text
    return weight(lead)[0] >= DECIDED and outcome.search(lead) is not None
