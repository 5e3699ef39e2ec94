"""What a sentence says, as far as it can be compared with another; and whether it stands by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.edit.clock import says_another_day
from pipeline.edit.counts import is_number, toll
from pipeline.edit.weight import LONGEST
from pipeline.model import Update
from pipeline.regex import regex
from pipeline.text.names import REPORTING
from pipeline.text.words import STOP, WEEKDAY, content, stem, words

_TAG = regex(rf",\s[^,“”\d]{{2,60}}(?:,[^,“”]*,)?\s(?:has |have )?(?:{'|'.join(REPORTING)}|say)\.$")
_NAME = regex(r"(?<![.!?:“] )(?<!^)\b([A-Z][\w’-]+)")
_LEANS = regex(
    r"(?:And|But|So|Or|However|Also|If (?:that|this|it|so)|It|Its|He|She|They|His|Her|Their|This|That|These|Those|"
    r"There|Some|Others?|Another|Both|No|Nobody|None|Neither|\d[\d,]* (?:is|are))\b"
)
_WHO_IS_MEANT = regex(r"(?:In|On|At|Under|After|Before|Since|For|During) [^,“”]{2,30}?,? (?:he|she|they|it)\b")
_WHERE_IT_IS = regex(
    r"\bthe (?:whole |entire )?(?:city|town|village|region|area|building|site|scene|street|ship|train|plane|vessel|factory|plant)\b"
)
_MEANS_AGAIN = regex(r"The (?!(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth) is\b)[a-z]+\b")
ANNOUNCES = regex(
    r"\b(?:will(?: also| now| soon)?(?: be)?(?: an?\b)?|"
    r"(?:is|are|[’']s|[’']re) (?:to|going to|due to|set to|expected to|likely to|about to|close to|planning to|in talks (?:to|over|about)|poised to)"
    r"|plans? to|hopes? to|wants? to) (?P<what>[a-z]+)"
)
"""What is still to come."""
_DYING = frozenset(
    stem(word)
    for word in """died dead death deaths killed killing kills lives claimed toll known confirmed feared believed person people least others
    injured hurt wounded risen rise dozen dozens hundreds many several""".split()
)
"""Words of every death: those beside them say which it was."""
_LIGHT = frozenset(
    stem(word) for word in "am pm number figure total reached morning afternoon evening police officials authorities latest still".split()
)
_DAYS = frozenset(WEEKDAY.split("|"))


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, or a whole update, as far as it can be compared."""

    update: Update
    text: str
    words: frozenset[str]
    names: frozenset[str]
    dead: int | None
    """How many have died, where it says so."""

    @classmethod
    def of(cls, update: Update, text: str) -> Said:
        """What an update's text says, without who says it and what is quoted."""
        bare = re.sub(r"“[^“”]*”", "", _TAG.sub(".", text[:LONGEST]))
        first = [word for word in words(bare)[:1] if stem(word) not in _LIGHT and not is_number(word)]
        names = frozenset(
            stem(word) for name in (*first, *_NAME.findall(bare)) if name not in _DAYS for word in words(name) if word not in STOP
        )
        return cls(
            update, bare, frozenset(word for word in content(bare) if not word[0].isdigit() and word not in _LIGHT), names, toll(bare)
        )


def event(said: Said) -> frozenset[str]:
    """The words that say of which deaths a sentence speaks, without whose and where."""
    return frozenset(word for word in said.words - _DYING - said.names if not is_number(word))


def leans(text: str) -> bool:
    """Whether a sentence is understood only after the one before it; what is to come on another day has its own matter."""
    if _LEANS.match(text) or _WHO_IS_MEANT.match(text) or (_WHERE_IT_IS.search(text) and not _NAME.search(text)):
        return True
    return _MEANS_AGAIN.match(text) is not None and not says_another_day(text)
