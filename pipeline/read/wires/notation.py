"""JSON with stories in it: where they stand, and what each is in (`ninjs`, `api`)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from pipeline.errors import BriefingError
from pipeline.read import entries
from pipeline.read.entries import one
from pipeline.read.wires import api, ninjs
from pipeline.read.wires.nodes import Node, parts
from pipeline.read.wires.story import Story
from pipeline.regex import regex

REMEDY = "Get the file again"
DEPTH = 8
"""Levels down to a story; an answer has up to five."""

_AROUND = (
    "item items articles results response data hits _source docs documents posts stories news value entries newsitems @graph itemlistelement"
).split()
"""Keys below which APIs put their stories."""
_SIGNS = regex(r'"(?:versioncreated|pubstatus|publishedAt|webPublicationDate|articleBody|liveBlogUpdate|body_html)"\s*:', re.IGNORECASE)


def is_one(text: str) -> bool:
    """Whether a text is JSON with stories in it, or what an API answers instead; for damaged JSON, whether it has the keys of one."""
    try:
        value = _loads(text)
        return next(_found(value, 0), None) is not None or _answered(value) is not None
    except (ValueError, RecursionError):
        return _SIGNS.search(text) is not None


def stories(text: str, name: str) -> list[Story]:
    """The stories in a JSON text, wherever an API puts them. Raises BriefingError for what is no JSON."""
    entries.refuse_too_large(text.count("<") + text.count("\\u003c"), name)
    try:
        value = _loads(text)
    except json.JSONDecodeError as error:
        raise BriefingError(f"not valid JSON: {error.msg}", where=f"{name}:{error.lineno}", remedy=REMEDY) from error
    except (RecursionError, ValueError) as error:
        raise BriefingError("nested too deeply, or it holds a number that is none", where=name, remedy=REMEDY) from error
    if message := _answered(value):
        raise BriefingError(
            f"the service sent no stories but a message: {message[:200]}", where=name, remedy="Ask it again, and look at what is sent"
        )
    return [each for node in _found(value, 0) for each in _stories(node, name)][: entries.MAX_ENTRIES]


def _answered(value: Any) -> str | None:
    """What an API says where it sends no stories: its message, or nothing for an empty list of them; None for what is no such answer."""
    inside = value.get("response") if isinstance(value, dict) else None
    node = inside if isinstance(inside, dict) else value if isinstance(value, dict) else {}
    said = next((one(node[key]) for key in ("message", "error", "error_message") if one(node.get(key))), "")
    if said and ("code" in node or "error" in node or node.get("status") in ("error", "fail", "failed")):
        return said
    return "" if node.get("status") == "ok" and next((key for key in ("articles", "results") if node.get(key) == []), None) else None


def _loads(text: str) -> Any:
    """The value of a text; a list for one that has a value on each line."""
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        if not error.msg.startswith("Extra data"):
            raise
        try:
            return [json.loads(line, strict=False) for line in text.splitlines() if line.strip()]
        except json.JSONDecodeError:
            raise error from None


def _found(value: Any, depth: int) -> Iterator[Node]:
    """The stories in a value, all keys in small letters: it is one, it lists some, or they stand below a key that APIs have for it."""
    if depth > DEPTH:
        return
    if isinstance(value, list):
        for each in value:
            yield from _found(each, depth + 1)
    elif isinstance(value, dict):
        node = {key.lower(): each for key, each in value.items()}
        if ninjs.is_one(node) or api.is_one(node):
            yield node
            return
        for key in _AROUND:
            yield from _found(node.get(key), depth + 1)


def _stories(node: Node, name: str) -> Iterator[Story]:
    if ninjs.is_one(node):
        yield ninjs.story(node, name)
        yield from (
            each
            for inner in parts(node.get("associations"))
            if ninjs.is_one(inner) and ninjs.kind(inner) == "text"
            for each in _stories(inner, name)
        )
        return
    posts = node.get("liveblogupdate") or (node["blocks"].get("body") if isinstance(node.get("blocks"), dict) else None)
    story = api.story(node, name)
    updates = [api.post(each, story, name) for each in parts(posts)]
    yield from updates or [story]
