"""The checksum: against the definition, bit by bit, and against what ffmpeg writes into a header of its own."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.mix.layer3.crc import LANES, crc16, joined
from tests.mix.sounds import ffmpeg


def slowly(data: bytes) -> int:
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc


def test_the_check_value_of_the_catalogue() -> None:
    assert crc16(b"123456789") == 0xBB3D  # CRC-16/ARC


@given(st.binary(max_size=7 * LANES))
def test_it_is_the_definition(data: bytes) -> None:
    assert crc16(data) == slowly(data)


@given(st.binary(max_size=2000), st.binary(max_size=2000))
def test_two_that_are_joined(first: bytes, second: bytes) -> None:
    assert joined(crc16(first), crc16(second), len(second)) == crc16(first + second)


def test_it_is_the_one_in_a_file_that_ffmpeg_wrote(tmp_path: Path) -> None:
    path = tmp_path / "t.mp3"
    ffmpeg("-f", "lavfi", "-i", "sine=d=3", "-ac", "2", "-b:a", "128k", "-id3v2_version", "0", str(path))
    raw = path.read_bytes()
    at = raw.find(b"Info")
    assert at > 0
    tag = at + 120
    assert crc16(raw[417:]) == int.from_bytes(raw[tag + 32 : tag + 34], "big")
    assert crc16(raw[: tag + 34]) == int.from_bytes(raw[tag + 34 : tag + 36], "big")
