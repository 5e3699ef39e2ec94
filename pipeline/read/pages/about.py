"""What a page says of itself: title, byline, publisher, date, licence, address. JSON-LD first, then its meta tags."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from pipeline.model import Origin
from pipeline.read import dates
from pipeline.read.decode import clean
from pipeline.read.pages import jsonld
from pipeline.read.pages.jsonld import Node
from pipeline.regex import regex

_SAVED = regex(r"<!--\s*saved from url=\(\d+\)(https?://[^\s<>]+)", re.IGNORECASE)
_BY = regex(r"^\s*(?:by|from|words by|written by)\s+", re.IGNORECASE)
_SITE = regex(r"\s+[|–—»·-]\s+[^|–—»·]{2,60}$")


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a page."""

    title: str
    byline: str
    origin: Origin


def of(root: Any, html: str, address: str, node: Node | None) -> About:
    """Title, byline and origin of a page; `node` is its article or live blog in JSON-LD, `address` where it came from, if that is known."""
    said = _meta(root)
    own = node or {}
    canonical = next((e.get("href") or "" for e in root.iter("link") if "canonical" in (e.get("rel") or "").lower().split()), "")
    saved = _SAVED.search(html[:4000])
    base = address or (saved[1] if saved else "")
    url = next((u for u in (_absolute(base, canonical), said.get("og:url", ""), jsonld.url(own), base) if host_of(u)), "")
    publisher = jsonld.names(own.get("publisher")) or _some(said.get("og:site_name"), said.get("application-name"), said.get("publisher"))
    names = jsonld.names(own.get("author")) or jsonld.names(own.get("creator")) or _authors(root, said)
    published = jsonld.line(own, "datePublished", "dateCreated", "uploadDate") or _date(root, said)
    title = jsonld.line(own, "headline", "name") or _title(root, said)
    return About(
        title,
        _BY.sub("", " and ".join(names[:4])),
        Origin((publisher or [host_of(url)])[0], url, _licence(root, said, own), dates.iso(published) if published else "", title),
    )


def address_of(name: str) -> str:
    """A source's name where that is an address."""
    return name if re.match(r"https?://", name) else ""


def host_of(url: str) -> str:
    """The host in a web address; empty for what is none."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _meta(root: Any) -> dict[str, str]:
    """The page's meta tags by name or property, in lower case; the first counts."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        key = (element.get("property") or element.get("name") or element.get("itemprop") or "").strip().lower()
        value = " ".join(clean(element.get("content") or "").split())
        if key and value:
            found.setdefault(key, value)
    return found


def _some(*words: str | None) -> list[str]:
    return [word for word in words if word]


def _absolute(base: str, url: str) -> str:
    try:
        return urljoin(base, url) if url else ""
    except ValueError:
        return ""


def _title(root: Any, said: dict[str, str]) -> str:
    heads = [" ".join(clean(e.text_content()).split()) for e in root.iter("h1")]
    title = next((" ".join(clean(e.text_content()).split()) for e in root.iter("title")), "")
    # The heading that the page's title begins with is the article's; a site's name may be an h1 too.
    for head in heads:
        if head and title.startswith(head):
            return head
    return said.get("og:title") or (heads[0] if len(heads) == 1 and heads[0] else "") or _SITE.sub("", title)


def _authors(root: Any, said: dict[str, str]) -> list[str]:
    given = (
        said.get("author") or said.get("article:author") or said.get("byl") or said.get("dc.creator") or said.get("parsely-author") or ""
    )
    if given and not re.match(r"https?://", given):
        return [_BY.sub("", given)]
    linked = [
        " ".join(clean(e.text_content()).split())
        for e in root.iter("a", "span")
        if e.get("rel") == "author" or e.get("itemprop") == "author"
    ]
    return list(dict.fromkeys(name for name in linked if 3 <= len(name) <= 60))


def _date(root: Any, said: dict[str, str]) -> str:
    keys = (
        "article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "pubdate",
        "publishdate",
        "parsely-pub-date",
        "og:pubdate",
    )
    for key in keys:
        if key in said and dates.moment(said[key]):
            return said[key]
    times = [e.get("datetime") or "" for e in root.iter("time")]
    return next((time for time in times if dates.moment(time)), "")


def _licence(root: Any, said: dict[str, str], own: Node) -> str:
    licence = own.get("license")
    known = jsonld.line({"license": licence}, "license") or (jsonld.url(licence) if isinstance(licence, dict) else "")
    known = known or next((e.get("href") or "" for e in root.iter("a", "link") if "license" in (e.get("rel") or "").lower().split()), "")
    if known:
        return known
    notice = jsonld.line(own, "copyrightNotice")
    holder = jsonld.names(own.get("copyrightHolder"))
    if notice or holder:
        return notice or " ".join(("©", *_some(str(own.get("copyrightYear") or "")), holder[0]))
    return said.get("dc.rights") or said.get("dcterms.rights") or said.get("copyright") or said.get("rights") or ""
