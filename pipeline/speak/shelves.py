"""What stands in the cache's folder: counted, checked, cleared, and held to a size by taking out what was used longest ago.

A clip goes with the files beside it (`.look`, `.words`): they are one entry. What a running build has used never goes.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline.regex import regex
from pipeline.speak import running

KEPT = ("clips", "pieces", "texts", "web")
"""Folders of entries that can be made or fetched again, and so be cleared away."""

KINDS = {".wav": "clips", ".look": "looks", ".words": "words", ".piece": "pieces"}
"""What a file is, by its ending; any other by its folder."""

LOW = 0.9
"""Of the bound: so much is left when something has to go, so that the next build need not look again."""

SCAN_S = 6 * 3600.0
"""What was counted is believed for so long; to count ten gigabytes takes most of a second."""

WITH_SIDES = 1.5
"""Times the clips of a build: with its looks and its encoded pieces."""

STALE_S = 24 * 3600.0
"""A file in the making that is older than this was left by a build that was killed."""

LEDGER, BUILDS = "size.json", "builds.jsonl"
BUILDS_KEPT = 50
"""Lines of the list of builds: enough for a rate, and a second's reading."""

_DIGESTED = regex(r"[0-9a-f]{64}\.([0-9a-f]{16,64})\.(?:wav|piece)")
"""A file whose name holds the digest of its bytes."""


@dataclass(slots=True)
class Entry:
    """Files that belong together."""

    files: list[os.DirEntry[str]] = field(default_factory=list)
    bytes: int = 0
    used: float = 0.0
    """When it was last used, in seconds of the epoch."""


@dataclass(frozen=True, slots=True)
class Gone:
    """What was cleared away."""

    entries: int = 0
    bytes: int = 0
    left: int = 0
    """Bytes that stay."""
    spared: int = 0
    """Entries that would have gone, but for a build that uses them."""


def entries(cache: Path) -> tuple[Entry, ...]:
    """All that can be made again, the longest unused first."""
    found: dict[tuple[str, str], Entry] = {}
    for name in KEPT:
        for file in _files(cache / name):
            if file.name.startswith("."):
                continue
            with suppress(OSError):
                state = file.stat()
                place = os.path.dirname(file.path)  # noqa: PTH120 - a path for each of 100,000 files takes a second
                entry = found.setdefault((place, file.name.partition(".")[0]), Entry())
                entry.files.append(file)
                entry.bytes += state.st_size
                # A clip's time of change is a mark of its content (see `pipeline.mix.looks`): its use is told by the time of access.
                entry.used = max(entry.used, state.st_atime, state.st_mtime)
    return tuple(sorted(found.values(), key=lambda entry: entry.used))


def used(path: Path) -> None:
    """Note that a file was used now, where that can be written."""
    with suppress(OSError):
        os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns))


def trim(cache: Path, most_bytes: int) -> Gone:
    """Hold the cache to a size: what was used longest ago goes first, what running builds use stays."""
    _sweep(cache)
    there = entries(cache)
    total = sum(entry.bytes for entry in there)
    gone = _clear(cache, there, until=lambda freed: total - freed <= LOW * most_bytes) if total > most_bytes else Gone()
    _note(cache, total - gone.bytes)
    return replace(gone, left=total - gone.bytes)


def clear(cache: Path, older_than_s: float = 0.0) -> Gone:
    """Clear away all that was not used for so long, but for what running builds use."""
    now = time.time()
    there = entries(cache)
    gone = _clear(cache, [entry for entry in there if now - entry.used >= older_than_s], until=lambda freed: False)
    left = sum(entry.bytes for entry in there) - gone.bytes
    _note(cache, left)
    return replace(gone, left=left)


def settle(cache: Path, most_bytes: int, *, made: int, found: int, spoken: int) -> Gone | None:
    """At the end of a build: note how much was in the cache, and hold it to its size where `made` bytes more may be too many.

    Cheap as long as they are not: then nothing is counted, and None comes back.
    """
    with suppress(OSError):
        _log(cache, {"at": round(time.time()), "found": found, "spoken": spoken})
        known, at = _noted(cache)
        guessed = known + round(made * WITH_SIDES)
        if guessed > most_bytes or time.time() - at > SCAN_S:
            return trim(cache, most_bytes)
        if made:
            _note(cache, guessed, at)
    return None


def verify(cache: Path) -> tuple[int, tuple[str, ...]]:
    """Read everything that has a digest: how many there are, and the names of the damaged ones, which are removed."""
    whole, damaged = 0, []
    for entry in entries(cache):
        names = {file.name for file in entry.files}
        alone = not any(_DIGESTED.fullmatch(name) for name in names) and any(
            KINDS.get(Path(name).suffix) in ("looks", "words") for name in names
        )
        bad = alone or not all(_is_whole(Path(file.path)) for file in entry.files if _DIGESTED.fullmatch(file.name))
        if bad:
            damaged += sorted(names)
            _remove(entry)
        else:
            whole += len([name for name in names if _DIGESTED.fullmatch(name)])
    return whole, tuple(damaged)


def info(cache: Path) -> dict[str, Any]:
    """What there is, for people and machines."""
    kinds: dict[str, dict[str, int]] = {}
    for top in sorted(cache.iterdir()) if cache.is_dir() else ():
        for file in _files(top) if top.is_dir() else ():
            with suppress(OSError):
                kind = kinds.setdefault(KINDS.get(Path(file.name).suffix, top.name), {"files": 0, "bytes": 0})
                kind["files"] += 1
                kind["bytes"] += file.stat().st_size
    there = entries(cache)
    builds = _builds(cache)
    found, asked = sum(each["found"] for each in builds), sum(each["found"] + each["spoken"] for each in builds)
    return {
        "kinds": kinds,
        "bytes": sum(kind["bytes"] for kind in kinds.values()),
        "entries": len(there),
        "oldest": _moment(there[0].used) if there else "",
        "builds": len(builds),
        "hit_rate": round(found / asked, 3) if asked else None,
    }


def _files(folder: Path) -> Iterator[os.DirEntry[str]]:
    """All files below a folder."""
    try:
        inside = list(os.scandir(folder))
    except OSError:
        return
    for each in inside:
        if each.is_dir(follow_symlinks=False):
            yield from _files(Path(each.path))
        elif each.is_file(follow_symlinks=False):
            yield each


def _clear(cache: Path, old: Sequence[Entry], until: Callable[[int], bool]) -> Gone:
    """Clear away entries, in their order, until enough is freed; what is left is not said."""
    needed_since = running.oldest(cache)
    count = freed = spared = 0
    for entry in old:
        if until(freed):
            break
        if entry.used >= needed_since or _is_taken_up(entry):
            spared += 1
        elif _remove(entry):
            count += 1
            freed += entry.bytes
    return Gone(count, freed, 0, spared)


def _is_taken_up(entry: Entry) -> bool:
    """Whether somebody has used it since it was counted."""
    for file in entry.files:
        with suppress(OSError):
            now = os.stat(file.path)  # noqa: PTH116 - as above; what the entry itself remembers is old
            if max(now.st_atime, now.st_mtime) > entry.used:
                return True
    return False


def _remove(entry: Entry) -> bool:
    """The clip last: a look without its clip is of no use, a clip without its look is. Its shelf stays: somebody may be about to use it."""
    gone = False
    for file in sorted(entry.files, key=lambda each: bool(_DIGESTED.fullmatch(each.name))):
        with suppress(OSError):
            os.unlink(file.path)  # noqa: PTH108 - as above
            gone = True
    return gone


def _sweep(cache: Path) -> None:
    """Delete what killed builds left in the making on the shelves."""
    for file in (file for name in KEPT for file in _files(cache / name) if file.name.startswith(".")):
        with suppress(OSError):
            if time.time() - file.stat().st_mtime > STALE_S:
                os.unlink(file.path)  # noqa: PTH108 - as above


def _is_whole(path: Path) -> bool:
    """Whether a file's bytes have the digest that its name says; to check it is not to use it."""
    named = _DIGESTED.fullmatch(path.name)
    try:
        state = path.stat()
        with path.open("rb") as file:
            whole = named is not None and hashlib.file_digest(file, "sha256").hexdigest().startswith(named[1])
        os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    except OSError:
        return False
    return whole


# ── small notes in the folder, that may be lost without harm ─────────────────────────────────────────────


def _noted(cache: Path) -> tuple[int, float]:
    """How many bytes there were, and when that was counted."""
    try:
        note = json.loads((cache / LEDGER).read_text(encoding="utf-8"))
        return int(note["bytes"]), float(note["at"])
    except (OSError, ValueError, TypeError, KeyError):
        return 0, 0.0


def _note(cache: Path, count: int, at: float | None = None) -> None:
    with suppress(OSError):
        part = cache / f".{LEDGER}.{os.getpid()}"
        part.write_text(json.dumps({"bytes": count, "at": time.time() if at is None else at}), encoding="utf-8")
        part.replace(cache / LEDGER)


def _log(cache: Path, line: dict[str, Any]) -> None:
    path = cache / BUILDS
    with path.open("a", encoding="utf-8") as file:  # a line at a time: two builds do not mix theirs
        file.write(json.dumps(line) + "\n")
    if path.stat().st_size > 100 * 2 * BUILDS_KEPT:
        part = cache / f".{BUILDS}.{os.getpid()}"
        part.write_text("".join(json.dumps(each) + "\n" for each in _builds(cache)), encoding="utf-8")
        part.replace(path)


def _builds(cache: Path) -> list[dict[str, int]]:
    found = []
    for line in _lines(cache / BUILDS):
        with suppress(ValueError, TypeError, KeyError):
            each = json.loads(line)
            found.append({key: int(each[key]) for key in ("at", "found", "spoken")})
    return found[-BUILDS_KEPT:]


def _lines(path: Path) -> Iterable[str]:
    try:
        return path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return ()


def _moment(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S", time.localtime(seconds))
