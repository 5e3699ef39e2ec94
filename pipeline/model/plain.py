"""Values of this room as plain ones, as JSON has them, and back: a data class is the row of its fields, a tuple a row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")

_AS_THEY_ARE = frozenset({str, int, float, bool, NoneType})


def plain(value: Any) -> Any:
    """A data class of this room, whatever it holds, as rows of texts, numbers and None."""
    if is_dataclass(value):
        return [plain(getattr(value, field.name)) for field in fields(value)]
    return [plain(each) for each in value] if isinstance(value, tuple) else value


def made(kind: type[T], values: Any) -> T:
    """The data class that `plain` gave those values of. Raises TypeError for a field that is no data class, tuple, text or number."""
    wanted: Any = kind
    found: T = _maker(wanted)(values)
    return found


@lru_cache(maxsize=100)
def _maker(kind: Any) -> Callable[[Any], Any]:
    """What makes a value of a type again."""
    if kind in _AS_THEY_ARE:
        return lambda value: value
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        makers = [_maker(hints[field.name]) for field in fields(kind)]
        return lambda values: kind(*(make(value) for make, value in zip(makers, values, strict=True)))
    inner = get_args(kind)
    if get_origin(kind) is tuple:
        if inner[-1] is Ellipsis:
            each = _maker(inner[0])
            return lambda values: tuple(map(each, values))
        parts = [_maker(part) for part in inner]
        return lambda values: tuple(make(value) for make, value in zip(parts, values, strict=True))
    if get_origin(kind) in (Union, UnionType) and len(inner) == 2 and NoneType in inner:
        other = _maker(next(part for part in inner if part is not NoneType))
        return lambda value: None if value is None else other(value)
    raise TypeError(f"{kind} has no plain form")
