"""How a programme sounds, asked for from the command line."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from imageio_ffmpeg import get_ffmpeg_exe

from tests.conftest import Episode

NEWS = "Mayor Eva Muster opened the bridge on Monday.\nShe said that it would carry trams as well.\n"


def channels(mp3: Path) -> str:
    said = subprocess.run([get_ffmpeg_exe(), "-hide_banner", "-i", str(mp3)], capture_output=True, text=True, check=False).stderr
    return next(line for line in said.splitlines() if "Audio:" in line)


def test_one_channel_is_quieter_by_three(episode: Episode, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    done = episode("build", "news.txt", "--engine", "tone", "--mono", "--date", "2026-11-27", "--json")
    assert done.code == 0, done.err
    assert done.json["loudness_lufs"] == pytest.approx(-19, abs=0.3)
    assert "mono" in channels(Path(done.json["files"]["mp3"]))


def test_a_cue_that_names_no_sound_is_an_error_with_its_line(episode: Episode, tmp_path: Path) -> None:
    (tmp_path / "news.txt").write_text(NEWS, encoding="utf-8")
    words = ("build", "news.txt", "--engine", "tone", "--date", "2026-11-27")
    assert episode("script", *words[1:2], "--date", "2026-11-27").code == 0
    script = next(tmp_path.rglob("script.md"))
    text = script.read_text(encoding="utf-8").replace("[sting: open]", "[sting: opne]")
    script.write_text(text, encoding="utf-8")
    line = text.splitlines().index("[sting: opne]") + 1
    done = episode(*words)
    assert done.code == 1
    assert f"script.md:{line}: there is no sting called 'opne'. Did you mean open?" in done.err


def test_a_sound_that_is_not_there_is_named(episode: Episode, tmp_path: Path) -> None:
    assert episode("init", "show").code == 0
    file = tmp_path / "show" / "episode.toml"
    file.write_text(file.read_text(encoding="utf-8") + '\n[music.stings]\nopen = "sounds/ours.wav"\n', encoding="utf-8")
    done = episode("build", "--engine", "tone", cwd=tmp_path / "show")
    assert done.code == 1
    assert "sounds/ours.wav" in done.err
    assert "Traceback" not in done.err
