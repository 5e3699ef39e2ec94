"""Where the files go: what a place must be able to do, and a folder that does it. Other places: `remote`."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Protocol

from pipeline.errors import PublishError

PARTIAL = ".partial"
"""How the name of a file that is being written ends; it begins with a dot. One that a killed run left is swept away by the next."""

PERMISSIONS = "Mend its permissions, and publish again."
MEANING = {
    errno.ENOSPC: ("the disk is full.", "Make room, and publish again: what is there already is not put once more."),
    errno.EDQUOT: ("your share of the disk is used up.", "Make room, and publish again: what is there already is not put once more."),
    errno.EROFS: ("the disk is read-only.", "Mend that, or publish elsewhere with --out."),
    errno.ENOTDIR: ("a file stands where a folder should be.", "Move it away, or publish elsewhere with --out."),
    errno.EEXIST: ("a file stands where a folder should be.", "Move it away, or publish elsewhere with --out."),
}
"""What an operating system's error means to who publishes."""


class Target(Protocol):
    """A place that files are put to. Paths have `/` between their parts and stay inside. Errors are PublishErrors."""

    where: str
    """As a user knows it."""
    folder: Path | None
    """Of a place on this machine."""

    def sizes(self) -> dict[str, int]:
        """Path → bytes of all files there."""

    def read(self, path: str) -> bytes | None:
        """What stands in a file; None where there is none."""

    def put(self, path: str, source: Path) -> None:
        """Put a file there: whole, or not at all."""

    def write(self, path: str, data: bytes) -> None:
        """The same of bytes."""

    def remove(self, path: str) -> None:
        """Take a file away, if it is there, and its folder when that is then empty."""


class Folder:
    """A folder on this machine: each file is written beside its place and renamed."""

    def __init__(self, folder: Path) -> None:
        self.folder: Path | None = folder.absolute()
        self._root = folder.absolute()
        self.where = str(folder)

    def sizes(self) -> dict[str, int]:
        """Path → bytes of all files there."""
        with self._saying(self._root):
            found = {}
            for place, _, names in os.walk(self._root):
                for name in names:
                    path = Path(place, name)
                    with suppress(FileNotFoundError):
                        found[path.relative_to(self._root).as_posix()] = path.stat().st_size
            return found

    def read(self, path: str) -> bytes | None:
        """What stands in a file; None where there is none."""
        with self._saying(self._root / path):
            try:
                return (self._root / path).read_bytes()
            except FileNotFoundError:
                return None

    def put(self, path: str, source: Path) -> None:
        """Put a file there: whole, or not at all."""
        with self._saying(self._root / path), self._beside(path) as part, source.open("rb") as file, part.open("wb") as copy:
            shutil.copyfileobj(file, copy, 1 << 20)
            copy.flush()
            os.fsync(copy.fileno())

    def write(self, path: str, data: bytes) -> None:
        """The same of bytes."""
        with self._saying(self._root / path), self._beside(path) as part, part.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())

    def remove(self, path: str) -> None:
        """Take a file away, if it is there, and its folder when that is then empty."""
        place = self._root / path
        with self._saying(place):
            place.unlink(missing_ok=True)
        if place.parent != self._root:
            with suppress(OSError):
                place.parent.rmdir()

    @contextmanager
    def _beside(self, path: str) -> Iterator[Path]:
        place = self._root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f".{place.name}.{os.getpid()}{PARTIAL}")
        try:
            yield part
            part.replace(place)
        finally:
            part.unlink(missing_ok=True)

    @contextmanager
    def _saying(self, place: Path) -> Iterator[None]:
        try:
            yield
        except OSError as problem:
            what, remedy = MEANING.get(problem.errno or 0, (f"cannot be reached: {problem.strerror or problem}.", PERMISSIONS))
            raise PublishError(what, where=str(Path(self.where) / place.relative_to(self._root)), remedy=remedy) from problem


def is_partial(path: str) -> bool:
    """Whether a file was being written when somebody stopped."""
    name = path.rpartition("/")[2]
    return name.startswith(".") and name.endswith(PARTIAL)
