"""What the MP3 adds to the sound: `python -m tests.bench.coding [--engine NAME] [--minutes N]`.

Three minutes are built as MP3 and as WAV, and the WAV is encoded by libmp3lame alone as well. Of each MP3 the table says how far below the sound
lies what it adds, and how far below the mask (what the sound covers for an ear: energies in bands of the Bark scale, spread to their
neighbours, after Johnston, "Transform coding of audio signals using perceptual noise criteria", IEEE JSAC 6, 1988): the mean over moments of
23 ms, the one that 5 % pass, and the share of cells above it. Comparing two of them is what it is good for.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.mix import ffmpeg
from tests.bench import long_scripts

RATE_HZ, WINDOW, BANDS = 44_100, 2048, 25
FULL_SCALE_DB = 96.0
"""The loudest that is played, dB SPL: then one step of 16 bits is as loud as the quietest that is heard."""
SILENT = 1e-5
"""Moments this far below the loudest are not looked at."""

Sound = NDArray[np.float64]


def main() -> None:
    """Measure, and print the table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--engine", default="pyttsx3")
    options.add_argument("--minutes", type=float, default=3.0)
    asked = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        home = long_scripts.a_show(Path(name) / "show", asked.minutes, asked.engine, more='formats = ["mp3", "wav"]\n')
        env = {**os.environ, "EPISODE_CACHE": str(home / "cache")}
        subprocess.run(
            [Path(sys.executable).with_name("episode"), "build", "--quiet"], cwd=home, env=env, check=True, stdout=subprocess.DEVNULL
        )
        whole = home / f"output/{long_scripts.DATE}/episode.wav"
        hearing = Mask(decoded(whole))
        rows = [("ours", hearing.told(decoded(whole.with_suffix(".mp3"))), "")]
        for title, more in (("libmp3lame 128k", []), ("libmp3lame 128k, no reservoir", ["-reservoir", "0"])):
            bare, begun = home / "bare.mp3", time.perf_counter()
            run("-i", whole, "-c:a", "libmp3lame", "-b:a", "128k", *more, bare)
            rows.append((title, hearing.told(decoded(bare)), f"{time.perf_counter() - begun:.1f} s"))
    print(f"    {'':32} {'to sound':>9} {'to mask':>9} {'of 5 %':>9} {'above it':>9}  took")  # noqa: T201 - a bench prints
    for title, (sound_db, mean_db, most_db, above), took in rows:
        print(f"    {title:32} {sound_db:6.1f} dB {mean_db:6.1f} dB {most_db:6.1f} dB {above:7.1f} %  {took}")  # noqa: T201


def run(*arguments: object) -> bytes:
    """Have ffmpeg do something; what it writes to its output."""
    words = [str(ffmpeg.find()), "-v", "error", "-y", *map(str, arguments)]
    return subprocess.run(words, check=True, stdout=subprocess.PIPE).stdout


def decoded(path: Path) -> Sound:
    """The left channel, as a player gets it."""
    raw = run("-i", path, "-f", "f32le", "-ac", "2", "-ar", RATE_HZ, "pipe:1")
    return np.frombuffer(raw, "<f4").reshape(-1, 2)[:, 0].astype(np.float64)


class Mask:
    """What a sound covers."""

    def __init__(self, sound: Sound) -> None:
        self._sound = sound
        hz = np.fft.rfftfreq(WINDOW, 1 / RATE_HZ)
        bark = 13 * np.arctan(0.00076 * hz) + 3.5 * np.arctan((hz / 7500) ** 2)
        self._band = np.minimum(bark.astype(int), BANDS - 1)
        own = self._bands(sound)
        away = np.subtract.outer(np.arange(BANDS), np.arange(BANDS)) + 0.474
        spread = 10 ** ((15.81 + 7.5 * away - 17.5 * np.sqrt(1 + away**2)) / 10)
        below_db = (14.5 + np.arange(BANDS) + 5.5) / 2  # half-way between what a tone and what a noise covers
        self._mask = np.maximum((own @ spread.T) * 10 ** (-below_db / 10), self._quiet(hz))
        self._loud = own.sum(axis=1) > own.sum(axis=1).max() * SILENT

    def told(self, other: Sound) -> tuple[float, float, float, float]:
        """Of what another sound adds: below the sound, below the mask in the mean, what 5 % of moments pass (all dB), and per cent of cells above it."""
        count = min(len(other), len(self._sound))
        own, other = self._sound[:count], other[:count]
        other = other * (own @ other) / (other @ other)
        added = own - other
        bands = self._bands(added)
        cells = (bands / self._mask[: len(bands)])[self._loud[: len(bands)]]
        moments_db = 10 * np.log10(cells.mean(axis=1))
        sound_db = 10 * np.log10((added @ added) / (own @ own))
        return float(sound_db), float(moments_db.mean()), float(np.percentile(moments_db, 95)), float(100 * (cells > 1).mean())

    def _bands(self, sound: Sound) -> Sound:
        window, step = np.hanning(WINDOW), WINDOW // 2
        found: list[Any] = []
        for start in range(0, len(sound) - WINDOW, step):
            power = np.abs(np.fft.rfft(sound[start : start + WINDOW] * window)) ** 2
            found.append(np.bincount(self._band, power, BANDS))
        return np.array(found)

    def _quiet(self, hz: NDArray[np.floating[Any]]) -> Sound:
        """What is heard at all (Terhardt 1979), of each band where the ear is best."""
        k = np.maximum(hz, 20) / 1000
        least_db = 3.64 * k**-0.8 - 6.5 * np.exp(-0.6 * (k - 3.3) ** 2) + 1e-3 * k**4
        tone = np.abs(np.fft.rfft(np.sin(2 * np.pi * 1000 * np.arange(WINDOW) / RATE_HZ) * np.hanning(WINDOW))) ** 2
        least = np.array([least_db[self._band == band].min(initial=120.0) for band in range(BANDS)])
        return np.asarray(10 ** ((least - FULL_SCALE_DB) / 10) * tone.sum())


if __name__ == "__main__":
    main()
