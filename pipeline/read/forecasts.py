"""A weather forecast: part of the day's text, and no headline."""

from __future__ import annotations

import re

from pipeline.regex import regex

KIND = "brief"
"""The kind of item that a forecast is: told in brief."""
_NAME = (
    r"(?:(?:the|today['’]s|tonight['’]s|tomorrow['’]s|this week['’]s|weekend|local|your) )?weather(?: (?:forecast|outlook|today|tonight|tomorrow))?"
    r"(?: (?:for|in) (?-i:[A-Z])[\w’'-]+(?: (?-i:[A-Z])[\w’'-]+)?)?"
)
_HEADING = regex(rf"\W{{0,4}}(?:{_NAME}|(?:the )?forecast)[\s.:!]*", re.IGNORECASE)
_LINE = regex(rf"(?:{_NAME}|forecast)\s?(?::|\.|[–—-]\s)\s*(?P<words>\S.*)", re.IGNORECASE)
_SKY = regex(
    r"\b(?:sun(?:ny|shine)?|cloud[sy]?|dry|rain|showers?|drizzle|fog(?:gy)?|mist|frost|snow|sleet|hail|wind[sy]?|breez(?:e|y)|gusts|gales?|clear|overcast|mild|cold|"
    r"highs?|lows?|-?\d+ ?°?[CF])\b"
)
_VERB = regex(r"\b(?:was|were|has|have|had|said|says|killed|closed|hit|fell|issued|extended|warned?|cut|left)\b")


def kind_of(heading: str, text: str) -> str:
    """KIND where a heading, or a label in front of the text, only says that the weather follows, and the text tells no news of it; empty for any other."""
    return KIND if (_HEADING.fullmatch(heading) or is_forecast(heading) or is_forecast(text)) and not _VERB.search(text) else ""


def is_forecast(text: str) -> bool:
    """True for `Weather: sunny spells, 12C`: a label, and what the sky will do; not for news of the weather."""
    match = _LINE.fullmatch(text)
    return match is not None and _SKY.search(match["words"].lower()) is not None and _VERB.search(text) is None
