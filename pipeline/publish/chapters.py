"""The chapters as files of their own: Podcasting 2.0 “JSON chapters”, Podlove Simple Chapters, and the lines of a description."""

from __future__ import annotations

import json
from collections.abc import Sequence
from xml.sax.saxutils import quoteattr

from pipeline.publish.told import Chapter, Told
from pipeline.publish.transcript import CONTROLS, shortened, stamp

VERSION = "1.2.0"
"""https://github.com/Podcastindex-org/podcast-namespace, docs/examples/chapters/jsonChapters.md"""

PSC_VERSION, PSC_NAMESPACE = "1.2", "http://podlove.org/simple-chapters"
"""https://podlove.org/simple-chapters"""

TITLE = 40
"""Characters of a title that Spotify shows whole: it takes its chapters from Podlove's or from the description."""

LEAST_MS, LEAST_CHAPTERS = 30_000, 3
"""Shorter chapters are no places to start, and fewer are no chapters, says Spotify."""


def chapters_json(told: Told) -> str:
    """All chapters with start and end in seconds (three decimals), in order; the address of what each tells, where it has one."""
    chapters: list[dict[str, str | float]] = []
    for chapter in told.chapters:
        entry: dict[str, str | float] = {
            "startTime": chapter.start_ms / 1000, "endTime": chapter.end_ms / 1000, "title": chapter.title
        }  # fmt: skip
        if chapter.url:
            entry["url"] = chapter.url
        chapters.append(entry)
    return json.dumps({"version": VERSION, "chapters": chapters}, ensure_ascii=False, indent=2) + "\n"


def simple_chapters(told: Told) -> str:
    """Podlove Simple Chapters: the one element that a feed's item can hold, or a file."""
    rows = []
    for chapter in places(told.chapters):
        href = f" href={_quoted(chapter.url)}" if chapter.url else ""
        rows.append(f'  <psc:chapter start="{stamp(chapter.start_ms)}" title={_quoted(shortened(chapter.title, TITLE))}{href} />')
    return "\n".join([f'<psc:chapters version="{PSC_VERSION}" xmlns:psc="{PSC_NAMESPACE}">', *rows, "</psc:chapters>", ""])


def timestamps(told: Told) -> list[tuple[str, str]]:
    """(time, title) of each chapter for a description, as Spotify reads them: the first `00:00`; none where there are too few."""
    found = places(told.chapters)
    if len(found) < LEAST_CHAPTERS:
        return []
    hours = told.duration_ms >= 3_600_000
    return [(stamp(chapter.start_ms)[0 if hours else 3 : 8], shortened(chapter.title, TITLE)) for chapter in found]


def places(chapters: Sequence[Chapter]) -> list[Chapter]:
    """The chapters that are worth starting at: a short one of the show's own words alone (a sign-off) goes with the one before it."""
    kept: list[Chapter] = []
    spare = len(chapters) - LEAST_CHAPTERS
    for chapter in chapters:
        if kept and spare > 0 and not chapter.sourced and chapter.end_ms - chapter.start_ms < LEAST_MS:
            spare -= 1
        else:
            kept.append(chapter)
    return kept


def _quoted(text: str) -> str:
    """An attribute's value, without what XML cannot hold."""
    return quoteattr("".join(c for c in CONTROLS.sub(" ", text) if c not in "\ufffe\uffff"))
