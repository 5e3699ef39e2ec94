"""One request and its answer, with limits on time and size, to be broken off from another thread. Follows no redirect."""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from pipeline.net.address import Address, is_loopback

CONNECT_S = 10.0
"""For each step of connecting: a server that is there answers within one."""

MAX_BYTES = 64 << 20
"""Of an answer. 4,096 characters take 256 s (see NATURAL_WPM): 12 MB at the usual 24 kHz and 16 bits, and five times that is allowed."""

MAX_ERROR_BYTES = 64 << 10
"""Of an answer that says what is wrong; the rest is not read."""

_BLOCK = 64 << 10

Kind = Literal["connect", "tls", "cut", "late", "large", "closed"]


class HttpFault(Exception):  # noqa: N818 - it says what happened, as the other errors here do
    """No whole answer; the text is ours, or the system's word for it, and holds nothing that was sent or received."""

    def __init__(self, kind: Kind, message: str) -> None:
        super().__init__(message)
        self.kind = kind


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered."""

    status: int
    headers: Mapping[str, str]
    """The names in lower case."""
    body: bytes
    measured: bool
    """Whether its length was told, or its end marked, so that a cut would have been noticed."""


class Caller:
    """Calls one server, each time over a connection of its own, from any number of threads."""

    def __init__(self, address: Address, max_bytes: int = MAX_BYTES) -> None:
        self.address = address
        self._max_bytes = max_bytes
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._closed = False

    def post(self, path: str, headers: Mapping[str, str], body: bytes, limit_s: float) -> Answer:
        """Send `body` to `path` under the base address. All of it takes `limit_s` seconds at most. Raises HttpFault."""
        return self._call("POST", path, headers, body, limit_s, self._max_bytes)

    def get(self, path: str, headers: Mapping[str, str], limit_s: float, max_bytes: int) -> Answer:
        """Ask for `path` under the base address, as `post` does; the answer has at most `max_bytes`. Raises HttpFault."""
        return self._call("GET", path, headers, None, limit_s, max_bytes)

    def _call(self, method: str, path: str, headers: Mapping[str, str], body: bytes | None, limit_s: float, max_bytes: int) -> Answer:
        connection = _connection(self.address, min(CONNECT_S, limit_s))
        late = threading.Event()
        opened: list[socket.socket] = []

        def give_up() -> None:
            late.set()
            for sock in opened:
                _hang_up(sock)

        # A time limit on the socket alone would begin anew with every byte.
        timer = threading.Timer(limit_s, give_up)
        timer.daemon = True
        timer.start()
        fault: HttpFault | None = None
        try:
            connection.connect()
            opened.append(connection.sock)
            self._keep(connection.sock)
            if late.is_set():
                raise TimeoutError
            connection.sock.settimeout(limit_s)
            answer = self._exchange(connection, method, path, headers, body, max_bytes)
        except HttpFault as error:
            fault = error
        except (OSError, http.client.HTTPException, ValueError) as error:
            fault = _fault(error, connected=bool(opened))
        finally:
            timer.cancel()
            with self._lock:
                self._open.difference_update(opened)
            connection.close()
        # Hanging up looks like an error, or like the end of an answer without a length.
        if self._closed:
            fault = HttpFault("closed", "it was broken off")
        elif late.is_set() or (fault is not None and fault.kind == "late"):
            fault = HttpFault("late", f"it gave no whole answer within {limit_s:g} s")
        if fault is not None:
            # Out here, so that it does not carry the exception that it stands for: those quote the answer.
            raise fault
        return answer

    def close(self) -> None:
        """Break off whatever is going on; there is no more calling."""
        with self._lock:
            self._closed = True
            for sock in self._open:
                _hang_up(sock)

    def _keep(self, sock: socket.socket) -> None:
        with self._lock:
            self._open.add(sock)
            if self._closed:
                raise HttpFault("closed", "it was broken off")

    def _exchange(
        self,
        connection: http.client.HTTPConnection,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | None,
        max_bytes: int,
    ) -> Answer:
        """Ask and read."""
        address = self.address
        sent = {**headers, "Accept-Encoding": "identity", "Connection": "close"}
        if address.authorization:
            sent["Authorization"] = address.authorization
        connection.request(method, address.path + path, body, sent)
        with connection.getresponse() as response:
            expected = response.length
            measured = expected is not None or bool(response.chunked)
            whole = response.status == http.HTTPStatus.OK
            most = max_bytes if whole else MAX_ERROR_BYTES
            if whole and (expected or 0) > most:
                raise HttpFault("large", f"its answer has {expected} bytes, more than {most}")
            received = bytearray()
            while len(received) <= most and (block := response.read(min(_BLOCK, most + 1 - len(received)))):
                received += block
            if whole and len(received) > most:
                raise HttpFault("large", f"its answer has more than {most} bytes")
            # `read` with a number says nothing of what is missing.
            if whole and expected is not None and len(received) < expected:
                raise HttpFault("cut", f"the connection broke after {len(received)} of {expected} bytes")
            found = {name.lower(): value for name, value in response.getheaders()}
            return Answer(response.status, found, bytes(received[:most]), measured)


def _hang_up(sock: socket.socket) -> None:
    """End a read that waits in another thread. Below TLS: its own `shutdown` would take the reader's state away."""
    with suppress(OSError, ValueError):
        socket.socket.shutdown(sock, socket.SHUT_RDWR)


def _connection(address: Address, timeout_s: float) -> http.client.HTTPConnection:
    if not address.tls:
        return http.client.HTTPConnection(address.host, address.port, timeout=timeout_s)
    context = ssl.create_default_context()
    proxy = _proxy(address.host)
    if proxy is None:
        return http.client.HTTPSConnection(address.host, address.port, timeout=timeout_s, context=context)
    # The proxy only passes the encrypted bytes on: it sees neither key nor text.
    connection = http.client.HTTPSConnection(proxy.host, proxy.port, timeout=timeout_s, context=context)
    connection.set_tunnel(address.host, address.port, {"Proxy-Authorization": proxy.authorization} if proxy.authorization else {})
    return connection


@dataclass(frozen=True, slots=True)
class _Proxy:
    host: str
    port: int
    authorization: str


def _proxy(host: str) -> _Proxy | None:
    """The way out of a house that has only one: `HTTPS_PROXY`, `NO_PROXY`, or the system's settings."""
    import base64
    import urllib.request
    from urllib.parse import unquote, urlsplit

    given = urllib.request.getproxies().get("https", "")
    if not given or is_loopback(host) or urllib.request.proxy_bypass(host):
        return None
    try:
        parts = urlsplit(given if "://" in given else f"http://{given}")
        port = parts.port or (443 if parts.scheme == "https" else 80)
    except ValueError:
        raise HttpFault("connect", "HTTPS_PROXY is not an address") from None
    if not parts.hostname:
        raise HttpFault("connect", "HTTPS_PROXY is not an address")
    login = f"{unquote(parts.username or '')}:{unquote(parts.password or '')}".encode()
    return _Proxy(parts.hostname, port, f"Basic {base64.b64encode(login).decode('ascii')}" if parts.username else "")


def _fault(error: Exception, *, connected: bool) -> HttpFault:
    """What an exception of the standard library comes to, without what it quotes."""
    if isinstance(error, TimeoutError) and connected:
        return HttpFault("late", "")
    if not connected and isinstance(error, OSError):
        return HttpFault("tls" if isinstance(error, ssl.SSLCertVerificationError) else "connect", _reason(error))
    if isinstance(error, OSError):
        return HttpFault("cut", f"the connection broke ({_reason(error)})")
    if isinstance(error, http.client.IncompleteRead):
        return HttpFault("cut", "the connection broke in the middle of the answer")
    return HttpFault("cut", "the connection broke (what came is not an HTTP answer)")


def _reason(error: OSError) -> str:
    """The system's word for an error, without what it was about."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not accepted: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return f"TLS failed: {error.reason or 'no reason given'}"
    if isinstance(error, TimeoutError):
        return "no answer in time"
    if isinstance(error, http.client.RemoteDisconnected):
        return "it hung up without an answer"
    refused = re.match(r"Tunnel connection failed: (\d{3})\b", str(error))
    return f"the proxy refused: {refused[1]}" if refused else error.strerror or type(error).__name__
