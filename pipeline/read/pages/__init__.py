"""A saved or fetched page → `Briefing`: what its JSON-LD says, else the article that trafilatura finds; never all that stands on the page."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any

from pipeline.errors import BriefingError
from pipeline.model import LISTED, Briefing, Image, Line, Origin
from pipeline.read import dates, digests, embargoes, entries, papers, updates, withheld
from pipeline.read.blocks import Block, Item, assemble, full_stop, lines_of, one_line
from pipeline.read.charset import text_of
from pipeline.read.pages import about, article, away, jsonld, saved, telegram, tree
from pipeline.read.pages.about import About
from pipeline.read.pages.jsonld import Node
from pipeline.regex import regex

SUBJECT = "a subject of a page that says that it has several"
STAMPS = 2
"""So many times above an article's paragraphs make it a live blog."""


_MORE = regex(r"(?:(?:read|see|learn) more|read (?:on|the (?:full|whole) (?:story|article))|continue reading|full story)\W*", re.IGNORECASE)
TEASERS = 2
"""So many links to the rest."""


def briefing_of(data: bytes, name: str, sha256: str) -> Briefing:
    """The briefing of a page: a live blog's updates, or one article. Sources are the paragraphs of the extracted text, counted from 1.

    Raises BriefingError for what is no page, and for one in which no article is found.
    """
    html, kept = saved.unpack(data, name)
    html = html or text_of(data, name)
    root = tree.parse(html, name)
    if exported := telegram.items(root):
        return assemble(name, sha256, exported)
    address = about.address_of(name) or kept
    found = jsonld.nodes(root)
    blog, posts = jsonld.updates(found)
    if blog is not None:
        head = about.of(root, html, address, blog)
        items = [item for post in posts if (item := _update(post, name, head))]
        if items:
            return assemble(name, sha256, items)
    node = jsonld.article(found, about.of(root, html, address, None).title, address)
    head = about.of(root, html, address, node)
    images = _images(node) + tree.take_pictures(root)
    page = article.extract(root, head.origin.url)
    said = article.structured(jsonld.text(node, "articleBody", "text"), name, page) if node else []
    blocks = tree.drop_repeated(article.best(said, page), head.title)
    if not blocks:
        what = "no article was found in this page"
        raise BriefingError(what, where=name, remedy="Copy its text into a file; some pages are empty until a browser has run them")
    if node is None and (instead := away.stands_in((head.title, root.findtext(".//title") or ""), blocks)):
        what = f"this page is no article: it says “{instead[:60].rstrip()}{'…' if len(instead) > 60 else ''}”"
        raise BriefingError(what, where=name, remedy="Open it in a browser; where it does hold the news, copy the text into a file")
    told = [*_embargoes(root, blocks), *_as_far_as_given(root, blocks)]
    return _article(name, sha256, told, head, images, teased=node is None and _teased(root, blocks))


def _as_far_as_given(root: Any, blocks: list[Block]) -> list[Block]:
    """The blocks of an article; of one whose rest is for those who pay, without the sentence that breaks off, and with what the page says of it."""
    said = away.sold(tree.blocks_of(root))
    if not said:
        return blocks
    blocks = [block for block in blocks if block.text != said]
    cut = next((i for i in range(len(blocks) - 1, 0, -1) if entries.TRAILS.search(blocks[i].text)), 0)
    if cut:
        whole = entries.without_cut(blocks[cut], entries.TRAILS)
        blocks[cut : cut + 1] = [] if whole.text.endswith("…") else [whole]
    return [*blocks, Block(said, "furniture", withheld.SOLD)]


def _embargoes(root: Any, blocks: list[Block]) -> list[Block]:
    """What a page says of an embargo outside the article that was found: it holds it back all the same."""
    known = {block.text for block in blocks}
    said = [
        block
        for block in tree.blocks_of(root)
        if block.text not in known and block.reason != tree.ENTRY and len(block.text) <= embargoes.LONGEST
    ]
    return [Block(block.text, "furniture", papers.EMBARGO) for block in said if embargoes.notice(block.text)]


# ── a live blog ──────────────────────────────────────────────────────────────────────────────────────────


def _update(post: Node, name: str, head: About) -> Item | None:
    """One update of a live blog; one that is only a headline tells that."""
    heading = jsonld.line(post, "headline", "name")
    text = jsonld.text(post, "articleBody", "text", "description")
    blocks = tree.drop_repeated(article.structured(text, name, []), heading)
    if not blocks and heading:
        blocks = [Block(full_stop(heading), "body", "an update that is only a headline")]
    if not blocks:
        return None
    published = jsonld.line(post, "datePublished", "dateCreated", "dateModified")
    return Item(
        blocks=tuple(blocks),
        heading=heading,
        byline=" and ".join(jsonld.names(post.get("author"))[:4]) or head.byline,
        origin=replace(head.origin, url=jsonld.url(post) or head.origin.url, published=dates.iso(published) if published else ""),
        images=_images(post),
        reason="an update of the page's JSON-LD",
    )


def _images(node: Node | None) -> tuple[Image, ...]:
    """The pictures that JSON-LD names."""
    given = (node or {}).get("image")
    found = []
    for each in given if isinstance(given, list) else [given]:
        if isinstance(each, str):
            found.append(Image(each))
        elif isinstance(each, dict):
            credit = jsonld.line(each, "creditText", "copyrightNotice") or ", ".join(jsonld.names(each.get("creator")))
            found.append(Image(jsonld.line(each, "url", "contentUrl"), jsonld.line(each, "caption", "description"), credit))
    return tuple(dict.fromkeys(image for image in found if image != Image()))[: tree.MAX_IMAGES]


# ── an article ───────────────────────────────────────────────────────────────────────────────────────────


def _article(name: str, sha256: str, blocks: list[Block], head: About, images: tuple[Image, ...], *, teased: bool) -> Briefing:
    """One update; or several, where the extracted text has the stamps of a live blog, or is a digest's. Captions stand behind what is told."""
    captions = [Block(image.caption, "caption", "a picture's caption") for image in images if image.caption]
    lines = lines_of(blocks)
    told = [line.kind for line in lines if line.kind in ("stamp", "body")]
    if list(pairwise(told)).count(("stamp", "body")) >= STAMPS:
        return _stamped(name, sha256, lines, head, lines_of(captions, first=len(lines) + 1))
    named = [head.title, *(block.text for block in blocks[:1] if block.kind == "heading")]
    parts = _subjects(blocks) if any(map(digests.is_title, named)) or teased else []
    if len(parts) > 1:
        items = [
            Item(
                blocks=tuple(part),
                heading=part[0].text if part[0].kind == "heading" else "",
                byline=head.byline,
                origin=head.origin,
                images=() if n else images,
                reason=SUBJECT,
            )
            for n, part in enumerate(parts)
        ]
        return assemble(name, sha256, [*items, Item(tuple(captions))], order=LISTED)
    item = Item((*blocks, *captions), head.title, "", head.byline, "", head.origin, images, reason="one article")
    return assemble(name, sha256, [item])


def _teased(root: Any, blocks: list[Block]) -> bool:
    """Whether an article, of a newsletter mostly, is headings with a teaser each, and below it a link to the rest."""
    heads = {block.text for block in blocks if block.kind == "heading"}
    led: set[str] = set()
    above = ""
    for element in root.iter("h1", "h2", "h3", "h4", "a") if len(heads) >= TEASERS else ():
        if element.tag != "a":
            above = tree.words(element)
        elif above in heads and _MORE.fullmatch(tree.words(element)):
            led.add(above)
    return len(led) >= TEASERS and 2 * len(led) >= len(heads)


def _subjects(blocks: list[Block]) -> list[list[Block]]:
    """The parts of a digest, each with its heading; entries of a list are parts of their own."""
    parts: list[list[Block]] = []
    for block in blocks:
        listed = block.reason == tree.ENTRY and len(block.text.split()) >= digests.SHORTEST
        if not parts or block.kind == "heading" or (listed and parts[-1][-1].kind != "heading"):
            parts.append([])
        parts[-1].append(block)
    return parts


def _stamped(name: str, sha256: str, lines: tuple[Line, ...], head: About, captions: tuple[Line, ...]) -> Briefing:
    found = updates.updates_of(lines, name)
    # The page's date is not the date of an update: its stamp is all that is known.
    known = (head.origin.publisher, head.origin.url, head.origin.licence, "", head.title)
    origin = Origin(*map(one_line, known))
    own = tuple(replace(update, byline=one_line(head.byline), origin=origin) for update in found)
    return Briefing(name, sha256, updates.order_of(own), (*lines, *captions), own)
