"""What a show's builds did, line by line, as they did it: `.episode/journal.jsonl`. Nothing is written outside a show.

Each line is a JSON object: which build (`build`), when (`at`), what (`event`: `start`, `stage`, `end`, `error`), and what belongs to it. A
build that was killed has no `end`; the next one of the same episode says so, and goes on with what is there. Who loses the file loses
nothing else. While a build lives it holds a file beside the journal (see `holding`): its number alone does not say that it does.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
import os
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeAlias

from pipeline.desk import claims, files, holding, memory
from pipeline.desk.order import Order, Watch
from pipeline.desk.show import Show
from pipeline.errors import EpisodeError

NAME = "journal.jsonl"
BUILDING = "building-"
"""How the name of the file begins that a build holds while it lives."""
ENDS = ("end", "error")
"""What a build that was not killed ends with."""

MOST_BYTES = 1_000_000
"""Some 1,500 builds; then the older half goes."""

LOOKED_AT = 16_384
"""Bytes at the end in which the last build is looked for."""

P = ParamSpec("P")
Build: TypeAlias = Callable[Concatenate[Order, Show, Watch, P], dict[str, Any]]


def noted(build: Build[P]) -> Build[P]:
    """The same build, its steps written down as they are done."""

    @functools.wraps(build)
    def wrapped(order: Order, show: Show, watch: Watch, /, *more: P.args, **named: P.kwargs) -> dict[str, Any]:
        if show.folder is None:
            return build(order, show, watch, *more, **named)
        told = Journal(show.folder / memory.FOLDER / NAME, order, watch)
        try:
            done = build(order, show, told, *more, **named)
        except BaseException as error:
            message = str(error) if isinstance(error, EpisodeError) else type(error).__name__
            told.write("error", kind=getattr(error, "kind", ""), message=message)
            raise
        kept = ("dir", "title", "date", "format", "segments", "spoken", "cached", "unchanged", "timings_s")
        told.write("end", **{key: done[key] for key in kept})
        return done

    return wrapped


class Journal:
    """One build's hand in the journal; it stands between the build and who watches it."""

    def __init__(self, path: Path, order: Order, watch: Watch) -> None:
        self._path, self._watch = path, watch
        self._asked = {"briefing": order.briefing, "date": order.date, "format": order.form, "cut": order.cut}
        before = _unfinished(path, self._asked)
        self._build = f"{time.time_ns():x}-{os.getpid()}"
        self._handle = self._hold()
        self.write("start", pid=os.getpid(), held=self._handle is not None, **self._asked)
        if before is not None:
            watch.note(
                f"the build of {before['at'].replace('T', ' ')} was broken off ({before['stage']}): going on with what it had finished"
            )

    def _hold(self) -> int | None:
        """Hold our file; those that killed builds left go."""
        with suppress(OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            for left in self._path.parent.glob(f"{BUILDING}*"):
                if not holding.is_held(left):
                    left.unlink()
            return holding.hold(_file(self._path, self._build))
        return None

    def note(self, text: str) -> None:
        """As `Watch`."""
        self._watch.note(text)

    def stage(self, name: str) -> None:
        """As `Watch`; written down."""
        self.write("stage", stage=name)
        self._watch.stage(name)

    def step(self, done: float, total: float) -> None:
        """As `Watch`."""
        self._watch.step(done, total)

    def write(self, event: str, **more: Any) -> None:
        """A line at the end. A journal that cannot be written stops no build."""
        line = {"build": self._build, "at": dt.datetime.now().isoformat(timespec="seconds"), "event": event, **more}
        with suppress(OSError, EpisodeError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            torn = not _end(self._path, 1).endswith(b"\n")
            with self._path.open("ab") as file:  # one write a line: those of two builds do not mix
                file.write((b"\n" if torn else b"") + json.dumps(line, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
            if event == "start" and self._path.stat().st_size > MOST_BYTES:
                files.write(self._path, _end(self._path, MOST_BYTES // 2).partition(b"\n")[2])
        if event in ENDS:
            with suppress(OSError):
                _file(self._path, self._build).unlink(missing_ok=True)
            holding.let_go(self._handle)
            self._handle = None


def _end(path: Path, count: int) -> bytes:
    """The last bytes of a file; a line feed where there is none."""
    try:
        with path.open("rb") as file:
            size = file.seek(0, os.SEEK_END)
            file.seek(max(0, size - count))
            return file.read() or b"\n"
    except FileNotFoundError:
        return b"\n"


def _unfinished(path: Path, asked: dict[str, str]) -> dict[str, str] | None:
    """The last build of the same, if it began and neither ended nor lives: when it began, and what it was doing."""
    last: dict[str, Any] = {}
    with suppress(OSError):
        for raw in _end(path, LOOKED_AT).splitlines():
            with suppress(ValueError, TypeError, KeyError, AttributeError):
                line = json.loads(raw)
                if line["event"] == "start" and {key: line.get(key, "") for key in asked} == asked:
                    last = {
                        "build": str(line["build"]),
                        "at": str(line["at"]),
                        "pid": line["pid"],
                        "held": line.get("held"),
                        "stage": "start",
                    }
                elif last and line["build"] == last["build"]:
                    last = {**last, "stage": str(line["stage"])} if line["event"] == "stage" else {}
    if not last:
        return None
    lives = holding.is_held(_file(path, last["build"])) if last["held"] else claims.is_alive(last["pid"])
    return None if lives else last


def _file(path: Path, build: str) -> Path:
    """What a build holds."""
    return path.with_name(f"{BUILDING}{Path(build).name}")
