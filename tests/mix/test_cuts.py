"""Where the programme is cut for encoding: at chapters and about half a minute apart, and by what is said there."""

from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.mix.cuts import FURTHEST, NEAREST, cuts
from pipeline.mix.score import GRID_FRAMES

LENGTHS = st.lists(st.lists(st.integers(1, 60), min_size=1, max_size=60), min_size=1, max_size=8)


def laid(lengths: list[list[int]]) -> tuple[list[list[int]], int]:
    """Chapters of segments of so many seconds."""
    at = 0
    chapters: list[list[int]] = []
    for own in lengths:
        chapters.append([])
        for seconds in own:
            chapters[-1].append(at)
            at += round(seconds * 44_100 / GRID_FRAMES) * GRID_FRAMES
    return chapters, at


@given(LENGTHS, st.randoms(use_true_random=False))
def test_cuts_lie_at_chapters_and_about_half_a_minute_apart(lengths: list[list[int]], chance: random.Random) -> None:
    chapters, frames = laid(lengths)
    digests = {first: str(chance.random()) for own in chapters for first in own}
    found = cuts(chapters, frames, digests.__getitem__, lambda first: False)
    assert found[0] == 0
    assert set(found) >= {own[0] for own in chapters}
    assert list(found) == sorted(set(found))
    assert set(found) <= {first for own in chapters for first in own}
    starts = {own[0] for own in chapters}
    for one, other in pairwise(found):
        if other not in starts:
            assert other - one >= NEAREST
    longest = max(seconds for own in lengths for seconds in own)
    assert all(b - a <= FURTHEST + (longest + 1) * 44_100 for a, b in pairwise((*found, frames)))


@given(LENGTHS, st.randoms(use_true_random=False), st.data())
def test_an_edit_moves_the_cuts_of_its_own_chapter_only(lengths: list[list[int]], chance: random.Random, data: st.DataObject) -> None:
    changed = data.draw(st.integers(0, len(lengths) - 1))
    other = [list(own) for own in lengths]
    other[changed][data.draw(st.integers(0, len(other[changed]) - 1))] += 3
    found = []
    digests = [[str(chance.random()) for _ in own] for own in lengths]
    for each in (lengths, other):
        chapters, frames = laid(each)
        digest = {first: digests[n][m] for n, own in enumerate(chapters) for m, first in enumerate(own)}
        cut = cuts(chapters, frames, digest.__getitem__, lambda first: False)
        ends = [*(own[0] for own in chapters[1:]), frames]
        found.append([[c - own[0] for c in cut if own[0] <= c < end] for own, end in zip(chapters, ends, strict=True)])
    assert [n for n in range(len(lengths)) if found[0][n] != found[1][n]] in ([], [changed])


def test_cuts_come_back_to_where_they_were_behind_an_edit() -> None:
    chance = random.Random(3)  # noqa: S311 — lengths
    lengths = [chance.randrange(4, 14) for _ in range(400)]
    digests = [str(chance.random()) for _ in lengths]
    found = []
    for first in (7, 10):
        chapters, frames = laid([[first, *lengths[1:]]])
        digest = dict(zip(chapters[0], digests, strict=True))
        nth = {start: n for n, start in enumerate(chapters[0])}
        found.append({nth[cut] for cut in cuts(chapters, frames, digest.__getitem__, lambda start: False)})
    assert len(found[0] & found[1]) >= 0.9 * len(found[0])


def test_a_cut_is_rather_made_where_no_music_sounds() -> None:
    chapters, frames = laid([[10] * 30])
    quiet = chapters[0][3]
    assert cuts(chapters, frames, lambda first: "0", lambda first: first != quiet)[1] == quiet
    assert cuts(chapters, frames, lambda first: "0", lambda first: True)[1] >= NEAREST
