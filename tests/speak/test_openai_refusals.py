"""What a server refuses is not asked again: one line says what, where and what to do, in the server's own words."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.errors import EngineError, EngineUnavailable, SynthesisError
from tests.speak.openai_server import KEY, WAV, Fault, SpeechServer, answer, refused, running, spoken, status


@pytest.fixture
def server() -> Iterator[SpeechServer]:
    with running() as server:
        yield server


@pytest.mark.parametrize(
    ("code", "kind", "says", "remedy"),
    [
        (400, SynthesisError, "The request is refused", "Change the text, or choose another `--voice`"),
        (422, SynthesisError, "The request is refused", "choose another `--voice`"),
        (413, SynthesisError, "The request is refused", "Change the text"),
        (401, EngineUnavailable, "The key is refused", "Set OPENAI_API_KEY to a key"),
        (403, EngineUnavailable, "The key is refused", "Set OPENAI_API_KEY to a key"),
        (402, EngineUnavailable, "no credit", "Add credit"),
        (404, EngineUnavailable, "The address or the model “tts-1” is not known", "Check EPISODE_OPENAI_URL"),
        (405, EngineUnavailable, "The address or the model", "usually ends in /v1"),
        (501, EngineError, "The request is refused", "Change the text, or choose another"),
    ],
)
def test_a_refusal_is_not_asked_again(
    server: SpeechServer, tmp_path: Path, code: int, kind: type[EngineError], says: str, remedy: str
) -> None:
    error = refused(server, tmp_path, status(code, "No\x1b[31m such\r\n thing."))
    assert type(error) is kind
    assert says in error.message
    assert f"{server.url} answered {code}: “No [31m such thing.”" in error.message
    assert remedy in error.remedy


def test_an_empty_account_is_not_waited_for(server: SpeechServer, tmp_path: Path) -> None:
    body = json.dumps({"error": {"message": "You exceeded your current quota.", "code": "insufficient_quota"}}).encode()
    error = refused(server, tmp_path, status(429, body=body, Retry_After="7"))
    assert isinstance(error, EngineUnavailable)
    assert "no credit" in error.message


def test_a_limit_a_minute_in_the_same_words_is_waited_for(server: SpeechServer, tmp_path: Path) -> None:
    body = b'{"status": 429, "error": "INSUFFICIENT QUOTA", "message": "too many requests at a time"}'
    assert spoken(server, tmp_path, status(429, body=body)) == [0.5]


@pytest.mark.parametrize(
    ("body", "quoted"),
    [
        (b'{"error": {"message": "as OpenAI says it"}}', ": “as OpenAI says it”"),
        (b'{"error": "as others do"}', ": “as others do”"),
        (b'{"detail": [{"loc": ["body", "voice"], "msg": "as FastAPI does", "input": "private"}]}', ": “as FastAPI does”"),
        (b'{"detail": {"error": "e", "message": "as Kokoro-FastAPI does"}}', ": “as Kokoro-FastAPI does”"),
        (b'{"message": "' + b"long " * 200 + b'"}', "long…”"),
        (b'{"error": {"mess', ": “{\"error\": {\"mess”"),
        (b"[" * 50_000, ": “[["),
        (b"<html><body>Go away</body></html>", " with an HTML page"),
        (b"{}", "answered 400"),
        (b"null", "answered 400"),
        (b"\xff\xfe\x00\x01", "answered 400"),
        (b"", "answered 400"),
    ],
)  # fmt: skip
def test_the_servers_own_words_are_quoted_short(server: SpeechServer, tmp_path: Path, body: bytes, quoted: str) -> None:
    error = refused(server, tmp_path, status(400, body=body))
    assert quoted in error.message
    assert "private" not in error.message


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        (answer(b'{"error": {"message": "model is loading"}}', "application/json"), "it is JSON, no sound: “model is loading”"),
        (answer(b"<!DOCTYPE html><title>Web UI</title>", "text/html; charset=utf-8"), "it is an HTML page, no sound with an HTML page"),
        (answer(b"data: {}\n\n", "text/event-stream"), "it is a stream of events, no sound"),
        (answer(b'{"audio": "UklGRg=="}', "audio/wav"), "it is something else, not the WAV that was asked for"),
        (answer(b"ID3\x04" + bytes(5000), "audio/mpeg"), "it is MP3, not the WAV"),
        (answer(b"\xff\xf3" + bytes(5000), "audio/wav"), "it is MP3, not the WAV"),
        (answer(b"OggS" + bytes(5000), "application/octet-stream"), "it is Ogg, not the WAV"),
        (answer(WAV, Content_Encoding="gzip"), "it is compressed"),
    ],
)
def test_another_kind_of_content_is_not_asked_for_again(server: SpeechServer, tmp_path: Path, fault: Fault, says: str) -> None:
    error = refused(server, tmp_path, fault)
    assert says in error.message
    assert error.where == "EPISODE_OPENAI_URL"


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_a_redirect_is_not_followed(server: SpeechServer, tmp_path: Path, code: int) -> None:
    with running() as other:
        error = refused(
            server, tmp_path, status(code, Location=f"http://{KEY}:{KEY}@127.0.0.1:{other.server_port}/v1/audio/speech?k={KEY}")
        )
        assert other.asked == []
    assert isinstance(error, EngineUnavailable)
    assert str(error) == (
        f"EPISODE_OPENAI_URL: {server.url} sends its callers on to 127.0.0.1 ({code}); the key is not taken there. "
        "Set EPISODE_OPENAI_URL to the address that is meant."
    )


def test_a_huge_refusal_is_not_swallowed(server: SpeechServer, tmp_path: Path) -> None:
    error = refused(server, tmp_path, status(400, body=b"no " * 3_000_000, kind="text/plain"))
    assert "answered 400: “no no no" in error.message
