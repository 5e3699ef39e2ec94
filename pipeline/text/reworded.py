"""What an editor may say in other words without saying anything else: a few closed lists, outside quotation marks alone.

`had not` ⇄ `hadn't`, `it is` ⇄ `it's`; one amount written otherwise (`pipeline.text.amounts`); `about 600` ⇄ `some 600`, `more than 600` ⇄ `over 600`;
`said` ⇄ `says`, `warned` ⇄ `warn`, and behind it `would` → `will`; `added that` → `said that`; `has asked` → `asked`, `has found` → `found`; `a` ⇄ `an`;
`the hall, which was built in 1906` → `the hall, built in 1906`.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.text.amounts import SCALES, counts, same_amount
from pipeline.text.names import ATTRIBUTING
from pipeline.text.plainer import plainer
from pipeline.text.tokens import Token

SAYS = frozenset({"say", "says", "said"})
_ABOUT = frozenset({"about", "around", "some", "roughly", "approximately"})
_BOUNDS = (
    (("over",), ("more", "than")),
    (("under",), ("less", "than")),
    (("under",), ("fewer", "than")),
    (("less", "than"), ("fewer", "than")),
)
_ARTICLES = frozenset({"a", "an"})
_SHORT = {"won't": "will not", "can't": "can not", "shan't": "shall not", "cannot": "can not"}
_WHO = frozenset("i you he she it we they that there who".split())
_TAILS = {"'s": ("is", "has"), "'re": ("are",), "'ve": ("have",), "'ll": ("will",), "'d": ("would", "had"), "'m": ("am",)}
_SUPPOSED = frozenset("may might can could will would shall should must to not".split())
"""Behind one of these nothing has happened yet: `may have closed`, `would long since have closed`."""
_NEAR = 4
_PAST = frozenset(
    """found held made won lost left sent put set cut built bought brought caught fought got had heard hit hurt kept killed laid led let met paid read
    said sold shot shut spent stood told thought""".split()
)
"""As the participle: `has found`, `found`."""
_HELPERS = frozenset("is are was were be been being has have had did do does to not".split()) | _SUPPOSED
_REPORTED = {
    form: past
    for past in ATTRIBUTING
    if past.endswith("ed")
    for form in (past, past[:-2], past[:-1], f"{past[:-2]}s", f"{past[:-1]}s", f"{past[:-3]}ies")
}
"""Of each form of a regular verb of reporting, its past: `warn`, `warns`, `warned`."""
_RELATIVE, _BE = frozenset({"which", "who"}), frozenset({"was", "were", "is", "are"})
_OTHERWISE = {"over", "under", "more", "less", "fewer", "has", "have", "cannot", "would"}.union(
    SAYS, _ABOUT, _REPORTED, _ARTICLES, _RELATIVE, SCALES
)
"""With one of these, an amount, or what has an apostrophe, something can be said otherwise."""


def same_in_other_words(told: Sequence[Token], i: int, source: Sequence[Token], j: int) -> list[tuple[int, int]]:
    """How many words of each side, from `i` and from `j`, say the same in other words."""
    if not (_can_differ(told[i].word) or _can_differ(source[j].word)):
        return _outside(told, i, source, j, plainer(told, i, source, j))
    here, there = told[i : i + 4], source[j : j + 4]
    ours, theirs = [token.word for token in here], [token.word for token in there]
    found: list[tuple[int, int]] = []
    if {ours[0], theirs[0]} <= SAYS or {ours[0], theirs[0]} <= _ARTICLES or (ours[0] == "said" and theirs[:2] == ["added", "that"]):
        found.append((1, 1))
    if ours[0] in _REPORTED and _REPORTED[ours[0]] == _REPORTED.get(theirs[0]) and not _helped(told, i) and not _helped(source, j):
        found.append((1, 1))
    if (ours[0], theirs[0]) == ("will", "would") and _plans(source, j) and _says(told, i, ("say", "says")) and _says(source, j, ("said",)):
        found.append((1, 1))
    if {ours[0], theirs[0]} <= _ABOUT and _counts(told, i + 1) and _counts(source, j + 1):
        found.append((1, 1))
    for one, other in (*_BOUNDS, *((b, a) for a, b in _BOUNDS)):
        a, b = len(one), len(other)
        if tuple(ours[:a]) == one and tuple(theirs[:b]) == other and _counts(told, i + a) and _counts(source, j + b):
            found.append((a, b))
    found += same_amount(told, i, source, j)
    found += plainer(told, i, source, j)
    if (
        theirs[0] in _RELATIVE
        and len(theirs) > 2
        and theirs[1] in _BE
        and theirs[2] == ours[0]
        and participle(ours[0])
        and "," in source[j - 1].after
    ):
        found.append((1, 3))
    if len(theirs) > 1 and " ".join(theirs[:2]) in _whole(ours[0]):
        found.append((1, 2))
    if len(ours) > 1 and " ".join(ours[:2]) in _whole(theirs[0]):
        found.append((2, 1))
    supposed = any(token.word in _SUPPOSED for token in source[max(0, j - _NEAR) : j])
    if len(theirs) > 1 and theirs[0] in ("has", "have") and not supposed and theirs[1] == ours[0] and participle(ours[0]):
        found.append((1, 2))
    return _outside(told, i, source, j, found)


def _outside(told: Sequence[Token], i: int, source: Sequence[Token], j: int, found: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Those of which no word is quoted, and that end alike."""
    return [
        (a, b)
        for a, b in dict.fromkeys(found)
        if _plain([*told[i : i + a], *source[j : j + b]]) and ("?" in told[i + a - 1].after) == ("?" in source[j + b - 1].after)
    ]


def _can_differ(word: str) -> bool:
    return word in _OTHERWISE or "'" in word or counts(word)


def participle(word: str) -> bool:
    """Whether a word can be a verb's participle and its past: `closed`, `held`."""
    return word.endswith("ed") or word in _PAST


def _helped(some: Sequence[Token], at: int) -> bool:
    """Whether the verb at `at` is a participle or an infinitive."""
    return at > 0 and some[at - 1].word in _HELPERS


def _says(some: Sequence[Token], at: int, verbs: Sequence[str]) -> bool:
    """Whether somebody says, earlier in the sentence, what stands at `at`."""
    return any(token.word in verbs and token.sentence == some[at].sentence and not token.quoted for token in some[:at])


def _plans(some: Sequence[Token], at: int) -> bool:
    """Whether the “would” at `at` is a “will” that is reported, and nothing that depends on anything."""
    then = [token.word for token in some[at + 1 : at + 3]]
    done = then[:1] == ["like"] or (then[:1] == ["have"] and then[1:] not in (["a"], ["an"], ["the"], ["to"]))
    return not done and not any(token.word in ("if", "unless", "without", "were") and token.sentence == some[at].sentence for token in some)


def _counts(some: Sequence[Token], at: int) -> bool:
    return at < len(some) and some[at].number


def _plain(some: Sequence[Token]) -> bool:
    """Whether none of the words is quoted."""
    return not any(token.quoted for token in some)


def _whole(word: str) -> tuple[str, ...]:
    """What a word with an apostrophe is short for, as two words."""
    if word in _SHORT:
        return (_SHORT[word],)
    if word.endswith("n't"):
        return (f"{word[:-3]} not",)
    head, mark, tail = word.partition("'")
    return tuple(f"{head} {verb}" for verb in _TAILS.get(f"{mark}{tail}", ())) if head in _WHO else ()
