"""A `Score` → finished files: encoded in pieces that are used again, tagged, and each measured as a listener hears it.

The score is rendered once, a minute at a time, for all files; only a file that came out off the target or too high is made again, by itself.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import AudioError
from pipeline.model import Encoded, Programme, Tags

if TYPE_CHECKING:
    from pipeline.mix.encode.meter import Reading
    from pipeline.mix.encode.outlet import Sheet
    from pipeline.mix.encode.passing import File
    from pipeline.mix.encode.store import PieceStore
    from pipeline.mix.score import Score

ROUNDS = 4
"""Passes at most: the first is nearly always right, the second corrects by what was measured."""

CLOSE_LU = 0.2
"""Near enough to the target to stop; the gate on air is 0.5."""


PRESSED = 0.5
"""Share of a gain that a listener hears where the peaks are held lower than at first: the limiter takes the rest (speech, 2 dB lower: 0.42)."""

MOST_LU = 2.0
"""What a codec does to the loudness is less. A programme that is further off (clicks alone) cannot be helped here."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be made of a programme."""

    formats: tuple[str, ...] = ("mp3",)
    """Of `formats.ALL`; the first is the one that the programme's own figures are of."""
    bitrate_kbps: int = 128
    """Of the MP3; others follow from it."""
    mono: bool = False
    """One channel."""
    target_lufs: float = -16.0
    """Integrated loudness of each file, as a listener hears it."""
    ceiling_dbtp: float = -1.0
    """Of all files' true peaks."""


def encode(
    score: Score, programme: Programme, tags: Callable[[], Tags], wish: Wish, *, cache: Path | None, tell: Callable[[float], None] = lambda share: None
) -> Programme:
    """Make the files of a programme whose places are known: `programme.path`, with each format's own ending, appears whole or not at all.

    Returns the programme with its files and what was measured on each. `tags` is asked where they are first needed. `cache` is the folder
    in which pieces are kept; without one nothing is. `tell` hears shares from 0 to 1. Raises AudioError where ffmpeg fails or a file cannot
    be written.
    """
    from pipeline.mix.encode.outlet import Sheet
    from pipeline.mix.encode.store import PieceStore

    target = programme.path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            # All that is written on the way stands in one folder beside the target: on its file system, and gone whatever happens.
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=f".{target.name[:40]}.", dir=target.parent)))
            sheet = Sheet(score, programme, tags, folder)
            store = PieceStore(cache or folder / "pieces", lasting=cache is not None)
            files = _files(sheet, wish)
            readings = _rounds(sheet, wish, files, store, tell)
            for file in files.values():
                file.path.replace(file.where)
    except OSError as problem:
        raise AudioError(
            f"the programme could not be written: {problem.strerror or problem}.",
            where=str(target),
            remedy="Choose another folder, or make room on the disk.",
        ) from problem
    encoded = tuple(
        Encoded(name, file.where, file.plan.bitrate_kbps, file.plan.channels, readings[name].lufs, readings[name].dbtp)
        for name, file in files.items()
    )
    first = encoded[0]
    return replace(programme, path=first.path, loudness_lufs=first.loudness_lufs, true_peak_dbtp=first.true_peak_dbtp, encoded=encoded)


def _files(sheet: Sheet, wish: Wish) -> dict[str, File]:
    """The files by format, in the order in which they were asked for; nothing to correct yet."""
    from pipeline.mix import ffmpeg
    from pipeline.mix.encode.formats import named
    from pipeline.mix.encode.passing import File
    from pipeline.mix.encode.piece import Plan

    channels = 1 if wish.mono else 2
    target, encoder = sheet.programme.path, ffmpeg.version()
    files: dict[str, File] = {}
    for name in dict.fromkeys(wish.formats):
        form = named(name)
        where = target.with_suffix(f".{name}") if files else target
        plan = Plan(form.bitrate_kbps(wish.bitrate_kbps, channels), channels, encoder, ceiling=10 ** (wish.ceiling_dbtp / 20))
        files[name] = File(form, sheet.folder / f"whole.{name}", where, plan)
    return files


def _rounds(sheet: Sheet, wish: Wish, files: Mapping[str, File], store: PieceStore, tell: Callable[[float], None]) -> Mapping[str, Reading]:
    """Make the files until each measures right, ROUNDS times at most; the last one made is the one that stands."""
    from pipeline.mix.encode.passing import once

    # What sounds alike is made in one pass; a file that has to be mended has its own from then on.
    readings = dict(once(sheet, list(files.values()), store, tell))
    for name, file in files.items():
        own = sheet
        for _ in range(ROUNDS - 1):
            score = _mended(own.score, readings[name], wish, PRESSED if own.score.ceiling < sheet.score.ceiling else 1.0)
            if score is None:
                break
            own = replace(own, score=score)
            readings |= once(own, [file], store, tell)
    return readings


def _mended(score: Score, reading: Reading, wish: Wish, heard: float) -> Score | None:
    """The score as one file needs it to measure right; none where it does, or where no small step would help. `heard` is the share of a gain
    that is not taken away by the limiter.
    """
    off, over = wish.target_lufs - reading.lufs, reading.dbtp - wish.ceiling_dbtp
    mended = score.held(score.ceiling * 10 ** (-over / 20)) if over > 0 else score
    if not reading.silent and CLOSE_LU < abs(off) <= MOST_LU:
        mended = mended.louder(10 ** (round(off / heard, 1) / 20))
    return None if mended is score else mended
