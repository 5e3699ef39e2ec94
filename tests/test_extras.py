"""The commands that get what is missing: for this very Python, from any folder, and never by a name that no registry has."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import extras

ROOT = Path(__file__).resolve().parents[1]


def test_from_the_clone_and_from_elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", str(ROOT / ".venv" / "bin" / "python"))
    monkeypatch.chdir(ROOT)
    assert extras.install("chain") == ".venv/bin/python -m pip install -e '.[chain]'"
    monkeypatch.chdir(tmp_path)
    assert shlex.split(extras.install("chain")) == [str(ROOT / ".venv" / "bin" / "python"), "-m", "pip", "install", "-e", f"{ROOT}[chain]"]


def test_a_wheel_takes_the_extra_of_what_is_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extras, "_ROOT", tmp_path)
    assert extras.install("chain").endswith("-m pip install 'daily-episode[chain]'")


def test_what_is_damaged_comes_again_and_nothing_else() -> None:
    assert extras.package("part-1", "part-2", again=True).endswith("-m pip install --force-reinstall --no-deps part-1 part-2")


def test_an_environment_without_pip_is_uvs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert extras.package("s3fs").startswith("uv pip install --python ")


def test_a_folder_that_is_gone_is_no_trouble(tmp_path: Path) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    ask = f"import os; from pipeline import extras; os.chdir({str(gone)!r}); os.rmdir({str(gone)!r}); print(extras.install('chain'))"
    done = subprocess.run([sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=False)
    assert str(ROOT) in done.stdout, done.stderr


def test_no_text_has_anybody_install_it_by_name() -> None:
    texts = [
        *(ROOT / "docs").glob("*.md"),
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *(ROOT / "pipeline").rglob("*.py"),
        *(ROOT / "templates").rglob("*.*"),
    ]
    assert [path for path in texts if "install 'daily-episode" in path.read_text(encoding="utf-8")] == []
