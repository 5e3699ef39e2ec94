"""Markdown as Obsidian and Notion write it: links in double brackets, remarks, tasks, properties of the page."""

from __future__ import annotations

import re

from pipeline.regex import regex

TASK = "a task of the newsroom"
REMARK = "a remark of the notebook"
EMBED = "a picture or a note of the notebook"
CALLOUT = "a box of the notebook"
PROPERTIES = "the properties of the page"

_EMBED = regex(r"!\[\[[^\[\]\n]{1,300}\]\]")
_LINK = regex(r"(?<!!)\[\[(?:[^\[\]|\n]{1,300}\|)?([^\[\]|\n]{1,300})\]\]")
_REMARK = regex(r"%%.{0,5000}?%%", re.DOTALL)
_ALONE = regex(rf"^(?:%%[^%\n]+%%|{_EMBED.pattern})[ \t]*$", re.MULTILINE)
"""On a line of its own it is accounted for as that."""
_WITHIN = regex(rf"{_REMARK.pattern}|{_EMBED.pattern}", re.DOTALL)
_COMMAND = regex(r"\{\{[<%].{0,500}?[>%]\}\}")
"""To a site's own machine: `{{< figure src="tram.jpg" >}}`."""
_STATUS = regex(
    r"(?:(?<=\n\n)|(?<=\A))((?:#{1,6} [^\n]*\n+)?)(?:status|owner|assignee|assigned to|reporter|editor|slug|deadline|due|word count): [^\n.]{1,60}\n(?=\S)",
    re.IGNORECASE,
)
"""A desk's own line above a paragraph."""
_MARKED = regex(r"==(?=\S)([^=\n]{1,500})(?<=\S)==")
_ANCHOR = regex(r"[ \t]\^[\w-]{1,40}[ \t]*$", re.MULTILINE)
_TAG = regex(r"(?<=[^\s#])[ \t]+#[A-Za-z][\w/-]{1,40}(?=[\s.,;]|$)", re.MULTILINE)
_TASK = regex(r"\[[ xX/-]\]\s")
_CALLOUT = regex(r"\[![a-z]+\][+-]?(?:\s|$)", re.IGNORECASE)
_PROPERTY = regex(
    r"(?:created|last edited|edited|status|tags?|owner|assign(?:ee)?|due|date|priority|type|category|author|by|url|parent|related|source|"
    r"topics?)(?: by| time)?: .*",
    re.IGNORECASE,
)
PROPERTY_LINES = 2
"""So many lines `Key: value` in one paragraph are properties."""


def plain(text: str) -> str:
    """A Markdown text without what only a notebook reads; as many lines as before."""
    alone = {found.start() for found in _ALONE.finditer(text)}
    text = _WITHIN.sub(lambda found: found.group() if found.start() in alone else "\n" * found.group().count("\n"), text)
    text = _STATUS.sub(r"\1\n", _COMMAND.sub("", _LINK.sub(lambda found: found[1], text)))
    return _TAG.sub("", _ANCHOR.sub("", _MARKED.sub(r"\1", text)))


def aside(text: str, source: str) -> str:
    """Why a paragraph or a list's entry belongs to the notebook and not to its news; empty for any other. `source` has its line breaks."""
    if _ALONE.fullmatch(source):
        return REMARK if source.startswith("%") else EMBED
    if _TASK.match(text):
        return TASK
    if _CALLOUT.match(text):
        return CALLOUT
    lines = source.split("\n")
    return PROPERTIES if len(lines) >= PROPERTY_LINES and all(map(_PROPERTY.fullmatch, lines)) else ""
