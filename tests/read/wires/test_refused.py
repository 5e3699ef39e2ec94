"""XML that is damaged, that means harm, or that is of another kind; and sitemaps."""

from __future__ import annotations

import datetime as dt
import time

import pytest

from pipeline import read
from pipeline.errors import BriefingError
from pipeline.read import wires
from tests.read.wires.test_newsml import item, message
from tests.read.wires.test_nitf import document
from tests.read.wires.told import FIRST, SECOND, aside, of, told

ENTITY = '<!DOCTYPE nitf [<!ENTITY x "y">]>'
BOMB = '<!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]>'
FILE = '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (document().replace("<nitf", f"{ENTITY}<nitf", 1), "entities of its own"),
        (document("<p>&c;</p>").replace("<nitf", f"{BOMB}<nitf", 1), "entities of its own"),
        (document("<p>&x;</p>").replace("<nitf", f"{FILE}<nitf", 1), "entities of its own"),
        (document()[:-20], "x:2: not valid XML"),
        (document().replace("</body.head>", ""), "x:2: not valid XML"),
        (message(item()).replace("</itemSet>", ""), "not valid XML"),
        (message(), "there is no story in it"),
        (document("<p>" * 310_000), "too large"),
        ("<nitf>" + "<p>" * 20_000, "not valid XML"),
        ("<nitf " + " ".join(f"a{n}='b'" for n in range(9_000)) + "/>", "too large"),
        (
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://e.example/a</loc></url></urlset>',
            "this is a sitemap",
        ),
        ("<sitemapindex><sitemap><loc>https://e.example/a</loc></sitemap></sitemapindex>", "this is a sitemap"),
        ('<packageItem guid="p"><itemMeta><title>Top</title></itemMeta></packageItem>', "nothing in it can be told: a package"),
        ('<?xml version="1.0"?><RBNews><headline>x</headline></RBNews>', "this is XML with <RBNews> at its top"),
        ("<nitf/>", "a story without a text"),
        ("<newsItem/>", "a story without a text"),
    ],
)
def test_what_is_damaged_hostile_or_another_thing_is_refused_with_a_remedy(text: str, says: str) -> None:
    started = time.perf_counter()
    with pytest.raises(BriefingError) as caught:
        read.read(text.encode(), "x")
    assert says in str(caught.value)
    assert caught.value.remedy
    assert time.perf_counter() - started < 10


def test_no_file_and_no_address_is_opened_for_a_document_type() -> None:
    text = document().replace("<nitf", '<!DOCTYPE nitf SYSTEM "http://127.0.0.1:9/nitf.dtd"><nitf', 1)
    assert told(of(text).updates[0]) == [FIRST, SECOND]


def test_as_a_wire_other_xml_is_named() -> None:
    with pytest.raises(BriefingError, match="<invoice> at its top"):
        read.read(b"<invoice/>", "x", kind="wire")
    assert read.read(b"The bridge is open.\n", "x", kind="wire").updates


def test_a_sitemap_of_news_tells_its_headlines() -> None:
    by = "<news:publication><news:name>The Post</news:name><news:language>en</news:language></news:publication>"
    news = f"{by}<news:publication_date>2026-11-27</news:publication_date>"
    text = (
        '<?xml version="1.0"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
        f"<url><loc>https://post.example/a</loc><news:news>{news}<news:title>The bridge at Hallin opens on Monday</news:title></news:news></url></urlset>"
    )
    update = read.read(text.encode(), "x").updates[0]
    assert told(update) == ["The bridge at Hallin opens on Monday."]
    assert update.origin is not None
    assert (update.origin.publisher, update.origin.url, update.origin.published) == ("The Post", "https://post.example/a", "2026-11-27")


def test_an_embargo_ends_with_the_clock() -> None:
    data = message(item(meta="<embargoed>2026-11-27T06:00:00Z</embargoed>")).encode()
    at = dt.datetime(2026, 11, 27, 6, tzinfo=dt.UTC)
    assert not wires.briefing_of(data, "x", "", at - dt.timedelta(seconds=1)).updates
    assert wires.briefing_of(data, "x", "", at).updates


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (message(item(meta="<embargoed/>")).encode(), True),
        (message(item(meta="<embargoed/>")).encode("utf-16"), True),
        (b'{"Embargoed": null}', True),
        (message(item()).encode(), False),
        (b"The arms embargo is lifted.", False),
    ],
)
def test_a_source_that_may_read_otherwise_later_says_so(data: bytes, expected: bool) -> None:
    assert read.waits(data) is expected


def test_what_is_not_told_has_its_line_in_the_item_file() -> None:
    briefing = of(message(item(), item(meta='<pubStatus qcode="stat:withheld"/>', attributes='guid="b"')))
    again = read.read(read.items_file(briefing).encode(), "x.items.yaml")
    assert [told(update) for update in again.updates] == [told(update) for update in briefing.updates]
    assert aside(again) == aside(briefing)
