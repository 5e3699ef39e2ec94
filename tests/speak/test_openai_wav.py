"""Any plain WAV becomes the same 16-bit mono sound; whatever else comes is refused, never misheard."""

from __future__ import annotations

import struct
from contextlib import suppress

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from pipeline.net.post import Answer
from pipeline.speak.http_wav import BadSound, sound, verify
from pipeline.speak.wav import Sound
from tests.speak.openai_server import streamed, tone

RATE_HZ = 24_000
SAMPLES: NDArray[np.int16] = (np.sin(np.arange(RATE_HZ) / 7) * 20_000).astype("<i2")

TEXT = "The airline cancelled more than two hundred flights because of a software failure."
WAV = tone(TEXT)


def heard(body: bytes, kind: str = "audio/wav", *, measured: bool = True) -> Sound:
    return sound(Answer(200, {"content-type": kind}, body, measured))


def wav(
    data: bytes, coding: int = 1, bits: int = 16, channels: int = 1, rate_hz: int = RATE_HZ, *, before: bytes = b"", after: bytes = b""
) -> bytes:
    """A WAV file of these bytes; coding 0xFFFE puts PCM (or floats, for 32 bits and more) into a GUID."""
    frame = channels * bits // 8
    fmt = struct.pack("<HHIIHH", coding, channels, rate_hz, rate_hz * frame, frame, bits)
    if coding == 0xFFFE:
        fmt += struct.pack("<HHIH", 22, bits, 0, 3 if bits == 64 else 1) + bytes.fromhex("000000001000800000aa00389b71")
    chunks = b"WAVEfmt " + struct.pack("<I", len(fmt)) + fmt + before
    chunks += b"data" + struct.pack("<I", len(data)) + data + bytes(len(data) % 2) + after
    return b"RIFF" + struct.pack("<I", len(chunks)) + chunks


def wide(bits: int) -> bytes:
    return (SAMPLES.astype("<i4") << (bits - 16)).tobytes()


@pytest.mark.parametrize(
    ("body", "off"),
    [
        (wav(SAMPLES.tobytes()), 0),
        (wav(wide(32), bits=32), 0),
        (wav(b"".join(wide(24)[at : at + 3] for at in range(0, len(wide(24)), 4)), bits=24), 0),
        (wav((SAMPLES / 32768).astype("<f4").tobytes(), 3, 32), 0),
        (wav((SAMPLES / 32768).astype("<f8").tobytes(), 3, 64), 0),
        (wav((SAMPLES // 256 + 128).astype(np.uint8).tobytes(), bits=8), 255),
        (wav(np.repeat(SAMPLES, 2).tobytes(), channels=2), 0),
        (wav(np.stack([SAMPLES, -SAMPLES, 3 * (SAMPLES // 3), SAMPLES], axis=1).astype("<i2").tobytes(), channels=4), 20_000),
        (wav(SAMPLES.tobytes(), 0xFFFE), 0),
        (wav((SAMPLES / 32768).astype("<f8").tobytes(), 0xFFFE, 64), 0),
        (wav(SAMPLES.tobytes(), before=b"LIST\x05\0\0\0INFO!\0"), 0),
        (wav(SAMPLES.tobytes(), after=b"LIST\x04\0\0\0INFO"), 0),
        (wav(SAMPLES.tobytes()) + b"trailing rubbish", 0),
    ],
    ids=["16", "32", "24", "f32", "f64", "8", "stereo", "four", "guid", "guid-f64", "list", "list-after", "rubbish"],
)  # fmt: skip
def test_every_coding_gives_the_same_sound(body: bytes, off: int) -> None:
    made = heard(body)
    assert (made.rate_hz, made.frames) == (RATE_HZ, len(SAMPLES))
    assert np.abs(np.frombuffer(made.pcm, "<i2").astype(int) - SAMPLES).max() <= off


def test_loud_floats_are_clipped_not_wrapped() -> None:
    made = np.frombuffer(heard(wav(np.array([2, -2, np.nan, np.inf, -np.inf, 0.5], "<f4").tobytes(), 3, 32)).pcm, "<i2")
    assert made.tolist() == [32767, -32768, 0, 32767, -32768, 16384]


def test_a_file_for_each_sentence_is_heard_to_its_end() -> None:
    parts = [SAMPLES[:8000], SAMPLES[8000:9001], SAMPLES[9001:]]
    assert heard(b"".join(wav(part.tobytes()) for part in parts)).pcm == SAMPLES.tobytes()
    with pytest.raises(BadSound, match="different sample rates"):
        heard(wav(SAMPLES.tobytes()) + wav(SAMPLES.tobytes(), rate_hz=16_000))


@pytest.mark.parametrize(
    "kind", ["audio/wav", "audio/x-wav", "audio/mpeg", "application/octet-stream", "binary/octet-stream", "", "AUDIO/WAV; rate=1"]
)
def test_what_a_server_calls_it_matters_little(kind: str) -> None:
    assert heard(WAV, kind).frames == (len(WAV) - 44) // 2


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (wav(SAMPLES.tobytes(), 6, 8), "coding 6 with 8 bits"),
        (wav(SAMPLES.tobytes(), 1, 12), "coding 1 with 12 bits"),
        (wav(SAMPLES.tobytes(), 17, 4), "coding 17"),
        (wav(SAMPLES.tobytes(), channels=0), "0 channels"),
        (wav(SAMPLES.tobytes(), channels=9), "9 channels"),
        (wav(SAMPLES.tobytes(), rate_hz=0), "at 0 Hz"),
        (wav(SAMPLES.tobytes(), rate_hz=1_000_000_000), "at 1000000000 Hz"),
        (wav(b""), "holds no sound"),
        (wav(b"\0"), "holds no sound"),
        (b"RIFF\x04\0\0\0AVI LIST", "not WAVE"),
        (b"RIFF\x04\0\0\0WAVE", "cut off before the sound"),
        (b"RIFF\x10\0\0\0WAVEdata\x04\0\0\0abcd", "out of order"),
        (b"RF64" + WAV[4:], "it is RF64"),
    ],
)
def test_what_is_no_plain_wav_is_refused(body: bytes, says: str) -> None:
    with pytest.raises(BadSound, match=says):
        heard(body)


@given(st.binary(max_size=200), st.integers(0, 80), st.integers(0, 20))
@example(b"", 0, 0)
def test_no_damage_is_more_than_a_refusal(damage: bytes, at: int, cut: int) -> None:
    """Whatever comes is a sound of its own frames, or BadSound."""
    for body in (WAV[:2000], streamed(WAV)[:2000], wav(SAMPLES[:200].tobytes(), 0xFFFE), wav(SAMPLES.tobytes(), 3, 32)):
        hurt = body[:at] + damage + body[at + len(damage) + cut :]
        for measured in (True, False):
            with suppress(BadSound):
                made = heard(hurt, measured=measured)
                assert made.frames * 2 == len(made.pcm) > 0


@pytest.mark.parametrize("speed", [0.75, 1.0, 1.5])
def test_a_whole_sound_is_believed_and_a_third_is_not(speed: float) -> None:
    whole = heard(tone(TEXT, speed))
    verify(TEXT, speed, whole)
    for seconds, what in ((whole.frames / whole.rate_hz / 5 * min(speed, 1), "text that takes"), (200.0, "text that takes")):
        count = round(seconds * whole.rate_hz)
        with pytest.raises(BadSound, match=what):
            verify(TEXT, speed, Sound(whole.rate_hz, count, np.resize(np.frombuffer(whole.pcm, "<i2"), count).tobytes()))


@pytest.mark.parametrize(
    ("text", "seconds"), [("No.", 0.4), ("1,000,000", 2.5), ("BBC", 1.5), ("$1.5bn", 3.0), ("привет", 0.5), ("A I", 0.5)]
)
def test_short_texts_have_room(text: str, seconds: float) -> None:
    verify(text, 1.0, Sound(RATE_HZ, round(RATE_HZ * seconds), np.resize(SAMPLES, round(RATE_HZ * seconds)).tobytes()))
