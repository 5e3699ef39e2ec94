from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import write
from pipeline.errors import ScriptError
from pipeline.model import Cue, Pronunciation, Script, Section, Segment, Sentence, Source
from pipeline.write.script import seal

# What may stand in a line of a script: anything that can be seen, marks and braces included.
CHARS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Zs"))
LINES = (
    st.text(st.one_of(CHARS, st.sampled_from(" []{}^*#\\|:“”")), min_size=1, max_size=60).map(lambda t: " ".join(t.split())).filter(bool)
)
NAMES = st.text(st.sampled_from("abcXYZ é’-"), min_size=1, max_size=12).map(lambda t: " ".join(t.split())).filter(bool)
SOURCES = st.builds(
    lambda file, first, more: Source(file, first, first + more),
    st.sampled_from(["a.txt", "briefings/2026-11-27.txt", "b c.txt", "https://example.org/x"]),
    st.integers(1, 9999),
    st.integers(0, 3),
)


@st.composite
def sentences(draw: st.DrawFn) -> Sentence:
    text = draw(LINES)
    said: tuple[Pronunciation, ...] = ()
    if draw(st.booleans()):
        words = text.split(" ")
        place = draw(st.integers(0, len(words) - 1))
        start = len(" ".join(words[:place])) + (1 if place else 0)
        if not set("{}|\\[]") & set(words[place]):
            said = (Pronunciation(start, start + len(words[place]), "ˈkiːjɪv"),)
    return Sentence(text, tuple(dict.fromkeys(draw(st.lists(SOURCES, min_size=1, max_size=3)))), said)


@st.composite
def segments(draw: st.DrawFn) -> Segment:
    passages = draw(st.lists(sentences(), min_size=1, max_size=3))
    if draw(st.booleans()):
        passages[-1] = replace(passages[-1], sources=())
    return Segment(
        draw(NAMES),
        tuple(passages),
        tuple(draw(st.lists(st.sampled_from(["slower", "faster", "recording: my field.mp3 1:02-1:19"]), max_size=2))),
    )


CUES = st.one_of(
    st.builds(lambda ms: Cue("pause", pause_ms=ms), st.integers(0, 60_000)),
    st.builds(Cue, st.sampled_from(["sting", "bed", "tone"]), st.sampled_from(["open", "close", "stop", "headlines", "my bed.wav"])),
)
TITLES = LINES.filter(lambda t: not t.startswith("#"))
SCRIPTS = st.builds(
    Script,
    title=LINES,
    date=st.dates(dt.date(1900, 1, 1), dt.date(2999, 1, 1)),
    show=LINES,
    format=st.sampled_from(["briefing", "story"]),
    briefing=LINES,
    briefing_sha256=st.text("0123456789abcdef", min_size=64, max_size=64),
    sections=st.lists(st.builds(Section, TITLES, st.lists(st.one_of(segments(), CUES), max_size=4).map(tuple)), min_size=1, max_size=3).map(
        tuple
    ),
).filter(lambda s: bool(s.segments))


@given(SCRIPTS)
def test_a_formatted_script_parses_to_the_same_script(script: Script) -> None:
    assert write.parse_script(write.format_script(script), "x.md") == script
    sealed = seal(script)
    text = write.format_script(sealed)
    assert write.parse_script(text, "x.md") == sealed
    assert not write.is_edited(write.parse_script(text, "x.md"))


SCRIPT = """---
title: A day
date: 2026-11-27
show: The Daily Story
format: briefing
briefing: a.txt
briefing_sha256: ''
---

# Headlines

[sting: open]

**Anchor:** Good evening.

[pause 0.6s]

<!-- a note to myself -->

**Voice of the Mayor (slower):** It is {Kyiv|ˈkiːjɪv},
and it goes on here. [^7]

[bed: stop]

[^7]: a.txt:7-8
"""


def test_a_script_as_a_person_writes_it() -> None:
    script = write.parse_script(SCRIPT, "x.md")
    assert script.date == dt.date(2026, 11, 27)
    assert [part.kind for part in script.sections[0].parts if isinstance(part, Cue)] == ["sting", "pause", "bed"]
    segment = script.segments[1]
    assert segment.role == "Voice of the Mayor"
    assert segment.settings == ("slower",)
    assert segment.text == "It is Kyiv, and it goes on here."
    assert segment.passages[0].pronunciations == (Pronunciation(6, 10, "ˈkiːjɪv"),)
    assert segment.sources == (Source("a.txt", 7, 8),)


@pytest.mark.parametrize(("settings", "shown"), [((), ""), (("slower",), " (slower)"), (("slower", "louder"), " (slower, louder)")])
def test_how_a_segment_is_spoken_stands_behind_its_role(settings: tuple[str, ...], shown: str) -> None:
    script = replace(
        write.parse_script(SCRIPT, "x.md"), sections=(Section("A", (Segment("Anchor", (Sentence("Good evening."),), settings),)),)
    )
    text = write.format_script(script)
    assert f"**Anchor{shown}:** Good evening." in text
    assert write.parse_script(text, "x.md").segments[0].settings == settings


def test_the_lines_of_many_files_keep_names_of_their_own() -> None:
    files = 26 * 27 + 2
    said = tuple(Sentence(f"This is {n}.", (Source(f"{n:03}.txt", 7, 7),)) for n in range(files))
    script = seal(replace(write.parse_script(SCRIPT, "x.md"), sections=(Section("All", (Segment("Anchor", said),)),)))
    text = write.format_script(script)
    for place, name in {0: "7", 1: "b7", 25: "z7", 26: "aa7", 27: "ab7", 52: "ba7", 26 * 27 - 1: "zz7", 26 * 27: "aaa7"}.items():
        assert f"This is {place}. [^{name}]" in text
        assert f"[^{name}]: {place:03}.txt:7\n" in text
    assert write.parse_script(text, "x.md") == script


@pytest.mark.parametrize(
    ("find", "put", "line", "says"),
    [
        ("---\ntitle", "title", 1, "header is missing"),
        ("''\n---", "''", 1, "no end"),
        ("date: 2026-11-27", "date: tomorrow", 3, "2026-11-27"),
        ("show:", "shwo:", 4, "Did you mean 'show'"),
        ("title: A day", "title: [", 2, "YAML"),
        ("# Headlines", "Headlines", 10, "nobody speaks this line|before the first chapter"),
        ("# Headlines", "## Headlines", 10, "'# Title'"),
        ("[pause 0.6s]", "[pause soon]", 16, "[pause 0.6s]"),
        ("[pause 0.6s]", "[pause 61s]", 16, "minute"),
        ("[bed: stop]", "[music: on]", 23, "is no cue"),
        ("**Anchor:** Good", "Anchor: Good", 14, "**Anchor:**"),
        ("**Anchor:** Good evening.", "**Anchor:**", 14, "says nothing"),
        ("[^7]\n", "[^8]\n", 20, "[^8] is nowhere"),
        ("a.txt:7-8", "a.txt", 25, "names no place"),
        ("a.txt:7-8", "a.txt:8-7", 25, "7-8"),
        ("a.txt:7-8", f"a.txt:{'7' * 5_000}", 25, "names no place"),
        ("[pause 0.6s]", f"[pause {'9' * 400}s]", 16, "is no cue"),
        ("title: A day", "title: &a [*a]", 2, "title is no text"),
        ("title: A day", f"title: 0x{'f' * 5_000}", 2, "title is no text"),
        ("title: A day", f"title: {'9' * 5_000}", 1, "YAML"),
        ("title: A day", f"title: 1{':1' * 400}.0", 1, "YAML"),
        ("title: A day", "title: " + "[" * 5_000, 1, "nested too deeply"),
        (
            "title: A day",
            "title: &a [" + "x, " * 99 + "]\nformat: &b [" + "*a, " * 99 + "]\ncut: [" + "*b, " * 9_999 + "]",
            2,
            "title is no text",
        ),
        ("ˈkiːjɪv}", "ˈkiːjɪv", 20, "stands alone"),
        ("{Kyiv|ˈkiːjɪv}", "{Kyiv|}", 20, "pronunciation"),
    ],
)
def test_a_mistake_is_answered_with_its_line_and_its_mend(find: str, put: str, line: int, says: str) -> None:
    assert find in SCRIPT
    with pytest.raises(ScriptError) as caught:
        write.parse_script(SCRIPT.replace(find, put, 1), "scripts/x.md")
    assert any(s in str(caught.value) for s in says.split("|")), caught.value
    assert caught.value.where == f"scripts/x.md:{line}"
    assert caught.value.remedy


@given(st.text(max_size=300))
def test_any_text_is_a_script_or_a_script_error(text: str) -> None:
    for candidate in (text, SCRIPT + text, SCRIPT[:120] + text + SCRIPT[120:]):
        where = "x.md"
        try:
            write.parse_script(candidate, "x.md")
        except ScriptError as error:
            where = error.where
        assert where.startswith("x.md")


def test_a_hand_in_the_script_shows() -> None:
    sealed = seal(write.parse_script(SCRIPT, "x.md"))
    assert not write.is_edited(sealed)
    assert write.is_edited(write.parse_script(write.format_script(sealed).replace("Good evening", "Good morning"), "x.md"))


def test_a_tone_lasts_to_the_next_one_or_the_end_of_its_chapter() -> None:
    def says(words: str) -> Segment:
        return Segment("Anchor", (Sentence(words),))

    grave, plain = Cue("tone", "casualties"), Cue("tone", "plain")
    first = Section(
        "One", (says("a"), grave, says("b"), Cue("pause", pause_ms=200), Cue("sting", "casualties"), says("c"), plain, says("d"), grave)
    )
    script = Script("T", dt.date(2026, 11, 27), "S", "briefing", "x.txt", "", (first, Section("Two", (says("e"),))))
    assert script.tones == ("", "casualties", "casualties", "", "")
