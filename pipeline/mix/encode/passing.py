"""One pass over the programme: rendered once, a few pieces ahead and side by side, for the MP3's pieces and for all other files at once."""

from __future__ import annotations

import contextlib
import os
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from pipeline.errors import AudioError
from pipeline.mix import arenas, ffmpeg
from pipeline.mix.encode.formats import MP3, Format
from pipeline.mix.encode.mp3 import Join, get
from pipeline.mix.encode.outlet import Outlet, Sheet, opened
from pipeline.mix.encode.piece import Piece, Place, Plan, piece_key, places, rendered
from pipeline.mix.hearing import Figures, figures
from pipeline.mix.id3 import tag
from pipeline.mix.resample import Samples
from pipeline.mix.score import GRID_FRAMES, Score
from pipeline.mix.store import Store

MOST_WORKERS = 8
"""Pieces that are worked on side by side, at most: where other files are made too, each holds a minute of sound (10 MB a channel)."""

TRIM_S = 60
"""Of the programme, and what memory is free is given back: it takes half a millisecond."""

TOLERANCE_S = 0.03
"""How much longer or shorter than the programme a decoder may take a file to be: AAC's last frame (1024 of 44,100 a second) is heard whole by
some; Opus counts in another rate."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that is to be made."""

    form: Format
    path: Path
    """Where it is made: not yet where it goes."""
    where: Path
    """Where it goes: what errors name."""
    plan: Plan
    held: Mapping[int, float] = field(default_factory=dict)
    """Ceilings of pieces that came out too high, by their first frame of MP3."""


def once(sheet: Sheet, files: Sequence[File], store: Store, tell: Callable[[float], None]) -> Mapping[str, Figures]:
    """Make the files, and measure each as a listener hears it, by format. Raises AudioError or OSError."""
    score, stop = sheet.score, ffmpeg.Stop()
    mp3 = next((file for file in files if file.form is MP3), None)
    others = [file for file in files if file is not mp3]
    outlets: list[Outlet] = []
    with contextlib.ExitStack() as stack:
        stack.callback(_abandon, outlets, stop)
        for file in others:
            outlets.append(opened(sheet, file.form, file.path, file.plan, stop, str(file.where)))
        join = stack.enter_context(Join(score, mp3.path, lambda: tag(sheet.tags(), sheet.programme), mp3.plan)) if mp3 else None
        whole, trimmed = places(score), 0
        for at, (piece, blocks) in zip(whole, _worked(score, whole, mp3, store, stop, keep=bool(others)), strict=True):
            if join and piece:
                join.add(piece)
            for block in blocks:
                for outlet in outlets:
                    outlet.feed(block)
            if (at.last - trimmed) * GRID_FRAMES >= TRIM_S * score.rate_hz:
                trimmed = at.last
                arenas.trim()
            tell(at.last / whole[-1].last)
        for outlet in outlets:
            outlet.close()
        outlets.clear()
        if join:
            join.close()
    with ThreadPoolExecutor(len(files), "meter") as pool:
        found = dict(zip((file.form.name for file in files), pool.map(lambda file: hear(file, score, store, stop), files), strict=True))
    arenas.trim()
    return found


def _worked(
    score: Score, whole: Sequence[Place], mp3: File | None, store: Store, stop: ffmpeg.Stop, *, keep: bool
) -> Iterator[tuple[Piece | None, Sequence[Samples]]]:
    """The MP3's pieces in order, and with `keep` the sound of each; a few are worked on ahead, one a core.

    Where an edit left but a few to be encoded, those are begun before the others are read.
    """
    failures: list[BaseException] = []
    names: dict[Place, str] = {}

    def held(own: Score, at: Place) -> Score:
        ceiling = mp3.held.get(at.first) if mp3 else None
        return own if ceiling is None else own.held(ceiling)

    def named(at: Place, plan: Plan) -> str:
        if at not in names:
            names[at] = piece_key(held(score, at), at, plan)
        return names[at]

    def one(at: Place) -> tuple[Piece | None, Sequence[Samples]]:
        kept = Kept(score)
        try:
            own = held(kept if keep else score, at)
            piece = get(named(at, mp3.plan), own, at, mp3.plan, store, str(mp3.where), stop) if mp3 else None
            return piece, kept.sound(at.start, min(at.last * GRID_FRAMES, score.frames)) if keep else ()
        except BaseException as problem:
            # The others are ended at once and fail in their turn, perhaps sooner in the order: the first failure is the one to tell.
            failures.append(problem)
            stop()
            raise

    workers = min(MOST_WORKERS, os.cpu_count() or 1, len(whole))
    waiting: deque[Future[tuple[Piece | None, Sequence[Samples]]]] = deque()
    pool, ahead = ThreadPoolExecutor(workers, "encode"), ThreadPoolExecutor(workers, "changed")
    try:
        missing = (at for at in whole if mp3 and not store.has(named(at, mp3.plan)))
        first = [] if keep else list(islice(missing, workers + 1))
        begun = {at: ahead.submit(one, at) for at in first} if len(first) <= workers else {}
        for at in whole:
            waiting.append(begun.get(at) or pool.submit(one, at))
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except (AudioError, OSError):
        raise failures[0] from failures[0].__cause__
    finally:
        if waiting:
            stop()
        for each in (pool, ahead):
            each.shutdown(cancel_futures=True)


class Kept:
    """A score that keeps what it renders, so that a piece's sound is rendered once for the MP3 and for what else is made of it."""

    def __init__(self, score: Score) -> None:
        self._score = score
        self._blocks: list[tuple[int, Samples]] = []
        self.rate_hz, self.channels, self.frames, self.cuts = score.rate_hz, score.channels, score.frames, score.cuts
        self.key, self.alike, self.ceiling, self.louder, self.held = score.key, score.alike, score.ceiling, score.louder, score.held

    def render(self, first: int, last: int) -> Samples:
        """As the score does."""
        block = self._score.render(first, last)
        self._blocks.append((first, block))
        return block

    def sound(self, first: int, last: int) -> Sequence[Samples]:
        """A stretch of what was rendered, in order, or the stretch if nothing was."""
        made: list[Samples] = []
        for start, block in self._blocks:
            part = block[max(0, first - start) : max(0, last - start)]
            if len(part):
                made.append(part)
                first += len(part)
        return [*made, *rendered(self._score, first, last)]


def _abandon(outlets: Sequence[Outlet], stop: ffmpeg.Stop) -> None:
    """Let go of files that will not be finished."""
    if outlets:
        stop()
    for outlet in outlets:
        outlet.abandon()


def hear(file: File, score: Score, store: Store, stop: ffmpeg.Stop) -> Figures:
    """Decode a file and measure it. Raises AudioError where it is not as long as the programme."""
    found = figures(file.path, store, where=str(file.where), stop=stop)
    if abs(found.seconds - score.frames / score.rate_hz) > TOLERANCE_S:
        raise AudioError("ffmpeg wrote less than the whole programme.", where=str(file.where), remedy="Make room on the disk.")
    return found
