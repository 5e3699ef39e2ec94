"""The lexicon: many entries, found in a text at word boundaries, the longest first."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.regex import regex
from pipeline.write.lexicon.entry import EXACT, Entry
from pipeline.write.lexicon.sounds import with_d, with_s

PLURAL_LETTERS = 5
"""An entry so long is found with a plural -s too. Shorter ones are not: `Hama` is a city, `Hamas` is not its plural."""

_WORD = regex(r"[\w\u0300-\u036f]+")

_CLITIC = regex(r"'(s|ll|d|ve|re)(?![\w\u0300-\u036f'])", re.IGNORECASE)
"""What hangs on a name: of, will, had, have, are."""

_PLAIN = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\n": " ", "\t": " ", "‑": "-", "‐": "-"})
"""Other ways to write an apostrophe, a space and a hyphen, each one character for one: places in the text stay what they are."""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry found in a text."""

    start: int
    """Its first character in the text."""
    end: int
    """One past its last, a possessive 's or a plural's s among them."""
    entry: Entry
    ending: str = ""
    """What of the text stands behind the grapheme: `'s`, `’ll`, `s`, `es`, `s’s`."""

    @property
    def ipa(self) -> str:
        """The sounds with those of the ending; empty where the entry has none."""
        return with_ending(self.entry.ipa, self.ending) if self.entry.ipa else ""

    @property
    def alias(self) -> str:
        """The respelling with the ending as it is written; empty where the entry has none."""
        return self.entry.alias + self.ending if self.entry.alias else ""


def with_ending(ipa: str, ending: str) -> str:
    """The sounds of a word with a plural's or possessive's ending, or a short verb, behind it."""
    plural, _, verb = ending.translate(_PLAIN).lower().partition("'")
    if plural:
        ipa = with_s(ipa)
    if verb == "s":
        return ipa if plural else with_s(ipa)
    if verb == "d":
        return with_d(ipa)
    return ipa + {"ll": "əl", "ve": "əv", "re": "ə"}.get(verb, "")


def clitic_at(text: str, at: int) -> str:
    """The 's, 'll, 'd, 've or 're that stands at a place, else nothing."""
    found = _CLITIC.match(text[at : at + 5].translate(_PLAIN))
    return text[at : at + found.end()] if found else ""


@dataclass(frozen=True, slots=True)
class _Form:
    """One way in which an entry may stand in a text."""

    literal: str
    plural: str
    entry: Entry

    def stands_at(self, text: str, at: int) -> bool:
        here = text[at : at + len(self.literal)]
        if here == self.literal or (self.entry.case != EXACT and here.casefold() == self.literal.casefold()):
            return True
        # At the start of a sentence: Von der Leyen, Al-Shabab.
        return self.literal[:1].islower() and here == self.literal[:1].upper() + self.literal[1:]


_PLAIN_LETTERS = str.maketrans({"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ı": "i"})
"""Letters that are no letter with an accent, and what newsrooms write for them."""


def _without_accents(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.translate(_PLAIN_LETTERS))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Entries, the weightiest first: of two that could stand for the same stretch of text, the first is taken."""

    entries: tuple[Entry, ...] = ()
    digest: str = field(init=False, repr=False, compare=False)
    """Of all its entries."""
    _forms: Mapping[str, tuple[_Form, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        rows = "".join(f"{e.grapheme}\n{e.ipa}\n{e.alias}\n{e.lang}\n{e.case}\n" for e in self.entries)
        object.__setattr__(self, "digest", hashlib.blake2b(rows.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest())
        forms: defaultdict[str, list[_Form]] = defaultdict(list)
        for entry in self.entries:
            # A text that was copied from a Mac may have its accents as characters of their own.
            for grapheme in {entry.grapheme, unicodedata.normalize("NFD", entry.grapheme)}:
                literal = grapheme.translate(_PLAIN)
                forms[_first(literal)].append(_Form(literal, "", entry))
        for entry in self.entries:
            # `Erdogan` is Erdoğan; but `expose` is not exposé, so only where there is a capital.
            plain = _without_accents(entry.grapheme).translate(_PLAIN)
            if entry.case == EXACT and plain != entry.grapheme.translate(_PLAIN):
                forms[_first(plain)].append(_Form(plain, "", entry))
        for entry in self.entries:
            if sum(character.isalpha() for character in entry.grapheme) >= PLURAL_LETTERS:
                ending = "es" if entry.grapheme.lower().endswith(("s", "x", "z", "sh", "ch")) else "s"
                literal = entry.grapheme.translate(_PLAIN) + ending
                forms[_first(literal)].append(_Form(literal, ending, entry))
        # Sorting is stable: of the same length a grapheme comes before one without its accents, that before a plural, and the first entry first.
        object.__setattr__(self, "_forms", {word: tuple(sorted(f, key=lambda form: -len(form.literal))) for word, f in forms.items()})

    def over(self, base: Lexicon) -> Lexicon:
        """Its own entries before those of `base`; one with the same grapheme and language replaces the base's."""
        own = {entry.key for entry in self.entries}
        return Lexicon(self.entries + tuple(entry for entry in base.entries if entry.key not in own))

    def serving(self, lang: str) -> Lexicon:
        """The entries that are for voices of a language: `en-GB` takes those for `en-GB` and, behind them, those for `en`."""
        parts = lang.lower().replace("_", "-").split("-")
        tags = ["-".join(parts[:length]) for length in range(len(parts), 0, -1)]
        return Lexicon(tuple(entry for tag in tags for entry in self.entries if entry.lang.lower() == tag))

    def find(self, text: str) -> tuple[Match, ...]:
        """Where its entries stand in a text, in order and never overlapping: the longest at each place, whole words only."""
        plain = text.translate(_PLAIN)
        found: list[Match] = []
        end = 0
        forms = self._forms
        for word in _WORD.finditer(plain):
            candidates = forms.get(word.group().casefold())
            if candidates is None or word.start() < end or _within(plain, word.start()):
                continue
            for form in candidates:
                if form.stands_at(plain, word.start()) and (closed := _closed(plain, word.start() + len(form.literal))) is not None:
                    end = closed
                    grapheme_end = word.start() + len(form.literal) - len(form.plural)
                    found.append(Match(word.start(), end, form.entry, text[grapheme_end:end]))
                    break
        return tuple(found)


def _first(literal: str) -> str:
    word = _WORD.search(literal)
    return word.group().casefold() if word else ""


def _within(text: str, at: int) -> bool:
    """Whether a name goes on to the left: the Hara of O'Hara."""
    return at > 1 and text[at - 1] == "'" and text[at - 2].isalpha()


def _closed(text: str, at: int) -> int | None:
    """Where a match that reaches to `at` ends, its 's among it; None where the word goes on."""
    if _WORD.match(text, at):
        return None
    if text[at : at + 1] == "'" and _WORD.match(text, at + 1):
        clitic = _CLITIC.match(text, at)
        return clitic.end() if clitic else None
    return at


def layered(*lexicons: Lexicon) -> Lexicon:
    """Several lexicons as one, the weightiest first: the show's over the bundled one."""
    *over, whole = lexicons or (Lexicon(),)
    for lexicon in reversed(over):
        whole = lexicon.over(whole)
    return whole
