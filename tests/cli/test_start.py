"""Starting is quick: what is heavy is loaded by the command that needs it."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

HEAVY = {"numpy", "pydub", "PIL", "pyttsx3", "jinja2", "yaml", "imageio_ffmpeg", "espeakng_loader", "rich", "multiprocessing"}

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


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["build", "--help"], ["say", "--help"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", RUN, *words], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert not set(json.loads(done.stderr.splitlines()[-1])) & HEAVY


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
