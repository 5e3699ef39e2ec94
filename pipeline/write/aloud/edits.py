"""Edits to a text as data, so that what was written can always be found again; and edits upon edits as one set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Replacement:
    """One stretch of the written text that is said in other words."""

    start: int
    """In characters of the written text."""
    end: int
    """One past the last; equal to `start` where words are only put in."""
    written: str
    """`text[start:end]`."""
    spoken_start: int
    """In characters of the spoken text."""
    spoken_end: int
    """One past the last."""
    spoken: str
    """What is said instead; empty where the written form is passed over."""
    rule: str
    """Which rule did it: `money`, `date`, `letters`, `quote` …"""


@dataclass(frozen=True, slots=True)
class Edit:
    """`words` instead of `text[start:end]`."""

    start: int
    end: int
    words: str
    rule: str


def apply(text: str, edits: Sequence[Edit]) -> str:
    """The text with its edits made. They are in order and do not overlap."""
    out: list[str] = []
    at = 0
    for edit in edits:
        out += text[at : edit.start], edit.words
        at = edit.end
    return "".join((*out, text[at:]))


def compose(first: Sequence[Edit], between: str, second: Sequence[Edit]) -> list[Edit]:
    """One set of edits that does what `first` did to a text, giving `between`, and then `second` to that.

    Edits of the two sets that touch become one, under the rule that says more.
    """
    if not first or not second:
        return list(first or second)
    out: list[Edit] = []
    shift = 0  # a place in the text less the same place in `between`, behind the last edit of `first` that was passed
    i = j = 0
    while i < len(first) or j < len(second):
        nearest = first[i].start - shift if i < len(first) else len(between) + 1
        low = high = min(nearest, second[j].start if j < len(second) else nearest)
        text_start, rule, j_from = low + shift, "", j
        while True:
            if i < len(first) and first[i].start - shift <= high:
                edit = first[i]
                high = max(high, edit.start - shift + len(edit.words))
                shift += (edit.end - edit.start) - len(edit.words)
                rule, i = _better(rule, edit.rule), i + 1
            elif j < len(second) and second[j].start <= high:
                high, rule, j = max(high, second[j].end), _better(rule, second[j].rule), j + 1
            else:
                break
        words: list[str] = []
        at = low
        for edit in second[j_from:j]:
            words += between[at : edit.start], edit.words
            at = edit.end
        words.append(between[at:high])
        out.append(Edit(text_start, high + shift, "".join(words), rule))
    return out


_FAINT = frozenset(("", "fold", "space", "pause"))
"""Rules that say least of why something is said otherwise."""


def _better(rule: str, other: str) -> str:
    return other if rule in _FAINT and other not in _FAINT else rule or other


def replacements(text: str, edits: Sequence[Edit]) -> tuple[Replacement, ...]:
    """Edits with both sides' places; those that change nothing are left out."""
    out = []
    shift = 0
    for edit in edits:
        written = text[edit.start : edit.end]
        start = edit.start + shift
        shift += len(edit.words) - len(written)
        if written != edit.words:
            out.append(Replacement(edit.start, edit.end, written, start, start + len(edit.words), edit.words, edit.rule))
    return tuple(out)
