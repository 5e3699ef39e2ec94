"""Headings that only name a matter (“The roads”, “Bins”): a chapter is called by what happened instead, where a clause of its first sentence says it."""

from __future__ import annotations

from pipeline.edit.heads import DOES, SAYING, SAYS_THAT, to_a_stop
from pipeline.regex import regex

NAMING_WORDS = 3
"""A heading of more says more than what it is about."""

_TELLS = regex(
    r"[\d:?!“”\"]|\b(?:found|fit|dead|guilty|safe|up|down|off|out|over|to [a-z]+|"
    r"gain|win|lose|hold|take|fall|rise|close|open|cut|face|reject|back|quit|return|sink|meet|vote)\b"
)
"""What says in a heading how it is, or what somebody says."""
_NOUN = regex(r"^[A-Z][a-z]+ and [a-z]+$|^(?:The|An?|Our|Your)\b|[a-z]{2}[a-rt-z]s$")
"""Two of them, an article in front or a plural at the end show a noun: “Ferry late” says how it is."""


def only_names(head: str) -> bool:
    """Whether a heading names no more than a matter: “The roads”, “Planning: Mill Street”; not “Driver held”, “Grants up”, “Lund 2-1 Sarn”."""
    label, colon, matter = head.partition(": ")
    naming = matter if colon and len(label.split()) == 1 else head
    if len(head.split()) > NAMING_WORDS or DOES.search(head) or _TELLS.search(naming):
        return False
    return " " not in naming or naming.istitle() or _NOUN.search(naming) is not None


def happened(first: str) -> str:
    """What happened, by the first sentence of an update, as a clause that fits; empty where somebody says it, or none fits."""
    return "" if SAYING.search(first) or SAYS_THAT.search(first) else to_a_stop(first)
