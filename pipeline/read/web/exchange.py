"""One GET over a connection to a machine that was looked at before: within a time, within a size, whole."""

from __future__ import annotations

import http.client
import re
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from pipeline.errors import BriefingError
from pipeline.read.web.address import Address, Ip, PassingError

BLOCK_BYTES = 64 << 10

AGAIN = "Try again later, or save the page as a file and give that"

PASSING = (OSError, http.client.IncompleteRead)
"""What breaks a connection that was there (RemoteDisconnected is an OSError)."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a fetch may take."""

    total_s: float = 30.0
    """All of it: names, connections, redirects, robots.txt."""
    read_s: float = 10.0
    """Without a byte."""
    connect_s: float = 8.0
    """To one machine."""
    max_bytes: int = 8_000_000
    """Of an answer, before and after it is unpacked; what `decode` takes."""
    redirects: int = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered; the names of headers in lower case, the body unpacked."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Deadline:
    """When a fetch must be over."""

    def __init__(self, limit_s: float) -> None:
        self.limit_s = limit_s
        self._end = time.monotonic() + limit_s

    def left_s(self) -> float:
        """Seconds that are left, at least a little, so that a time limit is never none."""
        return max(0.01, self._end - time.monotonic())

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return time.monotonic() >= self._end


def get(
    address: Address, machines: Sequence[Ip], headers: Mapping[str, str], limits: Limits, deadline: Deadline, context: ssl.SSLContext | None
) -> Answer:
    """Ask for an address at one of these machines, and at no other: the name is not looked up again. Raises BriefingError, or PassingError."""
    opened: list[socket.socket] = []
    late = threading.Event()

    def hang_up() -> None:
        late.set()
        for sock in opened:
            with suppress(OSError, ValueError):
                # Below TLS: its own `shutdown` would take the reader's state away.
                socket.socket.shutdown(sock, socket.SHUT_RDWR)

    # A socket's own time limit begins anew with every byte.
    timer = threading.Timer(deadline.left_s(), hang_up)
    timer.daemon = True
    timer.start()
    connection = http.client.HTTPConnection(address.host, address.port)
    try:
        connection.sock = _connected(address, machines, limits, deadline, context, opened)
        return _exchange(connection, address, headers, limits, deadline)
    except BriefingError:
        if late.is_set():
            raise _late(address, deadline) from None
        raise
    except TimeoutError as error:
        if late.is_set() or deadline.over:
            raise _late(address, deadline) from error
        what = f"the server sent nothing for {limits.read_s:g} s"
        raise PassingError(what, where=address.shown, remedy=AGAIN) from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        if late.is_set():
            raise _late(address, deadline) from error
        kind = PassingError if isinstance(error, PASSING) and not isinstance(error, ssl.SSLError) else BriefingError
        raise kind(_broken(error), where=address.shown, remedy=AGAIN) from error
    finally:
        timer.cancel()
        connection.close()
        for sock in opened:
            sock.close()


def _late(address: Address, deadline: Deadline) -> BriefingError:
    return BriefingError(f"no whole answer within {deadline.limit_s:g} s", where=address.shown, remedy=AGAIN)


def _connected(
    address: Address,
    machines: Sequence[Ip],
    limits: Limits,
    deadline: Deadline,
    context: ssl.SSLContext | None,
    opened: list[socket.socket],
) -> socket.socket:
    """A connection to the first of the machines that takes one, with TLS for the address's own name."""
    problem: OSError | None = None
    for machine in machines[:4]:
        family = socket.AF_INET6 if machine.version == 6 else socket.AF_INET
        sock = socket.socket(family, socket.SOCK_STREAM)
        opened.append(sock)
        sock.settimeout(min(limits.connect_s, deadline.left_s()))
        try:
            sock.connect((str(machine), address.port))
        except OSError as error:
            problem = error
            sock.close()
            opened.remove(sock)
            if deadline.over:
                break
            continue
        sock.settimeout(min(limits.read_s, deadline.left_s()))
        if not address.tls:
            return sock
        # Not in one step: a server that is slow to shake hands could not be hung up on.
        secure = (context or ssl.create_default_context()).wrap_socket(sock, server_hostname=address.host, do_handshake_on_connect=False)
        opened[opened.index(sock)] = secure
        secure.do_handshake()
        return secure
    reason = "no answer in time" if isinstance(problem, TimeoutError) else (problem.strerror if problem else "") or "no connection"
    raise PassingError(f"no connection to {address.host}: {reason}", where=address.shown, remedy="Check the address and the connection")


def _exchange(
    connection: http.client.HTTPConnection, address: Address, headers: Mapping[str, str], limits: Limits, deadline: Deadline
) -> Answer:
    host = address.origin.partition("//")[2]
    connection.request("GET", address.path, headers={"Host": host, "Accept-Encoding": "gzip, deflate", "Connection": "close", **headers})
    with connection.getresponse() as response:
        found: dict[str, str] = {}
        for name, value in response.getheaders():
            found.setdefault(name.lower(), value.strip())
        whole = response.status == http.HTTPStatus.OK
        expected = response.length
        if whole and expected is not None and expected > limits.max_bytes:
            raise _large(address, limits)
        unpack = _Unpacker(found.get("content-encoding", ""), address, limits)
        received = 0
        # Of an answer that says what is wrong, the words are not needed.
        while whole and (block := response.read1(BLOCK_BYTES)):
            received += len(block)
            if received > limits.max_bytes:
                raise _large(address, limits)
            unpack.take(block)
            if deadline.over:
                break
        if deadline.over:  # also where the watch has hung up, which looks like the end of an answer without a length
            raise _late(address, deadline)
        if whole and expected is not None and received < expected:
            what = f"the connection broke after {received:,} of {expected:,} bytes"
            raise PassingError(what, where=address.shown, remedy=AGAIN)
        return Answer(response.status, found, unpack.done() if whole else b"")


class _Unpacker:
    """Unpacks what comes, and stops where it becomes too much: a few kilobytes of gzip can hold gigabytes."""

    def __init__(self, encoding: str, address: Address, limits: Limits) -> None:
        self.address, self.limits = address, limits
        names = [name for name in re.split(r"[\s,]+", encoding.lower()) if name and name != "identity"]
        if len(names) > 1 or (names and names[0] not in ("gzip", "x-gzip", "deflate")):
            raise BriefingError(
                f"the server packs its answer as {encoding[:40]!r}", where=address.shown, remedy="Save the page as a file and give that"
            )
        self.packing = names[0].removeprefix("x-") if names else ""
        self.out = bytearray()
        self.stream = self._new() if self.packing else None
        self.begun = False

    def _new(self, window: int = 0) -> zlib._Decompress:
        return zlib.decompressobj(window or (31 if self.packing == "gzip" else 15))

    def take(self, block: bytes) -> None:
        if self.stream is None:
            self.out += block
            return
        if self.packing == "deflate" and not self.begun and block[0] & 0x0F != 8:  # without zlib's header, as some servers send it
            self.stream = self._new(-15)
        self.begun = True
        while block:
            if self.stream.eof:  # gzip can have several members
                self.stream = self._new()
            try:
                self.out += self.stream.decompress(block, self.limits.max_bytes + 1 - len(self.out))
            except zlib.error as error:
                raise BriefingError("what the server sent cannot be unpacked", where=self.address.shown, remedy=AGAIN) from error
            if len(self.out) > self.limits.max_bytes:
                raise _large(self.address, self.limits)
            block = self.stream.unconsumed_tail or (self.stream.unused_data if self.packing == "gzip" else b"")

    def done(self) -> bytes:
        if self.stream is not None and self.begun and not self.stream.eof:
            raise BriefingError("the answer breaks off", where=self.address.shown, remedy=AGAIN)
        return bytes(self.out)


def _large(address: Address, limits: Limits) -> BriefingError:
    what = f"the page has more than {limits.max_bytes / 1e6:g} MB"
    return BriefingError(what, where=address.shown, remedy="Give the address of one article, or save its text as a file")


def _broken(error: Exception) -> str:
    """The system's word for what went wrong, without what a server sent."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"the server's certificate is not accepted: {error.verify_message}"
    if isinstance(error, ssl.SSLError):
        return f"no secure connection: {(error.reason or 'TLS failed').replace('_', ' ').lower()}"
    if isinstance(error, http.client.RemoteDisconnected):
        return "the server hung up without an answer"
    if isinstance(error, http.client.IncompleteRead):
        return "the connection broke in the middle of the answer"
    if isinstance(error, OSError):
        return f"the connection broke: {error.strerror or type(error).__name__}"
    return "what came is not an HTTP answer"
