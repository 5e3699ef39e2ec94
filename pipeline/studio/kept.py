"""What the studio remembers of a script's running order, in the show's memory: what is pinned, what was left out, how long it is to be."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.desk import memory
from pipeline.desk.show import Show

FILE = "running-order.json"
MOST_SCRIPTS, MOST_LEFT = 30, 60
"""What was kept longest goes first: a month of days, and more than a day has paragraphs."""


@dataclass(frozen=True, slots=True)
class Left:
    """A chapter or a paragraph that was left out, as it stood in the file."""

    kind: str
    """`chapter` or `paragraph`."""
    title: str
    """Of the chapter."""
    lines: tuple[str, ...]
    """Without line ends; those of a chapter begin with its heading."""
    after: tuple[str, ...]
    """What it stood behind, the nearest last: titles of chapters, or paragraphs of its chapter as they are written."""
    notes: tuple[str, ...] = ()
    """The lines that define the footnotes in it."""
    length_ms: int = 0
    by: str = "hand"
    """`fit` where the fit left it out, which it may bring back by itself."""
    about: str = ""
    """What the script was about: what one story left out is nothing of another's."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is remembered of one script."""

    pinned: frozenset[str] = frozenset()
    """Titles of chapters that the fit leaves alone."""
    target_ms: int | None = None
    left: tuple[Left, ...] = ()
    """In the order in which it was left out."""


class Memory:
    """The memory of one script; outside a show it ends with the studio."""

    def __init__(self, show: Show, script: Path) -> None:
        self._show = show
        self._key = _key(show, script)
        self._alone = Kept()

    def now(self) -> Kept:
        """As it stands: another studio may have written it."""
        if self._show.folder is None:
            return self._alone
        found = memory.load(self._show, FILE)
        return _read(found.get(self._key)) if isinstance(found, dict) else Kept()

    def change(self, made: Callable[[Kept], Kept]) -> None:
        """Keep what `made` makes of it. Raises PublishError for the disk."""
        if self._show.folder is None:
            self._alone = made(self._alone)
            return

        def changed(found: Any) -> Any:
            all_of_them = dict(found) if isinstance(found, dict) else {}
            now = made(_read(all_of_them.pop(self._key, None)))
            now = replace(now, left=now.left[-MOST_LEFT:])
            if now != Kept():
                all_of_them[self._key] = asdict(now) | {"pinned": sorted(now.pinned)}
            return dict(list(all_of_them.items())[-MOST_SCRIPTS:])

        memory.update(self._show, FILE, changed)


def _key(show: Show, script: Path) -> str:
    try:
        return script.resolve().relative_to((show.folder or Path()).resolve()).as_posix()
    except ValueError:
        return str(script)


def _read(found: Any) -> Kept:
    """What the file says; nothing of it where it is not what was written."""
    try:
        left = tuple(
            Left(
                str(each["kind"]), str(each["title"]), tuple(map(str, each["lines"])), tuple(map(str, each["after"])),
                tuple(map(str, each["notes"])), int(each["length_ms"]), str(each["by"]), str(each.get("about", "")),
            )
            for each in found["left"]
        )  # fmt: skip
        target_ms = found["target_ms"]
        return Kept(frozenset(map(str, found["pinned"])), target_ms if isinstance(target_ms, int) and target_ms > 0 else None, left)
    except (TypeError, KeyError, ValueError):
        return Kept()


def renamed(now: Kept, old: str, new: str) -> Kept:
    """What is remembered, where a chapter is called otherwise."""

    def called(title: str) -> str:
        return new if title == old else title

    left = tuple(
        replace(each, title=called(each.title)) if each.kind == "paragraph" else replace(each, after=tuple(map(called, each.after)))
        for each in now.left
    )
    return replace(now, pinned=frozenset(map(called, now.pinned)), left=left)


def named(left: Left) -> str:
    """What the page calls it by."""
    return hashlib.sha256(json.dumps([left.kind, left.title, left.lines], ensure_ascii=False).encode()).hexdigest()[:12]
