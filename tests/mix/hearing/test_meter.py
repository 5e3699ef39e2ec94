"""The meter: what it says of a stretch is what ffmpeg's ebur128 and pyloudnorm say, and stretches add up."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyloudnorm
import pytest

from pipeline.mix.hearing.meter import Measure, Meter, place, reading, whole_steps
from tests.mix.encode.scores import RATE, over_music, spoken
from tests.mix.sounds import ebur128, ffmpeg

Sound = Any


def measured(sound: Sound, rate: int = RATE, block: int = 40_001, **options: Any) -> Measure:
    """All of a sound (frames × channels), fed in odd blocks of bytes."""
    raw = sound.astype("<f4").tobytes()
    meter = Meter(rate, sound.shape[1], **options)
    for first in range(0, len(raw), block):
        meter.feed(raw[first : first + block])
    return meter.measure()


def says(*measures: Measure) -> tuple[float, float]:
    """(LUFS, dBTP) of stretches one behind the other."""
    rate, total = measures[0].rate_hz, sum(each.frames for each in measures)
    steps, first = np.zeros(whole_steps(total, rate)), 0
    for each in measures:
        place(each, first, steps)
        first += each.frames
    found = reading(steps, max(each.peak for each in measures))
    return found.lufs, found.dbtp


def written(folder: Path, sound: Sound, rate: int) -> Path:
    raw, path = folder / "t.f32", folder / "t.wav"
    raw.write_bytes(np.broadcast_to(sound, (len(sound), 2)).astype("<f4").tobytes())
    ffmpeg("-f", "f32le", "-ar", str(rate), "-ac", "2", "-i", str(raw), "-c:a", "pcm_f32le", str(path))
    return path


SOUNDS: dict[str, Sound] = {
    "speech": spoken(12).sound,
    "music": over_music(12).sound,
    "quiet": spoken(8, rms_db=-60).sound,
    "rumble": 0.5 * np.sin(np.arange(8 * RATE) * 2 * np.pi * 31 / RATE)[:, None],
    "hiss": 0.1 * np.random.default_rng(3).standard_normal((5 * RATE, 2)),
    "half a second": spoken(0.5).sound,
}


@pytest.mark.parametrize("name", SOUNDS)
@pytest.mark.parametrize("rate", [RATE, 48_000])
def test_two_other_meters_say_the_same(tmp_path: Path, name: str, rate: int) -> None:
    sound = SOUNDS[name]
    lufs, dbtp = says(measured(sound, rate, times=3 - sound.shape[1]))
    others = ebur128(written(tmp_path, sound, rate))
    assert lufs == pytest.approx(others[0], abs=0.02)
    # ebur128 prints three decimals of a peak, and its filter rolls off below 22 kHz, where only hiss has anything.
    assert dbtp == pytest.approx(others[1], abs={"quiet": 1.0, "hiss": 0.2}.get(name, 0.1))
    if len(sound) > RATE:
        both = np.broadcast_to(sound, (len(sound), 2)).astype(float)
        assert lufs == pytest.approx(pyloudnorm.Meter(rate).integrated_loudness(both), abs=0.1)


def test_a_peak_between_samples_is_found() -> None:
    # A tone at a quarter of the rate, never sampled at its top: 3.01 dB higher than any sample.
    t = np.arange(RATE)
    tone = 0.5 * np.sin(2 * np.pi * t / 4 + np.pi / 4)[:, None] * np.hanning(RATE)[:, None]
    assert np.abs(tone).max() == pytest.approx(0.5 * 2**-0.5, rel=1e-3)
    assert measured(tone).peak == pytest.approx(0.5, rel=0.003)


def test_a_peak_at_the_edge_of_a_block_is_found() -> None:
    for at in range(58_650 - 40, 58_650 + 40, 7):
        sound = np.zeros((70_000, 1))
        sound[at : at + 2] = 0.5
        assert measured(sound).peak == pytest.approx(0.63, abs=0.02), at


@pytest.mark.parametrize("sound", ["speech", "music"])
def test_stretches_add_up_wherever_they_are_cut(sound: str) -> None:
    whole = SOUNDS[sound]
    cuts = [0, 1152 * 37, 1152 * 38, 1152 * 200, len(whole)]
    parts = []
    for first, last in pairwise(cuts):
        before = min(first, 9216)
        parts.append(measured(whole[first - before : last + 1000], skip=before, frames=last - first))
    assert [part.frames for part in parts] == [last - first for first, last in pairwise(cuts)]
    lufs, dbtp = says(measured(whole))
    assert says(*parts)[0] == pytest.approx(lufs, abs=0.005)
    assert says(*parts)[1] == pytest.approx(dbtp, abs=0.02)


def test_silence_is_a_number() -> None:
    assert says(measured(np.zeros((RATE, 1)))) == (-70.0, -120.0)
    assert says(Meter(RATE, 2).measure()) == (-70.0, -120.0)
