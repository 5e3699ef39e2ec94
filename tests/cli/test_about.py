"""`--about`: which of a day's stories is told in depth; the script remembers it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Episode

DAY = Path(__file__).resolve().parents[1] / "edit" / "days" / "valley.yaml"


@pytest.fixture
def text(episode: Episode, tmp_path: Path) -> str:
    assert episode("init", ".").code == 0
    path = tmp_path / "briefings" / "2026-11-20.yaml"
    path.write_bytes(DAY.read_bytes())
    return str(path.relative_to(tmp_path))


def title(tmp_path: Path) -> str:
    return (tmp_path / "scripts" / "2026-11-20.md").read_text(encoding="utf-8").splitlines()[1].removeprefix("title: ")


def test_one_story_is_told_and_the_others_are_named(episode: Episode, text: str, tmp_path: Path) -> None:
    done = episode("script", text, "--format", "story")
    assert done.code == 0, done.err
    assert title(tmp_path) == "River Lode bursts its banks at Fenwick"
    assert "the story is “River Lode bursts its banks at Fenwick”; --about WORDS tells another" in done.err
    assert "“Chess champion at 14”" in done.err
    assert "1 more" in done.err


def test_what_was_asked_for_stays_until_something_else_is(episode: Episode, text: str, tmp_path: Path) -> None:
    assert episode("script", text, "--about", "brewery").code == 0
    assert title(tmp_path) == "Brewery closes after 160 years"
    built = episode("build", text, "--format", "story", "--engine", "tone", "--json")
    assert built.code == 0, built.err
    assert built.json["title"] == "Brewery closes after 160 years"
    again = episode("build", text, "--format", "story", "--engine", "tone", "--json").json
    assert again["unchanged"] is True
    assert episode("script", text, "--about", "Fenwick trains").code == 0
    assert title(tmp_path) == "Trains between Fenwick and Asel cancelled"
    assert episode("script", text, "--format", "story", "--about", "").code == 0
    assert title(tmp_path) == "River Lode bursts its banks at Fenwick"
    assert "about:" not in (tmp_path / "scripts" / "2026-11-20.md").read_text(encoding="utf-8")


def test_what_nothing_is_about_is_an_error_and_leaves_the_script(episode: Episode, text: str, tmp_path: Path) -> None:
    assert episode("script", text, "--about", "brewery").code == 0
    done = episode("build", text, "--about", "zebra", "--engine", "tone")
    assert done.code == 1
    assert "nothing new in it is about “zebra”" in done.err
    assert title(tmp_path) == "Brewery closes after 160 years"


def test_a_briefing_is_about_the_whole_day(episode: Episode, text: str) -> None:
    assert episode("build", text, "--about", "brewery", "--format", "briefing").code == 2


def test_the_running_order_lists_the_other_stories(episode: Episode, text: str) -> None:
    done = episode("items", text, "--why", "--about", "chess")
    assert "1. Chess champion at 14" in done.out
    assert "Other stories: --about WORDS tells one of them" in done.out
    assert "Brewery closes after 160 years" in done.out
    order = episode("items", text, "--json", "--about", "chess").json["running_order"]
    assert [entry["title"] for entry in order if entry["told"] == "in full"] == ["Chess champion at 14"]
    assert "Hospital opens new ward for newborns" in [entry["title"] for entry in order if entry["told"] == "another time"]


def test_a_length_is_made_of_the_story_that_was_asked_for(episode: Episode, text: str) -> None:
    planned = episode("build", text, "--about", "river fenwick", "--target", "40s", "--dry-run", "--json")
    assert planned.code == 0, planned.err
    assert planned.json["title"] == "River Lode bursts its banks at Fenwick"
