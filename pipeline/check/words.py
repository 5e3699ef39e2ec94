"""Is there anything in the words that must not be spoken: residue of a page or a tool, what was told on an earlier day, a name that nobody has checked?"""

from __future__ import annotations

from pipeline.check.finding import Part
from pipeline.check.subject import Subject


def check(subject: Subject) -> Part:
    """Nothing is looked at yet."""
    return Part()
