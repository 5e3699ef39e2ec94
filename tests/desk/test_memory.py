"""What a show remembers when several builds end at the same moment: real processes, and nothing of any of them is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from pipeline.desk import memory
from pipeline.desk.show import Show
from tests.conftest import PROGRAM

KEEPER = """
import datetime as dt, sys
from pathlib import Path
from pipeline import read
from pipeline.desk import memory, past
from pipeline.desk.show import Show
show, name, at = Show(folder=Path(sys.argv[1])), sys.argv[2], Path(sys.argv[1]) / "go"
while not at.exists():
    pass
for n in range(12):
    briefing = read.read(f"The mill {name} was sold to baker {n} from the next valley.".encode(), f"{name}-{n}.txt")
    past.keep(show, dt.date(2026, 11, 27), "briefing", briefing, [briefing.updates[0].paragraphs[0].source])
    memory.remember(show, memory.TURNS, {f"{name}{n}": "tone:tone"})
"""


def test_editions_that_end_at_the_same_moment_are_all_remembered(tmp_path: Path) -> None:
    names = [f"k{n}" for n in range(4)]
    keepers = [subprocess.Popen([sys.executable, "-c", KEEPER, str(tmp_path), name]) for name in names]
    (tmp_path / "go").touch()
    assert [keeper.wait(timeout=120) for keeper in keepers] == [0] * len(names)
    editions = json.loads((tmp_path / ".episode/told.json").read_text(encoding="utf-8"))["editions"]
    assert {each["briefing"] for each in editions} == {f"{name}-{n}.txt" for name in names for n in range(12)}
    assert memory.recall(Show(folder=tmp_path), memory.TURNS).keys() == {f"{name}{n}" for name in names for n in range(12)}


def test_a_lock_whose_holder_was_killed_stops_nobody(tmp_path: Path) -> None:
    holder = (
        "import sys, pathlib\nfrom pipeline.desk import locking\n"
        "with locking.alone(pathlib.Path(sys.argv[1])):\n    print('in', flush=True)\n    sys.stdin.read()\n"
    )
    held = subprocess.Popen([sys.executable, "-c", holder, str(tmp_path / ".episode")], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert held.stdout is not None
    assert held.stdout.readline() == b"in\n"
    held.kill()
    held.communicate(timeout=60)
    memory.remember(Show(folder=tmp_path), memory.TURNS, {"stone": "tone:tone"})
    assert memory.recall(Show(folder=tmp_path), memory.TURNS) == {"stone": "tone:tone"}


def test_two_builds_at_once_remember_both(tmp_path: Path) -> None:
    (tmp_path / "episode.toml").write_text('engine = "tone"\n')
    (tmp_path / "briefings").mkdir()
    for name in ("2026-11-27-morning", "2026-11-27-evening"):
        (tmp_path / f"briefings/{name}.txt").write_text(f"The mill of {name} was sold to a baker from the next valley.\n", encoding="utf-8")
    builds = [
        subprocess.Popen([str(PROGRAM), "build", "-q", f"briefings/2026-11-27-{part}.txt"], cwd=tmp_path) for part in ("morning", "evening")
    ]
    assert [build.wait(timeout=120) for build in builds] == [0, 0]
    editions = json.loads((tmp_path / ".episode/told.json").read_text(encoding="utf-8"))["editions"]
    assert len(editions) == 2
