"""The page in a real browser: it plays, the words follow, keys and links work, and it can be read by everybody."""

from __future__ import annotations

import json
import math
import os
import re
import subprocess
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from pipeline.publish import renew
from tests.conftest import PROGRAM

from .browser import address_of, chromium, needs_axe, needs_chromium, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = needs_chromium

DAY = """\
The north bridge opens again on Friday, Mayor Ada Stone said.
“The repairs are done and the bridge is safe,” Stone told reporters at the town hall. “We will not wait.”
The water has fallen by two metres since Monday. The mills are dry. The fields are not.
The River Authority expects no flood this week.
“We do not expect another flood,” its director, Tom Field, said.
Farmers have asked the government for £4 million to mend their walls.
"""

LATE_MS = 100
"""How late a sentence or a word may be marked, by the sound's own clock."""

TURN_MS = 10
"""So much of a turn of the browser's event loop counts: a machine that gives the browser no time is not the page's doing."""

LOG = """([marked, attribute]) => {
  const audio = document.querySelector("audio"), channel = new MessageChannel();
  window.seen = [];
  window.turns = [];
  channel.port1.onmessage = () => {
    window.turns.push([performance.now(), audio.currentTime * 1000]);
    setTimeout(() => channel.port2.postMessage(0));
  };
  channel.port2.postMessage(0);
  new MutationObserver(changes => { for (const {target} of changes) if (target.matches(marked))
    window.seen.push([Number(target.dataset.start ?? target.dataset.at), performance.now(), audio.currentTime * 1000]); })
    .observe(document.querySelector(".transcript"), {subtree: true, attributes: true, attributeFilter: [attribute]});
}"""
"""Notes when each sentence or word is marked (its start, when, and where the sound is then), and each turn of the event loop: when it was,
and where the sound."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as found:
        yield found


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where an episode was built: real sound, of tones as long as the words."""
    folder = tmp_path_factory.mktemp("show")
    (folder / "2026-11-27.txt").write_text(DAY, encoding="utf-8")
    command = [str(PROGRAM), "build", "2026-11-27.txt", "--engine", "tone", "--out", "made", "--quiet"]
    subprocess.run(command, cwd=folder, check=True, timeout=300, env={**os.environ, "EPISODE_CACHE": str(folder / "cache")})
    return folder / "made"


@pytest.fixture(scope="module")
def page(output: Path) -> Path:
    return output / "2026-11-27" / "index.html"


@pytest.fixture(scope="module")
def said(page: Path) -> list[dict[str, Any]]:
    """Each sentence as the record has it."""
    record = json.loads(page.with_name("episode.json").read_text(encoding="utf-8"))
    return [sentence for segment in record["segments"] for sentence in segment["sentences"]]


# ── sound and words ──────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("rate", "frames"), [(1, True), (2, True), (2, False)])
def test_the_sentences_follow_the_sound(browser: Browser, page: Path, said: list[dict[str, Any]], rate: int, frames: bool) -> None:
    starts = [sentence["start_ms"] for sentence in said]
    follows(browser, page, starts[1:], (".s[aria-current]", "aria-current"), rate=rate, frames=frames, least=1 + rate)


@pytest.mark.parametrize(("rate", "frames"), [(1, True), (2, False)])
def test_the_words_follow_the_sound(browser: Browser, corrected: Path, rate: int, frames: bool) -> None:
    record = json.loads(corrected.with_name("episode.json").read_text(encoding="utf-8"))
    timed = [sentence for segment in record["segments"] for sentence in segment["sentences"]][1:]  # the first has other words now
    starts = [at for sentence in timed for at in sentence["words_ms"]]
    follows(browser, corrected, starts, (".w.on", "class"), rate=rate, frames=frames, least=12)


def follows(browser: Browser, page: Path, starts: list[int], what: tuple[str, str], *, rate: int, frames: bool, least: int) -> None:
    """Play from shortly before the first start: each is marked in its turn, never before its sound, and not late by the page's doing."""
    with opened(browser, address_of(page, f"#t={starts[0] / 1000 - 0.4:.3f}")) as it:
        it.until("() => document.querySelector('audio').currentTime > 0")
        if not frames:  # as in a tab behind others
            it.page.evaluate("() => { window.requestAnimationFrame = () => 0; }")
        it.page.evaluate(LOG, what)
        it.page.select_option(".speed select", str(rate))
        it.page.click(".play")
        it.until("count => window.seen.length >= count", least)
        it.page.click(".play")
        seen, turns = json.loads(it.page.evaluate("JSON.stringify([window.seen, window.turns])"))  # as objects thousands take 17 s
        assert it.page.evaluate("document.querySelector('audio').playbackRate") == rate
    marked = {start: (when, at) for start, when, at in seen}
    assert [start for start, _, _ in seen] == [start for start in starts if start in marked]
    assert [start for start, (_, at) in marked.items() if at < start - 2] == []
    delays = {}
    for start, following in pairwise(starts[: starts.index(seen[-1][0]) + 2]):
        # From when the browser could know until it was marked, or until its time was over.
        until = marked[start][0] if start in marked else math.inf
        waited = [when for when, at in turns if start <= at < following and when < until]
        waited += [until] if start in marked else []
        delays[start] = rate * sum(min(b - a, TURN_MS) for a, b in pairwise(waited))
    assert {start: delay for start, delay in delays.items() if delay > LATE_MS} == {}


ONCE = (
    "() => document.querySelector('audio').addEventListener('play', event => { window.played = true; event.target.pause(); }, {once: true})"
)
"""Plays and stops at once: on a busy machine the sound would be anywhere by the time that it is looked at."""


def test_a_click_on_a_sentence_plays_it(browser: Browser, page: Path, said: list[dict[str, Any]]) -> None:
    wanted = said[4]
    with opened(browser, address_of(page)) as it:
        it.page.evaluate(ONCE)
        it.page.get_by_text(wanted["text"]).last.click()
        it.until("() => window.played && document.querySelector('.play').ariaLabel === 'Play'")
        assert it.current() == wanted["text"]
        assert wanted["start_ms"] - 2 <= it.ms() < wanted["end_ms"]
        assert it.page.url.endswith(f"#t={wanted['start_ms'] / 1000:.1f}".removesuffix(".0"))
        assert it.page.get_by_label("Play", exact=True).is_visible()


def test_who_reads_elsewhere_is_left_there_and_comes_back_when_asked(browser: Browser, page: Path) -> None:
    with opened(browser, address_of(page), viewport={"width": 1280, "height": 320}, reduced_motion="reduce") as it:
        it.page.locator(".speed select").select_option("2")
        it.page.locator(".s").first.click()
        it.until("() => !document.querySelector('audio').paused")
        it.page.evaluate("scrollTo(0, 1e9)")  # by the bar at the side: no wheel turns, no finger moves
        below, said = it.page.evaluate("scrollY"), it.current()
        it.until("said => document.querySelector('.s[aria-current]').textContent.trim() !== said", said)
        said = it.current()
        it.until("said => document.querySelector('.s[aria-current]').textContent.trim() !== said", said)
        assert it.page.evaluate("scrollY") == below
        it.page.locator(".where").click()
        box = it.page.locator(".s[aria-current]").bounding_box()
        assert box
        assert 0 <= box["y"] < 240


def test_the_address_leads_to_where_one_went_by_the_bar(browser: Browser, page: Path) -> None:
    with opened(browser, address_of(page)) as it:
        it.until("() => document.querySelector('audio').readyState > 0")
        it.page.get_by_label("Position").focus()
        it.page.keyboard.press("PageUp")
        went = it.ms()
        assert went > 1000
        assert float(it.page.url.partition("#t=")[2]) * 1000 == pytest.approx(went, abs=60)


def test_in_a_low_frame_the_player_leaves_room_for_the_words(browser: Browser, page: Path) -> None:
    with opened(browser, address_of(page), viewport={"width": 600, "height": 380}) as it:
        box = it.page.locator(".player").bounding_box()
        assert box
        assert box["height"] < 100
        assert it.page.evaluate("document.documentElement.scrollWidth") <= 600


def test_words_that_are_marked_with_the_mouse_are_not_played(browser: Browser, page: Path) -> None:
    with opened(browser, address_of(page)) as it:
        it.page.locator(".s").nth(3).scroll_into_view_if_needed()
        box = it.page.locator(".s").nth(3).bounding_box()
        assert box
        it.page.mouse.move(box["x"] + 3, box["y"] + 8)
        it.page.mouse.down()
        it.page.mouse.move(box["x"] + 120, box["y"] + 8, steps=4)
        it.page.mouse.up()
        assert it.page.evaluate("String(getSelection())")
        assert it.page.evaluate("document.querySelector('audio').paused")


def test_chapters_lead_to_their_sound_and_their_words(browser: Browser, page: Path) -> None:
    with opened(browser, address_of(page)) as it:
        chapter = it.page.locator(".chapters a").nth(1)
        start = float(str(chapter.get_attribute("data-start")))
        it.page.evaluate(ONCE)
        chapter.click()
        it.until("() => window.played && document.querySelectorAll('.chapters a')[1].getAttribute('aria-current') === 'true'")
        assert it.ms() >= start - 1
        assert it.page.locator(".where").text_content() == chapter.locator(".title").text_content()


@pytest.mark.parametrize("mark", ["#t=6.2", "#t=0:06.2", "#t=0:00:06.2"])
def test_a_link_leads_to_its_moment(browser: Browser, page: Path, said: list[dict[str, Any]], mark: str) -> None:
    with opened(browser, address_of(page, mark)) as it:
        it.until("() => document.querySelector('audio').currentTime > 6")
        assert abs(it.ms() - 6200) < 1
        assert it.current() == [sentence["text"] for sentence in said if sentence["start_ms"] <= 6200][-1]
        assert it.page.evaluate("document.querySelector('audio').paused")


@pytest.mark.parametrize("mark", ["#t=", "#t=x", "#t=99999999", "#t=-1", "#t=1:2:3:4", '#"><img src=x onerror=alert(1)>', "#transcript"])
def test_a_link_that_leads_nowhere_does_no_harm(browser: Browser, page: Path, mark: str) -> None:
    with opened(browser, address_of(page, mark)) as it:
        it.until("() => document.querySelector('audio').readyState >= 1")
        assert it.ms() <= 1000 * float(str(it.page.get_attribute(".bar input", "max"))) + 100


# ── the keys ─────────────────────────────────────────────────────────────────────────────────────────────


def test_the_keys(browser: Browser, page: Path, said: list[dict[str, Any]]) -> None:
    with opened(browser, address_of(page)) as it:
        keyboard = it.page.keyboard
        it.until("() => document.querySelector('audio').readyState >= 1")
        keyboard.press("Space")
        it.until("() => !document.querySelector('audio').paused")
        keyboard.press("Space")
        it.until("() => document.querySelector('audio').paused")
        it.page.evaluate("document.querySelector('audio').currentTime = 0")  # however long it played on a busy machine
        it.until("() => !document.querySelector('.s[aria-current]')")
        for _ in range(3):
            keyboard.press("j")
        keyboard.press("k")
        it.until("text => document.querySelector('.s[aria-current]')?.textContent.trim() === text", said[1]["text"])
        before = it.ms()
        keyboard.press("ArrowRight")
        it.until("ms => Math.abs(document.querySelector('audio').currentTime * 1000 - ms) < 1", before + 5000)
        keyboard.press("ArrowLeft")
        it.until("ms => Math.abs(document.querySelector('audio').currentTime * 1000 - ms) < 1", before)
        keyboard.press("c")
        assert it.page.evaluate("document.activeElement.matches('.chapters a[aria-current]')")
        keyboard.press("?")
        assert it.page.get_by_role("dialog", name="The keys").is_visible()
        keyboard.press("j")  # means nothing while the help is open
        keyboard.press("Escape")
        assert it.page.get_by_role("dialog").count() == 0
        assert abs(it.ms() - before) < 1


def test_single_keys_can_be_turned_off(browser: Browser, page: Path) -> None:
    with opened(browser, address_of(page)) as it:
        it.page.get_by_label("Help: the keys").click()
        it.page.get_by_label("Single keys work").uncheck()
        it.page.get_by_role("button", name="Close").click()
        # The browser keeps it when it gets round to it: it is there once another page sees it.
        other = it.page.context.new_page()
        other.goto(address_of(page))
        other.wait_for_function("() => localStorage.getItem('episode.keys') === 'off'")
        other.close()
        it.page.reload()
        it.until("() => document.querySelector('audio').readyState >= 1")
        it.page.keyboard.press("j")
        it.page.keyboard.press("?")
        assert it.ms() == 0
        assert it.page.get_by_role("dialog").count() == 0


def test_everything_can_be_reached_and_is_seen_when_it_is(browser: Browser, page: Path) -> None:
    with opened(browser, address_of(page), viewport={"width": 390, "height": 700}) as it:
        reached = []
        for _ in range(200):
            it.page.keyboard.press("Tab")
            found = it.page.evaluate("""() => {
              const on = document.activeElement, box = on.getBoundingClientRect(), player = document.querySelector(".player");
              if (on === document.body) return null;
              const line = getComputedStyle(on);
              return {tag: on.tagName, name: on.getAttribute("aria-label") || on.textContent.trim(), seen: player.contains(on) ||
                (box.bottom <= player.getBoundingClientRect().top + 1 && box.top >= -1),
                outline: line.outlineStyle !== "none" && parseFloat(line.outlineWidth) >= 2};
            }""")
            if found is None:
                break
            reached.append(found)
        names = [each["name"] for each in reached]
        assert [each for each in reached if not each["seen"] or not each["outline"]] == []
        assert {"Skip to the transcript", "Play", "Position", "Help: the keys", "Chapters"} <= set(names)
        assert len(names) < 200


# ── light, paper, no script ──────────────────────────────────────────────────────────────────────────────


def test_dark_and_light(browser: Browser, page: Path) -> None:
    paper = "getComputedStyle(document.body).backgroundColor"
    with opened(browser, address_of(page), color_scheme="dark") as it:
        dark = it.page.evaluate(paper)
        it.page.get_by_role("button", name="Dark or light").click()
        light = it.page.evaluate(paper)
        it.page.reload()
        assert it.page.evaluate(paper) == light != dark
    with opened(browser, address_of(page), color_scheme="light") as it:
        assert it.page.evaluate(paper) == light


def test_without_a_script_it_is_read_and_played(browser: Browser, page: Path, said: list[dict[str, Any]]) -> None:
    with opened(browser, address_of(page), java_script_enabled=False) as it:
        text = " ".join(it.page.locator(".transcript").inner_text().split())
        assert [sentence["text"] for sentence in said if sentence["text"] not in text] == []
        assert it.page.locator("audio").is_visible()
        assert it.page.locator("audio").get_attribute("controls") is not None
        assert not it.page.locator(".controls").is_visible()
        assert it.page.get_by_role("button").count() == 0
        href = str(it.page.locator(".chapters a").nth(1).get_attribute("href"))
        assert it.page.locator(f"h2{href}").is_visible()


@pytest.mark.parametrize("width", [360, 700, 1280])
def test_nothing_moves_when_the_script_comes(browser: Browser, output: Path, page: Path, width: int) -> None:
    tops = "names => names.map(name => Math.round(document.querySelector(name)?.getBoundingClientRect().top ?? -1))"
    for address, names in (
        (page, ["h1", ".facts", ".transcript", ".said", ".player"]),
        (output / "index.html", ["h1", "main", ".episodes"]),
    ):
        found = []
        for script in (False, True):
            with opened(browser, address_of(address), viewport={"width": width, "height": 740}, java_script_enabled=script) as it:
                found.append(it.page.evaluate(tops, names))
        assert found[0] == found[1]


def test_what_is_written_from_right_to_left_is_read_so(browser: Browser, page: Path) -> None:
    with opened(browser, address_of(page)) as it:
        places = it.page.evaluate("""() => {
          const said = document.querySelector('.said'), span = word => Object.assign(document.createElement('span'), { textContent: word });
          const words = ['שלום', 'hello', 'לכולם'].map(span);
          said.replaceChildren(words[0], ' ', words[1], ' ', words[2]);
          return words.map(each => each.getBoundingClientRect().right).concat(said.getBoundingClientRect().right);
        }""")
        assert places[0] > places[1] > places[2]
        assert places[0] == pytest.approx(places[3], abs=1)  # it begins at the right edge


def test_on_paper_there_are_only_words_and_sources(browser: Browser, page: Path) -> None:
    with opened(browser, address_of(page), color_scheme="dark") as it:
        it.page.emulate_media(media="print")
        assert not it.page.locator(".player").is_visible()
        assert not it.page.locator(".chapters").is_visible()
        assert it.page.get_by_text("2026-11-27.txt:1").first.is_visible()
        assert it.page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        sizes = it.page.evaluate("[...document.querySelectorAll('.said')].map(each => getComputedStyle(each).fontSize)")
        assert set(sizes) == {"14px"}  # 10.5 points, whoever speaks


def test_on_a_phone_nothing_is_wider_than_the_screen(browser: Browser, page: Path) -> None:
    for width in (320, 390):
        with opened(browser, address_of(page), viewport={"width": width, "height": 844}) as it:
            assert it.page.evaluate("document.documentElement.scrollWidth") <= width
            assert not it.page.locator(".chapters ol").is_visible()
            it.page.locator("#chapters").click()
            assert it.page.locator(".chapters ol").is_visible()


@needs_axe
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1440, "light")])
def test_axe_finds_nothing(browser: Browser, corrected: Path, width: int, scheme: str) -> None:
    options = {"viewport": {"width": width, "height": 900}, "color_scheme": scheme, "bypass_csp": True}
    with opened(browser, address_of(corrected, "#t=3"), **options) as it:
        it.until("() => document.querySelector('.s[aria-current]')")
        assert it.faults() == []
        it.page.get_by_label("Help: the keys").click()
        assert it.faults() == []
    with opened(browser, address_of(corrected.parents[1] / "index.html"), **options) as it:
        assert it.faults() == []


# ── what the news and the record bring ───────────────────────────────────────────────────────────────────

HOSTILE = """</script><script>alert(1)</script> "quoted" 'so' <img src=x onerror=alert(2)> --> &amp; {{ 7 * 7 }} ]]>"""


@pytest.fixture(scope="module")
def corrected(page: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same episode with a correction, word times, addresses, and text that means harm."""
    folder = tmp_path_factory.mktemp("out") / "2026-11-27"
    folder.mkdir()
    for name in ("episode.mp3", "episode.json", "script.md"):
        (folder / name).write_bytes(page.with_name(name).read_bytes())
    (folder.parent / "index.html").write_bytes((page.parents[1] / "index.html").read_bytes())
    record = json.loads((folder / "episode.json").read_text(encoding="utf-8"))
    record["title"] = record["show"] = record["chapters"][0]["title"] = record["segments"][0]["role"] = HOSTILE
    sentences = [sentence for segment in record["segments"] for sentence in segment["sentences"]]
    for sentence in sentences:
        words, length = sentence["text"].split(), sentence["end_ms"] - sentence["start_ms"]
        sentence["words_ms"] = [sentence["start_ms"] + n * length // len(words) for n in range(len(words))]
    sentences[0]["text"], sentences[0]["sources"] = HOSTILE, ["<b>.txt:1"]
    now = sentences[2]["text"]
    record["corrections"] = [{"date": "2026-11-28", "sentence": 3, "was": HOSTILE, "is": now, "note": HOSTILE}]
    cited = record["sources"][0]["cited"]
    record["sources"] = [
        {"file": "a", "cited": cited[:1], "publisher": "The Example", "url": "https://example.org/live?a=1&b=2", "licence": "CC BY 4.0"},
        {"file": "b", "cited": cited[1:], "publisher": HOSTILE, "url": "javascript:alert(3)"},
    ]
    return renew(record, folder)["page"]


def test_what_means_harm_is_only_words(browser: Browser, corrected: Path) -> None:
    with opened(browser, address_of(corrected)) as it:
        assert it.page.title().startswith(HOSTILE)
        assert it.page.locator("h1").text_content() == HOSTILE
        assert it.page.locator(".who").first.text_content() == HOSTILE
        assert it.page.locator(".corrections del").text_content() == HOSTILE
        assert it.page.locator("img, iframe, object").count() == 0
        assert it.page.locator("script").count() == 2
        assert [a for a in it.page.evaluate("[...document.links].map(a => a.protocol)") if a not in ("file:", "https:")] == []
        about = json.loads(str(it.page.locator('script[type="application/ld+json"]').text_content()))
        assert about["name"] == HOSTILE
        it.page.click(".play")
        it.until("() => document.querySelector('audio').currentTime > 0.3")


def test_a_correction_stands_in_its_box_and_at_its_sentence(browser: Browser, corrected: Path, said: list[dict[str, Any]]) -> None:
    with opened(browser, address_of(corrected)) as it:
        assert "28 November 2026" in it.page.locator(".corrections").inner_text()
        mark = it.page.locator(".corrected a")
        assert mark.count() == 1
        assert it.page.evaluate("document.querySelector('.corrected').previousElementSibling.textContent.trim()") == said[2]["text"]
        mark.click()
        assert it.page.evaluate("document.querySelector(location.hash).textContent.includes('It now says')")
        assert it.page.evaluate("document.querySelector('audio').paused")


def test_word_by_word_where_their_times_are_known(browser: Browser, corrected: Path, said: list[dict[str, Any]]) -> None:
    words, start, end = said[3]["text"].split(), said[3]["start_ms"], said[3]["end_ms"]
    at = start + 1 * (end - start) // len(words)
    with opened(browser, address_of(corrected, f"#t={at / 1000 + 0.02:.3f}")) as it:
        it.until("() => document.querySelector('.w.on')")
        assert it.page.locator(".w.on").text_content() == words[1]


def test_a_source_is_a_link_where_it_is_an_address(browser: Browser, corrected: Path) -> None:
    with opened(browser, address_of(corrected)) as it:
        links = it.page.locator(".margin li a")
        assert links.count() >= 1
        assert {links.nth(n).get_attribute("href") for n in range(links.count())} == {"https://example.org/live?a=1&b=2"}
        assert str(links.first.text_content()).startswith("The Example, ")


# ── all episodes, and a show's own look ──────────────────────────────────────────────────────────────────


def test_the_page_above_lists_the_episodes_and_leads_back(browser: Browser, output: Path, page: Path) -> None:
    with opened(browser, address_of(output / "index.html")) as it:
        assert it.page.locator("h1").text_content() == "The Daily Story"
        it.page.locator(".episodes a").click()
        it.page.wait_for_url(address_of(page))
        it.page.locator(".masthead .show a").click()
        it.page.wait_for_url(address_of(output / "index.html"))


def test_nothing_in_the_page_comes_from_elsewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert re.search(r"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; script-src &#39;sha256-", text)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//|url\((?!#)|@import", text)
