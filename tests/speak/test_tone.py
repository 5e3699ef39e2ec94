"""The engine that needs no voice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import EngineUnavailable
from pipeline.speak.pieces import speakable
from pipeline.speak.tone import ToneEngine
from tests.speak.helpers import NEWS, samples, seconds

TEXT = " ".join(NEWS)


@pytest.mark.parametrize("rate_wpm", [120, 160, 200])
def test_the_length_follows_the_text(tmp_path: Path, rate_wpm: int) -> None:
    for count in (1, 10, 100):
        text = " ".join(TEXT.split()[:count])
        ToneEngine().speak(text, "tone", rate_wpm, tmp_path / "x.wav")
        assert seconds(tmp_path / "x.wav") == pytest.approx(count * 60 / rate_wpm + 0.02, abs=0.001)


def test_it_is_as_loud_as_speech_and_ends_in_silence(tmp_path: Path) -> None:
    for voice in ("tone", "low"):
        ToneEngine().speak(TEXT, voice, 160, tmp_path / "x.wav")
        rate_hz, sound = samples(tmp_path / "x.wav")
        assert pyloudnorm.Meter(rate_hz).integrated_loudness(sound / 32768) == pytest.approx(-20, abs=1)
        assert not sound[:220].any()
        assert not sound[-220:].any()


def test_two_voices_can_be_told_apart(tmp_path: Path) -> None:
    spectrum = {}
    for voice in ("tone", "low"):
        ToneEngine().speak(TEXT, voice, 160, tmp_path / "x.wav")
        rate_hz, sound = samples(tmp_path / "x.wav")
        spectrum[voice] = np.argmax(np.abs(np.fft.rfft(sound))) * rate_hz / len(sound)
    assert spectrum == {"tone": pytest.approx(1000, abs=2), "low": pytest.approx(600, abs=2)}


def test_the_same_text_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a", "b"):
        ToneEngine().speak(TEXT, "tone", 160, tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_another_voice_is_refused_with_the_near_one() -> None:
    with pytest.raises(EngineUnavailable, match="has no voice “tune” \\(did you mean “tone”\\?\\)"):
        ToneEngine().check("tune")


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=200).filter(speakable))
def test_odd_text_is_spoken(tmp_path: Path, text: str) -> None:
    ToneEngine().speak(text, "tone", 160, tmp_path / "x.wav")
    assert seconds(tmp_path / "x.wav") >= 60 / 160
