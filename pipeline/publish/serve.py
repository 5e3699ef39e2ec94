"""The published files over HTTP, for listening before the world does: HEAD, byte ranges, media types, conditional requests.

Starlette does the work and uvicorn listens (extra `serve`); nothing is rewritten. What would never be published is not given either.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import extras
from pipeline.errors import PublishError
from pipeline.publish.kinds import TYPES, header_of

if TYPE_CHECKING:
    from types import FrameType

    from starlette.responses import Response
    from starlette.types import ASGIApp

HOST, PORT = "127.0.0.1", 8000
PRIVATE = frozenset({"episode.json", "publication.json", "published.json"})
"""Files that stand in a published folder, or in one of finished episodes, and are nobody else's."""
ARCHIVE = "archive"
"""What episodes were before they were corrected: it is not to be heard again."""
LOCAL = ("127.0.0.1", "localhost")
"""What a loopback server is called: a page that somebody else's name leads here gets nothing."""
REMEDY = f"Install it: `{extras.install('serve')}`."


def site(folder: Path, host: str = HOST) -> ASGIApp:
    """An application that gives the files of a folder. Raises PublishError where Starlette is missing."""
    try:
        from starlette.applications import Starlette
        from starlette.exceptions import HTTPException
        from starlette.middleware import Middleware
        from starlette.middleware.cors import CORSMiddleware
        from starlette.middleware.trustedhost import TrustedHostMiddleware
        from starlette.routing import Mount
        from starlette.staticfiles import StaticFiles
    except ImportError as problem:
        raise PublishError("serving needs Starlette.", remedy=REMEDY) from problem

    class Files(StaticFiles):
        """Static files with the media types of a podcast, without what is private."""

        async def get_response(self, path: str, scope: Any) -> Response:
            try:
                is_folder = (folder / path).is_dir()
            except (OSError, ValueError) as problem:  # too long for a name, or otherwise none
                raise HTTPException(404) from problem
            if not _is_given(path, is_folder=is_folder):
                raise HTTPException(404)
            return await super().get_response(path, scope)

        def file_response(self, full_path: str | os.PathLike[str], *given: Any, **more: Any) -> Response:
            response = super().file_response(full_path, *given, **more)
            if response.status_code != 304:  # which has no body, and no type
                response.headers["content-type"] = header_of(os.fspath(full_path))
            return response

    # Players on the web fetch transcripts and chapters from their own pages.
    methods, shown = ["GET", "HEAD"], ["Content-Range"]
    around = [Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=methods, allow_headers=["Range"], expose_headers=shown)]
    if host in LOCAL:
        around.insert(0, Middleware(TrustedHostMiddleware, allowed_hosts=list(LOCAL)))
    return Starlette(routes=[Mount("/", Files(directory=folder, html=True))], middleware=around)


def _is_given(path: str, *, is_folder: bool) -> bool:
    parts = [part for part in path.replace("\\", "/").split("/") if part not in ("", ".")]
    if any(part.startswith(".") for part in parts) or parts[:1] == [ARCHIVE]:
        return False
    return is_folder or not parts or (parts[-1] not in PRIVATE and Path(parts[-1]).suffix.lower() in TYPES)


def bound(host: str, port: int) -> socket.socket:
    """A socket that listens there, port 0 for any that is free. Raises PublishError where it cannot."""
    made = None
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        made = socket.socket(family, socket.SOCK_STREAM)
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        made.listen(128)
    except OSError as problem:
        if made is not None:
            made.close()
        what = f"cannot be listened at: {problem.strerror or problem}."
        raise PublishError(what, where=f"{host}:{port}", remedy="Choose another with --port, or 0 for any that is free.") from problem
    return made


def run(app: ASGIApp, listening: socket.socket, on_end: Callable[[], None] = lambda: None) -> None:
    """Serve until somebody interrupts; `on_end` is called then, to end answers that have no end. Raises PublishError where uvicorn is missing."""
    try:
        import uvicorn
    except ImportError as problem:
        raise PublishError("serving needs uvicorn.", remedy=REMEDY) from problem

    class Server(uvicorn.Server):
        """Tells when it is to end."""

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            on_end()
            super().handle_exit(sig, frame)

    config = uvicorn.Config(app, log_config=None, log_level="warning", server_header=False, lifespan="off", timeout_graceful_shutdown=2)
    Server(config).run(sockets=[listening])
