"""The titles of the programme and of its chapters: shown in the script, and changed there."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.publish.browser import needs_chromium

from .conftest import Studio
from .test_page import browser, opened, state  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("Kellmoor: open", "title: 'Kellmoor: open'"),
        ("  On\nthe   bridge ", "title: On the bridge"),
        ("“Ja” – 4 + #2", "title: '“Ja” – 4 + #2'"),
    ],
)
def test_the_programme_is_called_otherwise_and_nothing_else_changes(studio: Studio, words: str, line: str) -> None:
    before = studio.script.read_text(encoding="utf-8")
    status, day = studio.post("api/title", version=studio.day()["version"], k=0, title=words)
    assert (status, day["title"]) == (200, " ".join(words.split()))
    assert studio.script.read_text(encoding="utf-8") == before.replace("title: The day", line)


def test_a_title_over_several_lines_is_replaced_whole(studio: Studio) -> None:
    text = studio.script.read_text(encoding="utf-8")
    studio.script.write_text(text.replace("title: The day", "title: >-\n  The day\n  of the bridge"), encoding="utf-8")
    assert studio.day()["title"] == "The day of the bridge"
    assert studio.post("api/title", version=studio.day()["version"], k=0, title="The day")[0] == 200
    assert studio.script.read_text(encoding="utf-8") == text


def test_a_chapter_keeps_its_pin_and_what_was_left_out_of_it(studio: Studio) -> None:
    studio.post("api/pin", title="The bridge", pinned=True)
    _, day = studio.post("api/arrange", version=studio.day()["version"], paragraphs=[3])
    status, day = studio.post("api/title", version=day["version"], k=2, title="The {old} bridge")
    assert status == 200
    assert [(each["title"], each["pinned"]) for each in day["chapters"]] == [("Opening", False), ("The {old} bridge", True)]
    assert "\n# The \\{old\\} bridge\n" in day["text"]
    status, day = studio.post("api/arrange", version=day["version"], back=[day["left"][0]["id"]])
    assert (status, day["parts"][-1]["text"]) == (200, "We are glad.")


@pytest.mark.parametrize(("k", "title"), [(0, " "), (1, ""), (3, "Far"), (-1, "Far")])
def test_what_is_no_title_is_refused(studio: Studio, k: int, title: str) -> None:
    before = studio.script.read_bytes()
    assert studio.post("api/title", version=studio.day()["version"], k=k, title=title)[0] == 422
    assert studio.post("api/title", version="older", k=0, title="The day after")[0] == 409
    assert studio.script.read_bytes() == before


@needs_chromium
def test_titles_are_changed_where_they_stand(browser: Browser, studio: Studio) -> None:  # noqa: F811
    before = studio.script.read_bytes()
    with opened(browser, studio) as page:
        title = page.get_by_label("Title", exact=True)
        assert title.input_value() == "The day"
        title.fill("The day of the bridge")
        page.keyboard.press("Escape")
        assert title.input_value() == "The day"
        title.fill("The day of the bridge")
        page.keyboard.press("Enter")
        state(page, "It is called “The day of the bridge” now")
        page.get_by_role("heading", name="The bridge").dblclick()
        page.keyboard.type("Open again")
        page.keyboard.press("Enter")
        state(page, "It is called “Open again” now")
        assert page.locator("#order").get_by_role("button", name="Open again", exact=True).is_visible()
        assert page.evaluate("document.activeElement.ariaLabel") == "Rename Open again"
        page.keyboard.press("Enter")
        page.keyboard.type("Never mind")
        page.keyboard.press("Escape")
        assert page.locator("#script h2").all_text_contents() == ["Opening", "Open again"]
        text = studio.script.read_text(encoding="utf-8")
        assert "title: The day of the bridge\n" in text
        assert "# Open again\n" in text
        for _ in range(2):
            with page.expect_response("**/api/text"):
                page.get_by_role("button", name="Undo").click()
        page.wait_for_function("() => document.querySelector('#undo').disabled && document.querySelector('#title').value === 'The day'")
    assert studio.script.read_bytes() == before


@needs_chromium
def test_a_title_that_meets_another_hand_is_saved_all_the_same(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio, quiet=False) as page:
        page.get_by_label("Rename The bridge", exact=True).click()
        page.keyboard.type("Open again")
        text = studio.script.read_text(encoding="utf-8")
        page.route(
            "**/api/day", lambda route: None
        )  # what the other does is not seen yet: no answer comes, which is no studio that is away
        studio.script.write_text(text.replace("# The bridge", "# Roads\n\n**Anchor:** None is shut.\n\n# The bridge"), encoding="utf-8")
        page.keyboard.press("Enter")
        state(page, "It is called “Open again” now")
        assert "# Roads\n\n**Anchor:** None is shut.\n\n# Open again" in studio.script.read_text(encoding="utf-8")


@needs_chromium
def test_a_title_waits_for_a_studio_that_is_away(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio, quiet=False) as page:
        page.route("**/api/title", lambda route: route.abort(), times=1)
        page.get_by_label("Title", exact=True).fill("The day of the bridge")
        page.keyboard.press("Enter")
        state(page, "The studio does not answer")
        assert page.get_by_label("Title", exact=True).input_value() == "The day of the bridge"
        text = studio.script.read_text(encoding="utf-8")
        with page.expect_response("**/api/title"):  # it is back, as is heard of it
            studio.script.write_text(text.replace("We are glad.", "We are most glad."), encoding="utf-8")
        assert "title: The day of the bridge" in studio.script.read_text(encoding="utf-8")
