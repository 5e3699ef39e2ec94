"""First pass: the many ways in which Unicode writes a letter, a digit or a space become the one that the rules know."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.regex import regex
from pipeline.write.aloud.edits import Edit

_ODD = regex(r"[^\x00-\x7f]")
_RAISED = regex(r"(?P<sign>[⁺⁻])?(?P<n>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,9})")
_GROUPING = regex(r"(?<=[0-9])[\u00a0\u2009\u202f](?=[0-9]{3}(?![0-9]))")
_GREEK = dict(
    zip(
        "αβγδεζηθικλμνξοπρστυφχψω",
        "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega".split(),
        strict=True,
    )
)
_GREEK_ALONE = regex(r"(?<![\u0370-\u03ff\u1f00-\u1fff])(?:[α-ωΑ-ΡΣ-Ψ])(?![\u0370-\u03ff\u1f00-\u1fff\u0300-\u036fA-Za-z])")
"""β-blockers, 5σ: one letter is said by its name. A word of Greek is left, and so is the μ of a unit and the Ω of so many ohms."""
_MANY_MARKS = regex(r"[\u1e00-\u1e99\u1ea0-\u1ef9]")
"""Letters as Vietnamese, Yoruba and Arabic in Latin letters write them: espeak-ng spells them by their number in Unicode ("letter one e c five"),
and an English newsreader says the plain letter."""
_MARK = regex(r"[\u0300-\u036f]")
# Signs that the rules read themselves, though Unicode would take them apart or calls them symbols.
_KEPT = frozenset("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞²³°…–—―−“”„‟«»‹›‘’‚‛′″×÷±≈≠≤≥→•·§†‡μ™®©√∞∙⋅‰")
_AS = {"‐": "-", "‑": "-", "∕": "/", "⁄": "/", "∗": "*", "¿": " ", "¡": " ", "µ": "μ", "º": "°", "№": "No ", "¬": " "}
_MARKS = {"。": ". ", "、": ", ", "،": ",", "؟": "?", "；": ";", "।": "."}


def fold(text: str) -> list[Edit]:
    """Full-width, circled and mathematical letters and digits as plain ones; emoji, marks of direction and the like away."""
    if text.isascii():
        return []
    out: list[Edit] = []
    at = 0
    while match := _ODD.search(text, at):
        start, at = match.span()
        char = match.group()
        if _GROUPING.match(text, start):
            out.append(Edit(start, at, ",", "number"))
        elif (power := _RAISED.match(text, start)) and power.group() not in ("²", "³"):
            at = power.end()
            out.append(Edit(start, at, _power(power), "number"))
        elif _MANY_MARKS.match(char) or (_MARK.match(char) and start and _outlandish(text[start - 1] + char)):
            out.append(Edit(start, at, _base(char), "fold"))
        elif _GREEK_ALONE.match(text, start):
            out.append(Edit(start, at, _named(text, start, at), "fold"))
        elif (plain := _plain(char)) != char:
            out.append(Edit(start, at, plain, "fold" if plain.strip() else "sign"))
    return out


def _outlandish(letter: str) -> bool:
    """Whether a letter and the mark over it are none that espeak-ng knows as one."""
    composed = unicodedata.normalize("NFC", letter)
    return len(composed) > 1 or _MANY_MARKS.match(composed) is not None


def _base(char: str) -> str:
    """The letter without its marks, nothing for a mark alone."""
    return "".join(each for each in unicodedata.normalize("NFD", char) if not unicodedata.combining(each))


def _named(text: str, start: int, end: int) -> str:
    """The name of a Greek letter, apart from figures and letters beside it."""
    name = _GREEK[text[start].lower()]
    return f"{' ' if text[start - 1 : start].isalnum() and start else ''}{name}{' ' if text[end : end + 1].isalnum() else ''}"


def _power(match: re.Match[str]) -> str:
    """Raised figures: behind a figure a power, behind a word the mark of a note."""
    before = match.string[match.start() - 1 : match.start()]
    if not (before.isdigit() or before == ")"):
        return " "
    return f" to the power of {'-' if match['sign'] == '⁻' else ''}{unicodedata.normalize('NFKC', match['n'])} "


@lru_cache(maxsize=4096)
def _plain(char: str) -> str:
    if char in _AS:
        return _AS[char]
    if char in _KEPT or "\ue000" <= char <= "\uf8ff":  # what is of private use stands for a word that the caller puts in again
        return char
    category = unicodedata.category(char)
    folded = unicodedata.normalize("NFKC", char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category in ("No", "Nl"):
        return _number(char, folded)
    if category[0] in "ZC":  # spaces, controls, surrogates; what has no width goes without a trace
        return "" if category == "Cf" else " "
    if category in ("So", "Sk", "Sm"):
        # ℃ and ㎞ stand for their letters; an emoji or a drawn line stands for nothing that could be said.
        return folded if folded != char and all((c.isascii() and c.isalnum()) or c in "°/" for c in folded) else " "
    if "\uff21" <= char <= "\uff5a" or "\U0001d400" <= char <= "\U0001d7ff":
        return folded
    if category[0] == "P":
        if folded.isascii() and folded.isprintable() and folded.strip():
            return folded
        return _MARKS.get(char, "," if category == "Po" else char)
    return "" if category == "Me" or "\ufe00" <= char <= "\ufe0f" else char


def _number(char: str, folded: str) -> str:
    letters = "".join(c for c in folded if c.isascii() and c.isalnum())
    if letters and "⁄" not in folded:
        return letters
    value = unicodedata.numeric(char, -1.0)
    return f" {int(value)} " if value >= 0 and value == int(value) else " "
