"""Exports of a newsroom's chat: what colleagues say to each other is not news."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.read.bylines import is_name
from pipeline.read.rows import BYLINE, Row
from pipeline.regex import regex

REMARK = "what a colleague says in the chat"
LONGEST_SYSTEM = 140
"""Characters."""
NAMED = 3
"""So many times with a name beside them make a chat."""
_TO_SOMEBODY = regex(r"@\w.*(?:\?|[^.!?…])$")
_SYSTEM = regex(
    r".{2,40} (?:created (?:this )?group\b.*|added .{2,80}|left|joined using (?:this group's|a group|an) invite.*|pinned a message|removed .{2,80}|"
    r"changed (?:the|this) (?:group|subject|icon|settings)\b.*)|.*\bsecurity code (?:with .* )?changed\b.*|(?:missed )?(?:voice|video) call\b.*",
    re.IGNORECASE,
)
"""What the service itself says in an export."""
_GREETED = regex(
    r"(?:good )?(?:morning|afternoon|evening|hi|hello|hey)(?: (?:all|everyone|team|folks))?[!,.] "
    r"(?:.{2,80}\?|(?:what|who|anyone|anybody|any|can|could)\b[^.!?]{2,60})",
    re.IGNORECASE,
)
_SMALL = regex(r"(?::[\w+-]+:\s?)*(?:[a-z].*(?:\?|[^.!…])$|$)|(?:thanks|thx|ok|okay|cheers|sure|will do|on it)\b.*\?$")
_ATTACHED = regex(r"\S.{0,80}\.\w{3,4} \((?:file attached|Datei angehängt)\)|null|<attached: .{3,80}>|https?://\S+", re.IGNORECASE)
_NOD = regex(
    r"(?:good )?(?:morning|afternoon|evening|thanks|thank you|thx|ok|okay|cheers|nice|great|got it|will do|done|yes|no|sure|agreed|on it|noted|hi|hello|hey)"
    r"(?:,? [\w’']+){0,2}[\W_]*",
    re.IGNORECASE,
)


def decide(rows: Sequence[Row]) -> None:
    """Decide the names above the times of a chat, and the remarks right below: to somebody by name, a question in small letters, thanks."""
    polled = False
    for row in rows:
        polled = row.text.endswith(": POLL:") if row.inline or row.reason == REMARK else polled and not row.stamp
        if polled and row.reason != REMARK:
            row.set("furniture", REMARK, 0.8)
    above = [
        name for name, row in pairwise(rows) if name.open and row.stamp and row.stamp.timed and not row.stamp.name and is_name(name.text)
    ]
    if len(above) >= NAMED:
        for name in above:
            name.set("furniture", BYLINE, 0.8)
    elif sum(bool(row.stamp and row.stamp.name) for row in rows) < NAMED:
        return
    waiting = False
    for row in rows:
        if row.stamp:
            waiting = row.stamp.timed and (bool(row.stamp.name) or len(above) >= NAMED)
        elif row.open or row.kind == "body":
            if waiting and is_remark(row.text):
                row.set("furniture", REMARK, 0.8)
            waiting = False


def is_remark(text: str) -> bool:
    """True for a post that is only meant for colleagues."""
    return bool(
        _TO_SOMEBODY.fullmatch(text)
        or _ATTACHED.fullmatch(text)
        or _SMALL.fullmatch(text)
        or _NOD.fullmatch(text)
        or _GREETED.fullmatch(text)
        or text == "POLL:"
    )


def is_system(text: str) -> bool:
    """True for what the service says behind a time: who has joined, who called."""
    return len(text) <= LONGEST_SYSTEM and _SYSTEM.fullmatch(text) is not None
