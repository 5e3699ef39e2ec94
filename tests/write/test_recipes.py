"""The recipes of docs/recipes.md: each makes an episode that may go on air, and does what it says; what templates.md lists is what there is."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from pipeline.model import Beat, Rundown, Sentence, Story
from tests.conftest import Episode

DOCS = Path(__file__).resolve().parents[2] / "docs"
RECIPES = dict(re.findall(r"^## ([^\n]+)\n(.*?)(?=^## |\Z)", (DOCS / "recipes.md").read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE))
SAMPLE = DOCS.parent / "briefings" / "sample.txt"
INTERNAL = {"pronouns", "notes", "worded", "pronunciations"}
"""Of a running order: what templates have no use for."""


def made(show: Path, episode: Episode, recipe: str, *, name: str = "2026-11-20") -> str:
    """The script that a recipe makes of the sample, once its episode was built and may go on air."""
    assert episode("init", str(show)).code == 0
    (show / "briefings" / "sample.txt").rename(show / "briefings" / f"{name}.txt")
    if "weather" in recipe:
        (show / "templates" / "weather.j2").write_text("Rain in the north, and 12C in the south.\n", encoding="utf-8")
    blocks = re.findall(r"```jinja\n(.*?)```", RECIPES[recipe], re.DOTALL)
    assert blocks
    for block in blocks:
        named = re.match(r"\{# templates/(\S+) #\}\n", block)
        (show / "templates" / (named[1] if named else "briefing.md.j2")).write_text(block, encoding="utf-8")
    done = episode("build", "--quiet", "--engine", "tone", cwd=show)
    assert done.code == 0, done.err
    done = episode("check", cwd=show)
    assert done.code == 0, done.out
    return (show / "scripts" / "2026-11-20.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("recipe", "says"),
    [
        ("A greeting by weekday and edition", ["**Anchor:** Good morning, and welcome to the weekend. This is The Daily Story."]),
        (
            "Two presenters who take turns",
            ["**Sam:** I’m Sam. Here is the news.", "**Sam:** Jim Lovell, the mission’s commander,", "**Voice of Jim Lovell:**"],
        ),
        ("A sponsor's line, until a date", ["[pause 0.8s]\n\n**Sponsor:** The Daily Story is supported by the Valley Bakery."]),
        ("The weather at the end", ["# The weather\n\n**Weather:** Rain in the north, and 12C in the south.\n\n# Sign-off"]),
        ("No headlines", ["# Welcome\n\n[sting: open]\n\n**Anchor:** Hello.", "this is The Daily Story.\n\n# The recovery ship"]),
        (
            "A teaser and music between stories",
            ["**Anchor:** Still to come: Smylie on an air filter.\n\n[sting: story]\n\n# Smylie on an air filter"],
        ),
        ("An order of your own", ["# The day ahead\n\n**Anchor:** Lovell, Fred Haise", "# And finally\n\n**Anchor:** Ed Smylie"]),
    ],
)
def test_a_recipe_does_what_it_says(tmp_path: Path, episode: Episode, recipe: str, says: list[str]) -> None:
    script = made(tmp_path / "show", episode, recipe)
    for words in says:
        assert words in script
    if recipe == "An order of your own":
        assert "# Looking ahead" not in script
        assert script.index("# In brief") < script.index("# And finally")


def test_the_recipe_of_a_special_edition(tmp_path: Path, episode: Episode) -> None:
    special = made(tmp_path / "special", episode, "A special edition", name="2026-11-20-special")
    assert "**Anchor:** This is a special edition of The Daily Story, with six stories." in special
    assert "Hello." in made(tmp_path / "plain", episode, "A special edition")


def test_the_evening_greets_otherwise(tmp_path: Path, episode: Episode) -> None:
    assert "**Anchor:** Good evening, and welcome" in made(
        tmp_path, episode, "A greeting by weekday and edition", name="2026-11-20-evening"
    )


def test_without_its_file_there_is_no_weather(tmp_path: Path, episode: Episode) -> None:
    made(tmp_path, episode, "The weather at the end")
    (tmp_path / "templates" / "weather.j2").unlink()
    assert "# The weather" not in episode("script", "--stdout", cwd=tmp_path).out


def test_every_recipe_is_tried() -> None:
    tried = Path(__file__).read_text(encoding="utf-8")
    assert all(f'"{name}"' in tried for name, text in RECIPES.items() if "```jinja" in text)


def test_what_a_template_gets_is_listed() -> None:
    listed = (DOCS / "templates.md").read_text(encoding="utf-8")
    for kind in (Rundown, Story, Beat, Sentence):
        for field in dataclasses.fields(kind):
            assert field.name in INTERNAL or f"`{field.name}`" in listed, (kind.__name__, field.name)
