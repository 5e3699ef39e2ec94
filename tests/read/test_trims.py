"""What is cut out of a told paragraph, and what stays in it."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.read.kinds import classify
from pipeline.read.trims import trimmed
from tests.read.test_kinds import BODY, kind

COST = "The strike cost the city's shops an estimated £3.5 million, according to the chamber of commerce."


@pytest.mark.parametrize(
    ("paragraph", "news"),
    [
        (f"{COST} (Reporting by Alan Shaw; Editing by Priya Nair)", COST),
        (f"{COST} (Reporting by Alan Shaw in Kelder and Jo Field in Leeds; Writing by Bo Stone; Editing by Priya Nair)", COST),
        (f"{COST} (Additional reporting by Jo Field)", COST),
        (f"{COST} #fennflood @fennwater https://t.example/abc123", COST),
        (f"{COST} (Editing by Jo Field).", COST),
        ("“We will not wait,” she said. “Never.” (Writing and editing by Jo Field)", "“We will not wait,” she said. “Never.”"),
        ("Club captain Ivor Mottram (pictured with her team) disagreed.", "Club captain Ivor Mottram disagreed."),
        ("Jo Field (pictured), 44, was arrested on Monday.", "Jo Field, 44, was arrested on Monday."),
        ("The meeting begins at 2pm and you can watch it in the player above.", "The meeting begins at 2pm."),
        ("The strike has begun, and we'll bring you all the latest here.", "The strike has begun."),
        ("The hearing goes on until noon, which you can follow here.", "The hearing goes on until noon."),
    ],
)
def test_the_news_of_a_paragraph_is_told_without_what_is_of_the_page(paragraph: str, news: str) -> None:
    found = read.read(f"10.30am\n{BODY}\n{paragraph}\n9.30am\n{BODY}\n".encode(), "x.txt")
    assert [p.text for p in found.updates[0].paragraphs] == [BODY, news]
    assert found.updates[0].paragraphs[1].source.first_line == 3


@pytest.mark.parametrize(
    "line",
    [
        "Full result: Anjali Rao (Lab) 11,204 (40.1%); Peter Whitlock (C) 9,358 (33.5%); Jess Tamworth (LD) 2,121. Lab maj 1,846.",
        "The seat went to Bo Stone (L) by three votes.",
        "Die Linke (Left) has 64 seats in the new parliament.",
        "The mayor won by 40 votes (reporting by the paper had put her behind).",
        "The bank (edited highlights of whose accounts were shown by the BBC) is to close.",
        "He has six cars (one of them red) and a boat.",
        "You can see the bridge from here.",
        "From the tower you can see the sea and the hills above.",
        "The ministry said that voters and you can agree.",
    ],
)
def test_news_with_brackets_stays_whole(line: str) -> None:
    assert kind(line) == "body"
    assert trimmed(line) == line


def test_a_caption_with_a_remark_in_brackets_is_still_a_caption() -> None:
    assert kind("The mayor (left) with the engineer.") == "caption"
    assert kind("Jo Field (pictured) at the bridge") == "caption"


def test_a_sentence_that_ends_with_a_little_picture_has_its_full_stop() -> None:
    line = "The cheese is free of tariffs! 🧀🇨🇦🇬🇧"
    assert classify(f"{BODY}\n{line}\n{BODY}")[1].kind == "body"
    assert [p.text for p in read.read(f"{BODY}\n{line}\n{BODY}".encode(), "x.txt").updates[0].paragraphs][1] == line


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Trams will run ~~around the clock~~ all night.", "Trams will run all night."),
        ("It starts on 1 {++February++}{--March--} on line 2.", "It starts on 1 February on line 2."),
        ("The unions{>>which?<<} will strike.", "The unions will strike."),
        ("The set {1, 2} and the ~ stay.", "The set {1, 2} and the ~ stay."),
    ],
)
def test_what_an_editor_struck_is_not_told(line: str, words: str) -> None:
    assert trimmed(line) == words


def test_marks_of_an_encyclopedia_are_not_told() -> None:
    below = 'It was opened in 1904.[4] It was shut in 2017.[citation needed]\n^ "Trams". Valley Post. Retrieved 30 November 2026.\n'
    text = f"From Wikipedia, the free encyclopedia\n{BODY}[2][3]\n{below}"
    assert [p.text for update in read.read(text.encode(), "x.txt").updates for p in update.paragraphs] == [
        BODY,
        "It was opened in 1904. It was shut in 2017.",
    ]
