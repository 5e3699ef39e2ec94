"""Subtitles are told in sentences, without their times and numbers."""

from __future__ import annotations

import pytest

from pipeline import read

SRT = """\
1
00:00:01,000 --> 00:00:04,200
We have decided to let trams
run through the night.

2
00:00:04,400 --> 00:00:07,000
It starts on the first

3
00:00:07,200 --> 00:00:09,000
of February. [APPLAUSE]

4
00:00:09,200 --> 00:00:10,000
[MUSIC]
"""
VTT = """\
WEBVTT

NOTE made by a machine

00:01.000 --> 00:04.200 align:start
<v Petra Lund>We have decided to let trams
run through the night.

00:04.400 --> 00:07.000
It starts on the <i>first</i> of February.
"""


ASS = """\
[Script Info]
Title: News
[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
Dialogue: 0,0:00:01.00,0:00:04.20,Default,,0,0,0,,We have decided\\Nto let trams
Dialogue: 0,0:00:03.00,0:00:04.20,Default,,0,0,0,,run through the night.
Dialogue: 0,0:00:04.40,0:00:07.00,Default,,0,0,0,,{\\i1}It starts{\\i0} on the first
Dialogue: 0,0:00:07.20,0:00:09.00,Default,,0,0,0,,of February.
"""


@pytest.mark.parametrize("text", [SRT, VTT, ASS])
def test_what_is_said_is_told_in_sentences(text: str) -> None:
    found = read.read(text.encode(), "x.txt")
    told = [p.text for update in found.updates for p in update.paragraphs]
    assert told == ["We have decided to let trams run through the night.", "It starts on the first of February."]
    assert found.updates[0].paragraphs[0].source.last_line > found.updates[0].paragraphs[0].source.first_line


def test_an_arrow_in_a_text_makes_no_subtitles() -> None:
    text = "The way from Orrin --> Fenn is shut.\n00:00:01,000 --> 00:00:04,200\n"
    assert read.read(text.encode(), "x.txt").updates[0].paragraphs[0].text.startswith("The way from Orrin")
