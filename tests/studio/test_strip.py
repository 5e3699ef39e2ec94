"""The strip over the player: what is known of the programme's sound, where its chapters are, and a click that goes there."""

from __future__ import annotations

import io
import json
import wave
from typing import TYPE_CHECKING, Any

import pytest

from tests.conftest import Episode
from tests.publish.browser import needs_chromium

from .conftest import Studio
from .test_page import browser, opened  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from playwright.sync_api import Browser


def strip(studio: Studio, of: str = "") -> Any:
    status, _, body = studio.get(f"api/strip{of}")
    assert status == 200, body
    return json.loads(body)


def seconds(sound: bytes) -> float:
    with wave.open(io.BytesIO(sound)) as found:
        return float(found.getnframes() / found.getframerate())


def test_what_was_spoken_is_known_and_what_was_built_is_measured(studio: Studio) -> None:
    words = studio.script.read_text(encoding="utf-8").replace("We are glad.", f"We are glad of {studio.port} {studio.token[:6]}.")
    studio.script.write_text(words, encoding="utf-8")  # nobody spoke that before
    before, day = strip(studio), studio.day()
    last = day["parts"][-1]
    where = slice(1 + last["start_ms"] * 600 // day["length_ms"], (last["start_ms"] + last["length_ms"]) * 600 // day["length_ms"])
    assert set(before["levels"][where]) == {None}
    assert before["chapters"] == [
        {"title": "Opening", "start_ms": day["parts"][0]["start_ms"]},
        {"title": "The bridge", "start_ms": day["parts"][2]["start_ms"]},
    ]
    assert [each["n"] for each in before["paragraphs"]] == [1, 2, 3]
    studio.get("api/stretch.wav")
    whole = seconds(studio.get("api/stretch.wav")[2])
    begins_s = studio.day()["parts"][0]["start_ms"] / 1000
    assert seconds(studio.get("api/stretch.wav?skip_ms=1500")[2]) == pytest.approx(
        whole - begins_s - 1.5, abs=0.01
    )  # behind its first word
    after = strip(studio)
    assert None not in after["levels"]
    assert len(after["levels"]) == 600
    assert max(after["levels"]) > 30
    assert studio.get("api/strip?of=episode")[0] == 422
    assert Episode(studio.folder)("build", "briefings/2026-11-27.txt").code == 0
    made = strip(studio, "?of=episode")
    assert abs(made["length_ms"] - studio.day()["built"]["duration_ms"]) < 100
    assert [each["title"] for each in made["chapters"]] == ["Opening", "The bridge"]
    assert min(made["levels"]) < 5 < 30 < max(made["levels"])


@needs_chromium
def test_a_click_goes_there(browser: Browser, studio: Studio) -> None:  # noqa: F811
    with opened(browser, studio) as page:
        page.wait_for_function("() => document.querySelector('#strip').getAttribute('aria-valuemax') > 0")
        drawn = "() => { const c = document.querySelector('#strip'); return c.getContext('2d').getImageData(0, 0, c.width, c.height).data.some((each) => each > 0); }"
        assert page.evaluate(drawn)
        box = page.locator("#strip").bounding_box()
        assert box is not None
        with page.expect_response(lambda answer: "/api/stretch.wav" in answer.url) as answered:
            page.locator("#strip").click(position={"x": box["width"] * 0.9, "y": 10})
        assert "from=3" in answered.value.url
        assert "skip_ms=" in answered.value.url
        page.wait_for_function("() => document.querySelector('#strip').getAttribute('aria-valuetext').includes('The bridge')")
        with page.expect_response(lambda answer: "/api/stretch.wav" in answer.url) as answered:
            page.locator("#strip").press("Home")
        assert "from=1" in answered.value.url
