"""The files beside the sound at their limits: an episode of more than a minute, what is nearly right, how grave each finding is."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.check import beside, subject
from pipeline.check.finding import ERROR, WARNING, Finding
from pipeline.desk.show import Show
from tests.check.test_beside import (
    CHAPTERS,
    CUE,
    FEED,
    PSC,
    TRANSCRIPT,
    VTT,
    Damage,
    Silent,
    built,
    cover,
    picture,
    plain,
    record,
    seal,
    tagged,
    text,
)
from tests.conftest import Episode


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An episode of two minutes with its parts, published: chapters and sentences have times behind the first minute."""
    made = built(tmp_path_factory.mktemp("long"))
    show = made.parents[1]
    script = show / "scripts/2026-11-26.md"
    script.write_text(re.sub(r"(?m)^# (?!Headlines)", "[pause 50s]\n\n# ", script.read_text(encoding="utf-8"), count=2), encoding="utf-8")
    episode = Episode(show)
    assert episode("build", "--stems", "--quiet").code == 0
    assert episode("publish", "--unchecked", "--force", "--quiet").code == 0
    return made


@pytest.fixture
def folder(long: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    shutil.copytree(long.parent, tmp_path / "output")
    return tmp_path / "output" / long.name


def found(folder: Path, show: Show | None = None) -> tuple[Finding, ...]:
    return beside.check(subject.of(str(folder), show or Show(), Silent(), (), "")).findings


def kinds(folder: Path) -> list[tuple[str, str]]:
    return [(finding.severity, finding.code.removeprefix("beside.")) for finding in found(folder)]


def test_times_behind_the_first_minute_are_right(long: Path) -> None:
    told = json.loads((long / "episode.json").read_text(encoding="utf-8"))
    assert sum(each["start_ms"] > 60_000 for each in told["chapters"]) > 1
    assert found(long) == ()


EDGES: list[tuple[str, Damage, list[tuple[str, str]]]] = [
    ("chapters of another version", plain(CHAPTERS, lambda c: c.update(version="2.0.0")), [(ERROR, "json-field")]),
    ("a chapter after eleven days", plain(CHAPTERS, lambda c: c["chapters"][-1].update(startTime=1e6)), [(ERROR, "json-field")]),
    ("a chapter after for ever", text(CHAPTERS, r'"startTime": [1-9][\d.]*', '"startTime": 1e999'), [(ERROR, "json-field")]),
    ("a chapter's end", plain(CHAPTERS, lambda c: c["chapters"][0].update(endTime=0.5)), [(ERROR, "chapters")]),
    ("a minute off", text(PSC, 'start="00:01:', 'start="00:02:'), [(ERROR, "chapters")]),
    ("no end of a sentence", plain(TRANSCRIPT, lambda t: t["segments"][0].pop("endTime")), [(ERROR, "json-field")]),
    ("a speaker that is none", plain(TRANSCRIPT, lambda t: t["segments"][0].update(speaker=1)), [(ERROR, "json-field")]),
    ("a time of the page that is none", text("index.html", r'(class="s" data-start=")\d+', r"\1now"), [(ERROR, "cue-words")]),
    ("a minute off in the notes", text("notes.txt", r"^01:", "02:"), [(ERROR, "chapters")]),
    ("a cue of no length", text(VTT, CUE, r"\1 --> \1"), [(ERROR, "cue-order")]),
    ("no cover", tagged(lambda tag: tag.delall("APIC")), [(WARNING, "cover")]),
    ("a small cover", cover(lambda: picture(1399, 1399)), [(WARNING, "cover")]),
    ("a cover that is just large enough", cover(lambda: picture(1400, 1400)), []),
    ("a cover that is not too large", cover(lambda: picture(3000, 3000)), []),
    ("a cover by JPEG's other name", cover(lambda: picture(1400, 1400, "JPEG"), "image/jpg"), []),
    ("a cover for a printer", cover(lambda: picture(1400, 1400, "JPEG", "CMYK"), "image/jpeg"), [(WARNING, "cover")]),
    ("a cover in grey", cover(lambda: picture(1400, 1400, "JPEG", "L"), "image/jpeg"), []),
    ("a chapter less in the record", record(lambda r: r.update(chapters=[])), [(ERROR, "chapters")] * 2 + [(WARNING, "chapters")]),
    ("a day in full", text(FEED, "<pubDate>.*?<", "<pubDate>Thursday, 26 November 2026 10:00:00 GMT<"), [(WARNING, "feed-date")]),
    ("a day without a zone", text(FEED, "<pubDate>.*?<", "<pubDate>Thu, 26 Nov 2026 10:00:00 -0000<"), [(WARNING, "feed-date")]),
]


@pytest.mark.parametrize(("damage", "expected"), [pytest.param(how, what, id=name) for name, how, what in EDGES])
def test_each_limit_has_its_finding_and_its_weight(folder: Path, damage: Damage, expected: list[tuple[str, str]]) -> None:
    damage(folder)
    seal(folder)
    if all(not code.startswith("feed") for _, code in expected):  # which names the file as it was
        (folder / FEED).unlink()
    assert set(expected) <= set(kinds(folder)) if len(expected) > 1 else kinds(folder) == expected


def test_three_of_a_kind_are_told_without_a_count(folder: Path) -> None:
    text(VTT, "<v Anchor>", "<v Somebody>", 3)(folder)
    seal(folder)
    assert [finding.code for finding in found(folder)] == ["beside.cue-speaker"] * 3
    assert not any("more like it" in finding.message for finding in found(folder))


def test_what_is_no_utf_8_is_named_with_its_line(folder: Path) -> None:
    notes = folder / "notes.txt"
    notes.write_bytes(notes.read_bytes().rstrip(b"\n") + b"\none\n\xff\n")
    seal(folder)
    (finding,) = found(folder)
    assert finding.where == f"{notes}:{notes.read_bytes().count(10)}"


def test_of_the_feed_only_the_episodes_own_item_is_looked_at(folder: Path) -> None:
    path = folder / FEED
    feed = path.read_text(encoding="utf-8")
    item = re.search(r"(?s)<item>.*</item>", feed)
    assert item is not None
    other = re.sub(r'length="\d+"', 'length="7"', item[0].replace(f"/{folder.name}/", "/2026-11-25/")).replace(
        '<guid isPermaLink="false">', "<guid>1"
    )
    path.write_text(feed.replace(item[0], item[0] + other), encoding="utf-8")
    assert found(folder) == ()
    again = (
        item[0]
        .replace(f"/{folder.name}/", f"/{folder.name}.v2/")
        .replace("<itunes:duration>", "<itunes:duration>9")
        .replace('<guid isPermaLink="false">', "<guid>2")
    )
    path.write_text(feed.replace(item[0], again), encoding="utf-8")
    assert {finding.code for finding in found(folder)} >= {"beside.feed-duration"}


def test_a_feed_that_stands_where_the_settings_say_is_looked_at_too(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "web").mkdir()
    shutil.copytree(folder, tmp_path / "web" / folder.name)
    feed = (folder / FEED).resolve()
    (tmp_path / "web/feed.xml").write_text(
        feed.read_text(encoding="utf-8").replace('type="audio/mpeg"', 'type="audio/wav"', 1), encoding="utf-8"
    )
    feed.unlink()
    show = Show(folder=tmp_path)
    there = replace(show, feed=replace(show.feed, to="web"))
    assert found(folder, show) == ()
    assert [finding.code for finding in found(folder, there)] == ["beside.feed-type"]


def _changed(at: int, data: bytes) -> Callable[[bytes], bytes]:
    return lambda wav: wav[:at] + data + wav[at + len(data) :]


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(_changed(0, b"RIFX"), id="no RIFF"),
        pytest.param(_changed(8, b"AVI "), id="no WAVE"),
        pytest.param(_changed(28, bytes(4)), id="no speed"),
        pytest.param(lambda wav: wav[: wav.rindex(b"data", 0, 4096)], id="no sound"),
        pytest.param(lambda wav: wav[:-100_000], id="cut"),
        pytest.param(lambda wav: wav[:20], id="torn"),
    ],
)
def test_every_part_that_is_spoiled_is_found_beside_another(folder: Path, spoil: Callable[[bytes], bytes]) -> None:
    first, *_, last = sorted((folder / "stems").glob("*.wav"))
    for path in (first, last):
        path.write_bytes(spoil(path.read_bytes()))
    assert [(finding.code, finding.where) for finding in found(folder)] == [("beside.stems", str(path)) for path in (first, last)]


def test_a_record_that_is_no_json_is_found_where_nothing_else_was_made(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name not in ("script.md", "episode.json"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    (folder / "episode.json").write_text("{", encoding="utf-8")
    assert kinds(folder) == [(ERROR, "record")]


@pytest.mark.parametrize(("off_ms", "expected"), [(50, set()), (-50, set()), (60, {"chapter-time"}), (-60, {"duration"})])
def test_the_last_chapter_ends_with_the_programme_but_for_a_frame(folder: Path, off_ms: int, expected: set[str]) -> None:
    record(lambda r: r["chapters"][-1].update(end_ms=r["duration_ms"] + off_ms))(folder)
    seal(folder)
    assert {code for _, code in kinds(folder)} & {"chapter-time", "duration"} == expected
