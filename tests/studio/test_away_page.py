"""A producer who goes on working while the studio is away: all of it is kept, shown, and saved when it is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.publish.browser import needs_chromium

from .conftest import Studio
from .test_page import browser, holds, opened, state, write  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium


def go(page: Page) -> None:
    """Nothing reaches the studio any more."""
    page.locator("#at-once").uncheck()
    page.route("**/api/*", lambda route: route.abort())


def shows(page: Page, text: str) -> None:
    page.wait_for_function("text => document.querySelector('#script').innerText.includes(text)", arg=text)


def back(page: Page, studio: Studio) -> None:
    """It is there again, and says so."""
    page.unroute("**/api/*")
    with page.expect_response("**/api/text"):
        studio.post("api/pin", title="Opening", pinned=True)


def test_all_that_was_written_meanwhile_is_saved(browser: Browser, studio: Studio) -> None:  # noqa: F811
    before = studio.script.read_bytes()
    with opened(browser, studio, quiet=False) as page:
        go(page)
        write(page, 1, "Good night. [^3]")
        shows(page, "Good night.")
        page.get_by_label("Add below paragraph 1", exact=True).click()
        page.keyboard.type("And sleep well.")
        page.keyboard.press("Enter")
        shows(page, "And sleep well.")
        write(page, 4, "We are most glad.")
        shows(page, "most glad")
        page.get_by_label("Title", exact=True).fill("The night")
        page.keyboard.press("Enter")
        page.get_by_label("Edit paragraph 3", exact=True).click()
        page.keyboard.press("Escape")  # gives up this one alone
        state(page, "The studio does not answer")
        with page.expect_response("**/api/title"):
            back(page, studio)
        state(page, "It is called")
        text = studio.script.read_text(encoding="utf-8")
        for words in (
            "title: The night",
            "**Anchor:** Good night. [^3]\n\n**Anchor:** And sleep well.\n\n[pause 0.6s]",
            "We are most glad.",
            "It was shut",
        ):
            assert words in text
        for _ in range(2):
            with page.expect_response("**/api/text"):
                page.get_by_role("button", name="Undo").click()
        page.wait_for_function("() => document.querySelector('#undo').disabled")
    assert studio.script.read_bytes() == before


def test_a_page_that_is_loaded_anew_has_all_of_it(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio, quiet=False) as page:
        go(page)
        for n, words in ((1, "Good night. [^3]"), (3, "We are most glad.")):
            write(page, n, words)
            shows(page, words.partition(" [")[0])
        page.unroute("**/api/*")
        page.reload()
        page.wait_for_selector(".segment")
        holds(studio.script, page, "We are most glad.")
        assert "Good night." in studio.script.read_text(encoding="utf-8")


def test_what_is_not_saved_is_taken_back(browser: Browser, studio: Studio) -> None:  # noqa: F811
    before = studio.script.read_bytes()
    with opened(browser, studio, quiet=False) as page:
        go(page)
        write(page, 3, "We are most glad.")
        shows(page, "most glad")
        page.get_by_role("button", name="Undo").click()
        shows(page, "We are glad.")
        page.unroute("**/api/*")
        page.reload()
        page.wait_for_selector(".segment")
        state(page, "Saved")
    assert studio.script.read_bytes() == before


def test_what_is_no_script_is_mended_and_takes_nothing_with_it(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio, quiet=False) as page:
        go(page)
        write(page, 1, "Good night. [^3]")
        shows(page, "Good night.")
        write(page, 3, "We are most glad. [^77]")
        shows(page, "most glad")
        back(page, studio)
        state(page, "Not saved")
        shows(page, "Good night.")
        write(page, 3, "We are most glad.")
        holds(studio.script, page, "We are most glad.")
        assert "Good night." in studio.script.read_text(encoding="utf-8")


@pytest.mark.parametrize("elsewhere", [False, True], ids=["as-it-was", "changed-elsewhere"])
def test_what_comes_after_it_waits_for_it(browser: Browser, studio: Studio, elsewhere: bool) -> None:  # noqa: F811
    with opened(browser, studio, quiet=False) as page:
        go(page)
        write(page, 3, "We are most glad.")
        shows(page, "most glad")
        if elsewhere:
            text = studio.script.read_text(encoding="utf-8")
            studio.script.write_text(text.replace("Good evening.", "Good night."), encoding="utf-8")
        page.unroute("**/api/*")
        if not elsewhere:
            page.get_by_label("Move up paragraph 3").evaluate("each => each.click()")
            state(page, "What you wrote meanwhile is saved now")
            text = studio.script.read_text(encoding="utf-8")
            assert "and nobody was hurt. [^3]\n\n**Voice of Mayor Brown:** We are most glad." in text
            return
        studio.post("api/pin", title="Opening", pinned=True)
        page.get_by_role("dialog", name="It was changed elsewhere meanwhile").wait_for()
        assert "most glad" in page.get_by_label("Yours").input_value()
