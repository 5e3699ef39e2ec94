"""How fast the studio plays: chosen once, it holds for each sound and for the next time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.publish.browser import needs_chromium

from .conftest import Studio
from .test_page import browser, opened  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium

SPEED = "() => document.querySelector('#player').playbackRate === {0} && document.querySelector('#speed').value === '{0}'"


def plays_at(page: Page, rate: float) -> None:
    page.wait_for_function(SPEED.format(rate))


def test_a_speed_holds_for_each_sound_and_after_a_reload(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        plays_at(page, 1)
        page.get_by_label("Speed").select_option("1.5")
        for n in (3, 2):
            with page.expect_response(f"**/api/clip/{n}.wav*"):
                page.locator(f'.segment[data-n="{n}"]').press(" ")
            page.wait_for_function("() => document.querySelector('#player').currentTime > 0", polling=50)
            plays_at(page, 1.5)
        page.reload()
        page.wait_for_selector(".segment")
        plays_at(page, 1.5)


def test_keys_and_the_browsers_own_menu_change_it(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        paragraph = page.locator('.segment[data-n="3"]')
        for _ in range(6):  # more than there are: the fastest stays
            paragraph.press(">")
        plays_at(page, 2)
        paragraph.press("<")
        plays_at(page, 1.75)
        page.evaluate("document.querySelector('#player').playbackRate = 1.25")  # as its menu does
        plays_at(page, 1.25)
        with page.expect_response("**/api/clip/3.wav*"):
            paragraph.press(" ")
        page.wait_for_function("() => document.querySelector('#player').currentTime > 0", polling=50)
        plays_at(page, 1.25)
        page.locator("#single").evaluate("box => box.click()")  # keys of one letter are off
        paragraph.press(">")
        plays_at(page, 1.25)
