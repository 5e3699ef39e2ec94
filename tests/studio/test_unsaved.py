"""What could not be saved, in a real browser: it is kept whole, and belongs where it was written."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests.publish.browser import needs_chromium

from .conftest import Studio
from .test_page import browser, holds, opened, state, write  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium

TWICE = "It was shut for two weeks,\nand nobody was hurt. [^3]"


def kept(page: Page) -> str:
    """The text that waits to be saved."""
    return str(json.loads(page.evaluate("() => localStorage.getItem('episode.studio.unsaved')"))["text"])


@pytest.fixture
def twice(studio: Studio) -> Studio:
    """A story whose words stand under the headlines, too."""
    text = studio.script.read_text(encoding="utf-8")
    studio.script.write_text(text.replace("**Anchor:** Good", f"**Anchor:** {TWICE}\n\n**Anchor:** Good"), encoding="utf-8")
    return studio


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_what_cannot_be_saved_is_kept_in_the_paragraph_that_was_edited(browser: Browser, twice: Studio, ends: str) -> None:  # noqa: F811
    text = twice.script.read_text(encoding="utf-8")
    twice.script.write_bytes(text.replace("\n", ends).encode())
    with opened(browser, twice, quiet=False) as page:
        page.route("**/api/segment", lambda route: route.abort())
        write(page, 3, "It was shut for $& weeks. [^3]")
        state(page, "The studio does not answer")
        story = text.replace(f"**Anchor (slower):** {TWICE}", "**Anchor (slower):** It was shut for $& weeks. [^3]")
        assert kept(page).replace("\r\n", "\n") == story != text
        page.unroute("**/api/segment")
        page.reload()
        holds(twice.script, page, "It was shut for $& weeks.")
        assert twice.script.read_bytes().decode() == story.replace("\n", ends)


def test_a_conflict_shows_the_edit_where_it_was_made(browser: Browser, twice: Studio) -> None:  # noqa: F811
    before = twice.script.read_text(encoding="utf-8")
    with opened(browser, twice, quiet=False) as page:
        page.get_by_label("Edit paragraph 3", exact=True).click()
        page.get_by_label("Paragraph 3", exact=True).fill("It is open. [^3]")
        twice.script.write_text(before.replace("We are glad.", "We are theirs."), encoding="utf-8")
        page.keyboard.press("Enter")
        page.get_by_role("dialog").wait_for()
        mine = before.replace(f"**Anchor (slower):** {TWICE}", "**Anchor (slower):** It is open. [^3]")
        assert page.locator("#conflict-mine").input_value() == mine
