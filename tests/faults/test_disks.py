"""A disk that is full or read-only, files from the future, two builds at once: nothing is lost, and the next build ends as ever."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import PROGRAM, Episode
from tests.faults.conftest import BLOG, LIMIT_S, NAME, Home, a_home, refused, stands

CHANGED = BLOG.replace("two years", "three years")
DAYS_S = 3 * 24 * 3600


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 4 MB of its own, where the system lets us mount one."""
    folder = tmp_path / "disk"
    folder.mkdir()
    if not sys.platform.startswith("linux") or os.geteuid() != 0:
        pytest.skip("only root can mount a small disk")
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", folder], capture_output=True, check=False).returncode:
        pytest.skip("mounting is not permitted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def on_disk(disk: Path, cache: Path) -> Home:
    """A show on it, its cache elsewhere, with an episode, and news since."""
    home = a_home(disk / "show")
    home = Home(home.folder, {"EPISODE_CACHE": str(cache)})
    assert home.build().code == 0
    home.news(CHANGED)
    home.script.unlink()
    return home


@contextlib.contextmanager
def filled(disk: Path, free: int) -> Iterator[None]:
    """So many bytes are free on the disk."""
    with (disk / "fill").open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(bytes(4096)):
            pass
    left = (disk / "fill").stat().st_size - free
    os.truncate(disk / "fill", left)
    try:
        yield
    finally:
        (disk / "fill").unlink()


def test_a_full_disk_costs_nothing_that_stands(disk: Path, tmp_path: Path, good: tuple[bytes, dict[str, Any]]) -> None:
    home = on_disk(disk, tmp_path / "cache")
    before = home.state()
    for free in (0, 60_000):
        with filled(disk, free):
            line = refused(home.build(), "ake room")
            assert "disk is full" in line or "No space left" in line
        stands(home, before)
        home.script.unlink(missing_ok=True)  # written before the disk was full: whole
    home.news(BLOG)
    assert home.build().code == 0
    assert home.outcome() == good


def test_a_full_disk_where_it_is_published(disk: Path, tmp_path: Path) -> None:
    home = a_home(tmp_path / "show")
    with (home.folder / "episode.toml").open("a", encoding="utf-8") as file:
        file.write('[feed]\nurl = "https://example.org/"\ndescription = "News."\n')
    assert home.build().code == 0
    episode = Episode(home.folder)
    (home.folder / "web").symlink_to(disk)
    with filled(disk, 60_000):
        line = refused(episode("publish", "--quiet", "--unchecked", "--out", "web"), "the disk is full. Make room, and publish again")
        assert line.startswith("episode: web/2026-11-27/")
        assert not (disk / "feed.xml").exists()
    assert episode("publish", "--quiet", "--unchecked", "--out", "web").code == 0
    assert not [path for path in disk.rglob("*") if path.name.endswith(".partial")]


def test_a_disk_that_turned_read_only(disk: Path, tmp_path: Path, good: tuple[bytes, dict[str, Any]]) -> None:
    home = on_disk(disk, tmp_path / "cache")
    before = home.state()
    subprocess.run(["mount", "-o", "remount,ro", disk], check=True)
    try:
        refused(home.build(), "the disk is read-only", "write elsewhere with --out")
        stands(home, before)
    finally:
        subprocess.run(["mount", "-o", "remount,rw", disk], check=True)
    home.news(BLOG)
    assert home.build().code == 0
    assert home.outcome() == good


def test_files_of_the_future_make_no_difference(home: Home, good: tuple[bytes, dict[str, Any]]) -> None:
    """The clock was set back: what was made and cached seems to be of the day after tomorrow."""
    assert home.build().code == 0
    future = time.time() + DAYS_S
    for path in [*home.folder.rglob("*"), *Path(home.env["EPISODE_CACHE"]).rglob("*")]:
        os.utime(path, (future, future))
    unchanged = home.build("--json")
    assert unchanged.json["unchanged"], unchanged.err
    mine = home.script.read_text(encoding="utf-8").replace("two years", "three years")
    home.script.write_text(mine, encoding="utf-8")
    assert home.build("--json").json["unchanged"] is False
    assert "three years" in (home.made / "transcript.vtt").read_text(encoding="utf-8")
    home.script.unlink()
    again = home.build("--json")
    assert (again.code, again.json["spoken"]) == (0, 0), again.err
    assert home.outcome() == good


def at_once(home: Home, *runs: tuple[str, ...]) -> list[tuple[int, str]]:
    """Exit code and standard error of builds that begin at the same moment."""
    begun = [
        subprocess.Popen([PROGRAM, "build", "--quiet", *words], cwd=home.folder, env=home.environment(), stderr=subprocess.PIPE, text=True)
        for words in runs
    ]
    ended = [process.communicate(timeout=LIMIT_S)[1] for process in begun]
    return [(process.returncode, err) for process, err in zip(begun, ended, strict=True)]


def test_two_builds_of_a_day_at_once(home: Home, good: tuple[bytes, dict[str, Any]]) -> None:
    ended = at_once(home, (), ())
    assert 0 in [code for code, _ in ended], ended
    for code, err in ended:
        assert (code, err) == (0, "") or (
            code == 1 and err.count("\n") == 1 and f"{NAME} is being made by another build. Wait until it is done." in err
        )
    assert home.outcome() == good
    stands(home, {})


def by_format(home: Home) -> dict[str, bytes]:
    """Format → sound. Whichever began first has the folder that is named by the date alone."""
    records = {json.loads(path.read_text(encoding="utf-8"))["format"]: path for path in (home.folder / "output").glob("*/episode.json")}
    return {form: path.with_name("episode.mp3").read_bytes() for form, path in records.items()}


def test_two_formats_of_a_day_at_once(home: Home, tmp_path: Path) -> None:
    formats = (("--format", "briefing"), ("--format", "story"))
    one_by_one = a_home(tmp_path / "calm")
    for words in formats:
        assert one_by_one.build(*words).code == 0
    assert at_once(home, *formats) == [(0, ""), (0, "")]
    assert by_format(home) == by_format(one_by_one)
    stands(home, {})
