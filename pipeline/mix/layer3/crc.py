"""CRC-16 of long stretches, and of stretches that are joined: what the header of an MP3 file says of the sound behind it.

A CRC is linear: many stretches can be run through the table side by side, and the CRC of two that are joined follows from theirs. So
a piece's is worked out once, and that of the whole file without its bytes.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

POLYNOMIAL = 0xA001
"""x¹⁶ + x¹⁵ + x² + 1, bits reversed, from zero: LAME's CRC (VbrTag.c, `crc16_lookup`)."""

LANES = 1024
"""Stretches that run side by side: numpy's step costs as much for one as for some hundreds."""

Matrix = tuple[int, ...]
"""A linear map of 16 bits: what each bit becomes."""


def crc16(data: bytes) -> int:
    """The CRC of some bytes."""
    length = len(data) // (2 * LANES)
    words, table = _words(), _table()
    lanes = np.zeros(LANES, np.uint16)
    for column in np.ascontiguousarray(np.frombuffer(data, "<u2", length * LANES).reshape(LANES, length).T):
        lanes = words[lanes ^ column]
    size = 2 * length
    while len(lanes) > 1:  # each with the one behind it
        lanes = _all_through(_shift(size), lanes[::2]) ^ lanes[1::2]
        size *= 2
    crc = int(lanes[0])
    for byte in data[2 * length * LANES :]:
        crc = (crc >> 8) ^ int(table[(crc ^ byte) & 0xFF])
    return crc


def joined(first: int, second: int, length: int) -> int:
    """The CRC of two stretches one behind the other, from theirs and the second one's length in bytes."""
    for bit in range(length.bit_length()):
        if length >> bit & 1:
            first = _through(_power(bit), first)
    return first ^ second


@lru_cache(maxsize=1)
def _table() -> np.ndarray[tuple[int], np.dtype[np.uint16]]:
    values = np.arange(256, dtype=np.uint16)
    for _ in range(8):
        values = np.where(values & 1, (values >> 1) ^ POLYNOMIAL, values >> 1).astype(np.uint16)
    return values


@lru_cache(maxsize=1)
def _words() -> np.ndarray[tuple[int], np.dtype[np.uint16]]:
    """The same for two bytes at once: the register holds no more."""
    values, table = np.arange(1 << 16, dtype=np.uint16), _table()
    for _ in range(2):
        values = (values >> 8) ^ table[values & 0xFF]
    return values


@lru_cache(maxsize=256)
def _shift(length: int) -> Matrix:
    """What `length` zero bytes do to a CRC: the maps that the length's bits name, one after the other."""
    made: Matrix = tuple(1 << bit for bit in range(16))
    for bit in range(length.bit_length()):
        if length >> bit & 1:
            made = tuple(_through(_power(bit), value) for value in made)
    return made


@lru_cache(maxsize=64)
def _power(bit: int) -> Matrix:
    """What two to the power of `bit` zero bytes do: the map of one byte, squared so often."""
    if bit:
        half = _power(bit - 1)
        return tuple(_through(half, value) for value in half)
    table = _table()
    return tuple(((1 << own) >> 8) ^ int(table[(1 << own) & 0xFF]) for own in range(16))


def _all_through(matrix: Matrix, values: np.ndarray[tuple[int], np.dtype[np.uint16]]) -> np.ndarray[tuple[int], np.dtype[np.uint16]]:
    made = np.zeros_like(values)
    for bit, column in enumerate(matrix):
        made ^= (values >> bit & 1) * np.uint16(column)
    return made


def _through(matrix: Matrix, value: int) -> int:
    made, bit = 0, 0
    while value:
        if value & 1:
            made ^= matrix[bit]
        value >>= 1
        bit += 1
    return made
