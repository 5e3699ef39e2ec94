"""Newsletters and copied articles as they are pasted: what counts, what sells, what greets and what ends them."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.model import LISTED, Briefing

CITY = "The city of Lakeside agreed on Tuesday to sell its water company to a pension fund for $1.2 billion."
SCHOOLS = "Three rural districts will move to a four-day week in January to save on buses, superintendents said."
PARROT = "A parrot that escaped from the zoo on Friday was found in the mayor's parking space."
COUNTED = f"""\
Lakeside PM

1 big thing: City sells its water company

{CITY}

By the numbers:
• 310,000 customers
• $480 million of debt
• 1 in 5 pipes older than 80 years

2. Schools go to four days

{SCHOOLS}

3. A fun thing

{PARROT}
"""


def of(text: str) -> Briefing:
    return read.read(text.encode(), "x.txt")


def told(text: str) -> list[str]:
    return [p.text for update in of(text).updates for p in update.paragraphs]


def test_headings_that_count_part_a_newsletter_and_give_its_order() -> None:
    found = of(COUNTED)
    assert [update.heading for update in found.updates] == ["City sells its water company", "Schools go to four days", "A fun thing"]
    assert found.order == LISTED
    assert [p.text for p in found.updates[0].paragraphs[1:]] == [
        "310,000 customers.",
        "$480 million of debt.",
        "1 in 5 pipes older than 80 years.",
    ]


def test_minutes_whose_formal_points_are_set_aside_still_count() -> None:
    points = "\n\n".join(f"{n}. {head}\n{text}" for n, head, text in ((3, "Water", CITY), (4, "Schools", SCHOOLS), (5, "Zoo", PARROT)))
    assert of(points).order == LISTED


@pytest.mark.parametrize(
    "line",
    [
        "Good morning. It's Priya here, with the news you need before your second coffee.",
        "Good afternoon! Today's newsletter is 612 words, a 2.5-minute read.",
        "Good morning. Today: the ferry strike is off, a bank loses its boss, and why your heating bill may fall.",
        "A message from Brightwater Bank\n\nSmall businesses grow with Brightwater. Open an account and see.",
        "Follow Lakeside News on Facebook, X and Instagram. Send your story ideas to us.",
        "Thank you for your patience while we verify access. If you are in Reader mode please exit and log in.",
    ],
)
def test_what_a_newsletter_says_of_itself_is_not_told(line: str) -> None:
    assert told(f"Lakeside PM\n\n{line}\n\n{CITY}\n\n{SCHOOLS}\n") == [CITY, SCHOOLS]


@pytest.mark.parametrize(
    "line",
    [
        "Today: the council votes on the water company at noon.",
        "It's Priya's birthday, and the mayor gave her a key to the city.",
        "A message from Mayor Calder was read out.\n\nMayor Calder said that rates are frozen until 2029.",
    ],
)
def test_news_that_looks_like_it_is_told(line: str) -> None:
    assert told(f"Lakeside PM\n\n{line}\n\n{CITY}\n\n{SCHOOLS}\n")[:-2] == line.split("\n\n")


def test_news_in_some_minutes_is_a_digest() -> None:
    more = (
        "Also in politics, Karl Voss stands for mayor.",
        "He is 52.",
        "In sport, Rovers beat Oldmere 3-1.",
        "And finally, a dog has won a prize.",
    )
    found = of("\n\n".join(("News in five minutes\n1 December 2026", CITY, *more)))
    assert found.order == LISTED
    assert [update.paragraphs[0].text for update in found.updates] == [CITY, more[0], *more[2:]]


def test_a_headline_in_capitals_on_top_is_no_credit() -> None:
    found = of(f"LAW PASSED\n\n{CITY}\n\n{SCHOOLS}\n")
    assert (found.lines[0].kind, found.lines[0].text) == ("heading", "LAW PASSED")
    assert of(f"{CITY}\n\nThe hall in May\nJANE FIELD\n\n{SCHOOLS}\n").lines[3].kind == "credit"


def test_a_text_that_says_where_it_ends_is_one_article() -> None:
    lines = ("The council votes on water", CITY, SCHOOLS, "Mayor Ruth Calder said that she was glad.", PARROT)
    assert len(of("\n\n".join(lines)).updates) > 1
    found = of("\n\n".join([*lines, "ENDS"]))
    assert len(found.updates) == 1
    assert found.updates[0].heading == lines[0]


def test_a_line_that_leads_over_to_a_list_is_told_with_it_and_its_short_points_are() -> None:
    text = f"{CITY}\n\nThe council will also:\n• repair 140 miles of pipes\n• freeze the rates\n\n{SCHOOLS}\n"
    assert told(text)[1:4] == ["The council will also:", "repair 140 miles of pipes.", "freeze the rates."]


def test_the_link_home_is_no_title() -> None:
    page = (
        f"The Lake - Back to home\nNews\n\nLakeside sells its water company\n\nAnn Other\nTue 1 Dec 2026 12.04 GMT\n\n{CITY}\n\n{SCHOOLS}\n"
    )
    assert of(page).updates[0].heading == "Lakeside sells its water company"


def test_a_list_of_headlines_with_their_papers_is_told_headline_by_headline() -> None:
    heads = (
        "Flood in Oldmere leaves 320 homes under water (Tarn Times)",
        "SkyNord to cut 1,200 jobs (Reuters)",
        "Parrot found in the mayor's parking space (AP)",
    )
    found = of("Top 3 stories this morning:\n\n" + "\n".join(f"{n}) {head}" for n, head in enumerate(heads, 1)))
    assert [update.paragraphs[0].text for update in found.updates] == [f"{head}." for head in heads]


def test_a_bulletin_as_it_is_read_comes_apart_in_its_order() -> None:
    last = ("In sport: Rovers have beaten Oldmere in the cup.", "And the weather: rain in the east, clearing by noon.")
    found = of("\n\n".join(("Good evening, here is the news at six.", CITY, SCHOOLS, *last)))
    assert [update.paragraphs[0].text for update in found.updates] == [CITY, SCHOOLS, *last]
    assert found.order == LISTED
