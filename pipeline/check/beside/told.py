"""The record of a finished episode as plain values, read without the code that wrote it; and how its findings are said."""

from __future__ import annotations

import json
import re
from collections.abc import Generator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.check.finding import ERROR, Finding
from pipeline.desk import files
from pipeline.regex import regex

NAME = "beside"
AGAIN = "Build it again: episode build (what was spoken is taken from the cache)."

CONTROLS = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
SAID_SO = regex(r"\{([^{}|]*)\|[^{}]*\}")
"""`{Kyiv|ˈkiːjɪv}` in a script: a reader is given the word."""


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence as the record has it."""

    segment: int
    """Its segment's number, from 1."""
    role: str
    text: str
    start_ms: int
    end_ms: int
    words_ms: tuple[int | None, ...]
    """When each of its words begins; empty where that is not known."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """One segment."""

    number: int
    role: str
    text: str
    start_ms: int
    end_ms: int
    sentences: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """One chapter."""

    title: str
    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Named:
    """One of the record's files."""

    role: str
    name: str
    bytes: int
    sha256: str

    @property
    def is_safe(self) -> bool:
        """Whether it is a name, and no way out of the folder."""
        return Path(self.name).name == self.name and self.name not in ("", ".", "..") and self.name.isprintable()


@dataclass(frozen=True, slots=True)
class Told:
    """The record."""

    folder: Path
    title: str
    date: str
    show: str
    duration_ms: int
    segments: tuple[Spoken, ...]
    chapters: tuple[Mark, ...]
    files: tuple[Named, ...]
    audio: tuple[str, ...]
    """The names of the audio files; the first is that of the page and the feed."""
    stems: bool
    """Whether the parts of the programme were written with it."""

    @property
    def sentences(self) -> tuple[Said, ...]:
        """All that is said, in order; what took no time has no place in a transcript."""
        return tuple(said for segment in self.segments for said in segment.sentences if said.end_ms > said.start_ms and said.text.strip())

    def where(self, name: str, line: int = 0) -> str:
        """A place in one of the files."""
        place = files.short(self.folder / name)
        return f"{place}:{line}" if line else place

    def name(self, role: str, usual: str) -> str:
        """The name of a role's file; the usual one where the record does not say."""
        return next((each.name for each in self.files if each.role == role and each.is_safe), usual)

    def read(self, name: str) -> str | None:
        """The text of a file; None where it is not there, which is said elsewhere."""
        try:
            return (self.folder / name).read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n").replace("\r", "\n")
        except OSError:
            return None


def told(record: Mapping[str, Any], folder: Path) -> Told:
    """The values of a record. Raises KeyError, TypeError, ValueError, OverflowError or AttributeError for what is none."""
    named = tuple(Named(str(role), str(each["name"]), int(each["bytes"]), str(each["sha256"])) for role, each in record["files"].items())
    kinds = tuple(record["audio"]) if isinstance(record.get("audio"), dict) else ("mp3",)
    return Told(
        folder=folder,
        title=_text(record["title"], "title"),
        date=_text(record["date"], "date"),
        show=_text(record["show"], "show"),
        duration_ms=_ms(record["duration_ms"], "duration_ms"),
        segments=tuple(_segment(each) for each in record["segments"]),
        chapters=tuple(
            Mark(_text(each["title"], "title"), _ms(each["start_ms"], "start_ms"), _ms(each["end_ms"], "end_ms"))
            for each in record["chapters"]
        ),
        files=named,
        audio=tuple(each.name for each in named if each.role in kinds and each.is_safe),
        stems=bool(record.get("stems")),
    )


def _segment(each: Mapping[str, Any]) -> Spoken:
    number, role = int(each["number"]), _text(each["role"], "role")
    sentences = tuple(
        Said(
            number,
            as_read(role),
            _text(one["text"], "text"),
            _ms(one["start_ms"], "start_ms"),
            _ms(one["end_ms"], "end_ms"),
            tuple(None if ms is None else _ms(ms, "words_ms") for ms in one.get("words_ms", ())),
        )
        for one in each["sentences"]
    )
    return Spoken(
        number, as_read(role), _text(each["text"], "text"), _ms(each["start_ms"], "start_ms"), _ms(each["end_ms"], "end_ms"), sentences
    )


def _text(value: Any, field: str) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{field} is no text")
    return value


def _ms(value: Any, field: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{field} is no number of milliseconds")
    return value


def json_of(told: Told, name: str) -> Generator[Finding, None, tuple[str, Any] | None]:
    """A JSON file's text and what it holds, after a finding where it is none; None where there is nothing to look at."""
    text = told.read(name)
    if text is None:
        return None
    try:
        return text, json.loads(text)
    except (ValueError, RecursionError) as problem:
        yield finding("json", told.where(name, getattr(problem, "lineno", 0)), f"is no JSON: {problem}")
        return None


def as_read(text: str) -> str:
    """A script's text as a reader is given it: no pronunciations, no control characters, single spaces."""
    return " ".join(CONTROLS.sub(" ", SAID_SO.sub(r"\1", text)).split())


def finding(kind: str, where: str, message: str, *, remedy: str = AGAIN, at_ms: int | None = None, severity: str = ERROR) -> Finding:
    """One finding of this check."""
    return Finding(severity, f"{NAME}.{kind}", where, CONTROLS.sub(" ", message), remedy, at_ms)


def quoted(text: str, words: int = 8) -> str:
    """The first words of a text, in quotation marks."""
    first = text.split()
    return f"“{' '.join(first[:words])}{' …' if len(first) > words else ''}”"


def clock(ms: int) -> str:
    """`1:02.345`."""
    return f"{ms // 60_000}:{ms // 1000 % 60:02}.{ms % 1000:03}"


def lines_with(text: str, pattern: str) -> Iterator[int]:
    """The lines, from 1, on which a pattern is found, in order."""
    for found in re.finditer(pattern, text):
        yield text.count("\n", 0, found.start()) + 1
