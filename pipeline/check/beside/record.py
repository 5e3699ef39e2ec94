"""The record by itself: its times, its words, and each file that it names against what stands in the folder."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from pipeline.check.beside.told import Named, Told, clock, finding, quoted
from pipeline.check.finding import WARNING, Finding
from pipeline.desk.day import REHEARSAL
from pipeline.errors import EpisodeError
from pipeline.mix import duration

TEXTS = (".json", ".vtt", ".srt", ".html", ".txt", ".xml", ".md")
SOUNDS = (".mp3", ".m4a", ".aac", ".opus", ".ogg", ".wav", ".flac")
READ_BYTES = 1 << 20
NEAR_MS = 1000
"""A coded file is longer than its programme by a frame or two."""
USUAL = ("vtt", "srt", "transcript", "html", "chapters", "psc", "notes", "notes_text", "page", "script")
"""The roles of the files that every build writes."""


def why_not(folder: Path, record: str) -> str:
    """Why a record cannot be read."""
    try:
        found = json.loads((folder / record).read_bytes())
    except OSError as problem:
        return f"cannot be read: {problem.strerror}"
    except (ValueError, RecursionError) as problem:
        return f"is no JSON: {problem}"
    return "is no record" if not isinstance(found, dict) else "cannot be read"


def check(told: Told, record: str) -> Iterator[Finding]:
    """What is wrong with the record and its files."""
    yield from _head(told, told.where(record))
    yield from _times(told, told.where(record))
    yield from _words(told, told.where(record))
    roles = {each.role for each in told.files}
    for role in USUAL:
        if role not in roles:
            yield finding("file-unnamed", told.where(record), f"names no {role} among its files", severity=WARNING)
    if not told.audio:
        yield finding("file-unnamed", told.where(record), "names no audio")
    for each in told.files:
        yield from _file(told, each, record)
    yield from _strays(told)


def _head(told: Told, where: str) -> Iterator[Finding]:
    try:
        dt.date.fromisoformat(told.date)
    except ValueError:
        yield finding("record-field", where, f"its date is {told.date!r}, no day")
    if not told.title.strip():
        yield finding("record-field", where, "its title is empty")
    if not told.duration_ms or not told.segments:
        yield finding("record-field", where, "it says that nothing is heard")
    if [each.number for each in told.segments] != list(range(1, len(told.segments) + 1)):
        yield finding("record-field", where, "its segments are not numbered in order")


def _times(told: Told, where: str) -> Iterator[Finding]:
    before = 0
    for each in told.segments:
        message = ""
        if each.end_ms < each.start_ms:
            message = f"segment {each.number} ends before it starts"
        elif each.start_ms < before:
            message = f"segment {each.number} starts before the one in front of it has ended"
        elif each.end_ms > told.duration_ms:
            message = f"segment {each.number} ends at {clock(each.end_ms)}, and the programme at {clock(told.duration_ms)}"
        elif any(not each.start_ms <= said.start_ms <= said.end_ms <= each.end_ms for said in each.sentences):
            message = f"a sentence of segment {each.number} lies outside it"
        elif any(b.start_ms < a.end_ms and (a.start_ms, a.end_ms) != (b.start_ms, b.end_ms) for a, b in pairwise(each.sentences)):
            message = f"the sentences of segment {each.number} are not one after another"
        if message:
            yield finding("record-time", where, message, at_ms=each.start_ms)
        before = max(before, each.end_ms)


def _words(told: Told, where: str) -> Iterator[Finding]:
    for each in told.segments:
        if " ".join(said.text for said in each.sentences).split() != each.text.split():
            yield finding("record-words", where, f"the sentences of segment {each.number} are not its text", at_ms=each.start_ms)
        for said in each.sentences:
            known = [at for at in said.words_ms if at is not None]
            wrong = ""
            if said.words_ms and len(said.words_ms) != len(said.text.split()):
                wrong = f"{len(said.words_ms)} times for {len(said.text.split())} words"
            elif any(not said.start_ms <= at < said.end_ms for at in known):
                wrong = "a word begins outside its sentence"
            elif any(b <= a for a, b in pairwise(known)):
                wrong = "a word begins before the one in front of it"
            if wrong:
                yield finding("word-time", where, f"{quoted(said.text)}: {wrong}", at_ms=said.start_ms)


# ── the files ────────────────────────────────────────────────────────────────────────────────────────────


def _file(told: Told, each: Named, record: str) -> Iterator[Finding]:
    where, path = told.where(each.name), told.folder / each.name
    if not each.is_safe or path.is_symlink():
        yield finding("file-unsafe", told.where(record), f"its {each.role} is {each.name!r}, no file of its folder")
        return
    try:
        digest, count, head = _digest(path)
    except OSError as problem:
        yield finding("file-missing", where, f"is named in the record and cannot be read: {problem.strerror}")
        return
    if count != each.bytes:
        yield finding("file-changed", where, f"has {count} bytes, and the record says {each.bytes}", remedy=_changed(each))
    elif digest != each.sha256:
        yield finding("file-changed", where, "is not the file that the record names: its SHA-256 is another", remedy=_changed(each))
    if path.suffix.lower() in TEXTS:
        try:
            head.decode("utf-8")
        except UnicodeDecodeError as problem:
            yield finding("encoding", told.where(each.name, head.count(b"\n", 0, problem.start) + 1), "is not UTF-8")


def _changed(each: Named) -> str:
    made = "what was changed by hand is written anew" if Path(each.name).suffix in TEXTS else "what was spoken is taken from the cache"
    return f"Build it again: episode build ({made})."


def _digest(path: Path) -> tuple[str, int, bytes]:
    """A file's SHA-256, its length, and, where it is a text, what stands in it."""
    digest, count, parts = hashlib.sha256(), 0, []
    keep = path.suffix.lower() in TEXTS
    with path.open("rb") as file:
        while block := file.read(READ_BYTES):
            digest.update(block)
            count += len(block)
            if keep:
                parts.append(block)
    return digest.hexdigest(), count, b"".join(parts)


def _strays(told: Told) -> Iterator[Finding]:
    """Sound that the record does not name: of an earlier build, and what is sent on by mistake; the reel of `episode lint` has its place there."""
    named = {each.name for each in told.files}
    try:
        found = sorted(
            path
            for path in told.folder.iterdir()
            if path.suffix.lower() in SOUNDS and path.name not in {*named, REHEARSAL} and not path.name.startswith(".")
        )
    except OSError:
        return
    for path in found:
        try:
            lasts = duration.duration_ms(path)
        except EpisodeError:
            continue
        if abs(lasts - told.duration_ms) > NEAR_MS:
            message = f"lasts {clock(lasts)}, and the episode {clock(told.duration_ms)}: it is not of this record"
            yield finding(
                "stray-audio", told.where(path.name), message, severity=WARNING, remedy="Take it away, before it is sent on by mistake."
            )
