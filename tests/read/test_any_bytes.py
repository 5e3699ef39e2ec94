"""Whatever comes in as whatever kind: a briefing or a BriefingError, in bounded time, and never more."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pipeline import read
from pipeline.errors import BriefingError
from pipeline.model import KINDS, Briefing
from pipeline.read import SOURCE_KINDS

PATIENCE_S = 30.0
"""Each bomb below takes a second or two; without its fuse it would take minutes, or all memory."""

PIECES = {
    "html": [
        "<!DOCTYPE html>", "<html>", "<body>", "<article>", "<p>", "</p>", "<div class='caption'>", "<figure>", "<img src=x>", "<figcaption>", "</figure>",
        "<h2>", "</h2>", "<table>", "<tr>", "<td>", "<ul>", "<li>", "<br>", "<a href='//[x'>", "</a>", "<script type='application/ld+json'>", "</script>",
        '{"@type":"NewsArticle","headline":[1],"articleBody":{"a":"b"},"author":[[null]],"publisher":3,"image":[[]],"url":{}}',
        '{"@type":"LiveBlogPosting","liveBlogUpdate":[[[]],{"articleBody":"It rained."},3,null,{"item":5}],"@id":"#a","author":{"@id":"#a"}}',
        "<blockquote>", "&lt;p&gt;", "&#0;", "&#xD800;", "15:25", "<!--", "-->", "<![CDATA[", "]]>", "\0", "The mayor said no.", "“We wait,” she said. ",
        "<meta property='og:title' content='x'>", "<link rel=canonical href='http://[::1'>", "<time datetime='9999-99-99'>", "<title>", "</title>",
    ],
    "feed": [
        "<?xml version='1.0'?>", "<rss version='2.0'>", "<channel>", "<item>", "</item>", "<title>", "</title>", "<description>", "</description>", "<pubDate>",
        "</pubDate>", "Fri, 99 Nov 0000 99:99:99 GMT", "2026-11-27T10:00:00+99:99", "<link>", "http://[x", "</link>", "<feed xmlns='http://www.w3.org/2005/Atom'>",
        "<entry>", "</entry>", "<content type='xhtml'>", "</content>", "<![CDATA[", "]]>", "&lt;p&gt;", "&bad;", "<enclosure url='x' type='image/png'/>",
        "xmlns:media='http://search.yahoo.com/mrss/'", "<media:content/>", "</channel>", "</rss>", "\x01", "It rained.", "<!DOCTYPE rss>", "<author>", "<source/>",
    ],
    "markdown": [
        "---\n", "title: x\n", "# ", "## ", "\n\n", "- ", "  - ", "> ", "```\n", "[", "](", ")", "![", "*", "**", "`", "|", "|---|\n", "<b>", "<div>\n", "[^1]", "[^1]: ",
        "It rained.", "\n", "&amp;", "\\", "1. ", "***\n", "===\n", ":",
    ],
    "items": [
        "- ", "title: ", "body: ", "|\n", "  ", "\n", "items:\n", "quotes: ", "[", "]", "{", "}", "&a ", "*a ", "!!str ", "<<: ", "? ", ": ", '"', "'",
        "importance: 3\n", "pin: true\n",
        "It rained.", "source: ", "images: ", "time: 15:25\n",
        "---\n", "#", ",", "id: a\n", "null", "\\ud800", "lead: x\n", "episode_items: 1\n", "updates:\n", "paragraphs: ",
    ],
    "text": ["15:25\n", "The mayor said no.\n", "\n", "Share\n", "A photo\n", "ANN OTHER/AP\n", "“We wait,” she said.\n", "\0", "\ufeff", "- ", "# "],
}  # fmt: skip
PIECES["wire"] = [
    "<?xml version='1.0'?>", "<!DOCTYPE nitf SYSTEM 'x.dtd'>", "<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'>", "<itemSet>", "</itemSet></newsMessage>",
    "<newsItem guid='a' version='9'>", "</newsItem>", "<itemMeta>", "</itemMeta>", "<embargoed>", "</embargoed>", "<embargoed/>", "2026-99-99T99:99:99+99:99",
    "<pubStatus qcode='stat:canceled'/>", "<contentMeta>", "</contentMeta>", "<headline>", "</headline>", "<contentSet>", "</contentSet>", "<inlineXML>", "</inlineXML>",
    "<inlineData><![CDATA[", "]]></inlineData>", "<html><body>", "</body></html>", "<NewsML><NewsItem>", "</NewsItem></NewsML>", "<ContentItem><DataContent>",
    "</DataContent></ContentItem>", "<StatusWillChange/>", "<nitf>", "</nitf>", "<head><docdata>", "</docdata></head>", "<date.release norm='9'/>", "<body>", "</body>",
    "<body.head>", "</body.head>", "<body.content>", "</body.content>", "<p>", "</p>", "<p/>", "<br/>", "<table><tr><td>", "</td></tr></table>", "<media>", "</media>",
    "<byline>By <byttl>x</byttl> y", "</byline>", "<urlset><url><news:news xmlns:news='n'>", "</news:news></url></urlset>", "&nbsp;", "&bad;", "&#xD800;", "\n    ", "\n",
    "{", "}", "[", "]", ",", '"uri": "a"', '"versioncreated": 7', '"pubstatus": ["x"]', '"bodies": [{"value": "It rained."}, 3]', '"body_html": "<p>It rained."',
    '"body_nitf": "<p>&bad;"', '"headlines": {"a": {"value": []}}', '"embargoed": -1', '"associations": {"a": {"uri": "b", "type": "text", "body_x": "It rained."}}',
    '"articles": [', '"title": {"rendered": "x"}', '"content": {"rendered": "It rained.", "protected": null}', '"publishedAt": "9999-12-31T23:59:59-23:59"',
    '"liveBlogUpdate": [{}, [], "x"]', '"@type": ["NewsArticle", 5]', '"author": [[{"name": 1}]]', '"urgency": 1e400', '"blocks": {"body": 5}', "\\ud800", "It rained. ",
]  # fmt: skip


def tried(data: bytes, kind: str) -> Briefing | None:
    """A sound briefing, or None for a BriefingError with what, where and a remedy."""
    refused: BriefingError | None = None
    try:
        briefing = read.read(data, "x", kind=kind)
    except BriefingError as error:
        refused = error
    if refused is not None:
        assert refused.message
        assert refused.where.split(":")[0].split("#")[0] == "x"
        assert refused.remedy
        return None
    assert len({update.id for update in briefing.updates}) == len(briefing.updates) > 0
    assert all(line.kind in KINDS and line.n >= 1 for line in briefing.lines)
    places = {(line.file or briefing.file, line.n) for line in briefing.lines if line.kind == "body"}
    for update in briefing.updates:
        assert update.paragraphs
        for paragraph in update.paragraphs:
            assert paragraph.text.strip()
            assert "\n" not in paragraph.text
            assert (paragraph.source.file, paragraph.source.first_line) in places
            assert paragraph.source.last_line >= paragraph.source.first_line
    return briefing


def places(briefing: Briefing) -> list[list[tuple[str, str]]]:
    """What is told and where it stands, update by update."""
    return [[(" ".join(p.text.split()), str(p.source)) for p in update.paragraphs] for update in briefing.updates]


@given(st.binary(max_size=300), st.sampled_from(["", *SOURCE_KINDS]))
@example(b"\xff\xfe<\0h\0t\0m\0l\0", "")
@example(b"<", "html")
@example(b"<>", "html")
@example(b"<!---->", "html")
@example(b"\xef\xbb\xbf<rss>", "feed")
@example(b"---\n---\n", "markdown")
@example(b"a: &a [*a]", "items")
@example(b"%\xff", "items")
@example(b"<links l<item<", "feed")
@example(b"<rss><channel><links a='b'/><item><content>x</content><authors>y</authors><source_detail a='b'/>", "feed")
def test_any_bytes_as_any_kind(data: bytes, kind: str) -> None:
    tried(data, kind)


@pytest.mark.parametrize("kind", sorted(PIECES))
@settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_any_pieces_of_a_kind(kind: str, data: st.DataObject) -> None:
    pieces = data.draw(st.lists(st.sampled_from(PIECES[kind]), max_size=25))
    said = data.draw(st.sampled_from(["", kind]))
    briefing = tried("".join(pieces).encode("utf-8", "surrogatepass"), said)
    if briefing is not None:
        again = read.read(read.items_file(briefing).encode(), "x.items.yaml")
        assert places(again) == places(briefing)


P = "<p>The mayor said on Tuesday that the bridge would open again within a month, and that lorries would have to wait.</p>"
ITEM = "- title: a\n  body: It rained.\n"

ITEM_FILE = "episode_items: 1\nsource: x\nupdates:\n- paragraphs:\n  - {}\n    text: It rained.\n"

BOMBS = {
    "html: 100,000 nested tags": "<html><body>" + "<div>" * 100_000 + P,
    "html: 100,000 nested inline tags": "<html><body><article><p>" + "<b>" * 100_000 + "x",
    "html: 100,000 links in one paragraph": "<html><body><p>" + "<a href=x>y</a> " * 100_000,
    "html: 100,000 cells in one table": "<html><body>" + P + "<table><tr>" + "<td>y" * 100_000,
    "html: 100,000 attributes": "<html><body><div " + " ".join(f"a{i}" for i in range(100_000)) + ">" + P,
    "html: 100,000 open brackets": "<html><body>" + "<" * 100_000 + P,
    "html: 100,000 comments": "<html><body>" + "<!--" * 100_000 + P,
    "html: 50,000 scripts": "<html><body>" + "<script type='application/ld+json'>{}</script>" * 50_000 + P,
    "html: JSON 200,000 deep": "<html><script type='application/ld+json'>" + "[" * 200_000 + "</script>" + P,
    "html: JSON with 300,000 nodes": "<html><script type='application/ld+json'>[" + ",".join(["[]"] * 300_000) + "]</script>" + P,
    "html: an article of 300,000 characters in one piece": "<html><script type='application/ld+json'>"
    + json.dumps({"@type": "NewsArticle", "articleBody": "It rained. " * 30_000})
    + "</script>",
    "feed: a million elements": "<rss version='2.0'><channel>" + "<a>" * 1_000_000,
    "feed: 20,000 nested items": "<rss version='2.0'><channel>" + "<item>" * 20_000,
    "feed: 3,000 items": "<rss version='2.0'><channel>"
    + "<item><title>a</title><description>It rained.</description></item>" * 3_000
    + "</channel></rss>",
    "feed: nested HTML in an entry": "<rss version='2.0'><channel><item><description>"
    + "&lt;div&gt;" * 20_000
    + "</description></item></channel></rss>",
    "feed: an entity of entities": '<!DOCTYPE rss [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + i)} "{f"&{chr(97 + i)};" * 50}">' for i in range(10))
    + "]><rss>&k;</rss>",
    "markdown: 50,000 nested quotations": "> " * 50_000 + "a",
    "markdown: 50,000 open brackets": "[" * 50_000,
    "markdown: 10,000 open pictures": "![a](" * 10_000,
    "markdown: 30,000 stars": "*a " * 30_000,
    "markdown: nested lists": "\n".join(" " * (2 * i) + "- a" for i in range(500)),
    "markdown: aliases in the front matter": "---\na: &a [x]\nb: [*a, *a]\n---\nIt rained.",
    "items: a billion laughs": "a: &a [x, x]\n"
    + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [{f'*{chr(97 + i)}, ' * 9}]\n" for i in range(20))
    + "items:\n"
    + ITEM,
    "items: merged keys": "- &a {title: x}\n" + "".join(f"- &a{i} {{<<: [{', '.join(['*a'] * 50)}]}}\n" for i in range(50)) + ITEM,
    "items: 100,000 brackets": "- body: " + "[" * 100_000,
    "items: 100,000 levels": "- " * 100_000 + "body: x",
    "items: JSON 100,000 deep": '[{"body":' * 50_000,
    "items: tags": "- title: !!python/object/apply:os.system ['false']\n  body: x\n",
    "items: an item file of laughs": "episode_items: 1\nsource: x\nupdates: &a\n- &b {paragraphs: [*b]}\n",
    "items: an item file with a line ten million lines down": ITEM_FILE.format("line: 10000000"),
    "items: an item file with a number of 5,000 digits": ITEM_FILE.format(f"line: {'9' * 5_000}"),
    "items: an item file with a number of 5,000 digits in hexadecimal": ITEM_FILE.format(f"line: 0x{'f' * 5_000}"),
    "items: an item file with 400 times sixty": ITEM_FILE.format(f"line: 1{':1' * 400}.0"),
    "items: an item file of 6,000 lines": "episode_items: 1\nsource: x\nupdates:\n- paragraphs:\n"
    + "".join(f"  - line: {n}\n    text: It rained.\n" for n in range(1, 6_001)),
    "items: a paragraph of 30,000 characters": f"- title: a\n  body: {'It rained. ' * 3_000}\n",
    "items: a text of nothing that can be seen": '[{"title": "a", "body": "\\u200b"}, {"title": "b", "body": "\\ufeff\\u0000"}]',
    "items: 3 MB": ITEM * 100_000,
    "wire: an entity of entities": '<!DOCTYPE nitf [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><nitf><head><title>&b;</title></head></nitf>',
    "wire: 250,000 paragraphs": "<nitf><body><body.content>" + "<p/>" * 250_000 + "</body.content></body></nitf>",
    "wire: 200,000 breaks in one paragraph": "<nitf><body><body.content><p>"
    + "It rained<br/>" * 200_000
    + "</p></body.content></body></nitf>",
    "wire: 250 nested paragraphs": "<nitf><body><body.content>" + "<p>a" * 250 + "</p>" * 250 + "</body.content></body></nitf>",
    "wire: 30,000 items": "<newsMessage><itemSet>" + "<newsItem guid='a'><contentMeta/></newsItem>" * 30_000 + "</itemSet></newsMessage>",
    "wire: JSON 200,000 deep": '{"versioncreated": ' + "[" * 200_000,
    "wire: 100,000 stories": "[" + ",".join(['{"uri": "a", "versioncreated": "x"}'] * 100_000) + "]",
    "wire: stories in stories": '{"uri": "a", "type": "text", "pubstatus": "", "associations": {"a": ' * 300 + "{}" + "}}" * 300,
    "wire: a million lists": '{"articles": [' + ",".join(["[]"] * 1_000_000) + '], "versioncreated": 1}',
    "text: a line of 3 MB": "It rained. " * 270_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_does_no_harm(name: str) -> None:
    kind = name.split(":")[0]
    start = time.monotonic()
    tried(BOMBS[name].encode(), kind)
    assert time.monotonic() - start < PATIENCE_S
