"""What is wrong with a sentence that could not be proved: the words, and what they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from pipeline.text.names import REPORTING, Person
from pipeline.text.tokens import ADDED, Token, plain

KINDS = ("number", "negation", "name", "quotation", "question", "word", "left-out", "attribution", "order")
_PRONOUNS = frozenset({"he", "she", "they", "him", "her", "it", "i", "we", "you"})


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that a told sentence has and its source has not, or the other way round."""

    kind: str
    """One of KINDS."""
    words: str
    """As they are told, or as the source has them where they were left out."""
    message: str
    """For people: one line."""


_ADDED = {
    "number": "the source has no such number",
    "negation": "the source does not say so: a negation was added",
    "name": "the source does not name it there",
    "quotation": "the source does not quote these words",
    "word": "not in its source",
}
ELSEWHERE = "stands elsewhere in its source"
_LEFT = {
    "number": "a number of the source is left out",
    "negation": "a negation of the source is left out",
    "name": "a name of the source is left out",
    "quotation": "a word of the quotation is left out",
    "word": "words of the source are left out",
}


def diagnose(
    told: Sequence[Token], paragraphs: Sequence[Sequence[Token]], people: Mapping[str, Person], *, quote: bool | None
) -> list[Fault]:
    """The faults of a sentence, by the source's sentence that is most like it; at least one."""
    source = _nearest(told, paragraphs)
    if not source:
        return [Fault("word", _said(told), "its source is not there")]
    if quote is True and not any(token.quoted for token in source):
        return [Fault("quotation", _said(told), _ADDED["quotation"])]
    faults: list[Fault] = []
    matcher = SequenceMatcher(None, [t.word for t in told], [s.word for s in source], autojunk=False)
    have = {token.word for paragraph in paragraphs for token in paragraph}
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    first, last = (blocks[0].b, blocks[-1].b + blocks[-1].size) if blocks else (0, len(source))
    for tag, i, i2, j, j2 in matcher.get_opcodes():
        added, left = list(told[i:i2]), list(source[j:j2])
        if tag == "equal":
            faults += [
                Fault("question", t.raw, "a question told as a statement, or the other way round")
                for t, s in zip(added, left, strict=True)
                if ("?" in t.after) != ("?" in s.after) and ":" not in t.after
            ]
            faults += [
                Fault("quotation", t.raw, _ADDED["quotation"]) for t, s in zip(added, left, strict=True) if t.quoted and not s.quoted
            ]
            continue
        among = bool(left) and any(token.quoted for token in left) and quote is not False
        for n, token in enumerate(added):
            if _meant(token, people) or (i + n == 0 and token.word in ADDED and len(told) > 1):
                continue
            opening = i + n == 0 and not (len(told) > 1 and told[1].word in REPORTING)
            kind = _kind(token, opening=opening, quoted=bool(token.quoted) or among or quote is True)
            message = _ADDED[kind] if token.word not in have or kind != "word" else ELSEWHERE
            faults.append(Fault(kind, token.raw, message))
        outside = j2 <= first or j >= last
        for token in left:
            if (token.negation or token.number) and (not outside or token.negation) and not (token.quoted and outside):
                faults.append(
                    Fault(_kind(token, opening=False, quoted=False), token.raw, _LEFT["negation" if token.negation else "number"])
                )
        if left and not added and not outside and not any(t.negation or t.number for t in left):
            faults.append(Fault("left-out", _said(left), _LEFT["quotation" if left[0].quoted else "word"]))
    faults = _reordered(faults, {token.word for token in source})
    if not faults:
        unsaid = [*source[:first], *source[last:]]
        says = any(token.word in REPORTING or token.word in ("say", "according") for token in unsaid)
        gone = "who says it is left out" if says else "left out, which may change what is told"
        kind, message = ("attribution", gone) if unsaid else ("order", "the words stand in another order than in the source")
        faults.append(Fault(kind, _said(unsaid or told), message))
    return faults


def _reordered(faults: list[Fault], have: set[str]) -> list[Fault]:
    """One fault for all words that the source has elsewhere: nobody reads a line for each word of a clause that was moved."""
    moved = [
        fault
        for fault in faults
        if fault.kind in ("word", "name", "number") and fault.message in (_ADDED[fault.kind], ELSEWHERE) and plain(fault.words) in have
    ]
    if len(moved) < 2:
        return faults
    words = " ".join([fault.words for fault in moved[:8]] + ["…"] * (len(moved) > 8))
    return [
        Fault("order", words, "stands elsewhere in its source, where it may say something else"),
        *(f for f in faults if f not in moved),
    ]


def _nearest(told: Sequence[Token], paragraphs: Sequence[Sequence[Token]]) -> Sequence[Token]:
    """The source's sentence that shares most with what is told."""
    words = [token.word for token in told]
    best: Sequence[Token] = ()
    most = -1.0
    for paragraph in paragraphs:
        for sentence in dict.fromkeys(token.sentence for token in paragraph):
            own = [token for token in paragraph if token.sentence == sentence]
            shared = sum(b.size for b in SequenceMatcher(None, words, [t.word for t in own], autojunk=False).get_matching_blocks())
            if shared > most:
                best, most = own, shared
    return best


def _kind(token: Token, *, opening: bool, quoted: bool) -> str:
    if token.negation:
        return "negation"
    if token.number:
        return "number"
    if quoted:
        return "quotation"
    return "name" if token.name and not opening else "word"


def _meant(token: Token, people: Mapping[str, Person]) -> bool:
    """Whether it is a pronoun for one of the people."""
    return token.word in _PRONOUNS and any(person.pronoun in ("", token.word) for person in people.values())


def _said(some: Sequence[Token]) -> str:
    words = [token.raw for token in some]
    return " ".join(words if len(words) <= 8 else [*words[:8], "…"])


_DO = {
    "number": "Write the figure as the source has it",
    "negation": "Deny only what the source denies",
    "name": "Name whom the source names",
    "quotation": "Quote word for word, or tell it without quotation marks",
    "question": "Ask what the source asks, and state what it states",
    "word": "Say it in the source’s words",
    "order": "Keep who did what, and who says what, as the source has it",
}


def remedy(fault: Fault, marks: str, says: str = "") -> str:
    """What an editor does about a fault, in a line; `marks` are its source's lines, and `says` what stands there, where that is to be shown."""
    there = f" {marks} says: {says}" if says else ""
    if fault.kind in ("left-out", "attribution") or fault.message in _LEFT.values():
        return f"Put “{fault.words}” back, or leave the sentence out.{there}"
    return f"{_DO[fault.kind]}, or mark the line that says it.{there}"
