"""What every kind of feed has in common: the HTML or the text of an entry → blocks, without what blog systems put around it."""

from __future__ import annotations

import re

from pipeline.errors import BriefingError
from pipeline.model import Image
from pipeline.read.blocks import Block, full_stop, paragraphs
from pipeline.read.pages import tree
from pipeline.text.entities import unescaped

MAX_ENTRIES = 500
"""A feed has some twenty to a hundred; one with more is an archive, and its first are read."""

MAX_TAGS = 300_000
"""Of XML and of the HTML in it; a feed has some thousands. feedparser takes 10 s for so many."""

_MARKUP = re.compile(r"</?[A-Za-z][^<>]*>|&(?:#\d+|#x[\da-fA-F]+|[A-Za-z]+\d*);")
_NO_IMAGES: tuple[Image, ...] = ()
# What blog systems put behind a teaser.
_TEASER = re.compile(
    r"^the post .{0,300} (?:first )?appeared (?:first )?on .{0,200}$|^this (?:article|post|story) .{0,200} appeared (?:first )?on .{0,200}$"
    r"|^(?:continue reading|read (?:more|the (?:full|whole|rest)|full|on))\b.{0,200}$|^\[?(?:link|comments|more)\]?$",
    re.IGNORECASE,
)
_CUT = re.compile(
    r"\s*(?:\[\s*(?:…|\.\.\.|&hellip;)\s*\]|(?:…|\.\.\.)\s*(?:\(?(?:more|read more|continue reading)\)?\W*))\s*$", re.IGNORECASE
)


def refuse_too_large(tags: int, name: str) -> None:
    """Raise BriefingError for a feed with so many tags that reading them would take minutes."""
    if tags > MAX_TAGS:
        raise BriefingError(f"the feed is too large: more than {MAX_TAGS:,} tags", where=name, remedy="Give a feed of the day's news")


def told(blocks: list[Block], heading: str) -> tuple[Block, ...]:
    """An entry's blocks without its heading once more and without scissors; one that has nothing else tells its heading."""
    found = [_without_cut(block) for block in tree.drop_repeated(blocks, heading)]
    if heading and not any(block.kind in ("", "body") for block in found):
        found.append(Block(full_stop(heading), "body", "an entry that is only a headline"))
    return tuple(found)


def blocks_of(value: str, name: str, *, text: bool = False) -> tuple[list[Block], tuple[Image, ...]]:
    """The blocks and the pictures of an entry's content, HTML or plain `text`."""
    if text and not _MARKUP.search(value):
        blocks, images = _lines(value), _NO_IMAGES
    else:
        # Escaped twice is common: `&lt;p&gt;` in what the feed calls HTML.
        blocks, images = _tree(value if re.search(r"<[a-zA-Z!/]", value) else unescaped(value), name)
    return [Block(block.text, "promo", "a feed's own remark") if _TEASER.match(block.text) else block for block in blocks], images


def _lines(value: str) -> list[Block]:
    return [Block(text) for text, _, _ in paragraphs(value)]


def _tree(value: str, name: str) -> tuple[list[Block], tuple[Image, ...]]:
    if "<" not in value:
        return _lines(value), _NO_IMAGES
    return tree.fragment(value, name)


def _without_cut(block: Block) -> Block:
    """A teaser's text without the sign that it was cut off ("[…]")."""
    text = _CUT.sub("", block.text)
    return block if text == block.text else Block(f"{text.rstrip(' ,;:–—-')}…" if text else "", block.kind, block.reason)


def plain(value: str, name: str) -> str:
    """A title or a line of rights as plain text, on one line."""
    if _MARKUP.search(value):
        blocks, _ = _tree(value, name) if re.search(r"<[a-zA-Z/]", value) else ([Block(unescaped(value))], ())
        value = " ".join(block.text.removesuffix(".") if block.kind == "entry" else block.text for block in blocks)
    return " ".join(value.split())


def one(value: object) -> str:
    """A text on one line; what is none is empty."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def web(value: object) -> str:
    """An address, if it is one of the web."""
    return value.strip() if isinstance(value, str) and re.match(r"\s*https?://", value) else ""
