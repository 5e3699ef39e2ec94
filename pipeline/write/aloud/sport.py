"""Results that are written as fractions or ranges: cricket's 4/312, hurling's 2-21 to 1-19, lap 12/57."""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.write.aloud.here import Here, Rule, before_it, word_after, word_before
from pipeline.write.aloud.numbers import cardinal, ordinal, plural

_AROUND = 120
"""How far off a word of the game is looked for, in characters."""

_GOALS = regex(
    r"(?P<a>[0-9])[-–](?P<b>[0-9]{1,2})(?P<to>\sto\s|,\s)(?P<c>[0-9])[-–](?P<d>[0-9]{1,2})(?![\w%/]|[.,:–-][0-9]|\s(?:per|million|billion|years?)\b)"
)
"""Goals and points."""
_INNINGS = regex(r"(?P<a>[0-9]{1,3})(?:/|(?P<dash>[-–]))(?P<b>[0-9]{1,3})(?P<declared>\s?d(?:ec(?:lared)?)?\b)?(?![\w/-]|[.,][0-9])")
_NOT_OUT = regex(r"(?P<n>[0-9]{1,3})\*(?![\w*])")
_CRICKET = regex(
    r"\b(?:wickets?|overs?|ov|stumps|innings|Tests?|batted|batting|batters?|batsm[ae]n|bowl(?:ed|er|ers|ing)|cricket\w*|chasing|all\sout|ODIs?"
    r"|T20I?s?|not\sout|IPL|Ashes|Proteas|spinner|seamer)\b"
)
_MINUTE = regex(r"(?<=\()(?P<n>[1-9][0-9]?|1[01][0-9]|120)(?:\+(?P<more>[0-9]{1,2}))?['’′](?=\))")
"""(67'), (90+4'): when a goal was scored."""
_UNDER = regex(r"U-?(?P<n>1[4-9]|2[0-3])(?P<s>s)?(?![\w.-]|,[0-9])")
_SIDES = frozenset(
    "team teams side cap caps international internationals world euro european championship squad player coach captain match".split()
)
"""An U21 cap."""
_LAP = regex(r"(?P<a>[0-9]{1,2})/(?P<b>[0-9]{1,2})(?![\w/]|[.,][0-9])")
_NUMBERED = frozenset("lap stage round day heat game match page part episode".split())
_DATED = frozenset("on by until since before".split())
_WICKETS = 10
_TOTAL = 40
"""Runs written with a hyphen, 287-6: fewer may be anything."""
_FIGURES = regex(r"\b(?:took|takes|taking|finished with|figures of|returned)\s$")
"""Before a bowler's 4-62."""
_STOOD = regex(
    r"\b(?:(?:closed|resumed|declared)\s(?:on|at)|(?<=[a-z]\s)(?:are|were)|(?:reduced|slipped|slumped|collapsed|crumbled)\sto|took)\s$"
)
_SO = regex(r"\s?[.,;:)]|\s?$|\s(?:in|from|off|as|and|against|before|after|at)\b")
"""Nobody else closes on 287-6 or takes 4-62, unless it is so many of something."""
_STARS = 7
"""Of a hotel, at most."""


def _cricket(match: re.Match[str]) -> bool:
    if _STOOD.search(before_it(match.string, match.start(), 24)) and _SO.match(match.string, match.end()):
        return True
    return _CRICKET.search(match.string, max(0, match.start() - _AROUND), match.end() + _AROUND) is not None


def _goals(match: re.Match[str], here: Here) -> str | None:
    points = int(match["b"]), int(match["d"])
    if max(points) < 10 or word_before(match.string, match.start()).lower() in ("from", "between"):
        return None
    first, second = (
        f"{cardinal(int(goals), here.style)} {cardinal(int(n), here.style)}" for goals, n in (match.group("a", "b"), match.group("c", "d"))
    )
    return f"{first}{match['to']}{second}"


def _innings(match: re.Match[str], here: Here) -> str | None:
    """245/3, as Australia has it 3/245: "two hundred and forty-five for three"."""
    low, high = sorted((int(match["a"]), int(match["b"])))
    if high < 32 and word_before(match.string, match.start()).lower() in _DATED:
        return None
    if (
        match["dash"]
        and (int(match["b"]) > _WICKETS or high < _TOTAL)
        and not (match["declared"] or _FIGURES.search(before_it(match.string, match.start(), 24)))
    ):
        return None
    if low > _WICKETS or high <= _WICKETS or match.string.startswith(" of ", match.end()) or not (match["declared"] or _cricket(match)):
        return None
    return f"{cardinal(int(match['a']), here.style)} for {cardinal(int(match['b']), here.style)}{' declared' if match['declared'] else ''}"


def _not_out(match: re.Match[str], here: Here) -> str | None:
    return f"{cardinal(int(match['n']), here.style)} not out" if int(match["n"]) > _STARS and _cricket(match) else None


def _lap(match: re.Match[str], here: Here) -> str | None:
    a, b = int(match["a"]), int(match["b"])
    if not 0 < a <= b or word_before(match.string, match.start()).lower() not in _NUMBERED or before_it(match.string, match.start()) != " ":
        return None
    return f"{cardinal(a, here.style)} of {cardinal(b, here.style)}"


def _minute(match: re.Match[str], here: Here) -> str:
    more = f" plus {cardinal(int(match['more']), here.style)}" if match["more"] else ""
    return f"{ordinal(int(match['n']), here.style)} minute{more}"


def _under(match: re.Match[str], here: Here) -> str | None:
    if word_before(match.string, match.start()).lower() == "a":
        return None  # “a U21 cap”, not “a under…”
    n = cardinal(int(match["n"]), here.style)
    if match["s"]:
        return f"under-{plural(n)}"
    return f"under-{n}" if word_after(match.string, match.end()).lower() in _SIDES else None


AT_WORDS: tuple[Rule, ...] = (("score", _UNDER, _under),)
"""Before codes."""
AT_FIGURES: tuple[Rule, ...] = (
    ("score", _MINUTE, _minute),
    ("score", _GOALS, _goals),
    ("score", _INNINGS, _innings),
    ("score", _NOT_OUT, _not_out),
    ("number", _LAP, _lap),
)
"""Before dates and fractions."""
