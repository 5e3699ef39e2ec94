"""Times of day and how long something took."""

from __future__ import annotations

import re

from pipeline.write.aloud.here import Here, Rule, stop, word_before
from pipeline.write.aloud.numbers import cardinal, digits
from pipeline.write.aloud.style import BRITISH

HALVES = {"a": "A.M", "p": "P M"}
"""As initialisms are written for every engine (see `letters`)."""

_ZONE = r"(?:GMT|UTC|BST|CET|CEST|EST|EDT|PST|PDT|CST|MSK|EET|EEST|IST|AEDT|AEST|ACDT|ACST|AWST|NZDT|NZST|SAST|WAT|EAT|HKT|SGT|PKT|ET|Z)\b"
_NOON = re.compile(r"(?P<h>0?[0-9]|1[0-9]|2[0-4])(?:[:.](?P<m>[0-5][0-9]))?\s?(?P<half>[AaPp])\.?\s?[Mm]\b(?:\.(?!\w))?")
_TO_NOON = re.compile(r"\s?(?:[-–]|to)\s?(?:0?[0-9]|1[0-2])(?:[:.][0-5][0-9])?\s?[AaPp]\.?[Mm]\b")
_HELD_AT = re.compile(r"[\s-](?:kick-?offs?|starts?|finish|train|bus|flight|race|tee[- ]off|throw-in|bulletin|deadline|curfew|show|service|local time)\b")
_LASTED = re.compile(r"(?P<h>[0-9]{1,2}):(?P<m>[0-5][0-9]):(?P<s>[0-5][0-9])(?:\.(?P<f>[0-9]{1,3}))?(?![\w:])")
_RACED = re.compile(r"(?P<m>[0-5]?[0-9]):(?P<s>[0-5][0-9])\.(?P<f>[0-9]{1,3})(?![\w:])")
_TOOK = re.compile(
    r"(?:(?P<h>[0-9]{1,2})\s?h(?:rs?)?\s?)?(?P<m>[0-9]{1,2})\s?m(?:ins?)?\s?(?P<s>[0-5]?[0-9])(?:\.(?P<f>[0-9]{1,3}))?\s?s(?:ecs?)?(?![\w²³])"
)
_CLOCK = re.compile(
    rf"(?P<h>[01]?[0-9]|2[0-4])(?:(?P<sep>[:.])|h)(?P<m>[0-5][0-9])(?!(?!h\b)[\w:%°]|[.,][0-9])(?P<zone>(?=\s?{_ZONE}))?(?:\s?(?:hrs|hours|h)\b)?"
)
_FIGURES = re.compile(
    rf"(?P<h>[01][0-9]|2[0-3])(?P<m>[0-5][0-9])(?P<hours>\s?(?:hrs|hours|h)\b)?(?P<zone>(?=(?:[-–][0-9]{{4}})?\s?{_ZONE}))?(?![\w%°/]|[.,:][0-9])"
)
_ZULU = re.compile(r"(?P<h>[01][0-9]|2[0-3])(?P<m>[0-5][0-9])Z(?!\w)")
_STAMPED = re.compile(
    r"T(?P<h>[01][0-9]|2[0-3]):?(?P<m>[0-5][0-9])(?::?[0-5][0-9](?:\.[0-9]{1,9})?)?(?P<z>Z|[-+][0-9]{2}:?[0-9]{2})?(?!\w)"
)

# "at 6.30": a time; "at 4.25 per cent": none.
_CUES = frozenset("at by until till before after from around about since the".split())
_CLOSED = re.compile(
    r"(?=\s*$|[,;)]|\.(?!\w)|\s(?:on|in|this|today|yesterday|tomorrow|tonight|local|and|for|to(?!\s[0-9$£€])|every|each|sharp|as|when|until|till|o['’]clock|train|news|bulletin"
    r"|start|service|bus|flight|kick-off)\b|\s?[-–])"
)

_RACE_AT = re.compile(r"\s(?:at|from|to|race)\s[A-Z]")
"""The 3.15 at Hallin."""
_TILL = re.compile(r"\s(?:to|until|till)\s(?:[01]?[0-9]|2[0-4])\.[0-5][05](?![\w%°]|[.,][0-9])")
_FROM = re.compile(r"(?<![\w.,])[0-9]{1,2}\.[0-9]{2}\sto\s$")
_FROM_FIGURES = re.compile(r"\b(?:from|between)\s(?:[01][0-9]|2[0-3])[0-5][0-9]\s(?:to|and|until)\s$")
_TO_LATER = re.compile(r"\s?[-–]\s?(?:[01][0-9]|2[0-4])[0-5][05](?![\w%-]|[.,:][0-9])")
_TO_MORNING = re.compile(r"\s(?:to|and|until)\s0[0-9][0-5][0-9](?![\w%]|[.,:][0-9])")
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
    return f"{_count(match['m'], 'minute')} {_words(match['s'])} point {digits(match['f'])} seconds"


def _took(match: re.Match[str], here: Here) -> str:
    seconds = f"{_words(match['s'])} point {digits(match['f'])} seconds" if match["f"] else _count(match["s"], "second")
    hours = [_count(match["h"], "hour")] if match["h"] else []
    return " ".join([*hours, _count(match["m"], "minute"), seconds])


def _clock(match: re.Match[str], here: Here) -> str | None:
    hour, minutes, zone = match["h"], match["m"], match["zone"] is not None
    if match["sep"] == "." and not zone:
        before = word_before(match.string, match.start()).lower()
        held = _HELD_AT.match(match.string, match.end()) and before not in _MOVED and int(hour) > 0
        race = before == "the" and _RACE_AT.match(match.string, match.end())
        if not _TO_NOON.match(match.string, match.end()) and (
            minutes[1] not in "05" or not (held or race or _begins(match, before) or _ends(match, before))
        ):
            return None
    n = int(hour)
    if minutes != "00":
        first = _words(hour) if n else " ".join(["zero"] * len(hour))
        return f"{first} {_minutes(minutes)}"
    if n in (0, 24):
        return "midnight"
    if n > 12 or zone:
        return f"{_words(hour)} hundred"
    return f"{_words(hour)} o'clock"


def _begins(match: re.Match[str], before: str) -> bool:
    """Whether it is a time by what stands around it: "at 6.30", "from 10.30 to 11.45"."""
    text, end = match.string, match.end()
    if till := _TILL.match(text, end):
        moved = before == "from" and word_before(text, match.start() - len("from ")).lower() in _MOVED
        return before in _CUES and not moved and bool(_CLOSED.match(text, till.end()))
    return before in _CUES and bool(_CLOSED.match(text, end))


def _ends(match: re.Match[str], before: str) -> bool:
    """Whether a time before it goes on to it."""
    text, start = match.string, match.start()
    if before != "to" or not (earlier := _FROM.search(text, max(0, start - 12), start)):
        return False
    first = _CLOCK.match(text, earlier.start())
    return first is not None and _begins(first, word_before(text, first.start()).lower())


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
    ("time", _TOOK, _took),
    ("time", _NOON, _noon),
    ("time", _CLOCK, _clock),
    ("time", _ZULU, _zulu),
    ("time", _FIGURES, _figures),
)
AT_WORDS: tuple[Rule, ...] = (("time", _STAMPED, _stamped),)
