"""What feeds have beside the news: adverts, games, videos, links to the rest; and the news in like words."""

from __future__ import annotations

import pytest

from pipeline.errors import BriefingError
from tests.read.test_feeds import FIRST, PLAIN, SECOND, first, of, rss, told


@pytest.mark.parametrize(
    "more",
    ["Continue reading →", "Continue reading Bridge opens again on Monday →", "Read more", "Read more »", "[Read the full story]", "More…"],
)
def test_a_link_to_the_rest_is_cut_off_behind_a_sentence(more: str) -> None:
    item = rss(f"<title>Bridge</title><description>{FIRST} &lt;a href='/a'&gt;{more}&lt;/a&gt;</description>")
    assert told(first(item)) == [FIRST]


@pytest.mark.parametrize("end", ["He wants to read more", "The lesson: Read more.", "“Read more,” she said.", "More is to come."])
def test_a_sentence_with_its_words_is_told(end: str) -> None:
    assert told(first(rss(f"<title>Bridge</title><description>&lt;p&gt;{FIRST} {end}&lt;/p&gt;</description>"))) == [
        f"{FIRST} {end.rstrip('.')}."
    ]


def test_scissors_behind_a_whole_sentence_leave_no_trace() -> None:
    item = rss('<title>Bridge</title><description>His family said he was a "giant who loved the sea". [...]</description>')
    assert told(first(item)) == ['His family said he was a "giant who loved the sea".']


@pytest.mark.parametrize(
    ("title", "category"),
    [
        ("Sponsored: How to save on your heating", ""),
        ("How to save on your heating", "Sponsored"),
        ("How to save on your heating (Sponsored)", ""),
        ("Advertisement feature: Why pumps pay", ""),
        ("Quiz of the week: How well do you know the Vale?", ""),
        ("The weekly quiz: ten questions", ""),
        ("How well do you know the Vale?", "Quizzes"),
        ("WATCH: Waves crash over the sea wall", ""),
        ("Listen again: Breakfast with Dawn and Kev", ""),
        ("In pictures: the storm", ""),
        ("Don't miss: Ten best bookshops", ""),
    ],
)
def test_an_entry_that_is_no_news_is_set_aside_with_a_reason(title: str, category: str) -> None:
    other = f"<item><title>Bridge</title><description>{FIRST}</description></item>"
    item = f"<title>{title}</title><category>{category}</category><description>Ten minutes are enough.</description>"
    found = of(rss(f"{item}</item>{other}<item><title>River</title><description>{SECOND}</description>"))
    assert [update.heading for update in found.updates] == ["Bridge", "River"]
    assert (found.lines[0].kind, found.lines[0].text) == ("promo", "Ten minutes are enough.")
    assert found.lines[0].reason


@pytest.mark.parametrize(
    ("title", "category", "heading"),
    [
        ("Quiz show host dies", "Television", "Quiz show host dies"),
        ("Pub quiz: £3,000 raised for hospice", "", "Pub quiz: £3,000 raised for hospice"),
        ("Sponsored walk raises £3,000", "", "Sponsored walk raises £3,000"),
        ("Promoted: Rovers go up", "Promotion", "Promoted: Rovers go up"),
        ("Competition: watchdog fines firm", "Competition", "Competition: watchdog fines firm"),
        ("Watch stolen from mayor", "", "Watch stolen from mayor"),
        ("Listen to us, farmers tell minister", "", "Listen to us, farmers tell minister"),
    ],
)
def test_news_in_like_words_is_told(title: str, category: str, heading: str) -> None:
    update = first(rss(f"<title>{title}</title><category>{category}</category><description>{FIRST}</description>"))
    assert (update.heading, told(update)) == (heading, [FIRST])


def test_a_video_with_a_whole_article_below_it_is_news() -> None:
    update = first(rss(f"<title>Watch: Bridge opens</title><description>{' '.join([FIRST] * 8)}</description>"))
    assert update.heading == "Bridge opens"


def test_a_link_to_another_story_within_an_entry_is_not_told() -> None:
    body = f"<p>{FIRST}</p><p><strong>Don't miss:</strong> <a href='#'>Ten best bookshops in the county</a></p><p>{SECOND}</p>"
    assert told(first(rss(f"<title>Bridge</title><description><![CDATA[{body}]]></description>"))) == [FIRST, SECOND]


def test_of_a_teaser_that_was_cut_within_a_sentence_the_whole_ones_are_told() -> None:
    for end in (" Lorries must wait un […]", " Lorries must wait un...", " Lorries must… Continue reading"):
        assert told(first(rss(f"<title>Bridge</title><description>{FIRST}{end}</description>"))) == [FIRST]
    pause = rss(f"<title>Bridge</title><description>&lt;p&gt;{FIRST} And we waited…&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</description>")
    assert told(first(pause)) == [f"{FIRST} And we waited…", SECOND]


def test_an_aggregators_links_to_others_are_not_told_and_its_heading_is_without_the_publisher() -> None:
    links = "<ol><li><a href='/1'>Bridge to close</a>&amp;nbsp;<font>The Example</font></li><li><a href='/2'>Fury at bridge</a> <font>The Post</font></li></ol>"
    escaped = links.replace("<", "&lt;").replace(">", "&gt;")
    (update,) = of(
        rss(
            f"<title>Bridge to close - The Example</title><description>{escaped}</description><source url='https://a.example'>The Example</source>"
        )
    ).updates
    assert (update.heading, told(update)) == ("Bridge to close", ["Bridge to close."])
    assert update.origin is not None
    assert update.origin.publisher == "The Example"


def test_an_entry_that_leads_to_a_video_is_none_to_tell() -> None:
    item = "<title>The bridge from above</title><link>https://www.youtube.com/watch?v=a</link><description>We flew over it.</description>"
    found = of(rss(f"{item}</item><item>{PLAIN}"))
    assert [update.heading for update in found.updates] == ["Bridge"]
    assert "video" in found.lines[0].reason


def test_a_podcasts_own_feed_is_refused_and_articles_that_can_be_heard_are_told() -> None:
    sound = '<enclosure url="https://a.example/1.mp3" length="1" type="audio/mpeg"/>'
    channel = "<itunes:author>Ann Other</itunes:author>"
    with pytest.raises(BriefingError, match="a podcast’s feed"):
        of(rss(f"<title>41: The bridge</title><description>Ann talks to the mayor.</description>{sound}", channel))
    long = f"<title>Bridge</title><description>{f'{FIRST} ' * 100}</description>{sound}"
    assert of(rss(long, channel)).updates
    assert of(rss(f"<title>Bridge</title><description>{FIRST}</description>{sound}")).updates


def test_three_dots_are_no_text() -> None:
    assert told(first(rss("<title>Bridge to close</title><description>...</description>"))) == ["Bridge to close."]


def test_where_a_post_was_published_first_is_not_told() -> None:
    remark = "&lt;p&gt;Bridge was originally published in The Example on Medium, where people are continuing the conversation.&lt;/p&gt;"
    assert told(first(rss(f"<title>Bridge</title><description>&lt;p&gt;{FIRST}&lt;/p&gt;{remark}</description>"))) == [FIRST]
