"""Do the files beside the sound agree with it and with each other: record, chapters, transcripts, notes, page, feed?"""

from __future__ import annotations

from pipeline.check.finding import Part
from pipeline.check.subject import Subject


def check(subject: Subject) -> Part:
    """Nothing is looked at yet."""
    return Part()
