"""A real chat server on loopback that words sentences as it is told to, and misbehaves."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Word = Callable[[str], str]


def chat(content: object) -> bytes:
    """An answer in OpenAI's form."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": content}}]}).encode()


def wording(word: Word) -> Callable[[Any], bytes]:
    """Words every sentence so."""

    def body(asked: Any) -> bytes:
        listed = json.loads(asked["messages"][1]["content"])["sentences"]
        return chat(json.dumps({"sentences": [{"id": one["id"], "text": word(one["text"])} for one in listed]}, ensure_ascii=False))

    return body


class _Handler(BaseHTTPRequestHandler):
    server: ChatServer

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        self.server.keys.append(self.headers.get("Authorization", ""))
        if self.server.hangs:
            self.server.released.wait(10)
            return
        status = self.server.statuses.pop(0) if self.server.statuses else 200
        body = self.server.body(asked) if status == 200 else b'{"error": {"message": "no"}}'
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class calls it so
        pass


class ChatServer(ThreadingHTTPServer):
    """`body` makes the answers; `statuses` are given first, one a request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.body: Callable[[Any], bytes] = wording(lambda text: text)
        self.statuses: list[int] = []
        self.hangs = False
        self.released = threading.Event()
        self.asked: list[Any] = []
        self.keys: list[str] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/v1"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is what a test is about."""


@contextmanager
def running() -> Iterator[ChatServer]:
    """A server for the time of the block."""
    with ChatServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.released.set()
            server.shutdown()
            thread.join(10)
