"""Somebody's own words that stand without quotation marks: a post above its signature, a speech below "she said:"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from pipeline.model import Line
from pipeline.read.rows import POST, Row
from pipeline.read.trims import without_symbols
from pipeline.regex import regex
from pipeline.text.names import ATTRIBUTING, REPORTING

LONGEST_POST = 6
"""Paragraphs of a post, at most."""

SIGNATURE = regex(r"[—–-]{1,2}\s?(?P<name>.{2,50}?)\s?\(@[\w.]+\).*")
"""`— Ann Other (@annother) November 14, 2025`."""
_VERBS = "|".join((*ATTRIBUTING, "reads"))
_WRITES = regex(r"[A-Z][^.:;“”\"]{2,80}(?<!\b[Hh]e)(?<!\b[Ss]he)(?<!\b[Tt]hey) writes:")
"""What a producer sets above a column, so that its writer is heard."""
COLUMN = 4
"""Paragraphs from which a text below such a line is one to its end; of a shorter one what says nothing of I, we or you may be the reporter's again."""
_INTRODUCES = regex(rf"\b(?:{_VERBS})\b[^.:;“”\"]{{0,80}}:$|^(?:\S+\s){{1,6}}(?:{_VERBS})(?:\s[^\s.…]+){{0,3}}\s?(?:\.\.\.|…)$")
_NAMES = regex(rf"(?!(?:He|She|They)\b)[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)* (?:{_VERBS})\b")
"""“Other said:” leads to her words, whoever signed what stands further below."""
_REPORTED = regex(rf"\b(?:{'|'.join(REPORTING)})\b")
_FIRST_PERSON = regex(r"\b(?:I|[Ww]e)\b")
_SPOKEN_TO = regex(r"\b(?:I|[Ww]e|[Yy]ou)\b")
_PERSON = regex(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Mm]e|us|[Yy]ou|[Yy]our|[Ll]et[’']s)\b")
_MARKS = regex(r"[“”\"]")
_QUOTED = regex(r"[“\"].+[”\"]")
_WHOLE = regex(r"[“\"](?P<words>[^“”\"]+)[”\"]\.?")
_LABELLED = regex(r"(?:[•●▪◦‣∙■►▶*]|[-–—]\s|\(?\d{1,2}[.)]\s|[A-Z][\w’'-]*(?:\s[A-Z][\w’'-]*)?:\s)")


@dataclass(slots=True)
class Spoken:
    """Which lines are somebody's words."""

    texts: dict[int, str] = field(default_factory=dict)
    """By the line's number, its words between quotation marks."""
    joined: set[int] = field(default_factory=set)
    """Those that belong into one paragraph with the line that introduces them."""
    speakers: dict[int, str] = field(default_factory=dict)
    """Whose words they are, where a signature says so."""


def is_signature(line: str) -> bool:
    """True for the line below a post of a network that says who wrote it."""
    return SIGNATURE.fullmatch(line) is not None


def introduces(line: str) -> bool:
    """True for a line that somebody's words may stand below: `She wrote on X:`."""
    return _INTRODUCES.search(line) is not None


def below_introductions(rows: Sequence[Row]) -> None:
    """Below "…she tweeted:" a line in quotation marks, or one above a signature, is somebody's words, with or without a full stop."""
    for above, row, below in zip(rows, rows[1:], [*rows[2:], None], strict=False):
        signed = below is not None and below.reason == POST
        if row.open and above.kind == "body" and introduces(above.text) and (signed or _QUOTED.fullmatch(row.text)):
            row.set("body", "somebody's words, below the line that leads to them", 0.9)


def without_context(rows: Sequence[Row]) -> None:
    """A post that no sentence stands above goes with its signature: nobody could hear whose words they are."""
    for i, row in enumerate(rows):
        if row.reason != POST or i == 0 or rows[i - 1].kind != "body":
            continue
        if i < 2 or rows[i - 2].kind != "body":
            rows[i - 1].set("furniture", "somebody's post, with no sentence above it that leads to it", 0.7)


def spoken(lines: Sequence[Line], texts: dict[int, str]) -> Spoken:
    """The lines that are a post or a speech, of a classified source. `texts` are the words of its body lines, by their number.

    What stands above a signature is its post, from the line that leads to it on. What stands right below "…said:", without marks, is a
    speech as far as it says I, we or you; where it does not, it may be a report, and is left as it is.
    """
    found = Spoken()
    for above, piece in _columns(lines):
        _mark(found, piece, texts, introduced=True, above=above)
    labelled = {line.n for line in lines if _LABELLED.match(line.text)}
    for run, name in _runs(lines):
        opened = [i for i, n in enumerate(run) if _INTRODUCES.search(texts[n]) and not _MARKS.search(texts[n].rsplit(". ", 1)[-1])]
        if name:
            at = next((i for i in reversed(opened) if i < len(run) - 1), len(run) - 2)
            post = run[max(at + 1, len(run) - LONGEST_POST) :]
            quoted = len(post) == 1 and at in opened and _WHOLE.fullmatch(texts[post[0]]) is not None
            if at >= 0 and (quoted or not any(_MARKS.match(texts[n]) for n in post)):
                others = at in opened and _NAMES.match(texts[run[at]]) is not None and name.split()[-1] not in texts[run[at]]
                _mark(found, post, texts, introduced=at in opened, name="" if others else name, above=run[at])
            opened = [i for i in opened if i < at]
        for i in opened:
            if i + 1 < len(run) and not found.texts.keys() & {run[i], run[i + 1]}:
                _mark(found, _speech(run[i + 1 :], texts, labelled), texts, introduced=True, above=run[i])
    return found


def _columns(lines: Sequence[Line]) -> Iterator[tuple[int, list[int]]]:
    """Each line "Ann Other writes:" above a text that mostly says I: its number, and those of all paragraphs down to the next heading or time."""
    for i, line in enumerate(lines):
        if line.kind != "body" or not _WRITES.fullmatch(line.text):
            continue
        below = list(takewhile(lambda each: each.kind not in ("heading", "stamp"), lines[i + 1 :]))
        piece = [each for each in below if each.kind == "body"]
        while 1 < len(piece) < COLUMN and not _PERSON.search(piece[-1].text):
            piece.pop()
        if piece and 2 * sum(_PERSON.search(each.text) is not None for each in piece) >= len(piece):
            yield line.n, [each.n for each in piece]


def _runs(lines: Sequence[Line]) -> list[tuple[list[int], str]]:
    """The body lines that stand together, and who signs them, where a signature stands below."""
    runs: list[tuple[list[int], str]] = []
    run: list[int] = []
    for line in lines:
        if line.kind == "body":
            run.append(line.n)
        elif line.kind != "blank" and run:
            match = SIGNATURE.fullmatch(line.text) if line.reason == POST else None
            runs.append((run, match["name"].strip() if match else ""))
            run = []
    return [*runs, (run, "")] if run else runs


def _speech(below: list[int], texts: dict[int, str], labelled: set[int]) -> list[int]:
    """Of the lines below "…said:" those that are the speech."""
    run: list[int] = []
    for n in below:
        text = texts[n]
        speaks = _FIRST_PERSON if run else _SPOKEN_TO
        if _MARKS.search(text) or n in labelled or _INTRODUCES.search(text) or (_REPORTED.search(text) and not speaks.search(text)):
            break
        run.append(n)
    while run and not _PERSON.search(texts[run[-1]]):
        run.pop()
    return run


def _mark(found: Spoken, lines: list[int], texts: dict[int, str], *, introduced: bool, above: int, name: str = "") -> None:
    for n in lines:
        whole = _WHOLE.fullmatch(texts[n])
        found.texts[n] = f"“{inner(without_symbols(whole['words']) if whole else texts[n])}”"
        if name:
            found.speakers[n] = name
    if introduced and lines:
        found.texts[above] = re.sub(r"\s?(?:\.\.\.|…)$", ":", texts[above])
        found.joined.add(lines[0])


def inner(text: str) -> str:
    """A text as it stands between quotation marks: with single ones for those in it."""
    text = re.sub(r'"([^"]*)"', r"‘\1’", text).replace("“", "‘").replace("”", "’").replace('"', "")
    return text if re.search(r"[.!?…][’)]*$", text) else f"{text.rstrip(',;: ')}."
