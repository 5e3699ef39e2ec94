"""What a speech server sent, as 16-bit mono sound: any plain WAV, also one whose header was written before its length was known."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.net.post import MAX_BYTES, Answer
from pipeline.regex import regex
from pipeline.speak.wav import BYTES_PER_FRAME, Sound

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

NO_SOUND_TYPES = regex(r"text/|application/(?:[\w.-]+\+)?(?:json|xml|problem|javascript)|image/|video/")
"""Content types of what is no sound. Any other is let through: servers call WAV `audio/mpeg` or `application/octet-stream`."""

MAGIC = {b"ID3": "MP3", b"\xff\xfb": "MP3", b"\xff\xf3": "MP3", b"\xff\xf1": "AAC", b"OggS": "Ogg", b"fLaC": "FLAC", b"RF64": "RF64"}
"""What servers send that take no notice of `response_format`."""

RATES_HZ = (8_000, 192_000)
CHANNELS = range(1, 9)

INTEGERS, FLOATS, EXTENSIBLE = 1, 3, 0xFFFE
"""Codings of a WAV file; in an extensible one the true coding stands at the head of its GUID."""

SHORTEST_S = 0.02
"""A letter of a word, at speed 1. tts-1 takes 0.06 a character (NATURAL_WPM): with less than a third of that, words are missing."""

LONGEST_S = (0.25, 0.8, 2.5)
"""A small letter or space (four times what tts-1 takes), any other ASCII character (a digit, an initial, a symbol that is spelled), and
one beyond ASCII, at speed 1. A model that runs on, or says a sentence over and over, is beyond it."""

ALLOWANCE_S = 5.0
"""On top of LONGEST_S, for silence around it."""

QUIET_PEAK = 100
"""Of 32,767, as for pyttsx3: below it there is nothing to hear."""

_WORDS = regex(r"(?<![^\W_])[^\W_]{2,40}(?![^\W_])")
_HEARD = regex(r"[A-Za-z0-9]")


class BadSound(Exception):  # noqa: N818 - it says what came
    """An answer that is not the sound asked for; the text is ours and quotes nothing of it."""

    def __init__(self, message: str, *, again: bool) -> None:
        super().__init__(message)
        self.again = again
        """Whether it may be better next time: a cut may, another format will not."""


def sound(answer: Answer) -> Sound:
    """The sound of a successful answer as 16-bit mono. Raises BadSound unless it is whole as far as its framing and header tell."""
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if answer.headers.get("content-encoding", "identity").strip().lower() not in ("", "identity"):
        raise BadSound("it is compressed, though that was not asked for", again=False)
    if NO_SOUND_TYPES.match(kind):
        raise BadSound(f"it is {_name(kind)}, no sound", again=False)
    body = answer.body
    if not body:
        raise BadSound("it is empty", again=True)
    if body[:4] != b"RIFF":
        known = next((name for magic, name in MAGIC.items() if body.startswith(magic)), "")
        if len(body) < 12 and not known:
            raise BadSound("it is cut off in its header", again=True)
        raise BadSound(f"it is {known or 'something else'}, not the WAV that was asked for", again=False)
    found: list[tuple[int, NDArray[np.float64]]] = []
    for rate_hz, samples, told in _files(body):
        if not told and not answer.measured:
            raise BadSound("neither its header nor the server says how long it is, so nobody can tell whether it is whole", again=False)
        found.append((rate_hz, samples))
    if len({rate_hz for rate_hz, _ in found}) > 1:
        raise BadSound("its parts have different sample rates", again=False)
    import numpy as np

    # Integers of 16 bits come out as they went in.
    mono = np.concatenate([samples for _, samples in found])
    pcm = np.clip(np.rint(mono), -32768, 32767).astype("<i2").tobytes()
    if not pcm:
        raise BadSound("it holds no sound", again=True)
    return Sound(found[0][0], len(pcm) // BYTES_PER_FRAME, pcm)


def verify(text: str, speed: float, heard: Sound) -> None:
    """Raise BadSound unless `heard` can be the whole of `text`, as far as its length and level can tell."""
    import numpy as np

    seconds = heard.frames / heard.rate_hz
    # Some servers take no notice of the speed: both ways are allowed for.
    least = SHORTEST_S / max(speed, 1) * sum(len(word) for word in _WORDS.findall(text))
    kinds = [0 if character.islower() or character == " " else 1 if character.isascii() else 2 for character in text]
    most = (ALLOWANCE_S + sum(LONGEST_S[kind] for kind in kinds)) / min(speed, 1)
    if not least <= seconds <= most:
        raise BadSound(f"it is {seconds:.1f} s for a text that takes {least:.1f} to {most:.1f} s", again=True)
    if _HEARD.search(text) and int(np.abs(np.frombuffer(heard.pcm, "<i2").astype(np.int32)).max()) < QUIET_PEAK:
        raise BadSound("it is nothing but silence", again=True)


def _files(body: bytes) -> Iterator[tuple[int, NDArray[np.float64], bool]]:
    """Rate, samples in mono at 16-bit scale, and whether the header told the length; some servers send a WAV file for each sentence."""
    at = 0
    while at == 0 or body[at : at + 4] == b"RIFF":
        rate_hz, samples, told, at = _file(body, at)
        yield rate_hz, samples, told


def _file(body: bytes, start: int) -> tuple[int, NDArray[np.float64], bool, int]:
    """One WAV file from `start` on, and where it ends."""
    if body[start + 8 : start + 12] != b"WAVE":
        raise BadSound(
            "it is cut off in its header" if len(body) < start + 12 else "it is RIFF, but not WAVE", again=len(body) < start + 12
        )
    layout: tuple[int, int, int, int] | None = None
    at = start + 12
    while at + 8 <= len(body):
        name, size = struct.unpack_from("<4sI", body, at)
        at += 8
        if name == b"fmt ":
            layout = _layout(body[at : at + size])
        elif name == b"data":
            if layout is None:
                raise BadSound("its header is out of order", again=False)
            left = len(body) - at
            # A length that was not known: 0xFFFFFFFF (OpenAI, ffmpeg), 0x7FFFFFFF, 2,000,000,000, or 0 (libsndfile).
            told = 0 < size <= MAX_BYTES or not left
            if told and size > left:
                raise BadSound(f"it is cut off: {left} of {size} bytes of sound", again=True)
            end = at + (size if told else left)
            return layout[0], _mono(body[at:end], layout), told, end + (end - at) % 2
        at += size + size % 2
    raise BadSound("it is cut off before the sound", again=True)


def _layout(fmt: bytes) -> tuple[int, int, int, int]:
    """Rate, channels, bits and coding."""
    if len(fmt) < 16:
        raise BadSound("it is cut off in its header", again=True)
    coding, channels, rate_hz, _, _, bits = struct.unpack_from("<HHIIHH", fmt)
    if coding == EXTENSIBLE and len(fmt) >= 26:
        (coding,) = struct.unpack_from("<H", fmt, 24)
    if (coding, bits) not in ((INTEGERS, 8), (INTEGERS, 16), (INTEGERS, 24), (INTEGERS, 32), (FLOATS, 32), (FLOATS, 64)):
        raise BadSound(f"it is WAV of coding {coding} with {bits} bits", again=False)
    if channels not in CHANNELS or not RATES_HZ[0] <= rate_hz <= RATES_HZ[1]:
        raise BadSound(f"it is WAV of {channels} channels at {rate_hz} Hz", again=False)
    return rate_hz, channels, bits, coding


def _mono(data: bytes, layout: tuple[int, int, int, int]) -> NDArray[np.float64]:
    """The mean of the channels, full scale ±32,768."""
    import numpy as np

    _, channels, bits, coding = layout
    frame = channels * bits // 8
    data = data[: len(data) // frame * frame]
    if coding == FLOATS:
        with np.errstate(invalid="ignore"):
            samples = np.clip(np.nan_to_num(np.frombuffer(data, f"<f{bits // 8}").astype(np.float64)), -2, 2) * 32768
    elif bits == 8:
        samples = (np.frombuffer(data, np.uint8).astype(np.float64) - 128) * 256
    elif bits == 24:
        wide = np.zeros((len(data) // 3, 4), np.uint8)
        wide[:, 1:] = np.frombuffer(data, np.uint8).reshape(-1, 3)
        samples = wide.view("<i4").ravel() / 65536
    else:
        samples = np.frombuffer(data, f"<i{bits // 8}").astype(np.float64) / (1 << (bits - 16))
    mixed: NDArray[np.float64] = samples.reshape(-1, channels).mean(axis=1)
    return mixed


def _name(kind: str) -> str:
    """A content type in words; what a server says is not repeated."""
    for part, name in (("html", "an HTML page"), ("json", "JSON"), ("text/event-stream", "a stream of events"), ("text/", "text")):
        if part in kind:
            return name
    return "of a type that is no sound"
