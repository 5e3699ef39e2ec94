"""A day by its name, where the source has its date: “on Wednesday” for “on 14 October”, proved by the calendar."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from pipeline.regex import regex
from pipeline.text.words import MONTH, WEEKDAY

NEAR_DAYS = 6
"""From the programme's own day: further off another day of that name is meant."""
_DATE = regex(rf"\bon (?:(\d{{1,2}})(?:st|nd|rd|th)? ({MONTH})|({MONTH}) (\d{{1,2}})(?:st|nd|rd|th)?)\b(?:,? (\d{{4}})\b)?")
_MONTHS, _DAYS = MONTH.split("|"), WEEKDAY.split("|")


def as_dated(told: str, texts: Sequence[str], day: dt.date) -> str:
    """What is told with the source's date for a day's name that the source does not have; as it is where no date of these texts is that very day."""
    for found in (found for text in texts for found in _DATE.finditer(text)):
        name = _name(found, day)
        if name and not any(name in text for text in texts):
            told = re.sub(rf"\bon {name}\b", found[0], told, count=1)
    return told


def _name(found: re.Match[str], day: dt.date) -> str:
    """What the day of a date is called; empty for one that is not near."""
    month, number = _MONTHS.index(found[2] or found[3]) + 1, int(found[1] or found[4])
    for year in (int(found[5]),) if found[5] else (day.year - 1, day.year, day.year + 1):
        try:
            date = dt.date(year, month, number)
        except ValueError:
            continue
        if abs((date - day).days) <= NEAR_DAYS:
            return _DAYS[date.weekday()]
    return ""
