"""The files beside the audio, each read back by what others read it with: a strict parser, a schema, a grammar."""

from __future__ import annotations

import itertools
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import fastjsonschema
import pytest
from hypothesis import given, settings
from lxml import etree, html

from pipeline.errors import PublishError
from pipeline.model import Chapter, Script, Section, Segment, Sentence, Source
from pipeline.publish import publish, renew
from pipeline.publish.beside import FILES
from pipeline.publish.chapters import chapters_json, simple_chapters, timestamps
from pipeline.publish.record import document
from pipeline.publish.told import Told, address, told
from pipeline.publish.transcript import srt, transcript_html, transcript_json, webvtt

from .made import CLIPS, DAY, RATE, episode_in, programme_of, told_of
from .outside import needs_webvtt_parser, webvtt_errors
from .test_transcript import PARTS, made_of, one, parsed

SCHEMAS = Path(__file__).parent / "schemas"
TRANSCRIPT = fastjsonschema.compile(json.loads((SCHEMAS / "transcript.schema.json").read_text()))
CHAPTERS = fastjsonschema.compile(json.loads((SCHEMAS / "chapters.schema.json").read_text()))
PSC = etree.RelaxNG(etree.parse(SCHEMAS / "psc.rng"))
NPT = "{http://podlove.org/simple-chapters}"

BLOCK = re.compile(r"(\d+)\n(\d\d):([0-5]\d):([0-5]\d),(\d{3}) --> (\d\d):([0-5]\d):([0-5]\d),(\d{3})\n(.+(?:\n.+)*)\n")


def cards(text: str) -> list[tuple[int, int, list[str]]]:
    """(start, end, lines) of a SubRip file, by a strict reading."""
    found = []
    for n, block in enumerate(text.split("\n\n") if text else [], 1):
        match = BLOCK.fullmatch(block.rstrip("\n") + "\n")
        assert match, block
        number, *numbers, lines = match.groups()
        assert int(number) == n
        a, b, c, d, e, f, g, h = map(int, numbers)
        found.append((((a * 60 + b) * 60 + c) * 1000 + d, ((e * 60 + f) * 60 + g) * 1000 + h, lines.split("\n")))
    return found


def episode_told(tmp_path: Path) -> Told:
    return told(document(episode_in(tmp_path)))


# ── SubRip ───────────────────────────────────────────────────────────────────────────────────────────────


def test_srt_names_who_speaks_where_that_changes(tmp_path: Path) -> None:
    found = cards(srt(episode_told(tmp_path)))
    words = [" ".join(lines) for *_, lines in found]
    assert words[0].startswith("Anchor: Good evening.")
    assert sum("Anchor:" in text for text in words) == 1
    assert sum("Voice of President Putin:" in text for text in words) == 1
    assert (found[0][0], found[-1][1]) == (250, 15_873)
    assert words[-1].endswith("said & left <early>.")


@settings(max_examples=60)
@given(PARTS)
def test_srt_whatever_is_said(parts: list[tuple[str, list[str], int, int]]) -> None:
    said = made_of(parts)
    text = srt(said)
    found = cards(text)
    assert text.count("-->") == len(found)
    assert all(start < end for start, end, _ in found)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(found))
    if all(span.end_ms - span.start_ms > 1000 for span in said.spans):
        assert all(len(lines) <= 2 and all(0 < len(line) <= 32 for line in lines) for *_, lines in found)
        shown = "".join("".join(lines) for *_, lines in found).replace(" ", "")
        assert len(shown) >= sum(len(span.text.replace("-->", "→").replace(" ", "")) for span in said.spans)


def test_a_name_that_is_longer_than_a_line_is_cut_at_a_word() -> None:
    (first, *_) = cards(srt(one("Yes.", role="Voice of the deputy chair of the committee on fisheries")))
    assert " ".join(first[2]) == "Voice of the deputy chair of…: Yes."


# ── WebVTT ───────────────────────────────────────────────────────────────────────────────────────────────


@needs_webvtt_parser
def test_the_w3cs_parser_finds_nothing_wrong(tmp_path: Path) -> None:
    hostile = one("a <script>alert(1)</script> & --> {\\an8} <v Nobody>b</v> &amp; <00:00:01.000> \u2028 c" * 9, role="R <b>&--> x")
    timed = one("One two three four.", words=[0, 2000, 4000, 9999])
    backwards = one("One two three four.", words=[0, 4000, 2000, 20_000])
    good = [webvtt(each) for each in (episode_told(tmp_path), hostile, timed, backwards, one("  "))]
    assert webvtt_errors(*good) == [[]] * 5
    bad = "WEBVTT\n\n00:00:05.000 --> 00:00:01.000\n<v Anchor>backwards\n"
    assert webvtt_errors(bad)[0]


def test_words_have_their_times_inside_a_cue() -> None:
    vtt = webvtt(one("One <two> three four.", words=[0, 2000, 4000, 9999]))
    assert vtt.endswith("<v Anchor>One <00:00:02.000>&lt;two&gt; <00:00:04.000>three <00:00:09.999>four.\n")


def test_a_cue_ends_where_its_next_word_begins() -> None:
    text = " ".join(["word"] * 40)
    times = [n * 200 for n in range(20)] + [6000 + n * 100 for n in range(20)]
    starts = [start for start, *_ in parsed(re.sub(r"<\d[\d:.]*>", "", webvtt(one(text, words=times))))]
    assert len(starts) >= 2
    assert set(starts) <= set(times)


def test_times_that_do_not_fit_the_words_are_not_used() -> None:
    assert webvtt(one("One two three.", words=[0, 2000])) == webvtt(one("One two three."))
    assert "<0" not in webvtt(one("One two three.", words=[0, 4000, 3000]))


# ── what a reader reads ──────────────────────────────────────────────────────────────────────────────────


def test_all_show_the_written_form() -> None:
    said = one("In {Kyiv|ˈkiːjɪv}, 38F and £1.5m were reported at 18:30 on 20 November 2026, the {BBC|ˌbiːbiːˈsiː} said.")
    written = "In Kyiv, 38F and £1.5m were reported at 18:30 on 20 November 2026, the BBC said."
    flat = [" ".join(text.split()).replace("<v Anchor>", "") for text in (webvtt(said), srt(said))]
    for text in flat:
        assert [word for word in written.split() if word not in text.split()] == []
        assert "ˈ" not in text
    assert [segment["body"] for segment in json.loads(transcript_json(said))["segments"]] == [written]
    assert html.fromstring(transcript_html(said)).findtext(".//p") == written


def test_json_as_podcasting_2_wants_it(tmp_path: Path) -> None:
    found = TRANSCRIPT(json.loads(transcript_json(episode_told(tmp_path))))
    assert found["segments"][-1] == {
        "speaker": "Voice of President Putin",
        "startTime": 13.764,
        "endTime": 15.873,
        "body": "“We’ll see,” he said & left <early>.",
    }
    assert len(found["segments"]) == 4


def test_html_as_podcasting_2_wants_it(tmp_path: Path) -> None:
    page = html.document_fromstring(transcript_html(episode_told(tmp_path)))
    assert [child.tag for child in page.body] == ["cite", "time", "p"] * 3
    assert [(c.text, t.text) for c, t in zip(page.iter("cite"), page.iter("time"), strict=True)] == [
        ("Anchor:", "0:00"),
        ("Anchor:", "0:05"),
        ("Voice of President Putin:", "0:11"),
    ]
    assert list(page.iter("p"))[2].text == "There are questions still to be discussed. “We’ll see,” he said & left <early>."
    assert page.get("lang") == "en"


# ── chapters ─────────────────────────────────────────────────────────────────────────────────────────────


def chaptered(titles: list[tuple[str, int, bool]]) -> Told:
    """Chapters of so many seconds, each with a sentence that a source said or that none did."""
    sections, bounds, chapters, at = [], [], [], 0
    for title, seconds, sourced in titles:
        sentence = Sentence("Words.", (Source("https://example.org/live", 4, 4),) if sourced else ())
        sections.append(Section(title, (Segment("Anchor", (sentence,)),)))
        end = at + seconds * RATE
        bounds.append((at, end - 1000))
        chapters.append(Chapter(title, at, end))
        at = end
    script = Script("t", DAY, "s", "briefing", "b", "", tuple(sections))
    return told_of(script, programme_of(Path("x.mp3"), bounds, tuple(chapters)))


def test_each_chapter_has_the_address_of_its_source(tmp_path: Path) -> None:
    found = CHAPTERS(json.loads(chapters_json(episode_told(tmp_path))))["chapters"]
    assert [chapter.get("url") for chapter in found] == [None, "https://example.org/day?a=1&b=2"]
    given = told(document(episode_in(tmp_path), urls=["javascript:alert(1)", "https://example.org/other"]))
    assert [chapter.url for chapter in given.chapters] == ["", "https://example.org/other"]


def test_podlove_chapters(tmp_path: Path) -> None:
    tree = etree.fromstring(simple_chapters(episode_told(tmp_path)).encode())
    PSC.assertValid(tree)
    assert [dict(chapter.attrib) for chapter in tree] == [
        {"start": "00:00:00.000", "title": "Headlines"},
        {"start": "00:00:05.408", "title": "The offer from Bishkek", "href": "https://example.org/day?a=1&b=2"},
    ]
    odd = etree.fromstring(simple_chapters(chaptered([('"A" <b> & \x07 \ud800 \ufffe', 40, True)])).encode())
    PSC.assertValid(odd)
    assert odd[0].get("title").split() == ['"A"', "<b>", "&"]


def test_a_title_that_is_too_long_is_cut_at_a_word() -> None:
    said = chaptered([("The parliament’s committee on agriculture and fisheries meets", 60, True)] * 3)
    for title in [*(t for _, t in timestamps(said)), *(c.get("title") for c in etree.fromstring(simple_chapters(said)))]:
        assert title == "The parliament’s committee on…"
    assert json.loads(chapters_json(said))["chapters"][0]["title"].endswith("fisheries meets")


def test_lines_for_a_description() -> None:
    day = [("Headlines", 50, True), ("A", 70, True), ("B", 20, True), ("Sign-off", 12, False)]
    assert timestamps(chaptered(day)) == [("00:00", "Headlines"), ("00:50", "A"), ("02:00", "B")]
    assert timestamps(chaptered(day[2:])) == []
    full, over = f"{'a' * 19} {'b' * 20}", f"{'a' * 19} {'b' * 21}"  # Spotify shows 40 characters
    assert [title for _, title in timestamps(chaptered([(full, 40, True), (over, 40, True), ("C", 40, True)]))] == [
        full,
        f"{'a' * 19}…",
        "C",
    ]
    assert timestamps(chaptered([day[0], day[1], day[3]]))[-1] == ("02:00", "Sign-off")
    assert timestamps(chaptered([("A", 3600, True)] * 3)) == [("00:00:00", "A"), ("01:00:00", "A"), ("02:00:00", "A")]


@pytest.mark.parametrize(
    ("url", "good"),
    [
        ("https://example.org/a?b=c&d#e", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt://example.org/%0aalert(1)", False),
        ("data:text/html,<script>", False),
        ('https://example.org/"onmouseover="x', False),
        ("https://example.org/\nx", False),
        ("https://[", False),
        ("//example.org", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(url: object, good: bool) -> None:
    assert address(url) == (url if good else "")


# ── from the record alone ────────────────────────────────────────────────────────────────────────────────


def test_all_can_be_made_again_from_the_record(tmp_path: Path) -> None:
    script = tmp_path / "script.md"
    script.write_text("# Headlines\n", encoding="utf-8")
    files = publish(episode_in(tmp_path), clips=CLIPS, also={"script": script})
    before = {role: path.read_bytes() for role, path in files.items()}
    for role in FILES:
        files[role].unlink()
    record: dict[str, Any] = json.loads(before["episode"])
    assert {role: path.read_bytes() for role, path in renew(record, tmp_path).items()} == before


def test_a_corrected_record_changes_what_stands_beside(tmp_path: Path) -> None:
    files = publish(episode_in(tmp_path), clips=CLIPS)
    record = json.loads(files["episode"].read_text(encoding="utf-8"))
    record["segments"][2]["sentences"][0]["text"] = "There were no questions left."
    again = renew(record, tmp_path)
    for role in ("vtt", "srt", "transcript", "html"):
        text = " ".join(again[role].read_text(encoding="utf-8").split())
        assert "questions left." in text
        assert "still to be" not in text
    assert json.loads(again["episode"].read_text())["files"]["vtt"]["bytes"] == again["vtt"].stat().st_size


def test_what_is_no_record_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"episode\.json: this is not the record of an episode: KeyError: 'segments'"):
        renew({"title": "x"}, tmp_path)


def test_sentences_with_one_time_are_one(tmp_path: Path) -> None:
    episode = episode_in(tmp_path)
    whole = replace(episode.programme, timings=tuple(replace(timing, parts=()) for timing in episode.programme.timings))
    spans = told(document(replace(episode, programme=whole))).spans
    assert [span.text for span in spans][-1].startswith("There are questions still to be discussed. “We’ll see,”")
    assert spans[-1].sources == ("briefings/day.txt:15-16", "briefings/day.txt:17")


def test_a_correction_belongs_to_the_sentence_that_says_it(tmp_path: Path) -> None:
    record = document(episode_in(tmp_path))
    record["segments"][0]["sentences"][0]["text"] = "They said: “There are questions still to be discussed.”"
    said = ["There are questions still to be discussed.", "Gone since.", ""]
    record["corrections"] = [{"date": "2026-11-28", "was": "x", "is": each, "note": ""} for each in said]
    spans = [correction.span for correction in told(record).corrections]
    assert [span.start_ms if span else None for span in spans] == [11_164, None, None]
