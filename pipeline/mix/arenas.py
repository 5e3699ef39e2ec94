"""How the C library shares memory out between threads, where that is glibc: without a bound, memory follows the length of the programme.

Each piece of an MP3 has threads of its own, and glibc gives up to eight heaps a core to them; what they let go of stays there, in bits between
what is held. So there are two heaps, and what is free is given back after each piece.
"""

from __future__ import annotations

import contextlib
import sys

M_ARENA_MAX = -8
"""malloc.h."""
HEAPS = 2


def trim() -> None:
    """Give back what is free: what comes next begins with little. Elsewhere than under glibc nothing."""
    if not sys.platform.startswith("linux"):
        return
    with contextlib.suppress(OSError, AttributeError, ImportError):
        import ctypes

        ctypes.CDLL(None).malloc_trim(0)


def few() -> None:
    """Two heaps from now on; elsewhere than under glibc nothing."""
    if not sys.platform.startswith("linux"):
        return
    with contextlib.suppress(OSError, AttributeError, ImportError):
        import ctypes

        ctypes.CDLL(None).mallopt(M_ARENA_MAX, HEAPS)
