"""Where the programme is cut for encoding: at chapters, and about every half minute before a segment that the chapter's own words choose."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipeline.mix.layout import RATE_HZ

NEAREST, FURTHEST = 20 * RATE_HZ, 40 * RATE_HZ
"""So far behind one cut lies the next. A changed sentence has one piece encoded again, or two. Pieces of a minute take 0.2 s more for that, of a
quarter of a minute no less; a whole programme takes as long with any of them (hour and ten minutes, two cores)."""


def cuts(chapters: Sequence[Sequence[int]], frames: int, digest: Callable[[int], str], busy: Callable[[int], bool]) -> tuple[int, ...]:
    """The first frames of the pieces. `chapters` are the first frames of their segments; the programme is `frames` long.

    Of the segments that a piece may end before, it ends before one where no music sounds (`busy`), if there is one, and of those
    before the one with the smallest `digest`. So it is what is said there that decides: behind a sentence that got longer the cuts soon
    fall where they fell before.
    """
    starts = [0, *(own[0] for own in chapters[1:])]
    found: list[int] = []
    for own, start, end in zip(chapters, starts, [*starts[1:], frames], strict=True):
        found += [start, *_within(own, start, end, digest, busy)]
    return tuple(found)


def _within(segments: Sequence[int], start: int, end: int, digest: Callable[[int], str], busy: Callable[[int], bool]) -> Iterator[int]:
    """The cuts inside one chapter, which lies from `start` to before `end`."""
    while end - start > FURTHEST:
        near = [first for first in segments if start + NEAREST <= first <= start + FURTHEST]
        if not near:
            near = [first for first in segments if first > start + FURTHEST][:1]
        if not near:
            return
        start = min(near, key=lambda first: (busy(first), digest(first)))
        yield start
