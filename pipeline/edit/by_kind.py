"""What a newsroom's `kind` of an item does: `brief` goes to In brief, `background` behind the news, a `correction` is told as one.

Any other word is kept and has no effect. What a human pinned or gave an importance keeps its place all the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Update

BRIEF, BACKGROUND, CORRECTION = "brief", "background", "correction"
CORRECTED = "Now a correction."
"""The show's own words before one."""


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
