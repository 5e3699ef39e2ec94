"""The programme as one MP3 file: its pieces from the store or encoded now, joined behind a tag and a header."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from pipeline.mix import ffmpeg
from pipeline.mix.encode.piece import Piece, Place, Plan, make, packed, unpacked
from pipeline.mix.layer3 import crc, frames
from pipeline.mix.score import Score
from pipeline.mix.store import Store


def get(name: str, score: Score, at: Place, plan: Plan, store: Store, where: str, stop: ffmpeg.Stop) -> Piece:
    """A piece from the store, where it is called `name` (its `piece_key`), or made and kept there."""
    if (raw := store.find(name)) is not None:
        with suppress(ValueError, KeyError):
            return unpacked(raw)
    piece = make(score, at, plan, where, stop)
    store.store(name, packed(piece))
    return piece


class Join:
    """The file in the making: piece after piece, in order."""

    def __init__(self, score: Score, target: Path, tag: Callable[[], bytes], plan: Plan) -> None:
        """`tag` is asked when the first piece is there."""
        self._score, self._target, self._make_tag, self._plan = score, target, tag, plan
        self._tag: bytes | None = None
        self._size = self._count = self._crc = 0
        self._version = "LAME"

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

    def add(self, piece: Piece) -> None:
        """The next piece."""
        self._begin()
        self._file.write(piece.stream)
        self._crc = crc.joined(self._crc, piece.crc, len(piece.stream))
        self._size += len(piece.stream)
        self._count += piece.count
        self._version = max(self._version, piece.version)

    def close(self) -> None:
        """Write the header, now that all is known, and close the file."""
        plan = self._plan
        whole = frames.Whole(self._score.frames, self._count, self._size, self._crc, plan.bitrate_kbps, plan.channels, self._version)
        self._file.seek(len(self._begin()))
        self._file.write(frames.header(whole))
        self._file.close()

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None) -> None:
        self._file.close()
