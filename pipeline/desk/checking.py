"""What the checks of the settings share: one value looked at, one table walked through, and what is said of a mistake."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import Any

from pipeline.errors import ShowError


class RefusedError(Exception):
    """What is wrong with one value, and what would be right."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


Check = Callable[[Any, str, str], Any]
"""(the value, the file, the key's whole name) → the value as the settings hold it."""


def table_of(table: object, checks: Mapping[str, Check], *, file: str, prefix: str) -> dict[str, Any]:
    """Each key of a table, checked: a ShowError names the file and the key. `*` among the checks takes any key."""
    if not isinstance(table, dict):
        remedy = f"Write [{prefix}] and the keys below it."
        raise ShowError(f"must be a table, not {kind_of(table)}", where=f"{file}: {prefix}", remedy=remedy)
    values = {}
    for key, value in table.items():
        name = f"{prefix}.{key}" if prefix else key
        check = checks.get(key) or checks.get("*")
        if check is None:
            near = difflib.get_close_matches(key, checks, n=1, cutoff=0.6) or [known for known in checks if known.startswith(f"{key}_")]
            remedy = f"Did you mean {near[0]}?" if near else f"The settings are: {', '.join(checks)}."
            raise ShowError(f"there is no setting {key!r}", where=f"{file}: {name}", remedy=remedy)
        values[key] = checked(check, value, file, name)
    return values


def checked(check: Check, value: Any, file: str, name: str) -> Any:
    """What a check makes of a value: a ShowError names the file and the key."""
    try:
        return check(value, file, name)
    except RefusedError as error:
        raise ShowError(str(error), where=f"{file}: {name}", remedy=error.remedy) from None


def each_of(check: Check, values: list[Any], file: str, name: str) -> list[Any]:
    """What a check makes of a list's values: a ShowError names the one that is wrong by its place."""
    return [checked(check, value, file, f"{name}[{n}]") for n, value in enumerate(values, 1)]


def kind_of(value: object) -> str:
    """What a value is, in a user's words."""
    names = {bool: "true or false", int: "a whole number", float: "a number", str: "a text", list: "a list", dict: "a table"}
    return names.get(type(value), type(value).__name__)


def any_text(value: Any, file: str, name: str) -> str:
    """One line of text; it may be empty."""
    if not isinstance(value, str):
        raise RefusedError(f"must be a text, not {kind_of(value)}", f'Put it in quotes: {name.split(".")[-1]} = "…"')
    if any(ord(char) < 32 for char in value):
        raise RefusedError("must be one line of text", "Take out the line breaks and control characters.")
    return value.strip()


def some_text(value: Any, file: str, name: str) -> str:
    """One line of text with something in it."""
    if not (text := any_text(value, file, name)):
        raise RefusedError("is empty", "Give it a value, or take the line out.")
    return text


def number(low: float, high: float, unit: str, *, whole: bool = True) -> Check:
    """A check for a number in a range."""

    def check(value: Any, file: str, name: str) -> Any:
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
            kind = "a whole number" if whole else "a number"
            raise RefusedError(f"must be {kind}, not {kind_of(value)}", f"Use {kind} of {unit} from {low:g} to {high:g}.")
        if not low <= value <= high:
            shown = f"{value:g}" if isinstance(value, float) or abs(value) < 1e15 else "the number"
            raise RefusedError(f"{shown} is out of range", f"Use {low:g} to {high:g} {unit}.")
        return value if whole else float(value)

    return check


def flag(value: Any, file: str, name: str) -> bool:
    """True or false."""
    if not isinstance(value, bool):
        raise RefusedError(
            f"must be true or false, not {kind_of(value)}", f"Write {name.split('.')[-1]} = true or = false, without quotes."
        )
    return value


def text_list(value: Any, file: str, name: str) -> tuple[str, ...]:
    """A list of texts, none of them empty."""
    if not isinstance(value, list):
        raise RefusedError(f"must be a list, not {kind_of(value)}", f'Write {name.split(".")[-1]} = ["…", "…"]')
    return tuple(some_text(each, file, name) for each in value)
