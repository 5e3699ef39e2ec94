"""Writing to disk: beside the target and renamed, so that a reader never meets a half-written file.

An operating system's error is turned here, once, into one that a user can mend.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import shutil
import stat
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import EpisodeError, PublishError

MODE = 0o666
"""What a new file may be before the user's umask; a temporary file starts as 0o600."""

LOOKED_AT = 1_000_000
"""Bytes of a file in which it is looked for who made it."""

_MEANING: dict[int, tuple[str, str]] = {
    errno.ENOSPC: ("the disk is full", "Make room, or write to another disk with --out."),
    errno.EDQUOT: ("your share of the disk is used up", "Make room, or write to another disk with --out."),
    errno.EROFS: ("cannot be written: the disk is read-only", "Mend that, or write elsewhere with --out."),
    errno.EACCES: ("cannot be written: permission denied", "Change its permissions, or write elsewhere with --out."),
    errno.EPERM: ("cannot be written: not permitted", "Change its permissions, or write elsewhere with --out."),
    errno.EEXIST: ("a file stands where a folder should be", "Move it away, or write elsewhere with --out."),
    errno.ENOTDIR: ("a file stands where a folder should be", "Move it away, or write elsewhere with --out."),
    errno.EISDIR: ("a folder stands where a file should be", "Move it away, or write elsewhere with --out."),
    errno.ENOTEMPTY: ("a folder stands where a file should be", "Move it away, or write elsewhere with --out."),
    errno.ELOOP: ("is a link that leads to no folder", "Mend the link, or write elsewhere with --out."),
    errno.EFBIG: ("the file is larger than is allowed here", "Have that changed, or write to another disk with --out."),
    errno.ENAMETOOLONG: ("the name is too long", "Give the briefing a shorter name, or write elsewhere with --out."),
}


def short(path: Path) -> str:
    """A path as one would type it from here."""
    try:
        return str(path.relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)


def look_around() -> None:
    """Raise EpisodeError where the current folder is no longer there: nothing can be found from it."""
    try:
        Path.cwd()
    except OSError as problem:
        raise EpisodeError("the current folder is no longer there", remedy="Go to one that is: cd DIR") from problem


@contextlib.contextmanager
def writing(path: Path, error: type[EpisodeError] = PublishError) -> Iterator[None]:
    """Whatever goes wrong with the disk in here is said as an error about this path."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as problem:
        unknown = error(
            f"cannot be written: {problem.strerror or problem}", where=short(path), remedy="Mend that, or write elsewhere with --out."
        )
        raise in_words(problem, path, error) or unknown from problem


def in_words(problem: OSError, path: Path | None = None, error: type[EpisodeError] = PublishError) -> EpisodeError | None:
    """What a full or forbidden disk means for a user; none for an error that says something else.

    Without a path it is not known what was being done; what may not even be read was being read.
    """
    if problem.errno not in _MEANING:
        return None
    message, remedy = _MEANING[problem.errno]
    if (
        path is None
        and problem.errno in (errno.EACCES, errno.EPERM)
        and isinstance(problem.filename, str)
        and _is_shut(Path(problem.filename))
    ):
        message, remedy = message.replace("written", "read"), "Change its permissions."
    if path is not None and problem.errno in (errno.EEXIST, errno.ENOTDIR, errno.ELOOP):
        path = _in_the_way(path) or path
        message, remedy = _MEANING[errno.ELOOP if path.is_symlink() else problem.errno]
    return error(message, where=short(path) if path else str(problem.filename or ""), remedy=remedy)


def _in_the_way(path: Path) -> Path | None:
    """What is there, on the way to a file or folder, and is no folder; none where that cannot be said."""
    return next((each for each in (path, *path.absolute().parents) if os.path.lexists(each) and not each.is_dir()), None)


def _is_shut(path: Path) -> bool:
    """Whether we may not read a file or look into a folder, or may not even get there."""
    for each in (path, *path.absolute().parents):
        with contextlib.suppress(OSError):
            is_folder = stat.S_ISDIR(each.stat().st_mode)
            return not os.access(each, os.R_OK | os.X_OK if is_folder and each == path else os.X_OK if is_folder else os.R_OK)
    return False


def write(path: Path, data: str | bytes, error: type[EpisodeError] = PublishError) -> None:
    """Write a whole file: beside it first, then renamed; nothing is left behind when that fails."""
    content = data.encode() if isinstance(data, str) else data
    with writing(path, error):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name[:100]}.", suffix=".partial", dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            _loosen(Path(name))
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def keep_newest(folder: Path, pattern: str, most: int) -> None:
    """Delete the oldest of a folder's files by a pattern, so that `most` are left. Raises OSError."""
    for old in sorted(folder.glob(pattern), key=lambda each: each.stat().st_mtime)[:-most]:
        old.unlink(missing_ok=True)


def _loosen(file: Path) -> None:
    mask = os.umask(0)
    os.umask(mask)
    file.chmod(MODE & ~mask)


def spares(path: Path) -> Iterator[Path]:
    """`NAME.bak`, `NAME.bak2` …: what stood in a file's place is kept there."""
    return (path.with_name(f"{path.name}.bak{n if n > 1 else ''}") for n in itertools.count(1))


def put_by(path: Path, error: type[EpisodeError] = PublishError) -> Path:
    """Copy a file that somebody wrote to the first free of its `spares`, and say which. It is to be replaced: until then whoever reads it finds it."""
    for kept in spares(path):
        with writing(path, error):
            try:
                with kept.open("xb") as file:
                    file.write(path.read_bytes())
                shutil.copystat(path, kept)
                return kept
            except FileExistsError:
                continue
            except BaseException:
                with contextlib.suppress(OSError):
                    kept.unlink()
                raise
    raise AssertionError("the names do not end")


@contextlib.contextmanager
def room_for(path: Path, marks: Sequence[bytes]) -> Iterator[Path | None]:
    """Write a file in here, by its whole name: what stands there is put by, unless all these marks in it say that it is an earlier one. Gives
    where it is kept; should the writing fail, it is back in its place.
    """
    kept = put_by(path) if path.is_file() and not _has(path, marks) else None
    try:
        yield kept
    except BaseException:
        if kept is not None:
            with contextlib.suppress(OSError):
                kept.replace(path)
        raise


def _has(path: Path, marks: Sequence[bytes]) -> bool:
    try:
        with path.open("rb") as file:
            start = file.read(LOOKED_AT)
    except OSError:
        return False
    return all(mark in start for mark in marks)


def missing(folder: Path) -> list[Path]:
    """The folders on the way that are not there yet, the deepest first."""
    found = []
    while not folder.exists() and folder != folder.parent:
        found.append(folder)
        folder = folder.parent
    return found
