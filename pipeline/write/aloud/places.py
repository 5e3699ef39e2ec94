"""Postal addresses: house numbers, points of the compass, streets, American states and their codes."""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.write.aloud.here import Here, Rule, before_it, stop, word_before
from pipeline.write.aloud.numbers import code, digits

_STREETS = {
    "St": "Street", "Ave": "Avenue", "Rd": "Road", "Blvd": "Boulevard", "Ct": "Court", "Ln": "Lane", "Dr": "Drive", "Expy": "Expressway",
    "Hwy": "Highway", "hwy": "Highway", "Pkwy": "Parkway", "Sq": "Square", "Pl": "Place", "Ter": "Terrace", "st": "Street",
}  # fmt: skip
_STREET = "|".join((*_STREETS, "Street", "Avenue", "Road", "Boulevard", "Court", "Lane", "Drive", "Square", "Way", "Place", "Terrace"))
_NAMED = rf"(?:[A-Z][a-z]+|[0-9]{{1,3}}(?:st|nd|rd|th))(?:\s[A-Z][a-z]+){{0,2}}\s(?:{_STREET})\b"
_HOUSE = regex(rf"(?P<n>[0-9]{{2,5}})(?=\s(?:[NSEW]\.?\s)?{_NAMED})")
_COMPASS = regex(rf"(?P<p>[NSEW])\.?(?=\s{_NAMED})")
_POINTS = {"N": "North", "S": "South", "E": "East", "W": "West"}
_ROAD = regex(r"(?P<w>Ave|Rd|Blvd|Ct|Ln|Expy|Hwy|hwy|Pkwy|Pl|Ter|st)(?P<dot>\.)?(?![\w’'])")
_STATES = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado", "CT": "Connecticut", "DE": "Delaware",
    "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas",
    "KY": "Kentucky", "LA": "Louisiana", "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire", "NJ": "New Jersey",
    "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon",
    "PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah",
    "VT": "Vermont", "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming", "DC": "D C",
}  # fmt: skip
_SHORT_STATES = {
    "Ala": "AL", "Ariz": "AZ", "Ark": "AR", "Calif": "CA", "Colo": "CO", "Conn": "CT", "Del": "DE", "Fla": "FL", "Ga": "GA", "Ill": "IL", "Ind": "IN",
    "Kan": "KS", "Ky": "KY", "La": "LA", "Md": "MD", "Mass": "MA", "Mich": "MI", "Minn": "MN", "Miss": "MS", "Mo": "MO", "Mont": "MT", "Neb": "NE",
    "Nev": "NV", "N.H": "NH", "N.J": "NJ", "N.M": "NM", "N.Y": "NY", "N.C": "NC", "N.D": "ND", "Okla": "OK", "Ore": "OR", "Pa": "PA", "R.I": "RI",
    "S.C": "SC", "S.D": "SD", "Tenn": "TN", "Vt": "VT", "Va": "VA", "Wash": "WA", "W.Va": "WV", "Wis": "WI", "Wyo": "WY", "Tex": "TX",
}  # fmt: skip
SHORTENED = frozenset(_STREETS) | frozenset(_SHORT_STATES)
_DOTTED = "|".join(map(re.escape, sorted(_SHORT_STATES, key=len, reverse=True)))
_MEMBER = regex(
    rf"(?P<p>[DRI])-(?:(?P<s>{'|'.join(_STATES)})|(?P<d>{_DOTTED})\.?|(?P<w>[A-Z][a-z]{{3,}}(?:\s[A-Z][a-z]+)?))"
    r"(?:-(?P<n>[0-9]{1,2}))?(?=\)|[,;]\s|[.,;]?$)"
)
_AFTER_TOWN = regex(rf"(?P<d>{_DOTTED})\.(?!\w)")
_BENCH = regex(r"(?<=[a-z]\s\()(?P<p>[DR])(?=\))")
_PARTIES = {"D": "Democrat", "R": "Republican", "I": "Independent"}
_HIGHWAY = regex(r"(?P<w>Hwy|Rte)\.?\s(?P<n>[0-9]{1,4})(?![\w-]|[.,][0-9])")
_WORDS = frozenset("OK IN ME OR HI MA PA LA ID CO DE AL MS MD MI".split())
"""States whose letters are words or initialisms: only in front of a postal code."""
_STATE = regex(rf"(?P<s>{'|'.join(_STATES)})(?P<zip>(?=,?\s[0-9]{{5}}\b))?(?![\w’'-]|\.\w)")
_QUARTER = regex(r"(?P<p>[NS][EW])(?=[,;.)]?(?:\s|$))")
_BEHIND_STREET = regex(r"(?:Avenue|Ave\.?|Street|St\.?|Road|Rd\.?|Drive|Dr\.?|Place|Pl\.?|Court|Boulevard|Blvd\.?),?\s$")
_POLLED = regex(
    r"(?P<w>Lab|Con|Ref|Grn|LD|Lib\sDems?)(?=(?:\s(?:on|at))?:?\s[0-9]{1,2}(?:\.[0-9])?\s?%)|(?<=[a-z]\s\()(?P<w2>Lab|Con|Ref|Grn|LD|Lib\sDem)(?=\))"
)
_PARTY = {"Lab": "Labour", "Con": "Conservative", "Ref": "Reform", "Grn": "Green", "LD": "Lib Dem"}
_IN_A_TOWN = regex(r"[a-z],\s$")
_STATE_BEFORE = regex(r"(?P<s>[A-Z]{2}|D\.C\.),?\s$")
_ZIP = regex(r"(?P<n>[0-9]{5})(?:-(?P<m>[0-9]{4}))?(?![\w-]|[,.][0-9])")


def _house(match: re.Match[str], here: Here) -> str | None:
    n = match["n"]
    if here.style.british and len(n) < 4:
        return None
    return digits(n) if len(n) == 3 and n[1] == "0" else code(n, here.style)


def _compass(match: re.Match[str], here: Here) -> str | None:
    return _POINTS[match["p"]] if word_before(match.string, match.start()).isdigit() else None


def _quarter(match: re.Match[str], here: Here) -> str | None:
    """Pennsylvania Avenue NW."""
    if not _BEHIND_STREET.search(before_it(match.string, match.start(), 14)):
        return None
    return f"{_POINTS[match['p'][0]]}{_POINTS[match['p'][1]].lower()}"


def _road(match: re.Match[str], here: Here) -> str | None:
    before = word_before(match.string, match.start())
    named = before[:1].isdigit() if match["w"] == "st" else before[:1].isupper() or before[-2:] in ("st", "nd", "rd", "th")
    return _STREETS[match["w"]] + stop(match) if named and not before.isupper() else None


def _state(match: re.Match[str], here: Here) -> str | None:
    if not _IN_A_TOWN.search(before_it(match.string, match.start(), 4)) or (match["s"] in _WORDS and match["zip"] is None):
        return None
    return _STATES[match["s"]]


def _member(match: re.Match[str], here: Here) -> str | None:
    """(D-NY), (R-Texas), (D-Calif.): whom a member of Congress sits for."""
    if before_it(match.string, match.start()) not in ("(", " ") or (match["w"] and match["w"] not in _STATES.values()):
        return None
    state = match["w"] or _STATES[match["s"] or _SHORT_STATES[match["d"]]]
    return f"{_PARTIES[match['p']]} of {state}" + (f", district {code(match['n'], here.style)}" if match["n"] else "")


def _after_town(match: re.Match[str], here: Here) -> str | None:
    """Portland, Ore."""
    return _STATES[_SHORT_STATES[match["d"]]] + stop(match) if _IN_A_TOWN.search(before_it(match.string, match.start(), 4)) else None


def _bench(match: re.Match[str], here: Here) -> str | None:
    """Governor Lee (R)."""
    name = word_before(match.string, match.start() - 1)
    return ("Republican" if match["p"] == "R" else "Democrat") if name[:1].isupper() else None


def _highway(match: re.Match[str], here: Here) -> str:
    return f"{_STREETS.get(match['w'], 'Route')} {code(match['n'], here.style)}"


def _zip(match: re.Match[str], here: Here) -> str | None:
    before = _STATE_BEFORE.search(before_it(match.string, match.start(), 7))
    if not before or before["s"].replace(".", "") not in _STATES:
        return None
    return digits(match["n"]) + (f", {digits(match['m'])}" if match["m"] else "")


AT_FIGURES: tuple[Rule, ...] = (("address", _HOUSE, _house), ("address", _ZIP, _zip))
AT_WORDS: tuple[Rule, ...] = (
    ("address", _MEMBER, _member),
    ("address", _BENCH, _bench),
    ("address", _AFTER_TOWN, _after_town),
    ("address", _HIGHWAY, _highway),
    ("address", _COMPASS, _compass),
    ("address", _QUARTER, _quarter),
    ("name", _POLLED, lambda match, here: _PARTY.get(match["w"] or match["w2"])),
    ("address", _ROAD, _road),
    ("address", _STATE, _state),
)
