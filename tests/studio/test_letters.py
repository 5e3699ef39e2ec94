"""Letters that count twice in a browser: a paragraph is shown and mended as it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.publish.browser import needs_chromium

from .conftest import Studio
from .test_page import browser, holds, opened  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_chromium

WORDS = "Hello 😀😀😀 to Zxqwertz and 45 friends. He read 𝔸 it in Kellmoor, on Thursday the 26th."


def test_an_emoji_moves_nothing_that_stands_behind_it(browser: Browser, studio: Studio) -> None:  # noqa: F811
    text = studio.script.read_text(encoding="utf-8")
    studio.script.write_text(text.replace("We are glad.", WORDS), encoding="utf-8")
    with opened(browser, studio) as page:
        said = page.locator('.segment[data-n="3"] .said')
        assert said.text_content() == WORDS
        assert {"Zxqwertz", "read", "Kellmoor"} <= set(said.locator("button").all_text_contents())
        said.get_by_role("button", name="Zxqwertz", exact=True).click()
        page.locator("#fix-ipa").fill("zɛks")
        page.get_by_role("button", name="Only here").click()
        page.wait_for_function("() => !document.querySelector('#fix').open")
        page.wait_for_function("() => !document.querySelector('.segment[data-n=\"3\"] .said').textContent.includes('{')")
        page.wait_for_function("() => document.querySelector('#state').textContent === 'Saved'")
        holds(studio.script, page, WORDS.replace("Zxqwertz", "{Zxqwertz|zɛks}"))
        assert said.text_content() == WORDS


def test_what_is_written_from_right_to_left_is_read_so(browser: Browser, studio: Studio) -> None:  # noqa: F811
    text = studio.script.read_text(encoding="utf-8")
    text = text.replace("# The bridge", "# שלום לכולם").replace(
        "**Voice of Mayor Brown:** We are glad.", "**Anchor:** שלום לכולם, זה היום."
    )
    studio.script.write_text(text, encoding="utf-8")
    with opened(browser, studio) as page:
        words = page.locator('.segment[data-n="3"] .said mark button')
        assert words.count() > 1  # no voice of ours knows them: each stands in a box of its own
        boxes = [each.bounding_box() for each in words.all()]
        places = [box["x"] for box in boxes if box is not None]
        assert places == sorted(places, reverse=True)
        page.get_by_label("Edit paragraph 3", exact=True).click()
        sides = "[...document.querySelectorAll('#chapter-2, .writing textarea, #order li:nth-child(2) .title')].map(each => getComputedStyle(each).direction)"
        assert page.evaluate(sides) == ["rtl"] * 3
