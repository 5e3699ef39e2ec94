"""JSON-LD in a page: what the publisher itself says is the article, or the live blog with its updates (schema.org)."""

from __future__ import annotations

import json
import re
from collections import deque
from collections.abc import Iterator
from typing import Any

from pipeline.read.blocks import HALVES
from pipeline.text.entities import unescaped

MAX_NODES = 50_000
"""A live blog of 500 updates has some 10,000."""

LIVE = "LiveBlogPosting"
ARTICLES = frozenset(
    "NewsArticle Article ReportageNewsArticle AnalysisNewsArticle AskPublicNewsArticle BackgroundNewsArticle OpinionNewsArticle "
    "ReviewNewsArticle Report BlogPosting SocialMediaPosting TechArticle ScholarlyArticle".split()
)
"""Without AdvertiserContentArticle: what somebody pays for is no news."""
_ELSEWHERE = frozenset(
    "comment comments itemListElement isPartOf hasPart mentions citation relatedLink isBasedOn review reviews liveBlogUpdate about".split()
)
"""Keys below which an article is another one than the page's."""

_WRAPPINGS = ("<!--", "-->", "//", "/*", "*/", "<![CDATA[", "]]>", ";")
"""What sites put around their JSON-LD, from the time when a script had to be hidden."""

Node = dict[str, Any]


def nodes(root: Any) -> list[Node]:
    """All objects in a page's JSON-LD that can be the page's own article, outer ones first. A block that is no JSON is passed over."""
    documents = [_loads(script.text or "") for script in root.iter("script") if "ld+json" in (script.get("type") or "").lower()]
    found: list[Node] = []
    queue: deque[Any] = deque(documents)
    count = 0
    while queue and count < MAX_NODES:
        count += 1
        value = queue.popleft()
        if isinstance(value, list):
            queue += value
        elif isinstance(value, dict):
            found.append(value)
            queue += [inner for key, inner in value.items() if key not in _ELSEWHERE and isinstance(inner, dict | list)]
    return _resolved(found)


def _loads(text: str) -> Any:
    """The value of one block; None for what is no JSON even when it is taken out of its wrapping."""
    bare = _unwrapped(text)
    for attempt in (bare, unescaped(bare)):
        try:
            # Line breaks inside strings are common, and do no harm.
            return json.loads(attempt, strict=False)
        except (ValueError, RecursionError):
            continue
    return None


def _unwrapped(text: str) -> str:
    bare, before = text.strip(), ""
    while bare != before:
        before = bare
        for mark in _WRAPPINGS:
            bare = bare.removeprefix(mark).removesuffix(mark).strip()
    return bare


def _resolved(found: list[Node]) -> list[Node]:
    """The nodes, with authors and publishers that are only named by their @id put in."""
    known = {node["@id"]: node for node in found if isinstance(node.get("@id"), str) and len(node) > 1}
    out = []
    for node in found:
        changed = {
            key: known[value["@id"]] for key in ("author", "publisher", "copyrightHolder") if (value := _reference(node.get(key), known))
        }
        out.append(node | changed)
    return out


def _reference(value: Any, known: dict[str, Node]) -> Node | None:
    one = value[0] if isinstance(value, list) and len(value) == 1 else value
    return one if isinstance(one, dict) and isinstance(one.get("@id"), str) and not one.get("name") and one["@id"] in known else None


def types(node: Node) -> set[str]:
    """A node's types, without the vocabulary's address."""
    given = node.get("@type", [])
    names = given if isinstance(given, list) else [given]
    return {name.rpartition("/")[2].rpartition(":")[2] for name in names if isinstance(name, str)}


def text(node: Node, *keys: str) -> str:
    """The first of these keys that has text: line ends kept, entities resolved."""
    for key in keys:
        value = node.get(key)
        if isinstance(value, list):
            value = "\n\n".join(each for each in (value if key == "articleBody" else value[:1]) if isinstance(each, str))
        if isinstance(value, dict):
            value = value.get("@value") or value.get("text")
        if isinstance(value, str) and value.strip():
            return _unescaped(value)
    return ""


def _unescaped(value: str) -> str:
    """Text without entities (some sites escape twice), and without halves of characters, which no HTML can hold."""
    value = HALVES.sub("", value)
    once = unescaped(value) if "&" in value else value
    return unescaped(once) if re.search(r"&(?:amp|lt|gt|quot|nbsp|#\d+|#x[\da-f]+);", once, re.IGNORECASE) else once


def line(node: Node, *keys: str) -> str:
    """The same on one line, without markup."""
    return " ".join(re.sub(r"</?\w[^<>]*>", "", text(node, *keys)).split())


def names(value: Any) -> list[str]:
    """The names of persons or organisations in a value, in any of the forms in which they come."""
    if isinstance(value, str):
        return [] if re.match(r"https?://", value) else [" ".join(_unescaped(value).split())]
    if isinstance(value, list):
        return list(dict.fromkeys(name for each in value for name in (names(each) if not isinstance(each, list) else [])))
    if isinstance(value, dict):
        return names(value.get("name")) if isinstance(value.get("name"), str | list) else []
    return []


def url(node: Node) -> str:
    """Where a node says that it can be read."""
    for key in ("url", "mainEntityOfPage", "@id"):
        value = node.get(key)
        value = value.get("@id") or value.get("url") if isinstance(value, dict) else value
        if isinstance(value, str) and re.match(r"https?://", value):
            return value
    return ""


def updates(found: list[Node]) -> tuple[Node | None, list[Node]]:
    """The live blog and all its updates, each once; pages may spread them over several blocks."""
    blogs = [node for node in found if LIVE in types(node)]
    out: dict[tuple[str, ...], Node] = {}
    for blog in blogs:
        for update in _flat(blog.get("liveBlogUpdate")):
            key = (line(update, "headline", "name"), line(update, "datePublished"), text(update, "articleBody", "text"))
            if any(key):
                out.setdefault(key, update)
    return (blogs[0] if blogs else None), list(out.values())


def _flat(value: Any, depth: int = 0) -> Iterator[Node]:
    """Updates, whether they come as one, as a list, or as an ItemList of list entries."""
    if depth > 3:
        return
    if isinstance(value, list):
        for each in value:
            yield from _flat(each, depth + 1)
    elif isinstance(value, dict) and "itemListElement" in value:
        yield from _flat(value["itemListElement"], depth + 1)
    elif isinstance(value, dict):
        yield value["item"] if isinstance(value.get("item"), dict) else value


def article(found: list[Node], title: str, address: str) -> Node | None:
    """The page's own article: the one that bears its address or its title, else the one with the most text."""
    candidates = [node for node in found if types(node) & ARTICLES or (LIVE in types(node) and text(node, "articleBody"))]

    def likeness(node: Node) -> tuple[bool, bool, int]:
        headline = line(node, "headline", "name").lower()
        same_title = bool(headline) and (headline in title.lower() or title.lower() in headline) if title else False
        return (bool(address) and url(node).rstrip("/") == address.rstrip("/"), same_title, len(text(node, "articleBody")))

    return max(candidates, key=likeness, default=None)
