"""One text, one file: in smaller pieces where an engine refuses it, and moved in pitch. Not a word is lost."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import SynthesisError
from pipeline.model import Utterance
from pipeline.speak import saying, wav
from pipeline.speak.stage import speak
from pipeline.speak.tone import PITCH_HZ, ToneEngine

TEXT = (
    "The council met on Tuesday, and it sat until midnight; nobody left early. Its budget passed by a single vote. "
    "The mayor said, after the vote, that the library would stay open all year round."
)


class Choosy(ToneEngine):
    """Speaks as the tone engine does, but takes no more than so many characters at once."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.taken: list[str] = []

    def speak(self, text: str, voice: str, rate_wpm: int, target: Path) -> None:
        if len(text) > self.most:
            raise SynthesisError(f"too long: {text[:20]}")
        self.taken.append(text)
        super().speak(text, voice, rate_wpm, target)


def test_a_text_that_is_taken_is_spoken_whole(tmp_path: Path) -> None:
    engine = Choosy(1000)
    saying.say(engine, TEXT, "tone", 160, tmp_path / "a.wav")
    assert engine.taken == [TEXT]


@pytest.mark.parametrize("most", [200, 120, 60])
def test_a_text_that_is_refused_is_spoken_in_smaller_pieces(tmp_path: Path, most: int) -> None:
    engine, whole = Choosy(most), Choosy(1000)
    saying.say(engine, TEXT, "tone", 160, tmp_path / "a.wav")
    saying.say(whole, TEXT, "tone", 160, tmp_path / "b.wav")
    assert "".join(engine.taken) == TEXT
    assert all(piece[-1] == " " or piece is engine.taken[-1] for piece in engine.taken)
    more_s = (wav.read(tmp_path / "a.wav").frames - wav.read(tmp_path / "b.wav").frames) / 22_050
    assert 0 <= more_s < 0.05 * len(engine.taken)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.wav", "b.wav"]


def test_what_is_refused_at_any_length_is_an_error_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(SynthesisError, match="too long"):
        saying.say(Choosy(5), TEXT, "tone", 160, tmp_path / "a.wav")
    assert list(tmp_path.iterdir()) == []


@given(st.text(alphabet="ab ,.;—()[]1é\n", max_size=400))
def test_the_halves_put_together_are_the_text(text: str) -> None:
    halves = saying.halved(text)
    assert "".join(halves) == text
    assert len(halves) == 1 or all(len(half) < len(text) for half in halves)


def test_a_pronunciation_is_never_cut() -> None:
    sounds = "[[l'ONg n'eIm s'aUndz v'eri l'ONg Ind'i:d @nd h'az m'eni w'3:dz In It]]"
    assert any(sounds in half for half in saying.halved(f"It is {sounds} in the north of the country."))


@pytest.mark.parametrize("semitones", [-3.0, -1.0, 2.0, 4.0])
def test_pitch_moves_and_pace_stays(tmp_path: Path, semitones: float) -> None:
    plain, moved = speak(
        [Utterance(1, TEXT, "tone", 160), Utterance(2, TEXT, "tone", 160, pitch_semitones=semitones)], cache_dir=tmp_path, workers=1
    )
    assert plain.path != moved.path
    assert moved.frames / moved.rate_hz == pytest.approx(plain.frames / plain.rate_hz, rel=0.01)
    sound = wav.read(moved.path)
    power = np.abs(np.fft.rfft(np.frombuffer(sound.pcm, "<i2")))
    pitch_hz = np.argmax(power) * sound.rate_hz / sound.frames
    assert pitch_hz == pytest.approx(PITCH_HZ["tone"] * 2 ** (semitones / 12), rel=0.005)


def test_a_pitch_is_a_clip_of_its_own(tmp_path: Path) -> None:
    asked = [Utterance(1, "Good evening.", "tone", 160, pitch_semitones=1.0)]
    speak(asked, cache_dir=tmp_path)
    assert speak(asked, cache_dir=tmp_path)[0].cached
    assert not speak([Utterance(1, "Good evening.", "tone", 160, pitch_semitones=2.0)], cache_dir=tmp_path)[0].cached
    assert not speak([Utterance(1, "Good evening.", "tone", 160)], cache_dir=tmp_path)[0].cached
