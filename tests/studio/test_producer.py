"""A producer's whole round in a real browser: from the script of the morning to an episode in the feed, and what the gate says on the way."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.publish.browser import needs_chromium

from .conftest import serving
from .test_page import DECODED, browser, opened, state, write  # noqa: F401 - a fixture
from .test_running import programme_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium

FEED = """
[feed]
url = "https://example.org/podcast/"
description = "The day."
email = "news@example.org"
to = "web/podcast"
"""
FACTS = [
    "The bridge at Kellmoor is open again after two weeks.",
    "Nobody was hurt when it was shut, the county said.",
    "The harbour at Sandwell has a new crane.",
    "The crane can lift 40 tonnes from the deck of a ship, and it is painted blue.",
    "The library will stay open on Sundays from the spring.",
    "It will be cold and dry until the weekend, with a little frost in the valleys each morning.",
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The show with a feed, whose briefing says what the script tells."""
    import hashlib

    folder = programme_in(tmp_path / "show")
    with (folder / "episode.toml").open("a", encoding="utf-8") as settings:
        settings.write(FEED)
    text = "Live\n\n" + "\n".join(FACTS) + "\n"
    (folder / "briefings" / "2026-11-27.txt").write_text(text, encoding="utf-8")
    script = folder / "scripts" / "2026-11-27.md"
    found = script.read_text(encoding="utf-8")
    sha = hashlib.sha256(text.encode()).hexdigest()
    script.write_text(re.sub("briefing_sha256: .*", f"briefing_sha256: {sha}", found), encoding="utf-8")
    return folder


def says(page: Page, what: str, words: str) -> None:
    page.wait_for_function("([what, words]) => document.querySelector(what).textContent.includes(words)", arg=[what, words])


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_from_the_script_to_the_feed(browser: Browser, home: Path) -> None:  # noqa: F811
    feed = home / "web" / "podcast" / "feed.xml"
    script = home / "scripts" / "2026-11-27.md"
    with serving(home) as studio, opened(browser, studio, quiet=False) as page:
        # A sentence, heard at once.
        with page.expect_response(lambda answer: "/api/clip/7.wav" in answer.url):
            write(page, 7, "The crane can lift 40 tonnes from the deck of a ship, and it is painted blue. [^6]")
        state(page, "Saved")
        assert page.evaluate(DECODED, 7) > 1.0
        # A name, mended.
        page.get_by_role("button", name="Kellmoor", exact=True).first.click()
        page.get_by_label("Respelling").fill("Kell moor")
        press(page, "Save to the lexicon")
        state(page, "Kellmoor is in the lexicon")
        # Two stories, reordered; one pinned; a length that is met.
        page.locator("#order").get_by_role("button", name="The bridge", exact=True).focus()
        page.keyboard.press("Alt+ArrowDown")
        page.wait_for_function("() => document.querySelectorAll('#order .title')[1].textContent === 'The harbour'")
        press(page, "Pin The weather")
        page.wait_for_function("() => document.querySelector('.pin[aria-pressed=true]')")
        press(page, "Play the whole")
        page.wait_for_function("() => !document.querySelector('#length').textContent.includes('about')")
        page.reload()
        state(page, "Saved")
        page.wait_for_function("() => document.querySelector('.pin[aria-pressed=true]')")
        whole_ms = studio.day()["length_ms"]
        target_s = round(whole_ms / 1000) - 12
        page.get_by_label("Target").fill(f"{target_s // 60}:{target_s % 60:02}")
        page.keyboard.press("Tab")
        says(page, "#over", "too long")
        page.locator("#fit-ask").click()
        says(page, "#fit-sum", "becomes")
        before = script.read_text(encoding="utf-8")
        press(page, "Fit")
        says(page, "#over", "It meets the target.")
        fitted = script.read_text(encoding="utf-8")
        press(page, "Undo")
        says(page, "#over", "too long")
        assert script.read_text(encoding="utf-8") == before
        press(page, "Redo")
        says(page, "#over", "It meets the target.")
        assert script.read_text(encoding="utf-8") == fitted
        assert "# The weather" in fitted
        # Built, checked, published.
        press(page, "Publish")
        says(page, "#trouble", "not made yet")
        press(page, "Build")
        says(page, "#built", "LUFS")
        assert abs(studio.day()["built"]["duration_ms"] - target_s * 1000) <= 5000
        press(page, "Check")
        says(page, "#verdict", "Nothing stands in the way")
        press(page, "What would go out?")
        says(page, "#published", "2026-11-27/episode.mp3")
        says(page, "#published", "feed.xml")
        assert not feed.exists()
        press(page, "Publish")
        says(page, "#published", "1 episode")
        assert "<item>" in feed.read_text(encoding="utf-8")
        # A number that no source has: held back, with the place; and forced.
        published = feed.read_bytes()
        write(page, 2, "The harbour at Sandwell has 17 new cranes. [^5]")
        says(page, "#script", "17 new cranes")
        says(page, "#verdict", "changed since")
        press(page, "What would go out?")
        says(page, "#trouble", "the gate holds it back")
        page.get_by_role("button", name="Close this message").click()
        press(page, "Publish")
        says(page, "#trouble", "the gate holds it back")
        says(page, "#trouble", "17")
        assert feed.read_bytes() == published
        press(page, "Go to paragraph 2")
        page.wait_for_function("() => document.activeElement.dataset.n === '2'")
        press(page, "Build")
        says(page, "#built", "LUFS")
        page.wait_for_function("() => !document.querySelector('#built').textContent.includes('changed since')")
        press(page, "Publish")
        page.get_by_role("button", name="Publish anyway…").click()
        page.get_by_role("dialog").wait_for()
        assert feed.read_bytes() == published
        press(page, "Publish anyway")
        says(page, "#state", "Published")
        page.wait_for_function("() => document.querySelector('#published').textContent.includes('1 episode')")
        assert feed.read_bytes() != published
