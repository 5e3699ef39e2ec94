"""Threads that run errands, so many at a time. Unlike those of an executor they do not keep the program from ending where one hangs."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any, TypeVar

T = TypeVar("T")


class Errands:
    """`most` daemon threads at most, begun when there is something to do; they live as long as the program."""

    def __init__(self, most: int, name: str) -> None:
        self._most, self._name = most, name
        self._todo: queue.SimpleQueue[tuple[Future[Any], Callable[[], Any]]] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._begun = 0

    def submit(self, action: Callable[[], T]) -> Future[T]:
        """Have it done in its turn."""
        future: Future[T] = Future()
        self._todo.put((future, action))
        with self._lock:
            if self._begun < self._most:
                self._begun += 1
                threading.Thread(target=self._work, name=f"{self._name}-{self._begun}", daemon=True).start()
        return future

    def _work(self) -> None:
        while True:
            future, action = self._todo.get()
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(action())
            except BaseException as error:  # handed to whoever waits
                future.set_exception(error)
            del future, action
