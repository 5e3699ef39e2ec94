"""The voices that a server of one's own lists: whatever it answers, there is a list, and soon."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.net.post import Caller
from pipeline.speak import openai_voices
from pipeline.speak.http_address import address
from pipeline.speak.openai_engine import OpenAIEngine
from tests.conftest import Episode
from tests.loopback import PATIENCE_S
from tests.speak.openai_server import KEY, Asked, Fault, Handler, SpeechServer, answer, engine, listed, running, status

FALLBACK = ["openai:tts-1/alloy"]


@pytest.fixture
def server() -> Iterator[SpeechServer]:
    with running() as server:
        yield server


def names(server: SpeechServer, **more: Any) -> list[str]:
    return [voice.name for voice in engine(server.url, **more).voices()]


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ({"voices": ["af_heart", "bm_george"]}, ["openai:af_heart", "openai:bm_george"]),
        ({"voices": [{"id": "af_heart", "name": "Heart"}, {"voice_id": "x"}, {"name": "y"}]}, ["openai:af_heart", "openai:x", "openai:y"]),
        ({"object": "list", "data": [{"id": "alan", "model": "speaches-ai/piper-en_GB-alan-low"}]}, ["openai:speaches-ai/piper-en_GB-alan-low/alan"]),
        (["nova", "nova", "onyx"], ["openai:nova", "openai:onyx"]),
        ({"voices": ["good", "", " ", "a/b", "new\nline", "x" * 201, 7, None, {}, [], " led"]}, ["openai:good"]),
    ],
)  # fmt: skip
def test_what_servers_answer_is_understood(server: SpeechServer, document: object, expected: list[str]) -> None:
    server.listing = listed(document)
    assert names(server) == expected
    (asked,) = server.listings
    assert (asked.method, asked.path) == ("GET", "/v1/audio/voices")
    assert asked.headers["Authorization"] == f"Bearer {KEY}"
    assert server.asked == []


def test_language_and_gender_are_taken_where_they_are_told(server: SpeechServer) -> None:
    told = [
        {"id": "a", "language": "en_GB", "gender": "Female"},
        {"id": "b", "locale": "id-ID", "gender": "Custom"},
        {"id": "c", "language": "<b>", "gender": None},
    ]
    server.listing = listed({"voices": told})
    found = [(voice.language, voice.gender, voice.licence, voice.rate_hz) for voice in engine(server.url).voices()]
    assert found == [("en-GB", "female", "the server's", 0), ("id-ID", "", "the server's", 0), ("", "", "the server's", 0)]


def garbage(handler: Handler, asked: Asked) -> None:
    handler.wfile.write(b"220 smtp.example ESMTP\r\n")


def silent(handler: Handler, asked: Asked) -> None:
    """The connection ends without a word."""


FAULTS: dict[str, Fault] = {
    "not there": listed(),
    "refused": status(401, f"Incorrect API key provided: {KEY}."),
    "broken": status(500),
    "sent on": status(307, Location="http://other.example/"),
    "a page": answer(b"<html>voices</html>", "text/html"),
    "no JSON": answer(b"{", "application/json"),
    "deep": answer(b"[" * 100_000, "application/json"),
    "not text": answer(bytes(range(256)), "application/json"),
    "something else": listed({"voices": {"af_heart": 1}}),
    "a number": listed(7),
    "nothing": listed({"voices": []}),
    "huge": answer(b'["' + b"x" * (openai_voices.MAX_BYTES + 1) + b'"]', "application/json"),
    "cut": answer(b'{"voices": ["a"]}', "application/json", length=1000),
    "garbage": garbage,
    "silent": silent,
    "the key": listed({"voices": [KEY, f"a {KEY}", {"id": "sk-proj-abcdefghijkl"}]}),
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_whatever_is_wrong_the_usual_voice_is_listed(server: SpeechServer, fault: Fault) -> None:
    server.listing = fault
    assert names(server) == FALLBACK
    assert len(server.listings) == 1


def test_a_server_that_hangs_holds_nobody_up(server: SpeechServer) -> None:
    def dribble(handler: Handler, asked: Asked) -> None:
        """A byte now and then: a limit on each read would never end."""
        handler.send_response(200)
        handler.end_headers()
        for _ in range(1000):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            if handler.server.released.wait(0.05):
                return

    def never(handler: Handler, asked: Asked) -> None:
        handler.server.released.wait(PATIENCE_S)

    caller = Caller(address({"EPISODE_OPENAI_URL": server.url}))
    for fault in (never, dribble):
        server.listing = fault
        started = time.monotonic()
        assert openai_voices.ask(caller, 0.3) == ()
        assert time.monotonic() - started < 3
    assert openai_voices.LIMIT_S <= 3


def test_a_server_that_is_not_there_is_no_error() -> None:
    with running() as gone:
        url = gone.url
    assert [voice.name for voice in engine(url).voices()] == FALLBACK


def test_one_that_charges_is_not_asked(server: SpeechServer) -> None:
    server.listing = listed({"voices": ["af_heart"]})
    assert names(server, environ={"EPISODE_OPENAI_USD_PER_MILLION_CHARS": "15"}) == FALLBACK
    assert server.listings == []
    assert names(server, environ={"EPISODE_OPENAI_USD_PER_MILLION_CHARS": "0"}) == ["openai:af_heart"]
    assert len(OpenAIEngine(environ={"OPENAI_API_KEY": KEY, "EPISODE_OPENAI_USD_PER_MILLION_CHARS": "0"}).voices()) > 10


def test_a_listed_voice_speaks(episode: Episode, server: SpeechServer, tmp_path: Path) -> None:
    server.listing = listed({"voices": ["af_heart", "bm_george"]})
    env = {"EPISODE_OPENAI_URL": server.url, "EPISODE_CACHE": str(tmp_path / "cache")}
    found = episode("voices", "--json", env=env).json
    assert [voice["name"] for voice in found if voice["engine"] == "openai"] == ["openai:af_heart", "openai:bm_george"]
    (tmp_path / "day.txt").write_text("The mayor said that the bridge would open again on Friday.\n")
    made = episode("build", "day.txt", "--voice", "openai:bm_george", "--json", env=env)
    assert made.code == 0, made.err
    assert {asked.json["voice"] for asked in server.asked} == {"bm_george"}


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text() | st.sampled_from(["af_heart", KEY, "a/b"]),
    lambda inner: (
        st.lists(inner) | st.dictionaries(st.sampled_from(["voices", "data", "id", "name", "model", "language", "gender"]), inner)
    ),
    max_leaves=12,
)


@given(JSON)
def test_no_document_makes_a_voice_that_cannot_be_asked_for(document: object) -> None:
    speaker = OpenAIEngine(environ={"OPENAI_API_KEY": KEY})
    for voice in openai_voices.listed(json.dumps(document).encode(), address({"OPENAI_API_KEY": KEY})):
        speaker.check(voice.name.removeprefix("openai:"))
        assert voice.name.isprintable()
        assert KEY not in f"{voice}"
