"""What stays of a piece as the model gave it."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.speak import onnx_sound

RATE_HZ = 24_000


def sound(*parts: tuple[int, float]) -> onnx_sound.Samples:
    """(milliseconds, dB against full scale) one after the other: a wave of 200 Hz."""
    levels = np.concatenate([np.full(ms * RATE_HZ // 1000, 10 ** (db / 20)) for ms, db in parts])
    return (levels * np.sin(np.arange(len(levels)) * 2 * np.pi * 200 / RATE_HZ)).astype(np.float32)


def ms(samples: onnx_sound.Samples) -> float:
    return len(samples) * 1000 / RATE_HZ


def test_the_silence_around_a_piece_is_cut_to_the_same_everywhere() -> None:
    kept = onnx_sound.trim(sound((300, -90), (1000, -6), (700, -90)), RATE_HZ)
    assert ms(kept) == pytest.approx(onnx_sound.LEAD_MS + 1000 + onnx_sound.TAIL_MS, abs=2 * onnx_sound.WINDOW_MS)
    assert ms(onnx_sound.trim(sound((1000, -6)), RATE_HZ)) == pytest.approx(onnx_sound.LEAD_MS + 1000 + onnx_sound.TAIL_MS, abs=1)


@pytest.mark.parametrize("soft_ms", [80, 220])
def test_a_last_soft_sound_stays_whole(soft_ms: int) -> None:
    kept = onnx_sound.trim(sound((1000, -6), (soft_ms, -36), (500, -90)), RATE_HZ)
    assert ms(kept) == pytest.approx(onnx_sound.LEAD_MS + 1000 + soft_ms + onnx_sound.TAIL_MS, abs=2 * onnx_sound.WINDOW_MS)


@pytest.mark.parametrize("hum_ms", [450, 700, 2000])
def test_a_voices_own_noise_behind_the_last_word_is_faded_out(hum_ms: int) -> None:
    kept = onnx_sound.trim(sound((200, -90), (1500, -6), (hum_ms, -30), (100, -90)), RATE_HZ)
    left = onnx_sound.LEAD_MS + 1500 + onnx_sound.LEFT_MS + onnx_sound.TAIL_MS
    assert ms(kept) == pytest.approx(left, abs=onnx_sound.SMOOTH_MS)
    end = kept[-(onnx_sound.TAIL_MS * RATE_HZ // 1000) - 240 :]
    assert np.abs(end).max() < 10 ** (-45 / 20)
    assert np.abs(np.diff(kept[-((onnx_sound.TAIL_MS + onnx_sound.FADE_MS) * RATE_HZ // 1000) :], 2)).max() < 0.001  # and without a click


def test_nothing_is_left_of_silence() -> None:
    assert not len(onnx_sound.trim(np.zeros(RATE_HZ, np.float32), RATE_HZ))
    assert not len(onnx_sound.trim(np.zeros(10, np.float32), RATE_HZ))
