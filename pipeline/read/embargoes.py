"""A line that says that a text may not be told yet, and until when: `EMBARGOED until 00:01 Tuesday 8 December`, `Not for publication before 6am`.

A day is guessed from what stands near it, and the later one is taken where two are meant: what is told too late can be told again.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from pipeline.read.stamps import DATE, MONTHS, ZONE, ZONES
from pipeline.regex import regex

LONGEST = 200
"""Characters of a line that is looked at, and of what an embargo says of its end in words."""
EARLY = 5
"""Hour: before it an embargo without a day ends on the next one."""
_SIGNS = (
    "embargo",
    "not for ",
    "not to be ",
    "for release",
    "immediate release",
    "release:",
    "release date",
    "release time",
    "do not ",
    "don't ",
    "don’t ",
)

_USE = r"(?:publi\w+|post\w+(?: online)?|releas\w+|broadcast\w*|us(?:e|ed)|transmi\w+|report\w*|circulat\w+)"
_USES = rf"{_USE}(?:(?:,| or| and|/)+ ?{_USE})*"
_BEFORE = r"(?=\s(?:before|until|till|prior to|ahead of|earlier than)\b)"
_PAPER = (
    r"(?:press |news |media )?(?:release|statement|report|story|material|document|information|content|article|copy|text|figures|study|paper|item|announcement|news|"
    r"publication|briefing|speech|e-?mail|interview|data|findings|research)s?"
)
_OPENS = regex(
    rf"(?P<sure>(?:this|the following|the attached|the enclosed|all) {_PAPER} (?:is|are|remains?) (?:still |strictly )?(?:under (?:a )?(?:strict )?embargo|embargoed)|"
    rf"(?:strictly embargoed|embargoed|(?:under (?:a )?)?strict(?:ly)? (?:under )?embargo|under (?:an )?embargo|(?:press|media|news) embargo))\b|"
    rf"(?P<bare>embargo)\b|(?P<ban>(?:strictly )?not (?:for|to be) {_USES}|(?:please )?(?:do not|don['’]t) {_USE}(?: (?:this|it))?(?: {_PAPER})?){_BEFORE}|"
    r"(?P<hold>hold for release)\b|(?P<release>for (?:immediate )?release|(?:press )?release(?: date| time)(?=:)|release(?=:))(?!d)",
    re.IGNORECASE,
)
_APART = regex(r"(?:^|(?<=[|;:–—\[(*])|(?<=\s-)|(?<=[.!?]))[\s*_\W]*(?=[a-z])", re.IGNORECASE)
"""Where in a line a notice may begin."""
_PUBLISHED = regex(r"publi|broadcast|transmi|circulat", re.IGNORECASE)
"""“Do not use before washing.”"""
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = r"(?:mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)"
_TOKEN = regex(
    rf"(?P<date>{DATE}(?:,?\s(?:19|20)\d\d\b(?![:.]\d))?)|(?P<four>(?:[01]\d|2[0-3])[0-5]\d)(?:\s?hrs?|\s?hours?)?(?![\d/.-])|"
    r"(?P<hour>[01]?\d|2[0-4])[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?\s?(?:(?P<half>[ap])\.?m\b\.?)?(?:\s?hrs?\b|\s?hours?\b)?(?![\d/])|"
    rf"(?P<hour2>1[0-2]|0?[1-9])\s?(?P<half2>[ap])\.?m\b\.?|(?P<noon>noon|midday)\b|(?P<midnight>midnight)\b|(?P<zone>{ZONE})|"
    rf"(?P<next>next\s)?(?P<weekday>{_WEEKDAY})\b\.?|(?P<day>today|tonight|tomorrow|this (?:morning|afternoon|evening))\b|"
    r"(?P<until>until|till?|before|prior to|ahead of|earlier than|not before)\b|(?P<ends>lifts?|ends?|expires?|lifted|is|on|at|from|for)\b|"
    r"(?P<glue>to|after|of|the|time|date|releas(?:e|ed)|publication|broadcast(?:ing)?|use|hours?|hrs?|o['’]clock|and|day|u[sk]|local|time)\b|(?P<gap>[\s:,.()\[\]*_/|–—-]+)",
    re.IGNORECASE,
)
_NUMBERS = regex(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")
_OVER = regex(r"\b(?:lifted|over|passed|ended|expired|removed|no longer|none|no embargo)\b", re.IGNORECASE)
_SAYS = regex(r"\b(?:said|says|told|according to|announced|warned)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Notice:
    """What a line says of an embargo."""

    start: int
    """Of the notice in the line."""
    end: int
    """One past it."""
    said: str
    """The notice as it is written."""
    date: str = ""
    weekday: int | None = None
    """0 is Monday."""
    later: bool = False
    """True for `next Tuesday`."""
    day: str = ""
    """`today`, `tonight`, `tomorrow`."""
    minutes: int | None = None
    """Of the day; 1440 for the midnight at which it ends."""
    zone: int | None = None
    """Minutes ahead of Greenwich, where it names a zone that is known."""

    @property
    def dated(self) -> bool:
        """Whether it says anything that a clock can tell."""
        return bool(self.date or self.day) or self.weekday is not None or self.minutes is not None


def may_speak_of_one(text: str) -> bool:
    """A quick look: whether a text can speak of an embargo."""
    small = text.lower()
    return any(sign in small for sign in _SIGNS)


def notice(line: str) -> Notice | None:
    """The embargo that a line speaks of to those who received it; None for a line of news, of arms embargoes as well, and for one that is over."""
    if not may_speak_of_one(line):
        return None
    for place in _APART.finditer(line):
        opens = _OPENS.match(line, place.end())
        if opens and (found := _read(line, opens)):
            return found
    return None


def notice_over(line: str, below: str) -> Notice | None:
    """The same of a line whose time may stand on the line below it: `NOT FOR PUBLICATION UNTIL:`."""
    found = notice(line)
    if found is None or found.dated or len(below) > LONGEST:
        return found
    both = notice(f"{line} {below}")
    return both if both and both.dated and both.end >= len(f"{line} {below}".rstrip()) else found


def without(text: str) -> str:
    """A text without the embargo that it speaks of; empty where it says nothing else."""
    found = notice(text)
    if found is None:
        return text
    before, after = text[: found.start].rstrip(" |;–—-[(*"), text[found.end :].lstrip(" |;:–—-])*.,")
    rest = f"{before} {after}".strip() if after else before.rstrip(": ")
    return without(rest) if re.search(r"\w{2}", rest) else ""


def _read(line: str, opens: re.Match[str]) -> Notice | None:
    date, weekday, later, day, minutes, zone = "", None, False, "", None, None
    until = ends = False
    at, glued = opens.end(), opens.end()
    while at < len(line) and (match := _TOKEN.match(line, at)):
        found = match.groupdict()
        if found["date"]:
            date = date or found["date"]
        elif found["weekday"]:
            weekday, later = _DAYS.index(found["weekday"][:3].lower()), bool(found["next"])
        elif found["day"]:
            day = found["day"].lower()
        elif found["noon"] or found["midnight"]:
            minutes = 720 if found["noon"] else 1440
        elif found["zone"]:
            zone = zone if zone is not None else ZONES.get(found["zone"].upper().removesuffix(" TIME"))
        elif minutes is None and (hour := found["hour"] or found["hour2"] or (found["four"] or "")[:2]):
            minutes = int(hour) * 60 + int(found["minute"] or (found["four"] or "")[2:] or 0)
            if half := found["half"] or found["half2"]:
                minutes = minutes % 720 + (720 if half.lower() == "p" else 0)
        until, ends = until or bool(found["until"]), ends or bool(found["ends"])
        at = match.end()
        glued = glued if found["gap"] or found["glue"] or found["ends"] or found["until"] else at
    at = glued if line[at:].strip() else at
    rest = line[at:].strip(" ,")
    words = rest.lstrip(" :–—|.)]*-")
    read = Notice(opens.start(), at, line[opens.start() : at].strip(" :,-–—"), date, weekday, later, day, minutes, zone)
    if not _is_notice(opens, line, read, until=until, ends=ends):
        return None
    # "Under embargo from Friday, Varland sold …" is news.
    told = not words or until or minutes is not None or rest != words
    if read.dated and told and (not words or words[0].isupper() or words[0] in '“"‘0123456789' or (minutes is not None and rest != words)):
        return read
    if _SAYS.search(rest) or _OVER.search(rest) or len(line) > LONGEST:
        return None
    # Until the speech begins, or to a time that cannot be read: the line says nothing else.
    unread = Notice(opens.start(), len(line), line[opens.start() :].strip())
    return unread if until or not rest or opens["hold"] else None


def _is_notice(opens: re.Match[str], line: str, read: Notice, *, until: bool, ends: bool) -> bool:
    """Whether those words speak to who received the text. News has embargoes too: `Embargo on grain ends on Friday`."""
    behind = line[opens.end() :].lstrip()[:1]
    if _OVER.search(line[opens.start() : read.end]):
        return False
    if opens["release"]:
        # A film has its release date, too.
        return read.dated and (opens["release"].lower().startswith("for ") or read.minutes is not None)
    if opens["ban"]:
        return read.dated or _PUBLISHED.search(opens["ban"]) is not None
    if opens["bare"]:
        shown = opens[0].isupper() or behind == ":"
        alone = opens[0].isupper() and not line[opens.end() :].strip(" *_)]-–—.:")
        return (
            alone or (until and (read.dated or shown)) or (behind in ":-–—" and behind != "" and read.dated) or (read.minutes is not None)
        )
    return not ends or read.dated or until


def ends(found: Notice, issued: dt.date | None, now: dt.datetime) -> list[dt.datetime]:
    """The moments that must all have come before it may be told; none where its end cannot be read.

    `issued` is the day of the text, where that is known. A time without its zone must have come here and in UTC.
    """
    today = now.astimezone().date()
    day = _day(found, issued or today)
    if day is None:
        return []
    minutes = found.minutes or 0
    if found.minutes is None and found.day in ("tonight", "this evening", "this morning", "this afternoon", "today"):
        minutes = 1440
    at = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes)
    if found.zone is not None:
        return [at.replace(tzinfo=dt.timezone(dt.timedelta(minutes=found.zone)))]
    return [at.replace(tzinfo=dt.UTC), at.astimezone()]


def _day(found: Notice, base: dt.date) -> dt.date | None:
    if found.date:
        day = day_of(found.date, base)
        named = re.match(_WEEKDAY, found.date, re.IGNORECASE)
        weekday = _DAYS.index(named[0][:3].lower()) if named else found.weekday
        # “Tuesday 9 December” that is a Wednesday: the later of the two.
        return day if day is None or weekday is None else day + dt.timedelta(days=(weekday - day.weekday()) % 7)
    if found.weekday is not None:
        return base + dt.timedelta(days=(found.weekday - base.weekday()) % 7 + (7 if found.later else 0))
    if found.day or found.minutes is not None:
        return base + dt.timedelta(days=found.day == "tomorrow" or (not found.day and (found.minutes or 0) < EARLY * 60))
    return None


def day_of(written: str, base: dt.date) -> dt.date | None:
    """The day that a date means; one without a year, or with the month perhaps in front, is the one nearest to a `base`."""
    try:
        if "-" in written:
            return dt.date.fromisoformat(written)
        if numbers := _NUMBERS.fullmatch(written):
            one, other, its = map(int, numbers.groups())
            return min((dt.date(its, of, day) for day, of in ((one, other), (other, one)) if of <= 12), key=lambda each: abs(each - base))
        month = next(number for number, name in enumerate(MONTHS, 1) if re.search(rf"\b{name}", written, re.IGNORECASE))
        year = re.search(r"\b\d{4}\b", written)
        number = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", written, re.IGNORECASE)
        years = [int(year[0])] if year else [base.year - 1, base.year, base.year + 1]
        days = [dt.date(each, month, int(number[1])) for each in years] if number else []
        return min(days, key=lambda each: abs(each - base)) if days else None
    except (ValueError, StopIteration):
        return None
