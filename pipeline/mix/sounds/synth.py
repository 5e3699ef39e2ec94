"""A piece as sound: its notes added up, put into a small room, made softer, and brought to its loudness."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from pipeline.mix.layout import RATE_HZ
from pipeline.mix.loudness import cells, of_cells
from pipeline.mix.resample import Samples, fast_length
from pipeline.mix.sounds.instruments import HALF_HZ, hertz, rise, sound
from pipeline.mix.sounds.pieces import Piece

ROOM_S = 0.9
"""Until the room is 60 dB down: a studio with curtains, not a hall."""

ROOM_AFTER_S = 0.014
"""When its first reflections come."""

ROOM_BAND_HZ = 180.0, 2600.0
"""What the walls give back: neither mud nor hiss."""

ROOM_SIDES = 0.6
"""How much of the room differs between left and right; the rest is the same, so that one loudspeaker keeps it."""

LOW_CUT_HZ = 32.0
"""Below lies nothing that a loudspeaker plays; 0 Hz goes altogether."""

FADE_S = 0.35
"""The end of a sting: the room dies away over this into digital silence."""

HIGHEST_DBFS = -7.0
"""Of any sample. With hardly anything above 3 kHz, what lies between two samples is less than half a decibel higher: −6 dBTP holds."""

SEED = 1927
"""Of the room's reflections."""


def render(piece: Piece) -> tuple[Samples, float]:
    """The piece at RATE_HZ, (frames, 2), and its loudness in LUFS. A loop's notes and room run over its end into its beginning."""
    dry = np.zeros((length(piece) // 2, 2), np.float32)
    beat_s = 60 / piece.beats_a_minute
    for part in piece.parts:
        left, right = math.cos((part.pan + 1) * math.pi / 4) * math.sqrt(2), math.sin((part.pan + 1) * math.pi / 4) * math.sqrt(2)
        gain = np.array([left, right], np.float32) * np.float32(10 ** (part.level_db / 20))
        for note in part.notes.split():
            at, _, what = note.partition(":")
            names, _, beats = what.partition("/")
            for name in names.split("+"):
                _add(
                    dry, sound(part.instrument, hertz(name), float(beats) * beat_s) * gain, round(float(at) * beat_s * HALF_HZ), piece.loops
                )
    made = _in_room(dry, piece)
    if not piece.loops:
        fade = round(FADE_S * RATE_HZ)
        made[-fade:] *= rise(fade)[::-1, None] ** 2
    lufs = loudness(made[::2], HALF_HZ)
    gain_db = min(piece.lufs - lufs, HIGHEST_DBFS - 20 * math.log10(float(np.abs(made).max())))
    made *= np.float32(10 ** (gain_db / 20))
    return made, lufs + gain_db


def length(piece: Piece) -> int:
    """Its frames, an even number: of a loop exactly, else to the nearest."""
    return 2 * round(piece.beats * 60 / piece.beats_a_minute * HALF_HZ)


def loudness(samples: Samples, rate_hz: int = RATE_HZ) -> float:
    """Integrated loudness in LUFS of sound of two channels; −inf for silence."""
    return of_cells(sum((cells(np.ascontiguousarray(samples[:, side]), rate_hz)[0] for side in (0, 1)), np.zeros(1)))


def _add(out: Samples, note: Samples, first: int, loops: bool) -> None:
    """Add a note; what lies behind the end goes on at the beginning of a loop, and is lost else."""
    while len(note):
        room = len(out) - first
        if room <= 0:
            if not loops:
                return
            first -= len(out)
            continue
        out[first : first + len(note[:room])] += note[:room]
        note, first = note[room:], len(out)


def _in_room(dry: Samples, piece: Piece) -> Samples:
    """Filters and room in one go, as a product of spectra: for a loop round the circle, else with silence for the room to die away in.

    The spectrum is then made longer with zeros: the same sound at RATE_HZ.
    """
    frames = len(dry)
    size = frames if piece.loops else fast_length(frames + round(2 * ROOM_S * HALF_HZ))
    hz = np.fft.rfftfreq(size, 1 / HALF_HZ)
    # One-pole filters, as they are in circuits: they only ever lag, so nothing sounds before it is struck.
    soften = (1j * hz / LOW_CUT_HZ) ** 2 / (1 + 1j * hz / LOW_CUT_HZ) ** 2 / (1 + 1j * hz / piece.low_pass_hz) ** 2
    walls = (1j * hz / ROOM_BAND_HZ[0]) / (1 + 1j * hz / ROOM_BAND_HZ[0]) / (1 + 1j * hz / ROOM_BAND_HZ[1]) ** 2
    made = np.empty((2 * frames, 2), np.float32)
    for side, reflections in enumerate(_reflections()):
        room = np.fft.rfft(reflections, size) * walls * 10 ** (piece.room_db / 20)
        spectrum = np.fft.rfft(dry[:, side], size) * (soften * (1 + room)).astype(np.complex64)
        made[:, side] = 2 * np.fft.irfft(spectrum, 2 * size)[: 2 * frames]
    return made


def _reflections() -> NDArray[np.float32]:
    """The room's answer to a click, left and right: noise that dies away, of energy 1."""
    chance = np.random.Generator(np.random.PCG64(SEED))
    frames = round(ROOM_S * HALF_HZ)
    noise = chance.standard_normal((3, frames))
    dying = np.exp(-math.log(1000) * np.arange(frames) / frames) * np.minimum(1, np.arange(frames) / (0.006 * HALF_HZ))
    both = (noise[:2] * math.sqrt(ROOM_SIDES) + noise[2] * math.sqrt(1 - ROOM_SIDES)) * dying
    both /= np.sqrt(np.square(both).sum(axis=1, keepdims=True))
    return np.pad(both, ((0, 0), (round(ROOM_AFTER_S * HALF_HZ), 0))).astype(np.float32)
