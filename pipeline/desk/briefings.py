"""Where the text of a script may be found again, by the name that the script gives it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.desk.day import ITEMS, STDIN
from pipeline.regex import regex

BETWEEN = " + "
"""Between the names of several sources: see `pipeline.read.joining`."""

_SECOND = regex(r" \(\d+\)$")


def known_as(name: str) -> str:
    """The name of a source without the number that tells it from another of that name."""
    return _SECOND.sub("", name)


def places(name: str, folders: Sequence[Path]) -> Iterator[Path]:
    """The files that may be a source of this name: the text as it is, and its item file."""
    if "://" in name or name == STDIN:
        return
    items = f"{Path(name).stem}{ITEMS}"
    for folder in folders:
        for path in (folder / name, (folder / name).with_name(items), folder / items):
            if path.is_file():
                yield path
