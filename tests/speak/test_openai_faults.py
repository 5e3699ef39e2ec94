"""Whatever a server does wrong: asked again where that may help, and at the end one line that says what, where and what to do."""

from __future__ import annotations

import os
import socket
import struct
import time
from collections.abc import Callable, Iterator
from email.utils import formatdate
from pathlib import Path

import pytest

from pipeline.errors import EngineError, EngineUnavailable, SynthesisError
from pipeline.net import retry as http_retry
from tests.speak.openai_server import (
    TEXT,
    WALL_S,
    WAV,
    Asked,
    Fault,
    Handler,
    Sleepless,
    SpeechServer,
    answer,
    engine,
    frames,
    refused,
    running,
    speech,
    spoken,
    status,
    streamed,
    tone,
)


@pytest.fixture
def server() -> Iterator[SpeechServer]:
    with running() as server:
        yield server


def cut(after: int, length: int | None = None) -> Fault:
    """The connection ends in the middle of the sound."""
    return answer(WAV[:after], length=length or len(WAV))


def reset(handler: Handler, asked: Asked) -> None:
    """The connection is torn, not closed."""
    handler.give(WAV[:1000], length=len(WAV))
    handler.wfile.flush()
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    os.close(handler.connection.detach())


def silent(handler: Handler, asked: Asked) -> None:
    """The connection ends without a word."""


def babble(handler: Handler, asked: Asked) -> None:
    handler.wfile.write(b"220 smtp.example ESMTP\r\n")


def chunked(body: bytes, *, end: bool = True, size: int = 4000) -> Fault:
    """The sound in chunks, without its length; cut before the last one unless `end`."""

    def give(handler: Handler, asked: Asked) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", "audio/wav")
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for at in range(0, len(body), size):
            block = body[at : at + size]
            handler.wfile.write(b"%x\r\n%b\r\n" % (len(block), block))
        handler.wfile.write(b"0\r\n\r\n" if end else b"")

    return give


# ── what passes ──────────────────────────────────────────────────────────────────────────────────────────


def test_429_waits_as_long_as_it_is_told(server: SpeechServer, tmp_path: Path) -> None:
    assert spoken(server, tmp_path, status(429, "slow down", Retry_After="7")) == [7.0]


def test_429_waits_until_the_time_it_is_told(server: SpeechServer, tmp_path: Path) -> None:
    date = formatdate(WALL_S + 12, usegmt=True)
    assert spoken(server, tmp_path, status(429, "slow down", Retry_After=date)) == [12.0]


def test_500_twice_then_fine(server: SpeechServer, tmp_path: Path) -> None:
    assert spoken(server, tmp_path, status(500), status(502, body=b"<html>Bad gateway</html>", kind="text/html")) == [0.5, 1.0]


def test_waits_grow_and_scatter(server: SpeechServer, tmp_path: Path) -> None:
    assert spoken(server, tmp_path, *[status(503)] * 5, fraction=1.0) == [0.625, 1.25, 2.5, 5.0, 10.0]


@pytest.mark.parametrize(
    "fault",
    [
        cut(20_000), cut(30), cut(0), reset, silent, babble, chunked(WAV[:9000], end=False), chunked(streamed(WAV)[:9000], end=False),
        answer(b""), answer(WAV[:20_000]), answer(WAV[:30]), answer(WAV[:4]), answer(WAV[:44]), answer(streamed(WAV)[:5000]),
        answer(streamed(WAV, 0)[:44]), answer(WAV[:44] + bytes(len(WAV) - 44)), status(408), status(425), status(529),
    ],
    ids=lambda fault: getattr(fault, "__qualname__", ""),
)  # fmt: skip
def test_what_may_pass_is_asked_for_again(server: SpeechServer, tmp_path: Path, fault: Fault) -> None:
    assert spoken(server, tmp_path, fault) == [0.5]


def test_a_slow_body_is_given_up_and_asked_for_again(server: SpeechServer, tmp_path: Path) -> None:
    def stalls(handler: Handler, asked: Asked) -> None:
        handler.give(WAV[:5000], length=len(WAV))
        handler.server.released.wait(10)

    assert spoken(server, tmp_path, stalls, limit_s=0.5) == [0.5]


@pytest.mark.parametrize("head", [True, False])
def test_a_body_that_drips_is_given_up_too(server: SpeechServer, tmp_path: Path, head: bool) -> None:
    def drips(handler: Handler, asked: Asked) -> None:
        if head:
            handler.give(WAV[:1000], length=len(WAV))
        else:
            handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not handler.server.released.wait(0.05):
            handler.wfile.write(b"x")

    began = time.monotonic()
    assert spoken(server, tmp_path, drips, limit_s=0.5) == [0.5]
    assert time.monotonic() - began < 5


@pytest.mark.parametrize("size", [0xFFFFFFFF, 0x7FFFFFFF, 2_000_000_000, 0])
@pytest.mark.parametrize("framed", [answer, chunked])
def test_a_header_written_before_the_length_was_known(
    server: SpeechServer, tmp_path: Path, size: int, framed: Callable[[bytes], Fault]
) -> None:
    server.faults.append(framed(streamed(WAV, size)))
    engine(server.url).speak(TEXT, "nova", 160, tmp_path / "clip.wav")
    assert (tmp_path / "clip.wav").read_bytes() == WAV
    assert len(server.asked) == 1


# ── what does not ────────────────────────────────────────────────────────────────────────────────────────


def test_a_server_that_stays_busy_is_given_up(server: SpeechServer, tmp_path: Path) -> None:
    sleepless = Sleepless()
    error = refused(server, tmp_path, status(503, "overloaded"), tries=http_retry.TRIES["busy"], clock=sleepless.clock())
    assert sleepless.slept == [0.5, 1.0, 2.0, 4.0, 8.0]
    assert str(error) == (
        f"{server.url} was asked 6 times: it answered 503: “overloaded”. Run the same command again later: what was spoken is kept."
    )


def test_a_long_wait_is_cut_short_and_named(server: SpeechServer, tmp_path: Path) -> None:
    sleepless = Sleepless()
    error = refused(server, tmp_path, status(429, Retry_After="86400"), tries=6, clock=sleepless.clock())
    assert sleepless.slept == [60.0] * 5
    assert sum(sleepless.slept) <= http_retry.PATIENCE_S
    assert "it asks for a wait of 86400 s" in error.message


def test_the_total_is_limited_whatever_the_tries(server: SpeechServer, tmp_path: Path) -> None:
    sleepless = Sleepless()
    refused(server, tmp_path, status(429, Retry_After="100"), tries=5, clock=sleepless.clock(1.0))
    assert sleepless.slept == [75.0] * 4


@pytest.mark.parametrize(
    ("fault", "kind", "says"),
    [
        (cut(20_000), EngineError, f"the connection broke after 20000 of {len(WAV)} bytes"),
        (silent, EngineError, "the connection broke (it hung up without an answer)"),
        (babble, EngineError, "the connection broke (what came is not an HTTP answer)"),
        (reset, EngineError, "the connection broke (Connection reset by peer)"),
        (answer(b""), SynthesisError, "it is empty"),
        (answer(WAV[:20_044]), SynthesisError, f"it is cut off: 20000 of {len(WAV) - 44} bytes of sound"),
        (answer(streamed(WAV)[:5044]), SynthesisError, "it is 0.1 s for a text that takes"),
        (answer(WAV[:44] + bytes(len(WAV) - 44)), SynthesisError, "nothing but silence"),
        (answer(tone(TEXT * 12)), SynthesisError, "for a text that takes"),
    ],
    ids=["cut", "silent", "babble", "reset", "empty", "truncated", "short", "silence", "long"],
)
def test_what_stays_broken_is_given_up_after_three(
    server: SpeechServer, tmp_path: Path, fault: Fault, kind: type[EngineError], says: str
) -> None:
    error = refused(server, tmp_path, fault, tries=3)
    assert type(error) is kind
    assert says in error.message
    assert f"{server.url} was asked 3 times" in error.message


def test_without_any_length_nobody_can_tell_a_whole_from_a_half(server: SpeechServer, tmp_path: Path) -> None:
    error = refused(server, tmp_path, answer(streamed(WAV), length=None))
    assert "nobody can tell whether it is whole" in error.message
    server.faults.clear()
    server.faults.append(answer(WAV, length=None))
    engine(server.url).speak(TEXT, "nova", 160, tmp_path / "clip.wav")
    assert (tmp_path / "clip.wav").read_bytes() == WAV


def test_a_huge_body_is_not_swallowed(server: SpeechServer, tmp_path: Path) -> None:
    sent = 0

    def endless(handler: Handler, asked: Asked) -> None:
        nonlocal sent
        handler.give(WAV[:44], length=None)
        while True:
            handler.wfile.write(bytes(65_536))
            sent += 65_536

    error = refused(server, tmp_path, endless, max_bytes=1_000_000)
    assert "its answer has more than 1000000 bytes" in error.message
    assert sent < 30_000_000
    server.faults.clear()
    server.asked.clear()
    error = refused(server, tmp_path, answer(b"", length=10**13))
    assert f"its answer has {10**13} bytes" in error.message


def test_a_server_that_is_not_there(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        sleepless = Sleepless()
        with pytest.raises(EngineUnavailable) as caught:
            engine(url, sleepless).speak(TEXT, "nova", 160, tmp_path / "clip.wav")
    assert sleepless.slept == [0.5, 1.0]
    assert str(caught.value) == (
        f"EPISODE_OPENAI_URL: {url} cannot be reached: Connection refused (tried 3 times). Start it, or check EPISODE_OPENAI_URL."
    )


def test_the_next_paragraph_is_spoken_after_a_failure(server: SpeechServer, tmp_path: Path) -> None:
    refused(server, tmp_path, status(400))
    server.faults.clear()
    server.faults.append(speech)
    engine(server.url).speak(TEXT, "nova", 160, tmp_path / "clip.wav")
    assert (len((tmp_path / "clip.wav").read_bytes()) - 44) // 2 == frames(TEXT)


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0.0), ("7", 7.0), (" 7 ", 7.0), ("1.5", 1.5), (formatdate(WALL_S + 9.0, usegmt=True), 9.0),
        (formatdate(WALL_S - 9.0, usegmt=True), 0.0), (formatdate(WALL_S + 9.0).replace("+0000", "-0000"), 9.0),
        ("", None), ("-5", None), ("soon", None), ("1e9", None), ("nan", None), ("٣", None), ("99999999999999999999", None),
        ("Mon, 99 Foo 2026 00:00:00 GMT", None), ("Mon, 01 Jan 99999 00:00:00 GMT", None),
    ],
)  # fmt: skip
def test_retry_after_is_seconds_or_a_date(value: str, seconds: float | None) -> None:
    assert http_retry.retry_after_s(value, WALL_S) == seconds
