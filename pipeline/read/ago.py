"""How long ago, as a page says it beside what it tells: `2 hr 14 min ago`, `half an hour ago`."""

from __future__ import annotations

import re

_COUNTS = {
    "half an": 0.5, "half a": 0.5, "a couple of": 2, "a few": 3, "several": 5, "an": 1, "a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5,
}  # fmt: skip
_COUNT = rf"\d{{1,3}}|{'|'.join(_COUNTS)}"
_SPAN = rf"(?:{_COUNT})\s?(?:seconds?|secs?|s|minutes?|mins?|m|hours?|hrs?|h|days?|d|weeks?|w)\b"
AGO = (
    rf"(?P<ago>(?:(?:about|over|almost|nearly|(?:less|more)\sthan)\s)?{_SPAN}(?:,?\s(?:and\s)?\d{{1,2}}\s?(?:minutes?|mins?|m)\b)?\sago(?![A-Za-z])|"
    r"just\snow\b|moments\sago\b)"
)
_UNITS = {"s": 0, "m": 1, "h": 60, "d": 1440, "w": 10080}


def minutes_ago(written: str) -> int:
    """Minutes, of `2 hr 14 min ago`; a day for `yesterday`."""
    found = re.findall(rf"({_COUNT})\s?([smhdw])", written.lower())
    total = sum((int(count) if count.isdigit() else _COUNTS[count]) * _UNITS[unit] for count, unit in found)
    return 1440 if written.lower() == "yesterday" else int(total)
