"""A finished file is decoded once: `episode check` knows what the build heard of the very same bytes, and decodes what differs by one of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.mix import ffmpeg
from tests.conftest import Episode, Ran

pytestmark = pytest.mark.skipif(os.name != "posix", reason="a script for a POSIX shell")

DAY = "The north bridge will open again on Friday, the council said. It has been closed since a barge hit it in March.\n"


@pytest.fixture
def decodes(episode: Episode, tmp_path: Path) -> list[list[str]]:
    """Build an episode of MP3 and Opus; what each later `check` has decoded is added by `looked`."""
    (tmp_path / "episode.toml").write_text('title = "Valley News"\nengine = "tone"\nformats = ["mp3", "opus"]\n')
    (tmp_path / "briefings").mkdir()
    (tmp_path / "briefings/2026-11-26.txt").write_text(DAY)
    script = tmp_path / "ffmpeg-that-tells"
    script.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/calls\nexec {ffmpeg.find()!r} "$@"\n')
    script.chmod(0o755)
    assert episode("build", "--quiet", env=environment(tmp_path)).code == 0
    return []


def environment(folder: Path) -> dict[str, str]:
    return {"EPISODE_CACHE": str(folder / "cache"), "EPISODE_FFMPEG": str(folder / "ffmpeg-that-tells")}


def looked(episode: Episode, folder: Path) -> tuple[Ran, list[str]]:
    """What `episode check` says, and what it had decoded."""
    (folder / "calls").unlink(missing_ok=True)
    done = episode("check", "output/2026-11-26", "--json", env=environment(folder))
    calls = (folder / "calls").read_text().splitlines() if (folder / "calls").exists() else []
    return done, [call for call in calls if "-map_chapters" in call or "-f mp3 -i pipe:0" in call]


@pytest.mark.usefixtures("decodes")
def test_what_the_build_heard_is_not_decoded_again_and_one_byte_more_or_other_is(episode: Episode, tmp_path: Path) -> None:
    done, decoded = looked(episode, tmp_path)
    assert (done.code, decoded) == (0, [])
    for name in ("episode.mp3", "episode.opus"):
        file = tmp_path / "output/2026-11-26" / name
        whole = file.read_bytes()
        at = len(whole) // 2
        for other in (whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :], whole + b"\0"):
            file.write_bytes(other)
            done, decoded = looked(episode, tmp_path)
            assert done.code == 1
            assert any("file-changed" in found["code"] and name in found["where"] for found in done.json["findings"])
            assert decoded or other == whole + b"\0", "the sound of what differs is heard anew"
        file.write_bytes(whole)
    assert looked(episode, tmp_path)[0].code == 0


def test_without_a_name_all_cuts_of_the_newest_day_are_looked_at(episode: Episode, tmp_path: Path) -> None:
    (tmp_path / "episode.toml").write_text('title = "Valley News"\nengine = "tone"\n')
    (tmp_path / "briefings").mkdir()
    (tmp_path / "briefings/2026-11-26.txt").write_text(DAY)
    assert episode("build", "--quiet", "briefings/2026-11-26.txt", "--date", "2026-11-25").code == 0
    assert episode("build", "--quiet", "--repeats", "--cut", "full", "--cut", "short=0:30").code == 0
    done = episode("check", "--json")
    assert (done.code, done.json["ok"]) == (0, True)
    assert [one["script"] for one in done.json["cuts"]] == ["scripts/2026-11-26-short.md", "scripts/2026-11-26.md"]
    audio = tmp_path / "output/2026-11-26/episode.mp3"
    audio.write_bytes(audio.read_bytes()[:-2000])
    done = episode("check", "--quiet")
    assert done.code == 1, "the other cut is the newest"
    assert "scripts/2026-11-26.md: " in done.out
    assert "short.md" not in done.out
    assert episode("check", "output/2026-11-26-short").code == 0
