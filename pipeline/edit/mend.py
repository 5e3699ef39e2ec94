"""Edits to a sentence that change how it reads aloud and not what it says."""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.text.labels import LABELS
from pipeline.text.sentences import split_sentences

_WHEN = r"(?:\d|(?:early|late|mid)\b|(?:Jan|Febr)uary|March|April|May|June|July|August|(?:Sept|Nov|Dec)ember|October|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_DOUBLED = regex(rf"\b(?!(?:in\s+in|on\s+on)\s+{_WHEN})(to|the|a|an|of|in|on|at|and|for|with|is|was|that|by|from|as)\s+\1\b", re.IGNORECASE)
# "give such as promise to nobody": a slip for "such a", told from "countries such as France" by the verb before and the place after.
_SUCH_AS = regex(r"\b(put|make|give|take|sign|offer|accept|reach)\s+such as (\w+) (in|to|by|with)\b")
# Of a longer word its end is enough: a run of ten thousand signs would be gone over from each of them.
_BRACKET = regex(r"(\S{1,80})\s{0,9}\[([^\[\]]{1,80})\]")
_LISTED = regex(
    r"\s{0,9}\(([^()]{1,60})\)(?:,\s(and\s|or\s)?|\s(and\s|or\s))"
    r"(?=(?:the\s)?[A-ZÀ-Þ0-9€£$][^\s(),;:]{0,30}\s(?:[^\s(),.;:]{1,30}\s){0,5}\([^()]{1,60}\))"
)
"""A bracket behind one part of a list whose next part has one too: with commas alone nobody can hear which belongs to which."""
_ANY_LABEL = "|".join(sorted((" ".join(label) for label in LABELS), key=len, reverse=True))
_LABEL = regex(rf"^\s{{0,9}}(?:(?:{_ANY_LABEL.upper()})(?::| [—–-])|(?i:{_ANY_LABEL}):)\s+(?=\S)")
"""In front of a line as it came in; hours later it says nothing."""
_COURTESY = regex(r"\s\((?:Mr|Mrs|Ms|Miss|Mx)\.?\)")
_PARENTHESIS = regex(r"\s{0,9}\(([^()]{1,160})\)([.,;:?!]?)")
_STOPPED = regex(r"[.!?][”\"’']?$")
NEAR = 60
"""Characters that show whether a full stop ends a sentence."""
_TIE_BREAK = regex(r"\d{1,2}(?:\s?[-–]\s?\d{1,2})?")


def mend(text: str) -> str:
    """A source's paragraph as a newsreader would read it: glosses as plain clauses, doubled words once, plain spaces.

    The edits, and no others: an editor's `[gloss]` of a noun becomes ", or gloss,"; any other `[words]` are read in place;
    `(an aside)` becomes ", an aside,", and behind a full stop a sentence (a set's tie-break does not), with semicolons between the parts of
    a list that have one each; a small word that stands twice in a row stands once; "(Mrs.)" behind a name goes; "make such as promise to" is
    "make such a promise to"; "BREAKING:" in front goes.
    """
    text = unlabelled(text)
    text = _COURTESY.sub("", text)
    text = _BRACKET.sub(_gloss, text)
    text = _LISTED.sub(lambda m: f", {m.group(1).strip()}; {m.group(2) or m.group(3) or ''}", text)
    text = _PARENTHESIS.sub(_aside, text)
    text = _DOUBLED.sub(r"\1", text)
    text = _SUCH_AS.sub(r"\1 such a \2 \3", text)
    text = re.sub(r",\s*([,.;:?!])", r"\1", text)
    return " ".join(text.split())


def unlabelled(text: str) -> str:
    """A line without the label in front: "BREAKING: Bridge closed" → "Bridge closed"."""
    bare = _LABEL.sub("", text)
    return text if bare == text else capital(bare)


def _aside(match: re.Match[str]) -> str:
    """An aside between commas, behind a full stop one sentence more; a tie-break behind its set stays: between commas it is one more set."""
    aside, before = match.group(1).strip(), match.string[max(0, match.start() - NEAR) : match.start()]
    if _STOPPED.search(before) and split_sentences(f"{before} {capital(aside)}")[-1] == capital(aside):
        return f" {full_stop(capital(aside))}"
    if _TIE_BREAK.fullmatch(aside) and before[-1:].isdigit():
        return match.group()
    return f", {aside}{match.group(2) or ','}"


def _gloss(match: re.Match[str]) -> str:
    word, gloss = match.group(1), match.group(2).strip()
    if gloss in ("sic", "…", "..."):
        return word
    single = re.fullmatch(r"[a-z]+", gloss) is not None and re.fullmatch(r"[“\"]?[\w’'-]+", word) is not None
    return f"{word}, or {gloss}," if single else f"{word} {gloss}"


def capital(text: str) -> str:
    """The text with its first letter as a capital; one that opens with a figure (“900 of them”) as it is."""
    for i, char in enumerate(text):
        if char.isalnum():
            return text[:i] + char.upper() + text[i + 1 :]
    return text


def full_stop(text: str) -> str:
    """The text as a sentence: a comma or nothing at its end becomes a full stop."""
    text = text.strip().rstrip(",;:–— ")
    return text if re.search(r"[.!?…][”\"’')]*$", text) else f"{text}."
