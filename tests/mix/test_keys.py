"""The key of a stretch: whatever sounds in it or decides how it sounds changes it, and nothing that lies further off does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from pipeline.mix import Sounding, compose
from pipeline.mix.clips import Take
from pipeline.mix.ducking import REACH_FRAMES, Words
from pipeline.mix.layout import frames
from pipeline.mix.limiter import FUTURE_FRAMES, GROUP_FRAMES, PAST_FRAMES
from pipeline.mix.music import Played, Tape, stretches
from pipeline.mix.programme import Composed
from pipeline.mix.sounds import load
from pipeline.mix.tone import room_tone
from pipeline.model import Cue, Music, MusicSpan

from .sounds import Studio, script_of

RATE = 44_100
FIRST, LAST = 40 * RATE, 50 * RATE
"""The stretch that is asked for."""
MUSIC = Music()
STING = load("story", kind="sting", folder=None)
BED = load("headlines", kind="bed", folder=None)


def programme(studio: Studio) -> Composed:
    """Two voices, a bed and room tone; 12 seconds."""
    studio.speak(2, 2.0, voice="tone:a")
    studio.speak(2, 2.0, voice="tone:b")
    script = script_of(("One", ["Anchor", Cue("bed", "headlines"), "Anchor", "Voice of X", Cue("bed", "stop"), "Voice of X"]))
    score, _ = compose(script, studio.clips, Sounding(music=MUSIC, room_tone_db=-60))
    return score


def test_whatever_a_stretch_sounds_like_is_in_its_key(studio: Studio) -> None:
    score = programme(studio)
    first, last = score.layout.timings[1].start_frame // 1152 * 1152, score.layout.timings[2].end_frame
    louder = {speaker: gain * 1.1 for speaker, gain in score.gains.items()}
    later = replace(score.layout, starts=tuple(start + 1152 for start in score.layout.starts))
    retaken = replace(score, takes=tuple(replace(take, digest=take.digest[::-1]) for take in score.takes))
    variants = {
        "as it is": score,
        "gain": score.louder(1.1),
        "ceiling": score.held(score.ceiling / 2),
        "one channel": replace(score, mono=True),
        "room tone": replace(score, room_tone_db=-55.0),
        "no room tone": replace(score, room_tone_db=0.0),
        "other cuts": replace(score, cuts=(0, first + 1152)),
        "voices": replace(score, gains=louder),
        "later": replace(score, layout=later),
        "other takes": retaken,
        "cut otherwise": replace(score, takes=tuple(replace(take, first_frame=take.first_frame + 1) for take in score.takes)),
        "at another rate": replace(
            score, takes=tuple(replace(take, rate_hz=16_000) for take in score.takes), gains=dict.fromkeys(_speakers(score), 1.0)
        ),
        "no music": replace(score, tape=Tape(MUSIC)),
        "a bed that swells more": replace(score, tape=replace(score.tape, music=replace(MUSIC, swell_db=7.0))),
    }
    keys = {name: each.key(first, last) for name, each in variants.items()}
    assert len(set(keys.values())) == len(keys), keys
    assert score.key(first, last + 1) != score.key(first, last)
    assert score.key(first + 1, last + 1) != score.key(first, last), "the grid that an encoder begins on is another"
    assert score.key(first, last) == replace(score).key(first, last)


def _speakers(score: Composed) -> set[str]:
    return {replace(take, rate_hz=16_000).speaker for take in score.takes}


def test_without_room_tone_the_cuts_are_of_no_matter(studio: Studio) -> None:
    score = replace(programme(studio), room_tone_db=0.0)
    assert replace(score, cuts=(0, 1152)).key(2304, 4608) == score.key(2304, 4608)


def test_what_lies_beyond_the_limiters_hearing_is_in_no_key(studio: Studio) -> None:
    """The gain of a voice that is heard last counts where its clip begins, and not before."""
    score = replace(programme(studio), tape=Tape(MUSIC), room_tone_db=0.0)
    where = score.layout.starts[2]
    other = replace(score, gains={**score.gains, score.takes[2].speaker: 0.5})
    for last, same in ((where - FUTURE_FRAMES, True), (where - FUTURE_FRAMES + 1, False)):
        assert (score.key(0, last) == other.key(0, last)) is same
    over = score.layout.starts[3] + score.takes[3].span.frames
    early = replace(score, gains={**score.gains, score.takes[3].speaker: 0.5})
    far = -(-(over + PAST_FRAMES + GROUP_FRAMES) // GROUP_FRAMES) * GROUP_FRAMES
    assert score.key(far, far + RATE) == early.key(far, far + RATE)
    assert score.key(over, over + RATE) != early.key(over, over + RATE)


# ── the music of a stretch ───────────────────────────────────────────────────────────────────────────────


def tape(*others: tuple[int, int], starts: tuple[int, ...] = (), ends: tuple[int, ...] = (), words: Words = Words()) -> Tape:  # noqa: B008
    """A bed over the whole stretch, and stings (start, end) elsewhere."""
    bed = Played(MusicSpan("bed", "headlines", "headlines", FIRST - RATE, LAST + RATE), BED, 0.2)
    stings = [Played(MusicSpan("sting", "story", "story", start, end), STING, 0.5) for start, end in others]
    return Tape(MUSIC, (bed, *stings), np.array(starts, np.int64), np.array(ends, np.int64), words)


@pytest.mark.parametrize(
    ("start", "end", "counts"),
    [
        (LAST + REACH_FRAMES, LAST + REACH_FRAMES + RATE, False),
        (LAST + REACH_FRAMES - 1, LAST + REACH_FRAMES + RATE, True),
        (FIRST - REACH_FRAMES - RATE, FIRST - REACH_FRAMES, False),
        (FIRST - REACH_FRAMES - RATE, FIRST - REACH_FRAMES + 1, True),
    ],
)
def test_music_counts_as_far_as_a_bed_makes_room(start: int, end: int, counts: bool) -> None:
    assert (tape((start, end)).marks(FIRST, LAST) != tape().marks(FIRST, LAST)) is counts


@pytest.mark.parametrize(
    ("start", "end", "counts"),
    [
        # The next word after the stretch: a bed goes down for it in `attack_ms`.
        (LAST + frames(MUSIC.attack_ms), LAST + 9 * RATE, False),
        (LAST + frames(MUSIC.attack_ms) - 1, LAST + 9 * RATE, True),
        # The last word before it: a bed comes up behind it in `release_ms`.
        (FIRST - 9 * RATE, FIRST - frames(MUSIC.release_ms) - 1, False),
        (FIRST - 9 * RATE, FIRST - frames(MUSIC.release_ms), True),
    ],
)
def test_speech_counts_as_far_as_it_moves_a_bed(start: int, end: int, counts: bool) -> None:
    found, without = tape(starts=(start,), ends=(end,)), tape()
    assert (found.marks(FIRST, LAST) != without.marks(FIRST, LAST)) is counts


def test_what_speech_does_not_count_does_not_move_the_bed() -> None:
    far = tape(starts=(FIRST - 9 * RATE, LAST + frames(MUSIC.attack_ms)), ends=(FIRST - frames(MUSIC.release_ms) - 1, LAST + 9 * RATE))
    assert np.allclose(far.swell_db(np.arange(FIRST, LAST, 64)), MUSIC.swell_db)
    near = tape(starts=(LAST,), ends=(LAST + RATE,))
    assert near.swell_db(np.array([0])) == pytest.approx([MUSIC.swell_db])  # nobody has spoken yet
    level = near.swell_db(np.array([LAST - frames(MUSIC.attack_ms), LAST - frames(MUSIC.attack_ms) // 2, LAST]))
    assert level == pytest.approx([MUSIC.swell_db, MUSIC.swell_db / 2, 0])
    behind = tape(starts=(FIRST - RATE,), ends=(FIRST,))
    level = behind.swell_db(np.array([FIRST - 1, FIRST, FIRST + frames(MUSIC.release_ms) // 2, FIRST + frames(MUSIC.release_ms)]))
    assert level == pytest.approx([0, 0, MUSIC.swell_db / 2, MUSIC.swell_db], abs=0.01)


def test_the_words_that_music_goes_down_for_count(studio: Studio) -> None:
    take: Take = programme(studio).takes[0]

    def said(at: int, gain: float = 1.0, usual: float = 0.01, mark: str = "a") -> list[object]:
        starts = np.array([at], np.int64)
        words = Words([replace(take, digest=mark)], starts, starts + take.span.frames, {take.speaker: gain}, usual)
        return tape(words=words).marks(FIRST, LAST)

    assert (
        len({repr(each) for each in (said(FIRST), said(FIRST + 1), said(FIRST, 2.0), said(FIRST, 1.0, 0.02), said(FIRST, mark="b"))}) == 5
    )
    none = said(LAST + 60 * RATE)
    assert said(LAST + REACH_FRAMES) == none
    assert said(LAST + REACH_FRAMES - 1) != none
    assert said(FIRST - REACH_FRAMES - take.span.frames) == none
    assert said(FIRST - REACH_FRAMES - take.span.frames + 1) != none


def test_places_are_counted_from_the_stretch() -> None:
    """The same music a minute later has the same marks."""
    minute = 60 * RATE
    before = tape((FIRST + RATE, FIRST + 2 * RATE), starts=(FIRST + RATE,), ends=(FIRST + 2 * RATE,))
    later = [
        replace(each, span=replace(each.span, start_frame=each.span.start_frame + minute, end_frame=each.span.end_frame + minute))
        for each in before.played
    ]
    after = Tape(MUSIC, tuple(later), before.starts + minute, before.ends + minute)
    assert after.marks(FIRST + minute, LAST + minute) == before.marks(FIRST, LAST)
    assert before.marks(LAST + 2 * RATE, LAST + 3 * RATE) == [], "nothing sounds there"


def test_the_stretches_that_are_measured() -> None:
    def played(*spans: tuple[int, int]) -> list[tuple[int, int]]:
        made = [Played(MusicSpan("sting", "story", "story", start * RATE, end * RATE), STING, 1.0) for start, end in spans]
        return [(first // RATE, last // RATE) for first, last in stretches(made, 100 * RATE)]

    assert played() == []
    assert played((1, 4)) == [(1, 4)]
    assert played((1, 25)) == [(1, 11), (11, 21), (21, 25)]
    assert played((1, 4), (3, 6), (6, 8), (9, 10)) == [(1, 8), (9, 10)]
    assert played((1, 9), (2, 3)) == [(1, 9)]
    assert played((95, 120)) == [(95, 100)]


def test_room_tone_goes_on_for_as_long_as_the_programme() -> None:
    """It is a loop: any stretch of it is there, and as loud as asked for."""
    whole = room_tone(0, 200 * RATE, -60.0)
    assert len(whole) == 200 * RATE
    assert np.array_equal(room_tone(150 * RATE, 151 * RATE, -60.0), whole[150 * RATE : 151 * RATE])
    assert 20 * np.log10(np.sqrt(np.mean(whole[190 * RATE :] ** 2))) == pytest.approx(-60, abs=1)
