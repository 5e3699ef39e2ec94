"""Whom a sentence is about that names him behind something else, and what comes of it: nobody is introduced twice, and not every sentence opens with “He said”."""

from __future__ import annotations

import pytest

from pipeline import edit, read
from pipeline.edit.subject import named_behind
from pipeline.text.names import find_people

WHO = "Ann Other, the mayor, said no. Bo Field, a farmer, said yes."


@pytest.mark.parametrize(
    ("text", "surname"),
    [
        ("The mayor, Ann Other, has come.", "Other"),
        ("The town’s former mayor Ann Other said that it was shut.", "Other"),
        ("Lund’s head coach, Bo Field, 52, did not hide his anger.", "Field"),
        ("Opening the debate, Other said that it was shut.", "Other"),
        ("Speaking for the farmers, Bo Field told them that it was shut.", "Field"),
        ("Police arrested the mayor Ann Other, who said no.", ""),
        ("Voters have backed the mayor, Ann Other, who was glad.", ""),
        ("The mayor’s husband has praised the farmer Bo Field.", ""),
        ("A letter to the mayor, Ann Other, has come.", ""),
        ("“No,” the mayor Ann Other said.", ""),
        ("Opening the debate, the council said that Other was ill.", ""),
    ],
)
def test_whom_a_sentence_is_about(text: str, surname: str) -> None:
    assert named_behind(text, find_people([WHO])) == surname


def told(text: str) -> list[str]:
    """The sentences of the day's first story."""
    rundown = edit.edit(read.read(f"15:00\n{text}\n\n14:00\nIt rains.\n".encode(), "x.txt"), form="story")
    return [
        sentence.text for story in rundown.stories for beat in story.beats for sentence in beat.sentences if sentence.text != "It rains."
    ]


def test_nobody_is_introduced_twice() -> None:
    lines = (
        "The union’s secretary, Ann Other, has left the talks.\n“They offered us bread from last week at the price of next week,” she said."
    )
    assert told(lines) == [
        "The union’s secretary, Ann Other, has left the talks.",
        "They offered us bread from last week at the price of next week.",
    ]


def test_nobody_is_introduced_again_whom_the_end_of_a_sentence_names() -> None:
    lines = "Schools in the valley have a holiday, the mayor, Ms Ann Other, said.\n“Let the children look up for one day at the moon,” she said."
    assert told(lines)[1] == "Let the children look up for one day at the moon."


def test_the_name_is_given_in_full_behind_what_opens_the_first_sentence() -> None:
    lines = "Opening the debate, Other said that the bridge was shut.\nThe mayor, Ann Other, had asked for it in May."
    assert told(lines)[0] == "Opening the debate, Ann Other said that the bridge was shut."


def test_every_other_of_the_sentences_that_open_with_who_says_them_ends_with_it() -> None:
    said = (
        "Mayor Ann Other said that she would stay. She said that the old bridge was shut to lorries. She said that the new one would open in May. "
        "She said that it had cost four million. She said that she was glad. She said that nobody had been asked about the colour of it."
    )
    assert told(said) == [
        "Mayor Ann Other said that she would stay.",
        "The old bridge was shut to lorries, she said.",
        "She said that the new one would open in May.",
        "She said that it had cost four million.",
        "She said that she was glad.",
        "Nobody had been asked about the colour of it, she said.",
    ]
