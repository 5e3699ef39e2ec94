"""Results of matches: what a listener wants to know first stands above the text, and in no sentence of it."""

from __future__ import annotations

import pytest

from pipeline import edit, read
from pipeline.read.results import RESULT

WRAP = """SPORT WRAP - Sunday 30 November

Football
Velden Rovers 3 Lund Town 1
Rovers went top for the first time in six years.

Sarn United 0 Harlo 0
A game that nobody will remember.

Rugby
Coast 24-22 Valley
A last-minute penalty sent Coast into the semi-finals.
"""


def test_a_result_opens_what_is_told_of_its_match() -> None:
    found = read.read(WRAP.encode(), "x.txt")
    assert [[p.text for p in update.paragraphs] for update in found.updates] == [
        ["Velden Rovers 3, Lund Town 1.", "Rovers went top for the first time in six years."],
        ["Sarn United 0, Harlo 0.", "A game that nobody will remember."],
        ["Coast 24-22 Valley.", "A last-minute penalty sent Coast into the semi-finals."],
    ]
    assert [update.heading for update in found.updates] == ["Velden Rovers 3 Lund Town 1", "Sarn United 0 Harlo 0", "Coast 24-22 Valley"]
    assert edit.edit(found, form="briefing").stories[0].title == "Velden Rovers 3 Lund Town 1"


def test_below_a_time_it_is_told_without_its_label_and_scores_on_the_way_stay_headings() -> None:
    text = """Velden v Lund – live

21:52
FT: Velden Rovers 3-1 Lund Town
It is all over. Rovers are top for the first time in six years.

21:05
HT: Velden Rovers 2-0 Lund Town
Field has scored both, the second with the last kick of the half.

20:12
GOAL! Velden Rovers 1-0 Lund Town (Field 12)
Field turns it in from six yards after a corner that nobody cleared.
"""
    found = read.read(text.encode(), "x.txt")
    assert [line.text for line in found.lines if line.reason == RESULT] == ["FT: Velden Rovers 3-1 Lund Town"]
    assert found.updates[0].paragraphs[0].text == "Velden Rovers 3-1 Lund Town."
    assert [update.time for update in found.updates] == ["21:52", "21:05", "20:12"]


@pytest.mark.parametrize(
    "head", ["Apollo 13 and its crew", "Storm Ada 2 days on", "Council 2026-27 budget", "Rovers 3", "Lund Town v Velden Rovers"]
)
def test_other_figures_in_a_heading_are_none(head: str) -> None:
    text = f"The valley today\n\n{head}\nThe mayor has said that the bridge is open again to all.\n\nThe owl\nThe owl of the theatre has laid three eggs.\n"
    assert not [line for line in read.read(text.encode(), "x.txt").lines if line.reason == RESULT]


MATCH = """Cup final live: Velden Rovers v Lund Town
Follow the action from the national stadium

FULL TIME: Velden Rovers 2-3 Lund Town (after extra time)

120+2' It is over and Lund Town have won the cup for the first time!
The whistle goes and the bench empties on to the pitch.

118' Chance! Rovers hit the post
Emil Strand turns and shoots from 20 yards and it comes back off the post.

112' GOAL! Velden Rovers 2-3 Lund Town (Field)
Bo Field, on as a substitute for the captain, heads in from a corner.

45' Half-time: Velden Rovers 1-1 Lund Town
Even at the break.

33' GOAL! Velden Rovers 1-1 Lund Town (Vale)
Luc Vale taps in after the keeper drops a cross.
"""


def test_a_result_in_a_pages_head_opens_the_newest_update() -> None:
    found = read.read(MATCH.encode(), "x.txt")
    assert [p.text for p in found.updates[0].paragraphs][:2] == [
        "Velden Rovers 2-3 Lund Town (after extra time).",
        "It is over and Lund Town have won the cup for the first time!",
    ]
    assert (len(found.updates), found.updates[0].stamp) == (5, "120+2'")


def test_of_a_match_that_is_over_a_briefing_tells_the_result_and_the_goal_that_decided_it() -> None:
    rundown = edit.edit(read.read(MATCH.encode(), "x.txt"), form="briefing")
    said = [s.text for story in rundown.stories for beat in story.beats for s in beat.sentences]
    assert said[0] == "Velden Rovers 2-3 Lund Town, after extra time."
    assert said[-1] == "Bo Field, on as a substitute for the captain, heads in from a corner."
    assert not [each for each in said if "post" in each or "break" in each or "taps in" in each]
