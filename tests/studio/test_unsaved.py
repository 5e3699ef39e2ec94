"""What could not be saved, in a real browser: it is kept whole, and belongs where it was written."""

from __future__ import annotations

import json
import signal
from typing import TYPE_CHECKING

import pytest

from tests.publish.browser import needs_chromium

from .conftest import Studio, serving
from .test_page import browser, holds, opened, state, write  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium

KEPT = "() => Object.entries(localStorage).filter(([name]) => name.startsWith('episode.studio.unsaved.')).map(([, kept]) => kept)"
TWICE = "It was shut for two weeks,\nand nobody was hurt. [^3]"


def kept(page: Page) -> str:
    """The text that waits to be saved."""
    (found,) = page.evaluate(KEPT)
    return str(json.loads(found)["text"])


@pytest.fixture
def twice(studio: Studio) -> Studio:
    """A story whose words stand under the headlines, too."""
    text = studio.script.read_text(encoding="utf-8")
    studio.script.write_text(text.replace("**Anchor:** Good", f"**Anchor:** {TWICE}\n\n**Anchor:** Good"), encoding="utf-8")
    return studio


def test_a_studio_that_stalls_is_told_and_nothing_is_lost(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        page.locator("#at-once").uncheck()
        page.clock.install()
        studio.process.send_signal(signal.SIGSTOP)
        try:
            write(page, 3, "We are very glad.")
            state(page, "Saving…")
            page.clock.fast_forward(10_000)
            state(page, "Not saved yet: the studio takes its time")
            assert "We are very glad." in kept(page)
        finally:
            studio.process.send_signal(signal.SIGCONT)
        holds(studio.script, page, "We are very glad.")
        assert page.evaluate(KEPT) == []


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
        story = f"**Anchor (slower):** {TWICE}"  # its words stand elsewhere still
        twice.script.write_text(before.replace(story, "**Anchor (slower):** It is theirs. [^3]"), encoding="utf-8")
        page.keyboard.press("Enter")
        page.get_by_role("dialog").wait_for()
        assert page.locator("#conflict-mine").input_value() == before.replace(story, "**Anchor (slower):** It is open. [^3]")
        at = [
            page.locator(f"#conflict-{whose}").evaluate("box => box.value.slice(box.selectionStart - 6, box.selectionStart)")
            for whose in ("mine", "theirs")
        ]
        assert at == ["It is ", "It is "]  # the cursors stand where the two begin to differ


def another(page: Page) -> Page:
    """The same address in another tab, which begins with the session of the first, as one that is doubled; drawn."""
    with page.expect_popup() as opening:
        page.evaluate("() => { open(location.href); }")
    other = opening.value
    other.wait_for_selector(".segment", state="attached")
    state(other, "Saved")
    return other


def begin(page: Page, n: int, text: str) -> None:
    """Write a paragraph, and do not leave it."""
    page.get_by_label(f"Edit paragraph {n}", exact=True).click()
    page.get_by_label(f"Paragraph {n}", exact=True).fill(text)


def test_each_page_keeps_its_own(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        begin(page, 3, "We are half-way.")
        other = another(page)  # takes nothing from a page that is open
        assert "half-way" not in studio.script.read_text(encoding="utf-8")
        begin(other, 2, "It was shut. [^3]")
        assert len(page.evaluate(KEPT)) == 2
        other.keyboard.press("Enter")
        holds(studio.script, other, "It was shut. [^3]")
        assert len(page.evaluate(KEPT)) == 1  # what was saved is dropped, and nothing of the other page's
        assert "We are half-way." in kept(page)
        page.wait_for_function("() => document.querySelector('#script').textContent.includes('It was shut.')")  # beside what is written
        page.reload()
        holds(studio.script, page, "We are half-way.")
        assert "It was shut. [^3]" in studio.script.read_text(encoding="utf-8")


def test_changes_of_different_paragraphs_do_not_meet(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio, quiet=False) as page:
        begin(page, 3, "We are mine.")
        text = studio.script.read_text(encoding="utf-8")
        studio.script.write_text(text.replace("It was shut", "It was closed"), encoding="utf-8")
        page.keyboard.press("Enter")  # before the page has heard of it, or after
        page.wait_for_function("() => document.querySelector('#script').textContent.includes('It was closed')")
        holds(studio.script, page, "We are mine.")
        assert "It was closed" in studio.script.read_text(encoding="utf-8")


def test_what_pages_left_that_have_gone_is_offered_the_newest_first(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        for other, text in [(another(page), "We are older."), (another(page), "We are newer.")]:
            other.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()); }")  # a box that is left would be saved
            begin(other, 3, text)
            other.close()
        page.wait_for_function("async () => (await navigator.locks.query()).held.length === 1")
        assert len(page.evaluate(KEPT)) == 2
        third = another(page)
        holds(studio.script, third, "We are newer.")
        assert "We are older." in kept(page)


def test_another_script_has_another_name(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        here = page.locator("body").get_attribute("data-script")
    other = studio.folder / "scripts" / "other.md"
    other.write_bytes(studio.script.read_bytes())
    with serving(studio.folder, script="scripts/other.md") as running, opened(browser, running) as page:
        assert page.locator("body").get_attribute("data-script") not in (here, None, "")
