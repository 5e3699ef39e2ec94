"""Whether a pasted page is one article, told as it stands: its title and who wrote it or when stand above the text, and nothing says that it is a live blog."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Line
from pipeline.read import digests
from pipeline.read.papers import RELEASE
from pipeline.read.rows import BYLINE, TITLE
from pipeline.read.stamps import DATE, whole

ONE = "an article, with its title and who issued it above"
"""The reason of its start."""
MENU = 3
"""So many parts with strokes between them make a menu: `Valley Live | News | Travel`."""

# "Where owls live" is no live blog.
_LIVE = re.compile(
    r"(?-i:\bLIVE\b)|^live\b|\blive\s?[:–—|-]|\blive (?:updates?|blog|coverage|feed|text|report(?:ing)?|page|latest)\b|[:–—|,-]\s?live\W*$|"
    r"^\W*\w+ live\W*$|\b(?:all|rolling|latest) (?:the )?updates\b|[:–—-] (?:the )?(?:latest )?updates\b|^(?:latest )?updates\b|\bas it happened\b|"
    r"\bwhat (?:has )?happened\b|\bwhat we know\b|\bminute by minute\b|\bhour by hour\b|\bunfolded\b|\btimeline\b|\blatest$",
    re.IGNORECASE,
)
_WHEN = re.compile(rf"(?:(?:first )?(?:published|posted|updated|last (?:updated|modified))\b.{{0,40}}?)?{DATE}", re.IGNORECASE)


def title_of(lines: Sequence[Line]) -> str:
    """The title of a classified source that is one article; empty for any other."""
    body = [i for i, line in enumerate(lines) if line.kind == "body"]
    title = next((line.text for line in lines[: body[0]] if line.reason == TITLE), "")
    # Between a standfirst and the first paragraph stands who wrote it, too.
    head = [line for line in lines[: (body[1:] or body)[0]] if line.kind in ("heading", "furniture", "stamp")]
    if (
        not title
        or not any(_signs(line) for line in head)
        or any(_LIVE.search(line.text) and line.text.count("|") + 1 < MENU for line in head)
    ):
        return ""
    if any(line.kind == "stamp" for line in lines[(body[1:] or body)[0] : body[-1]]):
        return ""
    sections = sum(line.reason == digests.ON_TOP for line in lines)
    return "" if sections >= digests.NUMBERED or digests.called_so(lines) else title


def _signs(line: Line) -> bool:
    """Whether a line in the head says who wrote the text, who issued it, or when."""
    stamp = whole(line.text)
    return line.reason in (BYLINE, RELEASE) or (stamp is not None and bool(stamp.date or stamp.ago)) or _WHEN.match(line.text) is not None
