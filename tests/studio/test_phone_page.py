"""A telephone: 360 pixels, a finger, and no keys."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from tests.publish.browser import needs_chromium

from .conftest import Studio
from .test_page import WAIT_MS, browser, holds, state  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium


@contextmanager
def held(browser: Browser, studio: Studio) -> Iterator[Page]:  # noqa: F811
    """The page on a telephone."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.set_default_timeout(WAIT_MS)
    studio.day()
    try:
        page.goto(f"http://127.0.0.1:{studio.port}/{studio.token}/")
        page.wait_for_selector(".segment")
        state(page, "Saved")
        yield page
    finally:
        context.close()


def test_a_finger_changes_plays_moves_marks_and_takes_back(browser: Browser, studio: Studio) -> None:  # noqa: F811
    before = studio.script.read_bytes()
    with held(browser, studio) as page:
        page.get_by_label("Edit paragraph 3", exact=True).tap()
        page.keyboard.type(" Very.")
        with page.expect_response("**/api/clip/3.wav*"):
            page.get_by_role("button", name="Save", exact=True).tap()
        holds(studio.script, page, "We are glad. Very.")
        page.wait_for_function("() => document.querySelector('#player').currentTime > 0", polling=50)
        page.get_by_role("button", name="Mark as wrong").tap()
        page.get_by_text("Marked as wrong (1)").wait_for()
        page.get_by_label("Move up paragraph 3").tap()
        state(page, "Moved")
        rows = page.evaluate("[...document.querySelectorAll('.segment.on .who button')].map(each => each.getBoundingClientRect().top)")
        assert len(rows) == 7
        assert max(rows) - min(rows) < 1  # one row of them
        undo = page.get_by_role("button", name="Undo")
        box = undo.bounding_box()
        assert box is not None
        assert box["y"] > 740 - 100  # where the thumb is, however far one has read
        assert box["height"] >= 44
        for _ in range(2):
            with page.expect_response("**/api/text"):
                undo.tap()
        page.wait_for_function("() => document.querySelector('#undo').disabled")
        assert studio.script.read_bytes() == before
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        room = "parseFloat(getComputedStyle(document.body).paddingBottom) - document.querySelector('aside section').offsetHeight"
        assert page.evaluate(room) >= 0  # what is last is not behind the player
        page.set_viewport_size({"width": 1280, "height": 740})  # turned, or a larger window: it is in its row again
        page.wait_for_function("() => document.querySelector('#undo').nextElementSibling?.id === 'redo'")


def test_what_is_wrong_is_seen_where_one_reads(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with held(browser, studio) as page:
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        page.route("**/api/*", lambda route: route.abort())
        page.get_by_label("Paragraph 3, Voice of Mayor Brown").tap()
        page.get_by_label("Move up paragraph 3").tap()
        state(page, "The studio does not answer")
        box = page.locator("#state").bounding_box()
        assert box is not None
        assert 0 <= box["y"] < 100
