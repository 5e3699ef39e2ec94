"""What readers write below a page: known by the button under it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.read.rows import Row
from pipeline.regex import regex

COMMENT = "a reader's comment"
LONGEST = 8
"""Paragraphs of one comment."""

_REPLY = regex(r"reply|reply to .{2,40}", re.IGNORECASE)
_BUTTON = regex(
    r"(?:like|likes|liked by .*|recommend|share|flag|report|upvote|downvote|thumbs (?:up|down))?\s?\(?\d*\)?|\d{1,2}\s?[smhdwy]",
    re.IGNORECASE,
)


def decide(rows: Sequence[Row]) -> None:
    """Decide the paragraphs right above a button `Reply`."""
    for i, row in enumerate(rows):
        if not _REPLY.fullmatch(row.text):
            continue
        above = i - 1
        while above >= 0 and _BUTTON.fullmatch(rows[above].text):
            above -= 1
        for row in reversed(rows[max(0, above + 1 - LONGEST) : above + 1]):
            if row.kind != "body":
                break
            row.set("furniture", COMMENT, 0.8)
