"""The loudness of a finished file from moment to moment, as ffmpeg's ebur128 reads it."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import AudioError
from pipeline.mix import curve as measuring
from pipeline.mix.curve import Curve, curve

from .sounds import ffmpeg, speech
from .test_our_sounds import written


def programme(seconds: float) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    """Speech that differs from side to side, with a pause and a quiet stretch."""
    parts = [speech(seconds / 3, rate=44_100, rms_db=level, seed=seed, tail_ms=900) for seed, level in enumerate((-20, -32, -16))]
    mono = np.concatenate(parts)
    return np.stack([mono, 0.5 * np.roll(mono, 30)], axis=1).astype(np.float32)


def meter(path: Path) -> dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float64]]]:
    """ebur128's momentary, short-term, integrated and range values, every tenth of a second."""
    chain = "ebur128=metadata=1,ametadata=mode=print:file=-"
    said = ffmpeg("-loglevel", "error", "-i", f"file:{path}", "-map", "0:a", "-af", chain, "-f", "null", "-").stdout.decode()
    return {key: np.array([float(value) for value in re.findall(rf"r128\.{key}=(\S+)", said)]) for key in ("M", "S", "I", "LRA")}


def close(found: Curve, read: dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float64]]], within: float) -> None:
    for mine, key, first in ((found.momentary, "M", 4), (found.short_term, "S", 30)):
        theirs = read[key]
        assert abs(len(mine) - len(theirs)) <= 1
        count = min(len(mine), len(theirs))
        heard = np.arange(count) >= first - 1
        heard &= theirs[:count] > -55  # below, the dither of 16 bits counts
        assert heard.sum() > 20
        assert np.abs(mine[:count] - theirs[:count])[heard].max() < within


@pytest.mark.parametrize(("ending", "options"), [("wav", []), ("flac", []), ("mp3", ["-b:a", "128k"]), ("m4a", ["-c:a", "aac"])])
def test_every_moment_is_what_ebur128_reads(tmp_path: Path, ending: str, options: list[str]) -> None:
    source = written(tmp_path / "source.wav", programme(15))
    target = tmp_path / f"episode.{ending}"
    ffmpeg("-loglevel", "error", "-i", str(source), *options, "-y", str(target))
    found, read = curve(target), meter(target)
    close(found, read, 0.3)
    assert found.integrated_lufs == pytest.approx(read["I"][-1], abs=0.1)
    assert found.range_lu == pytest.approx(read["LRA"][-1], abs=0.4)
    assert found.duration_s == pytest.approx(len(programme(15)) / 44_100, abs=0.06)


def test_one_channel_counts_once(tmp_path: Path) -> None:
    path = written(tmp_path / "mono.wav", programme(12)[:, :1])
    found, read = curve(path), meter(path)
    close(found, read, 0.3)
    assert found.integrated_lufs == pytest.approx(read["I"][-1], abs=0.1)


def test_pieces_leave_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path / "episode.wav", programme(12))
    whole = curve(path)
    monkeypatch.setattr(measuring, "PIECE_S", 1)
    pieces = curve(path)
    assert np.abs(whole.momentary - pieces.momentary).max() < 0.01
    assert np.abs(whole.short_term - pieces.short_term).max() < 0.01


def test_silence_and_less_than_a_window(tmp_path: Path) -> None:
    silent = curve(written(tmp_path / "silent.wav", np.zeros((44_100, 2), np.float32)))
    assert (set(silent.momentary), silent.range_lu) == ({-70.0}, 0.0)
    short = curve(written(tmp_path / "short.wav", programme(0.3)[:13_230]))
    assert len(short.momentary) == 3
    assert np.isfinite(short.momentary).all()


def test_what_is_no_sound(tmp_path: Path) -> None:
    (tmp_path / "text.mp3").write_text("no sound")
    with pytest.raises(AudioError, match=r"text\.mp3"):
        curve(tmp_path / "text.mp3")
    with pytest.raises(AudioError, match="nowhere"):
        curve(tmp_path / "nowhere.mp3")
