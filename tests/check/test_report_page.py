"""The gate's report in a real browser: it can be read by everybody, on every screen, and what was found is heard with a click."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.conftest import Episode
from tests.publish.browser import chromium, needs_axe, needs_chromium, opened

from .test_gate import made, show, spoil  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture
def report(show: Path, episode: Episode) -> Path:  # noqa: F811
    """Of an episode that is not for air, with a word that no screen is wide enough for."""
    made(episode)
    spoil(show)
    script = next((show / "scripts").glob("*.md"))
    script.write_text(script.read_text(encoding="utf-8").replace("a barge hit it", f"a {'barge' * 40} hit it"), encoding="utf-8")
    made(episode)
    assert episode("check", "--report", "report/bad.html").code == 1
    return show / "report" / "bad.html"


@needs_axe
def test_everybody_can_read_it_on_every_screen(browser: Browser, report: Path) -> None:
    for width, scheme in ((1280, "light"), (1280, "dark"), (360, "light"), (360, "dark"), (320, "light")):
        with opened(browser, report.as_uri(), viewport={"width": width, "height": 800}, color_scheme=scheme, bypass_csp=True) as watched:
            assert watched.faults() == []
            assert watched.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
            paper, verdict, error = watched.page.evaluate(
                """() => ['body', '.verdict.bad', '.findings .error b'].map(what => getComputedStyle(document.querySelector(what)))
                .map((each, n) => n ? each.color : each.backgroundColor)"""
            )
            assert verdict == error  # what is wrong is seen at once, by its own colour
            assert (paper == "rgb(25, 22, 20)") == (scheme == "dark")
            assert watched.page.locator(".picture img").evaluate("each => each.naturalWidth > 0")


def test_what_was_found_is_heard_with_a_click(browser: Browser, report: Path) -> None:
    with opened(browser, report.as_uri()) as watched:
        first = watched.page.locator("a[data-at]").first
        box = first.bounding_box()
        assert box is not None
        assert box["height"] >= 24
        first.click()
        watched.until("() => document.querySelector('audio').currentTime >= Number(document.querySelector('a[data-at]').dataset.at)")
        watched.until("() => !document.querySelector('audio').paused || document.querySelector('audio').ended")
