"""Text and markup as a feed may carry them: nothing that an XML reader refuses, nothing that runs, nothing that turns the line around."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from typing import Any
from urllib.parse import urlsplit

from pipeline.regex import regex

_REFUSED = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
"""What XML 1.0 does not allow or advises against."""

_TURNING = regex("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that change the direction of writing: a title that ends in one turns the words behind it around, in whoever shows it."""

KEPT = frozenset({"p", "ol", "ul", "li", "a", "br", "strong", "em", "b", "i", "h2", "h3", "blockquote", "time"})
"""Tags of the notes that stay: Apple's (p, ol, ul, li, a), and what others show as well. Of other tags the words stay."""

DROPPED = frozenset(
    {"script", "style", "head", "template", "noscript", "svg", "math", "iframe", "object", "embed", "audio", "video", "form"}
)
"""Tags that go with all that is in them."""

BLOCKS = ("p", "ol", "ul", "h2", "h3", "blockquote")

LONGEST_BYTES = 4000
"""Of a description: Apple's limit."""


def line(text: str) -> str:
    """A text in one line."""
    return " ".join(_TURNING.sub("", _REFUSED.sub(" ", text)).split())


def lines(text: str) -> str:
    """A text with its line breaks."""
    rows = [" ".join(row.split()) for row in _TURNING.sub("", _REFUSED.sub(" ", text)).splitlines()]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(rows)).strip()


def cut(text: str, bytes_: int = LONGEST_BYTES) -> str:
    """A text of at most so many bytes, cut between words, with an ellipsis."""
    if len(text.encode()) <= bytes_:
        return text
    short = text.encode()[: bytes_ - 3].decode("utf-8", "ignore")
    return (short.rsplit(None, 1)[0] if re.search(r"\s", short) else short).rstrip() + "…"


def paragraphs(text: str) -> tuple[str, ...]:
    """A plain text as blocks of HTML: a paragraph ends at an empty line."""
    parts = re.split(r"\n\s*\n", lines(text))
    return tuple(f"<p>{'<br>'.join(escape(row, quote=False) for row in part.splitlines())}</p>" for part in parts if part.strip())


def within(blocks: Sequence[str], bytes_: int = LONGEST_BYTES) -> str:
    """The first blocks that so many bytes hold, none of them cut, but that a list loses its last rows before another block goes: long sources leave
    room for what is said behind them.
    """
    kept: list[str] = []
    for block in _with_shorter_lists(blocks, bytes_):
        if len("\n".join([*kept, block]).encode()) > bytes_:
            break
        kept.append(block)
    return "\n".join(kept)


def _with_shorter_lists(blocks: Sequence[str], bytes_: int) -> list[str]:
    from lxml import etree
    from lxml import html as parser

    found = list(blocks)
    over = len("\n".join(found).encode()) - bytes_
    for n in range(len(found) - 1, -1, -1):
        if over <= 0 or not found[n].startswith(("<ul", "<ol")):
            continue
        tree, before = parser.fragment_fromstring(found[n]), len(found[n].encode())
        for row in reversed(list(tree)[1:]):  # one stays: a heading stands in front of it
            if before - len(found[n].encode()) >= over:
                break
            tree.remove(row)
            found[n] = etree.tostring(tree, method="html", encoding="unicode").strip()
        over -= before - len(found[n].encode())
    return found


def blocks(html: str) -> tuple[str, ...]:
    """The notes as blocks of HTML, each whole, with nothing in them but KEPT and links to the web.

    A page is taken as its body. What stands outside a block becomes a paragraph.
    """
    from lxml import etree
    from lxml import html as parser

    if not html.strip():
        return ()
    try:
        tree = parser.document_fromstring(_REFUSED.sub(" ", html))
    except (etree.ParserError, ValueError):  # nothing in it but comments or white space
        return ()
    body = tree.find(".//body")
    root: Any = tree if body is None else body
    _strip(root)
    found: list[str] = []
    loose = _text(root.text)
    for child in list(root):
        tail, child.tail = _text(child.tail), None
        written = etree.tostring(child, method="html", encoding="unicode").strip()
        if child.tag in BLOCKS:
            found += [f"<p>{loose.strip()}</p>"] * bool(loose.strip()) + [written]
            loose = tail
        else:
            loose += written + tail
    found += [f"<p>{loose.strip()}</p>"] * bool(loose.strip())
    return tuple(_TURNING.sub("", block) for block in found)


def _text(text: str | None) -> str:
    return escape(text or "", quote=False)


def _strip(root: Any) -> None:
    """Take out of a tree what may not stay."""
    for element in list(root.iter()):
        if element is root or element.getparent() is None:
            continue
        if not isinstance(element.tag, str) or element.tag in DROPPED:
            element.drop_tree()
        elif element.tag not in KEPT:
            element.drop_tag()
        else:
            href = (element.get("href") or "").strip()
            for name in list(element.attrib):
                del element.attrib[name]
            if element.tag == "a" and _leads_out(href):
                element.set("href", href)
            elif element.tag in ("a", "time"):
                element.drop_tag()


def _leads_out(href: str) -> bool:
    try:
        parts = urlsplit(href)
    except ValueError:
        return False
    return parts.scheme in ("http", "https", "mailto") and bool(parts.netloc or parts.path)
