"""The objects of JSON, all keys in small letters: what stands in one, in whatever form somebody writes it."""

from __future__ import annotations

import contextlib
import re
from typing import Any

from pipeline.errors import BriefingError
from pipeline.model import Image
from pipeline.read import entries
from pipeline.read.blocks import HALVES, Block
from pipeline.read.entries import one
from pipeline.read.pages import jsonld
from pipeline.read.wires import nitf, tags

Node = dict[str, Any]


def parts(value: Any) -> list[Node]:
    """The objects in a list, or below the keys of an object, all keys in small letters."""
    listed = value if isinstance(value, list) else list(value.values()) if isinstance(value, dict) else []
    return [{key.lower(): each for key, each in part.items()} for part in listed if isinstance(part, dict)]


def said(value: Any) -> str:
    """A text, or the one in what some wrap it: `{"rendered": …}`, `{"main": …}`."""
    if isinstance(value, dict):
        value = next((value[key] for key in ("rendered", "main", "value", "text") if key in value), "")
    return value if isinstance(value, str) and value.strip() else ""


def named(value: Any) -> str:
    """A name, in any of the forms in which it comes."""
    return next(iter(jsonld.names(value)), "")


def word(value: Any) -> str:
    """A text, or the number that some write in its place."""
    return one(str(value)) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def fullest(texts: list[tuple[str, str, str]], name: str) -> tuple[list[Block], tuple[Image, ...]]:
    """The blocks of the text that says most; markup before plain, whose paragraphs are often lost. One that is damaged is passed over."""
    found: list[tuple[int, int, list[Block], tuple[Image, ...]]] = []
    for _, kind, text in texts:
        with contextlib.suppress(BriefingError):
            blocks, images = _blocks(kind, HALVES.sub("", text), name)
            found.append((sum(len(block.text) for block in blocks), len(blocks), blocks, images))
    most = max((length for length, *_ in found), default=0)
    full = [each for each in found if each[0] * 10 >= most * 9]
    return max(full, key=lambda each: (each[1], each[0]))[2:] if full else ([], ())


def _blocks(kind: str, text: str, name: str) -> tuple[list[Block], tuple[Image, ...]]:
    if "nitf" in kind or re.match(r"\s*<(?:\?xml|nitf|body\.content)\b", text):
        whole = text.lstrip()[:5] in ("<?xml", "<nitf")
        told = nitf.body_of(tags.parse(text if whole else f"<nitf><body><body.content>{text}</body.content></body></nitf>", name), name)
        return list(told["blocks"]), told["images"]
    return entries.blocks_of(text, name, text="html" not in kind)
