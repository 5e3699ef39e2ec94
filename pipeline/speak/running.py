"""Which builds are running: each process that uses a cache keeps a file in it locked, and the system lets go when the process ends.

Nothing that a running build has used is ever cleared away. No build waits for another: the locks are its own.
"""

from __future__ import annotations

import atexit
import os
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

FOLDER = "running"

NEW_S = 60.0
"""A mark younger than this counts as held: between its making and its locking lies a moment."""

_held: dict[Path, tuple[Path, IO[bytes]]] = {}
_lock = threading.Lock()

if sys.platform == "win32":

    def _take(handle: IO[bytes]) -> bool:
        import msvcrt

        try:
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _take(handle: IO[bytes]) -> bool:
        import fcntl

        try:
            fcntl.flock(handle.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True


def mark(cache: Path) -> None:
    """Say that this process uses the cache from now on, until it ends. Where that cannot be written, nobody can clear anything away either."""
    cache = cache.absolute()
    with _lock:
        if cache in _held:
            return
        with suppress(OSError):
            (cache / FOLDER).mkdir(parents=True, exist_ok=True)
            number, name = tempfile.mkstemp(prefix=f"{os.getpid()}.", dir=cache / FOLDER)
            handle = os.fdopen(number, "wb")
            _take(handle)
            if not _held:
                atexit.register(_let_go)
            _held[cache] = Path(name), handle


def oldest(cache: Path) -> float:
    """When the first of the builds that still run began to use the cache, in seconds of the epoch; infinity where none runs.

    What a killed one left is deleted.
    """
    began = list(_began((cache / FOLDER).absolute()))
    return min(began, default=float("inf"))


def _began(folder: Path) -> Iterator[float]:
    own = {path for path, _ in _held.values()}
    try:
        marks = sorted(folder.iterdir())
    except OSError:
        return
    for path in marks:
        with suppress(OSError):
            since = path.stat().st_mtime
            if path in own or time.time() - since < NEW_S:
                yield since
                continue
            with path.open("r+b") as handle:
                free = _take(handle)
            if free:
                path.unlink()
            else:
                yield since


def _let_go() -> None:
    for path, handle in _held.values():
        with suppress(OSError):
            handle.close()
            path.unlink()
    _held.clear()
