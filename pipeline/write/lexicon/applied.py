"""A spoken text with its names in the notation of the engine that will say it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from pipeline.errors import ScriptError
from pipeline.model import Pronunciation
from pipeline.regex import regex
from pipeline.write.aloud.edits import Edit
from pipeline.write.aloud.edits import apply as apply_edits
from pipeline.write.lexicon import notations
from pipeline.write.lexicon.lexicon import Lexicon, clitic_at, with_ending
from pipeline.write.lexicon.respell import respelled
from pipeline.write.lexicon.sounds import BadSounds, rhotic

Notation = Literal["espeak", "piper", "kokoro", "alias"]
"""What a voice takes: espeak-ng's `[[k'i:jIv]]`, Piper's `[[kˈiːjɪv]]`, `[Kyiv](/kˈiːjɪv/)` for Kokoro, plain letters for any other."""

NOTATIONS: tuple[Notation, ...] = ("espeak", "piper", "kokoro", "alias")

_KOKORO_MARK = regex(r"\[([^\[\]]+)\]\(/([^()/]+)/\)")

_BRACKETS = regex(r"[\[\]]")
"""One of a word's own would end the mark."""


def apply(text: str, lexicon: Lexicon, notation: Notation, pronunciations: Sequence[Pronunciation] = (), *, american: bool = False) -> str:
    """A spoken text with each name that the lexicon knows as `notation` writes its sounds; all else stays to the letter.

    The places of `pronunciations` are those in this very text; each wins over the lexicon. A name with an alias only is respelled in
    every notation. In the notation `alias` a name without one stays as it is written. `american` serves Piper's and Kokoro's
    American voices. Raises ScriptError for sounds of a pronunciation that cannot be said.
    """
    return apply_edits(text, edits(text, lexicon, notation, pronunciations, american=american))


def edits(
    text: str, lexicon: Lexicon, notation: Notation, pronunciations: Sequence[Pronunciation] = (), *, american: bool = False
) -> tuple[Edit, ...]:
    """What `apply` changes, as edits. Raises as it does."""
    if notation not in NOTATIONS:
        raise ValueError(f"no notation {notation}: {', '.join(NOTATIONS)}")
    writes = _writer(notation, american)
    made = []
    for start, end, said in _said(text, lexicon, notation, pronunciations, writes):
        # espeak-ng swallows sounds that follow a bracket, a quotation mark or a slash (measured); not those behind a space.
        apart = notation == "espeak" and start and said.startswith("[[") and not text[start - 1].isspace()
        made.append(Edit(start, end, f" {said}" if apart else said, "lexicon"))
    return tuple(made)


def kokoro_parts(text: str) -> Iterator[tuple[str, bool]]:
    """A text in the notation `kokoro` piece by piece: words still to be turned into phonemes (False), and phonemes (True)."""
    at = 0
    for mark in _KOKORO_MARK.finditer(text):
        if mark.start() > at:
            yield text[at : mark.start()], False
        yield mark.group(2), True
        at = mark.end()
    if at < len(text):
        yield text[at:], False


def _said(
    text: str, lexicon: Lexicon, notation: Notation, pronunciations: Sequence[Pronunciation], writes: Callable[[str, str], str]
) -> Iterator[tuple[int, int, str]]:
    """What is to stand in the place of which stretch of the text, in order."""
    inline = _inline(text, notation, pronunciations, writes)
    # What has its sounds already must not be found again, nor be taken for the end of a word: a low line counts as a letter.
    rest = text
    for start, end, _ in inline:
        rest = rest[:start] + "_" * (end - start) + rest[end:]
    found = list(inline)
    for match in lexicon.find(rest):
        ipa, alias = match.ipa, match.alias
        if notation != "alias" and ipa:
            found.append((match.start, match.end, writes(ipa, text[match.start : match.end])))
        elif alias:
            found.append((match.start, match.end, alias))
    return iter(sorted(found))


def _inline(
    text: str, notation: Notation, pronunciations: Sequence[Pronunciation], writes: Callable[[str, str], str]
) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    at = 0
    for said in sorted(pronunciations, key=lambda said: said.start):
        # One that lies outside the text, or within another, has no place to stand.
        if not at <= said.start < said.end <= len(text):
            continue
        ending = clitic_at(text, said.end)
        at = said.end + len(ending)
        try:
            spoken = respelled(said.ipa) + ending if notation == "alias" else writes(with_ending(said.ipa, ending), text[said.start : at])
        except BadSounds as error:
            word = text[said.start : said.end]
            raise ScriptError(f"{{{word}|{said.ipa}}}: {error.message}", remedy=error.remedy) from error
        found.append((said.start, at, spoken))
    return found


def _writer(notation: Notation, american: bool) -> Callable[[str, str], str]:
    """How sounds, and the word that they are of, are written for an engine."""
    if notation == "espeak":
        return lambda ipa, word: notations.espeak(ipa)
    accent = rhotic if american else lambda ipa, word: ipa
    if notation == "piper":
        return lambda ipa, word: notations.piper(accent(ipa, word), american=american)
    return lambda ipa, word: f"[{_BRACKETS.sub(' ', word)}](/{notations.kokoro(accent(ipa, word), american=american)}/)"
