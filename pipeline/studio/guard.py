"""Who may ask: whoever knows the path, from this address and no other page. Nothing larger than a script is taken in."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LARGEST_BYTES = 2_000_000
HEADERS = (
    (b"referrer-policy", b"no-referrer"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
    # Sound that was fetched is played from memory.
    (
        b"content-security-policy",
        b"default-src 'self'; media-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    ),
)


class Guard:
    """Lets through what may be asked. `hosts` are `name:port`."""

    def __init__(self, app: ASGIApp, token: str, hosts: frozenset[str]) -> None:
        self.app, self.token, self.hosts = app, token, hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] != "http":
            return
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if status := self._refused(scope, headers):
            await _answer(send, status)
            return
        body = b""
        if scope["method"] not in ("GET", "HEAD"):
            more = True
            while more:
                message = await receive()
                if message["type"] == "http.disconnect":
                    return
                body += message.get("body", b"")
                if len(body) > LARGEST_BYTES:
                    await _answer(send, 413)
                    return
                more = message.get("more_body", False)
        given = False

        async def whole() -> Message:
            nonlocal given
            if given or scope["method"] in ("GET", "HEAD"):
                return await receive()
            given = True
            return {"type": "http.request", "body": body, "more_body": False}

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": [*message.get("headers", []), *HEADERS]}
            await send(message)

        prefix = f"/{self.token}"
        inner = {**scope, "path": scope["path"].removeprefix(prefix), "raw_path": b"", "root_path": ""}
        await self.app(inner, whole, guarded)

    def _refused(self, scope: Scope, headers: dict[bytes, str]) -> int:
        """The status to refuse with, or 0."""
        host = headers.get(b"host", "")
        if host not in self.hosts:
            return 421
        first = scope["path"].split("/")[1] if scope["path"].startswith("/") else ""
        if not secrets.compare_digest(first.encode(), self.token.encode()):
            return 404
        if headers.get(b"origin", f"http://{host}") != f"http://{host}":
            return 403
        if scope["method"] in ("GET", "HEAD"):
            return 0
        if scope["method"] != "POST":
            return 405
        length = headers.get(b"content-length", "0")
        if not length.isdecimal() or int(length) > LARGEST_BYTES:
            return 413
        return 0 if headers.get(b"content-type", "").partition(";")[0].strip() == "application/json" else 415


async def _answer(send: Send, status: int) -> None:
    await send(
        {"type": "http.response.start", "status": status, "headers": [(b"content-length", b"0"), (b"connection", b"close"), *HEADERS]}
    )
    await send({"type": "http.response.body", "body": b""})
