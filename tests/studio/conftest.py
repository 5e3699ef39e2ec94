"""A show with a day of its own, and a studio that serves it."""

from __future__ import annotations

import http.client
import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PROGRAM

SCRIPT = """---
title: The day
date: 2026-11-27
show: Test
format: briefing
briefing: briefings/2026-11-27.txt
briefing_sha256: {sha}
---

# Opening

<!-- a human's comment -->
**Anchor:** Good evening. The bridge at Kellmoor is open again. [^3]

[pause 0.6s]

# The bridge

**Anchor (slower):** It was shut for two weeks,
and nobody was hurt. [^3]

**Voice of Mayor Brown:** We are glad.

[^3]: briefings/2026-11-27.txt:3
"""


@dataclass
class Studio:
    """A running one, and how to ask it."""

    process: subprocess.Popen[str]
    port: int
    token: str
    folder: Path

    @property
    def script(self) -> Path:
        return self.folder / "scripts" / "2026-11-27.md"

    def raw(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body or None, {name.replace("_", "-"): value for name, value in headers.items()})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
        return self.raw("GET", f"/{self.token}/{path}", b"", **headers)

    def post(self, path: str, **given: Any) -> tuple[int, Any]:
        body = json.dumps(given).encode()
        status, _, answer = self.raw("POST", f"/{self.token}/{path}", body, Content_Type="application/json")
        return status, json.loads(answer) if answer else None

    def day(self) -> Any:
        """The day, once its doubtful words are known."""
        with self.events() as told:
            while True:
                status, _, body = self.get("api/day")
                assert status == 200, body
                day = json.loads(body)
                if all(part["listened"] for part in day["parts"] if part["kind"] == "segment"):
                    return day
                next(told)

    @contextmanager
    def events(self) -> Iterator[Iterator[tuple[str, Any]]]:
        """What the pages are told from now on: names and data."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", f"/{self.token}/api/events")
            answer = connection.getresponse()
            assert answer.readline() == b"retry: 1000\n"

            def told() -> Iterator[tuple[str, Any]]:
                name = ""
                while line := answer.readline().decode():
                    key, _, value = line.rstrip("\n").partition(": ")
                    if key == "event":
                        name = value
                    elif key == "data":
                        yield name, json.loads(value)

            yield told()
            answer.close()
        finally:
            connection.close()


def show_in(folder: Path) -> Path:
    """A show with one briefing and its script, edited by hand."""
    import hashlib

    for name in ("briefings", "scripts", "templates"):
        (folder / name).mkdir(parents=True)
    (folder / "episode.toml").write_text('title = "Test"\nengine = "tone"\n', encoding="utf-8")
    text = "Live\n\nThe bridge at Kellmoor is open again after two weeks. Nobody was hurt.\n"
    (folder / "briefings" / "2026-11-27.txt").write_text(text, encoding="utf-8")
    sha = hashlib.sha256(text.encode()).hexdigest()
    (folder / "scripts" / "2026-11-27.md").write_text(SCRIPT.format(sha=sha), encoding="utf-8")
    return folder


@contextmanager
def serving(folder: Path, *more: str, script: str = "scripts/2026-11-27.md", env: Mapping[str, str] | None = None) -> Iterator[Studio]:
    words = [str(PROGRAM), "studio", script, "--no-open", *more]
    around = {**os.environ, **(env or {})}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=folder, env=around) as process:
        try:
            assert process.stdout is not None
            printed = ""
            while not (found := re.search(r"http://127\.0\.0\.1:(\d+)/([\w-]+)/", printed)):
                line = process.stdout.readline()
                assert line, process.stderr.read() if process.stderr else ""
                printed += line
            yield Studio(process, int(found[1]), found[2], folder)
        finally:
            process.kill()


@pytest.fixture
def studio(tmp_path: Path) -> Iterator[Studio]:
    with serving(show_in(tmp_path / "show")) as running:
        yield running
