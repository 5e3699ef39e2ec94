"""Words as a read-back compares them: what a script says and what a recogniser writes, reduced alike.

Both texts become spoken text first (`pipeline.write.aloud`); then numbers become figures, so that “nineteen forty-five”, “1945” and “19 45”
are one, contractions are written out, and capitals, accents, marks and apostrophes go.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pipeline.regex import regex
from pipeline.write.aloud import spoken

WORD, NUMBER, NEGATION, DATE, NAME = "word", "number", "negation", "date", "name"

NEGATIONS = frozenset("not no never none nobody nothing nowhere neither nor without".split())
DATES = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april june july august september october november
    december today yesterday tomorrow""".split()
)
"""`may` is a verb as well; its day is a number."""

_SMALL = """nought one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
nineteen""".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_ORDINAL = """first 1 third 3 fourth 4 fifth 5 sixth 6 seventh 7 eighth 8 ninth 9 tenth 10 eleventh 11 twelfth 12 thirteenth 13 fourteenth 14
fifteenth 15 sixteenth 16 seventeenth 17 eighteenth 18 nineteenth 19 twentieth 20 thirtieth 30 fortieth 40 fiftieth 50 sixtieth 60
seventieth 70 eightieth 80 ninetieth 90 twenties 20 thirties 30 forties 40 fifties 50 sixties 60 seventies 70 eighties 80 nineties 90""".split()
VALUES = {
    **{word: value for value, word in enumerate(_SMALL)},
    **{word: 20 + 10 * n for n, word in enumerate(_TENS)},
    **{word: int(value) for word, value in zip(_ORDINAL[::2], _ORDINAL[1::2], strict=True)},
    "zero": 0,
}
"""`second` is a time as well, so it stays a word."""
SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12, "hundredth": 100, "thousandth": 10**3}

_CONTRACTED = {"cannot": "can not", "cant": "can not", "wont": "will not", "shant": "shall not", "aint": "is not"}
_NOT = regex(r"^(are|could|did|does|do|had|has|have|is|might|must|need|should|was|were|would)nt$")
_TOKEN = regex(r"[^\W_]+")
_CAPITAL = regex(r"(?<![\w’'])[A-ZÀ-ÖØ-Þ][\w’'\-]+")
_OPENING = regex(r"(?:^|[.!?:…]['”’\"]?\s+|[“\"‘])\s*$")
"""What stands before a word that a sentence begins with."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or a number of one word or several."""

    text: str
    """As it is compared; of a number its figures."""
    kind: str
    """Of WORD, NUMBER, NEGATION, DATE, NAME."""
    shown: str = ""
    """As it is shown."""


def tokens(text: str, language: str = "en-GB") -> list[Token]:
    """The words of a text, written or heard."""
    names = _names(text)
    return [
        Token(word, NUMBER, shown) if number else Token(word, _kind(word, names), shown)
        for word, shown, number in _numbered(_plain(spoken(text, style=language)))
    ]


def _kind(word: str, names: frozenset[str]) -> str:
    if word in NEGATIONS:
        return NEGATION
    if word in DATES:
        return DATE
    return NAME if word in names else WORD


def _fold(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign)).casefold()


def _plain(text: str) -> list[str]:
    """Words without capitals, marks and apostrophes, contractions written out; a hyphen parts two."""
    found: list[str] = []
    for word in _TOKEN.findall(re.sub(r"['’ʼ]", "", _fold(text))):
        word = _CONTRACTED.get(word, _NOT.sub(r"\1 not", word))
        found += word.split()
    return found


def _names(text: str) -> frozenset[str]:
    """The capitalised words of a written text, all but those that a sentence opens with, unless the next is capitalised too."""
    found: set[str] = set()
    matches = list(_CAPITAL.finditer(text))
    for n, match in enumerate(matches):
        follows = n + 1 < len(matches) and text[match.end() : matches[n + 1].start()] == " "
        if follows or not _OPENING.search(text[: match.start()]):
            found.update(_TOKEN.findall(re.sub(r"['’ʼ]s?$", "", _fold(match.group()))))
    return frozenset(word for word in found if len(word) > 1)


# ── numbers ──────────────────────────────────────────────────────────────────────────────────────────────


def _numbered(words: list[str]) -> Iterator[tuple[str, str, bool]]:
    """Each word, or number of several: (as compared, as shown, whether it is a number)."""
    at = 0
    while at < len(words):
        end = _run(words, at)
        if end > at:
            yield _figures(words[at:end]), " ".join(words[at:end]), True
            at = end
        else:
            yield words[at], words[at], False
            at += 1


def _is_number(word: str) -> bool:
    return word in VALUES or word.isdecimal()


def _run(words: list[str], start: int) -> int:
    """Where the number that begins there ends; `start` where none does."""
    at = start
    if words[at] == "a" and at + 1 < len(words) and words[at + 1] in SCALES:
        at += 2
    while at < len(words):
        after = words[at + 1] if at + 1 < len(words) else ""
        inside = at > start
        if (
            _is_number(words[at])
            or (inside and words[at] in SCALES)
            or (inside and words[at] == "and" and words[at - 1] in SCALES and _is_number(after))
            or (inside and words[at] in ("point", "oh", "o") and _is_number(after))
        ):
            at += 1
        else:
            break
    return at


def _figures(words: list[str]) -> str:
    """“two thousand and twenty six” and “twenty twenty six” → 2026; “three point five million” → 3500000."""
    numbers = [_Number()]
    for word in words:
        if not numbers[-1].takes(word):
            numbers.append(_Number())
        numbers[-1].take(word)
    return "".join(format(each.value().normalize(), "f") for each in numbers)


class _Number:
    """One number, word by word."""

    def __init__(self) -> None:
        self._whole = Decimal(0)
        """What thousands and millions have made."""
        self._part = Decimal(0)
        """What is before the next of them."""
        self._decimals = ""
        """Behind a point, with the point."""
        self._last = -1
        """The size of the word before; −1 at the beginning."""

    def takes(self, word: str) -> bool:
        """Whether a word goes on with it."""
        if word in SCALES or word in ("a", "and", "point"):
            return True
        value = _value(word)
        if self._decimals:
            return value < 10
        return self._last < 0 or self._last >= 100 > value or self._last >= 1000 > value or (20 <= self._last < 100 and 0 < value < 10)

    def take(self, word: str) -> None:
        """The next word."""
        if word == "point":
            self._decimals = "."
        elif word in SCALES:
            self._last = SCALES[word]
            part = self._before() or Decimal(1)
            self._decimals = ""
            if self._last == 100:
                self._part = part * 100
            else:
                self._whole, self._part = self._whole + part * self._last, Decimal(0)
        elif word not in ("a", "and"):
            value = _value(word)
            if self._decimals:
                self._decimals += str(value)
            else:
                self._part, self._last = self._part + value, value

    def value(self) -> Decimal:
        """What it is."""
        return self._whole + self._before()

    def _before(self) -> Decimal:
        return self._part + (Decimal(f"0{self._decimals}") if len(self._decimals) > 1 else 0)


def _value(word: str) -> int:
    return 0 if word in ("oh", "o") else int(word) if word.isdecimal() else VALUES[word]
