"""`episode watch` builds again on every save, and a mistake does not end it."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

from tests.conftest import PROGRAM
from tests.studio.conftest import show_in


def test_a_save_is_built_and_a_mistake_is_told(tmp_path: Path) -> None:
    show = show_in(tmp_path / "show")
    script = show / "scripts" / "2026-11-27.md"
    with subprocess.Popen([str(PROGRAM), "watch"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=show) as process:
        try:
            assert process.stdout is not None
            assert "spoken" in process.stdout.readline()
            text = script.read_text(encoding="utf-8")
            script.write_text(text.replace("two weeks", "ten weeks"), encoding="utf-8")
            assert "1 spoken" in process.stdout.readline()
            script.write_text("---\nbroken", encoding="utf-8")
            assert "scripts/2026-11-27.md:1: the header has no end" in process.stdout.readline()
            script.write_text(text, encoding="utf-8")
            assert "output/2026-11-27: 0 spoken" in process.stdout.readline()
            process.send_signal(signal.SIGINT)
            assert process.wait(30) == 0
        finally:
            process.kill()


def test_the_command_line_loads_no_server() -> None:
    code = "import sys, pipeline.cli; print(*(name for name in ('starlette', 'uvicorn', 'watchfiles', 'anyio') if name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "\n"
