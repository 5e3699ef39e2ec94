"""How loud each of our own sounds is, left and right, in each quarter of a second, in low, middle and high: kept as a golden file."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from pipeline.mix.sounds import NAMES, load
from tests.conftest import Golden

STEP = 11_025
BANDS_HZ = (0, 400, 2000, 8000)


def test_our_sounds_are_as_they_were_heard_and_approved(golden: Golden) -> None:
    lines = []
    for kind, names in NAMES.items():
        for name in names:
            sound = load(name, kind=kind, folder=None)
            lines.append(f"{kind} {name}: {sound.frames} frames, {sound.lufs:.0f} LUFS")
            for first in range(0, min(sound.frames, 24 * STEP), STEP):
                levels = []
                for side in sound.samples[first : first + STEP].T:
                    power = np.abs(np.fft.rfft(side.astype(np.float64), STEP)) ** 2 / STEP**2
                    hz = np.arange(len(power)) * 44_100 / STEP
                    bands = [power[(hz >= low) & (hz < high)].sum() for low, high in pairwise(BANDS_HZ)]
                    # Below -70 dB nobody hears it, and another machine's rounding would.
                    levels.append(" ".join(f"{10 * np.log10(band):4.0f}" if band > 1e-7 else "   ." for band in bands))
                lines.append(f"  {first // STEP:>3}  {levels[0]}  | {levels[1]}")
    golden("sound-levels.txt", "\n".join(lines) + "\n")
