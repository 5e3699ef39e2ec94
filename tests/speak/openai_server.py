"""A real speech server on loopback: it speaks with the tone engine, and fails as it is told to."""

from __future__ import annotations

import json
import struct
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain, repeat
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import EngineError
from pipeline.net.retry import Clock
from pipeline.speak.openai_engine import NATURAL_WPM, OpenAIEngine
from pipeline.speak.tone import ToneEngine
from tests.loopback import PATIENCE_S, Loopback, QuietHandler, serving

KEY = "sk-proj-0123456789-TopSecret_abcdefghij"

WALL_S = 1_800_000_000.0
"""The time of day of the clock in these tests."""


def tone(text: str, speed: float = 1.0, voice: str = "tone") -> bytes:
    """What the tone engine says, as a WAV file."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "tone.wav"
        ToneEngine().speak(text, voice, round(speed * NATURAL_WPM), target)
        return target.read_bytes()


def frames(text: str, speed: float = 1.0) -> int:
    """How many frames that has."""
    return (len(tone(text, speed)) - 44) // 2


def streamed(wav: bytes, size: int = 0xFFFFFFFF) -> bytes:
    """The same with a header that was written before the length was known."""
    return wav[:4] + struct.pack("<I", size) + wav[8:40] + struct.pack("<I", size) + wav[44:]


@dataclass(frozen=True, slots=True)
class Asked:
    """One request as it came."""

    method: str
    path: str
    headers: Mapping[str, str]
    json: Any
    raw: bytes


class Handler(QuietHandler):
    """Answers with the next fault, or with speech."""

    protocol_version = "HTTP/1.1"
    server: SpeechServer

    def do_POST(self) -> None:
        raw = self.rfile.read(int(self.headers["Content-Length"]))
        asked = Asked("POST", self.path, dict(self.headers.items()), json.loads(raw), raw)
        fault = self.server.arrived(asked)
        try:
            (fault or speech)(self, asked)
        finally:
            self.close_connection = True

    def do_GET(self) -> None:
        asked = Asked("GET", self.path, dict(self.headers.items()), None, b"")
        self.server.listings.append(asked)
        try:
            (self.server.listing or listed())(self, asked)
        finally:
            self.close_connection = True

    def give(self, body: bytes, kind: str = "audio/wav", status: int = 200, length: int | None = -1, **headers: str) -> None:
        """Send an answer; `length` None tells none, and another number than -1 is a lie."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        if length is not None:
            self.send_header("Content-Length", str(len(body) if length == -1 else length))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


Fault = Callable[[Handler, Asked], None]


def speech(handler: Handler, asked: Asked) -> None:
    """What it does where nothing else was ordered."""
    handler.give(tone(asked.json["input"], asked.json["speed"]))


def listed(document: object = None, *, status: int = 200) -> Fault:
    """The answer to `GET /v1/audio/voices`; most servers do not know it."""
    if document is None:
        document, status = {"detail": "Not Found"}, 404
    return lambda handler, asked: handler.give(json.dumps(document).encode(), "application/json", status)


def status(code: int, message: str = "", body: bytes | None = None, kind: str = "application/json", **headers: str) -> Fault:
    """A refusal in OpenAI's form."""
    said = json.dumps({"error": {"message": message, "type": "test", "code": None}}).encode() if body is None else body
    return lambda handler, asked: handler.give(said, kind, code, -1, **headers)


def answer(body: bytes, kind: str = "audio/wav", length: int | None = -1, **headers: str) -> Fault:
    """Something else with 200."""
    return lambda handler, asked: handler.give(body, kind, 200, length, **headers)


class SpeechServer(Loopback):
    """Counts what comes; `faults` are taken one a request, then it speaks. `listing` answers those who ask for its voices."""

    def __init__(self) -> None:
        super().__init__(Handler)
        self.faults: deque[Fault] = deque()
        self.asked: list[Asked] = []
        self.listing: Fault | None = None
        self.listings: list[Asked] = []
        self.came = threading.Event()
        self._lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"{self.root}/v1"

    def arrived(self, asked: Asked) -> Fault | None:
        with self._lock:
            self.asked.append(asked)
            self.came.set()
            return self.faults.popleft() if self.faults else None


@contextmanager
def running() -> Iterator[SpeechServer]:
    """A server for the time of the block."""
    with serving(SpeechServer()) as server:
        yield server


def known_by_name(folder: Path, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    """Have the stage find the engine by its entry point, set up for a server."""
    info = folder / "openai_engine-1.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: openai-engine\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[episode.engines]\nopenai = pipeline.speak.openai_engine:OpenAIEngine\n")
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.setenv("EPISODE_OPENAI_URL", url)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


@dataclass
class Sleepless:
    """A clock that jumps where others would wait, and remembers how far."""

    slept: list[float] = field(default_factory=list)

    def clock(self, fraction: float = 0.0) -> Clock:
        return Clock(lambda: sum(self.slept), lambda: WALL_S + sum(self.slept), self.slept.append, lambda: fraction)


def engine(url: str, sleepless: Sleepless | None = None, *, limit_s: float = PATIENCE_S, **more: Any) -> OpenAIEngine:
    """An engine for a server, with the key, that waits for nothing. `limit_s` is the first try's; the others have time."""
    limits = chain([limit_s], repeat(PATIENCE_S))
    environ = {"EPISODE_OPENAI_URL": url, "OPENAI_API_KEY": KEY, **more.pop("environ", {})}
    clock = more.pop("clock", (sleepless or Sleepless()).clock())
    return OpenAIEngine(environ=environ, clock=clock, time_limit_s=lambda text: next(limits), **more)


TEXT = "Rescue workers searched through the night for survivors of the earthquake."
WAV = tone(TEXT)


def spoken(server: SpeechServer, tmp_path: Path, *faults: Fault, fraction: float = 0.0, **more: Any) -> list[float]:
    """Speak through these faults; the sound must be whole. Returns the waits that were asked of the clock."""
    server.faults.extend(faults)
    sleepless = Sleepless()
    engine(server.url, clock=sleepless.clock(fraction), **more).speak(TEXT, "nova", 160, tmp_path / "clip.wav")
    assert (tmp_path / "clip.wav").read_bytes() == WAV
    assert len(server.asked) == len(faults) + 1
    assert len({asked.raw for asked in server.asked}) == 1
    return sleepless.slept


def refused(server: SpeechServer, tmp_path: Path, fault: Fault, *, tries: int = 1, **more: Any) -> EngineError:
    """Speak where every answer is this fault; nothing may be left, and the key in no word. Returns the error."""
    server.faults.extend([fault] * 10)
    (tmp_path / "clip.wav").write_bytes(b"of an earlier try")
    with pytest.raises(EngineError) as caught:
        engine(server.url, **more).speak(TEXT, "nova", 160, tmp_path / "clip.wav")
    assert len(server.asked) == tries
    assert list(tmp_path.iterdir()) == []
    said = str(caught.value)
    assert said.isprintable()
    assert len(said) < 500
    assert KEY not in said
    assert caught.value.remedy
    return caught.value
