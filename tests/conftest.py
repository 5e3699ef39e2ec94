"""What all tests share: golden files, and a machine of their own (no user's cache, no show from outside)."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from pipeline import remedies

# How fast an example runs is the benchmark's matter: on a busy machine no test fails for its time.
settings.register_profile("episode", deadline=None)
settings.load_profile("episode")

# A shell without job control starts what is behind `&` with Ctrl-C ignored, `nohup` with SIGHUP: each program that is started inherits that, and a test
# that interrupts one would wait for ever. What is handled here, by doing nothing, is not ignored there.
for _name in ("SIGINT", "SIGHUP", "SIGTERM"):
    if (_number := getattr(signal, _name, None)) is not None and signal.getsignal(_number) is signal.SIG_IGN:
        signal.signal(_number, lambda *_: None)

GOLDEN = Path(__file__).parent / "golden"

PROGRAM = Path(sys.executable).with_name("episode")
"""The installed command."""

Golden = Callable[[str, str], None]
"""`golden("name.ext", text)`: the text must be what the golden file holds."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew instead of comparing with them")


def pytest_configure(config: pytest.Config) -> None:
    """Tests speak into a cache of their own, and no setting of the caller's shell and no voice that a user installed reaches them."""
    for name in ("EPISODE_SHOW", "EPISODE_VOICES", "NO_COLOR", "FORCE_COLOR"):
        os.environ.pop(name, None)
    if not hasattr(config, "workerinput"):  # the workers of pytest-xdist inherit it
        os.environ["EPISODE_CACHE"] = tempfile.mkdtemp(prefix="episode-test-cache-")
        os.environ["XDG_DATA_HOME"] = str(Path(os.environ["EPISODE_CACHE"]) / "data")


def pytest_unconfigure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ["EPISODE_CACHE"], ignore_errors=True)


def pytest_runtest_teardown() -> None:
    """The next test is run by no command, whichever this one called within the process."""
    remedies.of_command(frozenset(), {})


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Compare a text with `tests/golden/NAME`; `pytest --update-golden` writes it instead."""
    update = bool(request.config.getoption("--update-golden"))

    def check(name: str, text: str) -> None:
        file = GOLDEN / name
        if update:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", newline="\n")
            return
        assert file.exists(), f"{file} is not there: run pytest --update-golden, and read what it wrote"
        assert text == file.read_text(encoding="utf-8"), f"differs from {file}: if it should, run pytest --update-golden"

    return check


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Standard output, which must hold one JSON document and nothing else."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True)
class Episode:
    """The real command, run from outside in a folder of its own."""

    folder: Path

    def __call__(
        self, *words: str | Path, stdin: bytes = b"", env: Mapping[str, str] | None = None, cwd: Path | None = None, **more: Any
    ) -> Ran:
        done = subprocess.run(
            [PROGRAM, *words],
            input=stdin,
            capture_output=True,
            timeout=120,
            cwd=cwd or self.folder,
            env={**os.environ, **(env or {})},
            check=False,
            **more,
        )
        return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


@pytest.fixture
def episode(tmp_path: Path) -> Episode:
    """`episode("build", "x.txt", "--json")` runs the installed command in an empty folder."""
    return Episode(tmp_path)
