"""Feeds in every well-formed shape that feedparser's documentation knows, and in some that are not well-formed."""

from __future__ import annotations

from contextlib import suppress

import pytest

from pipeline import read
from pipeline.errors import BriefingError
from pipeline.model import Briefing, Image, Update

FIRST, SECOND = "The bridge opens again on Monday, the mayor said.", "Lorries must wait until May."
HTML = f"<p>{FIRST}</p><p>{SECOND}</p>"
ESCAPED = HTML.replace("<", "&lt;").replace(">", "&gt;")
NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom" '
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xhtml="http://www.w3.org/1999/xhtml" '
    'xmlns:creativeCommons="http://backend.userland.com/creativeCommonsRssModule" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
)
PLAIN = f"<title>Bridge</title><description>{ESCAPED}</description>"
CHANNEL = "<channel><title>The Example</title>"
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
DOCTYPE_091 = '<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">'
ADDRESS = "https://news.example.org/feed.xml"


def rss(item: str, channel: str = "", version: str = "2.0") -> str:
    head = f"<title>The Example</title><link>https://news.example.org/</link><description>News</description>{channel}"
    return f'<?xml version="1.0"?>\n<rss version="{version}" {NAMESPACES}><channel>{head}<item>{item}</item></channel></rss>'


def atom(entry: str, feed: str = "") -> str:
    head = f"<title>The Example</title><id>tag:example.org,2026:feed</id><updated>2026-11-27T10:00:00Z</updated>{feed}"
    return f'<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://news.example.org/">{head}<entry>{entry}</entry></feed>'


def of(text: str, name: str = ADDRESS) -> Briefing:
    return read.read(text.encode(), name)


def first(text: str) -> Update:
    return of(text).updates[0]


def told(update: Update) -> list[str]:
    return [paragraph.text for paragraph in update.paragraphs]


@pytest.mark.parametrize(
    "feed",
    [
        rss(PLAIN),
        rss(f"<title>Bridge</title><description><![CDATA[{HTML}]]></description>"),
        rss(f"<title>Bridge</title><description>Short.</description><content:encoded><![CDATA[{HTML}]]></content:encoded>"),
        rss(f"<title>Bridge</title><content:encoded>{ESCAPED}</content:encoded><description>Short.</description>"),
        rss(f"<title>Bridge</title><description>Short.</description><xhtml:body>{HTML}</xhtml:body>"),
        rss(f"<title>Bridge</title><description>{FIRST}\n\n{SECOND}</description>"),
        rss(f"<title>Bridge</title><description>{FIRST}\n{SECOND}</description>"),
        rss(f"<title>Bridge</title><description>{FIRST}&lt;br&gt;&lt;br /&gt;{SECOND}</description>"),
        rss(f"<title>Bridge</title><description>&lt;div&gt;{FIRST}&lt;div&gt;{SECOND}&lt;/div&gt;&lt;/div&gt;</description>"),
        rss(f"<title>Bridge</title><description>{ESCAPED.replace('&', '&amp;')}</description>"),
        rss(f"<title>Bridge</title><description>{FIRST} &lt;ul&gt;&lt;li&gt;{SECOND[:-1]}&lt;/li&gt;&lt;/ul&gt;</description>"),
        rss(
            f"<title>Bridge</title><description><![CDATA[{HTML}<script>x()</script><style>p{{}}</style><!-- c --><img src='/a.jpg'>]]></description>"
        ),
        rss(PLAIN, version="0.91"),
        rss(PLAIN, version="0.92"),
        rss(PLAIN, version="0.93"),
        rss(PLAIN, version="0.94"),
        rss(PLAIN).replace('<?xml version="1.0"?>', DOCTYPE_091),
        f'<rdf:RDF {RDF} xmlns="http://purl.org/rss/1.0/">{CHANNEL}</channel><item>{PLAIN}</item></rdf:RDF>',
        f'<rdf:RDF {RDF} xmlns="http://my.netscape.com/rdf/simple/0.9/">{CHANNEL}</channel><item>{PLAIN}</item></rdf:RDF>',
        f'<rss version="2.0" xmlns="http://purl.org/rss/1.0/">{CHANNEL}<item>{PLAIN}</item></channel></rss>',
        atom(f'<title>Bridge</title><content type="html">{ESCAPED}</content>'),
        atom(f'<title>Bridge</title><content type="html"><![CDATA[{HTML}]]></content>'),
        atom(f'<title>Bridge</title><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{HTML}</div></content>'),
        atom(f'<title>Bridge</title><content type="text">{FIRST}\n\n{SECOND}</content>'),
        atom(f'<title>Bridge</title><summary type="html">{ESCAPED}</summary>'),
        atom(f'<title>Bridge</title><summary>Short.</summary><content type="html">{ESCAPED}</content>'),
        atom(f'<title>Bridge</title><content type="html">{ESCAPED}</content><summary>Short.</summary>'),
        atom(f'<title>Bridge</title><content type="image/png" src="/a.png"/><summary type="html">{ESCAPED}</summary>'),
        atom(f'<title type="html">&lt;b&gt;Bridge&lt;/b&gt;</title><content type="html">{ESCAPED}</content>'),
        atom(
            f'<title type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><em>Bridge</em></div></title><content type="html">{ESCAPED}</content>'
        ),
        f'<feed version="0.3" xmlns="http://purl.org/atom/ns#"><title>The Example</title><entry><title>Bridge</title>'
        f'<content type="text/html" mode="escaped">{ESCAPED}</content></entry></feed>',
        f'<a:feed xmlns:a="http://www.w3.org/2005/Atom"><a:title>The Example</a:title><a:entry><a:title>Bridge</a:title>'
        f'<a:content type="html">{ESCAPED}</a:content></a:entry></a:feed>',
    ],
)
def test_a_feed_in_any_shape(feed: str) -> None:
    briefing = of(feed)
    assert [update.heading for update in briefing.updates] == ["Bridge"]
    update = briefing.updates[0]
    assert told(update) == [FIRST, SECOND]
    assert [str(paragraph.source) for paragraph in update.paragraphs] == [f"{ADDRESS}#1:1", f"{ADDRESS}#1:2"]
    assert update.origin is not None
    assert (update.origin.publisher, update.origin.title) == ("The Example", "The Example")


@pytest.mark.parametrize(
    ("date", "iso", "clock"),
    [
        ("<pubDate>Fri, 27 Nov 2026 10:05:00 GMT</pubDate>", "2026-11-27T10:05:00+00:00", "10:05"),
        ("<pubDate>Fri, 27 Nov 2026 10:05:00 +0100</pubDate>", "2026-11-27T10:05:00+01:00", "10:05"),
        ("<pubDate>27 Nov 26 10:05 EST</pubDate>", "2026-11-27T10:05:00-05:00", "10:05"),
        ("<pubDate>2026-11-27T10:05:00Z</pubDate>", "2026-11-27T10:05:00+00:00", "10:05"),
        ("<pubDate>2026-11-27 10:05:00</pubDate>", "2026-11-27T10:05:00+00:00", "10:05"),
        ("<pubDate>2026-11-27 10:05 CET</pubDate>", "2026-11-27T10:05:00+01:00", "10:05"),
        ("<dc:date>2026-11-27T10:05+01:00</dc:date>", "2026-11-27T10:05:00+01:00", "10:05"),
        ("<dcterms:issued>2026-11-27T10:05:00Z</dcterms:issued>", "2026-11-27T10:05:00+00:00", "10:05"),
        ("<pubDate>Fri Nov 27 10:05:00 2026</pubDate>", "2026-11-27T10:05:00+00:00", "10:05"),
        ("<dc:date>2026-11-27</dc:date>", "2026-11-27", ""),
        ("<pubDate>the day before yesterday</pubDate>", "the day before yesterday", ""),
        ("<pubDate></pubDate>", "", ""),
        ("", "", ""),
    ],
)
def test_dates_are_read_in_the_forms_in_which_they_come(date: str, iso: str, clock: str) -> None:
    update = first(rss(f"{PLAIN}{date}"))
    assert update.origin is not None
    assert (update.origin.published, update.time) == (iso, clock)


@pytest.mark.parametrize(
    ("item", "url"),
    [
        ("<link>https://news.example.org/a</link>", "https://news.example.org/a"),
        ("<link>/a?b=1&amp;c=2</link>", "https://news.example.org/a?b=1&c=2"),
        ("<guid>https://news.example.org/a</guid>", "https://news.example.org/a"),
        ('<guid isPermaLink="false">a-1</guid>', ""),
        ("<link>javascript:alert(1)</link>", ""),
    ],
)
def test_an_entry_says_where_it_can_be_read(item: str, url: str) -> None:
    update = first(rss(f"{PLAIN}{item}"))
    assert update.origin is not None
    assert update.origin.url == url


@pytest.mark.parametrize(
    ("item", "byline"),
    [
        ("<dc:creator>Ann Writer</dc:creator>", "Ann Writer"),
        ("<author>Ann Writer</author>", "Ann Writer"),
        ("<author>ann@example.org (Ann Writer)</author>", "Ann Writer"),
        ("<author>ann@example.org</author>", ""),
        ("<dc:creator>Ann Writer</dc:creator><dc:creator>Ben Scribe</dc:creator>", "Ann Writer and Ben Scribe"),
        ("<dc:creator><![CDATA[Ann &amp; Ben]]></dc:creator>", "Ann & Ben"),
    ],
)
def test_who_wrote_it(item: str, byline: str) -> None:
    assert first(rss(f"{PLAIN}{item}")).byline == byline


@pytest.mark.parametrize(
    ("item", "channel", "licence"),
    [
        ("", "<copyright>© 2026 The Example</copyright>", "© 2026 The Example"),
        ("<dc:rights>© Ann Writer</dc:rights>", "<copyright>© 2026 The Example</copyright>", "© Ann Writer"),
        (
            "<creativeCommons:license>https://creativecommons.org/licenses/by/4.0/</creativeCommons:license>",
            "",
            "https://creativecommons.org/licenses/by/4.0/",
        ),
        ("", "", ""),
    ],
)
def test_under_which_licence(item: str, channel: str, licence: str) -> None:
    update = first(rss(f"{PLAIN}{item}", channel))
    assert update.origin is not None
    assert update.origin.licence == licence


def test_an_entry_that_another_published_says_so() -> None:
    item = f'<title>Bridge</title><description>{ESCAPED}</description><source url="https://agency.example/feed">Example Agency</source>'
    update = first(rss(item))
    assert update.origin is not None
    assert (update.origin.publisher, update.origin.title) == ("Example Agency", "The Example")


@pytest.mark.parametrize(
    ("item", "image"),
    [
        ('<enclosure url="https://x.example/1.jpg" type="image/jpeg" length="9"/>', Image("https://x.example/1.jpg")),
        ('<media:thumbnail url="https://x.example/1.jpg"/>', Image("https://x.example/1.jpg")),
        (
            '<media:content url="https://x.example/1.jpg" medium="image"><media:title>No</media:title><media:description>A view of it</media:description>'
            "<media:credit>Dora Lens</media:credit></media:content>",
            Image("https://x.example/1.jpg", "A view of it", "Dora Lens"),
        ),
        (
            '<media:group><media:content url="https://x.example/1.jpg" type="image/jpeg"/></media:group><media:description>A view of it</media:description>',
            Image("https://x.example/1.jpg", "A view of it"),
        ),
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_pictures_are_kept_and_their_captions_never_told(item: str, image: Image, above: bool) -> None:
    text = f"<description>{ESCAPED}</description>"
    update = first(rss(f"<title>Bridge</title>{item + text if above else text + item}"))
    assert told(update) == [FIRST, SECOND]
    assert update.images == (image,)


def test_pictures_in_the_text_are_taken_out_with_their_captions() -> None:
    figure = '<figure><img src="/a.jpg" alt="x"/><figcaption>A view of the bridge</figcaption></figure>'
    update = first(rss(f"<title>Bridge</title><content:encoded><![CDATA[<p>{FIRST}</p>{figure}<p>{SECOND}</p>]]></content:encoded>"))
    assert told(update) == [FIRST, SECOND]
    assert update.images == (Image("https://news.example.org/a.jpg", "A view of the bridge"),)


@pytest.mark.parametrize(
    "tail",
    [
        '<p>The post <a href="/a">Bridge</a> appeared first on <a href="/">The Example</a>.</p>',
        '<p><a href="/a">Continue reading</a></p>',
        "<p>Read more…</p>",
        '<p><a href="/a">[link]</a></p>',
        "<p>Sign up to our newsletter.</p>",
    ],
)
def test_what_a_blog_puts_behind_its_text_is_not_told(tail: str) -> None:
    assert told(first(rss(f"<title>Bridge</title><description><![CDATA[{HTML}{tail}]]></description>"))) == [FIRST, SECOND]


@pytest.mark.parametrize("cut", [" […]", " [...]", " [&amp;hellip;]", "… Read more"])
def test_a_teaser_ends_without_its_scissors(cut: str) -> None:
    assert told(first(rss(f"<title>Bridge</title><description>The bridge opens again on Monday{cut}</description>"))) == [
        "The bridge opens again on Monday…"
    ]


def test_an_entry_that_is_only_a_headline_tells_it() -> None:
    assert told(first(rss("<title>Bridge open again</title>"))) == ["Bridge open again."]
    assert told(first(rss("<title>Bridge open again</title><description>Bridge open again</description>"))) == ["Bridge open again."]


@pytest.mark.parametrize(
    ("text", "place", "date", "rest"),
    [
        (f"HALLIN, Nov 27 (Agency) - {FIRST}", "Hallin", "Nov 27", FIRST),
        (f"Hallin (dpa) – {FIRST}", "Hallin", "", FIRST),
        (f"HALLIN, Nov 27 AAP - {FIRST}", "Hallin", "Nov 27", FIRST),
        (f"Hallin, Nov 27 (EFE).- {FIRST}", "Hallin", "Nov 27", FIRST),
        (f"Nov 27 (Agency) - {FIRST}", "", "Nov 27", FIRST),
        (f"(AP) — {FIRST}", "", "", FIRST),
        (f"(ANSA) - Hallin, November 27 - {FIRST}", "Hallin", "November 27", FIRST),
        ("(Sund) - It rained.", "", "", "(Sund) - It rained."),
        (FIRST, "", "", FIRST),
        ("BREAKING - The bridge is closed.", "", "", "BREAKING - The bridge is closed."),
    ],
)
def test_a_dateline_is_read_and_not_told(text: str, place: str, date: str, rest: str) -> None:
    update = first(rss(f"<title>Bridge</title><description>&lt;p&gt;{text}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</description>"))
    assert (told(update), update.place, update.date) == ([rest, SECOND], place, date)
    dated = first(rss(f"<title>Bridge</title><description>{text}</description><pubDate>Fri, 27 Nov 2026 10:00:00 GMT</pubDate>"))
    assert (dated.place, dated.date) == (place, "")


def test_a_point_of_a_list_is_told_as_a_sentence_and_a_note_to_editors_is_not() -> None:
    text = f"&lt;p&gt;(Adds detail, quotes)&lt;/p&gt;&lt;p&gt;* The bridge is to open to all cars on Monday&lt;/p&gt;&lt;p&gt;{FIRST}&lt;/p&gt;"
    assert told(first(rss(f"<title>Bridge</title><description>{text}</description>"))) == [
        "The bridge is to open to all cars on Monday.",
        FIRST,
    ]


@pytest.mark.parametrize("said", ["<q>We wait.</q>", "<q>“We wait.”</q>", "“We wait.”"])
def test_what_a_page_marks_as_said_has_its_quotation_marks(said: str) -> None:
    item = rss(f"<title>Bridge</title><description><![CDATA[<p>The mayor said: {said} She left.</p>]]></description>")
    assert told(first(item)) == ["The mayor said: “We wait.” She left."]


def test_newest_first_and_oldest_first() -> None:
    def feed(hours: list[int]) -> str:
        items = "</item><item>".join(
            f"<title>At {h}</title><description>It is {h} now.</description><pubDate>Fri, 27 Nov 2026 {h}:00:00 GMT</pubDate>"
            for h in hours
        )
        return rss(items)

    assert of(feed([12, 11, 10])).order == "newest-first"
    assert of(feed([10, 11, 12])).order == "oldest-first"
    assert [update.time for update in of(feed([12, 11, 10])).updates] == ["12:00", "11:00", "10:00"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1", "windows-1252"])
def test_a_feed_says_its_own_encoding(encoding: str) -> None:
    text = "Zürich’s café is open again." if encoding != "iso-8859-1" else "Zürich's café is open again."
    label = encoding.removesuffix("-sig")
    feed = rss(f"<title>Café</title><description>{text}</description>").replace('version="1.0"?', f'version="1.0" encoding="{label}"?', 1)
    assert told(read.read(feed.encode(encoding), "f.xml").updates[0]) == [text]


@pytest.mark.parametrize(
    "broken",
    [
        rss(f"<title>Bridge</title><description>{ESCAPED}&nbsp;</description>"),
        rss(PLAIN).replace("</channel></rss>", ""),
        rss(f"<title>Bridge & more</title><description>{ESCAPED}</description>"),
        "\n\n" + rss(PLAIN),
        rss(PLAIN).replace("<channel>", "<channel><unknown:a>"),
    ],
)
def test_a_broken_feed_that_can_be_read_is_read(broken: str) -> None:
    assert told(first(broken)) == [FIRST, SECOND]


THREE = rss(
    "</item><item>".join(f"<title>{title}</title><description>{title} opens again.</description>" for title in ("Bridge", "Ferry", "Road"))
)


@pytest.mark.parametrize(
    ("end", "titles", "where"),
    [
        ("Road opens", ["Bridge", "Ferry"], "#3:1: the feed breaks off within this entry"),
        ("<title>Road", ["Bridge", "Ferry"], "#3:1: the feed breaks off within this entry"),
        ("</channel>", ["Bridge", "Ferry", "Road"], "#4:1: the feed breaks off here"),
    ],
)
def test_a_feed_that_was_cut_off_says_so_and_tells_no_half_entry(end: str, titles: list[str], where: str) -> None:
    for feed in (THREE, THREE.replace("<description>", "<description><![CDATA[<p>").replace("</description>", "</p>]]></description>")):
        found = of(feed[: feed.index(end) + 8 * (end != "</channel>")], "f.xml")
        assert [update.heading for update in found.updates] == titles
        assert [note.partition(", and")[0] for note in read.held_back(found)] == [f"not told: f.xml{where}"]
        assert not read.held_back(of(feed, "f.xml"))


LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 9))


@pytest.mark.parametrize(
    ("feed", "says"),
    [
        (f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{LAUGHS}]>{rss("<title>&l8;</title>")[22:]}', "entities"),
        (f'<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>{rss("<title>&x;</title>")[22:]}', "entities"),
        (f'<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>{rss("<title>a</title>")[22:]}', "entities"),
        (f'<!DOCTYPE feed [\n<!ELEMENT a ANY>\n<!ENTITY x "y">]>{atom("<title>&x;</title>")[22:]}', "feed.xml:3"),
        (f'<!-- <rss> --><!DOCTYPE rss [<!ENTITY x "y">]>{rss("<title>&x;</title>")[22:]}', "entities"),
        ('<rss version="2.0"><channel><title>Empty</title></channel></rss>', "no entries"),
        ('<rss version="2.0"><channel><title', "broken"),
        ('<?xml version="1.0"?><opml version="2.0"><body/></opml>', "neither a feed nor a page"),
        ('<?xml version="1.0"?><rss version="2.0"/>', "no entries"),
    ],
)
def test_what_is_no_feed_or_a_trap_is_refused(feed: str, says: str) -> None:
    for data in (feed.encode(), feed.encode("utf-16")):  # the second would pass a look at the bytes
        with pytest.raises(BriefingError) as caught:
            read.read(data, "feed.xml")
        assert says in str(caught.value)
        assert caught.value.remedy


def test_a_sign_that_no_computer_has_is_refused() -> None:
    with pytest.raises(BriefingError, match="this feed cannot be read"):
        read.read(b"<>&#4294967296;", "feed.xml", kind="feed")


@pytest.mark.parametrize("between", ["<channel>", "", "<b></b>"])
def test_a_character_of_thousands_of_digits_is_none(between: str) -> None:
    # Python reads no number that long. Found by tests.bench.fuzz: a feed in which one came together out of two.
    digits = "9" * 2653
    feed = f'org/</link>\n<item><title>The bridge &#{digits}{between}{digits};ge</ttem rdf:about="a"><title>News</title>'
    with suppress(BriefingError):  # what Python's own readers meet
        assert read.read(feed.encode(), "feed.xml", kind="feed").updates[0].heading.startswith("The bridge")


def test_a_page_given_as_a_feed_says_so() -> None:
    with pytest.raises(BriefingError, match=r"no RSS or Atom feed.*without --as"):
        read.read(b"<html><body><p>The bridge is open.</p></body></html>", "page.html", kind="feed")


def test_an_item_file_gives_a_feed_back() -> None:
    picture = '<enclosure url="https://x.example/1.jpg" type="image/jpeg"/>'
    item = f"{PLAIN}{picture}<pubDate>Fri, 27 Nov 2026 10:05:00 GMT</pubDate>"
    briefing = of(rss(f"{item}</item><item>{item.replace('Bridge', 'Road')}"))
    again = read.read(read.items_file(briefing).encode(), "x.items.yaml")
    assert again.updates == briefing.updates


def test_a_list_of_other_stories_in_an_entry_is_not_told() -> None:
    links = "<h3>Related</h3><ul><li><a href='a'>Ferry is full</a></li><li><a href='b'>Mayor swims</a></li></ul>"
    content = f"<p>The bridge is open.</p>{links}<p>It was shut for a month.</p>"
    text = f'<rss version="2.0"><channel><item><title>Bridge</title><description><![CDATA[{content}]]></description></item></channel></rss>'
    assert [p.text for p in of(text).updates[0].paragraphs] == ["The bridge is open.", "It was shut for a month."]
