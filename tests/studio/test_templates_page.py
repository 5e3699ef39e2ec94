"""The templates' tab in a real browser: a template is changed, broken, mended and saved, and what it makes of the day is seen at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import Episode
from tests.publish.browser import AXE, RULES, needs_axe, needs_chromium

from .conftest import Studio
from .test_page import browser, opened  # noqa: F401 - a fixture
from .test_templates import NAME, OWN, shared  # noqa: F401 - a fixture
from .test_unsaved import another

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium


def shown(page: Page, text: str) -> None:
    page.wait_for_function("text => document.querySelector('#preview').textContent.includes(text)", arg=text)


def noted(page: Page, text: str) -> None:
    page.wait_for_function("text => document.querySelector('#template-note').textContent.includes(text)", arg=text)


def faulty(page: Page, text: str) -> None:
    page.wait_for_function(
        "text => { const p = document.querySelector('#template-fault'); return !p.hidden && p.textContent.includes(text); }", arg=text
    )


def to_templates(page: Page) -> None:
    page.get_by_role("button", name="Templates", exact=True).click()
    shown(page, "Hello. It’s")


def test_a_template_is_changed_broken_mended_and_saved(browser: Browser, studio: Studio) -> None:  # noqa: F811
    path = studio.folder / "templates" / NAME
    assert Episode(studio.folder)("script", "briefings/2026-11-27.txt", "--rewrite").code == 0
    with opened(browser, studio) as page:
        to_templates(page)
        noted(page, "built-in: a copy will be made in templates/ when you save")
        box = page.locator("#template-text")
        page.evaluate("() => { window.lines = document.querySelector('#template-text').value.split('\\n').length; }")
        assert page.evaluate("() => lines === document.querySelectorAll('#template-lines span').length")
        written = box.input_value()
        box.fill(written.replace("Hello. It’s", "Good morning. It’s"))
        shown(page, "Good morning. It’s")
        [marked] = page.locator("#preview mark").all_text_contents()
        assert "Good morning. It’s" in marked
        assert not path.exists()
        box.fill(written.replace("{% block goodbye %}", "{% block goodbye %}{{ nobody }}"))
        faulty(page, "'nobody' is undefined")
        line = 1 + written[: written.index("{% block goodbye %}")].count("\n")
        assert (page.locator("#template-fault").text_content() or "").startswith(f"Line {line}: ")
        assert page.locator("#template-lines .bad").text_content() == str(line)
        page.wait_for_function("() => document.querySelector('#template-text').scrollTop > 0")
        band, editor = page.locator("#template-band").bounding_box(), page.locator(".editor").bounding_box()
        assert band is not None
        assert editor is not None
        assert editor["y"] <= band["y"] < editor["y"] + editor["height"]
        box.fill(written.replace("Hello. It’s", "Good morning. It’s"))
        shown(page, "Good morning. It’s")
        page.wait_for_function("() => document.querySelector('#template-fault').hidden")
        page.get_by_role("button", name="Save a copy").click()
        noted(page, f"Saved as templates/{NAME}. The day’s script was rendered anew.")
        assert path.read_text(encoding="utf-8") == written.replace("Hello. It’s", "Good morning. It’s")
        assert "Good morning. It’s" in studio.script.read_text(encoding="utf-8")
        page.get_by_role("button", name="Script", exact=True).click()
        page.wait_for_function("() => document.querySelector('#script').textContent.includes('Good morning. It’s')")


def test_another_editor_is_seen_and_a_conflict_is_shown(browser: Browser, studio: Studio) -> None:  # noqa: F811
    path = studio.folder / "templates" / NAME
    with opened(browser, studio, quiet=False) as page:
        to_templates(page)
        path.write_text(OWN, encoding="utf-8")
        shown(page, "Good morning from Test.")
        noted(page, f"templates/{NAME}, as it was changed elsewhere")
        page.locator("#template-text").fill(OWN.replace("morning", "mine"))
        shown(page, "Good mine from Test.")
        path.write_text(OWN.replace("morning", "theirs"), encoding="utf-8")
        noted(page, "you are asked which counts")
        page.reload()
        shown(page, "Good mine from Test.")
        page.get_by_role("button", name="Save", exact=True).click()
        page.get_by_role("dialog").wait_for()
        assert "Good mine" in page.locator("#conflict-mine").input_value()
        assert "Good theirs" in page.locator("#conflict-theirs").input_value()
        page.get_by_role("button", name="Take mine").click()
        noted(page, "edited by hand and stays")
        assert page.locator("#template-note code").text_content() == "episode script briefings/2026-11-27.txt --date 2026-11-27 --rewrite"
        assert "Good mine" in path.read_text(encoding="utf-8")


def test_each_page_keeps_its_own_draft(browser: Browser, studio: Studio) -> None:  # noqa: F811
    (studio.folder / "templates" / NAME).write_text(OWN, encoding="utf-8")
    with opened(browser, studio) as page:
        page.get_by_role("button", name="Templates", exact=True).click()
        shown(page, "Good morning from Test.")
        page.locator("#template-text").fill(OWN.replace("morning", "day"))
        shown(page, "Good day from Test.")
        other = another(page)
        other.get_by_role("button", name="Templates", exact=True).click()
        shown(other, "Good morning from Test.")  # as it is saved: the first page is open still
        other.locator("#template-text").fill(OWN.replace("morning", "night"))
        shown(other, "Good night from Test.")
        page.reload()
        shown(page, "Good day from Test.")
        other.close()
        page.wait_for_function("async () => (await navigator.locks.query()).held.length === 1")
        third = another(page)
        third.get_by_role("button", name="Templates", exact=True).click()
        shown(third, "Good night from Test.")  # what the page left that has gone


@needs_axe
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (390, "dark")])
def test_everybody_can_use_the_templates(browser: Browser, shared: Studio, width: int, scheme: str) -> None:  # noqa: F811
    with opened(browser, shared, width=width, scheme=scheme) as page:
        to_templates(page)
        page.locator("#template-text").fill("{{ nobody }}\n")
        faulty(page, "Line 1: 'nobody' is undefined")
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
        assert [f"{each['id']}: {each['nodes'][0]['html'][:150]}" for each in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
