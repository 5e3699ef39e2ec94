"""Sentences that are marked as wrong while somebody listens: a file beside the script that a person can read, and gone when they are mended."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.publish.browser import needs_chromium

from .conftest import Studio, serving
from .test_page import browser, opened, state, write  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

SHUT = "It was shut for two weeks, and nobody was hurt."
AS_READ = f"""Marked as wrong in 2026-11-27.md, while listening.
A line with > is the sentence as it was heard; below it stands what is wrong. It goes when the sentence is changed, or taken out here.

# The bridge

> {SHUT}
It was ten days.
"""


def marked_in(studio: Studio) -> Path:
    return studio.script.with_name("2026-11-27.marked.txt")


def marks(studio: Studio) -> list[tuple[int, str, str]]:
    return [(each["n"], each["text"], each["note"]) for each in studio.day()["marked"]]


def test_a_mark_is_kept_in_a_file_that_is_read_and_written_by_people(studio: Studio) -> None:
    script = studio.script.read_bytes()
    assert studio.post("api/mark", chapter="The bridge", text=SHUT)[0] == 200
    assert studio.post("api/mark", chapter="The bridge", text=SHUT, note="It was\nten days.")[0] == 200
    file = marked_in(studio)
    assert file.read_text(encoding="utf-8") == AS_READ
    file.write_text(f"Ben: please look.\r\n# The bridge\r\n>We are glad.\r\nWho says so?\r\nAsk.\r\n\r\n> {SHUT}\r\n", encoding="utf-8")
    assert marks(studio) == [(2, SHUT, ""), (3, "We are glad.", "Who says so? Ask.")]
    assert studio.post("api/unmark", chapter="The bridge", text=SHUT)[0] == 200
    assert marks(studio) == [(3, "We are glad.", "Who says so? Ask.")]
    with serving(studio.folder) as again:  # whoever mends it later
        assert marks(again) == [(3, "We are glad.", "Who says so? Ask.")]
    assert studio.post("api/unmark", chapter="The bridge", text="We are glad.")[0] == 200
    assert not file.exists()
    assert studio.script.read_bytes() == script


def test_a_mark_goes_with_its_sentence_and_comes_back_with_an_undo(studio: Studio) -> None:
    before = studio.script.read_text(encoding="utf-8")
    for words in (SHUT, "We are glad."):
        studio.post("api/mark", chapter="The bridge", text=words, note="No.")
    _, day = studio.post("api/segment", version=studio.day()["version"], n=2, text="It was shut for ten days. [^3]")
    assert [each["text"] for each in day["marked"]] == ["We are glad."]
    assert SHUT not in marked_in(studio).read_text(encoding="utf-8")
    _, day = studio.post("api/text", version=day["version"], text=before)
    assert [each["text"] for each in day["marked"]] == [SHUT, "We are glad."]
    _, day = studio.post("api/order", version=day["version"], chapters=[1])  # left out, and so not wrong on air
    assert day["marked"] == []
    assert SHUT in marked_in(studio).read_text(encoding="utf-8")  # it may be put back tomorrow
    _, day = studio.post("api/arrange", version=day["version"], back=[day["left"][0]["id"]])
    assert [each["note"] for each in day["marked"]] == ["No.", "No."]


def test_what_does_not_stand_there_is_not_marked_and_what_cannot_be_read_is_told(studio: Studio) -> None:
    status, told = studio.post("api/mark", chapter="The bridge", text="It never said so.")
    assert (status, told["error"]["message"]) == (422, "this sentence does not stand in the script any more")
    assert not marked_in(studio).exists()
    marked_in(studio).write_bytes(b"\xff\xfe>")
    day = studio.day()
    assert (day["fault"], day["marked"]) == (None, [])  # the script can be worked on
    fault = day["marked_fault"]
    assert (fault["where"], fault["remedy"]) == ("scripts/2026-11-27.marked.txt", "Mend it, or move it away.")
    assert studio.post("api/mark", chapter="The bridge", text=SHUT)[0] == 422
    assert marked_in(studio).read_bytes() == b"\xff\xfe>"


@needs_chromium
def test_a_key_marks_what_is_heard_and_a_second_page_mends_it(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page, opened(browser, studio, width=390) as phone:
        phone.get_by_role("button", name="Mark as wrong").click()
        state(phone, "Nothing is heard")
        phone.get_by_label("From here: paragraph 1", exact=True).click()
        start_ms = studio.day()["parts"][2]["start_ms"]
        heard = "s => { const player = document.querySelector('#player'); return player.currentTime > s && (player.pause(), true); }"
        phone.wait_for_function(heard, arg=start_ms / 1000 + 1.5, polling=50)  # and is not heard on while the next step is on its way
        phone.get_by_role("button", name="Mark as wrong").click()
        state(phone, "Marked as wrong: “It was shut for two weeks, and nobody was hurt.”")
        item = page.get_by_role("region", name="Marked as wrong (1)").get_by_role("listitem")
        item.wait_for()
        item.get_by_label("What is wrong with").fill("It was ten days.")
        page.keyboard.press("Tab")
        state(page, "Noted")
        assert marked_in(studio).read_text(encoding="utf-8") == AS_READ
        assert page.evaluate("[...[...CSS.highlights.get('marked')][0].toString()].length") == len(SHUT)
        item.get_by_role("button", name=SHUT, exact=True).click()
        assert page.evaluate("document.activeElement.dataset.n") == "2"
        write(page, 2, "It was shut for ten days. [^3]")
        page.wait_for_function("() => document.querySelector('#marked').hidden")
        phone.wait_for_function("() => document.querySelector('#marked').hidden")
        assert not marked_in(studio).exists()


@needs_chromium
def test_the_letter_m_marks_and_can_be_turned_off(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        page.get_by_label("Play paragraph 3", exact=True).click()
        page.wait_for_function("() => document.querySelector('#player').currentTime > 0", polling=50)
        page.keyboard.press("m")
        page.get_by_role("region", name="Marked as wrong (1)").wait_for()
        page.get_by_role("button", name="Resolved: “We are glad.”").click()
        state(page, "Resolved")
        page.get_by_role("button", name="Keys").click()
        page.get_by_label("Keys that are one letter work").uncheck()
        page.keyboard.press("Escape")
        page.locator('.segment[data-n="3"]').focus()
        page.keyboard.press("m")
        page.keyboard.press("n")
        assert page.locator("#script textarea:visible").count() == 0
        page.reload()
        state(page, "Saved")
        assert not page.locator("#single").is_checked()
        assert page.locator("#marked").is_hidden()


@needs_chromium
@pytest.mark.parametrize("ends", ["Enter", "Escape"])
def test_a_note_that_is_being_written_stays_when_the_day_is_drawn_anew(browser: Browser, studio: Studio, ends: str) -> None:  # noqa: F811
    studio.post("api/mark", chapter="The bridge", text=SHUT)
    with opened(browser, studio) as page:
        box = page.get_by_label("What is wrong with")
        box.press_sequentially("It was te")
        studio.post("api/mark", chapter="The bridge", text="We are glad.")
        page.get_by_role("region", name="Marked as wrong (2)").wait_for()
        page.keyboard.type("n days.")
        page.keyboard.press(ends)
        page.get_by_label("What is wrong with “We").focus()
        state(page, "Noted")
        assert marks(studio) == [(2, SHUT, "It was ten days."), (3, "We are glad.", "")]
