"""How long each stage of a build takes, and how far it is."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator

from pipeline.desk.order import Watch
from pipeline.model import Clip


class Clock:
    """Times the stages, and tells the watch how they go."""

    def __init__(self, watch: Watch) -> None:
        self._watch = watch
        self._done = 0
        self.timings_s: dict[str, float] = {}

    @contextlib.contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        """Time what is done in here."""
        self._watch.stage(stage)
        start = time.perf_counter()
        yield
        self.timings_s[stage] = round(time.perf_counter() - start, 3)

    def counter(self, total: int, also: Callable[[Clip], None] = lambda clip: None) -> Callable[[Clip], None]:
        """Counts the clips that it is called with, and hands them on."""
        self._done = 0

        def count(clip: Clip) -> None:
            self._done += 1
            self._watch.step(self._done, total)
            also(clip)

        return count

    def share(self, share: float) -> None:
        """So much of 1 is done."""
        self._watch.step(share, 1)
