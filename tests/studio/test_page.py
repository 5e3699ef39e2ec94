"""The page in a real browser: a producer changes the day, hears it, and loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.publish.browser import AXE, RULES, chromium, needs_axe, needs_chromium

from .conftest import Studio, serving, show_in

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Route

pytestmark = needs_chromium

WAIT_MS = 60_000

DECODED = """async n => {
  const answer = await fetch(`api/clip/${n}.wav`), sound = await new AudioContext().decodeAudioData(await answer.arrayBuffer());
  return sound.duration;
}"""

# What the page next asks of the day gets no answer until `held` is given one.
HOLD_DAY = """() => {
  const fetched = window.fetch;
  window.fetch = (path, ...more) => {
    if (path !== "api/day") return fetched(path, ...more);
    window.fetch = fetched;
    return new Promise(answer => { window.held = answer; });
  };
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@contextmanager
def opened(browser: Browser, studio: Studio, *, quiet: bool = True, width: int = 1440, scheme: str = "light") -> Iterator[Page]:
    """The page, drawn; `quiet` where the browser must have nothing to complain of."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light")
    page, said = context.new_page(), []
    page.set_default_timeout(WAIT_MS)
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda box: said.append(box.message))
    studio.day()  # what is told of its doubtful words is told before the page listens
    try:
        page.goto(f"http://127.0.0.1:{studio.port}/{studio.token}/")
        page.wait_for_selector(".segment")
        state(page, "Saved")
        yield page
        assert not quiet or said == []
    finally:
        context.close()


def state(page: Page, text: str) -> None:
    page.wait_for_function("text => document.querySelector('#state').textContent.startsWith(text)", arg=text)


def write(page: Page, n: int, text: str) -> None:
    """Type a paragraph, and leave it."""
    page.get_by_label(f"Edit paragraph {n}", exact=True).click()
    page.get_by_label(f"Paragraph {n}", exact=True).fill(text)
    page.keyboard.press("Enter")


def holds(path: Path, page: Page, text: str) -> None:
    """The file has it once the page says so."""
    state(page, "Saved")
    assert text in path.read_text(encoding="utf-8")


def test_a_sentence_is_changed_and_heard(browser: Browser, studio: Studio) -> None:
    with opened(browser, studio) as page:
        with page.expect_response(lambda answer: "/api/clip/1.wav" in answer.url) as answered:
            write(page, 1, "Good evening. The old bridge at Kellmoor is open again. [^3]")
        assert answered.value.headers["x-episode-spoken"] == "1"
        holds(studio.script, page, "The old bridge at Kellmoor")
        assert "<!-- a human's comment -->" in studio.script.read_text(encoding="utf-8")
        assert page.evaluate(DECODED, 1) > 1.0
        assert page.locator(".segment").first.locator(".from b").text_content() == "briefings/2026-11-27.txt:3"


def test_undo_and_redo(browser: Browser, studio: Studio) -> None:
    before = studio.script.read_bytes()
    with opened(browser, studio) as page:
        write(page, 3, "We are very glad.")
        holds(studio.script, page, "very glad")
        after = studio.script.read_bytes()
        page.get_by_role("button", name="Undo").click()
        page.wait_for_function("() => !document.querySelector('#redo').disabled")
        assert studio.script.read_bytes() == before
        with page.expect_response("**/api/text"):
            page.get_by_role("button", name="Redo").click()
        page.wait_for_function("() => document.querySelector('#redo').disabled")
        assert studio.script.read_bytes() == after


def test_an_answer_that_comes_late_does_not_undo_what_came_after_it(browser: Browser, studio: Studio) -> None:
    text = studio.script.read_text(encoding="utf-8")
    studio.script.write_text(text.replace("Good evening.", "A late evening."), encoding="utf-8")  # nobody has said that yet
    first = studio.day()["version"]
    with opened(browser, studio) as page:
        page.evaluate(
            "() => new EventSource('api/events').addEventListener('day', event => { (window.told ??= []).push(JSON.parse(event.data).version); })"
        )
        page.locator("#at-once").uncheck()
        write(page, 3, "We are very glad.")
        holds(studio.script, page, "very glad")
        after, late = studio.script.read_bytes(), studio.day()
        page.evaluate(HOLD_DAY)
        assert studio.get("api/clip/1.wav")[0] == 200  # spoken for the first time: every page asks for the day again
        page.wait_for_function("() => window.held")  # the one that is held, whatever else was on its way
        page.get_by_role("button", name="Undo").click()
        page.wait_for_function("() => !document.querySelector('#redo').disabled")
        # By the answer and by who watches the file: nothing more is told of the undo, that would bring the page right again.
        page.wait_for_function("first => window.told?.filter(each => each === first).length >= 2", arg=first)
        with page.expect_response("**/api/day"), page.expect_request("**/api/day"):  # the page asks again
            page.evaluate("late => window.held(new Response(JSON.stringify(late)))", late)
        with page.expect_response("**/api/text"):
            page.get_by_role("button", name="Redo").click()
        page.wait_for_function("() => document.querySelector('#redo').disabled")
        assert studio.script.read_bytes() == after


def test_undo_waits_for_what_is_being_saved(browser: Browser, studio: Studio) -> None:
    with opened(browser, studio) as page:
        page.locator("#at-once").uncheck()
        write(page, 3, "We are very glad.")
        holds(studio.script, page, "very glad")
        before = studio.script.read_bytes()
        held: list[Route] = []
        page.route("**/api/segment", lambda route: held.append(route), times=1)
        with page.expect_request("**/api/segment"):
            write(page, 3, "We are most glad.")
        page.get_by_role("button", name="Undo").click()
        held[0].continue_()
        page.wait_for_function("() => !document.querySelector('#redo').disabled")
        assert studio.script.read_bytes() == before


def test_a_paragraph_that_is_being_written_stays_while_another_is_saved(browser: Browser, studio: Studio) -> None:
    with opened(browser, studio) as page:
        held: list[Route] = []
        page.route("**/api/segment", lambda route: held.append(route), times=1)
        with page.expect_request("**/api/segment"):
            write(page, 1, "Good evening. Open again is the bridge at Kellmoor. [^3]")
        page.get_by_label("Edit paragraph 3", exact=True).click()
        page.get_by_label("Paragraph 3", exact=True).fill("We are half")
        with page.expect_response("**/api/segment"):
            held[0].continue_()
        page.wait_for_function("() => document.querySelector('.segment').textContent.includes('Open again is')")
        page.keyboard.type("-way.")
        page.keyboard.press("Enter")
        holds(studio.script, page, "We are half-way.")
        assert "Open again is the bridge" in studio.script.read_text(encoding="utf-8")


def test_what_is_no_script_stays_in_its_box(browser: Browser, studio: Studio) -> None:
    before = studio.script.read_bytes()
    with opened(browser, studio, quiet=False) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url) if "/api/segment" in request.url else None)
        with page.expect_response("**/api/segment"):
            write(page, 3, "We are glad. [^77]")
        state(page, "Not saved")
        box = page.get_by_label("Paragraph 3", exact=True)
        assert (box.input_value(), len(asked)) == ("We are glad. [^77]", 1)
        box.fill("We are mended.")
        page.keyboard.press("Enter")
        holds(studio.script, page, "We are mended.")
    assert studio.script.read_bytes() != before


def test_what_changed_elsewhere_is_shown_when_a_paragraph_is_left(browser: Browser, studio: Studio) -> None:
    with opened(browser, studio) as page:
        page.get_by_label("Edit paragraph 3", exact=True).click()
        text = studio.script.read_text(encoding="utf-8")
        studio.script.write_text(text.replace("It was shut", "It was closed"), encoding="utf-8")
        state(page, "Changed elsewhere")
        page.keyboard.press("Escape")
        page.wait_for_function("() => document.querySelector('#script').textContent.includes('It was closed')")


def test_what_changes_elsewhere_leaves_box_and_cursor_alone(browser: Browser, studio: Studio) -> None:
    with opened(browser, studio) as page:
        page.get_by_label("Edit paragraph 3", exact=True).click()
        page.keyboard.press("Home")
        page.keyboard.type("Now ")
        page.evaluate("() => { window.box = document.activeElement; }")
        text = studio.script.read_text(encoding="utf-8")
        studio.script.write_text(
            text.replace("**Anchor (slower):**", "**Anchor:** A new one above.\n\n**Anchor (slower):**"), encoding="utf-8"
        )
        page.wait_for_function("() => document.querySelector('#script').textContent.includes('A new one above.')")
        assert page.evaluate("document.activeElement === box && [box.selectionStart, box.selectionEnd].join() === '4,4'")
        page.keyboard.type("then: ")
        page.keyboard.press("Enter")
        holds(studio.script, page, "**Voice of Mayor Brown:** Now then: We are glad.")


def test_a_name_is_mended(browser: Browser, studio: Studio) -> None:
    with opened(browser, studio) as page:
        page.get_by_role("button", name="Kellmoor", exact=True).first.click()
        page.get_by_label("Respelling").fill("Kell moor")
        page.get_by_role("button", name="Save to the lexicon").click()
        state(page, "Kellmoor is in the lexicon")
        assert "Kellmoor" in (studio.folder / "lexicon.yaml").read_text(encoding="utf-8")


def test_two_chapters_change_places_by_keyboard(browser: Browser, studio: Studio) -> None:
    with opened(browser, studio) as page:
        page.locator("#order").get_by_role("button", name="Opening", exact=True).focus()
        page.keyboard.press("Alt+ArrowDown")
        page.wait_for_function("() => document.querySelector('#order button').textContent === 'The bridge'")
        text = studio.script.read_text(encoding="utf-8")
        assert text.index("# The bridge") < text.index("# Opening") < text.index("[^3]: ")


def test_a_target_is_met_or_it_says_by_how_much_not(browser: Browser, studio: Studio) -> None:
    with opened(browser, studio) as page:
        page.get_by_label("Target").fill("9:00")
        page.keyboard.press("Tab")
        page.wait_for_function("() => document.querySelector('#over').textContent.endsWith('too short.')")


def test_a_length_is_written_as_on_the_command_line(browser: Browser, studio: Studio) -> None:
    with opened(browser, studio, quiet=False) as page:
        for written, shown in (("2m", "2:00"), ("60:00", "1:00:00"), ("soon", None), ("", "")):
            page.get_by_label("Target").fill(written)
            with page.expect_response("**/api/target"):
                page.keyboard.press("Tab")
            if shown is None:  # what was asked for stays, and it is said how one writes it
                page.wait_for_function("() => document.querySelector('#trouble').textContent.startsWith('“soon” is no length')")
                assert studio.day()["target_ms"] == 3_600_000
            else:
                page.wait_for_function("shown => document.querySelector('#target').value === shown", arg=shown)


def test_a_build_is_made_and_checked(browser: Browser, studio: Studio) -> None:
    with opened(browser, studio) as page:
        page.get_by_role("button", name="Build").click()
        page.wait_for_function("() => document.querySelector('#built').textContent.includes('LUFS')")
        assert (studio.folder / "output" / "2026-11-27" / "episode.mp3").is_file()
        page.get_by_role("button", name="Check").click()
        page.wait_for_function("() => !/Looking|Not looked/.test(document.querySelector('#verdict').textContent)")
        assert page.locator("#verdict").text_content()


def test_an_edit_of_another_editor_appears(browser: Browser, studio: Studio) -> None:
    with opened(browser, studio) as page, opened(browser, studio) as other:
        text = studio.script.read_text(encoding="utf-8")
        studio.script.write_text(text.replace("We are glad.", "We are content."), encoding="utf-8")
        for each in (page, other):
            each.wait_for_function("() => document.querySelector('#script').textContent.includes('We are content.')")
        write(page, 3, "We are delighted.")
        other.wait_for_function("() => document.querySelector('#script').textContent.includes('We are delighted.')")


def test_a_conflict_is_shown_and_nothing_is_lost(browser: Browser, studio: Studio) -> None:
    with opened(browser, studio, quiet=False) as page:
        page.get_by_label("Edit paragraph 3", exact=True).click()
        page.get_by_label("Paragraph 3", exact=True).fill("We are mine.")
        text = studio.script.read_text(encoding="utf-8")
        studio.script.write_text(text.replace("We are glad.", "We are theirs."), encoding="utf-8")
        page.keyboard.press("Enter")
        dialog = page.get_by_role("dialog")
        dialog.wait_for()
        assert "We are mine." in page.locator("#conflict-mine").input_value()
        assert "We are theirs." in page.locator("#conflict-theirs").input_value()
        page.get_by_role("button", name="Take mine").click()
        holds(studio.script, page, "We are mine.")


def test_a_reload_loses_nothing(browser: Browser, studio: Studio) -> None:
    with opened(browser, studio) as page:
        page.get_by_label("Edit paragraph 3", exact=True).click()
        page.get_by_label("Paragraph 3", exact=True).fill("We are half-way.")
        page.reload()
        page.wait_for_function("() => document.querySelector('#script').textContent.includes('We are half-way.')")
        holds(studio.script, page, "We are half-way.")


def test_a_studio_that_dies_and_comes_back_is_found_again(browser: Browser, tmp_path: Path) -> None:
    home = show_in(tmp_path / "show")
    with serving(home) as first, opened(browser, first, quiet=False) as page:
        first.process.kill()
        first.process.wait()
        state(page, "The studio does not answer")
        write(page, 1, "Written while nobody answered. [^3]")
        with serving(home) as second:
            assert (second.port, second.token) == (first.port, first.token)
            state(page, "Saved")
            page.wait_for_function("() => document.querySelector('.segment').textContent.includes('Written while nobody answered')")
            assert "Written while nobody answered. [^3]" in second.script.read_text(encoding="utf-8")
            assert page.evaluate(DECODED, 1) > 0.5


def test_a_script_that_another_editor_broke_is_shown_with_its_fault(browser: Browser, studio: Studio) -> None:
    with opened(browser, studio) as page:
        page.wait_for_function("() => document.querySelector('#strip').ariaValueMax !== '0'")  # a strip of what is broken is refused
        text = studio.script.read_text(encoding="utf-8")
        studio.script.write_text(text.replace("**Anchor (slower):**", "Anchor (slower):"), encoding="utf-8")
        page.locator("#text-all").wait_for()
        assert "scripts/2026-11-27.md:" in (page.locator("#text-fault").text_content() or "")
        page.locator("#text-all").fill(text)
        page.locator("#text-save").click()
        holds(studio.script, page, "**Anchor (slower):**")


def test_what_a_script_says_is_words_and_nothing_else(browser: Browser, studio: Studio) -> None:
    text = studio.script.read_text(encoding="utf-8")
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    studio.script.write_text(
        text.replace("# The bridge", f"# {hostile}").replace("We are glad.", f"We are {hostile} glad."), encoding="utf-8"
    )
    with opened(browser, studio) as page:
        assert hostile in (page.locator("#script").text_content() or "")
        assert page.locator("#script img, #script script, #order img").count() == 0


@needs_axe
@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")])
def test_everybody_can_use_it(browser: Browser, studio: Studio, width: int, scheme: str) -> None:
    with opened(browser, studio, width=width, scheme=scheme) as page:
        page.evaluate(AXE.read_text(encoding="utf-8"))
        found = page.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", RULES)
        assert [f"{each['id']}: {each['nodes'][0]['html'][:150]}" for each in found["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
