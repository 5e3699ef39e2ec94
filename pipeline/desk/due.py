"""When an episode is to be done: `06:00` or `+20m`, as a moment. Light: settings and commands look at it without loading a stage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.regex import regex

OFF = "off"
"""Sets the show's own deadline aside."""

HOW = "write a time of day as 06:00, a length from now as +20m or +1h, or off"

MISSED_H = 12
"""A time of day that was less than this ago has been missed; before that it is tomorrow's."""
AHEAD_H = 18
"""A time of day that is further ahead than this is yesterday's, just missed: a build for 23:50 that begins after midnight."""
SETTING_H = 1
"""A show's own deadline is no longer in force so long after it: who builds then, during the day, wants the better voice."""

_TIME = regex(r"([01]?\d|2[0-3]):([0-5]\d)")
_LENGTH = regex(r"\+(\d{1,4}) ?(s|m|min|h)")
_SECONDS = {"s": 1, "m": 60, "min": 60, "h": 3600}


@dataclass(frozen=True, slots=True)
class Due:
    """The moment, and the clock that it is told by."""

    at_s: float
    """In seconds since 1970, as the clock counts them."""
    now: Callable[[], float]
    """The clock: `time.time`."""

    @property
    def left_s(self) -> float:
        """How long until then; less than 0 once it has passed."""
        return self.at_s - self.now()

    def __str__(self) -> str:
        return f"{dt.datetime.fromtimestamp(self.at_s):%H:%M}"


def is_deadline(text: str) -> bool:
    """Whether it says when: `06:00`, `+20m`, `off`."""
    return text == OFF or bool(_TIME.fullmatch(text) or _LENGTH.fullmatch(text))


def is_time(text: str) -> bool:
    """Whether it is a time of day: what a show can be due at every day."""
    return bool(_TIME.fullmatch(text))


def due(asked: str, setting: str, now: Callable[[], float]) -> Due | None:
    """The moment that the command asks for, else the show's; none where there is none. Times of day are those of this machine."""
    text = asked or setting
    if not text or text == OFF:
        return None
    now_s = now()
    if length := _LENGTH.fullmatch(text):
        return Due(now_s + int(length[1]) * _SECONDS[length[2]], now)
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} is no deadline: {HOW}")
    today = dt.datetime.fromtimestamp(now_s).replace(hour=int(found[1]), minute=int(found[2]), second=0, microsecond=0)
    ago_h = (now_s - today.timestamp()) / 3600
    at = today + dt.timedelta(days=1 if ago_h >= MISSED_H else -1 if ago_h < -AHEAD_H else 0)
    moment = Due(at.timestamp(), now)
    return None if not asked and moment.left_s < -SETTING_H * 3600 else moment
