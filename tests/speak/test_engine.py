"""Engines and voices by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import EngineUnavailable
from pipeline.model import Utterance
from pipeline.speak import available_voices, check_voice, default_voice, engine_report, speak
from tests.speak.helpers import ANCHOR, linux_only, samples


@linux_only
def test_a_bare_engine_name_means_its_own_voice() -> None:
    assert check_voice("tone") == "tone:tone"
    assert check_voice("tone:low") == "tone:low"
    assert check_voice("pyttsx3") == ANCHOR == default_voice()


@linux_only
@pytest.mark.parametrize(
    "voice", ["gmw/en-us", "gmw/en-us+f5", "gmw/en-us+david", "gmw/en-gb-scotland", "gmw/en-gb-x-rp+f2", "gmw/en-us+Mr serious"]
)
def test_voices_and_variants_of_espeak(voice: str) -> None:
    assert check_voice(f"pyttsx3:{voice}") == f"pyttsx3:{voice}"


@linux_only
@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("espeak", "no engine “espeak”. Run"),  # `openai` is not like it
        ("pyttsx", "no engine “pyttsx” (did you mean “pyttsx3”?)"),
        ("espeak:en", "no engine “espeak”"),
        ("gmw/en-us", "so “pyttsx3:gmw/en-us”"),
        ("pyttsx3:gmw/en-uk", "no voice “gmw/en-uk” (did you mean “gmw/en-us”"),
        ("pyttsx3:gmw/en-us+f22", "no voice “gmw/en-us+f22” (did you mean “gmw/en-us+f2”"),
        ("pyttsx3:gmw/en-us+alex", "did you mean “gmw/en-us+Alex”"),
        ("pyttsx3:gmw/en-us+", "no voice “gmw/en-us+”"),
        ("pyttsx3:mb/mb-en1", "no voice “mb/mb-en1”"),
        ("pyttsx3:gmw", "no voice “gmw”"),
        ("", "written engine:voice"),
        (":tone", "written engine:voice"),
    ],
)
def test_an_unknown_name_is_answered_with_near_ones(name: str, says: str) -> None:
    with pytest.raises(EngineUnavailable) as caught:
        check_voice(name)
    assert says in str(caught.value)
    assert "`episode voices`" in str(caught.value)


@linux_only
def test_the_list_starts_with_what_is_most_useful() -> None:
    voices = available_voices()
    assert [voice.name for voice in voices[:3]] == [ANCHOR, "pyttsx3:gmw/en-us+steph", "pyttsx3:gmw/en-us+david"]
    assert [voice.gender for voice in voices[:3]] == ["male", "female", "male"]
    english = [voice.language.startswith("en") for voice in voices if voice.engine == "pyttsx3"]
    assert english == sorted(english, reverse=True)
    assert len({voice.name for voice in voices}) == len(voices) > 100
    assert {voice.engine for voice in voices} >= {"pyttsx3", "tone"}
    assert all(voice.installed and voice.licence for voice in voices)


@linux_only
def test_the_report_says_what_can_be_used() -> None:
    report = [(engine.name, engine.usable, engine.why_not) for engine in engine_report()]
    assert report[:2] == [("pyttsx3", True, ""), ("tone", True, "")]
    assert [name for name, _, _ in report[2:]] == ["piper", "kokoro", "openai"]
    assert not report[-1][1], "no key here"


def test_another_package_brings_an_engine(tmp_path: Path, rogue_engine: str) -> None:
    (clip,) = speak([Utterance(1, "Hello.", rogue_engine, 160)], cache_dir=tmp_path / "cache")
    assert (clip.voice, clip.rate_hz, len(samples(clip.path)[1])) == ("rogue:jones", 22050, 8709)


def test_an_engine_that_does_not_load_or_work_spoils_nothing(rogue_engine: str) -> None:
    report = {engine.name: engine for engine in engine_report()}
    assert report["rogue"].usable
    assert not report["broken"].usable
    assert "rogue_gone" in report["broken"].why_not
    assert report["broken"].remedy
    assert rogue_engine not in {voice.engine for voice in available_voices()}
    with pytest.raises(EngineUnavailable, match=r"not in the mood\. Ask again\."):
        check_voice("rogue:smith")
    with pytest.raises(EngineUnavailable, match="does not load"):
        check_voice("broken")
