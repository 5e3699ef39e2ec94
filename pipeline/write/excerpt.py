"""A few words around a place of a script, to be heard by themselves."""

from __future__ import annotations

from pipeline.model import Segment, Sentence
from pipeline.regex import regex
from pipeline.write.lexicon import Lexicon
from pipeline.write.told import Told, tell

BEFORE, AFTER = 3, 2
"""Words: enough to hear a name in the flow of its sentence, and short enough for a dozen names in a minute."""

_WORD = regex(r"\S+")
_ENDS = regex(r"[.!?…][\"'”’)\]]*$")


def around(segment: Segment, passage: int, start: int, end: int, lexicon: Lexicon, language: str = "en-GB") -> tuple[Sentence, int, int]:
    """A stretch of a passage, ready to be said: the words around `start` to `end` of its spoken text, and where the stretch lies in it.

    It is cut between words, stays within the sentence, and goes through no number or other replacement, no name of the lexicon and no
    word that the script pronounces: what is said of them is what is said in the programme. Places are those of `told`.
    """
    told = tell(segment.passages[passage], language)
    whole = [(found.spoken_start, found.spoken_end) for found in told.replacements if " " in found.spoken.strip()]
    whole += [(match.start, match.end) for match in lexicon.find(told.spoken)]
    first, last = _widened(told, start, end)
    while True:  # each turn takes in one more of them
        inside = [(low, high) for low, high in whole if low < last and first < high]
        low, high = min((first, *(low for low, _ in inside))), max((last, *(high for _, high in inside)))
        if (low, high) == (first, last):
            break
        first, last = _to_words(told.spoken, low, high)
    last = first + len(told.spoken[first:last].rstrip(",;:—–- "))
    return told.sentence(first, last), first, last


def _widened(told: Told, start: int, end: int) -> tuple[int, int]:
    """BEFORE words to the left and AFTER to the right, within the sentence."""
    words = list(_WORD.finditer(told.spoken))
    touched = [nth for nth, word in enumerate(words) if word.start() < end and start < word.end()]
    if not touched:
        return start, end
    low, high = touched[0], touched[-1]
    for _ in range(BEFORE):
        if low and not _ENDS.search(words[low - 1].group()):
            low -= 1
    for _ in range(AFTER):
        if high + 1 < len(words) and not _ENDS.search(words[high].group()):
            high += 1
    return words[low].start(), words[high].end()


def _to_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The same stretch, out to the ends of the words that it touches."""
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
