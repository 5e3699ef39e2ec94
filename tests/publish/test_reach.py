"""New addresses are asked before the feed names them, over real HTTP on this machine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import PublishError
from pipeline.net.retry import Clock
from pipeline.publish.kinds import File
from pipeline.publish.reach import TRIES, asker
from tests.cli.test_serve import serving
from tests.publish.shelf import made

MP3 = File("episode.mp3", 13, "0" * 64)
VTT = File("transcript.vtt", 7, "0" * 64)
Serve = Callable[..., str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """`serve(handler)` starts a server and gives its address."""
    servers = []

    def start(handler: type[BaseHTTPRequestHandler]) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def ask(base: str, *files: File, waits: list[float] | None = None) -> list[str]:
    notes: list[str] = []
    clock = Clock(sleep=([] if waits is None else waits).append, fraction=lambda: 0.0)
    asker(notes.append, clock)([(f"{base}2026-11-27/{file.name}", file) for file in files or (MP3, VTT)])
    return notes


class Talking(BaseHTTPRequestHandler):
    """A server that answers as it is told, and writes down what it was asked."""

    protocol_version = "HTTP/1.1"
    asked: list[tuple[str, str, str]] = []  # noqa: RUF012 - each test makes a class of its own
    answers: dict[str, Any] = {}  # noqa: RUF012

    def _answer(self) -> None:
        self.asked.append((self.command, self.path, self.headers.get("Range", "")))
        status, headers, body = self.answers[self.command](self)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Length" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_HEAD = _answer  # noqa: N815 - http.server's names

    def log_message(self, *_: object) -> None: ...


def talking(head: Any, get: Any = None) -> type[Talking]:
    class Mine(Talking):
        asked: list[tuple[str, str, str]] = []  # noqa: RUF012
        answers = {"HEAD": head, "GET": get or (lambda _: (206, {"Content-Range": "bytes 0-0/13"}, b"I"))}  # noqa: RUF012

    return Mine


def test_episode_serve_answers_as_players_need(tmp_path: Path) -> None:
    made(tmp_path / "pub")
    (tmp_path / "pub/feed.xml").write_text("<rss/>", encoding="utf-8")
    with serving(tmp_path / "pub") as (_, _, port):
        assert ask(f"http://127.0.0.1:{port}/") == []


def test_a_server_without_ranges_is_found(tmp_path: Path, serve: Serve) -> None:
    made(tmp_path / "pub")

    class Plain(SimpleHTTPRequestHandler):
        def __init__(self, *given: Any, **more: Any) -> None:
            super().__init__(*given, directory=str(tmp_path / "pub"), **more)

        def log_message(self, *_: object) -> None: ...

    with pytest.raises(PublishError, match=r"1 of 2 new addresses .*episode\.mp3 gives no byte ranges, which Apple asks for") as caught:
        ask(serve(Plain))
    assert caught.value.where == "feed.url"
    assert "--unchecked" in caught.value.remedy


@pytest.mark.parametrize(
    ("head", "get", "said"),
    [
        (lambda _: (404, {}, b""), None, "answers 404 to HEAD"),
        (lambda _: (405, {}, b""), None, "answers 405 to HEAD"),
        (lambda _: (200, {"Content-Length": "12"}, b""), None, "says that it has 12 bytes, not 13"),
        (
            lambda _: (200, {"Content-Length": "13"}, b""),
            lambda _: (206, {"Content-Range": "bytes 0-0/12"}, b"I"),
            "1 bytes of 12 to a request",
        ),
        (lambda _: (200, {"Content-Length": "13"}, b""), lambda _: (206, {"Content-Range": "bytes 0-1/13"}, b"ID"), "2 bytes of 13"),
        (lambda _: (200, {"Content-Length": "13"}, b""), lambda _: (416, {}, b""), "answers 416"),
    ],
    ids=range(6),
)
def test_what_an_address_does_wrong_is_said_after_it_was_asked_again(serve: Serve, head: Any, get: Any, said: str) -> None:
    waits: list[float] = []
    with pytest.raises(PublishError, match=said):
        ask(serve(talking(head, get)), MP3, waits=waits)
    assert waits == [0.5, 1.0]


def test_a_file_that_appears_late_is_waited_for(serve: Serve) -> None:
    statuses = iter([404, 404, 200])
    waits: list[float] = []
    assert ask(serve(talking(lambda _: (next(statuses), {"Content-Length": "13"}, b""))), MP3, waits=waits) == []
    assert len(waits) == TRIES - 1


def test_a_compressed_text_has_another_length_and_is_right(serve: Serve) -> None:
    assert ask(serve(talking(lambda _: (200, {"Content-Length": "5", "Content-Encoding": "gzip"}, b""))), VTT) == []


def test_a_redirect_is_followed_and_nothing_large_is_fetched(serve: Serve) -> None:
    def either(status: int, headers: dict[str, str], body: bytes) -> Any:
        return lambda at: (302, {"Location": "/there.mp3"}, b"") if "there" not in at.path else (status, headers, body)

    handler = talking(either(200, {"Content-Length": "13"}, b""), either(206, {"Content-Range": "bytes 0-0/13"}, b"I"))
    assert ask(serve(handler), MP3) == []
    assert [(method, path) for method, path, _ in handler.asked] == [
        ("HEAD", "/2026-11-27/episode.mp3"),
        ("HEAD", "/there.mp3"),
        ("GET", "/2026-11-27/episode.mp3"),
        ("GET", "/there.mp3"),
    ]
    assert {given for method, _, given in handler.asked if method == "GET"} == {"bytes=0-0"}


def test_where_nobody_answers_the_feed_goes_up_with_a_word() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (note,) = ask(f"http://127.0.0.1:{port}/")
    assert "cannot be reached from here (Connection refused): the feed goes up without its addresses having been asked" in note


def test_many_faults_are_counted(serve: Serve) -> None:
    with pytest.raises(PublishError, match=r"5 of 5 new addresses .*; and 2 more"):
        ask(serve(talking(lambda _: (404, {}, b""))), *[MP3] * 5)


def test_without_new_addresses_nobody_is_asked() -> None:
    asker(lambda _: None)([])
