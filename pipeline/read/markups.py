"""AsciiDoc and Org → Markdown, line by line: headings, lists, quotations, links; not what only their programs read. As many lines as before."""

from __future__ import annotations

import re

from pipeline.regex import regex

LOOK = 4_000
"""Characters that show what it is."""

_ASCIIDOC = regex(r"\A(?:\s|//.*\n|:[\w-]+:.*\n)*={1,2} \S.*\n(?s:.*)^(?:={2,4} \S|:[\w-]+:(?: |$))", re.MULTILINE)
_ORG = regex(r"\A(?s:.*?)^(?:#\+(?:title|author|date|options|startup|filetags):|:PROPERTIES:[ ]*$)", re.IGNORECASE | re.MULTILINE)
_ORG_HEADING = regex(r"^\*{1,4} \S", re.MULTILINE)

# AsciiDoc
_ADOC_LINE = regex(
    r":[\w!-]+:.*|//.*|\[[^\[\]]{0,80}\]|(?:image|video|audio|include|ifdef|ifndef|endif|toc)::.*|\.[A-Z].*|(?:v\d[\w.]*, )?\d{4}-\d\d-\d\d.*|\+"
)
"""Attributes, remarks, what a block is, pictures and their titles, the line of the revision."""
_ADOC_FENCE = regex(r"(?:-{4,}|={4,}|\*{4,}|_{4,}|\+{4,}|\.{4,}|\|===|--)[ ]*")
_ADOC_CODE = frozenset(("----", "....", "++++", "|==="))
_AUTHOR = regex(r"[^\n<>]{2,60} <[^<>\s]+@[^<>\s]+>")
_NOTED = regex(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION):\s.*")
"""To who writes or sets it."""
_ADOC_LINK = regex(r"(?:link:|mailto:)?(?:https?://)?[^\s\[\]]*(?:/|@|\.)[^\s\[\]]*\[([^\[\]]{1,200})\]")
_ADOC_NOTE = regex(r"\s?footnote:\w*\[[^\[\]]*\]")
# Org
_ORG_LINE = regex(r"#(?:\+.*|(?:\s.*)?)|(?:SCHEDULED|DEADLINE|CLOSED):.*|:[\w-]+:(?:\s.*)?|\[fn:[^\[\]]+\].*", re.IGNORECASE)
_ORG_TASK = regex(r"(\*{1,6}) (?:TODO|NEXT|WAITING|DONE|CANCELLED)\b.*")
_ORG_TAGS = regex(r"\s+:[\w@:]+:\s*$")
_ORG_LINK = regex(r"\[\[[^\[\]]{1,400}\]\[([^\[\]]{1,200})\]\]")
_ORG_NOTE = regex(r"\[fn:[^\[\]]*\]")
_ORG_CODE = regex(r"#\+begin_(?:src|example|comment|export)\b.*", re.IGNORECASE)
_ORG_ENDS = regex(r"#\+end_.*", re.IGNORECASE)


def is_one(text: str) -> bool:
    """Whether a text is AsciiDoc or Org, as its head and its headings show."""
    head = text[:LOOK]
    return _ASCIIDOC.search(head) is not None or (_ORG.search(head) is not None and _ORG_HEADING.search(head) is not None)


def as_markdown(text: str) -> str:
    """Such a text as Markdown; any other as it is."""
    if not is_one(text):
        return text
    return "\n".join(_of_asciidoc(text.split("\n")) if _ASCIIDOC.search(text[:LOOK]) else _of_org(text.split("\n")))


def _of_asciidoc(lines: list[str]) -> list[str]:
    found: list[str] = []
    fence, above = "", ""
    for line in map(str.rstrip, lines):
        if fence or (_ADOC_FENCE.fullmatch(line) and (line in _ADOC_CODE or above.startswith("[quote,"))):
            # Code; and what somebody says, whose name stands elsewhere: the anchor would say it.
            fence = "" if line == fence else fence or line
            found.append("")
        elif _ADOC_FENCE.fullmatch(line) or _ADOC_LINE.fullmatch(line) or _AUTHOR.fullmatch(line) or _NOTED.fullmatch(line):
            found.append("")
        elif match := re.match(r"(={1,6}) (?=\S)", line):
            found.append(f"{'#' * len(match[1])} {line[match.end() :]}")
        else:
            found.append(_ADOC_LINK.sub(r"\1", _ADOC_NOTE.sub("", line)))
        above = line
    return found


def _of_org(lines: list[str]) -> list[str]:
    found: list[str] = []
    code = False
    task = 0
    for line in map(str.rstrip, lines):
        heading = re.match(r"(\*{1,6}) (?=\S)", line)
        if heading:
            level = len(heading[1])
            task = level if _ORG_TASK.fullmatch(line) else 0 if not task or level <= task else task
        code = (code or _ORG_CODE.fullmatch(line) is not None) and _ORG_ENDS.fullmatch(line) is None
        if code or task or _ORG_LINE.fullmatch(line.strip()):
            found.append("")
        elif heading:
            found.append(f"{'#' * level} {_ORG_TAGS.sub('', line[heading.end() :])}")
        else:
            found.append(_ORG_NOTE.sub("", _ORG_LINK.sub(r"\1", line)))
    return found
