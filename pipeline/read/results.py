"""Results of matches that stand above what is told of them: the one thing that a listener wants to know, and no sentence says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.read.rows import IN_HEAD, TITLE, Row
from pipeline.read.tables import SIDE
from pipeline.regex import regex

RESULT = "a result, above what is told of the match"
"""The reason of such a line: it opens its update."""
LONGEST = 80
"""Characters."""

_ENDED = r"(?:FT|AET|Full[- ]time|FULL[- ]TIME|Final score|FINAL SCORE|Result|RESULT)\s?[:–-]?\s"
_OVER = rf"(?:{_ENDED})?"
_MORE = r"(?:\s\((?:[^()\d]{0,24}\d{1,2}\s?[-–]\s?\d{1,2}[^()\d]{0,12}|aet|a\.e\.t\.|[A-Za-z ]{1,24})\))?"
_RESULT = regex(rf"{_OVER}{SIDE}\s(?:\d{{1,3}}\s?[-–]\s?\d{{1,3}}\s{SIDE}|\d{{1,3}},?\s{SIDE}\s\d{{1,3}}){_MORE}")
_LABEL = regex(rf"^{_OVER}")
_SAYS_SO = regex(_ENDED)
_APART = regex(r"(?<=\d)\s(?=[A-Z])")


def decide(rows: Sequence[Row]) -> None:
    """Decide the headings, or what was taken for the page's, that are the result of the match that is told right below; in a page's head what says that it is."""
    for row, below in pairwise(rows):
        plain = (row.kind == "heading" or row.reason == IN_HEAD) and row.reason != TITLE and not row.inline
        stands_above = (below.kind == "body" and below.n == row.n + 1) or (row.reason == IN_HEAD and _SAYS_SO.match(row.text) is not None)
        if plain and stands_above and len(row.text) <= LONGEST and _RESULT.fullmatch(row.text):
            row.set("body", RESULT, 0.85)


def spoken(text: str) -> str:
    """`FT: Rovers 3 Town 1` without the label and with a pause between the two; `Coast 24-22 Valley` as it stands."""
    text = _LABEL.sub("", text)
    return _APART.sub(", ", text, count=1) if not re.search(r"\d\s?[-–,]\s?\d|\d,", text) else text
