"""`episode.json`: all that there is to say about what was made, each sentence tied to its source."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.model import Clip, Episode, Programme, Segment, Timing
from pipeline.publish.transcript import as_read

READ_BYTES = 1 << 20


def record(episode: Episode, *, clips: Sequence[Clip], files: Mapping[str, Path]) -> str:
    """The record as JSON: keys always in the same order, characters as they are, a line feed at the end.

    `clips` say which voice spoke a segment and whether it was cached; `files` are those to name with size and hash, each by its
    role (`mp3`, `vtt` …). Raises OSError where one of them cannot be read.
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
                "sentences": _sentences(segment, timing, programme),
                "voice": clip.voice if clip else voices.get(segment.role, ""),
                "cached": clip is not None and number not in fresh,
            }
        )
    document = {
        "title": script.title,
        "date": script.date.isoformat(),
        "show": script.show,
        "format": script.format,
        "tool": {"name": "episode", "version": __version__},
        "briefing": {"file": script.briefing, "sha256": script.briefing_sha256},
        "duration_ms": programme.duration_ms,
        "loudness_lufs": _number(programme.loudness_lufs),
        "true_peak_dbtp": _number(programme.true_peak_dbtp),
        "rate_hz": programme.rate_hz,
        "frames": programme.frames,
        "voices": voices,
        "settings": dict(episode.settings),
        "spoken": episode.spoken,
        "cached": episode.cached,
        "chapters": [
            {"title": c.title, "start_ms": programme.ms(c.start_frame), "end_ms": programme.ms(c.end_frame)} for c in programme.chapters
        ],
        "segments": segments,
        "left_out": [{"source": str(left.source), "text": left.text, "reason": left.reason} for left in episode.left_out],
        "files": {name: {"name": path.name, "bytes": path.stat().st_size, "sha256": sha256(path)} for name, path in files.items()},
        "timings_s": {stage: round(seconds, 3) for stage, seconds in episode.timings_s},
    }
    return json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _sentences(segment: Segment, timing: Timing, programme: Programme) -> list[dict[str, Any]]:
    """Each passage with its sources and its time; passages that were spoken in one go have one time."""
    parts, spans = segment.parts, timing.parts or ((timing.start_frame, timing.end_frame),)
    if len(parts) != len(spans):
        parts, spans = (segment.passages,), ((timing.start_frame, timing.end_frame),)
    return [
        {
            "text": as_read(passage.text),
            "sources": [str(source) for source in passage.sources],
            "start_ms": programme.ms(start),
            "end_ms": programme.ms(end),
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
