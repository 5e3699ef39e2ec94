"""A place that fsspec knows: S3, GCS, Azure, SFTP, FTP, WebDAV, SMB … (extra `remote`, and the package that speaks to the store).

What the store's own library raises is translated here, once; what may pass is tried again.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlsplit

from pipeline import extras, patience
from pipeline.errors import EpisodeError, PublishError
from pipeline.net.retry import Clock, wait_s
from pipeline.publish.kinds import header_of
from pipeline.publish.target import PARTIAL

TRIES = 4
"""Of each operation: with the waits between them some four seconds, which outlasts a store's hiccup."""

LIMIT_S = 120.0
"""Of each try; a store's own library gives up before that, if it ever does."""

BYTES_S = 50_000
"""Of what is sent, a second more for each so many: a slow line uphill."""

OBJECTS = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oss", "memory"})
"""Stores that show an object whole or not at all, and have no folders. Elsewhere a file is written beside its place and renamed."""

ABOUT: dict[str, Callable[[str], dict[str, Any]]] = {
    "s3": lambda kind: {"ContentType": kind},
    "s3a": lambda kind: {"ContentType": kind},
    "gs": lambda kind: {"content_type": kind},
    "gcs": lambda kind: {"content_type": kind},
    "abfs": lambda kind: {"overwrite": True},
    "abfss": lambda kind: {"overwrite": True},
    "az": lambda kind: {"overwrite": True},
}
"""How each store is told a file's media type (it serves the file itself, and knows no chapters or captions), or that it may replace one."""

FINAL = (FileNotFoundError, PermissionError, NotADirectoryError, IsADirectoryError, NotImplementedError, TypeError, ValueError, ImportError)
"""What another try would meet again."""

LONGEST = 200
"""Characters of what a store says."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Place:
    """A store, and the folder in it."""

    store: Any
    root: str
    protocol: str


class Remote:
    """A folder in a store. Raises PublishError where the package for it is missing, or the address is none."""

    folder: Path | None = None

    def __init__(self, url: str, clock: Clock = Clock()) -> None:  # noqa: B008 - frozen
        self.where = shown(url)
        self._clock = clock
        self._place = self._opened(url)

    def sizes(self) -> dict[str, int]:
        """Path → bytes of all files there."""

        def find() -> dict[str, int]:
            self._store.invalidate_cache()
            found = self._store.find(self._place.root, detail=True)
            return {path: int(about.get("size") or 0) for path, about in found.items()}

        root = f"{self._place.root.strip('/')}/".lstrip("/")
        nothing: dict[str, int] = {}
        found = self._tried(find, "", missing=nothing)
        paths = {path.strip("/"): size for path, size in found.items()}
        return {path.removeprefix(root): size for path, size in paths.items() if path.startswith(root)}

    def read(self, path: str) -> bytes | None:
        """What stands in a file; None where there is none."""

        def cat() -> bytes | None:
            return bytes(self._store.cat_file(self._at(path)))

        return self._tried(cat, path, missing=None)

    def put(self, path: str, source: Path) -> None:
        """Put a file there: whole, or not at all where the store can do that."""
        self._place_it(path, source.stat().st_size, lambda at, about: self._store.put_file(str(source), at, **about))

    def write(self, path: str, data: bytes) -> None:
        """The same of bytes."""
        self._place_it(path, len(data), lambda at, about: self._store.pipe_file(at, data, **about))

    def remove(self, path: str) -> None:
        """Take a file away, if it is there, and its folder when that is then empty."""
        parent = path.rpartition("/")[0]

        def remove() -> None:
            try:
                self._store.rm_file(self._at(path))
            except FileNotFoundError:
                raise
            except Exception:
                there = self._store.ls(self._at(parent).rstrip("/"), detail=False, refresh=True)
                if any(each.strip("/") == self._at(path).strip("/") for each in there):
                    raise
                # It was not there: some stores have their own word for that.

        self._tried(remove, path, missing=None)
        if parent and not self._objects:
            try:
                if not self._store.ls(self._at(parent), detail=False, refresh=True):
                    self._store.rmdir(self._at(parent))
            except Exception:  # noqa: S110 - an empty folder that stays does no harm
                pass

    @property
    def _store(self) -> Any:
        return self._place.store

    @property
    def _objects(self) -> bool:
        return self._place.protocol in OBJECTS

    def _at(self, path: str) -> str:
        return f"{self._place.root.rstrip('/')}/{path}"

    def _opened(self, url: str) -> _Place:
        try:
            core = importlib.import_module("fsspec.core")
        except ImportError as problem:
            raise PublishError(
                "other places than folders need fsspec", where=self.where, remedy=f"Install it: `{extras.install('remote')}`."
            ) from problem
        protocol = url.partition("://")[0].lower()
        try:
            # No other option: some stores hand on what they do not know to a library that refuses it (SFTP to paramiko).
            store, root = patience.within(LIMIT_S, lambda: core.url_to_fs(url, skip_instance_cache=True), "store")
        except ImportError as problem:  # it names the package
            raise PublishError(
                f"{_said(problem)}", where=self.where, remedy=f"Install it (`{extras.package('PACKAGE')}`), and publish again."
            ) from problem
        except ValueError as problem:
            remedy = "Name a folder, or an address such as s3://bucket/podcast or sftp://host/path."
            raise PublishError(f"no store of that kind is known: {protocol}", where=self.where, remedy=remedy) from problem
        except Exception as problem:
            raise self._failed(problem, "") from problem
        return _Place(store, str(root), protocol)

    def _place_it(self, path: str, size: int, put: Callable[[str, dict[str, Any]], object]) -> None:
        """Put something at its place: beside it first where others could meet it half-written."""
        telling = ABOUT.get(self._place.protocol)
        about = telling(header_of(path)) if telling else {}
        folder, _, name = path.rpartition("/")
        beside = self._at(path) if self._objects else self._at(f"{folder}/.{name}{PARTIAL}" if folder else f".{name}{PARTIAL}")

        def once() -> None:
            if not self._objects:
                self._store.makedirs(self._at(folder).rstrip("/"), exist_ok=True)
            put(beside, about)
            self._store.invalidate_cache()
            arrived = int(self._store.info(beside)["size"])
            if arrived != size:
                raise ConnectionError(f"{arrived} of {size} bytes arrived")
            if beside != self._at(path):
                self._renamed(beside, self._at(path))

        self._tried(once, path, size)

    def _renamed(self, beside: str, at: str) -> None:
        try:
            self._store.mv(beside, at)
        except FINAL:
            raise
        except Exception:
            if not self._store.exists(at):
                raise
            self._store.rm_file(at)
            self._store.mv(beside, at)

    def _tried(self, action: Callable[[], T], path: str, size: int = 0, **missing: T) -> T:
        """What an action gives: tried again where it may pass, or `missing` where nothing is there."""
        sleep = self._clock.sleep or time.sleep
        tried = 0
        while True:
            tried += 1
            try:
                return patience.within(LIMIT_S + size / BYTES_S, action, "store")
            except patience.NoAnswerError as problem:  # whatever hangs would be met again, and still holds on to what it has
                raise self._failed(problem, path) from problem
            except FileNotFoundError as problem:
                if "missing" in missing:
                    return missing["missing"]
                raise self._failed(problem, path) from problem
            except EpisodeError:
                raise
            except Exception as problem:
                if tried >= TRIES or isinstance(problem, FINAL):
                    raise self._failed(problem, path) from problem
                sleep(wait_s(tried, None, self._clock.fraction()))

    def _failed(self, problem: Exception, path: str) -> PublishError:
        remedy = "Check the address and what lets you in; what has arrived is not sent again."
        if isinstance(problem, PermissionError):
            remedy = "Check what lets you in (keys, a profile, the store's own settings)."
        return PublishError(f"the store answers: {_said(problem)}", where=f"{self.where.rstrip('/')}/{path}".rstrip("/"), remedy=remedy)


def shown(url: str) -> str:
    """An address as it may be shown: without a password."""
    try:
        parts = urlsplit(url)
        if parts.username is None and parts.password is None:
            return url
        return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    except ValueError:
        return url.rpartition("@")[2]


def _said(problem: Exception) -> str:
    """What a store's error says, in one line; its kind where it says nothing."""
    said = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
    line = " ".join(said.split()) or type(problem).__name__
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"
