"""Makes feeds in every well-formed shape that feedparser's documentation and the formats' own texts name, around the same two sentences."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

FIRST, SECOND = "The bridge opens again on Monday, the mayor said.", "Lorries must wait until May."
HTML = f"<p>{FIRST}</p><p>{SECOND}</p>"
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
SITE = "https://news.example.org/"
NAMESPACES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "media": "http://search.yahoo.com/mrss/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "georss": "http://www.georss.org/georss",
    "gml": "http://www.opengis.net/gml",
    "slash": "http://purl.org/rss/1.0/modules/slash/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
    "wfw": "http://wellformedweb.org/CommentAPI/",
    "thr": "http://purl.org/syndication/thread/1.0",
    "feedburner": "http://rssnamespace.org/feedburner/ext/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "cc": "http://web.resource.org/cc/",
    "podcast": "https://podcastindex.org/namespace/1.0",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """One way of writing the item."""

    name: str
    data: bytes
    heading: str = "Bridge"


def shape(name: str, text: str, encoding: str = "utf-8", heading: str = "Bridge") -> Shape:
    return Shape(name, text.encode(encoding), heading)


# ── the frames: a document of each version around an item ────────────────────────────────────────────────


def _prefixed(odd: str = "") -> str:
    return " ".join(f'xmlns:{odd}{prefix}="{address}"' for prefix, address in NAMESPACES.items())


def rss2(item: str, version: str = "2.0", head: str = "", odd: str = "") -> str:
    about = f"<title>The Example</title><link>{SITE}</link><description>News</description>{head}"
    return f'<?xml version="1.0"?><rss version="{version}" {_prefixed(odd)}><channel>{about}<item>{item}</item></channel></rss>'


def rdf(item: str, namespace: str) -> str:
    about = f'<channel rdf:about="{SITE}"><title>The Example</title><link>{SITE}</link><description>News</description></channel>'
    return f'<?xml version="1.0"?><rdf:RDF {RDF} xmlns="{namespace}" {_prefixed()}>{about}<item rdf:about="{SITE}a">{item}</item></rdf:RDF>'


def atom10(entry: str, prefix: str = "", head: str = "") -> str:
    p = f"{prefix}:" if prefix else ""
    name = f"xmlns:{prefix}" if prefix else "xmlns"
    about = f"<{p}title>The Example</{p}title><{p}id>tag:example.org,2026:feed</{p}id><{p}updated>2026-11-27T10:00:00Z</{p}updated>{head}"
    return f'<?xml version="1.0"?><{p}feed {name}="http://www.w3.org/2005/Atom" xml:base="{SITE}">{about}<{p}entry>{entry}</{p}entry></{p}feed>'


def atom03(entry: str) -> str:
    return (
        f'<?xml version="1.0"?><feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>The Example</title><entry>{entry}</entry></feed>'
    )


def cdf(item: str) -> str:
    return f'<?xml version="1.0"?><CHANNEL HREF="{SITE}"><TITLE>The Example</TITLE><ABSTRACT>News</ABSTRACT><ITEM HREF="{SITE}a">{item}</ITEM></CHANNEL>'


# ── how the content is written ───────────────────────────────────────────────────────────────────────────

ESCAPED, CDATA, B64 = escape(HTML), f"<![CDATA[{HTML}]]>", base64.b64encode(HTML.encode()).decode()
NUMBERED = ESCAPED.replace("&lt;", "&#60;").replace("&gt;", "&#x3E;")
MIXED = f"<![CDATA[<p>{FIRST}</p>]]>{escape(f'<p>{SECOND}</p>')}"
DIV = f"<div {XHTML}>{HTML}</div>"


def contents() -> Iterator[tuple[str, str]]:
    """(name, the element for an RSS item)."""
    for how, value in (("escaped", ESCAPED), ("cdata", CDATA), ("numbered", NUMBERED), ("cdata and escaped", MIXED)):
        yield f"description {how}", f"<description>{value}</description>"
        yield f"content:encoded {how}", f"<description>Short.</description><content:encoded>{value}</content:encoded>"
    yield "description plain", f"<description>{FIRST}\n\n{SECOND}</description>"
    yield "xhtml:body", f"<description>Short.</description><xhtml:body>{HTML}</xhtml:body>"
    yield "body of another namespace", f"<body {XHTML}>{HTML}</body>"
    yield "xhtml:div", f"<xhtml:div>{DIV}</xhtml:div><description>{ESCAPED}</description>"
    yield "dc:description", f"<dc:description>{ESCAPED}</dc:description>"
    yield "itunes:summary", f"<itunes:summary>{FIRST}\n\n{SECOND}</itunes:summary>"
    yield "atom:content", f'<atom:content type="html">{ESCAPED}</atom:content>'
    yield "atom:summary", f'<atom:summary type="html">{ESCAPED}</atom:summary>'


def entries() -> Iterator[tuple[str, str]]:
    """(name, the element for an Atom 1.0 entry)."""
    for element in ("content", "summary"):
        for how, value in (("escaped", ESCAPED), ("cdata", CDATA), ("numbered", NUMBERED), ("cdata and escaped", MIXED)):
            yield f"{element} html {how}", f'<{element} type="html">{value}</{element}>'
        yield f"{element} xhtml", f'<{element} type="xhtml">{DIV}</{element}>'
        yield (
            f"{element} xhtml prefixed",
            (
                f'<{element} type="xhtml"><h:div xmlns:h="http://www.w3.org/1999/xhtml"><h:p>{FIRST}</h:p><h:p>{SECOND}</h:p></h:div></{element}>'
            ),
        )
        yield f"{element} text", f'<{element} type="text">{FIRST}\n\n{SECOND}</{element}>'
        yield f"{element} without a type", f"<{element}>{FIRST}\n\n{SECOND}</{element}>"
        yield f"{element} text/html", f'<{element} type="text/html">{ESCAPED}</{element}>'
        yield f"{element} xhtml+xml", f'<{element} type="application/xhtml+xml">{DIV}</{element}>'
    yield "content elsewhere", f'<summary type="html">{ESCAPED}</summary><content type="text/html" src="{SITE}a"/>'
    yield "a picture as content", f'<summary type="html">{ESCAPED}</summary><content type="image/png">iVBORw0KGgo=</content>'
    yield "content in base64", f'<content type="text/html" mode="base64">{B64}</content>'


def shapes() -> Iterator[Shape]:
    """Every shape, each with its name."""
    title = "<title>Bridge</title>"
    for name, content in contents():
        yield shape(f"rss 2.0: {name}", rss2(title + content))
        yield shape(f"rss 1.0: {name}", rdf(title + content, "http://purl.org/rss/1.0/"))
        yield shape(f"rss 2.0, odd prefixes: {name}", _odd(rss2(title + content)))
    plain = f"{title}<description>{ESCAPED}</description>"
    for version in ("0.90", "0.91", "0.92", "0.93", "0.94", "2.00", "2.0.1", "9.9", ""):
        yield shape(f"rss {version or 'without a number'}", rss2(plain, version))
    for namespace in ("http://my.netscape.com/rdf/simple/0.9/", "http://channel.netscape.com/rdf/simple/0.9/"):
        yield shape(f"rdf of {namespace}", rdf(plain, namespace))
    netscape = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
    yield shape("rss 0.91 of Netscape, with its DTD", rss2(plain, "0.91").replace("?>", f"?>{netscape}", 1))
    yield shape("rss 0.91 of Userland", rss2(plain, "0.91", "<language>en</language><skipDays><day>Sunday</day></skipDays><textInput/>"))
    yield shape("items beside the channel", rss2(plain).replace("<item>", "</channel><item>").replace("</channel></rss>", "</rss>"))
    yield shape("rss in a namespace", rss2(plain).replace("<rss ", '<rss xmlns="http://backend.userland.com/rss2" '))
    for name, entry in entries():
        yield shape(f"atom 1.0: {name}", atom10(title + entry))
    for how, value in (("escaped", ESCAPED), ("xml", DIV), ("base64", B64)):
        yield shape(f"atom 0.3: {how}", atom03(f'{title}<content type="text/html" mode="{how}">{value}</content>'))
    yield shape("atom 0.3: tagline and summary", atom03(f'{title}<summary type="text/html" mode="escaped">{ESCAPED}</summary>'))
    yield shape("atom 1.0 under a prefix", atom10(f'<a:title>Bridge</a:title><a:content type="html">{ESCAPED}</a:content>', "a"))
    yield shape("cdf", cdf(f"<TITLE>Bridge</TITLE><ABSTRACT>{FIRST}\n\n{SECOND}</ABSTRACT>"))
    yield shape("cdf in small letters", cdf(f"<TITLE>Bridge</TITLE><ABSTRACT>{FIRST}\n\n{SECOND}</ABSTRACT>").lower().replace("the bridge", "The bridge")
                .replace("monday", "Monday").replace("lorries", "Lorries").replace("may.", "May.").replace(">bridge<", ">Bridge<"))  # fmt: skip
    yield from _titles()
    yield from _beside(plain)
    yield from _encodings()


def _odd(text: str) -> str:
    """Every namespace under a prefix that nobody uses."""
    for prefix in NAMESPACES:
        text = (
            text.replace(f"xmlns:{prefix}=", f"xmlns:x-{prefix}.1=")
            .replace(f"<{prefix}:", f"<x-{prefix}.1:")
            .replace(f"</{prefix}:", f"</x-{prefix}.1:")
        )
    return text


def _titles() -> Iterator[Shape]:
    for name, title, heading in (
        ("escaped markup", "<title>&lt;b&gt;Bridge&lt;/b&gt;</title>", "Bridge"),
        ("cdata", "<title><![CDATA[Bridge]]></title>", "Bridge"),
        ("over two lines", "<title>\n  Bridge\n</title>", "Bridge"),
        ("an ampersand", "<title>Bridge &amp; road</title>", "Bridge & road"),
        ("dc:title", "<dc:title>Bridge</dc:title>", "Bridge"),
        ("empty", "<title/>", ""),
        ("none", "", ""),
    ):
        yield shape(f"title: {name}", rss2(f"{title}<description>{ESCAPED}</description>"), heading=heading)
    for kind, value in (("html", "&lt;em&gt;Bridge&lt;/em&gt;"), ("xhtml", f"<div {XHTML}><em>Bridge</em></div>"), ("text", "Bridge")):
        yield shape(f"title: atom {kind}", atom10(f'<title type="{kind}">{value}</title><content type="html">{ESCAPED}</content>'))


def _beside(plain: str) -> Iterator[Shape]:
    """What stands in items beside the text, and empty elements."""
    for name, more in {
        "georss": "<georss:point>47.37 8.54</georss:point><georss:where><gml:Point><gml:pos>1 2</gml:pos></gml:Point></georss:where>",
        "itunes": "<itunes:author>Ann</itunes:author><itunes:duration>5:00</itunes:duration><itunes:explicit>no</itunes:explicit>",
        "podcast": '<podcast:transcript url="https://x.example/t.vtt" type="text/vtt"/>',
        "slash, wfw, thr": "<slash:comments>5</slash:comments><wfw:commentRss>https://x.example/</wfw:commentRss><thr:total>5</thr:total>",
        "categories": '<category domain="x">Roads</category><category/><dc:subject>Bridges</dc:subject>',
        "an enclosure": '<enclosure url="https://x.example/a.mp3" length="1" type="audio/mpeg"/>',
        "media": '<media:group><media:content url="https://x.example/1.jpg" type="image/jpeg"><media:title>No</media:title></media:content></media:group>',
        "comments": "<!-- <description>No.</description> --><?target data?>",
        "an unknown namespace": '<q:thing xmlns:q="urn:q"><q:description>No.</q:description></q:thing>',
        "an empty guid": "<guid/><link/><pubDate/><author/><dc:creator/>",
        "a guid twice": "<guid>a</guid><guid>b</guid>",
    }.items():
        yield shape(f"beside: {name}", rss2(plain + more))
        yield shape(f"before: {name}", rss2(more + plain))


def _encodings() -> Iterator[Shape]:
    text = rss2(f"<title>Café</title><description>{ESCAPED}</description>")
    for encoding, label in (
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16"), ("utf-16-be", "utf-16"), ("utf-32", "utf-32"),
        ("cp1252", "windows-1252"), ("iso-8859-1", "iso-8859-1"), ("iso-8859-15", "iso-8859-15"), ("mac-roman", "macintosh"),
        ("utf-8", "no-such-encoding"), ("utf-8", "iso-8859-1"), ("utf-8", ""),
    ):  # fmt: skip
        declared = text.replace('version="1.0"?', f'version="1.0" encoding="{label}"?', 1) if label else text
        yield shape(f"{encoding}, said to be {label or 'nothing'}", declared, encoding, "Café")


# ── dates, in the forms that feedparser's documentation shows, and some that it does not read ────────────

DATES = [
    ("Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21+00:00"),
    ("01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21+00:00"),
    ("Thu, 01 Jan 2004 19:48 GMT", "2004-01-01T19:48:00+00:00"),
    ("Thu, 01 Jan 04 19:48:21 GMT", "2004-01-01T19:48:21+00:00"),
    ("Thu, 1 Jan 2004 19:48:21 +0200", "2004-01-01T19:48:21+02:00"),
    ("Thu, 01 Jan 2004 19:48:21 EST", "2004-01-01T19:48:21-05:00"),
    ("Thu, 01 Jan 2004 19:48:21 PDT", "2004-01-01T19:48:21-07:00"),
    ("Thu, 01 Jan 2004 19:48:21 Z", "2004-01-01T19:48:21+00:00"),
    ("Thu, 01 Jan 2004 19:48:21", "2004-01-01T19:48:21+00:00"),
    ("Thursday, 01 January 2004 19:48:21 GMT", "2004-01-01T19:48:21+00:00"),
    ("Thu, 01 Jan 2004 00:00:00 GMT", "2004-01-01T00:00:00+00:00"),
    ("Thu, 01 Jan 2004", "2004-01-01"),
    ("Thu, 01 Jan 2004 23:30:00 Etc/GMT", "2004-01-01T23:30:00+00:00"),
    ("Sun Jan  4 16:29:06 PST 2004", "2004-01-04T16:29:06-08:00"),
    ("2003-12-31T10:14:55Z", "2003-12-31T10:14:55+00:00"),
    ("2003-12-31T10:14:55-08:00", "2003-12-31T10:14:55-08:00"),
    ("2003-12-31T18:14:55+08:00", "2003-12-31T18:14:55+08:00"),
    ("2003-12-31T10:14Z", "2003-12-31T10:14:00+00:00"),
    ("2003-12-31T10:14:55.123Z", "2003-12-31T10:14:55+00:00"),
    ("20031231T101455Z", "2003-12-31T10:14:55+00:00"),
    ("2003-12-31 10:14:55", "2003-12-31T10:14:55+00:00"),
    ("2004-07-08 23:56:58.0", "2004-07-08T23:56:58+00:00"),
    ("2003-12-31", "2003-12-31"),
    ("20031231", "2003-12-31"),
    ("2003-335", "2003-12-01"),
    ("2003335", "2003-12-01"),
    ("03335", "2003-12-01"),
    ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00+00:00"),
    ("2004-05-25 오후 11:23:17", "2004-05-25"),
]
NO_DATES = [
    "2003-12", "2003", "200312", "-0312", "-03-12", "--1231", "2004년 05월 28일  01:31:15", "2004-július-13T9:15-05:00", "April 5, 2012",
    "12/31/2003", "1072867200", "Mon, 31 Feb 2004 10:00:00 GMT", "Thu, 01 Jan 2004 24:00:00 GMT", "0000-00-00T00:00:00Z", "yesterday",
]  # fmt: skip
"""What names no day, or none that can be read: it stays as it is written, for a day is never made up."""
