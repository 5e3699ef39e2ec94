"""Real voices of real engines in one programme: as loud as each other in the finished file, whatever they were, and a role's gain on top."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyloudnorm

from pipeline.mix import mix
from pipeline.model import Programme, Utterance
from pipeline.speak import speak

from .sounds import TAGS, decode, script_of

TEXTS = (
    "The council met on Tuesday, and it sat until midnight. Its budget passed by a single vote, and nobody left the hall early.",
    "We have never seen a winter like this one, and we hope that we shall not see another. The harbour was shut for eleven days.",
    "The mayor said after the vote that the library would stay open all year round, and that the swimming bath would follow in spring.",
)
VOICES = ("pyttsx3:gmw/en-gb-x-rp", "pyttsx3:gmw/en-us+david", "piper:en_US-joe-medium", "tone:low")


def levels(programme: Programme, speakers: int) -> list[float]:
    """LUFS of each speaker's words in the encoded file, by pyloudnorm."""
    sound = decode(programme.path)
    found = []
    for nth in range(speakers):
        own = [sound[each.start_frame : each.end_frame] for each in programme.timings[nth::speakers]]
        found.append(float(pyloudnorm.Meter(programme.rate_hz).integrated_loudness(np.concatenate(own))))
    return found


def spoken(folder: Path, voices: tuple[str, ...], *, pitch_semitones: float = 0.0, gain_db: float = 0.0) -> Programme:
    """Every voice says every text, in turn; the last one with what is changed of it."""
    said: list[Utterance] = []
    for text in TEXTS:
        for nth, voice in enumerate(voices):
            last = nth == len(voices) - 1
            said.append(Utterance(len(said) + 1, text, voice, 160, pitch_semitones * last, gain_db * last))
    script = script_of(("One", [f"Voice of {utterance.voice}" for utterance in said]))
    return mix(script, speak(said, cache_dir=folder / "cache"), folder / "a.mp3", tags=TAGS)


def test_voices_of_several_engines_are_equally_loud(tmp_path: Path) -> None:
    found = levels(spoken(tmp_path, VOICES), len(VOICES))
    assert max(found) - min(found) <= 1.0, dict(zip(VOICES, found, strict=True))


def test_a_roles_gain_is_heard(tmp_path: Path) -> None:
    voices = ("tone:tone", "tone:low")
    low, high = levels(spoken(tmp_path / "low", voices), 2), levels(spoken(tmp_path / "high", voices, gain_db=4.0), 2)
    assert abs(low[1] - low[0]) < 0.5
    assert 3.5 < high[1] - high[0] < 4.5


def test_a_voice_that_is_moved_in_pitch_is_levelled_by_itself(tmp_path: Path) -> None:
    voices = ("pyttsx3:gmw/en-gb-x-rp", "pyttsx3:gmw/en-gb-x-rp")
    found = levels(spoken(tmp_path, voices, pitch_semitones=-3.0), 2)
    assert abs(found[0] - found[1]) < 0.5
