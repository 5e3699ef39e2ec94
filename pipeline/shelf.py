"""Files that are kept under a key, `<key>.<digest of the bytes>.<kind>`, in a folder of many: found by their names."""

from __future__ import annotations

import os
from pathlib import Path


def named(folder: Path, key: str, ending: str) -> list[Path]:
    """What a folder holds under a key, in the order of the digests; nothing where there is no such folder.

    `glob` makes a pattern of each key, which takes longer than to find it.
    """
    try:
        names = os.listdir(folder)  # noqa: PTH208 - names alone: a path for each would take longer than the look itself
    except OSError:
        return []
    return [folder / name for name in sorted(names) if name.startswith(f"{key}.") and name.endswith(ending)]
