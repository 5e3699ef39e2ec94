"""What somebody marked as wrong does not go on air until it is changed, or the mark taken out."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.desk import marked
from pipeline.desk.marked import Mark
from tests.conftest import Episode

DATE = "2026-11-20"
WORDS = "Apollo 13 was launched from Florida on Saturday, and was to be the third landing on the Moon."


@pytest.fixture
def show(episode: Episode, tmp_path: Path) -> Path:
    assert episode("init", ".").code == 0
    done = episode("build", "--date", DATE, "--engine", "tone", "--quiet")
    assert done.code == 0, done.err
    assert WORDS.split(",")[0] in (tmp_path / "scripts" / f"{DATE}.md").read_text(encoding="utf-8")
    return tmp_path


def marks(show: Path) -> Path:
    return show / "scripts" / f"{DATE}.marked.txt"


def test_a_marked_sentence_holds_the_episode_back_until_the_mark_is_gone(episode: Episode, show: Path) -> None:
    script = (show / "scripts" / f"{DATE}.md").read_text(encoding="utf-8")
    marks(show).write_text(f"What is wrong\n\n> {WORDS}\nIt was on Friday.\n\n> Nobody says this.\nGone.\n", encoding="utf-8")
    done = episode("check", "--json")
    assert done.code == 1
    found = [each for each in done.json["findings"] if each["code"] == "words.marked"]
    assert len(found) == 1, "a sentence that is gone is no matter any more"
    assert "is marked as wrong: It was on Friday." in found[0]["message"]
    line = int(found[0]["where"].rpartition(":")[2])
    assert WORDS.split(",")[0] in script.splitlines()[line - 1]
    assert found[0]["at_ms"] > 0
    assert episode("publish", "--out", "public").code == 1
    marks(show).unlink()
    assert "words.marked" not in episode("check", "--json").out


def test_a_build_that_finds_nothing_changed_says_it_too(episode: Episode, show: Path) -> None:
    marks(show).write_text(f"> {WORDS}\n", encoding="utf-8")
    done = episode("build", "--date", DATE, "--engine", "tone", "--json").json
    assert done["unchanged"] is True
    assert done["check"]["ok"] is False


def test_a_marked_sentence_is_held_back_though_the_script_was_changed_elsewhere(episode: Episode, show: Path) -> None:
    """What is published is the episode as it was made: the sentence is still in it."""
    marks(show).write_text(f"> {WORDS}\n", encoding="utf-8")
    script = show / "scripts" / f"{DATE}.md"
    script.write_text(
        script.read_text(encoding="utf-8").replace("Thank you for listening", "Thank you all for listening"), encoding="utf-8"
    )
    done = episode("check", f"output/{DATE}", "--json")
    assert [each["code"] for each in done.json["findings"] if each["severity"] == "error"] == ["words.marked"]
    assert episode("publish", "--out", "public", "--dry-run").code == 1


def test_marks_that_cannot_be_read_are_an_error(episode: Episode, show: Path) -> None:
    marks(show).write_bytes(b"> \xff\xfe\n")
    done = episode("check", "--json")
    assert done.code == 1
    assert "words.marked" in done.out


def test_the_file_says_what_it_says_again() -> None:
    given = (
        Mark("The bridge", "It is closed.", "It opened at noon."),
        Mark("The owl", "She is back."),
        Mark("The bridge", "Nobody knows why.", ""),
    )
    text = marked.text(given, "day.md")
    assert text.startswith("Marked as wrong in day.md")
    assert text.index("Nobody knows why.") < text.index("# The owl")
