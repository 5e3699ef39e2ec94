"""The limiter: nothing passes its ceiling by a meter that is not ours, it is gentle, and it does the same however it is cut."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.mix.limiter import FUTURE_FRAMES, GROUP_FRAMES, PAST_FRAMES, limit
from pipeline.mix.resample import Samples

from .sounds import ebur128, speech, write_wav

CEILING = 10 ** (-3 / 20)


def stereo(sound: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Samples:
    return np.asarray(np.stack([sound, 0.7 * sound], axis=1), np.float32)


@pytest.mark.parametrize("kind", ["speech", "quarter of the rate", "clicks", "noise"])
def test_no_true_peak_passes_by_another_meter(kind: str, tmp_path: Path) -> None:
    n = 3 * 44_100
    t = np.arange(n)
    chance = np.random.default_rng(3)
    sound = {
        "speech": 3.0 * speech(3, rate=44_100, rms_db=-14)[:n],
        # The worst case of Annex 2: samples at 0.71 of a peak that lies between them.
        "quarter of the rate": 1.2 * np.sin(np.pi / 2 * t + np.pi / 4) * np.clip(np.minimum(t, n - t) / 4_000, 0, 1),
        "clicks": np.where(t % 9001 == 0, 2.0, 0.0) + 0.01 * chance.standard_normal(n),
        "noise": 0.6 * np.fft.irfft(np.fft.rfft(chance.standard_normal(n)) * (np.fft.rfftfreq(n, 1 / 44_100) < 16_000), n),
    }[kind]
    heard = write_wav(tmp_path / "limited.wav", limit(stereo(sound), CEILING)[:, 0].astype(np.float64), 44_100)
    # Two meters that see four values a sample differ by up to 0.2 dB where there is much above 10 kHz.
    assert ebur128(heard)[1] <= -3 + 0.2


def test_what_needs_nothing_is_left_alone() -> None:
    sound = stereo(0.3 * np.sin(np.arange(44_100) / 20))
    assert limit(sound, CEILING) is sound


def test_only_what_is_near_a_peak_is_turned_down() -> None:
    sound = 0.2 * np.sin(np.arange(4 * 44_100) / 30)
    sound[88_200] = 1.4  # 6 dB over
    made = limit(stereo(sound), CEILING)[:, 0]
    gain = made / np.where(np.abs(sound) < 1e-6, 1, sound)
    steady = np.abs(sound) > 0.1
    before, after = np.arange(len(sound)) < 88_200 - 400, np.arange(len(sound)) > 88_200 + 4_000
    assert np.allclose(gain[steady & (before | after)], 1, atol=1e-6)
    assert gain[88_200] == pytest.approx(CEILING / 1.4, rel=0.15)
    near = gain[88_200 - 200 : 88_200 + 3_000][steady[88_200 - 200 : 88_200 + 3_000]]
    assert near.min() >= 0.4
    assert near.max() <= 1 + 1e-6


def test_what_is_too_loud_comes_down_to_the_ceiling_and_no_further() -> None:
    made = limit(stereo(1.4 * np.sin(2 * np.pi * 100 * np.arange(44_100) / 44_100)), CEILING)[:, 0]
    assert np.abs(made[4_410:-4_410]).max() == pytest.approx(CEILING, rel=0.01)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 200), st.integers(0, 2**31))
def test_a_stretch_is_the_same_wherever_it_was_cut(groups: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    sound = (chance.standard_normal((60_000, 1)) * chance.uniform(0.1, 1.5)).astype(np.float32)
    first = groups * GROUP_FRAMES
    whole, part = limit(sound, CEILING), limit(sound[first:], CEILING)
    inside = slice(first + PAST_FRAMES, len(sound) - FUTURE_FRAMES)
    assert np.allclose(whole[inside], part[inside.start - first : inside.stop - first], atol=1e-6)
