"""Every shape gives its item, or says clearly why not; a trap is refused before it costs anything."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator

import pytest

from pipeline import read
from pipeline.errors import BriefingError
from pipeline.model import Update
from tests.loopback import Loopback, QuietHandler, serving
from tests.read import feeds
from tests.read.feeds import ESCAPED, FIRST, SECOND, SITE, Shape, atom10, rss2

ADDRESS = f"{SITE}feed.xml"
PLAIN = f"<title>Bridge</title><description>{ESCAPED}</description>"


def updates(text: str | bytes, name: str = ADDRESS) -> tuple[Update, ...]:
    return read.read(text.encode() if isinstance(text, str) else text, name).updates


@pytest.mark.parametrize("shape", list(feeds.shapes()), ids=lambda shape: shape.name)
def test_every_shape_gives_its_item(shape: Shape) -> None:
    (update,) = updates(shape.data)
    assert [paragraph.text for paragraph in update.paragraphs] == [FIRST, SECOND]
    assert update.heading == shape.heading
    assert [str(paragraph.source) for paragraph in update.paragraphs] == [f"{ADDRESS}#1:1", f"{ADDRESS}#1:2"]


def test_the_shapes_are_many_and_each_is_another() -> None:
    found = list(feeds.shapes())
    assert len(found) > 130
    assert len({shape.name for shape in found}) == len({shape.data for shape in found}) == len(found)


@pytest.mark.parametrize(("written", "iso"), [*feeds.DATES, *((each, each) for each in feeds.NO_DATES)])
@pytest.mark.parametrize("element", ["pubDate", "dc:date", "dcterms:issued"])
def test_a_date_is_read_or_stays_as_written(element: str, written: str, iso: str) -> None:
    (update,) = updates(rss2(f"{PLAIN}<{element}>{written}</{element}>"))
    assert update.origin is not None
    assert (update.origin.published, update.time) == (" ".join(iso.split()), iso[11:16] if written not in feeds.NO_DATES else "")


@pytest.mark.parametrize(
    ("entry", "link", "picture"),
    [
        ('<link href="a"/>', f"{SITE}a", f"{SITE}p.jpg"),
        ('<link href="/a/../b"/>', f"{SITE}b", f"{SITE}p.jpg"),
        ('<link rel="alternate" type="text/html" href="a"/><link rel="edit" href="x"/>', f"{SITE}a", f"{SITE}p.jpg"),
        ('<link href="//else.example/a"/>', "https://else.example/a", f"{SITE}p.jpg"),
        ('<link href="https://else.example/a"/>', "https://else.example/a", f"{SITE}p.jpg"),
        (f"<id>{SITE}a</id>", f"{SITE}a", f"{SITE}p.jpg"),
    ],
)
def test_relative_links_are_those_of_the_feed(entry: str, link: str, picture: str) -> None:
    content = f'<content type="html">{ESCAPED}&lt;img src="p.jpg"&gt;</content>'
    (update,) = updates(atom10(f"<title>Bridge</title>{entry}{content}"))
    assert update.origin is not None
    assert (update.origin.url, [image.url for image in update.images]) == (link, [picture])


def test_a_base_of_an_element_counts_for_what_is_in_it() -> None:
    entry = f'<title>Bridge</title><link xml:base="sub/" href="a"/><content type="html" xml:base="https://else.example/x/">{ESCAPED}&lt;img src="p.jpg"&gt;</content>'
    (update,) = updates(atom10(entry))
    assert update.origin is not None
    assert (update.origin.url, update.images[0].url) == (f"{SITE}sub/a", "https://else.example/x/p.jpg")


@pytest.mark.parametrize(
    "item", ["", "<guid>a</guid>", "<title/><description/>", "<description> </description>", "<link>https://x.example/</link>"]
)
def test_an_entry_with_nothing_to_tell_is_passed_over(item: str) -> None:
    with pytest.raises(BriefingError, match="nothing in it can be told"):
        updates(rss2(item))
    assert len(updates(rss2(f"{item}</item><item>{PLAIN}"))) == 1


# ── traps ────────────────────────────────────────────────────────────────────────────────────────────────

BODY = rss2("<title>&a;</title>").split("?>", 1)[1]
LAUGHS = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12)) + '<!ENTITY a "&a11;">'
TRAPS = {
    "a billion laughs": f"<!DOCTYPE rss [{LAUGHS}]>",
    "a quadratic blow-up": f'<!DOCTYPE rss [<!ENTITY a "{"ha" * 100_000}">]>',
    "a file": '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "an address": '<!DOCTYPE rss [<!ENTITY a SYSTEM "{url}/a">]>',
    "a public name": '<!DOCTYPE rss [<!ENTITY a PUBLIC "-//x//y" "{url}/a">]>',
    "a parameter": '<!DOCTYPE rss [<!ENTITY % p SYSTEM "{url}/p.dtd">%p;]>',
    "a parameter in a parameter": "<!DOCTYPE rss [<!ENTITY % p \"&#60;!ENTITY a 'x'>\">%p;]>",
    "an entity that is no text": '<!DOCTYPE rss [<!NOTATION n SYSTEM "x"><!ENTITY a SYSTEM "{url}/a" NDATA n>]>',
    "behind a comment": '<!-- <rss> --><!DOCTYPE rss [<!-- x --><!ENTITY a "x">]>',
    "in other letters": '<!doctype rss [<!entity a "x">]>',
}


@pytest.fixture(scope="module")
def elsewhere() -> Iterator[_Asked]:
    with serving(_Asked()) as server:
        yield server


class _Asked(Loopback):
    """Counts who comes."""

    def __init__(self) -> None:
        super().__init__(_Counts)
        self.asked: list[str] = []


class _Counts(QuietHandler):
    server: _Asked

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_error(404)


@pytest.mark.parametrize("trap", TRAPS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-32"])
def test_a_trap_is_refused_and_costs_nothing(elsewhere: _Asked, trap: str, encoding: str) -> None:
    data = ('<?xml version="1.0"?>' + TRAPS[trap].replace("{url}", elsewhere.root) + BODY).encode(encoding)
    tracemalloc.start()
    try:
        with pytest.raises(BriefingError, match="entities") as caught:
            updates(data)
        assert tracemalloc.get_traced_memory()[1] < 40 * len(data) + 4_000_000
    finally:
        tracemalloc.stop()
    assert caught.value.remedy
    assert elsewhere.asked == []


@pytest.mark.parametrize("name", ["rss", 'rss PUBLIC "-//x//y"'])
def test_a_document_type_elsewhere_is_never_fetched(elsewhere: _Asked, name: str) -> None:
    system = "" if "PUBLIC" in name else "SYSTEM "
    (update,) = updates(f'<?xml version="1.0"?><!DOCTYPE {name} {system}"{elsewhere.root}/x.dtd">' + rss2(PLAIN).split("?>", 1)[1])
    assert [paragraph.text for paragraph in update.paragraphs] == [FIRST, SECOND]
    assert elsewhere.asked == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (rss2("<a>" * 400_000), "too large"),
        (rss2("<description>" + "&lt;b&gt;" * 400_000 + "</description>"), "too large"),
        ("<rss><channel>" + "<item>" * 20_000, "nothing in it can be told"),
        ("<feed" + " a='b'" * 10 + "/>", "broken"),
    ],
)
def test_what_would_take_for_ever_is_refused(text: str, says: str) -> None:
    with pytest.raises(BriefingError, match=says):
        updates(text)
