"""Whether a text stands as an editor put it, what matters most first: a digest or an article, and no live blog, which begins with what came last."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Line, Update
from pipeline.read import articles, digests, papers

APART = 0.9
"""The share of paragraphs with a blank line above them in an article that somebody copied."""
_LIVE = re.compile(r"\b(?:live|updates|latest|as it happened|minute by minute)\b", re.IGNORECASE)
_PAGE = ("furniture", "promo", "caption", "credit", "stamp")


def is_listed(lines: Sequence[Line], updates: Sequence[Update]) -> bool:
    """Whether no clock says when its parts were written, and its title, its form or the lack of a page around it that they stand by weight."""
    if all(each.reason in (articles.ONE, papers.RELEASED) for each in updates):
        return True
    if any(each.timed for each in updates):
        return False
    return digests.called_so(lines) or bool(digests.entries(lines)) or _is_article(lines, updates)


def _is_article(lines: Sequence[Line], updates: Sequence[Update]) -> bool:
    """Paragraphs with blank lines between them and nothing of a page, in which it is only guessed where something new starts."""
    body = [n for n, line in enumerate(lines) if line.kind == "body"]
    apart = sum(n == 0 or lines[n - 1].kind == "blank" for n in body)
    plain = not any(line.kind in _PAGE or (line.kind == "heading" and _LIVE.search(line.text)) for line in lines)
    return plain and apart >= APART * len(body) and 2 * sum(not each.sure for each in updates) >= len(updates)
