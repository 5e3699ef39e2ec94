"""Words written alike and said in two ways: which way the voice takes here."""

from __future__ import annotations

import datetime as dt
import importlib.util

import pytest

from pipeline.desk.show import Show
from pipeline.model import Script, Section, Segment, Sentence
from pipeline.studio.doubts import Asked, Doubt, Heard, listened, shown
from pipeline.write.homographs import WAYS, homographs
from pipeline.write.lexicon.sounds import parse

VOICE = "pyttsx3:gmw/en-gb-x-rp"


def heard(text: str, voice: str) -> Heard:
    segment = Segment("Anchor", (Sentence(text, ()),))
    asked = Asked(segment, text, voice)
    script = Script("", dt.date(2026, 11, 27), "", "briefing", "", "", (Section("", (segment,)),))
    return listened(script, [asked], Show())[asked]


def test_each_way_is_english_sounds() -> None:
    for ways in WAYS.values():
        assert len({parse(way.ipa) for way in ways}) == len(ways)


def test_only_whole_words_that_nobody_has_said() -> None:
    assert [one.word for one in homographs("Read the reading: lead-free, {wind|wɪnd}, wind’s, winds, live.")] == ["Read", "live"]


@pytest.mark.skipif(importlib.util.find_spec("espeakng_loader") is None, reason="needs espeakng-loader")
def test_the_voice_is_asked_what_it_says_among_these_words() -> None:
    text = "He lives there; three lives were lost. He read it yesterday."
    own = shown(text, heard(text, VOICE))
    assert [(each["word"], each["says"]) for each in own] == [("lives", "lɪvz"), ("lives", "laɪvz"), ("read", "riːd")]
    assert [way["now"] for way in own[2]["ways"]] == [True, False]


def test_without_a_voice_it_is_open_which_way_a_word_is_said() -> None:
    text = "He lives there."
    (own,) = shown(text, heard(text, ""))
    assert (own["word"], own["says"]) == ("lives", "lɪvz or laɪvz")
    assert shown(text, None) == []


def test_a_word_that_was_mended_once_is_doubtful_where_it_was_not() -> None:
    raw = "In 2-1 {Sarn|sɑːn}, then [^2-1] 2-1 at Sarn."
    both = Heard((Doubt("Sarn", "sɑːrn", "name", "in no lexicon"), Doubt("2-1", "two one", "figure", "open")))
    assert [raw[each["start"] :][:6] for each in shown(raw, both)] == ["2-1 {S", "Sarn."]
    assert shown("At {Sarn|sɑːn}.", Heard(both.doubts[:1])) == []


def test_of_figures_those_are_marked_that_may_mean_something_else() -> None:
    sure = "In 2019 they spent £40 million, 5 per cent, on 212 boats of 30 metres for the G7; at 8pm on 27/11/2026 it was 3C, the 2nd time at 100mph."
    for text in (sure, "The rate is 4.25 per cent, the debt 10.50 billion."):
        assert shown(text, heard(text, "tone:alto")) == []
    open_ = "It was 1640 by 3/4, on 04/05/2026 and 10.30; they won 2-1, 6m from the A719, and St. Ann is in Part V of it."
    own = {each["word"]: each["why"] for each in shown(open_, heard(open_, "tone:alto"))}
    assert own == {
        "1640": "a year, a time or a number",
        "3/4": "a date, a part or a ratio",
        "04/05/2026": "day and month, or month and day",
        "10.30": "a time or a number",
        "2-1": "a score, a vote or a span",
        "6m": "metres, miles, minutes or a million",
        "A719": "figure by figure, or as a number",
        "St.": "Saint or Street",
        "V": "a letter or a figure",
    }
