"""Digests: bulletins, newsletters, notices, lists with many subjects below one another. Which lines are their headings, and where a subject ends."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, pairwise

from pipeline.model import Line
from pipeline.read.bylines import is_name, names_of
from pipeline.read.papers import EMBARGO
from pipeline.read.rows import Row
from pipeline.read.stamps import DATE, whole
from pipeline.read.summaries import BULLET, POINT
from pipeline.regex import regex

ON_TOP = "a short line on top of its paragraph"
RULED = "marked as a heading, with a rule below it"
HEADED = 3
"""So many short lines, each on top of its paragraph, show that these are headings."""
NUMBERED = 2
"""So many, where they are numbered."""
LONGEST, MOST_WORDS = 90, 12
"""Characters and words of a heading."""
LISTED = 3
"""So many entries make a list of news, where they are half of the text."""
SHORTEST = 8
"""Words of an entry; where nearly all of the text is a list, also fewer."""
WEATHER = "weather"
"""A button on a page, and a heading where a paragraph stands right below it."""
ENTRY = "an entry of a list of news"
TEASER = "a teaser's headline, with its time below"
HEADLINE = "a headline, in a text of nothing else"
TEASERS = 3
"""So many times with a headline above them make a page of teasers."""
SHORTEST_TEASER = 4
"""Words."""

_STARRED = regex(r"\*\* (?=\S)")
_RULE = regex(r"[-=_]{8,}")
"""As newsletters are sent in plain text: `** Bus fares to rise`, and a rule below it."""
_FINALLY = regex(r"and finally\s?(?:…|\.\.\.|:)?", re.IGNORECASE)
_OPEN_END = regex(r"[^.!?…:;,]$")
_NUMBER = regex(r"\(?\d{1,2}[.)]\s+(?=\S)")
_COUNT = regex(r"\(?(\d{1,2})(?:[.)]\s+|\s(?:big|main|top)\s(?:thing|story):\s)(?=\S)", re.IGNORECASE)
_LABEL = regex(r"(?:[^\w\s“”\"'‘’(]+\s?)?(?P<label>[A-Z][\w’'&/-]*(?: [\w’'&/-]+){0,3}): (?=[A-Z0-9])")
_CALLED = regex(
    r"\b(?:bulletin|headlines|digest|briefing|brief|round-?up|top (?:(?:\d{1,2}|three|five|seven|ten) )?stories|"
    r"rundown|wrap|handover|newscast|news summary|things (?:you need )?to know|"
    r"(?:morning|evening|daily|overnight|weekly) (?:news|update|notes)|news in (?:under |about )?[\w-]{1,10} (?:minutes?|seconds)|"
    r"[\w-]{1,10}[- ]minute news)\b",
    re.IGNORECASE,
)
_OPENS = regex(r"\b(?:here(?:['’]s| is| are)|these are) the (?:(?:main|latest) )?(?:news|headlines)\b(?! that\b)", re.IGNORECASE)
"""What a newsreader opens a bulletin with."""
_DATED = regex(rf"{DATE}|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\d\s?[ap]m\b", re.IGNORECASE)
_CONTENTS = regex(
    r"(?:also )?(?:in|on|inside) (?:today's|tonight's|this (?:week|month)'s|this) (?:briefing|newsletter|edition|issue|e-?mail|bulletin|digest|programme|letter)\s?:?|"
    r"(?:coming up|inside|contents)\s?:",
    re.IGNORECASE,
)
MOST_CALLED = 6
"""Words of a title that says so without a day."""


def headings(rows: Sequence[Row]) -> None:
    """Decide the headings of a text whose sections stand apart: a blank line, a short line, and its paragraph right below it.

    A live blog's times say more; those with a bullet in front are an agenda's.
    """
    _contents(rows)
    for row, below in pairwise(rows):
        if _STARRED.match(row.text) and _RULE.fullmatch(below.text) and not row.stamp and not whole(_STARRED.sub("", row.text)):
            row.set("heading", RULED, 0.9)
    timed = [row for row in rows if row.inline or (row.stamp is not None and row.stamp.timed)]
    agenda = [row for row in timed if row.inline and BULLET.match(row.text)]
    if len(timed) - len(agenda) >= 2:
        return
    found = [i for i in range(len(rows) - 1) if _on_top(rows, i)]
    named = [i for i in found if names_of(rows[i].text)]
    plain = any(not _NUMBER.match(rows[i].text) for i in found)
    if len(found) < (HEADED if plain else NUMBERED) or 2 * len(named) >= len(found):
        found = [i for i in found if rows[i].text.lower() == WEATHER]
        agenda = []
    for i in sorted({*found, *_counted(rows)}):
        rows[i].set("heading", ON_TOP, 0.8)
    for row in agenda:
        row.inline = False
        row.set("furniture", "an entry of an agenda", 0.7)


def _counted(rows: Sequence[Row]) -> list[int]:
    """The headings that count: 1, 2, 3, each a short line above a paragraph, whatever blank lines stand between."""
    found: list[int] = []
    for i, row in enumerate(rows[:-1]):
        number = _COUNT.match(row.text)
        if number is None or not row.open or row.stamp or row.inline or rows[i + 1].kind != "body":
            continue
        short = len(row.text) <= LONGEST and row.words <= MOST_WORDS + 2 and _OPEN_END.search(row.text)
        if short and int(number[1]) == len(found) + 1:
            found.append(i)
    return found if len(found) >= HEADED else []


def _contents(rows: Sequence[Row]) -> None:
    """What a newsletter holds, point by point: it is told below."""
    inside = False
    for row in rows:
        if _CONTENTS.fullmatch(row.text.replace("’", "'")):
            row.set("furniture", "the title of what the newsletter holds", 0.8)
            inside = True
        elif inside and BULLET.match(row.text):
            row.set("furniture", "what the newsletter holds, told below", 0.8)
        else:
            inside = False


def teasers(rows: Sequence[Row]) -> None:
    """Decide a home page's teasers, in a text without a full stop: a headline, perhaps what it is about, and below them how long ago."""
    found: list[tuple[int, list[int]]] = []
    for i, row in enumerate(rows):
        if row.stamp is not None and row.stamp.timed:
            above = [j for j in (i - 2, i - 1) if j >= 0]
            while above and not all(rows[j].open and rows[j].words >= SHORTEST_TEASER for j in above):
                above.pop(0)
            if above:
                found.append((i, above))
    for i, (first, *more) in found if len(found) >= TEASERS else ():
        rows[first].set("body", TEASER, 0.5)
        for j in more:
            rows[j].set("body", "what a teaser's headline is about", 0.5)
        rows[i].set("furniture", "a time below a teaser", 0.8)
        rows[i].stamp = None


def headlines(rows: Sequence[Row]) -> None:
    """Decide the lines of a text that is headlines and nothing else, as a producer pastes them."""
    found = [
        row
        for row in rows
        if (row.open or (row.kind == "caption" and _NUMBER.match(row.text))) and row.words >= SHORTEST_TEASER and not is_title(row.text)
    ]
    if len(found) >= TEASERS and 4 * len(found) >= 3 * len(rows):
        for row in found:
            row.set("body", HEADLINE, 0.5)


def _on_top(rows: Sequence[Row], i: int) -> bool:
    row = rows[i]
    j = i + 2 if rows[i + 1].reason == EMBARGO and i + 2 < len(rows) else i + 1
    below = rows[j]
    if below.n != row.n + j - i or below.kind != "body" or not (_apart(rows, i) or (rows[i - 1].links and _apart(rows, i - 1))):
        return False
    if row.kind == "body":
        return bool(_FINALLY.fullmatch(row.text))
    capitals = row.kind == "credit" and row.text.isupper() and "/" not in row.text
    plain = (row.open or capitals or row.text.lower() == WEATHER) and not row.stamp and not row.inline
    ends = _OPEN_END.search(row.text.removesuffix(":") if row.text.isupper() else row.text)
    return plain and len(row.text) <= LONGEST and row.words <= MOST_WORDS and not BULLET.match(row.text) and ends is not None


def _apart(rows: Sequence[Row], i: int) -> bool:
    """Whether a row is the first, or has a blank line above it."""
    return i == 0 or rows[i - 1].n < rows[i].n - 1


def are_counted(lines: Sequence[Line]) -> bool:
    """Whether the headings count, or are those of a newsletter: somebody put them in this order."""
    if sum(line.reason == RULED for line in lines) >= NUMBERED:
        return True
    numbers = [int(found[1]) for line in lines if line.kind == "heading" and (found := _COUNT.match(line.text))]
    return len(numbers) >= HEADED and all(b == a + 1 for a, b in pairwise(numbers))


def called_so(lines: Sequence[Line]) -> bool:
    """Whether what stands above the first paragraph says that this is a bulletin, a digest, a handover."""
    head: list[Line] = []
    for line in lines:
        if line.kind == "body":
            break
        if line.kind != "promo" and not line.reason.startswith("a button"):
            head.append(line)
    return any(is_title(line.text) or _OPENS.search(line.text) for line in head)


def is_title(text: str) -> bool:
    """Whether a title says that many subjects follow: `Morning Headlines`, `The Valley Wrap, 30 November`."""
    return _CALLED.search(text) is not None and (len(text.split()) <= MOST_CALLED or _DATED.search(text) is not None)


def entries(lines: Sequence[Line]) -> set[int]:
    """The body lines (by number) that are each an entry of a list of news: with a bullet, a number or a label in front, and most of the text.

    A list within a story (its main points above it, below a line that ends with a colon, a few points among its paragraphs) is none.
    """
    found: list[Line] = []
    above = ""
    written = [line for line in lines if line.kind != "blank"]
    body = sum(line.kind == "body" for line in written)
    for sign, run in groupby(written, key=_sign):
        listed = list(run)
        if sign and len(listed) > 1 and (not above.endswith(":") or _CALLED.search(above)) and (sign != "label" or _labelled(listed)):
            found += listed
        above = listed[-1].text
    long = sum(len(line.text.split()) >= SHORTEST for line in found)
    if len(found) < LISTED or (2 * len(found) < body and not called_so(lines)) or (2 * long < len(found) and 10 * len(found) < 9 * body):
        return set()
    return {line.n for line in found}


def _sign(line: Line) -> str:
    if line.kind != "body" or line.reason == POINT:
        return ""
    sign = BULLET.match(line.text) or _NUMBER.match(line.text)
    if sign is None:
        return "label" if _LABEL.match(line.text) else ""
    # "• cut leaks by a fifth" goes on with what stands above the list.
    return "" if line.text[sign.end() :][:1].islower() else "number" if line.text[0] in "(0123456789" else "bullet"


def _labelled(run: Sequence[Line]) -> bool:
    """Whether the labels are subjects, and not those who speak in a dialogue."""
    labels = [match["label"] for line in run if (match := _LABEL.match(line.text))]
    return len(set(labels)) == len(labels) and not any(map(is_name, labels))
