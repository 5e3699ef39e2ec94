"""Length and hash of the files that go out, taken once for each."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import publish
from pipeline.desk import files, memory
from pipeline.desk.show import Show
from pipeline.errors import EpisodeError, PublishError
from pipeline.mix import duration
from pipeline.publish import finished

SUMS = "sums.json"
"""What was measured of each file, so that an old episode is not read again."""


class _Sum(NamedTuple):
    """Of one file."""

    bytes: int
    changed_ns: int
    """When its content was last changed, as its owner says."""
    touched_ns: int
    """When anything of it was, as the system says."""
    sha256: str
    ms: int = 0
    """0 where it was not asked for."""


class Measured:
    """Length and hash of files, taken once: again where its size, or a time of change, of which one cannot be set back, says that it is another."""

    def __init__(self, show: Show) -> None:
        self._show = show
        self._known = dict(_kept(memory.load(show, SUMS)))
        self._now: dict[str, _Sum] = {}

    def digest(self, path: Path) -> str:
        """Its SHA-256."""
        return self._of(path).sha256

    def ms(self, path: Path) -> int:
        """Its length in milliseconds."""
        found = self._of(path)
        if not found.ms:
            try:
                found = self._now[str(path.absolute())] = found._replace(ms=duration.duration_ms(path))
            except EpisodeError as problem:
                raise PublishError(f"is no audio: {problem.message}", where=files.short(path), remedy=finished.AGAIN) from problem
        return found.ms

    def keep(self) -> None:
        """Remember it, where that can be written: what is not remembered is measured again."""
        if self._now and self._now != self._known:
            with contextlib.suppress(PublishError):
                memory.save(self._show, SUMS, self._now)
                self._known = dict(self._now)

    def _of(self, path: Path) -> _Sum:
        key = str(path.absolute())
        if key not in self._now:
            stat = path.stat()
            known = self._known.get(key)
            same = known is not None and known[:3] == (stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)
            self._now[key] = known if known and same else _Sum(stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns, publish.sha256(path))
        return self._now[key]


def _kept(known: Any) -> Iterator[tuple[str, _Sum]]:
    """What was remembered, as far as it can be read."""
    for key, each in known.items() if isinstance(known, dict) else ():
        if isinstance(each, list) and len(each) == len(_Sum._fields) and isinstance(each[3], str) and isinstance(each[4], int):
            yield key, _Sum(*each)
