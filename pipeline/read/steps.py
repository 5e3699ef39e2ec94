"""Whether a source's newest stands first: by the steps between its stamps."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

from pipeline.read.stamps import MONTH, MONTHS, apart, of


def newest_first(stamps: Iterable[tuple[str, str]]) -> bool:
    """True unless most differences between stamps that follow each other (written, and the day that they fall on) lead to later times."""
    moments = [moment for written, day in stamps if (moment := _moment(written, day))]
    steps = [step for a, b in pairwise(moments) if (step := _step(a, b))]
    return not steps or 2 * sum(step > 0 for step in steps) <= len(steps)


_Moment = tuple[str, int, int | None, int | None]
"""`clock` or `ago`, minutes that grow with time, the zone, the day."""


def _moment(written: str, day: str) -> _Moment | None:
    stamp = of(written)
    if stamp is None or not stamp.timed:
        return None
    if stamp.minutes is None:
        return "ago", -(stamp.ago or 0), None, None
    return "clock", stamp.minutes, stamp.zone, _day(stamp.date or day)


def _step(a: _Moment, b: _Moment) -> int:
    """Minutes from one moment to the next; 0 where that cannot be said."""
    if a[0] != b[0]:
        return 0
    step = b[1] - a[1]
    if a[2] is not None and b[2] is not None:
        step += a[2] - b[2]
    if a[0] == "ago":
        return step
    if a[3] is not None and b[3] is not None and a[3] != b[3]:
        return step + (b[3] - a[3]) * 1440
    return apart(0, step)


def _day(date: str) -> int | None:
    """A number that grows from day to day within a year; None for a date without a month's name."""
    if iso := re.match(r"(\d{4})-(\d\d)-(\d\d)", date):
        return int(iso.group(2)) * 31 + int(iso.group(3))
    month = re.search(MONTH, date, re.IGNORECASE)
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", date)
    if not month or not day:
        return None
    return MONTHS.index(month.group()[:3].lower()) * 31 + int(day.group(1))
