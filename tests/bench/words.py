"""What was said against what was heard, word by word: the errors that a listener would notice, and no others.

Both texts are reduced alike before they are compared, after the idea of Whisper's own normaliser (openai/whisper, `normalizers/english.py`):

- figures, money, dates and signs become words, by the product's own `spoken` (a recogniser writes `45`, the voice was given `forty-five`);
- no capitals, accents, marks or apostrophes; a hyphen is a space;
- one spelling for British and American (`colour`, `realise`, `centre`, `travelled`, `programme`);
- one spelling for each name that newspapers write in several ways (`NAMES`).

Then two ways of writing the same are no error: the same letters with other gaps (`life boat`), and, in the figure “by ear”, other letters
with the same sounds (`Haise` heard as `Hayes`, `their` as `there`), as espeak-ng says the one and the other; a name of the lexicon
counts with the lexicon's sounds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.write import lexicon
from pipeline.write.aloud import spoken

NAMES = {
    "kyiv": "kiev keev", "zelensky": "zelenskyy zelenskiy zelenski", "odesa": "odessa", "kharkiv": "kharkov", "lviv": "lvov",
    "volodymyr": "volodimir vladimir", "yermak": "ermak", "mykolaiv": "mykolayiv nikolaev", "donbas": "donbass", "dnipro": "dnieper dnipropetrovsk",
    "luhansk": "lugansk", "lovell": "lovel", "witkoff": "whitkoff witcoff", "nasa": "nasser",
    "kranz": "krantz krans", "mattingly": "mattingley", "smylie": "smiley smilie", "rutte": "rutta ruta", "michal": "mihal", "orban": "orbahn orbaan",
}  # fmt: skip
"""One name → other spellings of it; all are compared as the first."""

_NAME = {other: name for name, others in NAMES.items() for other in others.split()}

WORDS = {
    "ok": "okay", "grey": "gray", "defence": "defense", "offence": "offense", "licence": "license", "practise": "practice", "tyre": "tire", "cheque": "check",
    "judgement": "judgment", "towards": "toward", "programme": "program", "programmes": "programs", "mr": "mister", "mrs": "missus", "doctor": "dr",
    "aeroplane": "airplane", "storey": "story", "ageing": "aging", "sceptical": "skeptical", "lorrys": "lorries", "math": "maths",
}  # fmt: skip
"""British → American, where no rule below does it; and short forms."""

_OUR = "behavi|col|endeav|fav|flav|harb|hon|hum|lab|neighb|rum|splend|vap|vig|arm|parl|ard|sav|fav|cand|clam|glam|tum|val"

_RULES = (
    (re.compile(rf"\b({_OUR})our"), r"\1or"),
    (re.compile(r"(?<=\w{3})is(e|ed|er|ers|es|ing|ation|ations)\b"), r"iz\1"),
    (re.compile(r"(?<=\w{2})ys(e|ed|es|ing)\b"), r"yz\1"),
    (re.compile(r"\b(cent|met|theat|lit|kilomet|millilit|fib|somb|cali?b)re(s?)\b"), r"\1er\2"),
    (re.compile(r"(?<=\w{3})ll(ed|ing|er|ers)\b"), r"l\1"),
)
"""Applied to both sides, so that a rule that goes too far does no harm."""

Sounds = Callable[[Sequence[str]], Sequence[str]]
"""Texts → how each sounds; two that are equal sound alike."""


def words(text: str) -> list[str]:
    """The words of a text as they are compared."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", spoken(text)) if not unicodedata.combining(sign)).casefold()
    plain = re.sub(r"['’ʼ]", "", plain)
    return [_one(word) for word in re.findall(r"[^\W_]+", plain)]


@lru_cache(maxsize=8192)
def _one(word: str) -> str:
    stem, ending = (word[:-1], "s") if word.endswith("s") and word[:-1] in _NAME else (word, "")
    word = WORDS.get(word, _NAME.get(stem, stem) + ending)
    for pattern, replacement in _RULES:
        word = pattern.sub(replacement, word)
    return word


@dataclass(frozen=True, slots=True)
class Said:
    """A stretch that was said."""

    text: str
    """Its spoken form."""
    voice: str
    """Whose voice."""


@dataclass(frozen=True, slots=True)
class Error:
    """Words that were heard otherwise."""

    said: str
    """Empty where something was heard that nobody said."""
    heard: str
    """Empty where it was not heard."""
    count: int
    """Words wrong: substituted, left out, put in."""
    voice: str
    name: bool = False
    """A name of the lexicon is among the words that were said."""
    alike: bool = False
    """The two sound the same: an error of spelling, which the recogniser's ear cannot avoid."""


@dataclass(frozen=True, slots=True)
class Score:
    """How much was misheard."""

    words: tuple[tuple[str, int], ...]
    """(voice, words that it said)."""
    errors: tuple[Error, ...]
    names: int = 0
    """How many of the words belong to names of the lexicon."""

    def wer(self, voice: str = "", *, by_ear: bool = False) -> float:
        """Wrong words for a hundred that were said, by one voice or by all."""
        wrong = sum(error.count for error in self.errors if voice in ("", error.voice) and not (by_ear and error.alike))
        said = sum(count for name, count in self.words if voice in ("", name))
        return 100 * wrong / said if said else 0.0

    def plain_wer(self) -> float:
        """Wrong words, by ear, for a hundred that belong to no name."""
        wrong = sum(error.count for error in self.errors if not (error.alike or error.name))
        return 100 * wrong / max(1, self.words_said - self.names)

    def name_wer(self) -> float:
        """Wrong words, by ear, for a hundred that belong to a name: where a name is misheard, its neighbours often are too."""
        wrong = sum(error.count for error in self.errors if error.name and not error.alike)
        return 100 * wrong / max(1, self.names)

    @property
    def words_said(self) -> int:
        """How many words were said."""
        return sum(count for _, count in self.words)

    @property
    def voices(self) -> tuple[str, ...]:
        """Those that spoke."""
        return tuple(dict.fromkeys(name for name, _ in self.words))

    def __add__(self, other: Score) -> Score:
        return Score(self.words + other.words, self.errors + other.errors, self.names + other.names)


def score(said: Sequence[Said], heard: str, sounds: Sounds | None = None) -> Score:
    """Compare what some voices said one after the other with what was heard of it all; `sounds` as `by_espeak`."""
    import jiwer

    tokens = [(word, one.voice, name) for one in said for stretch, name in _named(one.text) for word in words(stretch)]
    reference, hypothesis = [word for word, _, _ in tokens], words(heard)
    counts = tuple((one.voice, sum(len(words(stretch)) for stretch, _ in _named(one.text))) for one in said)
    if not reference:
        return Score(counts, ())
    found: list[Error] = []
    for start, end, first, last in _stretches(jiwer.process_words(" ".join(reference), " ".join(hypothesis)).alignments[0]):
        voice = tokens[min(start, len(tokens) - 1) if end > start else max(start - 1, 0)][1]
        names = {word for word, _, name in tokens[start:end] if name}
        errors = _compare(reference[start:end], hypothesis[first:last], voice, sounds)
        found += [replace(error, name=not names.isdisjoint(error.said.split())) for error in errors]
    return Score(counts, tuple(found), sum(name for _, _, name in tokens))


def _named(text: str) -> list[tuple[str, bool]]:
    """A text in stretches, and whether each is a name of the lexicon."""
    found, at = [], 0
    for match in lexicon.bundled().find(text):
        found += [(text[at : match.start], False), (text[match.start : match.end], True)]
        at = match.end
    return [*found, (text[at:], False)]


def _stretches(alignment: Iterable[object]) -> list[tuple[int, int, int, int]]:
    """Neighbouring differences as one: (start, end) in what was said, (first, last) in what was heard."""
    found: list[tuple[int, int, int, int]] = []
    for chunk in alignment:
        kind, *places = (getattr(chunk, name) for name in ("type", "ref_start_idx", "ref_end_idx", "hyp_start_idx", "hyp_end_idx"))
        start, end, first, last = places
        if kind == "equal":
            continue
        if found and found[-1][1] == start and found[-1][3] == first:
            found[-1] = (found[-1][0], end, found[-1][2], last)
        else:
            found.append((start, end, first, last))
    return found


def _compare(said: list[str], heard: list[str], voice: str, sounds: Sounds | None) -> list[Error]:
    """The errors of one stretch, in its smallest parts."""
    if "".join(said) == "".join(heard):
        return []
    # The same letters with other gaps, at either end: `air port now` and `airport new`.
    for take in range(1, len(said) + 1):
        for give in range(1, len(heard) + 1):
            if (take, give) == (len(said), len(heard)):
                continue
            if "".join(said[:take]) == "".join(heard[:give]):
                return _compare(said[take:], heard[give:], voice, sounds)
            if "".join(said[-take:]) == "".join(heard[-give:]):
                return _compare(said[:-take], heard[:-give], voice, sounds)
    if len(said) == len(heard) > 1:
        return [error for one, other in zip(said, heard, strict=True) for error in _compare([one], [other], voice, sounds)]
    alike = bool(said and heard and sounds and _alike(" ".join(said), " ".join(heard), sounds))
    return [Error(" ".join(said), " ".join(heard), max(len(said), len(heard)), voice, alike=alike)]


def _alike(said: str, heard: str, sounds: Sounds) -> bool:
    one, other = sounds((said, heard))
    return bool(set(one.split("|")) & set(other.split("|")))


def by_espeak(texts: Sequence[str]) -> list[str]:
    """The sounds of each text, `|` between those of the word as it is spelled and those of the lexicon's name; no stress, no gaps."""
    from pipeline.write.lexicon.listen import heard, sounds_like

    names = [lexicon.apply(text.title(), lexicon.bundled(), "espeak") for text in texts]
    said = [sounds_like(sound, stress=False).replace(" ", "") for sound in heard([*texts, *names])]
    return [f"{plain}|{name}" for plain, name in zip(said[: len(texts)], said[len(texts) :], strict=True)]
