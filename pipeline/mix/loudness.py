"""Loudness of mono sound as ITU-R BS.1770-5 Annex 1 defines it, from parts: cells of ten milliseconds that can be kept and added.

The integrated loudness is a gated mean over block powers, and a block's power is the sum of its cells' energies. So a clip is
filtered once; moving it, changing its gain or what stands around it needs only its cells (100 numbers a second), not its sound.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.mix.resample import BLOCK_FRAMES, GUARD_S, Samples, blocks, fast_length

Energies = NDArray[np.float64]
"""K-weighted energy of each cell: mean square × seconds, full scale ±1."""

CELL_S = 0.01
"""Seconds a cell: fine enough that a clip's cells can be moved to the programme's grid (see `steps`), small enough to keep."""

CELLS_A_STEP = 10
"""Blocks start every 100 ms: 400 ms with 75 % overlap (Annex 1)."""

STEPS_A_BLOCK = 4
"""400 ms (Annex 1)."""

STEP_S = CELL_S * CELLS_A_STEP
BLOCK_S = STEP_S * STEPS_A_BLOCK

OFFSET_LU = -0.691
"""Annex 1, equation 2: makes a 997 Hz sine of 0 dBFS in one channel read −3.01 LKFS."""

ABSOLUTE_GATE_LUFS = -70.0
RELATIVE_GATE_LU = -10.0
"""Annex 1: the two gates."""

TABLE_HZ = 48_000.0
"""The rate for which the standard gives its coefficients."""

SHELF_B, SHELF_A = (1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585)
"""Table 1: the head as a sphere, a shelf of +4 dB."""

HIGH_B, HIGH_A = (1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621)
"""Table 2: the revised low-frequency B curve, a high pass."""


def k_response(hz: NDArray[np.float64]) -> NDArray[np.complex128]:
    """The complex response of the K-weighting at the frequencies `hz`, each below 24,000.

    The two biquads of Tables 1 and 2 are evaluated on the unit circle at their own rate, so a clip of any rate is weighted by the
    very curve of the standard: nothing is redesigned, as recursive meters must at other rates. Applied in the frequency domain it
    equals the recursive filter but for what falls outside a block; see GUARD_S.
    """
    back = np.exp(-2j * np.pi * hz / TABLE_HZ)

    def biquad(b: tuple[float, ...], a: tuple[float, ...]) -> NDArray[np.complex128]:
        top, bottom = (c[0] + c[1] * back + c[2] * back**2 for c in (b, a))
        return np.asarray(top / bottom)

    return biquad(SHELF_B, SHELF_A) * biquad(HIGH_B, HIGH_A)


def cells(samples: Samples, rate_hz: int) -> tuple[Energies, Samples]:
    """K-weighted energy and highest |sample| of each cell of a clip; the last cell is the one that its last frame is in.

    Where a cell is no whole number of frames its edges go to the nearest frame. The filter's tail after the last frame (below
    −60 dB of a clip that has been faded out) is left out.
    """
    guard = math.ceil(GUARD_S * rate_hz)
    size = fast_length(max(min(BLOCK_FRAMES, len(samples) + 2 * guard), 3 * guard))
    weight = _weight(size, rate_hz)
    squares = np.empty(len(samples), np.float32)
    for first, count, block in blocks(samples, size, guard):
        filtered = np.fft.irfft(np.fft.rfft(block) * weight, size)[guard : guard + count]
        np.square(filtered, out=squares[first : first + count], casting="same_kind")
    count = max(math.ceil(len(samples) / (rate_hz * CELL_S)), 1)
    edges = np.minimum(np.rint(np.arange(count) * (rate_hz * CELL_S)).astype(np.intp), max(len(samples) - 1, 0))
    if len(samples) == 0:
        return np.zeros(1), np.zeros(1, np.float32)
    return np.add.reduceat(squares, edges, dtype=np.float64) / rate_hz, np.maximum.reduceat(np.abs(samples), edges)


@lru_cache(maxsize=4)
def _weight(size: int, rate_hz: int) -> NDArray[np.complex64]:
    """The K-weighting of one block's spectrum; nothing above 22,050 Hz, which a clip of a higher rate loses on its way anyway."""
    hz = np.fft.rfftfreq(size, 1 / rate_hz)
    return np.where(hz < 22_050, k_response(np.minimum(hz, 22_050)), 0).astype(np.complex64)


def steps(energies: Energies, first_s: float, out: Energies) -> None:
    """Add a clip's cells to the programme's steps `out` (energies of STEP_S each), the clip starting at `first_s` seconds.

    A cell that lies across a step's edge is shared in proportion: a block of 400 ms is off by less than 1 % of one cell's energy
    on average, and over a programme the errors cancel (measured: below 0.01 LU).
    """
    running = np.concatenate(([0.0], np.cumsum(energies)))
    first, last = int(first_s / STEP_S), int((first_s + len(energies) * CELL_S) / STEP_S) + 1
    last = min(last, len(out))
    edges = (np.arange(first, last + 1) * STEP_S - first_s) / CELL_S
    out[first:last] += np.diff(np.interp(edges, np.arange(len(running)), running))


def block_powers(step_energies: Energies) -> Energies:
    """Mean square of each 400 ms block; a block that is not whole is dropped (Annex 1). Fewer than four steps give none."""
    if len(step_energies) < STEPS_A_BLOCK:
        return np.zeros(0)
    running = np.concatenate(([0.0], np.cumsum(step_energies)))
    return (running[STEPS_A_BLOCK:] - running[:-STEPS_A_BLOCK]).clip(min=0) / BLOCK_S


def integrated(powers: Energies, channels: int = 1) -> float:
    """Integrated loudness in LUFS of block powers (mean squares of one channel), −inf where all is below the absolute gate.

    `channels` equal front channels carry the sound: their powers add (Annex 1, weights of 1.0), so two read 3.01 LU more than one.
    """
    powers = powers * channels
    heard = powers[powers > power_of(ABSOLUTE_GATE_LUFS)]
    if len(heard) == 0:
        return -math.inf
    gate = _lufs(float(heard.mean())) + RELATIVE_GATE_LU
    return _lufs(float(heard[heard > power_of(gate)].mean()))


def of_cells(energies: Energies | Samples, channels: int = 1) -> float:
    """Integrated loudness of cells that follow one another, padded with silence to one block if they are less; added up as doubles."""
    spare = -len(energies) % CELLS_A_STEP
    padded = np.pad(energies, (0, spare)) if spare else energies
    whole = padded.reshape(-1, CELLS_A_STEP).sum(axis=1, dtype=np.float64)
    return integrated(block_powers(np.pad(whole, (0, max(0, STEPS_A_BLOCK - len(whole))))), channels)


def power_of(lufs: float) -> float:
    """The mean square, channels added, of sound of this loudness."""
    return float(10 ** ((lufs - OFFSET_LU) / 10))


def _lufs(power: float) -> float:
    return OFFSET_LU + 10 * math.log10(power)
