"""What every open page is told as it happens."""

from __future__ import annotations

import asyncio
import contextlib
import json
import threading
from collections.abc import AsyncIterator
from typing import Any

MOST_WAITING = 1000
"""A page that takes nothing for so long has gone."""


class Hub:
    """Hands on what happens, from any thread, to all who listen."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._ears: dict[asyncio.Queue[str | None], asyncio.AbstractEventLoop] = {}
        self._ended = False

    def tell(self, name: str, told: Any) -> None:
        """An event and its data."""
        self._put(f"event: {name}\ndata: {json.dumps(told, ensure_ascii=False)}\n\n")

    def end(self) -> None:
        """Let all go."""
        self._ended = True
        self._put(None)

    def _put(self, line: str | None) -> None:
        with self._lock:
            ears = list(self._ears.items())
        for queue, loop in ears:
            with contextlib.suppress(RuntimeError):  # the loop has ended, and the page with it
                loop.call_soon_threadsafe(_give, queue, line)

    async def listen(self) -> AsyncIterator[str]:
        """Everything from now on, as server-sent events."""
        queue: asyncio.Queue[str | None] = asyncio.Queue(MOST_WAITING)
        with self._lock:
            self._ears[queue] = asyncio.get_running_loop()
        try:
            yield "retry: 1000\n\n"
            while not self._ended and (line := await queue.get()) is not None:
                yield line
        finally:
            with self._lock:
                self._ears.pop(queue, None)


def _give(queue: asyncio.Queue[str | None], line: str | None) -> None:
    if not queue.full():
        queue.put_nowait(line)


class Telling:
    """A build's watch that tells the pages."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._stage = ""

    def note(self, text: str) -> None:
        """As `Watch`."""
        self._hub.tell("note", {"text": text})

    def stage(self, name: str) -> None:
        """As `Watch`."""
        self._stage = name
        self._hub.tell("progress", {"stage": name, "share": 0.0})

    def step(self, done: float, total: float) -> None:
        """As `Watch`."""
        self._hub.tell("progress", {"stage": self._stage, "share": round(done / total, 3) if total else 1.0})
