"""What is said, passage by passage, each with its place in the script and in the programme: what the check of the words looks at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.check.provenance.proof import VOICE
from pipeline.check.subject import Subject
from pipeline.desk import files
from pipeline.model import Script, Segment
from pipeline.publish import RECORD
from pipeline.publish.transcript import as_read


@dataclass(frozen=True, slots=True)
class Said:
    """One passage, or a title."""

    text: str
    where: str
    marked: bool
    """Whether it names a source: news. The rest is the show's own."""
    quoted: bool
    """Whether the one who speaks is somebody who is quoted."""
    section: int
    """Its chapter's place in the script, from 0; -1 where it is in none."""
    last: bool = False
    """Whether a segment ends with it."""
    title: bool = False
    at_ms: int | None = None
    """When it is heard, where there is a record that says so."""


def of_script(subject: Subject, script: Script) -> list[Said]:
    """The passages of a script in order, each chapter's title before them."""
    found = [Said(script.title, subject.where(), True, False, -1, title=True)]
    times = _times(subject.record, script)
    number = 0
    for place, section in enumerate(script.sections):
        line = next((part.line for part in section.parts), 0)
        found.append(Said(section.title, subject.where(line), True, False, place, title=True))
        for segment in (part for part in section.parts if isinstance(part, Segment)):
            number += 1
            last = len(segment.passages) - 1
            for n, passage in enumerate(segment.passages):
                quoted = segment.role.startswith(VOICE)
                at_ms = times.get((number, n))
                found.append(Said(passage.text, subject.where(segment.line), bool(passage.sources), quoted, place, n == last, at_ms=at_ms))
    return found


def of_record(subject: Subject, script: Script) -> list[Said]:
    """The texts of the episode's record that are not the script's: what listeners read, and the script does not say."""
    if subject.folder is None:
        return []
    where = files.short(subject.folder / RECORD)
    written = {as_read(segment.text) for segment in script.segments}
    return [
        Said(text, where, bool(each.get("sources")), str(each.get("role", "")).startswith(VOICE), -1, at_ms=_ms(each))
        for each in segments(subject.record)
        if (text := str(each.get("text", ""))) not in written
    ]


def segments(record: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    """The segments of a record; none where it is not what it should be."""
    found = record.get("segments") if record else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def sentences(segment: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """The sentences of a record's segment."""
    found = segment.get("sentences")
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _times(record: Mapping[str, Any] | None, script: Script) -> dict[tuple[int, int], int]:
    """(segment from 1, passage from 0) → when it is heard, where record and script are of the same words."""
    told: Sequence[Mapping[str, Any]] = segments(record)
    if len(told) != len(script.segments):
        return {}
    times: dict[tuple[int, int], int] = {}
    for number, (segment, each) in enumerate(zip(script.segments, told, strict=True), 1):
        for n, (_, sentence) in enumerate(zip(segment.passages, sentences(each), strict=False)):
            if (at_ms := _ms(sentence)) is not None:
                times[number, n] = at_ms
    return times


def _ms(value: Mapping[str, Any]) -> int | None:
    found = value.get("start_ms")
    return found if isinstance(found, int) else None
