"""The key points above a page's text: told where they stand nowhere below."""

from __future__ import annotations

import pytest

from pipeline import read

HEAD = "Example News\nHome\nStorm Bertil reaches the coast as thousands lose power\n"
BELOW = """18.42
Homes without power
Some 84,000 homes and businesses are without electricity, the network operators say.
They do not expect to restore all supplies before Thursday.
17.20
Red warning
The forecasters have extended the red warning for the coast until midnight.
16.10
Trains
No trains are running north of Preston.
"""


def told(points: str, below: str = BELOW) -> list[list[str]]:
    return [[p.text for p in u.paragraphs] for u in read.read(f"{HEAD}{points}{below}".encode(), "x.txt").updates]


ALL = told("")


@pytest.mark.parametrize("label", ["Summary", "What you need to know", "Key points", "What we know so far:", "At a glance"])
def test_points_that_stand_nowhere_below_are_told_as_sentences(label: str) -> None:
    points = (
        f"{label}\nA lorry driver has died as the storm crosses the north\nThe agency has issued 61 flood warnings, seven of them severe\n"
    )
    assert told(points) == [
        ["A lorry driver has died as the storm crosses the north.", "The agency has issued 61 flood warnings, seven of them severe."],
        *ALL,
    ]


@pytest.mark.parametrize("sign", ["• ", "- ", ""])
def test_points_that_are_told_in_full_below_are_not_told_twice(sign: str) -> None:
    points = ["84,000 homes and businesses are without electricity", "The red warning has been extended until midnight"]
    assert told("Summary\n" + "".join(f"{sign}{point}\n" for point in points)) == ALL


@pytest.mark.parametrize(
    "point", ["84,000 homes are without power in the storm of the century", "19,000 homes and businesses are without electricity"]
)
def test_a_point_with_another_number_or_more_to_it_is_told(point: str) -> None:
    assert told(f"Summary\n{point}\n") == [[f"{point}."], *ALL]


def test_points_with_bullets_need_no_label_and_each_ends_as_a_sentence() -> None:
    assert told("• Bank governor speaks of a long winter\n• Gusts of 103mph at the lighthouse on Monday\n• ‘Stay in’, says mayor\n") == [
        ["Bank governor speaks of a long winter.", "Gusts of 103mph at the lighthouse on Monday.", "‘Stay in’, says mayor."],
        *ALL,
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "Lib Dems hold the seat after a recount as turnout falls to 41 per cent\n",
        "Summary\nHow the storm got its name and why it matters\nIn pictures: the storm as it crossed the coast\nStorms\n",
        "What you need to know\nBy Ann Other, weather correspondent, in the harbour\n",
        "Key events\n2h ago\nThe harbour has been closed to all ships\n4h ago\nThe school has been shut until Monday\n",
    ],
)
def test_what_is_no_key_point_stays_in_the_pages_head(lines: str) -> None:
    assert told(lines) == ALL


def test_a_list_within_the_text_is_told_whatever_stands_below_it() -> None:
    points = "• The road to the old town and the bridge\n• The school until Monday at least\n"
    text = f"10.30am\nThese roads and schools are closed:\n{points}9.30am\nThe road to the old town and the bridge is closed.\n"
    found = read.read(text.encode(), "x.txt")
    assert [p.text for p in found.updates[0].paragraphs] == [
        "These roads and schools are closed:",
        "The road to the old town and the bridge.",
        "The school until Monday at least.",
    ]


NEWEST = "19.40\nFog\nThe search was called off at dusk because of fog.\n"
POINTS = [
    "The ferry ran aground at 11:20 with 214 passengers aboard",
    "Lifeboats have brought 212 of them ashore",
    "Two crew members are missing",
]


@pytest.mark.parametrize(("heading", "points"), [("What we know so far", 2), ("A ferry on the rocks", 3)])
def test_points_without_full_stops_below_a_time_are_told(heading: str, points: int) -> None:
    lines = "\n".join(POINTS[:points])
    found = told("", f"{NEWEST}19.05\n{heading}\n{lines}\n{BELOW}")
    assert found[1] == [f"{point}." for point in POINTS[:points]]


@pytest.mark.parametrize(
    "lines", [POINTS[:2], [POINTS[0], "Ada Stone"], ["A lifeboat at the quay", "The harbour in fog", "Cranes above the port"]]
)
def test_lines_that_may_be_captions_below_a_time_are_not_told(lines: list[str]) -> None:
    below = "\n".join(lines)
    assert told("", f"{NEWEST}19.05\nA ferry on the rocks\n{below}\n{BELOW}")[1:] == ALL
