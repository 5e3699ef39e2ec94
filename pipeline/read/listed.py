"""Whether a text stands as an editor put it, what matters most first: a digest or an article, and no live blog, which begins with what came last."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model import Line, Update
from pipeline.read import articles, digests, papers
from pipeline.text.names import find_people, mentioned

FEWEST, SHARE = 3, 0.25
"""So many surnames alone show that a text is an article, and so many for each of its parts."""


def is_listed(lines: Sequence[Line], updates: Sequence[Update]) -> bool:
    """Whether no clock says when its parts were written, and its title, its form or the lack of a page around it that they stand by weight."""
    if all(each.reason in (articles.ONE, articles.GOES_ON, papers.RELEASED) for each in updates):
        return True
    if any(each.timed for each in updates):
        return False
    if digests.called_so(lines) or digests.are_counted(lines) or digests.entries(lines):
        return True
    return _is_article(lines, updates) or introduces(updates)


def _is_article(lines: Sequence[Line], updates: Sequence[Update]) -> bool:
    """An article that somebody copied, in which it is only guessed where something new starts."""
    return articles.stands_alone(lines) and 2 * sum(not each.sure for each in updates) >= len(updates)


def introduces(updates: Sequence[Update]) -> bool:
    """Whether people are called by the surname alone below where it is said who they are, and nowhere above it only.

    A live blog whose newest stands first has it the other way round, or says anew in each update who somebody is.
    """
    texts = [" ".join(paragraph.text for paragraph in update.paragraphs) for update in updates]
    people = find_people([paragraph.text for update in updates for paragraph in update.paragraphs])
    down = up = 0
    for surname, person in people.items():
        says_who = [n for n, text in enumerate(texts) if any(form in text for form in person.forms)]
        alone = [n for n, text in enumerate(texts) if says_who and n not in says_who and surname in mentioned(text, people)]
        down += sum(says_who[-1] < n for n in alone)
        up += sum(says_who[0] > n for n in alone)
    return not up and down >= max(FEWEST, SHARE * len(updates))
