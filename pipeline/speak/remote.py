"""A second cache behind the folder: at an address, for all machines of a newsroom (`EPISODE_CACHE=s3://bucket/clips`). By fsspec.

Each clip is one object, `<2 of key>/<key>.spoken`: a line with the SHA-256 of what follows, a line with its word times (as JSON), then the
sound. What comes from there is checked before it is used; what is spoken is put there as well. It is a convenience: where it fails the build
goes on without it, and says so.
"""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import threading
from collections.abc import Iterable
from concurrent.futures import Future
from contextlib import suppress
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeVar

from pipeline import extras, patience
from pipeline.errors import EngineError
from pipeline.speak import word_times
from pipeline.speak.errands import Errands

AT_ONCE = 8
"""Clips on their way at a time: an object store takes 50 ms to answer, and answers many."""

PATIENCE_S = 30.0
"""How long to wait for the next clip on its way from there, or to there when all is spoken."""

WHOLE = frozenset({"s3", "s3a", "gs", "gcs", "abfs", "az", "oss", "memory"})
"""Stores in which an object appears whole or not at all."""

ENDING = ".spoken"

_DIGEST_LINE = 65
"""64 hex digits and a line feed."""

INSTALL = f"Install it: `{extras.install('remote')}`, and the store's own package (s3fs, gcsfs, adlfs …)."


T = TypeVar("T")


class Remote:
    """The cache at one address. The first trouble ends its use; `trouble` says what it was, in a user's words."""

    def __init__(self, url: str) -> None:
        """Nothing is asked of it yet."""
        self.url = url.rstrip("/")
        self.trouble = ""
        self._lock = threading.Lock()
        self._opening = threading.Lock()
        """One of its own: who opens a store that does not answer holds it for as long."""
        self._store: tuple[Any, str] | None = None
        self._errands = Errands(AT_ONCE, "remote-cache")
        self._going: list[Future[None]] = []

    def fetch(self, keys: Iterable[str], folder: Path) -> dict[str, Path]:
        """The clips of these keys that are there, whole, as WAV files in a folder."""
        coming = {key: self._errands.submit(partial(self._fetched, key, folder / f"{key}.wav")) for key in keys}
        found: dict[str, Path] = {}
        for key, path in coming.items():
            if (there := self._waited(path)) is not None:
                found[key] = there
            if self.trouble:
                break
        for path in coming.values():
            path.cancel()
        return found

    def put(self, key: str, clip: Path) -> None:
        """Put a clip there, meanwhile; `finish` waits for it."""
        if not self.trouble:
            self._going.append(self._errands.submit(partial(self._put, key, clip)))

    def finish(self) -> None:
        """Wait for what is on its way, so long as it makes sense."""
        for going in self._going:
            self._waited(going)
            if self.trouble:
                break
        self.abandon()

    def abandon(self) -> None:
        """Put no more of what waits there."""
        for going in self._going:
            going.cancel()
        self._going.clear()

    def _waited(self, going: Future[T]) -> T | None:
        """What came of it; where nothing has for too long, that is the trouble."""
        limit_s = patience.times(PATIENCE_S)
        try:
            return going.result(limit_s)
        except TimeoutError:
            self._failed(TimeoutError(f"it does not answer within {limit_s:.3g} s"))
            return None

    def _fetched(self, key: str, target: Path) -> Path | None:
        if self.trouble:
            return None
        try:
            store, root = self._opened()
            raw = store.cat_file(_place(root, key))
        except FileNotFoundError:
            return None
        except Exception as error:  # a store raises whatever its library does
            self._failed(error)
            return None
        digest, body = raw[: _DIGEST_LINE - 1].decode("ascii", "replace"), raw[_DIGEST_LINE:]
        if hashlib.sha256(body).hexdigest() != digest:
            with suppress(Exception):  # damaged: it is spoken again, and put there anew
                store.rm_file(_place(root, key))
            return None
        words, _, sound = body.partition(b"\n")
        with suppress(OSError):  # a full disk is said when something is to be spoken
            word_times.write(target, word_times.parse(words))
            target.write_bytes(sound)
            return target
        return None

    def _put(self, key: str, clip: Path) -> None:
        if self.trouble:
            return
        try:
            body = json.dumps(word_times.read(clip)).encode() + b"\n" + clip.read_bytes()
        except OSError:
            return  # cleared away meanwhile
        try:
            store, root = self._opened()
            place = _place(root, key)
            raw = hashlib.sha256(body).hexdigest().encode() + b"\n" + body
            if _names(store) & WHOLE:
                store.pipe_file(place, raw)
                return
            # Under a name of its own and moved: of two machines that put the same, neither leaves a half.
            store.makedirs(place.rpartition("/")[0], exist_ok=True)
            part = f"{place}.{os.getpid()}.{threading.get_ident()}.part"
            store.pipe_file(part, raw)
            store.mv(part, place)
        except Exception as error:  # as above
            self._failed(error)

    def _opened(self) -> tuple[Any, str]:
        with self._opening:
            if self.trouble:
                raise ConnectionError(self.trouble)
            if self._store is None:
                fsspec: Any = importlib.import_module("fsspec")
                store, root = fsspec.core.url_to_fs(self.url)
                self._store = store, str(root).rstrip("/")
            return self._store

    def _failed(self, error: Exception) -> None:
        with self._lock:
            if not self.trouble:
                what = " ".join(str(error).split())[:200] or type(error).__name__
                remedy = f" {INSTALL}" if isinstance(error, ImportError) else ""
                self.trouble = f"the shared cache {self.url} is left out: {what}.{remedy}"


@cache
def at(url: str) -> Remote:
    """The cache there: what went wrong with it once is not tried again by this process."""
    return Remote(url)


def named() -> str:
    """The address in `$EPISODE_CACHE`; empty where it is a folder. Raises EngineError for one with a password in it."""
    chosen = os.environ.get("EPISODE_CACHE", "").strip()
    if "://" not in chosen:
        return ""
    if "@" in chosen.partition("://")[2].partition("/")[0]:
        where = f"EPISODE_CACHE={chosen.partition('://')[0]}://…"
        raise EngineError("has a password in it", where=where, remedy="Give it as the store's own library takes it, in its environment.")
    return chosen


def _names(store: Any) -> set[str]:
    protocol = store.protocol
    return {protocol} if isinstance(protocol, str) else set(protocol)


def _place(root: str, key: str) -> str:
    return f"{root}/{key[:2]}/{key}{ENDING}"
