"""What the tests of agencies' files share."""

from __future__ import annotations

import datetime as dt

from pipeline.model import Briefing, Update
from pipeline.read import wires

FIRST, SECOND = "The bridge at Hallin opens again on Monday, the mayor said.", "Lorries must wait until May."
BODY = f"<p>{FIRST}</p><p>{SECOND}</p>"
NOW = dt.datetime(2026, 11, 27, 6, 0, tzinfo=dt.UTC)
PAST, FUTURE = "2026-11-27T05:59:00+00:00", "2026-11-27T06:01:00+00:00"


def of(text: str, name: str = "x") -> Briefing:
    """The briefing of a file at six in the morning."""
    return wires.briefing_of(text.encode(), name, "", NOW)


def told(update: Update) -> list[str]:
    return [paragraph.text for paragraph in update.paragraphs]


def aside(briefing: Briefing) -> list[tuple[str, str]]:
    """What is not told, and why."""
    return [(line.text, line.reason) for line in briefing.lines if line.kind == "furniture"]
