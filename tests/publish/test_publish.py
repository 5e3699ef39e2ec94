"""The files beside the audio: whole or not at all, the record last, and everything in them to be read back."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest

import pipeline
from pipeline.errors import PublishError
from pipeline.publish import publish
from pipeline.publish.beside import FILES
from pipeline.publish.chapters import chapters_json
from pipeline.publish.record import as_json, document
from pipeline.publish.told import told

from .made import CLIPS, episode_in


def test_what_is_written_and_in_which_order(tmp_path: Path) -> None:
    episode = episode_in(tmp_path / "2026-11-27")
    script = episode.folder / "script.md"
    script.write_text("# Headlines\n", encoding="utf-8")
    files = publish(episode, clips=CLIPS, also={"script": script})
    assert list(files) == ["mp3", *FILES, "script", "episode"]
    assert sorted(path.name for path in episode.folder.iterdir()) == sorted(["episode.json", "episode.mp3", "script.md", *FILES.values()])
    assert all(path.stat().st_size > 0 for path in files.values())
    with pytest.raises(TypeError):
        files["mp3"] = script  # type: ignore[index]


def test_the_record_says_all_there_is_to_say(tmp_path: Path) -> None:
    episode = episode_in(tmp_path)
    files = publish(episode, clips=CLIPS)
    text = files["episode"].read_text(encoding="utf-8")
    said = json.loads(text)
    assert text.endswith("}\n")
    assert "“We’ll see,”" in text
    assert (said["title"], said["date"], said["show"], said["format"]) == (
        "Kyiv weighs a peace plan",
        "2026-11-27",
        "The Daily Story",
        "story",
    )
    assert said["tool"] == {"name": "episode", "version": pipeline.__version__}
    assert said["briefing"] == {"file": "briefings/day.txt", "sha256": "5f" * 32}
    assert (said["duration_ms"], said["loudness_lufs"], said["true_peak_dbtp"]) == (16_573, -16.01, -2.41)
    assert (said["spoken"], said["cached"]) == (2, 1)
    assert said["voices"] == {"Anchor": "pyttsx3:gmw/en-gb-x-rp", "quote": "pyttsx3:gmw/en-us"}
    assert said["settings"] == {"format": "story", "rate_wpm": "160"}
    assert said["chapters"][1] == {"title": "The offer from Bishkek", "start_ms": 5408, "end_ms": 16_573}
    assert said["segments"][2] == {
        "number": 3,
        "role": "Voice of President Putin",
        "start_ms": 11_164,
        "end_ms": 15_873,
        "text": "There are questions still to be discussed. “We’ll see,” he said & left <early>.",
        "sources": ["briefings/day.txt:15-16", "briefings/day.txt:17"],
        "sentences": [
            {
                "text": "There are questions still to be discussed.",
                "sources": ["briefings/day.txt:15-16"],
                "start_ms": 11_164,
                "end_ms": 13_379,
            },
            {"text": "“We’ll see,” he said & left <early>.", "sources": ["briefings/day.txt:17"], "start_ms": 13_764, "end_ms": 15_873},
        ],
        "voice": "pyttsx3:gmw/en-us",
        "cached": False,
    }
    assert [segment["cached"] for segment in said["segments"]] == [True, False, False]
    assert said["segments"][0]["sources"] == []
    assert said["left_out"] == [{"source": "briefings/day.txt:3", "text": "Sign up for our newsletter", "reason": "promo"}]
    assert said["timings_s"] == {"read": 0.01, "speak": 1.235}
    assert list(said["files"]) == ["mp3", *FILES]
    for name, path in files.items():
        if name != "episode":
            content = path.read_bytes()
            assert said["files"][name] == {"name": path.name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def test_the_same_episode_gives_the_same_bytes(tmp_path: Path) -> None:
    episode = episode_in(tmp_path)
    first = {name: path.read_bytes() for name, path in publish(episode, clips=CLIPS).items()}
    assert {name: path.read_bytes() for name, path in publish(episode, clips=CLIPS[::-1]).items()} == first


def test_without_clips_the_voices_are_those_of_the_roles(tmp_path: Path) -> None:
    said = document(episode_in(tmp_path))
    assert [segment["voice"] for segment in said["segments"]] == ["pyttsx3:gmw/en-gb-x-rp"] * 2 + [""]


def test_silence_is_no_infinity(tmp_path: Path) -> None:
    episode = episode_in(tmp_path)
    silent = replace(episode, programme=replace(episode.programme, loudness_lufs=float("-inf"), true_peak_dbtp=float("nan")))
    said = json.loads(as_json(document(silent)))
    assert (said["loudness_lufs"], said["true_peak_dbtp"]) == (None, None)


def test_chapters_as_podcasting_2_wants_them(tmp_path: Path) -> None:
    assert json.loads(chapters_json(told(document(episode_in(tmp_path), urls=["", "https://example.org/#2"])))) == {
        "version": "1.2.0",
        "chapters": [
            {"startTime": 0.0, "endTime": 5.408, "title": "Headlines"},
            {"startTime": 5.408, "endTime": 16.573, "title": "The offer from Bishkek", "url": "https://example.org/#2"},
        ],
    }


def test_no_audio_no_record(tmp_path: Path) -> None:
    episode = episode_in(tmp_path)
    episode.programme.path.unlink()
    with pytest.raises(PublishError, match=r"episode\.mp3: the episode's audio is not there"):
        publish(episode)
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_others_should_have_written(tmp_path: Path) -> None:
    with pytest.raises(PublishError, match=r"script\.md: a file of the episode cannot be read: No such file"):
        publish(episode_in(tmp_path), also={"script": tmp_path / "script.md"})
    assert not (tmp_path / "episode.json").exists()


@pytest.mark.parametrize("name", ["transcript.vtt", "chapters.json", "episode.json"])
def test_a_place_that_is_taken_by_a_folder(tmp_path: Path, name: str) -> None:
    episode = episode_in(tmp_path)
    (tmp_path / name / "in the way").mkdir(parents=True)
    with pytest.raises(PublishError, match=f"{name}: the file could not be written"):
        publish(episode)
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_that_may_not_be_written(tmp_path: Path) -> None:
    episode = episode_in(tmp_path / "locked")
    episode.folder.chmod(0o555)
    try:
        with pytest.raises(PublishError, match=r"transcript\.vtt: the file could not be written: Permission denied"):
            publish(episode)
    finally:
        episode.folder.chmod(0o755)
