"""A publisher's sitemap of news (Google's extension): headlines with their dates and addresses."""

from __future__ import annotations

from typing import Any

from pipeline.errors import BriefingError
from pipeline.read import entries
from pipeline.read.wires import tags
from pipeline.read.wires.story import Story


def stories(root: Any, name: str) -> list[Story]:
    """A story for each page that the sitemap says is news: its headline is all there is. Raises BriefingError for a plain list of addresses."""
    found = [
        Story(
            heading=tags.first(news, "title"),
            key=tags.first(page, "loc"),
            language=tags.first(news, "publication/language"),
            publisher=tags.first(news, "publication/name"),
            url=entries.web(tags.first(page, "loc")),
            published=tags.first(news, "publication_date"),
        )
        for page in root.iterfind("url")
        if (news := page.find("news")) is not None
    ]
    if not found:
        what = "this is a sitemap, a list of addresses without news in it"
        raise BriefingError(what, where=name, remedy="Give the address of a page or of a feed")
    return found
