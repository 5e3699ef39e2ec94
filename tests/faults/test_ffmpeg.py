"""An ffmpeg that is not there, dies with half a file written, or hangs: the earlier episode stands, and the next build ends as ever."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from pipeline.mix import ffmpeg
from tests.faults.conftest import BLOG, Home, refused, stands

pytestmark = pytest.mark.skipif(os.name != "posix", reason="scripts for a POSIX shell")

CHANGED = BLOG.replace("two years", "three years")
HURRY = {"EPISODE_PATIENCE": "0.01"}
"""ffmpeg's usual two minutes, for a test."""

SCRIPTS = {
    "dies after 20 kB": 'head -c 20000 | "$REAL" "$@"; kill -9 $$',
    "dies at the end": '"$REAL" "$@"; kill -9 $$',
    "hangs": "exec sleep 600",
    "hangs in a child": "sleep 600; exit 0",
    "hangs after 20 kB": 'head -c 20000 | "$REAL" "$@"; exec sleep 600',
}


def a_script(folder: Path, what: str) -> dict[str, str]:
    """The environment in which that stands for ffmpeg. It answers for its version as ffmpeg does."""
    script = folder / "ffmpeg-at-fault"
    script.write_text(f'#!/bin/sh\nREAL={ffmpeg.find()!r}\ncase "$*" in *-version) exec "$REAL" "$@";; esac\n{what}\n')
    script.chmod(0o755)
    return {"EPISODE_FFMPEG": str(script), **(HURRY if "hangs" in what or "sleep" in what else {})}


def test_the_earlier_episode_stands_whatever_ffmpeg_does(home: Home, good: tuple[bytes, dict[str, Any]], tmp_path: Path) -> None:
    assert home.build().code == 0
    before = home.state()
    home.news(CHANGED)
    home.script.unlink()
    del before[f"scripts/{home.script.name}"]
    before[f"briefings/{home.script.stem}.txt"] = CHANGED.encode()
    refused(home.build(env={"EPISODE_FFMPEG": "/nowhere/ffmpeg"}), "EPISODE_FFMPEG: ", "Install ffmpeg")
    stands(home, before)
    for name, what in SCRIPTS.items():
        began = time.monotonic()
        done = home.build(env=a_script(tmp_path, what))
        line = refused(done, f"episode: output/{home.script.stem}/episode.mp3: ffmpeg")
        stands(home, before)
        if "hangs" in name:
            assert "was not done after" in line, name
            assert "EPISODE_PATIENCE" in line, name
            assert time.monotonic() - began < 60
        else:
            assert "ffmpeg was ended by signal 9. Build again" in line, name
    home.news(BLOG)
    home.script.unlink(missing_ok=True)
    assert home.build().code == 0
    assert home.outcome() == good
