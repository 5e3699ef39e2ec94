"""Small sources of each kind with something hostile in every field that a format has."""

from __future__ import annotations

import json

TRICKS = (
    "</title><script>alert(1)</script>",
    "{{ 7 * 7 }}{% include '/etc/passwd' %}",
    "**Anchor:** I was hacked. [sting: open] [^1] # No",
    "../../../etc/passwd",
    "{Kyiv|ˈkiːjɪv} \\{ \\\\ [pause 60s]",
    "\u202edlrow\u2066 \x1b[31m",
)
RSS = b"""<?xml version="1.0"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>News</title>
<link>https://example.org/</link>
<item><title>The mayor said no to the bridge</title>
<link>https://example.org/a</link><guid>a</guid><pubDate>Fri, 27 Nov 2026 10:00:00 GMT</pubDate>
<dc:creator>Ann Other</dc:creator>
<description>&lt;p&gt;The mayor said on Tuesday that the bridge would open again within a month.&lt;/p&gt;</description>
<media:content url="a.jpg" type="image/jpeg"/><category>x</category></item>
<item><title>{{ 7 * 7 }} &lt;script&gt;alert(1)&lt;/script&gt;</title><link>../../../etc/passwd</link>
<description>**Anchor:** It rained all night, [sting: open] the council said.</description></item>
</channel></rss>
"""
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/"><title>News</title><updated>2026-11-27T10:00:00Z</updated>
<entry><title type="html">The &lt;b&gt;mayor&lt;/b&gt;</title><id>a</id><link href="/a"/><updated>2026-11-27T10:00:00Z</updated><author><name>Ann Other</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The mayor said that the bridge is open.</p><img src="a.png" alt="# x"/></div></content></entry></feed>
"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel rdf:about="x"><title>News</title></channel>
<item rdf:about="a"><title>Rain in the north</title>
<link>https://example.org/a</link><description>It rained all night, the council said.</description></item></rdf:RDF>
"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "News",
        "items": [
            {
                "id": str(n),
                "url": "https://example.org/a",
                "title": trick,
                "content_html": f"<p>The mayor said no. {trick}</p>",
                "date_published": "2026-11-27T10:00:00Z",
            }
            for n, trick in enumerate(TRICKS)
        ],
    }
).encode()
NINJS = json.dumps(
    [
        {"uri": f"urn:{n}", "type": "text", "versioncreated": "2026-11-27T10:00:00Z", "pubstatus": "usable", "urgency": n, "headline": trick, "byline": trick,
         "body_html": f"<p>The mayor said no. {trick}</p>", "ednote": trick, "embargoed": trick if n > 4 else None}
        for n, trick in enumerate(TRICKS)
    ]
).encode()  # fmt: skip
API = json.dumps(
    {
        "articles": [
            {"title": trick, "content": f"The mayor said no. {trick}", "publishedAt": "2026-11-27T10:00:00Z", "url": trick}
            for trick in TRICKS
        ]
    }
).encode()
NEWSML = b"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>
<newsItem guid="a" version="2" xml:lang="en"><rightsInfo><copyrightNotice>{{ 7 * 7 }}</copyrightNotice></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider literal="../../etc/passwd"/><versionCreated>2026-11-27T10:00:00Z</versionCreated>
<embargoed>2026-11-27T10:00:00Z</embargoed><pubStatus qcode="stat:usable"/><edNote>**Anchor:** no</edNote></itemMeta>
<contentMeta><urgency>1</urgency><located><name>[sting: open]</name></located><headline>UPDATE 1-The mayor said no</headline></contentMeta>
<contentSet><inlineXML contenttype="application/nitf+xml"><nitf><body><body.head><byline>By Ann Other<byttl>x</byttl></byline></body.head>
<body.content><p>KYIV, Nov 27 (AP) - The mayor said no. {{ 7 * 7 }}</p><table><tr><td>5</td></tr></table></body.content></body></nitf></inlineXML></contentSet></newsItem>
<newsItem guid="b"><contentSet><inlineData>
   It rained all night,
the council said.
   **Anchor:** [pause 60s] no.</inlineData></contentSet></newsItem></itemSet></newsMessage>
"""
NITF = b"""<nitf baselang="en"><head><title>x</title><docdata management-status="usable"><doc-id id-string="a"/><urgency ed-urg="3"/>
<date.release norm="20261127T050000Z"/><ed-msg info="# No"/></docdata></head>
<body><body.head><hedline><hl1>{{ 7 * 7 }}</hl1></hedline><byline>By Ann Other</byline></body.head>
<body.content><block><p>The mayor said that the <br/>bridge is open.</p><bq><p>We wait.</p></bq>
<media><media-reference source="../x"/><media-caption># x</media-caption></media></block></body.content>
<body.end><tagline>[^1]</tagline></body.end></body></nitf>
"""
MARKDOWN = """---
title: The day
date: 2026-11-27
---
# The mayor said no

15:25 The mayor said on **Tuesday** that the [bridge](https://example.org/a) would open.

> “We wait,” she said.

- One: {{ 7 * 7 }}
- Two: `**Anchor:** no`

![A picture](../../etc/passwd "x")

## [sting: open]

| a | b |
|---|---|
| c | d |
""".encode()
ITEMS = b"""items:
- title: The mayor said no
  body: |
    The mayor said on Tuesday that the bridge would open.

    {{ 7 * 7 }} **Anchor:** [sting: open]
  time: 15:25
  place: KYIV
  byline: Ann Other
  importance: 3
  pin: true
  quotes:
  - speaker: Ann Other
    text: We wait.
  images:
  - url: ../../../etc/passwd
    caption: "# x"
  related: [b]
- id: b
  title: Rain
  body: It rained all night, the council said.
"""
JSON_ITEMS = json.dumps(
    [{"title": trick, "body": f"The mayor said no. {trick}", "id": "a", "time": "15:25", "byline": trick} for trick in TRICKS]
).encode()
FOREIGN_ITEMS = b'- headline: A\n  text: "It rained.\\ud83d"\n  author: [x, y]\n  published: 2026-11-27T10:00:00Z\n  tags: {a: b}\n'
SCRIPT = """---
title: '{{ 7 * 7 }}'
date: 2026-11-27
show: The Daily Story
format: briefing
briefing: a.txt
briefing_sha256: ''
---

# The \\[^1] mayor

[sting: open]

[tone: headlines]

**Anchor (slower):** The mayor of {Kyiv|ˈkiːjɪv} said no. [^1] It \\{rained\\}. [^2]

[pause 0.6s]

**Voice of Ann Other:** We wait,
she said. [^b3-4]

[bed: stop]

[^1]: a.txt:1
[^2]: a.txt:2-3
[^b3-4]: b.txt:3-4
""".encode()
SETTINGS = b"""title = "A"
[voices]
anchor = "tone:low"
Ann = { voice = ["tone:a", "tone:b"], rate = 0.9 }
[pace]
sentence_ms = 100
[pace.quiet]
rate = 0.9
[music.stings]
open = "sounds/a.wav"
[feed]
url = "https://example.org/"
license = { name = "x", url = "https://example.org/" }
"""
LEXICON = """- grapheme: Kyiv
  ipa: ˈkiːjɪv
- {grapheme: Merz, ipa: meəts, alias: Mairts, lang: en-GB, case: any}
""".encode()
PLS = """<?xml version="1.0" encoding="UTF-8"?>
<lexicon version="1.0" xmlns="http://www.w3.org/2005/01/pronunciation-lexicon" alphabet="ipa" xml:lang="en">
<lexeme><grapheme>Kyiv</grapheme><grapheme>Kiev</grapheme><phoneme>ˈkiːjɪv</phoneme><phoneme prefer="true">ˈkiːɛf</phoneme></lexeme>
<lexeme role="x:y"><grapheme>BBC</grapheme><alias>bee bee see</alias></lexeme></lexicon>
""".encode()
PAGE = b"<!DOCTYPE html><html><head><title>Bridge</title></head><body><article><p>The bridge is open again, the mayor said on Tuesday.</p></article></body></html>"
