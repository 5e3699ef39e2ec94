"""Who wrote it says I: the programme's voice must not say so for somebody else. Somebody's words, a letter and a speech stay."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import replace

from pipeline.model import Line
from pipeline.read import greetings, posts
from pipeline.read.bylines import names_of
from pipeline.read.rows import BYLINE
from pipeline.read.stamps import Clock, whole
from pipeline.regex import regex
from pipeline.text.names import ATTRIBUTING, TOLD_ME
from pipeline.text.sentences import sentences_outside_quotes

SPEAKS = "the writer speaks of himself"
"""The reason of lines of nothing else."""
BEFORE = "a full sentence, above what the writer says of himself"
"""The reason of body lines whose beginning alone is told."""
SHORTEST = 5
"""Words: a shorter beginning is cut with what it begins."""
PIECE = 3
"""So many paragraphs in the first person, half of the text or more, are a column or a report of the writer's own; so is a shorter text of nothing else."""

_VERBS = "|".join(ATTRIBUTING)
_QUOTED = regex(r"“[^”]*”|\"[^\"]*\"|(?<!\w)‘.{0,600}?’(?!\w)|(?<!\w)'.{0,600}?'(?!\w)")
_OPEN = regex(r"[“”\"]|(?<!\w)['‘]")
# "I'm a Celebrity", "I, Daniel Blake" and "Henry I of England" are names.
_I = regex(r"(?:(?P<before>\S+)\s|(?:^|(?<=[(—–])))I(?=['’](?:m|ve|ll|d)\b(?! (?:a |an |the )?[A-Z])|\s[a-z]|,\s[a-z])")
_MINE = regex(r"(?<![\w'’-])(?:my|me|myself)(?![\w'’-])|(?:^|[.!?]\s)My\s[a-z]")
# Capitalised only because they open a sentence, or always: what stands in front of "I" besides is a king or a war.
_OPENERS = frozenset(
    """after although and as at because before but earlier even here how if last later like meanwhile nor now of off on once or perhaps personally since so
    still that then there this though today tomorrow tonight until well what when where whether which while who why with yes yesterday yet frankly honestly
    monday tuesday wednesday thursday friday saturday sunday""".split()
)
_SAID = regex(
    rf"\b(?:{_VERBS})\b[^.:]{{0,80}}:\s|"
    rf",\s(?:(?:he|she|they)\s(?:{_VERBS}|[a-z]+ed)|(?:[A-Z][\w’'-]*\s){{1,4}}(?:{_VERBS})|(?:the|an?|his|her|its|their|one)\s[\w’' -]{{2,50}}\s(?:{_VERBS})|"
    rf"(?:{_VERBS})\s(?:[A-Z]|(?:the|an?)\s))[^.]{{0,60}}\.?$"
)
_LED = regex(r":$")
_LABEL = r"(?:[A-Z][\w’'-]*\.?|of|for|the|and|\([^()]{1,40}\))"
_LABELLED = regex(rf"[A-Z][\w’'-]*\.?(?:\s{_LABEL}){{0,9}}:\s|[QA][:.]\s")
_DOCUMENT = regex(
    r"\b(?:letter|statement|speech|address|remarks|testimony|verdict|transcript|interview|e-?mail|full text|in full)\b",
    re.IGNORECASE,
)
_DEAR = regex(r"(?:Dear\s.{2,60}|To whom it may concern)[,:]?")


def set_aside(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The classified lines without the paragraphs in which the writer says I, me or my; of one that begins otherwise the beginning stays.

    A text of which they are most goes as a whole: what is left of a column is no news, and its title is an opinion.
    """
    news = {line.n: greetings.news_of(line.text) or line.text for line in lines if line.kind == "body" and speaks(line.text)}
    found = {n: _beginning(text) for n, text in news.items() if speaks(text)}
    if not found:
        return lines
    own = _somebodys(lines)
    speaking = found.keys() - own
    pieces = {line.n: reason for part in _texts(lines, speaking) if (reason := _piece(part, speaking)) for line in part}
    return tuple(
        replace(line, kind="furniture", reason=pieces[line.n], confidence=0.85)
        if line.n in pieces and line.kind == "body"
        else _judged(line, found[line.n])
        if line.n in speaking
        else line
        for line in lines
    )


def news_of(text: str) -> str:
    """What of a line with the reason BEFORE is told."""
    return _beginning(text)


def speaks(text: str) -> bool:
    """True for a text that says I, me or my outside quotation marks, and not as somebody's words that lack them."""
    if not (" my " in text or " me" in text or "I" in text or "myself" in text or "My" in text):
        return False
    bare = _QUOTED.sub(" “” ", text)
    if _OPEN.search(bare.replace("“”", "")) or _SAID.search(bare) or _LABELLED.match(bare):
        return False
    bare = TOLD_ME.sub("said", bare)  # as it will be told
    return _MINE.search(bare) is not None or any(_is_person(match["before"]) for match in _I.finditer(bare))


def _is_person(before: str | None) -> bool:
    """Whether an I with this word before it is a person and not a number: `World War I`, `Elizabeth I`."""
    if not before or before[0].islower() or not before[-1].isalnum():
        return True
    return before.lower() in _OPENERS


def _beginning(text: str) -> str:
    """The sentences above the first in which the writer speaks."""
    told: list[str] = []
    for sentence in sentences_outside_quotes(text):
        if speaks(sentence):
            break
        told.append(sentence)
    kept = " ".join(told)
    return kept if len(kept.split()) >= SHORTEST and not kept.endswith((":", "?")) else ""


def _texts(lines: tuple[Line, ...], speaking: Set[int]) -> list[tuple[Line, ...]]:
    """What may be a text of one writer: all lines, where he speaks below each heading; else those below each. In a live blog it is an aside."""
    if not speaking or _is_live(lines):
        return []
    parts: list[list[Line]] = [[]]
    for line in lines:
        if line.kind == "heading":
            parts.append([])
        parts[-1].append(line)
    told = [part for part in parts if any(line.kind == "body" for line in part)]
    return [lines] if all(any(line.n in speaking for line in part) for part in told) else [tuple(part) for part in told]


def _is_live(lines: Sequence[Line]) -> bool:
    """Whether a time stands below the first paragraph, or in front of a later one."""
    first = next(n for n, line in enumerate(lines) if line.kind == "body")
    clock = Clock(line.text for line in lines)
    return any(
        (stamp := whole(line.text)) is not None and stamp.timed
        if line.kind == "stamp"
        else line.kind == "body" and clock.inline(line.text) is not None
        for line in lines[first + 1 :]
    )


def _piece(lines: tuple[Line, ...], speaking: Set[int]) -> str:
    """Why a text is a column or a report in the writer's own person, and what to do; empty for any other."""
    body = [line for line in lines if line.kind == "body"]
    own = sum(line.n in speaking for line in body)
    if 2 * own < len(body) or (own < PIECE and own < len(body)):
        return ""
    names = [names_of(line.text) for line in lines if line.reason == BYLINE]
    who = names[0] if len(names) == 1 and " and " not in names[0] else "NAME"
    return f"written in the first person, which the anchor cannot say: paste it below a line “{who} writes:”, and another voice reads it"


def _judged(line: Line, beginning: str) -> Line:
    return replace(line, reason=BEFORE) if beginning else replace(line, kind="furniture", reason=SPEAKS, confidence=0.85)


def _somebodys(lines: Sequence[Line]) -> set[int]:
    """The body lines that are somebody's words: below "she said:", above a signature, in a letter, below a heading that names a document."""
    own = set(posts.spoken(lines, {line.n: line.text for line in lines if line.kind == "body"}).texts)
    led = document = False
    for line in lines:
        if _DEAR.fullmatch(line.text):
            led = True
        elif line.kind in ("stamp", "heading"):
            # "Voice of Ann Other:" labels somebody's words.
            document = line.kind == "heading" and (_DOCUMENT.search(line.text) or _LED.search(line.text)) is not None
            led = False
        elif line.kind == "body":
            if led or document:
                own.add(line.n)
            led = led or _LED.search(line.text) is not None
    return own
