"""A story in depth that is cut to a minute says its news once, and first."""

from __future__ import annotations

import datetime as dt

from pipeline import edit, read, write
from pipeline.edit import Cut
from pipeline.model import Script
from tests.edit.test_weight import blog

LEAD = "The Greens have won an outright majority in Lund, which nobody had foreseen."
POSTS = (LEAD, "Bo Field has conceded.", "Polls close at 6pm.", "There are queues at the mill.")


def script(source: bytes, told: int | None = None, headlines: int = 1) -> Script:
    day = read.read(source, "x.txt")
    sources = [p.source for update in day.updates for p in update.paragraphs]
    cut = Cut(frozenset(sources[:told]), headlines=headlines, ahead=0) if told else None
    show = {"title": "The Coast", "tagline": "", "language": "en-GB", "disclosure": False}
    return write.render(edit.edit(day, form="story", cut=cut), form="story", date=dt.date(2026, 11, 27), show=show, briefing=day)


def test_cut_to_a_minute_the_news_comes_first_and_once() -> None:
    said = [segment.text for segment in script(blog(*POSTS), len(POSTS)).segments]
    assert said[1:4] == [LEAD, "Before that:", "Bo Field has conceded."]
    assert not any("Polls close" in text or "queues" in text for text in said), "that was over"
    assert sum("outright majority" in text for text in said) == 1


def test_a_longer_cut_is_told_as_it_happened() -> None:
    said = [segment.text for segment in script(blog(*POSTS), len(POSTS), headlines=2).segments]
    assert sum("outright majority" in text for text in said) == 2
    assert LEAD in said[-2]


def test_a_headline_is_not_said_before_a_story_that_opens_with_the_same_words() -> None:
    said = [segment.text for segment in script(f"{LEAD}\n".encode()).segments]
    assert sum("outright majority" in text for text in said) == 1
