"""What stands between commas or in brackets behind a word, and may be left out: who somebody is, how old, where from, since when."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.text.clauses import BELIEVES, FINITE, HANGS, REPORTS, takes_back
from pipeline.text.names import ROLES
from pipeline.text.tokens import Token

BESIDE_CAUSE = frozenset("only just mainly partly largely simply not".split())
_WORDS = 24
_RANKS = frozenset("first second third fourth fifth sixth latest last".split())
_ROLES, _ONE_OF = frozenset(ROLES.split("|")), frozenset("the a an its his her their our".split())
"""`The union’s leader, Ann Other, said` is `The union’s leader said`."""
_AFTER = frozenset("is are was has will praised said says told".split())
_PARTICIPLES = frozenset(
    """immobilised seen known described called held based led backed published carrying involving built opened founded designed owned organised written
    born""".split()
)


def _age(token: Token) -> bool:
    return token.word.isdigit() and len(token.word) < 4


def aside_ends(source: Sequence[Token], j: int, start: int, end: int) -> list[int]:
    """The end of an aside that begins at `j`, in the sentence from `start` to `end`: `Ann Other, the mayor, said`; `the ships, held in port since May, to`."""
    bracket = "(" in source[j].before and source[j].sentence == source[j - 1].sentence
    if not (bracket or "," in source[j - 1].after) or source[j - 1].quoted:
        return []
    close = next((k for k in range(j, min(j + _WORDS, end)) if (")" if bracket else ",") in source[k].after), None)
    if close is None or close + 1 >= end or any(token.quoted for token in source[j : close + 1]):
        return []
    inside, after = source[j : close + 1], source[close + 1]
    if bracket and all(token.number or token.raw.isupper() for token in inside):  # “38F (3C)”, “the agency (NSA)”
        return [close + 1]
    relative = inside[0].word in ("who", "whose", "which")
    if _because(source[start:j], inside):
        return [close + 1]
    if len(inside) > 1 and all(token.name for token in inside):  # “Ann Other, Bo Field, was arrested”: two people, or one
        role = source[j - 1].word in _ROLES and source[start].word in _ONE_OF
        return [close + 1] if role and len(inside) < 4 and not after.name and after.word in _AFTER else []
    if relative and (takes_back([t.word for t in inside if not t.name]) or any(t.word in REPORTS | BELIEVES for t in inside)):
        return []
    if not relative and (inside[-1].word in REPORTS or any(token.negation or token.word == "than" for token in inside)):
        return []
    age = len(inside) == 1 and _age(inside[0])
    of = source[j - 2 if j > 1 and _age(source[j - 1]) else j - 1]  # “Ann Other, 52, a teacher, said”
    goes_on = after.word not in ("and", "or") and not after.name
    verb = after.word in FINITE or after.word.endswith("ed")  # no list: “Other, a guard, two cooks and a driver”
    somebody = goes_on and (age or (verb and inside[0].word in ("a", "an", "the", "of", "from", "who", "whose")))
    ranked = (
        verb
        and inside[0].word in ("the", "its", "their")
        and len(inside) > 1
        and (inside[1].word.endswith("est") or inside[1].word in _RANKS)
    )
    if ranked:  # “the strike, the third this year, will last”
        return [close + 1]
    named = of.name and (after.word in _AFTER or somebody)
    aged = verb and (age or (inside[0].word in ("a", "an") and inside[1].word.endswith("-year-old")))  # “the driver, 34, was unhurt”
    return [close + 1] if named or aged or inside[0].word in _PARTICIPLES or (relative and goes_on) else []


def _because(before: Sequence[Token], inside: Sequence[Token]) -> bool:
    """Whether an aside gives a cause of what somebody said or what happened: `, mainly because of the rain,`."""
    words = [token.word for token in inside]
    held = any(token.negation or token.word in HANGS for token in before)
    return not held and "because" in (words[0], *(words[1:2] if words[0] in BESIDE_CAUSE - {"not"} else ()))
