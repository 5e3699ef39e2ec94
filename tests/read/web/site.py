"""A real web site on loopback that does as it is told, right or wrong."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from pipeline.read.web import Limits, Web
from tests.loopback import PATIENCE_S, Loopback, QuietHandler, serving

HTML = b"<html><head><title>Bridge</title></head><body><article><p>The bridge is open again, the mayor said on Tuesday.</p></article></body></html>"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came."""

    path: str
    headers: Mapping[str, str]
    """The names in lower case."""


class Handler(QuietHandler):
    """Gives what the site has at a path."""

    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        asked = Asked(self.path, {name.lower(): value for name, value in self.headers.items()})
        self.server.asked.append(asked)
        page = self.server.pages.get(self.path.partition("?")[0], gives(b"", status=404))
        self.close_connection = True
        with suppress(OSError):  # a client that hangs up is what many tests are about
            page(self, asked)


Page = Callable[[Handler, Asked], None]


def gives(
    body: bytes = HTML,
    kind: str = "text/html; charset=utf-8",
    status: int = 200,
    *,
    length: int | None = -1,
    headers: Mapping[str, str] | None = None,
) -> Page:
    """An answer; `length` None tells none, and another number than -1 is a lie."""

    def page(handler: Handler, asked: Asked) -> None:
        handler.send_response(status)
        if kind:
            handler.send_header("Content-Type", kind)
        if length is not None:
            handler.send_header("Content-Length", str(len(body) if length == -1 else length))
        for name, value in (headers or {}).items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return page


def to(target: str, status: int = 302) -> Page:
    """A redirect."""
    return gives(b"", status=status, headers={"Location": target})


def raw(data: bytes) -> Page:
    """These bytes, whatever they are."""

    def page(handler: Handler, asked: Asked) -> None:
        handler.wfile.write(data)

    return page


def hangs(handler: Handler, asked: Asked) -> None:
    """No answer at all, until the test is over."""
    handler.server.released.wait(PATIENCE_S)


def drips(handler: Handler, asked: Asked) -> None:
    """An answer a byte at a time, each in time, that never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not handler.server.released.wait(0.02):
        handler.wfile.write(b"x")
        handler.wfile.flush()


def drips_headers(handler: Handler, asked: Asked) -> None:
    """Headers a byte at a time."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Long: ")
    while not handler.server.released.wait(0.02):
        handler.wfile.write(b"x")
        handler.wfile.flush()


def endless(handler: Handler, asked: Asked) -> None:
    """An answer without an end, as fast as it goes."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
    while not handler.server.released.is_set():
        handler.wfile.write(b"The bridge is open again. " * 4000)


def hangs_up(handler: Handler, asked: Asked) -> None:
    """The connection ends without a word."""


class Site(Loopback):
    """Pages by path; `asked` is what came."""

    def __init__(self) -> None:
        super().__init__(Handler)
        self.pages: dict[str, Page] = {}
        self.asked: list[Asked] = []

    @property
    def url(self) -> str:
        return self.root

    @property
    def paths(self) -> list[str]:
        """What was asked for but the robots.txt."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]


@contextmanager
def running(context: ssl.SSLContext | None = None) -> Iterator[Site]:
    """A site for the time of the block."""
    site = Site()
    if context is not None:
        site.socket = context.wrap_socket(site.socket, server_side=True, do_handshake_on_connect=False)
    with serving(site):
        yield site


LOOPBACK = ("127.0.0.1/32",)


def web(**more: object) -> Web:
    """One that may ask this very machine, and waits for little."""
    settings: dict[str, object] = {
        "allow": LOOPBACK,
        "limits": Limits(total_s=PATIENCE_S, read_s=PATIENCE_S),
        "pause": lambda s: None,
        **more,
    }
    return Web(**settings)  # type: ignore[arg-type]
