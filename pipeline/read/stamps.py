"""Time stamps: lines that are nothing but when (and by whom), and times with their text behind them on the same line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.read.ago import AGO, minutes_ago
from pipeline.read.bylines import NAME, is_name
from pipeline.regex import regex

LONGEST = 90
"""Characters of a line that can be only a stamp."""

MONTH = r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
_WEEKDAY = r"(?:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:rs(?:day)?)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)"
MONTHS = tuple("jan feb mar apr may jun jul aug sep oct nov dec".split())
_YEAR = r"(?:19|20)\d\d(?:(?![\d:.])|(?=\d{1,2}:\d\d\b))"
DATE = (
    rf"(?:{_WEEKDAY}\.?,?\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?\s(?:of\s)?{MONTH}\b\.?(?:,?\s{_YEAR})?|{MONTH}\b\.?\s\d{{1,2}}(?:st|nd|rd|th)?(?![\d:.])"
    rf"(?:,?\s{_YEAR})?|\d{{4}}-\d\d-\d\d(?=\b|T)|\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{4}})"
)
_SHORT_DATE = r"(?:\d{1,2}/\d{1,2}(?:/\d\d)?|\d{1,2}\.\d{1,2}\.\d\d)(?=,?\s\d{1,2}[:.]\d\d\b)"
"""`30/11 08:22`, `11/30/26, 6:02 AM`, in chats: only in front of a time."""
# Minutes ahead of Greenwich. ET and its kin are taken for winter time: only differences within one source matter.
ZONES = {
    "GMT": 0, "UTC": 0, "Z": 0, "WET": 0, "BST": 60, "WEST": 60, "CET": 60, "CEST": 120, "EET": 120, "EEST": 180, "MSK": 180, "ET": -300, "EST": -300,
    "EDT": -240, "CT": -360, "CST": -360, "CDT": -300, "MT": -420, "MST": -420, "PT": -480, "PST": -480, "PDT": -420, "JST": 540, "SGT": 480,
    "HKT": 480, "AEST": 600, "AEDT": 660, "AET": 600, "NZDT": 780, "NZST": 720, "IST": 330, "UK": 0,
}  # fmt: skip
_SPELT = (
    r"(?:British Summer|Greenwich Mean|Central European(?: Summer)?|Eastern European(?: Summer)?|"
    r"(?:Eastern|Central|Mountain|Pacific)(?: Standard| Daylight)?|India Standard) Time\b|(?:Eastern|Central|Mountain|Pacific)(?=\s?$)"
)
ZONE = (
    rf"{_SPELT}|(?:{'|'.join(sorted(ZONES, key=len, reverse=True))})(?![A-Za-z])(?:[+-]\d{{1,2}}(?::?\d\d)?)?(?:\stime\b)?|"
    r"local(?:\stime)?\b|[A-Z][a-z]{2,12}\stime\b"
)
_HALF = r"\s?(?P<half>[ap])\.?\s?m(?![A-Za-z])\.?"
_CLOCK = rf"(?P<hour>[01]?\d|2[0-4])(?:(?:[:.h]|\sh\s)(?P<minute>[0-5]\d)(?!%)(?:[:.][0-5]\d)?(?:(?!\d)|(?=\d?\d[:.h]\d\d)))(?:{_HALF})?(?:\sUhr\b)?"
_HOUR = r"(?P<hour2>1[0-2]|0?[1-9])\s?(?P<half2>[ap])\.?m\b\.?"
_FOUR = rf"(?P<four>(?:[01]\d|2[0-3])[0-5]\d)(?=\s?(?:{ZONE}|hrs?\b|:))(?:\s?hrs?\b)?"
_TOKEN = regex(
    rf"(?P<date>{DATE}|{_SHORT_DATE})T?|{AGO}|(?:{_CLOCK}|{_HOUR}|{_FOUR})|(?P<zone>{ZONE})|(?P<lead>(?:Posted|Published|Added|Filed|Entry)\b:?|(?:on|at|from)\b)|"
    r"(?P<again>(?:last\s)?updated\b:?)|"
    rf"(?P<day>{_WEEKDAY}\b|today\b|yesterday\b)|(?P<end>\s*:(?:\s|$)|\s+[-–—|]+\s+|\s*[\])]\s*[-–—:|]?\s*|\s*\+\+\++\s*)|(?P<gap>[\s,|·•–—(\[/+*▶►-]+)",
    re.IGNORECASE,
)
_FULL_DATE = regex(rf"\d{{4}}|{_WEEKDAY}", re.IGNORECASE)
_DIGIT = regex(r"\d")
_AGO_ALONE = regex(rf"{AGO}|yesterday", re.IGNORECASE)
_BY = regex(r"[Bb]y\s")
_BADGE = regex(r"^(?:(?::[\w+-]{2,30}:|APP)\s+|#\d{1,4}\s?[•·|–-]\s?|[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f?\s?)(?=\d)")
"""What stands in front of a time: a mood or a program's sign in a chat, a post's number, a little clock."""
_NAMED = {"noon": 720, "midday": 720, "midnight": 0}
_CHANGED = regex(r"(?:last )?updated:?\s", re.IGNORECASE)
_NAME_START = regex(rf"(?P<name>{NAME})\s{{0,3}}(?:[,|·•–—-]\s?|(?=\d))(?=\S)")
_MINUTE = regex(r"(?P<n>[0-9]{1,3})(?:\s?\+\s?(?P<more>[0-9]{1,2}))?(?:['’′]|\s?mins?\b\.?)\s?[:–-]?\s+(?=[A-Z“\"‘])")
"""A match's minute: `55' Goal!`, `90+4' Full-time.`, `12 min: A corner.`"""
MIXED = 2
"""So many stamps of either kind make a source that writes them in two ways."""
LONGEST_MATCH = 200
"""Minutes."""
_WRITER = regex(rf"(?P<name>{NAME}|\+[\d ()-]{{8,20}}):\s+(?=\S)")
_MEMBER = regex(r"(?P<name>(?:~\s?)?[A-Z][\w’'-]+(?: [A-Z][\w’'-]*\.?)?(?: \([\w ’'-]{2,20}\))?):\s+(?=\S)")
"""Who wrote it, by the first name alone or with a team behind it: `Jo (desk): …`."""
_SURNAME_FIRST = regex(r"^([A-Z][\w’'-]+), ([A-Z][\w’'-]+)$")
_SPACED = regex(r"((?:[01]?\d|2[0-3])(?:[:.]|\s?h\s?)[0-5]\d)\s(?=[A-ZÀ-ÖØ-Þ“\"‘])")
_TITLED = regex(r"((?:[01]?\d|2[0-3])[:.][0-5]\d(?:\s?[ap]\.?m\b\.?)?)\s*(?:[-–—:|]\s*)?(?=[A-ZÀ-ÖØ-Þ“\"‘'])")
"""`21:09 GOAL! …`, `16:40 - Reaction` above a text."""
_TICKER = regex(r"\+\+\+?\s?((?:[01]?\d|2[0-3])[:.][0-5]\d)(?:\sUhr)?:?\s([^\s+].{2,109}?)\s?\+\+\+?")
"""`+++ 21:42 Trains to the island from six +++`, as German tickers have it."""
_HEADLINE = regex(r"([^\n]{3,110}?)\s(?:[-–—]|\|)\s(?=[A-ZÀ-ÖØ-Þ0-9“\"‘])")
_SENTENCE = regex(r"[.!?…][”\"’')\]]*$")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time stamp as it stands in a source."""

    written: str
    """As written."""
    minutes: int | None = None
    """Of the day, on the clock of the source; None for a relative stamp and for a date alone."""
    ago: int | None = None
    """Minutes before the page was copied, for a relative stamp."""
    zone: int | None = None
    """Minutes ahead of Greenwich, where the stamp names a zone that is known."""
    half: bool = False
    """True where am or pm is written."""
    led: bool = False
    """True where the hour is written with a zero in front or is past twelve: a 24-hour clock."""
    date: str = ""
    """As written."""
    name: str = ""
    """Who wrote it, where the stamp says so."""

    @property
    def timed(self) -> bool:
        """True for a stamp with a time, absolute or relative; a date alone has none."""
        return self.minutes is not None or self.ago is not None


def whole(line: str) -> Stamp | None:
    """The stamp that a line is, and nothing else; None for any other line."""
    line = _BADGE.sub("", line, count=1)
    if len(line) > LONGEST:
        return None
    if not _DIGIT.search(line):
        if (minutes := _NAMED.get(line.lower().rstrip(":"))) is not None:
            return Stamp(line, minutes, led=True)
        return Stamp(line, ago=minutes_ago(line)) if _AGO_ALONE.fullmatch(line) else None
    stamp, at = _parse(line, 0)
    named = ""
    if (stamp is None or not stamp.timed) and (before := _NAME_START.match(line)) and is_name(before.group("name")):
        named = before.group("name")
        stamp, at = _parse(line, before.end())
    if stamp is None or not (stamp.timed or (line.startswith(stamp.date) and _FULL_DATE.search(stamp.date))):
        return None
    rest = _SURNAME_FIRST.sub(r"\2 \1", line[at:].strip())
    parted = line[:at].rstrip()[-1:] in ",|·•–—-]" or _BY.match(rest) is not None
    rest = _BY.sub("", rest, count=1)
    if rest and (named or not stamp.timed or not parted or not is_name(rest)):
        return None
    return replace(stamp, written=line.rstrip(":").strip(), name=named or rest)


def _parse(line: str, at: int, *, until_end: bool = False) -> tuple[Stamp | None, int]:
    """The stamp from a place in a line on, and where it ends; with `until_end`, right after the sign that parts it from a text."""
    minutes = ago = zone = None
    half = led = False
    date, start, ended = "", at, -1
    while at < len(line) and (match := _TOKEN.match(line, at)):
        found = match.groupdict()
        if found["end"] is not None and (minutes is not None or ago is not None):
            ended = match.end()
        elif found["again"] and ((minutes is None and ago is None) or line[:at].rstrip()[-1:] not in "|·•–—-/(,"):
            break  # when it was changed, and not behind when it was written
        elif found["ago"]:
            ago = minutes_ago(found["ago"]) if ago is None else ago
        elif found["date"]:
            date = date or found["date"]
        elif found["zone"]:
            zone = ZONES.get(found["zone"].upper().removesuffix(" TIME")) if zone is None else zone
        elif (hour := found["hour"] or found["hour2"] or (found["four"] or "")[:2]) and minutes is None:
            minutes = int(hour) % 24 * 60 + int(found["minute"] or (found["four"] or "")[2:] or 0)
            if sign := found["half"] or found["half2"]:
                half = True
                minutes = minutes % 720 + (720 if sign.lower() == "p" else 0)
            led = hour.startswith("0") or int(hour) > 12
        at = match.end()
    if until_end:
        at = ended
    written = line[start : max(at, start)].strip(" :|–—-[]()+*•▶►·,\t")
    nothing = minutes is None and ago is None and not date
    return (None, at) if nothing else (Stamp(written, minutes, ago, zone, half, led, date), at)


def _played(minute: re.Match[str]) -> Stamp:
    """A match's minute: no time of day, and the later the nearer. It is kept as `55'`: `55 min` alone is how long ago it was."""
    return Stamp(f"{minute['n']}{f'+{more}' if (more := minute['more']) else ''}'", ago=LONGEST_MATCH - int(minute["n"]))


class Clock:
    """How the stamps of one source are to be read: what a single line leaves open, the other lines tell."""

    def __init__(self, lines: Iterable[str]) -> None:
        lines = list(lines)
        self._titled = _titled(lines)
        self.below = _below(lines)
        """Whether each time stands below its text."""
        lines = [line for line in lines if line]
        self._seen: dict[str, tuple[Stamp, str] | None] = {}
        fours = [int(m.group(1)) for line in lines if (m := re.match(r"(\d{4}):\s", line))]
        # A chronicle of years (`1997: …`) is no chronicle of minutes, but one that also has `0933:` is.
        self._years = all(1900 <= four < 2100 for four in fours)
        self._spaced = False
        self._spaced = sum(bool(_SPACED.match(line)) and bool(_SENTENCE.search(line)) for line in lines) >= 3
        self._headlines = self._written = False
        self._match = sum(_MINUTE.match(line) is not None for line in lines) >= 3
        self._agenda = False
        inline = [found for line in lines if (found := self._inline(line))]
        split = sum(bool(_headline(rest)) for _, rest in inline)
        self._headlines = split >= 2 and split >= 0.6 * sum(bool(_SENTENCE.search(rest)) for _, rest in inline)
        exported = bool(inline) and all(stamp.date for stamp, _ in inline)  # a date in front of each line: a chat's
        writers = sum(((exported and _MEMBER.match(rest)) or _WRITER.match(rest)) is not None for _, rest in inline)
        self._written = writers >= 3 and writers >= 0.6 * len(inline)
        alone = [stamp for line in lines if (stamp := whole(line)) and stamp.timed]
        # Where times stand on lines of their own, "10am: the committee meets" is a line of an agenda.
        self._agenda = len(alone) >= 3 and len(inline) < len(alone)
        # Where nothing else says when, it is when each was changed.
        changed = [line for line in lines if _CHANGED.match(line) and whole(_CHANGED.sub("", line))]
        self._changed = not alone and not inline and len(set(changed)) > 1
        self._halves = any(stamp.half for stamp in (alone if self._agenda else [*alone, *(stamp for stamp, _ in inline)]))

    @property
    def written(self) -> bool:
        """Whether names stand in front of most texts, as in a chat."""
        return self._written

    def alone(self, line: str) -> Stamp | None:
        """The stamp that a line of this source is, and nothing else."""
        return whole(line) or (whole(_CHANGED.sub("", line)) if self._changed and _CHANGED.match(line) else None)

    def inline(self, line: str) -> tuple[Stamp, str] | None:
        """The stamp in front of a line's text, and that text: `18:30 GMT - …`, `12.32pm: …`, `0933: …`, `[18:30] …`."""
        if line not in self._seen:
            self._seen[line] = self._inline(line)
        return self._seen[line]

    def _inline(self, line: str) -> tuple[Stamp, str] | None:
        if line in self._titled and (match := _TITLED.match(line)) and (stamp := _parse(match[1], 0)[0]):
            return stamp, line[match.end() :]
        if self._agenda or not line[:24].strip("•*+[( -–—▶►\t")[:1].isdigit():
            return None
        if self._match and (minute := _MINUTE.match(line)):
            return _played(minute), line[minute.end() :]
        if self._years and re.match(r"(?:19|20)\d\d:", line):
            return None
        if ticker := _TICKER.fullmatch(line):
            return _parse(ticker[1], 0)[0] or Stamp(ticker[1]), ticker[2]
        stamp, at = _parse(line[:LONGEST], 0, until_end=True)
        if (stamp is None or not stamp.timed or at < 0) and self._spaced and (match := _SPACED.match(line)):
            stamp, at = _parse(match.group(1), 0)[0], match.end()
        if stamp is None or not stamp.timed or at < 0 or not line[at:].strip():
            return None
        return stamp, line[at:].strip()

    def titled(self, line: str) -> bool:
        """Whether a line is a stamp with a title, above its text, in a source whose other stamps stand alone."""
        return line in self._titled

    def headline(self, rest: str) -> tuple[str, str]:
        """The headline in front of a stamped text (`Headline - text`) and the text, where this source writes so; else no headline."""
        return (_headline(rest) if self._headlines else None) or ("", rest)

    def unlabelled(self, rest: str) -> tuple[str, str]:
        """Who wrote a stamped text, and the text, where this source has names in front of it, as chats do; else nobody."""
        match = (_WRITER.match(rest) or _MEMBER.match(rest)) if self._written else None
        return (match["name"], rest[match.end() :]) if match else ("", rest)

    def sure(self, stamp: Stamp) -> str:
        """The stamp's time as `HH:MM` on the clock of the source, where it is sure; empty for a relative or an ambiguous one."""
        if stamp.minutes is None or (self._halves and not stamp.half and not stamp.led):
            return ""
        return f"{stamp.minutes // 60:02}:{stamp.minutes % 60:02}"


def _below(lines: Sequence[str]) -> bool:
    """Whether every time is right below a sentence, with nothing below it but a blank line; or those with a name, and no sentence is below the last."""
    times = [n for n, line in enumerate(lines) if (stamp := whole(line)) and stamp.timed]
    signed = [n for n in times if (stamp := whole(lines[n])) and stamp.name and n]
    if len(signed) > MIXED and all(_SENTENCE.search(lines[n - 1]) for n in signed):
        return not any(_SENTENCE.search(line) for line in lines[signed[-1] + 1 :])
    return len(times) > MIXED and all(n and _SENTENCE.search(lines[n - 1]) and not "".join(lines[n + 1 : n + 2]) for n in times)


def _titled(lines: Sequence[str]) -> frozenset[str]:
    """The lines that are stamps with a title behind them where most stand alone: each is above a text, and all of them in the order of the others.

    The lines of an agenda or a timetable stand below one another, and look ahead.
    """
    times: list[tuple[int, str]] = []
    for n, line in enumerate(lines):
        if (stamp := whole(line)) is not None and stamp.minutes is not None:
            times.append((stamp.minutes, ""))
        elif (match := _TITLED.match(line)) and not lines[n - 1] and (stamp := _parse(match[1], 0)[0]) and stamp.minutes is not None:
            below = lines[n + 1] if n + 1 < len(lines) else ""
            if not below or whole(below) or _TITLED.match(below):
                return frozenset()
            times.append((stamp.minutes, line))
    titled = frozenset(line for _, line in times if line)
    steps = [step for (a, _), (b, _) in pairwise(times) if (step := apart(a, b))]
    alone = len(times) - len(titled)
    return titled if len(titled) >= MIXED <= alone and (all(step > 0 for step in steps) or all(step < 0 for step in steps)) else frozenset()


def _headline(rest: str) -> tuple[str, str] | None:
    match = _HEADLINE.match(rest)
    if match is None or _SENTENCE.search(match.group(1)) or match.group(1).count("“") != match.group(1).count("”"):
        return None
    words = rest[match.end() :]
    return (match.group(1).strip(), words) if len(words.split()) >= 4 else None


def of(written: str) -> Stamp | None:
    """The stamp that was written so, as an update keeps it."""
    minute = _MINUTE.match(f"{written} A") if written.endswith("'") else None
    return _played(minute) if minute else whole(written) or whole(f"{written}:") or _parse(written, 0)[0]


def apart(one: int, other: int) -> int:
    """Minutes of the clock from one to the other: a step across midnight looks like a leap of many hours the other way."""
    return (other - one + 719) % 1440 - 719
