"""`episode watch`: the episode is made anew whenever something that it is made of has changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from pipeline import build
from pipeline.desk import day, files, job, opening, unchanged
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
    followed = Followed(name, show)

    def matters(_change: object, path: str) -> bool:
        return followed.matters(Path(path))

    # It listens before the first build: what is saved meanwhile is not missed.
    changes = watchfiles.watch(
        followed.root, watch_filter=matters, debounce=200, step=20, rust_timeout=100, yield_on_timeout=True, raise_interrupt=True
    )
    next(changes)
    say(followed.made())
    for changed in changes:
        elsewhere = followed.elsewhere()
        if elsewhere or any(followed.is_new(Path(path)) for _, path in changed):
            say(followed.made())


class Followed:
    """A day, and the files that it is made of. What a build writes is none of them, but for its script."""

    def __init__(self, name: str, show: Show) -> None:
        self.name, self.show = name, show
        self.root = (show.folder or Path.cwd()).resolve()
        self._script: Path | None = None
        """Where the last build had it."""
        self._spoken: object = None
        """The stamp of that script, where it is what the last build spoke."""
        self._elsewhere = self._stamps()

    def matters(self, path: Path) -> bool:
        """Whether a file is a script, a text, a template, a recording, the lexicon, the settings, or a sound or the cover that these name."""
        if path == self._script or path in self._single():
            return True
        if path.name.endswith("~") or any(part.startswith(".") for part in path.relative_to(self.root).parts):
            return False
        if self._is_in(path, "scripts"):
            return path.suffix == ".md" and path.name != "README.md"
        return any(self._is_in(path, key) for key in ("templates", "briefings", "recordings"))

    def is_new(self, path: Path) -> bool:
        """Whether a change of a file is more than the script that the last build wrote."""
        return path != self._script or self._spoken is None or _stamp(path) != self._spoken

    def elsewhere(self) -> bool:
        """Whether a text that stands outside the show has changed since this was last asked."""
        before, self._elsewhere = self._elsewhere, self._stamps()
        return before != self._elsewhere

    def made(self) -> str:
        """What came of one build, in a line."""
        start = time.monotonic()
        self._spoken = None
        try:
            if self.show.folder is not None:
                self.show = opening.find(self.show.folder)
            order = Order(self.name)
            made = unchanged.at_once(order, self.show, Quiet()) or build.build(order, self.show, Quiet())
        except EpisodeError as error:
            return f"episode: {error}"
        self._keep(made)
        took_s = time.monotonic() - start
        how = "unchanged" if made.get("unchanged") else f"{made['spoken']} spoken, {made['cached']} from the cache"
        return f"{files.short(Path(made['dir']))}: {how}, in {took_s:.1f} s"

    def _keep(self, made: dict[str, Any]) -> None:
        """Remember the script as it was spoken; one that somebody saved meanwhile is another."""
        self._script = Path(made["script_path"]).absolute()
        stamp = _stamp(self._script)
        try:
            same = self._script.read_bytes() == (Path(made["dir"]) / job.SCRIPT).read_bytes()
        except OSError:
            return
        self._spoken = stamp if same else None

    def _single(self) -> set[Path]:
        """The files that count by themselves."""
        show, music = self.show, self.show.music
        named = [show.cover, *(sound for _, sound in (*music.stings, *music.beds))]
        found = {self.root / name for name in named if name} | set(self._texts())
        return found | {path for path in (show.file, show.path("lexicon")) if path is not None}

    def _is_in(self, path: Path, key: str) -> bool:
        folder, output = self.show.path(key), self.show.path("output")
        if folder is None or output is None or not path.is_relative_to(folder):
            return False
        return folder.is_relative_to(output) or not path.is_relative_to(output)

    def _stamps(self) -> frozenset[tuple[Path, object]]:
        return frozenset((path, _stamp(path)) for path in self._texts() if not path.is_relative_to(self.root))

    def _texts(self) -> Iterator[Path]:
        """The texts that are named one by one; the item file that may stand beside one counts in its place."""
        for name in [self.name] if self.name else self.show.sources:
            if name != "-" and "://" not in name:
                path = Path(name).absolute()
                yield path
                yield path.with_name(f"{path.stem}{day.ITEMS}")


def _stamp(path: Path) -> object:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size, found.st_ino
