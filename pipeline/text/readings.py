"""The orders in which a source may have what is told: the attribution in front or behind, who somebody is on the name's other side."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from pipeline.text.names import ATTRIBUTING
from pipeline.text.reworded import SAYS
from pipeline.text.tokens import Token
from pipeline.text.whens import WHEN_WORDS, is_when, when_ends

REPORTS = frozenset(ATTRIBUTING)
_MOVED = (
    REPORTS
    | SAYS
    | frozenset("heard suggest suggests shows showed show found finds believe believes estimate estimates think thinks".split())
)
"""What moves with who says it: `A study suggests that A` ⇄ `A, a study suggests`."""
_TAG_WORDS = 11
"""An attribution that can be moved is no longer: "the weather service in the north of the country has said on Wednesday"."""
_WHOM_WORDS = 4
"""`told the assembly`, the verb included."""
NAMED_WORDS = 9
"""Nor is who somebody is, where it changes places with the name."""
_NOBODY = frozenset("on at in by for from to with after before since until during as".split())
"""With one of these begins when or where something is, not who."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The told tokens in the order in which a source may have them."""

    tokens: tuple[Token, ...]
    colon: bool
    """It ends with a colon: it only introduces what comes next."""


def readings(told: tuple[Token, ...]) -> list[Reading]:
    """The sentence as it stands; with its attribution moved to the front or to the end; with a name and who that is in each other's place."""
    colon = bool(told) and told[-1].after.endswith(":")
    found = [Reading(told, colon)]
    breaks = [n for n, token in enumerate(told) if "," in token.after or n == len(told) - 1]
    for first, last in pairwise(breaks):
        tag = told[first + 1 : last + 1]
        if len(tag) <= _TAG_WORDS and tag and _is_tag(tag) and not _opens_with_time(told):
            found.append(Reading((*tag, *told[: first + 1], *told[last + 1 :]), colon))
    if breaks and breaks[0] < min(_TAG_WORDS, len(told) - 1) and told[0].word == "according" and not told[0].quoted:
        found.append(Reading((*told[breaks[0] + 1 :], *told[: breaks[0] + 1]), colon))
    for n in range(1, min(_TAG_WORDS, len(told) - 1)):
        tag, rest = told[: n + 1], told[n + 1 :]
        if _is_tag(tag) and not _opens_with_time(rest):
            found.append(Reading((*(rest[1:] if rest[0].word == "that" else rest), *tag), colon))
    if len(breaks) > 1 and breaks[1] < min(NAMED_WORDS, len(told) - 1):
        one, other = breaks[0] + 1, breaks[1] + 1
        if told[one].word not in _NOBODY:
            found.append(Reading((*told[one:other], *told[:one], *told[other:]), colon))
            if told[0].word in ("the", "a", "an"):  # “Ann Other, leader of the council,”
                found.append(Reading((*told[one:other], *told[1:one], *told[other:]), colon))
    return found


def _opens_with_time(told: tuple[Token, ...]) -> bool:
    """Whether a time stands in front, which would be that of the saying, were who says it in front of it: “On Monday the dam broke, Stone said”."""
    return any(is_when(told[:n]) for n in range(1, WHEN_WORDS + 1))


def _is_tag(tag: tuple[Token, ...]) -> bool:
    """Whether words say who says something: `Stone said`, `the agency said on Monday`, `according to Stone`."""
    if any(token.quoted for token in (tag[0], tag[-1])):
        return False
    if tag[-1].word in _MOVED or tag[0].word == "according":
        return True
    verb = next((n for n, token in enumerate(tag) if n and token.word in _MOVED), len(tag))
    if verb + 1 >= len(tag):
        return False
    whom = tag[verb].word == "told" and len(tag) <= verb + _WHOM_WORDS and not any(token.number for token in tag[verb:])
    return whom or len(tag) in when_ends(tag, verb + 1, 0, len(tag), said=True)
