"""Text as the neural engines take it: sentences, pieces that fit a model, phrases between marks, words given in IPA.

A pronunciation stands inline as `[[kˈiːɪv]]`, whatever the engine. Nothing is lost: the pieces put together are the text.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from pipeline.regex import regex
from pipeline.speak import pieces
from pipeline.speak.pieces import _SENTENCE_END, runs_on

_INLINE = regex(r"\[\[([^\[\]]*)\]\](['’]s\b)?")
"""A pronunciation, and the `'s` after it, which no dictionary knows by itself."""

_FULL_STOP = regex(r"(?<!\.)\.[\"'”’»)\]\s]*$")
"""Only the last one of a sentence is a mark; the others belong to `Mr.`, `U.S.` and `3.5`."""

_MARK = regex(
    r"\.{2,}|…"
    r"|[;!?()、；！？。，：]"
    r"|[,:](?!\d)|(?<!\d)[,:]"  # not in 10:30 and 1,000
    r"|(?<!\d)[—–]|[—–](?!\d)|(?<=\s)-+(?=\s)"
)

_SAME_MARK = {"、": ",", "，": ",", "；": ";", "：": ":", "！": "!", "？": "?", "。": ".", "–": "—"}

_SILENT = regex(r"[“”\"«»„‟\[\]{}<>*_|~^\\]+|(?<!\w)['‘’]|['‘’](?!\w)")
"""Quotation marks and what else is not said; an apostrophe inside a word stays."""


VOWELS = "aeiouyæøœɐɑɒɔəɚɛɜɝɞɤɨɪɯɵɘʉʊʌᵊᵻɶAIOQWY"
"""Of the IPA, and Kokoro's letters for diphthongs."""

_STRESS = regex(rf"([ˈˌ])([^\s{VOWELS}ˈˌ.]+)(?=[{VOWELS}])")

_NO_SOUND = regex(r"[/\[\]‿.-]|\([a-z-]*\)")
"""Brackets, syllable dots, and espeak-ng's `(en)` where it changes the language."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of one phrase."""

    text: str
    ipa: bool = False
    """Whether `text` is the pronunciation itself."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What is said in one go, and the mark after it: one of `, ; : . ! ? … — ( )`, or empty."""

    parts: tuple[Part, ...]
    mark: str


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of `text`, each with the white space after it. A title or an initial ends none."""
    masked = _masked(text)
    found, start = [], 0
    for match in _SENTENCE_END.finditer(masked):
        if not runs_on(masked, start, match.end()):
            found.append(text[start : match.end()])
            start = match.end()
    return (*found, text[start:]) if start < len(text) else tuple(found)


def split(text: str, limit: int) -> tuple[str, ...]:
    """`pieces.split`, but no pronunciation is cut that is no longer than `limit`; a longer one is cut as words are."""
    found, start = [], 0
    for piece in pieces.split(_masked(text, limit), limit):
        found.append(text[start : start + len(piece)])
        start += len(piece)
    return tuple(found)


def sentence_pieces(text: str, limit: int) -> tuple[str, ...]:
    """Sentence by sentence; one that is longer than `limit` in pieces."""
    return tuple(piece for sentence in sentences(text) for piece in split(sentence, limit))


def even_pieces(text: str, limit: int) -> tuple[str, ...]:
    """As few pieces of at most `limit` characters as will do, of about the same length: a scrap at the end is said hastily."""
    best = split(text, limit)
    count = len(best)
    longest = max((len(match[0]) for match in _INLINE.finditer(text) if len(match[0]) <= limit), default=0)
    low, high = max(-(-len(text) // max(count, 1)), longest), limit
    while count > 1 and low < high:
        middle = (low + high) // 2
        shorter = split(text, middle)
        if len(shorter) <= count:
            best, high = shorter, middle
        else:
            low = middle + 1
    return best


def phrases(sentence: str) -> tuple[Phrase, ...]:
    """One sentence as phrases. A phrase without a letter or digit is none; its mark goes to the phrase before."""
    masked = _masked(sentence)
    marks = [(match.start(), match.end(), match[0][:1]) for match in _MARK.finditer(masked)]
    if stop := _FULL_STOP.search(masked):
        marks = [mark for mark in marks if mark[1] <= stop.start()] + [(stop.start(), len(sentence), ".")]
    marks.append((len(sentence), len(sentence), ""))
    found: list[Phrase] = []
    start = 0
    for at, end, sign in marks:
        mark = "…" if masked[at:end].startswith("..") else "—" if sign == "-" else _SAME_MARK.get(sign, sign)
        parts = _parts(sentence[start:at])
        if parts:
            found.append(Phrase(parts, mark))
        elif found and mark and found[-1].mark not in (".", "!", "?"):
            found[-1] = Phrase(found[-1].parts, mark)
        start = end
    return tuple(found)


def inline(text: str) -> tuple[Part, ...]:
    """`text` cut where a pronunciation begins or ends; the white space around it stays with the text."""
    found, start = [], 0
    for match in _INLINE.finditer(text):
        if match[1].strip():
            ipa = match[1].strip()
            found += [Part(text[start : match.start()]), Part(ipa + _possessive(ipa) if match[2] else ipa, ipa=True)]
            start = match.end()
    found.append(Part(text[start:]))
    return tuple(part for part in found if part.text)


def plain_ipa(ipa: str) -> str:
    """A dictionary's IPA as espeak-ng and the models have it: the stress right before the vowel, nothing between the sounds."""
    return _STRESS.sub(r"\2\1", _NO_SOUND.sub("", unicodedata.normalize("NFC", ipa).replace("'", "ˈ")))


def clean(text: str) -> str:
    """On one line, composed, without what a model has never seen: control characters, direction marks, lone surrogates."""
    return pieces.clean(unicodedata.normalize("NFC", text))


def _possessive(ipa: str) -> str:
    if ipa[-1] in "szʃʒʧʤ":
        return "ɪz"
    return "s" if ipa[-1] in "ptkfθ" else "z"


def _parts(phrase: str) -> tuple[Part, ...]:
    kept = []
    for part in inline(phrase):
        text = part.text if part.ipa else _SILENT.sub(" ", part.text)
        if part.ipa or pieces.speakable(text):
            kept.append(Part(text, part.ipa))
        elif text and kept:
            kept[-1] = Part(kept[-1].text + " ", kept[-1].ipa)
    return tuple(kept)


def _masked(text: str, longest: int | None = None) -> str:
    """The text with each pronunciation (of at most `longest` characters) hidden behind as many capital letters, in which nothing ends."""
    return _INLINE.sub(lambda match: "X" * len(match[0]) if longest is None or len(match[0]) <= longest else match[0], text)
