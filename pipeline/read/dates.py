"""When something was published: the dates of pages and feeds, in the forms that they come in."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from email.utils import parsedate_to_datetime
from itertools import pairwise

from pipeline.model import LISTED
from pipeline.regex import regex

_ZONES = {"UTC": "+00:00", "GMT": "+00:00", "Z": "+00:00", "BST": "+01:00", "CET": "+01:00", "CEST": "+02:00"}
"""The names that news sites put behind an ISO date; a name that is not here is left alone: the same letters mean several zones."""
_HAS_CLOCK = regex(r"\d{1,2}:\d\d|T\d{4}")


def moment(text: str) -> dt.datetime | None:
    """The moment that a date means: ISO 8601 and its loose forms, RFC 822. Without an offset it is taken for UTC. None if it cannot be read."""
    words = " ".join(text.split())
    named = re.fullmatch(r"(\d{4}-\d\d?-\d\d?[T ].*?)\s?([A-Z]{1,4})", words)
    if named and named[2] in _ZONES:
        words = named[1] + _ZONES[named[2]]
    for read in (dt.datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = read(words)
            return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)) if 1 < found.year < dt.MAXYEAR else None
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    return None


def iso(text: str) -> str:
    """A date in ISO 8601, with the offset that it had; what cannot be read stays as it is written."""
    found = moment(text)
    if found is None:
        return " ".join(text.split())
    return found.isoformat(timespec="seconds") if _HAS_CLOCK.search(text) else found.date().isoformat()


def clock(text: str) -> str:
    """The time of day in a date, as a live blog's stamp would show it: `15:25`; empty for a date alone."""
    found = moment(text)
    return f"{found:%H:%M}" if found and _HAS_CLOCK.search(text) else ""


def order_of(published: Sequence[str]) -> str:
    """`newest-first` or `oldest-first`, by the majority of steps between dates; `as-listed` where there is none."""
    moments = [m for m in map(moment, published) if m is not None]
    steps = [(b > a) for a, b in pairwise(moments) if a != b]
    if not steps:
        return LISTED
    return "oldest-first" if sum(steps) > len(steps) / 2 else "newest-first"
