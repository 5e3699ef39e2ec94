"""What `episode cache` does: the cache looked at, cleared, checked."""

from __future__ import annotations

from typing import Any

from pipeline.desk.show import Show
from pipeline.speak import cache, shelves
from pipeline.speak.remote import named


def info(show: Show) -> dict[str, Any]:
    """What it holds, and may hold."""
    folder = cache.default_folder()
    return {"folder": str(folder), "remote": named(), "most_bytes": cache.bound(show.cache_max_gb), **shelves.info(folder)}


def clear(older_than_s: float) -> dict[str, Any]:
    """Clear away what was not used for so long; `left` is what remains of that kind, `stays` what is never cleared away, by kind."""
    folder = cache.default_folder()
    gone = shelves.clear(folder, older_than_s)
    kinds = shelves.info(folder)["kinds"]
    stays = {name: each["bytes"] for name, each in kinds.items() if each["bytes"] and name not in (*shelves.KEPT, *shelves.KINDS.values())}
    return {"removed": gone.entries, "bytes": gone.bytes, "left": gone.left, "spared": gone.spared, "stays": stays}


def verify() -> dict[str, Any]:
    """Check every digest; what is damaged is removed."""
    whole, damaged = shelves.verify(cache.default_folder())
    return {"whole": whole, "damaged": list(damaged)}
