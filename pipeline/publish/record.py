"""`episode.json`: all that there is to say about what was made, each sentence tied to its source."""

from __future__ import annotations

import hashlib
import itertools
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from pipeline import __version__
from pipeline.model import Chapter, Clip, Credit, Encoded, Episode, Programme, Segment, Timing
from pipeline.model.recording import ENGINE
from pipeline.publish.transcript import as_read

READ_BYTES = 1 << 20

Words: TypeAlias = Mapping[int, Sequence[Sequence[int | None]]]
"""Of a segment's number: when each word of each of its passages begins, in milliseconds of the programme; an empty list where that is not
known, None for a word that is spoken in one with the word before it (“£4 million”, a dash). A word is what white space parts in the
written form."""


def document(
    episode: Episode, *, clips: Sequence[Clip] = (), urls: Sequence[str] = (), words: Words = MappingProxyType({})
) -> dict[str, Any]:
    """The record as plain values, keys always in the same order; all but `files` and `summary`, which come last.

    `clips` say which voice spoke a segment and whether it was cached, `urls` may give each chapter a page, `words` when each word begins.
    """
    script, programme = episode.script, episode.programme
    spoken_by = {clip.number: clip for clip in clips}
    fresh = {clip.number for clip in clips if not clip.cached}
    voices = dict(episode.voices)
    segments: list[dict[str, Any]] = []
    for number, (segment, timing) in enumerate(zip(script.segments, programme.timings, strict=True), 1):
        clip = spoken_by.get(number)
        segments.append(
            {
                "number": number,
                "role": segment.role,
                "start_ms": programme.ms(timing.start_frame),
                "end_ms": programme.ms(timing.end_frame),
                "text": as_read(segment.text),
                "sources": [str(source) for source in segment.sources],
                "sentences": _sentences(segment, timing, programme, words.get(number, ())),
                "voice": clip.voice if clip else voices.get(segment.role, ""),
                "cached": clip is not None and number not in fresh,
            }
        )
    heard = _heard(segments)
    return {
        "title": script.title,
        "date": script.date.isoformat(),
        "show": script.show,
        "format": script.format,
        "cut": script.cut,
        "summary": "",
        "tool": {"name": "episode", "version": __version__},
        "briefing": {"file": script.briefing, "sha256": script.briefing_sha256},
        "duration_ms": programme.duration_ms,
        "loudness_lufs": _number(programme.loudness_lufs),
        "true_peak_dbtp": _number(programme.true_peak_dbtp),
        "audio": {each.format: _measured(each) for each in programme.encoded},
        "rate_hz": programme.rate_hz,
        "frames": programme.frames,
        "voices": {role: heard.get(role, voice) for role, voice in voices.items()},
        "settings": dict(episode.settings),
        "spoken": episode.spoken,
        "cached": episode.cached,
        "chapters": [_chapter(chapter, programme, url) for chapter, url in itertools.zip_longest(programme.chapters, urls) if chapter],
        "music": [
            {
                "kind": span.kind,
                "cue": span.cue,
                "sound": span.sound,
                "start_ms": programme.ms(span.start_frame),
                "end_ms": programme.ms(span.end_frame),
            }
            for span in programme.music
        ],
        "segments": segments,
        "sources": [_credit(credit) for credit in episode.credits],
        "left_out": [{"source": str(left.source), "text": left.text, "reason": left.reason} for left in episode.left_out],
        "files": {},
        "timings_s": {stage: round(seconds, 3) for stage, seconds in episode.timings_s},
    }


def _heard(segments: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """By role, the voice that says most of it: another than was wanted, where there was no time for that one."""
    said: dict[str, dict[str, int]] = {}
    for each in segments:
        if each["voice"].startswith(f"{ENGINE}:"):
            continue
        of_role = said.setdefault(each["role"], {})
        of_role[each["voice"]] = of_role.get(each["voice"], 0) + each["end_ms"] - each["start_ms"]
    return {role: max(voices, key=voices.__getitem__) for role, voices in said.items()}


def _measured(file: Encoded) -> dict[str, Any]:
    """What one kind of file is, and how it sounds."""
    return {
        "bitrate_kbps": file.bitrate_kbps,
        "channels": file.channels,
        "loudness_lufs": _number(file.loudness_lufs),
        "true_peak_dbtp": _number(file.true_peak_dbtp),
    }


def with_files(record: Mapping[str, Any], files: Mapping[str, Path], sums: Mapping[Path, str] = MappingProxyType({})) -> dict[str, Any]:
    """The record with these files by their roles (`mp3`, `vtt` …), sizes and hashes; `sums` are those that are known. Raises OSError where one
    cannot be read.
    """
    named = {
        name: {"name": path.name, "bytes": path.stat().st_size, "sha256": sums.get(path) or sha256(path)} for name, path in files.items()
    }
    return {**record, "files": named}


def as_json(record: Mapping[str, Any]) -> str:
    """The record's file: characters as they are, a line feed at the end."""
    return json.dumps(record, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _chapter(chapter: Chapter, programme: Programme, url: str | None) -> dict[str, Any]:
    named = {"title": as_read(chapter.title), "start_ms": programme.ms(chapter.start_frame), "end_ms": programme.ms(chapter.end_frame)}
    return {**named, "url": url} if url else named


def _credit(credit: Credit) -> dict[str, Any]:
    """What is known of a source."""
    said = {key: value for key in ("publisher", "title", "url", "licence", "published") if (value := getattr(credit, key))}
    return {"file": credit.file, **said, "cited": [str(source) for source in credit.cited]}


def _sentences(segment: Segment, timing: Timing, programme: Programme, words: Sequence[Sequence[int | None]]) -> list[dict[str, Any]]:
    """Each passage with its sources and its time; passages that were spoken in one go have one time."""
    parts, spans = segment.parts, timing.parts or ((timing.start_frame, timing.end_frame),)
    if len(parts) != len(spans):
        parts, spans = (segment.passages,), ((timing.start_frame, timing.end_frame),)
    times = itertools.chain(words, itertools.repeat(()))
    return [
        {
            "text": as_read(passage.text),
            "sources": [str(source) for source in passage.sources],
            "start_ms": programme.ms(start),
            "end_ms": programme.ms(end),
            **({"words_ms": list(starts)} if (starts := next(times)) else {}),
        }
        for part, (start, end) in zip(parts, spans, strict=True)
        for passage in part
    ]


def sha256(path: Path) -> str:
    """The SHA-256 of a file in hexadecimal, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(READ_BYTES):
            digest.update(block)
    return digest.hexdigest()


def _number(value: float) -> float | None:
    """A measurement with two decimals; JSON has no infinity."""
    return round(value, 2) if math.isfinite(value) else None
