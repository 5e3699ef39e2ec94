"""NITF 2.5 to 3.6 (IPTC): a whole document, or the body of one inside NewsML."""

from __future__ import annotations

from typing import Any

from pipeline.read.blocks import Block
from pipeline.read.rows import SIGN_OFF
from pipeline.read.wires import tags
from pipeline.read.wires.story import TABLE, Story


def stories(root: Any, name: str) -> list[Story]:
    """The story of a document."""
    data = root.find("head/docdata")
    data = data if data is not None else root.makeelement("docdata")
    told = body_of(root, name)
    holder = data.find("doc.copyright")
    rights = " ".join(filter(None, ("©", holder.get("year"), holder.get("holder")))) if holder is not None and holder.get("holder") else ""
    release = _norm(data, "date.release")
    issued = _norm(data, "date.issue")
    notes = [each.get("info", "") for each in data.iterfind("ed-msg")]
    return [
        Story(
            **told,
            key=_attribute(data, "du-key", "key") or _attribute(data, "doc-id", "id-string"),
            version=_attribute(data, "du-key", "version") or _attribute(data, "du-key", "generation"),
            made=issued,
            status=data.get("management-status", ""),
            embargo=release or None,
            expires=_norm(data, "date.expire"),
            urgency=number(_attribute(data, "urgency", "ed-urg")),
            genre=_attribute(root, "head/tobject/tobject.property", "tobject.property.type"),
            corrected=data.find("correction") is not None,
            note=" ".join(filter(None, notes)),
            language=root.get("baselang", "") or root.get("lang", ""),
            publisher=tags.first(root, "body/body.head/distributor") or (holder.get("holder", "") if holder is not None else ""),
            url=_attribute(root, "head/pubdata", "ex-ref"),
            rights=tags.first(root, "body/body.head/rights") or rights,
            terms=_attribute(data, "doc.rights", "limitations"),
            published=release or issued or _norm(root, "body/body.head/dateline/story.date"),
        )
    ]


def body_of(root: Any, name: str) -> dict[str, Any]:
    """What the body of a document says: its headline, byline, place, paragraphs and pictures."""
    head = root.find("body/body.head")
    byline = place = heading = ""
    if head is not None:
        heading = tags.first(head, "hedline/hl1")
        byline = tags.first(head, "byline/person") or _before(head.find("byline"), "byttl")
        place = tags.first(head, "dateline/location/city") or tags.first(head, "dateline/location")
    below = [Block(text, "furniture", SIGN_OFF) for text in map(tags.words, root.iterfind("body/body.end/tagline")) if text]
    content = root.find("body/body.content")
    listed = bool(tags.words(content))
    found, images = tags.blocks(content, name) if content is not None else ([], ())
    if not found and head is not None and (abstract := head.find("abstract")) is not None:
        found, _ = tags.blocks(abstract, name)
    return {
        "heading": heading or tags.first(root, "head/title"),
        "byline": byline,
        "place": place.title() if place.isupper() else place,
        "blocks": (*found, *below),
        "images": images,
        "other": TABLE if listed and not found else "",
    }


def _before(element: Any, tag: str) -> str:
    """The text of an element without that of its children of a kind."""
    if element is None:
        return ""
    parts = [element.text or "", *(f"{'' if child.tag == tag else tags.words(child)} {child.tail or ''}" for child in element)]
    return " ".join(" ".join(parts).split()).strip(" ,")


def _attribute(element: Any, path: str, key: str) -> str:
    found = element.find(path)
    return " ".join((found.get(key) or "").split()) if found is not None else ""


def _norm(element: Any, path: str) -> str:
    return _attribute(element, path, "norm")


def number(text: str) -> int:
    """An urgency: a digit, else nothing."""
    return int(text) if text.isascii() and text.isdigit() and len(text) == 1 else 0
