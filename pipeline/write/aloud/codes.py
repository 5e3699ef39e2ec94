"""Letters with a number: G7, F-16s, MH17, A380, Covid-19, H5N1, v2.0."""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.write.aloud.here import Here, Rule, word_before
from pipeline.write.aloud.letters import as_word, spelled
from pipeline.write.aloud.numbers import code, digits, number, plural
from pipeline.write.aloud.tables import MAGNITUDES

_CODE = regex(
    r"(?P<l>[A-Z]{1,5})(?P<gap>-?)(?P<n>[0-9]{1,4})(?P<dec>\.[0-9]{1,2})?(?P<v>[A-Z]{1,2}|neo(?=s?\b)|[a-eo](?!\w))?(?P<s>['’]?s)?(?![\w]|[@#&+*=]|/[0-9]|[-.:,][0-9])"
)
_NAMED = regex(
    r"(?P<w>[A-Z][a-z]{1,20}[A-Za-z]{0,20})-?(?P<n>[0-9]{1,4})(?P<v>[A-Z]|(?:(?<=-[0-9])|(?<=-[0-9]{2})|(?<=-[0-9]{3}))[b-h](?!\w))?(?P<s>['’]?s)?"
    r"(?![\w]|[-.:,–/][0-9])"
)
_ALTERNATE = regex(
    r"(?=[A-Z]+[0-9]+[A-Z])(?:[A-Z]{1,4}[0-9]{1,4}){1,4}[A-Z]{0,2}(?![\w-]|[.@][0-9a-z])|(?:[A-Z]{1,3}[0-9]{1,4}-){1,2}[A-Z]{1,3}[0-9]{1,3}(?![\w-])"
)
_FIGURE_FIRST = regex(r"[0-9]{1,2}(?!Q)[A-Z]{1,2}[0-9]{1,2}(?![\w.@-])")
_FLIGHT = regex(r"(?P<a>[0-9])(?P<l>[A-Z])[\s-]?(?P<n>[0-9]{3,4})(?![\w-]|[.,][0-9])")
_JET = regex(r"(?P<l>(?:A|E|ATR|CRJ|ERJ|Q)[\s-]?)(?P<n>[0-9]{2,3})-(?P<m>[0-9]{3,4})(?P<s>s)?(?![\w-]|[.,][0-9])")
_DASH = regex(r"Dash[\s-]8(?:-(?P<n>[1-4]00))?(?![\w-]|[.,][0-9])")
_QUARTER = regex(r"(?P<l>[QH])(?P<n>[1-4])(?=\s20[0-9]{2}(?![\w-]|[.,/][0-9]))")
_VIRUS = regex(r"(?P<w>covid|sars|mers)-(?P<n>[0-9]{1,2})(?!\w|[.,][0-9])", re.IGNORECASE)
_CORONA = regex(r"S[Aa][Rr][Ss]-CoV-(?P<n>[0-9])(?!\w)")
_VARIANT = regex(r"(?P<l>[A-Z]{1,3})\.(?P<n>[0-9]{1,3}(?:\.[0-9]{1,3}){0,4})(?!\w|\.[0-9])")
_VERSION = regex(r"[vV]\.?(?P<n>[0-9]{1,3}(?:\.[0-9]{1,4}){0,4})(?![\w-])")
_SLASHED = regex(r"(?P<l>[A-Z]/[A-Z])-(?P<n>[0-9]{1,3})(?P<v>[A-Z])?(?P<s>s)?(?![\w-]|[.,:/-][0-9])")
_MOTORWAY = regex(r"A(?P<n>[0-9]{1,4})\(M\)")
_QUAKE = regex(r"M[wLbs]?\s?-?(?P<n>[1-9]\.[0-9])(?![\w.]|,[0-9])")
_PRICE_EARNINGS = regex(r"P/E(?!\w)")
_ELEMENTS = "iodine|caesium|cesium|strontium|uranium|plutonium|polonium|thorium|cobalt|americium|radium|potassium|lead|carbon"
_ISOTOPE = regex(rf"(?P<w>{_ELEMENTS})-(?P<n>[0-9]{{2,3}})(?![\w-]|[.,][0-9])")
_NUCLIDES = {
    "Cs": ("caesium", "134 137"), "Sr": ("strontium", "89 90"), "Pu": ("plutonium", "238 239 240 241"), "Co": ("cobalt", "60"), "Am": ("americium", "241"),
    "Po": ("polonium", "210"), "Ra": ("radium", "226"), "Ir": ("iridium", "192"), "Th": ("thorium", "232"), "Kr": ("krypton", "85"), "Xe": ("xenon", "133"),
}  # fmt: skip
_NUCLIDE = regex(rf"(?P<w>{'|'.join(_NUCLIDES)})-(?P<n>[0-9]{{2,3}})(?![\w-]|[.,][0-9])")
_ELEMENT = (
    "A[cglrstu]|B[aehikr]?|C[adeflorsu]?|F[er]?|H[egfo]?|I[nr]?|K|L[aiu]|M[gno]|N[abeip]?|O|P[bdt]?|S[bcein]?|S[r]|T[aiel]|U|V|W|Y|Z[nr]"
)
_FORMULA = regex(rf"(?=[A-Za-z]*[A-Z][a-z])(?=\w*[0-9])(?:(?:{_ELEMENT})[0-9]{{0,2}}){{2,6}}(?![\w-])")
"""CaCO3, Fe2O3."""
_RATING = regex(r"(?P<r>A{1,3}|B{1,3}|C{1,3}|D)[-−–](?=[\s,.;:)\]”\"]|$)(?!\s?(?:and|or|to|,)\s[A-Z]\w*-)")
_RATED = regex(
    r"\b(?:rat(?:ed|ing|ings)|grad(?:ed?|es)|cut|rais(?:ed?|ing)|lower(?:ed|ing)?|(?:up|down)grad(?:ed?|ing)|affirm(?:ed|s)?|"
    r"S&P|Fitch|Moody|score[ds]?|marks?)\b"
)
_GRADES = regex(r"(?=[A-E*]*\*[A-E])(?:[A-E]\*?){2,4}(?![\w*])")
"""A*AA."""
_STARRED = regex(r"A\*s(?!\w)")
_WAR = regex(r"WW\s?-?(?P<n>III|II|I|[123])(?P<tail>['’]s)?(?!\w)")
_WARS = {"I": "One", "1": "One", "II": "Two", "2": "Two", "III": "Three", "3": "Three"}
_NO_CODE = frozenset("NO MAY TOP AND THE OF IN TO JUNE JULY MARCH".split())


def _code(match: re.Match[str], here: Here) -> str | None:
    letters, word = match["l"], as_word(match["l"])
    if letters in _NO_CODE or (match["gap"] and len(letters) > 4 and not word):
        return None
    n = code(match["n"], here.style)
    if match["dec"]:
        n += f" point {digits(match['dec'])}"
    last = f" {match['v'] if match['v'] == 'neo' else spelled(match['v'])}" if match["v"] else ""
    if letters in ("GMT", "UTC") and match["gap"]:
        return f"{spelled(letters)} minus {n}"
    return _whole(word or spelled(letters), n, last, match["s"])


def _whole(first: str, n: str, last: str, plural_or_possessive: str | None) -> str:
    if plural_or_possessive:
        if last or plural_or_possessive != "s":
            last += "'s"
        else:
            n = plural(n)
    return f"{first}{'-' if first == 'A' else ' '}{n}{last}"


def _named(match: re.Match[str], here: Here) -> str:
    return _whole(match["w"], code(match["n"], here.style), f" {match['v']}" if match["v"] else "", match["s"])


def _alternate(match: re.Match[str], here: Here) -> str:
    parts = re.findall(r"[A-Z]+|[0-9]+", match.group())
    if len(parts) == 4 and parts[0] == parts[2] and "-" in match.group() and int(parts[1]) < int(parts[3]):  # Q1-Q3
        parts.insert(2, "to")
    return " ".join(code(p, here.style) if p.isdigit() else p if p == "to" else spelled(p) for p in parts).replace("A ", "A-")


def _figure_first(match: re.Match[str], here: Here) -> str | None:
    """2A6, but not 4M50."""
    parts = re.findall(r"[A-Z]+|[0-9]+", match.group())
    return None if parts[1] in MAGNITUDES else _alternate(match, here)


def _flight(match: re.Match[str], here: Here) -> str | None:
    """Flight 6E-2142."""
    if word_before(match.string, match.start()).lower() not in ("flight", "flights", "indigo"):
        return None
    return f"{code(match['a'], here.style)} {spelled(match['l'])} {code(match['n'], here.style)}"


def _jet(match: re.Match[str], here: Here) -> str:
    """An A330-900, an ATR 72-600."""
    letters = match["l"].rstrip(" -\u00a0")
    n = f"{code(match['n'], here.style)} {code(match['m'], here.style)}"
    return f"{spelled(letters)}{'-' if letters == 'A' else ' '}{plural(n) if match['s'] else n}"


def _virus(match: re.Match[str], here: Here) -> str:
    word = match["w"]
    return f"{word.capitalize() if word.isupper() else word} {code(match['n'], here.style)}"


def _variant(match: re.Match[str], here: Here) -> str:
    """B.1.1.7"""
    return f"{spelled(match['l'])} {' point '.join(number(p, here.style) for p in match['n'].split('.'))}"


def _version(match: re.Match[str], here: Here) -> str:
    return "version " + " point ".join(number(p, here.style) for p in match["n"].split("."))


def _war(match: re.Match[str], here: Here) -> str:
    return f"World War {_WARS[match['n']]}{chr(39) + 's' if match['tail'] else ''}"


def _quake(match: re.Match[str], here: Here) -> str | None:
    """M5.8 and Mw 6.9; but "an M5.8" as it is written."""
    return None if word_before(match.string, match.start()).lower() == "an" else f"magnitude {number(match['n'], here.style)}"


def _slashed(match: re.Match[str], here: Here) -> str:
    """An F/A-18."""
    last = f" {spelled(match['v'])}" if match["v"] else ""
    return f"{spelled(match['l'].replace('/', ''))} {_whole('', code(match['n'], here.style), last, match['s']).strip()}"


def _nuclide(match: re.Match[str], here: Here) -> str | None:
    """Cs-137 by its name; what is no nuclide in the news is left."""
    name, numbers = _NUCLIDES[match["w"]]
    return f"{name} {code(match['n'], here.style)}" if match["n"] in numbers.split() else None


def _formula(match: re.Match[str], here: Here) -> str | None:
    """CaCO3: each letter and each number; nothing that looks like a word of more letters than figures."""
    parts = re.findall(r"[A-Z][a-z]?|[0-9]+", match.group())
    if sum(part[0].isalpha() for part in parts) < 2 or match.group()[0:2] in ("In", "As", "No", "He"):
        return None
    return " ".join(code(part, here.style) if part.isdigit() else spelled(part.upper()) for part in parts)


def _rating(match: re.Match[str], here: Here) -> str | None:
    """BBB-, and A- where somebody rates."""
    sure = len(match["r"]) > 1 or _RATED.search(match.string, max(0, match.start() - 60), match.start())
    return f"{spelled(match['r'])} minus" if sure else None


AT_WORDS: tuple[Rule, ...] = (
    ("code", _SLASHED, _slashed),
    ("code", _MOTORWAY, lambda match, here: f"A-{code(match['n'], here.style)} M"),
    ("code", _QUAKE, _quake),
    ("code", _PRICE_EARNINGS, lambda match, here: "P E"),
    ("code", _NUCLIDE, _nuclide),
    ("code", _FORMULA, _formula),
    ("code", _ISOTOPE, lambda match, here: f"{match['w']} {code(match['n'], here.style)}"),
    ("code", _RATING, _rating),
    (
        "code",
        _GRADES,
        lambda match, here: " ".join(
            f"{spelled(part.rstrip('*'))}{' star' if '*' in part else ''}" for part in re.findall(r"[A-E]\*|[A-E]+(?!\*)", match.group())
        ),
    ),
    ("code", _STARRED, lambda match, here: "A stars"),
    ("roman", _WAR, _war),
    ("code", _CORONA, lambda match, here: f"Sars C O V {number(match['n'], here.style)}"),
    ("code", _VIRUS, _virus),
    ("code", _ALTERNATE, _alternate),
    ("code", _VARIANT, _variant),
    ("code", _JET, _jet),
    ("code", _DASH, lambda match, here: f"Dash eight{' ' + code(match['n'], here.style) if match['n'] else ''}"),
    ("code", _QUARTER, lambda match, here: f"{match['l']} {code(match['n'], here.style)} of"),
    ("code", _CODE, _code),
    ("code", _NAMED, _named),
    ("version", _VERSION, _version),
)
AT_FIGURES: tuple[Rule, ...] = (("code", _FIGURE_FIRST, _figure_first), ("code", _FLIGHT, _flight))
