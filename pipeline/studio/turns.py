"""Whose turn it is to speak: one at a time, in the order in which they came, and whoever has much to say lets others in between."""

from __future__ import annotations

import threading
from types import TracebackType


class Turns:
    """A lock that is fair, and that tells its holder whether somebody waits."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._came = self._left = 0

    def __enter__(self) -> None:
        with self._changed:
            mine, self._came = self._came, self._came + 1
            self._changed.wait_for(lambda: self._left == mine)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with self._changed:
            self._left += 1
            self._changed.notify_all()

    def wanted(self) -> bool:
        """Whether somebody waits for the one who holds it."""
        return self._came - self._left > 1
