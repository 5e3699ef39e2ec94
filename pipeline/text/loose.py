"""Whether a sentence that somebody else worded still says what the rules' own sentence says.

Other words are allowed; these are not: another number, name, negation, hedge or quotation, a statement without who says it, a question
for a statement, much that is new, marks of a script, and more than 1.6 times the length.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.regex import regex
from pipeline.text.faults import Fault
from pipeline.text.names import REPORTING
from pipeline.text.sentences import curly, quotations
from pipeline.text.tokens import Token, tokens
from pipeline.text.words import STOP, stem

LONGEST, SHORTEST = 1.6, 0.5
"""Times the words of the rules' sentence."""
SPARE_WORDS = 3
"""A short sentence may grow by so many words beyond that."""
NEW_SHARE, NEW_WORDS = 0.3, 2
"""So much of its meaning may be worded anew, and always this many words."""

_HEDGES = frozenset(
    """may might could would should must likely possibly probably perhaps reportedly allegedly alleged apparently about around nearly almost
    expected due planned believed thought if unless only up least most claimed claims accused suspected""".split()
)
_OPENERS = frozenset(
    """well right meanwhile still today tonight back over here there what that this these those it its the a an in on at as and but so now then
    also for from with after before he she they his her their according elsewhere first finally next""".split()
)
MARKS = regex(r"[\[\]{}*#<>|\\`_~\x00-\x1f\x7f\u200b-\u200f\u2028-\u202e]|https?:|www\.")


def strays(told: str, plain: str) -> tuple[Fault, ...]:
    """What `told` changes of what `plain`, the rules' own sentence, says; nothing where only the wording differs."""
    if not told.strip():
        return (Fault("word", "", "it is empty"),)
    if MARKS.search(told):
        return (Fault("word", MARKS.findall(told)[0], "it holds marks that no sentence has"),)
    ours, theirs = tokens(plain), tokens(told)
    faults = [*_length(ours, theirs), *_quotes(plain, told), *_ending(plain, told)]
    faults += _differ("number", "numbers", _numbers(ours), _numbers(theirs))
    faults += _differ("negation", "negations", _negations(ours), _negations(theirs))
    faults += _names(ours, theirs)
    faults += _differ("word", "hedges", _hedges(ours), _hedges(theirs))
    faults += _said(ours, theirs)
    faults += _new(ours, theirs)
    return tuple(faults)


def _differ(kind: str, what: str, ours: Counter[str], theirs: Counter[str]) -> list[Fault]:
    gone, new = ours - theirs, theirs - ours
    found = [Fault(kind, " ".join(gone.elements()), f"{what} of the source are gone")] if gone else []
    return [*found, Fault(kind, " ".join(new.elements()), f"{what} that the source has not")] if new else found


def _length(ours: Sequence[Token], theirs: Sequence[Token]) -> list[Fault]:
    if len(theirs) > max(LONGEST * len(ours), len(ours) + SPARE_WORDS):
        return [Fault("word", f"{len(theirs)} words", f"it is longer than {LONGEST:g} times the {len(ours)} words of the source")]
    if len(theirs) < SHORTEST * len(ours):
        return [Fault("left-out", f"{len(theirs)} words", f"it is shorter than half of the {len(ours)} words of the source")]
    return []


def _quotes(plain: str, told: str) -> list[Fault]:
    ours = Counter(quote.words.strip(" ,.") for quote in quotations(curly(plain)))
    theirs = Counter(quote.words.strip(" ,.") for quote in quotations(curly(told)))
    loose = told.count("“") != told.count("”") or told.count('"') % 2
    return _differ("quotation", "quotations", ours, theirs) or ([Fault("quotation", "“", "a quotation mark stands alone")] if loose else [])


def _ending(plain: str, told: str) -> list[Fault]:
    if ("?" in plain) != ("?" in told):
        return [Fault("question", told[-20:], "a question for a statement, or the other way round")]
    last, ended = plain.rstrip('”"’ ')[-1:], told.rstrip('”"’ ')[-1:]
    if (last == ":") != (ended == ":") or ended not in ".!?:…":
        return [Fault("word", told[-20:], "it does not end as a sentence does, or as what introduces a quotation does")]
    return []


def _numbers(some: Sequence[Token]) -> Counter[str]:
    return Counter(token.word for token in some if token.number)


def _negations(some: Sequence[Token]) -> Counter[str]:
    """Each negation with what it denies: "not safe" is not "not open"."""
    found: Counter[str] = Counter()
    for n, token in enumerate(some):
        if token.negation:
            kind = "not" if token.word in ("not", "never", "cannot") or token.word.endswith("n't") else stem(token.word)
            denied = next((stem(t.word) for t in some[n + 1 :] if t.word not in STOP and len(t.word) > 2), "")
            found[f"{kind} {denied}".strip()] += 1
    return found


def _hedges(some: Sequence[Token]) -> Counter[str]:
    return Counter(token.word for token in some if token.word in _HEDGES)


def _parts(token: Token) -> str:
    return token.word.removesuffix("'s").removesuffix("'")


def _bare(token: Token) -> str:
    """As written: Apollo is not apollo."""
    return re.sub(r"[’']s?$", "", token.raw)


def _names(ours: Sequence[Token], theirs: Sequence[Token]) -> list[Fault]:
    small = {_parts(token) for token in ours if not token.name}
    known = {_bare(token) for token in ours if token.name}
    needed = {_bare(token) for n, token in enumerate(ours) if token.name and (n or not _common(token, small))}
    new = [t for n, t in enumerate(theirs) if t.name and _bare(t) not in known and not (_opens(theirs, n) and _common(t, small))]
    told = {_bare(token) for token in theirs}
    faults = [Fault("name", token.raw, "the source does not name it") for token in new]
    return faults + [Fault("name", name, "a name of the source is gone") for name in sorted(needed - told)]


def _opens(some: Sequence[Token], n: int) -> bool:
    return n == 0 or some[n].sentence != some[n - 1].sentence


def _common(token: Token, small: set[str]) -> bool:
    """Whether a word that opens a sentence has its capital from that alone."""
    return _parts(token) in small or token.word in STOP or token.word in _OPENERS


def _said(ours: Sequence[Token], theirs: Sequence[Token]) -> list[Fault]:
    def verbs(some: Sequence[Token]) -> bool:
        return any(token.word in REPORTING or token.word in ("according", "asked", "saying") for token in some)

    return [Fault("attribution", "", "who says it is left out")] if verbs(ours) and not verbs(theirs) else []


def _new(ours: Sequence[Token], theirs: Sequence[Token]) -> list[Fault]:
    have = {stem(_parts(token)) for token in ours}
    meaning = [token for token in theirs if token.word not in STOP and token.word not in _OPENERS and token.word not in REPORTING]
    new = [token.raw for token in meaning if stem(_parts(token)) not in have]
    if len(new) > max(NEW_WORDS, NEW_SHARE * len(meaning)):
        return [Fault("word", " ".join(new[:6]), "too much of it is not in the source")]
    return []
