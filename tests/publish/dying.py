"""A process that publishes and is killed at a step, once for each step that there is: `python -m tests.publish.dying KIND HOME BEFORE WORK`.

Each run starts from a copy of the folder BEFORE, as WORK/N, and dies by SIGKILL at its Nth file operation; the last one lives. A process is
forked for each from one that does nothing else.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from pipeline.publish.release import Keep, release
from pipeline.publish.remote import Remote
from pipeline.publish.target import Folder, Target
from tests.publish.shelf import CHANNEL, NOW, draft

OPERATIONS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.listdir", "os.scandir", "os.truncate"})
"""Python's audit events of file operations."""
MOST = 400


def target_of(kind: str, to: Path) -> Target:
    """A folder, or the same by way of fsspec."""
    return Folder(to) if kind == "folder" else Remote(f"local://{to}")


def publish(home: Path, to: Target) -> None:
    """What the killed process does: a new episode, a corrected one, one withdrawn, one that is too old."""
    folders = [path for path in sorted(home.iterdir()) if path.name != "2026-11-25"]
    release(CHANNEL, [draft(path) for path in folders], to, now=NOW, gone=frozenset({"2026-11-25"}), keep=Keep(episodes=2))


def die_at(step: int, place: str) -> None:
    """Kill this very process, without a chance to tidy up, at its `step`th operation below `place`."""
    left = step

    def hook(event: str, given: tuple[Any, ...]) -> None:
        nonlocal left
        if event in OPERATIONS and given and str(given[0]).startswith(place):
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def main(kind: str, home: Path, before: Path, work: Path) -> None:
    target_of(kind, work)  # what is imported is imported before anybody dies
    for step in range(1, MOST):
        to = work / f"{step}"
        shutil.copytree(before, to)
        child = os.fork()
        if not child:
            die_at(step, str(to))
            publish(home, target_of(kind, to))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if not status:
            return
        if os.WTERMSIG(status) != signal.SIGKILL:
            raise SystemExit(f"step {step}: status {status}")
    raise SystemExit("it never ends")


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:]))
