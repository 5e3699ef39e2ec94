"""A page of questions and answers: a question stands above its answer as a heading does, and is no lead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.read.rows import Row
from pipeline.regex import regex

QUESTION = "a short question, answered below"
LONGEST = 12
"""Words."""
FEWEST = 3
"""So many of them show that the page is made so: one or two are somebody's way of telling."""
SHORTEST_ANSWER = 8
"""Words: what is shorter, or leans on its question, is not understood without it."""
_LEANS = regex(
    r"(?:yes|no|not|it|its|they|their|he|she|his|her|this|that|these|those|there|because|by|only|about|around|from|in|on|at|to|if|both|neither)\b",
    re.IGNORECASE,
)


def decide(rows: Sequence[Row]) -> None:
    """Decide the questions whose answers tell by themselves what they are about."""
    asked = [(row, below) for row, below in pairwise(rows) if _is_question(row) and below.kind == "body" and not _is_question(below)]
    for row, below in asked if len(asked) >= FEWEST else ():
        if below.words >= SHORTEST_ANSWER and not _LEANS.match(below.text) and not below.text.startswith(("“", '"', "‘")):
            row.set("furniture", QUESTION, 0.8)


def _is_question(row: Row) -> bool:
    return row.kind == "body" and row.words <= LONGEST and row.text.endswith("?") and not re.search(r"[“”\".!?]\s?.", row.text)
