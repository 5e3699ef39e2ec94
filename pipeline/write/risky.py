"""The risky words of a script: what a voice may say wrong, each once, the riskiest first.

A word that the lexicon knows, or that the script itself pronounces, is not risky: somebody has said how it sounds.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.model import Script, Sentence
from pipeline.regex import regex
from pipeline.text.found import once
from pipeline.write import dictionary
from pipeline.write.aloud import Replacement
from pipeline.write.aloud.capitals import KNOWN_LETTERS, MIXED, SAID_AS_WORDS
from pipeline.write.lexicon import Lexicon
from pipeline.write.told import Told, tell

KINDS = ("letters", "name", "initials", "figure", "word")
"""Of risks: foreign letters, names, initialisms, whatever is said in other words than it is written, small words in no dictionary."""

OTHER_SCRIPT, ACCENTED, STRANGE, UNKNOWN, GUESSED, ODD, RARE, COUNTED, SPELLED, DATED, PLAIN = 100, 90, 85, 80, 70, 60, 50, 40, 30, 20, 10
"""How risky: letters of another script; a name with foreign accents; one spelled as no English word is; any in no dictionary; an initialism
that no list has; what no rule knew; a small word in no dictionary; money and measures; a known initialism; dates and times; plain numbers."""

_WEIGHTS = {
    **dict.fromkeys(("year", "number", "ordinal", "title"), PLAIN),
    **dict.fromkeys(("date", "time", "decade", "percent"), DATED),
    **dict.fromkeys(("money", "measure", "temperature", "fraction", "ratio", "roman", "abbreviation", "score", "code"), COUNTED),
}
"""Of the rules of `aloud`; every other one is odd."""

_WHY = {
    "grammar": "no rule knows it",
    "web": "an address",
    "code": "letters and figures",
    "sign": "a sign",
    "pause": "a sign",
    "quote": "a sign",
}
"""What a rule of `aloud` found, where its own name does not say it."""

_TOKEN = regex(r"[^\W\d_]+(?:[’'][^\W\d_]+)*")
_CLITIC = regex(r"[’'](?:s|ll|d|ve|re)?$", re.IGNORECASE)
_PARTS = regex(r"[A-Z]?[^\WA-Z\d_]+|[A-Z]+")
_SCRIPTS = {"CJK": "Chinese"}
"""Scripts that Unicode calls by another name."""
_EDGES = " \t,;:()[]{}\"“”‘’'—–…"
_EVERYDAY = frozenset("US OK IT ID".split())
"""Initialisms that `aloud` knows by their surroundings only, because they may be words in capitals too."""
_LISTED = KNOWN_LETTERS | MIXED | _EVERYDAY
_FILLERS = frozenset(("Mc", "Mac", "O", "D"))
"""Parts of a name that English reads in a way of its own."""


@dataclass(frozen=True, slots=True)
class Risk:
    """A word or figure that is worth hearing before it goes on air."""

    word: str
    """As it is written, without a possessive."""
    kind: str
    """One of KINDS."""
    why: str
    spoken: str
    """Its spoken form."""
    weight: int
    """How risky, 0 to 100."""
    count: int
    """How often the script has it."""
    segment: int
    """The first segment that has it, from 1."""
    passage: int
    """The passage of the segment, from 0."""
    start: int
    """Its first character in the passage's spoken text, where a pronounced word is one character; see `told`."""
    end: int
    """One past its last."""


def risky(script: Script, lexicon: Lexicon, language: str = "en-GB") -> tuple[Risk, ...]:
    """The risky words that voices speak, each once, where it stands first: the riskiest first, of the same risk the more frequent."""
    found: dict[tuple[str, str], Risk] = {}
    for number, segment in enumerate(script.segments, 1):
        for place, passage in enumerate(() if segment.recording else segment.passages):
            for risk in _of(passage, lexicon, language):
                key = (risk.word, risk.spoken)
                first = found.get(key) or replace(risk, segment=number, passage=place)
                found[key] = replace(first, count=first.count + 1)
    return tuple(sorted(found.values(), key=lambda risk: (-risk.weight, -risk.count)))


def _of(passage: Sentence, lexicon: Lexicon, language: str) -> list[Risk]:
    of = (passage.text, passage.pronunciations, lexicon.digest, language)
    return once("risks", of, lambda: _in_passage(tell(passage, language), lexicon), Risk)


def _in_passage(told: Told, lexicon: Lexicon) -> Iterator[Risk]:
    """The risks of one passage in order, each counted 0 times."""
    known = [(match.start, match.end) for match in lexicon.find(told.spoken)]
    plain = [
        (each.start, each.end) for each in told.replacements if each.rule == "fold" and _within(each.spoken_start, each.spoken_end, known)
    ]
    changed = [found for found in told.replacements if _says_otherwise(found)]
    for found in changed:
        if not _within(found.spoken_start, found.spoken_end, known) and (risk := _said_otherwise(told, found)):
            yield risk
    known = [(match.start, match.end) for match in lexicon.find(told.written)]
    known += [(found.start, found.end) for found in changed] + plain
    for token in _TOKEN.finditer(told.written):
        word = _CLITIC.sub("", token.group())
        end = token.start() + len(word)
        if len(word) < 2 or any(start < end and token.start() < stop for start, stop in known) or dictionary.knows(token.group()):
            continue
        if judged := _judged(word):
            kind, why, weight = judged
            first, last = told.spoken_at(token.start()), told.spoken_at(end)
            yield Risk(word, kind, why, told.spoken[first:last], weight, 0, 0, 0, first, last)


def _within(start: int, end: int, spans: list[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in spans)


# ── words ────────────────────────────────────────────────────────────────────────────────────────────────


def _judged(word: str) -> tuple[str, str, int] | None:
    """A word's kind, why it is risky and how much; None for one that is not."""
    if dictionary.knows(word) or dictionary.knows(unicodedata.normalize("NFC", word)):
        return None
    if word.isascii() and word.isupper():
        return "initials", "the voice decides: a word or letters", GUESSED
    foreign = [letter for letter in unicodedata.normalize("NFC", word) if ord(letter) > 127 and letter.isalpha()]
    scripts = dict.fromkeys(unicodedata.name(letter, "UNKNOWN").split()[0].split("-")[0] for letter in foreign)
    if other := next((name for name in scripts if name != "LATIN"), ""):
        return "letters", f"{_SCRIPTS.get(other, other.capitalize())} letters: the voice may pass them over", OTHER_SCRIPT
    if word.islower() and not foreign:
        return "word", "in no dictionary or lexicon", RARE
    if foreign:
        return "letters", f"in no dictionary or lexicon, with {''.join(dict.fromkeys(foreign))}", ACCENTED
    parts = [part for part in _PARTS.findall(word) if part not in _FILLERS]
    if len(parts) < len(word) and all(len(part) > 1 and dictionary.knows(part) for part in parts):
        return None
    if letters := dictionary.strange(word):
        return "name", f"in no dictionary or lexicon; no English word has “{letters}”", STRANGE
    return "name", "in no dictionary or lexicon", UNKNOWN


# ── what is said in other words ──────────────────────────────────────────────────────────────────────────


def _says_otherwise(found: Replacement) -> bool:
    """Whether a listener can tell: another letter or figure, or a sign such as € or → that is in it."""
    written, spoken = (
        [char for char in unicodedata.normalize("NFD" if found.rule == "fold" else "NFC", text).casefold() if char.isalnum()]
        for text in (found.written, found.spoken)
    )
    capitals = found.rule == "letters"  # NATO is said as Nato
    return capitals or written != spoken or any(unicodedata.category(char)[0] == "S" for char in found.written)


def _said_otherwise(told: Told, found: Replacement) -> Risk | None:
    start, end, spoken_start, spoken_end = found.start, found.end, found.spoken_start, found.spoken_end
    # A rule may end within a word: the & of R&D.
    while start and spoken_start and told.written[start - 1].isalnum() and told.written[start - 1] == told.spoken[spoken_start - 1]:
        start, spoken_start = start - 1, spoken_start - 1
    while told.written[end : end + 1].isalnum() and told.written[end] == told.spoken[spoken_end : spoken_end + 1]:
        end, spoken_end = end + 1, spoken_end + 1
    said = told.spoken[spoken_start:spoken_end]
    spoken_start += len(said) - len(said.lstrip(_EDGES))
    spoken = said.strip(_EDGES + ".")
    written = told.written[start:end].strip(_EDGES).rstrip("." if found.rule in ("web", "grammar") else "")
    if found.rule == "letters":
        written, spoken = _CLITIC.sub("", written), _CLITIC.sub("", spoken).rstrip(".")
    if not written:
        return None
    kind, why, weight = _sort(found.rule, written, spoken)
    return Risk(written, kind, why, spoken, weight, 0, 0, 0, spoken_start, spoken_start + len(spoken))


def _sort(rule: str, written: str, spoken: str) -> tuple[str, str, int]:
    if not spoken:
        return "figure", "passed over", ODD
    if rule != "letters":
        return "figure", _WHY.get(rule, rule), _WEIGHTS.get(rule, ODD)
    how = "as a word" if re.search(r"[a-z]{2}", re.sub(r"\band\b", "", spoken)) else "letter by letter"
    initialisms = re.findall(r"[A-Z][A-Za-z]+", written.replace(".", ""))
    listed = all(word in _LISTED or word.upper() in SAID_AS_WORDS for word in initialisms)
    return "initials", how if listed else f"{how}: a guess", SPELLED if listed else GUESSED
