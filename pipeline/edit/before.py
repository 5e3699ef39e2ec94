"""What earlier editions have told: left out of this one, and said to be news of a story that listeners know."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from pipeline.edit.choose import answers, contradicts, leans_back
from pipeline.edit.pieces import Piece
from pipeline.model import Source, Update
from pipeline.regex import regex
from pipeline.text.names import Person, mentioned
from pipeline.text.words import fingerprint, words

SHORT_WORDS = 6
"""A paragraph of fewer words can be the same by chance ("“No,” he said."): it counts as told only together with the rest of its update."""

_PRONOUN = regex(r"^(?:He|She|His|Her)\b")
_SEVERAL = regex(
    r"\b(?!(?:this|was|is|has|its|his|as|says|does|news|always|perhaps|towards|\w*ss)\b)[A-Za-z][a-z]{2,}s\b|\b(?:people|men|women|children|police|both|and)\b"
)
"""What "them" can mean."""


@dataclass(frozen=True, slots=True, order=True)
class Past:
    """An edition that went out before this one."""

    number: int
    """The later, the higher."""
    label: str
    """For people who look why a line is left out: `the edition of 2026-11-26`."""
    since: str
    """The show's own words before what is new: `Since yesterday’s programme:`."""
    told: bool = True
    """Whether it told the paragraph, or only had it and passed it over."""

    @property
    def reason(self) -> str:
        """Why a line is left out."""
        return f"told in {self.label}" if self.told else f"not new: passed over in {self.label}"


@dataclass(frozen=True, slots=True)
class Fresh:
    """What is new in a day."""

    pieces: dict[str, list[Piece]]
    """Of each update, in order: the new ones, and told ones that a new one cannot do without."""
    told: dict[Source, Past]
    """The paragraphs that were told or passed over, and where last."""
    again: dict[str, list[Source]] = field(default_factory=dict)
    """Of each update, the told paragraphs that are told once more because a new one leans on them."""

    def new(self, update: str) -> list[Piece]:
        """The pieces of an update that were never told."""
        return [piece for piece in self.pieces[update] if piece.source not in self.told]

    def last(self, updates: Sequence[Update]) -> Past | None:
        """The last edition that told any of these updates."""
        past = [self.told[p.source] for u in updates for p in u.paragraphs if p.source in self.told]
        return max((each for each in past if each.told), default=max(past, default=None))

    def was_told(self, source: Source) -> bool:
        """Whether an earlier edition told a paragraph."""
        past = self.told.get(source)
        return past is not None and past.told


def fresh(updates: Sequence[Update], pieces: dict[str, list[Piece]], told: Mapping[str, Past], people: dict[str, Person]) -> Fresh:
    """What is left of the updates without what earlier editions told; `told` by `fingerprint` of a paragraph."""
    if not told:
        return Fresh(pieces, {})
    gone: dict[Source, Past] = {}
    for update in updates:
        known = {p.source: told[mark] for p in update.paragraphs if (mark := fingerprint(p.text)) in told}
        long = [p.source for p in update.paragraphs if len(words(p.text)) >= SHORT_WORDS]
        whole = all(source in known for source in long)
        gone |= {source: past for source, past in known.items() if whole or source in long}
    left: dict[str, list[Piece]] = {}
    again: dict[str, list[Source]] = {}
    for update in updates:
        own = pieces[update.id]
        by = {n: [p for p in own if p.paragraph == n] for n in sorted({p.paragraph for p in own})}
        keep = {n for n, group in by.items() if group[0].source not in gone}
        for n in sorted(keep, reverse=True):
            while n - 1 in by and n - 1 not in keep and _needs(by[n], by[n - 1], update, people):
                n -= 1
                keep.add(n)
                again.setdefault(update.id, []).append(by[n][0].source)
        left[update.id] = [piece for piece in own if piece.paragraph in keep]
    return Fresh(left, gone, again)


def _speaks_of_others(text: str) -> bool:
    """`The union would urge them to accept it`: nobody in the sentence can be "them"."""
    before, them, _ = re.sub(r"“[^“”]*”", "", text).partition(" them ")
    return bool(them) and _SEVERAL.search(before) is None


def _needs(paragraph: list[Piece], above: list[Piece], update: Update, people: dict[str, Person]) -> bool:
    """Whether a paragraph cannot be understood without the one above it."""
    first = paragraph[0]
    if first.quote or leans_back(first.text) or contradicts(first.text) or answers(paragraph, above) or _speaks_of_others(first.text):
        return True
    if first.speaker or not _PRONOUN.match(first.text):
        return False
    # "He": the one whom the update is about, unless the paragraph above speaks of somebody else.
    main = update.actors[0] if update.actors else ""
    named = {people[surname].formal for piece in above for surname in mentioned(piece.text, people)}
    return not main or not named <= {main}
