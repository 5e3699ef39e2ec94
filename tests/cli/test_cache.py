"""`episode cache`: what it says, what it clears away, what it checks."""

from __future__ import annotations

import re
from pathlib import Path

from pipeline.speak import speak
from tests.conftest import Episode
from tests.speak.helpers import utterances


def test_the_cache_is_shown_checked_and_cleared(episode: Episode, tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    env = {"EPISODE_CACHE": str(folder), "EPISODE_CACHE_MAX": "2"}
    empty = episode("cache", "--json", env=env)
    assert (empty.code, empty.json["bytes"], empty.json["oldest"], empty.json["hit_rate"]) == (0, 0, "", None)
    clips = speak(utterances(3, "tone"), cache_dir=folder)
    size = sum(clip.path.stat().st_size for clip in clips)
    shown = episode("cache", "info", "--json", env=env).json
    assert shown["kinds"]["clips"] == {"files": 3, "bytes": size}
    assert (shown["folder"], shown["entries"], shown["most_bytes"]) == (str(folder), 3, 2_000_000_000)
    people = episode("cache", env=env)
    assert re.search(r"clips +[\d.]+ [kM]B  3 files", people.out)

    clips[0].path.write_bytes(b"RIFF")
    checked = episode("cache", "verify", "--json", env=env).json
    assert checked == {"whole": 2, "damaged": [clips[0].path.name]}
    assert "2 files are whole" in episode("cache", "verify", env=env).out

    assert episode("cache", "clear", "--older-than", "30d", "--json", env=env).json["removed"] == 0
    spared = episode("cache", "clear", env=env)  # by this very process, which spoke them
    assert "2 are used by a running build and stay" in spared.out
    (folder / "models").mkdir()
    (folder / "models/voice.bin").write_bytes(bytes(2000))
    assert episode("cache", "clear", env=env).out.rstrip().endswith("; models stay, 2.0 kB")
    assert episode("cache", "clear", "--json", env=env).json["stays"] == {"models": 2000}
    assert clips[1].path.exists()


def test_what_is_no_age_is_wrong_usage(episode: Episode) -> None:
    wrong = episode("cache", "clear", "--older-than", "soon")
    assert wrong.code == 2
    assert "30d" in wrong.err


def test_what_is_no_size_is_said(episode: Episode) -> None:
    wrong = episode("cache", env={"EPISODE_CACHE_MAX": "much"})
    assert wrong.code == 1
    assert "EPISODE_CACHE_MAX" in wrong.err


def test_json_may_stand_before_the_second_word(episode: Episode, tmp_path: Path) -> None:
    env = {"EPISODE_CACHE": str(tmp_path / "cache")}
    for words in (["cache", "verify"], ["cache", "info"], ["cache", "clear"], ["voices", "install"]):
        before, behind = episode(words[0], "--json", words[1], env=env), episode(*words, "--json", env=env)
        assert (before.code, before.json) == (0, behind.json), words
    assert {"name", "licence", "about"} == set(episode("voices", "install", "--json").json[0])
    assert episode("voices", "--json", "install", "nobody").json["error"]["kind"]
    assert episode("voices", "--engine", "tone", "install").code == 2
