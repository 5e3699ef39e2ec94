"""Encoded pieces on disk, found by what they hold, so that a piece that did not change is not encoded again.

One file a piece, `pieces/<2 of key>/<key>.<digest>.piece`, as the cache of clips: the digest of its bytes stands in its name, so that a
damaged one is noticed and made again, and two builds that make the same piece at once cannot mix two halves. A file's time is that of
its last use: whoever keeps the cache small takes the oldest first.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.errors import AudioError
from pipeline.mix.encode.meter import Measure

FORMAT = "1"
"""Raise it when what a piece holds, or how it is made, changes in a way that nothing else in its key tells."""

DIGEST_CHARS = 32

REMEDY = "Set EPISODE_CACHE to a folder that can be written, or make room on its disk."


@dataclass(frozen=True, slots=True)
class Piece:
    """Some MP3 frames that stand by themselves, and how they sound."""

    stream: bytes
    count: int
    """Frames in it."""
    crc: int
    """Of `stream`, see `crc`."""
    version: str
    """The encoder as its frames name it."""
    measure: Measure
    """Of the sound that the frames' place in the programme stands for."""


class PieceStore:
    """A folder of pieces; any number of processes may share it."""

    def __init__(self, folder: Path, *, lasting: bool = True) -> None:
        """`lasting`: it is the cache's, and not gone with the programme."""
        self.folder = folder.absolute()
        self._lasting = lasting

    def find(self, key: str) -> Piece | None:
        """The whole piece under `key`, if there is one; a damaged one is deleted."""
        for path in sorted(self._shelf(key).glob(f"{key}.*.piece")):
            with suppress(OSError, ValueError, KeyError):
                raw = path.read_bytes()
                if path.name == _name(key, raw):
                    piece = _unpacked(raw)
                    with suppress(OSError):
                        os.utime(path)
                    return piece
            with suppress(OSError):
                path.unlink()
        return None

    def store(self, key: str, piece: Piece) -> None:
        """Keep a piece under `key`. Raises AudioError where the cache's disk does not take it, OSError where another does not."""
        raw = _packed(piece)
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


def key(*parts: str) -> str:
    """64 hex digits that change with any part. Each is written with its length before it."""
    digest = hashlib.sha256()
    for part in (FORMAT, *parts):
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:%b" % (len(raw), raw))
    return digest.hexdigest()


def _name(key: str, raw: bytes) -> str:
    return f"{key}.{hashlib.sha256(raw).hexdigest()[:DIGEST_CHARS]}.piece"


def _packed(piece: Piece) -> bytes:
    """A line that says what follows, the energies as 32-bit floats, the frames."""
    measure = piece.measure
    line = {
        "count": piece.count,
        "crc": piece.crc,
        "version": piece.version,
        "frames": measure.frames,
        "rate_hz": measure.rate_hz,
        "peak": measure.peak,
        "cells": len(measure.energies),
    }
    return json.dumps(line).encode() + b"\n" + measure.energies.astype("<f4").tobytes() + piece.stream


def _unpacked(raw: bytes) -> Piece:
    end = raw.index(b"\n") + 1
    line = json.loads(raw[:end])
    cells = np.frombuffer(raw, "<f4", line["cells"], end).astype(np.float64)
    measure = Measure(line["frames"], line["rate_hz"], cells, line["peak"])
    return Piece(raw[end + 4 * line["cells"] :], line["count"], line["crc"], line["version"], measure)
