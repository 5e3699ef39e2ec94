"""Dates. Where the month is a word the written order is kept, so that a transcript and the voice agree; figures follow the style."""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.write.aloud.here import Here, Rule, stop, word_after, word_before
from pipeline.write.aloud.numbers import ordinal, short_year, year
from pipeline.write.aloud.tables import DAYS, MONTH_NAMES, MONTHS, WEEK
from pipeline.write.aloud.years import COUNTED

_FULL = "|".join(m.lower() for m in MONTH_NAMES)
_SHORT = "|".join(sorted((m for m in MONTHS if m.capitalize() not in MONTH_NAMES), key=len, reverse=True))
_MONTH = rf"{_FULL}|(?:{_SHORT})\b\.?"
"""A month, with the full stop of a short form."""
_DAY = r"(?:[0-2]?[0-9]|3[01])"
_TH = r"(?:st|nd|rd|th)"
_YEAR = r"(?:(?P<sep>,?\s|-)(?P<y>[12][0-9]{3}(?![0-9])|[’'][0-9]{2}(?![0-9]))(?![\w]|[,.][0-9]))?"

_DAY_MONTH = regex(
    rf"(?P<d>{_DAY}){_TH}?(?:(?P<to>\s?[-–/]\s?|\sto\s|\sand\s|,\s|\sor\s)(?P<d2>{_DAY}){_TH}?)?(?P<of>\s+of)?[ -](?P<m>{_MONTH})(?!\w|-[a-z]){_YEAR}",
    re.IGNORECASE,
)
_MONTH_DAY = regex(
    rf"(?P<m>{_MONTH})(?:\s|-|(?<=\.))(?:the\s)?(?P<d>{_DAY})(?P<th>{_TH})?"
    rf"(?:(?P<to>\s?[-–/]\s?|\sto\s|\sand\s|\sor\s)(?P<d2>{_DAY}){_TH}?(?!\w|[.,:][0-9]|\s[a-z]+s\b))?(?![\w%:°]|[.,][0-9]|/){_YEAR}",
    re.IGNORECASE,
)
_MONTH_ALONE = regex(
    rf"(?P<m>{_MONTH})(?=\s[12][0-9]{{3}}\b)|(?P<dotted>Jan|Feb|Apr|Aug|Sept?|Oct|Nov|Dec)\b\.?(?=\s|$|[,;)])", re.IGNORECASE
)
_BIG_FIRST = regex(r"(?P<y>[12][0-9]{3})(?P<sep>[-/.])(?P<m>[0-9]{1,2})(?P=sep)(?P<d>[0-9]{1,2})(?![0-9]|[-/.][0-9])")
_SMALL_FIRST = regex(r"(?P<a>[0-9]{1,2})(?P<sep>[-/.])(?P<b>[0-9]{1,2})(?P=sep)(?P<y>[12][0-9]{3}|(?<=/)[0-9]{2})(?![\w]|[-/.][0-9])")
_NO_YEAR = regex(r"(?P<a>[0-9]{1,2})/(?P<b>[0-9]{1,2})(?![\w/])")
_WEEKDAY = regex(
    rf"(?P<w>{'|'.join(sorted(DAYS, key=len, reverse=True))})\b\.?(?=,?\s(?:[0-3]?[0-9](?:{_TH})?\s)?(?:(?:{_MONTH})(?!\w)|[0-9]{{1,2}}/)|"
    rf"(?P<day>\s(?:[12]?[0-9]|3[01]){_TH}\b))",
    re.IGNORECASE,
)

_MONTH_YEAR = regex(r"(?P<m>0?[1-9]|1[0-2])/(?P<y>20[0-9]{2})(?![\w/-]|[.,][0-9])")
_SPAN = regex(
    rf"(?P<a>{'|'.join(WEEK)})(?:\s?[-–]\s?)(?P<b>{'|'.join(WEEK)})(?![\w'’-])|"
    rf"(?P<c>{'|'.join(MONTH_NAMES)})\s?[-–]\s?(?P<d>{'|'.join(MONTH_NAMES)})(?![\w'’-])"
)
_WEEKDAYS = regex(
    r"(?P<a>Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\.?(?P<to>\s?[-–/]\s?|\sto\s)(?P<b>Mon|Tues?|Wed|Thu(?:rs?)?|Fri|Sat|Sun)\b(?!['’-])"
)

_NEXT_CENTURY = 50
_ENACTED = frozenset(
    "law act decree directive regulation decision resolution order ruling case file application report circular notice no number".split()
)
_VERBS = frozenset("may march mar dec sep".split())
"""In small letters these are hardly months."""
_NO_THE = frozenset("the a an this that his her its their our my your every each last next".split())


def _the(match: re.Match[str]) -> str:
    return "" if word_before(match.string, match.start()).lower() in _NO_THE else "the "


def _behind(match: re.Match[str], here: Here) -> str:
    """The year behind a day, after a comma if one is written."""
    return f"{',' if ',' in match['sep'] else ''} {_year(match['y'], here)}" if match["y"] else ""


def _year(text: str, here: Here) -> str:
    return short_year(text[-2:]) if len(text) < 4 else year(int(text), here.style)


def _whole(text: str) -> str:
    """28/11/26 is of 2026, 28/11/84 of 1984."""
    return text if len(text) > 2 else f"{'20' if int(text) < _NEXT_CENTURY else '19'}{text}"


def _joined(to: str) -> str:
    word = to.strip(" ,").lower()
    return f" {word} " if word.isalpha() else " to " if word else " and "


def _day_month(match: re.Match[str], here: Here) -> str | None:
    name, day = match["m"].rstrip("."), int(match["d"])
    if day == 0 or (name in _VERBS and not match["y"] and not match["of"] and "th" not in match.group()):
        return None
    out = f"{_the(match)}{ordinal(day, here.style)}"
    if match["d2"]:
        out += f"{_joined(match['to'])}the {ordinal(int(match['d2']), here.style)}"
    return f"{out} of {MONTHS[name.lower()]}{_behind(match, here)}{stop(match)}"


def _month_day(match: re.Match[str], here: Here) -> str | None:
    name, day = match["m"].rstrip("."), int(match["d"])
    if day == 0 or (name in _VERBS and not match["y"] and not match["th"]):
        return None
    if not match["y"] and not match["th"] and word_after(match.string, match.end()) in COUNTED:
        return None
    the = "the " if here.style.british else ""
    out = f"{MONTHS[name.lower()]} {the}{ordinal(day, here.style)}"
    if match["d2"]:
        out += f"{_joined(match['to'])}{the}{ordinal(int(match['d2']), here.style)}"
    return out + _behind(match, here)


def _month(match: re.Match[str], here: Here) -> str | None:
    if match["m"]:
        return MONTHS[match["m"].rstrip(".").lower()]
    if match["dotted"] == "APR" or not match["dotted"][0].isupper():
        return None  # a rate of interest
    return MONTHS[match["dotted"].lower()] + stop(match)


def _in_style(day: int, month: int, year_said: str, match: re.Match[str], here: Here) -> str | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    if here.style.british:
        return f"{_the(match)}{ordinal(day, here.style)} of {MONTH_NAMES[month - 1]} {year_said}".rstrip()
    return f"{MONTH_NAMES[month - 1]} {ordinal(day, here.style)}{', ' if year_said else ''}{year_said}"


def _big_first(match: re.Match[str], here: Here) -> str | None:
    return _in_style(int(match["d"]), int(match["m"]), _year(match["y"], here), match, here)


def _small_first(match: re.Match[str], here: Here) -> str | None:
    first, second, said = int(match["a"]), int(match["b"]), _year(_whole(match["y"]), here)
    if second > 12:  # only an American could have written it
        return _in_style(second, first, said, match, here)
    if here.style.british or first <= 12:
        return _in_style(*((first, second) if here.style.british else (second, first)), said, match, here)
    if second < 1 or first > 31:
        return None
    return f"{_the(match)}{ordinal(first, here.style)} of {MONTH_NAMES[second - 1]} {said}"  # no American wrote it: as written


def _month_year(match: re.Match[str], here: Here) -> str | None:
    """12/2026; but Law 12/2020 is the twelfth of its year."""
    if word_before(match.string, match.start()).lower() in _ENACTED:
        return None
    return f"{MONTH_NAMES[int(match['m']) - 1]} {year(int(match['y']), here.style)}"


def _no_year(match: re.Match[str], here: Here) -> str | None:
    if word_before(match.string, match.start()).lower() not in ("on", "until", "since", "before", "by") or match.string.startswith(
        " of ", match.end()
    ):
        return None
    a, b = int(match["a"]), int(match["b"])
    return _in_style(*((a, b) if here.style.british else (b, a)), "", match, here)


AT_FIGURES: tuple[Rule, ...] = (
    ("date", _BIG_FIRST, _big_first),
    ("date", _SMALL_FIRST, _small_first),
    ("date", _DAY_MONTH, _day_month),
    ("date", _MONTH_YEAR, _month_year),
    ("date", _NO_YEAR, _no_year),
)
AT_WORDS: tuple[Rule, ...] = (
    ("date", _SPAN, lambda match, here: f"{match['a'] or match['c']} to {match['b'] or match['d']}"),
    ("date", _MONTH_DAY, _month_day),
    ("date", _MONTH_ALONE, _month),
    (
        "date",
        _WEEKDAYS,
        lambda match, here: f"{DAYS[match['a'].lower()]}{', ' if '/' in match['to'] else ' to '}{DAYS[match['b'].lower()]}",
    ),
    ("date", _WEEKDAY, lambda match, here: DAYS[match["w"].lower()] + (" the" if match["day"] is not None else "")),
)
