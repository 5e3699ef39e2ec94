"""Which clause of a sentence says who speaks, and what in it is its subject."""

from __future__ import annotations

import re
from typing import Protocol

from pipeline.model import Source
from pipeline.regex import regex
from pipeline.text.names import ATTRIBUTING

VERBS = "|".join(sorted(ATTRIBUTING, key=len, reverse=True))
HAS_VERB = regex(rf"\b(?:{VERBS})\b")
NAME_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'-]*[\wÀ-ÿ]"
NAME = rf"(?:[A-ZÀ-ÖØ-Þ][\w’'-]*\s){{0,2}}{NAME_WORD}"
_SUBJECT = regex(rf"(?:[Hh]e|[Ss]he|{NAME})(?:\s(?:has|had|also|then|later))*")
"""What can speak in the last clause of several."""
_BOUNDARY = regex(r",\s(?:(?:and|but|while|as|to which)\s)?|\s(?:and|but|while)\s")
"""Where another clause can begin."""


class Told(Protocol):
    """What was told of an update so far: a sentence, and whose words it is."""

    @property
    def text(self) -> str:
        """The sentence."""
        ...

    @property
    def quote(self) -> bool:
        """Whether another voice speaks it."""
        ...

    @property
    def speaker(self) -> str:
        """Whose words it gives, or introduces."""
        ...

    @property
    def source(self) -> Source:
        """The paragraph that it is from."""
        ...


def last_clause(attribution: str) -> str:
    """Of "The mayor asked whether it was so, Bo Field replied" the last that has a subject and a verb of its own."""
    for boundary in reversed(list(_BOUNDARY.finditer(attribution))):
        verb = HAS_VERB.search(attribution, boundary.end())
        subject = attribution[boundary.end() : verb.start()].strip(" ,") if verb else ""
        if subject and _SUBJECT.fullmatch(subject) and HAS_VERB.search(attribution, 0, boundary.start()):
            return attribution[boundary.end() :]
    return attribution


def is_subject(clause: str, tail: re.Match[str]) -> bool:
    """Whether a pronoun at the end of a clause is its subject, and not somebody's whom it speaks of."""
    return not re.search(r"\b(?:that|because|if|when|than)\s$", clause[: tail.start()])
