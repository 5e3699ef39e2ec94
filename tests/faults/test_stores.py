"""A store that takes a call and never answers: the cache goes without it, and publishing says so; neither waits for ever."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from tests.conftest import PROGRAM, Ran
from tests.faults.conftest import LIMIT_S, Home, refused, stands

HURRY = {"EPISODE_PATIENCE": "0.02"}


@pytest.fixture
def dumb() -> Iterator[str]:
    """A server on loopback that accepts, reads, and says nothing."""
    pytest.importorskip("fsspec")
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen(64)
        kept: list[socket.socket] = []

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    kept.append(server.accept()[0])

        threading.Thread(target=accept, daemon=True).start()
        yield f"127.0.0.1:{server.getsockname()[1]}"
        for each in kept:
            each.close()


def test_a_cache_that_stalls_is_left_out(home: Home, good: tuple[bytes, dict[str, Any]], dumb: str) -> None:
    env = {"EPISODE_CACHE": f"ftp://{dumb}/clips", "XDG_CACHE_HOME": str(home.folder / "own-cache"), **HURRY}
    began = time.monotonic()
    done = subprocess.run(
        [PROGRAM, "build"], cwd=home.folder, env=home.environment(env), capture_output=True, text=True, timeout=LIMIT_S, check=False
    )
    assert done.returncode == 0, done.stderr
    assert f"the shared cache ftp://{dumb}/clips is left out: it does not answer within 0.6 s" in done.stderr
    assert time.monotonic() - began < 60  # at its end nobody waits for the threads that still hang
    assert home.outcome() == good


def test_a_store_to_publish_to_that_stalls_is_named(home: Home, dumb: str) -> None:
    settings = home.folder / "episode.toml"
    settings.write_text(settings.read_text() + '[feed]\nurl = "https://valley.example/podcast/"\n')
    assert home.build().code == 0
    before = home.state()
    began = time.monotonic()
    done = subprocess.run(
        [PROGRAM, "publish", "--out", f"ftp://{dumb}/podcast"],
        cwd=home.folder,
        env=home.environment(HURRY),
        capture_output=True,
        timeout=LIMIT_S,
        check=False,
    )
    refused(Ran(done.returncode, "", done.stderr.decode()), f"ftp://{dumb}/podcast", "no answer within 2.4 s", "Check the address")
    assert time.monotonic() - began < 60
    stands(home, before)
