"""Stories as agencies, newsrooms' systems and news APIs hand them over → `Briefing`: ninjs and other JSON, NewsML, NITF, sitemaps of news.

A story is an item; its source is `FILE#STORY:PARAGRAPH`, counted from 1. What may not be told (withheld, embargoed, replaced by a later
version) stands in the list with its reason.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Any

from pipeline.errors import BriefingError
from pipeline.model import Briefing
from pipeline.read.blocks import assemble
from pipeline.read.charset import text_of
from pipeline.read.wires import newsml, nitf, notation, sitemap, story, tags
from pipeline.read.wires.story import Story

_XML: dict[str, Callable[[Any, str], list[Story]]] = {
    "newsMessage": newsml.stories,
    "newsItem": newsml.stories,
    "packageItem": newsml.stories,
    "NewsML": newsml.first_stories,
    "nitf": nitf.stories,
    "urlset": sitemap.stories,
    "sitemapindex": sitemap.stories,
}
"""The element at the top → who reads it."""
_ROOT = re.compile(rf"<(?:[\w-]+:)?(?:{'|'.join(_XML)})\b")


def is_json(text: str) -> bool:
    """Whether a JSON text holds stories of a known form."""
    return notation.is_one(text)


def is_xml(root: str) -> bool:
    """Whether a text that begins with its first element is XML of a known form."""
    return _ROOT.match(root) is not None


def briefing_of(data: bytes, name: str, sha256: str, now: dt.datetime | None = None) -> Briefing:
    """The briefing of a file of stories, as it may be told `now`.

    Raises BriefingError for JSON or XML that is damaged, that declares entities, or that holds no story.
    """
    text = text_of(data, name)
    if text.lstrip()[:1] in ("{", "["):
        found = notation.stories(text, name)
    else:
        root = tags.parse(text, name)
        reader = _XML.get(root.tag)
        if reader is None:
            what = f"this is XML with <{root.tag}> at its top, none of NewsML, NITF and a sitemap of news"
            raise BriefingError(what, where=name, remedy="Give one of these, or a feed")
        found = reader(root, name)
    if not found:
        raise BriefingError("there is no story in it", where=name, remedy="Give a file with the stories' texts")
    return assemble(name, sha256, story.items(found, name, now or dt.datetime.now(dt.UTC)))
