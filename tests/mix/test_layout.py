"""Where everything stands, in frames: in order, apart, summing up, chapters from 0 to the end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import AudioError
from pipeline.mix.layout import LEAST_FRAMES, Layout, Span, frames, joints, lay_out
from pipeline.mix.score import GRID_FRAMES
from pipeline.model import Cue, Pace, Script

from .sounds import script_of

GRID_MS = 1152 / 2 / 44.1 + 0.02
"""A segment may begin so much sooner or later than its pause says."""
PACE = Pace(sentence_ms=200, segment_ms=350, quote_ms=280, story_ms=1100, opening_ms=250, closing_ms=700)
PAUSE = Cue("pause", pause_ms=600)
STING = Cue("sting", "open")
BED = Cue("bed", "stop")


def gaps_ms(script: Script, body: int = 44_100) -> list[float]:
    """Speech to speech, from the start to the end of the programme."""
    count = len(script.segments)
    layout = lay_out(script, [[Span(0, body, 0)]] * count, PACE)
    edges = [0, *(f for t in layout.timings for f in (t.start_frame, t.end_frame)), layout.frames]
    return [(edges[i + 1] - edges[i]) / 44.1 for i in range(0, len(edges), 2)]


def test_each_kind_of_joint() -> None:
    script = script_of(("One", ["Anchor", "Anchor", "Voice of X", "Anchor"]), ("Two", ["Anchor"]))
    assert gaps_ms(script) == pytest.approx([250, 350, 280, 280, 1100, 700], abs=GRID_MS)


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        (["Anchor", PAUSE, "Anchor"], [250, 600, 700]),
        (["Anchor", PAUSE, STING, PAUSE, "Anchor"], [250, 1200, 700]),
        (["Anchor", Cue("pause", pause_ms=0), "Voice of X"], [250, 0, 700]),
        ([PAUSE, "Anchor"], [600, 700]),
        (["Anchor", PAUSE], [250, 600]),
        ([STING, "Anchor", BED, "Anchor", Cue("bed", "under")], [250, 350, 700]),
        ([Cue("sting"), PAUSE, "Anchor"], [600, 700]),
        (["Anchor", Cue("tone", "casualties"), "Anchor", "Voice of X", PAUSE, "Anchor"], [250, 490, 392, 600, 700]),
        ([Cue("tone", "casualties"), "Anchor", Cue("tone", "plain"), "Anchor"], [250, 350, 700]),
        (["Anchor", Cue("tone", "unknown"), "Anchor"], [250, 350, 700]),
    ],
)
def test_a_pause_takes_the_place_of_the_joints_own(parts: list[str | Cue], wanted: list[float]) -> None:
    for found, asked in zip(gaps_ms(script_of(("One", parts))), wanted, strict=True):
        assert found == pytest.approx(asked, abs=GRID_MS) or (asked < GRID_MS and 0 <= found < 2 * GRID_MS)


@pytest.mark.parametrize("sections", [[("One", ["Anchor", PAUSE]), ("Two", ["Anchor"])], [("One", ["Anchor"]), ("Two", [PAUSE, "Anchor"])]])
def test_a_pause_between_chapters_counts_on_either_side(sections: list[tuple[str, list[str | Cue]]]) -> None:
    assert gaps_ms(script_of(*sections)) == pytest.approx([250, 600, 700], abs=GRID_MS)


def test_a_section_without_words_is_no_chapter_but_its_pause_counts() -> None:
    script = script_of(("Start", [STING]), ("One", ["Anchor"]), ("Empty", [PAUSE]), ("Two", ["Anchor"]), ("End", []))
    layout = lay_out(script, [[Span(0, 1000, 0)]] * 2, PACE)
    assert [chapter.title for chapter in layout.chapters] == ["One", "Two"]
    assert gaps_ms(script) == pytest.approx([250, 600, 700], abs=GRID_MS)


def test_chapters_begin_with_their_first_sound_and_the_first_at_nought() -> None:
    script = script_of(("One", ["Anchor"]), ("Two", ["Anchor", "Anchor"]))
    layout = lay_out(script, [[Span(1000, 50_000, 900)]] * 3, PACE)
    assert [(c.start_frame, c.end_frame) for c in layout.chapters] == [
        (0, layout.timings[1].start_frame),
        (layout.timings[1].start_frame, layout.frames),
    ]


def test_soft_edges_lie_within_the_pauses() -> None:
    script = script_of(("One", ["Anchor", "Anchor"]))
    soft = lay_out(script, [[Span(1102, 44_100, 1102)]] * 2, PACE)
    hard = lay_out(script, [[Span(0, 44_100, 0)]] * 2, PACE)
    for one, other in zip(soft.timings, hard.timings, strict=True):
        assert one.start_frame == pytest.approx(other.start_frame, abs=2 * GRID_FRAMES)
        assert one.end_frame - one.start_frame == other.end_frame - other.start_frame
    assert (soft.timings[1].start_frame - soft.timings[0].end_frame) / 44.1 == pytest.approx(350, abs=GRID_MS)
    assert soft.starts[1] == soft.timings[1].start_frame - 1102


def test_sentences_of_a_segment_stand_apart_and_are_timed_one_by_one() -> None:
    script = script_of(("One", ["Anchor", Cue("tone", "casualties"), "Anchor"]))
    layout = lay_out(script, [[Span(0, 44_100, 0)] * 3, [Span(1102, 44_100, 1102)] * 2], PACE)
    for timing in layout.timings:
        assert (timing.start_frame, timing.end_frame) == (timing.parts[0][0], timing.parts[-1][1])
    gaps = [(after[0] - before[1]) / 44.1 for timing in layout.timings for before, after in pairwise(timing.parts)]
    assert gaps == pytest.approx([200, 200, 280], abs=GRID_MS)
    assert [start + lead for start, lead in zip(layout.starts, (0, 0, 0, 1102, 1102), strict=True)] == [
        part[0] for timing in layout.timings for part in timing.parts
    ]


def test_a_title_that_is_empty_is_the_programmes() -> None:
    assert lay_out(script_of((" ", ["Anchor"])), [[Span(0, 1, 0)]], PACE).chapters[0].title == "Kyiv weighs a peace plan"


def test_nothing_to_say() -> None:
    with pytest.raises(AudioError, match="nothing to say"):
        lay_out(script_of(("One", [PAUSE])), [], PACE)


def test_a_clip_too_few() -> None:
    with pytest.raises(AudioError, match="2 segments, but 1"):
        lay_out(script_of(("One", ["Anchor", "Anchor"])), [[Span(0, 1, 0)]], PACE)


def test_each_of_ten_thousand_pauses_is_as_asked_to_half_a_grid() -> None:
    count = 10_000
    layout = lay_out(script_of(("One", ["Anchor"] * count)), [[Span(0, 12_345, 0)]] * count, PACE)
    assert all(start % GRID_FRAMES == 0 for start in layout.starts)
    gaps = [after.start_frame - before.end_frame for before, after in pairwise(layout.timings)]
    assert max(abs(gap - frames(350)) for gap in gaps) <= GRID_FRAMES / 2


def test_every_segment_begins_on_the_grid_chapter_by_chapter() -> None:
    script = script_of(("One", ["Anchor"] * 3), ("Two", ["Anchor", "Voice of X"]))
    layout = lay_out(script, [[Span(1102, 54_321, 1102)] * 2] * 5, PACE)
    assert [len(own) for own in layout.opens] == [3, 2]
    assert [first for own in layout.opens for first in own] == list(layout.starts[::2])
    assert all(first % GRID_FRAMES == 0 for own in layout.opens for first in own)


PART = st.one_of(
    st.sampled_from(["Anchor", "Voice of X", "Voice of Y"]),
    st.builds(Cue, st.just("pause"), pause_ms=st.integers(0, 3000)),
    st.sampled_from([STING, BED]),
)
SCRIPTS = st.lists(st.tuples(st.text(max_size=5), st.lists(PART, max_size=6)), min_size=1, max_size=6).map(lambda s: script_of(*s))
PACES = st.builds(Pace, *[st.integers(0, 2000)] * 5)
SPANS = st.builds(Span, st.integers(0, 1200), st.integers(1, 100_000), st.integers(0, 1200))


def laid(script: Script, pace: Pace, spans: list[Span]) -> Layout | None:
    return lay_out(script, [[span] for span in spans[: len(script.segments)]], pace) if script.segments else None


@given(SCRIPTS, PACES, st.lists(SPANS, min_size=36, max_size=36))
def test_whatever_the_script(script: Script, pace: Pace, spans: list[Span]) -> None:
    layout = laid(script, pace, spans)
    if layout is None:
        return
    count = len(script.segments)
    assert [timing.number for timing in layout.timings] == list(range(1, count + 1))
    # Clips with their edges are in order, apart, and inside.
    ends = [start + span.frames for start, span in zip(layout.starts, spans, strict=False)]
    assert layout.starts[0] >= 0
    assert all(end <= start for end, start in zip(ends, layout.starts[1:], strict=False))
    assert ends[-1] <= layout.frames
    # Speech is as long as it is.
    assert all(t.end_frame - t.start_frame == s.body for t, s in zip(layout.timings, spans, strict=False))
    # The pauses and the speech make up the programme, and each pause is the one asked for or the edges that it must hold.
    gaps, closing = joints(script, pace)
    edges = [0, *(span.tail for span in spans[: count - 1])]
    pauses = [max(frames(gap.pause_ms), edge + span.lead) for gap, edge, span in zip(gaps, edges, spans, strict=False)]
    found = [a - b for a, b in zip((t.start_frame for t in layout.timings), [0, *(t.end_frame for t in layout.timings)], strict=False)]
    assert all(asked - GRID_FRAMES / 2 <= pause < asked + GRID_FRAMES for asked, pause in zip(pauses, found, strict=True))
    total = layout.timings[-1].end_frame + max(frames(closing.pause_ms), spans[count - 1].tail)
    assert layout.frames == max(total, LEAST_FRAMES)
    # Chapters follow one another from nought to the end, one for each section that says anything.
    assert layout.chapters[0].start_frame == 0
    assert layout.chapters[-1].end_frame == layout.frames
    assert all(a.end_frame == b.start_frame for a, b in zip(layout.chapters, layout.chapters[1:], strict=False))
    assert all(chapter.start_frame < chapter.end_frame for chapter in layout.chapters)
    talking = [section for section in script.sections if any(not isinstance(part, Cue) for part in section.parts)]
    assert len(layout.chapters) == len(talking)
