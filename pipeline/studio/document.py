"""The whole day as the page gets it."""

from __future__ import annotations

import json
from itertools import groupby
from typing import Any

from pipeline.desk import day, files, marked, recordings
from pipeline.errors import EngineError, EpisodeError, HeldError, ScriptError
from pipeline.mix.layout import Layout
from pipeline.model import Briefing, Cue, Script, Sentence
from pipeline.publish import RECORD
from pipeline.studio import doubts, kept, leaving, lengths, reading, splice
from pipeline.studio.room import Room


def of(room: Room) -> dict[str, Any]:
    """The document of `api/day`; a script that cannot be read is told in `fault`, and the text is given all the same."""
    text = version = ""
    try:
        text, version = room.read()
        script = reading.script(text, room.name)
        room.refresh()
        return _whole(room, text, version, script)
    except EpisodeError as error:
        return _empty(room, text, version) | {"fault": fault(error)}


def fault(error: EpisodeError) -> dict[str, Any]:
    """An error as the page shows it; `held` where one may publish all the same."""
    return {"message": error.message, "where": error.where, "remedy": error.remedy, "held": isinstance(error, HeldError)}


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
        "estimated": False,
        "target_ms": room.memory.now().target_ms,
        "built": None,
        "roles": [],
        "chapters": [],
        "parts": [],
        "left": [],
        "marked": [],
        "marked_fault": None,
    }


def _whole(room: Room, text: str, version: str, script: Script) -> dict[str, Any]:
    own = lengths.paragraphs(room, script)
    laid = lengths.layout(room, script, own)
    remembered = room.memory.now()
    parts = _parts(room, text, script, own, laid)
    chapters = []
    stretches = iter(laid.chapters)
    for k, (section, line) in enumerate(zip(script.sections, splice.headings(text), strict=True), 1):
        said = [part for part in parts if part["k"] == k and part["kind"] == "segment"]
        stretch = next(stretches) if said else None
        chapters.append(
            {
                "k": k,
                "title": section.title,
                "line": line,
                "first": said[0]["n"] if said else None,
                "last": said[-1]["n"] if said else None,
                "length_ms": lengths.ms(stretch.end_frame) - lengths.ms(stretch.start_frame) if stretch else 0,
                "estimated": any(part["estimated"] for part in said),
                "pinned": section.title in remembered.pinned,
            }
        )
    out = [left(each) for each in leaving.absent(text, room.name, remembered.left)]
    return _empty(room, text, version) | {
        "title": script.title,
        "date": script.date.isoformat(),
        "format": script.format,
        "show": script.show or room.show.title,
        "edited": room.edited(text, script),
        "length_ms": lengths.ms(laid.frames),
        "estimated": not all(each.known for each in own),
        "built": _built(room, script, text),
        "roles": [{"name": role, "voice": delivery.voice} for role, delivery in _cast(room, script).items()],
        "chapters": chapters,
        "parts": parts,
        "left": out,
        **_marked(room, script, [each["text"] for each in out]),
    }


def _marked(room: Room, script: Script, out: list[str]) -> dict[str, Any]:
    try:
        stand = room.marks.now(script, out)
    except ScriptError as error:  # the day goes on without them
        return {"marked_fault": fault(error)}
    told = [{"n": place.n, "part": place.part, "chapter": mark.chapter, "text": mark.words, "note": mark.note} for mark, place in stand]
    return {"marked": told}


def left(gone: kept.Left) -> dict[str, Any]:
    """Something that was left out, as the page shows it."""
    words = " ".join(splice.words(line) for line in gone.lines if not line.startswith("# "))
    return {
        "id": kept.named(gone),
        "kind": gone.kind,
        "title": gone.title,
        "text": " ".join(words.split()),
        "length_ms": gone.length_ms,
        "by": gone.by,
    }


def _cast(room: Room, script: Script) -> dict[str, Any]:
    try:
        return room.cast(script)
    except EngineError:  # the words can be worked on without a voice
        return {}


def _parts(room: Room, text: str, script: Script, own: tuple[lengths.Paragraph, ...], laid: Layout) -> list[dict[str, Any]]:
    written = splice.paragraphs(text, room.name)
    briefing = room.briefing(script)
    words = {} if briefing is None else _words(briefing)
    heard = room.doubtful(text, script)
    said = {n: list(own) for n, own in groupby(marked.places(script), lambda place: place.n)}
    found: list[dict[str, Any]] = []
    n = 0
    for k, section in enumerate(script.sections, 1):
        for part in section.parts:
            if isinstance(part, Cue):
                found.append({"kind": "cue", "k": k, "line": part.line, "text": splice.plain(text)[part.line - 1].strip()})
                continue
            n += 1
            timing, known = laid.timings[n - 1], own[n - 1].known
            raw = written[n - 1].text
            found.append(
                {
                    "kind": "segment",
                    "n": n,
                    "k": k,
                    "line": written[n - 1].first,
                    "end": written[n - 1].end,
                    "role": part.role,
                    "settings": list(part.settings),
                    "text": raw,
                    "passages": [_passage(passage, words) for passage in part.passages],
                    "sentences": [
                        {"text": place.words, "start_ms": lengths.ms(start)}
                        for place, (start, _) in zip(said[n], timing.parts, strict=True)
                    ],
                    "start_ms": lengths.ms(timing.start_frame),
                    "length_ms": lengths.ms(timing.end_frame - timing.start_frame),
                    "cached": known,
                    "estimated": not known,
                    "listened": heard[n - 1] is not None,
                    "risky": doubts.shown(raw, heard[n - 1]),
                }
            )
    return found


def _passage(passage: Sentence, words: dict[tuple[str, int], str]) -> dict[str, Any]:
    sources = []
    for source in passage.sources:
        lines = [words.get((source.file, line), "") for line in range(source.first_line, source.last_line + 1)]
        sources.append({"name": source.file, "line": source.first_line, "words": " ".join(filter(None, lines))})
    return {"text": passage.text, "sources": sources}


def _words(briefing: Briefing) -> dict[tuple[str, int], str]:
    return {(line.file or briefing.file, line.n): line.text for line in briefing.lines}


def _built(room: Room, script: Script, text: str) -> dict[str, Any] | None:
    """What stands finished of this day."""
    folder = folder_of(room, script)
    try:
        record = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        lexicon, made_ns = room.show.path("lexicon"), (folder / RECORD).stat().st_mtime_ns
        said_as_then = lexicon is None or not lexicon.exists() or lexicon.stat().st_mtime_ns <= max(made_ns, room.made_ns)
        said_as_then &= all(path.stat().st_mtime_ns <= max(made_ns, room.made_ns) for path in recordings.paths(script, room.show))
        current = said_as_then and (folder / "script.md").read_bytes() == text.encode()
    except (OSError, ValueError):
        return None
    if not isinstance(record, dict):
        return None
    figures = {name: record.get(name) for name in ("duration_ms", "loudness_lufs", "true_peak_dbtp")}
    return {"dir": files.short(folder), **figures, "current": current}


def folder_of(room: Room, script: Script) -> Any:
    """Where its finished files stand, or would."""
    return day.place(room.show, None, script.date, script.format, script.briefing, script.cut).folder
