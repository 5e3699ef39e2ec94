"""The `openai` engine against a real server: what it asks, what it makes of the answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import EngineError, EngineUnavailable
from pipeline.model import Utterance
from pipeline.net.retry import Clock
from pipeline.speak import check_voice, pieces, speak
from pipeline.speak.openai_engine import LIMIT_CHARS, MODEL_VOICES, OpenAIEngine, _texts
from tests.loopback import PATIENCE_S
from tests.speak.helpers import NEWS, samples, utterances
from tests.speak.openai_server import (
    KEY,
    Asked,
    Handler,
    SpeechServer,
    engine,
    frames,
    known_by_name,
    running,
    speech,
    status,
    tone,
)

TEXT = "The bridge will reopen on Monday — after “eleven” months."


@pytest.fixture
def server() -> Iterator[SpeechServer]:
    with running() as server:
        yield server


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: SpeechServer) -> SpeechServer:
    """The engine known by its entry point, and set up for the server."""
    known_by_name(tmp_path / "site", monkeypatch, server.url)
    return server


def test_one_request_for_one_paragraph(server: SpeechServer, tmp_path: Path) -> None:
    target = tmp_path / "clip.wav"
    engine(server.url).speak(TEXT, "tts-1-hd/nova", 200, target)
    (asked,) = server.asked
    assert asked.path == "/v1/audio/speech"
    assert asked.json == {"model": "tts-1-hd", "voice": "nova", "input": TEXT, "response_format": "wav", "speed": 1.25}
    assert asked.headers["Authorization"] == f"Bearer {KEY}"
    assert asked.headers["Content-Type"] == "application/json"
    assert asked.headers["Accept-Encoding"] == "identity"
    assert target.read_bytes() == tone(TEXT, 1.25)
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize(
    ("voice", "model", "name"),
    [
        ("nova", "tts-1", "nova"),
        ("tts-1/nova", "tts-1", "nova"),
        ("speaches-ai/Kokoro-82M-v1.0-ONNX/af_heart", "speaches-ai/Kokoro-82M-v1.0-ONNX", "af_heart"),
        ("kokoro/af_bella(2)+af_sky(1)", "kokoro", "af_bella(2)+af_sky(1)"),
    ],
)
def test_a_voice_is_a_model_and_a_voice(server: SpeechServer, tmp_path: Path, voice: str, model: str, name: str) -> None:
    engine(server.url).speak("Good evening.", voice, 160, tmp_path / "clip.wav")
    assert (server.asked[0].json["model"], server.asked[0].json["voice"]) == (model, name)


@pytest.mark.parametrize("voice", ["", "/", "tts-1/", "/nova", " ", "tts-1/no\r\nva", "tts\x00-1/nova", "tts-1/no\u202eva", "x" * 201])
def test_what_can_be_no_voice_is_never_sent(server: SpeechServer, tmp_path: Path, voice: str) -> None:
    speaker = engine(server.url)
    with pytest.raises(EngineUnavailable, match="openai:MODEL/VOICE") as caught:
        speaker.check(voice)
    assert str(caught.value).isprintable()
    with pytest.raises(EngineUnavailable, match="openai:MODEL/VOICE"):
        speaker.speak("Good evening.", voice, 160, tmp_path / "clip.wav")
    assert server.asked == []


def test_a_speed_that_no_server_takes_is_refused_here(server: SpeechServer, tmp_path: Path) -> None:
    for rate_wpm in (30, 700):
        with pytest.raises(EngineError, match="Choose 40 to 640"):
            engine(server.url).speak(TEXT, "nova", rate_wpm, tmp_path / "clip.wav")
    assert server.asked == []


def test_a_long_paragraph_is_asked_for_in_parts_and_joined(server: SpeechServer, tmp_path: Path) -> None:
    text = " ".join(NEWS * 10)
    target = tmp_path / "clip.wav"
    engine(server.url).speak(text, "nova", 160, target)
    sent = [asked.json["input"] for asked in server.asked]
    assert len(text) > 2 * LIMIT_CHARS
    assert len(sent) == 3
    assert all(len(one) <= LIMIT_CHARS and one.endswith(".") for one in sent)
    assert " ".join(sent) == text
    assert len(samples(target)[1]) == sum(frames(one) for one in sent)


@given(st.lists(st.text(min_size=1, max_size=30) | st.sampled_from(NEWS), max_size=200).map(" ".join))
def test_no_word_is_lost_between_requests(text: str) -> None:
    sent = _texts(text * 3)
    assert all(0 < len(one) <= LIMIT_CHARS for one in sent)
    kept = "".join(character for character in pieces.clean(text * 3) if character.isalnum())
    assert "".join(character for one in sent for character in one if character.isalnum()) == kept


def test_four_requests_are_under_way_at_once(installed: SpeechServer, tmp_path: Path) -> None:
    together = threading.Barrier(4)

    def only_together(handler: Handler, asked: Asked) -> None:
        together.wait(PATIENCE_S)
        speech(handler, asked)

    installed.faults.extend([only_together] * 8)
    clips = speak(utterances(8, "openai:tts-1/nova"), cache_dir=tmp_path / "cache")
    assert len(installed.asked) == 8
    assert [clip.frames for clip in clips] == [frames(utterance.text) for utterance in utterances(8, "openai")]


def test_what_was_spoken_is_not_asked_for_again(installed: SpeechServer, tmp_path: Path) -> None:
    asked = [*utterances(3, "openai:nova"), Utterance(4, "…", "openai:nova", 160), Utterance(5, "Good night.", "openai:tts-1/onyx", 160)]
    first = speak(asked, cache_dir=tmp_path / "cache")
    again = speak(asked, cache_dir=tmp_path / "cache")
    assert len(installed.asked) == 4
    assert [clip.voice for clip in first] == ["openai:nova"] * 4 + ["openai:tts-1/onyx"]
    assert [(clip.cached, clip.path) for clip in again] == [(True, clip.path) for clip in first]


def test_a_cached_clip_needs_no_key_and_no_server(installed: SpeechServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = utterances(2, "openai:nova")
    speak(asked, cache_dir=tmp_path / "cache")
    monkeypatch.delenv("OPENAI_API_KEY")
    installed.shutdown()
    assert all(clip.cached for clip in speak(asked, cache_dir=tmp_path / "cache"))


def test_a_server_of_ones_own_needs_no_key(server: SpeechServer, tmp_path: Path) -> None:
    engine(server.url, environ={"OPENAI_API_KEY": ""}).speak("Good evening.", "nova", 160, tmp_path / "clip.wav")
    assert "Authorization" not in server.asked[0].headers


def test_openai_needs_a_key_before_anything_is_asked() -> None:
    for call in (lambda: OpenAIEngine(environ={}).check("nova"), lambda: OpenAIEngine(environ={}).voices()):
        with pytest.raises(
            EngineUnavailable, match=r"^OPENAI_API_KEY: api\.openai\.com needs a key\. Set OPENAI_API_KEY, or EPISODE_OPENAI_URL"
        ):
            call()


def test_the_voices_that_are_known(installed: SpeechServer) -> None:
    official = OpenAIEngine(environ={"OPENAI_API_KEY": KEY})
    names = [voice.name for voice in official.voices()]
    assert names[0] == f"openai:{official.default_voice}" == "openai:tts-1/alloy"
    assert len(set(names)) == len(names) == sum(map(len, MODEL_VOICES.values()))
    assert [voice.name for voice in engine(installed.url).voices()] == ["openai:tts-1/alloy"]
    assert len(installed.listings) == 1
    assert check_voice("openai") == "openai:tts-1/alloy"
    assert check_voice("openai:kokoro/af_heart") == "openai:kokoro/af_heart"
    assert installed.asked == []


def test_the_fingerprint_changes_with_the_server_and_not_with_the_key() -> None:
    prints = {
        OpenAIEngine(environ={"EPISODE_OPENAI_URL": url, "OPENAI_API_KEY": key}).fingerprint("nova")
        for url in ("http://localhost:8880/v1", "http://user:password@localhost:8880/v1/", "http://localhost:8880/v1/audio/speech")
        for key in ("", "one-key", "another")
    }
    assert prints == {"openai speech, adapter 1, http://localhost:8880/v1"}
    assert OpenAIEngine(environ={}).fingerprint("nova") == "openai speech, adapter 1, https://api.openai.com/v1"


def breaks_off(speaker: OpenAIEngine, busy: threading.Event, target: Path) -> None:
    """Close the engine while another thread is in `busy`; that thread must end at once, with an EngineError."""
    raised: list[BaseException] = []

    def talk() -> None:
        try:
            speaker.speak(TEXT, "nova", 160, target)
        except BaseException as error:
            raised.append(error)

    thread = threading.Thread(target=talk, daemon=True)
    thread.start()
    assert busy.wait(PATIENCE_S)
    speaker.close()
    thread.join(PATIENCE_S / 2)
    assert not thread.is_alive()
    assert [(type(error), str(error)) for error in raised] == [(EngineError, "Speaking was broken off.")]
    with pytest.raises(EngineError, match="broken off"):
        speaker.speak(TEXT, "nova", 160, target)
    assert not target.exists()


def test_closing_breaks_off_a_request(server: SpeechServer, tmp_path: Path) -> None:
    def never(handler: Handler, asked: Asked) -> None:
        handler.server.released.wait(PATIENCE_S)

    server.faults.append(never)
    breaks_off(engine(server.url), server.came, tmp_path / "clip.wav")


def test_closing_breaks_off_a_wait(server: SpeechServer, tmp_path: Path) -> None:
    waiting = threading.Event()

    def fraction() -> float:
        """What is asked for just before the wait."""
        waiting.set()
        return 0.0

    server.faults.append(status(429, "slow down", Retry_After="50"))
    breaks_off(engine(server.url, clock=Clock(fraction=fraction)), waiting, tmp_path / "clip.wav")
    assert len(server.asked) == 1


def test_two_paragraphs_do_not_mix_in_one_engine(server: SpeechServer, tmp_path: Path) -> None:
    speaker = engine(server.url)
    threads = [threading.Thread(target=speaker.speak, args=(text, "nova", 160, tmp_path / f"{n}.wav")) for n, text in enumerate(NEWS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_S)
    assert [(tmp_path / f"{n}.wav").read_bytes() for n in range(len(NEWS))] == [tone(text) for text in NEWS]
