"""A source → `Briefing`: every line accounted for, the page around the text set aside, the updates found."""

from __future__ import annotations

import hashlib
from typing import Any

from pipeline.errors import BriefingError
from pipeline.model import Briefing
from pipeline.read import kinds, updates
from pipeline.read.decode import decode

__all__ = ["items_file", "items_json", "read"]


def read(data: bytes, name: str, *, to_tell: bool = True) -> Briefing:
    """The briefing in a file's bytes: pasted text, or an item file that a human has corrected.

    `name` is what sources will carry. Raises BriefingError for bytes that are no text, and, where it is read `to_tell` it, for a text
    that leaves nothing to tell.
    """
    sha256 = hashlib.sha256(data).hexdigest()
    text = decode(data, name)
    from pipeline.read import items

    if items.looks_like_items(text):
        return items.from_yaml(text, name, sha256)
    lines = kinds.classify(text)
    found = updates.updates_of(lines, name)
    if to_tell and not found:
        dropped = sorted({line.kind for line in lines if line.kind != "blank"})
        raise BriefingError(
            f"nothing in it can be told: it has only lines of the kind {', '.join(dropped)}",
            where=name,
            remedy="See 'episode items' for how each line was read, or set a line's kind with 'episode items --edit'",
        )
    return Briefing(name, sha256, updates.order_of(found), lines, found)


def items_file(briefing: Briefing) -> str:
    """The YAML item file of a briefing, for a human to correct."""
    from pipeline.read import items

    return items.to_yaml(briefing)


def items_json(briefing: Briefing) -> dict[str, Any]:
    """How the source was read, as plain values: the document of `episode items --json`."""
    from pipeline.read.images import images_of

    images = images_of(briefing)
    return {
        "order": briefing.order,
        "lines": [{"n": line.n, "kind": line.kind, "reason": line.reason, "confidence": line.confidence} for line in briefing.lines],
        "updates": [
            {
                "id": update.id,
                "start": update.start,
                "lines": [p.source.first_line for p in update.paragraphs],
                "lead": update.paragraphs[0].text,
                "actors": list(update.actors),
                "time": update.time,
                "stamp": update.stamp,
                "date": update.date,
                "place": update.place,
                "byline": update.byline,
                "heading": update.heading,
                "images": images[update.id],
                "confidence": update.confidence,
                "reason": update.reason,
            }
            for update in briefing.updates
        ],
    }
