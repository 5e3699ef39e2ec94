"""The ID3v2.3 tag in front of the sound: names, date, comment, chapters in order, cover.

Written here and not by ffmpeg, which stores a comment where no player shows it (as a user-defined TXXX frame, 4.2 to 9.0) and whose
4.2 gives a tag with chapters the wrong length, so that players miss the header behind it and every place shifts by 25 ms (measured).
Sources: id3.org “ID3 tag version 2.3.0” and “ID3v2 Chapter Frame Addendum” 1.0.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model import Programme, Tags
from pipeline.regex import regex

CONTROLS = regex(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
"""Not allowed in a name, or no characters at all: written as a space."""

LATIN, UTF16 = b"\x00", b"\x01"
"""Encodings (§3.3): ISO 8859-1, which the oldest players read, where a text has nothing else; UTF-16 with a byte-order mark."""

FRONT_COVER = b"\x03"
"""The kind of picture (§4.15)."""

ORDERED, TOP = 0x01, 0x02
"""Flags of the table of contents (Addendum §3.2)."""

MOST_CHAPTERS = 255
"""The table counts them in a byte: later ones are left out."""

NO_OFFSET = b"\xff" * 4
"""A chapter's place in bytes is not given: its time counts (Addendum §3.1)."""

LANGUAGE = b"eng"


def tag(tags: Tags, programme: Programme, track: str = "") -> bytes:
    """The whole tag; as many chapters as the programme has, up to MOST_CHAPTERS, with times in milliseconds. A track is `2/7`.

    White space in names becomes single spaces: a name is one line (§4.2). The comment keeps its lines (§4.11).
    """
    frames = b"".join(_frames(tags, programme, track))
    # Each byte of the length carries seven bits (§3.1).
    length = bytes(len(frames) >> shift & 0x7F for shift in (21, 14, 7, 0))
    return b"ID3\x03\x00\x00" + length + frames


def _frames(tags: Tags, programme: Programme, track: str) -> Iterator[bytes]:
    names = (("TIT2", tags.title), ("TPE1", tags.artist), ("TALB", tags.show), ("TCON", "Podcast"))
    for name, text in (
        *names,
        ("TYER", f"{tags.date.year:04}"),
        ("TDAT", f"{tags.date:%d%m}"),
        ("TLEN", str(programme.duration_ms)),
        ("TRCK", track),
    ):
        if line := one_line(text):
            yield _frame(name, b"".join(_encoded(line)))
    if comment := lines(tags.comment):
        encoding, text_bytes = _encoded(comment)
        empty = b"\x00" if encoding == LATIN else b"\xff\xfe\x00\x00"
        yield _frame("COMM", encoding + LANGUAGE + empty + text_bytes)
    if chapters := programme.chapters[:MOST_CHAPTERS]:
        yield from _chapters([(c.title, programme.ms(c.start_frame), programme.ms(c.end_frame)) for c in chapters])
    if tags.cover_jpeg:
        yield _frame("APIC", LATIN + b"image/jpeg\x00" + FRONT_COVER + b"\x00" + tags.cover_jpeg)


def _chapters(chapters: Sequence[tuple[str, int, int]]) -> Iterator[bytes]:
    """The table of contents, then the chapters in its order: mutagen and some players keep to the one, some to the other."""
    ids = [f"ch{n}".encode() + b"\x00" for n in range(len(chapters))]
    yield _frame("CTOC", b"toc\x00" + bytes([ORDERED | TOP, len(ids)]) + b"".join(ids))
    for n, (title, start_ms, end_ms) in enumerate(chapters):
        times = start_ms.to_bytes(4, "big") + end_ms.to_bytes(4, "big")
        name = _frame("TIT2", b"".join(_encoded(one_line(title) or f"Chapter {n + 1}")))
        yield _frame("CHAP", ids[n] + times + NO_OFFSET * 2 + name)


def _frame(name: str, body: bytes) -> bytes:
    return name.encode() + len(body).to_bytes(4, "big") + b"\x00\x00" + body


def one_line(text: str) -> str:
    """A name: one line, single spaces, no control characters."""
    return " ".join(CONTROLS.sub(" ", text).split())


def lines(text: str) -> str:
    """A comment: such lines, none of them empty."""
    return "\n".join(filter(None, map(one_line, text.splitlines())))


def _encoded(text: str) -> tuple[bytes, bytes]:
    """(encoding, text) as the standard's smallest form that holds it."""
    try:
        return LATIN, text.encode("latin-1")
    except UnicodeEncodeError:
        return UTF16, b"\xff\xfe" + text.encode("utf-16-le")
