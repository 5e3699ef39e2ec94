"""Pages that a site sends where an article should be."""

from __future__ import annotations

import pytest

from pipeline import read
from pipeline.errors import BriefingError

AWAY = [
    (
        "Harbour Herald",
        "We will be back soon",
        "Our site is down for planned maintenance. Thank you for your patience while we make it better for all of our readers.",
    ),
    (
        "Sign in | Harbour Herald",
        "Sign in to continue",
        "Enter the address that you gave us when you registered. We will send you a link with which you can read on.",
    ),
    (
        "Just a moment...",
        "herald.example.org",
        "Checking your browser before you go on. This may take up to five seconds, and happens once in a while.",
    ),
    (
        "Harbour Herald",
        "Sorry",
        "The page you are looking for has been moved, or it never was. Try the search, or go to our front page for the news.",
    ),
    (
        "503 Service Unavailable",
        "Service Unavailable",
        "The server is temporarily unable to answer because it has too much to do. Please come back in a few minutes.",
    ),
    (
        "Harbour Herald",
        "Access",
        "You don’t have permission to see this page on this server. Reference number 18.7f, for whoever looks after it.",
    ),
    (
        "Harbour Herald: Maintenance",
        "Harbour Herald",
        "Everything that you know and like will be here again before long, and a good deal faster than it was.",
    ),
]
SHORT = "<p>The council of Fenn has voted to close the mill bridge.</p><p>It was built in 1889, engineers say. A new one would cost…</p>"


@pytest.mark.parametrize(
    "sign",
    [
        "Subscribe to continue reading",
        "To continue reading, please sign in",
        "This article is for subscribers only",
        "The rest of this story is available to members",
    ],
)
def test_of_an_article_that_is_sold_the_beginning_is_told_in_whole_sentences_and_it_is_said(sign: str) -> None:
    sold = f"<div><h2>{sign}</h2><p>Get unlimited access for £1 a week. Cancel at any time.</p></div>"
    found = read.read(
        f"<html><body><main><article><h1>Bridge to close</h1>{SHORT}{sold}</article></main></body></html>".encode(), "page.html"
    )
    assert [p.text for each in found.updates for p in each.paragraphs] == [
        "The council of Fenn has voted to close the mill bridge.",
        "It was built in 1889, engineers say.",
    ]
    assert [note.partition(": ")[2].partition(": ")[2] for note in read.held_back(found)] == [
        "the page gives only the beginning: the rest is for those who pay"
    ]
    whole = read.read(f"<html><body><main><article><h1>Bridge to close</h1>{SHORT}</article></main></body></html>".encode(), "page.html")
    assert not read.held_back(whole)


def test_a_page_that_waits_for_a_browser_is_no_article() -> None:
    with pytest.raises(BriefingError, match=r"no article"):
        read.read(
            b"<html><head><title>Bridge</title></head><body><div id='app'>Loading...</div><script>x()</script></body></html>", "page.html"
        )


def test_a_page_that_leads_elsewhere_is_no_article() -> None:
    with pytest.raises(BriefingError, match=r"no article"):
        read.read(
            b"<html><head><title>Redirecting</title></head><body>Redirecting to <a href='/n'>https://a.example/n</a>.</body></html>",
            "page.html",
        )


NEWS = [
    (
        "Booking site is down",
        "Booking site is down",
        "The railway’s booking site is down for a second day, and passengers have been told to buy their tickets on the train.",
    ),
    (
        "Ferry service temporarily unavailable",
        "Ferry service temporarily unavailable",
        "The ferry to Holm will not sail before Friday, the harbour master said. A shaft has broken.",
    ),
    (
        "Readers must sign in",
        "Readers must sign in to use the library",
        "From Monday on readers must sign in to use the county’s library computers, the council said on Friday.",
    ),
    (
        "We will be back, say the players",
        "We will be back, say the players",
        "Marrow Town went down on Saturday. “We will be back,” said the captain, Ann Lowe, after the match.",
    ),
    (
        "Error",
        "Error cost the town its bridge",
        "An error in a drawing cost the town its bridge, an inquiry found on Friday. It had been built two metres too low.",
    ),
    (
        "Access denied to inspectors",
        "Access denied to inspectors",
        "Inspectors were denied access to the quarry on Thursday, the county council said. They will try again on Monday.",
    ),
]


def page(title: str, heading: str, text: str) -> bytes:
    parts = "".join(f"<p>{part.strip()}.</p>" for part in text.rstrip(".").split(". "))
    return f"<!doctype html><html><head><title>{title}</title></head><body><main><article><h1>{heading}</h1>{parts}</article></main></body></html>".encode()


@pytest.mark.parametrize("words", AWAY, ids=lambda words: words[1])
def test_it_is_refused_with_its_words(words: tuple[str, str, str]) -> None:
    with pytest.raises(BriefingError, match=r"no article: it says “|no article was found") as refused:
        read.read(page(*words), "https://herald.example.org/live")
    assert refused.value.remedy


@pytest.mark.parametrize("words", NEWS, ids=lambda words: words[1])
def test_news_of_the_like_is_told(words: tuple[str, str, str]) -> None:
    found = read.read(page(*words), "https://herald.example.org/live")
    assert " ".join(p.text for each in found.updates for p in each.paragraphs).startswith(words[2][:30]), words


def test_an_article_that_opens_so_is_told() -> None:
    text = "We will be back soon, the band told its fans in Marrow. " + " ".join(
        f"The concert in hall {n} is put off to day {n + 3} of the spring, and tickets for seat {n * 7} stay good." for n in range(1, 12)
    )
    assert read.read(page("The band", "The band stops", text), "https://herald.example.org/live").updates
