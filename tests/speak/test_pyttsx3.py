"""The real engine, measured: everything is said, at the right length, by the right voice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import EngineError, EngineUnavailable
from pipeline.model import Utterance
from pipeline.speak import check_voice, kept, speak
from pipeline.speak.pieces import speakable
from pipeline.speak.pyttsx3_engine import QUOTE_VOICES, Pyttsx3Engine
from tests.speak.helpers import ANCHOR, NEWS, children, linux_only, pitch_hz, samples, seconds, silences_ms, utterances

pytestmark = linux_only

VOICE = ANCHOR.partition(":")[2]


@pytest.fixture(scope="module")
def engine() -> Iterator[Pyttsx3Engine]:
    engine = Pyttsx3Engine()
    yield engine
    engine.close()


def test_a_hundred_and_fifty_segments_by_three_voices_are_all_there(tmp_path: Path) -> None:
    voices = (ANCHOR, *(f"pyttsx3:{voice}" for voice in QUOTE_VOICES))
    asked = [
        replace(utterance, voice=voices[utterance.number % 3], rate_wpm=150 + utterance.number % 4 * 10)
        for utterance in utterances(150, ANCHOR)
    ]
    clips = speak(asked, cache_dir=tmp_path)
    assert [(clip.number, clip.voice) for clip in clips] == [(utterance.number, utterance.voice) for utterance in asked]
    for utterance, clip in zip(asked, clips, strict=True):
        rate_hz, sound = samples(clip.path)
        assert rate_hz == clip.rate_hz == 22050
        assert len(sound) == clip.frames
        # Its words a minute are nominal: short ones take less, and every sentence has its pause.
        assert len(utterance.text.split()) * 60 / utterance.rate_wpm == pytest.approx(seconds(clip.path), rel=0.45)
        assert np.abs(sound).max() > 5000
    assert children() == set()


def test_a_faster_rate_is_a_shorter_clip(engine: Pyttsx3Engine, tmp_path: Path) -> None:
    lengths = []
    for rate_wpm in (120, 160, 200, 160, 120):
        engine.speak(NEWS[0], VOICE, rate_wpm, tmp_path / "x.wav")
        lengths.append(seconds(tmp_path / "x.wav"))
    assert lengths[0] > lengths[1] * 1.2 > lengths[2] * 1.4
    # Not equal: espeak-ng keeps state, and the same sentence differs by a few samples.
    assert lengths[0] == pytest.approx(lengths[4], rel=0.01)
    assert lengths[1] == pytest.approx(lengths[3], rel=0.01)


def test_second_voices_cannot_be_taken_for_the_anchor(engine: Pyttsx3Engine, tmp_path: Path) -> None:
    pitch = {}
    for voice in (VOICE, *QUOTE_VOICES, VOICE):
        engine.speak(" ".join(NEWS[:3]), voice, 160, tmp_path / "x.wav")
        pitch[voice] = pitch_hz(tmp_path / "x.wav")
    assert pitch == {
        VOICE: pytest.approx(104, abs=5),
        "gmw/en-us+steph": pytest.approx(185, abs=10),
        "gmw/en-us+david": pytest.approx(76, abs=5),
    }


def test_sentences_of_a_paragraph_are_a_breath_apart_even_where_it_was_cut(engine: Pyttsx3Engine, tmp_path: Path) -> None:
    text = " ".join(NEWS * 3)
    assert len(text) > 2000
    engine.speak(text, VOICE, 160, tmp_path / "x.wav")
    gaps = silences_ms(tmp_path / "x.wav", at_least_ms=240)
    assert len(gaps) == len(NEWS) * 3 - 1
    # 480 to 495 of silence, and up to 50 more where the next sentence starts with a hard consonant.
    assert 400 <= min(gaps) <= max(gaps) <= 560
    assert {path.name for path in tmp_path.iterdir()} == {"x.wav", "x.words"}


def test_a_text_of_twenty_thousand_characters(engine: Pyttsx3Engine, tmp_path: Path) -> None:
    text = " ".join(NEWS * 22)[:20_000]
    engine.speak(text, VOICE, 160, tmp_path / "x.wav")
    assert len(text.split()) * 60 / 160 == pytest.approx(seconds(tmp_path / "x.wav"), rel=0.15)
    assert len(silences_ms(tmp_path / "x.wav", at_least_ms=240)) == pytest.approx(text.count(". "), abs=3)


@pytest.mark.parametrize(
    "text",
    [
        "a" * 2000,
        "word" * 500,
        "und so weiter " * 300,
        "中文" * 500,
        "1234567890" * 100,
        "a.b.c." * 300,
        "A-B." * 500,
        "a.m. " * 300,
        "A B C " * 300,
    ],
)
def test_text_without_a_place_to_cut(engine: Pyttsx3Engine, tmp_path: Path, text: str) -> None:
    engine.speak(text, VOICE, 160, tmp_path / "x.wav")
    assert seconds(tmp_path / "x.wav") > 5


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120).filter(speakable))
def test_odd_text_is_spoken(engine: Pyttsx3Engine, tmp_path: Path, text: str) -> None:
    engine.speak(text, VOICE, 160, tmp_path / "x.wav")
    assert seconds(tmp_path / "x.wav") > 0


@pytest.mark.parametrize(
    "text", ["Hello\x00 there, this is not lost.", "\x01 5S Hello there, this is not lost.", "\ud800Hello there, this is not lost."]
)
def test_a_control_character_ends_nothing(engine: Pyttsx3Engine, tmp_path: Path, text: str) -> None:
    engine.speak("Hello there, this is not lost.", VOICE, 160, tmp_path / "whole.wav")
    engine.speak(text, VOICE, 160, tmp_path / "x.wav")
    assert seconds(tmp_path / "x.wav") > seconds(tmp_path / "whole.wav") * 0.95


def test_what_stood_at_the_target_is_replaced(engine: Pyttsx3Engine, tmp_path: Path) -> None:
    (tmp_path / "x.wav").write_text("not sound")
    engine.speak(NEWS[0], VOICE, 160, tmp_path / "x.wav")
    assert seconds(tmp_path / "x.wav") > 3


def test_a_voice_that_nobody_checked_does_not_speak_with_another(engine: Pyttsx3Engine, tmp_path: Path) -> None:
    engine.speak(NEWS[0], VOICE, 160, tmp_path / "x.wav")
    for voice in ("gmw/nobody", "gmw/en-us+nobody"):
        with pytest.raises(EngineUnavailable, match="refused the voice"):
            engine.speak(NEWS[0], voice, 160, tmp_path / "x.wav")
        assert not (tmp_path / "x.wav").exists()
    engine.speak(NEWS[0], VOICE, 160, tmp_path / "x.wav")


@pytest.mark.parametrize("rate_wpm", [0, -5, 79, 451])
def test_a_rate_that_espeak_does_not_have(tmp_path: Path, rate_wpm: int) -> None:
    with pytest.raises(EngineError, match="Choose 80 to 450") as caught:
        speak([Utterance(3, NEWS[0], ANCHOR, rate_wpm)], cache_dir=tmp_path)
    assert caught.value.where == "segment 3"


def test_it_starts_beside_what_comes_before_it_is_asked_and_once() -> None:
    before = children()
    with kept(listing=True, begin="pyttsx3"):
        begun = children() - before
        assert len(begun) == 1
        assert check_voice(ANCHOR) == ANCHOR
        assert children() - before == begun
    assert not children() & begun


def test_one_that_was_begun_is_the_one_that_speaks(tmp_path: Path) -> None:
    before, engine = children(), Pyttsx3Engine()
    engine.begin()
    engine.begin()
    begun = children() - before
    assert len(begun) == 1
    engine.speak(NEWS[0], VOICE, 160, tmp_path / "clip.wav")
    assert children() - before == begun
    engine.close()
    assert not children() & begun


def test_one_that_was_begun_and_never_asked_is_ended() -> None:
    before, engine = children(), Pyttsx3Engine()
    engine.begin()
    assert len(children() - before) == 1
    engine.close()
    assert children() <= before
    engine.begin()
    assert children() <= before


@pytest.mark.parametrize("name", ["auto", "no such engine", "tone"])
def test_what_cannot_be_begun_is_told_when_it_is_asked(name: str) -> None:
    before = children()
    with kept(listing=True, begin=name):
        assert children() <= before
        if name == "no such engine":
            with pytest.raises(EngineUnavailable):
                check_voice(f"{name}:voice")
