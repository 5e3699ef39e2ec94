"""Which voices are heard, how they are announced, and that they are equally loud."""

from __future__ import annotations

import subprocess
from pathlib import Path

import numpy as np
import pyloudnorm
import pytest

from pipeline.desk.audition import MOST, Wish, audition, called
from pipeline.desk.show import Show
from pipeline.errors import EngineUnavailable
from pipeline.mix import ffmpeg
from tests.speak.helpers import linux_only

TEXT = "The court ruled that the company must publish the documents within thirty days, and its lawyers said that they would appeal."


class Watch:
    """Remembers what it is told."""

    def __init__(self) -> None:
        self.notes: list[str] = []

    def note(self, text: str) -> None:
        self.notes.append(text)

    def stage(self, name: str) -> None:
        """Of no interest here."""

    def step(self, done: float, total: float) -> None:
        """Of no interest here."""


@pytest.mark.parametrize(
    ("name", "announced"),
    [
        ("kokoro:bf_emma", "BF Emma, of Kokoro"),
        ("piper:en_US-joe-medium", "EN US Joe Medium, of Piper"),
        ("piper:en_US-arctic-medium#awb", "EN US Arctic Medium Awb, of Piper"),
        ("pyttsx3:gmw/en-gb-x-rp", "EN GB X RP, of Py TTS X 3"),
        ("pyttsx3:gmw/en-us+david", "EN US David, of Py TTS X 3"),
        ("openai:tts-1/alloy", "Alloy, of OpenAI"),
        ("kokoro:af_sky", "AF Sky, of Kokoro"),
        ("hum:low", "Low, of Hum"),
        ("hum:…", "…, of Hum"),
    ],
)
def test_a_voice_is_announced_by_a_name_that_can_be_said(name: str, announced: str) -> None:
    assert called(name) == announced


@linux_only
def test_voices_of_the_shows_language_are_heard_from_every_engine(tmp_path: Path) -> None:
    heard = audition(Wish("It rained.", language="en", out=tmp_path / "a.mp3"), Show(), Watch())
    assert 2 < len(heard.voices) <= MOST
    assert all(":" in voice and not voice.startswith(("tone:", "openai:")) for voice in heard.voices)
    assert "pyttsx3:gmw/en-gb-x-rp" in heard.voices
    assert [chapter.title for chapter in heard.programme.chapters] == list(heard.voices)
    german = audition(Wish("Es regnet.", language="de", out=tmp_path / "a.mp3"), Show(), Watch())
    assert (german.voices, german.more) == (("pyttsx3:gmw/de",), 0)


def test_a_language_that_nobody_speaks_is_said(tmp_path: Path) -> None:
    with pytest.raises(EngineUnavailable, match="No voice for zz can speak here"):
        audition(Wish("It rained.", language="zz", out=tmp_path / "a.mp3"), Show(), Watch())
    assert not (tmp_path / "a.mp3").exists()


@linux_only
def test_the_voices_are_equally_loud(tmp_path: Path) -> None:
    names = ("pyttsx3:gmw/en-gb-x-rp", "tone:tone", "pyttsx3:gmw/en-us+steph")
    heard = audition(Wish(TEXT, names, out=tmp_path / "a.mp3"), Show(), Watch())
    decoded = subprocess.run(
        [ffmpeg.find(), "-v", "error", "-i", str(tmp_path / "a.mp3"), "-ac", "1", "-ar", "44100", "-f", "s16le", "-"],
        capture_output=True,
        check=True,
    ).stdout
    sound = np.frombuffer(decoded, "<i2") / 32768
    meter = pyloudnorm.Meter(44_100)
    levels = [meter.integrated_loudness(sound[one.start_frame : one.end_frame]) for one in heard.programme.chapters]
    assert max(levels) - min(levels) < 1.0
    assert heard.voices == names


def test_the_shows_output_is_where_it_goes_without_a_name(tmp_path: Path) -> None:
    show = Show(folder=tmp_path, file=tmp_path / "episode.toml", output="made", engine="tone")
    assert audition(Wish("It rained.", ("tone",)), show, Watch()).programme.path == tmp_path / "made" / "audition.mp3"
