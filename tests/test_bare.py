"""A machine with nothing but Python and this package: no shell's settings, no programs on PATH, no espeak, no ffmpeg, no home to write in."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROGRAM

ROOT = Path(__file__).resolve().parents[1]
DAY = "Mayor Ada Stone said that the north bridge would open again on Friday. It was closed for two years.\n"
BWRAP = shutil.which("bwrap")


def bare(*options: str | Path) -> list[str | Path]:
    """A command that runs what follows in a root of its own: libraries and Python, an empty /tmp, no /bin, no /etc and so no user, no network."""
    binary = Path(sys.executable).resolve()
    python = [Path(sys.base_prefix)] if Path(sys.base_prefix) != Path("/usr") else [binary, *Path("/usr/local/lib").glob("python3*")]
    needed = [Path("/lib"), Path("/lib64"), Path("/usr/lib"), *python, Path(sys.prefix).resolve(), Path(sys.prefix), ROOT]
    bound = [word for path in dict.fromkeys(needed) if path.exists() for word in ("--ro-bind", path, path)]
    return [BWRAP or "bwrap", "--unshare-all", "--die-with-parent", "--tmpfs", "/tmp", *bound, "--proc", "/proc", "--dev", "/dev", *options]


def works() -> bool:
    """Whether bubblewrap is here and may do so."""
    return BWRAP is not None and not subprocess.run([*bare(), sys.executable, "-c", ""], capture_output=True, check=False).returncode


needs_bwrap = pytest.mark.skipif(not works(), reason="needs bubblewrap, and the right to use it")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the user stands: it can be written."""
    (tmp_path / "work").mkdir(mode=0o777)
    (tmp_path / "home/work").mkdir(parents=True)
    (tmp_path / "work/day.txt").write_text(DAY, encoding="utf-8")
    return tmp_path / "work"


def run(folder: Path, *words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """The command, with these variables only, the user's home read-only."""
    home: list[str | Path] = ["--ro-bind", folder.parent / "home", "/editor", "--bind", folder, "/editor/work", "--chdir", "/editor/work"]
    around = [word for name, value in {"PYTHONPATH": str(ROOT), **env}.items() for word in ("--setenv", name, value)]
    whole = [*bare(*home, "--uid", "1000", "--gid", "1000", "--clearenv", *around), sys.executable, PROGRAM, *words]
    return subprocess.run(whole, capture_output=True, text=True, timeout=120, stdin=subprocess.DEVNULL, check=False)


@needs_bwrap
def test_an_episode_is_made_by_the_default_voice(folder: Path) -> None:
    done = run(folder, "build", "day.txt", "--date", "2026-11-27", EPISODE_CACHE="/tmp/cache")
    assert (done.returncode, done.stderr) == (0, "")
    assert "pyttsx3:" in done.stdout
    assert (folder / "output/2026-11-27/episode.mp3").stat().st_size > 50_000


@needs_bwrap
@pytest.mark.parametrize("env", [{"HOME": "/editor"}, {}])
def test_without_a_home_that_can_be_written_one_line_says_what_to_do(folder: Path, env: dict[str, str]) -> None:
    done = run(folder, "build", "day.txt", "--engine", "tone", **env)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.count("\n") == 1
    assert "Set EPISODE_CACHE to a folder that can be written." in done.stderr
    assert not (folder / "output/2026-11-27").exists()
    examined = run(folder, "doctor", **env)
    assert examined.returncode == 0, examined.stderr
    assert "Set EPISODE_CACHE to a folder that can be written." in examined.stdout


@needs_bwrap
def test_nobody_without_a_home_can_list_voices(folder: Path) -> None:
    done = run(folder, "voices", "--engine", "tone", EPISODE_CACHE="/tmp/cache")
    assert done.returncode == 0, done.stderr
    assert "tone:low" in done.stdout
