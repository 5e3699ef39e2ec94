"""Vulgar fractions: "2½" → "two and a half", "3/4" → "three quarters"."""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.write.aloud.here import VULGAR, Here, Rule, word_after
from pipeline.write.aloud.numbers import cardinal, code, number, ordinal, short_year, year

_SIGNS = {
    "½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅖": (2, 5), "⅗": (3, 5), "⅘": (4, 5), "⅙": (1, 6), "⅚": (5, 6),
    "⅛": (1, 8), "⅜": (3, 8), "⅝": (5, 8), "⅞": (7, 8),
}  # fmt: skip
FRACTION = (
    r"(?:(?:(?P<whole>[0-9]{1,6})[\s-])?(?P<num>[0-9]{1,6})\s?/\s?(?P<den>[0-9]{1,6})(?:th|rd|nd|TH|RD|ND|ths|rds|s)?"
    rf"|(?P<w2>[0-9]{{1,9}})?\s?(?P<sign>[{VULGAR}]))"
)
_FRACTION = regex(rf"{FRACTION}(?![\w/]|[.,][0-9])")
_SEASON = regex(r"(?P<a>[12][0-9]{3})/(?P<b>[0-9]{2})(?![\w/])")
PRICED = frozenset("favourite favorite fav shot outsider odds bet chance".split())
"""What stands behind a price at the races."""
_ODDS = regex(
    rf"(?P<a>[0-9]{{1,3}})/(?P<b>[0-9]{{1,2}})(?=\s(?:{'|'.join(PRICED)}|on\b))|(?P<c>[0-9]{{1,3}})[-–](?P<d>[0-9]{{1,2}})(?=\s(?:{'|'.join(PRICED)})\b)"
)
_OUT_OF = regex(r"(?P<a>[0-9]{1,3}(?:\.[0-9])?)/(?P<b>10|100|5(?=\sstars?\b)|(?<=[0-9]\.[0-9]/)5)(?![\w/]|[.,][0-9])")
_LONGEST_ODDS = 30
"""100/30: more than a whole is a price at the races."""
_SMALLEST = 100
"""A smaller part than a hundredth is none that anybody names."""
_WHOLE, _LEAST = 100, 9
"""Two shares of a hundred."""
_HALVED = frozenset(
    "mile hour inch ounce acre pint pound metre meter point century dozen million billion litre liter gallon day year".split()
)


_TIED = regex(r"-[a-z]")
_OWN = frozenset("a an the of that this its his her their our my your as".split())


def fraction(match: re.Match[str], here: Here) -> str | None:
    """The words of what `FRACTION` matched."""
    if match["sign"]:
        whole, (top, bottom) = match["w2"], _SIGNS[match["sign"]]
    else:
        whole, top, bottom = match["whole"], int(match["num"]), int(match["den"])
    if not bottom:
        return None
    if bottom == 1:
        words = f"{cardinal(top, here.style)} over one"
    else:
        name = {2: "half", 4: "quarter"}.get(bottom) or ordinal(bottom, here.style)
        if top != 1:
            name = "halves" if bottom == 2 else f"{name}s"
        words = f"{cardinal(top, here.style)} {name}"
    if not whole:
        return words
    return f"{number(whole, here.style)} and {f'a {words[4:]}' if top == 1 and bottom in (2, 3, 4) else words}"


def _alone(match: re.Match[str], here: Here) -> str | None:
    if match["num"] and len(match["num"]) > 1 and match["num"][0] == "0":
        return None
    if match["den"] and not match["whole"]:
        top, bottom = int(match["num"]), int(match["den"])
        if top + bottom == _WHOLE and min(top, bottom) > _LEAST:
            return f"{number(match['num'], here.style)} {number(match['den'], here.style)}"  # a 60/40 split
        if bottom == top + 1 and 19 < top < 40:
            return f"{number(match['num'], here.style)} to {number(match['den'], here.style)}"  # the 26/27 season
        if bottom == 1 or (bottom < top <= 100 and bottom <= _LONGEST_ODDS):
            return f"{number(match['num'], here.style)} to {number(match['den'], here.style)}"
        if (bottom > _SMALLEST and bottom % 100) or (top > bottom and bottom != 100):
            return f"{code(match['num'], here.style)} slash {code(match['den'], here.style)}"  # a file's number
    words = fraction(match, here)
    if words == "one half":
        after = word_after(match.string, match.end())
        if after in _OWN or match.string.startswith("-", match.end()):
            return "half"  # a 1/2-hour wait
        if after in _HALVED:
            return "half an" if after in ("hour", "inch", "ounce", "acre") else "half a"
    tied = words and not match["whole"] and _TIED.match(match.string, match.end())
    return words.removesuffix("s") if words and tied else words  # a 3/4-inch pipe


def _season(match: re.Match[str], here: Here) -> str | None:
    a, b = int(match["a"]), int(match["b"])
    return f"{year(a, here.style)} to {short_year(match['b'])}" if 1800 < a < 2100 and (a + 1) % 100 == b else None


def _odds(match: re.Match[str], here: Here) -> str:
    return f"{number(match['a'] or match['c'], here.style)} to {number(match['b'] or match['d'], here.style)}"


def _out_of(match: re.Match[str], here: Here) -> str | None:
    if match["a"] == "90" and match["b"] == "10":
        return None  # a 90/10 rule
    return f"{number(match['a'], here.style)} out of {number(match['b'], here.style)}"


AT_FIGURES: tuple[Rule, ...] = (
    ("year", _SEASON, _season),
    ("ratio", _ODDS, _odds),
    ("ratio", _OUT_OF, _out_of),
    ("fraction", _FRACTION, _alone),
)
