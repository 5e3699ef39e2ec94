"""What news APIs answer (NewsAPI, the Guardian's, WordPress's, …), and schema.org's articles: a story under any of their keys."""

from __future__ import annotations

from pipeline.model import Image
from pipeline.read import entries
from pipeline.read.entries import one, web
from pipeline.read.pages import jsonld
from pipeline.read.pages.jsonld import ARTICLES
from pipeline.read.wires.nodes import Node, fullest, named, said, word
from pipeline.read.wires.story import Story
from pipeline.regex import regex

_DATES = (
    "publishedat published_at webpublicationdate pubdate pub_date datepublished published_date publish_date firstpublisheddate publisheddate date_gmt"
).split()
_TITLES = ("title", "headline", "webtitle", "name")
_BODIES = ("body", "content", "html", "bodyhtml", "articlebody", "full_text", "text", "bodytext", "plaintext")
_SUMMARIES = ("description", "summary", "abstract", "lead_paragraph", "excerpt", "standfirst", "trailtext", "snippet")
_CUT = regex(r"(?:…|\.\.\.)?\s*\[\+?\d+ (?:chars|characters)\]\s*$")
"""Behind what NewsAPI has of a text."""
_REMOVED = ("[Removed]", "[removed]")


def is_one(node: Node) -> bool:
    """Whether an object is an article: by its type, or it has a title and a date."""
    if jsonld.types(_typed(node)) & {*ARTICLES, jsonld.LIVE}:
        return True
    dated = any(isinstance(node.get(key), str | int) for key in _DATES)
    title = next((node[key] for key in _TITLES if key in node), None)
    return bool(said(title)) and (dated or (isinstance(title, dict) and "rendered" in title))


def story(node: Node, name: str) -> Story:
    """The article in an object, under whichever keys its service has."""
    fields = node.get("fields")
    node = {**node, **({key.lower(): value for key, value in fields.items()} if isinstance(fields, dict) else {})}
    heading = entries.plain(next(filter(None, (said(node.get(key)) for key in _TITLES)), ""), name)
    texts = [said(node.get(key)) for key in _BODIES]
    whole = [(key, "html", text) for key, text in zip(_BODIES, texts, strict=True) if text and not _CUT.search(text)]
    blocks, images = fullest(whole, name)
    if not blocks:
        blocks, images = fullest([(key, "html", text) for key in _SUMMARIES if (text := said(node.get(key)))][:1], name)
    locked = isinstance(node.get("content"), dict) and node["content"].get("protected") is True
    status = node.get("status")
    link = next((web(node.get(key)) for key in ("url", "link", "weburl", "web_url", "mainentityofpage", "@id") if web(node.get(key))), "")
    picture = next(
        (web(node.get(key)) for key in ("urltoimage", "image_url", "image", "thumbnail", "feature_image") if web(node.get(key))), ""
    )
    types = jsonld.types(_typed(node))
    return Story(
        blocks=tuple(blocks),
        images=tuple(dict.fromkeys((*([Image(picture)] if picture else []), *images))),
        heading="" if heading in _REMOVED else heading,
        key=link or word(node.get("id")),
        made=one(node.get("datemodified")) or one(node.get("updatedat")),
        expires=one(node.get("expires")),
        status="password" if locked else status if isinstance(status, str) and "title" in node else "",
        other="removed by the service"
        if heading in _REMOVED
        else "an advert: its type says so"
        if "AdvertiserContentArticle" in types
        else "",
        language=word(node.get("language")) or word(node.get("lang")) or word(node.get("inlanguage")),
        byline=_author(node),
        publisher=next(filter(None, (named(node.get(key)) for key in ("publication", "source", "publisher", "provider"))), ""),
        url=link,
        rights=one(node.get("license")) or one(node.get("copyrightnotice")),
        published=next((word(node.get(key)) for key in _DATES if word(node.get(key))), ""),
    )


def post(node: Node, around: Story, name: str) -> Story:
    """One update of a live blog; what it does not say of itself, the blog says."""
    own = story(node, name)
    return Story(
        blocks=own.blocks, images=own.images, heading=own.heading, key=word(node.get("id")) or word(node.get("@id")), language=around.language,
        byline=own.byline or around.byline, publisher=around.publisher, url=own.url or around.url, rights=around.rights,
        published=own.published or around.published, status=around.status,
    )  # fmt: skip


def _author(node: Node) -> str:
    inside = node.get("_embedded")
    written = [node.get(key) for key in ("byline", "author", "creator", "authors")]
    if isinstance(inside, dict):
        written.append(inside.get("author"))
    found = [
        " and ".join(jsonld.names(each.get("original") if isinstance(each, dict) and "original" in each else each)[:4]) for each in written
    ]
    return next((each for each in found if each and "@" not in each), "")


def _typed(node: Node) -> Node:
    return {"@type": node.get("@type", [])}
