"""A WebSub hub is told of each change of the feed, over real HTTP on this machine."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from pipeline.net.retry import Clock
from pipeline.publish.hub import TRIES, tell

FEED = "https://example.org/podcast/feed.xml"


class Hub(ThreadingHTTPServer):
    """Answers as it is told to, the last answer again and again, and keeps what it heard."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = [204]
        self.heard: list[dict[str, list[str]]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class _Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.heard.append(parse_qs(body) if self.headers["Content-Type"] == "application/x-www-form-urlencoded" else {})
        answers = self.server.answers
        self.send_response(answers.pop(0) if len(answers) > 1 else answers[0])
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def hub() -> Iterator[Hub]:
    with Hub() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def told(url: str, waits: list[float] | None = None) -> str:
    return tell(url, FEED, Clock(sleep=([] if waits is None else waits).append, fraction=lambda: 0.0))


def test_the_hub_hears_which_feed_has_changed(hub: Hub) -> None:
    assert told(hub.url) == ""
    assert [(each["hub.mode"], each["hub.url"]) for each in hub.heard] == [(["publish"], [FEED])]


def test_a_hub_that_is_busy_is_told_again(hub: Hub) -> None:
    hub.answers = [503, 429, 202]
    waits: list[float] = []
    assert told(hub.url, waits) == ""
    assert (len(hub.heard), waits) == (3, [0.5, 1.0])


@pytest.mark.parametrize(("status", "tries"), [(500, TRIES), (404, 1), (400, 1)])
def test_what_a_hub_answers_instead_is_said(hub: Hub, status: int, tries: int) -> None:
    hub.answers = [status]
    assert told(hub.url) == f"it answers {status}"
    assert len(hub.heard) == tries


def test_a_hub_that_is_not_there_is_said() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    waits: list[float] = []
    assert told(f"http://127.0.0.1:{port}/", waits).startswith("it cannot be reached (")
    assert len(waits) == TRIES - 1
