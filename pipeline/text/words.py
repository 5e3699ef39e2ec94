"""Words: which ones carry meaning, and how alike two texts are."""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from pipeline.regex import regex

# Words that say nothing of a text's subject. Closed classes of English, and the verbs of reporting that every news text is full of.
STOP = frozenset(
    """a about above after again against all also although am among an and any are as asked at be because been before being below between
    both but by called can cannot could did do does doing down during each even few for from further had has have having he her here hers
    him his how however i if in into is it its itself just last like made make many may me meanwhile might more most much must my new next no
    nor not now of off on once one only onto or other our out over own part per put quite rather said same say says see set she should since
    so some still such take than that the their them then there these they this those though through to told too under until up upon us use
    used very via was we were what when where whether which while who whom whose why will with within without would year yet you your added
    according claimed described expected including told wrote warned week month today yesterday tomorrow monday tuesday wednesday thursday
    friday saturday sunday""".split()
)

_ODD = "İΣ"
"""The letters whose small forms depend on where they stand or are two characters, of which the second is no letter."""
_WORD = regex(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*|\d+(?:[.,]\d+)*", re.UNICODE)

# Longest first; a light stemmer is enough to see that "sanctions" is "sanction" and "confiscating" is "confiscate".
_ENDINGS = (
    "isations", "izations", "ations", "isation", "ization", "ingly", "ation", "ments", "ities", "ional", "ness", "ment", "tion", "sion",
    "able", "ible", "ings", "ance", "ence", "ists", "ied", "ies", "ing", "ers", "ity", "ive", "ian", "ist", "ion", "ed", "es", "er", "ly",
    "al", "e", "s",
)  # fmt: skip

MONTH = "January|February|March|April|May|June|July|August|September|October|November|December"
"""Each by its name, in a pattern."""
WEEKDAY = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
NUMBERS = {
    word: n
    for n, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
}
"""The numbers that one writes as a word."""


def words(text: str) -> list[str]:
    """The words of a text in order, lower case, curly apostrophes made straight and possessives dropped."""
    if any(letter in text for letter in _ODD):
        return [w.lower().replace("’", "'").removesuffix("'s") for w in _WORD.findall(text)]
    plain = text.lower().replace("’", "'")
    found: list[str] = _WORD.findall(plain)
    return [w.removesuffix("'s") for w in found] if "'s" in plain else found


def in_a_row(names: Sequence[str]) -> str:
    """Names as a sentence has them: `Stone, Field and Other`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def fingerprint(text: str) -> str:
    """A text's words, whatever their capitals, marks and spaces, as 16 hexadecimal digits: the same for the same words."""
    return hashlib.sha256(" ".join(words(text)).encode()).hexdigest()[:16]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """A word without its commonest English ending (at least four letters stay), and of that the first six letters.

    Crude, and enough: "recognise" and "recognition", "territory" and "territorial", "Europe" and "European" come out the same.
    """
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            word = word[: -len(ending)]
            break
    return word[:6]


def content(text: str) -> list[str]:
    """The stems of the words that carry meaning, in order."""
    return [stem(w) for w in words(text) if w not in STOP and len(w) > 1]


class Corpus:
    """A set of texts, weighed against one another: a word that stands in all of them tells none of them apart."""

    def __init__(self, texts: Sequence[str], *, ignore: Iterable[str] = ()) -> None:
        self.ignore = frozenset(ignore)
        self.count = len(texts)
        self.bags = [self._bag(t) for t in texts]
        self.frequency: Counter[str] = Counter(w for bag in self.bags for w in bag)
        self.vectors = [self._weigh(bag) for bag in self.bags]
        self._squares = [_square(vector) for vector in self.vectors]

    def _bag(self, text: str) -> Counter[str]:
        return Counter(w for w in content(text) if w not in self.ignore)

    def _weigh(self, bag: Counter[str]) -> dict[str, float]:
        # tf–idf with a damped count: a word said three times is not three times as telling.
        return {w: (1 + math.log(n)) * math.log(1 + self.count / self.frequency[w]) for w, n in bag.items() if self.frequency[w]}

    def vector(self, text: str) -> dict[str, float]:
        """The weights of another text's words; words unknown to the corpus are left out."""
        return self._weigh(self._bag(text))

    def alike(self, i: int, j: int) -> float:
        """How alike two of the texts are, by their numbers: their `cosine`."""
        return _cosine(self.vectors[i], self.vectors[j], self._squares[i] * self._squares[j])


def cosine(a: Mapping[str, float], b: Mapping[str, float]) -> float:
    """How alike two weighted bags of words are: 0 (nothing shared) to 1."""
    return _cosine(a, b, _square(a) * _square(b))


def _square(a: Mapping[str, float]) -> float:
    return sum(x * x for x in a.values())


def _cosine(a: Mapping[str, float], b: Mapping[str, float], squares: float) -> float:
    if not squares:
        return 0.0
    if len(b) < len(a):
        a, b = b, a
    return sum(weight * b[w] for w, weight in a.items() if w in b) / math.sqrt(squares)


def shared(a: str, b: str) -> float:
    """The share of the shorter text's meaning words that the other has too: 0 to 1."""
    left, right = set(content(a)), set(content(b))
    if not left or not right:
        return 0.0
    return len(left & right) / min(len(left), len(right))
