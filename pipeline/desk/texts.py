"""What was found of a show's texts, kept in the cache from one build to the next: a file for each show, by what found it.

A sentence that stands as it stood is neither put into words nor proved again, a source that does is not read again. Another program,
another library or another machine finds all anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from pipeline.desk import digests, files
from pipeline.desk.show import Show
from pipeline.errors import EpisodeError
from pipeline.speak import cache
from pipeline.text.found import Plain, Shelf, shelved

FOLDER = "texts"
"""In the cache."""
KEPT = 30
"""Shows whose texts stay in it."""
MOST = 12_000
"""Findings of a show that are kept, four a sentence: a day's programme of five hours, or a week of half hours; 12 MB at most, and the day's
text and its running order."""


@contextlib.contextmanager
def kept(show: Show) -> Iterator[None]:
    """What is found in here of texts is known to the next build. A cache that fails costs a moment and nothing else."""
    try:
        path = cache.default_folder() / FOLDER / f"{_name(show)}.json"
    except EpisodeError:
        yield
        return
    program = digests.of(digests.of_tool(), digests.of_machine())
    shelf = Shelf(_read(path, program))
    try:
        with shelved(shelf):
            yield
    finally:
        if shelf.new:
            _write(path, program, shelf)


def _name(show: Show) -> str:
    return digests.of(str(show.folder.absolute()) if show.folder else "")[:32]


def _read(path: Path, program: str) -> dict[str, Plain]:
    """The findings in a file: those of this program, and none where the file is not whole."""
    try:
        head, body = path.read_bytes().split(b"\n", 1)
        if head.decode() != _head(program, body):
            return {}
        found: dict[str, Plain] = json.loads(body)
    except (OSError, ValueError, RecursionError):
        return {}
    return found


def _write(path: Path, program: str, shelf: Shelf) -> None:
    body = json.dumps(shelf.all(MOST), separators=(",", ":")).encode("ascii")
    with contextlib.suppress(EpisodeError, OSError):
        files.write(path, _head(program, body).encode() + b"\n" + body)
        files.keep_newest(path.parent, "*.json", KEPT)


def _head(program: str, body: bytes) -> str:
    return f"{program} {hashlib.sha256(body).hexdigest()}"
