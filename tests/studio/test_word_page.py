"""A word that is said wrong: a double click leads to it, and it is mended whether anybody doubted it or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.publish.browser import needs_chromium

from .conftest import Studio
from .test_page import browser, holds, opened, state  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium

MIDDLE = """([n, word]) => { // of a word of a paragraph
  const range = new Range(), walk = document.createTreeWalker(document.querySelector(`.segment[data-n="${n}"] .said`), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const at = walk.currentNode.data.indexOf(word);
    if (at < 0) continue;
    range.setStart(walk.currentNode, at);
    range.setEnd(walk.currentNode, at + word.length);
    const box = range.getBoundingClientRect();
    return [box.x + box.width / 2, box.y + box.height / 2];
  }
}"""
CHOSEN = "() => { const box = document.activeElement; return box.value.slice(box.selectionStart, box.selectionEnd); }"


def double_click(page: Page, n: int, word: str) -> None:
    x, y = page.evaluate(MIDDLE, [n, word])
    page.mouse.dblclick(x, y)


@pytest.mark.parametrize(
    ("written", "word", "chosen"),
    [
        ("It was open. [^3] Then it was shut 🚧 for weeks. [^3]", "weeks", "weeks"),
        ("At {Sarn|sɑːn} it was shut. [^3] Sarn is glad.", "shut", "shut"),
        ("At {Sarn|sɑːn} it was shut. [^3]", "Sarn", "{Sarn|sɑːn}"),
    ],
)
def test_a_double_click_leads_to_the_word(browser: Browser, studio: Studio, written: str, word: str, chosen: str) -> None:  # noqa: F811
    text = studio.script.read_text(encoding="utf-8")
    studio.script.write_text(text.replace("**Voice of Mayor Brown:** We are glad.", f"**Anchor:** {written}"), encoding="utf-8")
    with opened(browser, studio) as page:
        double_click(page, 3, word)
        assert page.evaluate(CHOSEN) == chosen
        page.keyboard.type("away")
        page.keyboard.press("Enter")
        holds(studio.script, page, written.replace(chosen, "away"))


def test_a_word_that_nobody_doubts_is_mended_for_good_and_heard(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        assert page.get_by_role("button", name="evening", exact=True).count() == 0
        double_click(page, 1, "evening")
        page.get_by_role("button", name="How is it said?").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_text("“evening”").wait_for()
        page.get_by_label("Respelling").fill("eve ning")
        with page.expect_response(lambda answer: "/api/clip/1.wav" in answer.url):
            page.keyboard.press("Enter")  # saves, as everywhere: it closed the dialog, and what was written was lost
        state(page, "evening is in the lexicon")
        assert "evening: {alias: eve ning}" in (studio.folder / "lexicon.yaml").read_text(encoding="utf-8")


def test_a_word_is_mended_here_in_what_was_just_written(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        page.get_by_label("Edit paragraph 3", exact=True).click()
        page.keyboard.press("Control+A")
        page.keyboard.type("Glad, glad and once more glad")  # the cursor is in the last of them
        page.keyboard.press("ArrowLeft")
        page.get_by_role("button", name="How is it said?").click()
        page.get_by_label("or sounds (IPA)").fill("glɑːd")
        page.get_by_role("button", name="Only here").click()
        holds(studio.script, page, "**Voice of Mayor Brown:** Glad, glad and once more {glad|glɑːd}\n")


def test_without_a_word_it_is_said_what_to_do(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        page.get_by_label("Edit paragraph 3", exact=True).click()
        page.get_by_role("button", name="How is it said?").click()  # the cursor is behind the full stop
        state(page, "Put the cursor into the word")
        assert page.get_by_label("Paragraph 3", exact=True).is_visible()
