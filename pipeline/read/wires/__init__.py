"""Stories as agencies, newsrooms' systems and news APIs hand them over → `Briefing`: ninjs and other JSON, NewsML, NITF, warnings (CAP),
sitemaps of news.

A story is an item; its source is `FILE#STORY:PARAGRAPH`, counted from 1. What may not be told (withheld, embargoed, replaced by a later
version) stands in the list with its reason.
"""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from pipeline.errors import BriefingError
from pipeline.model import Briefing
from pipeline.read.blocks import assemble
from pipeline.read.charset import text_of
from pipeline.read.wires import cap, newsml, nitf, notation, sitemap, story, tags
from pipeline.read.wires.story import Story
from pipeline.regex import regex

_XML: dict[str, Callable[[Any, str], list[Story]]] = {
    "newsMessage": newsml.stories,
    "newsItem": newsml.stories,
    "packageItem": newsml.stories,
    "NewsML": newsml.first_stories,
    "nitf": nitf.stories,
    "alert": cap.stories,
    "urlset": sitemap.stories,
    "sitemapindex": sitemap.stories,
}
"""The element at the top → who reads it."""
_ROOT = regex(rf"<(?:[\w-]+:)?(?:{'|'.join(_XML)})\b")


def is_json(text: str) -> bool:
    """Whether a JSON text holds stories of a known form."""
    return notation.is_one(text)


def is_xml(root: str) -> bool:
    """Whether a text that begins with its first element is XML of a known form."""
    return _ROOT.match(root) is not None


def briefing_of(
    data: bytes, name: str, sha256: str, now: dt.datetime | None = None, newest: Mapping[str, tuple[str, str]] | None = None
) -> Briefing:
    """The briefing of a file of stories, as it may be told `now`. `newest` are the versions in other files: see `newest_of`.

    Raises BriefingError for JSON or XML that is damaged, that declares entities, or that holds no story.
    """
    found = _stories(data, name)
    if not found:
        raise BriefingError("there is no story in it", where=name, remedy="Give a file with the stories' texts")
    return assemble(name, sha256, story.items(found, name, now or dt.datetime.now(dt.UTC), newest or {}))


def newest_of(data: Iterable[bytes]) -> dict[str, tuple[str, str]]:
    """The version and the date of the newest of each story in several files, by what its versions share: an agency sends a file a version.

    What cannot be read is passed over.
    """
    found: list[Story] = []
    for each in data:
        with contextlib.suppress(BriefingError):
            found += _stories(each, "")
    return {key: (one.version, one.made) for key, one in story.newest_of(found).items()}


def _stories(data: bytes, name: str) -> list[Story]:
    text = text_of(data, name)
    if text.lstrip()[:1] in ("{", "["):
        return notation.stories(text, name)
    root = tags.parse(text, name)
    reader = _XML.get(root.tag)
    if reader is None:
        what = f"this is XML with <{root.tag}> at its top, none of NewsML, NITF and a sitemap of news"
        raise BriefingError(what, where=name, remedy="Give one of these, or a feed")
    return reader(root, name)
