"""What a request says, as far as it can be meant."""

from __future__ import annotations

import json
from typing import Any, TypeVar

MOST_DIGITS = 9
"""Of a number in an address: a million seconds in milliseconds."""

T = TypeVar("T")


class AskedError(Exception):
    """A request that says what cannot be."""


def asked_in(body: bytes) -> dict[str, Any]:
    """The JSON object of a body. Raises AskedError."""
    try:
        given = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise AskedError("the body is no JSON") from error
    if not isinstance(given, dict):
        raise AskedError("the body is no JSON object")
    try:
        json.dumps(given, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise AskedError("the body has half a letter (a lone surrogate), which no file can hold") from error
    return given


def number(text: str) -> int:
    """A number in an address. Raises AskedError."""
    if not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS):
        raise AskedError("this is no number of a paragraph, or of milliseconds")
    return int(text)


def of(given: dict[str, Any], key: str, kind: type[T]) -> T:
    """What is given under a key, which has to be of its kind. Raises AskedError."""
    if not isinstance(found := given.get(key), kind) or isinstance(found, bool):
        raise AskedError(f"{key} is missing, or not of its kind")
    return found
