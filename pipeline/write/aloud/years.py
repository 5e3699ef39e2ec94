"""Years, spans of years and decades, told from numbers that count something."""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.write.aloud.here import Here, Rule, word_after, word_before
from pipeline.write.aloud.numbers import cardinal, code, plural, short_year, year
from pipeline.write.aloud.tables import MONTHS

_DECADE = regex(r"[’'‘]?(?:(?P<n>[12][0-9]{2}0|[1-9]0|(?<=[’'‘])00)[’']?s|(?P<loose>[12][0-9]{2}0)\ss)\b")
_SPAN = regex(r"(?P<y>[12][0-9]{3})\s?(?:[-–—]\s?|(?<=[0-9])/|\s[-–—]\s)(?P<z>[12][0-9]{3}|[0-9]{2})(?![\w]|[,.-][0-9]|\s?%)")
_CLASS_OF = regex(r"(?<!\w)[’'‘](?P<n>[0-9]{2})(?![\w])")
_ERA = regex(r"(?P<n>[0-9]{1,4})(?=\s?(?:BCE?|CE|AD|A\.D|B\.C)\b)")
_CIRCA = regex(r"c\.\s?(?=[12][0-9]{3})|c(?=1[0-9]{3}(?!\w))")
_ALONE = regex(r"(?P<y>[12][0-9]{3})(?![\w]|[.,:/][0-9]|-[0-9]|\s?[%°])")

# A number that may be a year is one, unless it is counted: more than 1,500 of them, or 1900 people.
COUNTED = frozenset(
    """people men women children troops soldiers deaths dead injured wounded homes houses jobs miles kilometres kilometers metres meters feet
    tonnes tons pounds dollars euros pupils students migrants refugees passengers patients hours days weeks months years acres hectares
    votes seats shares calories words pages barrels drones missiles rounds residents families workers staff officers civilians civilian
    casualties points degrees members prisoners hostages fans spectators runs km kg mph rpm hp square cubic per""".split()
)
_AMOUNTS = frozenset(
    "than least most nearly almost roughly approximately some exactly another total only additional estimated extra".split()
)
_CUES = frozenset("in since year until till during circa late early mid spring summer autumn winter fall of".split()) | set(MONTHS)
_NO_NOUNS = frozenset("was is has as its his this us does says thus plus versus perhaps".split())


def _decade(match: re.Match[str], here: Here) -> str:
    n = int(match["n"] or match["loose"])
    if not n:
        return "two thousands"
    return plural(year(n, here.style) if n > 999 else cardinal(n, here.style))


def _span(match: re.Match[str], here: Here) -> str | None:
    first, last = match["y"], match["z"]
    if len(last) == 4 and (last < first or word_after(match.string, match.end()) in COUNTED):
        return None
    if "/" in match.group() and len(last) == 4 and int(last) != int(first) + 1:
        return None  # a file's number
    if first[:2] > "20" or (len(last) == 2 and int(first[2:]) >= int(last) and last != "00"):
        return None
    return f"{year(int(first), here.style)} to {year(int(last), here.style) if len(last) == 4 else short_year(last)}"


def _era(match: re.Match[str], here: Here) -> str | None:
    return code(match["n"], here.style) if match["n"][0] != "0" else None


def _alone(match: re.Match[str], here: Here) -> str | None:
    n = int(match["y"])
    before, after = word_before(match.string, match.start()).lower(), word_after(match.string, match.end())
    cue = before in _CUES
    if n >= 2100 or n < 1000 or (n < 1100 and not cue):
        return None
    if before in _AMOUNTS or (after in COUNTED and not (cue and n >= 1900)):
        return None
    if n < 1900 and not cue and after.endswith("s") and after.islower() and after not in _NO_NOUNS:
        return None
    return year(n, here.style)


AT_FIGURES: tuple[Rule, ...] = (
    ("decade", _DECADE, _decade),
    ("year", _SPAN, _span),
    ("year", _CLASS_OF, lambda match, here: short_year(match["n"])),
    ("year", _ERA, _era),
)
LATE: tuple[Rule, ...] = (("year", _ALONE, _alone),)
"""Tried last: any other reading of four figures goes first."""
AT_WORDS: tuple[Rule, ...] = (("year", _CIRCA, lambda match, here: "around "),)
