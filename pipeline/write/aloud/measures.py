"""Quantities with a unit: distances, weights, speeds, temperatures, percentages, places on the globe."""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.write.aloud.fractions import FRACTION, fraction
from pipeline.write.aloud.heights import is_metres
from pipeline.write.aloud.here import VULGAR, Here, Rule, before_it, before_noun, belongs, word_after, word_before
from pipeline.write.aloud.money import NUM
from pipeline.write.aloud.numbers import code, number
from pipeline.write.aloud.tables import MAGNITUDES, PER, UNITS, spelling

# Units that behind a space are letters, words or names need to touch their number: "5g", not "5 g".
_TOUCHING = frozenset("V W J L h t st Mt l g m s KB kn Pa Nm ML ct Sv Bq psi fps".split())
_LOOSE = "|".join(sorted((re.escape(u) for u in UNITS if u not in _TOUCHING), key=len, reverse=True))
_ALL = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_UNIT = rf"(?:(?:(?<=[0-9{VULGAR}-])|\s(?=[lm]/[a-z1]))(?P<tight>{_ALL})|\s?-?(?P<loose>{_LOOSE})|\s?(?P<metre>m))(?![\w²³°])"
_PER = "|".join(sorted(map(re.escape, PER), key=len, reverse=True))
_VALUE = rf"(?P<n>{NUM})(?:[\s-]?(?P<mag>hundred|thousand|million|billion|trillion|bn|mn|tn|m|k)(?=[\s-]))?"

_MEASURE = regex(rf"{_VALUE}{_UNIT}(?:/(?P<per>{_PER})(?!\w)(?:/(?P<per2>{_PER})(?!\w))?)?")
_PART = regex(rf"{FRACTION}{_UNIT}")
_RATE = regex(rf"(?P<n>{NUM})/(?P<per>kg|km|l|day|d|week|wk|month|mo|year|yr|hour|hr|MWh|person|tonne|m2|m²|ml|min|[$£€])(?!\w)")
_AREA = regex(
    rf"{_VALUE}[\s-]?(?P<power>sq|square|cubic|cu)\.?\s?(?P<unit>km|mi|miles?|ft|feet|foot|m|metres?|meters?|cm|in|inches|yds?|yards?)(?!\w)"
)
_FEET = regex(
    rf"(?P<f>[0-9]{{1,2}})(?:[\s-]?ft\.?[\s-]?|['’′])(?P<i>[0-9]{{1,2}})(?P<half>½)?(?:\s?in(?:s|ches)?\b\.?(?=\s[a-z]|[,;)])|\s?in(?:s|ches)?\b|''|[\"”″]|(?<=[0-9{VULGAR}])(?!\w))"
)
_PERCENT = regex(rf"(?P<n>{NUM})(?:-?\s?%(?P<more>-plus\b|\+)?|pc(?!\w)|(?P<points>pp(?!\w)|\s?ppts?(?!\w)))")
_TEMPERATURE = regex(
    rf"(?P<n>{NUM})(?:\s?°\s?(?P<deg>[CFK](?!\w))?|(?P<bare>[CF])(?!\w|-(?![0-9]))|\s(?P<apart>[CF])(?![\w.’'-]*[A-Za-z0-9]))"
)
_WARM = regex(
    r"(?:^|[\s(\[\"“‘'/,;:])[-−–]$|\b(?:minus|temperatures?|mercury|highs?|lows?|maximums?|minimums?|heat(?:wave)?|cold|warm|warmer|colder|cooler|hot|hottest|coldest|thermometers?"
    r"|freezing|degrees|fe(?:els?|lt)\slike|wind\s?chill)\b[^.!?]{0,70}$|[0-9]\s?[CF]\s?(?:[(/]|to\s|or\s|and\s)$",
    re.IGNORECASE,
)
"""Before a figure that "C" or "F" stands apart from."""
_PLACE = regex(
    r"(?P<d>[0-9]{1,3}(?:\.[0-9]+)?)°\s?(?:(?P<m>[0-9]{1,2}(?:\.[0-9]+)?)[′'’]\s?(?:(?P<s>[0-9]{1,2}(?:\.[0-9]+)?)(?:″|\"|”|''))?)?\s?(?P<to>[NSEW])(?!\w)"
)
_HOUSE = r"\s(?:[A-Z][\w’'-]+\s){1,3}(?:Street|St|Road|Rd|Avenue|Ave|Lane|Terrace|Square|Gardens|Place|Drive|Court|Row|Hill)\b"
"""Behind a house's number and letter: 221B Baker Street."""
_SHORT = regex(rf"(?P<n>{NUM})(?:(?P<mag>k|K|m|M|B)|\s?-?(?P<long>mn|mln|bn|bln|tn|trn|Bn))(?P<plus>\+)?(?![\w²³])(?!{_HOUSE})")
_HOURS = regex(r"(?P<h>[0-9]{1,3})\s?h(?:rs?)?\s?(?P<m>[0-5]?[0-9])\s?m(?:ins?)?(?!\w)")
_ALONE = regex(r"(?P<u>km/h|kmh|kph|km|kg|mph|cm|mm|[kMGT]Wh|[kMGT]W|bpd|ppm)(?!\w|[/-]|\.\w)")
"""A unit whose number is in words."""
_FIGURE_BEHIND = regex(r"\s[0-9]")
_BY = regex(rf"(?<=[0-9a-z])\s?[x×]\s?(?={NUM})")
_BY_NEXT = regex(r"\s?[x×]\s?[0-9]")

_WIND = regex(r"\b(?:winds?|gust(?:s|ing|ed)?|speeds?|storm|hurricane|typhoon|cyclone|knots)\b", re.IGNORECASE)
_BOMB = regex(r"\s(?:bombs?|warheads?|devices?|yield|of\sTNT|nuclear|explosions?|blasts?)\b")
_INCHES = regex(
    rf"(?P<n>{NUM})(?:-?in\.?|[\"”″])(?=[\s-](?:TVs?|tvs?|screens?|displays?|monitors?|laptops?|tablets?|vinyl|record|gun|guns|pipe|pipes|wheels?|tyres?|waist|pizza|nails?|rain|snow)\b|\sof\s(?:rain|snow|water|ice)\b)|(?P<dec>[0-9]{{1,3}}\.[0-9]{{1,2}})in(?![\w-]|\.\w)|(?P<end>[0-9]{{1,3}})in(?=[,;)]|\.?$)"
)
_FALLEN = regex(r"\s(?:of\s)?(?:rain|snow|water|ice)\b")
_AT_SEA = regex(r"\s(?:off|from|north|south|east|west|offshore|limit|zone|away|out)\b")
"""Behind so many miles at sea: a chip's "nm" is a nanometre."""
_PRESSURE = regex(
    r"(?P<a>[0-9]{2,3})/(?P<b>[0-9]{2,3})\s?mmHg\b|(?P<c>1[0-9]{2}|2[0-4][0-9])/(?P<d>[4-9][0-9]|1[0-4][0-9])(?![\w/]|[.,][0-9])"
)
_SPANS = frozenset("min mins hr hrs yr yrs wk wks mo mos mth mths sec secs".split())
_ONE_SPAN = frozenset("hr yr wk mth".split())
_PLURAL = regex(r"\s(?!(?:takes|makes|costs|means|lies|separates|remains|equals|weighs|goes|was|has|is)\b)[a-z]{2,}[^\Wsui]s\b")
"""Behind a measure that goes with each of several: 500mg tablets."""
_LINES = regex(r"(?P<n>720|1080|1440|2160|4320)p(?!\w)")
"""Of a picture."""
_LEAD = regex(rf"(?P<n>{NUM})-pt(?=\s)")
_TIED = regex(r"-[a-z]")
_SQUARED = {"km": "kilometre", "mi": "mile", "m": "metre", "cm": "centimetre", "yd": "yard", "yds": "yard", "in": "inch", "inches": "inch"}
_METRES = frozenset(
    """long wide high tall deep away from race sprint hurdles freestyle fly IM butterfly backstroke breaststroke relay final above below dash apart
    north south east west record steeplechase off underwater waves wave swell radius distance medley title champion""".split()
)
_RACES = frozenset("1500 3000 5000 10000".split())
_BEHIND_RACES = frozenset(
    ["", *"in and at on to by for with from gold silver bronze heats heat event events semi-final runner runners victory".split()]
)
"""“The 1500m in Paris”: so many millions of anything are billions."""
_RUNS = frozenset(
    "run runs race walk fun event resolution screen tv tvs television televisions video footage display monitor camera cameras hdr uhd ultra".split()
)
_BOTH_RUN = regex(r"\s?(?:and|or|/|to)\s?[0-9]{1,2}K(?!\w)")
"""4K and 8K TVs."""
_POINTS = {"N": "north", "S": "south", "E": "east", "W": "west"}
_SCALES = {"C": "Celsius", "F": "Fahrenheit"}
_ROOMS = frozenset(
    "cessna boeing flight bus route apt apartment flat unit room suite ste block gate seat stand house class section schedule category tier".split()
)
_ROOM = regex(r"([A-Za-z]+)\.?[ \u00a0-]$")
_LABELLED = frozenset(
    "article section class year grade block room gate platform row seat schedule flat form annex appendix band tier unit group".split()
)


def _value(match: re.Match[str], here: Here) -> str:
    words = number(match["n"], here.style)
    return f"{words} {MAGNITUDES[match['mag']]}" if match["mag"] else words


def _one_or_many(match: re.Match[str], one: str, many: str) -> str:
    tied = _TIED.match(match.string, match.end()) or _several(match)  # a 6ft-high wall
    return one if tied or (match["n"] == "1" and not match["mag"]) or belongs(match.string, match.start(), match.end()) else many


def _several(match: re.Match[str]) -> bool:
    return _PLURAL.match(match.string, match.end()) is not None and before_noun(match.string, match.end())


def _unit(match: re.Match[str]) -> str:
    return match["tight"] or match["loose"] or match["metre"]


def _measure(match: re.Match[str], here: Here) -> str | None:
    unit, text, end = _unit(match), match.string, match.end()
    if unit == "s" and "." not in match["n"]:
        return None  # "4s" is a name, "9.58s" a time
    if unit == "m":
        metres = match["per"] or word_after(text, end) in _METRES or _BY_NEXT.match(text, end)
        metres = metres or (here.last_rule == "measure" and here.last_end == match.start())
        metres = metres or (match["n"].replace(",", "") in _RACES and word_after(text, end).lower() in _BEHIND_RACES)
        metres = metres or (not match["mag"] and is_metres(text, match.start(), end, match["n"]))
        if match["mag"] or (match["tight"] and not metres):
            return None  # "5m" is five million, but for "5m high", "2m x 5m" and "a depth of 5m"
    one, many = UNITS[unit]
    # A calibre belongs to whatever follows: "155mm shells".
    if unit == "kt" and not _BOMB.match(text, end) and _WIND.search(text, max(0, match.start() - 60), end + 12):
        one, many = "knot", "knots"
    if unit == "nm" and _AT_SEA.match(text, end):
        one, many = UNITS["nmi"]
    calibre = unit in ("mm", "cm", "cc", "nm", "ct", "rpm", "psi", "fps") and before_noun(text, end) and not _BY_NEXT.match(text, end)
    tied = unit in _SPANS and match.group()[len(match["n"])] == "-"  # a 10-yr bond, the 2-hr drive
    tied = tied or (unit in _ONE_SPAN and before_noun(text, end))  # a 4hr target, a 3-5 yr term
    said = one if calibre or tied else _one_or_many(match, one, many)
    per = "".join(f" per {PER[match[each]]}" for each in ("per", "per2") if match[each])
    return f"{_value(match, here)} {spelling(said + per, here.style)}"


def _hours(match: re.Match[str], here: Here) -> str:
    parts = ((int(match["h"]), "hour"), (int(match["m"]), "minute"))
    return " ".join(f"{number(str(n), here.style)} {name}{'' if n == 1 else 's'}" for n, name in parts)


def _unit_alone(match: re.Match[str], here: Here) -> str:
    one, many = UNITS[match["u"]]
    single = word_before(match.string, match.start()) in ("per", "a", "an", "one", "each") or _FIGURE_BEHIND.match(
        match.string, match.end()
    )
    return spelling(one if single else many, here.style)


def _area(match: re.Match[str], here: Here) -> str:
    unit = match["unit"]
    if unit in ("ft", "feet", "foot"):
        one, many = "foot", "feet"
    else:
        one = _SQUARED.get(unit, unit.removesuffix("s"))
        many = "inches" if one == "inch" else f"{one}s"
    power = "square" if match["power"].startswith("sq") else "cubic"
    return f"{_value(match, here)} {power} {spelling(_one_or_many(match, one, many), here.style)}"


def _part(match: re.Match[str], here: Here) -> str | None:
    words, unit = fraction(match, here), _unit(match)
    if words is None or unit in ("st", "s"):
        return None
    one, many = UNITS[unit]
    if match["whole"] or match["w2"]:
        return f"{words} {spelling(many, here.style)}"
    return f"{words} of {'an' if one[0] in 'aeiou' or one == 'hour' else 'a'} {spelling(one, here.style)}"


def _rate(match: re.Match[str], here: Here) -> str:
    return f"{number(match['n'], here.style)} per {spelling(PER[match['per']], here.style)}"


def _feet(match: re.Match[str], here: Here) -> str | None:
    if int(match["i"]) > 11:
        return None
    return f"{number(match['f'], here.style)} foot {number(str(int(match['i'])), here.style)}{' and a half' if match['half'] else ''}"


def _inches(match: re.Match[str], here: Here) -> str:
    """A 32in screen, 2.5in of rain."""
    if match["dec"] and belongs(match.string, match.start(), match.end()):
        return f"{number(match['dec'], here.style)} inch"  # a 5.5in phone
    several = match["dec"] or (match["end"] and match["end"] != "1") or _FALLEN.match(match.string, match.end())
    return f"{number(match['n'] or match['dec'] or match['end'], here.style)} {'inches' if several else 'inch'}"


def _pressure(match: re.Match[str], here: Here) -> str:
    """Of blood: 120/80, 140/90 mmHg."""
    high, low = match["a"] or match["c"], match["b"] or match["d"]
    unit = f" {spelling('millimetres of mercury', here.style)}" if match["a"] else ""
    return f"{number(high, here.style)} over {number(low, here.style)}{unit}"


def _percent(match: re.Match[str], here: Here) -> str:
    words = number(match["n"], here.style)
    if match["points"]:
        return f"{words} percentage point{'' if match['n'] == '1' else 's'}"
    return f"{words} {here.style.percent}{' plus' if match['more'] else ''}"


def _temperature(match: re.Match[str], here: Here) -> str | None:
    n, letter = match["n"], match["deg"] or match["bare"] or match["apart"]
    if match["apart"] and not _WARM.search(before_it(match.string, match.start(), 90)):
        return None
    if not match["deg"] and letter and (len(n) > 6 or word_before(match.string, match.start()).lower() in _LABELLED):
        return None
    if letter == "K":
        return f"{number(n, here.style)} kelvin"
    return f"{number(n, here.style)} degree{'' if n == '1' else 's'}{f' {_SCALES[letter]}' if letter else ''}"


def _place(match: re.Match[str], here: Here) -> str:
    out = [f"{number(match['d'], here.style)} degrees"]
    out += [
        f"{number(match[part].lstrip('0') or '0', here.style)} {name}" for part, name in (("m", "minutes"), ("s", "seconds")) if match[part]
    ]
    return " ".join((*out, _POINTS[match["to"]]))


def _short(match: re.Match[str], here: Here) -> str | None:
    mag = match["mag"] or match["long"]
    both = _BOTH_RUN.match(match.string, match.end()) if mag == "K" else None
    if mag in "kKM" and word_after(match.string, both.end() if both else match.end()).lower() in _RUNS:
        return f"{number(match['n'], here.style)} K"
    room = _ROOM.search(before_it(match.string, match.start(), 14))
    if mag in "KMB" and len(match["n"]) < 4 and room and room[1].lower() in _ROOMS:
        return None  # "flat 4B"
    if mag in "BM" and match.string.startswith("-", match.end()):
        return None
    return f"{number(match['n'], here.style)} {MAGNITUDES[mag]}{' plus' if match['plus'] else ''}"


AT_FIGURES: tuple[Rule, ...] = (
    ("coordinate", _PLACE, _place),
    ("measure", _PRESSURE, _pressure),
    ("measure", _INCHES, _inches),
    ("percent", _PERCENT, _percent),
    ("temperature", _TEMPERATURE, _temperature),
    ("measure", _HOURS, _hours),
    ("measure", _LINES, lambda match, here: f"{code(match['n'], here.style)} P"),
    ("measure", _LEAD, lambda match, here: f"{number(match['n'], here.style)} point"),
    ("measure", _RATE, _rate),
    ("measure", _FEET, _feet),
    ("measure", _AREA, _area),
    ("measure", _PART, _part),
    ("measure", _MEASURE, _measure),
    ("number", _SHORT, _short),
)
AT_WORDS: tuple[Rule, ...] = (("measure", _ALONE, _unit_alone),)
BEHIND: tuple[Rule, ...] = (("measure", _BY, lambda match, here: " by "),)
"""For a place right behind a number: "2m x 3m"."""
