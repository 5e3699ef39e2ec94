"""`episode watch`: the episode is made anew whenever something that it is made of has changed."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from pipeline import build
from pipeline.desk import files, unchanged
from pipeline.desk import show as shows
from pipeline.desk.order import Order
from pipeline.desk.show import Show
from pipeline.errors import EpisodeError
from pipeline.studio import outside
from pipeline.studio.room import Quiet


def follow(name: str, show: Show, say: Callable[[str], None]) -> None:
    """Build, and build again after each change of what the show is made of, a line each, until somebody interrupts.

    Raises PublishError where the library for it is missing.
    """
    watchfiles = outside.library()
    root = (show.folder or Path.cwd()).resolve()
    output = (show.path("output") or root / "output").resolve()

    def matters(_change: object, path: str) -> bool:
        here = Path(path)
        return not here.is_relative_to(output) and not any(part.startswith(".") for part in here.relative_to(root).parts)

    # It listens before the first build: what is saved meanwhile is not missed.
    changes = watchfiles.watch(root, watch_filter=matters, debounce=200, step=20, rust_timeout=100, yield_on_timeout=True, raise_interrupt=True)
    next(changes)
    say(_made(name, show))
    for changed in changes:
        if changed:
            say(_made(name, show))


def _made(name: str, show: Show) -> str:
    """What came of one build, in a line."""
    start = time.monotonic()
    try:
        now = shows.find(show.folder) if show.folder is not None else show
        order = Order(name)
        made = unchanged.at_once(order, now, Quiet()) or build.build(order, now, Quiet())
    except EpisodeError as error:
        return f"episode: {error}"
    took_s = time.monotonic() - start
    how = "unchanged" if made.get("unchanged") else f"{made['spoken']} spoken, {made['cached']} from the cache"
    return f"{files.short(Path(made['dir']))}: {how}, in {took_s:.1f} s"
