"""Articles as they are pasted, with the page around them: told whole, in order, as one update, and nothing of the page."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import read
from pipeline.model import LISTED

FILE = Path(__file__).parent / "articles.txt"
"""Pastes in the manner of fifteen sites; the lines that are to be told are marked with @."""
PASTES = dict(part.split("\n", 1) for part in FILE.read_text(encoding="utf-8").split("=== ")[1:])
BODY = "Two people have been hurt after a bus hit a wall in Orrin.\nIt happened in Mill Lane at about 07:40 GMT, police said.\nMill Lane was closed until noon.\n"


@pytest.mark.parametrize("name", PASTES)
def test_an_article_is_told_in_order_without_the_page_around_it(name: str) -> None:
    lines = PASTES[name].rstrip("\n").split("\n")
    found = read.read("\n".join(line.removeprefix("@") for line in lines).encode(), f"{name}.txt")
    assert [line.n for line in found.lines if line.kind == "body"] == [n for n, line in enumerate(lines, 1) if line.startswith("@")]
    assert len(found.updates) == 1


@pytest.mark.parametrize(
    ("head", "order"),
    [
        ("Two hurt as bus hits wall in Orrin\nBy Ann Other\n", LISTED),
        ("Two hurt as bus hits wall in Orrin\n30 November 2026\nShare\n", LISTED),
        ("Two hurt where many owls live in Orrin\nPublished 30 November 2026\n", LISTED),
        ("Valley Live | News | Sport\nTwo hurt as bus hits wall in Orrin\n7 hours ago\n", LISTED),
        ("Two hurt as bus hits wall in Orrin – live\nBy Ann Other\n", "newest-first"),
        ("LIVE\nTwo hurt as bus hits wall in Orrin\nBy Ann Other\n", "newest-first"),
        ("Two hurt as bus hits wall: what we know\nBy Ann Other\n", "newest-first"),
        ("Two hurt as bus hits wall in Orrin\nShare\n", "newest-first"),
    ],
)
def test_what_a_live_blog_says_of_itself_counts_before_a_byline(head: str, order: str) -> None:
    assert read.read(f"{head}{BODY}".encode(), "x.txt").order == order


def test_dates_between_the_paragraphs_are_those_of_a_live_page() -> None:
    text = f"Tunnel through the Tarn\nBy Ann Other\nNovember 30, 2026\nFirst light\n{BODY}November 30, 2026\nCosts rise\nThe tunnel will cost €10 million.\n"
    assert read.read(text.encode(), "x.txt").order == "newest-first"


MILL = """A fire that destroyed the old paper mill in Harlo was started on purpose, police say.

Chief Inspector Jo Marsh said that two cans of petrol had been found. “Somebody carried them there,” she said.

Nobody was hurt in the blaze. But 140 people have lost their jobs, and the mill’s owner does not know whether it will rebuild.

“We have been here since 1871,” said its chief executive, Bo Field.

His words angered those who work at the mill. Field rejected that.
"""


def test_an_article_that_nobody_signs_is_one_where_it_goes_on_about_its_title() -> None:
    (one,) = read.read(f"Mill fire: what we know\n\n{MILL}".encode(), "x.txt").updates
    assert one.heading == "Mill fire: what we know"
    assert len(one.paragraphs) == 5
    for other in (
        f"Harlo, Monday\n\n{MILL}",  # the title is of nothing that is told
        f"Mill fire live: what we know\n\n{MILL}",
        f"Mill fire: what we know\n\n{MILL}".replace("mill", "shop", 1).replace("fire", "row"),
        f"Mill fire: what we know\n{MILL}".replace("\n\n", "\n"),  # as a live blog without its times
    ):
        assert len(read.read(other.encode(), "x.txt").updates) > 1, other


def test_a_digest_of_one_town_is_no_article() -> None:
    """Its title and each of its paragraphs have the town’s name."""
    text = """Bridge at Sarn reopens

The bridge at Sarn reopens today after eleven months.

Teachers in Sarn begin voting on whether to strike before Christmas.

The airport at Sarn cancelled 212 flights in November.

A farmer near Sarn lost 18 sheep on Sunday night.
"""
    assert len(read.read(text.encode(), "x.txt").updates) > 1
