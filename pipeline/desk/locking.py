"""One process at a time in a folder: a lock that the system takes back when the process ends, however it ends."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from pipeline.desk import files

_NO_LOCKS = (errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.EINVAL, errno.ENOSYS, errno.EBADF)
"""What a network's disk answers that has no locks: then nobody can be kept out, and we go on."""

if sys.platform == "win32":
    import msvcrt

    def _open(folder: Path) -> int:
        return os.open(folder / ".lock", os.O_RDWR | os.O_CREAT)  # a folder cannot be opened here

    def _lock(handle: int) -> None:
        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
                return
            except OSError as problem:
                if problem.errno != errno.EDEADLK:  # ten seconds are over: it waits no longer by itself
                    raise

else:
    import fcntl

    def _open(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY)

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)


@contextlib.contextmanager
def alone(folder: Path) -> Iterator[None]:
    """While this is open no other process is in here with the same folder; it waits for one that is. Raises PublishError for the disk."""
    with files.writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        handle = _open(folder)
    try:
        try:
            _lock(handle)
        except OSError as problem:
            if problem.errno not in _NO_LOCKS:
                raise
        yield
    finally:
        os.close(handle)  # which gives the lock back
