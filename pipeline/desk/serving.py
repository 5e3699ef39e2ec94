"""`episode serve`: which folder is given, where, and what a user should know of that."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.desk import files, shelf
from pipeline.desk.show import Show
from pipeline.errors import PublishError
from pipeline.net.address import is_loopback
from pipeline.publish import serve
from pipeline.publish.feed import FEED

if TYPE_CHECKING:
    from starlette.types import ASGIApp

PAGES = 5
"""Listening pages that are shown, the newest first."""


@dataclass(frozen=True, slots=True)
class Server:
    """A server that listens, and has not begun to answer."""

    app: ASGIApp
    listening: socket.socket
    rows: tuple[tuple[str, str], ...]
    """(name, value) of what is where."""
    warnings: tuple[str, ...]

    def run(self) -> None:
        """Answer until somebody interrupts."""
        serve.run(self.app, self.listening)


def opened(folder: Path | None, show: Show, host: str, port: int) -> Server:
    """A server for a published folder. Raises PublishError where there is none, or where it cannot listen."""
    where = folder or _published(show)
    if not where.is_dir():
        raise PublishError("there is no such folder", where=files.short(where), remedy="Publish first: episode publish")
    app = serve.site(where.absolute(), host)
    listening = serve.bound(host, port)
    name = f"[{host}]" if ":" in host else host
    base = f"http://{name}:{listening.getsockname()[1]}/"
    pages = sorted((path.parent.name for path in where.glob("[!.]*/index.html") if path.parent.name != serve.ARCHIVE), reverse=True)
    rows = [("folder", files.short(where)), ("feed", f"{base}{FEED}")]
    rows += [("listen", "\n".join(f"{base}{page}/" for page in pages[:PAGES]))] if pages else []
    warnings = []
    if not (where / FEED).is_file():
        warnings.append(f"there is no {FEED} in it yet: publish first, with: episode publish")
    if not is_loopback(host):
        warnings.append(f"whoever can reach {host} can fetch what is published here, without a password and unencrypted")
    return Server(app, listening, tuple(rows), tuple(warnings))


def _published(show: Show) -> Path:
    """Where the show's files go, if that is a folder here."""
    to = show.feed.to
    if not to:
        return shelf.home(None, show)
    if "://" in to:
        raise PublishError("the show is published elsewhere", where=to, remedy="Name a folder: episode serve output")
    path = Path(to).expanduser()
    return path if show.folder is None else show.folder / path
