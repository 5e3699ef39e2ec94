"""The programme as one MP3 file: its pieces from the store or encoded now, side by side, joined behind a header and a tag."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from pipeline.errors import AudioError
from pipeline.mix import ffmpeg
from pipeline.mix.encode import crc, frames
from pipeline.mix.encode.meter import Reading, place, reading, whole_steps
from pipeline.mix.encode.piece import Place, Plan, make, piece_key, places
from pipeline.mix.encode.store import Piece, PieceStore
from pipeline.mix.score import Score

MOST_WORKERS = 16
"""Pieces that are encoded side by side, at most: each holds a few seconds of sound."""


@dataclass(frozen=True, slots=True)
class Joined:
    """What was joined."""

    reading: Reading
    """Of the file."""
    encoded: int
    """Pieces that were encoded now; all others came from the store."""
    pieces: int


def join(score: Score, target: Path, tag: bytes, plan: Plan, store: PieceStore, tell: Callable[[float], None], where: str = "") -> Joined:
    """Write the file: the tag, the header, all pieces. Raises AudioError where ffmpeg fails, OSError where the file cannot be written."""
    whole = places(score)
    size = count = check = made = 0
    version = "LAME"
    steps = np.zeros(whole_steps(score.frames, score.rate_hz))
    peak = 0.0
    with target.open("wb") as file:
        file.write(tag + bytes(frames.header_bytes(plan.bitrate_kbps)))
        for at, (piece, fresh) in zip(whole, pieces(score, whole, plan, store, where or str(target)), strict=True):
            file.write(piece.stream)
            check = crc.joined(check, piece.crc, len(piece.stream))
            size, count, made = size + len(piece.stream), count + piece.count, made + fresh
            version = max(version, piece.version)
            place(piece.measure, at.start, steps)
            peak = max(peak, piece.measure.peak)
            tell(at.last / whole[-1].last)
        file.seek(len(tag))
        file.write(frames.header(frames.Whole(score.frames, count, size, check, plan.bitrate_kbps, plan.channels, version)))
    return Joined(reading(steps, peak), made, len(whole))


def pieces(score: Score, whole: list[Place], plan: Plan, store: PieceStore, where: str) -> Iterator[tuple[Piece, bool]]:
    """Each piece in order, and whether it was encoded now; a few are worked on ahead, one a core."""
    stop = ffmpeg.Stop()
    failures: list[BaseException] = []

    def one(at: Place) -> tuple[Piece, bool]:
        name = piece_key(score, at, plan)
        if found := store.find(name):
            return found, False
        try:
            piece = make(score, at, plan, where, stop)
            with suppress(AudioError):  # a full disk: the file counts, and is refused in its own words
                store.store(name, piece)
        except BaseException as problem:
            # The others are ended at once and fail in their turn, perhaps sooner in the order: the first failure is the one to tell.
            failures.append(problem)
            stop()
            raise
        return piece, True

    workers = min(MOST_WORKERS, os.cpu_count() or 1, len(whole))
    waiting: deque[Future[tuple[Piece, bool]]] = deque()
    pool = ThreadPoolExecutor(workers, "encode")
    try:
        for at in whole:
            waiting.append(pool.submit(one, at))
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except AudioError:
        raise failures[0] from failures[0].__cause__
    finally:
        stop()
        pool.shutdown(cancel_futures=True)
