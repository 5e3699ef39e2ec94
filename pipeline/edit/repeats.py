"""The same news told twice: pasted twice in one source, or reported by several publishers of one day.

Of several publishers the fullest telling is told and the others are left out, only where that loses nothing: every name, figure and day of
the shorter one stands in the fuller one, and every word of its lead that tells anything, and neither denies what the other says. What is merely alike is told, and
a producer is asked to look at it. Precision comes first: measured on `tests/edit/pairs.yaml`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.edit.pieces import Piece
from pipeline.model import Update
from pipeline.regex import regex
from pipeline.text.sentences import split_sentences
from pipeline.text.words import NUMBERS, STOP, WEEKDAY, content, stem, words

SAME_WORDS = 0.7
"""The share of all that the shorter telling says that the fuller one has, from which they can be the same news. Its lead must be there whole."""
SAME_START = 0.4
"""The share of the shorter lead's words that stand in the fuller one's lead: a report that only mentions the news is no telling of it."""
ALIKE = 0.5
"""The share of the shorter lead's words in the other's, from which a producer is asked to look."""
LEAST_WORDS = 6
"""Meaning words that a telling must have to be compared at all."""

_CAPITAL = regex(r"(?<![.!?:“\"] )(?<!^)\b([A-Z][\w-]*[\w])")
_FIRST = regex(r"(?:^|[.!?:“\"]\s)[“\"]?([A-Z][\w-]+)")
_FIGURE = regex(r"\d+(?:[.,:]\d+)*")
_NUMBERS = {word: str(n) for word, n in NUMBERS.items() if 2 <= n <= 12} | {
    "dozen": "12",
    "half": "0.5",
    "third": "0.33",
    "quarter": "0.25",
}
_LIGHT = frozenset(
    stem(word) for word in "company police officials official authorities spokesman spokeswoman report reports reported people news".split()
)
"""Who says it, mostly: words of a lead that tell nothing by themselves."""
_TO_COME = regex(r"\b(?:will|(?:is|are|(?<!that )(?<!which )(?<!who )(?:was|were)) (?:to|due|set|expected)|plans? to|would)\b")
_DAYS = frozenset((*WEEKDAY.lower().split("|"), "yesterday", "tomorrow"))
_DENIES = frozenset(
    "not no never none nobody without neither nor deny denies denied denying reject rejects rejected refuse refuses refused fail fails failed "
    "unlikely dismiss dismisses dismissed halt halts halted cancel cancels cancelled canceled postpone postpones postponed".split()
)
_OPPOSITES = [
    (frozenset(a.split()), frozenset(b.split()))
    for a, b in (
        ("approve approves approved adopt adopts adopted pass passes passed back backs backed", "reject rejects rejected defeat defeated"),
        (
            "rise rises rose risen rising up climb climbed gain gained grow grew grown",
            "fall falls fell fallen falling down drop dropped lose lost",
        ),
        ("win wins won", "lose loses lost"),
        ("profit profits", "loss losses"),
        ("open opens opened reopen reopens reopened", "close closes closed shut shuts"),
        ("arrest arrests arrested detained jailed", "release releases released freed"),
        ("begin begins began begun start starts started", "end ends ended stop stops stopped"),
        ("accept accepts accepted agree agrees agreed", "refuse refuses refused reject rejected"),
        ("raise raises raised increase increases increased", "cut cuts lower lowers lowered reduce reduced"),
        ("guilty convicted", "acquitted cleared innocent"),
        ("join joins joined enter enters entered", "leave leaves left quit quits"),
        ("appoint appoints appointed named", "dismiss dismissed sacked resign resigns resigned"),
        ("arrive arrives arrived", "depart departs departed"),
    )
]


@dataclass(frozen=True, slots=True)
class Found:
    """What is told twice in a day."""

    dropped: dict[str, str]
    """Update → why it is left out."""
    credits: dict[str, tuple[str, ...]]
    """Update that is told → the publishers of those that are left out for it."""
    notes: tuple[str, ...]
    """For a producer: two updates that may be the same news."""


def find(updates: Sequence[Update]) -> Found:
    """The repeats among the updates of a day, in the order of the file."""
    twice = _pasted_twice(updates)
    dropped = {update: f"the same words as {first.paragraphs[0].source}" for update, first in twice.items()}
    dropped |= _older_versions([update for update in updates if update.id not in dropped])
    sources = {update.id: source_of(update) for update in updates}
    left = [update for update in updates if update.id not in dropped]
    if len(set(sources.values())) < 2:
        return Found(dropped, {}, ())
    facts = {update.id: _Facts.of(update) for update in left}
    # The fullest first, so that each is compared with what is told; a pinned one is told whatever others say.
    ranked = sorted(left, key=lambda u: (-u.importance, -len(facts[u.id].all)))
    told: list[Update] = []
    also: dict[str, list[str]] = {}
    for update in updates:
        if update.id in twice:
            also.setdefault(twice[update.id].id, []).append(_publisher(update))
    for update in ranked:
        others = [other for other in told if sources[other.id] != sources[update.id]]
        full = next((other for other in others if not update.importance and same(facts[update.id], facts[other.id])), None)
        if full is None:
            told.append(update)
            continue
        dropped[update.id] = f"the same as {full.paragraphs[0].source}, told more fully there"
        also.setdefault(full.id, []).extend((_publisher(update), *also.get(update.id, ())))
    credited = {u.id: tuple(dict.fromkeys(name for name in also.get(u.id, ()) if name not in ("", _publisher(u)))) for u in told}
    places = {update.id: n for n, update in enumerate(updates)}
    told.sort(key=lambda u: places[u.id])
    notes = tuple(
        f"{a.id} and {b.id} may be the same news ({a.paragraphs[0].source}, {b.paragraphs[0].source}): both are told; skip one in the item file."
        for n, a in enumerate(told)
        for b in told[n + 1 :]
        if sources[a.id] != sources[b.id] and _alike(facts[a.id], facts[b.id])
    )
    return Found(dropped, credited, notes)


def source_of(update: Update) -> str:
    """What an update was taken from: its publisher, else its file (a feed's entries are one source)."""
    return _publisher(update) or update.paragraphs[0].source.file.partition("#")[0]


def _publisher(update: Update) -> str:
    return update.origin.publisher if update.origin else ""


def _pasted_twice(updates: Sequence[Update]) -> dict[str, Update]:
    """Updates whose every word stands in an earlier one of the day, which is given with each."""
    seen: dict[str, Update] = {}
    found: dict[str, Update] = {}
    for update in updates:
        text = re.sub(r"\W+", " ", " ".join(p.text for p in update.paragraphs).lower()).strip()
        if (first := seen.setdefault(text, update)) is not update:
            found[update.id] = first
    return found


def _older_versions(updates: Sequence[Update]) -> dict[str, str]:
    """Entries of a feed each of whose sentences stands in another entry of it, which says more: update → why it is left out."""
    said = {
        update.id: {sentence for p in update.paragraphs for sentence in split_sentences(p.text)}
        for update in updates
        if update.origin is not None
    }
    having: dict[str, list[Update]] = {}
    for update in updates:
        for sentence in said.get(update.id, ()):
            having.setdefault(sentence, []).append(update)
    found: dict[str, str] = {}
    for update in updates:
        own = said.get(update.id, set())
        others = having[min(own, key=lambda sentence: len(having[sentence]))] if own and not update.importance else []
        file = update.paragraphs[0].source.file
        whole = (
            each
            for each in others
            if own < said[each.id] and each.paragraphs[0].source.file != file and source_of(each) == source_of(update)
        )
        if (newer := next(whole, None)) is not None:
            found[update.id] = f"an earlier version of {newer.paragraphs[0].source}, which says all of it"
    return found


# ── are two the same? ────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Facts:
    """What an update says, as far as it can be compared."""

    lead: frozenset[str]
    """The stems of its lead's words."""
    all: frozenset[str]
    names: frozenset[str]
    """The stems of words with a capital that no sentence's start explains."""
    first: frozenset[str]
    """Stems of words that open a sentence: names, or not."""
    figures: frozenset[str]
    days: frozenset[str]
    plain: frozenset[str]
    """Its lead's words as they are, for what denies and what is the opposite."""
    to_come: bool
    """Whether its first sentence tells what is yet to happen."""

    @classmethod
    def of(cls, update: Update) -> _Facts:
        return cls.of_texts([paragraph.text for paragraph in update.paragraphs])

    @classmethod
    def of_texts(cls, texts: Sequence[str]) -> _Facts:
        whole = "\n".join(texts)
        said = [word for text in texts for word in words(text)]
        small = {stem(word) for word in re.findall(r"\b[a-z][\w-]+", whole)}
        names = {stem(w) for text in texts for name in _CAPITAL.findall(text) for w in words(name) if w not in STOP}
        first = {stem(w) for text in texts for name in _FIRST.findall(text) for w in words(name) if w not in STOP}
        figures = {figure.rstrip(".,:") for figure in _FIGURE.findall(whole)} | {_NUMBERS[w] for w in said if w in _NUMBERS}
        return cls(
            frozenset(content(texts[0])), frozenset(w for text in texts for w in content(text)), frozenset(names),
            frozenset(first - small - names), frozenset(figures), frozenset(said) & _DAYS, frozenset(words(texts[0])),
            _TO_COME.search(split_sentences(texts[0])[0]) is not None,
        )  # fmt: skip


def same(short: _Facts, full: _Facts) -> bool:
    """Whether a telling says nothing that the fuller one does not say."""
    if min(len(short.all), len(full.all)) < LEAST_WORDS or not short.names & full.all:
        return False
    if not (short.names <= full.all and short.figures <= full.figures and (short.days <= full.days or not full.days)):
        return False
    if _contradict(short.plain, full.plain) or len(short.first - full.all) > len(short.first & full.all):
        return False
    if short.to_come != full.to_come or short.lead - full.all - _LIGHT:
        return False
    return _share(short.all, full.all) >= SAME_WORDS and _share(short.lead, full.lead) >= SAME_START


def _contradict(a: frozenset[str], b: frozenset[str]) -> bool:
    if bool(a & _DENIES) != bool(b & _DENIES):
        return True
    return any((a & left and b & right and not a & right) or (a & right and b & left and not a & left) for left, right in _OPPOSITES)


def _alike(a: _Facts, b: _Facts) -> bool:
    small, large = sorted((a.lead, b.lead), key=len)
    return len(small) >= LEAST_WORDS // 2 and bool(a.names & b.all or b.names & a.all) and _share(small, large) >= ALIKE


def _share(part: frozenset[str], whole: frozenset[str]) -> float:
    return len(part & whole) / len(part) if part else 0.0


WHOLE = 0.85
"""The share of a sentence's words that another one has, from which it says nothing more."""
LEAST_SAID = 4
"""Meaning words that such a sentence must have: fewer are the same by chance."""


def once(pieces: Sequence[Piece], *, across: bool = False) -> list[Piece]:
    """The sentences of a chapter without those that another update's says more fully; with `across`, one of another source or entry.

    What is quoted, and what leads to it, stays.
    """
    plain = [not piece.quote and not piece.lead_in and not piece.text.endswith(":") for piece in pieces]
    facts = [_Facts.of_texts([piece.text]) for piece in pieces]
    left = []
    for n, piece in enumerate(pieces):
        fuller = (
            k
            for k, other in enumerate(pieces)
            if plain[k]
            and other.update != piece.update
            and not (across and other.source.file == piece.source.file)
            and len(facts[k].all) > len(facts[n].all) - (k < n)
            and _says_all(facts[n], facts[k])
        )
        followed = n + 1 < len(pieces) and pieces[n + 1].update == piece.update and (pieces[n + 1].quote or pieces[n + 1].lead_in)
        if not n or not plain[n] or followed or next(fuller, None) is None:
            left.append(piece)
    return left


def _says_all(short: _Facts, full: _Facts) -> bool:
    if (
        len(short.all) < LEAST_SAID
        or not (short.names <= full.all and short.figures <= full.figures)
        or _contradict(short.plain, full.plain)
    ):
        return False
    return short.to_come == full.to_come and _share(short.all, full.all) >= WHOLE
