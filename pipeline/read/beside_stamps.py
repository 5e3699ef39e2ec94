"""What stands above and below a live blog's times: headings, who wrote it, captions, and lines that are the news themselves."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from pipeline.read import lists, summaries
from pipeline.read.bylines import is_role, names_of
from pipeline.read.rows import BYLINE, Row, next_kind

LONGEST_HEADING = 160
"""Characters."""
_OPINIONS = frozenset(("analysis", "opinion", "comment"))
FEWEST_POINTS, SHORTEST_POINT = 3, 4
"""So many lines of so many words below a time are a list: captions do not come in threes, with a verb in each."""


def decide(rows: list[Row], start: int, *, above: bool) -> None:
    """Above or below a time: the heading, who wrote it, a picture's caption."""
    stamps = [i for i, row in enumerate(rows) if i >= start and row.stamp is not None and row.stamp.timed]
    seen = Counter(row.text for row in rows if row.open)
    for i, following in pairwise([*stamps, len(rows)]):
        if above and i and not rows[i - 1].stamp:
            k = next((k for k in (i - 1, i - 2) if k >= 0 and not writes(rows[k])), i)
            if rows[k].open:
                rows[k].set("heading", "no full stop, right above a time", 0.85)
        block = []
        _question(rows, i, following)
        for j in range(i + 1, following):
            if rows[j].kind == "body":
                break
            block.append(j)
        else:
            if _flash(rows, block, seen) or _list(rows, block, headed=above):
                continue
        _header(rows, block, headed=above)


def _question(rows: list[Row], stamp: int, following: int) -> None:
    """A short question right below a time, with its answer below it, is a heading."""
    body = (j for j in range(stamp + 1, following) if rows[j].kind == "body")
    first, second = next(body, -1), next(body, -1)
    if second > 0 and rows[first].words <= 12 and rows[first].text.endswith("?") and not any(rows[j].open for j in range(stamp + 1, first)):
        rows[first].set("heading", "a short question right below a time", 0.8)


def _flash(rows: list[Row], block: list[int], seen: Counter[str]) -> bool:
    """A time with one line below it and no more: the line is the news."""
    left = [j for j in block if rows[j].open and not writes(rows[j])]
    only = rows[left[0]] if len(left) == 1 and left[0] + 1 < len(rows) else None
    if only is None or only.words < 7 or seen[only.text] > 1:
        return False
    only.set("body", "the only line below its time, though without a full stop", 0.5)
    return True


def _list(rows: list[Row], block: list[int], *, headed: bool) -> bool:
    """A time with a heading and several lines below it that all tell something: points without full stops, below “What we know so far” two are enough."""
    left = [j for j in block if rows[j].open and not writes(rows[j])]
    points = left[not headed :]
    title = "" if headed or not left else rows[left[0]].text
    if len(points) < (FEWEST_POINTS if not summaries.is_label(title) else 2) or points != list(range(points[0], points[-1] + 1)):
        return False
    if any(rows[j].words < SHORTEST_POINT or names_of(rows[j].text) or is_role(rows[j].text) for j in points):
        return False
    if not (summaries.is_label(title) or all(summaries.tells(rows[j].text) for j in points)):
        return False
    for j in left[: not headed]:
        rows[j].set("heading", "no full stop, right below a time", 0.85)
    for j in points:
        rows[j].set("body", "one of several points below a time, without a full stop", 0.6)
    return True


def _header(rows: list[Row], block: list[int], *, headed: bool) -> None:
    """The lines between a time and its text."""
    label = rows[block[0]] if block and not headed else None
    if (
        label
        and label.kind == "furniture"
        and label.text.lower() in _OPINIONS
        and not any(rows[j].open and not writes(rows[j]) for j in block)
    ):
        label.set("heading", "what the text below a time is", 0.8)
    for j in block:
        row = rows[j]
        if not headed and row.kind == "furniture" and j == block[0] and ": " in row.text and row.words >= 4:
            row.set("heading", "a label and a headline, right below a time", 0.7)
            headed = True
        if not row.open:
            continue
        picture_first = next_kind(rows, j) == "credit" and rows[j + 1].text.lower().startswith(("image source", "image credit"))
        if is_role(row.text):
            row.set("furniture", "what the writer does", 0.8)
        elif names_of(row.text) and next_kind(rows, j) != "credit":
            row.set("furniture", BYLINE, 0.8)
        elif next_kind(rows, j) == "credit" and not (picture_first and not headed):
            row.set("caption", "no full stop, and a picture credit follows", 0.95)
        elif not headed and len(row.text) <= LONGEST_HEADING:
            row.set("heading", "no full stop, right below a time", 0.85)
            headed = True
        elif next_kind(rows, j) == "stamp":
            row.set("furniture", "no full stop, and no text below it", 0.6)
        elif lists.is_appointment(row.text):
            row.set("furniture", "an entry of an agenda", 0.7)
        else:
            row.set("caption", "no full stop, between a heading and its text", 0.6)


def writes(row: Row) -> bool:
    """Whether a row says who wrote it."""
    return row.reason == BYLINE or (row.open and bool(names_of(row.text) or is_role(row.text)))
