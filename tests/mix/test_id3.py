"""What is written in front of the sound is read back by others as it was meant: by mutagen, and by ffmpeg's own listing."""

from __future__ import annotations

import datetime as dt
import re
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.mix.id3 import CONTROLS, tag
from pipeline.model import Chapter, Programme, Tags

from .sounds import DAY, TAGS, ffmpeg, id3

HARD = [
    "a=b;c#d\\e",
    "line\nfeed",
    "\\",
    "ends in \\",
    "é",
    "naïve – 乌克兰 🎉",
    "[CHAPTER]",
    "  spaces  ",
    "\r\n",
    "a\0b",
    "\ufeffx",
    "\ud800",
    "",
    "ÿþ",
]
TEXTS = st.one_of(st.sampled_from(HARD), st.text(st.characters(exclude_categories=[]), max_size=40))


def programme_of(titles: list[str]) -> Programme:
    chapters = tuple(Chapter(title, n * 44_100, (n + 1) * 44_100) for n, title in enumerate(titles))
    return Programme(Path("x.mp3"), 44_100, 44_100 * max(1, len(titles)), (), chapters, -16.0, -2.0)


def written(folder: str | Path, tags: Tags, programme: Programme) -> Path:
    path = Path(folder) / "t.mp3"
    path.write_bytes(tag(tags, programme) + bytes(100))
    return path


def titles(path: Path) -> list[str]:
    """Of the chapters, in the order of the table of contents."""
    frames = id3(path)
    return [str(frames[f"CHAP:{name}"].sub_frames["TIT2"]) for name in frames["CTOC:toc"].child_element_ids]


def meant(text: str) -> str:
    """One line, single spaces, no control characters."""
    return " ".join(CONTROLS.sub(" ", text).split())


@settings(deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=8), TEXTS, TEXTS, TEXTS, st.dates(), st.binary(max_size=300))
def test_everything_comes_back(chapters: list[str], title: str, show: str, comment: str, date: dt.date, jpeg: bytes) -> None:
    cover = b"\xff\xd8" + jpeg if jpeg else b""
    programme = programme_of(chapters)
    with tempfile.TemporaryDirectory() as folder:
        path = written(folder, Tags(title, show, date, comment, cover), programme)
        assert titles(path) == [meant(text) or f"Chapter {n}" for n, text in enumerate(chapters, 1)]
        frames = id3(path)
    for name, text in (("TIT2", title), ("TPE1", show), ("TALB", show)):
        assert (str(frames[name]) if name in frames else "") == meant(text)
    assert (str(frames["TYER"]), str(frames["TDAT"])) == (f"{date.year:04}", f"{date.day:02}{date.month:02}")
    assert [picture.data for picture in frames.getall("APIC")] == [cover] * bool(cover)
    kept = "\n".join(filter(None, map(meant, comment.splitlines())))
    assert [(c.lang, c.desc, str(c)) for c in frames.getall("COMM")] == [("eng", "", kept)] * bool(kept)
    assert str(frames["TLEN"]) == str(programme.duration_ms)
    assert frames.version == (2, 3, 0)


def test_ffmpeg_lists_the_same(tmp_path: Path) -> None:
    path = tmp_path / "t.mp3"
    ffmpeg("-f", "lavfi", "-i", "sine=d=3", "-id3v2_version", "0", str(path))
    path.write_bytes(tag(TAGS, programme_of(["One", "Zwölf – 12"])) + path.read_bytes())
    listed = ffmpeg("-i", str(path), "-f", "null", "-").stderr.decode()
    for key, value in (
        ("title", TAGS.title),
        ("artist", TAGS.show),
        ("date", "2026-11-27"),
        ("comment", TAGS.comment),
        ("title", "Zwölf – 12"),
    ):
        assert re.search(rf"{key} +: {re.escape(value)}\n", listed)
    assert re.findall(r"Chapter #0:\d+: start (\S+), end (\S+)", listed)[:2] == [("0.000000", "1.000000"), ("1.000000", "2.000000")]


def test_no_more_chapters_than_the_table_can_count(tmp_path: Path) -> None:
    path = written(tmp_path, TAGS, programme_of([f"Chapter {n}" for n in range(300)]))
    assert titles(path) == [f"Chapter {n}" for n in range(255)]


def test_without_chapters_there_is_no_table(tmp_path: Path) -> None:
    frames = id3(written(tmp_path, Tags("t", "s", DAY), programme_of([])))
    assert {"CTOC:toc", "COMM::eng", "APIC:"}.isdisjoint(frames)


def test_a_large_cover_is_counted_right(tmp_path: Path) -> None:
    cover = bytes(range(256)) * 2000
    path = written(tmp_path, Tags("t", "s", DAY, "c", cover), programme_of(["One"]))
    assert id3(path).getall("APIC")[0].data == cover
    assert id3(path).size == path.stat().st_size - 100
