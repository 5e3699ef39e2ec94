"""Times of day and how long something took."""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.write.aloud.here import Here, Rule, before_it, belongs, stop, word_before
from pipeline.write.aloud.numbers import cardinal, digits
from pipeline.write.aloud.style import BRITISH
from pipeline.write.aloud.tables import MONTH_NAMES

HALVES = {"a": "A.M", "p": "P M"}
"""As initialisms are written for every engine (see `letters`)."""

_ZONE = r"(?:GMT|UTC|BST|CET|CEST|EST|EDT|PST|PDT|CST|MSK|EET|EEST|IST|AEDT|AEST|ACDT|ACST|AWST|NZDT|NZST|SAST|WAT|EAT|HKT|SGT|PKT|ET|Z)\b"
_NOON = regex(r"(?P<h>0?[0-9]|1[0-9]|2[0-4])(?:[:.](?P<m>[0-5][0-9]))?\s?(?P<half>[AaPp])(?:\.\s?[Mm]\b(?:\.(?!\w))?|\s?[Mm]\b)")
_TO_NOON = regex(r"\s?(?:[-–]|to)\s?(?:0?[0-9]|1[0-2])(?:[:.][0-5][0-9])?\s?[AaPp]\.?[Mm]\b")
_HELD_AT = regex(
    r"[\s-](?:kick-?offs?|starts?|finish|train|bus|flight|race|tee[- ]off|throw-in|bulletin|deadline|curfew|show|service|local(?:\stime)?)\b"
)
_AT_HAND = regex(r"\s(?:train|bus|ferry|flight|service|departure|bulletin)\b")
"""Behind "the 18.04": no such thing is counted in hundredths."""
_ANNOUNCED = regex(
    r"\b(?:kick-?offs?|throw-in|tee-off|doors|sunrise|sunset|(?:high|low)\s(?:tide|water)|curfew|deadline|bulletin)[:,]?(?:\s(?:is|was|open|at|from)){0,3}\s$",
    re.IGNORECASE,
)
_IT_IS = regex(r"\b[Ii]t(?:[’']s|\sis|\swas)\s(?:now\s|already\s|just\s|almost\s|nearly\s|about\s)?$")
_SOMEWHERE = regex(rf"\s(?:when\b|local\b|in\s(?!(?:{'|'.join(MONTH_NAMES)})\b)[A-Z])")
"""It is 18.30 in Kyiv: a rate in May is no time."""
_NEXT = regex(r"(?:,|,?\s(?:and|or))\s")
_MEASURED = regex(
    r"\s?(?:per\s?cent|percent|points?|p|m|km|k?g|mm|cm|C|F|[mk]?l|metres?|meters?|seconds?|million|billion|pounds?|dollars?|euros?|cents?|pence)\b"
)
_LASTED = regex(r"(?P<h>[0-9]{1,2}):(?P<m>[0-5][0-9]):(?P<s>[0-5][0-9])(?:\.(?P<f>[0-9]{1,3}))?(?![\w:])")
_RACED = regex(r"(?P<m>[0-5]?[0-9]):(?P<s>[0-5][0-9])\.(?P<f>[0-9]{1,3})(?![\w:])")
_RAN = regex(r"(?P<m>2[5-9]|[3-5][0-9]):(?P<s>[0-5][0-9])(?![\w:%]|[.,][0-9])")
_RUN = regex(r"\b(?:in|clock(?:ed|ing)|ran|run|timed\sat|(?:time|best|record|split)\sof)\s(?:a\s)?$")
"""Before 27:41, which is no time of day: how long a runner took."""
_TOOK = regex(
    r"(?:(?P<h>[0-9]{1,2})\s?h(?:rs?)?\s?)?(?P<m>[0-9]{1,2})\s?m(?:ins?)?\s?(?P<s>[0-5]?[0-9])(?:\.(?P<f>[0-9]{1,3}))?\s?s(?:ecs?)?(?![\w²³])"
)
_CLOCK = regex(
    rf"(?P<h>[01]?[0-9]|2[0-4])(?:(?P<sep>[:.])|h)(?P<m>[0-5][0-9])(?!(?!h\b)[\w:%°]|[.,][0-9])(?P<zone>(?=\s?{_ZONE}))?(?:\s?(?:hrs|hours|h)\b)?"
)
_FIGURES = regex(
    rf"(?P<h>[01][0-9]|2[0-3])(?P<m>[0-5][0-9])(?P<hours>\s?(?:hrs|hours|h)\b)?(?P<zone>(?=(?:[-–][0-9]{{4}})?\s?{_ZONE}))?(?![\w%°/]|[.,:][0-9])"
)
_ZULU = regex(r"(?P<h>[01][0-9]|2[0-3])(?P<m>[0-5][0-9])Z(?!\w)")
_STAMPED = regex(r"T(?P<h>[01][0-9]|2[0-3]):?(?P<m>[0-5][0-9])(?::?[0-5][0-9](?:\.[0-9]{1,9})?)?(?P<z>Z|[-+][0-9]{2}:?[0-9]{2})?(?!\w)")

# "at 6.30": a time; "at 4.25 per cent": none.
_CUES = frozenset("at by until till before after from around about since the".split())
_NO_TIME = frozenset("on in version of won".split())
"""Before "05.11": a date, or a result on a stopwatch."""
_CLOSED = regex(
    r"(?=\s*$|[,;)]|\.(?!\w)|\s(?:on|in|this|today|yesterday|tomorrow|tonight|local|and|for|to(?!\s[0-9$£€])|every|each|sharp|as|when|until|till|o['’]clock|train|news|bulletin"
    r"|start|service|bus|flight|kick-off)\b|\s?[-–])"
)

_RACE_AT = regex(r"\s(?:at|from|to|race)\s[A-Z]")
"""The 3.15 at Hallin."""
_TILL = regex(r"\s(?:to|until|till)\s(?:[01]?[0-9]|2[0-4])\.[0-5][05](?![\w%°]|[.,][0-9])")
_FROM = regex(r"(?<![\w.,])[0-9]{1,2}\.[0-9]{2}(?:\s(?:to|until|till)\s|\s?[-–]\s?)$")
_FROM_FIGURES = regex(r"\b(?:from|between)\s(?:[01][0-9]|2[0-3])[0-5][0-9]\s(?:to|and|until)\s$", re.IGNORECASE)
_TO_LATER = regex(r"\s?[-–]\s?(?:[01][0-9]|2[0-4])[0-5][05](?![\w%-]|[.,:][0-9])")
_TO_MORNING = regex(r"\s(?:to|and|until)\s0[0-9][0-5][0-9](?![\w%]|[.,:][0-9])")
# "rose from 10.30 to 11.45": no times.
_MOVED = frozenset(
    "rose rise rises risen rising fell fall falls fallen falling went go goes gone up down increased increase decreased decrease dropped drop climbed"
    " climb slid slipped jumped raised lowered cut reduced changed moved grew gained traded trading range ranging ranged".split()
)


def _words(figures: str) -> str:
    return cardinal(int(figures), BRITISH)  # below one hundred both styles agree


def _minutes(minutes: str) -> str:
    return f"oh {_words(minutes)}" if minutes[0] == "0" else _words(minutes)


def _noon(match: re.Match[str], here: Here) -> str:
    minutes = f" {_minutes(match['m'])}" if match["m"] and match["m"] != "00" else ""
    return f"{_words(match['h'])}{minutes} {HALVES[match['half'].lower()]}{stop(match)}"


def _count(n: str, one: str) -> str:
    return f"{_words(n)} {one}{'' if int(n) == 1 else 's'}"


def _lasted(match: re.Match[str], here: Here) -> str:
    seconds = f"{_words(match['s'])} point {digits(match['f'])} seconds" if match["f"] else _count(match["s"], "second")
    return f"{_count(match['h'], 'hour')} {_count(match['m'], 'minute')} and {seconds}"


def _raced(match: re.Match[str], here: Here) -> str:
    if belongs(match.string, match.start(), match.end()):  # a 3:59.4 mile
        return f"{_words(match['m'])} minute {_words(match['s'])} point {digits(match['f'])} second"
    return f"{_count(match['m'], 'minute')} {_words(match['s'])} point {digits(match['f'])} seconds"


def _ran(match: re.Match[str], here: Here) -> str | None:
    if not _RUN.search(before_it(match.string, match.start(), 20)):
        return None
    return f"{_count(match['m'], 'minute')} {_count(match['s'], 'second')}"


def _took(match: re.Match[str], here: Here) -> str:
    seconds = f"{_words(match['s'])} point {digits(match['f'])} seconds" if match["f"] else _count(match["s"], "second")
    hours = [_count(match["h"], "hour")] if match["h"] else []
    return " ".join([*hours, _count(match["m"], "minute"), seconds])


def _clock(match: re.Match[str], here: Here) -> str | None:
    hour, minutes, zone = match["h"], match["m"], match["zone"] is not None
    if match["sep"] == "." and not zone and not _dotted(match, here):
        return None
    here.clocked_end = match.end()
    n = int(hour)
    if minutes != "00":
        first = _words(hour) if n else " ".join(["zero"] * len(hour))
        return f"{first} {_minutes(minutes)}"
    if n in (0, 24):
        return "midnight"
    if n > 12 or zone:
        return f"{_words(hour)} hundred"
    return f"{_words(hour)} o'clock"


def _dotted(match: re.Match[str], here: Here) -> bool:
    """Whether hours and minutes with a dot between them are a time and no decimal."""
    text, start, end, hour = match.string, match.start(), match.end(), match["h"]
    if _TO_NOON.match(text, end):
        return True
    before = word_before(text, start).lower()
    if _MEASURED.match(text, end) or before in _MOVED:
        return False
    sure = bool((hour[0] == "0" and len(hour) == 2 and before not in _NO_TIME) or _ANNOUNCED.search(before_it(text, start, 40)))
    sure = sure or bool(before == "the" and (_RACE_AT.match(text, end) or _AT_HAND.match(text, end)))
    if sure or (here.clocked_end and _NEXT.fullmatch(text, here.clocked_end, start) and _CLOSED.match(text, end)):
        return True
    if match["m"][1] not in "05":
        return False
    if _IT_IS.search(before_it(text, start, 24)) and _SOMEWHERE.match(text, end):
        return len(hour) == 2 or not text.startswith(" in ", end)
    return bool(_HELD_AT.match(text, end) and int(hour) > 0) or _begins(match, before) or _ends(match, here)


def _begins(match: re.Match[str], before: str) -> bool:
    """Whether it is a time by what stands around it: "at 6.30", "from 10.30 to 11.45"."""
    text, end = match.string, match.end()
    if till := _TILL.match(text, end):
        moved = before == "from" and word_before(text, match.start() - len("from ")).lower() in _MOVED
        return before in _CUES and not moved and bool(_CLOSED.match(text, till.end()))
    return before in _CUES and bool(_CLOSED.match(text, end))


def _ends(match: re.Match[str], here: Here) -> bool:
    """Whether a time before it goes on to it."""
    text, start = match.string, match.start()
    if not (earlier := _FROM.search(text, max(0, start - 12), start)):
        return False
    first = _CLOCK.match(text, earlier.start())
    return first is not None and _dotted(first, here)


def _figures(match: re.Match[str], here: Here) -> str | None:
    """0933, 1745 GMT, 0600hrs."""
    text, hour, minutes = match.string, match["h"], match["m"]
    stamps = match.start() == 0 and text[match.end() : match.end() + 1] == ":"
    before = word_before(text, match.start()).lower()
    cued = (
        before in _CUES
        or stamps
        or _TO_LATER.match(text, match.end())
        or _FROM_FIGURES.search(text, max(0, match.start() - 17), match.start())
        or (here.last_rule == "range" and here.last_end == match.start())
    )
    night = before in ("from", "between") and _TO_MORNING.match(text, match.end())
    if match["zone"] is None and match["hours"] is None and not (hour[0] == "0" and cued) and not night:
        return None
    first = "zero zero" if hour == "00" else f"oh {_words(hour)}" if hour[0] == "0" else _words(hour)
    return f"{first} {'hundred' if minutes == '00' else _minutes(minutes)}{' hours' if match['hours'] else ''}"


def _zulu(match: re.Match[str], here: Here) -> str:
    """1400Z."""
    hour, minutes = match["h"], match["m"]
    first = "zero zero" if hour == "00" else f"oh {_words(hour)}" if hour[0] == "0" else _words(hour)
    return f"{first} {'hundred' if minutes == '00' else _minutes(minutes)} U T C"


def _stamped(match: re.Match[str], here: Here) -> str | None:
    """The time behind an ISO date, which a machine has written."""
    if here.last_rule != "date" or here.last_end != match.start():
        return None
    hour = "zero zero" if match["h"] == "00" else _words(match["h"])
    return f", {hour} {'hundred' if match['m'] == '00' else _minutes(match['m'])}{' U T C' if match['z'] == 'Z' else ''}"


AT_FIGURES: tuple[Rule, ...] = (
    ("time", _LASTED, _lasted),
    ("time", _RACED, _raced),
    ("time", _RAN, _ran),
    ("time", _TOOK, _took),
    ("time", _NOON, _noon),
    ("time", _CLOCK, _clock),
    ("time", _ZULU, _zulu),
    ("time", _FIGURES, _figures),
)
AT_WORDS: tuple[Rule, ...] = (("time", _STAMPED, _stamped),)
