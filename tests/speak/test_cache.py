"""The cache: found again, never mistaken, mended when damaged, shared."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import EngineError
from pipeline.model import Clip, Utterance
from pipeline.speak import cache, speak
from tests.speak.helpers import ANCHOR, REPO, linux_only, samples, utterances

HELLO = Utterance(1, "Good evening and welcome.", "tone", 160)


def one(utterance: Utterance, folder: Path) -> Clip:
    (clip,) = speak([utterance], cache_dir=folder)
    return clip


def test_what_was_said_before_comes_from_the_cache(tmp_path: Path) -> None:
    first, second = one(HELLO, tmp_path), one(replace(HELLO, number=7), tmp_path)
    assert (first.cached, second.cached) == (False, True)
    assert first == replace(second, number=1, cached=False)
    assert tmp_path in first.path.parents


@pytest.mark.parametrize("change", [{"voice": "tone:low"}, {"rate_wpm": 161}, {"text": "Good evening and welcome!"}])
def test_whatever_changes_the_sound_is_a_new_clip(tmp_path: Path, change: dict[str, str]) -> None:
    first, second = one(HELLO, tmp_path), one(replace(HELLO, **change), tmp_path)  # type: ignore[arg-type]
    assert not second.cached
    assert second.path != first.path


def test_another_version_of_an_engine_is_another_key() -> None:
    keys = {cache.key(*parts) for parts in (("a 1", "v", 160, "x"), ("a 2", "v", 160, "x"), ("a 1v", "", 160, "x"), ("a 1", "v", 16, "0x"))}
    assert len(keys) == 4


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "other"])
def test_a_damaged_clip_is_made_again(tmp_path: Path, damage: str) -> None:
    first = one(HELLO, tmp_path)
    whole = first.path.read_bytes()
    middle = len(whole) // 2
    first.path.write_bytes(
        {"cut": whole[:-100], "flipped": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :], "empty": b"", "other": b"{}"}[
            damage
        ]
    )
    again = one(HELLO, tmp_path)
    assert not again.cached
    assert again.path.read_bytes() == whole
    assert one(HELLO, tmp_path).cached


def test_nothing_unfinished_is_left_behind(tmp_path: Path) -> None:
    speak(utterances(5, "tone"), cache_dir=tmp_path)
    assert len(list(tmp_path.rglob("*.wav"))) == 5
    assert list((tmp_path / "parts").iterdir()) == []


def test_what_a_killed_build_left_is_swept_away_after_a_day(tmp_path: Path) -> None:
    for name, age_s in (("old", cache.STALE_S + 60), ("new", 60)):
        folder = tmp_path / "parts" / name
        folder.mkdir(parents=True)
        (folder / "x.wav").touch()
        now = folder.stat().st_mtime
        os.utime(folder, (now - age_s, now - age_s))
    one(HELLO, tmp_path)
    assert [folder.name for folder in (tmp_path / "parts").iterdir()] == ["new"]


@pytest.mark.skipif(os.name != "posix", reason="a folder below a file")
def test_a_cache_that_cannot_be_written_is_named_with_the_remedy(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EngineError, match="EPISODE_CACHE") as caught:
        one(HELLO, tmp_path / "file" / "cache")
    assert caught.value.where == str(tmp_path / "file" / "cache")


def test_a_cache_that_can_only_be_read_still_serves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one(HELLO, tmp_path)

    def refuse(*args: object, **options: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    for where, name in ((Path, "mkdir"), (os, "utime"), (tempfile, "mkstemp")):
        monkeypatch.setattr(where, name, refuse)
    assert one(HELLO, tmp_path).cached


def test_the_environment_names_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPISODE_CACHE", str(tmp_path / "here"))
    assert tmp_path / "here" in speak([HELLO])[0].path.parents
    monkeypatch.setenv("EPISODE_CACHE", "memory://clips")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "own"))
    assert tmp_path / "own" in speak([HELLO])[0].path.parents
    monkeypatch.delenv("EPISODE_CACHE")
    assert cache.default_folder().is_absolute()


@linux_only
def test_two_builds_at_once_share_a_cache(tmp_path: Path) -> None:
    script = (
        f"import sys; sys.path.insert(0, {str(REPO)!r})\n"
        "from pathlib import Path\n"
        "from pipeline.speak import speak\n"
        "from tests.speak.helpers import utterances, ANCHOR\n"
        f"clips = speak(utterances(40, ANCHOR), cache_dir=Path({str(tmp_path)!r}))\n"
        "print([clip.number for clip in clips] == list(range(1, 41)))\n"
    )
    answers: list[str] = []

    def run() -> None:
        answers.append(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=120).stdout)

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["True\n"] * 2
    clips = speak(utterances(40, ANCHOR), cache_dir=tmp_path)
    assert all(clip.cached for clip in clips)
    assert [len(samples(clip.path)[1]) for clip in clips] == [clip.frames for clip in clips]
