"""What is wrong with one file's sound, by the sound alone: how loud, how high, where it is silent, where it clicks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from pipeline.check.finding import ERROR, WARNING
from pipeline.check.sound.told import Told
from pipeline.mix.hearing import Heard
from pipeline.mix.hearing.part import CORNER_FRAMES, SHARPNESS, Corners, long_runs
from pipeline.mix.loudness import CELL_S

CELL_MS = CELL_S * 1000

OFF_LU = 0.5
"""Further from its target no file goes on air (Apple Podcasts allows 1)."""

CEILING_DBTP, OVER_DB = -1.0, 0.1
"""Apple Podcasts, AES TD1008; meters differ by a tenth."""

CLAIM_OFF = 0.2
"""LU or dB between what the record says and what is heard; a file as it was built differs by 0.01."""

MOST_OFFSET = 0.02
"""Share of full scale. A synthetic voice stands off by up to 0.003 (measured); a hundredth is where headroom is lost and joins click."""

LEAST_TOGETHER = 0.25
"""Of the power where two channels are heard as one. Nothing in common leaves half; less is left only where one is the other turned round."""

FLOOR_DB = -45.0
"""Below it nothing is meant to be heard: the loudest room tone that a show can have reads −50, a bed under speech −30 and more."""

SILENT_MS = 2000
"""A listener thinks that it has stopped."""

ASKED_MS = 300
"""A pause may be longer than it was asked for by what is faded around it."""

LEAST_CORNER, SHARP, SHARP_IN = 0.05, 8.0, {"opus": 20.0}
"""A click is a corner of 5 % of full scale, and so many times sharper than all around it: espeak-ng's sharpest stands out 3.9 times, a
sting's 2 times (measured over 25 minutes). Opus makes single pulses of its own, 11 times sharper."""

LOUD_SPOKEN = 0.15
"""Where somebody speaks one that is less loud must stand out from what is right beside it, too: a voice's own t, or the stop before a vowel, comes
to 12 % and stands out 16 times from all else, but lasts 3 ms and more (Kokoro, over 20 minutes; none of Piper's and espeak-ng's stands out so)."""

AROUND, SPREAD = 13, 1
"""Corners (of 1.5 ms) on each side that it is compared with, and next to it that are its own: an encoder spreads a click."""

IN_PAUSE = 4
"""The same where nobody speaks and nothing plays: 6 ms before the first word a click is heard, however loud that is."""

JOIN_MS = 40
"""So near to where something begins or ends a click is the join's."""

AGAIN = "Build the episode again."
AS_BUILT = "It was built so, and will be again: set another loudness or bitrate_kbps in the show’s settings, or leave this kind of file out of formats."


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with a file."""

    code: str
    message: str
    at_ms: int | None = None
    remedy: str = AGAIN
    severity: str = ERROR
    segment: int = 0
    """The number of the segment that it is about; 0 for none."""


def of_level(heard: Heard, target_lufs: float, claim_lufs: float | None, claim_dbtp: float | None) -> Iterator[Fault]:
    """How loud and how high it is, against the target and against what the record claims."""
    lufs, dbtp = heard.reading.lufs, heard.reading.dbtp
    claims = [("loudness", "LUFS", lufs, claim_lufs), ("true peak", "dBTP", dbtp, claim_dbtp)]
    changed = [(name, unit, found, claim) for name, unit, found, claim in claims if claim is not None and abs(found - claim) > CLAIM_OFF]
    off = lufs - target_lufs
    if abs(off) > OFF_LU:
        message = f"it measures {lufs:.1f} LUFS, {abs(off):.1f} LU {'over' if off > 0 else 'under'} {target_lufs:g}"
        yield Fault("loudness", message, remedy=AGAIN if changed else AS_BUILT)
    if dbtp > CEILING_DBTP + OVER_DB:
        message = f"its true peak is {dbtp:.1f} dBTP, over {CEILING_DBTP:g}: players and encoders will distort it"
        yield Fault("true-peak", message, remedy=AGAIN if changed else AS_BUILT)
    for name, unit, found, claim in changed:
        message = f"the record says {claim:.1f} {unit} of {name}, the file has {found:.1f}"
        yield Fault("record", message, remedy="The file was changed since it was built: build again, or put back the file that was built.")


def of_samples(heard: Heard) -> Iterator[Fault]:
    """Peaks that are cut off, and sound that does not swing about nought."""
    if heard.clipped:
        yield Fault(
            "clipped",
            f"samples stand at full scale in {len(heard.clipped)} place{'s' * (len(heard.clipped) > 1)}: it is clipped",
            heard.ms(heard.clipped[0]),
        )
    off = np.abs(heard.offsets) > MOST_OFFSET
    if off.any():
        first = int(np.argmax(off))
        worst = float(heard.offsets[np.argmax(np.abs(heard.offsets))])
        yield Fault("offset", f"it stands off from nought by {worst:+.3f} of full scale", heard.ms(heard.blocks[first]))
    against = heard.together < LEAST_TOGETHER
    if against.any():
        message = "one channel is the other turned round: on one loudspeaker nothing is left of it"
        yield Fault("phase", message, heard.ms(heard.blocks[int(np.argmax(against))]))


def of_silence(heard: Heard, told: Told) -> Iterator[Fault]:
    """Silence that nobody asked for."""
    for first, last in long_runs(heard.levels < FLOOR_DB, round(SILENT_MS / CELL_MS) + 1):
        start, end = first * CELL_MS, last * CELL_MS
        if end - start <= told.pause_ms((start + end) / 2) + ASKED_MS:
            continue
        severity = WARNING if told.dies_away(start + CELL_MS, end - CELL_MS) else ERROR
        yield Fault("silence", f"{(end - start) / 1000:.1f} s of silence", round(start), severity=severity)


def of_clicks(heard: Heard, told: Told, form: str) -> Iterator[Fault]:
    """Single steps in the sound that nothing around explains; at a join they are its fault."""
    at_join = np.array(told.joins_ms or (-JOIN_MS * 10,), float)
    sharp = SHARP_IN.get(form, SHARP)
    found = [
        at
        for at in clicks(heard.corners, sharp)
        if not (told.speaks(heard.ms(at * CORNER_FRAMES)) and _is_spoken(heard.corners, at, sharp))
    ]
    pauses = [at for at in clicks(heard.corners, sharp, IN_PAUSE) if told.empty(heard.ms(at * CORNER_FRAMES))]
    for at in sorted({*found, *(at for at in pauses if all(abs(at - other) > SPREAD + 1 for other in found))}):
        ms = heard.ms(at * CORNER_FRAMES)
        join = bool((np.abs(at_join - ms) <= JOIN_MS).any())
        where = "where two parts of it meet" if join else "in the middle of the sound"
        yield Fault("click", f"a click {where}", ms, severity=ERROR if join else WARNING)


def _is_spoken(corners: Corners, at: int, sharp: float) -> bool:
    """Whether a voice may have made a corner."""
    own, *beside = SHARPNESS[corners[[at, max(at - 1, 0), min(at + 1, len(corners) - 1)]]]
    return bool(own <= LOUD_SPOKEN and own <= sharp * max(beside))


AT_ONCE = 1 << 16
"""Corners that are looked at together: a minute and a half, so that ten hours need no more memory than that."""


def clicks(corners: Corners, sharp: float = SHARP, around: int = AROUND) -> list[int]:
    """The places of corners that stand by themselves, compared with `around` on each side."""
    found: list[int] = []
    for first in range(0, len(corners), AT_ONCE):
        last = min(first + AT_ONCE, len(corners))
        low, high = max(0, first - around), min(len(corners), last + around)
        padded = np.pad(SHARPNESS[corners[low:high]], (around - (first - low), around - (high - last)))
        own = padded[around : around + last - first]
        # Most corners have one as sharp right beside them, and need no further look.
        near = (own > LEAST_CORNER) & (
            own > sharp * np.maximum(padded[around - SPREAD - 1 :][: len(own)], padded[around + SPREAD + 1 :][: len(own)])
        )
        for place in np.flatnonzero(near).tolist():
            before, after = padded[place : place + around - SPREAD], padded[place + around + SPREAD + 1 : place + 2 * around + 1]
            if own[place] > sharp * max(before.max(), after.max()) and (not found or first + place - found[-1] > SPREAD + 1):
                found.append(first + place)
    return found
