"""`episode voices install`: what can be had, and getting it from a folder, without a network."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Episode


def test_what_can_be_had_is_listed_with_its_licence(episode: Episode) -> None:
    done = episode("voices", "install")
    assert done.code == 0
    assert "en_US-joe-medium" in done.out
    assert "CC0-1.0" in done.out


def test_an_unknown_voice_names_those_that_there_are(episode: Episode) -> None:
    done = episode("voices", "install", "nobody")
    assert (done.code, "Traceback" in done.err) == (1, False)
    assert "en_US-joe-medium" in done.err


def test_a_folder_without_the_files_is_an_error_in_one_line(episode: Episode, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = episode("voices", "install", "en_US-joe-medium", "--from", tmp_path / "empty", "--to", tmp_path / "to")
    assert done.code == 1
    assert "Traceback" not in done.err
    assert "licence" in done.err
    assert not [path for path in (tmp_path / "to").rglob("*") if path.is_file() and path.stat().st_size == 0]
