"""A `Score` → finished files: encoded in pieces that are used again, tagged, and each measured as a listener hears it.

The score is rendered once, a minute at a time, for all files; only a file that came out off the target or too high is made again, by itself.
"""

from __future__ import annotations

import math
import tempfile
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.errors import AudioError
from pipeline.mix.score import GRID_FRAMES
from pipeline.model import Encoded, Programme, Tags

if TYPE_CHECKING:
    from pipeline.mix.encode.outlet import Sheet
    from pipeline.mix.encode.passing import File
    from pipeline.mix.hearing import Figures
    from pipeline.mix.hearing.meter import Reading
    from pipeline.mix.score import Score
    from pipeline.mix.store import Store

ROUNDS = 4
"""Passes at most: the first is nearly always right, the second corrects by what was measured."""

CLOSE_LU = 0.2
"""Near enough to the target to stop; the gate on air is 0.5."""

TIMES = 3
"""A piece of MP3 that came out higher than the ceiling is encoded again with its peaks held, it alone, so often at most."""

STUCK_DB, MORE_KBPS = 0.1, 8
"""A peak that a lower ceiling takes down by less does not come from the programme: Opus makes single pulses of its own (measured: 2 dB higher
than all else, as high at any ceiling, and gone at the next bit rate)."""

LOWER = 10 ** (-0.1 / 20)
"""And by so much more: what an encoder adds to a peak is another tenth with every other peak."""

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
    score: Score,
    programme: Programme,
    tags: Callable[[], Tags],
    wish: Wish,
    *,
    cache: Path | None,
    tell: Callable[[float], None] = lambda share: None,
) -> Programme:
    """Make the files of a programme whose places are known: `programme.path`, with each format's own ending, appears whole or not at all.

    Returns the programme with its files and what was measured on each. `tags` is asked where they are first needed. `cache` is the folder
    in which pieces are kept; without one nothing is. `tell` hears shares from 0 to 1. Raises AudioError where ffmpeg fails or a file cannot
    be written.
    """
    from pipeline.mix.encode.outlet import Sheet
    from pipeline.mix.store import Store

    target = programme.path
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:
            # All that is written on the way stands in one folder beside the target: on its file system, and gone whatever happens.
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix=f".{target.name[:40]}.", dir=target.parent)))
            sheet = Sheet(score, programme, tags, folder)
            store = Store(cache or folder / "pieces", lasting=cache is not None)
            files = _files(sheet, wish)
            found = _rounds(sheet, wish, files, store, tell)
            for file in files.values():
                file.path.replace(file.where)
    except OSError as problem:
        raise AudioError(
            f"the programme could not be written: {problem.strerror or problem}.",
            where=str(target),
            remedy="Choose another folder, or make room on the disk.",
        ) from problem
    encoded = tuple(
        Encoded(name, file.where, file.plan.bitrate_kbps, file.plan.channels, found[name].reading.lufs, found[name].reading.dbtp)
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
        plan = Plan(form.bitrate_kbps(wish.bitrate_kbps, channels), channels, encoder)
        files[name] = File(form, sheet.folder / f"whole.{name}", where, plan)
    return files


def _rounds(sheet: Sheet, wish: Wish, files: dict[str, File], store: Store, tell: Callable[[float], None]) -> Mapping[str, Figures]:
    """Make the files until each measures right, so often at most; the last one made is the one that stands, and `files` says how it was made."""
    from pipeline.mix.encode.formats import MP3
    from pipeline.mix.encode.passing import once

    # What sounds alike is made in one pass; a file that has to be mended has its own from then on.
    found = dict(once(sheet, list(files.values()), store, tell))
    for name, first in files.items():
        file, own, rounds, times = first, sheet, ROUNDS - 1, TIMES if first.form is MP3 else 0
        before = math.inf
        while True:
            dbtp = found[name].reading.dbtp
            stuck = dbtp > max(wish.ceiling_dbtp, before - STUCK_DB) and not (file.form is MP3 or file.form.lossless)
            pressed = PRESSED if own.score.ceiling < sheet.score.ceiling else 1.0
            if times and (lower := _lower(file, own.score, found[name], wish)):
                file, times = replace(file, held=lower), times - 1
            elif rounds and stuck:
                file, rounds = replace(file, plan=replace(file.plan, bitrate_kbps=file.plan.bitrate_kbps + MORE_KBPS)), rounds - 1
            elif rounds and (score := _mended(own.score, found[name].reading, wish, pressed)):
                own, rounds = replace(own, score=score), rounds - 1
            else:
                break
            before = dbtp if dbtp > wish.ceiling_dbtp else math.inf
            found |= once(own, [file], store, tell)
        files[name] = file
    return found


def _lower(file: File, score: Score, found: Figures, wish: Wish) -> Mapping[int, float]:
    """The ceilings of an MP3's pieces, those that came out too high lower by what they were over; nothing where none did."""
    from pipeline.mix.encode.piece import places

    ceiling, held = 10 ** (wish.ceiling_dbtp / 20), dict(file.held)
    over = [(first, last, peak) for first, last, peak in found.peaks if peak > ceiling]
    for first, last, peak in over:
        for at in places(score):
            if at.start < last and first < at.last * GRID_FRAMES:
                held[at.first] = file.held.get(at.first, score.ceiling) * ceiling / peak * LOWER
    return held if over else {}


def _mended(score: Score, reading: Reading, wish: Wish, heard: float) -> Score | None:
    """The score as one file needs it to measure right; none where it does, or where no small step would help. `heard` is the share of a gain
    that is not taken away by the limiter.
    """
    off, over = wish.target_lufs - reading.lufs, reading.dbtp - wish.ceiling_dbtp
    mended = score.held(score.ceiling * 10 ** (-over / 20)) if over > 0 else score
    if not reading.silent and CLOSE_LU < abs(off) <= MOST_LU:
        mended = mended.louder(10 ** (round(off / heard, 1) / 20))
    return None if mended is score else mended
