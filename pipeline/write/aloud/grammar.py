"""The slow path: what the rules do not know goes to kitten-text-processing's grammar if that is installed, else is read sign by sign.

The grammar takes about a tenth of a second for one word and more than a second for a sentence, and its search grows without a bound
on ambiguous text; so it is asked for single words, short ones, a limited number of times a text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from importlib import import_module

from pipeline.regex import regex
from pipeline.write.aloud.here import LETTER
from pipeline.write.aloud.letters import spelled
from pipeline.write.aloud.numbers import code, digits
from pipeline.write.aloud.style import Style

LONGEST = 40
"""In characters. A longer word is read sign by sign at once."""
CALLS = 24
"""Words a text for which the grammar is asked; more is no text that a newsreader would be given."""

_WORDED = regex(rf"{LETTER}+|[0-9]+|[^\w\s]|_")
_TENS = regex(
    r"\b(twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety) "
    r"(one|two|three|four|five|six|seven|eight|nine|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)\b"
)
_HUNDRED = regex(r"\bhundred (?=[a-z])(?!and\b|thousand|[mb]illion|trillion)")
_UNSAID = regex(r"[0-9$£€%@#&+=*^~<>|]")
_LOOSE_HYPHEN = regex(r"(?<=[^\W\d_])\s-(?=\s|$)|\s-\s")
_CAPITALS = regex(r"\b[A-Z]{2,6}\b")
_SIGNS = {
    "&": "and", "@": "at", "+": "plus", "=": "equals", "%": "per cent", "#": "hash", "*": "times", "/": "slash", "$": "dollar", "£": "pound",
    "€": "euro", "×": "times", "÷": "divided by", "−": "minus", "^": "to the power of", "°": "degrees", "²": "squared", "³": "cubed",
    "½": "and a half", "¼": "and a quarter", "¾": "and three quarters", "<": "less than", ">": "more than", ".": "dot",
}  # fmt: skip


@lru_cache(maxsize=1)
def _normalise() -> Callable[[str], str] | None:
    """The grammar, loaded when first needed; None where it is not installed."""
    try:
        normalise: Callable[[str], str] = import_module("kitten_text_processing").normalize_text
    except ImportError:
        return None
    return normalise


@lru_cache(maxsize=2048)
def _ask(word: str) -> str | None:
    """The grammar's reading of a word, if it has one that leaves nothing to read."""
    normalise = _normalise()
    if normalise is None or len(word) > LONGEST:
        return None
    try:
        said = normalise(word)
    except Exception:  # any fault of the grammar's (no path, a broken token, too deep a recursion) leaves us with our own reading
        return None
    said = re.sub(r"\s?/\s?", ", ", re.sub(r"[\[\]\\_]", " ", said))
    if not re.search(r"[a-z]", said) or _UNSAID.search(said):
        return None
    said = _CAPITALS.sub(lambda match: spelled(match.group()), _LOOSE_HYPHEN.sub(" ", said))
    return _TENS.sub(r"\1-\2", " ".join(said.split()))


def _by_itself(word: str, style: Style) -> str:
    """Our own reading: letters as they stand, figures as a designation, signs by name."""
    out = []
    for part in _WORDED.findall(word):
        if part.isdecimal():
            out.append(code(part, style) if len(part) < 5 else digits(part))
        elif part.isalpha():
            out.append(spelled(part) if part.isascii() and part.isupper() and 1 < len(part) < 5 else part)
        else:
            out.append(_SIGNS.get(part, ""))
    return " ".join(said for said in out if said)


def last_resort(word: str, style: Style, *, may_ask: bool) -> str:
    """How a word is said that no rule knows."""
    said = _ask(word) if may_ask else None
    if said is None:
        return _by_itself(word, style)
    return _HUNDRED.sub("hundred and ", said) if style.british else said  # the grammar is American
