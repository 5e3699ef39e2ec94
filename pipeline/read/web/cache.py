"""The last whole answer of each address, so that a server need only say that nothing has changed."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

MAX_ENTRIES = 100
MAX_BYTES = 50_000_000
"""Of all entries together; the oldest go."""
ENDING = ".page"


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer that was kept."""

    url: str
    etag: str
    modified: str
    """The Last-Modified line, as it came."""
    content_type: str
    body: bytes


class Cache:
    """A folder of answers, one file each: a line of JSON, then the body. What cannot be read or written counts as not there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _path(self, url: str) -> Path:
        return self.folder / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}{ENDING}"

    def find(self, url: str) -> Entry | None:
        """What was kept for an address; None for nothing, or for a file that is damaged."""
        try:
            head, _, body = self._path(url).read_bytes().partition(b"\n")
            said = json.loads(head)
            if said["url"] != url or said["sha256"] != hashlib.sha256(body).hexdigest():
                return None
            return Entry(url, str(said["etag"]), str(said["modified"]), str(said["content_type"]), body)
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None

    def keep(self, entry: Entry) -> None:
        """Keep an answer that has something to ask by the next time."""
        if not entry.etag and not entry.modified:
            with suppress(OSError):
                self._path(entry.url).unlink(missing_ok=True)
            return
        said = {key: getattr(entry, key) for key in ("url", "etag", "modified", "content_type")}
        said["sha256"] = hashlib.sha256(entry.body).hexdigest()
        partial = ""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            handle, partial = tempfile.mkstemp(dir=self.folder, suffix=".partial")
            with os.fdopen(handle, "wb") as file:
                file.write(json.dumps(said).encode() + b"\n" + entry.body)
            Path(partial).replace(self._path(entry.url))
            self._prune()
        except OSError:
            if partial:
                with suppress(OSError):
                    Path(partial).unlink(missing_ok=True)

    def _prune(self) -> None:
        kept = sorted(((p.stat().st_mtime, p.stat().st_size, p) for p in self.folder.glob(f"*{ENDING}")), key=lambda each: -each[0])
        size = 0
        for number, (_, bytes_, path) in enumerate(kept):
            size += bytes_
            if number and (number >= MAX_ENTRIES or size > MAX_BYTES):
                path.unlink(missing_ok=True)
