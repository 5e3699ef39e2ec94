"""Whom a sentence is about that names him behind something else: what he is, or what he does meanwhile."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.edit.speakers import BESIDE
from pipeline.regex import regex
from pipeline.text.names import ATTRIBUTING, OFFICE_BEFORE, Person, mentioned

MOST_WORDS = 8
"""In front of the name."""

_ACTS = regex(rf"(?:,[^,“”]{{1,60}})?,?\s(?:has|had|is|was|will|would|did|does|could|{'|'.join(ATTRIBUTING)})\b")
_DONE = regex(r"\b(?:\w+ed|by|with|to)\s")
"""“Police arrested the mayor Ann Other”: there the name is not whom the sentence is about."""


def named_behind(text: str, people: Mapping[str, Person]) -> str:
    """The surname of whom a sentence is about: `The mayor, Ann Other, has`, `The club’s manager Ann Other said`, `Opening the debate, Other said`."""
    opener = BESIDE.match(text)
    rest = text[opener.end() :] if opener else text
    for surname in mentioned(" ".join(rest.split()[: MOST_WORDS + 2]), dict(people)):
        for form in (*people[surname].forms, surname):
            at = rest.find(form)
            if at < 0 or not _ACTS.match(rest, at + len(form)):
                continue
            before = rest[:at]
            if (not at and opener) or (
                OFFICE_BEFORE.search(before) and len(before.split()) <= MOST_WORDS and not _DONE.search(before) and "“" not in before
            ):
                return surname
    return ""
