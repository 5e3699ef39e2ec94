"""The gate for the files beside the sound: each damage that is planted in a finished folder is found by its name, and a whole folder has none."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.check import beside, subject
from pipeline.check.finding import Part
from pipeline.desk.show import Show
from tests.conftest import Episode

DAY = """\
Mayor Ada Stone said that the north bridge in Bexmouth & Sons Street would open again on Friday.
“The repairs are done and the bridge is safe,” Stone told reporters at the town hall.
The bridge has been closed since a barge hit it in March.

Farmers in the valley lost a third of their apples to frost in April, the growers’ union said.
“None of us has seen a spring like it,” union leader Tom Reed said.

Snow fell on the pass, and the road was closed for three hours.
"""
SHOW = 'title = "Valley News"\nengine = "tone"\nloudness_lufs = -16\n[feed]\nurl = "https://example.org/pod/"\ndescription = "The valley."\n'

Damage = Callable[[Path], None]


class Silent:
    """Nobody watches."""

    def note(self, text: str) -> None: ...

    def stage(self, name: str) -> None: ...

    def step(self, done: float, total: float) -> None: ...


def built(folder: Path, *words: str, day: str = DAY, show: str = SHOW) -> Path:
    """A finished episode in a show of its own."""
    (folder / "briefings").mkdir(parents=True)
    (folder / "episode.toml").write_text(show, encoding="utf-8")
    (folder / "briefings/2026-11-26.txt").write_text(day, encoding="utf-8")
    made = Episode(folder)("build", "briefings/2026-11-26.txt", "--json", *words)
    assert made.code == 0, made.err
    return Path(made.json["dir"])


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("whole"))


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """A copy that a test may damage."""
    shutil.copytree(whole, tmp_path / "output" / whole.name)
    return tmp_path / "output" / whole.name


def checked(folder: Path) -> Part:
    return beside.check(subject.of(str(folder), Show(), Silent(), (), ""))


def codes(folder: Path) -> set[str]:
    return {finding.code.removeprefix("beside.") for finding in checked(folder).findings}


def seal(folder: Path) -> None:
    """The record says of each file what it is now, so that only what stands in it is wrong."""
    record = json.loads((folder / "episode.json").read_text(encoding="utf-8"))
    for each in record["files"].values():
        if (folder / each["name"]).is_file():
            data = (folder / each["name"]).read_bytes()
            each.update(bytes=len(data), sha256=hashlib.sha256(data).hexdigest())
    (folder / "episode.json").write_text(json.dumps(record, ensure_ascii=False), encoding="utf-8")


# ── ways to damage a file ────────────────────────────────────────────────────────────────────────────────


def text(name: str, old: str, new: str, count: int = 1) -> Damage:
    """Another text in a file; `old` is a pattern."""

    def damage(folder: Path) -> None:
        was = (folder / name).read_text(encoding="utf-8")
        now = re.sub(old, new, was, count=count, flags=re.MULTILINE)
        assert now != was, (name, old)
        (folder / name).write_text(now, encoding="utf-8")

    return damage


def plain(name: str, change: Callable[[Any], None]) -> Damage:
    """Other values in a JSON file."""

    def damage(folder: Path) -> None:
        values = json.loads((folder / name).read_text(encoding="utf-8"))
        change(values)
        (folder / name).write_text(json.dumps(values, ensure_ascii=False, indent=2), encoding="utf-8")

    return damage


def record(change: Callable[[Any], None]) -> Damage:
    return plain("episode.json", change)


def gone(name: str) -> Damage:
    return lambda folder: (folder / name).unlink()


def added(name: str, data: bytes) -> Damage:
    def damage(folder: Path) -> None:
        (folder / name).write_bytes((folder / name).read_bytes() + data)

    return damage


VTT, SRT, TRANSCRIPT = "transcript.vtt", "transcript.srt", "transcript.json"
CHAPTERS, PSC, SCRIPT = "chapters.json", "chapters.psc.xml", "script.md"
CUE = r"(\d\d:\d\d:\d\d.\d{3}) --> (\d\d:\d\d:\d\d.\d{3})"

UNSEALED: list[tuple[str, Damage, set[str]]] = [
    ("a file is gone", gone("notes.html"), {"file-missing"}),
    ("a byte more", added("transcript.html", b"\n"), {"file-changed"}),
    ("another byte", text("notes.txt", "Chapters", "chapters"), {"file-changed"}),
    ("no hash", record(lambda r: r["files"]["vtt"].update(sha256="0" * 64)), {"file-changed"}),
    ("a path out of the folder", record(lambda r: r["files"]["notes"].update(name="../x.html")), {"file-unsafe"}),
    ("no audio named", record(lambda r: r["files"].pop("mp3")), {"file-unnamed"}),
    ("half a record", text("episode.json", r"(?s)\"segments\".*", ""), {"record"}),
    ("no record", gone("episode.json"), {"record"}),
    ("a record without segments", record(lambda r: r.pop("segments")), {"record"}),
    ("a time that is none", record(lambda r: r.update(duration_ms="long")), {"record"}),
]

SEALED: list[tuple[str, Damage, set[str]]] = [
    ("no UTF-8", added("notes.txt", b"\xff"), {"encoding"}),
    ("no day", record(lambda r: r.update(date="26 November")), {"record-field", "script-head"}),
    ("segments over one another", record(lambda r: r["segments"][1].update(start_ms=0)), {"record-time"}),
    ("a segment's text", record(lambda r: r["segments"][0].update(text="Hello.")), {"record-words", "script-words"}),
    ("a word outside", record(lambda r: r["segments"][0]["sentences"][0].update(words_ms=[0, 1])), {"word-time"}),
    # ── WebVTT and SubRip
    ("no WEBVTT", text(VTT, "WEBVTT", "WEBVT"), {"cue-syntax"}),
    ("a comma in WebVTT's times", text(VTT, r"(\d)\.(\d{3}) -->", r"\1,\2 -->"), {"cue-syntax"}),
    ("a tag from the text", text(VTT, "<v Anchor>Hello", "<v Anchor><b onclick=x>Hello</b><script>"), {"cue-syntax"}),
    ("a bare &", text(VTT, "&amp;", "&"), {"cue-syntax"}),
    ("a cue's word", text(VTT, "bridge", "fridge"), {"cue-words"}),
    ("a cue is missing", text(VTT, CUE + r"\n<v Anchor>Hello[^\n]*\n(?:[^\n]+\n)*\n", ""), {"cue-words"}),
    ("the last cue is missing", text(VTT, CUE + r"\n[^\n]*\n(?:[^\n]+\n)*\Z", ""), {"cue-words"}),
    ("an empty cue", text(VTT, r"\Z", "\n00:00:00.500 --> 00:00:00.600\n<v Anchor>\n"), {"cue-empty", "cue-order", "cue-words"}),
    ("a cue goes back", text(VTT, CUE, r"\2 --> \1"), {"cue-order"}),
    ("another speaker", text(VTT, "<v Anchor>", "<v Tom Reed>"), {"cue-speaker"}),
    ("a cue too early", text(VTT, CUE, r"00:00:00.001 --> \2"), {"cue-time"}),
    ("a word's time outside its cue", text(VTT, "<v Anchor>(\\w+)", r"<v Anchor><00:59:00.000>\1"), {"word-time"}),
    ("SubRip's numbers", text(SRT, r"^3$", "4"), {"cue-syntax"}),
    ("SubRip's times", text(SRT, r"^(\d\d:\d\d:\d\d),", r"\1."), {"cue-syntax"}),
    ("a word in SubRip", text(SRT, "bridge", "fridge"), {"cue-words"}),
    ("nobody speaks", text(SRT, "^Anchor: ", ""), {"cue-speaker"}),
    ("past the end", text(SRT, r"--> (\S+)(?=\n[^\n]*\n(?:[^\n]+\n)*\Z)", "--> 00:59:59,000"), {"cue-late", "cue-time"}),
    # ── the transcript's JSON
    ("no JSON", text(TRANSCRIPT, r"\]", ""), {"json"}),
    ("no body", plain(TRANSCRIPT, lambda t: t["segments"][1].pop("body")), {"json-field"}),
    ("no version", plain(TRANSCRIPT, lambda t: t.pop("version")), {"json-field"}),
    ("a sentence is missing", plain(TRANSCRIPT, lambda t: t["segments"].pop(1)), {"cue-words"}),
    ("a sentence's time", plain(TRANSCRIPT, lambda t: t["segments"][0].update(startTime=0.1)), {"cue-time"}),
    # ── chapters
    ("a chapter's title", plain(CHAPTERS, lambda c: c["chapters"][1].update(title="Another")), {"chapters"}),
    ("a chapter's start", plain(CHAPTERS, lambda c: c["chapters"][1].update(startTime=1.5)), {"chapters"}),
    ("a chapter is missing", plain(CHAPTERS, lambda c: c["chapters"].pop()), {"chapters"}),
    ("a chapter's time in words", plain(CHAPTERS, lambda c: c["chapters"][0].update(startTime="0")), {"json-field"}),
    ("a chapter leads to a script", plain(CHAPTERS, lambda c: c["chapters"][0].update(url="javascript:alert(1)")), {"link"}),
    ("no XML", text(PSC, "</psc:chapters>", ""), {"xml"}),
    ("an entity", text(PSC, r"\A", '<!DOCTYPE x [<!ENTITY a "b">]>\n'), {"xml"}),
    ("another namespace", text(PSC, "simple-chapters", "other"), {"xml"}),
    ("Podlove's title", text(PSC, 'title="Headlines"', 'title="Other"'), {"chapters"}),
    ("a chapter without a name", record(lambda r: r["chapters"][0].update(title="")), {"chapter-title", "chapters", "script-chapters"}),
    ("markup in a title", record(lambda r: r["chapters"][0].update(title="<b>Headlines</b>")), {"chapter-title", "chapters", "script-chapters"}),
    ("chapters go back", record(lambda r: r["chapters"].reverse()), {"chapter-time", "chapters", "duration"}),
    ("the first does not start at 0", record(lambda r: r["chapters"][0].update(start_ms=9)), {"chapter-time", "chapters"}),
    ("a longer programme", record(lambda r: r.update(duration_ms=r["duration_ms"] + 5000)), {"duration"}),
    # ── the script
    ("the script's word", text(SCRIPT, "in March", "in April"), {"script-words"}),
    ("the script's role", text(SCRIPT, r"\*\*Anchor:\*\*", "**Host:**"), {"script-words"}),
    ("the script's date", text(SCRIPT, "^date: .*", "date: 2026-11-25"), {"script-head"}),
    ("no script", text(SCRIPT, "(?s).*", "nothing"), {"script"}),
]


@pytest.mark.parametrize(("damage", "expected"), [pytest.param(how, found, id=name) for name, how, found in UNSEALED])
def test_a_file_that_is_not_the_records_is_found(folder: Path, damage: Damage, expected: set[str]) -> None:
    damage(folder)
    assert codes(folder) == expected


@pytest.mark.parametrize(("damage", "expected"), [pytest.param(how, found, id=name) for name, how, found in SEALED])
def test_what_is_wrong_in_a_file_is_found(folder: Path, damage: Damage, expected: set[str]) -> None:
    damage(folder)
    seal(folder)
    found = checked(folder).findings
    assert {finding.code for finding in found} == {f"beside.{code}" for code in expected}, found
    assert all(finding.where.startswith(str(folder)) and finding.message and finding.remedy for finding in found)


# ── what is whole ────────────────────────────────────────────────────────────────────────────────────────


def test_a_finished_episode_is_whole(whole: Path) -> None:
    assert checked(whole).findings == ()


def test_a_script_that_is_only_written_is_no_episode(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name != SCRIPT:
            path.unlink()
    assert checked(folder).findings == ()
