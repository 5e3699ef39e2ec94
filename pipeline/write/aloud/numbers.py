"""Numbers as words, British ("one hundred and five") and American ("one hundred five")."""

from __future__ import annotations

from pipeline.write.aloud.style import Style

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES = "_ thousand million billion trillion quadrillion quintillion sextillion septillion octillion nonillion decillion".split()
_FIGURES = 3 * len(_SCALES)
"""A number with more figures is read digit by digit."""

_ORDINALS = {
    "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth", "nine": "ninth", "twelve": "twelfth",
}  # fmt: skip
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"),
    (4, "IV"), (1, "I"),
)  # fmt: skip


def _below_hundred(n: int) -> str:
    if n < 20:
        return _ONES[n]
    return _TENS[n // 10] + (f"-{_ONES[n % 10]}" if n % 10 else "")


def _below_thousand(n: int, style: Style) -> str:
    if n < 100:
        return _below_hundred(n)
    rest = n % 100
    words = f"{_ONES[n // 100]} hundred"
    return f"{words}{' and ' if style.british else ' '}{_below_hundred(rest)}" if rest else words


def cardinal(n: int, style: Style) -> str:
    """185 → "one hundred and eighty-five"."""
    if n < 1000:
        return _below_thousand(n, style)
    groups: list[str] = []
    rest, scale = n, 0
    while rest:
        rest, group = divmod(rest, 1000)
        if group:
            words = _below_thousand(group, style)
            if scale:
                words += f" {_SCALES[scale]}"
            elif style.british and group < 100:
                words = f"and {words}"
            groups.append(words)
        scale += 1
    return " ".join(reversed(groups))


def ordinal(n: int, style: Style) -> str:
    """27 → "twenty-seventh"."""
    words = cardinal(n, style)
    cut = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[cut:]
    if last in _ORDINALS:
        return words[:cut] + _ORDINALS[last]
    return words[:cut] + (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")


def digits(text: str) -> str:
    """Each digit by itself: "007" → "zero zero seven"."""
    return " ".join(_ONES[int(c)] for c in text if c.isdecimal())


def grouped(text: str) -> str:
    """Each digit, with a pause behind every third: "24000123456" → "two four zero, zero zero one, …"."""
    groups = [text[at : at + 3] for at in range(0, len(text), 3)]
    if len(groups) > 1 and len(groups[-1]) == 1:
        groups[-2:] = [groups[-2] + groups[-1]]
    return ", ".join(map(digits, groups))


def number(text: str, style: Style) -> str:
    """A written number with or without commas and decimals: "13.8" → "thirteen point eight", "004" → "zero zero four"."""
    whole, point, decimals = text.replace(",", "").partition(".")
    if not whole:
        words = ""
    elif (len(whole) > 1 and whole[0] == "0") or len(whole) > _FIGURES:
        words = digits(whole)
    else:
        words = cardinal(int(whole), style)
    return f"{words} point {digits(decimals)}".strip() if point and decimals else words


def year(n: int, style: Style) -> str:
    """2014 → "twenty fourteen", 1906 → "nineteen oh six", 2005 → "two thousand and five"."""
    if n < 1000 or n > 9999 or n % 1000 < 10:
        return cardinal(n, style)
    century, rest = divmod(n, 100)
    return f"{_below_hundred(century)} {_short(rest) if rest else 'hundred'}"


def _short(n: int) -> str:
    return f"oh {_ONES[n]}" if n < 10 else _below_hundred(n)


def short_year(text: str) -> str:
    """The two last figures of a year: "05" → "oh five", "27" → "twenty-seven"."""
    return _short(int(text)) if int(text) else "hundred"


def plural(words: str) -> str:
    """The plural of a number: sixteens, eighties, sixes."""
    if words.endswith("y"):
        return f"{words[:-1]}ies"
    return f"{words}es" if words.endswith("x") else f"{words}s"


def code(text: str, style: Style) -> str:
    """The number in a designation: 7 → "seven", 101 → "one oh one", 320 → "three twenty", 400 → "four hundred", 0958 → each digit."""
    if text[0] == "0" or len(text) > 4:
        return digits(text)
    n = int(text)
    if n < 100 or n % 100 == 0:
        return year(n, style) if n >= 1000 else cardinal(n, style)
    first, rest = divmod(n, 100)
    return f"{_below_hundred(first)} {_short(rest)}"


def roman(text: str) -> int | None:
    """The value of a numeral in its regular form; None for anything else ("IIX", "CIVIL")."""
    total, rest = 0, text
    for value, letters in _ROMAN:
        while rest.startswith(letters):
            total += value
            rest = rest[len(letters) :]
    return total if not rest and text and _to_roman(total) == text else None


def _to_roman(n: int) -> str:
    out = ""
    for value, letters in _ROMAN:
        out += letters * (n // value)
        n %= value
    return out
