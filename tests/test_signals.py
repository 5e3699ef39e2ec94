"""Tests that interrupt a command do so wherever they are run: behind a shell's `&` and under `nohup`, too."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

IGNORED = """
import signal, subprocess, sys
for name in ("SIGINT", "SIGHUP", "SIGTERM"):
    signal.signal(getattr(signal, name), signal.SIG_IGN)
import tests.conftest
child = "import signal; print(*(signal.getsignal(getattr(signal, name)) is signal.SIG_IGN for name in ('SIGINT', 'SIGHUP', 'SIGTERM')))"
signal.raise_signal(signal.SIGINT)  # which is ignored here still
print(subprocess.run([sys.executable, "-c", child], capture_output=True, text=True, check=True).stdout, end="")
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals")
def test_what_a_test_starts_can_be_interrupted_though_the_shell_ignores_it() -> None:
    done = subprocess.run([sys.executable, "-c", IGNORED], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stderr, done.stdout) == ("", "False False False\n")
