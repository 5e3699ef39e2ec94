"""One input from others: bytes flipped, pieces moved, words of the format put in, things nested, numbers grown."""

from __future__ import annotations

import random
from collections.abc import Sequence

LARGEST = 1_500
"""Bytes of most inputs: small ones run fast, and what breaks a reader is seldom large. Nested and repeated ones grow past it."""

NASTY = (
    b"\0", b"\x1b[31m", b"\x7f", b"\x85", b"\xa0", b"\xff", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80",
    "\u202e".encode(), "\u2066".encode(), "\u200b".encode(), "\u2028".encode(),
    "\u0301".encode() * 40, "\U000e0041".encode(), "\ufffd".encode(), "ﬃ".encode(), "İ".encode(),
    "ß".encode(), "٣".encode(), "²".encode(), "½".encode(), "Ⅷ".encode(), "㎏".encode(),
    "👩‍🚀".encode(), b"\\ud800", b"\\udc00\\ud800", b"&#xD800;", b"&#0;", b"&#x110000;",
    b"\r", b"\r\n", b"\n\n", b"\t", b"\x0b", b"\x0c", b"%00", b"%0d%0a", b"%n%s%d",
    b"../../../../etc/passwd", b"..\\..\\x", b"/dev/zero", b"file:///etc/passwd", b"concat:a|b",
    b"{{ 7 * 7 }}", b"{% include '/etc/passwd' %}", b"{# #}", b"{{ ''.__class__.__mro__ }}",
    b"**Anchor:** Ha.", b"**Voice (slower):**", b"[sting: open]", b"[sting", b"[pause 60s]", b"[bed: x]",
    b"[^1]", b"[^s1]: x:1", b"\n# Chapter\n", b"\n---\n", b"<!-- -->", b"<script>alert(1)</script>",
    b"<img src=x onerror=alert(1)>", b"javascript:alert(1)", b"{Kyiv|k}", b"{", b"}", b"|", b"\\",
    b"a" * 300, b"A. " * 80, b"(" * 60, b"[" * 60, b"'" * 60, b"0" * 320, b"9" * 5_000, b"9" * 400,
    b"0x" + b"f" * 5_000, b"1" + b":1" * 300 + b".0", b"-1", b"1e999", b"-0", b"nan", b"0x7fffffff", b"18446744073709551616",
    b"9999-99-99", b"0000-00-00", b"2026-11-27T25:61:61+99:99", b"31 February 2026", b"10000-01-01", b"15:25", b"99:99", b"12:30am GMT", b"2h ago", b"Nov 27",
)  # fmt: skip
"""For every format: what has broken readers, escapers and terminals elsewhere."""


def mutated(seed: bytes, pool: Sequence[bytes], words: Sequence[bytes], rng: random.Random) -> bytes:
    """A seed, changed one to a dozen times; `pool` are others to take pieces from, `words` those of the format."""
    data = bytearray(seed)
    if len(data) > LARGEST:
        # Most formats have a head without which nothing is read.
        start = rng.randrange(len(data) - LARGEST + 1) if rng.random() < 0.1 else 0
        data = data[start : data.rfind(b"\n", start, start + LARGEST) + 1 or start + LARGEST]
    for _ in range(rng.choice((1, 1, 1, 1, 2, 2, 3, 4, 8))):
        data = rng.choice(_WAYS)(data, pool, words, rng)
    return bytes(data)


def _span(data: bytearray, rng: random.Random, most: int = 200) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.randrange(most) + 1)


def _flip(data: bytearray, _: Sequence[bytes], __: Sequence[bytes], rng: random.Random) -> bytearray:
    for _n in range(rng.randrange(1, 5)):
        if data:
            data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return data


def _word(data: bytearray, _: Sequence[bytes], words: Sequence[bytes], rng: random.Random) -> bytearray:
    at, end = _span(data, rng, 20)
    data[at : end if rng.random() < 0.3 else at] = rng.choice(words if rng.random() < 0.6 else NASTY)
    return data


def _drop(data: bytearray, _: Sequence[bytes], __: Sequence[bytes], rng: random.Random) -> bytearray:
    start, end = _span(data, rng)
    del data[start:end]
    return data


def _again(data: bytearray, _: Sequence[bytes], __: Sequence[bytes], rng: random.Random) -> bytearray:
    start, end = _span(data, rng, 60)
    piece = data[start:end]
    at = rng.randrange(len(data) + 1)
    data[at:at] = piece * (rng.choice((1, 1, 2, 2, 5, 40, 400)) if len(data) < 4 * LARGEST else 1)
    return data


def _splice(data: bytearray, pool: Sequence[bytes], _: Sequence[bytes], rng: random.Random) -> bytearray:
    other = rng.choice(pool)
    start = rng.randrange(len(other) + 1)
    at, end = _span(data, rng)
    data[at : end if rng.random() < 0.5 else at] = other[start : start + rng.choice((20, 100, 1_000))]
    return data


def _lines(data: bytearray, _: Sequence[bytes], __: Sequence[bytes], rng: random.Random) -> bytearray:
    """Two lines change places, or one goes in or out by a step."""
    lines = bytes(data).split(b"\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    if rng.random() < 0.5:
        lines[one], lines[other] = lines[other], lines[one]
    else:
        lines[one] = b"  " + lines[one] if rng.random() < 0.5 else lines[one].removeprefix(b"  ")
    return bytearray(b"\n".join(lines))


def _nest(data: bytearray, _: Sequence[bytes], words: Sequence[bytes], rng: random.Random) -> bytearray:
    """A word of the format many times over, and perhaps its like behind it."""
    deep = rng.choice((3, 20, 150, 1_200, 3_000))
    opening, closing = rng.choice(words), rng.choice(words)
    at = rng.randrange(len(data) + 1)
    data[at:at] = opening[:20] * deep + closing[:20] * rng.choice((0, deep))
    return data


_NUMBERS = (
    b"0", b"-1", b"13", b"61", b"99", b"1e400", b"4294967296", b"9" * 25, b"9" * 400, b"9" * 4_500, b"0x" + b"f" * 4_500, b"00", b"", b"1.", b".5", b"1_0",
)  # fmt: skip


def _number(data: bytearray, _: Sequence[bytes], __: Sequence[bytes], rng: random.Random) -> bytearray:
    """A run of digits becomes another number."""
    places = [n for n, byte in enumerate(data) if 48 <= byte <= 57]
    if places:
        start = end = rng.choice(places)
        while end < len(data) and 48 <= data[end] <= 57:
            end += 1
        data[start:end] = rng.choice(_NUMBERS)
    return data


_WAYS = (_flip, _word, _word, _word, _drop, _again, _splice, _splice, _lines, _nest, _number)
