"""A real chat server on loopback that words sentences as it is told to, and misbehaves."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tests.loopback import PATIENCE_S, Loopback, QuietHandler, serving

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


Talk = Callable[[int, str], list[dict[str, Any]]]
"""(number, sentence) → the lines that tell it."""


def talking(talk: Talk) -> Callable[[Any], bytes]:
    """Makes a dialogue of every sentence so."""

    def body(asked: Any) -> bytes:
        listed = json.loads(asked["messages"][1]["content"])["sentences"]
        return chat(json.dumps({"lines": [line for one in listed for line in talk(one["id"], one["text"])]}, ensure_ascii=False))

    return body


class _Handler(QuietHandler):
    server: ChatServer

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(asked)
        self.server.keys.append(self.headers.get("Authorization", ""))
        if self.server.hangs:
            self.server.released.wait(PATIENCE_S)
            return
        status = self.server.statuses.pop(0) if self.server.statuses else 200
        body = self.server.body(asked) if status == 200 else b'{"error": {"message": "no"}}'
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        if self.server.retry_after and status != 200:
            self.send_header("Retry-After", self.server.retry_after)
        self.end_headers()
        self.wfile.write(body)


class ChatServer(Loopback):
    """`body` makes the answers; `statuses` are given first, one a request."""

    def __init__(self) -> None:
        super().__init__(_Handler)
        self.body: Callable[[Any], bytes] = wording(lambda text: text)
        self.statuses: list[int] = []
        self.retry_after = ""
        self.hangs = False
        self.asked: list[Any] = []
        self.keys: list[str] = []

    @property
    def url(self) -> str:
        return f"{self.root}/v1"


@contextmanager
def running() -> Iterator[ChatServer]:
    """A server for the time of the block."""
    with serving(ChatServer()) as server:
        yield server
