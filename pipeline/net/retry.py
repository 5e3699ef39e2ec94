"""When to ask a server again: how often, after how long, and when it is no use any more."""

from __future__ import annotations

import datetime as dt
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Literal

Cause = Literal["unreachable", "busy", "broken", "unsound"]

TRIES: dict[Cause, int] = {"unreachable": 3, "busy": 6, "broken": 3, "unsound": 3}
"""`busy`: 429 and 5xx, which cost nothing. An answer that broke off or holds no whole sound has probably been charged: fewer."""

BACKOFF_S = 0.5
"""Before the second try; twice as long before each further one."""

BACKOFF_CAP_S = 30.0

RETRY_AFTER_CAP_S = 60.0
"""The longest that a server may make us wait at a time. More is a daily limit, and at the end of the tries the error says so."""

JITTER = 0.25
"""Up to this share longer, so that several workers that were turned away together do not come back together."""

PATIENCE_S = 300.0
"""No further try begins later than this after the first."""

AGAIN = frozenset({408, 409, 425, 429})
"""Beside 5xx: timeouts, conflicts, too early, too many."""

NEVER = frozenset({501, 505})
"""Of 5xx: it will not learn in a minute."""


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, for tests to make their own."""

    monotonic: Callable[[], float] = time.monotonic
    """Seconds from anywhere, for measuring."""
    wall: Callable[[], float] = time.time
    """Seconds since 1970, for dates in `Retry-After`."""
    sleep: Callable[[float], object] | None = None
    """Wait so many seconds; none for a wait that `close` ends."""
    fraction: Callable[[], float] = random.random
    """0 to 1, for the jitter."""


def again(status: int) -> bool:
    """Whether a status may pass."""
    return status in AGAIN or (500 <= status <= 599 and status not in NEVER)


def retry_after_s(value: str, wall_s: float) -> float | None:
    """The seconds that a `Retry-After` header asks for, from a number or an HTTP date; none where it is neither."""
    value = value.strip()
    if re.fullmatch(r"\d{1,9}(\.\d{1,9})?", value, re.ASCII):
        return float(value)
    try:
        date = parsedate_to_datetime(value)
        # A date with the zone “-0000” comes without one, and is UTC all the same.
        date = date if date.tzinfo else date.replace(tzinfo=dt.UTC)
        return max(0.0, date.timestamp() - wall_s)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def wait_s(tried: int, asked_s: float | None, fraction: float) -> float:
    """How long to wait after `tried` tries, where the server asked for `asked_s` or for nothing."""
    base = min(BACKOFF_S * 2 ** (tried - 1), BACKOFF_CAP_S) if asked_s is None else min(asked_s, RETRY_AFTER_CAP_S)
    return base * (1 + JITTER * fraction)
