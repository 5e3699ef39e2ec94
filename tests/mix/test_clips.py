"""A clip is cut to its speech, whole: no consonant is eaten, no inner pause touched, no edge clicks."""

from __future__ import annotations

import os
import wave
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import AudioError
from pipeline.mix import looks
from pipeline.mix.clips import GATE_MS, MARGIN_MS, look, render, speech_bounds
from pipeline.mix.layout import RATE_HZ
from pipeline.model import Clip

from .sounds import Sound, Studio, speech


def bounds_ms(sound: Sound, rate: int) -> tuple[float, float]:
    start, end = speech_bounds(sound.astype(np.float32), rate)
    return start * 1000 / rate, end * 1000 / rate


@pytest.mark.parametrize("rate", [16_000, 22_050, 24_000, 44_100])
@pytest.mark.parametrize("rms_db", [-50.0, -20.0, -8.0])
def test_the_edges_are_found(rate: int, rms_db: float) -> None:
    start, end = bounds_ms(speech(3, rate=rate, rms_db=rms_db, lead_ms=310, tail_ms=520), rate)
    assert start == pytest.approx(310, abs=2 * GATE_MS)
    assert end == pytest.approx(3310, abs=2 * GATE_MS)


@pytest.mark.parametrize("noise_db", [-90, -75, -65])
def test_noise_at_the_edges_is_not_speech(noise_db: float) -> None:
    # Neural voices end in faint noise, 40 dB and more below the speech.
    sound = speech(3, rate=24_000, rms_db=-23, lead_ms=300, tail_ms=510)
    sound += np.random.default_rng(1).standard_normal(len(sound)) * 10 ** (noise_db / 20)
    start, end = bounds_ms(sound, 24_000)
    assert start == pytest.approx(300, abs=8)
    assert end == pytest.approx(3300, abs=8)


@pytest.mark.parametrize("below_db", [30, 36])
def test_a_weak_consonant_is_kept(below_db: float) -> None:
    rate = 22_050
    sound = speech(2, rate=rate, lead_ms=0, tail_ms=0)
    level = 10 ** (-below_db / 20) * np.sqrt(np.quantile(np.square(sound), 0.9))
    weak = np.random.default_rng(2).standard_normal(round(0.09 * rate)) * level
    quiet = np.zeros(rate // 5)
    start, end = bounds_ms(np.concatenate([quiet, weak, sound, weak, quiet]), rate)
    assert start == pytest.approx(200, abs=5)
    assert end == pytest.approx(200 + 90 + 2000 + 90, abs=5)


def test_inner_pauses_stay(studio: Studio) -> None:
    rate = 22_050
    sound = np.concatenate([speech(1, rate=rate), np.zeros(rate * 2), speech(1, rate=rate, seed=2)])
    take = look(studio.clip(sound))
    assert take.span.body / RATE_HZ == pytest.approx((len(sound) - 0.33 * rate) / rate, abs=0.01)


def test_the_margin_is_kept_where_there_is_one(studio: Studio) -> None:
    take = look(studio.clip(speech(1, lead_ms=300, tail_ms=300)))
    assert take.span.lead == pytest.approx(MARGIN_MS * RATE_HZ / 1000, abs=2 + GATE_MS * RATE_HZ / 1000)
    assert take.span.tail == pytest.approx(MARGIN_MS * RATE_HZ / 1000, abs=2 + GATE_MS * RATE_HZ / 1000)
    bare = look(studio.clip(speech(1, lead_ms=0, tail_ms=0)))
    assert bare.span.lead == 0
    assert bare.span.tail <= RATE_HZ * GATE_MS / 1000


def test_the_edges_fade(studio: Studio) -> None:
    sound = 0.5 + np.zeros(22_050)  # an offset throughout: the whole clip is “speech”
    made = render(look(studio.clip(sound)))
    assert abs(made[0]) < 0.02
    assert abs(made[-1]) < 0.02
    assert np.abs(np.diff(made)).max() < 0.02
    assert made[len(made) // 2] == pytest.approx(0.5, abs=0.01)


def test_a_silent_clip_stays_as_long_as_it_is(studio: Studio) -> None:
    take = look(studio.clip(np.zeros(22_050)))
    assert (take.span.lead, take.span.body, take.span.tail) == (0, RATE_HZ, 0)


@pytest.mark.parametrize("rate", [8_000, 22_050, 24_000, 44_100, 48_000])
def test_a_take_gives_as_many_frames_as_it_says(studio: Studio, rate: int) -> None:
    take = look(studio.clip(speech(1.234, rate=rate), rate=rate))
    made = render(take)
    assert len(made) == take.span.frames
    assert made.dtype == np.float32
    assert np.abs(made).max() == pytest.approx(float(take.peaks.max()), rel=0.3)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 4000), st.sampled_from([8_000, 22_050, 24_000, 48_000]), st.integers(0, 2**32 - 1))
def test_bounds_lie_within_whatever_the_sound(frames: int, rate: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    sound = (chance.standard_normal(frames) * chance.integers(0, 2, frames)).astype(np.float32)
    start, end = speech_bounds(sound, rate)
    assert 0 <= start < end <= frames


def test_a_clip_of_one_frame_is_all_speech(studio: Studio) -> None:
    take = look(studio.clip(np.full(1, 0.5), rate=RATE_HZ))
    assert (take.span.lead, take.span.body, take.span.tail) == (0, 1, 0)


def test_a_clip_is_looked_at_once_and_again_where_what_was_found_is_damaged(studio: Studio) -> None:
    clip = studio.clip(speech(2))
    first, was = look(clip), clip.path.stat()
    clip.path.write_bytes(bytes(was.st_size))
    os.utime(clip.path, ns=(was.st_atime_ns, was.st_mtime_ns))
    again = look(clip)  # there is no sound in it any more
    assert (again.digest, again.span, again.rate_hz) == (first.digest, first.span, first.rate_hz)
    assert np.array_equal(again.energies, first.energies)
    assert np.array_equal(again.peaks, first.peaks)
    (kept,) = (path for path in studio.folder.rglob(f"*{looks.ENDING}"))
    raw = bytearray(kept.read_bytes())
    raw[-40] ^= 1
    kept.write_bytes(raw)
    with pytest.raises(AudioError):
        look(clip)


def test_a_clip_that_is_spoken_again_is_looked_at_again(studio: Studio) -> None:
    first = look(studio.clip(speech(2)))
    again = look(Studio(studio.folder).clip(speech(1)))
    assert again.clip.path == first.clip.path
    assert again.span.frames < first.span.frames
    assert again.digest != first.digest


def test_a_clip_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match=r"gone\.wav: segment 3's clip cannot be read.*taken away.*build again"):
        look(Clip(3, tmp_path / "gone.wav", 22_050, 100, "a", cached=True))


@pytest.mark.parametrize("content", [b"", b"RIFF", b"nonsense" * 100, b"RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00" + bytes(12)])
def test_a_clip_that_is_no_sound(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "bad.wav").write_bytes(content)
    with pytest.raises(AudioError, match=r"bad\.wav"):
        look(Clip(1, tmp_path / "bad.wav", 22_050, 100, "a", cached=True))


def test_a_clip_without_a_frame(studio: Studio) -> None:
    with pytest.raises(AudioError, match="segment 1's sound is empty"):
        look(studio.clip(np.zeros(0)))


def test_a_clip_that_changes_in_between(studio: Studio) -> None:
    take = look(studio.clip(speech(2)))
    Studio(studio.folder).clip(speech(1))
    with pytest.raises(AudioError, match="changed while"):
        render(take)


def test_stereo_and_eight_bits_are_taken_too(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "s.wav"), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(1)
        file.setframerate(22_050)
        tone = (128 + 100 * np.sin(np.arange(22_050) / 10)).astype(np.uint8)
        file.writeframes(np.repeat(tone, 2).tobytes())
    take = look(Clip(1, tmp_path / "s.wav", 22_050, 22_050, "a", cached=False))
    assert take.span.frames == RATE_HZ
    assert float(take.peaks.max()) == pytest.approx(100 / 128, abs=0.02)
