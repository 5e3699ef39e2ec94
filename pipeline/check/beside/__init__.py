"""Do the files beside the sound agree with it and with each other: record, chapters, transcripts, notes, page, feed?

Each file is read back as a listener's program reads it, by readers of this check's own: what our writers would write now is not asked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.check.beside import chapters, cues, feed, pages, record, script, stems, tag
from pipeline.check.beside.told import NAME, finding, told
from pipeline.check.finding import Finding, Part
from pipeline.check.subject import Subject
from pipeline.desk import files
from pipeline.desk.job import SCRIPT
from pipeline.publish import RECORD

MOST_ALIKE = 3
"""Findings of one kind in one file: where every cue is late, three say it."""


def check(subject: Subject) -> Part:
    """Everything in which the folder is not one whole episode; nothing where there is none."""
    folder = subject.folder
    if folder is None or (subject.record is None and not _is_episode(folder)):
        return Part()
    where = files.short(folder / RECORD)
    if subject.record is None:
        return Part((finding("record", where, record.why_not(folder, RECORD)),), {NAME: {"files": 0}})
    try:
        values = told(subject.record, folder)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as problem:
        what = f"has no {problem}" if isinstance(problem, KeyError) else f"is no record of an episode: {problem}"
        return Part((finding("record", where, what),), {NAME: {"files": 0}})
    found: list[Finding] = [*record.check(values, RECORD), *cues.check(values)]
    found += [*chapters.check(values, RECORD), *script.check(values, subject.script), *pages.check(values)]
    found += [*tag.check(values), *stems.check(values), *feed.check(values, subject.show)]
    return Part(tuple(_few(found)), {NAME: {"files": len(values.files)}})


def _is_episode(folder: Path) -> bool:
    """Whether more than a script was made there: one that is only written has no record yet."""
    try:
        return any(path.name != SCRIPT and (path.suffix.lower() in record.SOUNDS or path.name == RECORD) for path in folder.iterdir())
    except OSError:
        return False


def _few(found: Iterable[Finding]) -> Iterator[Finding]:
    """The first of each kind in each file; the last that is told says how many more there are."""
    alike = [(one.code, one.where.rpartition(":")[0] if one.where.rpartition(":")[2].isdigit() else one.where) for one in found]
    whole, counts = Counter(alike), Counter[tuple[str, str]]()
    for key, one in zip(alike, found, strict=True):
        counts[key] += 1
        more = whole[key] - MOST_ALIKE
        if counts[key] < MOST_ALIKE or (counts[key] == MOST_ALIKE and more <= 0):
            yield one
        elif counts[key] == MOST_ALIKE:
            yield replace(one, message=f"{one.message} (and {more} more like it)")
