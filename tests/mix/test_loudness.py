"""The loudness is the standard's: against its own anchor values, pyloudnorm and ffmpeg's ebur128."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest

from pipeline.mix import loudness
from pipeline.mix.clips import look
from pipeline.mix.level import VOICE_STEP_DB, voice_gains
from pipeline.mix.resample import Samples, resample

from .sounds import Studio, ebur128, speech, write_wav


def sine(hz: float, db: float, seconds: float, rate: int) -> Samples:
    wave: Samples = (10 ** (db / 20) * np.sin(2 * np.pi * hz * np.arange(round(seconds * rate)) / rate)).astype(np.float32)
    return wave


def lufs(sound: Samples, rate: int) -> float:
    return loudness.of_cells(loudness.cells(sound, rate)[0])


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100, 48_000, 96_000])
def test_the_anchor_of_the_standard_at_any_rate(rate: int) -> None:
    # BS.1770-5 Annex 1: 997 Hz at 0 dBFS in one channel reads −3.01 LKFS.
    assert lufs(sine(997, 0, 5, rate), rate) == pytest.approx(-3.01, abs=0.02)


def test_the_gates() -> None:
    # EBU Tech 3341 case 3, in one channel: the −36 parts fall to the relative gate.
    rate = 48_000
    parts = [sine(1000, db, seconds, rate) for db, seconds in ((-33, 10), (-20, 60), (-33, 10))]
    assert lufs(np.concatenate(parts), rate) == pytest.approx(-23.0, abs=0.1)


def test_a_quiet_floor_falls_to_the_absolute_gate() -> None:
    assert lufs(sine(1000, -69, 5, 48_000), 48_000) == -math.inf
    assert lufs(np.zeros(48_000, np.float32), 48_000) == -math.inf


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100, 48_000])
@pytest.mark.parametrize("db", [-40.0, -20.0])
def test_two_other_meters_agree_on_the_clip_as_it_is_in_the_programme(rate: int, db: float, tmp_path: Path) -> None:
    sound = speech(12, rate=rate, rms_db=db).astype(np.float32)
    ours, heard = lufs(sound, rate), resample(sound, rate, 44_100).astype(np.float64)
    assert ours == pytest.approx(pyloudnorm.Meter(44_100).integrated_loudness(heard), abs=0.1)
    assert ours == pytest.approx(ebur128(write_wav(tmp_path / "s.wav", heard, 44_100))[0], abs=0.03)


def test_two_equal_channels_are_three_decibels_more() -> None:
    energies, _ = loudness.cells(sine(997, -20, 3, 44_100), 44_100)
    assert loudness.of_cells(energies, channels=2) - loudness.of_cells(energies) == pytest.approx(3.01, abs=0.01)


def test_a_voice_on_two_channels_is_as_loud_as_on_one(studio: Studio) -> None:
    takes = [look(studio.clip(speech(3)))]
    (one,), (both,) = voice_gains(takes, -16.0, channels=1).values(), voice_gains(takes, -16.0, channels=2).values()
    assert 20 * math.log10(one / both) == pytest.approx(3.01, abs=VOICE_STEP_DB)


def test_long_sound_is_done_in_blocks_without_a_seam(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = speech(9, rate=22_050).astype(np.float32)
    at_once, _ = loudness.cells(sound, 22_050)
    monkeypatch.setattr("pipeline.mix.loudness.BLOCK_FRAMES", 1 << 14)
    in_blocks, _ = loudness.cells(sound, 22_050)
    assert in_blocks == pytest.approx(at_once, rel=1e-3, abs=1e-9)


@pytest.mark.parametrize("first_s", [0.0, 0.25, 0.1234, 1.9999])
def test_cells_can_be_moved_to_another_grid(first_s: float) -> None:
    rate = 44_100
    sound = speech(6, rate=rate).astype(np.float32)
    silence = np.zeros(round(first_s * rate), np.float32)
    straight, _ = loudness.cells(np.concatenate([silence, sound, np.zeros(rate, np.float32)]), rate)
    grid = np.zeros(100)
    loudness.steps(loudness.cells(sound, rate)[0], first_s, grid)
    assert grid.sum() == pytest.approx(straight.sum(), rel=1e-3)
    assert loudness.integrated(loudness.block_powers(grid)) == pytest.approx(loudness.of_cells(straight), abs=0.02)


@pytest.mark.parametrize("frames", [0, 1, 7, 221, 8820])
def test_however_short(frames: int) -> None:
    energies, peaks = loudness.cells(np.full(frames, 0.5, np.float32), 22_050)
    assert len(energies) == len(peaks) >= 1
    assert np.isfinite(energies).all()
    assert peaks.max() == (0.5 if frames else 0.0)


def test_cells_do_not_depend_on_the_rate() -> None:
    sound = speech(5, rate=22_050).astype(np.float32)
    low, high = loudness.cells(sound, 22_050)[0], loudness.cells(resample(sound, 22_050, 44_100), 44_100)[0]
    assert loudness.of_cells(low) == pytest.approx(loudness.of_cells(high), abs=0.05)  # the slope at the band's end takes a little
    assert len(low) == pytest.approx(len(high), abs=1)


def test_fewer_than_four_steps_are_no_block() -> None:
    assert [len(loudness.block_powers(np.ones(steps))) for steps in range(6)] == [0, 0, 0, 0, 1, 2]
