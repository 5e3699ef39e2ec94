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
