"""ninjs (IPTC, 1 to 3): a story in JSON."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Image
from pipeline.read import entries
from pipeline.read.entries import one, web
from pipeline.read.wires import nitf
from pipeline.read.wires.nodes import Node, fullest, named, parts, word
from pipeline.read.wires.story import TABLE, Story


def is_one(node: Node) -> bool:
    """Whether an object is a story in ninjs."""
    called = any(isinstance(node.get(key), str) for key in ("uri", "guid", "_id", "headline", "slugline"))
    return called and any(key in ("versioncreated", "pubstatus", "bodies", "representationtype") or key.startswith("body_") for key in node)


def story(node: Node, name: str) -> Story:
    """The story in an object of 1, 2 or 3."""
    bodies = _roled(node, "bodies", "body")
    blocks, images = fullest(bodies, name)
    if not blocks:
        blocks, images = fullest(_roled(node, "descriptions", "description"), name)
    heads = _roled(node, "headlines", "headline")
    main = [text for role, _, text in heads if role in ("main", "")]
    type_ = kind(node)
    sources = [one(each.get("name")) for each in parts(node.get("infosources") or node.get("infosource"))]
    urgency = node.get("urgency")
    embargo = node.get("embargoed")
    return Story(
        blocks=tuple(blocks),
        images=(*_pictures(node), *images),
        heading=entries.plain(
            one(node.get("headline")) or next(iter([*main, *(text for _, _, text in heads), one(node.get("title"))])), name
        ),
        key=one(node.get("guid")) or one(node.get("uri")) or one(node.get("_id")),
        version=word(node.get("version")),
        made=one(node.get("versioncreated")),
        status=one(node.get("pubstatus")),
        embargo=embargo if isinstance(embargo, str) and embargo.strip() else None if not embargo else "",
        expires=one(node.get("expires")),
        urgency=urgency if isinstance(urgency, int) and not isinstance(urgency, bool) else nitf.number(word(urgency)),
        genre=next((word(each.get("name")) for each in parts(node.get("genres") or node.get("genre"))), "")
        or (type_ if type_ == "advisory" else ""),
        note=entries.plain(one(node.get("ednote")), name),
        other=f"no text: its type is “{type_[:30]}”"
        if type_ not in ("", "text", "composite", "advisory")
        else TABLE
        if bodies and not blocks
        else "",
        language=one(node.get("language")),
        byline=entries.plain(one(node.get("by")) or one(node.get("byline")), name),
        place=one(node.get("located")),
        publisher=named(node.get("source"))
        or next(filter(None, sources), "")
        or one(node.get("copyrightholder"))
        or named(node.get("provider")),
        url=web(node.get("url")),
        rights=entries.plain(one(node.get("copyrightnotice")) or one(node.get("copyrightholder")), name),
        terms=entries.plain(one(node.get("usageterms")), name),
        published=one(node.get("versioncreated")) or one(node.get("firstcreated")),
    )


def kind(node: Node) -> str:
    """Its type: `text`, `picture` …"""
    return one(node.get("type")).lower()


def _roled(node: Node, plural: str, single: str) -> list[tuple[str, str, str]]:
    """Role, type and text of all that 2 and 3 list under one key, and 1 under keys of their own (`body_html`)."""
    listed = [(one(each.get("role")).lower(), one(each.get("contenttype")).lower(), each.get("value")) for each in parts(node.get(plural))]
    keyed = [
        (key.removeprefix(f"{single}_"), key.removeprefix(f"{single}_"), value)
        for key, value in node.items()
        if key.startswith(f"{single}_")
    ]
    return [(role, kind, text) for role, kind, text in (*listed, *keyed) if isinstance(text, str) and text.strip()]


def _pictures(node: Node) -> Iterator[Image]:
    for each in parts(node.get("associations")):
        if kind(each) in ("picture", "graphic"):
            address = next((web(part.get("href")) for part in parts(each.get("renditions")) if web(part.get("href"))), "")
            caption = next((text for _, _, text in _roled(each, "descriptions", "description")), "")
            yield Image(
                address,
                one(re.sub(r"<[^<>]*>", "", caption)),
                one(each.get("byline")) or one(each.get("by")) or one(each.get("copyrightholder")),
            )
