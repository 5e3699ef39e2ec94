"""Residue in a text: what a page, a template or a tool left in the words, which a voice would read out.

A rule is a pattern, what it shows, and how sure that is. Quoted words may be anybody's: what is an error in the programme's own voice is
there a warning at most, where the rule does not say that nobody can have said it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from pipeline.check.finding import ERROR, WARNING
from pipeline.regex import regex
from pipeline.text.sentences import quotations, split_sentences

NOTHING = ""
"""The severity of what is no finding."""
SHOWN = 48
"""Characters of what was found that a message shows."""

_ORDER = (NOTHING, WARNING, ERROR).index
_TOLD = regex(
    r",[”’]? (?:[\w’' .-]{2,50} )?(?:said|says?|told|wrote|heard|warned|added|argued|reads?|asked|replied|answered|cried)\b[^,:]*\.$"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of residue."""

    kind: str
    """`markup`, `page` …: the finding's code without the check's name."""
    pattern: str
    what: str
    """What it is, for the message."""
    severity: str = ERROR
    quoted: str = WARNING
    """The severity where it stands in a quotation, or somebody who is quoted says it."""
    own: str | None = None
    """The severity in the show's own words, which are unmarked; None for the same."""
    opens: bool = False
    """Whether it counts only where a sentence begins."""
    case: bool = False
    """Whether it cares for capitals."""
    signs: frozenset[str] = frozenset()
    """Characters of which one stands in whatever it finds: most texts have none, and are not searched. Empty for any."""
    only: Callable[[str], bool] | None = None
    """Says whether what matches is one; None for yes."""

    @property
    def compiled(self) -> re.Pattern[str]:
        """Its pattern, compiled when it is first looked for."""
        return _compiled(self.pattern, 0 if self.case else re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a rule holds."""

    kind: str
    severity: str
    words: str
    what: str
    start: int
    end: int


def find(text: str, rules: Sequence[Rule], *, marked: bool, quoted: bool) -> list[Hit]:
    """What the rules find in a passage, the first rule first; what one has found the next ones pass over.

    `marked` says whether it names a source, `quoted` whether the one who speaks is quoted.
    """
    hits: list[Hit] = []
    spans = _quoted(text)
    signs = set(text)
    for rule in rules:
        if rule.signs and rule.signs.isdisjoint(signs):
            continue
        for match, told in _matches(rule, text):
            start, end = match.span()
            if any(start < hit.end and hit.start < end for hit in hits):
                continue
            severity = rule.own if rule.own is not None and not marked else rule.severity
            if told:
                severity = min(WARNING, severity, key=_ORDER)
            if quoted or any(first < end and start < last for first, last in spans):
                severity = min(rule.quoted, severity, key=_ORDER)
            if severity:
                hits.append(Hit(rule.kind, severity, _shown(match.group()), rule.what, start, end))
    return hits


def rule(kind: str, what: str, *patterns: str, signs: str = "", **more: Any) -> Rule:
    """A rule of one or several patterns, which do not care for capitals unless `case` says so."""
    return Rule(kind, "|".join(patterns), what, signs=frozenset(signs), **more)


@cache
def _compiled(pattern: str, flags: int) -> re.Pattern[str]:
    return re.compile(pattern, flags)


def _matches(rule: Rule, text: str) -> Iterator[tuple[re.Match[str], bool]]:
    """Each place, and whether the sentence says behind it who said so: somebody’s words without their marks."""
    if not rule.opens:
        yield from ((match, False) for match in rule.compiled.finditer(text) if rule.only is None or rule.only(match.group()))
        return
    for start, end in _sentences(text):
        if match := rule.compiled.match(text, start, end):
            yield match, _TOLD.search(text, match.end(), end) is not None


@lru_cache(maxsize=8)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Where each sentence begins and ends."""
    found, at = [], 0
    for piece in split_sentences(text):
        at = text.index(piece, at)
        found.append((at, at + len(piece)))
        at += len(piece)
    return tuple(found)


def _quoted(text: str) -> list[tuple[int, int]]:
    """The quotations, and one that is not closed to the end."""
    spans = [(found.start, found.end) for found in quotations(text)]
    last = text.rfind("“")
    if last > text.rfind("”"):
        spans.append((last, len(text)))
    return spans


def _shown(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= SHOWN else f"{words[:SHOWN].rstrip()} …"
