"""A paragraph in pieces that an engine can take in one go; nothing is lost: the pieces put together are the text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from pipeline.regex import regex

PIECE_CHARS = 600
"""At most so long. pyttsx3's espeak driver reads ten times the text's length from memory and crashes at 16,000 characters
(VOICES.md); 600 is about 40 s of speech, and most paragraphs of news are shorter, so that the engine shapes them whole."""

WORD_CHARS = 80
"""A longer word is spoken as several: espeak-ng has 160 bytes for one and swallows the rest. 600 characters without a space
took 11 s, with a space after each 80 they take 33 (measured)."""

_SENTENCE_END = regex(r"[.!?…]['\"”’»)\]]*\s+(?=[\"'“‘«(\[]*[^\W_a-z]|\[\[)|[。！？]['\"”’」』]*")
_CLAUSE_END = regex(r"(?:[,;:)—–]|(?<!\])\])['\"”’]*\s+|\s+(?=[—–(])|[、，；：]")
_SPACE = regex(r"\s+")
_ABBREVIATION = regex(
    r"(?:^|[\s(“‘\"'])(?:[A-Z]|[A-Za-z](?:\.[A-Za-z])+|Mr|Mrs|Ms|Dr|Prof|Sir|St|Gen|Lt|Col|Maj|Capt|Sgt|Adm|Gov|Sen|Rep|Rev|Hon|Pres"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|(?P<no>No)|vs?|approx|cf|eg|ie)\.\s*$"
)
"""What ends in a full stop that is no end: espeak runs on after `Mr.`, and would stop dead where it stands last."""
_SPELT_OUT = regex(
    r"(?:(?<![A-Za-z.])[A-Z]\s[A-Z]|(?<![A-Za-z.])(?=[A-Z.]*A)[A-Z](?:\.[A-Z])+"
    r"|\b(?:[Pp]lan|[Vv]itamin|[Hh]epatitis|[Gg]roup|[Tt]ype|[Cc]lass|[Gg]rade|[Oo]ption)\s[A-Z])\.\s*$"
)
"""`the E U.`, `the C.I.A.`, `plan B.`: the spoken form has no full stop behind initials but where they end the sentence."""


def runs_on(text: str, start: int, end: int) -> bool:
    """Whether what looks like the end of a sentence, in `text[start:end]`, is none."""
    sentence = text[start:end]
    short = _ABBREVIATION.search(sentence)
    if short is None or _SPELT_OUT.search(sentence):
        return False
    return not short["no"] or text[end : end + 1].isdigit()


_KEPT_JOINERS = "\u200c\u200d"


def split(text: str, limit: int = PIECE_CHARS) -> tuple[str, ...]:
    """Cut `text` into pieces of at most `limit` characters, after a sentence where possible, else a clause, else a word.

    The white space after a cut stays with the piece before it. Only a word longer than `limit` is ever cut inside.
    """
    return tuple(_cut(text, limit))


def _cut(text: str, limit: int) -> Iterator[str]:
    start = 0
    while len(text) - start > limit:
        end = _last_end(text, start, start + limit)
        yield text[start:end]
        start = end
    if start < len(text):
        yield text[start:]


def _last_end(text: str, start: int, stop: int) -> int:
    """The best place at or before `stop` and after `start` to cut at."""
    # A sentence that ends in the first few words would leave a scrap and a long rest: prefer a later clause then.
    scrap = (stop - start) // 4
    for pattern, least in ((_SENTENCE_END, scrap), (_CLAUSE_END, scrap), (_SPACE, 0)):
        for end in reversed([match.end() for match in pattern.finditer(text, start, stop)]):
            if end - start > least and not (pattern is _SENTENCE_END and runs_on(text, start, end)):
                return end
    return stop


def speakable(text: str) -> bool:
    """Whether there is a letter or a digit in it: what has neither is given no voice."""
    return any(character.isalnum() for character in text)


def clean(text: str) -> str:
    """The text on one line without control characters.

    NUL ends a text for espeak and U+0001 starts a command; a lone surrogate cannot be encoded; a soft hyphen or a
    direction mark inside a word would break it. A word of more than `WORD_CHARS` gets a space after each so many.
    """
    kept = []
    for character in text:
        category = unicodedata.category(character)
        if category == "Cf":
            kept.append(character if character in _KEPT_JOINERS else "")
        else:
            kept.append(" " if category.startswith("C") else character)
    words = "".join(kept).split()
    return " ".join(word[at : at + WORD_CHARS] for word in words for at in range(0, len(word), WORD_CHARS))
