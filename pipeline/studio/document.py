"""The whole day as the page gets it."""

from __future__ import annotations

import json
from typing import Any

from pipeline import mix, write
from pipeline.desk import day, files
from pipeline.errors import EngineError, EpisodeError
from pipeline.model import Briefing, Clip, Cue, Script, Sentence
from pipeline.publish import RECORD
from pipeline.speak.cache import ClipCache
from pipeline.studio import splice
from pipeline.studio.room import Room

MS_A_MINUTE = 60_000


def of(room: Room) -> dict[str, Any]:
    """The document of `api/day`; a script that cannot be read is told in `fault`, and the text is given all the same."""
    text = version = ""
    try:
        text, version = room.read()
        script = write.parse_script(text, room.name)
        room.refresh()
        return _whole(room, text, version, script)
    except EpisodeError as error:
        return _empty(room, text, version) | {"fault": fault(error)}


def fault(error: EpisodeError) -> dict[str, str]:
    """An error as the page shows it."""
    return {"message": error.message, "where": error.where, "remedy": error.remedy}


def _empty(room: Room, text: str, version: str) -> dict[str, Any]:
    return {
        "version": version,
        "title": room.path.stem,
        "date": "",
        "format": "",
        "show": room.show.title,
        "path": room.name,
        "edited": True,
        "fault": None,
        "text": text.removeprefix("\ufeff"),
        "length_ms": 0,
        "target_ms": room.target_ms,
        "built": None,
        "roles": [],
        "chapters": [],
        "parts": [],
    }


def _whole(room: Room, text: str, version: str, script: Script) -> dict[str, Any]:
    parts = _parts(room, text, script)
    chapters = []
    for k, (section, line) in enumerate(zip(script.sections, splice.headings(text), strict=True), 1):
        own = [part for part in parts if part["k"] == k and part["kind"] == "segment"]
        ends = [part["start_ms"] + part["length_ms"] for part in own]
        chapters.append(
            {
                "k": k,
                "title": section.title,
                "line": line,
                "first": own[0]["n"] if own else None,
                "last": own[-1]["n"] if own else None,
                "length_ms": ends[-1] - own[0]["start_ms"] if own else 0,
                "pinned": section.title in room.pinned,
            }
        )
    said = [part for part in parts if part["kind"] == "segment"]
    return _empty(room, text, version) | {
        "title": script.title,
        "date": script.date.isoformat(),
        "format": script.format,
        "show": script.show or room.show.title,
        "edited": room.edited(text, script),
        "length_ms": said[-1]["start_ms"] + said[-1]["length_ms"] + room.show.pace.closing_ms,
        "built": _built(room, script, text),
        "roles": [{"name": role, "voice": delivery.voice} for role, delivery in _cast(room, script).items()],
        "chapters": chapters,
        "parts": parts,
    }


def _cast(room: Room, script: Script) -> dict[str, Any]:
    try:
        return room.cast(script)
    except EngineError:  # the words can be worked on without a voice
        return {}


def _parts(room: Room, text: str, script: Script) -> list[dict[str, Any]]:
    from pipeline.mix.layout import joints

    written = splice.paragraphs(text, room.name)
    briefing = room.briefing(script)
    words = {} if briefing is None else _words(briefing)
    pauses, _ = joints(script, room.show.pace)
    has_voices = bool(_cast(room, script))
    risks = room.risks(script) if has_voices else [()] * len(script.segments)
    cache = ClipCache()
    found: list[dict[str, Any]] = []
    n, at_ms = 0, 0
    for k, section in enumerate(script.sections, 1):
        for part in section.parts:
            if isinstance(part, Cue):
                found.append({"kind": "cue", "k": k, "line": part.line, "text": splice.plain(text)[part.line - 1].strip()})
                continue
            n += 1
            at_ms += pauses[n - 1].pause_ms
            length_ms, cached = _length(room, script, n, cache, pauses[n - 1].sentence_ms) if has_voices else (_guess(room, part.text), False)
            raw = written[n - 1].text
            found.append(
                {
                    "kind": "segment",
                    "n": n,
                    "k": k,
                    "line": part.line,
                    "role": part.role,
                    "settings": list(part.settings),
                    "text": raw,
                    "passages": [_passage(passage, words) for passage in part.passages],
                    "start_ms": at_ms,
                    "length_ms": length_ms,
                    "cached": cached,
                    "estimated": not cached,
                    "risky": _risky(raw, risks[n - 1]),
                }
            )
            at_ms += length_ms
    return found


def _passage(passage: Sentence, words: dict[tuple[str, int], str]) -> dict[str, Any]:
    sources = []
    for source in passage.sources:
        lines = [words.get((source.file, line), "") for line in range(source.first_line, source.last_line + 1)]
        sources.append({"name": source.file, "line": source.first_line, "words": " ".join(filter(None, lines))})
    return {"text": passage.text, "sources": sources}


def _words(briefing: Briefing) -> dict[tuple[str, int], str]:
    return {(line.file or briefing.file, line.n): line.text for line in briefing.lines}


def _risky(raw: str, risks: tuple[tuple[str, str, str], ...]) -> list[dict[str, Any]]:
    found = []
    for word, says, kind in risks:
        start = raw.find(word)
        if start >= 0:
            why = "name" if kind == "name" else "unknown"
            found.append({"word": word, "start": start, "end": start + len(word), "says": says, "why": why})
    return sorted(found, key=lambda each: each["start"])


def _length(room: Room, script: Script, n: int, cache: ClipCache, sentence_ms: int) -> tuple[int, bool]:
    """(length, whether it is known: all its clips are there)."""
    try:
        utterances = room.utterances(script, n)
        keys = room.keys(utterances)
    except EpisodeError:  # such as sounds that no voice can say: told when it is to be spoken
        return _guess(room, script.segments[n - 1].text), False
    total, known = 0.0, True
    for said, key in zip(utterances, keys, strict=True):
        length_ms = room.lengths.get(key)
        if length_ms is None and (entry := cache.find(key)) is not None:
            length_ms = mix.speech_ms(Clip(n, entry.path, entry.rate_hz, entry.frames, said.voice, True, said.gain_db, said.part))
            room.lengths[key] = length_ms
        known = known and length_ms is not None
        total += _guess(room, said.text) if length_ms is None else length_ms
    return round(total + sentence_ms * (len(utterances) - 1)), known


def _guess(room: Room, words: str) -> int:
    return round(len(words.split()) * MS_A_MINUTE / room.show.rate_wpm)


def _built(room: Room, script: Script, text: str) -> dict[str, Any] | None:
    """What stands finished of this day."""
    folder = folder_of(room, script)
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        current = (folder / "script.md").read_bytes() == text.encode()
    except (OSError, ValueError):
        return None
    if not isinstance(record, dict):
        return None
    figures = {name: record.get(name) for name in ("duration_ms", "loudness_lufs", "true_peak_dbtp")}
    return {"dir": files.short(folder), **figures, "current": current}


def folder_of(room: Room, script: Script) -> Any:
    """Where its finished files stand, or would."""
    return day.place(room.show, None, script.date, script.format, script.briefing, script.cut).folder


