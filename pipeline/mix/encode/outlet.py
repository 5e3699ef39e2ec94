"""Files that are written while the programme is rendered, each by a thread of its own, fed from a short queue."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.mix import ffmpeg
from pipeline.mix.encode import wave
from pipeline.mix.encode.chain import chain, source
from pipeline.mix.encode.formats import WAV, Format
from pipeline.mix.encode.labels import chapters, metadata, names
from pipeline.mix.encode.piece import Plan
from pipeline.mix.resample import Samples
from pipeline.mix.score import Score
from pipeline.model import Programme, Tags

WAITING = 2
"""Blocks in a queue: enough that an encoder never waits for the next one, little enough that memory does not follow the programme."""

LIMIT_S = 120.0
"""Before ffmpeg is given up, and two seconds more for each second of sound: several encoders share the machine."""

INFO = {"title": "INAM", "artist": "IART", "album": "IPRD", "date": "ICRD", "genre": "IGNR", "comment": "ICMT"}
"""ffmpeg's names as RIFF's."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """What goes into every file of a programme beside its sound."""

    score: Score
    programme: Programme
    tags: Callable[[], Tags]
    """Asked once a file is begun: a cover may still be drawn before."""
    folder: Path
    """For what encoders need on the way, on the target's disk."""


class Outlet:
    """One file in the making: fed block after block, then closed."""

    def __init__(self, write: Callable[[Iterator[Samples]], None]) -> None:
        self._queue: queue.Queue[Samples | None] = queue.Queue(WAITING)
        self._problem: BaseException | None = None
        self._write = write
        self._over = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def feed(self, block: Samples) -> None:
        """The next stretch of the programme. Raises what went wrong with the file, if something did."""
        if self._problem is not None:
            raise self._problem
        self._queue.put(block)

    def close(self) -> None:
        """All was fed: wait for the file. Raises what went wrong with it."""
        self._queue.put(None)
        self._thread.join()
        if self._problem is not None:
            raise self._problem

    def abandon(self) -> None:
        """Something else went wrong, and what ffmpeg runs for it was ended: wait until it lets go of the file."""
        self._queue.put(None)
        self._thread.join()

    def _run(self) -> None:
        blocks = self._blocks()
        try:
            self._write(blocks)
        except BaseException as problem:
            self._problem = problem
        # Whoever feeds must never wait for a queue that nobody empties.
        while not self._over:
            self._over = self._queue.get() is None

    def _blocks(self) -> Iterator[Samples]:
        while (block := self._queue.get()) is not None:
            yield block
        self._over = True


def opened(sheet: Sheet, form: Format, target: Path, plan: Plan, stop: ffmpeg.Stop, where: str) -> Outlet:
    """Begin one file."""
    channels = plan.channels
    if form is WAV:
        return Outlet(lambda blocks: _write_wav(sheet, target, channels, blocks))
    score = sheet.score
    words = sheet.folder / f"{form.name}.txt"
    words.write_text(metadata(sheet.tags(), sheet.programme, form), encoding="utf-8", errors="replace", newline="\n")
    inputs = [*source(score.rate_hz, score.channels), "-f", "ffmetadata", "-i", ffmpeg.file_url(words)]
    outputs = ["-map", "0:a", "-map_metadata", "1", "-map_chapters", "1", "-af", chain(score.channels, channels, 0.0)]
    if form.pictured and sheet.tags().cover_jpeg:
        cover = sheet.folder / f"{form.name}.jpg"  # its own: another encoder may be reading the like
        cover.write_bytes(sheet.tags().cover_jpeg)
        inputs += ["-f", "jpeg_pipe", "-i", ffmpeg.file_url(cover)]
        outputs += ["-map", "2:v", "-c:v", "copy", "-disposition:v", "attached_pic", "-metadata:s:v", "comment=Cover (front)"]
    rate = [] if form.lossless else ["-b:a", f"{plan.bitrate_kbps}k"]
    arguments = [*inputs, *outputs, *rate, *form.arguments, "-y", ffmpeg.file_url(target)]

    def write(blocks: Iterator[Samples]) -> None:
        fed = (block.astype("<f4", copy=False).tobytes() for block in blocks)
        ffmpeg.run(arguments, fed, timeout_s=LIMIT_S + 2 * score.frames / score.rate_hz, where=where, stop=stop)

    return Outlet(write)


def _write_wav(sheet: Sheet, target: Path, channels: int, blocks: Iterator[Samples]) -> None:
    programme = sheet.programme
    cues = [(chapter.start_frame, title) for chapter, (title, _, _) in zip(programme.chapters, chapters(programme), strict=True)]
    info = [(INFO[name], value) for name, value in names(sheet.tags(), programme, WAV) if value and name in INFO]
    head = wave.Head(sheet.score.rate_hz, channels, sheet.score.frames, info, cues)
    wave.write(target, head, (spread(block, channels) for block in blocks))


def spread(block: Samples, channels: int) -> Samples:
    """Sound in so many channels: one in both, or both in one."""
    if block.shape[1] < channels:
        block = block.repeat(channels, axis=1)
    elif block.shape[1] > channels:
        block = block.mean(axis=1, keepdims=True)
    return block
