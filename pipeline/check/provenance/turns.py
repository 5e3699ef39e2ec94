"""What is heard after what: a quotation behind who says it, and "he" behind the one who is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.check.finding import ERROR, WARNING
from pipeline.check.provenance.cited import Found
from pipeline.check.provenance.proof import VOICE
from pipeline.edit.pieces import Piece
from pipeline.edit.quoting import pieces_by_update
from pipeline.model import Briefing, Script, Segment, Sentence
from pipeline.regex import regex
from pipeline.text.names import ATTRIBUTING, Person, mentioned
from pipeline.text.people import people_of
from pipeline.text.sentences import split_sentences
from pipeline.text.tokens import tokens
from pipeline.text.words import words

_HE = regex(r"(?:(?:And|But|However|Then|Later|Meanwhile|Also|Yet|So),?\s)?(He|She)\b", re.IGNORECASE)


_BUT = regex(
    r"[“‘]?(?:(?:But|However|Yet|Still|Although|Though|Unless|Only|Except|Not)\b|(?:That|This|It|Which) (?:is|was|does|did|has|will)(?: not\b|n[’']t\b))"
)
"""How a sentence begins without which the one before says something else: “That is not the same as being there.”"""


@dataclass(frozen=True, slots=True)
class _Turn:
    """One passage, with what the rules make of its lines."""

    segment: Segment
    passage: Sentence
    voice: bool
    own: tuple[Piece, ...]
    """The pieces of its lines, in the order of the source."""

    @property
    def words(self) -> list[str]:
        """Its words."""
        return words(self.passage.text)

    @property
    def introduces(self) -> bool:
        """Whether it says who speaks next."""
        return not self.voice and self.passage.text.rstrip().endswith(":")


def check(script: Script, briefing: Briefing) -> Iterator[Found]:
    """Quotations behind somebody else's introduction or nobody's, and pronouns that listeners would take for somebody else."""
    people = people_of(briefing)
    pieces: dict[tuple[str, int], list[Piece]] = {}
    for found in pieces_by_update(briefing).values():
        for piece in found:
            for line in range(piece.source.first_line, piece.source.last_line + 1):
                pieces.setdefault((piece.source.file, line), []).append(piece)
    heard = [words(passage.text) for segment in script.segments for passage in segment.passages]
    for section in script.sections:
        turns = [
            _Turn(part, passage, part.role.startswith(VOICE), _own(passage, pieces))
            for part in section.parts
            if isinstance(part, Segment)
            for passage in part.passages
            if passage.sources
        ]
        for before, turn in zip([None, *turns], turns, strict=False):
            yield from _introduced(before, turn, people)
        for turn in turns:
            yield from _trimmed(turn, heard)
        for n, turn in enumerate(turns):
            yield from _meant(turns[:n], turn, people)


def _own(passage: Sentence, pieces: dict[tuple[str, int], list[Piece]]) -> tuple[Piece, ...]:
    places = [(source.file, line) for source in passage.sources for line in range(source.first_line, source.last_line + 1)]
    return tuple(dict.fromkeys(piece for place in places for piece in pieces.get(place, ())))


def _introduced(before: _Turn | None, turn: _Turn, people: dict[str, Person]) -> Iterator[Found]:
    """A quotation must stand behind its own introduction, or where its source has it behind the same words; never right behind what another has said."""
    heard = f" {' '.join(turn.words)} "
    quoted = [piece for piece in turn.own if piece.quote and heard in f" {' '.join(words(piece.text))} "]
    if not turn.voice or not quoted:
        return
    if before is not None and before.introduces:
        said = [piece for piece in before.own if piece.text.endswith(":")]
        said = [piece for piece in said if words(piece.text) == before.words] or said
        if said and not any(
            piece.speaker == quote.speaker or (not piece.speaker and _follows(piece, quote)) for piece in said for quote in quoted
        ):
            message = f"“{before.passage.text}” introduces words of {quoted[0].speaker or 'somebody else'}"
            yield ERROR, "introduced", turn.segment, turn.passage.text, message, "Put what was said, or who says it, back in its place."
    elif before is None or not any(_known(before, turn, quote) for quote in quoted):
        other = _speaks(before, people) if before is not None else ""
        speakers = {quote.speaker for quote in quoted} - {""}
        if other and speakers and not any(words(other)[-1] in words(speaker) for speaker in speakers):
            message = f"behind what {other} said, these words of {sorted(speakers)[0]} are taken for {other}’s: “{' '.join(turn.passage.text.split()[:8])}”"
            yield ERROR, "introduced", turn.segment, turn.passage.text, message, "Say who speaks in front of it."
            return
        message = f"nobody says whose words these are: “{' '.join(turn.passage.text.split()[:8])}”"
        yield WARNING, "introduced", turn.segment, turn.passage.text, message, "Say who speaks in front of it."


def _speaks(before: _Turn, people: dict[str, Person]) -> str:
    """Who is named as the one that says what a passage ends with: `Stone said that the bridge is safe`; empty for nobody of that name."""
    last = tokens(["", *split_sentences(before.passage.text)][-1])
    verb = next((n for n, token in enumerate(last) if token.word in ATTRIBUTING and not token.quoted), 0)
    named = mentioned(" ".join(token.raw for token in last[:verb]), people)
    return named[-1] if not before.voice and named else ""


def _trimmed(turn: _Turn, heard: Sequence[Sequence[str]]) -> Iterator[Found]:
    """A quotation must not stop where its speaker goes on with a "but"."""
    if not turn.voice:
        return
    said = [(piece, sentence) for piece in turn.own if piece.quote for sentence in split_sentences(piece.text)]
    last = next((n for n in range(len(said) - 1, -1, -1) if _in(words(said[n][1]), turn.words)), None)
    if last is None or last + 1 == len(said):
        return
    (piece, _), (other, then) = said[last : last + 2]
    if (
        piece.speaker == other.speaker
        and piece.paragraph == other.paragraph
        and _BUT.match(then)
        and not any(_in(words(then), each) for each in heard)
    ):
        message = f"the quotation goes on, and what takes it back is left out: “{then}”"
        yield WARNING, "trimmed", turn.segment, turn.passage.text, message, "Let it be heard to its end, or leave it out."


def _in(some: Sequence[str], text: Sequence[str]) -> bool:
    """Whether words stand in others, in a row."""
    return f" {' '.join(some)} " in f" {' '.join(text)} "


def _known(before: _Turn, turn: _Turn, quote: Piece) -> bool:
    """Whether listeners know from the passage before who speaks: the source says no more either, or that passage is theirs, or about them."""
    near = [piece for piece in before.own if _follows(piece, quote)]
    at = turn.own.index(quote)
    if not near or not (at and turn.own[at - 1].text.endswith(":")):
        return bool(near)
    name = words(quote.speaker)[-1:]
    return bool(name) and (name[0] in words(f"{before.segment.role} {before.passage.text}") or not {"he", "she"}.isdisjoint(before.words))


def _follows(piece: Piece, after: Piece) -> bool:
    """Whether a piece stands right above another one in its source, or beside it."""
    return piece.update == after.update and after.paragraph - 1 <= piece.paragraph <= after.paragraph


def _meant(before: Sequence[_Turn], turn: _Turn, people: dict[str, Person]) -> Iterator[Found]:
    """A pronoun must stand behind what the source has it behind; where the source has a name, behind that name."""
    pronoun = None if turn.voice or turn.introduces else _HE.match(turn.passage.text)
    if pronoun is None:
        return
    rest = turn.words
    own = [piece for piece in turn.own if not piece.quote and len(set(words(piece.text)) & set(rest)) >= len(set(rest)) / 2]
    if not own:
        return
    last = before[-1] if before else None
    if any(_HE.match(piece.text) for piece in own):
        opens = own[0] == turn.own[0] and own[0].paragraph == 0  # nor does the source say before it who is meant
        right = opens or (last is not None and any(_follows(piece, each) for piece in last.own for each in own))
    else:
        meant = {name for piece in own for name in mentioned(piece.text, people)[:1]}
        right = not meant or not meant.isdisjoint(_named(before, people))
    if not right:
        message = f"“{pronoun.group(1)}” stands behind another sentence than in its source, and may be taken for somebody else"
        yield WARNING, "pronoun", turn.segment, turn.passage.text, message, "Say the name."


def _named(before: Sequence[_Turn], people: dict[str, Person]) -> set[str]:
    """Whom the nearest passage names that names anybody, or whose voice is heard in it."""
    for turn in reversed(before):
        if found := mentioned(f"{turn.segment.role if turn.voice else ''} {turn.passage.text}", people):
            return set(found)
    return set()
