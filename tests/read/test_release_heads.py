"""Press releases that say whom to ask before they say what is new."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.read.datelines import dateline
from pipeline.read.papers import ASK, BELOW

RELEASE = """\
FOR IMMEDIATE RELEASE

{contact}

HIGHMOOR TO HAVE A RESERVOIR
Work to begin in spring

TARNHAVEN, 1 December 2026 – Tarn Water will build a reservoir at Highmoor, the company said on Tuesday.

Work is due to begin in April 2027.

About Tarn Water
Tarn Water supplies 2.1 million people in the north.

Notes to editors
The application is TW/2026/114.
"""
CONTACTS = (
    "Contact:\nMarta Ilves, Press Office\n+44 20 7946 0012\npress@tarnwater.example",
    "Media contacts\n\npress@tarnwater.example\nMarta Ilves",
    "PRESS CONTACT\nMarta Ilves\nTarn Water",
)


@pytest.mark.parametrize("contact", CONTACTS)
def test_whom_to_ask_above_a_release_does_not_end_it(contact: str) -> None:
    found = read.read(RELEASE.format(contact=contact).encode(), "x.txt")
    assert [p.text.split()[0] for update in found.updates for p in update.paragraphs] == ["Tarn", "Work"]
    assert found.updates[0].heading == "HIGHMOOR TO HAVE A RESERVOIR"
    reasons = {line.text: line.reason for line in found.lines}
    assert reasons[contact.split("\n")[-1]] == ASK
    assert reasons["Tarn Water supplies 2.1 million people in the north."] == BELOW


def test_an_embargo_holds_below_whom_to_ask() -> None:
    text = RELEASE.format(contact=CONTACTS[0]).replace("FOR IMMEDIATE RELEASE", "EMBARGOED until 00:01 8 December 2099")
    found = read.read(text.encode(), "x.txt", to_tell=False)
    assert not [update for update in found.updates if not update.skip]


@pytest.mark.parametrize(
    ("text", "place", "date"),
    [
        ("Tarnhaven, 1 December 2026 – Tarn Water said", "Tarnhaven", "1 December 2026"),
        ("Tarnhaven, Norland, December 1, 2026 – Tarn Water said", "Tarnhaven, Norland", "December 1, 2026"),
        ("1 December 2026 – Tarnhaven, Norland: The city said", "Tarnhaven, Norland", "1 December 2026"),
        ("TARNHAVEN, Dec. 1, 2026 /PRNewswire/ -- Tarn Water said", "Tarnhaven", "Dec. 1, 2026"),
        ("TARNHAVEN, England--(BUSINESS WIRE)--Tarn Water said", "Tarnhaven, England", ""),
        ("On Monday, 1 December 2026 – The bridge opened", None, None),
        ("Monday, 1 December 2026 – The bridge opened", None, None),
        ("Karl Voss, 1 December 2026: “We will win.”", None, None),
    ],
)
def test_the_datelines_of_releases(text: str, place: str | None, date: str | None) -> None:
    found = dateline(text)
    assert (found.place, found.date) == (place, date) if found else place is None
