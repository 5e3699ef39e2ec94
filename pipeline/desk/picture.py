"""The cover that goes into a file: the show's own picture, or one drawn from the programme; kept in the cache, as it costs a moment."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.desk import files
from pipeline.desk.show import Show
from pipeline.errors import EpisodeError, ShowError
from pipeline.model import Script
from pipeline.publish import cover as drawing
from pipeline.publish import picture
from pipeline.speak import cache

if TYPE_CHECKING:
    from pipeline.mix.clips import Take

FOLDER = "covers"
"""In the cache."""
KEPT = 60
"""Covers that stay in it: 18 MB at most."""
START, END = b"\xff\xd8", b"\xff\xd9"
"""Of a whole JPEG."""


def cover(show: Show, title: str, date: dt.date | None = None, ring: drawing.Ring = ()) -> bytes:
    """A JPEG for an episode of the show, or, without date and ring, for the show itself. Raises ShowError where its own picture is of no use."""
    if path := show.path("cover") if show.cover else None:
        return own(show, path)
    what = json.dumps([drawing.LOOK, title, show.title, date.isoformat() if date else "", ring])
    return _kept(hashlib.sha256(what.encode()), lambda: drawing.draw_cover(title, show.title, date, ring))


class Drawing:
    """The cover of an episode, drawn while its sound is encoded."""

    def __init__(self, pool: Executor, show: Show, script: Script) -> None:
        self._pool, self._show, self._script = pool, show, script
        self._begun: Future[bytes] | None = None

    def begin(self, takes: Sequence[Take] = ()) -> Future[bytes]:
        """Draw it of what was found in the clips."""
        self._begun = self._pool.submit(self._drawn, [takes])
        return self._begun

    def cover(self) -> bytes:
        """Wait for it. Raises what `cover` does."""
        return (self._begun or self.begin()).result()

    def _drawn(self, held: list[Sequence[Take]]) -> bytes:
        """`held` lets go of the clips' cells before the drawing begins: of a day's sound they are as large as it is."""
        from pipeline.mix.outline import outline

        return cover(self._show, self._script.title, self._script.date, outline(held.pop(), drawing.BARS))


@contextlib.contextmanager
def meanwhile(show: Show, script: Script) -> Iterator[Drawing]:
    """The cover is drawn beside what is done in here."""
    with ThreadPoolExecutor(1, "cover") as pool:
        yield Drawing(pool, show, script)


def own(show: Show, path: Path) -> bytes:
    """The show's own picture, small enough."""

    def made() -> bytes:
        found = picture.embedded(path)
        if isinstance(found, tuple):
            raise _refused(show, found)
        return found

    try:
        digest = hashlib.sha256(path.read_bytes())
    except OSError:
        return made()
    return _kept(digest, made)


def check(show: Show) -> None:
    """Look at the show's own picture before anything is made. Raises ShowError with the key and what is wrong."""
    if path := show.path("cover") if show.cover else None:
        home = show.folder.resolve() if show.folder else path.parent
        found = (
            ("lies outside the show", "Copy it into the show's folder.") if not path.resolve().is_relative_to(home) else picture.fault(path)
        )
        if found:
            raise _refused(show, found)


def _refused(show: Show, found: tuple[str, str]) -> ShowError:
    settings = files.short(show.file) if show.file else "episode.toml"
    key = "tool.episode.cover" if settings.endswith("pyproject.toml") else "cover"
    return ShowError(f"{show.cover} {found[0]}", where=f"{settings}: {key}", remedy=found[1])


def _kept(key: hashlib._Hash, make: Callable[[], bytes]) -> bytes:
    """What the cache holds under a key, else what is made now; a cache that fails costs a moment and nothing else."""
    try:
        path = cache.default_folder() / FOLDER / f"{key.hexdigest()}.jpg"
    except EpisodeError:
        return make()
    with contextlib.suppress(OSError):
        found = path.read_bytes()
        if found.startswith(START) and found.endswith(END):
            path.touch()
            return found
    made = make()
    with contextlib.suppress(EpisodeError, OSError):
        files.write(path, made)
        files.keep_newest(path.parent, "*.jpg", KEPT)
    return made
