"""Words that only paint: what is said without them is said by the sentence with them, too (“the long-awaited report”)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.regex import regex
from pipeline.text.tokens import Token

_PAINTS = frozenset(
    """heavy strong powerful big large huge giant massive vast tall overnight long-awaited eagerly-awaited long-running much-loved beloved famous
    renowned celebrated well-known beautiful picturesque historic dramatic spectacular stunning remarkable extraordinary shocking terrible tragic
    bitter fierce furious angry emotional tearful crucial vital important controversial busy bustling crowded sprawling remote stone wooden brick steel
    iron concrete""".split()
)
"""Not what narrows (draft, alleged, former, likely, partial), makes less of it (minor, slight, narrow) or is a grade of its own (severe, major, red)."""
_AGED = regex(r"\d{1,3}-year-old")
_WIDENS = frozenset(
    """if unless whether only even all every each any few fewer most least best worst first last more less than as too so very how such same other another
    both either no must may can should""".split()
)
"""With one of these in the sentence less is not said by more: `all wooden bridges`, `the first stone bridge`, `if heavy rain falls`."""
_ONE = frozenset("a an the this that its his her their our".split())
"""With one of these in front, or a number, something that there was is meant, and no kind of thing: `large firms must pay` is not `firms must pay`."""
_ENDS = frozenset("and or but enough in on of to for".split())
"""Behind a word that says something of its own: `the rain was heavy and cold`."""


def paints(source: Sequence[Token], j: int, start: int, end: int) -> list[int]:
    """The end of such words that begin at `j`, in front of what they paint, in the sentence from `start` to `end`."""
    at = j
    while at < end and _is_paint(source[at]):
        at += 1
    one = j > start and (source[j - 1].word in _ONE or source[j - 1].number)
    if (
        at in (j, end)
        or not one
        or any(token.negation or token.word in _WIDENS or token.word.endswith("est") for token in source[start:end] if not token.quoted)
    ):
        return []
    return [at] if not (source[at].quoted or source[at].name or source[at].word in _ENDS) else []


def may_paint(token: Token) -> bool:
    """Whether it is one of these words, wherever it stands."""
    return token.word in _PAINTS or (token.word[:1].isdigit() and _AGED.fullmatch(token.word) is not None)


def _is_paint(token: Token) -> bool:
    """Whether it only paints; a capital belongs to a name."""
    return may_paint(token) and not (token.quoted or token.after or token.name)
