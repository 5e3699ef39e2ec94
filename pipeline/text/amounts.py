"""One amount in figures or in words: `£1.2bn` is `£1.2 billion`, `4,000` is `four thousand`, `8%` is `eight percent`, `£2m` is
`two million pounds`, `300kg` is `300 kilograms`, `20-12` is `20 to 12`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipeline.regex import regex
from pipeline.text.tokens import Token
from pipeline.text.words import NUMBERS

SCALES = {"hundred": 100, "thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
"""What a number in front of them is multiplied by."""
_TAILS = {"k": 10**3, "m": 10**6, "bn": 10**9, "tn": 10**12}
_MONEY_ALONE = frozenset({"k", "m"})
"""Behind a figure without a currency these may be kelvins and metres."""
_TENS = {word: n * 10 for n, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)}
_ONE_OF = frozenset({"a", "an"})
_PARTS = frozenset("half third quarter fifth tenth dozen".split())
"""`a third` is `one third`."""
_FIGURE = regex(r"([€£$¥₴]?)((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(k|m|bn|tn|%)?")
_MEASURED = regex(r"((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(kg|km|cm|mm|mph)")
_UNITS = {
    name: unit
    for unit, names in (
        ("kg", "kg kilograms kilogrammes kilos"), ("km", "km kilometres kilometers"), ("cm", "cm centimetres centimeters"),
        ("mm", "mm millimetres millimeters"), ("mph", "mph"),
    )
    for name in names.split()
}  # fmt: skip
_CURRENCIES = {"pounds": "£", "euros": "€", "dollars": "$"}
_SCORE = regex(r"(\d+)[-–](\d+)")

_Amount = tuple[str, Decimal, str]
"""(currency, how many, `%` or a part such as `third`)."""


def counts(word: str) -> bool:
    """Whether an amount may begin with a word."""
    return word[:1].isdigit() or word[:1] in "€£$¥₴" or word in _ONE_OF or _in_words(word) is not None


def same_amount(told: Sequence[Token], i: int, source: Sequence[Token], j: int) -> list[tuple[int, int]]:
    """How many words of each side, from `i` and from `j`, are the same amount, each way that it may be read; nothing where no amount begins on both."""
    theirs = list(amounts(source, j))
    return [(a, b) for a, one in amounts(told, i) for b, other in theirs if one == other] if theirs else []


def amounts(some: Sequence[Token], at: int) -> Iterator[tuple[int, tuple[_Amount, ...]]]:
    """(how many words, the amount) of what begins at `at`; a score is two amounts."""
    words = [token.word for token in some[at : at + 4]]
    if score := _SCORE.fullmatch(words[0]):
        yield 1, (("", Decimal(score[1]), ""), ("", Decimal(score[2]), ""))
        return
    if words[0].isdigit() and words[1:2] == ["to"] and words[2:3] and words[2].isdigit():
        yield 3, (("", Decimal(words[0]), ""), ("", Decimal(words[2]), ""))
    yield from ((length, (amount,)) for length, amount in _single(words))


def _single(words: Sequence[str]) -> Iterator[tuple[int, _Amount]]:
    word, then = words[0], words[1] if len(words) > 1 else ""
    if then in _PARTS and (word == "one" or word in _ONE_OF):
        yield 2, ("", Decimal(1), then)
    if measured := _MEASURED.fullmatch(word):
        yield 1, ("", Decimal(measured[1].replace(",", "")), measured[2])
        return
    figure = _FIGURE.fullmatch(word)
    if figure and not (figure[3] in _MONEY_ALONE and not figure[1]):
        sign, value, tail = figure[1], Decimal(figure[2].replace(",", "")), figure[3] or ""
    elif (spelled := _in_words(word)) is not None:
        sign, value, tail = "", Decimal(spelled), ""
    elif word in _ONE_OF and then in SCALES:
        yield 2, ("", Decimal(SCALES[then]), "")
        return
    else:
        return
    yield 1, (sign, value * _TAILS.get(tail, 1), "%" if tail == "%" else "")
    if tail:
        return
    if not sign and then in _CURRENCIES:
        yield 2, (_CURRENCIES[then], value, "")
    if then in SCALES:
        yield 2, (sign, value * SCALES[then], "")
        if not sign and len(words) > 2 and words[2] in _CURRENCIES:
            yield 3, (_CURRENCIES[words[2]], value * SCALES[then], "")
    if not sign and then in _UNITS:
        yield 2, ("", value, _UNITS[then])
    if not sign and words[1:4] in (["miles", "an", "hour"], ["miles", "per", "hour"]):
        yield 4, ("", value, "mph")
    for unit in (("percent",), ("per", "cent")):
        if tuple(words[1 : 1 + len(unit)]) == unit:
            yield 1 + len(unit), (sign, value, "%")


def _in_words(word: str) -> int | None:
    """A number below a hundred that is written as a word."""
    tens, _, ones = word.partition("-")
    if word in NUMBERS:
        return NUMBERS[word]
    if tens in _TENS and (not ones or ones in NUMBERS):
        return _TENS[tens] + NUMBERS.get(ones, 0)
    return None
