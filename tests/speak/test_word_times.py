"""When each word begins: as espeak-ng says it, checked against the sound; kept beside the clip, wherever that goes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from pipeline.model import Utterance
from pipeline.speak import saying, speak, wav, word_times
from pipeline.speak.pyttsx3_engine import Pyttsx3Engine
from pipeline.speak.pyttsx3_worker import timed
from pipeline.speak.tone import ToneEngine
from tests.speak.helpers import ANCHOR, linux_only, samples

TEXT = "The bridge opens again on Friday. In 1998 about [[k'i:jIv]] it cost £4 million – well, then he left the house of glass."


def energy(path: Path, from_ms: float, to_ms: float) -> float:
    rate_hz, sound = samples(path)
    part = sound[max(0, round(from_ms * rate_hz / 1000)) : round(to_ms * rate_hz / 1000)].astype(np.float64)
    return float(np.sqrt((part**2).mean())) if len(part) else 0.0


@linux_only
def test_espeak_tells_when_each_word_begins(tmp_path: Path) -> None:
    (clip,) = speak([Utterance(1, TEXT, ANCHOR, 160)], cache_dir=tmp_path)
    words = word_times.read(clip.path)
    assert [word for word, _ in words] == [word for word in TEXT.split() if word != "–"]
    starts = dict(words)
    assert all(one < other for one, other in zip(list(starts.values()), list(starts.values())[1:], strict=False))
    assert starts["glass."] < clip.frames * 1000 / clip.rate_hz
    # The pause between the sentences ends where the second one's first word begins.
    assert energy(clip.path, starts["In"] - 150, starts["In"] - 50) < energy(clip.path, starts["In"], starts["In"] + 150) / 20
    # Measured from the sound alone: the first word of a sentence is heard where it is said to begin.
    rate_hz, sound = samples(clip.path)
    loud = np.flatnonzero(np.abs(sound[round((starts["In"] - 100) * rate_hz / 1000) :]) > 500)[0] / rate_hz * 1000 - 100
    assert abs(loud) < 60


@linux_only
def test_they_follow_a_clip_that_is_moved_in_pitch(tmp_path: Path) -> None:
    plain, moved = speak([Utterance(1, TEXT, ANCHOR, 160), Utterance(2, TEXT, ANCHOR, 160, -2.0)], cache_dir=tmp_path)
    for clip in (plain, moved):
        words = dict(word_times.read(clip.path))
        assert energy(clip.path, words["In"] - 150, words["In"] - 50) < energy(clip.path, words["In"], words["In"] + 150) / 20
    assert moved.rate_hz != plain.rate_hz


@linux_only
def test_they_go_through_pieces_and_nothing_is_left_of_them(tmp_path: Path) -> None:
    text = " ".join(f"Report {n}: the bridge opens again on Friday, the mayor said." for n in range(1, 40))
    (clip,) = speak([Utterance(1, text, ANCHOR, 160)], cache_dir=tmp_path)
    words = word_times.read(clip.path)
    assert [word for word, _ in words] == text.split()
    ends = [start for word, start in words if word == "said."]
    reports = [start for word, start in words if word == "Report"]
    assert all(end < report for end, report in zip(ends, reports[1:], strict=False))
    assert energy(clip.path, reports[-1] - 150, reports[-1] - 50) < energy(clip.path, reports[-1], reports[-1] + 150) / 10
    assert {path.suffix for path in tmp_path.rglob("*") if path.is_file() and path.parent.parent.name == "clips"} == {".wav", ".words"}


def test_an_engine_that_tells_nothing_has_none(tmp_path: Path) -> None:
    (clip,) = speak([Utterance(1, TEXT, "tone", 160)], cache_dir=tmp_path)
    assert word_times.read(clip.path) == ()
    assert not clip.path.with_suffix(word_times.ENDING).exists()


@linux_only
def test_what_was_spoken_by_another_does_not_stay(tmp_path: Path) -> None:
    target = tmp_path / "x.wav"
    engine = Pyttsx3Engine()
    saying.say(engine, "Good evening.", ANCHOR.partition(":")[2], 160, target)
    engine.close()
    assert [word for word, _ in word_times.read(target)] == ["Good", "evening."]
    saying.say(ToneEngine(), "Good night.", "tone", 160, target)
    assert word_times.read(target) == ()


@pytest.mark.parametrize("damage", ['[["a", 1], ["b"', "{}", "[1, 2]", '[["a", 5], ["b", 1]]', "null", ""])
def test_what_is_damaged_counts_as_none(tmp_path: Path, damage: str) -> None:
    clip = tmp_path / "x.wav"
    word_times.write(clip, [("a", 1)])
    clip.with_suffix(word_times.ENDING).write_text(damage)
    assert word_times.read(clip) == ()


def test_joined_they_begin_where_their_clip_does(tmp_path: Path) -> None:
    parts = [tmp_path / "a.wav", tmp_path / "b.wav"]
    for part, words in zip(parts, ([("one", 0), ("two", 400)], [("three", 10)]), strict=True):
        wav.write_silence(part, 10_000, 1_000)
        word_times.write(part, words)
    word_times.join(parts, tmp_path / "whole.wav")
    assert word_times.read(tmp_path / "whole.wav") == (("one", 0), ("two", 400), ("three", 1010))
    word_times.write(parts[1], [])
    word_times.join(parts, tmp_path / "whole.wav")
    assert word_times.read(tmp_path / "whole.wav") == ()


def test_a_word_is_told_apart_from_what_is_made_of_it() -> None:
    assert timed("house of 28-point glass", "house [[@v]] 28-point glass", [(1, 0), (7, 22_050), (14, 44_100), (16, 50_000), (23, 66_150)]) == [
        ("house", 0), ("of", 1000), ("28-point", 2000), ("glass", 3000),
    ]  # fmt: skip
    assert timed("one two", "one two three", [(1, 0)]) == []
