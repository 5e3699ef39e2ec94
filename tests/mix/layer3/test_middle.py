"""One channel as two equal ones: what decoders make of it is the one channel in both, to the bit, and it has no more noise than LAME's own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.errors import AudioError
from pipeline.mix.layer3 import middle
from pipeline.mix.layer3.frames import BITRATES_KBPS, length, split
from tests.mix.encode.scores import RATE, over_music, spoken
from tests.mix.sounds import ffmpeg, mp3_info

RAW = ["-reservoir", "0", "-write_xing", "0", "-id3v2_version", "0", "-f", "mp3"]


def lame(folder: Path, sound: Any, kbps: int, *more: str) -> bytes:
    raw, path = folder / "t.f32", folder / "t.mp3"
    raw.write_bytes(sound.astype("<f4").tobytes())
    ffmpeg("-y", "-f", "f32le", "-ar", str(RATE), "-ac", str(sound.shape[1]), "-i", str(raw), "-b:a", f"{kbps}k", *more, *RAW, str(path))
    return path.read_bytes()


def decoded(folder: Path, stream: bytes) -> Any:
    path, raw = folder / "d.mp3", folder / "d.f32"
    path.write_bytes(stream)
    ffmpeg("-y", "-f", "mp3", "-i", str(path), "-f", "f32le", str(raw))
    return np.frombuffer(raw.read_bytes(), "<f4").reshape(-1, mp3_info(path).channels)


# Steps, hiss and silence make LAME change its blocks; music fills its frames.
SOUNDS = {
    "speech": spoken(4, seed=8).sound,
    "music": over_music(4).sound[:, :1],
    "clicks": (np.arange(3 * RATE) % 9000 < 60).astype(np.float32)[:, None] * 0.6,
    "hiss": 0.2 * np.random.default_rng(1).standard_normal((2 * RATE, 1)),
    "silence": np.zeros((RATE, 1)),
}


@pytest.mark.parametrize("name", SOUNDS)
@pytest.mark.parametrize("kbps", [64, 128, 320])
def test_both_channels_are_the_one(tmp_path: Path, name: str, kbps: int) -> None:
    narrow = lame(tmp_path, SOUNDS[name], middle.NARROWER[kbps])
    wide = middle.widened(narrow, kbps)
    one, two = decoded(tmp_path, narrow), decoded(tmp_path, wide)
    assert two.shape == (len(one), 2)
    assert np.array_equal(two[:, 0], two[:, 1])
    assert np.abs(two[:, :1] - one).max() <= 2e-7  # √2 twice, in 32 bits
    # As long as its bit rate says, to the byte.
    count = len(split(wide)) - 1
    assert count == len(split(narrow)) - 1
    assert len(wide) == count * 144_000 * kbps // RATE
    assert mp3_info(tmp_path / "d.mp3").bitrate == kbps * 1000


@pytest.mark.parametrize("name", SOUNDS)
def test_it_is_seen_that_both_channels_are_the_same(tmp_path: Path, name: str) -> None:
    def seen(stream: bytes) -> Any:
        starts = np.array(split(stream)[:-1])
        return middle.is_one(np.frombuffer(stream, np.uint8)[starts[:, None] + np.arange(36)])

    assert seen(middle.widened(lame(tmp_path, SOUNDS[name], 112), 128)).all()
    both = np.hstack([SOUNDS[name], 0.5 * SOUNDS[name][::-1]])
    own = lame(tmp_path, both, 128)
    apart, found = decoded(tmp_path, own), seen(own)
    # Whatever is seen so is so, where nothing of another kind rings on from the frames before.
    for nth in np.flatnonzero(found[2:] & found[1:-1] & found[:-2]) + 2:
        part = apart[nth * 1152 : (nth + 1) * 1152]
        assert np.array_equal(part[:, 0], part[:, 1])
    assert found.all() == (name == "silence")


@pytest.mark.parametrize("name", ["speech", "music"])
def test_there_is_no_more_noise_than_in_two_channels_by_lame(tmp_path: Path, name: str) -> None:
    sound = SOUNDS[name]

    def noise_db(stream: bytes) -> float:
        found = decoded(tmp_path, stream)[1105:][: len(sound), 0].astype(float)
        own = sound[: len(found), 0].astype(float)
        gain = found @ own / (own @ own)
        return float(10 * np.log10(np.mean((found - gain * own) ** 2) / np.mean((gain * own) ** 2)))

    wide = middle.widened(lame(tmp_path, sound, 112, "-cutoff", "17000"), 128)
    assert noise_db(wide) < noise_db(lame(tmp_path, np.hstack([sound, sound]), 128))


def test_what_has_room_in_what() -> None:
    for wide, narrow in middle.NARROWER.items():
        assert narrow in BITRATES_KBPS
        assert length(narrow) + 1 - 4 - 17 <= length(wide) - 4 - 32


def test_other_streams_are_refused(tmp_path: Path) -> None:
    sound = SOUNDS["speech"]
    for stream in (lame(tmp_path, np.hstack([sound, sound]), 112), lame(tmp_path, sound, 160), b"no frames at all"):
        with pytest.raises(AudioError):
            middle.widened(stream, 128)
