"""Which figures a producer should hear: those that could be read in another way and still make sense. How the others are read is no question."""

from __future__ import annotations

import re

from pipeline.regex import regex

_OPEN = (
    (regex(r"(?:1[1-9]|20)\d\d"), "a year, a time or a number"),
    (regex(r"(?:0?\d|1[0-2])([./-])(?:0?\d|1[0-2])\1(?:\d\d)?\d\d"), "day and month, or month and day"),
    (regex(r"\d{1,3}/\d{1,3}"), "a date, a part or a ratio"),
    (regex(r"\d{1,2}\.\d\d"), "a time or a number"),
    (regex(r"\d+(?:[-–]\d+)+"), "a score, a vote or a span"),
    (regex(r"\d[\d.,]* ?m"), "metres, miles, minutes or a million"),
    (regex(r"[IVXLC]"), "a letter or a figure"),
    (regex(r"St\.?"), "Saint or Street"),
)
_COUNTED = r"[ -](?:per cent|percent|percentage|points?|[mb]illion|trillion|times|degrees|metres|miles)\b"
"""What is behind it makes it a number."""
_CODE = regex(r"(?i:[a-z]+-?\d{3,}|\d{3,}-?[a-z]+)")
_YEAR = regex(r"(?:19|20)\d\d")
"""Where it is taken for a year, it is one."""


def open_why(word: str, why: str, text: str) -> str:
    """What else a figure may mean, by how it is written in its text and `why` it is said in other words (see `pipeline.write.risky`); empty where
    nothing.
    """
    if (why == "year" and _YEAR.fullmatch(word)) or re.search(rf"(?<!\w){re.escape(word)}{_COUNTED}", text):
        return ""
    if why == "letters and figures" and _CODE.fullmatch(word):
        return "figure by figure, or as a number"
    return next((other for form, other in _OPEN if form.fullmatch(word)), why if why == "no rule knows it" else "")
