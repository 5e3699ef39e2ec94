"""JSON Feed 1.0 and 1.1 → `Briefing`. An item's source is `FEED#ITEM:PARAGRAPH`, counted from 1, as in other feeds."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urljoin

from pipeline.errors import BriefingError
from pipeline.model import Briefing, Image, Origin
from pipeline.read import dates, entries
from pipeline.read.blocks import Block, Item, assemble
from pipeline.read.entries import web
from pipeline.read.pages import tree
from pipeline.read.pages.about import host_of
from pipeline.regex import regex

REMEDY = "Give the feed's address, or save it again"

_VERSION = regex(r'"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org(?:\\?/)version(?:\\?/)')
_TAG = regex(r"<|\\u003c", re.IGNORECASE)


def is_one(text: str) -> bool:
    """Whether a JSON text is a JSON Feed: it names its version, wherever in it that stands."""
    return text.lstrip()[:1] == "{" and _VERSION.search(text) is not None


def briefing_of(text: str, name: str, sha256: str) -> Briefing:
    """The briefing of a JSON Feed: an update an item, in full where it has `content_html` or `content_text`, else its summary.

    What the format does not know is passed over, and so is a field of another type than it should have. Raises BriefingError for what
    is no JSON, and for a feed without items.
    """
    entries.refuse_too_large(len(_TAG.findall(text)), name)
    try:
        feed = json.loads(text)
    except json.JSONDecodeError as error:
        broken = "it breaks off" if error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated") else error.msg
        raise BriefingError(f"the feed is not valid JSON: {broken}", where=f"{name}:{error.lineno}", remedy=REMEDY) from error
    except (RecursionError, ValueError) as error:
        raise BriefingError("the feed is nested too deeply, or holds a number that is none", where=name, remedy=REMEDY) from error
    if not isinstance(feed, dict) or "items" not in feed:
        raise BriefingError('this is no JSON Feed: "items" is missing', where=name, remedy="Give a JSON, RSS or Atom feed")
    if not isinstance(feed["items"], list):
        raise BriefingError('"items" must be a list', where=name, remedy=REMEDY)
    if not feed["items"]:
        raise BriefingError("the feed has no entries", where=name, remedy="Give another feed, or a page")
    listed = feed["items"][: entries.MAX_ENTRIES]
    items = [_item(item, number, name, feed) for number, item in enumerate(listed, 1)]
    return assemble(name, sha256, entries.of_these_days(items))


def _item(item: Any, number: int, name: str, feed: dict[str, Any]) -> Item:
    file = f"{name}#{number}"
    if not isinstance(item, dict):
        return Item((Block(_text(item), "furniture", "no item: it is not a JSON object"),), file=file)
    base = next(filter(None, (web(feed.get(key)) for key in ("feed_url", "home_page_url"))), web(name))
    link = _address(item.get("url"), base) or _address(item.get("external_url"), base) or web(item.get("id"))
    heading = entries.plain(_text(item.get("title")), name)
    blocks, images = _content(item, name)
    title = entries.plain(_text(feed.get("title")), name)
    heading = entries.unbranded(heading, title)
    published = next(filter(None, (_text(item.get(key)) for key in ("date_published", "date_modified"))), "")
    beside = [Image(_address(item.get(key), base)) for key in ("image", "banner_image")] + _attached(item, base)
    inside = [Image(_address(image.url, link or base), image.caption, image.credit) for image in images]
    said = {image.url for image in inside}
    pictures = [*(image for image in beside if image.url and image.url not in said), *inside]
    return Item(
        blocks=entries.told(blocks, heading, filter(None, map(_text, tags)) if isinstance(tags := item.get("tags"), list) else ()),
        heading=entries.unlabelled(heading),
        file=file,
        byline=_byline(item) or _byline(feed),
        origin=Origin(title or host_of(link), link, "", dates.iso(published), title),
        images=tuple(dict.fromkeys(pictures))[: tree.MAX_IMAGES],
        reason="an item of the feed",
        related=tuple(filter(None, [_address(item.get("external_url"), base)])) if item.get("url") else (),
    )


def _content(item: dict[str, Any], name: str) -> tuple[list[Block], tuple[Image, ...]]:
    for key in ("content_html", "content_text", "summary"):
        value = item.get(key)
        blocks, images = entries.blocks_of(value, name, text=key != "content_html") if isinstance(value, str) else ([], ())
        if blocks:
            return blocks, images
    return [], ()


def _attached(item: dict[str, Any], base: str) -> list[Image]:
    """The pictures among what is attached."""
    listed = item.get("attachments")
    parts = [part for part in listed if isinstance(part, dict)] if isinstance(listed, list) else []
    return [
        Image(_address(part.get("url"), base), entries.one(part.get("title")))
        for part in parts
        if _text(part.get("mime_type")).startswith("image/")
    ]


def _byline(said: dict[str, Any]) -> str:
    """The authors of an item or of the feed: a list since 1.1, one in 1.0; some write a name alone."""
    listed = said.get("authors")
    people = listed if isinstance(listed, list) and listed else [said.get("author")]
    names = [entries.one(person.get("name")) if isinstance(person, dict) else entries.one(person) for person in people]
    return " and ".join(dict.fromkeys(name for name in names if name and "@" not in name))


def _text(value: object) -> str:
    """A text, or the number that some write in its place."""
    return entries.one(str(value)) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def _address(value: object, base: str) -> str:
    """An address of the web; a relative one is the feed's own."""
    try:
        return web(urljoin(base, value.strip())) if isinstance(value, str) and value.strip() else ""
    except ValueError:
        return ""
