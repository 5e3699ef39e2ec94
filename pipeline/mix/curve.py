"""How loud a finished file is from moment to moment: decoded as a listener's player does, measured as EBU Tech 3341 says.

The file is decoded in pieces and never held whole: what is kept is one number for each tenth of a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import AudioError
from pipeline.mix import ffmpeg
from pipeline.mix.layout import RATE_HZ
from pipeline.mix.loudness import ABSOLUTE_GATE_LUFS, CELL_S, CELLS_A_STEP, OFFSET_LU, STEP_S, Energies, cells, of_cells

MOMENTARY_STEPS, SHORT_TERM_STEPS = 4, 30
"""400 ms and 3 s (EBU Tech 3341)."""

SILENT_LUFS = -70.0
"""What is below reads as this."""

RANGE_GATE_LU, RANGE_LOW, RANGE_HIGH = -20.0, 0.10, 0.95
"""Loudness range (EBU Tech 3342): short-term values above the relative gate, from the one percentile to the other."""

PIECE_S = 30
"""Measured at once."""

WARM_UP_CELLS = 50
"""Before each piece the filter hears half a second of the piece before: its memory is a third of that."""

TIMEOUT_S = 300.0

CELL_FRAMES = round(RATE_HZ * CELL_S)


@dataclass(frozen=True, slots=True)
class Curve:
    """A file's loudness. Value n of each row belongs to the moment (n + 1) × STEP_S: the window ends there."""

    momentary: NDArray[np.float64]
    """LUFS over 400 ms."""
    short_term: NDArray[np.float64]
    """LUFS over 3 s."""
    integrated_lufs: float
    range_lu: float
    """Loudness range."""
    duration_s: float

    @property
    def step_s(self) -> float:
        """Between two values."""
        return STEP_S


def curve(path: Path) -> Curve:
    """Measure a file of any format that ffmpeg reads. Raises AudioError where it cannot be decoded or holds nothing."""
    found: list[Energies] = []
    frames = 0
    for piece, warm_up in _pieces(_decoded(path)):
        frames += len(piece) - warm_up * CELL_FRAMES
        sides = (cells(np.ascontiguousarray(piece[:, side]), RATE_HZ)[0][warm_up:] for side in (0, 1))
        found.append(sum(sides, np.zeros(1)))
    if not frames:
        raise AudioError("there is no sound in it.", where=str(path), remedy="Build the episode again.")
    energies = np.concatenate(found)
    whole = energies[: len(energies) // CELLS_A_STEP * CELLS_A_STEP].reshape(-1, CELLS_A_STEP).sum(axis=1)
    short_term = _windows(whole, SHORT_TERM_STEPS)
    return Curve(_windows(whole, MOMENTARY_STEPS), short_term, of_cells(energies), loudness_range(short_term), frames / RATE_HZ)


def loudness_range(short_term: NDArray[np.float64]) -> float:
    """LU between the quiet and the loud of it; 0 for less than a window."""
    whole = short_term[SHORT_TERM_STEPS - 1 :]
    heard = whole[whole > ABSOLUTE_GATE_LUFS]
    if not len(heard):
        return 0.0
    gate = 10 * np.log10(np.mean(10 ** (heard / 10))) + RANGE_GATE_LU
    low, high = np.quantile(heard[heard > gate], (RANGE_LOW, RANGE_HIGH))
    return float(high - low)


def _windows(steps: Energies, count: int) -> NDArray[np.float64]:
    """LUFS of the `count` steps that end with each; at the beginning of as many as there are, the rest being silence, as meters do."""
    running = np.concatenate((np.zeros(count), np.cumsum(steps)))
    powers = (running[count:] - running[:-count]).clip(min=0) / (count * STEP_S)
    return np.asarray(np.maximum(OFFSET_LU + 10 * np.log10(np.maximum(powers, 1e-12)), SILENT_LUFS))


def _decoded(path: Path) -> Iterator[bytes]:
    """The file's sound as 32-bit floats at RATE_HZ, left and right in turn."""
    source = [*ffmpeg.SAFE, "-i", ffmpeg.file_url(path), "-map", "0:a:0"]
    return ffmpeg.read([*source, "-ac", "2", "-ar", str(RATE_HZ), "-f", "f32le", "pipe:1"], timeout_s=TIMEOUT_S, where=str(path))


def _pieces(chunks: Iterable[bytes]) -> Iterator[tuple[NDArray[np.float32], int]]:
    """(frames × 2, cells of warm-up at its beginning): whole cells each but for the last."""
    size = PIECE_S * RATE_HZ * 8
    before = np.zeros((0, 2), np.float32)
    held = bytearray()

    def piece(raw: bytes) -> tuple[NDArray[np.float32], int]:
        nonlocal before
        own = np.frombuffer(raw, "<f4").astype(np.float32).reshape(-1, 2)
        made = np.concatenate([before, own])
        warm_up = len(before) // CELL_FRAMES
        before = own[-WARM_UP_CELLS * CELL_FRAMES :]
        return made, warm_up

    for chunk in chunks:
        held += chunk
        while len(held) >= size:
            yield piece(bytes(held[:size]))
            del held[:size]
    if held:
        yield piece(bytes(held[: len(held) // 8 * 8]))
