"""The chapters: the record's by themselves, and those of each file against them (Podcasting 2.0 “JSON chapters” 1.2, Podlove Simple Chapters 1.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from pipeline.check.beside.told import Mark, Told, clock, finding, json_of, lines_with
from pipeline.check.beside.xml import XmlError, parse
from pipeline.check.finding import WARNING, Finding
from pipeline.regex import regex

PSC = "http://podlove.org/simple-chapters"
PSC_START = regex(r"(?:(?:(\d+):)?([0-5]?\d):)?([0-5]?\d)(?:\.(\d{1,3}))?")
"""Normal play time, as RFC 2326 §3.6 writes it."""
SHORT_MS = 30_000
"""A list for players may go without chapters that are shorter: no places to start, says Spotify."""
LONGEST_S = 1_000_000
"""No programme lasts eleven days."""
NEAR_MS = 50
"""The last chapter ends with the programme, give or take a frame of a codec."""
MARKUP = regex(r"</?[a-zA-Z][^<>]*>|&(?:amp|lt|gt|quot|nbsp|#\d+);|\{[{%]|\*\*|\]\(|\[\^")


@dataclass(frozen=True, slots=True)
class Entry:
    """One chapter of a file."""

    line: int
    title: str
    start_ms: int
    end_ms: int | None = None


def check(told: Told, record: str) -> Iterator[Finding]:
    """What is wrong with the chapters."""
    yield from _themselves(told, told.where(record))
    yield from _json(told, told.name("chapters", "chapters.json"))
    yield from _psc(told, told.name("psc", "chapters.psc.xml"))


def _themselves(told: Told, where: str) -> Iterator[Finding]:
    """The record's own: titles and times."""
    if not told.chapters:
        yield finding("chapters", where, "has no chapters", severity=WARNING)
        return
    if told.chapters[0].start_ms != 0:
        yield finding(
            "chapter-time",
            where,
            f"the first chapter starts at {clock(told.chapters[0].start_ms)}, not at 0: what is before it is in none",
            at_ms=0,
        )
    before = Mark("", -1, 0)
    for mark in told.chapters:
        if fault := title_fault(mark.title):
            yield finding(
                "chapter-title", where, f"the chapter at {clock(mark.start_ms)} {fault}: {mark.title[:60]!r}", at_ms=mark.start_ms
            )
        message = ""
        if mark.start_ms <= before.start_ms:
            message = f"{mark.title!r} starts at {clock(mark.start_ms)}, not behind {before.title!r}"
        elif mark.start_ms < before.end_ms:
            message = f"{mark.title!r} starts before {before.title!r} has ended"
        elif mark.end_ms <= mark.start_ms:
            message = f"{mark.title!r} ends before it has started"
        elif mark.end_ms > told.duration_ms + NEAR_MS:
            message = f"{mark.title!r} ends at {clock(mark.end_ms)}, and the programme at {clock(told.duration_ms)}"
        if message:
            yield finding("chapter-time", where, message, at_ms=mark.start_ms)
        before = mark
    if before.end_ms < told.duration_ms - NEAR_MS:
        message = f"the chapters end at {clock(before.end_ms)}, and the programme at {clock(told.duration_ms)}"
        yield finding("duration", where, message, at_ms=before.end_ms)


def title_fault(title: str) -> str:
    """Why a player could not show a title as it is."""
    if not title.strip():
        return "has no title"
    if any(not character.isprintable() for character in title):
        return "has line breaks or control characters in its title"
    if MARKUP.search(title):
        return "has markup in its title"
    return "has space around its title" if title != title.strip() else ""


def _json(told: Told, name: str) -> Iterator[Finding]:
    read = yield from json_of(told, name)
    if read is None:
        return
    text, found = read
    chapters = found.get("chapters") if isinstance(found, dict) else None
    if not isinstance(chapters, list) or not str(found.get("version", "")).startswith("1."):
        yield finding("json-field", told.where(name), "has no version 1 and chapters, as JSON chapters have")
        return
    entries, lines = [], list(lines_with(text, r'"startTime"\s*:'))
    for n, each in enumerate(chapters):
        line = lines[n] if len(lines) == len(chapters) else 0
        entry = _entry(each, line)
        if entry is None:
            yield finding(
                "json-field", told.where(name, line), f"chapter {n + 1} has no startTime in seconds, or a title or an endTime that is none"
            )
            return
        if "url" in each and not web(each["url"]):
            yield finding("link", told.where(name, line), f"chapter {n + 1} leads to {str(each['url'])[:60]!r}, no web address")
        entries.append(entry)
    yield from same(told, name, entries, whole=True)


def _entry(each: Any, line: int) -> Entry | None:
    if not isinstance(each, dict) or not isinstance(title := each.get("title", ""), str):
        return None
    start, end = each.get("startTime"), each.get("endTime")
    if not seconds(start) or not (end is None or seconds(end)):
        return None
    return Entry(line, title, round(start * 1000), None if end is None else round(end * 1000))


def seconds(value: object) -> TypeGuard[int | float]:
    """Whether it is a number of seconds."""
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value < LONGEST_S


def _psc(told: Told, name: str) -> Iterator[Finding]:
    try:
        data = (told.folder / name).read_bytes()
    except OSError:
        return
    try:
        root = parse(data)
    except XmlError as problem:
        yield finding("xml", told.where(name, problem.line), problem.message)
        return
    if root.name != f"{{{PSC}}}chapters" or not root.about.get("version"):
        yield finding("xml", told.where(name, root.line), "is no Podlove Simple Chapters: its root is not psc:chapters with a version")
        return
    entries = []
    for each in root.all(f"{{{PSC}}}chapter"):
        at = PSC_START.fullmatch(each.about.get("start", ""))
        if at is None or "title" not in each.about:
            yield finding("xml", told.where(name, each.line), "has a chapter without a start as 00:01:02.345, or without a title")
            return
        if "href" in each.about and not web(each.about["href"]):
            yield finding("link", told.where(name, each.line), f"leads to {each.about['href'][:60]!r}, no web address")
        h, m, s = (int(part or 0) for part in at.groups()[:3])
        entries.append(Entry(each.line, each.about["title"], ((h * 60 + m) * 60 + s) * 1000 + int((at[4] or "0").ljust(3, "0"))))
    yield from same(told, name, entries, whole=False)


def same(told: Told, name: str, entries: Sequence[Entry], *, whole: bool, unit_ms: int = 1) -> Iterator[Finding]:
    """A file's chapters against the record's. Where it is not `whole`, short ones may be missing and long titles cut; `unit_ms` is how finely it tells time."""
    left = list(told.chapters)
    for entry in entries:
        skipped = []
        while left and not _is(entry, left[0], whole, unit_ms):
            skipped.append(left.pop(0))
        if not left:
            message = f"has {entry.title[:60]!r} at {clock(entry.start_ms)}, which is no chapter of the record there"
            yield finding("chapters", told.where(name, entry.line), message, at_ms=entry.start_ms)
            return
        yield from _missing(told, name, entry.line, skipped, whole)
        left.pop(0)
    yield from _missing(told, name, 0, left, whole)


def _is(entry: Entry, mark: Mark, whole: bool, unit_ms: int) -> bool:
    title = mark.title.split()
    cut = entry.title.endswith("…") and " ".join(title).startswith(entry.title[:-1].rstrip())
    named = entry.title.split() == title or (not whole and cut)
    return named and entry.start_ms // unit_ms == mark.start_ms // unit_ms and entry.end_ms in (None, mark.end_ms)


def _missing(told: Told, name: str, line: int, marks: Sequence[Mark], whole: bool) -> Iterator[Finding]:
    for mark in marks:
        if whole or mark.end_ms - mark.start_ms >= SHORT_MS or any(mark == first for first in told.chapters[:1]):
            yield finding(
                "chapters",
                told.where(name, line),
                f"does not have the chapter {mark.title!r} at {clock(mark.start_ms)}",
                at_ms=mark.start_ms,
            )


def web(url: object) -> bool:
    """Whether it is an address on the web."""
    try:
        parts = urlsplit(str(url))
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname) and str(url).isprintable() and " " not in str(url)
    except ValueError:
        return False
