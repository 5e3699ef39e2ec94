"""Instruments of our own: each note is a sum of partials that die away, with a soft attack and a soft end. No samples, no noise.

A partial that dies away is a complex exponential, and a row of frames k·B + j is the outer product of its values at k·B and at j. So a
note is one small product of tables over all its partials, which costs a few milliseconds and drifts by nothing over its length.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np

from pipeline.mix.layout import RATE_HZ
from pipeline.mix.resample import Samples

HALF_HZ = RATE_HZ // 2
"""Notes are made at half the programme's rate: nothing in them lies above HIGHEST_HZ, and it is half the work."""

CONCERT_A_HZ = 440.0
CONCERT_A = 69
"""A4 in semitones as MIDI counts them: equal temperament around it."""

SEMITONES = {"C": 0, "D": 2, "E": 4, "F": 5, "G": 7, "A": 9, "B": 11}
ACCIDENTALS = {"": 0, "#": 1, "b": -1}

HIGHEST_HZ = 6000.0
"""No partial lies above: brightness that a voice needs for its own consonants."""

GONE_DB = -66.0
"""A struck note is not computed further than to here below its own loudest moment."""

ROW = 512
"""Frames of one row of the outer product: about the root of a note's length."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """What a note sounds like."""

    partials: tuple[tuple[float, float, float], ...]
    """(times the note's frequency, amplitude, seconds to −60 dB at A4); 0 seconds for one that does not die away."""
    attack_s: float
    """From nothing to its full level, as half a cosine."""
    release_s: float
    """The same back to nothing, from the end of its length on."""
    strings: tuple[tuple[float, float], ...] = ((0.0, 0.0),)
    """(cents off, place from −1 left to 1 right) of the strings that sound together."""
    lower_longer: float = 0.5
    """How much longer lower notes ring: seconds to −60 dB grow by this power of the frequency's inverse."""


FELT = Instrument(
    partials=((1.0, 1.0, 4.2), (2.0006, 0.34, 2.6), (3.002, 0.15, 1.7), (4.005, 0.055, 1.1), (5.01, 0.024, 0.8), (6.017, 0.010, 0.6)),
    attack_s=0.016,
    release_s=0.35,
    strings=((-0.7, -0.35), (0.6, 0.35)),
)
"""A piano with felt between hammer and strings: few overtones, a little sharp as stiff strings have them, two strings a note."""

MALLET = Instrument(
    partials=((1.0, 1.0, 1.1), (3.98, 0.09, 0.35), (9.6, 0.012, 0.12)),
    attack_s=0.007,
    release_s=0.12,
    lower_longer=0.6,
)
"""A marimba with soft mallets: its bars are tuned to the fourth harmonic."""

PAD = Instrument(
    partials=((1.0, 1.0, 0), (2.0, 0.30, 0), (3.0, 0.10, 0), (4.0, 0.035, 0), (5.0, 0.012, 0)),
    attack_s=0.9,
    release_s=1.4,
    strings=((-3.5, -0.8), (0.0, 0.0), (3.5, 0.8)),
)
"""Three soft voices, a few cents apart: warm, and slowly moving."""

BASS = Instrument(partials=((1.0, 1.0, 6.0), (2.0, 0.35, 3.0), (3.0, 0.08, 1.5)), attack_s=0.045, release_s=0.5, lower_longer=0.2)
"""A plucked string far below, its second partial strong enough for small loudspeakers."""


def hertz(name: str) -> float:
    """The frequency of a note as `F#4` or `Bb2` names it."""
    found = re.fullmatch(r"([A-G])([#b]?)(-?\d)", name)
    if found is None:
        raise ValueError(f"{name!r} is not a note")
    letter, accidental, octave = found.groups()
    number = 12 * (int(octave) + 1) + SEMITONES[letter] + ACCIDENTALS[accidental]
    return float(CONCERT_A_HZ * 2 ** ((number - CONCERT_A) / 12))


def sound(instrument: Instrument, hz: float, held_s: float) -> Samples:
    """One note at HALF_HZ, (frames, 2), held for `held_s` seconds: as long as it is heard, its loudest moment near 1."""
    ringing = [seconds * (440 / hz) ** instrument.lower_longer for _, _, seconds in instrument.partials]
    rings = held_s + instrument.release_s
    if all(ringing):
        rings = min(rings, instrument.attack_s + max(ringing) * GONE_DB / -60)
    frames = math.ceil(rings * HALF_HZ)
    rows = math.ceil(frames / ROW)
    speeds, sizes, sides = [], [], []
    for cents, place in instrument.strings:
        tuned = hz * 2 ** (cents / 1200)
        for (ratio, amplitude, _), fades in zip(instrument.partials, ringing, strict=True):
            if ratio * tuned < HIGHEST_HZ:
                decay = math.log(1000) / fades if fades else 0.0
                speeds.append(complex(-decay, 2 * math.pi * ratio * tuned) / HALF_HZ)
                sizes.append(amplitude / len(instrument.strings))
                sides.append((math.cos((place + 1) * math.pi / 4), math.sin((place + 1) * math.pi / 4)))
    speed = np.array(speeds)
    coarse = np.exp(np.outer(np.arange(rows) * ROW, speed)) * np.array(sizes)
    fine = np.exp(np.outer(speed, np.arange(ROW)))
    turning = np.concatenate([fine.imag, fine.real]).astype(np.float32)
    made = np.empty((frames, 2), np.float32)
    for side in (0, 1):
        weights = coarse * np.array([pair[side] for pair in sides])
        # Not `@`: the threads of a BLAS wait for one another where the machine is busy, ten times as long as this takes (measured).
        whole = np.einsum("kp,pj->kj", np.concatenate([weights.real, weights.imag], axis=1).astype(np.float32), turning)
        made[:, side] = whole.reshape(-1)[:frames]
    attack = min(round(instrument.attack_s * HALF_HZ), frames // 2)
    release = min(round(instrument.release_s * HALF_HZ), frames - attack)
    made[:attack] *= rise(attack)[:, None]
    made[frames - release :] *= rise(release)[::-1, None]
    return made


def rise(frames: int) -> Samples:
    """From 0 to 1 as half a cosine."""
    return (0.5 - 0.5 * np.cos(np.pi * (np.arange(frames) + 0.5) / max(frames, 1))).astype(np.float32)
