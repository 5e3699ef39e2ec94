"""Saved pages, in our own words and in publishers' manners: what is told, and what of the page is kept beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline import read
from pipeline.errors import BriefingError
from pipeline.model import LISTED, Briefing, Image

SAVED = Path(__file__).parent / "saved"
GOLD: dict[str, Any] = yaml.safe_load((SAVED / "gold.yaml").read_text(encoding="utf-8"))

BODY = "The mayor said on Tuesday that the bridge would open again within a month, and that lorries would have to wait."


def saved(name: str) -> Briefing:
    return read.read((SAVED / name).read_bytes(), name)


def told(briefing: Briefing) -> list[str]:
    return [paragraph.text for update in briefing.updates for paragraph in update.paragraphs]


def page(*documents: object, body: str = "", head: str = "") -> Briefing:
    """A page with these JSON-LD documents; a string stands as it is."""
    scripts = "".join(
        f'<script type="application/ld+json">{each if isinstance(each, str) else json.dumps(each)}</script>' for each in documents
    )
    html = f"<!DOCTYPE html><html><head><title>T</title>{head}{scripts}</head><body><main>{body}</main></body></html>"
    return read.read(html.encode(), "page.html")


def test_every_saved_page_has_its_reading() -> None:
    assert sorted(GOLD) == sorted(path.name for path in SAVED.glob("*.html"))


@pytest.mark.parametrize("name", sorted(GOLD))
def test_a_page_is_told_as_its_editor_tells_it(name: str) -> None:
    briefing, gold = saved(name), GOLD[name]
    assert [[p.text for p in update.paragraphs] for update in briefing.updates] == [each["told"] for each in gold["updates"]]
    for update, each in zip(briefing.updates, gold["updates"], strict=True):
        assert update.heading == each["heading"]
        assert update.time == each.get("time", "")
        if "byline" in each:
            assert update.byline == each["byline"]
    origin = briefing.updates[0].origin
    assert origin is not None
    assert origin.title == gold["title"]
    for key in ("publisher", "licence", "url", "published"):
        assert getattr(origin, key) == gold.get(key, ""), key


@pytest.mark.parametrize("name", sorted(GOLD))
def test_a_source_is_the_paragraph_of_the_extracted_text(name: str) -> None:
    briefing = saved(name)
    assert [line.n for line in briefing.lines] == list(range(1, len(briefing.lines) + 1))
    text = {line.n: line.text for line in briefing.lines}
    for update in briefing.updates:
        for paragraph in update.paragraphs:
            assert str(paragraph.source) == f"{name}:{paragraph.source.first_line}"
            assert text[paragraph.source.first_line] == paragraph.text


@pytest.mark.parametrize("name", sorted(GOLD))
def test_an_item_file_gives_a_page_back(name: str) -> None:
    briefing = saved(name)
    again = read.read(read.items_file(briefing).encode(), "x.items.yaml")
    assert again.updates == briefing.updates
    assert again.order == briefing.order


def test_captions_and_credits_are_kept_beside_the_text() -> None:
    assert saved("article-plain.html").updates[0].images == (
        Image("mill.jpg", "The mill at four in the morning.", "Rolf Ember"),
        Image("hose.jpg", "Firefighters at the river bank (Example Agency)"),
    )
    assert saved("article-divs.html").updates[0].images == (Image("", "A fallen tree on the coast road", "OLA WIND / EXAMPLE AGENCY"),)
    lorry = Image("https://news.example.org/i/lorry.jpg", "A lorry on the new deck", "Dora Lens")
    assert saved("live-jsonld.html").updates[0].images == (lorry,)
    captions = [line.text for line in saved("article-plain.html").lines if line.kind == "caption"]
    assert captions == ["The mill at four in the morning.", "Firefighters at the river bank (Example Agency)"]


# ── JSON-LD in the shapes in which it comes ──────────────────────────────────────────────────────────────

POST = {"@type": "BlogPosting", "headline": "Bridge closed", "datePublished": "2026-11-27T09:00:00Z", "articleBody": BODY}
BLOG = {"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "Bridge live", "liveBlogUpdate": [POST]}
ARTICLE = {"@type": "NewsArticle", "headline": "Bridge closed", "articleBody": f"{BODY}\n\nIt rained."}


@pytest.mark.parametrize(
    "documents",
    [
        [BLOG],
        [[BLOG]],
        [{"@graph": [{"@type": "WebPage"}, BLOG]}],
        [{"@type": "WebPage", "mainEntity": BLOG}],
        [{**BLOG, "@type": ["NewsArticle", "LiveBlogPosting"]}],
        [{**BLOG, "@type": "http://schema.org/LiveBlogPosting"}],
        [{**BLOG, "@type": "schema:LiveBlogPosting"}],
        [{**BLOG, "liveBlogUpdate": POST}],
        [{**BLOG, "liveBlogUpdate": [[POST]]}],
        [{**BLOG, "liveBlogUpdate": {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": POST}]}}],
        [{**BLOG, "liveBlogUpdate": [POST, POST]}],
        [{**BLOG, "liveBlogUpdate": []}, BLOG],
        [{**BLOG, "articleBody": "Our best summary of the day so far, in two lines."}],
        ["{ broken", BLOG, "[" * 200_000],
        [f"\n<!--\n{json.dumps(BLOG)}\n-->\n"],
        [f"//<![CDATA[\n{json.dumps(BLOG)};\n//]]>"],
        [json.dumps(BLOG).replace("lorries", "lor\nries").replace("lor\nries", "lorries")],
        [{**ARTICLE, "headline": "Another story", "articleBody": "x " * 3000}, BLOG],
        [{**BLOG, "liveBlogUpdate": [{**POST, "articleBody": f"<p>{BODY}</p>"}]}],
        [{**BLOG, "liveBlogUpdate": [{**POST, "articleBody": f"&lt;p&gt;{BODY}&lt;/p&gt;"}]}],
        [{**BLOG, "liveBlogUpdate": [{**POST, "headline": "Bridge&nbsp;closed", "articleBody": BODY.replace(" ", "&#32;")}]}],
        [
            {
                **BLOG,
                "liveBlogUpdate": [{"@type": "BlogPosting", "name": "Bridge closed", "dateCreated": "2026-11-27T09:00:00Z", "text": BODY}],
            }
        ],
    ],
)
def test_a_live_blog_in_any_shape(documents: list[object]) -> None:
    briefing = page(*documents)
    assert told(briefing) == [BODY]
    update = briefing.updates[0]
    assert (update.heading, update.time) == ("Bridge closed", "09:00")


@pytest.mark.parametrize(
    "documents",
    [
        [ARTICLE],
        [{"@graph": [ARTICLE]}],
        [{**ARTICLE, "@type": ["Article", "NewsArticle"]}],
        [{**ARTICLE, "articleBody": [BODY, "It rained."]}],
        [{**ARTICLE, "articleBody": f"<p>{BODY}</p><p>It rained.</p>"}],
        [{**ARTICLE, "articleBody": f"{BODY}<br><br>It rained."}],
        [{**ARTICLE, "articleBody": f"{BODY}\r\nIt rained."}],
        [{**ARTICLE, "comment": [{**ARTICLE, "articleBody": "I was there. " * 100}]}],
        [{"@type": "ItemList", "itemListElement": [{"item": {**ARTICLE, "articleBody": "Elsewhere. " * 100}}]}, ARTICLE],
        [{"@type": "AdvertiserContentArticle", "headline": "Buy", "articleBody": "Buy this. " * 100}, ARTICLE],
    ],
)
def test_an_article_in_any_shape(documents: list[object]) -> None:
    assert told(page(*documents)) == [BODY, "It rained."]


def test_the_pages_own_article_is_told_where_it_has_several() -> None:
    other = {"@type": "NewsArticle", "headline": "Elsewhere", "articleBody": "It snowed in the hills. " * 30}
    own = {**ARTICLE, "url": "https://example.org/bridge"}
    briefing = page(other, own, head='<meta property="og:title" content="Bridge closed">')
    assert told(briefing) == [BODY, "It rained."]


def test_half_a_character_goes_and_the_rest_stays() -> None:
    """JSON can hold half of a pair of escapes; no file can."""
    text = json.dumps({**ARTICLE, "articleBody": f"<p>{BODY}</p><p>It rained HALF.</p>", "headline": "Bridge HALF closed"}).replace(
        "HALF", "\\ud83d"
    )
    briefing = page(text)
    assert told(briefing) == [BODY, "It rained ."]
    assert briefing.updates[0].heading == "Bridge closed"
    assert read.items_file(briefing).encode()


def test_names_come_in_many_forms() -> None:
    people: list[tuple[object, str]] = [
        ("Ann Writer", "Ann Writer"),
        ("By Ann Writer", "Ann Writer"),
        ({"name": "Ann Writer"}, "Ann Writer"),
        ([{"name": "Ann Writer"}, "Ben Scribe"], "Ann Writer and Ben Scribe"),
        ({"@type": "Person", "name": ["Ann Writer", "Ben Scribe"]}, "Ann Writer and Ben Scribe"),
        ("https://example.org/people/ann", ""),
        ({"@id": "#ann"}, "Ann Writer"),
    ]
    for given, known in people:
        briefing = page({"@graph": [{"@type": "Person", "@id": "#ann", "name": "Ann Writer"}, {**ARTICLE, "author": given}]})
        assert briefing.updates[0].byline == known, given


def test_without_json_ld_meta_tags_say_what_is_known() -> None:
    head = (
        '<meta property="og:title" content="Bridge closed"><meta property="og:site_name" content="The Example">'
        '<meta name="author" content="By Ann Writer"><meta property="article:published_time" content="2026-11-27T09:00:00+01:00">'
        '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/"><link rel="canonical" href="/bridge">'
    )
    html = f"<html><head><title>Bridge closed | The Example</title>{head}</head><body><article><p>{BODY}</p><p>{BODY[:-1]}, too.</p></article></body></html>"
    update = read.read(html.encode(), "https://example.org/x?from=home").updates[0]
    origin = update.origin
    assert origin is not None
    assert (update.heading, update.byline, update.time) == ("Bridge closed", "Ann Writer", "09:00")
    assert (origin.publisher, origin.url) == ("The Example", "https://example.org/bridge")
    assert origin.licence == "https://creativecommons.org/licenses/by/4.0/"


# ── what stands around an article ────────────────────────────────────────────────────────────────────────


def test_scripts_forms_and_menus_are_never_told() -> None:
    body = (
        f"<nav>Menu of the day</nav><article><h1>T</h1><p>{BODY}</p><script>secret()</script><style>.a{{}}</style><noscript>Turn it on</noscript>"
        f"<form><button>Subscribe</button></form><p>{BODY.replace('Tuesday', 'Wednesday')}</p><!-- hidden --></article><footer>Imprint of the house</footer>"
    )
    words = " ".join(told(page(body=body)))
    for foreign in ("Menu", "secret", "Turn it on", "Subscribe", "hidden", "Imprint", ".a{"):
        assert foreign not in words


@pytest.mark.parametrize("ends", ["<p>{}</p>", "{}<br><br>"])
def test_a_page_that_is_laid_out_with_a_table(ends: str) -> None:
    lines = [
        BODY,
        BODY.replace("Tuesday", "Wednesday"),
        "“We will not wait for the county,” the mayor, Eva Muster, told reporters at the bridge.",
    ]
    article = "".join(ends.format(line) for line in lines)
    menu = "<a href='/'>Home</a><br><a href='/a'>News</a>"
    figures = "<table><tr><td>Lorries</td><td>12</td></tr></table>"
    html = f"<html><body><table><tr><td>{menu}</td><td><h1>Bridge</h1>{article}{figures}</td></tr></table></body></html>"
    assert told(read.read(html.encode(), "old.html")) == lines


def test_a_very_long_page_is_read_in_full() -> None:
    posts = "".join(
        f"<p>{i % 24:02d}:{i % 60:02d}</p><h3>Post {i}</h3><p>On day {i} the mayor said that bridge number {i} was open.</p>"
        for i in range(1200)
    )
    briefing = page(body=f"<article>{posts}</article>")
    assert len(briefing.updates) == 1200
    assert briefing.updates[1111].heading == "Post 1111"


def test_a_page_that_a_browser_saved_as_one_file() -> None:
    html = f'<html><head><meta charset="utf-8"><title>Bridge closed</title></head><body><article><p>{BODY}</p><p>“We’ll wait,” he said.</p></article></body></html>'
    mhtml = (
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://example.org/bridge\r\nSubject: Bridge\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="b1"\r\n\r\n--b1\r\nContent-Type: text/html; charset=utf-8\r\n'
        "Content-Transfer-Encoding: 8bit\r\nContent-Location: https://example.org/bridge\r\n\r\n"
        f"{html}\r\n--b1\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n--b1--\r\n"
    )
    briefing = read.read(mhtml.encode(), "bridge.mhtml")
    assert told(briefing) == [BODY, "“We’ll wait,” he said."]
    assert briefing.updates[0].origin is not None
    assert briefing.updates[0].origin.url == "https://example.org/bridge"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252", "iso-8859-15", "mac-roman"])
def test_a_page_says_its_own_encoding(encoding: str) -> None:
    text = "“Zürich’s café,” the mayor, José Álvarez, said on Tuesday, “is open again.”"
    label = {"utf-8-sig": "utf-8", "cp1252": "iso-8859-1"}.get(encoding, encoding)
    html = f'<html><head><meta charset="{label}"><title>T</title></head><body><article><p>{text}</p><p>{BODY}</p></article></body></html>'
    data = html.encode(encoding, "xmlcharrefreplace")
    assert told(read.read(data, "x.html"))[0] == text


@pytest.mark.parametrize(
    "html",
    [
        "<!DOCTYPE html><html><head><title>Wait</title></head><body><div id='root'></div><script src='app.js'></script></body></html>",
        "<html></html>",
        "<!DOCTYPE html><html><body><img src='a.jpg'></body></html>",
    ],
)
def test_a_page_without_an_article_says_so(html: str) -> None:
    with pytest.raises(BriefingError) as caught:
        read.read(html.encode(), "empty.html")
    assert "no article" in str(caught.value)
    assert caught.value.where == "empty.html"
    assert caught.value.remedy


def test_a_sign_that_no_page_may_hold_is_left_out() -> None:
    with pytest.raises(BriefingError, match="nothing in it can be told"):
        read.read(b"<&#8<script ></script/>a", "page.html")


def test_what_a_page_sets_as_a_quotation_is_told_as_one() -> None:
    page = (
        "<!DOCTYPE html><html><body><article><h1>Tram</h1><p>The council has voted for a tram line to the hospital, after a debate of five hours.</p>"
        "<p>Work begins in March, the leader, Bo Field, said to the members in the town hall.</p>"
        "<blockquote><p>We have waited for thirty years.</p></blockquote><blockquote>“It is late,” he added.</blockquote>"
        "<p>The line will cost £212m, more than was said in June, and opens in 2029.</p></article></body></html>"
    )
    found = read.read(page.encode(), "x.html")
    told = [p.text for p in found.updates[0].paragraphs]
    assert "“We have waited for thirty years.”" in told
    assert "“It is late,” he added." in told


def test_a_page_that_indents_its_text_quotes_nobody() -> None:
    feed = (
        '<rss version="2.0"><channel><item><title>Tram</title><description><![CDATA[<blockquote><p>The council voted for a tram.</p>'
        "<p>Work begins in March.</p></blockquote><p>It rained.</p>]]></description></item></channel></rss>"
    )
    assert read.read(feed.encode(), "x.xml").updates[0].paragraphs[0].text == "The council voted for a tram."


GATES = "The flood gates at Denwick will be raised by half a metre next spring, the Water Office said on Sunday. The work takes nine weeks."
COURT = "A man of 41 was jailed for two years for stealing diesel from eleven farms between March and June, the court at Denwick said on Monday."
POOL = (
    "The town pool opens for the season this Saturday at ten in the morning, and entry is free on the day, the council announced on Monday."
)


@pytest.mark.parametrize(
    ("title", "count"),
    [("The Valley Wrap, 30 November", 3), ("Morning Headlines", 3), ("Gates, court and pool: what the council decided", 1)],
)
def test_a_page_that_says_that_it_is_a_digest_comes_apart_at_its_headings(title: str, count: int) -> None:
    parts = "".join(f"<h2>{name}</h2><p>{text}</p>" for name, text in (("Gates", GATES), ("Court", COURT), ("Pool", POOL)))
    sign_off = "<p>You received this email because you signed up. <a href='u'>Unsubscribe</a></p>"
    html = (
        f"<!DOCTYPE html><html><head><title>{title}</title></head><body><article><h1>{title}</h1>{parts}{sign_off}</article></body></html>"
    )
    found = read.read(html.encode(), "page.html")
    assert [paragraph.text for update in found.updates for paragraph in update.paragraphs] == [GATES, COURT, POOL]
    assert len(found.updates) == count
    assert [update.heading for update in found.updates] == (["Gates", "Court", "Pool"] if count == 3 else [title])


def test_of_a_letter_in_tables_the_lists_are_told_and_its_links_are_not() -> None:
    lists = f"<p>Also today</p><ul><li>{COURT}</li><li>{POOL}</li></ul><ul><li><a href='u'>Ten things that the mayor of Hallin has said about the gates.</a></li></ul>"
    rows = "".join(f"<tr><td>{each}</td></tr>" for each in (f"<p>{GATES}</p>", lists, "<p>Unsubscribe | Manage preferences</p>"))
    html = f"<html><head><title>Notes, 30 November</title></head><body><table>{rows}</table></body></html>"
    assert [p.text for update in read.read(html.encode(), "letter.html").updates for p in update.paragraphs] == [GATES, COURT, POOL]
    assert len(read.read(html.replace("Notes", "Morning notes").encode(), "letter.html").updates) == 3


def test_a_piece_of_a_page_whose_heading_calls_it_a_digest_comes_apart_as_well() -> None:
    piece = f"<div><h2>Three things to know on Monday</h2><ol><li>{GATES}</li><li>{COURT}</li><li>{POOL}</li></ol></div>"
    found = read.read(piece.encode(), "piece.html")
    assert [update.paragraphs[0].text for update in found.updates] == [GATES, COURT, POOL]
    assert found.order == LISTED


def test_words_that_were_struck_and_words_remarks_in_a_saved_document_are_not_told() -> None:
    anchor = "<a class=msocomanchor href='#c'>[AV1]</a>"
    words = "<p class=MsoCommentText>Is that certain? Please ask the press office about it today.</p>"
    remark = f"<div style='mso-element:comment-list'><div class=msocomtxt>{words}</div></div>"
    body = f"<p class=MsoNormal>{GATES[:-1]} <del>again</del><ins>at once</ins>.{anchor}</p><p class=MsoNormal>{COURT}</p>{remark}"
    html = f"<html><head><title>Gates</title></head><body lang=EN-GB><div class=WordSection1>{body}</div></body></html>"
    assert [p.text for update in read.read(html.encode(), "gates.html").updates for p in update.paragraphs] == [
        f"{GATES[:-1]} at once.",
        COURT,
    ]
