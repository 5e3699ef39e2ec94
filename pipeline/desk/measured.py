"""Length and hash of the files that go out, taken once for each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pipeline import publish
from pipeline.desk import files, memory
from pipeline.desk.show import Show
from pipeline.errors import EpisodeError, PublishError
from pipeline.mix import duration
from pipeline.publish import finished

SUMS = "sums.json"
"""What was measured of each file, so that an old episode is not read again."""


class Measured:
    """Length and hash of files, taken once: again where size or time of change say that the file is another."""

    def __init__(self, show: Show) -> None:
        self._show = show
        found = memory.load(show, SUMS)
        self._known: dict[str, list[Any]] = found if isinstance(found, dict) else {}
        self._now: dict[str, list[Any]] = {}

    def digest(self, path: Path) -> str:
        """Its SHA-256."""
        return str(self._of(path)[2])

    def ms(self, path: Path) -> int:
        """Its length in milliseconds."""
        found = self._of(path)
        if not found[3]:
            try:
                found[3] = duration.duration_ms(path)
            except EpisodeError as problem:
                raise PublishError(f"is no audio: {problem.message}", where=files.short(path), remedy=finished.AGAIN) from problem
        return int(found[3])

    def keep(self) -> None:
        """Remember it."""
        if self._now and self._now != self._known:
            memory.save(self._show, SUMS, self._now)

    def _of(self, path: Path) -> list[Any]:
        key = str(path.absolute())
        if key not in self._now:
            stat = path.stat()
            found = self._known.get(key)
            same = isinstance(found, list) and len(found) == 4 and found[:2] == [stat.st_size, stat.st_mtime_ns]
            self._now[key] = list(found) if same and found else [stat.st_size, stat.st_mtime_ns, publish.sha256(path), 0]
        return self._now[key]
