"""One process at a time: a lock on a file, which the system takes back when the process ends, however it ends."""

from __future__ import annotations

import contextlib
import errno
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from pipeline.desk import files

_NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS)
"""What a network's disk answers that has no locks: then nobody can be kept out, and we go on."""

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: IO[bytes]) -> None:
        handle.seek(0)
        while True:
            try:
                msvcrt.locking(handle.fileno(), msvcrt.LK_LOCK, 1)
                return
            except OSError as problem:
                if problem.errno != errno.EDEADLK:  # ten seconds are over: it waits no longer by itself
                    raise

    def _unlock(handle: IO[bytes]) -> None:
        handle.seek(0)
        msvcrt.locking(handle.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: IO[bytes]) -> None:
        fcntl.flock(handle.fileno(), fcntl.LOCK_EX)

    def _unlock(handle: IO[bytes]) -> None:
        fcntl.flock(handle.fileno(), fcntl.LOCK_UN)


@contextlib.contextmanager
def alone(path: Path) -> Iterator[None]:
    """While this is open no other process is in here with the same path; it waits for one that is. The lock's file stays. Raises PublishError for the disk."""
    with files.writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle = path.open("ab")
    with handle:
        held = False
        try:
            _lock(handle)
            held = True
        except OSError as problem:
            if problem.errno not in _NO_LOCKS:
                raise
        try:
            yield
        finally:
            if held:
                _unlock(handle)
