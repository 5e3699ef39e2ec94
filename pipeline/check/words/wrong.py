"""Sentences that somebody marked as wrong, and nobody changed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.check.finding import ERROR, Finding, Part
from pipeline.check.subject import Subject
from pipeline.desk import files, marked
from pipeline.errors import ScriptError
from pipeline.model import Script

CODE = "words.marked"


def find(subject: Subject, script: Script) -> Part:
    """An error for each mark whose sentence stands in the script, and for a file of marks that cannot be read. What was marked in the script that one
    edits counts for the episode as well, though that script was changed since.
    """
    scripts = subject.show.path("scripts")
    places = marked.of_episode(subject.folder, scripts) if subject.folder is not None else (marked.file_of(subject.path),)
    return Part(tuple(finding for file in places for finding in _of(file, subject, script)))


def _of(file: Path, subject: Subject, script: Script) -> Iterator[Finding]:
    """Of the marks in one file."""
    try:
        marks = marked.read(file)
    except ScriptError as problem:
        yield Finding(ERROR, CODE, problem.where, problem.message, problem.remedy)
        return
    remedy = f"Change it, or take its mark out of {files.short(file)}, with the studio’s “Resolved” or by hand."
    for mark, place in marked.standing(marks, marked.places(script)):
        first = " ".join(mark.words.split()[:8])
        note = f": {mark.note}" if mark.note else ""
        segment = script.segments[place.n - 1]
        message = f"“{first}{' …' if len(mark.words.split()) > 8 else ''}” is marked as wrong{note}"
        yield Finding(ERROR, CODE, subject.where(segment.line), message, remedy, subject.at_ms(place.n, segment.parts[place.part][0].text))
