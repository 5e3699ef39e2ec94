"""Quotations are moved behind the words that attribute them, and never lose their speaker."""

from __future__ import annotations

import pytest

from pipeline.edit.pieces import pieces_of
from pipeline.model import Paragraph, Source, Update
from pipeline.text.names import find_people

LEAD = "Mayor Ann Other said that the bridge was closed."


def told(*paragraphs: str) -> list[tuple[str, str]]:
    """(who, words) of an update about the mayor; the anchor is ''."""
    everything = (LEAD, *paragraphs)
    update = Update("u01", 1, tuple(Paragraph(p, Source("x", n, n)) for n, p in enumerate(everything, 1)), 1.0, actors=("Ann Other",))
    pieces = pieces_of(update, find_people(list(everything)))
    return [(p.speaker if p.quote else "", p.text) for p in pieces[1:]]


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        (
            "“It is not safe,” she told reporters at the bridge. “We will not wait.”",
            [("", "She told reporters at the bridge:"), ("Ann Other", "It is not safe."), ("Ann Other", "We will not wait.")],
        ),
        ("“It is not safe,” said Other.", [("", "Other said:"), ("Ann Other", "It is not safe.")]),
        ("“It is,” she said, “a disaster.”", [("", "She said:"), ("Ann Other", "It is, a disaster.")]),
        ("“Can it last?” Other asked in a letter.", [("", "Other asked in a letter:"), ("Ann Other", "Can it last?")]),
        ("Asked when, she said: “Next week.”", [("", "Asked when, she said:"), ("Ann Other", "Next week.")]),
        (
            "She told everybody to “pay attention: this bridge is old. It will be closed.”",
            [("", "She told everybody to “pay attention”:"), ("Ann Other", "This bridge is old. It will be closed.")],
        ),
        (
            "“It is not safe,” she said, adding: “Ask anyone.”",
            [("", "She said:"), ("Ann Other", "It is not safe."), ("Ann Other", "Ask anyone.")],
        ),
        ("ANN OTHER: We will not wait.", [("", "Ann Other: We will not wait.")]),
        ("MS. OTHER: We will not wait.", [("", "Ms. Other: We will not wait.")]),
        ("IMF REPORT: It is old.", [("", "IMF REPORT: It is old.")]),
        ("She called it a “tired old bridge” in May.", [("", "She called it a “tired old bridge” in May.")]),
        (
            '"It is not safe," she said. "We will not wait."',
            [("", "She said:"), ("Ann Other", "It is not safe."), ("Ann Other", "We will not wait.")],
        ),
        (
            "It had been a hard week. “This is nonsense,” she said, pointing at the deck.",
            [("", "It had been a hard week."), ("", "She said, pointing at the deck:"), ("Ann Other", "This is nonsense.")],
        ),
        (
            "“It buys no bread,” said the guild’s treasurer, Per Lund.",
            [("", "The guild’s treasurer, Per Lund, said:"), ("Per Lund", "It buys no bread.")],
        ),
        (
            "However, the harbour master Lena Vik said it was thin. “I measured it,” she said.",
            [
                ("", "However, the harbour master Lena Vik said it was thin."),
                ("", "She said:"),
                ("Lena Vik", "I measured it."),
            ],
        ),
        (
            "Engineer John Doe, who built it, agreed. “I built it,” Doe said.",
            [("", "Engineer John Doe, who built it, agreed."), ("", "Doe said:"), ("John Doe", "I built it.")],
        ),
    ],
)
def test_a_quotation_follows_its_speaker(paragraph: str, expected: list[tuple[str, str]]) -> None:
    assert told(paragraph) == expected


def test_an_organisation_is_quoted_by_its_name() -> None:
    lines = [
        "The Institute for Bridges cast doubt on the plan.",
        "“No bridge lasts for ever,” the London-based group said on Monday.",
    ]
    update = Update("u01", 1, tuple(Paragraph(p, Source("x", n, n)) for n, p in enumerate(lines, 1)), 1.0)
    assert [p.speaker for p in pieces_of(update, find_people(lines)) if p.quote] == ["the Institute for Bridges"]


def test_a_paragraph_that_is_all_quotation_goes_on_with_its_speaker() -> None:
    assert told("“It is not safe,” she said.", "“Nor is it pretty.”")[-1] == ("Ann Other", "Nor is it pretty.")


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (
            ["“A cable in a field is of no use,” said analyst Petra Doe of the bank Nordhav."],
            [("", "Analyst Petra Doe of the bank Nordhav said:"), ("Petra Doe", "A cable in a field is of no use.")],
        ),
        (
            ["“Now everyone has been asked,” said Estmark’s energy minister, John Roe."],
            [("", "Estmark’s energy minister, John Roe, said:"), ("John Roe", "Now everyone has been asked.")],
        ),
        (
            ["“We thought it was a drill,” said Moira Flint, a teacher from Leeds."],
            [("", "Moira Flint, a teacher from Leeds, said:"), ("Moira Flint", "We thought it was a drill.")],
        ),
        (["“I saw nothing,” said a guard at the gate."], [("", "A guard at the gate said:"), ("a guard at the gate", "I saw nothing.")]),
        (
            ["Councillor Shona Reid defended the cost on Thursday.", "She said: “It will be paid back.”"],
            [("", "Councillor Shona Reid defended the cost on Thursday."), ("", "She said:"), ("Shona Reid", "It will be paid back.")],
        ),
    ],
)
def test_somebody_else_who_speaks_in_an_update_keeps_their_own_words(paragraphs: list[str], expected: list[tuple[str, str]]) -> None:
    assert told(*paragraphs) == expected


@pytest.mark.parametrize(
    "sentence",
    [
        "“Rubbish,” she said, describing the plan as a drawing that a child had made.",
        "“It will hold,” said Bo Field, an engineer, referring to the “temporary” bridge of 1974.",
        "“We have looked at every bolt of it and at every plate,” she said, adding that more were to be looked at in May.",
        "“It is old,” she said, “and tired” of lorries.",
        "“Tin on wheels,” she said, before apologising.",
    ],
)
def test_a_few_words_that_are_explained_behind_them_stay_as_they_are_written(sentence: str) -> None:
    assert told(sentence) == [("", sentence)]


def test_what_goes_on_behind_them_is_heard_from_whoever_said_them() -> None:
    first = "“Rubbish,” she said, describing the plan as a drawing that a child had made."
    assert told(f"{first} “We will not wait for it.”") == [("", first), ("Ann Other", "We will not wait for it.")]


def test_what_a_longer_quotation_is_about_stands_before_it() -> None:
    told_of_it = told("“Three years ago we stood here in the rain,” she said, referring to the flood.")
    assert told_of_it == [("", "She said, referring to the flood:"), ("Ann Other", "Three years ago we stood here in the rain.")]
