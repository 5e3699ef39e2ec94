"""How long to wait for what may never answer: an engine, ffmpeg, a store. `$EPISODE_PATIENCE` is how many times as long as usual."""

from __future__ import annotations

import contextvars
import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from pipeline.errors import EpisodeError

VARIABLE = "EPISODE_PATIENCE"
"""The environment variable: 3 on a machine that is slow or has much else to do, 0.5 where a scheduler is in a hurry."""

LEAST, MOST = 0.001, 1000.0

T = TypeVar("T")


class NoAnswerError(TimeoutError):
    """What was waited for did not come in time."""


def times(limit_s: float) -> float:
    """A time limit as it is meant here. Raises EpisodeError where the variable holds no such number."""
    chosen = os.environ.get(VARIABLE, "").strip() or "1"
    try:
        factor = float(chosen)
    except ValueError:
        factor = 0.0
    if not LEAST <= factor <= MOST:
        raise EpisodeError(
            f"{chosen!r} is no number of times", where=VARIABLE, remedy="Write how many times as long as usual to wait, as 2 or 0.5."
        )
    return limit_s * factor


def aside(action: Callable[[], T], name: str) -> Future[T]:
    """Do it in a thread of its own, which cannot keep the program from ending."""
    future: Future[T] = Future()
    context = contextvars.copy_context()

    def run() -> None:
        try:
            future.set_result(context.run(action))
        except BaseException as error:  # handed to whoever waits
            future.set_exception(error)

    threading.Thread(target=run, name=name, daemon=True).start()
    return future


def within(limit_s: float, action: Callable[[], T], name: str = "patience") -> T:
    """What an action gives. Raises NoAnswerError where that takes longer than `times(limit_s)`; it is then left to itself."""
    limit_s = times(limit_s)
    future = aside(action, name)
    try:
        return future.result(limit_s)
    except TimeoutError as error:
        if future.done():  # its own
            raise
        raise NoAnswerError(f"no answer within {limit_s:.3g} s") from error
