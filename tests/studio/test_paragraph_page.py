"""A paragraph at the desk: its voice, a sentence of one's own, what is left out; and a page that keeps still meanwhile."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.publish.browser import needs_chromium

from .conftest import Studio
from .test_page import browser, holds, opened, state, write  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = needs_chromium

TOP = "selector => document.querySelector(selector).getBoundingClientRect().top"
CONTRAST = """element => {
  const canvas = new OffscreenCanvas(1, 1), pen = canvas.getContext('2d', { willReadFrequently: true });
  const light = colour => {
    pen.fillStyle = colour; pen.fillRect(0, 0, 1, 1);
    const part = [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3).map(each => each / 255).map(each => each <= .03928 ? each / 12.92 : ((each + .055) / 1.055) ** 2.4);
    return .2126 * part[0] + .7152 * part[1] + .0722 * part[2];
  };
  const style = getComputedStyle(element), both = [light(style.color), light(style.backgroundColor)].sort((one, other) => other - one);
  return (both[0] + .05) / (both[1] + .05);
}"""


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent"))


def test_a_sentence_of_ones_own_is_added_heard_left_out_and_put_back(browser: Browser, studio: Studio) -> None:  # noqa: F811
    before = studio.script.read_bytes()
    with opened(browser, studio) as page:
        page.get_by_label("Paragraph 3, Voice of Mayor Brown").focus()
        page.keyboard.press("n")
        page.keyboard.type("And from us, good night.")
        with page.expect_response(lambda answer: "/api/clip/4.wav" in answer.url) as answered:
            page.keyboard.press("Enter")
        assert answered.value.headers["x-episode-spoken"] == "1"
        holds(studio.script, page, "**Voice of Mayor Brown:** We are glad.\n\n**Anchor:** And from us, good night.\n")
        assert focused(page) == "Paragraph 4, Anchor"
        page.keyboard.press("Delete")
        state(page, "Left out")
        assert studio.script.read_bytes() == before
        assert focused(page) == "Paragraph 3, Voice of Mayor Brown"
        page.get_by_role("button", name="Put back And from us, good night.").click()
        state(page, "Back in")
        assert "We are glad.\n\n**Anchor:** And from us, good night.\n" in studio.script.read_text(encoding="utf-8")


def test_a_new_paragraph_that_is_given_up_or_empty_leaves_nothing(browser: Browser, studio: Studio) -> None:  # noqa: F811
    before = studio.script.read_bytes()
    with opened(browser, studio) as page:
        for typed, key in (("Never mind", "Escape"), ("", "Enter")):
            page.get_by_label("Add below paragraph 2", exact=True).click()
            page.keyboard.type(typed)
            page.keyboard.press(key)
            assert page.locator(".segment").count() == 3
        page.reload()
        page.wait_for_selector(".segment")
        state(page, "Saved")
    assert studio.script.read_bytes() == before


def test_who_speaks_and_how_fast(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        page.get_by_label("Paragraph 3, Voice of Mayor Brown").focus()
        page.keyboard.press("Enter")
        page.get_by_label("Spoken by").fill("Anchor")
        page.get_by_label("Pace").select_option("faster")
        assert b"faster" not in studio.script.read_bytes()  # going from box to box saves nothing
        page.get_by_role("button", name="Save", exact=True).click()
        holds(studio.script, page, "**Anchor (faster):** We are glad.")
        assert page.locator('.segment[data-n="3"] strong').text_content() == "Anchor (faster)"


def test_what_is_refused_is_not_built_and_its_message_moves_nothing(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio, quiet=False) as page:
        page.set_viewport_size({"width": 1440, "height": 400})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
        there = page.evaluate(TOP, "#script")
        write(page, 3, "We are glad. [^77]")
        state(page, "Not saved")
        scrolled = page.evaluate("scrollY")
        assert page.evaluate(TOP, "#script") + scrolled == pytest.approx(there, abs=1)
        message = page.locator("#trouble")
        for at in (0, 10_000):  # it is seen wherever one reads
            page.evaluate("at => scrollTo(0, at)", at)
            box = message.bounding_box()
            assert box is not None
            assert 0 < box["y"] < 200
        page.get_by_role("button", name="Build").click()
        page.wait_for_function("() => document.querySelector('#trouble').textContent.startsWith('A paragraph is not saved yet')")
        assert "build" not in asked
        assert focused(page) == "Paragraph 3"
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Close this message").click()
        assert message.is_hidden()


def test_a_chapter_is_gone_to_and_its_heading_is_seen(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        page.set_viewport_size({"width": 1440, "height": 300})
        page.locator("#order").get_by_role("button", name="The bridge", exact=True).click()
        assert focused(page) == "Paragraph 2, Anchor"
        assert page.evaluate(TOP, "#chapter-2") >= page.evaluate("document.querySelector('header').getBoundingClientRect().bottom")


def test_a_heading_is_the_chapters_title_and_nothing_else(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        assert page.locator("#script h2").all_text_contents() == ["Opening", "The bridge"]
        assert (
            page.get_by_role("region", name="The bridge", exact=True).get_by_role("button", name="Play the story The bridge").is_visible()
        )


def test_the_first_key_leads_past_the_running_order(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        page.keyboard.press("Tab")
        assert focused(page) == "Skip to the script"
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowDown")
        assert focused(page) == "Paragraph 1, Anchor"
        page.locator("#script").focus()
        page.keyboard.press("Tab")
        assert focused(page) == "Play the story Opening"
        page.get_by_role("button", name="Keys").click()
        assert "a new paragraph below it" in (page.get_by_role("dialog").text_content() or "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_button_under_the_pointer_can_be_read(browser: Browser, studio: Studio, scheme: str) -> None:  # noqa: F811
    with opened(browser, studio, scheme=scheme) as page:
        for button in (page.get_by_role("button", name="Build"), page.get_by_role("button", name="Publish")):
            button.hover()
            assert button.evaluate(CONTRAST) >= 4.5


def test_a_studio_that_is_gone_is_told_in_one_place(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio, quiet=False) as page:
        studio.process.kill()
        state(page, "The studio does not answer")
        for button in ("Check", "Build", "Publish", "Play paragraph 1"):
            page.get_by_role("button", name=button, exact=True).click()
        page.wait_for_function("() => document.querySelector('#playing').textContent === 'This cannot be played.'")
        page.wait_for_function("() => document.querySelector('#verdict').textContent === 'Not looked at.'")
        assert page.locator("#trouble").is_hidden()
        state(page, "The studio does not answer")


def test_with_colours_of_ones_own_it_is_seen_what_is_chosen(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        page.emulate_media(forced_colors="active")
        page.locator('.segment[data-n="2"]').click()
        page.get_by_role("button", name="Pin Opening").click()
        page.wait_for_function("() => document.querySelector('.pin').ariaPressed === 'true'")
        edges, pins = page.evaluate(
            """() => [[...document.querySelectorAll('.segment')].map(each => getComputedStyle(each).borderLeftColor),
            [...document.querySelectorAll('.pin')].map(each => getComputedStyle(each, '::before').backgroundColor)]"""
        )
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert [edge == paper for edge in edges] == [True, False, True]
        assert paper not in pins
        assert pins[0] != pins[1]


def test_what_is_heard_is_marked_and_stays_in_view(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        page.set_viewport_size({"width": 1440, "height": 300})
        page.get_by_label("From here: paragraph 1", exact=True).click()
        for n in (2, 3):
            on = "n => document.querySelector('.segment.on')?.dataset.n === n && (document.querySelector('#player').playbackRate = n === '3' ? .07 : 1)"
            page.wait_for_function(on, arg=str(n), polling=50)  # slow in the last one: it is not over while it is looked at
            assert page.evaluate("document.querySelector('.segment.on').getBoundingClientRect().bottom <= innerHeight")
        assert focused(page) == "From here: paragraph 1"  # nobody's keys are taken away
        page.evaluate("scrollTo(0, 0)")
        page.get_by_label("Paragraph 3, Voice of Mayor Brown").press("Space")
        assert page.evaluate("document.querySelector('#player').paused")
        at = page.evaluate("document.querySelector('#player').currentTime")
        page.keyboard.press("Space")  # all goes on, from where it was
        page.wait_for_function(
            "at => !document.querySelector('#player').paused && document.querySelector('#player').currentTime > at", arg=at, polling=50
        )
        assert "api/stretch.wav" in page.evaluate("document.querySelector('#player').src")
        page.locator("#whole").focus()
        page.keyboard.press("p")
        assert page.evaluate("document.querySelector('#player').paused")
        write(page, 3, "We are glad, all of us.")
        page.wait_for_function("() => document.querySelector('#player').src.includes('api/clip/3.wav')")  # other words are heard anew


def test_the_whole_text_opens_where_one_was(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        for n, words in ((1, "**Anchor:** Good evening"), (3, "**Voice of Mayor Brown:**")):
            page.locator(f'.segment[data-n="{n}"]').click()
            page.get_by_role("button", name="Whole text").click()
            after = page.locator("#text-all").evaluate("box => box.value.slice(box.selectionStart)")
            assert after.startswith(words)
            page.keyboard.press("Escape")


def test_a_phone_shows_the_script_first(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio, width=360) as page:
        assert page.get_by_role("button", name="Pin Opening").is_hidden()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.evaluate(TOP, "#script") < 450
        page.locator("#order-box summary").click()
        assert page.get_by_role("button", name="Pin Opening").is_visible()


def test_a_key_leads_from_doubtful_word_to_doubtful_word(browser: Browser, studio: Studio) -> None:  # noqa: F811
    text = studio.script.read_text(encoding="utf-8")
    studio.script.write_text(text.replace("We are glad.", "We at Ostwyck are 40, and glad of Ystrad."), encoding="utf-8")
    with opened(browser, studio) as page:
        found = []
        for key in ("w", "w", "w", "w", "Shift+W", "Shift+W"):
            page.keyboard.press(key)
            found.append(focused(page))
        assert found == ["Kellmoor", "Ostwyck", "Ystrad", "Kellmoor", "Ystrad", "Ostwyck"]
        page.keyboard.press("Enter")
        assert page.get_by_role("dialog").get_by_text("“Ostwyck” is said").is_visible()
        page.keyboard.press("Escape")
        assert focused(page) == "Ostwyck"


def test_a_figure_that_may_mean_something_else_is_written_in_words(browser: Browser, studio: Studio) -> None:  # noqa: F811
    text = studio.script.read_text(encoding="utf-8")
    studio.script.write_text(text.replace("We are glad.", "We are glad: it is 2-1."), encoding="utf-8")
    with opened(browser, studio) as page:
        page.get_by_role("button", name="2-1", exact=True).click()
        assert "a score, a vote or a span" in (page.get_by_role("dialog").text_content() or "")
        assert page.get_by_role("dialog").get_by_role("textbox").count() == 0  # in the lexicon it would be said so everywhere
        page.get_by_role("button", name="Write it in words").click()
        page.keyboard.type("two to one")
        page.keyboard.press("Enter")
        holds(studio.script, page, "We are glad: it is two to one.")


def test_a_long_message_moves_nothing_and_a_click_on_the_strip_shows_the_words(browser: Browser, studio: Studio) -> None:  # noqa: F811
    text = studio.script.read_text(encoding="utf-8")
    studio.script.write_text(text.replace("Good evening.", f"Good evening to everybody {'everywhere and ' * 12}at home."), encoding="utf-8")
    with opened(browser, studio) as page:
        page.set_viewport_size({"width": 1440, "height": 360})
        page.wait_for_function("() => document.querySelector('#strip').ariaValueMax !== '0'")
        high = page.evaluate("document.querySelector('header').offsetHeight")
        page.locator("#strip").click(position={"x": 5, "y": 10})
        page.wait_for_function("() => document.querySelector('#player').currentTime > .2", polling=50)
        page.keyboard.press("m")
        state(page, "Marked as wrong")
        assert page.evaluate("document.querySelector('header').offsetHeight") == high
        box = page.locator("#strip").bounding_box()
        assert box is not None
        page.locator("#strip").click(position={"x": box["width"] - 5, "y": 10})
        page.wait_for_function("() => document.querySelector('.segment.on')?.dataset.n === '3'")
        assert page.evaluate("document.querySelector('.segment.on').getBoundingClientRect().bottom <= innerHeight")


def test_a_build_is_read_out_stage_by_stage(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        page.evaluate(
            """() => new MutationObserver(() => { const state = document.querySelector('#state'); (window.told ??= []).push([state.ariaLive, state.textContent]); })
            .observe(document.querySelector('#state'), { childList: true })"""
        )
        page.get_by_role("button", name="Build", exact=True).click()
        state(page, "Built")
        told = page.evaluate("told")
        stages = [text.split()[1] for live, text in told if live == "polite" and text.startswith("Building: ")]
        assert len(stages) == len(set(stages)) >= 5
        assert told[-1] == ["polite", "Built"]


def test_on_a_phone_what_is_touched_is_large_enough_and_the_words_keep_their_room(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio, width=360) as page:
        page.locator("#order-box summary").click()
        small = page.evaluate(
            """() => [...document.querySelectorAll('button, summary, select, input:not([type=checkbox])')]
            .filter(each => each.checkVisibility() && !each.closest('.said')).map(each => [each.ariaLabel ?? each.textContent, each.getBoundingClientRect()])
            .filter(([, box]) => box.width < 24 || box.height < 24).map(([name]) => name)"""
        )
        assert small == []
        bar = page.locator("aside section").first
        mark = page.get_by_role("button", name="Mark as wrong").bounding_box()
        box = bar.bounding_box()
        assert mark is not None
        assert box is not None
        assert mark["height"] >= 44  # found without looking
        assert box["y"] + box["height"] == pytest.approx(900, abs=1)
        assert box["height"] < 900 / 4
        last = page.locator(".segment").last
        page.evaluate("scrollTo(0, document.body.scrollHeight)")
        assert page.evaluate("document.querySelector('aside section:last-child').getBoundingClientRect().bottom") <= box["y"]
        last.focus()
        assert page.evaluate("document.activeElement.getBoundingClientRect().bottom") <= box["y"]
        page.set_viewport_size({"width": 320, "height": 256})  # as a page at 400 %
        assert bar.evaluate("each => getComputedStyle(each).position") == "static"
