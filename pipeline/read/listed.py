"""Whether a text stands as an editor put it, what matters most first: a digest or an article, and no live blog, which begins with what came last."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Line, Update
from pipeline.read import articles, digests, papers


def is_listed(lines: Sequence[Line], updates: Sequence[Update]) -> bool:
    """Whether no clock says when its parts were written, and its title, its form or the lack of a page around it that they stand by weight."""
    if all(each.reason in (articles.ONE, articles.GOES_ON, papers.RELEASED) for each in updates):
        return True
    if any(each.timed for each in updates):
        return False
    return digests.called_so(lines) or bool(digests.entries(lines)) or _is_article(lines, updates)


def _is_article(lines: Sequence[Line], updates: Sequence[Update]) -> bool:
    """An article that somebody copied, in which it is only guessed where something new starts."""
    return articles.stands_alone(lines) and 2 * sum(not each.sure for each in updates) >= len(updates)
