"""Where a studio was to be found, so that a page that is open finds it again when it is started anew: the same port, the same secret path."""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import socket
import time
from pathlib import Path

from pipeline.desk.memory import FOLDER
from pipeline.desk.show import Show
from pipeline.errors import PublishError
from pipeline.publish import serve

FILE = "studio.json"
"""In the show's memory; only its owner may read it."""
KEPT_S = 12 * 3600
"""A path that was not used for so long is not used again: a working day."""


def taken(show: Show, script: Path, host: str, port: int) -> tuple[socket.socket, str]:
    """A socket that listens, and the secret of its path: those of the last studio of this script, where its port is free, else new ones.

    Raises PublishError where it cannot listen.
    """
    before, secret = _last(show, script, host)
    listening = None
    if before and port in (0, before):
        with contextlib.suppress(PublishError):  # another one listens there
            listening = serve.bound(host, before)
    if listening is None:
        listening, secret = serve.bound(host, port), secrets.token_urlsafe(24)
    _keep(show, script, host, listening.getsockname()[1], secret)
    return listening, secret


def _last(show: Show, script: Path, host: str) -> tuple[int, str]:
    """The port and the secret of the last studio of this script; 0 where there is none."""
    if show.folder is None:
        return 0, ""
    path = show.folder / FOLDER / FILE
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:  # others could have read it
            return 0, ""
        found = json.loads(path.read_text(encoding="utf-8"))
        same = (found["script"], found["host"]) == (str(script), host) and 0 <= time.time() - float(found["at"]) < KEPT_S
        port, secret = int(found["port"]), str(found["secret"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return 0, ""
    return (port, secret) if same and 0 < port < 65_536 and len(secret) >= 32 else (0, "")


def _keep(show: Show, script: Path, host: str, port: int, secret: str) -> None:
    """Remember it, readable by its owner alone. Where it cannot be written the next studio has another address."""
    if show.folder is None:
        return
    path = show.folder / FOLDER / FILE
    fresh = path.with_suffix(f".{os.getpid()}")
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            json.dump({"script": str(script), "host": host, "port": port, "secret": secret, "at": time.time()}, file)
        fresh.replace(path)
