"""What was made of sound, kept on disk under what it was made from: encoded pieces, and what is heard in them. Nothing is made twice.

One file each, `pieces/<2 of key>/<key>.<digest>.piece`, as the cache of clips: the digest of its bytes stands in its name, so that a
damaged one is noticed and made again, and two builds that make the same at once cannot mix two halves. A file's time is that of
its last use: whoever keeps the cache small takes the oldest first.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pipeline import shelf
from pipeline.errors import AudioError

FORMAT = "2"
"""Raise it when what is kept, or how it is made, changes in a way that nothing else in its key tells."""

DIGEST_CHARS = 32

REMEDY = "Set EPISODE_CACHE to a folder that can be written, or make room on its disk."


class Store:
    """A folder of such files; any number of processes may share it."""

    def __init__(self, folder: Path, *, lasting: bool = True) -> None:
        """`lasting`: it is the cache's, and not gone with the programme."""
        self.folder = folder.absolute()
        self._lasting = lasting

    def find(self, key: str) -> bytes | None:
        """What is whole under `key`, if there is any; a damaged file is deleted."""
        for path in shelf.named(self._shelf(key), key, ".piece"):
            with suppress(OSError):
                raw = path.read_bytes()
                if path.name == _name(key, raw):
                    with suppress(OSError):
                        os.utime(path)
                    return raw
            with suppress(OSError):
                path.unlink()
        return None

    def has(self, key: str) -> bool:
        """Whether anything is kept under `key`; `find` may still find it damaged."""
        return bool(shelf.named(self._shelf(key), key, ".piece"))

    def store(self, key: str, raw: bytes) -> None:
        """Keep it under `key`. Raises AudioError where the cache's disk does not take it, OSError where another does not."""
        path = self._shelf(key) / _name(key, raw)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, part = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(raw)
                Path(part).replace(path)
            finally:
                Path(part).unlink(missing_ok=True)
        except OSError as problem:
            if not self._lasting:
                raise
            message = f"the encoded pieces cannot be kept: {problem.strerror or problem}."
            raise AudioError(message, where=str(self.folder), remedy=REMEDY) from problem

    def _shelf(self, key: str) -> Path:
        return self.folder / key[:2]


def key(*parts: str | bytes) -> str:
    """64 hex digits that change with any part. Each is written with its length before it."""
    digest = hashlib.sha256()
    for part in (FORMAT, *parts):
        raw = part.encode("utf-8", "surrogatepass") if isinstance(part, str) else part
        digest.update(b"%d:" % len(raw))
        digest.update(raw)
    return digest.hexdigest()


def packed(told: Mapping[str, object], rest: bytes) -> bytes:
    """A line that says what follows, and that."""
    return json.dumps(told).encode() + b"\n" + rest


def unpacked(raw: bytes) -> tuple[dict[str, Any], int]:
    """What the line says, and where the rest begins. Raises ValueError where there is none."""
    end = raw.index(b"\n") + 1
    told: dict[str, Any] = json.loads(raw[:end])
    return told, end


def _name(key: str, raw: bytes) -> str:
    return f"{key}.{hashlib.sha256(raw).hexdigest()[:DIGEST_CHARS]}.piece"
