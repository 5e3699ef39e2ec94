"""Killed at any moment: the next build goes on, nothing half-made is taken for finished, and the journal says what was done."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from pipeline.desk import claims, journal
from pipeline.desk.order import Order
from pipeline.desk.show import Show
from tests.conftest import PROGRAM, Episode
from tests.desk.test_unchanged import BLOG, NAME, Notes

KILLS = 15
STEPS = 7
"""Lines that a build writes into the journal before its end."""


def a_show(folder: Path) -> Path:
    (folder / "briefings").mkdir(parents=True)
    (folder / "episode.toml").write_text('title = "Valley News"\nengine = "tone"\n')
    (folder / f"briefings/{NAME}.txt").write_text(BLOG, encoding="utf-8")
    return folder


def record(home: Path) -> dict[str, Any]:
    """The record without what differs when a build is made in several goes: times, and what came from the cache."""
    text = (home / f"output/{NAME}/episode.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(re.sub(r'"cached": (true|false)', '"cached": null', text))
    return {key: value for key, value in found.items() if key not in ("timings_s", "spoken", "cached", "files", "made_from")}


def is_whole(folder: Path) -> bool:
    """Whether a record stands there, and every file is what it says."""
    named = json.loads((folder / "episode.json").read_text(encoding="utf-8"))["files"].values()
    return all(hashlib.sha256((folder / file["name"]).read_bytes()).hexdigest() == file["sha256"] for file in named)


def lines(home: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (home / ".episode/journal.jsonl").read_text(encoding="utf-8").splitlines()]


def written(home: Path) -> int:
    """How many lines the journal has."""
    journal = home / ".episode/journal.jsonl"
    return journal.read_bytes().count(b"\n") if journal.exists() else 0


def wait_for_lines(build: subprocess.Popen[bytes], home: Path, count: int) -> None:
    """Wait until the journal has so many lines, whatever else the machine does, or the build has ended."""
    while written(home) < count and build.poll() is None:
        with contextlib.suppress(subprocess.TimeoutExpired):
            build.wait(0.002)


def test_a_build_that_is_killed_again_and_again_ends_as_one_that_is_not(tmp_path: Path) -> None:
    chance = random.Random(20261127)  # noqa: S311 - moments to kill at, not secrets
    whole, broken = a_show(tmp_path / "whole"), a_show(tmp_path / "broken")
    env = {**os.environ, "EPISODE_CACHE": str(tmp_path / "cache-whole")}
    began = time.monotonic()
    subprocess.run([PROGRAM, "build", "--quiet"], cwd=whole, env=env, check=True, timeout=100)
    took_s = time.monotonic() - began
    env["EPISODE_CACHE"] = str(tmp_path / "cache-broken")
    output = broken / "output" / NAME
    killed = 0
    for _ in range(KILLS):
        with subprocess.Popen([PROGRAM, "build", "--quiet"], cwd=broken, env=env, stderr=subprocess.DEVNULL) as build:
            wait_for_lines(build, broken, written(broken) + chance.randint(1, STEPS))
            try:
                build.wait(chance.uniform(0, took_s / STEPS))
            except subprocess.TimeoutExpired:
                build.kill()
                killed += 1
        if (output / "episode.json").exists():  # it came to its end before the blow: the others begin without it
            assert is_whole(output)
            shutil.rmtree(output)
    assert killed >= KILLS // 2
    last = subprocess.run([PROGRAM, "build", "--json"], cwd=broken, env=env, check=True, timeout=100, capture_output=True, text=True)
    assert record(broken) == record(whole)
    assert is_whole(output)
    assert (output / "episode.mp3").read_bytes() == (whole / f"output/{NAME}/episode.mp3").read_bytes()
    assert json.loads(last.stdout)["spoken"] == 0 or killed == KILLS
    assert {path.name for path in (broken / "output").iterdir()} == {path.name for path in (whole / "output").iterdir()}
    told = lines(broken)
    assert [line["event"] for line in told].count("start") == KILLS + 1
    assert told[-1]["event"] == "end"
    after_kill = subprocess.run([PROGRAM, "build"], cwd=broken, env=env, check=True, timeout=100, capture_output=True, text=True)
    assert "nothing has changed" in after_kill.stderr


@pytest.mark.parametrize("moved", [0, 1, 5])
def test_an_episode_that_was_half_moved_in_is_made_again(tmp_path: Path, episode: Episode, moved: int) -> None:
    """Killed between two renames: some files are the new ones, and the record, which comes last, is not there or is the old one."""
    home = a_show(tmp_path / "show")
    assert episode("build", "--quiet", cwd=home).code == 0
    output = home / "output" / NAME
    beside = tmp_path / "beside"
    shutil.copytree(output, beside)
    (output / "episode.json").unlink()
    for path in sorted(output.iterdir())[moved:]:
        path.unlink()
    again = episode("build", "--json", cwd=home).json
    assert (again["unchanged"], again["spoken"]) == (False, 0)
    assert is_whole(output)


def test_the_record_is_moved_in_last(tmp_path: Path) -> None:
    for name in ("a.txt", "episode.json", "z.txt"):
        (tmp_path / "beside").mkdir(exist_ok=True)
        (tmp_path / "beside" / name).touch()
    assert [path.name for path in claims.move_in(tmp_path / "beside", tmp_path / "there", last="episode.json")][-1] == "episode.json"


# ── the journal ──────────────────────────────────────────────────────────────────────────────────────────


def test_the_journal_says_what_was_done(tmp_path: Path, episode: Episode) -> None:
    home = a_show(tmp_path / "show")
    made = episode("build", "--json", cwd=home).json
    told = lines(home)
    assert [line.get("stage", line["event"]) for line in told] == [
        "start",
        "read",
        "edit",
        "write",
        "speak",
        "mix",
        "publish",
        "check",
        "end",
    ]
    assert len({line["build"] for line in told}) == 1
    assert {key: told[-1][key] for key in ("spoken", "cached", "segments")} == {key: made[key] for key in ("spoken", "cached", "segments")}
    (home / "templates").mkdir()
    (home / "templates/briefing.md.j2").write_text("{{ nobody }}")
    assert episode("build", cwd=home).code == 1
    assert (lines(home)[-1]["event"], lines(home)[-1]["kind"]) == ("error", "script")
    assert "nobody" in lines(home)[-1]["message"]


def broken_off(path: Path, pid: int, order: Order, how: str = "") -> Notes:
    """What the next build says after one that was killed while it spoke, and had this number; `how` is done to the journal's text."""
    words = "from pathlib import Path; from pipeline.desk import journal; from pipeline.desk.order import Order; from tests.desk.test_resume import Notes"
    killed = f"{words}\nimport os; journal.Journal(Path({str(path)!r}), Order({order.briefing!r}), Notes()).stage('speak'); os._exit(9)"
    assert subprocess.run([sys.executable, "-c", killed], check=False, cwd=Path(__file__).parents[2]).returncode == 9
    text = re.sub(r'"pid": \d+', f'"pid": {pid}', path.read_text(encoding="utf-8")).replace(how, "")
    path.write_text(text + '{"build": "torn', encoding="utf-8")
    watch = Notes()
    journal.Journal(path, order, watch)
    return watch


@pytest.mark.parametrize("number", [0, 1])
def test_the_next_build_says_that_the_last_one_was_broken_off(tmp_path: Path, number: int) -> None:
    """Though its number is another program's by now, or our own: in a container each build may have number 1."""
    path = tmp_path / "journal.jsonl"
    (note,) = broken_off(path, (os.getpid(), os.getppid())[number], Order("a.txt")).notes
    assert "was broken off (speak)" in note
    assert path.read_text(encoding="utf-8").splitlines()[-2] == '{"build": "torn'  # and the next line is whole
    assert len(list(tmp_path.glob("building-*"))) == 1  # that of the one that lives
    other = Notes()
    journal.Journal(path, Order("b.txt"), other)
    assert other.notes == []


def test_a_build_that_still_runs_was_not_broken_off(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    first = journal.Journal(path, Order("a.txt"), Notes())
    first.stage("speak")
    watch = Notes()
    journal.Journal(path, Order("a.txt"), watch).write("end")
    assert watch.notes == []
    first.write("error")
    assert not list(tmp_path.glob("building-*"))


def test_where_a_disk_has_no_locks_a_builds_number_has_to_do(tmp_path: Path) -> None:
    held = ', "held": true'
    assert broken_off(tmp_path / "lives.jsonl", os.getppid(), Order("a.txt"), held).notes == []
    gone = subprocess.Popen(["true"])
    gone.wait()
    assert len(broken_off(tmp_path / "gone.jsonl", gone.pid, Order("a.txt"), held).notes) == 1


def test_the_journal_stays_small_and_stops_no_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "MOST_BYTES", 5_000)
    path = tmp_path / "journal.jsonl"
    for _ in range(200):
        journal.Journal(path, Order(), Notes()).write("end")
    assert path.stat().st_size < 6_000
    assert all(json.loads(line)["event"] in ("start", "end") for line in path.read_text(encoding="utf-8").splitlines())
    (tmp_path / "file").touch()
    journal.Journal(tmp_path / "file" / "journal.jsonl", Order(), Notes()).write("end")


def test_outside_a_show_there_is_no_journal() -> None:
    made: dict[str, Any] = {"dir": "here"}
    assert journal.noted(lambda order, show, watch: made)(Order(), Show(), Notes()) is made
