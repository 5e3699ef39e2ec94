"""What a page sets out instead of telling is set aside for what it is; news that looks a little like it stays."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.read import tables
from tests.read.test_kinds import BODY

SET_OUT = {
    tables.LINE_UP: """
Hallin Town (4-3-3): Lee; Fox, Ode, Ash, Poe; Roe (Cole 78), Hay, Dunn; Field, Moss, Brown (White 64).
Lowe Rovers: Kent; Ray, Vale, Holt, Pike; Dale, Moor, Ford, Lane; Beck, Wood
Subs not used: Green, Hale, Marsh.
Goals: Field 12, 40; Roe 55 pen; Beck 88.
Booked: Ode, Vale. Sent off: Pike (71).
Referee: A. Marsh. Attendance: 4,812.""",
    tables.ODDS: """
Hallin Town 7/4, draw 12/5, Lowe Rovers 13/8
Odds: Harrow End 4/6, draw 3/1, Castle Vale 9/2.""",
    tables.TABLE: """
P W D L F A Pts
Harrow End 14 10 2 2 31 12 32
HSX 100 8,274.50 +32.10 +0.39
Lowe Bank 312.4p -3.2%""",
    tables.LISTING: """
6pm News; 6.30pm Weather; 7pm The Valley; 9pm Film: The Long Road.
Lottery: 4, 11, 18, 23, 40, 41. Bonus: 7.
High tide: 06.14 (5.2m), 18.40 (5.4m)
Sunrise 7.52am, sunset 3.58pm""",
    tables.NOTICE: """
OTHER, Ann. Peacefully at home on 20 November, aged 91.""",
}

NEWS = """
Victims: Ann Other, Bo Field, Jo Stone, Lee Roe, Ash Fox, Moss Dunn, Ray Vale, Kit Hay, Al Moor, Di Lane, Ed Wood, Flo Beck.
The dead: Ann Other; Bo Field; Jo Stone; Lee Roe; Ash Fox; Moss Dunn; Ray Vale; Kit Hay.
Goals: cut leaks by a fifth, save £2m.
Referee: the council should pay.
Attendance: The hall was full, and 200 waited outside.
Sent off: the letter that never came.
Half-time: Hallin Town 2-1 Lowe Rovers.
Labour won 34%, the Greens 28%, and the Liberals 12%.
He finished 4/5 in Lowe, 3/5 in Hallin.
Police arrested 12 at 9am; 14 more were held at 10am; all were freed.
STONE, Jo, the mayor, resigned suddenly on Friday.
Lottery: winner comes forward after 11 months.
Lowe, November 27, 2026
Why It Is Not Yet
Sunrise Homes to build 40 flats
""".strip().split("\n")


@pytest.mark.parametrize(("line", "reason"), [(line, reason) for reason, lines in SET_OUT.items() for line in lines.strip().split("\n")])
@pytest.mark.parametrize("name", ["day.txt", "day.md"])
def test_what_is_set_out_is_not_told_and_says_what_it_is(line: str, reason: str, name: str) -> None:
    found = read.read(
        f"# Saturday\n\n{BODY}\n\n{line}\n\n{BODY} It is late.\n".encode(), name, kind="markdown" if name.endswith("md") else "text"
    )
    assert next(each for each in found.lines if each.text == line).reason == reason


@pytest.mark.parametrize("line", NEWS)
def test_news_that_looks_like_it_is_none(line: str) -> None:
    assert tables.reason(line) == ""


def test_matches_one_below_the_other_are_no_headings() -> None:
    matches = "Harrow End v Castle Vale\nHallin Town v Moss Side (5.30pm)\nLowe Rovers 2 Ford Athletic 1"
    lines = read.read(f"{BODY}\nFixtures\n{matches}\n{BODY}\n{BODY}\n".encode(), "x.txt").lines
    assert [line.reason for line in lines[2:5]] == [tables.FIXTURES] * 3


RECIPE = "Leek soup\nServes 4\nIngredients\n2 tbsp olive oil\n500g leeks, washed\nMethod\n1. Heat the oil in a pan.\n2. Add the leeks and simmer for 20 minutes.\n"


def test_a_recipe_goes_from_its_ingredients_to_its_last_step() -> None:
    found = read.read(f"{BODY}\n{BODY}\n{RECIPE}The harvest was large, the growers said.\n".encode(), "x.txt")
    assert [p.text for update in found.updates for p in update.paragraphs] == [BODY, BODY, "The harvest was large, the growers said."]
    assert {line.reason for line in found.lines[3:10]} == {tables.RECIPE}


def test_without_ingredients_a_method_is_a_heading_of_news() -> None:
    found = read.read(f"{BODY}\nMethod\nThe team asks 1,000 people each month.\n{BODY}\n".encode(), "x.txt")
    assert "The team asks 1,000 people each month." in [p.text for update in found.updates for p in update.paragraphs]
