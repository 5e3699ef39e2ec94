"""Sentences that somebody marked as wrong while listening: a file beside the script that a person reads, writes and sends on."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.desk import files
from pipeline.errors import EpisodeError, ScriptError
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


def places(script: Script) -> tuple[Place, ...]:
    """Every sentence in order."""
    found, n = list[Place](), 0
    for section in script.sections:
        for segment in section.parts:
            if isinstance(segment, Segment):
                n += 1
                found += [Place(n, k, section.title, _line(" ".join(each.text for each in part))) for k, part in enumerate(segment.parts)]
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


class Marks:
    """The marks of one script. May be called from any thread."""

    def __init__(self, script: Path, writing: threading.RLock) -> None:
        self.path = script.with_name(f"{script.stem}{SUFFIX}")
        self._script, self._writing = script.name, writing
        self._gone: tuple[Mark, ...] = ()
        """What left the file as its sentence was changed: an undo brings it back."""

    def now(self, script: Script, out: Collection[str] = ()) -> list[tuple[Mark, Place]]:
        """What is marked in the script as it stands. What was changed leaves the file; `out` are the words of what was left out, which may
        come back. Raises ScriptError where the file cannot be read.
        """
        with self._writing:
            there = self._read()
            every = (*there, *(each for each in self._gone if not any(_same(each, other) for other in there)))
            stand = standing(every, places(script))
            stay = tuple(each for each in every if any(each is mark for mark, _ in stand) or any(each.words in words for words in out))
            if stay != there:
                try:
                    self._write(stay)
                except EpisodeError:  # it is told when somebody marks something
                    return stand
                self._gone = tuple(each for each in every if each not in stay)
            return stand

    def put(self, mark: Mark, script: Script) -> None:
        """Mark a sentence, or say another thing of it. Raises ScriptError where it does not stand in the script, or for the disk."""
        asked = replace(mark, words=_line(mark.words), chapter=_line(mark.chapter), note=_line(mark.note).lstrip("#> "))  # none that would be a chapter or a sentence
        if not standing([asked], places(script)):
            raise ScriptError("this sentence does not stand in the script any more", where=self._script, remedy="Play it anew, and mark it.")
        self._change(lambda there: (*(each for each in there if not _same(each, asked)), asked))

    def resolve(self, mark: Mark) -> None:
        """Take a mark away. Raises ScriptError for the disk."""
        self._change(lambda there: tuple(each for each in there if not _same(each, mark)))

    def _change(self, made: Callable[[tuple[Mark, ...]], tuple[Mark, ...]]) -> None:
        with self._writing:
            self._write(made(self._read()))

    def _read(self) -> tuple[Mark, ...]:
        try:
            lines = self.path.read_text(encoding="utf-8-sig").splitlines()
        except FileNotFoundError:
            return ()
        except (OSError, UnicodeDecodeError) as error:
            raise ScriptError(f"cannot be read: {error}", where=files.short(self.path), remedy="Mend it, or move it away.") from error
        found, chapter = list[Mark](), ""
        for line in map(str.strip, lines):
            if line.startswith("# "):
                chapter = _line(line.removeprefix("# "))
            elif line.startswith(">"):
                found.append(Mark(chapter, _line(line.removeprefix(">"))))
            elif line and found:
                found[-1] = replace(found[-1], note=f"{found[-1].note} {line}".strip())
        return tuple(each for each in found if each.words)

    def _write(self, marks: Sequence[Mark]) -> None:
        """In the order of the chapters as they were marked; no file where nothing is."""
        if not marks:
            with files.writing(self.path, ScriptError):
                self.path.unlink(missing_ok=True)
            return
        text = HEAD.format(script=self._script)
        for chapter in dict.fromkeys(each.chapter for each in marks):
            text += f"\n# {chapter}\n"
            for mark in marks:
                if mark.chapter == chapter:
                    text += "\n".join(filter(None, (f"\n> {mark.words}", mark.note, ""))) + "\n"
        files.write(self.path, text, ScriptError)


def _same(one: Mark, other: Mark) -> bool:
    return (one.chapter, one.words) == (other.chapter, other.words)


def _line(words: str) -> str:
    return " ".join(words.split())
