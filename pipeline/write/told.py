"""A passage as it is told: its text in spoken form, and what was written where.

A word that the script itself pronounces, `{Kyiv|ˈkiːjɪv}`, is held back meanwhile: one private character stands for it, so that no rule
touches it and its place is found again.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from pipeline.model import Pronunciation, Sentence
from pipeline.write.aloud import Replacement, trace
from pipeline.write.aloud.edits import Edit

_FIRST, _LAST = 0xE000, 0xF8FF
"""The private characters that hold words: more than a passage can have. Those that the text has itself are passed by."""


@dataclass(frozen=True, slots=True)
class Told:
    """A passage, written and spoken; in both a pronounced word is one character."""

    passage: Sentence
    written: str
    spoken: str
    replacements: tuple[Replacement, ...]
    """What is said otherwise than it is written, in places of these two."""
    holder: int
    """The character that holds the first pronounced word; the next ones follow it."""
    _ends: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ends", [found.end for found in self.replacements])

    def spoken_at(self, at: int) -> int:
        """The place in the spoken text of one in the written text; one within a replacement is taken to its start."""
        nth = bisect_right(self._ends, at)
        if nth < len(self.replacements) and self.replacements[nth].start <= at:
            return self.replacements[nth].spoken_start
        before = self.replacements[nth - 1] if nth else None
        return at if before is None else at - before.end + before.spoken_end

    def passes(self) -> tuple[tuple[Edit, ...], ...]:
        """What makes the passage's own text that of `sentence()`: words held back, the rules, words put back."""
        own = self.passage.pronunciations
        words = [self.passage.text[each.start : each.end] for each in own]
        held = tuple(Edit(each.start, each.end, chr(self.holder + nth), "") for nth, each in enumerate(own))
        rules = tuple(Edit(each.start, each.end, each.spoken, each.rule) for each in self.replacements)
        places = ((at, ord(char) - self.holder) for at, char in enumerate(self.spoken))
        return held, rules, tuple(Edit(at, at + 1, words[nth], "") for at, nth in places if 0 <= nth < len(words))

    def sentence(self, start: int = 0, end: int | None = None) -> Sentence:
        """A stretch of the spoken text, the pronounced words back in their places."""
        said: list[Pronunciation] = []
        text = ""
        for char in self.spoken[start:end]:
            nth = ord(char) - self.holder
            if 0 <= nth < len(self.passage.pronunciations):
                own = self.passage.pronunciations[nth]
                word = self.passage.text[own.start : own.end]
                said.append(Pronunciation(len(text), len(text) + len(word), own.ipa))
                text += word
            else:
                text += char
        return Sentence(text, self.passage.sources, tuple(said))


def tell(passage: Sentence, language: str = "en-GB") -> Told:
    """A passage in its spoken form, in that kind of English."""
    holder = max((ord(char) for char in passage.text if _FIRST <= ord(char) <= _LAST), default=_FIRST - 1) + 1
    held, at = "", 0
    for nth, said in enumerate(passage.pronunciations[: _LAST - holder + 1]):
        held += passage.text[at : said.start] + chr(holder + nth)
        at = said.end
    held += passage.text[at:]
    done = trace(held, style=language)
    return Told(passage, held, done.text, done.replacements, holder)
