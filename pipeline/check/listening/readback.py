"""A sentence of the script against the words that were heard where it is spoken: numbers, dates, negations, names, and what was not heard.

A recogniser errs. So an error is only what no ear mistakes: a sentence, or its end, that is not heard, and other words in its place. What was
heard otherwise is a warning, for somebody to listen to; letters that sound alike are no finding.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.check.finding import ERROR, WARNING
from pipeline.check.listening.spelling import DATE, NAME, NEGATION, NUMBER, WORD, Token, tokens
from pipeline.regex import regex

SAME_SOUND = (
    "two to too", "four for fore", "one won", "eight ate", "no know", "not knot", "none nun", "their there", "buy by bye", "right write",
    "our hour are", "new knew", "sea see", "hear here", "weather whether", "week weak", "piece peace", "program programme",
)  # fmt: skip
"""Words that no ear tells apart; the figures stand for the words of numbers."""
_SOUND = {word: line.split()[0] for line in SAME_SOUND for word in line.split()} | {"2": "two", "4": "four", "1": "one", "8": "eight"}

ALIKE = 0.75
"""Share of the sounds that two words have in common, from which one was spelled for the other."""
NAME_ALIKE = 0.5
"""The same for names: a recogniser spells those that it does not know as it likes."""
OTHER_SHARE, OTHER_SOUNDS = 0.35, 0.5
"""Other words are said where less than this share of the words was heard, and less than this of the sounds stands in the same order. Of two
sentences of the sample that have nothing in common but their language the sounds are alike by 0.25 to 0.45; of a sentence that was misheard
by 0.7 and more."""
END_WORDS, END_SOUNDS = 3, 0.34
"""An end is not heard where so many words or more have no more than this of their sounds."""
END_LETTERS = 4
"""An end of fewer words is a warning, where it has so many letters: little words at the end are swallowed by voices, and by recognisers."""
SHOWN = 60
"""Signs of a sentence that are shown."""


@dataclass(frozen=True, slots=True)
class Amiss:
    """Something that was not heard as it is written."""

    severity: str
    kind: str
    """Of `missing`, `other`, `number`, `negation`, `date`, `name`."""
    message: str


@dataclass(frozen=True, slots=True)
class Readback:
    """What was heard of a sentence."""

    words: int
    """That the script says."""
    wrong: int
    """Of these not heard, or heard otherwise, and what was heard beyond them; not what only is spelled otherwise."""
    amiss: tuple[Amiss, ...]

    @property
    def weight(self) -> tuple[int, int, int]:
        """For telling the better of two readings: errors, warnings, wrong words."""
        kinds = [one.severity for one in self.amiss]
        return kinds.count(ERROR), kinds.count(WARNING), self.wrong


@dataclass(frozen=True, slots=True)
class Change:
    """Neighbouring words that were heard otherwise; either side may be empty."""

    said: tuple[Token, ...]
    heard: tuple[Token, ...]
    last: bool
    """Whether the sentence ends with it."""


def readback(said: str, heard: str, language: str = "en-GB") -> Readback:
    """Compare a sentence as it is written with what was heard of it."""
    written, caught = tokens(said, language), tokens(heard, language)
    if not written:
        return Readback(0, 0, ())
    if not caught:
        return Readback(len(written), len(written), (Amiss(ERROR, "missing", f"“{_short(said)}” is not heard: nothing is said there"),))
    changes = _changes(written, caught)
    wrong = sum(max(len(change.said), len(change.heard)) for change in changes)
    lost = sum(len(change.said) for change in changes)
    if 1 - lost / len(written) < OTHER_SHARE and likeness(_letters(written), _letters(caught)) < OTHER_SOUNDS:
        what = f"“{_short(said)}” is not heard: what is said there is “{_short(heard)}”"
        return Readback(len(written), wrong, (Amiss(ERROR, "other", what),))
    return Readback(len(written), wrong, (*_ends(changes), *_counted(changes), *_names(changes)))


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else f"{text[:SHOWN].rsplit(' ', 1)[0]} …"


def _shown(words: Sequence[Token]) -> str:
    return " ".join(word.shown for word in words)


# ── what differs ─────────────────────────────────────────────────────────────────────────────────────────


def alike(one: Token, other: Token) -> bool:
    """Whether two words sound the same, or nearly."""
    if one.text == other.text or _SOUND.get(one.text, one.text) == _SOUND.get(other.text, other.text):
        return True
    plain = (WORD, NAME)
    return one.kind in plain and other.kind in plain and likeness(one.text, other.text) >= ALIKE


def likeness(one: str, other: str) -> float:
    """How much of two words' sounds is the same, from 0 to 1: by letters, those that can stand for one sound being one."""
    a, b = _sounds(one), _sounds(other)
    return 1 - _distance(a, b) / max(len(a), len(b), 1)


_TO_ONE = str.maketrans("cqgvzdby", "kkkfstpi")
_SOFT = regex("dg(?=[eiy])|[cg](?=[eiy])")
_PAIRS = (
    ("ph", "f"),
    ("sch", "sh"),
    ("ck", "k"),
    ("wh", "w"),
    ("kn", "n"),
    ("wr", "r"),
    ("gh", "g"),
    ("x", "ks"),
    ("ee", "i"),
    ("oo", "u"),
)


def _sounds(word: str) -> str:
    word = _SOFT.sub(lambda found: "s" if found[0] == "c" else "j", word)
    for pair, sign in _PAIRS:
        word = word.replace(pair, sign)
    word = word.translate(_TO_ONE)
    return "".join(sign for n, sign in enumerate(word) if n == 0 or sign != word[n - 1])


def _distance(a: str, b: str) -> int:
    """Levenshtein's."""
    row = list(range(len(b) + 1))
    for i, sign in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, other in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (sign != other))
    return row[-1]


def _letters(words: Sequence[Token]) -> str:
    return "".join(word.text for word in words)


def _changes(said: Sequence[Token], heard: Sequence[Token]) -> list[Change]:
    """The stretches that differ in the cheapest way of laying the words side by side."""
    same = [[alike(one, other) for other in heard] for one in said]
    cost = [[float(i + j) for j in range(len(heard) + 1)] for i in range(len(said) + 1)]
    for i in range(1, len(said) + 1):
        for j in range(1, len(heard) + 1):
            step = 0.0 if same[i - 1][j - 1] else 1.0 if said[i - 1].kind == heard[j - 1].kind else 1.5
            cost[i][j] = min(cost[i - 1][j - 1] + step, cost[i - 1][j] + 1, cost[i][j - 1] + 1)
    i, j = len(said), len(heard)
    found: list[Change] = []
    while i or j:
        end, until = i, j
        while i or j:
            if i and j and same[i - 1][j - 1] and cost[i][j] == cost[i - 1][j - 1]:
                break
            if i and cost[i][j] == cost[i - 1][j] + 1:
                i -= 1
            elif j and cost[i][j] == cost[i][j - 1] + 1:
                j -= 1
            else:
                i, j = i - 1, j - 1
        if (end, until) != (i, j) and _letters(said[i:end]) != _letters(heard[j:until]):
            found.append(Change(tuple(said[i:end]), tuple(heard[j:until]), end == len(said)))
        while i and j and same[i - 1][j - 1] and cost[i][j] == cost[i - 1][j - 1]:
            i, j = i - 1, j - 1
    return found[::-1]


# ── what it means ────────────────────────────────────────────────────────────────────────────────────────


def _ends(changes: Sequence[Change]) -> Iterator[Amiss]:
    """Words that a sentence ends with, or that stand in it, and that nobody heard."""
    for change in changes:
        if len(change.said) < END_WORDS:
            plain = all(word.kind == WORD for word in change.said)  # any other is told by its kind
            if change.last and plain and not change.heard and len(_letters(change.said)) >= END_LETTERS:
                yield Amiss(WARNING, "missing", f"the sentence’s end is not heard: “{_shown(change.said)}”")
            continue
        if len(_letters(change.heard)) > END_SOUNDS * len(_letters(change.said)):
            continue
        if change.last:
            yield Amiss(ERROR, "missing", f"the sentence’s end is not heard: “{_short(_shown(change.said))}”")
        else:
            yield Amiss(WARNING, "missing", f"“{_short(_shown(change.said))}” is not heard")


def _counted(changes: Sequence[Change]) -> Iterator[Amiss]:
    """Numbers, dates and negations that are said and not heard, or heard and not said, wherever in the sentence."""
    for kind in (NUMBER, DATE, NEGATION):
        said = [word for change in changes for word in change.said if word.kind == kind]
        heard = [word for change in changes for word in change.heard if word.kind == kind]
        lost, added = _without(said, heard), _without(heard, said)
        if kind == NEGATION and len(lost) == len(added):
            continue  # “no” for “not”: the sense is the same
        if lost and added:
            yield Amiss(WARNING, kind, f"“{_listed(lost)}” is heard as “{_listed(added)}”")
        elif lost:
            otherwise = next((_shown(one.heard) for one in changes if lost[0] in one.said and one.heard), "")
            as_what = f", but “{_short(otherwise)}”" if otherwise else ""
            yield Amiss(WARNING, kind, f"“{_listed(lost)}” is not heard{as_what}")
        elif added:
            yield Amiss(WARNING, kind, f"“{_listed(added)}” is heard, and the script does not say it")


def _without(words: Sequence[Token], others: Sequence[Token]) -> list[Token]:
    """The words of which the others have none left."""
    left = Counter(word.text for word in others)
    found = []
    for word in words:
        if left[word.text]:
            left[word.text] -= 1
        else:
            found.append(word)
    return found


def _listed(words: Sequence[Token]) -> str:
    return "”, “".join(word.shown for word in words)


def _names(changes: Sequence[Change]) -> Iterator[Amiss]:
    """Names that were heard as something that does not sound like them."""
    for change in changes:
        name = [word for word in change.said if word.kind == NAME]
        if not name:
            continue
        said, heard = _letters(name), [word.text for word in change.heard]
        stretches = ("".join(heard[i:j]) for i in range(len(heard)) for j in range(i + 1, len(heard) + 1))
        whole = likeness(_letters(change.said), "".join(heard))
        if max([whole, *(likeness(said, each) for each in stretches)]) >= NAME_ALIKE:
            continue
        as_what = f"heard as “{_short(_shown(change.heard))}”" if change.heard else "not heard"
        yield Amiss(WARNING, NAME, f"the name “{_shown(name)}” is {as_what}")
