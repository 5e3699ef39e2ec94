"""The listening page: one file that opens from disk, asks nobody for anything, and can be read without a script."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup

from pipeline.publish import looks
from pipeline.publish.inline import inlined
from pipeline.publish.looks import OUR_LOOK, Look
from pipeline.publish.notes import shown, site
from pipeline.publish.told import Chapter, Correction, Span, Told, Turn

VOICES = 5
"""How many colours tell those who are quoted apart; the same in page.css."""

STRIP = 1000
"""Units of the strip's width."""

STRIP_HEIGHT, SPOKEN_HEIGHT, QUOTED_HEIGHT = 24, 12, 22
"""Of the strip, and of the bars in it: a quotation stands out."""

DOWNLOADS = (
    ("transcript.vtt", "Transcript, WebVTT"),
    ("transcript.srt", "Transcript, SubRip"),
    ("transcript.json", "Transcript, JSON"),
    ("chapters.json", "Chapters"),
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a sentence comes from, in the margin."""

    text: str
    whole: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownSpan:
    """A sentence of the page."""

    start_ms: int
    end_ms: int
    text: str
    words: str
    """When each word of it begins, in milliseconds of the programme, with `-` for one that goes with the one before; empty where that is not known."""
    places: tuple[int, ...]
    """Which of the paragraph's places it rests on, from 1."""
    corrections: tuple[int, ...]
    """Which corrections changed it, from 1."""


@dataclass(frozen=True, slots=True)
class ShownTurn:
    """A paragraph of the page."""

    number: int
    role: str
    named: bool
    """Whether its speaker is named: where that changes, or whether it is a recording."""
    quoted: bool
    voice: int
    """0 for the programme's own, else which colour tells who is quoted."""
    start_ms: int
    spans: tuple[ShownSpan, ...]
    places: tuple[Place, ...]
    recorded: bool = False
    """Whether it is heard from a recording."""


def page(told: Told, look: Look = OUR_LOOK) -> str:
    """The page of an episode. Raises ScriptError with the file and line of a template that does not work."""
    values: dict[str, object] = {
        "episode": told,
        "chapters": [
            {"title": chapter.title, "start_ms": chapter.start_ms, "end_ms": chapter.end_ms, "turns": turns}
            for chapter, turns in _chapters(told)
        ],
        "sources": shown(told.credits),
        "downloads": ((told.audio, f"Sound, {PurePosixPath(told.audio).suffix[1:].upper()}"), *DOWNLOADS),
        "strip": _strip(told),
        "about": _about(told),
        "feed": look.feed,
        **inlined(look),
    }
    return looks.page("page/index.html.j2", values, look.templates)


def _chapters(told: Told) -> list[tuple[Chapter, tuple[ShownTurn, ...]]]:
    chapters = list(told.chapters) or [Chapter(told.title, 0, told.duration_ms)]
    found: list[list[ShownTurn]] = [[] for _ in chapters]
    voices: dict[str, int] = {}
    before = None
    n = 0
    for turn in told.turns:
        if not turn.spans:
            continue
        while n + 1 < len(chapters) and turn.start_ms >= chapters[n + 1].start_ms:
            n += 1
        voice = voices.setdefault(turn.role, len(voices) % VOICES + 1) if turn.quoted else 0
        found[n].append(_turn(turn, told, named=(turn.role, turn.recorded) != before, voice=voice))
        before = turn.role, turn.recorded
    return [(chapter, tuple(turns)) for chapter, turns in zip(chapters, found, strict=True)]


def _turn(turn: Turn, told: Told, *, named: bool, voice: int) -> ShownTurn:
    places = list(dict.fromkeys(place for span in turn.spans for place in span.sources))
    links, publishers = told.links, {place: credit.publisher for credit in told.credits for place in credit.cited}
    spans = tuple(
        ShownSpan(
            span.start_ms,
            span.end_ms,
            " ".join(span.words) if span.words_ms else span.text,
            " ".join("-" if at is None else str(at) for at in span.words_ms),
            tuple(places.index(place) + 1 for place in span.sources),
            tuple(_corrected(span, told.corrections)),
        )
        for span in turn.spans
    )
    margin = tuple(Place(_short(place, links.get(place, ""), publishers.get(place, "")), place, links.get(place, "")) for place in places)
    return ShownTurn(turn.number, turn.role or "Voice", named, turn.quoted, voice, turn.start_ms, spans, margin, turn.recorded)


def _corrected(span: Span, corrections: Iterable[Correction]) -> Iterable[int]:
    return (n for n, correction in enumerate(corrections, 1) if correction.span == span)


def _short(place: str, url: str, publisher: str) -> str:
    """A place as the margin has room for it: `day.txt:14`; of what somebody published, who did, and the line."""
    file, _, lines = place.rpartition(":")
    name = publisher or site(url) or PurePosixPath(file).name or file
    return f"{name}:{lines}" if not publisher else f"{publisher}, {lines}"


def _strip(told: Told) -> Markup:
    """Who speaks when: a bar for each sentence, taller for one who is quoted."""
    scale = STRIP / max(1, told.duration_ms)
    bars = []
    for turn in told.turns:
        height = QUOTED_HEIGHT if turn.quoted else SPOKEN_HEIGHT
        for span in turn.spans:
            width = max(0.5, (span.end_ms - span.start_ms) * scale)
            bars.append(
                f'<rect x="{span.start_ms * scale:.1f}" y="{(STRIP_HEIGHT - height) / 2:g}" width="{width:.1f}" height="{height}"/>'
            )
    return Markup("".join(bars))  # noqa: S704 - numbers


def _about(told: Told) -> Markup:
    """What the page is about, for search engines: schema.org as JSON-LD, safe inside a script element."""
    about: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "PodcastEpisode",
        "name": told.title,
        "datePublished": told.date.isoformat(),
        "description": told.summary,
        "inLanguage": told.language,
        "duration": looks.iso_duration(told.duration_ms),
        "partOfSeries": {"@type": "PodcastSeries", "name": told.show},
        "associatedMedia": {"@type": "AudioObject", "contentUrl": looks.file_url(told.audio)},
    }
    text = json.dumps(about, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - no character in it can end the element
