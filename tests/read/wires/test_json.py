"""JSON of agencies and of news APIs: ninjs 1 to 3, and what others answer."""

from __future__ import annotations

import json
from typing import Any

import pytest

from pipeline import read
from pipeline.errors import BriefingError
from pipeline.model import Briefing, Image
from pipeline.read.sniff import kind_of
from tests.read.wires import told as shared
from tests.read.wires.told import BODY, FIRST, FUTURE, PAST, SECOND, aside, told

WHEN = "2026-11-27T05:00:00Z"
ONE: dict[str, Any] = {
    "guid": "urn:a", "type": "text", "versioncreated": WHEN, "version": "2", "pubstatus": "usable", "urgency": 5, "headline": "Bridge", "byline": "Ann Other",
    "located": "Hallin", "copyrightholder": "Wire Ltd", "copyrightnotice": "© Wire", "usageterms": "Not for resale", "language": "en", "source": "The Wire",
    "ednote": "Adds quotes.", "body_html": BODY, "body_text": f"{FIRST} {SECOND}", "description_text": "Short.", "slugline": "bridge",
}  # fmt: skip
THREE: dict[str, Any] = {
    "uri": "https://wire.example/a", "type": "text", "versionCreated": WHEN, "version": "2", "pubStatus": "usable", "urgency": 5, "by": "Ann Other",
    "located": "Hallin", "copyrightHolder": "Wire Ltd", "copyrightNotice": "© Wire", "usageTerms": "Not for resale", "language": "en",
    "infoSources": [{"name": "The Wire"}], "edNote": "Adds quotes.", "slugline": "bridge",
    "headlines": [{"role": "sub", "value": "Sub"}, {"role": "main", "value": "Bridge"}],
    "bodies": [
        {"role": "main", "contentType": "text/plain", "value": f"{FIRST} {SECOND}"},
        {"role": "rich", "contentType": "application/xhtml+xml", "value": BODY},
    ],
}  # fmt: skip
TWO = {key.lower(): value for key, value in json.loads(json.dumps(THREE).replace("contentType", "contenttype")).items()}


def of(value: Any) -> Briefing:
    return shared.of(json.dumps(value))


@pytest.mark.parametrize(
    "value",
    [
        ONE,
        TWO,
        THREE,
        [ONE],
        {"items": [THREE]},
        {"total": 1, "item": [ONE]},
        {"hits": {"hits": [{"_source": ONE}]}},
        {"data": {"items": [{"item": TWO}]}},
    ],
)
def test_ninjs_of_every_version_in_whatever_it_comes(value: Any) -> None:
    text = json.dumps(value)
    assert kind_of(text.encode(), "x.txt") == "wire"
    (update,) = of(value).updates
    assert (told(update), update.heading, update.byline, update.place, update.time) == (
        [FIRST, SECOND],
        "Bridge",
        "Ann Other",
        "Hallin",
        "05:00",
    )
    assert [str(paragraph.source) for paragraph in update.paragraphs] == ["x#1:1", "x#1:2"]
    assert update.origin is not None
    assert (update.origin.publisher, update.origin.licence, update.origin.published) == (
        "The Wire",
        "© Wire. Not for resale",
        "2026-11-27T05:00:00+00:00",
    )
    assert aside(of(value)) == [("Adds quotes.", "a note to editors")]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"body_html": None, "body_text": f"{FIRST}\n\n{SECOND}"}, [FIRST, SECOND]),
        ({"body_html": "", "body_text": ""}, ["Short."]),
        ({"body_html": "", "body_text": "", "description_text": ""}, ["Bridge."]),
        ({"body_html": f"{BODY}<table><tr><td>1</td></tr></table><figure><figcaption>The bridge</figcaption></figure>"}, [FIRST, SECOND]),
        ({"body_html": "", "body_text": "", "body_nitf": f"{BODY}<media><media-caption>No</media-caption></media>"}, [FIRST, SECOND]),
        ({"body_html": f"<p>HALLIN, Nov 27 AAP - {FIRST}</p><p>{SECOND}</p>"}, [FIRST, SECOND]),
        ({"body_xhtml": BODY, "body_html": 7}, [FIRST, SECOND]),
    ],
)
def test_the_fullest_text_is_told(more: dict[str, Any], expected: list[str]) -> None:
    assert told(of({**ONE, **more}).updates[0]) == expected


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"pubstatus": "withheld"}, "withheld: its publisher says that it may not be used yet"),
        ({"pubstatus": "Canceled"}, "withdrawn: its publisher cancelled it"),
        ({"pubstatus": "commissioned"}, "not released: its status is “commissioned”"),
        ({"embargoed": FUTURE}, f"embargoed until {FUTURE}"),
        ({"embargoed": "2026-11-27T06:00:01"}, "embargoed until 2026-11-27T06:00:01"),
        ({"embargoed": True}, "under an embargo, without a time at which it ends"),
        ({"ednote": "<b>Embargoed</b> until the speech"}, "held back: it speaks of an embargo to editors, without a time that can be read"),
        ({"expires": PAST}, f"expired: it was of use until {PAST}"),
        ({"type": "picture"}, "no text: its type is “picture”"),
        ({"type": "advisory"}, "speaks to editors: its genre says so"),
        (
            {"body_html": "<table><tr><td>1</td></tr></table>", "body_text": "", "description_text": ""},
            "nothing in sentences: only a table or a list, or a damaged text",
        ),
    ],
)
def test_what_may_not_be_told(more: dict[str, Any], reason: str) -> None:
    briefing = of({**ONE, **more})
    assert not briefing.updates
    assert {why for _, why in aside(briefing)} - {"a note to editors"} == {reason}


@pytest.mark.parametrize("more", [{"expires": FUTURE}, {"expires": "soon"}])
def test_what_has_not_expired_is_told(more: dict[str, Any]) -> None:
    assert told(of({**ONE, **more}).updates[0]) == [FIRST, SECOND]


@pytest.mark.parametrize(
    "more", [{"embargoed": PAST}, {"embargoed": ""}, {"embargoed": None}, {"embargoed": "2026-11-26"}, {"pubstatus": None}]
)
def test_what_may_be_told_is(more: dict[str, Any]) -> None:
    assert told(of({**ONE, **more}).updates[0]) == [FIRST, SECOND]


def test_a_genre_says_how_it_is_told() -> None:
    kinds = {
        name: of({**ONE, "genre": [{"name": name}]}).updates[0].kind for name in ("Background", "Brief", "Correction", "Article (news)")
    }
    assert kinds == {"Background": "background", "Brief": "brief", "Correction": "correction", "Article (news)": ""}


def test_stories_and_pictures_that_belong_to_it() -> None:
    picture = {
        "type": "picture",
        "description_text": "The bridge",
        "byline": "J. Cam",
        "renditions": {"original": {"href": "https://x.example/a.jpg"}},
    }
    inner = {**ONE, "guid": "urn:b", "headline": "Ferry"}
    briefing = of({**ONE, "associations": {"main": picture, "more": inner}})
    assert [update.heading for update in briefing.updates] == ["Bridge", "Ferry"]
    assert briefing.updates[0].images == (Image("https://x.example/a.jpg", "The bridge", "J. Cam"),)


NEWS_API = {
    "status": "ok",
    "articles": [
        {"source": {"id": None, "name": "The Post"}, "author": "Ann Other", "title": "Bridge", "description": FIRST, "url": "https://post.example/a",
         "urlToImage": "https://post.example/a.jpg", "publishedAt": WHEN, "content": f"{FIRST} Lorries must go round … [+2314 chars]"},
        {"source": {"name": "[Removed]"}, "title": "[Removed]", "description": "[Removed]", "url": "https://removed.com", "publishedAt": WHEN, "content": "[Removed]"},
    ],
}  # fmt: skip
GUARDIAN = {
    "response": {
        "status": "ok",
        "results": [
            {"id": "a", "type": "article", "webPublicationDate": WHEN, "webTitle": "Bridge", "webUrl": "https://post.example/a", "fields": {
                "byline": "Ann Other", "publication": "The Post", "thumbnail": "https://post.example/a.jpg", "trailText": "Short.",
                "bodyText": f"{FIRST} {SECOND}", "body": f"{BODY}<figure><figcaption>No</figcaption></figure>"}},
        ],
    }
}  # fmt: skip
WORDPRESS = [
    {"id": 7, "date_gmt": "2026-11-27T05:00:00", "status": "publish", "link": "https://post.example/a", "title": {"rendered": "Bridge"},
     "content": {"rendered": f"\n{BODY}\n", "protected": False}, "excerpt": {"rendered": "<p>Short [&hellip;]</p>"}, "author": 3,
     "_embedded": {"author": [{"name": "Ann Other"}]}},
    {"id": 8, "date_gmt": "2026-11-27T05:00:00", "status": "draft", "link": "https://post.example/b", "title": {"rendered": "No"},
     "content": {"rendered": "<p>Not yet.</p>"}},
    {"id": 9, "date_gmt": "2026-11-27T05:00:00", "link": "https://post.example/c", "title": {"rendered": "No"},
     "content": {"rendered": "<p>Shut.</p>", "protected": True}},
]  # fmt: skip
SCHEMA_ORG = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "WebSite", "name": "x"},
        {"@type": "NewsArticle", "headline": "Bridge", "articleBody": f"{FIRST}\n\n{SECOND}", "datePublished": WHEN, "url": "https://post.example/a",
         "author": {"@type": "Person", "name": "Ann Other"}, "publisher": {"@type": "Organization", "name": "The Post"}, "image": "https://post.example/a.jpg"},
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    ("value", "text"), [(NEWS_API, [FIRST]), (GUARDIAN, [FIRST, SECOND]), (WORDPRESS, [FIRST, SECOND]), (SCHEMA_ORG, [FIRST, SECOND])]
)
def test_what_news_apis_answer(value: Any, text: list[str]) -> None:
    assert kind_of(json.dumps(value).encode(), "x.yaml") == "wire"
    (update,) = of(value).updates
    assert (told(update), update.heading, update.byline, update.time) == (text, "Bridge", "Ann Other", "05:00")
    assert update.origin is not None
    assert update.origin.url == "https://post.example/a"
    assert update.origin.publisher in ("The Post", "post.example")


def test_what_an_api_removed_or_a_system_has_not_published_is_listed() -> None:
    assert {why for _, why in aside(of(NEWS_API))} == {"removed by the service"}
    assert {why for _, why in aside(of(WORDPRESS))} == {"not released: its status is “draft”", "not released: its status is “password”"}


@pytest.mark.parametrize(
    "value",
    [
        {"@type": "LiveBlogPosting", "headline": "Live", "publisher": {"name": "The Post"}, "liveBlogUpdate": [
            {"headline": "One", "articleBody": FIRST, "datePublished": WHEN}, {"articleBody": SECOND, "datePublished": "2026-11-27T05:10:00Z"}]},
        {"response": {"results": [{"webTitle": "Live", "webPublicationDate": WHEN, "blocks": {"body": [
            {"id": "1", "bodyHtml": f"<p>{FIRST}</p>", "firstPublishedDate": WHEN}, {"id": "2", "bodyHtml": f"<p>{SECOND}</p>"}]}}]}},
    ],
)  # fmt: skip
def test_the_updates_of_a_live_blog(value: Any) -> None:
    assert [told(update) for update in of(value).updates] == [[FIRST], [SECOND]]


def test_a_story_on_each_line() -> None:
    text = "\n".join(json.dumps({**ONE, "guid": f"urn:{n}"}) for n in range(3))
    assert len(shared.of(text).updates) == 3
    assert kind_of(text.encode(), "x") == "wire"


@pytest.mark.parametrize(
    "value",
    [
        [{"title": "Bridge", "body": FIRST}],
        {"items": [{"title": "Bridge", "body": FIRST, "time": "15:25", "source": {"name": "x", "url": "https://x.example"}}]},
        {"items": [{"headline": "Bridge", "text": FIRST}]},
    ],
)
def test_a_newsrooms_own_list_stays_one(value: Any) -> None:
    assert kind_of(json.dumps(value).encode(), "x.json") == "items"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (json.dumps(ONE)[:-9], "x:1: not valid JSON"),
        (json.dumps(ONE, indent=1).replace('"type":', '"type"'), "x:3: not valid JSON"),
        ('{"versioncreated": ' + "[" * 200_000, "nested too deeply"),
        ('{"versioncreated": ' + "9" * 9000 + "}", "a number that is none"),
        (json.dumps({**ONE, "body_html": "<b>" * 400_000}), "too large"),
        (json.dumps({**ONE, "pubstatus": "withheld"}), "nothing in it can be told: withheld"),
        ('{"status": "error", "code": "apiKeyInvalid", "message": "Your API key is invalid."}', "but a message: Your API key is invalid."),
        ('{"response": {"status": "error", "message": "Not found"}}', "but a message: Not found"),
        ('{"code": "rest_no_route", "message": "No route was found", "data": {"status": 404}}', "but a message: No route was found"),
        ('{"status": "ok", "totalResults": 0, "articles": []}', "there is no story in it"),
    ],
)
def test_what_is_damaged_says_where(text: str, says: str) -> None:
    with pytest.raises(BriefingError) as caught:
        read.read(text.encode(), "x")
    assert says in str(caught.value)
    assert caught.value.remedy


def test_a_story_that_is_damaged_does_not_take_the_others_with_it() -> None:
    damaged = {"guid": "urn:b", "versioncreated": WHEN, "headline": "Ferry", "body_nitf": "<p>The ferry <b>is full.</p>"}
    halved = {"guid": "urn:c", "versioncreated": WHEN, "headline": "Tram\ud83d", "body_html": "<p>The tram\ud800 is late.</p>"}
    briefing = of([ONE, damaged, halved])
    assert [told(update) for update in briefing.updates] == [[FIRST, SECOND], ["The tram is late."]]
    assert ("Ferry", "nothing in sentences: only a table or a list, or a damaged text") in aside(briefing)
