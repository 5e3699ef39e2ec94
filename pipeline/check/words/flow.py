"""How the words run: a sentence or a word that is said twice, one that breaks off, a paragraph that says nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.check.finding import ERROR, WARNING
from pipeline.check.words.residue import Rule, rule
from pipeline.check.words.said import Said
from pipeline.regex import regex
from pipeline.text.sentences import split_sentences
from pipeline.text.words import fingerprint, words

LEAST_TWICE = 4
"""Words of a sentence that nobody says twice on purpose."""
LEAST_BROKEN = 3
"""Words that are surely a sentence’s beginning, and not a name."""
ENDED_SHARE = 0.8
"""Where so many paragraphs end with a mark, one that does not is broken off."""

_ENDED = regex(r"[.!?…:;—–-][”’\"')\]»*]*\s*$")
_BREAKS = regex(
    r"\b(?:a|an|the|and|or|of|to|in|on|at|by|for|from|with|that|which|who|whose|as|than|but|because|if|when|while|is|are|was|were|has|have|had|will|"
    r"would|could|should|his|her|their|its|our)$|,$",
    re.IGNORECASE,
)
_BREAKS_AT_STOP = regex(r"\s(?:the|and|an|because|than|whose|nor)\.$")

DOUBLED: tuple[Rule, ...] = (
    rule(
        "doubled",
        "the same word twice",
        r"\b(?:The the(?! [A-Z])|the the(?! [A-Z])|A a|a a|An an|an an|of of|and and|And and|or or|from from|he he|they they|we we|was was|were were)\b",
        case=True,
    ),
    rule(
        "doubled",
        "the same word twice",
        r"\b(to|is|for|with|at|by|as|are|be|it|this|their|his|its|has|have|will|would|could|but|said|not|who|which) \1\b",
        case=True,
        severity=WARNING,
        quoted="",
    ),
    rule(
        "doubled",
        "the same word twice",
        (
            r"(?<![\w-])(?!(?:very|really|many|long|much|more|over|again|years|days|knock|there|never|"
            r"okay|well|please|quite|that|know|yeah) )([a-z]{4,}) \1(?![\w-])"
        ),
        case=True,
        severity=WARNING,
        quoted="",
    ),
)
"""What a hand or a join leaves; “that that” and “had had” are English."""


def twice(passages: Sequence[Said]) -> Iterator[tuple[Said, str, str]]:
    """(passage, severity, sentence) of each sentence that is said twice in a row within a chapter."""
    before, section = "", -1
    for said in passages:
        if said.title:
            continue
        for sentence in split_sentences(said.text):
            mark = fingerprint(sentence)
            count = len(words(sentence))
            if mark == before and section == said.section and count > 2:
                yield said, WARNING if said.quoted or "“" in sentence or count < LEAST_TWICE else ERROR, sentence
            before, section = mark, said.section


def broken(passages: Sequence[Said]) -> Iterator[tuple[Said, str, str]]:
    """(passage, severity, its last words) of each paragraph that breaks off."""
    ends = [said for said in passages if said.last and any(char.isalnum() for char in said.text)]
    ended = [bool(_ENDED.search(said.text)) for said in ends]
    usual = len(ends) > 2 and sum(ended) >= ENDED_SHARE * (len(ends) - 1)
    for said, whole in zip(ends, ended, strict=True):
        tail = " ".join(said.text.split()[-5:])
        if not whole and usual:
            yield said, ERROR if _BREAKS.search(said.text.rstrip()) and len(said.text.split()) >= LEAST_BROKEN else WARNING, tail
        elif not said.quoted and _BREAKS_AT_STOP.search(said.text):
            yield said, ERROR, tail


def empty(passages: Sequence[Said]) -> Iterator[Said]:
    """The passages that nobody can say."""
    return (said for said in passages if not any(char.isalnum() for char in said.text))
