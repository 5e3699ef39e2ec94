"""The stage from outside: order, numbers, what is said once, what goes wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import EngineUnavailable, SynthesisError
from pipeline.model import Clip, Utterance
from pipeline.speak import speak
from tests.speak.helpers import samples, utterances


def test_clips_come_in_the_order_given_and_are_announced_as_they_come(tmp_path: Path) -> None:
    asked = utterances(30, "tone")
    announced: list[Clip] = []
    clips = speak(asked, cache_dir=tmp_path, on_clip=announced.append)
    assert [clip.number for clip in clips] == [utterance.number for utterance in asked]
    assert sorted(announced, key=lambda clip: clip.number) == list(clips)
    for clip in clips:
        rate_hz, sound = samples(clip.path)
        assert (clip.rate_hz, clip.frames) == (rate_hz, len(sound))


def test_cached_clips_are_announced_first(tmp_path: Path) -> None:
    asked = utterances(10, "tone")
    speak(asked[5:], cache_dir=tmp_path)
    announced: list[Clip] = []
    speak(asked, cache_dir=tmp_path, on_clip=announced.append)
    assert [clip.cached for clip in announced] == [True] * 5 + [False] * 5


def test_the_same_words_are_said_once(tmp_path: Path) -> None:
    asked = [Utterance(n, "And now the weather.", voice, 160) for n, voice in enumerate(("tone", "tone:tone", "tone:low", "tone"), 1)]
    clips = speak(asked, cache_dir=tmp_path)
    assert [(clip.number, clip.voice, clip.cached) for clip in clips] == [
        (1, "tone:tone", False),
        (2, "tone:tone", True),
        (3, "tone:low", False),
        (4, "tone:tone", True),
    ]
    assert clips[0].path == clips[1].path == clips[3].path


def test_nothing_to_say_is_no_clips(tmp_path: Path) -> None:
    assert speak([], cache_dir=tmp_path) == ()


@pytest.mark.parametrize("text", ["…", "", "  \n", "— — —", "\u200b", "?!"])
def test_a_text_without_a_letter_is_a_short_silence(tmp_path: Path, text: str) -> None:
    (clip,) = speak([Utterance(1, text, "tone", 160)], cache_dir=tmp_path)
    rate_hz, sound = samples(clip.path)
    assert len(sound) * 1000 // rate_hz == 200
    assert not sound.any()


def test_an_unknown_voice_is_noticed_before_anything_is_spoken(tmp_path: Path) -> None:
    announced: list[Clip] = []
    with pytest.raises(EngineUnavailable, match="episode voices"):
        speak([*utterances(3, "tone"), Utterance(4, "Good night.", "tone:soprano", 160)], cache_dir=tmp_path, on_clip=announced.append)
    assert announced == []


def test_an_error_while_announcing_stops_the_work_and_is_not_swallowed(tmp_path: Path) -> None:
    def refuse(clip: Clip) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        speak(utterances(20, "tone"), cache_dir=tmp_path, on_clip=refuse)
    assert list((tmp_path / "parts").iterdir()) == []


def test_an_engine_that_writes_rubbish_is_named_with_the_segment(tmp_path: Path, rogue_engine: str) -> None:
    with pytest.raises(SynthesisError) as caught:
        speak([Utterance(12, "rubbish " * 30, rogue_engine, 160)], cache_dir=tmp_path)
    assert caught.value.where == "segment 12"
    assert "“rubbish rubbish" in caught.value.message
    assert "does not open as WAV" in caught.value.message
    assert len(caught.value.message) < 200
    assert list(tmp_path.rglob("*.wav")) == []


def test_a_bug_in_an_engine_stays_a_bug(tmp_path: Path, rogue_engine: str) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        speak([Utterance(12, "bug", rogue_engine, 160)], cache_dir=tmp_path)
    assert caught.value.__notes__ == ["while speaking segment 12, “bug”"]
