"""What a story can be cut by: blocks of paragraphs that are told together or not at all, in order of worth.

A quotation stands in one paragraph with what introduces it, so it is never cut; a claim and its answer are one block, so neither is
told without the other; a paragraph that leans on the one above it is told only where that one is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.edit.choose import answers, contradicts, leans_back
from pipeline.edit.pieces import Piece
from pipeline.edit.weight import weight
from pipeline.regex import regex

LOWER_STORY = 0.6
"""How much less a story's lead is worth than that of the story before it; a paragraph is worth one less than the one before it."""

LATER_UPDATE = 0.8
"""The same of an update that does not open its story."""

ARRANGES = 1.0
"""How much less one of these is worth that only arranges: “The court breaks for lunch.”"""

VOICE = 0.4
"""How much more a paragraph is worth that lets somebody be heard."""

_ANNOUNCES = regex(r"\b(?:has|have) been (?:telling|speaking|talking|describing|explaining|giving)\b")


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs of an update that stand or fall together."""

    update: str
    paragraphs: tuple[int, ...]
    """Their places in the update, from 0."""
    lines: tuple[int, ...]
    """The lines of the source on which they stand."""
    needs: int | None
    """The place in the list of the block without which it cannot be told."""
    cost: float
    """What is told first costs least."""
    words: int
    """How many it has."""


def blocks(stories: Sequence[tuple[str, Sequence[str]]], pieces: dict[str, list[Piece]]) -> tuple[Block, ...]:
    """The blocks of a day.

    `stories` are (the update that leads it, its updates), the weightiest first; `pieces` those of each update.
    """
    found: list[Block] = []
    for rank, (lead, updates) in enumerate(stories):
        opener: int | None = None
        for update in sorted(updates, key=lambda each: each != lead):
            first: int | None = None
            later = (
                0.0 if update == lead else LATER_UPDATE + (ARRANGES if pieces[update] and weight(pieces[update][0].text)[0] < 0 else 0.0)
            )
            for depth, group in enumerate(_together(pieces[update])):
                own = [piece for piece in pieces[update] if piece.paragraph in group]
                cost = rank * LOWER_STORY + depth + later
                if depth and any(piece.quote for piece in own):
                    cost -= VOICE
                leans = own[0].quote or leans_back(own[0].text)
                needs = len(found) - 1 if depth and leans else first if depth else opener
                lines = tuple(dict.fromkeys(piece.source.first_line for piece in own))
                found.append(Block(update, group, lines, needs, cost, sum(len(piece.text.split()) for piece in own)))
                if not depth:
                    first = len(found) - 1
                    opener = first if opener is None else opener
    return tuple(found)


def _together(pieces: list[Piece]) -> list[tuple[int, ...]]:
    """The paragraphs of an update as groups: a claim with what answers or contradicts it, and who “has been telling the court” with what."""
    by: dict[int, list[Piece]] = {}
    for piece in pieces:
        by.setdefault(piece.paragraph, []).append(piece)
    groups: list[tuple[int, ...]] = []
    for n in sorted(by):
        announced = len(groups) == 1 and groups[0] == (n - 1,) and _ANNOUNCES.search(by[n - 1][0].text) is not None
        if groups and (announced or contradicts(by[n][0].text) or answers(by[n], by[groups[0][0]])):
            groups[-1] = (*groups[-1], n)
        else:
            groups.append((n,))
    return groups
