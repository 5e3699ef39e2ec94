"""The key points above a page's text: those that stand nowhere below are told, the others are told below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from pipeline.read import pictures
from pipeline.read.bylines import is_role, names_of
from pipeline.read.datelines import dateline
from pipeline.read.page_words import SUMMARIES
from pipeline.read.rows import Row
from pipeline.regex import regex
from pipeline.text.names import REPORTS
from pipeline.text.words import content

BULLET = regex(r"^(?:[•●▪◦○▫◆◇‣∙■►▶*]\ufe0f?|[-–—]\s)\s*(?=\S)")
POINT = "a point of the page's summary that stands nowhere below"
SHORTEST = 6
"""Words of a key point: what has fewer is a label or a link."""
ENOUGH = 0.7
"""The share of a point's meaning words that one update below must have for the point to be told there."""
LONGEST_RECAP = 20
"""Points of a summary that no time ends."""
_RECAP_LABEL = regex(
    r"(?:(?:closing|final|evening|afternoon|morning|midday|lunchtime|overnight|early|late|interim|end-of-day|live|quick|daily) )?(?:summary|recap|round-?up)"
    r"(?: (?:of the day|so far))?|(?:the )?day so far|(?:the )?story so far|what (?:happened|we learned) today|how the day unfolded",
    re.IGNORECASE,
)
_RECAP = regex(
    r"\bhere(?:'s| is| are) (?:(?:a|the|our|today's) (?:(?:quick|brief|short|final|main|key|top) )?(?:summary|recap|round-?up|rundown|points|developments|events|"
    r"headlines|stories|lines)|what (?:happened|you (?:need to know|missed))|how the day unfolded)\b[^.:“”]{0,90}:$",
    re.IGNORECASE,
)
_NUMBER = regex(r"\d[\d.,]*\d|\d")
_NO_POINT = regex(
    r"(?:(?:exclusive|revealed)\s?:\s)?(?:inside|what|who|how|why|when|where|which|watch|listen|read|see|follow|in pictures|live|video|analysis|opinion|explainer|by)\b",
    re.IGNORECASE,
)
# "The bank cuts": a verb behind its subject, as headlines have it.
_PRESENT = regex(r"(?:[A-Z][\w’'-]*|,)\s(?:[a-z]{1,20}ly\s)?[a-z]{2,20}[^\Wsu]s\s\w")


def key_points(rows: Sequence[Row], start: int, *, above: bool) -> None:
    """Decide the key points in the page's head, above row `start`: lines below `Summary` or `What you need to know`, and those with bullets.

    Where headings stand `above` their times, the row right above `start` is none.
    """
    blocks = _blocks(rows[: start - above if start else 0])
    sections = _sections(rows[start:]) if blocks else []
    for block in blocks:
        # Of lines that stand together one with a verb is enough: "Eight people in hospital" is no link then.
        telling = any(tells(row.text) for row in block)
        for row in block:
            point = BULLET.sub("", row.text)
            if _stands_in(point, sections):
                row.set("furniture", "a point of the page's summary, told below", 0.7)
            elif _NO_POINT.match(point):
                row.set("furniture", "leads to another story, among the key points", 0.7)
            elif telling:
                row.set("body", POINT, 0.7)


def key_sentences(rows: Sequence[Row]) -> None:
    """Decide the sentences between `Key points` and the dateline that opens a story: those that it tells in full are told there."""
    for i, label in enumerate(rows):
        if label.kind == "body" or not is_label(label.text):
            continue
        points = list(takewhile(lambda row: row.kind == "body" and not dateline(row.text), rows[i + 1 : i + 2 + LONGEST_RECAP]))
        below = rows[i + 1 + len(points) :]
        if points and below and below[0].kind == "body":
            sections = _sections(below)
            for row in points:
                if _stands_in(row.text, sections):
                    row.set("furniture", "a point of the page's summary, told below", 0.7)


def recaps(rows: Sequence[Row]) -> None:
    """Decide the points below `Closing summary` or `Here's a recap:` within the text: those that an update tells in full are told there."""
    found = [part for i in range(len(rows)) if (part := _recap(rows, i))]
    if not found:
        return
    inside = {row.n for part in found for row in part}
    sections = _sections([row for row in rows if row.n not in inside])
    for part in found:
        for row in part:
            if _stands_in(BULLET.sub("", row.text), sections):
                row.set("furniture", "a point of a summary, told in its own update", 0.8)


def _recap(rows: Sequence[Row], i: int) -> list[Row]:
    """The points below row `i`, where that says that a summary follows. Without bullets they go on as far as the next time."""
    label = rows[i]
    plain = label.text.strip(" :").replace("’", "'")
    if not (
        label.kind in ("heading", "furniture", "body") and (_RECAP_LABEL.fullmatch(plain) or _RECAP.search(label.text.replace("’", "'")))
    ):
        return []
    points: list[Row] = []
    for row in rows[i + 1 :]:
        if row.stamp or row.inline or row.kind == "heading":
            return points
        if row.kind == "body":
            points.append(row)
    return [row for row in points[:LONGEST_RECAP] if BULLET.match(row.text)]


def is_part(text: str) -> bool:
    """True for a line that may be part of a summary: its title, or a point with a bullet."""
    return is_label(text) or BULLET.match(text) is not None


def is_label(text: str) -> bool:
    """True for the title of a page's summary: `What we know so far`."""
    return text.strip(" :").lower().replace("’", "'") in SUMMARIES


def _blocks(rows: Sequence[Row]) -> list[list[Row]]:
    """The lines that may be key points, those that stand together in one list."""
    blocks: list[list[Row]] = [[]]
    labelled: Row | None = None
    for row in rows:
        bullet = BULLET.match(row.text) is not None and (row.open or row.kind == "body")
        point = BULLET.sub("", row.text)
        if is_label(row.text):
            labelled = row
            blocks.append([])
        elif (
            (bullet or (labelled and row.open))
            and len(point.split()) >= SHORTEST - bullet
            and not (names_of(point) or is_role(point) or point.isupper())
        ):
            blocks[-1].append(row)
            if labelled and labelled.kind == "body":
                labelled.set("furniture", "the title of the page's summary", 0.8)
        elif row.open or row.kind in ("body", "stamp", "heading") or blocks[-1]:
            labelled = None
            blocks.append([])
    return [block for block in blocks if block]


def tells(text: str) -> bool:
    """True for a line with a verb that tells, as sentences or headlines have it."""
    return bool(pictures.tells(text) or REPORTS.search(text) or _PRESENT.search(text))


def _sections(rows: Sequence[Row]) -> list[tuple[set[str], set[str]]]:
    """The meaning words and the numbers of each update below, with its heading; without times, of each paragraph and the one below it."""
    texts: list[list[str]] = [[]]
    stamped = any(row.stamp or row.inline for row in rows)
    for row in rows:
        if row.stamp or row.inline or (not stamped and row.kind == "body"):
            texts.append([])
        if row.kind == "body" or row.open:
            texts[-1].append(row.text)
            if not stamped and len(texts) > 1:
                texts[-2].append(row.text)
    return [_section(" ".join(each)) for each in texts]


def _section(text: str) -> tuple[set[str], set[str]]:
    return set(content(text)), set(_NUMBER.findall(text))


def stands_in(point: str, text: str) -> bool:
    """True where a text tells a point: most of its words that mean something, and all its numbers."""
    return _stands_in(point, [_section(text)])


def _stands_in(point: str, sections: Sequence[tuple[set[str], set[str]]]) -> bool:
    words, numbers = {word for word in content(point) if not word[0].isdigit()}, set(_NUMBER.findall(point))
    return any(numbers <= known and len(words & own) >= ENOUGH * len(words) for own, known in sections)
