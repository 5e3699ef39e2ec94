"""Sound keeps its pitch, its place and its length at another rate, and nothing is mirrored into the band above."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.mix import resample as module
from pipeline.mix.resample import fast_length, resample, resampled_length

from .sounds import Sound, speech

RATES = [8_000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000]


def spectrum_db(sound: Sound, rate: int, hz: float) -> float:
    middle = sound[len(sound) // 8 : -len(sound) // 8]
    levels = np.abs(np.fft.rfft(middle * np.hanning(len(middle)))) / (len(middle) / 4)
    near = np.abs(np.fft.rfftfreq(len(middle), 1 / rate) - hz) < 40
    return 20 * float(np.log10(levels[near].max() + 1e-12))


@pytest.mark.parametrize("rate", RATES)
def test_a_tone_stays_itself(rate: int) -> None:
    time = np.arange(rate * 2) / rate
    made = resample((0.5 * np.sin(2 * np.pi * 1000 * time)).astype(np.float32), rate, 44_100)
    assert len(made) == 88_200
    wanted = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(88_200) / 44_100)
    assert np.abs(made - wanted)[2000:-2000].max() < 1e-4


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000])
def test_nothing_is_mirrored_above_the_old_band(rate: int) -> None:
    hz = 0.4 * rate
    made = resample((0.5 * np.sin(2 * np.pi * hz * np.arange(rate * 2) / rate)).astype(np.float32), rate, 44_100).astype(np.float64)
    assert spectrum_db(made, 44_100, hz) == pytest.approx(-6.0, abs=0.1)
    assert spectrum_db(made, 44_100, rate - hz) < -100


def test_what_the_new_rate_cannot_hold_is_dropped() -> None:
    made = resample(np.sin(2 * np.pi * 30_000 * np.arange(96_000) / 96_000).astype(np.float32), 96_000, 44_100).astype(np.float64)
    assert np.abs(made[1000:-1000]).max() < 1e-3


@pytest.mark.parametrize("rate", RATES)
def test_an_impulse_stays_in_its_place(rate: int) -> None:
    sound = np.zeros(rate, np.float32)
    sound[rate // 4] = 1
    assert int(np.abs(resample(sound, rate, 44_100)).argmax()) == pytest.approx(44_100 / 4, abs=1)


@pytest.mark.parametrize("rate", [22_050, 24_000, 48_000])
def test_long_sound_is_done_in_blocks_without_a_seam(rate: int, monkeypatch: pytest.MonkeyPatch) -> None:
    sound = speech(5, rate=rate).astype(np.float32)
    at_once = resample(sound, rate, 44_100)
    monkeypatch.setattr(module, "BLOCK_FRAMES", 1 << 15)
    in_blocks = resample(sound, rate, 44_100)
    assert len(in_blocks) == len(at_once)
    # The two slopes differ by less than one frequency of the shorter block.
    assert np.abs(in_blocks - at_once).max() < 3e-4


@given(st.integers(0, 3000), st.sampled_from([*RATES, 22_051, 12_347]))
def test_the_length_is_rounded_once(frames: int, rate: int) -> None:
    made = resample(np.ones(frames, np.float32), rate, 44_100)
    assert len(made) == resampled_length(frames, rate, 44_100)
    assert abs(len(made) - frames * 44_100 / rate) <= 0.5
    assert np.isfinite(made).all()


def test_two_frames_that_no_slower_rate_can_hold_are_not_cut_to_one() -> None:
    assert abs(float(resample(np.array([1, -1], np.float32), 48_000, 24_000)[0])) < 0.5


@given(st.integers(1, 10**7))
def test_lengths_that_an_fft_likes(least: int) -> None:
    found = fast_length(least)
    assert least <= found <= least * 1.2 + 3
    for prime in (2, 3, 5):
        while found % prime == 0:
            found //= prime
    assert found == 1
