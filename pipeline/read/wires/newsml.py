"""NewsML-G2 (news messages, news items, packages) and NewsML 1 (IPTC)."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable
from typing import Any

from pipeline.errors import BriefingError
from pipeline.model import Image
from pipeline.read import entries
from pipeline.read.blocks import Block, paragraphs
from pipeline.read.wires import nitf, tags
from pipeline.read.wires.story import Story
from pipeline.regex import regex

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_KINDS = {
    "packageItem": "a package: a list of stories, without their texts",
    "conceptItem": "an event or a person, not a story",
    "knowledgeItem": "a list of terms, not a story",
    "planningItem": "a plan of what will be covered, not a story",
    "catalogItem": "a list of vocabularies, not a story",
}
_KILLS = {"kill", "mandatorykill", "withdraw", "withdrawal", "withdrawn"}
"""Signals that take a story back."""
_SUB = regex(r"sub|slug|short|alt|kicker|link|seo|deck|web", re.IGNORECASE)
"""In the role of a headline that is not the headline."""


def stories(root: Any, name: str) -> list[Story]:
    """The items of a message, or the one that a file is."""
    found = [root, *root.iterfind("itemSet/*")] if root.tag != "newsMessage" else list(root.iterfind("itemSet/*"))
    return [
        _story(each, name)
        if each.tag == "newsItem"
        else Story(heading=tags.first(each, "itemMeta/title"), key=each.get("guid", ""), other=_KINDS[each.tag])
        for each in found
        if each.tag == "newsItem" or each.tag in _KINDS
    ]


def _story(item: Any, name: str) -> Story:
    meta, content, rights = (_part(item, tag) for tag in ("itemMeta", "contentMeta", "rightsInfo"))
    inside = _fullest((each for each in item.iterfind("contentSet/*") if each.tag in ("inlineXML", "inlineData")), name)
    status, embargo = meta.find("pubStatus"), meta.find("embargoed")
    kind = _code(meta.find("itemClass"))
    credit = tags.first(meta, "provider/name") or _named(content.find("infoSource")) or _named(rights.find("copyrightHolder"))
    signals = {_code(each) for each in meta.iterfind("signal")}
    link = next((each.get("href") for each in meta.iterfind("link") if (each.get("rel") or "").endswith("canonical")), "")
    return Story(
        blocks=inside.get("blocks", ()) or _summary(content),
        images=inside.get("images", ()) or _pictures(item),
        heading=_heading(content) or inside.get("heading", "") or tags.first(meta, "title"),
        key=item.get("guid", ""),
        version=item.get("version", ""),
        made=tags.first(meta, "versionCreated"),
        status="killed" if signals & _KILLS else _code(status),
        embargo=None if embargo is None else tags.words(embargo),
        urgency=nitf.number(tags.first(content, "urgency")),
        genre=next(filter(None, map(_named, content.iterfind("genre"))), ""),
        corrected="correction" in signals,
        note=" ".join(map(tags.words, meta.iterfind("edNote"))),
        other=inside.get("other", "") if kind in ("", "text", "composite") else f"no text: its class is “{kind[:30]}”",
        language=next((each.get("tag", "") for each in content.iterfind("language")), "") or item.get(_LANG, ""),
        byline=tags.first(content, "by") or inside.get("byline", "") or _named(content.find("creator")),
        place=_named(content.find("located")) or inside.get("place", ""),
        publisher=credit or tags.first(content, "creditline") or _named(meta.find("provider")),
        url=entries.web(link),
        rights=tags.first(rights, "copyrightNotice") or tags.first(content, "creditline"),
        terms=tags.first(rights, "usageTerms"),
        published=tags.first(meta, "versionCreated") or tags.first(meta, "firstCreated"),
    )


def _part(item: Any, tag: str) -> Any:
    found = item.find(tag)
    return found if found is not None else item.makeelement(tag)


def _code(element: Any) -> str:
    """What a code stands for, without its vocabulary: `stat:usable`, or a URI."""
    if element is None:
        return ""
    return re.split(r"[:/#]", element.get("qcode") or element.get("uri") or element.get("literal") or "")[-1].strip().lower()


def _named(element: Any) -> str:
    """The name of a person, a place or an organisation; the literal where it has none."""
    if element is None:
        return ""
    literal = element.get("literal", "")
    return tags.first(element, "name") or ("" if re.match(r"\w+:", literal) else literal)


def _heading(content: Any) -> str:
    lines = [(each.get("role") or "", tags.words(each)) for each in content.iterfind("headline")]
    return next((text for role, text in lines if text and not _SUB.search(role)), "")


def _summary(content: Any) -> tuple[Block, ...]:
    """What an item without a text says that it holds; a caption says it of a picture."""
    said = (tags.words(each) for each in content.iterfind("description") if "caption" not in (each.get("role") or "").lower())
    return tuple(Block(text) for text in said if text)[:1]


def _fullest(contents: Iterable[Any], name: str) -> dict[str, Any]:
    """The fullest of the texts that an item holds: XHTML, NITF, or plain. One that is too large to be a story is passed over."""
    found = []
    for each in contents:
        with contextlib.suppress(BriefingError):
            found.append(_text(each, name))
    return max(found, key=lambda each: sum(len(block.text) for block in each.get("blocks", ())), default={})


def _text(content: Any, name: str) -> dict[str, Any]:
    document = next(content.iter("nitf"), None)
    if document is not None:
        return nitf.body_of(document, name)
    if len(content):
        body = next(content.iter("body"), content)
        for each in list(body.iter("header")):
            each.tag = "aside"
        blocks, images = tags.blocks(body, name)
        return {"blocks": tuple(blocks), "images": images}
    text = content.text or ""
    if re.search(r"</?[a-zA-Z][^<>]*>", text):
        text = re.sub(r"</?p\b[^<>]*>", "\n\n", text) if tags.typed(re.sub(r"<[^<>]*>", "", text)) else text
        blocks, images = tags.of_html(text, name) if "<" in text else (_plain(text), ())
        return {"blocks": tuple(blocks), "images": images}
    return {"blocks": tuple(_plain(text))}


def _plain(text: str) -> list[Block]:
    return [Block(each) for each in tags.typed(text) or [each for each, _, _ in paragraphs(text)]]


def _pictures(item: Any) -> tuple[Image, ...]:
    listed = (each for each in item.iterfind("contentSet/remoteContent") if (each.get("contenttype") or "").startswith("image/"))
    return tuple(Image(address) for each in listed if (address := entries.web(each.get("href"))))


# ── NewsML 1 ─────────────────────────────────────────────────────────────────────────────────────────────


def first_stories(root: Any, name: str) -> list[Story]:
    """The items of a NewsML 1 document."""
    return [_first_story(each, name) for each in root.iterfind("NewsItem")]


def _first_story(item: Any, name: str) -> Story:
    known, managed = item.find("Identification/NewsIdentifier"), _part(item, "NewsManagement")
    texts = [
        each
        for each in item.iter("ContentItem")
        if _formal(each, "MediaType").lower() in ("", "text") and each.find("DataContent") is not None
    ]
    inside = _fullest((each.find("DataContent") for each in texts), name)
    status = _formal(managed, "Status")
    later = managed.find("StatusWillChange")
    freed = later is not None and _formal(later, "FutureStatus").lower() == "usable"
    return Story(
        blocks=inside.get("blocks", ()),
        images=inside.get("images", ()),
        heading=_line(item, "HeadLine") or inside.get("heading", ""),
        key=" ".join(tags.first(known, tag) for tag in ("ProviderId", "DateId", "NewsItemId")) if known is not None else "",
        version=tags.first(known, "RevisionId") if known is not None else "",
        made=tags.first(managed, "ThisRevisionCreated"),
        status=status,
        embargo=tags.first(later, "DateAndTime") if freed else None,
        urgency=nitf.number(_formal(managed, "Urgency")),
        genre=next((each.get("FormalName", "") for each in item.iter("Genre")), ""),
        other=inside.get("other", "") if texts or not list(item.iter("ContentItem")) else "no text: a picture, a sound or a film",
        language=next((each.get("FormalName", "") for each in item.iter("Language")), ""),
        byline=_line(item, "ByLine") or inside.get("byline", ""),
        place=inside.get("place", "") or re.split(r",|\(", _line(item, "DateLine"))[0].strip(),
        publisher=next((each.get("FormalName", "") for each in item.iterfind(".//AdministrativeMetadata/Provider/Party")), ""),
        rights=_line(item, "CopyrightLine"),
        published=tags.first(managed, "ThisRevisionCreated") or tags.first(managed, "FirstCreated"),
    )


def _formal(element: Any, tag: str) -> str:
    found = element.find(tag)
    return (found.get("FormalName") or "").strip() if found is not None else ""


def _line(item: Any, tag: str) -> str:
    return next(filter(None, map(tags.words, item.iter(tag))), "")
