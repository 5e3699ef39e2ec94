"""A newsletter in Markdown: what stands around its news is set aside, and its headings lose their numbers."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.model import Briefing
from tests.read.test_kinds import BODY


def of(text: str) -> Briefing:
    return read.read(text.encode(), "week.md", kind="markdown")


@pytest.mark.parametrize(
    "line",
    [
        "Good morning, Vale! It's 7°C and drizzling. Here's what you need to know today. — Priya",
        "*Sealed with a kiss: the pup at Port Carrow. Photo: Denise Ottway*",
        "![A pup](https://img.example/seal.jpg)\n*The pup (left) at Port Carrow.*",
        "*More from us: [Why your bin is late](https://example.org/bin)*",
        "That's all for today. Was this forwarded to you? [Sign up here](https://example.org/signup).",
        "*Got a tip? Hit reply or write to priya@valebrief.example. The Vale Brief is written by Priya Nair and edited by Tom Ardley.*",
        "[Unsubscribe](https://example.org/u) · [View in browser](https://example.org/v)",
        "This story was updated at 3pm.",
    ],
)
def test_what_a_newsletter_has_around_its_news_is_not_told(line: str) -> None:
    found = of(f"## Bridge\n\n{BODY}\n\n{line}\n")
    assert [p.text for u in found.updates for p in u.paragraphs] == [BODY]
    assert found.lines[-1].kind in ("furniture", "promo", "caption")
    assert found.lines[-1].reason


@pytest.mark.parametrize(
    "line",
    [
        "Good morning from court number five, where the judge has come on to the bench.",
        "It's 7°C colder than a year ago in the valley, the office said.",
        "The firm will forward the letters to you and me, the minister joked.",
        "A photo of the bridge was found.",
    ],
)
def test_news_in_like_words_is_told(line: str) -> None:
    assert [p.text for u in of(f"## Bridge\n\n{BODY}\n\n{line}\n").updates for p in u.paragraphs] == [BODY, line]


def test_little_pictures_in_front_of_sentences_are_not_told() -> None:
    found = of("## Weather\n\n☔ Saturday: rain, 9°C. ⛅️ Sunday: brighter, 11°C.\n")
    assert [p.text for p in found.updates[0].paragraphs] == ["Saturday: rain, 9°C. Sunday: brighter, 11°C."]


def test_the_news_beside_a_greeting_is_told_and_the_line_stays_whole_in_the_list() -> None:
    found = of("## Bridge\n\nGood morning. The bridge is open.\n")
    assert [p.text for p in found.updates[0].paragraphs] == ["The bridge is open."]
    assert found.lines[-1].text == "Good morning. The bridge is open."


READING = "* [The man who taught crows to count](https://example.org/crows) (The Example)\n* [Is this the end of the pasty?](https://example.org/pasty)\n"


@pytest.mark.parametrize("heading", ["What else we're reading", "What I’m reading", "Further reading", "Reading list", "More links"])
def test_a_reading_list_is_no_story(heading: str) -> None:
    found = of(f"## Bridge\n\n{BODY}\n\n## {heading}\n\n{READING}")
    assert [u.heading for u in found.updates] == ["Bridge"]


def test_linked_headlines_elsewhere_and_sentences_in_a_reading_list_are_told() -> None:
    assert len(of(f"## Top stories\n\n{READING}").updates[0].paragraphs) == 2
    found = of("## Further reading\n\n* Schools are to have [a library](https://example.org/a) each by May.\n")
    assert [p.text for p in found.updates[0].paragraphs] == ["Schools are to have a library each by May."]


def test_headings_lose_the_numbers_that_count_them() -> None:
    text = f"## 1. Water firm fined\n\n{BODY}\n\n## 2) Rents\n\nRents rose.\n\n## 3.5 million without power\n\nThe lights went out.\n"
    assert [u.heading for u in of(text).updates] == ["Water firm fined", "Rents", "3.5 million without power"]


def test_a_single_number_may_be_part_of_a_heading() -> None:
    assert [u.heading for u in of(f"## 10. Mai\n\n{BODY}\n\n## Rents\n\nRents rose.\n").updates] == ["10. Mai", "Rents"]
