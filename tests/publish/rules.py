"""What a feed must be, written from what Apple, RSS 2.0 and Podcasting 2.0 publish, not from our writer: `broken(feed)` lists what it is not.

Sources: Apple's “A Podcaster’s Guide to RSS” (required, recommended and situational tags; technical details), the RSS 2.0 specification
of the RSS Advisory Board, and the pages of the podcast namespace for each tag (podcast-namespace, docs/tags).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

N = {
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
}
RSS_CHANNEL = {
    "title",
    "link",
    "description",
    "language",
    "copyright",
    "lastBuildDate",
    "generator",
    "image",
    "item",
    "pubDate",
    "category",
    "ttl",
}
RSS_ITEM = {"title", "link", "description", "author", "category", "comments", "enclosure", "guid", "pubDate", "source"}
APPLE_TYPES = {"audio/x-m4a", "audio/mpeg", "video/quicktime", "video/mp4", "video/x-m4v", "application/pdf"}
APPLE_ENDINGS = re.compile(r"\.(m4a|mp3|mov|mp4|m4v|pdf)$")
TRANSCRIPTS = {"text/plain", "text/html", "text/vtt", "application/json", "application/x-subrip"}
LONG = {"description", "summary", "encoded"}
"""Tags that may have more than Apple's 255 characters."""


def broken(feed: bytes) -> list[str]:
    """What is wrong, in a few words each."""
    if not feed.startswith(b"<?xml version='1.0' encoding='UTF-8'?>"):
        return ["it does not say that it is UTF-8"]
    tree = etree.fromstring(feed)
    channels = tree.findall("channel")
    if tree.tag != "rss" or tree.get("version") != "2.0" or len(channels) != 1:
        return ["it is not RSS 2.0 with one channel"]
    items = channels[0].findall("item")
    found = [*_everywhere(tree), *_channel(channels[0])]
    for n, item in enumerate(items, 1):
        found += [f"item {n}: {fault}" for fault in _item(item)]
    guids = [item.findtext("guid") for item in items]
    urls = [item.find("enclosure").get("url") for item in items if item.find("enclosure") is not None]
    return [
        *found,
        *(["a guid twice"] if len(set(guids)) < len(guids) else []),
        *(["an enclosure twice"] if len(set(urls)) < len(urls) else []),
    ]


def _everywhere(tree: Any) -> Iterator[str]:
    for node in tree.iter():
        name = etree.QName(node).localname
        if len(node) == 0 and node.text is not None and node.text != node.text.strip():
            yield f"{name} has spaces at its ends"
        if len(node) == 0 and len(node.text or "") > 255 and name not in LONG:
            yield f"{name} has more than 255 characters"
        for key in ("url", "href", "uri"):
            if node.get(key) is not None and not re.fullmatch(r"https?://[!-~]+", node.get(key)):
                yield f"{name} has no address"


def _channel(node: Any) -> Iterator[str]:
    yield from _unknown(node, RSS_CHANNEL)
    yield from _once(
        node,
        "title",
        "description",
        "language",
        "itunes:image",
        "itunes:explicit",
        "itunes:author",
        "link",
        "podcast:guid",
        "podcast:locked",
    )
    if len((node.findtext("description") or "").encode()) > 4000:
        yield "the description is longer than Apple takes"
    if not re.fullmatch(r"[a-z]{2}(-[a-z]{2})?", node.findtext("language") or ""):
        yield "the language is not as ISO 639 has it"
    if not node.findall("itunes:category", N) or not all(each.get("text") for each in node.iter(f"{{{N['itunes']}}}category")):
        yield "there is no category"
    picture = node.find("itunes:image", N)
    if picture is not None and not re.search(r"\.(jpg|png)$", picture.get("href", "")):
        yield "the artwork is neither .jpg nor .png"
    if node.findtext("itunes:type", "episodic", N) not in ("episodic", "serial"):
        yield "the type is none of Apple's"
    if not re.fullmatch(r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", node.findtext("podcast:guid", "", N)):
        yield "podcast:guid is no UUIDv5"
    if node.findtext("podcast:locked", "", N) not in ("yes", "no"):
        yield "podcast:locked is neither yes nor no"
    own = [each for each in node.findall("atom:link", N) if each.get("rel") == "self"]
    if len(own) != 1 or own[0].get("type") != "application/rss+xml":
        yield "it does not say where it is itself"
    yield from _explicit(node)
    yield from _date(node, "lastBuildDate")
    for each in node.findall("podcast:person", N):
        if not 0 < len(each.text or "") <= 128:
            yield "a person without a name"
    for each in node.findall("podcast:funding", N):
        if not each.get("url"):
            yield "funding without an address"


def _item(node: Any) -> Iterator[str]:
    yield from _unknown(node, RSS_ITEM)
    yield from _once(node, "title", "enclosure", "guid", "pubDate", "description", "itunes:duration", "itunes:explicit")
    if len((node.findtext("description") or "").encode()) > 4000:
        yield "the description is longer than Apple takes"
    enclosure = node.find("enclosure")
    if enclosure is not None:
        if not APPLE_ENDINGS.search(enclosure.get("url", "")) or enclosure.get("type") not in APPLE_TYPES:
            yield "the enclosure is nothing that Apple plays"
        if not re.fullmatch(r"[1-9]\d*", enclosure.get("length", "")):
            yield "the enclosure has no length"
    if not re.fullmatch(r"[1-9]\d*", node.findtext("itunes:duration", "", N)):
        yield "the duration is not in seconds"
    for name in ("season", "episode"):
        given = node.findtext(f"itunes:{name}", None, N)
        if given is not None and not re.fullmatch(r"[1-9]\d*", given):
            yield f"the {name} is no number from 1"
    if node.findtext("itunes:episodeType", "full", N) not in ("full", "trailer", "bonus"):
        yield "the episode's type is none of Apple's"
    yield from _explicit(node)
    yield from _date(node, "pubDate")
    for each in node.findall("podcast:transcript", N):
        if each.get("type") not in TRANSCRIPTS:
            yield "a transcript of no known type"
    for each in node.findall("podcast:chapters", N):
        if each.get("type") != "application/json+chapters":
            yield "chapters of another type"
    for each in node.findall("podcast:soundbite", N):
        if not 15 <= float(each.get("duration", 0)) <= 120 or float(each.get("startTime", -1)) < 0 or len(each.text or "") > 128:
            yield "a soundbite that is none"
    forms = node.findall("podcast:alternateEnclosure", N)
    if sum(form.get("default") == "true" for form in forms) > 1:
        yield "two defaults"
    for form in forms:
        if not form.get("type") or not form.findall("podcast:source", N) or len(form.get("title", "")) > 32:
            yield "an alternate enclosure without type or source"
        for proof in form.findall("podcast:integrity", N):
            if proof.get("type") != "sri" or not re.fullmatch(r"sha(256|384|512)-[A-Za-z0-9+/]+={0,2}", proof.get("value", "")):
                yield "an integrity that is no SRI"


def _unknown(node: Any, known: set[str]) -> Iterator[str]:
    for child in node:
        if etree.QName(child).namespace is None and child.tag not in known:
            yield f"RSS knows no {child.tag} there"


def _once(node: Any, *names: str) -> Iterator[str]:
    for name in names:
        found = node.findall(name, N)
        if len(found) != 1 or not (found[0].text or found[0].attrib):
            yield f"{len(found)} {name}, or an empty one"


def _explicit(node: Any) -> Iterator[str]:
    if node.findtext("itunes:explicit", "", N) not in ("true", "false"):
        yield "explicit is neither true nor false"


def _date(node: Any, name: str) -> Iterator[str]:
    try:
        if parsedate_to_datetime(node.findtext(name) or "").tzinfo is None:
            yield f"{name} has no zone"
    except ValueError:
        yield f"{name} is no date of RFC 2822"
