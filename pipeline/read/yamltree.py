"""YAML (and JSON, which is YAML) with the line of every value, for files that people write: plain values only, and nothing that can blow up."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from pipeline.errors import BriefingError
from pipeline.regex import regex

MAX_CHARS = 2_000_000
"""A day's items have some tens of thousands; YAML is read at about 1 MB a second."""
MAX_DEPTH = 20
"""Levels; a list of items has five."""

_REMEDIES = (
    ("mapping values are not allowed", "Put quotation marks around a text that has a colon in it"),
    ("indicator", "Set the keys of an item one below the other, with the same number of spaces and no tabs"),
    ("expected <block end>", "Set the keys of an item one below the other, with the same number of spaces and no tabs"),
)
"""What to do about the parser's words for the slips that people make."""
_INTEGER = regex(r"[-+]?\d{1,12}")
_PLAIN_TAGS = {"tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq", "!"}
_JSON = regex(r"\s*[\[{]")
_PAIR = regex(r"(?<!\\)((?:\\\\)*)\\u([dD][89abAB][0-9a-fA-F]{2})(?:\\u([dD][c-fC-F][0-9a-fA-F]{2}))?")
"""JSON writes what lies beyond the basic plane as two escapes; YAML has no such pairs."""


@dataclass(slots=True)
class Node:
    """A value and where it stands."""

    value: str | list[Node] | dict[str, Node] | None
    first: int
    """1-based line."""
    last: int
    key_line: int = 0
    """The line of its key, for a value of a mapping."""
    style: str = ""
    """Of a scalar: empty for a plain one, else `'`, `"`, `|` or `>`."""

    def plain(self, key: str = "") -> Any:
        """The value as a validator takes it. What has no quotes is a number or a truth where its key asks for one, and else text as written:
        `time: 15:25` is no sum of seconds, and `title: No` no denial.
        """
        if isinstance(self.value, list):
            return [each.plain() for each in self.value]
        if isinstance(self.value, dict):
            return {name: each.plain(name) for name, each in self.value.items() if each.value is not None}
        if self.value is None or self.style:
            return self.value
        if key in NUMBERS and _INTEGER.fullmatch(self.value):
            return int(self.value)
        return self.value.lower() == "true" if key in TRUTHS and self.value.lower() in ("true", "false") else self.value

    def at(self, path: list[str]) -> Node:
        """The value at a path, or the nearest above it."""
        node = self
        for step in path:
            below: Node | None = None
            if isinstance(node.value, dict):
                below = node.value.get(step)
            elif isinstance(node.value, list) and step.isdigit() and int(step) < len(node.value):
                below = node.value[int(step)]
            if below is None:
                return node
            node = below
        return node


NUMBERS = ("importance",)
"""The keys whose value is a whole number."""
TRUTHS = ("pin", "skip")
"""The keys whose value is true or false."""


def load(text: str, name: str) -> Node:
    """The tree of a file's text. Raises BriefingError with file and line for what is not YAML, and for anchors, aliases and foreign tags."""
    if len(text) > MAX_CHARS:
        what = f"the list has {len(text) / 1e6:.1f} million characters; at most {MAX_CHARS // 1_000_000} million are read"
        raise BriefingError(what, where=name, remedy="Keep one day's items in it")
    if _JSON.match(text):
        text = _PAIR.sub(_character, text)
    builder = _Builder(name)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        # Events only: neither loader makes objects here.
        events = yaml.parse(text, Loader=loader)
        for event in events:
            builder.take(event)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a version with more digits than Python reads
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        where = f"{name}:{mark.line + 1}" if mark else name
        what = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
        kind = "JSON" if _JSON.match(text) else "YAML"
        remedy = next((remedy for sign, remedy in _REMEDIES if kind == "YAML" and sign in what), "Mend that line")
        raise BriefingError(f"not valid {kind}: {what}", where=where, remedy=remedy) from error
    return builder.root()


class _Builder:
    """Puts parser events together to a tree, without recursion."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.open: list[tuple[Node, list[Node]]] = []
        """Collections that have not ended, each with the keys that wait for their values."""
        self.done: list[Node] = []

    def fail(self, what: str, line: int, remedy: str) -> BriefingError:
        return BriefingError(what, where=f"{self.name}:{line}", remedy=remedy)

    def take(self, event: yaml.Event) -> None:
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            raise self.fail("anchors (&) and aliases (*) are not read", line, "Write the value out; put a text that begins so in quotes")
        tag = getattr(event, "tag", None)
        if tag and tag not in _PLAIN_TAGS:
            raise self.fail(
                f"the tag {tag} is not read: not valid YAML for a list", line, "Take it out; put a text that begins with ! in quotes"
            )
        if isinstance(event, yaml.ScalarEvent):
            self.add(_scalar(event, line))
        elif isinstance(event, yaml.CollectionStartEvent):
            if len(self.open) >= MAX_DEPTH:
                raise self.fail("nested too deeply", line, f"A list has at most {MAX_DEPTH} levels")
            empty: dict[str, Node] | list[Node] = {} if isinstance(event, yaml.MappingStartEvent) else []
            self.open.append((Node(empty, line, line), []))
        elif isinstance(event, yaml.CollectionEndEvent):
            node, _ = self.open.pop()
            node.last = max(node.first, event.end_mark.line + 1 if event.end_mark else line)
            self.add(node)

    def add(self, node: Node) -> None:
        """A finished value to where it belongs."""
        if not self.open:
            self.done.append(node)
            return
        above, keys = self.open[-1]
        if isinstance(above.value, list):
            above.value.append(node)
        elif isinstance(above.value, dict):
            if not keys:
                if not isinstance(node.value, str):
                    raise self.fail("a key is not a word", node.first, "Write 'key: value'")
                if node.value in above.value:
                    raise self.fail(f'"{node.value}" stands twice', node.first, "Keep one of the two")
                keys.append(node)
            else:
                key = keys.pop()
                node.key_line = key.first
                above.value[str(key.value)] = node

    def root(self) -> Node:
        if len(self.done) != 1:
            what = "the file holds no value" if not self.done else "the file holds several documents"
            raise self.fail(what, 1, "Write one list, without '---' in between")
        return self.done[0]


def _scalar(event: yaml.ScalarEvent, line: int) -> Node:
    style = event.style or ""
    last = event.end_mark.line + 1 if event.end_mark else line
    value: str | None = event.value
    if not style and event.value.lower() in ("", "null", "~"):
        value = None
    # A block ends where the next thing begins.
    return Node(value, line, max(line, last - 1) if style in ("|", ">") else max(line, last), style=style)


def _character(pair: re.Match[str]) -> str:
    """The character of a pair of escapes; one that has lost its other half stands for nothing."""
    if not pair[3]:
        return f"{pair[1]}\ufffd"
    return pair[1] + chr(0x10000 + ((int(pair[2], 16) - 0xD800) << 10) + int(pair[3], 16) - 0xDC00)


def texts(node: Node, source: list[str]) -> Iterator[tuple[str, int, int]]:
    """The paragraphs of a text with the lines on which they stand in the file."""
    from pipeline.read.blocks import paragraphs

    if not isinstance(node.value, str):
        return
    at = node.first + (node.style in ("|", ">"))
    found = paragraphs(node.value)
    for text, first, last in found:
        if node.style == "|":
            yield text, at + first, at + last
            continue
        if len(found) == 1:
            yield text, at, max(at, node.last)
            continue
        # Folded and quoted texts have lost their line ends: the line that has the first words.
        opening = " ".join(text.split()[:3])
        at = next((n for n in range(at, node.last + 1) if opening in " ".join(source[n - 1].split())), at)
        yield text, at, at
