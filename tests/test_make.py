"""`make natural` never fails for want of npm: it says so in one line and goes on with Piper."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline.speak.onnx_catalogue import KOKORO_ENGLISH
from tests.conftest import PROGRAM

ROOT = Path(__file__).resolve().parents[1]

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="needs make")


@pytest.fixture
def venv(tmp_path: Path) -> Path:
    """As `make natural` leaves it: nothing is to be installed."""
    folder = tmp_path / "venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").touch()
    (folder / "bin" / "episode").symlink_to(PROGRAM)
    (folder / ".natural").touch()
    return folder


def get_voices(venv: Path, npm: str, **env: str) -> subprocess.CompletedProcess[str]:
    words = ["make", "--no-print-directory", "kokoro-voices", f"VENV={venv}", f"NPM={npm}"]
    where = {**os.environ, "XDG_DATA_HOME": str(venv.parent / "data"), "TMPDIR": str(venv.parent), **env}
    return subprocess.run(words, cwd=ROOT, env=where, capture_output=True, text=True, timeout=60, check=False)


def a_program(folder: Path, script: str) -> str:
    path = folder / "npm"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


WITHOUT = "no npm here to get Kokoro's voices with: going on with Piper\n"
FAILED = "getting Kokoro's voices\nnpm did not bring Kokoro's voices (try: npm pack kokoro-js@1.2.1): going on with Piper\n"


@pytest.mark.parametrize(
    ("script", "says"),
    [
        (None, WITHOUT),
        ("echo npm error network >&2; exit 1", FAILED),
        ("exit 0", FAILED),
        ("echo rubbish > kokoro-js-1.2.1.tgz", FAILED),
    ],
)
def test_npm_missing_failing_or_bringing_rubbish_is_one_line(venv: Path, tmp_path: Path, script: str | None, says: str) -> None:
    npm = a_program(tmp_path, script) if script else "no-such-program"
    before = {path.name for path in tmp_path.iterdir()}
    done = get_voices(venv, npm)
    assert (done.returncode, done.stdout, done.stderr) == (0, says, "")
    assert {path.name for path in tmp_path.iterdir()} - before <= {"data"}
    assert not list(tmp_path.rglob("*.bin"))


def test_without_a_temporary_folder_nothing_is_written_elsewhere(venv: Path, tmp_path: Path) -> None:
    before = {path.name for path in ROOT.iterdir()}
    assert get_voices(venv, a_program(tmp_path, "touch kokoro-js-1.2.1.tgz"), TMPDIR=str(tmp_path / "none")).returncode == 0
    assert {path.name for path in ROOT.iterdir()} - before <= {".hypothesis", ".pytest_cache"}


def test_voices_that_are_there_are_not_fetched_again(venv: Path, tmp_path: Path) -> None:
    there = tmp_path / "data" / "episode" / "voices" / "kokoro-voices"
    there.mkdir(parents=True)
    for name in KOKORO_ENGLISH:
        (there / f"{name}.bin").touch()
    done = get_voices(venv, a_program(tmp_path, "touch asked; exit 1"))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert not list(tmp_path.rglob("asked"))
