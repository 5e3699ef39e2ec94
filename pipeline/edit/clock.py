"""The day's clock: when an update was written, on one line through midnight, and whether what a sentence announces is over by the last of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Update
from pipeline.regex import regex
from pipeline.text.words import NUMBERS, WEEKDAY

DAY = 24 * 60
BACK = 6 * 60
"""A clock that goes back by more has passed midnight; by less, an update stands out of its order."""

_STAMP = regex(r"(\d{1,2}):(\d\d)")
_NO_CLOCK = r"(?!\d|[.:,]\d|%| ?(?:years?|people|per|points?|miles?|km|seats?))"
_HOURS = {word: n for word, n in NUMBERS.items() if 1 <= n <= 12}
_PART = r"(?: o[’']clock)? (?P<part>this morning|this afternoon|this evening|tonight)\b| o[’']clock\b"
"""Behind an hour in words: “six” alone may be people, “half past two” may not."""
_TIME = (
    rf"(?P<hour>\d{{1,2}})(?:[.:](?P<minute>\d\d))?{_NO_CLOCK}\s?(?P<half>[ap]\.?m\b\.?)?|(?P<word>noon|midday|midnight)"
    rf"|(?P<past>half past )?(?P<name>{'|'.join(_HOURS)})(?:{_PART}|(?(past)\b|(?!)))"
)
_AT = regex(rf"\b(?:at|by|before|from|around|after) (?:about |around |least )?(?:{_TIME})")
_UNTIL = regex(rf"\b(?:until|till|from [\w.:]+ (?:to|until)|(?:put back|postponed|delayed|moved) to) (?:at least |about )?(?:{_TIME})")
_WITHIN = regex(
    r"\b(?:in|within) (?:about |around |less than |under |the next )?(?P<count>an?|half an|\d{1,2}|two|three|four) (?P<unit>hour|minute)s?\b"
)
_COMES = regex(
    r"\b(?:will|could|may|might|(?:is|are|[’']s|[’']re) (?:to|due|expected|set|scheduled|planned|likely|booked|going to)|there (?:is|are) to be|"
    r"(?:expect|hope|plan|aim)s? to|closes?|opens?|begins?|starts?|resumes?"
    r"|back at|meets?|kicks? off|[Kk]ick-?off(?:[’']s| is)|gets? under way)\b"
)
_COMPASS = r"(?:(?:north|south|east|west)(?:[- ]?(?:east|west))?(?:wards?)?)"
_PASSING = (
    (
        regex(
            r"\b(?:(?:is|are) (?:now |already |still )?(?:on (?:his|her|its|their|the) way|about to|heading (?:for|to|back)|speaking|on (?:his|her|their) feet|"
            r"(?:having|undergoing) (?:an? |his |her )?medical\b|(?:queu(?:e?)ing|lining up)\b|"
            r"on the (?:brink|verge) of|(?:quietly )?(?:confident|hopeful) of [a-z]+ing)|"
            r"(?:is|are) (?:due|expected|set)\b[^.;“”]{0,40} (?:shortly|soon|imminently|any (?:minute|moment)(?: now)?)|"
            r"[Tt]here are (?:already |still |long |some )*(?:queues|line-ups|lines|delays|tailbacks)|"
            r"(?:is|are) still (?:reading|speaking|counting|voting|debating|deliberating)|[Cc]ontainment is still|chance of (?:rain|showers|thunderstorms)|"
            r"[Ww]e(?:[’']re| are) (?:off|under way)\b|(?:has|have) [^.,;]{3,40} already(?=\.$)|"
            rf"(?:moving|heading) {_COMPASS} at\b|(?:is|are) (?:now|still|currently) (?:about )?\d+ (?:kilometres|kilometers|km|miles) (?:off|{_COMPASS} of)\b|"
            r"(?:countdown|count|lift-off|kick-off|play)\b[^.,;]{0,30}\bon hold|holding (?:its|their) breath|(?:hours?|minutes?) to go|"
            r"(?:[A-Z][\w-]+ \d{2,4}|index|[Ss]hares|[Ss]tocks|pound|euro|dollar|rand|rupee|peso|lira|krona|yen|yield) "
            r"(?:is|are) (?:now |currently )?(?:up|down|flat|unchanged|higher|lower|weaker|stronger|firmer|softer))\b"
        ),
        2 * 60,
    ),
    (regex(r"(?:\bnot|n[’']t) (?:yet |immediately |at once )(?:been )?(?:known|clear|confirmed)\b"), 60),
    (regex(r"\b[Ww]e(?:[’']re| are) (?:now )?(?:hearing|getting reports)\b"), 30),
    (regex(r"\b(?:has|have) opened (?:slightly |a little |sharply )?(?:flat|higher|lower|up|down)\b"), 60),
    (regex(r"\b(?:\d{1,2}|a few|two|five|ten) (?:minutes|moments) ago\b"), 60),
    (
        regex(
            r"\b(?:(?:firefighters|ambulances|crews|engines|helicopters|rescuers) are (?:now |still )?(?:at the scene|on site)\b|"
            r"(?:is|are) (?:said to be |still |now )?(?:close to (?:a |an )?(?:[a-z]+ing|deal|agreement)|in talks)|"
            r"(?:[Tt]alks|[Nn]egotiations|[Dd]iscussions)\b[^.;“”]{0,60} (?:are|is) (?:still |now )?(?:taking place|under way|going on|continuing)|"
            r"(?:is|are) (?:split|divided) (?:on|over)|now too late to)\b"
        ),
        4 * 60,
    ),
)
"""What goes on for a while only, and for how many minutes at most."""
_PAST = regex(r"\b(?:was|were|had)\b")
_ANOTHER_DAY = regex(
    rf"\b(?:tomorrow|(?<!late )(?<!last )(?<!since )(?:{WEEKDAY})(?![’']s)|next|(?<!-)(?:week|month|year)|January|February|April|June|July|August|September|"
    r"October|November|December|(?:in|from|by|until) (?:March|May))\b"
)
_ENDS = (("this morning", 12 * 60), ("this afternoon", 18 * 60), ("tonight", 23 * 60 + 30))
_COUNTS = {"a": 1, "an": 1, "two": 2, "three": 3, "four": 4}


def stamp(update: Update) -> int | None:
    """The time of day at which an update was written, in minutes; None where its stamp says none."""
    found = _STAMP.fullmatch(update.time)
    return int(found[1]) * 60 + int(found[2]) if found else None


def minutes(updates: Sequence[Update]) -> list[int | None]:
    """When each update was written, in minutes from the first one's midnight; None where its stamp says no time. In the order in which they happened."""
    found: list[int | None] = []
    last: int | None = None
    for update in updates:
        now = stamp(update)
        if now is not None and last is not None:
            now += last // DAY * DAY
            now += DAY if now < last - BACK else 0
        last = now if now is not None else last
        found.append(now)
    return found


def says_another_day(sentence: str) -> bool:
    """Whether a sentence speaks of a later day than that on which it was written."""
    return _ANOTHER_DAY.search(sentence) is not None


def is_over(sentence: str, written: int, last: int) -> bool:
    """Whether all that a sentence announces for a time of its day is over when the day's `last` update is written."""
    plain = re.sub(r"“[^“”]*”", "", sentence)
    past = _PAST.search(plain)
    if says_another_day(plain):
        return False
    plain = plain[: past.start()] if past else plain
    times = [_next(match, written) for match in _UNTIL.finditer(plain)]
    if _COMES.search(plain):
        times += [_next(match, written) for match in _AT.finditer(plain)]
        times += [written + _long(match) for match in _WITHIN.finditer(plain)]
    if not times and _COMES.search(plain):
        times = [written // DAY * DAY + end for part, end in _ENDS if part in plain]
    return bool(times) and all(time <= last for time in times)


def has_passed(sentence: str, written: int, last: int) -> bool:
    """Whether what a sentence tells in the present goes on for a while only, and that was long before the day's `last` update was written."""
    plain = re.sub(r"“[^“”]*”", "", sentence)
    return not says_another_day(plain) and any(found.search(plain) and written + most <= last for found, most in _PASSING)


def _next(match: re.Match[str], written: int) -> int:
    """The first time after it was written that a clock shows what is said: “at 10” is in the morning or in the evening."""
    if match["word"]:
        clocks = [0 if match["word"] == "midnight" else DAY // 2]
    elif match["name"]:
        clock = _HOURS[match["name"]] % 12 * 60 + (30 if match["past"] else 0)
        part = match["part"] or ""
        clocks = [clock] if part == "this morning" else [clock + DAY // 2] if part else [clock, clock + DAY // 2]
    else:
        hour, minute, half = int(match["hour"]), int(match["minute"] or 0), (match["half"] or "")[:1]
        if half:
            clocks = [(hour % 12 + (12 if half == "p" else 0)) * 60 + minute]
        else:
            clocks = [hour * 60 + minute, (hour + 12) * 60 + minute] if 1 <= hour <= 11 and not match["minute"] else [hour * 60 + minute]
    start = written // DAY * DAY
    return min(start + clock + days * DAY for clock in clocks for days in (0, 1) if start + clock + days * DAY >= written)


def _long(match: re.Match[str]) -> int:
    count = 0.5 if match["count"] == "half an" else _COUNTS.get(match["count"]) or int(match["count"])
    return int(count * (60 if match["unit"] == "hour" else 1))
