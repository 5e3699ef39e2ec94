"""What a newsroom's `kind` of an item does: `brief` goes to In brief, `background` behind the news, a `correction` is told as one.

Any other word is kept and has no effect. What a human pinned or gave an importance keeps its place all the same.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.edit.weight import PUBLIC, weight
from pipeline.model import Update

BRIEF, BACKGROUND, CORRECTION = "brief", "background", "correction"
CORRECTED = "Now a correction."
"""The show's own words before one."""


_EXPLAINS = re.compile(
    r"(?:while we wait[:,] )?(?:(?:who|what) (?:is|are|was|were|happened (?:at|to))\b|(?:how|why)\b)|.*\b(?:explained|explainer|in brief|in profile)$"
    r"|(?:profile|background|timeline|explainer|analysis|context)(?:\s?[:–—]|$)",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:(?:in|on|since) (?:\d{1,2} )?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\b|(?:1[89]|20)\d\d\b)|ago\b)"
)


_CORRECTS = re.compile(r"(?:Correction|Clarification|We (?:earlier|previously) (?:reported|said))\b")


def corrects(update: Update) -> bool:
    """Whether a live blog's update puts right what an earlier one said."""
    return _CORRECTS.match(update.paragraphs[0].text) is not None


def explains(update: Update) -> bool:
    """Whether a live blog's update is no news but what lies behind it: “Who is …?”, “How the system works”, “The campaign in brief”."""
    return _EXPLAINS.match(update.heading) is not None and weight(update.paragraphs[0].text)[0] < PUBLIC


def tells_how_it_began(update: Update) -> bool:
    """Whether an item is told before the news where a story is told as it happened."""
    return is_a(update, BACKGROUND) or (explains(update) and _DATED.search(update.paragraphs[0].text) is not None)


def is_a(update: Update, kind: str) -> bool:
    """Whether an item is of a kind, however it is written."""
    return update.kind.casefold().removesuffix("s") == kind


def all_are(updates: Sequence[Update], kind: str) -> bool:
    """Whether a story is nothing but that."""
    return bool(updates) and all(is_a(update, kind) for update in updates)


def by_hand(update: Update) -> bool:
    """Whether a human gave an item its weight: then it is told as it stands."""
    return update.pin or update.importance > 0


def alone(update: Update) -> str:
    """Why an item is never joined with others in a story; empty for one that may be."""
    if is_a(update, CORRECTION):
        return f"{update.id} is a correction: it stands alone, is told as one, and is no repeat of what it corrects."
    return f"{update.id} is of the kind brief: it stands alone." if is_a(update, BRIEF) else ""
