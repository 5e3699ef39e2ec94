"""What a transcript says, held word for word against what is said, in order: the first place where they part, and which sentences each piece says."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.check.beside.told import Said, Told, clock, finding, quoted
from pipeline.check.finding import Finding

LONG = 25
"""Only a word that is longer than this, as written, may stand in pieces: no line has room for it."""
SHOWN = 6
"""Words that a message shows."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A cue, or a segment or paragraph of a transcript."""

    line: int
    """Of its file, from 1."""
    text: str
    """What it says, without markup."""
    speaker: str | None = None
    """None where it names none."""
    start_ms: int | None = None
    end_ms: int | None = None
    stamps: tuple[int, ...] = ()
    """The times of words in it."""


Unlabel = Callable[[str, str, str], tuple[str, bool]]
"""A piece's text, who speaks, who spoke before → the text without the speaker's name, and whether the name is as it should be."""


def plain(text: str, _role: str, _before: str) -> tuple[str, bool]:
    """Where no name stands in the text."""
    return text, True


def matched(
    told: Told, name: str, pieces: Sequence[Piece], unlabel: Unlabel = plain, written: Callable[[str], str] = str
) -> Iterator[Finding]:
    """Everything in which the pieces are not the record's sentences: words, times, speakers. `written` is how the file writes a word."""
    walk = _Walk(told.sentences, written)
    before = ""
    for piece in pieces:
        first = walk.sentence
        if first is None:
            yield _parted(told, name, piece, "the episode has ended there")
            return
        text, good = unlabel(piece.text, first.role, before)
        if not good:
            yield finding(
                "cue-speaker",
                told.where(name, piece.line),
                f"does not name {first.role or 'a voice'}, who begins to speak",
                at_ms=piece.start_ms,
            )
        if piece.speaker is not None and piece.speaker != (first.role or "Voice"):
            message = f"gives {quoted(text)} to {piece.speaker!r}; it is said by {first.role!r}"
            yield finding("cue-speaker", told.where(name, piece.line), message, at_ms=piece.start_ms)
        before = first.role
        last = walk.take(text.split())
        if last is None:
            yield _parted(told, name, piece, f"said is “{walk.ahead()}”")
            return
        yield from _timed(told, name, piece, first, last)
    if walk.sentence is not None:
        message = f"ends before the episode does: {quoted(walk.ahead())} is not in it"
        yield finding("cue-words", told.where(name), message, at_ms=walk.sentence.start_ms)


def _parted(told: Told, name: str, piece: Piece, why: str) -> Finding:
    return finding("cue-words", told.where(name, piece.line), f"says {quoted(piece.text)}, and {why}", at_ms=piece.start_ms)


def _timed(told: Told, name: str, piece: Piece, first: Said, last: Said) -> Iterator[Finding]:
    if piece.start_ms is not None and piece.start_ms < first.start_ms:
        message = f"{quoted(piece.text)} is shown from {clock(piece.start_ms)}, and said from {clock(first.start_ms)}"
        yield finding("cue-time", told.where(name, piece.line), message, at_ms=piece.start_ms)
    elif piece.end_ms is not None and piece.end_ms > last.end_ms:
        message = f"{quoted(piece.text)} is shown until {clock(piece.end_ms)}, and said until {clock(last.end_ms)}"
        yield finding("cue-time", told.where(name, piece.line), message, at_ms=piece.end_ms)


class _Walk:
    """The words that are said, one after another."""

    def __init__(self, sentences: Sequence[Said], written: Callable[[str], str]) -> None:
        self.words = [(written(word), said) for said in sentences for word in said.text.split()]
        self.at, self.within = 0, 0

    @property
    def sentence(self) -> Said | None:
        """The one whose word is next."""
        return self.words[self.at][1] if self.at < len(self.words) else None

    def take(self, found: Sequence[str]) -> Said | None:
        """Go on by these words: the sentence of the last; None where they are not those that follow."""
        last = self.sentence
        for word in found:
            if self.at >= len(self.words):
                return None
            whole, said = self.words[self.at]
            rest = whole[self.within :]
            if word == rest:
                self.at, self.within = self.at + 1, 0
            elif rest.startswith(word) and len(html.escape(whole)) > LONG:
                self.within += len(word)
            else:
                return None
            last = said
        return last

    def ahead(self) -> str:
        """The next words."""
        return " ".join(word for word, _ in self.words[self.at : self.at + SHOWN])
