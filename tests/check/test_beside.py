"""The gate for the files beside the sound: each damage that is planted in a finished folder is found by its name, and a whole folder has none."""

from __future__ import annotations

import base64
import hashlib
import io
import json
import re
import shutil
import wave
from collections.abc import Callable
from pathlib import Path
from typing import Any

import mutagen.flac
import mutagen.id3
import mutagen.mp4
import mutagen.oggopus
import pytest
from PIL import Image

from pipeline.check import beside, subject
from pipeline.check.beside.html import Page
from pipeline.check.finding import WARNING, Part
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
SHOW = (
    'title = "Valley News"\nengine = "tone"\nloudness_lufs = -16\n[feed]\nurl = "https://example.org/pod/"\ndescription = "The valley."\n'
)

Damage = Callable[[Path], None]

id3: Any = mutagen.id3
"""It has no types."""
flac: Any = mutagen.flac
mp4: Any = mutagen.mp4
oggopus: Any = mutagen.oggopus


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


def tone(path: Path, seconds: float) -> None:
    """A sound of this length."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(round(seconds * 8000) * 2))


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


def text(name: str, old: str, new: str | Callable[[re.Match[str]], str], count: int = 1) -> Damage:
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
    ("no audio named", record(lambda r: r["files"].pop("mp3")), {"file-unnamed", "page-audio"}),
    ("half a record", text("episode.json", r"(?s)\"segments\".*", ""), {"record"}),
    ("no record", gone("episode.json"), {"record"}),
    ("a record without segments", record(lambda r: r.pop("segments")), {"record"}),
    ("a time that is none", record(lambda r: r.update(duration_ms="long")), {"record"}),
]

SEALED: list[tuple[str, Damage, set[str]]] = [
    ("no UTF-8", added("notes.txt", b"\xff"), {"encoding"}),
    ("no day", record(lambda r: r.update(date="26 November")), {"record-field", "script-head"}),
    ("segments over one another", record(lambda r: r["segments"][1].update(start_ms=0)), {"record-time", "cue-time"}),
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
    (
        "markup in a title",
        record(lambda r: r["chapters"][0].update(title="<b>Headlines</b>")),
        {"chapter-title", "chapters", "script-chapters"},
    ),
    ("chapters go back", record(lambda r: r["chapters"].reverse()), {"chapter-time", "chapters", "duration"}),
    ("the first does not start at 0", record(lambda r: r["chapters"][0].update(start_ms=9)), {"chapter-time", "chapters"}),
    ("a longer programme", record(lambda r: r.update(duration_ms=r["duration_ms"] + 5000)), {"duration", "page-duration"}),
    # ── the script
    ("the script's word", text(SCRIPT, "in March", "in April"), {"script-words"}),
    ("the script's role", text(SCRIPT, r"\*\*Anchor:\*\*", "**Host:**"), {"script-words"}),
    ("the script's date", text(SCRIPT, "^date: .*", "date: 2026-11-25"), {"script-head"}),
    ("no script", text(SCRIPT, "(?s).*", "nothing"), {"script"}),
]


def words(times: Callable[[int, int, int], list[Any]]) -> Damage:
    """Times of words in the page's first sentence, worked out from its start, end and how many they are."""

    def timed(match: re.Match[str]) -> str:
        stamps = times(int(match[2]), int(match[3]), len(match[5].split()))
        return f'{match[1]} data-words="{" ".join(map(str, stamps))}"{match[4]}>{match[5]}<'

    return text("index.html", r'(class="s" data-start="(\d+)" data-end="(\d+)")([^>]*)>([^<]*)<', timed)


PAGES: list[tuple[str, Damage, set[str]]] = [
    ("a template's field", text("notes.html", r"\A", "<p>{{ episode.summary }}</p>\n"), {"residue"}),
    ("a template's block in the text", text("notes.txt", r"\A", "{% endblock %}\n"), {"residue"}),
    ("nothing to say", text("index.html", '(<p class="standfirst">)[^<]*', r"\1None"), {"residue"}),
    ("an attribute of nothing", text("index.html", 'datetime="2026-11-26"', 'datetime="undefined"'), {"residue"}),
    ("not closed", text("notes.html", "</strong>", ""), {"html"}),
    ("closes nothing", text("transcript.html", "</p>", "</p></em>"), {"html"}),
    ("an id twice", text("index.html", 'id="c2"', 'id="c1"'), {"html", "link"}),
    ("a script in the notes", text("notes.html", r"\A", "<script>alert(1)</script>\n"), {"html-script"}),
    ("a script in the page's text", text("index.html", "<h1>", "<h1><script>alert(1)</script>"), {"html-script"}),
    ("a script that the policy does not know", text("index.html", "</body>", "<script>alert(1)</script></body>"), {"html-script"}),
    ("a handler", text("index.html", "<h1>", '<h1 onclick="alert(1)">'), {"html-script"}),
    ("a frame in the transcript", text("transcript.html", "<body>", "<body><iframe></iframe>"), {"html-script"}),
    ("the page's title", text("index.html", "<(title|h1)>[^<]*", r"<\1>Other", 2), {"html-title"}),
    ("the transcript's title", text("transcript.html", "<title>", "<title>The "), {"html-title"}),
    ("a link to a program", text("notes.html", r"\A", '<p><a href="javascript:alert(1)">x</a></p>\n'), {"link"}),
    ("a link to nowhere", text("index.html", 'href="transcript.vtt"', 'href="transcripts.vtt"'), {"link"}),
    ("a link to no chapter", text("index.html", 'href="#c2"', 'href="#c99"'), {"link"}),
    ("another sound", text("index.html", 'src="episode.mp3"', 'src="old.mp3"'), {"page-audio", "link"}),
    ("no sound", text("index.html", r'<audio[^>]*></audio>|<a href="episode\.mp3"[^>]*>[^<]*</a>', "", 2), {"page-audio"}),
    ("another length", text("index.html", r'datetime="PT\d+S"', 'datetime="PT9S"'), {"page-duration"}),
    ("another length for search engines", text("index.html", r'"PT\d+S"', '"PT9S"', 1), {"page-duration"}),
    ("a word of the page", text("index.html", r'(class="s"[^>]*>[^<]*)bridge', r"\1fridge"), {"cue-words"}),
    ("a word without a time", words(lambda start, end, count: [start] * (count - 1)), {"word-time"}),
    ("a word's time behind its sentence", words(lambda start, end, count: [*[start] * (count - 1), end]), {"word-time"}),
    ("a time of the page", text("index.html", r'(class="s" data-start=")\d+', r"\g<1>1"), {"cue-time"}),
    ("a chapter of the page", text("index.html", r'(<span class="title">)Headlines', r"\1Headline"), {"chapters"}),
    ("a chapter that the notes leave out", text("notes.html", "^00:00 .*\n", ""), {"chapters"}),
    ("a chapter's time in the notes", text("notes.txt", "^00:00 ", "00:01 "), {"chapters"}),
    ("a word of the transcript's page", text("transcript.html", "<p>Hello", "<p>Goodbye"), {"cue-words"}),
    ("a speaker of the transcript's page", text("transcript.html", "<cite>Anchor", "<cite>Tom Reed"), {"cue-speaker"}),
    ("a time of the transcript's page", text("transcript.html", r"<time>[^<]*", "<time>9:59"), {"cue-time"}),
]


def tagged(change: Callable[[Any], None]) -> Damage:
    """Another tag in front of the sound, by a library of others."""

    def damage(folder: Path) -> None:
        tag = id3.ID3(folder / "episode.mp3")
        change(tag)
        tag.save(folder / "episode.mp3", v2_version=3)

    return damage


def cover(data: Callable[[], bytes], mime: str = "image/png") -> Damage:
    def change(tag: Any) -> None:
        tag.delall("APIC")
        tag.add(id3.APIC(encoding=0, mime=mime, type=3, desc="", data=data()))

    return tagged(change)


def picture(width: int, height: int, kind: str = "PNG", colours: str = "RGB") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "navy").convert(colours).save(out, kind)
    return out.getvalue()


TAGS: list[tuple[str, Damage, set[str]]] = [
    ("no tag", lambda folder: id3.ID3(folder / "episode.mp3").delete(folder / "episode.mp3"), {"tag"}),
    ("the tag's title", tagged(lambda tag: tag.setall("TIT2", [id3.TIT2(text="Other")])), {"tag-title"}),
    ("a cover that is not square", cover(lambda: picture(1500, 1400)), {"cover"}),
    ("a cover that is too small", cover(lambda: picture(300, 300)), {"cover"}),
    ("a cover that is too large", cover(lambda: picture(3001, 3001)), {"cover"}),
    ("a cover that is too heavy", cover(lambda: picture(1400, 1400, "JPEG")[:-2] + bytes(300_000) + b"\xff\xd9", "image/jpeg"), {"cover"}),
    ("a cover of another kind", cover(lambda: picture(1400, 1400), "image/jpeg"), {"cover"}),
    ("half a cover", cover(lambda: picture(1400, 1400, "JPEG")[:-1000], "image/jpeg"), {"cover"}),
    ("a damaged cover", cover(lambda: picture(1400, 1400).replace(b"IDAT", b"IDAX")), {"cover"}),
    ("no picture", cover(lambda: b"GIF89a"), {"cover"}),
    ("no cover at all", tagged(lambda tag: tag.delall("APIC")), {"cover"}),
]


def block(data: bytes, mime: str) -> Any:
    """A picture as FLAC has it."""
    made = flac.Picture()
    made.type, made.mime, made.data = 3, mime, data
    return made


def other_cover(path: Path, data: bytes, mime: str) -> None:
    """Another cover in an audio file, by a library of others; none where `data` is empty."""
    if path.suffix == ".m4a":
        file = mp4.MP4(path)
        kind = {"image/png": mp4.MP4Cover.FORMAT_PNG, "image/jpeg": mp4.MP4Cover.FORMAT_JPEG}[mime]
        file["covr"] = [mp4.MP4Cover(data, kind)] if data else []
    elif path.suffix == ".flac":
        file = flac.FLAC(path)
        file.clear_pictures()
        if data:
            file.add_picture(block(data, mime))
    else:
        file = oggopus.OggOpus(path)
        file["metadata_block_picture"] = [base64.b64encode(block(data, mime).write()).decode()] if data else []
    file.save()


def other_title(path: Path) -> None:
    file = {".m4a": mp4.MP4, ".flac": flac.FLAC, ".opus": oggopus.OggOpus}[path.suffix](path)
    file["\xa9nam" if path.suffix == ".m4a" else "title"] = ["Other"]
    file.save()


def torn(path: Path) -> None:
    """Without what every player finds the label by."""
    path.write_bytes(
        path.read_bytes().replace(b"ilst" if path.suffix == ".m4a" else b"OpusTags" if path.suffix == ".opus" else b"fLaC", b"????", 1)
    )


KINDS = (".m4a", ".flac", ".opus")
LABELS: list[tuple[str, Callable[[Path], None], set[str]]] = [
    ("as it is", lambda path: None, set()),
    ("written by others", lambda path: other_cover(path, picture(1400, 1400), "image/png"), set()),
    ("a long one, written by others", lambda path: other_cover(path, picture(3000, 3000), "image/png"), set()),
    ("the title", other_title, {"tag-title"}),
    ("not square", lambda path: other_cover(path, picture(1500, 1400), "image/png"), {"cover"}),
    ("too small", lambda path: other_cover(path, picture(300, 300, "JPEG"), "image/jpeg"), {"cover"}),
    ("of another kind", lambda path: other_cover(path, picture(1400, 1400), "image/jpeg"), {"cover"}),
    ("half a cover", lambda path: other_cover(path, picture(1400, 1400, "JPEG")[:-1000], "image/jpeg"), {"cover"}),
    ("no picture", lambda path: other_cover(path, b"GIF89a", "image/jpeg"), {"cover"}),
    ("no cover at all", lambda path: other_cover(path, b"", "image/jpeg"), {"cover"}),
]

FEED = "../feed.xml"
FEEDS: list[tuple[str, Damage, set[str]]] = [
    ("no XML", text(FEED, "</rss>", ""), {"feed-xml"}),
    ("an entity", text(FEED, "<rss", '<!DOCTYPE rss [<!ENTITY a "b">]>\n<rss'), {"feed-xml"}),
    ("no RSS", text(FEED, r"(?s)\A.*", "<feed/>"), {"feed-xml"}),
    ("another length", text(FEED, r'(<enclosure[^>]*length=")\d+', r"\g<1>12"), {"feed-old"}),
    ("another type", text(FEED, r'(<enclosure[^>]*type=")[^"]*', r"\1audio/wav"), {"feed-type"}),
    ("another duration", text(FEED, "<itunes:duration>.*?<", "<itunes:duration>7<"), {"feed-duration"}),
    ("no guid", text(FEED, "<guid.*?</guid>", ""), {"feed-guid"}),
    ("a guid twice", text(FEED, r"(?s)(<item>.*</item>)", r"\1\1"), {"feed-guid"}),
    ("a date that is none", text(FEED, "<pubDate>.*?<", "<pubDate>2026-11-26<"), {"feed-date"}),
    ("a day that there is not", text(FEED, "<pubDate>.*?<", "<pubDate>Mon, 31 Feb 2026 10:00:00 GMT<"), {"feed-date"}),
    ("a day that is still to come", text(FEED, "<pubDate>.*?<", "<pubDate>Thu, 26 Nov 2999 10:00:00 GMT<"), {"feed-date"}),
    ("sound without HTTPS", text(FEED, '<enclosure url="https:', '<enclosure url="http:'), {"feed-link"}),
    ("another title", text(FEED, r"(?s)(<item>.*?<title>)[^<]*", r"\1Other"), {"feed-title"}),
    ("a transcript that is not there", text(FEED, "transcript.vtt", "transcript.ttml"), {"feed-link"}),
    ("chapters that are not there", text(FEED, "chapters.json", "chapters.yaml"), {"feed-link"}),
]


@pytest.mark.parametrize(("damage", "expected"), [pytest.param(how, found, id=name) for name, how, found in UNSEALED])
def test_a_file_that_is_not_the_records_is_found(folder: Path, damage: Damage, expected: set[str]) -> None:
    damage(folder)
    assert codes(folder) == expected


@pytest.mark.parametrize(("damage", "expected"), [pytest.param(how, found, id=name) for name, how, found in [*SEALED, *PAGES, *TAGS]])
def test_what_is_wrong_in_a_file_is_found(folder: Path, damage: Damage, expected: set[str]) -> None:
    damage(folder)
    seal(folder)
    found = checked(folder).findings
    assert {finding.code for finding in found} == {f"beside.{code}" for code in expected}, found
    assert all(finding.where.startswith(str(folder)) and finding.message and finding.remedy for finding in found)


@pytest.fixture(scope="module")
def every_kind(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(tmp_path_factory.mktemp("kinds"), "--formats", "mp3,m4a,opus,flac,wav")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("damage", "expected"), [pytest.param(how, found, id=name) for name, how, found in LABELS])
def test_title_and_cover_of_every_kind_of_file_are_looked_at(
    every_kind: Path, tmp_path: Path, kind: str, damage: Callable[[Path], None], expected: set[str]
) -> None:
    shutil.copytree(every_kind, folder := tmp_path / "output" / every_kind.name)
    damage(folder / f"episode{kind}")
    seal(folder)
    found = checked(folder).findings
    assert {finding.code for finding in found} == {f"beside.{code}" for code in expected}, found
    assert {finding.where for finding in found} <= {str(folder / f"episode{kind}")}


@pytest.mark.parametrize("kind", KINDS)
def test_a_label_that_cannot_be_read_is_a_finding_and_no_crash(every_kind: Path, tmp_path: Path, kind: str) -> None:
    shutil.copytree(every_kind, folder := tmp_path / "output" / every_kind.name)
    path = folder / f"episode{kind}"
    whole = path.read_bytes()
    torn(path)
    assert {"tag", "tag-title"} & codes(folder)
    for cut in (*range(0, 400, 23), *range(400, len(whole), len(whole) // 15)):
        path.write_bytes(whole[:cut] + b"\xff" * 9)
        assert checked(folder).findings


@pytest.mark.parametrize("data", [b"", b"\xff\x00<![x{{&", b"[1e999, null]", b"<a><b>" * 999], ids=["empty", "bytes", "json", "tags"])
def test_whatever_stands_in_a_file_is_a_finding_and_no_crash(folder: Path, data: bytes) -> None:
    for path in sorted(each for each in folder.iterdir() if each.name != SCRIPT):
        was = path.read_bytes()
        for now in (data, was[: len(was) // 2] + data, data + was):
            if now != was:
                path.write_bytes(now)
                assert checked(folder).findings, path.name
        path.write_bytes(was)
    assert checked(folder).findings == ()


@pytest.mark.parametrize("value", [None, -1, 1e308, float("inf"), "\ud800", "../../etc/passwd", "a\0b", [], {}], ids=repr)
def test_whatever_the_record_says_is_no_crash(folder: Path, value: object) -> None:
    whole = json.loads((folder / "episode.json").read_text(encoding="utf-8"))
    places: list[tuple[Any, str]] = [(whole, key) for key in ("title", "date", "duration_ms", "segments", "chapters", "files")]
    places += [(whole["segments"][0], key) for key in whole["segments"][0] if key not in ("sources", "voice", "cached")]
    places += [(whole["segments"][0]["sentences"][0], key) for key in ("text", "start_ms", "end_ms")]
    places += [(whole["chapters"][0], key) for key in ("title", "start_ms", "end_ms")] + [
        (whole["files"]["notes"], key) for key in ("name", "bytes", "sha256")
    ]
    for values, key in places:
        was, values[key] = values[key], value
        (folder / "episode.json").write_text(json.dumps(whole), encoding="utf-8")
        assert checked(folder).findings, key
        values[key] = was


@pytest.fixture(scope="module")
def published(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The show once more, and its feed beside the episode."""
    show = tmp_path_factory.mktemp("published") / "show"
    shutil.copytree(whole.parents[1], show)
    ran = Episode(show)("publish", "--unchecked", "--quiet")
    assert ran.code == 0, ran.err
    return show / "output" / whole.name


@pytest.mark.parametrize(("damage", "expected"), [pytest.param(how, found, id=name) for name, how, found in FEEDS])
def test_a_feed_that_says_something_else_is_a_warning(published: Path, tmp_path: Path, damage: Damage, expected: set[str]) -> None:
    shutil.copytree(published.parent, tmp_path / "output")
    folder = tmp_path / "output" / published.name
    damage(folder)
    found = checked(folder).findings
    assert {finding.code for finding in found} == {f"beside.{code}" for code in expected}, found
    assert all(finding.severity == WARNING and "episode publish" in finding.remedy for finding in found)


def test_sound_of_another_length_that_the_record_does_not_name_is_a_warning(folder: Path) -> None:
    tone(folder / "old.wav", 2.0)
    (finding,) = checked(folder).findings
    assert (finding.severity, finding.code, finding.where) == (WARNING, "beside.stray-audio", str(folder / "old.wav"))


def test_many_of_a_kind_are_told_as_three(folder: Path) -> None:
    text("transcript.vtt", r"<v Anchor>", "<v Somebody>", 0)(folder)
    seal(folder)
    found = checked(folder).findings
    assert len(found) == 3
    assert re.search(r"\(and \d+ more like it\)$", found[-1].message)


def test_a_finding_says_line_and_time(folder: Path) -> None:
    text("transcript.vtt", "bridge", "fridge")(folder)
    seal(folder)
    (finding,) = checked(folder).findings
    lines = (folder / "transcript.vtt").read_text(encoding="utf-8").splitlines()
    line = int(finding.where.rpartition(":")[2])
    assert "fridge" in " ".join(lines[line : line + 2])
    assert "fridge" in finding.message
    assert finding.at_ms is not None
    assert f"{finding.at_ms % 1000:03} --> " in lines[line - 1]


# ── what is whole ────────────────────────────────────────────────────────────────────────────────────────


def test_a_finished_episode_is_whole(whole: Path) -> None:
    assert checked(whole).findings == ()


@pytest.mark.parametrize("words", [("--format", "story"), ("--stems", "--mono", "--formats", "mp3,m4a,wav")], ids="-".join)
def test_every_form_of_an_episode_is_whole(whole: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    shutil.copytree(whole.parents[1], tmp_path / "show")
    ran = Episode(tmp_path / "show")("build", "briefings/2026-11-26.txt", "--json", *words)
    assert ran.code == 0, ran.err
    folder = Path(ran.json["dir"])
    assert checked(folder).findings == ()
    if (folder / "stems").is_dir():
        stem = folder / "stems/01-anchor.wav"
        stem.write_bytes(stem.read_bytes()[:-100_000])
        (folder / "stems/music.wav").write_bytes(b"RIFF")
        assert [finding.code for finding in checked(folder).findings] == ["beside.stems"] * 2
        shutil.rmtree(folder / "stems")
        assert codes(folder) == {"stems"}


def test_what_is_hard_to_write_is_whole(tmp_path: Path) -> None:
    """Markup, arrows, words longer than a line, right-to-left names, a quotation of None."""
    hard = "Minister {{Ann}} <b>O’Hara</b> --> said & wrote that “None of it is true”, and that " + "x" * 80 + " and שלום were names.\n"
    made = built(tmp_path / "show", day=f"{hard}\n{DAY}", show=SHOW.replace("Valley News", "Valley & <News>"))
    assert checked(made).findings == ()
    assert "{{Ann}}" in (made / "transcript.vtt").read_text(encoding="utf-8")


def test_a_published_and_then_corrected_episode_is_whole(published: Path, tmp_path: Path) -> None:
    shutil.copytree(published.parents[1], tmp_path / "show")
    episode, folder = Episode(tmp_path / "show"), tmp_path / "show/output" / published.name
    assert checked(folder).findings == ()
    sentences = episode("correct", published.name, "--json").json["sentences"]
    number = next(each["number"] for each in sentences if "barge" in each["text"])
    ran = episode("correct", published.name, "-n", str(number), "The bridge has been closed since a ship hit it in May.", "--json")
    assert ran.code == 0, ran.err
    assert codes(folder) == {"feed-old"}
    ran = episode("publish", "--unchecked", "--force", "--quiet")
    assert ran.code == 0, ran.err
    assert checked(folder).findings == ()


def test_who_makes_the_show_is_the_artist_of_every_kind_of_file(tmp_path: Path) -> None:
    made = built(tmp_path / "show", "--formats", "mp3,m4a,opus", show=f'{SHOW}author = "Ada Stone"\n')
    assert str(id3.ID3(made / "episode.mp3")["TPE1"]) == "Ada Stone"
    assert mp4.MP4(made / "episode.m4a")["\xa9ART"] == ["Ada Stone"]
    assert oggopus.OggOpus(made / "episode.opus")["artist"] == ["Ada Stone"]
    assert mp4.MP4(made / "episode.m4a")["\xa9alb"] == ["Valley News"]
    assert checked(made).findings == ()


def test_a_script_that_is_only_written_is_no_episode(folder: Path) -> None:
    for path in folder.iterdir():
        if path.name != SCRIPT:
            path.unlink()
    assert checked(folder).findings == ()


def test_times_of_words_that_are_right_are_no_fault(folder: Path) -> None:
    words(lambda start, end, count: [start, *["-"] * (count - 2), end - 1])(folder)
    seal(folder)
    assert codes(folder) == set()


@pytest.mark.parametrize("inside", ["button", "picture", "video", "audio", "svg", "label", "output"])
def test_what_may_stand_in_a_paragraph_does_not_end_it(inside: str) -> None:
    page = Page(f"<p>The bridge <{inside}>opens</{inside}> on Friday.</p><p>It rained.<ul><li>Snow</li></ul>")
    assert page.faults == []
    assert [page.text(node) for node in page.nodes if node.name == "p"] == ["The bridge opens on Friday.", "It rained."]
