"""What to leave out, and what to put back, so that a programme is as long as was asked: the least weighty first, whole chapters or their ends.

Weight is the running order's own: what stands later is less weighty. The first chapter (the headlines), chapters of the show's own words
and pinned ones stay whole; a headline goes with its story. Lengths are those of `lengths`: nothing is spoken for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count

from pipeline.desk.length import TOLERANCE_MS
from pipeline.errors import ScriptError
from pipeline.model import Script, Section, Segment, Source
from pipeline.studio import kept, leaving, lengths, reading
from pipeline.studio.room import Room

BIN_MS = 50
"""Combinations are told apart by their length in steps of this; the one that is chosen is laid out exactly."""
HEAVIEST = 4.0
"""A second of the weightiest story counts as so many of the least weighty one."""
TRIM_COST = 4.0
"""Of a chapter that loses its end: as if so many seconds more were lost. A story is better told whole, or not."""
TRIES = 40
"""Of the best combinations, laid out exactly."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What the fit would do."""

    length_ms: int
    """As it is."""
    becomes_ms: int
    """As it would be."""
    chapters: tuple[int, ...]
    """To leave out: numbers of the script as it is."""
    paragraphs: tuple[int, ...]
    """To leave out, of chapters that stay."""
    back: tuple[kept.Left, ...]
    """To put back."""
    lengths: dict[int, int]
    """Milliseconds of speech of each paragraph of the script as it is."""


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to tell a chapter."""

    dropped: frozenset[int]
    """Segments of the whole that are not told."""
    cost: float


@dataclass(frozen=True, slots=True)
class _Whole:
    """The script with all that the fit had left out."""

    script: Script
    own: tuple[lengths.Paragraph, ...]
    places: tuple[leaving.Place, ...]
    here: tuple[int | None, ...]
    """The number of each segment in the script as it is; none where it is left out."""
    back: tuple[kept.Left, ...]


def plan(room: Room, text: str, target_ms: int) -> Plan:
    """How this text comes nearest to the target: within 5 s of it, else from below. Raises ScriptError."""
    remembered = room.memory.now()
    whole = _whole(room, text, [each for each in leaving.absent(text, room.name, remembered.left) if each.by == "fit"])

    def long_ms(dropped: frozenset[int]) -> int:
        script, own = _without(whole, dropped)
        return lengths.ms(lengths.layout(room, script, own).frames)

    all_ms = long_ms(frozenset())
    ways = _ways(whole, remembered.pinned)
    saved = [[all_ms - long_ms(way.dropped) for way in each] for each in ways]
    dropped, becomes_ms = frozenset[int](), all_ms
    if all_ms > target_ms + TOLERANCE_MS:
        tried = [(long_ms(each), each) for each in _best(ways, saved, all_ms, target_ms)]
        near = next(((ms, each) for ms, each in tried if abs(ms - target_ms) <= TOLERANCE_MS), None)
        below = [(ms, each) for ms, each in tried if ms <= target_ms]
        becomes_ms, dropped = near or max(below or [min(tried, key=lambda one: one[0])], key=lambda one: one[0])
    return _plan(room, text, whole, dropped, becomes_ms)


def _whole(room: Room, text: str, lefts: Sequence[kept.Left]) -> _Whole:
    full, back = text, list[kept.Left]()
    for left in sorted(lefts, key=lambda each: each.kind != "chapter"):
        try:
            full = leaving.put(full, room.name, [left])
        except ScriptError:  # its footnotes mean something else by now
            continue
        back.append(left)
    there = [(each.title, each.lines) for each in leaving.places(text, room.name)]
    here, at = list[int | None](), 0
    places = leaving.places(full, room.name)
    for each in places:
        stands = at < len(there) and there[at] == (each.title, each.lines)
        at += stands
        here.append(at if stands else None)
    script = reading.script(full, room.name)
    return _Whole(script, lengths.paragraphs(room, script), places, tuple(here), tuple(back))


def _without(whole: _Whole, dropped: frozenset[int]) -> tuple[Script, tuple[lengths.Paragraph, ...]]:
    numbers, sections = count(), list[Section]()
    for section in whole.script.sections:
        spoken = any(isinstance(part, Segment) for part in section.parts)
        parts = tuple(part for part in section.parts if not isinstance(part, Segment) or next(numbers) not in dropped)
        if not spoken or any(isinstance(part, Segment) for part in parts):
            sections.append(replace(section, parts=parts))
    return replace(whole.script, sections=tuple(sections)), tuple(own for n, own in enumerate(whole.own) if n not in dropped)


def _ways(whole: _Whole, pinned: frozenset[str]) -> list[list[_Way]]:
    """The ways of each chapter that may be told in several, whole first."""
    numbers, chapters = count(), list[tuple[Section, list[tuple[int, Segment]]]]()
    for section in whole.script.sections:
        own = [(next(numbers), part) for part in section.parts if isinstance(part, Segment)]
        if own:
            chapters.append((section, own))
    heads = [] if not chapters or chapters[0][0].title in pinned else chapters[0][1]
    open_now = [(section, own) for section, own in chapters[1:] if section.title not in pinned and any(_sources(part) for _, part in own)]
    found = []
    for rank, (_, own) in enumerate(open_now):
        weight = 1 + (HEAVIEST - 1) * (len(open_now) - 1 - rank) / max(1, len(open_now) - 1)
        sources = frozenset[Source]().union(*(_sources(part) for _, part in own))
        gone = frozenset(n for n, _ in own) | {n for n, head in heads if _sources(head) and _sources(head) <= sources}
        ways = [_Way(frozenset(), 0.0), _Way(gone, weight * _seconds(whole, gone))]
        if any(whole.here[n] is not None for n, _ in own):
            for stop in range(1, len(own)):
                if _may_end(own[:stop]):
                    tail = frozenset(n for n, _ in own[stop:])
                    ways.append(_Way(tail, weight * (_seconds(whole, tail) + TRIM_COST)))
        found.append(ways)
    return found


def _may_end(own: Sequence[tuple[int, Segment]]) -> bool:
    """A chapter that ends here has told something, and does not announce a quotation that does not come."""
    return any(_sources(part) for _, part in own) and not own[-1][1].text.rstrip().endswith(":")


def _sources(segment: Segment) -> frozenset[Source]:
    return frozenset(source for passage in segment.passages for source in passage.sources)


def _seconds(whole: _Whole, segments: frozenset[int]) -> float:
    return sum(lengths.ms(span.body) for n in segments for span in whole.own[n].spans) / 1000


def _best(ways: Sequence[Sequence[_Way]], saved: Sequence[Sequence[int]], all_ms: int, target_ms: int) -> list[frozenset[int]]:
    """The most promising combinations: those near the target by what they cost, then those below it by how near they are."""
    reached: dict[int, tuple[float, frozenset[int]]] = {0: (0.0, frozenset())}
    for own, each_ms in zip(ways, saved, strict=True):
        after: dict[int, tuple[float, frozenset[int]]] = {}
        for bin_, (cost, dropped) in reached.items():
            for way, way_ms in zip(own, each_ms, strict=True):
                place, dear = bin_ + round(way_ms / BIN_MS), cost + way.cost
                if place not in after or dear < after[place][0]:
                    after[place] = (dear, dropped | way.dropped)
        reached = after

    def over(bin_: int) -> int:
        return all_ms - bin_ * BIN_MS - target_ms

    near = [(cost + abs(over(bin_)) / 1000, dropped) for bin_, (cost, dropped) in reached.items() if abs(over(bin_)) <= TOLERANCE_MS]
    rest = sorted((bin_ for bin_ in reached if abs(over(bin_)) > TOLERANCE_MS), key=lambda bin_: (over(bin_) > 0, abs(over(bin_))))
    return [dropped for _, dropped in sorted(near, key=lambda one: one[0])][:TRIES] + [reached[bin_][1] for bin_ in rest[:5]]


def _plan(room: Room, text: str, whole: _Whole, dropped: frozenset[int], becomes_ms: int) -> Plan:
    """The same in the numbers of the script as it is."""
    script = reading.script(text, room.name)
    own = lengths.paragraphs(room, script)
    spoken_ms = {n: sum(lengths.ms(span.frames) for span in each.spans) for n, each in enumerate(own, 1)}
    out = {here for n in dropped if (here := whole.here[n]) is not None}
    places = leaving.places(text, room.name)
    chapters = sorted({each.k for each in places} - {each.k for each in places if each.n not in out})
    again = [place for n, place in enumerate(whole.places) if whole.here[n] is None and n not in dropped]
    titles, words = {each.title for each in again}, {each.lines for each in again}
    back = tuple(left for left in whole.back if (left.title in titles if left.kind == "chapter" else left.lines in words))
    return Plan(
        lengths.ms(lengths.layout(room, script, own).frames),
        becomes_ms,
        tuple(chapters),
        tuple(sorted(each.n for each in places if each.n in out and each.k not in chapters)),
        back,
        spoken_ms,
    )
