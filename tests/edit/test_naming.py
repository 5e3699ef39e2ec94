"""A chapter is called by what happened, not by the matter that a heading only names."""

from __future__ import annotations

import pytest

from pipeline import edit, read
from pipeline.edit.naming import only_names


@pytest.mark.parametrize(
    ("head", "names"),
    [
        ("The roads", True),
        ("Bins", True),
        ("Price and date", True),
        ("Bridge shut and mill open", False),
        ("GUILTY", True),
        ("SENTENCE", True),
        ("Planning: Mill Street", True),
        ("Ignored warnings", True),
        ("Driver held", False),
        ("Ferry late", False),
        ("Mill on fire", False),
        ("Castle Avenue", True),
        ("Grants up", False),
        ("Airports close", False),
        ("Result: Independents gain Lund", False),
        ("Lund 2-1 Sarn", False),
        ("The mayor’s new bridge", False),
        ("“I heard it”", False),
        ("What now?", False),
    ],
)
def test_a_heading_that_only_names_a_matter(head: str, names: bool) -> None:
    assert only_names(head) is names


DIGEST = """# The week in Lund

## The roads

The council will spend £2.4m on potholes next year, twice as much as this year. There are 1,870 of them.

## Library

Mill Road library is to close on 31 January. It had 212 regular users.

## Bananas

Shops have said that bananas are short. Nobody knows how long it will last.
"""


def test_a_chapter_is_called_by_what_happened_where_a_clause_says_it() -> None:
    rundown = edit.edit(read.read(DIGEST.encode(), "week.md"), form="briefing")
    assert {story.title for story in rundown.stories} == {
        "The council will spend £2.4m on potholes",
        "Mill Road library is to close",
        "Bananas",
    }


def test_a_heading_set_by_hand_stays() -> None:
    text = "items:\n  - {title: The roads, importance: 3, body: The council will spend £2.4m on potholes next year.}\n  - {body: It rains in Lund.}\n"
    assert edit.edit(read.read(text.encode(), "x.yaml"), form="briefing").stories[0].title == "The roads"
