"""Killed at every step, the feed that listeners see is whole, and the next run ends where it would have ended."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from lxml import etree

from pipeline.publish.release import release
from pipeline.publish.target import Folder
from tests.publish import dying
from tests.publish.shelf import CHANNEL, NOW, draft, made
from tests.publish.test_release import bytes_of, is_whole, named

ROOT = Path(__file__).parents[2]


def scene(tmp_path: Path) -> tuple[Path, Path]:
    """(the episodes at home as they are to go out, a folder as it was published before)."""
    home, before = tmp_path / "home", tmp_path / "before"
    folders = [made(home, f"2026-11-{day}", audio=f"ID3 {day}".encode(), lean=True) for day in (24, 25, 26)]
    release(CHANNEL, [draft(folder) for folder in folders], Folder(before), now=NOW)
    made(home, "2026-11-26", audio=b"ID3 corrected, and longer", lean=True)
    made(home, "2026-11-27", audio=b"ID3 27", lean=True)
    return home, before


@pytest.mark.skipif(not hasattr(__import__("os"), "fork"), reason="needs fork")
@pytest.mark.parametrize("kind", ["folder", "store"])
def test_killed_at_every_step(tmp_path: Path, kind: str) -> None:
    home, before = scene(tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "tests.publish.dying", kind, home, before, tmp_path / "work"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    runs = sorted((tmp_path / "work").iterdir(), key=lambda path: int(path.name))
    assert len(runs) > 50
    lived = bytes_of(runs.pop())
    old, new = set(named(before)), set(named(tmp_path / "work" / f"{len(runs) + 1}"))
    seen = []
    for killed in runs:
        assert is_whole(killed), killed.name
        assert etree.parse(killed / "feed.xml").findtext("channel/title") == "The Daily Story"
        seen.append("old" if set(named(killed)) == old else "new")
        assert seen[-1] == "old" or set(named(killed)) == new
        dying.publish(home, dying.target_of(kind, killed))
        assert bytes_of(killed) == lived, killed.name
    assert seen == sorted(seen, reverse=True)  # from the old feed to the new one, once
    assert {"old", "new"} == set(seen)
