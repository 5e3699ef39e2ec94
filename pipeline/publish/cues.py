"""Sentences as cues: a few short lines each, with a start and an end, in order and never over one another."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from pipeline.publish.told import Span
from pipeline.regex import regex

LINES = 2
"""A cue."""

SENTENCE_END, CLAUSE_END = regex(r"[.!?…]['\"’”)\]]*$"), regex(r"[,;:–—]['\"’”)\]]*$")

SENTENCE_PULL, CLAUSE_PULL = 0.35, 0.2
"""How far from the middle, as shares of the text's length, a cue is rather broken behind a sentence or a clause than between words."""


class Word(NamedTuple):
    """A word of a cue, or a piece of one that is longer than a line."""

    text: str
    """As the file writes it."""
    at_ms: int | None = None
    """When it begins, where that is known."""
    spoken: bool = True
    """A speaker's name is not."""


class Cue(NamedTuple):
    """What is shown at once."""

    start_ms: int
    end_ms: int
    lines: tuple[tuple[Word, ...], ...]


class Form(NamedTuple):
    """How long lines may be, and how a file writes a text."""

    line: int
    """Characters a line, as written."""
    first_line: int
    """The same of a cue's first line."""
    escape: Callable[[str], str]


def cues(span: Span, form: Form, before: Sequence[Word] = ()) -> Iterator[Cue]:
    """The cues of what was spoken in one go; none where it has no words or no time. `before` is shown in front of them.

    The first starts and the last ends exactly where the speech does. Between them a cue ends where the next word that has a time
    begins, if the next cue has one; else the time is shared out by the number of characters. Each lasts a millisecond at least.
    """
    times = span.words_ms or itertools.repeat(None)
    words = [
        Word(part, at if n == 0 else None) for word, at in zip(span.words, times, strict=False) for n, part in enumerate(_hard(word, form))
    ]
    start, end = span.start_ms, span.end_ms
    if not words or end <= start:
        return
    pieces = _split([*before, *words], form)
    if end - start < len(pieces):  # hardly a sound: as many cues as there are milliseconds
        pieces = [*pieces[: end - start - 1], tuple(itertools.chain.from_iterable(pieces[end - start - 1 :]))]
    lengths = [sum(len(word.text) + 1 for line in piece for word in line if word.spoken) for piece in pieces]
    total, heard, at = max(1, sum(lengths)), 0, start
    for n, piece in enumerate(pieces):
        left = len(pieces) - n - 1
        heard += lengths[n]
        following = next((word.at_ms for line in pieces[n + 1] for word in line if word.at_ms is not None), None) if left else None
        until = end if not left else following if following is not None else start + round((end - start) * heard / total)
        until = min(max(until, at + 1), end - left)
        yield Cue(at, until, piece)
        at = until


def _split(words: list[Word], form: Form) -> list[tuple[tuple[Word, ...], ...]]:
    """Words as cues: a text that is too long is broken in two near its middle, rather behind a sentence or a clause, until all fits."""
    lines = _wrap(words, form)
    if len(lines) <= LINES:
        return [_even(words, lines, form)]
    length = sum(len(word.text) + 1 for word in words)
    best, least, at = 1, float(length), 0
    for n, word in enumerate(words[:-1], 1):
        at += len(word.text) + 1
        pull = SENTENCE_PULL if SENTENCE_END.search(word.text) else CLAUSE_PULL if CLAUSE_END.search(word.text) else 0.0
        cost = abs(at - length / 2) - pull * length
        if cost < least and word.spoken:
            best, least = n, cost
    return _split(words[:best], form) + _split(words[best:], form)


def _wrap(words: list[Word], form: Form) -> list[list[Word]]:
    lines: list[list[Word]] = [[]]
    length = 0
    for word in words:
        longer = length + bool(lines[-1]) + len(word.text)
        if longer <= (form.first_line if len(lines) == 1 else form.line):
            lines[-1].append(word)
            length = longer
        else:
            lines.append([word])
            length = len(word.text)
    return lines if lines[0] else lines[1:]


def _even(words: list[Word], lines: list[list[Word]], form: Form) -> tuple[tuple[Word, ...], ...]:
    """Two lines as nearly of one length as they can be: a word alone on the second looks like a mistake."""
    if len(lines) != 2:
        return tuple(map(tuple, lines))

    whole = sum(len(word.text) + 1 for word in words) - 1
    best, least, first = 0, whole + 1, -1
    for n, word in enumerate(lines[0], 1):
        first += len(word.text) + 1
        second = whole - first - 1
        if second <= form.line and max(first, second) <= least:
            best, least = n, max(first, second)
    return tuple(words[:best]), tuple(words[best:])


def _hard(word: str, form: Form) -> list[str]:
    """A word, as written, in pieces of at most a line: an address may be longer than one."""
    if len(whole := form.escape(word)) <= form.first_line:
        return [whole]
    pieces = [""]
    for character in map(form.escape, word):
        if len(pieces[-1]) + len(character) > form.first_line:
            pieces.append("")
        pieces[-1] += character
    return pieces
