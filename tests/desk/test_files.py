from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.desk import claims, files, holding
from pipeline.errors import PublishError, ScriptError


def listed(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_a_file_appears_whole_and_alone(tmp_path: Path) -> None:
    files.write(tmp_path / "deep" / "a.txt", "“new”\n")
    files.write(tmp_path / "deep" / "a.txt", "newer\n")
    assert (tmp_path / "deep" / "a.txt").read_bytes() == b"newer\n"
    assert listed(tmp_path) == ["deep", "deep/a.txt"]


def test_a_new_file_has_the_users_permissions(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        files.write(tmp_path / "a", "x")
    finally:
        os.umask(before)
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o640


def test_a_failed_write_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files.write(tmp_path / "a", "old")

    def full(fd: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ScriptError, match=r"a: the disk is full\. Make room"):
        files.write(tmp_path / "a", "new", ScriptError)
    assert (tmp_path / "a").read_text() == "old"
    assert listed(tmp_path) == ["a"]


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("x")
    with pytest.raises(PublishError, match="a file stands where a folder should be"):
        files.write(tmp_path / "out" / "a.txt", "x")
    with pytest.raises(PublishError, match="a file stands where a folder should be"), claims.staging(tmp_path / "out" / "day", {}):
        pass
    assert listed(tmp_path) == ["out"]


def test_what_is_put_by_is_numbered(tmp_path: Path) -> None:
    for text in ("one", "two", "three"):
        (tmp_path / "a.md").write_text(text)
        files.put_by(tmp_path / "a.md")
    there = {path.name: path.read_text() for path in tmp_path.iterdir()}
    assert there == {"a.md": "three", "a.md.bak": "one", "a.md.bak2": "two", "a.md.bak3": "three"}  # nobody who reads it meets none


def test_where_it_cannot_be_put_by_no_half_of_it_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: Path) -> bytes:
        raise OSError(errno.ENOSPC, "No space left on device")

    (tmp_path / "a.md").write_text("one")
    monkeypatch.setattr(Path, "read_bytes", refused)
    with pytest.raises(PublishError, match=r"a\.md: the disk is full"):
        files.put_by(tmp_path / "a.md")
    assert listed(tmp_path) == ["a.md"]


def test_where_the_new_one_cannot_be_written_the_old_one_is_back(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("mine")

    def interrupted() -> None:
        with files.room_for(tmp_path / "a.html", [b"ours"]):
            (tmp_path / "a.html").write_text("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a.html": "mine"}


def test_a_staged_folder_is_gone_afterwards(tmp_path: Path) -> None:
    target = tmp_path / "new" / "out" / "day"

    def interrupted() -> None:
        with claims.staging(target, {}) as desk:
            (desk / "a").write_text("half")
            assert desk.parent == target.parent
            assert claims.claimed(target) is not None
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert listed(tmp_path) == []


def test_moving_in_keeps_what_is_not_ours(tmp_path: Path) -> None:
    target = tmp_path / "day"
    target.mkdir()
    (target / "a").write_text("old")
    (target / "notes").write_text("mine")
    with claims.staging(target, {}) as desk:
        (desk / "a").write_text("new")
        claims.move_in(desk, target)
    assert {path.name: path.read_text() for path in target.iterdir()} == {"a": "new", "notes": "mine"}
    assert listed(tmp_path) == ["day", "day/a", "day/notes"]


@pytest.mark.parametrize("why", [OSError(errno.EPERM, "Operation not permitted"), KeyboardInterrupt()], ids=["locked", "interrupted"])
def test_where_one_file_cannot_be_moved_in_all_are_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, why: BaseException
) -> None:
    """A player holds the sound that is to be replaced, or somebody interrupts."""
    target = tmp_path / "day"
    (target / "stems").mkdir(parents=True)
    for name in ("a", "m.mp3", "record", "stems/1.wav", "notes"):
        (target / name).write_text("old")
    before = {name: (target / name).read_text() for name in listed(target) if "." in name or name in "a record notes".split()}
    plain = Path.replace

    def refusing(self: Path, to: Path) -> Path:
        if self.name == "z.mp3" and self.parent != target:
            raise why
        return plain(self, to)

    monkeypatch.setattr(Path, "replace", refusing)

    def build() -> None:
        with claims.staging(target, {}) as desk:
            (desk / "stems").mkdir()
            for name in ("a", "b", "m.mp3", "record", "stems/2.wav", "z.mp3"):
                (desk / name).write_text("new")
            claims.move_in(desk, target, last="record")

    with pytest.raises((PublishError, KeyboardInterrupt)) as refused:
        build()
    assert isinstance(refused.value, KeyboardInterrupt) or str(refused.value).startswith(f"{target / 'z.mp3'}: ")
    assert {name: (target / name).read_text() for name in listed(target) if (target / name).is_file()} == before
    assert listed(tmp_path) == ["day", *(f"day/{name}" for name in listed(target))]


def test_two_builds_of_one_folder_do_not_meet(tmp_path: Path) -> None:
    with claims.staging(tmp_path / "day", {}) as desk:
        with pytest.raises(PublishError, match="being made by another build"), claims.staging(tmp_path / "day", {}):
            pass
        assert desk.is_dir()
    assert listed(tmp_path) == []


def test_what_a_killed_build_left_is_taken_over(tmp_path: Path) -> None:
    left = tmp_path / ".day.partial"
    left.mkdir()
    (left / "half.mp3").write_text("x")
    (left / claims.CLAIM).write_text(json.dumps({"pid": 2**22 + 1}))
    with claims.staging(tmp_path / "day", {}) as desk:
        assert [path.name for path in desk.iterdir()] == [claims.CLAIM]
    assert listed(tmp_path) == []


KILLED = """
import json, os, pathlib, sys
from pipeline.desk import claims, files, holding
with claims.staging(pathlib.Path(sys.argv[1]), {}) as desk:
    claim = json.loads((desk / claims.CLAIM).read_text())
    (desk / claims.CLAIM).write_text(json.dumps({**claim, "pid": int(sys.argv[2])}))  # the number of another that lives
    print("made", flush=True)
    sys.stdin.read()
"""


@pytest.mark.skipif(os.name == "nt", reason="no locks of the kind")
@pytest.mark.parametrize("who", ["this process", "its parent"])
def test_a_killed_build_whose_number_another_process_has_keeps_nobody_out(tmp_path: Path, who: str) -> None:
    pid = os.getpid() if who == "this process" else os.getppid()
    words = [sys.executable, "-c", KILLED, str(tmp_path / "day"), str(pid)]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "made\n"
        with pytest.raises(PublishError, match="being made by another build"), claims.staging(tmp_path / "day", {}):
            pass
        other.kill()
        other.wait()
    assert claims.broken_off(tmp_path / "day")
    with claims.staging(tmp_path / "day", {}) as desk:
        assert claims.claimed(tmp_path / "day") is not None
        assert desk.is_dir()
    assert listed(tmp_path) == []


def left_by_a_killed_build(folder: Path, *names: str) -> Path:
    left = claims.partial(folder)
    left.mkdir()
    for name in names:
        (left / name).write_text("half")
    (left / claims.CLAIM).write_text(json.dumps({"pid": 2**22 + 1, "held": True}))
    return left


@pytest.mark.skipif(os.name == "nt", reason="no locks of the kind")
def test_what_a_killed_build_of_another_day_left_goes_with_the_next_build_of_any(tmp_path: Path) -> None:
    half, never_made = left_by_a_killed_build(tmp_path / "day1", "half.mp3"), left_by_a_killed_build(tmp_path / "day2")
    (tmp_path / "day1").mkdir()
    with claims.staging(tmp_path / "day", {}):
        assert not half.exists()
        assert not never_made.exists()
    assert listed(tmp_path) == ["day1"]


@pytest.mark.skipif(os.name == "nt", reason="no locks of the kind")
def test_but_not_the_mark_that_an_episode_whose_files_stand_is_to_be_made_good(tmp_path: Path) -> None:
    left = left_by_a_killed_build(tmp_path / "day1")
    (tmp_path / "day1").mkdir()
    with claims.staging(tmp_path / "day", {}):
        pass
    assert left.exists()
    assert claims.broken_off(tmp_path / "day1")


@pytest.mark.skipif(os.name == "nt", reason="no locks of the kind")
def test_nor_what_a_living_build_of_another_day_makes(tmp_path: Path) -> None:
    with claims.staging(tmp_path / "day1", {}) as other:
        (other / "half.mp3").write_text("half")
        with claims.staging(tmp_path / "day", {}):
            pass
        assert (other / "half.mp3").exists()


@pytest.mark.parametrize(("whose", "is_free"), [("ours", True), ("our parent's", False), ("nobody's", True)])
def test_a_claim_of_an_older_version_goes_by_the_number_alone(tmp_path: Path, whose: str, is_free: bool) -> None:
    """Never by our own: whatever had it before is gone."""
    pid = {"ours": os.getpid(), "our parent's": os.getppid(), "nobody's": 2**22 + 1}[whose]
    left = tmp_path / ".day.partial"
    left.mkdir()
    (left / claims.CLAIM).write_text(json.dumps({"format": "briefing", "pid": pid}))
    assert (claims.claimed(tmp_path / "day") is None) == is_free


def test_where_a_disk_has_no_locks_two_builds_of_one_process_do_not_meet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "hold", lambda path: None)
    test_two_builds_of_one_folder_do_not_meet(tmp_path)


def test_a_file_where_the_folder_is_to_be_made_is_said(tmp_path: Path) -> None:
    (tmp_path / ".day.partial").touch()
    with pytest.raises(PublishError, match="day: a file stands where a folder should be"), claims.staging(tmp_path / "day", {}):
        pass
    assert listed(tmp_path) == [".day.partial"]


def test_where_a_disk_has_no_locks_what_a_killed_build_left_is_taken_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(holding, "hold", lambda path: None)
    test_what_a_killed_build_left_is_taken_over(tmp_path)


TAKER = """
import pathlib, sys
from pipeline.desk import claims, files
folder = pathlib.Path(sys.argv[1])
print("ready", flush=True)
sys.stdin.read()
made = 0
for n in range(40):
    try:
        with claims.staging(folder / f"day{n}", {}) as desk:
            (desk / sys.argv[2]).touch()
            for _ in range(50):
                assert sorted(path.name for path in desk.iterdir()) == [claims.CLAIM, sys.argv[2]]
            made += 1
    except claims.ClaimedError:
        pass
print(made, flush=True)
"""


@pytest.mark.skipif(os.name == "nt", reason="no locks of the kind")
def test_of_several_that_find_what_a_killed_build_left_one_at_a_time_has_it(tmp_path: Path) -> None:
    for n in range(40):
        (tmp_path / f".day{n}.partial").mkdir()
        (tmp_path / f".day{n}.partial" / claims.CLAIM).write_text(json.dumps({"pid": 2**22 + 1, "held": True}))
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    takers = [subprocess.Popen([sys.executable, "-c", TAKER, str(tmp_path), f"own{n}"], **pipes) for n in range(4)]  # type: ignore[call-overload]
    for taker in takers:
        assert taker.stdout.readline() == "ready\n"
    for taker in takers:
        taker.stdin.close()
    made = [taker.stdout.read() for taker in takers]
    for taker in takers:
        with taker:
            assert taker.wait(timeout=120) == 0
    assert sum(int(each) for each in made) >= 40
    assert listed(tmp_path) == []


@pytest.mark.skipif(os.name != "posix", reason="links")
@pytest.mark.parametrize("leads_to", ["nowhere", "output", "notes.txt"])
def test_a_link_that_leads_to_no_folder_is_named(tmp_path: Path, leads_to: str) -> None:
    """A disk in the network that is not mounted: what stands in the way is the link, not what would be below it."""
    (tmp_path / "notes.txt").write_text("notes")
    (tmp_path / "output").symlink_to(tmp_path / leads_to)
    with pytest.raises(PublishError, match="is a link that leads to no folder") as refused:
        files.write(tmp_path / "output" / "2026-11-27" / "a.txt", "new")
    assert refused.value.where == str(tmp_path / "output")
