"""JSON Feed 1.0 and 1.1: what the specification has, what real feeds have instead, and what is no feed."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline import read
from pipeline.errors import BriefingError
from pipeline.model import Briefing, Image, Update
from pipeline.read.sniff import kind_of

FIRST, SECOND = "The bridge opens again on Monday, the mayor said.", "Lorries must wait until May."
HTML = f"<p>{FIRST}</p><p>{SECOND}</p>"
NAME = "https://news.example.org/feed.json"


def feed(*items: Any, version: str = "1.1", **more: Any) -> str:
    head = {"version": f"https://jsonfeed.org/version/{version}", "title": "The Example", "home_page_url": "https://news.example.org/"}
    return json.dumps({**head, **more, "items": list(items)}, ensure_ascii=False)


def item(**more: Any) -> dict[str, Any]:
    return {"id": "1", "title": "Bridge", "content_html": HTML, "url": "https://news.example.org/bridge", **more}


def of(text: str | bytes, name: str = NAME) -> Briefing:
    return read.read(text.encode() if isinstance(text, str) else text, name)


def first(**more: Any) -> Update:
    return of(feed(item(**more))).updates[0]


def told(update: Update) -> list[str]:
    return [paragraph.text for paragraph in update.paragraphs]


@pytest.mark.parametrize("version", ["1", "1.1", "1.2"])
def test_an_item_is_an_update_with_all_that_the_feed_says_of_it(version: str) -> None:
    text = feed(
        item(
            date_published="2026-11-27T10:05:00+01:00", authors=[{"name": "Ann Writer"}, {"name": "Ben Scribe", "url": "https://b.example"}]
        ),
        {
            "id": 2,
            "content_text": f"{FIRST}\n\n{SECOND}",
            "external_url": "https://else.example/b",
            "date_modified": "2026-11-27T09:00:00Z",
        },
        version=version,
    )
    assert kind_of(text.encode(), "x.txt") == "feed"
    bridge, other = of(text).updates
    assert (told(bridge), bridge.heading, bridge.byline, bridge.time) == ([FIRST, SECOND], "Bridge", "Ann Writer and Ben Scribe", "10:05")
    assert [str(paragraph.source) for paragraph in bridge.paragraphs] == [f"{NAME}#1:1", f"{NAME}#1:2"]
    assert bridge.origin is not None
    assert (bridge.origin.publisher, bridge.origin.url, bridge.origin.published) == (
        "The Example",
        "https://news.example.org/bridge",
        "2026-11-27T10:05:00+01:00",
    )
    assert (told(other), other.heading, other.time) == ([FIRST, SECOND], "", "09:00")
    assert other.origin is not None
    assert other.origin.url == "https://else.example/b"
    assert of(text).order == "newest-first"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"content_html": HTML, "content_text": "Short."}, [FIRST, SECOND]),
        ({"content_html": "", "content_text": FIRST}, [FIRST]),
        ({"content_html": None, "summary": FIRST}, [FIRST]),
        ({"content_html": 7, "content_text": {"a": 1}, "summary": FIRST}, [FIRST]),
        ({"content_html": "", "summary": ""}, ["Bridge."]),
        ({"content_html": HTML.replace("<", "&lt;").replace(">", "&gt;")}, [FIRST, SECOND]),
        ({"content_html": f"<h1>Bridge</h1>{HTML}<script>x()</script><p><a href='/b'>Continue reading</a></p>"}, [FIRST, SECOND]),
        ({"content_html": None, "content_text": "Five is < six, and 7 > 6 & 5."}, ["Five is < six, and 7 > 6 & 5."]),
    ],
)
def test_the_fullest_content_is_told_as_in_other_feeds(more: dict[str, Any], expected: list[str]) -> None:
    assert told(first(**more)) == expected


@pytest.mark.parametrize(
    ("more", "byline"),
    [
        ({"author": {"name": "Ann Writer"}}, "Ann Writer"),
        ({"author": "Ann Writer"}, "Ann Writer"),
        ({"authors": [], "author": {"name": "Ann Writer"}}, "Ann Writer"),
        ({"authors": [{"name": "ann@example.org"}, {"url": "https://a.example"}, None, "Ann Writer"]}, "Ann Writer"),
        ({"authors": {"name": "x"}}, "The Desk"),
        ({}, "The Desk"),
    ],
)
def test_who_wrote_it(more: dict[str, Any], byline: str) -> None:
    assert of(feed(item(**more), authors=[{"name": "The Desk"}])).updates[0].byline == byline


def test_pictures_are_kept_and_their_captions_never_told() -> None:
    figure = "<figure><img src='/in.jpg'><figcaption>The bridge at night</figcaption></figure>"
    more = {
        "content_html": f"<p>{FIRST}</p>{figure}<p>{SECOND}</p>",
        "image": "/main.jpg",
        "banner_image": "https://x.example/banner.jpg",
        "attachments": [
            {"url": "https://x.example/a.jpg", "mime_type": "image/jpeg", "title": "A lorry"},
            {"url": "https://x.example/a.mp3", "mime_type": "audio/mpeg"},
            7,
        ],
    }
    update = first(**more)
    assert told(update) == [FIRST, SECOND]
    assert update.images == (
        Image("https://news.example.org/main.jpg"),
        Image("https://x.example/banner.jpg"),
        Image("https://x.example/a.jpg", "A lorry"),
        Image("https://news.example.org/in.jpg", "The bridge at night"),
    )


def test_what_other_programs_write_is_read_too() -> None:
    strange = feed(
        item(id=None, url=5, date_published="yesterday", tags="x", language=None, _extension={"a": [1]}),
        "no item",
        expired=True,
        hubs=7,
        next_url="https://news.example.org/2.json",
        user_comment="x",
    )
    briefing = of(strange)
    assert [told(update) for update in briefing.updates] == [[FIRST, SECOND]]
    assert [(line.kind, line.text) for line in briefing.lines if line.file.endswith("#2")] == [("furniture", "no item")]
    version_last = json.dumps(
        {"items": [item(content_html=HTML + " " * 30_000)], "title": "x", "version": "https://jsonfeed.org/version/1"}
    )
    escaped = version_last.replace("/", "\\/")
    for text in (version_last, escaped, json.dumps(json.loads(strange), indent=2), "\ufeff" + strange):
        assert told(of(text).updates[0]) == [FIRST, SECOND]
    for encoding in ("utf-8-sig", "utf-16", "utf-16-le", "utf-32"):
        assert told(of(strange.encode(encoding)).updates[0]) == [FIRST, SECOND]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (feed(item())[:-20], f"{NAME}:1: the feed is not valid JSON"),
        (feed(item()).replace('"items":', '\n"items"\n'), f"{NAME}:3: the feed is not valid JSON"),
        ('{"version": "https://jsonfeed.org/version/1"}', '"items" is missing'),
        ('{"version": "https://jsonfeed.org/version/1", "items": {}}', '"items" must be a list'),
        (feed(), "no entries"),
        (feed({"id": "1"}), "nothing in it can be told"),
        (feed(7), "nothing in it can be told"),
        (feed(item(content_html="<b>" * 400_000)), "too large"),
        ('{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 200_000, "nested too deeply"),
        ('{"version": "https://jsonfeed.org/version/1", "items": [' + "9" * 9000 + "]}", "a number that is none"),
    ],
)
def test_what_is_no_feed_says_so(text: str, says: str) -> None:
    with pytest.raises(BriefingError) as caught:
        of(text)
    assert says in str(caught.value)
    assert caught.value.remedy


def test_a_list_of_items_is_no_feed_and_the_other_way_round() -> None:
    assert kind_of(b'{"items": [{"title": "a", "body": "See https://jsonfeed.org/version/1."}]}', "x") == "items"
    with pytest.raises(BriefingError, match='"items" is missing'):
        read.read(b'{"a": 1}', "x.json", kind="feed")


def test_an_item_file_gives_a_feed_back() -> None:
    briefing = of(feed(item(date_published="2026-11-27T10:05:00Z", image="https://x.example/1.jpg"), item(title="Road")))
    assert read.read(read.items_file(briefing).encode(), "x.items.yaml").updates == briefing.updates
