"""Where a sentence says when something happened, in words that it can be told without."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.regex import regex
from pipeline.text.tokens import Token
from pipeline.text.words import MONTH, WEEKDAY

_DAY = f"(?:{WEEKDAY.lower()})"
_MONTH = f"(?:{MONTH.lower()})"
_CLOCK = r"(?:\d{1,2}(?:[.:]\d\d)?(?:am|pm)|\d{1,2}[.:]\d\d|noon|midnight|\d{1,2} (?:am|pm|a\.m|p\.m))"
_WHEN = regex(
    rf"(?:(?:early |late |later )?on {_DAY}(?: morning| afternoon| evening| night)?|on \d{{1,2}} {_MONTH}|on {_MONTH} \d{{1,2}}|yesterday|last (?:week|month|night)"
    rf"|earlier this (?:week|month|year)|(?:shortly |just )?(?:after|before) {_CLOCK}|at (?:about |around )?{_CLOCK})"
)
_IN = regex(rf"in (?:{_MONTH}|\d{{4}}|the (?:first|second|third|fourth) quarter)")
"""Its place in a sentence may change; it is not left out."""
OPENS = frozenset("on early late later yesterday last earlier shortly just after before at".split())
"""How it begins: looked at first, as it is asked of each word of a text."""
WHEN_WORDS = 5
_HELD = frozenset(
    """may might can could will would shall should must is are am be only if unless until except even every each always most due expected planned scheduled
    set likely hope hopes hoped""".split()
)
"""Beside one of these it matters when: `shops may open on Sunday`, `only on Friday`, `is closed on Monday`."""
_PLANNED = frozenset(
    """begin begins start starts open opens close closes reopen reopens resume resumes continue continues expire expires arrive arrives leave leaves meet
    meets""".split()
)
"""Right in front of the time these are what is to come: `the trial resumes on Monday`."""
_NOT_BEHIND = frozenset(
    "shortly just soon long early late later earlier not especially mainly again first last all from since until till by".split()
)


def when_ends(source: Sequence[Token], j: int, start: int, end: int, *, said: bool) -> list[int]:
    """The ends of a time that begins at `j` and may be left out, in the sentence from `start` to `end`: something happened, and did not just then fail to.

    `said`: the word before tells that somebody spoke, and it is only said when. Of `early on Thursday` the first word alone may go, whatever hangs on the day.
    """
    whole = _whole_ends(source, j, start, end, said=said)
    bound = (j > start and source[j - 1].word in _NOT_BEHIND) or any(token.negation for token in source[start:end])
    return [j + 1, *whole] if source[j].word in ("early", "late") and _on_a_day(source, j + 1, end) and not bound else whole


def is_when(words: Sequence[Token]) -> bool:
    """Whether words say when, and nothing else: `on Wednesday morning`, `in March`."""
    text = " ".join(token.word for token in words)
    return (_WHEN.fullmatch(text) or _IN.fullmatch(text)) is not None and not any(token.quoted for token in words)


def _on_a_day(source: Sequence[Token], at: int, end: int) -> bool:
    return at + 1 < end and source[at].word == "on" and re.fullmatch(_DAY, source[at + 1].word) is not None


def _whole_ends(source: Sequence[Token], j: int, start: int, end: int, *, said: bool) -> list[int]:
    """The ends of the whole time."""
    clause = next((k + 1 for k in range(j, end - 1) if "," in source[k].after and source[k + 1].word in ("and", "but")), end)
    if not said and any(token.word in _HELD or token.negation for token in source[start:clause] if not token.quoted):
        return []
    if j > start and (source[j - 1].word in _NOT_BEHIND or source[j - 1].word in _PLANNED):
        return []
    found = []
    for stop in range(j + 1, min(j + WHEN_WORDS, end) + 1):
        words = " ".join(token.word for token in source[j:stop])
        if _WHEN.fullmatch(words) and not _more(source, stop, end) and not any(token.quoted for token in source[j:stop]):
            found.append(stop)
    return found


def _more(source: Sequence[Token], at: int, end: int) -> bool:
    """Whether the time goes on: `on Monday and Tuesday`, `on Monday morning`."""
    word = source[at].word if at < end else ""
    another = at + 1 < end and (source[at + 1].number or re.fullmatch(_DAY, source[at + 1].word) is not None or source[at + 1].word == "on")
    return word in ("morning", "afternoon", "evening", "night") or (word in ("and", "or", "to", "until", "till", "but") and another)
