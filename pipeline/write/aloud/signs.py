"""Signs that are spoken: & and +, a minus, a dash between numbers."""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.write.aloud.here import VULGAR, Here, Rule, after_it, before_it
from pipeline.write.aloud.tables import DAYS, MONTHS, WEEK

_SAID = {
    "&": "and", "@": "at", "+": "plus", "=": "equals", "/": "slash", "×": "times", "÷": "divided by", "±": "plus or minus", "≈": "about",
    "≠": "not equal to", "≤": "at most", "≥": "at least", "<": "less than", ">": "more than", "~": "about", "‰": "per thousand",
    "§": "section", "√": "square root of", "∞": "infinity", "°": "degrees", "²": "squared", "³": "cubed",
}  # fmt: skip
_BEFORE_NUMBER = {
    "~": "about ",
    "≈": "about ",
    "<": "less than ",
    ">": "more than ",
    "≤": "at most ",
    "≥": "at least ",
    "±": "plus or minus ",
    "+": "plus ",
}
_COINS = {
    "$": "dollar",
    "£": "pound",
    "€": "euro",
    "¥": "yen",
    "₴": "hryvnia",
    "₽": "rouble",
    "₹": "rupee",
    "₩": "won",
    "₪": "shekel",
    "₺": "lira",
}
_PARTS = {"½": "a half", "¼": "a quarter", "¾": "three quarters", "⅓": "a third", "⅔": "two thirds"}

_TO = regex(r"\s?[-–—−~]\s?(?=[$£€¥₴]?\s?[-−]?\.?[0-9])|\s?→\s?")
_TO_DATE = regex(rf"\s?[-–]\s?(?=[’'][0-9]{{2}}(?![0-9])|(?:{'|'.join(MONTHS)})\.?\s[0-9])", re.IGNORECASE)
"""'22-'23, Oct 31-Nov 2."""
_MINUS = regex(r"[-−–](?=\s?\.?[0-9]|[$£€¥₴])")
_EITHER_WAY = regex(r"\+\s?/\s?[-−–]\s?(?=[$£€¥₴]?[0-9.])")
_FEW = regex(r"(?P<s>[~≈<>≤≥±+])\s?(?=[$£€¥₴]?[0-9.])")
_BETWEEN = regex(r"\s*(?P<s>[&@+=/×÷±≈≠≤≥<>~%‰°§√∞²³])\s*")
_COMPARED = regex(r"(?<![<>/][A-Za-z])(?<=\b[A-Za-z])[<>](?=\.?[0-9])")
"""p<0.05."""
_STARS = regex(r"\*(?!\*)")
_TEN_TO = regex(r"10(?:\^|[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]|\sto\sthe\spower)")
_MANY_COINS = regex(r"(?P<coin>[$£€])(?P<n>multi-?(?:m|b|tr)illion|(?:m|b|tr)illions)\b")
"""A £multi-million deal, $billions."""
_COIN = regex(rf"[{''.join(_COINS)}]")
_PART = regex(rf"[{VULGAR}]")

_RATED = regex(r"(?:^|[^\w*])[1-7A]$")
_SIDES = regex(r"(?<![\d.,])([0-9]+)[-–]([0-9]+)(?![\d.,%])")
_VOTED = regex(r"\b(?:vot|pass|approv|reject|back|agree|Senate|House|Commons|Lords|parliament)", re.IGNORECASE)
_BETWEEN_TWO = regex(r"\b[Bb]etween\s\S{1,20}$")
_WORD_LEFT = regex(r"([A-Za-z]+)\s?$")
_WORD_RIGHT = regex(r"[A-Za-z]*")
_INITIALISM_LEFT = regex(r"(?<![A-Za-z])[A-Z]{2,6}$")
_INITIALISM_RIGHT = regex(r"[A-Z]{2,6}(?![\w/])")
"""CDU/CSU."""
_DATED = frozenset((*MONTHS, *DAYS, *(day.lower() for day in WEEK)))
"""With a hyphen "March/April" would be a span."""
_EITHER = frozenset((("he", "she"), ("she", "he"), ("his", "her"), ("her", "his"), ("him", "her"), ("her", "him")))

_IN_A_LIQUID = regex(r"[0-9.]+\s?m[lL](?!\w)")
_TOLD_TWICE = frozenset("temperature time date measure money".split())
_NUMERIC = frozenset("money date time year decade number percent temperature measure fraction ordinal".split())
"""Rules behind whose words a dash in front of a number means "to"."""


def _to(match: re.Match[str], here: Here) -> str | None:
    if here.last_rule not in _NUMERIC:
        return None
    text, start = match.string, match.start()
    # A range runs upwards; "978-0" is a number in parts, but for a vote.
    sides = _SIDES.search(text, max(0, start - 12), match.end() + 12)
    if sides and len(sides[1]) > len(sides[2]) + 1 and not _VOTED.search(text, max(0, start - 60), start):
        return ", "
    return " and " if _BETWEEN_TWO.search(text, max(0, start - 30), start) else " to "


def _minus(match: re.Match[str], here: Here) -> str | None:
    before = before_it(match.string, match.start())
    return "minus " if not before or before in " (\t[\"“‘'/,;:?!-" else None


def _few(match: re.Match[str], here: Here) -> str | None:
    before = before_it(match.string, match.start())
    return _BEFORE_NUMBER[match["s"]] if not before or before in " (\t[\"“‘'" else None


def _between(match: re.Match[str], here: Here) -> str:
    text, sign = match.string, match["s"]
    before = before_it(text, match.start(), 2).rstrip()[-1:]
    after = after_it(text, match.end())
    if sign == "%":
        return f" {here.style.percent} "
    if sign in "<>~" and not ((after.isdigit() and (before.isdigit() or match.group()[0] == " ")) or _COMPARED.match(text, match.start())):
        return " "
    if sign in "√∞²³":
        return f" {_SAID[sign]} "
    if sign == "×" and _TEN_TO.match(text, match.end()):
        return " times "
    if sign == "/" and here.last_end == match.start() and here.last_rule in _TOLD_TWICE and (after.isdigit() or after in "-−$£€"):
        return " per " if _IN_A_LIQUID.match(text, match.end()) and text[match.start() - 1] == "g" else ", "  # 20mg/5ml, 38C/100F
    if sign == "/":
        return _slash(match, before, after)
    if not (before.isalnum() or before in ")]”\"’'%+.,") and not after.isalnum():
        return " "
    if sign == "+" and not after.isalnum() and not before.isalnum() and before != "+":
        return " "
    return f" {_SAID[sign]} "


def _slash(match: re.Match[str], before: str, after: str) -> str:
    """Between two words a hyphen, as nobody says "slash" of a Paris/Lyon train; "and/or" and "he/she" are words enough."""
    text = match.string
    left = _WORD_LEFT.search(before_it(text, match.start(), 12))
    right = _WORD_RIGHT.match(text, match.end(), match.end() + 12)
    if _INITIALISM_LEFT.search(before_it(text, match.start(), 8)) and _INITIALISM_RIGHT.match(text, match.end()):
        return ", "
    pair = (left[1].lower() if left else "", right[0].lower() if right else "")
    if pair in _EITHER:
        return " or "
    if not before.isalnum() or pair == ("and", "or") or not (after.isalnum() or match.group() == "/"):
        return " "
    if pair[0] in _DATED or (before.isalpha() and not after.isalpha()):
        return ", "
    return ("-" if match.group() == "/" else ", ") if before.isalpha() and after.isalpha() else " slash "


def _many_coins(match: re.Match[str], here: Here) -> str:
    coin = _COINS[match["coin"]]
    return f"{match['n']} of {coin}s" if match["n"].endswith("s") else f"{match['n']} {coin}"


def _stars(match: re.Match[str], here: Here) -> str | None:
    """A 5* hotel, an A* grade."""
    return " star" if _RATED.search(before_it(match.string, match.start(), 2)) else None


BEHIND: tuple[Rule, ...] = (
    ("range", _TO, _to),
    ("range", _TO_DATE, lambda match, here: " to " if here.last_rule in ("date", "year", "decade") else None),
)
"""For a place right behind a number."""
AT_SIGNS: tuple[Rule, ...] = (("sign", _EITHER_WAY, lambda match, here: "plus or minus "), ("sign", _MINUS, _minus), ("sign", _FEW, _few))
"""In front of a number."""
LATE: tuple[Rule, ...] = (
    ("sign", _STARS, _stars),
    ("sign", _BETWEEN, _between),
    ("money", _MANY_COINS, _many_coins),
    ("sign", _COIN, lambda match, here: f" {_COINS[match.group()]} "),
    ("fraction", _PART, lambda match, here: f" {_PARTS.get(match.group(), '')} "),
)
