"""When each word is heard: what the record says, held against the sound of the finished programme."""

from __future__ import annotations

import json
import os
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydub import AudioSegment

from pipeline.build import build, correct
from pipeline.desk import opening
from pipeline.desk.correcting import Asked
from pipeline.desk.heard import placed
from pipeline.desk.order import Order
from tests.desk.test_correcting import Quiet
from tests.publish.outside import needs_webvtt_parser, webvtt_errors
from tests.speak.helpers import linux_only

BLOG = """\
The north bridge opens again on Friday, Mayor Ada Stone said.
“The repairs are done, and the bridge is safe,” Stone told reporters at the town hall. “We will not wait.”
The works cost £4.5 million, a fifth of the £22m that Kyiv pledged on 28 November 2025, and took two years.
Farmers, millers and the River Authority – all 30% of the vote – asked for help; the mayor agreed.
"""
NAME = "2026-11-27"
BEFORE_MS, AFTER_MS = (-80, -20), (0, 80)
"""Around the beginning of a word behind a pause: still, and speech. They begin within 20 ms of what the engine says (measured)."""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A show without music, with a voice that is moved in pitch, and its episode as sound that nothing is lost of."""
    home = tmp_path_factory.mktemp("show")
    settings = 'engine = "pyttsx3"\nformats = ["mp3", "wav"]\n[music]\nenabled = false\n[voices]\nanchor = { voice = "pyttsx3:gmw/en-gb-x-rp", pitch_semitones = -1.5 }\n'
    (home / "episode.toml").write_text(settings, encoding="utf-8")
    (home / "briefings").mkdir()
    (home / f"briefings/{NAME}.txt").write_text(BLOG, encoding="utf-8")
    build(Order(), opening.load(home / "episode.toml"), Quiet())
    return home


def folder_of(home: Path) -> Path:
    return home / "output" / NAME


def sentences(home: Path) -> list[dict[str, Any]]:
    record = json.loads((folder_of(home) / "episode.json").read_text(encoding="utf-8"))
    return [sentence for segment in record["segments"] for sentence in segment["sentences"]]


def check_order(spoken: list[dict[str, Any]]) -> None:
    for sentence in spoken:
        times = [at for at in sentence["words_ms"] if at is not None]
        assert len(sentence["words_ms"]) == len(sentence["text"].split())
        assert times[0] == sentence["words_ms"][0]
        assert sentence["start_ms"] <= times[0]
        assert times[-1] < sentence["end_ms"]
        assert all(one < other for one, other in pairwise(times))


@linux_only
def test_every_sentence_has_its_words_in_order_and_within_its_time(home: Path) -> None:
    check_order(sentences(home))
    times = [at for sentence in sentences(home) for at in sentence["words_ms"]]
    assert sum(at is not None for at in times) > 0.9 * len(times)


@linux_only
def test_a_word_behind_a_pause_begins_where_the_programme_is_heard_again(home: Path) -> None:
    whole = AudioSegment((folder_of(home) / "episode.wav").read_bytes()).set_channels(1).set_sample_width(2)
    rate_hz, sound = whole.frame_rate, np.array(whole.get_array_of_samples(), np.float64)

    def level(at_ms: int, around: tuple[int, int]) -> float:
        first, last = (round((at_ms + ms) * rate_hz / 1000) for ms in around)
        return float(np.sqrt((sound[first:last] ** 2).mean()))

    pauses = found = 0
    for sentence in sentences(home):
        words = [*zip(sentence["text"].split(), sentence["words_ms"], strict=True)]
        for (word, _), (following, at) in pairwise(words):
            if at is None:
                continue
            assert level(at, AFTER_MS) > 100, following  # −50 dB: speech
            if word.rstrip("”)").endswith((",", ";", "–")):
                pauses += 1
                found += level(at, BEFORE_MS) < level(at, AFTER_MS) / 10
    assert pauses >= 8
    assert found == pauses


@linux_only
def test_the_transcript_and_the_page_have_them(home: Path) -> None:
    vtt = (folder_of(home) / "transcript.vtt").read_text(encoding="utf-8")
    page = (folder_of(home) / "index.html").read_text(encoding="utf-8")
    sentence = next(each for each in sentences(home) if "£4.5 million" in each["text"])
    at = dict(zip(sentence["text"].split(), sentence["words_ms"], strict=True))
    assert f"00:00:{at['cost'] / 1000:06.3f}>cost" in vtt
    shown = next(text.split('"')[0].split() for text in page.split(' data-words="') if str(at["cost"]) in text.split('"')[0].split())
    assert shown == ["-" if each is None else str(each) for each in sentence["words_ms"]]
    assert None in at.values()  # a dash has no time of its own


@linux_only
@needs_webvtt_parser
def test_the_transcript_is_good_webvtt(home: Path) -> None:
    assert webvtt_errors((folder_of(home) / "transcript.vtt").read_text(encoding="utf-8")) == [[]]


@linux_only
def test_made_again_it_is_the_same_and_a_correction_has_its_own(home: Path, tmp_path: Path) -> None:
    again = Path(shutil.copytree(home, tmp_path / "show"))
    names = ("transcript.vtt", "index.html")
    first = [(folder_of(again) / name).read_bytes() for name in names]
    settings = opening.load(again / "episode.toml")
    assert build(Order(), settings, Quiet())["unchanged"]
    shutil.rmtree(folder_of(again))
    assert not build(Order(), settings, Quiet())["unchanged"]
    assert [(folder_of(again) / name).read_bytes() for name in names] == first
    assert sentences(again) == sentences(home)
    number = next(n for n, each in enumerate(sentences(again), 1) if "million" in each["text"])
    correct(Asked(NAME, number, "The works cost £5 million, and took three years."), settings, Quiet())
    check_order(sentences(again))
    assert sentences(again)[number - 1]["words_ms"] != sentences(home)[number - 1]["words_ms"]


@linux_only
def test_of_clips_without_times_nothing_is_said(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPISODE_CACHE", str(shutil.copytree(os.environ["EPISODE_CACHE"], tmp_path / "cache")))
    again = Path(shutil.copytree(home, tmp_path / "show"))
    for file in (tmp_path / "cache").rglob("*.words"):
        file.unlink()
    shutil.rmtree(folder_of(again))
    made = build(Order(), opening.load(again / "episode.toml"), Quiet())
    assert made["spoken"] == 0
    assert not any("words_ms" in sentence for sentence in sentences(again))
    assert "<00:" not in (folder_of(again) / "transcript.vtt").read_text(encoding="utf-8")


def test_a_word_that_was_not_heard_is_left_out() -> None:
    assert placed(["one", "—", "two"], [("one", 0), ("two", 900)]) == {0: 0, 2: 900}


def test_which_of_two_alike_was_heard_is_not_guessed() -> None:
    assert placed("the the cat".split(), [("the", 0), ("cat", 300)]) == {2: 300}
    assert placed("a b a".split(), [("b", 0), ("a", 300)]) == {1: 0, 2: 300}


@pytest.mark.parametrize("heard", [[], [("two", 0), ("one", 5)], [("other", 0)], [("one", 0), ("two", 1), ("three", 2)]])
def test_of_other_words_nothing_is_placed(heard: list[tuple[str, int]]) -> None:
    assert placed(["one", "two"], heard) == {}
