"""A folder that is being made: by one process at a time, beside its place, and moved there when it is whole."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from pipeline.desk import files, holding
from pipeline.errors import EpisodeError, PublishError

CLAIM = "claim.json"
"""In a folder that is being made: which process makes it, and what. The process holds the file while it lives; `held` says so, as an older
version's does not say, nor that of a disk that has no locks: then the process's number has to do."""

WAS = ".was"
"""In it, while its files are moved to their place: what stood there."""

TRIES = 100
"""How often a folder's name is tried for, while others take it and give it back."""

_OURS: set[str] = set()
"""The names of the claims of this process."""


def partial(folder: Path) -> Path:
    """Where a folder is made before it takes its place."""
    return folder.with_name(f".{folder.name}.partial")


def claimed(folder: Path) -> dict[str, object] | None:
    """What a living process is making this folder from, or none."""
    file = partial(folder) / CLAIM
    try:
        claim = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if not isinstance(claim, dict):
        return None
    pid = claim.get("pid")
    if claim.get("held"):
        lives = holding.is_held(file)
    elif pid == os.getpid():  # else another one had our number
        lives = claim.get("name") in _OURS
    else:
        lives = is_alive(pid)
    return claim if lives else None


def broken_off(folder: Path) -> bool:
    """Whether a process that made this folder was killed, though it may have come as far as its files."""
    return partial(folder).exists() and claimed(folder) is None


def is_alive(pid: object) -> bool:
    """Whether a process of this number runs here."""
    if not isinstance(pid, int) or os.name == "nt":  # on Windows os.kill(pid, 0) would end the process
        return False
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


class ClaimedError(PublishError):
    """Another living process makes the same folder."""


@contextlib.contextmanager
def staging(folder: Path, claim: Mapping[str, object]) -> Iterator[Path]:
    """A folder beside this one to make its files in; it is gone afterwards, whatever happens."""
    beside = partial(folder)
    made = files.missing(folder.parent)
    handle = None
    try:
        with files.writing(folder):
            folder.parent.mkdir(parents=True, exist_ok=True)
            fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".partial", dir=folder.parent))
        try:
            with files.writing(folder):
                handle = holding.hold(fresh / CLAIM)
                (fresh / CLAIM).write_text(json.dumps({**claim, "pid": os.getpid(), "name": fresh.name, "held": handle is not None}))
            _OURS.add(fresh.name)
            _clear(folder)
            _take(fresh, beside, folder, locks=handle is not None)
            yield beside
        except EpisodeError as error:  # a user looks where the file was to be, not where it was being made
            error.where = error.where.replace(str(beside.absolute()), files.short(folder))
            raise
        finally:
            if not fresh.exists():  # it took its name, which is given back at once: another build may take it from here on
                try:
                    beside.rename(fresh)
                except OSError:
                    shutil.rmtree(beside, ignore_errors=True)
            _OURS.discard(fresh.name)
            holding.let_go(handle)
            shutil.rmtree(fresh, ignore_errors=True)
    finally:
        for empty in made:  # folders that were made for it alone
            with contextlib.suppress(OSError):
                empty.rmdir()


def _take(fresh: Path, beside: Path, folder: Path, locks: bool) -> None:
    """Rename the claimed folder to its name, which only one process can do. `locks` says whether the disk has them."""
    left = fresh.with_suffix(".left.partial")
    for _ in range(TRIES):
        with contextlib.suppress(OSError):
            fresh.rename(beside)
            return
        if claimed(folder) is not None:
            break
        with files.writing(folder):
            if not _moved(beside, left, locks):
                continue  # another one took it, or is done with it
        shutil.rmtree(left, ignore_errors=True)
    raise ClaimedError(f"{folder.name} is being made by another build", where=files.short(folder), remedy="Wait until it is done.")


def _clear(folder: Path) -> None:
    """Take away what killed processes left beside a folder, other folders' too. One that holds its claim alone stays where its folder stands: the
    files came as far as their place, and it tells that page and memory may lack them (`broken_off`).
    """
    for left in folder.parent.glob(".*.partial"):
        with contextlib.suppress(OSError, ValueError, AttributeError):
            claim = json.loads((left / CLAIM).read_text(encoding="utf-8"))
            done = len(list(left.iterdir())) == 1 and left.with_name(left.name[1:].removesuffix(".partial")).is_dir()
            away = left.with_suffix(".left.partial")
            if claim.get("held") and left != partial(folder) and not done and _moved(left, away, locks=True):
                shutil.rmtree(away, ignore_errors=True)


def _moved(beside: Path, left: Path, locks: bool) -> bool:
    """Move what a killed process left out of the way: of two that find it, one does. Raises OSError."""
    handle = None
    try:
        handle = holding.hold(beside / CLAIM) if locks else None
        if moves := handle is not None or not locks:
            beside.rename(left)
        return moves
    except FileNotFoundError:
        return False
    finally:
        holding.let_go(handle)


def move_in(beside: Path, folder: Path, last: str = "") -> list[Path]:
    """Move the finished files to their place, each by one rename; files that stand there under other names stay. A folder takes the place of
    the one that is there, which is gone then. Where one cannot be moved (a player holds it, somebody locked it) all are as they were.

    `last` is the name of the one that vouches for the others.
    """
    moved: list[Path] = []
    new: list[Path] = []
    was = beside / WAS
    with files.writing(folder):
        folder.mkdir(parents=True, exist_ok=True)
        was.mkdir()
    try:
        for file in sorted(beside.iterdir(), key=lambda each: (each.name == last, each.name)):
            if file.name not in (CLAIM, WAS):
                target = folder / file.name
                with files.writing(target if os.access(folder, os.W_OK) else folder):
                    if not os.path.lexists(target):
                        new.append(target)
                    _keep(target, was / file.name, folder=file.is_dir())
                    moved.append(file.replace(target))
    except BaseException:
        _put_back(was, folder, new)
        raise
    shutil.rmtree(was, ignore_errors=True)
    return moved


def _keep(target: Path, old: Path, *, folder: bool) -> None:
    """Keep what stands at a place until all have moved: a file under a second name, since what takes its place does so in one step."""
    if folder and target.is_dir() and not target.is_symlink():
        target.rename(old)
    elif target.is_file() and not target.is_symlink():
        with contextlib.suppress(OSError):  # a disk that knows no second names
            old.hardlink_to(target)


def _put_back(was: Path, folder: Path, new: list[Path]) -> None:
    """What stood there to its place again, and away with what is `new` there."""
    with contextlib.suppress(OSError):
        for old in was.iterdir():
            if old.is_dir():
                shutil.rmtree(folder / old.name, ignore_errors=True)
            old.replace(folder / old.name)
        for each in new:
            if each.is_dir():
                shutil.rmtree(each, ignore_errors=True)
            else:
                each.unlink(missing_ok=True)
