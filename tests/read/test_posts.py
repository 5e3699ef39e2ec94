"""Words of somebody's own that stand without quotation marks: posts above their signature, speeches below "she said:"."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.model import Update

LEAD = "The council leader, Ann Other, has said that the bridge in the old town will close."
SIGNED = "— Ann Other (@annother) November 14, 2025"


def update(*lines: str) -> Update:
    """The update that is made of these lines, between two others."""
    text = "\n".join(["10.30am", "The river is falling.", "10.00am", *lines, "Share", "9.30am", "No trains are running."])
    return read.read(text.encode(), "x.txt").updates[1]


def told(*lines: str) -> list[str]:
    return [paragraph.text for paragraph in update(*lines).paragraphs]


def test_a_speech_below_the_line_that_introduces_it_is_a_quotation() -> None:
    found = update(
        LEAD,
        "In her speech Other said:",
        "This bridge has carried us for a hundred years.",
        "It is old.",
        "I will miss it.",
        "She was applauded.",
    )
    assert [(p.text, p.source.first_line, p.source.last_line) for p in found.paragraphs] == [
        (LEAD, 4, 4),
        ("In her speech Other said: “This bridge has carried us for a hundred years.”", 5, 6),
        ("“It is old.”", 7, 7),
        ("“I will miss it.”", 8, 8),
        ("She was applauded.", 9, 9),
    ]


@pytest.mark.parametrize(
    "introduces",
    ["She wrote on Facebook:", "Other posted on X:", "The leader told the meeting:", "Other has just tweeted...", "Her statement reads:"],
)
def test_however_it_is_introduced(introduces: str) -> None:
    assert told(LEAD, introduces, "We will not wait.")[1] == f"{introduces.rstrip('.:')}: “We will not wait.”"


@pytest.mark.parametrize(
    "below",
    [
        "“We will not wait,” Other told us.",
        "The bridge will close on Monday and open again in May.",
        "The mayor said that she would not wait for us.",
        "• We will not wait for the works to be paid.",
        "Other: We will not wait.",
        "Field, her deputy, said:",
    ],
)
def test_what_may_be_a_report_is_left_as_it_is(below: str) -> None:
    assert told(LEAD, "Other said:", below)[1:] == ["Other said:", below.removeprefix("• ")]


@pytest.mark.parametrize(
    "above",
    [
        LEAD,
        "Three things will change for us this year:",
        "Other said: “It is old.”",
        "Other is to speak at noon.",
        "Other said that she would wait and see what the day would bring for the town…",
        "She named the builders as follows:",
    ],
)
def test_first_persons_that_nobody_introduces_are_left_as_they_are(above: str) -> None:
    assert told(above, "We will not wait, as our reporter was told.") == [above, "We will not wait, as our reporter was told."]


def test_a_speech_ends_where_a_quotation_a_report_or_another_update_begins() -> None:
    assert told("Other said:", "I will miss it.", "“Good,” Field replied to us.") == [
        "Other said: “I will miss it.”",
        "“Good,” Field replied to us.",
    ]
    assert told("Other said:", "I will miss it.", "Field told us that he will not.") == [
        "Other said: “I will miss it.”",
        "Field told us that he will not.",
    ]
    text = "10.30am\nOther said:\nI will miss it.\n10.00am\nWe have been sent a picture of the bridge.\n"
    assert [u.paragraphs[-1].text for u in read.read(text.encode(), "x").updates] == [
        "Other said: “I will miss it.”",
        "We have been sent a picture of the bridge.",
    ]


def test_a_post_is_its_writers_words() -> None:
    found = update(LEAD, "A sad day. The old “lady” is to close.", SIGNED, "The post has been deleted.")
    assert [p.text for p in found.paragraphs] == [LEAD, "“A sad day. The old ‘lady’ is to close.”", "The post has been deleted."]
    assert [(quote.speaker, quote.text) for quote in found.quotes] == [("Ann Other", "A sad day. The old ‘lady’ is to close.")]


def test_a_post_begins_below_the_line_that_leads_to_it() -> None:
    found = update(LEAD, "Other wrote on X:", "A sad day.", "The old bridge is to close.", SIGNED)
    assert [p.text for p in found.paragraphs] == [LEAD, "Other wrote on X: “A sad day.”", "“The old bridge is to close.”"]
    assert {quote.speaker for quote in found.quotes} == {"Ann Other"}


def test_a_post_with_nothing_that_leads_to_it_is_not_told_as_the_programmes_own_words() -> None:
    text = f"10.30am\nThe river is falling.\n10.00am\nBridge\nA sad day for us all.\n{SIGNED}\nThe bridge is to close.\n9.30am\nNo trains are running.\n"
    found = read.read(text.encode(), "x.txt")
    assert [p.text for u in found.updates for p in u.paragraphs] == [
        "The river is falling.",
        "The bridge is to close.",
        "No trains are running.",
    ]
    assert "post" in found.lines[4].reason
    assert "post" in found.lines[5].reason


def test_an_item_file_keeps_the_quotation_and_counts_both_lines_as_told() -> None:
    text = """10.30am
The council leader, Ann Other, has said that the bridge in the old town will close.
Other said:
I will miss it.
Bo Field has answered.
So will we.
— Bo Field (@bofield) November 14, 2025
9.30am
No trains are running.
"""
    found = read.read(text.encode(), "x.txt")
    again = read.read(read.items_file(found).encode(), "x.items.yaml")
    assert again.updates == found.updates
    assert "kind: body" not in read.items_file(found)
