"""A file that a process holds for as long as it lives: the system lets go of it when the process ends, however it ends.

A process's number says less: in a container each build may have number 1, and a killed one's number is soon another's.
"""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

if sys.platform == "win32":

    def hold(path: Path) -> int | None:
        """Nothing is held here: one who reads the file would be kept out as well."""
        return None

    def is_held(path: Path) -> bool:
        """Nothing is."""
        return False

else:
    import fcntl

    def hold(path: Path) -> int | None:
        """Hold a file, which need not be there yet, until what is returned is let go of. None where another holds it, where it has gone from
        this place meanwhile, and on a disk that has no locks. Raises OSError for the disk.
        """
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(handle), path.stat()):
                return handle
        except OSError:
            pass
        os.close(handle)
        return None

    def is_held(path: Path) -> bool:
        """Whether a living process, this one included, holds it."""
        try:
            handle = os.open(path, os.O_RDONLY)
        except OSError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)  # shared: two that ask at once are not in each other's way
        except BlockingIOError:
            return True
        except OSError:
            return False
        finally:
            os.close(handle)
        return False


def let_go(handle: int | None) -> None:
    """Hold a file no longer."""
    if handle is not None:
        with contextlib.suppress(OSError):
            os.close(handle)
