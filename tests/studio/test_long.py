"""A day of some hundred paragraphs: what one change costs does not grow with what stands around it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pipeline.desk import opening
from pipeline.studio import document, reading, splice
from pipeline.studio.room import Room
from tests.publish.browser import chromium, needs_chromium

from .conftest import serving, show_in
from .test_page import opened, state, write

if TYPE_CHECKING:
    from playwright.sync_api import Route

PARAGRAPHS = 400


def long_show_in(folder: Path) -> Path:
    """A show whose day has 400 paragraphs in chapters of ten."""
    home = show_in(folder)
    script = home / "scripts" / "2026-11-27.md"
    head, _, tail = script.read_text(encoding="utf-8").partition("# The bridge")
    chapters = [
        f"# Chapter {n // 10 + 1}\n\n" * (n % 10 == 0) + f"**Anchor:** Bridge {n} at Kellmoor is open again, and nobody was hurt. [^3]\n\n"
        for n in range(PARAGRAPHS)
    ]
    script.write_text(f"{head}{''.join(chapters)}{tail[tail.index('[^3]: ') :]}", encoding="utf-8")
    return home


def test_what_a_text_says_is_asked_of_it_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = long_show_in(tmp_path / "show")
    monkeypatch.chdir(home)
    room = Room(home / "scripts" / "2026-11-27.md", opening.find(home))
    version = room.read()[1]
    document.of(room)
    before = reading.script.cache_info().misses
    room.change(version, lambda text: splice.segment(text, room.name, 200, "It is shut. [^3]", "Anchor", []))
    day = document.of(room)
    assert reading.script.cache_info().misses - before == 1
    assert sum(part["kind"] == "segment" for part in day["parts"]) == PARAGRAPHS + 1
    assert day["text"].count("It is shut.") == 1


@needs_chromium
def test_a_change_among_hundreds_is_heard_first_and_draws_one_paragraph(tmp_path: Path) -> None:
    with serving(long_show_in(tmp_path / "show")) as studio, chromium() as browser, opened(browser, studio) as page:
        page.evaluate("() => { window.there = new Map([...document.querySelectorAll('.segment')].map(each => [each, each.dataset.n])); }")
        held: list[Route] = []
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        page.route("**/api/day", lambda route: held.append(route), times=1)
        with (
            page.expect_response(lambda answer: "/api/clip/200.wav" in answer.url),
            page.expect_request("**/api/day"),
        ):  # it waits for nothing but its own paragraph
            write(page, 200, "It is shut. [^3]")
        page.evaluate("0")  # what was asked for has come to the route
        with page.expect_response("**/api/strip"):
            held[0].continue_()
        state(page, "Saved")
        stayed = page.evaluate("() => [...document.querySelectorAll('.segment')].filter(each => there.get(each) === each.dataset.n).length")
        assert stayed == PARAGRAPHS
        assert asked.count("day") <= 2  # what was guessed of its length is known once it was spoken
        assert page.evaluate("document.activeElement.getAttribute('aria-label')") == "Paragraph 200, Anchor"
