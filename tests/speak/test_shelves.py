"""The cache's size: what was used longest ago goes, with what stands beside it; what a running build uses never does."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline.errors import EngineError
from pipeline.model import Clip, Utterance
from pipeline.speak import cache, running, shelves, speak
from tests.speak.helpers import REPO, utterances

DAY_S = 86_400


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if this process, which speaks in these tests, had ended."""
    monkeypatch.setattr(running, "mark", lambda cache: None)


def spoken(folder: Path, count: int = 5) -> tuple[Clip, ...]:
    return speak(utterances(count, "tone"), cache_dir=folder)


def aged(path: Path, days: float) -> None:
    """As if it had been made and used so long ago."""
    at = time.time() - days * DAY_S
    os.utime(path, (at, at))


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.rglob("*") if path.is_file() and path.parent.parent.name in ("clips", "pieces")}


@pytest.mark.usefixtures("nobody")
def test_what_was_used_longest_ago_goes_first(tmp_path: Path) -> None:
    clips = spoken(tmp_path)
    for days, clip in enumerate(reversed(clips), 1):
        aged(clip.path, days)
        look = clip.path.with_suffix(".look")
        look.write_bytes(b"what was found")
        aged(look, days)
    again = speak(utterances(1, "tone"), cache_dir=tmp_path)  # the oldest is used now
    assert again[0].cached
    size = sum(clip.path.stat().st_size for clip in clips)
    gone = shelves.trim(tmp_path, size * 2 // 3)
    left = names(tmp_path)
    assert clips[0].path.name in left
    assert {clip.path.name for clip in clips[-1:]} <= left
    assert clips[1].path.name not in left
    assert clips[1].path.with_suffix(".look").name not in left
    assert gone.left == sum(path.stat().st_size for path in tmp_path.rglob("*.wav")) + 14 * len(list(tmp_path.rglob("*.look")))
    assert gone.left <= size * 2 // 3
    assert gone.entries == 5 - len(list(tmp_path.rglob("*.wav")))


@pytest.mark.usefixtures("nobody")
def test_a_use_does_not_change_when_a_clip_was_made(tmp_path: Path) -> None:
    """A look at a clip counts as long as its time of change is what it was."""
    (clip,) = spoken(tmp_path, 1)
    aged(clip.path, 3)
    before = clip.path.stat()
    spoken(tmp_path, 1)
    after = clip.path.stat()
    assert after.st_mtime_ns == before.st_mtime_ns
    assert after.st_atime > before.st_atime + DAY_S


@pytest.mark.usefixtures("nobody")
def test_pieces_count_and_go_too(tmp_path: Path) -> None:
    (clip,) = spoken(tmp_path, 1)
    piece = tmp_path / "pieces/ab" / f"{'ab' * 32}.{'cd' * 16}.piece"
    piece.parent.mkdir(parents=True)
    piece.write_bytes(bytes(clip.path.stat().st_size))
    aged(piece, 2)
    assert shelves.info(tmp_path)["kinds"]["pieces"] == {"files": 1, "bytes": clip.path.stat().st_size}
    shelves.trim(tmp_path, clip.path.stat().st_size * 3 // 2)
    assert names(tmp_path) == {clip.path.name}


def test_what_was_found_of_texts_counts_and_goes_too(tmp_path: Path) -> None:
    found = tmp_path / "texts" / f"{'ab' * 16}.json"
    found.parent.mkdir()
    found.write_bytes(bytes(1000))
    assert shelves.info(tmp_path)["kinds"]["texts"] == {"files": 1, "bytes": 1000}
    assert shelves.clear(tmp_path, 3600).entries == 0
    aged(found, 2)
    assert shelves.clear(tmp_path, 3600).bytes == 1000
    assert not found.exists()


RUNNING = f"""
import sys
sys.path.insert(0, {str(REPO)!r})
from pathlib import Path
from pipeline.speak import speak
from tests.speak.helpers import utterances
speak(utterances(3, "tone"), cache_dir=Path(sys.argv[1]))
print("spoken", flush=True)
sys.stdin.readline()
"""


@pytest.mark.usefixtures("nobody")
@pytest.mark.parametrize("killed", [False, True])
def test_what_a_running_build_uses_stays(tmp_path: Path, killed: bool) -> None:
    others = spoken(tmp_path)[3:]
    for clip in (*others, *spoken(tmp_path, 3)):
        aged(clip.path, 2)
    with subprocess.Popen([sys.executable, "-c", RUNNING, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as build:
        assert build.stdout is not None
        assert build.stdout.readline() == b"spoken\n"
        (mark,) = (tmp_path / "running").iterdir()
        began = mark.stat().st_mtime
        os.utime(mark, (began - running.NEW_S - 1, began - running.NEW_S - 1))  # it has run for a while
        gone = shelves.clear(tmp_path)
        assert (gone.entries, gone.spared) == (2, 3)
        assert len(names(tmp_path)) == 3
        build.kill() if killed else build.communicate(b"\n")
    assert killed == mark.exists()
    assert running.oldest(tmp_path) == float("inf")
    assert not mark.exists()
    assert shelves.clear(tmp_path).entries == 3
    assert names(tmp_path) == set()


@pytest.mark.usefixtures("nobody")
def test_only_what_is_old_is_cleared(tmp_path: Path) -> None:
    clips = spoken(tmp_path)
    for clip in clips[:2]:
        aged(clip.path, 31)
    gone = shelves.clear(tmp_path, 30 * DAY_S)
    assert (gone.entries, gone.spared) == (2, 0)
    assert names(tmp_path) == {clip.path.name for clip in clips[2:]}


@pytest.mark.usefixtures("nobody")
def test_verify_finds_what_is_damaged_and_what_is_left_over(tmp_path: Path) -> None:
    clips = spoken(tmp_path)
    whole = clips[1].path.read_bytes()
    clips[1].path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    clips[2].path.with_suffix(".look").write_bytes(b"of a whole clip")
    alone = clips[3].path.with_suffix(".look")
    clips[3].path.rename(tmp_path / "elsewhere.wav")
    alone.write_bytes(b"of a clip that is gone")
    used = clips[0].path.stat().st_atime_ns
    count, damaged = shelves.verify(tmp_path)
    assert count == 3
    assert set(damaged) == {clips[1].path.name, alone.name}
    assert not clips[1].path.exists()
    assert clips[0].path.stat().st_atime_ns == used
    assert [clip.cached for clip in speak(utterances(5, "tone"), cache_dir=tmp_path)] == [True, False, True, False, True]


@pytest.mark.usefixtures("nobody")
def test_a_build_counts_only_when_there_may_be_too_much(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPISODE_CACHE", str(tmp_path))
    first = speak(utterances(3, "tone"))
    cache.settle(1.0, found=0, spoken=3)
    assert shelves.info(tmp_path)["hit_rate"] == 0
    for clip in first:
        aged(clip.path, 1)
    monkeypatch.setattr(shelves, "trim", lambda *args: pytest.fail("nothing was to be counted"))
    speak(utterances(4, "tone")[3:])
    cache.settle(1.0, found=3, spoken=1)
    monkeypatch.undo()
    assert (shelves.info(tmp_path)["builds"], shelves.info(tmp_path)["hit_rate"]) == (2, round(3 / 7, 3))


@pytest.mark.usefixtures("nobody")
def test_the_bound_comes_from_the_environment_or_the_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPISODE_CACHE", str(tmp_path))
    for clip in speak(utterances(3, "tone")):
        aged(clip.path, 1)
    cache.settle(10.0, found=0, spoken=3)
    assert len(names(tmp_path)) == 3
    monkeypatch.setenv("EPISODE_CACHE_MAX", "0.0001")
    cache.settle(10.0, found=3, spoken=0)
    assert sum(path.stat().st_size for path in tmp_path.rglob("*.wav")) <= 100_000
    for wrong in ("much", "-1", "nan"):
        monkeypatch.setenv("EPISODE_CACHE_MAX", wrong)
        with pytest.raises(EngineError, match="gigabytes"):
            cache.bound(10.0)


def test_the_list_of_builds_stays_short(tmp_path: Path) -> None:
    for n in range(400):
        shelves.settle(tmp_path, 10**9, made=0, found=n, spoken=0)
    assert (tmp_path / shelves.BUILDS).stat().st_size < 20_000
    assert shelves.info(tmp_path)["builds"] == shelves.BUILDS_KEPT


def test_a_date_or_a_role_costs_nothing_and_a_voice_everything(tmp_path: Path) -> None:
    """Numbers and gains are no part of the sound; a voice, its pace and its pitch are."""
    said = Utterance(1, "Good evening and welcome.", "tone", 160)
    speak([said], cache_dir=tmp_path)
    same = Utterance(9, said.text, "tone:tone", 160, gain_db=2.0, part=3)
    assert [clip.cached for clip in speak([same], cache_dir=tmp_path)] == [True]
    for other in (
        Utterance(1, said.text, "tone:low", 160),
        Utterance(1, said.text, "tone", 150),
        Utterance(1, said.text, "tone", 160, -2.0),
    ):
        assert [clip.cached for clip in speak([other], cache_dir=tmp_path)] == [False]
