"""Words written alike and said in two ways: which way the voice takes here."""

from __future__ import annotations

import importlib.util

import pytest

from pipeline.studio.doubts import Ears, shown
from pipeline.write.homographs import WAYS, homographs
from pipeline.write.lexicon.sounds import parse

VOICE = "pyttsx3:gmw/en-gb-x-rp"


def test_each_way_is_english_sounds() -> None:
    for ways in WAYS.values():
        assert len({parse(way.ipa) for way in ways}) == len(ways)


def test_only_whole_words_that_nobody_has_said() -> None:
    assert [one.word for one in homographs("Read the reading: lead-free, {wind|wɪnd}, wind’s, winds, live.")] == ["Read", "live"]


@pytest.mark.skipif(importlib.util.find_spec("espeakng_loader") is None, reason="needs espeakng-loader")
def test_the_voice_is_asked_what_it_says_among_these_words() -> None:
    text = "He lives there; three lives were lost. He read it yesterday."
    own = shown(text, (), Ears().ways([(text, VOICE)])[0])
    assert [(each["word"], each["says"]) for each in own] == [("lives", "lɪvz"), ("lives", "laɪvz"), ("read", "riːd")]
    assert [way["now"] for way in own[2]["ways"]] == [True, False]
