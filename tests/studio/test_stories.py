"""A story in depth: which others the day has, and one of them told instead, with nothing lost of what a human wrote."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import Episode
from tests.publish.browser import needs_chromium

from .conftest import SCRIPT, Studio, serving
from .test_page import browser, holds, opened, state, write  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from playwright.sync_api import Browser

DAY = """# The morning letter

## Ferry to Lode Island runs aground

The ferry to Lode Island ran aground on a sandbank at six this morning with 212 people on board. Nobody was hurt, the harbour master said.

Tugs will try to pull it free at high water.

## Council of Arden raises its bus fares

Arden will raise its bus fares by a tenth from January, the council has decided. A single ticket will cost two pounds.

## A bakery finds a coin from the year 900

A baker in Wister has found a silver coin from the year 900 beneath his oven. The museum in Arden will show it.
"""
FERRY, FARES, COIN = "Ferry to Lode Island runs aground", "Council of Arden raises its bus fares", "A bakery finds a coin from the year 900"


@pytest.fixture
def telling(tmp_path: Path) -> Iterator[Studio]:
    """A studio of a day with three stories, of which the ferry's is told."""
    home = tmp_path / "show"
    (home / "briefings").mkdir(parents=True)
    (home / "episode.toml").write_text('title = "Test"\nengine = "tone"\nformat = "story"\n', encoding="utf-8")
    (home / "briefings" / "2026-11-27.md").write_text(DAY, encoding="utf-8")
    made = Episode(home)("script", "briefings/2026-11-27.md")
    assert made.code == 0, made
    with serving(home) as running:
        yield running


def stories(studio: Studio) -> list[str]:
    return [each["title"] for each in json.loads(studio.get("api/stories")[2])["stories"]]


def told(studio: Studio, about: str, version: str = "") -> Any:
    status, answer = studio.post("api/tell", version=version or studio.day()["version"], about=about)
    assert status == 200, answer
    return answer


def test_the_others_are_named_and_one_of_them_is_told_as_the_command_tells_it(telling: Studio) -> None:
    assert telling.day()["title"] == FERRY
    assert set(stories(telling)) == {FARES, COIN, "All of them, one after the other"}
    day = told(telling, COIN)
    assert (day["title"], day["kept"]) == (COIN, "")
    other = Episode(telling.folder)("script", "briefings/2026-11-27.md", "--about", COIN, "--stdout")
    assert telling.script.read_text(encoding="utf-8") == other.out
    assert set(stories(telling)) == {FERRY, FARES, "All of them, one after the other", "What was told before one was chosen"}
    assert [chapter["title"] for chapter in told(telling, "all")["chapters"]][:3] != [chapter["title"] for chapter in day["chapters"]][:3]
    assert told(telling, "")["title"] == FERRY
    status, answer = telling.post("api/tell", version=telling.day()["version"], about="submarines")
    assert (status, answer["error"]["message"]) == (422, "nothing new in it is about “submarines”")
    assert telling.post("api/tell", version="old", about=COIN)[0] == 409


def test_what_a_human_wrote_is_kept_and_what_was_left_out_waits_with_its_story(telling: Studio) -> None:
    day = telling.day()
    last = [part["n"] for part in day["parts"] if part["kind"] == "segment" and "high water" in part["text"]]
    left = telling.post("api/arrange", version=day["version"], paragraphs=last)[1]
    assert [each["text"][-44:] for each in left["left"]] == ["Tugs will try to pull it free at high water."]
    mine = telling.script.read_bytes()
    day = told(telling, FARES)
    assert day["kept"] == "scripts/2026-11-27.md.bak"
    kept = telling.script.with_name("2026-11-27.md.bak")
    assert kept.read_bytes() == mine
    assert day["left"] == []
    back = telling.post("api/text", version=day["version"], text=left["text"])[1]  # an undo
    assert (back["left"], telling.script.read_bytes()) == (left["left"], mine)
    assert told(telling, FARES)["kept"] == "scripts/2026-11-27.md.bak"  # it says the same: once is enough
    telling.script.write_text(mine.decode().replace("**Anchor:** ", "**Anchor:** Well, ", 1), encoding="utf-8")
    assert told(telling, FARES)["kept"] == "scripts/2026-11-27.md.bak2"
    assert kept.read_bytes() == mine


def test_a_template_that_is_saved_renders_the_story_that_was_chosen(telling: Studio) -> None:
    told(telling, COIN)
    (telling.folder / "templates").mkdir()
    own = '{% extends "!builtin/story.md.j2" %}{% block goodbye %}**Anchor:** Sleep well.\n{% endblock %}'
    template = json.loads(telling.get("api/template/story.md.j2")[2])
    status, answer = telling.post("api/template/story.md.j2", version=template["version"], text=own)
    assert (status, answer["script"]["how"]) == (200, "rendered")
    assert telling.day()["title"] == COIN
    assert "Sleep well." in telling.script.read_text(encoding="utf-8")


def test_a_briefing_tells_all_of_its_day(studio: Studio) -> None:
    assert stories(studio) == []
    status, answer = studio.post("api/tell", version=studio.day()["version"], about="bridge")
    assert (status, answer["error"]["message"]) == (422, "this programme tells all of its day")
    assert SCRIPT.partition("\n---\n")[2] in studio.script.read_text(encoding="utf-8")


@needs_chromium
def test_a_producer_chooses_another_story_and_takes_it_back(browser: Browser, telling: Studio) -> None:  # noqa: F811
    with opened(browser, telling) as page:
        page.locator("#others summary").click()
        page.get_by_role("button", name=f"Tell {COIN}").click()
        state(page, "Undo brings the other story back")
        page.wait_for_function("() => document.querySelector('#script').textContent.includes('beneath his oven')")
        page.get_by_role("button", name=f"Tell {FERRY}").wait_for()
        with page.expect_response("**/api/text"):
            page.get_by_role("button", name="Undo").click()
        page.wait_for_function("() => document.querySelector('#script').textContent.includes('sandbank')")
        page.get_by_role("button", name=f"Tell {COIN}").wait_for()
        page.get_by_label("Play paragraph 1", exact=True).click()
        write(page, 1, "Good evening, all.")
        holds(telling.script, page, "Good evening, all.")
        page.get_by_role("button", name=f"Tell {COIN}").click()
        page.get_by_text("What you had changed is kept as scripts/2026-11-27.md.bak.").wait_for()
        assert page.evaluate("document.querySelector('#player').paused")
    with opened(browser, telling) as page:
        page.locator("#others").wait_for(state="visible")
