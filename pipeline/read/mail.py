"""What an e-mail has around its text: heads, notes of who forwards it, signatures, small print, older mails below an answer."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.read.rows import Row
from pipeline.regex import regex

HEAD = "in an e-mail's head"
NOTE = "a note above a forwarded e-mail"
OLDER = "in the e-mail that is answered"
SALUTATION = "an e-mail's salutation"
SIGNATURE = "in an e-mail's signature"
LONGEST_NOTE, LONGEST_SIGNATURE = 12, 10
"""Lines."""

_HEAD = regex(r"\*?(?:from|to|cc|bcc|sent|date|subject|reply-to|importance|attachments)\*?\s?:\*?\s.{1,200}", re.IGNORECASE)
_FORWARDED = regex(r"[-_ ]*(?:begin )?(?:forwarded|original) (?:message|e-?mail)[-_: ]*", re.IGNORECASE)
_ANSWERED = regex(r"(?:on|am) .{6,60},? .{2,80} (?:wrote|schrieb)\s?:", re.IGNORECASE)
_REPLIES = regex(r"\*?subject\*?\s?:\*?\s*(?:re|aw|sv|antw|r)(?:\[\d+\])?\s?:.*", re.IGNORECASE)
_SALUTATION = regex(r"(?:hi|hello|hey|dear|(?:good )?(?:morning|afternoon|evening))(?: [\w.’'-]+){0,4},", re.IGNORECASE)
_SIGNED = regex(
    r"-- ?|__+|sent from (?:my|outlook|yahoo|proton)\b.{0,60}|get outlook for .{2,20}|(?:kind|best|warm) regards,?|best wishes,?|cheers,|many thanks,",
    re.IGNORECASE,
)
_SMALL_PRINT = regex(
    r"(?:this|the information (?:contained )?in this) e-?mail\b.*\b(?:confidential|intended|privileged)\b.*|"
    r"if you (?:are not the intended recipient|have received this e-?mail in error)\b.*|"
    r"please consider the environment before printing\b.*|(?:\[?external\]?|caution)\s?:? .{0,40}e-?mail (?:originated|came|was sent) from outside\b.*",
    re.IGNORECASE,
)


def alone(line: str) -> str:
    """Why a line by itself belongs to a mail and not to its text; empty for any other."""
    if _FORWARDED.fullmatch(line):
        return HEAD
    return SIGNATURE if _SMALL_PRINT.fullmatch(line) else ""


def decide(rows: Sequence[Row]) -> None:
    """Decide the rows around a mail's text, where a mail's head stands above it."""
    heads = [_HEAD.fullmatch(row.text) is not None for row in rows]
    blocks = [i for i in range(len(rows)) if heads[i] and i + 1 < len(rows) and heads[i + 1]]
    if not blocks:
        return
    for i in blocks:
        for row in rows[i : i + 2]:
            _aside(row, HEAD)
    for row in rows:
        if _SALUTATION.fullmatch(row.text):
            _aside(row, SALUTATION)
    forwarded = next((i for i, row in enumerate(rows) if _FORWARDED.fullmatch(row.text)), 0)
    if _answers(rows, blocks, forwarded):
        forwarded = 0
    first = next((i for i in range(forwarded) if rows[i].reason != HEAD), forwarded)
    for row in rows[first:forwarded] if forwarded - first <= LONGEST_NOTE else ():
        _aside(row, NOTE)
    told = False
    for i, row in enumerate(rows):
        told = told or row.kind == "body"
        if told and _ANSWERED.fullmatch(row.text):
            for each in rows[i:]:
                _aside(each, OLDER)
            break
    for i, row in enumerate(rows):
        if _SIGNED.fullmatch(row.text):
            for each in rows[i : i + LONGEST_SIGNATURE]:
                if each.reason == HEAD:
                    break
                _aside(each, SIGNATURE)


def _answers(rows: Sequence[Row], blocks: Sequence[int], forwarded: int) -> bool:
    """Whether the first mail is an answer, whose news stands above the mail that it answers; that is set aside then."""
    end = next((i for i, row in enumerate(rows) if i >= blocks[0] and row.reason != HEAD), len(rows))
    older = next((i for i in blocks if i > end), 0)
    older = min(filter(None, (forwarded, older)), default=0)
    if not older or not any(_REPLIES.fullmatch(row.text) for row in rows[blocks[0] : end]):
        return False
    for row in rows[older:]:
        if row.reason != HEAD:
            _aside(row, OLDER)
    return True


def _aside(row: Row, reason: str) -> None:
    row.stamp, row.inline = None, False
    row.set("furniture", reason, 0.85)
