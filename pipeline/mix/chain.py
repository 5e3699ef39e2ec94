"""The voice chain: high pass, compressor and de-esser by Spotify's pedalboard (GPL-3), an extra that is loaded where a show asks for it.

A clip goes through by itself, cut to its speech: what is kept of it, and every piece that was encoded, stays valid while it does.
"""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

from pipeline import extras
from pipeline.errors import AudioError
from pipeline.mix.resample import Samples
from pipeline.model import Chain

FORMAT = "1"
"""Raise it when the same chain comes to sound different."""

LEVEL_SHARE = 0.9
"""A clip's own level is the one that this share of its sounding moments stays below, as in `pipeline.mix.clips`."""

WINDOW_S = 0.01

UNDER_DB, RATIO, ATTACK_MS, RELEASE_MS = -3.0, 3.0, 5.0, 80.0
"""The compressor begins so far below the clip's own level: what is as loud as most vowels is hardly touched."""

SHARP_HZ, SHARP_DB, SHARP_RATIO, SHARP_ATTACK_MS, SHARP_RELEASE_MS = 5_000.0, -20.0, 4.0, 1.0, 40.0
"""Of an s most lies above this; where that passes so far below the clip's level it is brought down, and what is below stays as it is."""

REMEDY = f"Run `{extras.install('chain')}`, or take [chain] out of the settings."


def through(samples: Samples, rate_hz: int, chain: Chain) -> Samples:
    """The same sound behind the chain, as long as before."""
    if not chain or not len(samples):
        return samples
    board: Any = pedalboard()
    made = np.ascontiguousarray(samples, np.float32)
    if chain.high_pass_hz:
        for _ in range(2):  # 6 dB an octave each
            made = board.HighpassFilter(chain.high_pass_hz)(made, rate_hz)
    level_db = _level_db(made, rate_hz)
    if chain.compress:
        made = board.Compressor(level_db + UNDER_DB, RATIO, ATTACK_MS, RELEASE_MS)(made, rate_hz)
    if chain.de_ess and rate_hz / 2 > SHARP_HZ:
        low = board.LowpassFilter(SHARP_HZ)(board.LowpassFilter(SHARP_HZ)(made, rate_hz), rate_hz)
        sharp = board.Compressor(level_db + SHARP_DB, SHARP_RATIO, SHARP_ATTACK_MS, SHARP_RELEASE_MS)(made - low, rate_hz)
        made = low + sharp
    return np.asarray(made, np.float32)


def _level_db(samples: Samples, rate_hz: int) -> float:
    window = max(1, round(WINDOW_S * rate_hz))
    power = np.square(samples, dtype=np.float64)
    whole = len(power) // window * window
    levels = power[:whole].reshape(-1, window).mean(axis=1) if whole else power
    return float(10 * np.log10(max(np.quantile(levels, LEVEL_SHARE), 1e-10)))


def pedalboard() -> Any:
    """The library. Raises AudioError where it is not installed, or lacks a library of the system's (libatomic, on a bare Debian)."""
    try:
        return importlib.import_module("pedalboard")
    except ModuleNotFoundError as problem:
        raise AudioError("the voice chain needs pedalboard, which is not installed.", where="chain", remedy=REMEDY) from problem
    except ImportError as problem:
        remedy = "Install what it names (libatomic.so.1: apt-get install libatomic1), or take [chain] out of the settings."
        raise AudioError(f"the voice chain needs pedalboard, which cannot be loaded: {problem}.", where="chain", remedy=remedy) from problem
