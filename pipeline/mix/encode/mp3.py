"""The programme as one MP3 file: its pieces from the store or encoded now, joined behind a tag and a header."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

import numpy as np

from pipeline.mix import ffmpeg
from pipeline.mix.encode import crc, frames
from pipeline.mix.encode.meter import Reading, place, reading, whole_steps
from pipeline.mix.encode.piece import Place, Plan, make, piece_key
from pipeline.mix.encode.store import Piece, PieceStore
from pipeline.mix.score import Score

TIMES = 2
"""A piece that came out higher than the ceiling is encoded again with its peaks held, so often at most."""


def get(score: Score, at: Place, plan: Plan, store: PieceStore, where: str, stop: ffmpeg.Stop) -> Piece:
    """A piece from the store, or made and kept there; one that is too high is held lower, it alone."""
    piece = _found_or_made(score, at, plan, store, where, stop)
    for _ in range(TIMES):
        if piece.measure.peak <= plan.ceiling:
            break
        score = score.held(score.ceiling * plan.ceiling / piece.measure.peak)
        piece = _found_or_made(score, at, plan, store, where, stop)
    return piece


def _found_or_made(score: Score, at: Place, plan: Plan, store: PieceStore, where: str, stop: ffmpeg.Stop) -> Piece:
    name = piece_key(score, at, plan)
    piece = store.find(name)
    if piece is None:
        piece = make(score, at, plan, where, stop)
        store.store(name, piece)
    return piece


class Join:
    """The file in the making: piece after piece, in order."""

    def __init__(self, score: Score, target: Path, tag: Callable[[], bytes], plan: Plan) -> None:
        """`tag` is asked when the first piece is there."""
        self._score, self._target, self._make_tag, self._plan = score, target, tag, plan
        self._tag: bytes | None = None
        self._size = self._count = self._crc = 0
        self._version = "LAME"
        self._steps = np.zeros(whole_steps(score.frames, score.rate_hz))
        self._peak = 0.0

    def __enter__(self) -> Join:
        """Open the file. Raises OSError where it cannot be written."""
        self._file: BinaryIO = self._target.open("wb")
        return self

    def _begin(self) -> bytes:
        """The tag, written before all else; the header's place behind it is kept free."""
        if self._tag is None:
            self._tag = self._make_tag()
            self._file.write(self._tag + bytes(frames.header_bytes(self._plan.bitrate_kbps)))
        return self._tag

    def add(self, at: Place, piece: Piece) -> None:
        """The next piece."""
        self._begin()
        self._file.write(piece.stream)
        self._crc = crc.joined(self._crc, piece.crc, len(piece.stream))
        self._size += len(piece.stream)
        self._count += piece.count
        self._version = max(self._version, piece.version)
        place(piece.measure, at.start, self._steps)
        self._peak = max(self._peak, piece.measure.peak)

    def close(self) -> Reading:
        """Write the header, now that all is known; how the whole sounds."""
        plan = self._plan
        whole = frames.Whole(self._score.frames, self._count, self._size, self._crc, plan.bitrate_kbps, plan.channels, self._version)
        self._file.seek(len(self._begin()))
        self._file.write(frames.header(whole))
        return reading(self._steps, self._peak)

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()
