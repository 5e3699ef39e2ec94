"""How the parent and a speech worker talk: four bytes of length, then JSON, over the worker's standard input and output."""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import IO, Any

_LENGTH = struct.Struct(">I")


def send(stream: IO[bytes], message: Mapping[str, object]) -> None:
    """Write one message and flush it. Raises OSError when nobody reads any more."""
    body = json.dumps(message).encode("ascii")
    stream.write(_LENGTH.pack(len(body)) + body)
    stream.flush()


def receive(stream: IO[bytes]) -> dict[str, Any] | None:
    """Read one message; None once the other side is gone, in the middle of a message or between two."""
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    body = stream.read(length)
    if len(body) < length:
        return None
    message: dict[str, Any] = json.loads(body)
    return message
