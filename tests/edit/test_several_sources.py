"""A day of several sources: one story in depth is told of it, what two of them tell alike is told once."""

from __future__ import annotations

import pytest

from pipeline import edit, read
from pipeline.model import Briefing, Rundown

NEWSLETTER = """\
The Harbour Post
MORNING BRIEFING

1. FERRY STRIKE CALLED OFF
Ferry workers in Tarnhaven have called off a 48-hour strike that was due to begin at midnight, after the operator NordSund raised its pay offer \
to 4.5%. The union said members would vote on the deal by Friday. NordSund said all sailings would run as planned.

2. BANK BOSS OUT
Helena Marsk has resigned as chief executive of Marsk & Toller after an inquiry found that she had not declared a stake in a supplier. Shares fell 6%.

3. BILLS TO FALL
The energy regulator will cut its price cap by 7% from January, saving a typical household about £110 a year.
"""
FEED = """<rss version="2.0"><channel><title>Tarn News</title>
<item><title>Ferry strike off</title><link>https://tarn.example/1</link><pubDate>Tue, 01 Dec 2026 07:30:00 GMT</pubDate><description>Ferry workers in
 Tarnhaven have called off a 48-hour strike after the operator NordSund raised its offer to 4.5%. The union said members would vote on Friday.</description></item>
<item><title>Bank boss out</title><link>https://tarn.example/2</link><pubDate>Mon, 30 Nov 2026 18:40:00 GMT</pubDate><description>Helena Marsk has resigned as
 chief executive of Marsk &amp; Toller after an inquiry found that she had not declared a stake.</description></item></channel></rss>"""
ARTICLE = """\
SkyNord to cut 1,200 jobs as fuel costs bite

By Elin Farr
1 December 2026

Airline SkyNord (SKYN.OL) will cut 1,200 jobs, or 8% of its workforce, after fuel prices pushed it to a third quarterly loss, it said on Tuesday.

The company posted a net loss of 412 million crowns for July to September, against a profit of 88 million a year earlier.

"These are hard decisions, but we cannot fly at a loss," Chief Executive Berit Haug said in a statement.

The pilots' union said it would fight any forced redundancies, and that it would talk to the company this week.
"""
WIRE = """{"uri": "tag:wire.example,2026:1", "type": "text", "version": "1", "versioncreated": "2026-12-01T08:10:00Z", "headline": "SkyNord to cut jobs",
"language": "en", "pubstatus": "usable", "body_text": "OSLO (Wire) - SkyNord, the airline, is to cut 1,200 jobs after a third loss in a row, its chief said.\\n\\n\
Berit Haug said that fuel had cost the airline twice what it had planned for."}"""


def day(**files: str) -> Briefing:
    return read.together([read.read(text.encode(), name) for name, text in files.items()])


def files_of(rundown: Rundown) -> set[str]:
    beats = [*(beat for story in rundown.stories for beat in story.beats), *rundown.in_brief]
    return {source.file.partition("#")[0] for beat in beats for sentence in beat.sentences for source in sentence.sources}


@pytest.mark.parametrize("order", [("a", "b", "c", "d"), ("d", "c", "b", "a")])
def test_of_a_day_of_several_sources_one_story_is_told_in_depth(order: tuple[str, ...]) -> None:
    texts = {"a": FEED, "b": NEWSLETTER, "c": ARTICLE, "d": WIRE}
    assert files_of(edit.edit(day(**{name: texts[name] for name in order}), form="story")) == {"b"}  # the ferries: two sources tell of them


def test_two_articles_on_two_matters_are_two_stories() -> None:
    other = ARTICLE.replace("SkyNord", "Tarn Water").replace("fuel", "salt")
    flood = "Flood in Oldmere\n\nBy Jo Barr\n1 December 2026\n\nThe River Tarn flooded 300 homes in Oldmere overnight.\n\nNobody was hurt, the county said.\n"
    assert len(files_of(edit.edit(day(a=ARTICLE, b=flood), form="story"))) == 1
    assert len(files_of(edit.edit(day(a=ARTICLE, b=other), form="story"))) == 2


def test_news_that_two_sources_tell_is_told_once_with_both_named() -> None:
    rundown = edit.edit(day(a=FEED, b=NEWSLETTER), form="briefing")
    assert files_of(rundown) == {"b"}
    assert ["Tarn News" in story.credits for story in rundown.stories][:2] == [True, True]


def test_a_shares_name_at_its_exchange_is_not_told() -> None:
    told = [p.text for update in day(a=ARTICLE).updates for p in update.paragraphs]
    assert told[0].startswith("Airline SkyNord will cut")
    assert read.read(b"The firm (NYSE: TW) lost, and Ann Other (D.C) and Bo Field (U.S.) won.\n", "x").updates[0].paragraphs[0].text == (
        "The firm lost, and Ann Other (D.C) and Bo Field (U.S.) won."
    )


def texts_of(rundown: Rundown) -> list[str]:
    return [sentence.text for story in rundown.stories for beat in story.beats for sentence in beat.sentences]


VERSIONS = """<rss version="2.0"><channel><title>Oslo Post</title>{items}
<item><title>Fares up</title><link>https://o.example/2</link><description>Fares on the trams of Oslo rise by 4% in January.</description></item></channel></rss>"""
VERSION = "<item><title>SkyNord</title><link>https://o.example/{n}</link><description>{text}</description></item>"
FIRST = "SkyNord will cut 1,200 jobs, or 8% of its staff, the airline said on Tuesday."


@pytest.mark.parametrize("form", ["briefing", "story"])
def test_of_two_versions_in_a_feed_the_one_that_says_all_is_told(form: str) -> None:
    items = VERSION.format(n=1, text=FIRST) + VERSION.format(n=3, text=f"{FIRST} Pilots are not affected.")
    rundown = edit.edit(day(a=VERSIONS.format(items=items)), form=form)
    assert texts_of(rundown).count(FIRST) == 1
    assert "Pilots are not affected." in texts_of(rundown)
    assert any("an earlier version" in each.reason for each in rundown.left_out)


def test_a_story_in_depth_says_a_sentence_of_two_sources_once() -> None:
    one = f"SkyNord to cut jobs\n\nBy Ann Lee\n1 December 2026\n\n{FIRST}\n\nIts shares rose by 3%.\n"
    other = f"Airline SkyNord to cut jobs\n\nBy Bo Dunn\n1 December 2026\n\n{FIRST}\n\nPilots are not affected, SkyNord said.\n"
    texts = texts_of(edit.edit(day(a=one, b=other), form="story"))
    assert texts.count(FIRST) == 1
    assert {"Its shares rose by 3%.", "Pilots are not affected, SkyNord said."} <= set(texts)
