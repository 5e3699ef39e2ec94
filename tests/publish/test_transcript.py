"""The transcript keeps to WebVTT, to the frames, and to the words."""

from __future__ import annotations

import html
import itertools
import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model import Programme, Script, Section, Segment, Sentence
from pipeline.publish.cues import Form, cues
from pipeline.publish.record import document
from pipeline.publish.told import Span, Told, told
from pipeline.publish.transcript import as_read, escape, webvtt

from .made import DAY, episode_in, programme_of, told_of

STAMP = re.compile(r"(\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3}) --> (\d{2,}):([0-5]\d):([0-5]\d)\.(\d{3})")


def parsed(vtt: str) -> list[tuple[int, int, str, list[str]]]:
    """(start, end, speaker, displayed lines): a strict reading, by the grammar of the W3C's WebVTT."""
    head, *blocks = vtt.rstrip("\n").split("\n\n")
    assert head == "WEBVTT"
    found = []
    for block in blocks:
        times, *lines = block.split("\n")
        match = STAMP.fullmatch(times)
        assert match, times
        a, b, c, d, e, f, g, h = map(int, match.groups())
        payload = "\n".join(lines)
        assert "-->" not in payload
        voice = re.match(r"<v ([^<>\n]+)>", payload)
        assert voice, payload
        rest = payload[voice.end() :]
        assert "<" not in rest
        assert ">" not in rest
        assert not re.search(r"&(?!amp;|lt;|gt;)", rest)
        assert all(line.strip() for line in rest.split("\n")), rest
        found.append(
            (
                ((a * 60 + b) * 60 + c) * 1000 + d,
                ((e * 60 + f) * 60 + g) * 1000 + h,
                html.unescape(voice[1]),
                html.unescape(rest).split("\n"),
            )
        )
    return found


def one(text: str, *, role: str = "Anchor", frames: int = 441_000, words: Sequence[int | None] = ()) -> Told:
    script = Script("t", DAY, "s", "story", "b", "", (Section("One", (Segment(role, (Sentence(text),)),)),))
    return told_of(script, programme_of(Path("x.mp3"), [(0, frames)]), words={1: [words]} if words else {})


def test_an_episode(tmp_path: Path) -> None:
    episode = episode_in(tmp_path)
    found = parsed(webvtt(told(document(episode))))
    assert [speaker for _, _, speaker, _ in found] == [
        "Anchor",
        "Anchor",
        "Anchor",
        "Voice of President Putin",
        "Voice of President Putin",
    ][-len(found) :]
    assert (found[0][0], found[-1][1]) == (250, 15_873)
    assert "& left <early>." in " ".join(found[-1][3])
    for timing, speaker_first in zip(episode.programme.timings, (250, 5408, 11_164), strict=True):
        assert episode.programme.ms(timing.start_frame) == speaker_first
        assert speaker_first in [start for start, *_ in found]
        assert episode.programme.ms(timing.end_frame) in [end for _, end, *_ in found]


def test_a_sentence_has_the_time_of_its_own_sound(tmp_path: Path) -> None:
    episode = episode_in(tmp_path)
    putin = [(start, end) for start, end, speaker, _ in parsed(webvtt(told(document(episode)))) if "Putin" in speaker]
    assert (putin[0][0], putin[-1][1]) == (11_164, 15_873)
    assert 13_379 in [end for _, end in putin]
    assert 13_764 in [start for start, _ in putin]


def test_a_long_sentence_is_broken_behind_a_clause() -> None:
    text = (
        "The delegations of both countries met in Geneva on Sunday to talk about the plan, which had been drawn up "
        "without them; neither side said afterwards what had been agreed, if anything had."
    )
    found = parsed(webvtt(one(text)))
    assert len(found) >= 2
    assert " ".join(line for cue in found for line in cue[3]) == text
    assert found[0][3][-1].endswith((",", ";"))


def test_pronunciations_are_for_the_voice_alone() -> None:
    assert as_read("In {Kyiv|ˈkiːjɪv} and {Bishkek|bɪʃˈkɛk}, {braces} stay.") == "In Kyiv and Bishkek, {braces} stay."


def test_time_is_shared_by_characters() -> None:
    said = one(f"{'a' * 50} {'b' * 50} {'c' * 50} {'d' * 50}", frames=44_100 * 10)
    (first_start, first_end, *_), (second_start, second_end, *_) = parsed(webvtt(said))
    assert (first_start, second_end) == (0, 10_000)
    assert first_end == second_start == pytest.approx(5000, abs=50)


def test_a_cue_ends_by_the_first_word_that_has_a_time() -> None:
    a, c, d = "a" * 50, "c" * 50, "d" * 50  # c is spoken in one with the word before it
    assert webvtt(one(f"{a} b {c} {d} e", words=[100, 500, None, 6000, 9000])).split("\n\n")[1:] == [
        f"00:00:00.000 --> 00:00:06.000\n<v Anchor><00:00:00.100>{a} <00:00:00.500>b",
        f"00:00:06.000 --> 00:00:10.000\n<v Anchor>{c}\n{d} <00:00:09.000>e\n",  # no time that is the cue's own
    ]


def test_no_words_no_cue() -> None:
    assert webvtt(one("   ")) == "WEBVTT\n"


WORDS = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(["word", "a", "Sentence.", "clause,", "<b>", "-->", "&amp;", "x" * 200, "“What?”", "é🎉"]), max_size=80).map(
        " ".join
    ),
)
ROLES = st.one_of(st.sampled_from(["Anchor", "Voice of President Putin", "R" * 90, "a <b> & c", "", "two\nlines"]), st.text(max_size=20))


PARTS = st.lists(st.tuples(ROLES, st.lists(WORDS, min_size=1, max_size=3), st.integers(0, 3_000_000), st.integers(0, 200_000)), max_size=6)
"""(role, passages, frames, frames of silence before it) of each segment."""


def made_of(parts: list[tuple[str, list[str], int, int]]) -> Told:
    return told_of(*scripted(parts))


def scripted(parts: list[tuple[str, list[str], int, int]]) -> tuple[Script, Programme]:
    segments, bounds, at = [], [], 0
    for role, texts, length, gap in parts:
        segments.append(Segment(role, tuple(Sentence(text) for text in texts)))
        bounds.append((at + gap, at + gap + length))
        at += gap + length
    script = Script("t", DAY, "s", "story", "b", "", (Section("One", tuple(segments)),))
    return script, programme_of(Path("x.mp3"), bounds)


@given(PARTS)
def test_whatever_is_said(parts: list[tuple[str, list[str], int, int]]) -> None:
    script, programme = scripted(parts)
    vtt = webvtt(told_of(script, programme))
    assert "\0" not in vtt
    found = parsed(vtt)
    # Strictly in order, each with a length, none over the next.
    assert all(start < end for start, end, *_ in found)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
    # Every word is there, in order; each segment's cues fill exactly its time.
    for segment, timing in zip(script.segments, programme.timings, strict=True):
        first, last = programme.ms(timing.start_frame), programme.ms(timing.end_frame)
        mine = [cue for cue in found if first <= cue[0] < last]
        words = "".join(line for cue in mine for line in cue[3]).replace(" ", "")
        if last - first > 100:
            assert words == "".join(as_read(passage.text) for passage in segment.passages).replace(" ", "")
            assert all(len(cue[3]) <= 2 and all(len(line) <= 65 for line in cue[3]) for cue in mine)
        if mine:
            assert (mine[0][0], mine[-1][1]) == (first, last)


@given(WORDS, st.integers(25, 65), st.integers(25, 65))
def test_lines_and_cues_are_short_enough(text: str, line: int, first_line: int) -> None:
    form = Form(max(line, first_line), first_line, escape)
    for cue in cues(Span(as_read(text), 0, 100_000), form):
        lines = [" ".join(word.text for word in words) for words in cue.lines]
        assert len(lines) <= 2
        assert len(lines[0]) <= first_line
        assert all(0 < len(line) <= form.line for line in lines)


def test_a_line_may_be_full_to_its_last_character() -> None:
    def lines(text: str, line: int, first_line: int) -> list[list[str]]:
        return [
            [" ".join(word.text for word in row) for row in cue.lines] for cue in cues(Span(text, 0, 9_000), Form(line, first_line, escape))
        ]

    assert lines("abcd efghi", 10, 10) == [["abcd efghi"]]
    assert lines("abcd efghi", 10, 9) == [["abcd", "efghi"]]
    assert lines("ab cdefghij klmnop qrs", 10, 10) == [["ab", "cdefghij"], ["klmnop qrs"]]


def test_raw_lines_are_short_too_where_the_name_leaves_room(tmp_path: Path) -> None:
    vtt = webvtt(told(document(episode_in(tmp_path))))
    assert max(map(len, vtt.splitlines())) <= 65
