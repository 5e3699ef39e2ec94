"""Where updates start in a source with time stamps: exactly, above their text or below it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from pipeline.model import Line
from pipeline.read.bylines import names_of
from pipeline.read.rows import BYLINE, TITLE
from pipeline.read.stamps import Clock, Stamp, whole

SIGNED = 3
"""So many times with a name above them make a source that writes them so."""


@dataclass(frozen=True, slots=True)
class Start:
    """Where an update starts, and what stands above it."""

    confidence: float = 0.5
    reason: str = "what stands before the first stamp"
    heading: str = ""
    byline: str = ""
    stamp: Stamp | None = None
    day: str = ""


Starts = dict[int, Start]
"""By the number of the first body line."""


def stamped(lines: tuple[Line, ...], clock: Clock) -> Starts:
    """The starts of a source with two stamps and more; none for any other."""
    if sum(1 for line in lines if _stamp(line, clock)) < 2:
        return {}
    if clock.below:
        return _above_stamps(lines, clock)
    starts: Starts = {}
    above, signed = _headings_above_stamps(lines), _signed_above_stamps(lines, clock)
    now, waiting, day = Start(), True, ""
    for line in lines:
        if line.kind == "stamp" and (date := whole(line.text)) and not date.timed:
            day = date.date
        elif stamp := _stamp(line, clock):
            if not (waiting and now.stamp is not None and _says_more(now.stamp, stamp)):
                byline = stamp.name or (now.byline if above or signed else "")
                now = Start(heading=now.heading if above else "", byline=byline, stamp=stamp, day=day)
            waiting = True
        if line.kind == "heading" and line.reason != TITLE:
            inline = clock.inline(line.text)
            now = replace(now, heading=inline[1] if inline else line.text)
        elif line.reason == BYLINE and line.kind == "furniture":
            now = replace(now, byline=names_of(line.text) if signed else also(now.byline, names_of(line.text)))
        elif line.kind == "body":
            if waiting:
                starts[line.n] = _surely(now, line, clock)
            now, waiting = Start(), False
    return starts


def _above_stamps(lines: tuple[Line, ...], clock: Clock) -> Starts:
    """The starts where each text stands above its time."""
    starts: Starts = {}
    now, first = Start(), 0
    for line in lines:
        if stamp := _stamp(line, clock):
            if first:
                byline = stamp.name or now.byline
                starts[first] = replace(now, confidence=0.95, reason="a time stands below it", stamp=stamp, byline=byline)
            now, first = Start(), 0
        elif line.kind == "heading" and line.reason != TITLE and not first:
            now = replace(now, heading=line.text)
        elif line.reason == BYLINE and line.kind == "furniture":
            now = replace(now, byline=also(now.byline, names_of(line.text)))
        elif line.kind == "body":
            first = first or line.n
    return starts


def _says_more(one: Stamp, other: Stamp) -> bool:
    """Whether of two stamps with no text between them the first says all that the second does: the same time, or a time where that says how long ago."""
    return one.minutes == other.minutes or (one.minutes is not None and other.minutes is None)


def _surely(now: Start, line: Line, clock: Clock) -> Start:
    """The start at a line, with how sure it is."""
    if now.stamp is None:
        return now
    inline = clock.inline(line.text)
    if inline:
        writer, rest = clock.unlabelled(inline[1])
        now = replace(now, heading=clock.headline(rest)[0] or now.heading, byline=now.byline or writer)
    if line.confidence < 0.6:
        return replace(now, confidence=0.55, reason="a time stands above it, but it has no full stop: it may be a heading")
    return replace(now, confidence=0.97, reason="it begins with a time" if inline else "a time stands above it")


def _stamp(line: Line, clock: Clock) -> Stamp | None:
    """The time that a line is or begins with."""
    if line.kind == "stamp":
        stamp = clock.alone(line.text)
        return stamp if stamp and stamp.timed else None
    inline = clock.inline(line.text) if line.kind in ("body", "heading") else None
    return inline[0] if inline else None


def _headings_above_stamps(lines: tuple[Line, ...]) -> bool:
    kinds = [line.kind for line in lines if line.kind in ("stamp", "heading", "body")]
    pairs = list(pairwise(kinds))
    return pairs.count(("heading", "stamp")) > pairs.count(("stamp", "heading"))


def _signed_above_stamps(lines: tuple[Line, ...], clock: Clock) -> bool:
    """True where names stand right above their times, as in a chat."""
    kinds = ["stamp" if _stamp(line, clock) else line.reason for line in lines if line.kind != "blank"]
    pairs = list(pairwise(kinds))
    first = kinds.index("stamp")
    return first > 0 and kinds[first - 1] == BYLINE and pairs.count((BYLINE, "stamp")) >= max(SIGNED, 1 + pairs.count(("stamp", BYLINE)))


def also(byline: str, names: str) -> str:
    """A byline with other names behind it."""
    return f"{byline}, {names}" if byline and names and names not in byline else byline or names
