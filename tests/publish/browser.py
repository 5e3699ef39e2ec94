"""A real Chromium, driven from outside. Without one, or without Playwright, the tests that need it are skipped and say so."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from .outside import MODULES

CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None)
AXE = MODULES / "axe-core" / "axe.min.js"

try:
    from playwright.sync_api import Browser, Dialog, Page, sync_playwright
except ImportError:  # pragma: no cover - the dev dependencies bring it
    PLAYWRIGHT = False
else:
    PLAYWRIGHT = True

needs_chromium = pytest.mark.skipif(
    CHROMIUM is None or not PLAYWRIGHT, reason="needs Chromium (apt-get install chromium) and Playwright (the dev dependencies)"
)
needs_axe = pytest.mark.skipif(not AXE.is_file(), reason="needs axe-core: make checkers")

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--no-first-run", "--mute-audio",
    "--autoplay-policy=no-user-gesture-required",
]  # fmt: skip

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass
class Watched:
    """What a page said and asked for while it was open."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def ms(self) -> float:
        """Where the sound is."""
        return 1000 * float(self.page.evaluate("document.querySelector('audio').currentTime"))

    def current(self) -> str:
        """The sentence that is marked."""
        return str(self.page.evaluate("document.querySelector('.s[aria-current]')?.textContent.trim() ?? ''"))

    def refuse(self, dialog: Dialog) -> None:
        """Note that a script opened a box, and close it."""
        self.said.append(dialog.message)
        dialog.dismiss()

    def until(self, expression: str, argument: Any = None) -> None:
        """Wait until it holds in the page; asked for at times, since a browser need not give a page frames."""
        self.page.wait_for_function(expression, arg=argument, timeout=60_000, polling=50)

    def faults(self) -> list[str]:
        """What axe-core finds against WCAG 2.2 AA and good practice."""
        self.page.add_script_tag(path=AXE)
        found = self.page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
        return [
            f"{each['id']}: {each['nodes'][0]['html'][:120]} {json.dumps(each['nodes'][0]['any'])[:300]}" for each in found["violations"]
        ]


@contextmanager
def opened(browser: Browser, address: str, **options: Any) -> Iterator[Watched]:
    """A page of its own; whatever it did, it must have kept quiet and asked for nothing but files of its folder."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **options})
    watched = Watched(context.new_page())
    watched.page.on("console", lambda message: watched.said.append(f"{message.type}: {message.text}"))
    watched.page.on("pageerror", lambda error: watched.said.append(str(error)))
    watched.page.on("dialog", watched.refuse)
    watched.page.on("request", lambda request: watched.asked.append(request.url))
    try:
        watched.page.goto(address)
        yield watched
        assert watched.said == []
        folder = address.split("#")[0].rpartition("/")[0].rpartition("/")[0]
        assert [url for url in watched.asked if not url.startswith((folder, "data:"))] == []
    finally:
        context.close()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def address_of(page: Path, mark: str = "") -> str:
    """A page's address on disk."""
    return page.as_uri() + mark
