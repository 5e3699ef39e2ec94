"""How long the programme is as the script stands: laid out as a build lays it out, with the clips that are there and a guess for the rest."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipeline import mix
from pipeline.desk.soundtrack import sounding
from pipeline.errors import EpisodeError
from pipeline.mix.layout import RATE_HZ, Layout, Span, frames
from pipeline.model import Clip, Script
from pipeline.speak.cache import ClipCache
from pipeline.studio.room import Room

MS_A_MINUTE = 60_000
LEAST_LETTERS = 200
"""Of speech that is there, before the rest is guessed by it."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is known of a segment's length."""

    spans: tuple[Span, ...]
    """Of its clips."""
    known: bool
    """All its clips are there."""


def paragraphs(room: Room, script: Script) -> tuple[Paragraph, ...]:
    """Each segment; what was never spoken is guessed, at the pace of what was."""
    cache = ClipCache()
    found = [_measured(room, script, n, cache) for n in range(1, len(script.segments) + 1)]
    words = known_frames = 0
    for spans, texts in found:
        for span, text in zip(spans, texts, strict=True):
            if span is not None:
                words += len(text)
                known_frames += span.body
    a_letter = known_frames / words if words >= LEAST_LETTERS else 0.0
    return tuple(
        Paragraph(tuple(span or _guess(room, text, a_letter) for span, text in zip(spans, texts, strict=True)), None not in spans)
        for spans, texts in found
    )


def layout(room: Room, script: Script, own: Sequence[Paragraph]) -> Layout:
    """Where everything stands; without music where a sound cannot be had, which is told when it is to be played. Raises AudioError."""
    spans, how = [each.spans for each in own], sounding(room.show)
    try:
        return mix.placed(script, spans, how)
    except EpisodeError:
        return mix.placed(script, spans, replace(how, music=mix.SILENT))


def ms(count: int) -> int:
    """Frames as milliseconds."""
    return round(count * 1000 / RATE_HZ)


def _measured(room: Room, script: Script, n: int, cache: ClipCache) -> tuple[list[Span | None], list[str]]:
    """(the length of each of its clips, where it is there; their words)."""
    try:
        utterances = room.utterances(script, n)
        keys = room.keys(utterances)
    except EpisodeError:  # no voice, or sounds that none can say: told when it is to be spoken
        return [None], [script.segments[n - 1].text]
    spans = list[Span | None]()
    for said, key in zip(utterances, keys, strict=True):
        if key not in room.spans and (entry := cache.find(key)) is not None:
            with contextlib.suppress(EpisodeError):  # gone, or no sound: it will be spoken anew
                room.spans[key] = mix.span(Clip(n, entry.path, entry.rate_hz, entry.frames, said.voice, True, said.gain_db, said.part))
        spans.append(room.spans.get(key))
    return spans, [said.text for said in utterances]


def _guess(room: Room, words: str, frames_a_letter: float) -> Span:
    long = len(words) * frames_a_letter or frames(round(len(words.split()) * MS_A_MINUTE / room.show.rate_wpm))
    return Span(0, max(1, round(long)), 0)
