"""Clips on disk, found by what was said: engine, voice, rate and text make the key, so that a change of any of them is a new clip.

One file a clip, `clips/<2 of key>/<key>.<digest>.wav`: the digest of its bytes stands in its name, so that a damaged one is
noticed and made again, and two builds that make the same clip at once cannot mix two halves of it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pipeline import shelf
from pipeline.errors import EngineError
from pipeline.speak import running, shelves, wav, word_times
from pipeline.speak.remote import at, named

FORMAT = "1"
"""Raise it when what a clip holds changes in a way that no engine's fingerprint tells."""

DIGEST_CHARS = 32

READERS = 2
"""Threads that look for kept clips."""

BYTES_A_CHARACTER = 3_000
"""Of speech: some 60 ms a character at 24 kHz and two bytes a sample."""
SPARE_BYTES = 1_000_000

STALE_S = 24 * 3600
"""A folder of unfinished clips older than this belongs to a build that was killed."""

REMEDY = "Set EPISODE_CACHE to a folder that can be written."


@dataclass(frozen=True, slots=True)
class Entry:
    """A clip in the cache."""

    path: Path
    rate_hz: int
    frames: int


def default_folder() -> Path:
    """`$EPISODE_CACHE`, else the user's cache folder, which is also in front of a cache at an address.

    Raises EngineError for a user who has no home.
    """
    try:
        if (chosen := os.environ.get("EPISODE_CACHE", "").strip()) and "://" not in chosen:
            return Path(chosen).expanduser().absolute()
        import platformdirs

        return Path(platformdirs.user_cache_dir("episode", appauthor=False))
    except RuntimeError as error:
        raise EngineError("There is no home folder here that could hold the cache", where="EPISODE_CACHE", remedy=REMEDY) from error


def pieces_folder() -> Path:
    """Where encoded pieces of programmes are kept: beside the clips."""
    return default_folder() / "pieces"


def bound(gigabytes: float) -> int:
    """How many bytes the cache may have: `$EPISODE_CACHE_MAX` gigabytes, else so many. Raises EngineError for what is no number."""
    chosen = os.environ.get("EPISODE_CACHE_MAX", "").strip()
    try:
        most = float(chosen or gigabytes)
    except ValueError:
        most = -1.0
    if not most >= 0:
        raise EngineError(f"{chosen!r} is no size", where="EPISODE_CACHE_MAX", remedy="Write a number of gigabytes, as 10 or 0.5.")
    return round(min(most, 1e6) * 1e9)


def settle(most_gb: float, *, found: int, spoken: int) -> None:
    """At the end of a build: note how much of it was in the cache, and take out what was used longest ago where it has grown too large."""
    folder = default_folder()
    made = ClipCache.made_bytes.pop(folder.absolute(), 0)
    shelves.settle(folder, bound(most_gb), made=made, found=found, spoken=spoken)


def key(fingerprint: str, voice: str, rate_wpm: int, text: str) -> str:
    """64 hex digits that change with anything that changes the sound. Each part is written with its length before it."""
    digest = hashlib.sha256()
    for part in (FORMAT, fingerprint, voice, str(rate_wpm), text):
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(b"%d:%b" % (len(raw), raw))
    return digest.hexdigest()


class ClipCache:
    """A folder of clips; any number of processes may share it."""

    made_bytes: ClassVar[Counter[Path]] = Counter()
    """By cache, what this process has put into it."""

    def __init__(self, folder: Path | None = None) -> None:
        """The cache in a folder; without one the user's own, with that of many machines behind it where `$EPISODE_CACHE` is an address."""
        self.folder = (folder or default_folder()).absolute()
        self.remote = at(url) if folder is None and (url := named()) else None

    def use(self) -> ClipCache:
        """Mark it as used until this process ends: nothing that is found or made in it is cleared away meanwhile."""
        running.mark(self.folder)
        return self

    def find(self, key: str) -> Entry | None:
        """The whole clip under `key`, if there is one; a damaged one is deleted."""
        for path in shelf.named(self._shelf(key), key, ".wav"):
            try:
                raw = path.read_bytes()
                if path.name == _name(key, hashlib.sha256(raw)):
                    rate_hz, frames = wav.header(raw)  # what it says is so: it was looked at when it was taken in
                    shelves.used(path)
                    return Entry(path, rate_hz, frames)
            except (OSError, wav.BadWav):
                pass
            with suppress(OSError):
                path.unlink()
        return None

    def find_all(self, keys: Sequence[str]) -> dict[str, Entry]:
        """The whole clips under these keys: from the folder, else from the cache behind it, whose clips are then in the folder, too."""
        with ThreadPoolExecutor(READERS, "find") as pool:  # a digest is reckoned without the interpreter's lock
            found = {key: entry for key, entry in zip(keys, pool.map(self.find, keys), strict=True) if entry is not None}
        missing = [key for key in keys if key not in found]
        if self.remote is not None and missing:
            with self.workshop() as folder:
                for key, part in self.remote.fetch(missing, folder).items():
                    with suppress(wav.BadWav):
                        found[key] = self._taken_in(key, part)
        return found

    def abandon(self) -> None:
        """Put no more of what waits into the cache behind this; nothing waits after `finish`."""
        if self.remote is not None:
            self.remote.abandon()

    def finish(self) -> str:
        """Wait for what is on its way to the cache behind this; returns what went wrong there, for people."""
        if self.remote is None:
            return ""
        self.remote.finish()
        return self.remote.trouble

    def store(self, key: str, part: Path) -> Entry:
        """Take `part`, a file in a `workshop` folder, in under `key`. Raises BadWav unless it is a whole clip, EngineError for the disk."""
        entry = self._taken_in(key, part)
        if self.remote is not None:
            self.remote.put(key, entry.path)
        return entry

    def _taken_in(self, key: str, part: Path) -> Entry:
        sound = wav.read(part)
        try:
            with part.open("rb") as file:
                path = self._shelf(key) / _name(key, hashlib.file_digest(file, "sha256"))
            path.parent.mkdir(parents=True, exist_ok=True)
            self.made_bytes[self.folder] += part.stat().st_size
            word_times.move(part, path)
            part.replace(path)
        except OSError as error:
            raise self.unwritable(error) from error
        return Entry(path, sound.rate_hz, sound.frames)

    @contextmanager
    def workshop(self) -> Iterator[Path]:
        """A folder for clips in the making, on the cache's own disk, gone afterwards. Raises EngineError where none can be made."""
        parts = self.folder / "parts"
        try:
            parts.mkdir(parents=True, exist_ok=True)
            _sweep(parts)
            folder = tempfile.TemporaryDirectory(dir=parts, ignore_cleanup_errors=True)
        except OSError as error:
            raise self.unwritable(error) from error
        with folder as name:
            yield Path(name)

    def check_room(self, characters: int) -> None:
        """Raise EngineError where the clips of so many characters would not fit on the cache's disk.

        Engines do not say that a disk is full: a voice that cannot write its file hangs or gives a cut one.
        """
        parts = self.folder / "parts"
        try:
            parts.mkdir(parents=True, exist_ok=True)
            free = shutil.disk_usage(parts).free
        except OSError as error:
            raise self.unwritable(error) from error
        need = SPARE_BYTES + characters * BYTES_A_CHARACTER
        if free < need:
            raise EngineError(
                f"The disk is full: the clips need about {need / 1e6:.0f} MB, and {free / 1e6:.0f} MB are free",
                where=str(self.folder),
                remedy="Make room, or set EPISODE_CACHE to a folder on another disk.",
            )

    def _shelf(self, key: str) -> Path:
        return self.folder / "clips" / key[:2]

    def unwritable(self, error: OSError) -> EngineError:
        """The error that says that this cache cannot be written, and what to do."""
        return EngineError(f"The cache cannot be written ({error.strerror or error})", where=str(self.folder), remedy=REMEDY)


def _name(key: str, digest: hashlib._Hash) -> str:
    """The name of a clip whose bytes have this digest."""
    return f"{key}.{digest.hexdigest()[:DIGEST_CHARS]}.wav"


def _sweep(parts: Path) -> None:
    """Delete what killed builds left."""
    for folder in parts.iterdir():
        with suppress(OSError):
            if time.time() - folder.stat().st_mtime > STALE_S:
                shutil.rmtree(folder, ignore_errors=True)
