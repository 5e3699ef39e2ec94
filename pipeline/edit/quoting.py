"""Who is quoted with what, and how sure that is: for people, and put right by what a human says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline.edit.pieces import Piece, pieces_of
from pipeline.model import Briefing, Quote, Update
from pipeline.regex import regex
from pipeline.text.found import last
from pipeline.text.names import Person, mentioned
from pipeline.text.people import people_of

NAMED, MEANT, CARRIED = 0.95, 0.8, 0.6
"""The paragraph names the speaker; it says "he" or "she"; the speaker comes from a paragraph before."""

_PRONOUN = regex(r"\b(?:he|she|they)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Told:
    """The pieces of a whole text."""

    pieces: tuple[Piece, ...]


def quotes(briefing: Briefing) -> dict[str, tuple[Quote, ...]]:
    """For each update's id who says what in it, in the order of telling; what a human said of it is sure."""
    people, pieces = people_of(briefing), pieces_by_update(briefing)
    return {update.id: _quotes_of(update, pieces[update.id], people) for update in briefing.updates}


def pieces_by_update(briefing: Briefing) -> dict[str, list[Piece]]:
    """What `told_pieces` gives for each update of a text, by its id: for the gate, which looks at a text that the desk has worked on before."""
    people = people_of(briefing)
    chars = sum(len(paragraph.text) for update in briefing.updates for paragraph in update.paragraphs)
    found = last(
        "pieces", briefing.updates, lambda: _Told(tuple(p for u in briefing.updates for p in told_pieces(u, people))), _Told, chars=chars
    )
    pieces: dict[str, list[Piece]] = {update.id: [] for update in briefing.updates}
    for piece in found.pieces:
        pieces[piece.update].append(piece)
    return pieces


def told_pieces(update: Update, people: dict[str, Person]) -> list[Piece]:
    """The pieces of an update, each quotation with the speaker whom a human or the source gives it."""
    pieces = pieces_of(update, people)
    for n, piece in enumerate(pieces):
        given = _given(piece, update.quotes) if piece.quote else None
        if given is None or given.speaker == piece.speaker:
            continue
        if n and pieces[n - 1].speaker == piece.speaker and pieces[n - 1].source == piece.source and not pieces[n - 1].quote:
            pieces[n - 1] = replace(pieces[n - 1], speaker=given.speaker)
        pieces[n] = replace(piece, speaker=given.speaker)
    return pieces


def _quotes_of(update: Update, pieces: Sequence[Piece], people: Mapping[str, Person]) -> tuple[Quote, ...]:
    found: list[Quote] = []
    texts = {paragraph.source: paragraph.text for paragraph in update.paragraphs}
    for piece in pieces:
        if piece.quote:
            given = _given(piece, update.quotes)
            found.append(Quote(piece.speaker, piece.text, given.confidence if given else _sure(piece, texts[piece.source], people)))
    return tuple(found)


def _sure(piece: Piece, paragraph: str, people: Mapping[str, Person]) -> float:
    around = paragraph.replace(piece.text.rstrip(".,!?"), " ")
    named = [people[surname].formal for surname in mentioned(around, dict(people))]
    if not piece.speaker:
        return 0.0
    if piece.speaker in named or piece.speaker in around:
        return NAMED
    return MEANT if _PRONOUN.search(around) else CARRIED


def _given(piece: Piece, given: Sequence[Quote]) -> Quote | None:
    """What is said of a quotation, found by its words: the whole of them, or of a longer one the part that is told."""
    words = _bare(piece.text)
    return next((each for each in given if words and (bare := _bare(each.text)) and (words in bare or bare in words)), None)


def _bare(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().lower()
