"""A channel or a chat as Telegram exports it (`messages.html`): each post is an item, with its time and who wrote it."""

from __future__ import annotations

from typing import Any

from pipeline.model import Origin
from pipeline.read import chats
from pipeline.read.blocks import Block, Item
from pipeline.read.pages import tree
from pipeline.regex import regex

_POSTS = ".//div[contains(concat(' ', @class, ' '), ' history ')]/div[contains(concat(' ', @class, ' '), ' message default ')]"
_WHEN = regex(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?")


def items(root: Any) -> list[Item]:
    """The posts of an export, in its order; none for any other page. A post below another of the same writer does not name him again."""
    channel = _first(root, "page_header", "text")
    found, writer = [], ""
    for post in root.xpath(_POSTS):
        writer = _first(post, "body", "from_name") or writer
        when = _WHEN.search(next(iter(post.xpath(".//div[contains(@class, 'date')]/@title")), ""))
        published = f"{when[3]}-{when[2]}-{when[1]}T{when[4]}{when[5] or ''}" if when else ""
        text = next(iter(post.xpath(".//div[@class='text']")), None)
        blocks = tree.blocks_of(text) if text is not None else []
        remark = len(blocks) == 1 and chats.is_remark(blocks[0].text)
        found.append(
            Item(
                tuple(Block(block.text, "furniture", chats.REMARK) if remark else block for block in blocks),
                byline="" if writer == channel else writer,
                origin=Origin(publisher=channel, published=published),
                reason="a post of the export",
            )
        )
    return found


def _first(element: Any, around: str, of: str) -> str:
    """The words of the first part of a class within the first of another."""
    found = element.xpath(f".//div[contains(@class, '{around}')]//div[contains(concat(' ', @class, ' '), ' {of} ')]")
    return tree.words(found[0]) if found else ""
