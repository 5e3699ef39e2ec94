"""The programme as a score: any stretch of it, wherever it stands, is the same sound under the same key; cuts follow what is said."""

from __future__ import annotations

import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mix.arrangement import Arrangement
from pipeline.mix.clips import look
from pipeline.mix.cuts import FURTHEST, NEAREST, cuts
from pipeline.mix.layout import lay_out
from pipeline.mix.level import voice_gains
from pipeline.mix.score import GRID_FRAMES, Score
from pipeline.model import Clip, Cue, Pace, Script

from .sounds import Studio, script_of, speech


def arranged(script: Script, clips: list[Clip], pace: Pace | None = None) -> Score:
    takes = [look(clip) for clip in clips]
    layout = lay_out(script, [[take.span] for take in takes], pace or Pace())
    return Arrangement(takes, layout, voice_gains(takes, -16))


def test_any_stretch_is_the_same_sound(studio: Studio) -> None:
    studio.speak(3, 1.3)
    studio.speak(2, 0.7, voice="b", rate=24_000)
    score = arranged(studio.script(), studio.clips)
    whole = score.render(0, score.frames)
    assert whole.shape == (score.frames, score.channels)
    assert np.abs(whole).max() > 0.1
    chance = random.Random(1)  # noqa: S311 — places to look at
    for _ in range(60):
        first = chance.randrange(-3000, score.frames)
        last = first + chance.choice([1, 48, 1152, 5000, 50_000])
        made = score.render(first, last)
        assert (made[: max(0, -first)] == 0).all()
        inside = made[max(0, -first) : max(0, score.frames - first)]
        assert np.array_equal(inside, whole[max(0, first) : last])
        assert (made[max(0, score.frames - first) :] == 0).all()


def test_a_longer_sentence_leaves_the_keys_of_other_pieces(studio: Studio) -> None:
    studio.speak(24, 5.0)
    script = script_of(*((f"Chapter {n}", ["Anchor"] * 4) for n in range(6)))
    before = arranged(script, studio.clips)
    assert len(before.cuts) == 6
    changed = list(studio.clips)
    changed[9] = Studio(studio.folder / "other").clip(speech(6.123, seed=99))
    changed[9] = Clip(10, changed[9].path, 22_050, 1, "tone:a", cached=False)
    after = arranged(script, changed)
    one, other = keys(before), keys(after)
    assert [n for n in range(6) if one[n] != other[n]] == [2]
    stretch = GRID_FRAMES * 50
    for n in (1, 3, 5):
        a, b = (score.render(score.cuts[n], score.cuts[n] + stretch) for score in (before, after))
        assert np.array_equal(a, b)
        assert before.key(before.cuts[n], before.cuts[n] + stretch) == after.key(after.cuts[n], after.cuts[n] + stretch)


def keys(score: Score) -> list[str]:
    return [score.key(first, last) for first, last in pairwise((*score.cuts, score.frames))]


def test_a_key_tells_what_lies_where(studio: Studio) -> None:
    studio.speak(3, 1.0)
    script = studio.script()
    score = arranged(script, studio.clips)
    assert score.key(0, 30_000) == arranged(script, studio.clips).key(0, 30_000)
    longer = arranged(script, studio.clips, Pace(opening_ms=400))
    assert score.key(0, 30_000) != longer.key(0, 30_000)
    moved = longer.cuts[0] + frames_between(score, longer)
    assert score.key(GRID_FRAMES, 40_000) == longer.key(GRID_FRAMES + moved, 40_000 + moved)
    assert score.key(0, 30_000) != score.key(0, 30_001)
    softer = script_of(("News", ["Anchor", Cue("pause", pause_ms=900), "Anchor", "Anchor"]))
    assert arranged(softer, studio.clips).key(0, score.frames) != score.key(0, score.frames)


def frames_between(one: Score, other: Score) -> int:
    """How much later the first sound stands in the other."""
    firsts = [int(np.flatnonzero(score.render(0, 60_000)[:, 0])[0]) for score in (one, other)]
    return firsts[1] - firsts[0]


# ── cuts ─────────────────────────────────────────────────────────────────────────────────────────────────

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
def test_cuts_lie_at_chapters_and_about_a_minute_apart(lengths: list[list[int]], chance: random.Random) -> None:
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
    quiet = chapters[0][6]
    assert cuts(chapters, frames, lambda first: "0", lambda first: first != quiet)[1] == quiet
    assert cuts(chapters, frames, lambda first: "0", lambda first: True)[1] >= NEAREST


def test_silence_alone(studio: Studio) -> None:
    studio.clip(np.zeros(22_050))
    score = arranged(studio.script(), studio.clips)
    assert (score.render(0, score.frames) == 0).all()
    assert score.cuts == (0,)
    assert score.key(0, 1152) == score.key(0, 1152)


@pytest.mark.parametrize("frames", [1, 7, 300])
def test_a_clip_of_hardly_anything(studio: Studio, frames: int) -> None:
    studio.clip(np.full(frames, 0.3))
    score = arranged(studio.script(), studio.clips)
    assert np.isfinite(score.render(-10, score.frames + 10)).all()
