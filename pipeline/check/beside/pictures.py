"""What a picture says of itself, as JPEG and PNG: its kind and its size; nothing is decoded."""

from __future__ import annotations

import zlib

NO_SIZE = frozenset((0xC4, 0xC8, 0xCC))
"""JPEG's markers between 0xC0 and 0xCF that begin no picture (ITU-T T.81, table B.1)."""
PNG = b"\x89PNG\r\n\x1a\n"


def size_of(data: bytes) -> tuple[str, int, int]:
    """(media type, width, height) of a JPEG or PNG that is there to its end; nothing is decoded. Raises ValueError or IndexError for another."""
    if data.startswith(PNG):
        return "image/png", *_png(data)
    if not data.startswith(b"\xff\xd8"):
        raise ValueError("it is neither JPEG nor PNG")
    if not data.rstrip(b"\0").endswith(b"\xff\xd9"):
        raise ValueError("the JPEG has no end")
    size = _frame(data)[1:]
    if not all(size):
        raise ValueError("the JPEG is damaged")
    return "image/jpeg", *size


def inks(data: bytes) -> int:
    """How many colours a JPEG is made of: 3, or 4 where it is meant for a printer; 0 for another picture."""
    return _frame(data)[0] if data.startswith(b"\xff\xd8") else 0


def _frame(data: bytes) -> tuple[int, int, int]:
    """(colours, width, height) of a JPEG; its frame's header (ITU-T T.81 §B.2.2) stands before its first scan."""
    at, found = 2, (0, 0, 0)
    while data[at] == 0xFF and data[at + 1] != 0xDA:  # up to the first scan
        marker, length = data[at + 1], int.from_bytes(data[at + 2 : at + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in NO_SIZE:
            found = (data[at + 9], int.from_bytes(data[at + 7 : at + 9], "big"), int.from_bytes(data[at + 5 : at + 7], "big"))
        at += 2 + length
    if data[at] != 0xFF:
        raise ValueError("the JPEG is damaged")
    return found


def _png(data: bytes) -> tuple[int, int]:
    at, last = len(PNG), b""
    while at < len(data):
        length, last = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        body = data[at + 4 : at + 8 + length]
        if zlib.crc32(body) != int.from_bytes(data[at + 8 + length : at + 12 + length], "big"):
            raise ValueError("the PNG is damaged")
        at += 12 + length
        if last == b"IEND":
            break
    if last != b"IEND":
        raise ValueError("the PNG has no end")
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")
