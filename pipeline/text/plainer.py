"""What a presenter says more plainly than what is written: a plainer word for the same, a figure rounded with “about”, `a total of` left out.

Rounded: `1,984 people` → `about 2,000 people`, `nearly 2,000 people`; `212 people` → `more than 200 people`; never a year, a date, or what the source itself
calls “about”, “up to” or “at least”.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pipeline.regex import regex
from pipeline.text.amounts import amounts
from pipeline.text.names import ROLES
from pipeline.text.titles import TITLES
from pipeline.text.tokens import Token
from pipeline.text.words import MONTH

_SAME = (
    ("nobody", "no one"), ("began", "started"), ("begun", "started"), ("begin", "start"), ("begins", "starts"), ("in prison", "in jail"), ("to prison", "to jail"),
    ("attempted to", "tried to"), ("attempting to", "trying to"), ("prior to", "before"), ("in order to", "to"), ("purchased", "bought"),
    ("commenced", "began"), ("commenced", "started"), ("assisted", "helped"), ("individuals", "people"), ("persons", "people"), ("whilst", "while"),
    ("amongst", "among"), ("nearly", "almost"), ("till", "until"), ("a further", "another"), ("an additional", "another"), ("lorry", "truck"),
    ("lorries", "trucks"), ("in the course of", "during"), ("a third of", "one in three"), ("a quarter of", "one in four"), ("a fifth of", "one in five"),
)  # fmt: skip
"""Neither says more than the other, whatever stands beside it."""
_SAID = frozenset("announced stated declared explained noted confirmed warned".split())
"""Who did one of these said so."""
_BE, _THE = frozenset("is are was were be been being".split()), frozenset("the a an his her its their".split())
_LESS = {"about": 0, "around": 0, "roughly": 0, "some": 0, "nearly": -1, "almost": -1, "over": 1}
"""Whether a rounded figure is below (1) the true one, or above it (-1)."""
_BOUND = frozenset(
    "least most than about around over under nearly almost only just some roughly approximately exactly precisely no page flight".split()
)
_SPEAKERS, _ROLES = (
    frozenset({"spokesman", "spokeswoman", "spokesperson"}),
    frozenset((*ROLES.split("|"), *(title.lower() for title in TITLES))),
)
_VERBS = frozenset("is are was were has have had died fell".split())
_RULES = frozenset("must may can could should would will if unless only all every each any".split())
"""With one of these “a man aged 24” is any man of that age."""
_NEAR, _BELOW = Decimal("0.05"), Decimal("0.9")
"""How far a rounded figure may be off; and “more than 200” is said of 212, not of 400."""
_YEAR = regex(r"[12]\d{3}")
_MONTH = regex(MONTH.lower())
_STARTS = (
    frozenset(word for pair in _SAME for phrase in pair for word in phrase.split()[:1])
    | frozenset(_LESS)
    | {"more", "said", "says", "say", "after"}
)


def plainer(told: Sequence[Token], i: int, source: Sequence[Token], j: int) -> list[tuple[int, int]]:
    """How many words of each side, from `i` and from `j`, say the same, those of the source less plainly."""
    if told[i].word not in _STARTS and not told[i].word[:1].isdigit():
        return []
    ours, theirs = _line(told, i), _line(source, j)
    found = []
    for pair in _SAME:
        for one, other in (pair, pair[::-1]):
            if ours.startswith(f"{one} ") and theirs.startswith(f"{other} "):
                found.append((len(one.split()), len(other.split())))
    then = source[j + 1].word if j + 1 < len(source) else ""
    if told[i].word == "after" and source[j].word == "following" and then in _THE and not (j and source[j - 1].word in _BE):
        found.append((1, 1))
    has = source[j].word in ("has", "have")
    if told[i].word in ("said", "says", "say") and (then if has else source[j].word) in _SAID:
        found.append((1, 2 if has else 1))
    if re.fullmatch(r"\d+c", source[j].word) and ours.startswith(f"{source[j].word[:-1]} degrees "):
        found.append((2, 1))
    return found + _rounded(told, i, source, j)


def fillers(source: Sequence[Token], j: int) -> list[int]:
    """The ends of what is left out and begins at `j`: `a total of` 48, two men `aged 24 and 31`, `a spokeswoman for` the line."""
    if source[j].quoted:
        return []
    total = [token.word for token in source[j : j + 3]] == ["a", "total", "of"]
    if total and j + 3 < len(source) and source[j + 3].number:
        return [j + 3]
    end = _aged(source, j)
    speaks = _for_whom(source, j)
    return [*([end] if end else []), *([speaks] if speaks else [])]


def _aged(source: Sequence[Token], j: int) -> int:
    """The end of `aged 24 and 31` behind two men of whom something is told; 0 where it says which men are meant."""
    if (
        source[j].word != "aged"
        or j < 2
        or not (source[j - 2].number or source[j - 2].word in _THE)
        or _narrows(source, source[j].sentence)
    ):
        return 0
    end = j + 1
    while end < len(source) and source[end].word.isdigit():
        end += 2 if end + 1 < len(source) and source[end].after == "" and source[end + 1].word == "and" else 1
    figure = end > j + 1 and source[end - 1].word.isdigit()
    verb = end < len(source) and source[end].word in _VERBS and source[end].sentence == source[j].sentence
    return end if figure and verb else 0


def _narrows(source: Sequence[Token], sentence: int) -> bool:
    return any(token.sentence == sentence and (token.word in _RULES or token.negation) for token in source)


def _for_whom(source: Sequence[Token], j: int) -> int:
    """Where the body begins for which `a spokeswoman for` speaks that says something: what she says, it says. Not a person."""
    words = [token.word for token in source[j : j + 10]]
    if words[:1] not in (["a"], ["an"]) or words[2:4] != ["for", "the"] or words[1] not in _SPEAKERS:
        return 0
    verb = next((n for n, word in enumerate(words) if n > 4 and word in ("said", "says")), 0)
    body = source[j + 4 : j + verb]
    return j + 3 if verb and not any(t.after or t.quoted or t.negation or t.word in _ROLES for t in body) else 0


def _line(some: Sequence[Token], at: int) -> str:
    return " ".join(token.word for token in some[at : at + 5]) + " "


def _rounded(told: Sequence[Token], i: int, source: Sequence[Token], j: int) -> list[tuple[int, int]]:
    word = told[i].word
    length, side = (2, 1) if [token.word for token in told[i : i + 2]] == ["more", "than"] else (1, _LESS.get(word, 2))
    if side == 2 or i + length >= len(told) or not source[j].number or _dated(source, j):
        return []
    return [
        (length + a, b)
        for a, ours in amounts(told, i + length)
        for b, theirs in amounts(source, j)
        if len(ours) == len(theirs) == 1
        and (ours[0][0], ours[0][2]) == (theirs[0][0], theirs[0][2])
        and _rounds(ours[0][1], theirs[0][1], side)
    ]


def _dated(source: Sequence[Token], j: int) -> bool:
    """Whether the figure at `j` is no amount, or one that the source has rounded or bounded itself."""
    near = [source[n].word for n in (j - 1, j + 1) if 0 <= n < len(source)]
    before = [token.word for token in source[max(0, j - 2) : j] if token.sentence == source[j].sentence]
    to = before[-1:] == ["to"] and (before[:1] == ["up"] or source[j - 2].number)
    bound = to or (bool(before) and before[-1] in _BOUND)
    return bound or any(_MONTH.fullmatch(each) for each in near) or _YEAR.fullmatch(source[j].word) is not None


def _rounds(told: Decimal, true: Decimal, side: int) -> bool:
    """Whether one is the other in round figures: two digits of it at most, the rest noughts."""
    if not told or told == true or len(told.normalize().as_tuple().digits) > 2:
        return False
    if side == 1:
        return _BELOW * true <= told < true
    if abs(told - true) > _NEAR * true or (side == -1 and told < true):
        return False
    return told in (_to_digits(true, 1), _to_digits(true, 2))


def _to_digits(value: Decimal, digits: int) -> Decimal:
    return round(value, digits - 1 - value.adjusted())
