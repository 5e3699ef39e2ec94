"""Paragraphs moved within their chapter: by keys, by buttons, with a finger."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.publish.browser import needs_chromium

from .conftest import Studio
from .test_page import browser, holds, opened, state  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def test_two_neighbours_change_places_and_cues_stay(studio: Studio) -> None:
    text = studio.script.read_text(encoding="utf-8").replace("**Voice of", "[pause 0.2s]\n\n**Voice of")
    for ends in ("\n", "\r\n"):
        studio.script.write_bytes(text.replace("\n", ends).encode())
        status, day = studio.post("api/segments", version=studio.day()["version"], op="move", n=2, way=1)
        assert status == 200
        lines = day["text"].split(ends)
        at = lines.index("# The bridge")
        assert lines[at + 2 : at + 7] == [
            "**Voice of Mayor Brown:** We are glad.", "", "[pause 0.2s]", "", "**Anchor (slower):** It was shut for two weeks,",
        ]  # fmt: skip
        status, day = studio.post("api/segments", version=day["version"], op="move", n=3, way=-1)
        assert (status, day["text"]) == (200, text.replace("\n", ends))
    for n, way in ((1, 1), (2, -1), (3, 1), (1, -1)):  # no paragraph leaves its chapter
        assert studio.post("api/segments", version=day["version"], op="move", n=n, way=way)[0] == 422


@needs_chromium
def test_a_paragraph_is_moved_by_keys_and_the_chapter_ends_it(browser: Browser, studio: Studio) -> None:  # noqa: F811
    before = studio.script.read_bytes()
    with opened(browser, studio) as page:
        page.get_by_label("Paragraph 3, Voice of Mayor Brown").focus()
        page.keyboard.press("Alt+ArrowUp")
        state(page, "Moved")
        assert "# The bridge\n\n**Voice of Mayor Brown:** We are glad.\n\n**Anchor" in studio.script.read_text(encoding="utf-8")
        assert page.evaluate("document.activeElement.ariaLabel") == "Paragraph 2, Voice of Mayor Brown"
        page.keyboard.press("Alt+ArrowUp")
        state(page, "Its chapter ends here")
        page.keyboard.press("Alt+ArrowDown")
        page.wait_for_function("() => document.activeElement.ariaLabel === 'Paragraph 3, Voice of Mayor Brown'")
    assert studio.script.read_bytes() == before


@needs_chromium
def test_what_is_wrong_with_a_paragraph_is_told_once_and_leads_there(browser: Browser, studio: Studio) -> None:  # noqa: F811
    text = studio.script.read_text(encoding="utf-8")
    studio.script.write_text(text.replace("and nobody was hurt. [^3]", "and 17 of 18 boats sank at Ostwyck. [^3]"), encoding="utf-8")
    with opened(browser, studio) as page:
        page.get_by_role("button", name="Check", exact=True).click()
        page.wait_for_function("() => document.querySelector('#verdict').textContent.includes('stand in the way')")
        of_it = [each for each in page.locator("#findings li").all_text_contents() if each.startswith("error") and "Paragraph 2" in each]
        assert len(of_it) == 1
        assert all(words in of_it[0] for words in ("17", "18", "Ostwyck"))
        page.locator("#findings").get_by_role("button", name="Paragraph 2").first.click()
        assert page.evaluate("document.activeElement.ariaLabel") == "Paragraph 2, Anchor"


@needs_chromium
def test_the_keys_are_told_by_a_key(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        page.keyboard.press("?")
        assert page.get_by_role("dialog", name="The keys").is_visible()


@needs_chromium
def test_whoever_does_not_see_it_hears_the_words_on_the_way(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        page.get_by_label("Paragraph 1, Anchor").focus()
        page.keyboard.press("ArrowDown")
        tools = page.context.new_cdp_session(page)
        there = tools.send("Runtime.evaluate", {"expression": "document.activeElement"})["result"]["objectId"]
        node = tools.send("Accessibility.getPartialAXTree", {"objectId": there, "fetchRelatives": False})["nodes"][0]
        assert node["name"]["value"] == "Paragraph 2, Anchor"
        assert node["description"]["value"].startswith("It was shut for two weeks, and nobody was hurt.")
