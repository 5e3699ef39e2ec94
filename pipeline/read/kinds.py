"""What each line of pasted news is: told, or part of the page around it. Rules in order; each says why."""

from __future__ import annotations

import re

from pipeline.model import Line
from pipeline.read import (
    beside,
    chats,
    comments,
    digests,
    greetings,
    mail,
    notices,
    page,
    papers,
    pictures,
    posts,
    questions,
    results,
    tables,
    writers,
)
from pipeline.read.bylines import is_role, said_by
from pipeline.read.rows import BYLINE, POST, Row
from pipeline.read.stamps import Clock
from pipeline.read.summaries import BULLET
from pipeline.read.trims import trimmed, without_symbols
from pipeline.regex import regex
from pipeline.text.sentences import ABBREVIATIONS

# Word's second bullet is pasted as an o. "1. FC" is a club.
_NUMBERED = regex(r"^(?:\(?\d{1,2}[.)]|o)\s+(?=[“\"‘]?[A-Z](?!C\b))")
_BRACKETED = regex(r"\([^()]*\)\s?\+*")
_BETWEEN_PLUSES = regex(r"\+\+\+.*\+\+\+")
_STOPPED = regex(r"[.!?…:;][”\"’')\]]*(?:\s\([^()]{1,40}\))?$")
# `U.S.`, `Washington, D.C.`, `Jan.`: its full stop is that of an abbreviation, and no verb stands before it.
_SHORT_FORM = regex(r"(?:[A-Z][\w.’'-]*,?\s){0,2}(?:(?:[A-Za-z]\.){1,5}|(?P<word>[A-Za-z]{2,5})\.)")
LONGEST_OPEN = 220
"""Characters: a longer line is a paragraph, whatever it ends with."""


def classify(text: str) -> tuple[Line, ...]:
    """Each line of a decoded text with its kind, the reason and how sure that is. As many lines as the text has.

    First what a line shows by itself, then, for the rest, what stands beside it. Takes time in proportion to the text's length.
    """
    raw = text.split("\n")
    if not raw[-1]:
        raw.pop()
    raw = [line.strip() for line in raw]
    clock = Clock(raw)
    rows = [_alone(n, line, clock) for n, line in enumerate(raw, 1) if line]
    for rules in (mail, papers, tables, comments, chats, questions, beside, results):
        rules.decide(rows)
    posts.without_context(rows)
    for row in rows:
        if row.kind == "body" and "://" in row.text and not re.search(r"\w", trimmed(row.text)):
            row.set("furniture", "a link and nothing else", 0.9)
    read = {row.n: row for row in rows}
    lines = tuple(
        Line(n, line, read[n].kind, read[n].reason, read[n].sure) if line else Line(n, "", "blank", "empty", 1.0)
        for n, line in enumerate(raw, 1)
    )
    return writers.set_aside(lines)


def told(text: str) -> str:
    """A body line's words without the sign or the number of a list in front of them: told in another order the numbers are wrong."""
    return _NUMBERED.sub("", BULLET.sub("", text, count=1), count=1)


def _alone(n: int, line: str, clock: Clock) -> Row:
    """What a line shows by itself; a row without a kind where its neighbours must say."""
    row = Row(n, line)
    if stamp := clock.alone(line):
        if clock.below and stamp.timed:
            return row.set("stamp", "a time below its text", 0.95)
        row.stamp = stamp
        return row.set("stamp", "only a time, or a time and a name" if stamp.timed else "only a date", 0.97)
    if inline := clock.inline(line):
        if reason := page.furniture(clock.unlabelled(inline[1])[1]):
            return row.set("furniture", reason, 0.9)
        writer, words = clock.unlabelled(inline[1])
        if (writer and chats.is_remark(words)) or (not writer and clock.written and chats.is_system(words)):
            return row.set("furniture", chats.REMARK, 0.8)
        if _BRACKETED.fullmatch(inline[1]):
            return row.set("furniture", "a time and a remark in brackets", 0.85)
        row.inline = True
        if greetings.is_heading(inline[1]):
            return row.set("heading", greetings.GREETS, 0.85)
        stopped = _STOPPED.search(inline[1]) or len(line) > LONGEST_OPEN
        if clock.titled(line) and not stopped:
            return row.set("heading", "a time and a headline, among times that stand alone", 0.85)
        return row.set("body", "a time with the text behind it", 0.95) if stopped else row
    words = told(line)
    if (_STOPPED.search(greetings.unsigned(line)) or notices.reason(words.split(". ", 1)[0])) and (
        news := greetings.news_of(words)
    ) != words:
        return row.set("body", "a full sentence, beside a greeting", 0.9) if news else row.set("furniture", greetings.why(words), 0.9)
    if _BETWEEN_PLUSES.fullmatch(line):
        return row.set("furniture", "a remark of a ticker's own", 0.85)
    if posts.is_signature(line):
        return row.set("furniture", POST, 0.95)
    if reason := page.furniture(line):
        row.links = page.is_links(line)
        return row.set("furniture", reason, 0.95)
    if pictures.is_credit(line):
        return row.set("credit", "short, no full stop, names a photographer or an agency", 0.95)
    if line.startswith("Reporting from") and is_role(line.removesuffix(".")):  # "… Portland, Ore."
        return row.set("furniture", "what the writer does", 0.9)
    if said_by(line):
        return row.set("furniture", BYLINE, 0.95)
    if reason := page.promo(line):
        return row.set("promo", reason, 0.9)
    if reason := tables.reason(line) or mail.alone(line) or papers.alone(line):
        return row.set("furniture", reason, 0.85)
    line = trimmed(line)
    if reason := pictures.caption(line):
        return row.set("caption", reason, 0.88)
    if line.endswith(":") and (len(line.split()) <= 4 or digests.is_title(line[:-1])) and not posts.introduces(line):
        return row
    if _is_short_form(line):
        return row
    if _STOPPED.search(without_symbols(line)) or len(line) > LONGEST_OPEN:
        return row.set("body", "a full sentence", 0.95)
    if BULLET.match(line) and len(line.split()) >= 5:
        return row.set("body", "a point of a list", 0.7)
    return row


def _is_short_form(line: str) -> bool:
    """True for a line of a name or two whose full stop only shortens it: a menu's, never a sentence. `No.` is an answer."""
    match = _SHORT_FORM.fullmatch(line)
    word = match["word"] if match else None
    return match is not None and (word is None or word.lower() in ABBREVIATIONS - {"no", "nos"})
