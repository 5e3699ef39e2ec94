"""Sums of money: "€185bn" → "one hundred and eighty-five billion euros"."""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.write.aloud.here import Here, Rule, belongs, word_after, word_before
from pipeline.write.aloud.numbers import number
from pipeline.write.aloud.tables import CURRENCIES, MAGNITUDES, PER

NUM = (
    r"(?:[0-9]{1,3}(?:,[0-9]{3}){1,33}(?![0-9])(?:\.[0-9]{1,99})?|(?<![0-9],)[0-9]{1,2}(?:,[0-9]{2}){1,9},[0-9]{3}(?![0-9,])(?:\.[0-9]{1,99})?"
    r"|[0-9]{1,99}(?:\.[0-9]{1,99})?|\.[0-9]{1,99})"
)
"""A written number. Commas only where they group by three, or as in India: 12,34,567 is said as 1,234,567, which is the same everywhere."""

_MAG = "|".join(sorted(MAGNITUDES, key=len, reverse=True))
_LETTERS = frozenset("RN")
"""Rand and naira, and roads, models and names as well."""
_SIGNS = "|".join(sorted((re.escape(c) for c in CURRENCIES if not c[-1].isalpha()), key=len, reverse=True))
_CODES = "|".join(sorted((c for c in CURRENCIES if c[-1].isalpha() and c not in _LETTERS), key=len, reverse=True))
_THREE = "|".join(c for c in CURRENCIES if len(c) == 3 and c.isalpha() and c.isupper())
_PER = "|".join(sorted(map(re.escape, PER), key=len, reverse=True))
_TAIL = rf"(?:\s?-?(?P<mag>{_MAG})(?!\w))?"
_RATE = rf"(?:\s?/\s?(?P<per>{_PER})(?!\w)|-(?P<article>a|an|per)-(?P<unit>[a-z]+)|\s?(?P<each>pp|ph|pw|p/w|pcm|p\.a\.|pa)(?!\w))?"

_EACH = {
    "pp": " per person", "ph": " per hour", "pw": " per week", "p/w": " per week", "pcm": " per month", "pa": " a year", "p.a.": " a year",
}  # fmt: skip
_SIGN_FIRST = regex(
    rf"(?P<minus>[-−–])?(?P<cur>{_SIGNS}|(?:{_CODES})(?=\.?\s?[0-9]))(?:(?<=[a-z])\.(?=\s?[0-9]))?\s?(?P<minus2>[-−])?(?P<n>{NUM})(?:\s?[-–]\s?(?P<n2>{NUM}))?{_TAIL}(?P<plus>\+)?(?:/[=-](?!\w))?{_RATE}"
)
_SIGN_LAST = regex(rf"(?P<minus>[-−–])?(?P<n>{NUM}){_TAIL}\s?(?P<cur>(?!RM|Sh)(?:{_SIGNS}|(?:{_CODES})\b))(?!\s?[0-9])(?P<plus>\+)?{_RATE}")
_LETTER_FIRST = regex(
    rf"(?P<cur>[RN])(?=[0-9])(?P<minus>)(?P<n>[0-9]{{1,3}}(?:[ \u00a0][0-9]{{3}}){{1,4}}(?!\w|[ ,.][0-9])|{NUM})"
    rf"(?:\s?[-–]\s?[RN]?(?P<n2>{NUM}))?{_TAIL}(?P<plus>\+)?{_RATE}(?![\w/]|[-.,][0-9])"
)
_PAYING = frozenset("cost costs costing paid pay pays paying worth earn earns earned save saves saved charged charge".split())
_PAID = frozenset("grant fine note voucher bribe bail fee fees deposit ticket tickets wage".split())
_BOTH = regex(
    rf"(?P<minus>)(?P<cur>{_SIGNS}|(?:{_CODES}))\s?(?P<n>{NUM})(?P<to>\s?[-–]\s?|\sand\s)(?P=cur)\s?(?P<n2>{NUM})\s?-?(?P<mag>{_MAG})(?!\w)(?P<plus>\+)?{_RATE}"
)
_SPAN = regex(rf"(?P<cur>{_SIGNS})(?P<n>{NUM})(?P<mag>{_MAG})\s?[-–]\s?(?P=cur)(?P<n2>{NUM})(?P<mag2>{_MAG})(?![\w/+-])")
_CENTS = regex(
    rf"(?P<n>[0-9]{{1,3}}(?:\.[0-9]{{1,2}})?)c(?:/(?P<per>{_PER})(?!\w)|(?=\s(?:a|an|per)\s(?:litre|liter|share|kilo\w*|unit|minute|text|hour|dozen|kWh)"
    r"|-an?-|\s(?:increase|cut|hike|rise|levy|coin|rebate|dividend)\b))"
)
_PENCE = regex(rf"(?P<n>[0-9]{{1,3}}(?:\.[0-9]{{1,3}})?)p(?:/(?P<per>{_PER})(?!\w)|(?![\w/]))")


_PAIR = regex(rf"(?P<a>{_THREE})/(?P<b>{_THREE})(?![\w/])")


def _sum(match: re.Match[str], here: Here) -> str | None:
    parts = match.groupdict()
    one, many, cent, _ = CURRENCIES[parts["cur"]]
    n, n2, mag = re.sub(r"\s", "", parts["n"]), parts.get("n2"), parts["mag"]
    rate = (
        _EACH[parts["each"]]
        if parts["each"]
        else f" per {PER[parts['per']]}"
        if parts["per"]
        else f" {parts['article']} {parts['unit']}"
        if parts["article"]
        else ""
    )
    alone = not (n2 or mag)
    whole, _, decimals = n.partition(".")
    hundredths = decimals.rstrip("0").ljust(2, "0")
    if alone and decimals and len(hundredths) == 2 and cent:
        bound = not rate and here.style.british and bool(whole.strip("0")) and belongs(match.string, match.start(), match.end())
        said = _with_cents(whole, int(hundredths), parts["cur"], here, bound)
    else:
        value = whole if alone and not decimals.strip("0") else n
        words = number(value, here.style)
        if n2:
            words += f" to {number(n2, here.style)}"
        if mag:
            words += f" {MAGNITUDES[mag]}"
        singular = (alone and value == "1") or (not rate and belongs(match.string, match.start(), match.end()))
        said = f"{words} {one if singular else many}"
    minus = "minus " if parts["minus"] or parts.get("minus2") else ""
    return f"{minus}{said}{rate}{' plus' if parts['plus'] else ''}"


def _both(match: re.Match[str], here: Here) -> str | None:
    """£3.2-£3.5bn, and between £3.2 and £3.5bn: the magnitude is meant for both."""
    if float(match["n"].replace(",", "")) >= float(match["n2"].replace(",", "")):
        return None
    if match["to"].strip() == "and":
        said = _sum(match, here) if word_before(match.string, match.start()).lower() == "between" else None
        return said and said.replace(" to ", " and ", 1)
    return _sum(match, here)


def _span(match: re.Match[str], here: Here) -> str | None:
    """A £5m-£10m fund."""
    if not belongs(match.string, match.start(), match.end()):
        return None
    low, high = (f"{number(match[n], here.style)} {MAGNITUDES[match[mag]]}" for n, mag in (("n", "mag"), ("n2", "mag2")))
    return f"{low} to {high} {CURRENCIES[match['cur']][0]}"


def _cents(match: re.Match[str], here: Here) -> str:
    one = match["n"] == "1" or match.string.startswith("-", match.end()) or belongs(match.string, match.start(), match.end())
    return f"{number(match['n'], here.style)} cent{'' if one else 's'}{' per ' + PER[match['per']] if match['per'] else ''}"


def _letter(match: re.Match[str], here: Here) -> str | None:
    """R500m, N1.2 trillion, R10 000; the R500 and the N3 are roads."""
    text, n = match.string, match["n"]
    sure = match["mag"] or len(n) > 4 or (match["cur"] == "R" and "." in n[:-2])
    paid = word_before(text, match.start()).lower() in _PAYING or word_after(text, match.end()) in _PAID
    if not (sure or paid):
        return None
    said, name = _sum(match, here), CURRENCIES[match["cur"]][1]
    return said and (said.removesuffix(f" {name}") if word_after(text, match.end()) == name else said)  # "N2.5 million naira"


def _with_cents(whole: str, hundredths: int, currency: str, here: Here, bound: bool) -> str:
    """Seven pounds fifty pence; `bound` to a noun, a seven pound fifty ticket."""
    one, many, cent, cents = CURRENCIES[currency]
    if bound:
        return f"{number(whole, here.style)} {one} {number(str(hundredths), here.style)}"
    out = []
    if whole.strip("0"):
        out.append(f"{number(whole, here.style)} {one if whole == '1' else many}")
    if hundredths:
        out.append(f"{number(str(hundredths), here.style)} {cent if hundredths == 1 else cents}")
    return (" " if here.style.british else " and ").join(out) or f"zero {many}"


def _pair(match: re.Match[str], here: Here) -> str | None:
    """EUR/GBP: what one is worth in the other."""
    first, second = (CURRENCIES[match[each]][0].removeprefix("U S ") for each in ("a", "b"))
    return None if first == second else f"{first}-{second}"


def _pence(match: re.Match[str], here: Here) -> str | None:
    n = match["n"]
    if n in ("144", "240", "360", "480", "720"):  # lines of a picture
        return None
    return f"{number(n, here.style)} {'penny' if n == '1' else 'pence'}{' per ' + PER[match['per']] if match['per'] else ''}"


AT_FIGURES: tuple[Rule, ...] = (
    ("money", _BOTH, _both),
    ("money", _SPAN, _span),
    ("money", _SIGN_FIRST, _sum),
    ("money", _SIGN_LAST, _sum),
    ("money", _CENTS, _cents),
    ("money", _PENCE, _pence),
)
AT_WORDS: tuple[Rule, ...] = (
    ("money", _PAIR, _pair),
    ("money", _BOTH, _both),
    ("money", _SIGN_FIRST, _sum),
    ("money", _LETTER_FIRST, _letter),
)
"""For "USD 5m", "US$5m" and "R5m"."""
