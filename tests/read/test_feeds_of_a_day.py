"""A feed has more than the day's news, and its clock makes it no live blog."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from pipeline import edit, read
from pipeline.model import Briefing
from pipeline.read import entries

NEWEST = dt.datetime(2026, 12, 1, 8, 0, tzinfo=dt.UTC)
NEWS = (
    ("Ferry strike off", "Ferry workers in Tarnhaven have called off a strike after the operator raised its offer to 4.5%."),
    ("Bank boss out", "Helena Marsk has resigned as chief executive of a bank after an inquiry found an undeclared stake."),
    ("Pool to close", "The council in Norbury voted to close its outdoor pool on Mondays from January."),
    ("Barn burns", "A fire destroyed a barn near Oak Bend overnight. Forty cows were led to safety."),
)


def feed(*days_ago: float, kind: str = "rss", brand: str = "") -> Briefing:
    made = [
        (head + brand, text, NEWEST - dt.timedelta(days=days), f"https://tarn.example/{n}")
        for n, ((head, text), days) in enumerate(zip(NEWS, days_ago, strict=False))
    ]
    if kind == "json":
        listed = [
            {"id": url, "url": url, "title": head, "content_text": text, "date_published": when.isoformat()}
            for head, text, when, url in made
        ]
        data = json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Tarn News", "items": listed})
    else:
        listed_too = "".join(
            f"<item><title>{head}</title><link>{url}</link><pubDate>{when:%a, %d %b %Y %H:%M:%S} GMT</pubDate><description>{text}</description></item>"
            for head, text, when, url in made
        )
        data = f"<rss version='2.0'><channel><title>Tarn News</title>{listed_too}</channel></rss>"
    return read.read(data.encode(), "feed")


@pytest.mark.parametrize("kind", ["rss", "json"])
def test_what_is_more_than_a_week_older_than_the_newest_is_not_told(kind: str) -> None:
    found = feed(0, 2, 7.9, 8.1, kind=kind)
    assert [update.heading for update in found.updates] == [head for head, _ in NEWS[:3]]
    assert [line.reason for line in found.lines if line.kind == "furniture"] == [entries.STALE]


def test_one_date_in_the_future_makes_nothing_old() -> None:
    assert len(feed(-90, 0, 1, 2).updates) == 4
    assert len(feed(0, 30).updates) == 2


def test_a_feed_with_a_clock_gives_a_story_in_depth_one_of_its_stories() -> None:
    found = feed(0, 0.2, 0.4, 0.6)
    assert all(update.time for update in found.updates)
    rundown = edit.edit(found, form="story")
    assert len({sentence.sources[0].file for story in rundown.stories for beat in story.beats for sentence in beat.sentences}) == 1


@pytest.mark.parametrize("brand", [" | Tarn News", " - Tarn News", " – Tarn"])
def test_the_feeds_own_name_is_no_part_of_a_heading(brand: str) -> None:
    assert [update.heading for update in feed(0, 1, brand=brand).updates] == ["Ferry strike off", "Bank boss out"]
    assert feed(0, brand=" – in full").updates[0].heading == "Ferry strike off – in full"


def test_stars_for_today_are_no_news() -> None:
    assert entries.no_news("Horoscope for Tuesday", (), 90)
    assert not entries.no_news("Horoscopes sell better than novels", (), 90)
