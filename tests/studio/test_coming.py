"""A paragraph is heard while it is spoken: its first sentence at once, the rest as it comes, and nothing is spoken for nobody."""

from __future__ import annotations

import http.client
import io
import json
import os
import wave
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from pipeline.model import Utterance
from pipeline.speak.tone import RATE_HZ
from pipeline.studio.coming import Clips, LeftError
from tests.publish.browser import needs_chromium

from .conftest import Studio, serving, show_in
from .engines import Held
from .test_page import browser, opened, write  # noqa: F401 - a fixture

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the engine of these tests waits at a named pipe")

SLOW = "We are all very glad, and so is everybody here in Kellmoor today. [^3] It holds, they say. [^3] And so do we. [^3]"
HEADER_BYTES = 44
MIX_HZ = 44_100
SECOND_BYTES = 4 * MIX_HZ


@pytest.fixture
def held(tmp_path: Path) -> Held:
    return Held(tmp_path)


@pytest.fixture
def slow(tmp_path: Path, held: Held) -> Iterator[Studio]:
    """A studio whose third paragraph is spoken by an engine that waits within it."""
    home = show_in(tmp_path / "show")
    (home / "episode.toml").write_text('title = "Test"\nengine = "held"\n', encoding="utf-8")
    script = home / "scripts" / "2026-11-27.md"
    script.write_text(script.read_text(encoding="utf-8").replace("We are glad.", SLOW), encoding="utf-8")
    with serving(home, env=held.env | {"EPISODE_CACHE": str(tmp_path / "cache")}) as running:
        yield running


def asked(studio: Studio, path: str) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
    """An answer that may still be coming."""
    connection = asked_for(studio, "GET", path)
    return connection, connection.getresponse()


def asked_for(studio: Studio, method: str, path: str, given: object = None) -> http.client.HTTPConnection:
    """A request that is sent; its answer may take its time."""
    connection = http.client.HTTPConnection("127.0.0.1", studio.port, timeout=60)
    body = None if given is None else json.dumps(given)
    connection.request(method, f"/{studio.token}/{path}", body, {"Content-Type": "application/json"} if body else {})
    return connection


def frames(sound: bytes) -> bytes:
    with wave.open(io.BytesIO(sound)) as found:
        said: bytes = found.readframes(found.getnframes())
        return said


def test_the_engine_begins_before_anybody_asks_for_a_sound(slow: Studio, held: Held) -> None:
    slow.get("")
    assert held.begun == "usual=True "


def test_the_first_sentence_comes_before_the_rest_is_spoken_and_all_is_the_same(slow: Studio, held: Held) -> None:
    connection, coming = asked(slow, "api/clip/3.wav")
    assert (coming.status, coming.getheader("x-episode-spoken")) == (200, "1")
    first = coming.read(HEADER_BYTES + 2000)
    assert first[:4] == b"RIFF"
    assert any(first[HEADER_BYTES:])
    held.let_go()
    sound = first + coming.read()
    connection.close()
    _, headers, again = slow.get("api/clip/3.wav")
    assert headers["x-episode-spoken"] == "0"
    heard = np.frombuffer(sound[HEADER_BYTES:], np.uint8).reshape(-1, 2, 3)  # 24 bits in each of two channels
    assert (heard[:, 0] == heard[:, 1]).all()
    assert not heard[:, :, 0].any()
    assert heard[:, 0, 1:].tobytes() == frames(again)


def test_what_nobody_hears_any_more_is_not_spoken_on(slow: Studio, held: Held) -> None:
    connection, coming = asked(slow, "api/clip/3.wav")
    assert coming.read(HEADER_BYTES + 2000)
    with held.waiting():
        coming.close()
        connection.close()
        slow.day()
    assert slow.get("api/clip/1.wav")[0] == 200  # it waits for the sentence that was being spoken, and for no more
    assert [part["cached"] for part in slow.day()["parts"] if part["kind"] == "segment"] == [True, False, False]


def test_a_sentence_that_cannot_be_spoken_is_told_and_what_comes_before_it_is_heard(slow: Studio) -> None:
    slow.post("api/segment", version=slow.day()["version"], n=3, text="We are glad. [^3] It breaks. [^3]", brief=True)
    with slow.events() as told:
        status, _, sound = slow.get("api/clip/3.wav?v=1")
        fault = next(data for name, data in told if name == "unsaid")
    assert status == 200
    assert len(sound) > HEADER_BYTES + 2000
    assert (fault["address"], fault["where"], fault["remedy"]) == ("api/clip/3.wav?v=1", "segment 3", "Write it in another way.")
    assert "“It breaks.” could not be spoken. the engine stumbled" in fault["message"]
    with slow.events() as told:
        status, _, sound = slow.get("api/stretch.wav?from=2")
        fault = next(data for name, data in told if name == "unsaid")
    assert (status, fault["where"]) == (200, "segment 3")  # of the script, not of the stretch
    slow.post("api/segment", version=slow.day()["version"], n=3, text="We are glad. [^3]", brief=True)
    whole = frames(slow.get("api/stretch.wav?from=2")[2])
    assert len(whole) * 0.9 < len(sound) - HEADER_BYTES <= len(whole)  # up to there nothing is cut
    slow.post("api/segment", version=slow.day()["version"], n=3, text="It breaks at once. [^3]", brief=True)
    status, _, body = slow.get("api/stretch.wav?from=3")
    assert (status, json.loads(body)["error"]["where"]) == (422, "segment 3")


def test_a_stretch_sounds_when_its_first_clip_is_there_and_is_the_same_in_the_end(slow: Studio, held: Held) -> None:
    with slow.events() as told:
        connection, coming = asked(slow, "api/stretch.wav?from=1")
        with held.waiting():  # in the third paragraph
            first = coming.read(HEADER_BYTES + SECOND_BYTES)
        lead_ms = next(data["lead_ms"] for name, data in told if name == "begins")
    sound = first + coming.read()
    connection.close()
    assert (len(first), any(first[HEADER_BYTES:])) == (HEADER_BYTES + SECOND_BYTES, True)
    _, headers, again = slow.get("api/stretch.wav?from=1")
    assert int(headers["content-length"]) == len(again)
    heard = np.frombuffer(sound[HEADER_BYTES:], "<i2").reshape(-1, 2)
    mixed = np.frombuffer(frames(again), "<i2").reshape(-1, 2)[:, 0].astype(float)
    assert (heard[:, 0] == heard[:, 1]).all()
    assert len(heard) == len(mixed)
    assert np.abs(heard[:, 0] - mixed).max() < 0.12 * np.abs(mixed).max()  # a decibel: how loud the voice is was known later
    assert lead_ms == pytest.approx(1000 * np.flatnonzero(mixed)[0] / MIX_HZ, abs=60)
    behind = frames(slow.get("api/stretch.wav?from=1&skip_ms=400")[2])
    assert len(mixed) - len(behind) / 4 == pytest.approx((lead_ms + 400) * MIX_HZ / 1000, abs=MIX_HZ / 500)


def test_who_has_little_to_say_is_let_in_while_a_stretch_is_spoken(slow: Studio, held: Held) -> None:
    text = slow.script.read_text(encoding="utf-8")
    slow.script.write_text(text.replace("And so do we.", "And so it holds for us."), encoding="utf-8")
    whole = asked_for(slow, "GET", "api/stretch.wav?from=1")
    with held.waiting():
        phrase = asked_for(slow, "POST", "api/say", {"text": "A word in between.", "role": "Anchor"})
        slow.day()
    answer = phrase.getresponse()  # while the stretch comes to wait again
    assert (answer.status, answer.read()[:10]) == (200, b'{"spoken":')
    held.let_go()
    answer = whole.getresponse()
    assert (answer.status, answer.read()[:4]) == (200, b"RIFF")
    phrase.close()
    whole.close()
    assert all(part["cached"] for part in slow.day()["parts"] if part["kind"] == "segment")


def test_a_stretch_that_nobody_waits_for_is_not_spoken_on(slow: Studio, held: Held) -> None:
    gone = asked_for(slow, "GET", "api/stretch.wav?from=3")
    with held.waiting():
        gone.close()
        slow.day()
    assert slow.get("api/clip/1.wav")[0] == 200
    assert [part["cached"] for part in slow.day()["parts"] if part["kind"] == "segment"] == [True, False, False]


def test_a_player_seeks_in_what_is_still_spoken(slow: Studio, held: Held) -> None:
    connection, coming = asked(slow, "api/stretch.wav?from=1")
    with held.waiting():
        begun = coming.read(HEADER_BYTES + SECOND_BYTES)
        at = HEADER_BYTES + SECOND_BYTES // 2 + 3  # within a sample
        other = http.client.HTTPConnection("127.0.0.1", slow.port, timeout=60)
        other.request("GET", f"/{slow.token}/api/stretch.wav?from=1", headers={"Range": f"bytes={at}-"})
    part = other.getresponse()
    assert part.status == 206
    assert (part.getheader("content-range") or "").startswith(f"bytes {at}-")
    found = part.read(1001)
    quiet, loud = (np.frombuffer(each, "<i2").astype(float) for each in (begun[at + 1 :][:1000], found[1:]))
    assert np.abs(quiet - loud).max() <= 0.12 * max(np.abs(quiet).max(), 1)
    for each in (connection, other):
        each.close()


def test_a_part_of_a_paragraph_that_came_is_a_part_of_what_came(slow: Studio, held: Held) -> None:
    connection, coming = asked(slow, "api/clip/3.wav?v=1")
    held.let_go()
    came = coming.read()
    connection.close()
    assert slow.get("api/clip/3.wav?v=1", Range="bytes=50-")[2] == came[50:]
    assert slow.get("api/clip/3.wav?v=2", Range="bytes=50-")[2] == slow.get("api/clip/3.wav?v=2")[2][50:] != came[50:]


def test_who_has_left_before_the_first_sentence_holds_nobody_up() -> None:
    said = Utterance(1, "Good evening.", "tone:alto", 160)
    clips = Clips((said,), lambda utterances, on_clip: (), lambda: None)
    with pytest.raises(LeftError):
        clips.wait()


@needs_chromium
def test_a_browser_plays_what_is_there(browser: Browser, slow: Studio, held: Held) -> None:  # noqa: F811
    with opened(browser, slow, quiet=False) as page:
        page.get_by_label("Play paragraph 3", exact=True).click()
        page.wait_for_function("() => document.querySelector('#player').currentTime > .2", polling=50)
        held.let_go()
        page.wait_for_function("() => document.querySelector('#player').ended", polling=50)
        heard_s = page.evaluate("document.querySelector('#player').currentTime")
        assert heard_s == pytest.approx(len(frames(slow.get("api/clip/3.wav")[2])) / 2 / RATE_HZ, abs=0.2)
        write(page, 3, "We are glad. [^3] It breaks. [^3]")
        page.wait_for_function("() => document.querySelector('#trouble').textContent.includes('“It breaks.” could not be spoken')")
        assert page.locator("#playing").text_content() == "Not all of it could be spoken."
        page.get_by_role("button", name="Go to paragraph 3").click()
        assert page.evaluate("document.activeElement.dataset.n") == "3"
