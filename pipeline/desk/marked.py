"""Sentences that somebody marked as wrong while listening: a file beside the script that a person reads, writes and sends on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.desk import files
from pipeline.errors import ScriptError
from pipeline.model import Script, Segment

SUFFIX = ".marked.txt"
"""No `.md`: it is no script."""

HEAD = """Marked as wrong in {script}, while listening.
A line with > is the sentence as it was heard; below it stands what is wrong. It goes when the sentence is changed, or taken out here.
"""


@dataclass(frozen=True, slots=True)
class Mark:
    """A sentence that is wrong."""

    chapter: str
    words: str
    """As they were when it was marked, without footnotes."""
    note: str = ""
    """What is wrong, where somebody said so."""


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence of a script, as it is spoken in one go."""

    n: int
    """Its segment, from 1."""
    part: int
    """Of the segment's, from 0."""
    chapter: str
    words: str


def file_of(script: Path) -> Path:
    """Where the marks of a script stand."""
    return script.with_name(f"{script.stem}{SUFFIX}")


def of_episode(folder: Path, scripts: Path | None) -> tuple[Path, ...]:
    """Where the marks of a finished episode may stand: beside the script that one edits, though that was changed since, and beside the episode's own."""
    own = folder / "script.md"
    return tuple(dict.fromkeys(file_of(each) for each in (scripts / f"{folder.name}.md" if scripts is not None else own, own)))


def places(script: Script) -> tuple[Place, ...]:
    """Every sentence in order."""
    found, n = list[Place](), 0
    for section in script.sections:
        for segment in section.parts:
            if isinstance(segment, Segment):
                n += 1
                found += [Place(n, k, section.title, line(" ".join(each.text for each in part))) for k, part in enumerate(segment.parts)]
    return tuple(found)


def standing(marks: Sequence[Mark], there: Sequence[Place]) -> list[tuple[Mark, Place]]:
    """The marks whose sentences stand in the script, in its order: each in its own chapter, or where the words have gone to."""
    found = []
    for mark in marks:
        same = [place for place in there if place.words == mark.words]
        own = next((place for place in same if place.chapter == mark.chapter), None) or next(iter(same), None)
        if own is not None:
            found.append((mark, own))
    return sorted(found, key=lambda one: (one[1].n, one[1].part))


def read(path: Path) -> tuple[Mark, ...]:
    """The marks in a file; none where there is no file. Raises ScriptError where it cannot be read."""
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not UTF-8 text"
        raise ScriptError(f"the marks cannot be read: {why}", where=files.short(path), remedy="Mend it, or move it away.") from error
    found, chapter = list[Mark](), ""
    for each in map(str.strip, lines):
        if each.startswith("# "):
            chapter = line(each.removeprefix("# "))
        elif each.startswith(">"):
            found.append(Mark(chapter, line(each.removeprefix(">"))))
        elif each and found:
            found[-1] = replace(found[-1], note=f"{found[-1].note} {each}".strip())
    return tuple(each for each in found if each.words)


def text(marks: Sequence[Mark], script: str) -> str:
    """The file of some marks of a script of this name, in the order of the chapters as they were marked."""
    made = HEAD.format(script=script)
    for chapter in dict.fromkeys(each.chapter for each in marks):
        made += f"\n# {chapter}\n"
        for mark in marks:
            if mark.chapter == chapter:
                made += "\n".join(filter(None, (f"\n> {mark.words}", mark.note, ""))) + "\n"
    return made


def line(words: str) -> str:
    """Words on one line."""
    return " ".join(words.split())
