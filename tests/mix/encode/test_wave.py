"""WAV as written here: read back by Python's own reader, by ffmpeg, and by its chunks; RF64 where it is too long for RIFF."""

from __future__ import annotations

import struct
import wave as reader
from pathlib import Path

import numpy as np
import pytest

from pipeline.mix.encode import wave
from tests.mix.sounds import ffmpeg

from .scores import RATE, over_music


def chunks(raw: bytes) -> dict[bytes, bytes]:
    found, at = {}, 12
    while at + 8 <= len(raw):
        name, size = raw[at : at + 4], int.from_bytes(raw[at + 4 : at + 8], "little")
        name = name if name != b"LIST" else raw[at + 8 : at + 12]
        found[name] = raw[at + 8 : at + 8 + size]
        at += 8 + size + size % 2
    return found


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("frames", [0, 1, 1001, 44_100])
def test_others_read_it_to_the_last_bit(tmp_path: Path, channels: int, frames: int) -> None:
    sound = over_music(1).sound[:frames, :channels]
    path = tmp_path / "t.wav"
    wave.write(path, wave.Head(RATE, channels, frames, [("INAM", "Zwölf")], [(0, "One")]), [sound[:500], sound[500:]])
    with reader.open(str(path)) as file:
        assert (file.getnchannels(), file.getsampwidth(), file.getframerate(), file.getnframes()) == (channels, 3, RATE, frames)
        raw = file.readframes(frames)
    values = np.frombuffer(raw, np.uint8).reshape(-1, 3).astype(np.int32)
    heard = ((values[:, 0] | values[:, 1] << 8 | values[:, 2] << 16) ^ 0x800000) - 0x800000
    assert np.abs(heard / 2**23 - sound.reshape(-1)).max(initial=0) <= 2**-24 + 1e-7
    whole = path.read_bytes()
    assert int.from_bytes(whole[4:8], "little") == len(whole) - 8
    assert len(whole) % 2 == 0


def test_beyond_full_scale_it_is_held() -> None:
    packed = wave.packed(np.array([[1.5], [1.0], [-1.0], [-7.0]], np.float32))
    assert packed == b"\xff\xff\x7f" * 2 + b"\x00\x00\x80" * 2


def test_names_and_cues(tmp_path: Path) -> None:
    cues = [(0, "Headlines"), (22_050, "Zwölf; “quoted”"), (30_000, "")]
    path = tmp_path / "t.wav"
    wave.write(path, wave.Head(RATE, 1, 44_100, [("INAM", "A title"), ("ICMT", "odd")], cues), [np.zeros((44_100, 1), np.float32)])
    found = chunks(path.read_bytes())
    points = [struct.unpack_from("<II4sIII", found[b"cue "], 4 + 24 * n) for n in range(3)]
    assert [(point[1], point[2], point[5]) for point in points] == [(frame, b"data", frame) for frame, _ in cues]
    for _, name in cues:
        assert name.encode() + b"\0" in found[b"adtl"]
    said = ffmpeg("-i", str(path), "-f", "null", "-").stderr.decode()
    assert "A title" in said
    assert "Chapter #0:1: start 0.500000" in said
    assert "Zwölf; “quoted”" in said


def test_more_than_four_gigabytes_is_rf64() -> None:
    just, more = (wave.header(wave.Head(RATE, 2, frames)) for frames in (715_827_875, 715_827_877))
    assert (just[:4], more[:4]) == (b"RIFF", b"RF64")
    assert int.from_bytes(just[4:8], "little") == len(just) - 8 + 6 * 715_827_875 <= 0xFFFFFFFF
    assert (more[4:8], more[-4:]) == (b"\xff" * 4, b"\xff" * 4)
    assert more[12:16] == b"ds64"
    size, data, frames, table = struct.unpack_from("<QQQI", more, 20)
    assert (size, data, frames, table) == (len(more) - 8 + data, 6 * 715_827_877, 715_827_877, 0)


def test_ffmpeg_reads_rf64(tmp_path: Path) -> None:
    # The sound is not there but for its beginning, yet the header says how long it is.
    path = tmp_path / "long.wav"
    head = wave.Head(RATE, 2, 2_000_000_000)
    with path.open("wb") as file:
        file.write(wave.header(head))
        file.truncate(len(wave.header(head)) + head.sound_bytes)
    said = ffmpeg("-i", str(path), "-t", "1", "-f", "null", "-").stderr.decode()
    assert "Duration: 12:35:51.47" in said
