"""Figures that run on through a day: how many have died, are without power, have been counted; and the score of a match."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.regex import regex
from pipeline.text.words import NUMBERS

_WORDS = {word: n for word, n in NUMBERS.items() if n} | {"a dozen": 12, "no": 0}
_ORDINALS = {
    word: n for n, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1)
}
_N = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,6}}|{'|'.join(_WORDS)})"
_WHOM = r"(?:people|persons?|lives|victims|civilians|others|students|passengers|patients|residents|pupils)"
_TOLL = (
    rf"\b(?P<a>{_N}) (?:{_WHOM}(?:,? (?:including|among them) [^,.;]{{3,60}},)? )?"
    r"(?:(?:have|has|had|are|were|was|is|now|known|feared|confirmed|believed|reported|thought|to|been|be) ){0,7}"
    r"(?:dead|died|killed|lost their lives)\b",
    rf"\b(?:death toll|number of (?:dead|deaths|people killed)|toll)\b[^.;]{{0,60}}?\b(?:to|at|is|was|reached|now|of) (?:at least )?(?P<a>{_N})\b",
    rf"\b(?:killed|killing|kills|claimed|claiming) (?:at least )?(?P<a>{_N}) (?:people|lives|civilians)\b",
)
_TOLLS = [regex(pattern, re.IGNORECASE) for pattern in _TOLL]
_ANOTHER = regex(
    rf"\b(?:a|the) (?P<a>{'|'.join(_ORDINALS)}) (?:person|victim|man|woman|child|body|death|student|passenger|patient|resident|pupil)\b[^.;]{{0,40}}",
    re.IGNORECASE,
)
_DEATH = regex(r"\b(?:died|dead|killed|death|body|found)\b")
_COUNT = regex(
    r"(?P<n>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?: of (?:the |its |their )?\d[\d,]*)?"
    r"(?:%| per cent| percent| (?:of )?(?:the )?(?:[a-z-]+ ){0,2}?(?P<noun>[a-z]{3,}))"
)
_NUMBER_OF = regex(r"\bnumber of (?:[a-z-]+ ){0,1}?(?P<noun>[a-z]{3,})\b[^.;0-9]{0,90}?(?P<n>\d{1,3}(?:,\d{3})+|\d+)\b")
_NO_UNIT = frozenset(
    "minutes minute hours hour days day weeks week months month years year metres miles kilometres feet inches degrees times tonnes million billion "
    "others other people with and for from per than but had have has are was were who that this after before more less against".split()
)
_SAME = dict.fromkeys("ridings constituencies electorates divisions".split(), "seats") | dict.fromkeys(
    "properties households customers premises".split(), "homes"
)
"""Another word for what is counted."""
_OUTAGE = regex(
    r"(?<!another )(?<!further )(?<!extra )\b(?P<n>\d{1,3}(?:,\d{3})+|\d+) (?:homes|properties|households|customers|premises)\b"
    r"[^.;]{0,40}?\b(?:without (?:power|electricity|water)|(?:have|has) (?:now )?lost (?:power|electricity|their supply))\b"
)
_DONE = regex(
    rf"\b(?P<n>{_N}) (?P<noun>(?!of\b)[a-z]{{3,}}s)\b[^.;,“”]{{0,50}}?\b(?:have|were|are)(?: now| already)?(?: been)? (?P<done>(?:[a-z]{{3,}}ed|lost|sunk|burnt)\b)",
    re.IGNORECASE,
)
_TEAM = r"[A-Z][\w’.&]*(?: [A-Z][\w’.&]*){0,3}"
_STANDING = regex(
    rf"(?:The )?(?P<who>{_TEAM}) (?:now |still )?(?:(?:has|have|holds?|leads? with)|(?:is|are) [^.,]{{3,40}}, with) (?:now |won )?(?P<n>\d[\d,]*) (?P<noun>[a-z]{{3,}})"
)
_SCORE = regex(rf"(?P<home>{_TEAM}) (?P<a>\d{{1,3}})\s?[-–]\s?(?P<b>\d{{1,3}}) (?P<away>{_TEAM})")


@dataclass(frozen=True, slots=True)
class Count:
    """A figure of the running kind."""

    n: float
    unit: str
    """What is counted, as written; `%` for a share."""


def toll(text: str) -> int | None:
    """How many have died by a sentence; None where it gives no number of all of them."""
    for pattern in _TOLLS:
        if match := pattern.search(text):
            return _number(match["a"])
    another = _ANOTHER.search(text)
    return _ORDINALS[another["a"].lower()] if another and _DEATH.search(another.group()) else None


def is_number(word: str) -> bool:
    """Whether a word counts something: “five”, “fifth”, “140,000”."""
    return word in _WORDS or word in _ORDINALS or word[0].isdigit()


def counts(text: str) -> list[Count]:
    """What a sentence counts: `140,000 homes`, `72%`."""
    plain = re.sub(r"“[^“”]*”", "", text)
    found = [Count(float(match["n"].replace(",", "")), match["noun"]) for match in _NUMBER_OF.finditer(plain)]
    for match in _COUNT.finditer(plain):
        noun = match["noun"] or "%"
        if noun not in _NO_UNIT:
            found.append(Count(float(match["n"].replace(",", "")), _SAME.get(noun, noun)))
    return found


def standing(text: str) -> tuple[str, Count] | None:
    """Who has how many of something, where a sentence says just that: `The Greens have 68 seats`, `The Greens are the largest party, with 66 seats`.

    How many homes have no power is everybody's.
    """
    if out := _OUTAGE.search(text):
        return "", Count(float(out["n"].replace(",", "")), "homes without power")
    match = _STANDING.match(text)
    return (match["who"], Count(float(match["n"].replace(",", "")), match["noun"])) if match and match["noun"] not in _NO_UNIT else None


def done(text: str) -> Count | None:
    """How many of something have met with something by now: `Three houses have been destroyed`. There can only be more of them."""
    match = _DONE.search(text)
    return Count(float(_number(match["n"])), f"{match['noun']} {match['done']}".lower()) if match else None


def score(text: str) -> tuple[frozenset[str], tuple[int, int]] | None:
    """Who plays and how it stands, if a heading or a sentence says so: `Rovers 1-1 Town`."""
    match = _SCORE.search(text)
    if match is None:
        return None
    return frozenset((match["home"].split()[0], match["away"].split()[0])), (int(match["a"]), int(match["b"]))


def _number(word: str) -> int:
    return _WORDS[word.lower()] if word.lower() in _WORDS else int(word.replace(",", ""))
