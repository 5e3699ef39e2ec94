"""The updates that a script's passages rest on, and how what is wrong around them is told."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Briefing, Segment, Sentence, Update

Found = tuple[str, str, Segment, str, str, str]
"""(severity, kind, where it is heard, its passage, message, remedy)."""


def cited_by(briefing: Briefing, passages: Sequence[Sentence]) -> list[Update]:
    """The updates that passages rest on."""
    lines = {
        (source.file, line) for passage in passages for source in passage.sources for line in range(source.first_line, source.last_line + 1)
    }
    return [
        update
        for update in briefing.updates
        if any((p.source.file, line) in lines for p in update.paragraphs for line in range(p.source.first_line, p.source.last_line + 1))
    ]
