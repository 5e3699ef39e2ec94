"""Points of the compass, places on the globe, runways: NNW of, SE Asia, 38.3N, 142.4E, runway 27L."""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.write.aloud.here import Here, Rule, before_it, word_before
from pipeline.write.aloud.numbers import digits, number

_POINTS = {"N": "north", "S": "south", "E": "east", "W": "west"}
_THREE = regex(r"(?P<p>NNE|ENE|ESE|SSE|SSW|WSW|WNW|NNW)(?![\w.'’-])")
_OF = regex(r"(?P<p>[NS]?[EW]|[NS])\.?(?=\sof\s)")
_FAR = regex(
    r"(?:[0-9]\s?|\s|-)(?:km|mi|nm|miles?|m|metres?|meters?|kilomet(?:re|er)s?|yards?|feet|blocks?)\s$|\b[AM][0-9]{1,4}(?:\(M\))?\s$"
)
_WIND = regex(
    r"(?P<p>[NS]?[EW]|[NS])(?=\s(?:winds?|gales?|breezes?|swells?)\b|\s(?:at\s|gusting\s)?[0-9]{1,3}(?:[-–][0-9]{1,3})?\s?(?:mph|kph|km/h|kts?|knots))"
)
_BLOWING = frozenset("wind winds gales gale breeze breezes swell swells".split())
_BLOWN = regex(r"(?P<p>[NS][EW]|[NSEW])(?=\s(?:[0-9]|gale|veering|backing))")
_REGIONS = (
    "Macedonia|Jerusalem|Bank|Africa|Asia|America|Australia|Korea|Sudan|Ossetia|Timor|Yorkshire|Sussex|Virginia|Carolina|Dakota|England|Scotland|Ireland|Wales|London|Europe|"
    "Germany|France|Italy|Spain|Turkey|Syria|Iraq|Iran|China|India|Pakistan|Nigeria|Brazil|Mexico|Ukraine|Russia|Pacific|Atlantic"
)
_REGION = regex(rf"(?P<p>[NS][EW]|[NSEW])\.?\s(?=(?P<r>{_REGIONS})\b)")
_STATES = frozenset(
    "Macedonia Bank Korea Africa America Australia Sudan Ossetia Timor Yorkshire Sussex Virginia Carolina Dakota Ireland".split()
)
"""Those whose own name the point is a part of: South Africa, but south-east Asia."""
_DEGREES = regex(r"(?P<a>[0-9]{1,2}(?:\.[0-9]{1,6})?)\s?(?P<ns>[NS])(?P<gap>,?\s)(?P<b>[0-9]{1,3}(?:\.[0-9]{1,6})?)\s?(?P<ew>[EW])(?!\w)")
_RUNWAY = regex(r"(?P<n>[0-3][0-9])(?P<side>[LRC])?(?!\w|[.,:-][0-9])")
_SIDES = {"L": "left", "R": "right", "C": "centre"}


def _words(points: str) -> str:
    return "-".join(_POINTS[each] for each in points)


def _of(match: re.Match[str], here: Here) -> str | None:
    """10km SE of the town."""
    return _words(match["p"]) if _FAR.search(before_it(match.string, match.start(), 14)) else None


def _region(match: re.Match[str], here: Here) -> str | None:
    """N Korea, NE Scotland; but not the initials of "J. S. England"."""
    if word_before(match.string, match.start()).endswith(".") or re.search(r"[A-Z]\.?\s$", before_it(match.string, match.start(), 3)):
        return None
    words = _words(match["p"])
    if match["r"] == "Ireland" and words in ("north", "south"):
        return "Northern " if words == "north" else "southern "
    return f"{words.capitalize() if len(match['p']) == 1 and match['r'] in _STATES else words} "


def _degrees(match: re.Match[str], here: Here) -> str:
    north, east = (f"{number(match[n], here.style)} degrees {_POINTS[match[to]]}" for n, to in (("a", "ns"), ("b", "ew")))
    return f"{north}, {east}"


def _runway(match: re.Match[str], here: Here) -> str | None:
    if word_before(match.string, match.start()).lower() not in ("runway", "runways"):
        return None
    return digits(match["n"]) + (f" {_SIDES[match['side']]}" if match["side"] else "")


AT_FIGURES: tuple[Rule, ...] = (("coordinate", _DEGREES, _degrees), ("code", _RUNWAY, _runway))
AT_WORDS: tuple[Rule, ...] = (
    ("compass", _THREE, lambda match, here: _words(match["p"])),
    ("compass", _OF, _of),
    ("compass", _WIND, lambda match, here: _words(match["p"])),
    ("compass", _BLOWN, lambda match, here: _words(match["p"]) if word_before(match.string, match.start()).lower() in _BLOWING else None),
    ("compass", _REGION, _region),
)
