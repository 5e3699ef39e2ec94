"""The marks of the script that the studio shows: set, resolved, gone with what is changed and back with an undo."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.desk import files, marked
from pipeline.desk.marked import Mark, Place, line, places, standing
from pipeline.errors import EpisodeError, ScriptError
from pipeline.model import Script


class Marks:
    """The marks of one script. May be called from any thread."""

    def __init__(self, script: Path, writing: threading.RLock) -> None:
        self.path = marked.file_of(script)
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
        asked = replace(
            mark, words=line(mark.words), chapter=line(mark.chapter), note=line(mark.note).lstrip("#> ")
        )  # none that would be a chapter or a sentence
        if not standing([asked], places(script)):
            raise ScriptError(
                "this sentence does not stand in the script any more", where=self._script, remedy="Play it anew, and mark it."
            )
        self._change(lambda there: (*(each for each in there if not _same(each, asked)), asked))

    def resolve(self, mark: Mark) -> None:
        """Take a mark away. Raises ScriptError for the disk."""
        self._change(lambda there: tuple(each for each in there if not _same(each, mark)))

    def _change(self, made: Callable[[tuple[Mark, ...]], tuple[Mark, ...]]) -> None:
        with self._writing:
            self._write(made(self._read()))

    def _read(self) -> tuple[Mark, ...]:
        return marked.read(self.path)

    def _write(self, marks: Sequence[Mark]) -> None:
        """No file where nothing is marked."""
        if not marks:
            with files.writing(self.path, ScriptError):
                self.path.unlink(missing_ok=True)
            return
        files.write(self.path, marked.text(marks, self._script), ScriptError)


def _same(one: Mark, other: Mark) -> bool:
    return (one.chapter, one.words) == (other.chapter, other.words)
