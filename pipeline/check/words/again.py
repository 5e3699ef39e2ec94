"""What was told on an earlier day: the episodes of a week, sentence by sentence.

Formats and cuts have listeners of their own, and know nothing of each other, as in `pipeline.desk.past`. A withdrawn episode was not told.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import write
from pipeline.check.finding import ERROR, WARNING, Finding, Part
from pipeline.check.subject import Subject
from pipeline.check.words.said import Said, segments, sentences
from pipeline.desk import day, files, standing
from pipeline.desk.job import SCRIPT
from pipeline.desk.verdicts import DAYS
from pipeline.errors import ScriptError
from pipeline.model import Script
from pipeline.publish import RECORD
from pipeline.text.words import fingerprint, words

CODE = "words.repeat"
SHARE, LEAST = 0.6, 3
"""A chapter, or all of a programme, is told again where so many of its sentences were told before, and at least so many."""
LEAST_WORDS = 5
"""A shorter sentence, “He did not say when.”, is no news of any day."""
LISTS = frozenset(("headlines", "welcome", "in brief", "looking ahead", "sign-off"))
"""Chapters of the built-in templates that hold a sentence each of many stories."""

_REMEDY = "Take it out, or say what is new since; if it is meant: repeats = true in the show’s settings, or --repeats."


@dataclass(frozen=True, slots=True)
class Earlier:
    """What an earlier day told."""

    date: dt.date
    file: Path
    marks: frozenset[str]
    """The fingerprints of its marked sentences."""
    drafted: bool
    """Whether only its script is there: perhaps nobody has heard it."""


def find(subject: Subject, script: Script, passages: Sequence[Said]) -> Part:
    """The chapters that were told before, the sentences of others, each once, or that all of it was."""
    earlier = sorted(_earlier(subject, script), key=lambda each: (each.date, not each.drafted), reverse=True)
    if not earlier:
        return Part(measured={"earlier": 0, "repeated": 0})
    before = [(said, _before(said, earlier)) for said in passages if said.marked and not said.title and _counts(said.text)]
    marks = {_mark(said.text) for said, _ in before}
    told = {_mark(said.text): (said, found) for said, found in reversed(before) if found is not None}
    measured = {"earlier": len(earlier), "repeated": len(told)}
    asked = _asked(subject)
    findings: list[Finding] = []
    shown: set[str] = set()
    for place, section in enumerate(script.sections):
        own = [(said, found) for said, found in before if said.section == place]
        again = [(said, found) for said, found in own if found is not None]
        if section.title.strip().lower() not in LISTS and _is_most(len(again), len(own)):
            findings.append(_whole(f"“{section.title}”", again, len(own), asked))
            shown |= {_mark(said.text) for said, _ in again}
    if not findings and _is_most(len(told), len(marks)):
        return Part((_whole("the programme", list(reversed(told.values())), len(marks), asked),), measured)
    findings += [_sentence(said, found) for mark, (said, found) in reversed(told.items()) if mark not in shown]
    return Part(tuple(findings), measured)


def _is_most(told: int, of: int) -> bool:
    return told >= max(LEAST, SHARE * of)


def _sentence(said: Said, found: Earlier) -> Finding:
    first = " ".join(said.text.split()[:8])
    message = f"“{first}{' …' if len(said.text.split()) > 8 else ''}” was told on {found.date} ({files.short(found.file)})"
    return Finding(WARNING, CODE, said.where, message, _REMEDY, said.at_ms)


def _whole(what: str, told: Sequence[tuple[Said, Earlier]], of: int, asked: bool) -> Finding:
    """An error, where nobody asked for it and it was surely heard."""
    said, found = told[0]
    drafted = all(each.drafted for _, each in told)
    message = f"{what} is told again: {len(told)} of its {of} sentences stand in {files.short(found.file)} of {found.date}"
    return Finding(WARNING if asked or drafted else ERROR, CODE, said.where, message, _REMEDY, said.at_ms)


def _before(said: Said, earlier: Sequence[Earlier]) -> Earlier | None:
    mark = _mark(said.text)
    return next((each for each in earlier if mark in each.marks), None)


def _mark(text: str) -> str:
    """A sentence whatever its capitals, also behind the “And” of a last headline."""
    return fingerprint(re.sub(r"^And ", "", text))


def _counts(text: str) -> bool:
    return len(words(text)) >= LEAST_WORDS


def _asked(subject: Subject) -> bool:
    """Whether repeats are wanted, by the show or when the episode was made; outside a show nothing is remembered, and a build tells all again."""
    settings = (subject.record or {}).get("settings")
    return subject.show.folder is None or subject.show.repeats or (isinstance(settings, dict) and settings.get("repeats") == "true")


# ── the week before ──────────────────────────────────────────────────────────────────────────────────────


def _earlier(subject: Subject, script: Script) -> Iterator[Earlier]:
    """The finished episodes of the week before, and the scripts of those days that have none."""
    output = subject.folder.parent if subject.folder is not None else subject.show.path("output")
    there: set[str] = set()
    for folder in _of_week(output, script.date):
        if not folder.is_dir() or folder.name.endswith(".partial"):
            continue
        if not (folder / RECORD).is_file():
            continue
        there.add(folder.name)
        if standing.read(folder).withdrawn:
            continue
        told = _of_record(folder / RECORD, script) or _of_script(folder / SCRIPT, script, drafted=False)
        if told is not None:
            yield told
    for file in _of_week(subject.show.path("scripts"), script.date):
        if file.suffix == ".md" and file.stem not in there and (told := _of_script(file, script, drafted=True)) is not None:
            yield told


def _of_week(folder: Path | None, date: dt.date) -> list[Path]:
    """What is in a folder of the seven days before a date: every name of an episode or a script begins with its day."""
    try:
        found = list(folder.iterdir()) if folder is not None else []
    except OSError:
        return []
    return [path for path in sorted(found) if (then := day.date_in(path.name)) and 1 <= (date - then).days <= DAYS]


def _of_record(file: Path, script: Script) -> Earlier | None:
    """None for what is no record of this show's, this format's and this cut's."""
    try:
        record = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(record, dict) or _kind(record) != (script.show, script.format, script.cut):
            return None
        date = dt.date.fromisoformat(str(record.get("date", "")))
    except (OSError, ValueError, RecursionError):
        return None
    told = [str(each.get("text", "")) for segment in segments(record) for each in sentences(segment) if each.get("sources")]
    return _told(date, file, told, script, drafted=False)


def _kind(record: Mapping[str, Any]) -> tuple[str, str, str]:
    return str(record.get("show", "")), str(record.get("format", "")), str(record.get("cut") or "")


def _of_script(file: Path, script: Script, *, drafted: bool) -> Earlier | None:
    try:
        other = write.parse_script(file.read_text(encoding="utf-8"), file.name)
    except (OSError, ValueError, ScriptError):
        return None
    if (other.show, other.format, other.cut) != (script.show, script.format, script.cut):
        return None
    told = [passage.text for segment in other.segments for passage in segment.passages if passage.sources]
    return _told(other.date, file, told, script, drafted=drafted)


def _told(date: dt.date, file: Path, told: Sequence[str], script: Script, *, drafted: bool) -> Earlier | None:
    if not 1 <= (script.date - date).days <= DAYS:
        return None
    return Earlier(date, file, frozenset(_mark(text) for text in told if _counts(text)), drafted)
