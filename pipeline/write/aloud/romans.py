"""Roman numerals behind a name, where they can be nothing else: Charles III, World War II. "I" alone is never one."""

from __future__ import annotations

import re

from pipeline.regex import regex
from pipeline.write.aloud.here import OPENERS, Here, Rule, word_before
from pipeline.write.aloud.numbers import cardinal, ordinal, roman

_ROMAN = regex(r"(?:(?P<n>[IVXLC]{1,9})(?P<tail>['’]s|['’](?!\w))?(?![\w’'.-]|\.\w)|(?P<n2>[IVX]{2,6})(?=\.(?:\s|$)|-[a-z]))")
_WORLD_WAR = regex(r"World War I(?P<both>\sand\sII)?(?P<tail>['’]s)?(?![\w’'-])")
_REGNAL = frozenset(
    """Charles Elizabeth George Edward Henry Richard William James Mary John Paul Benedict Pius Leo Francis Gregory Urban Clement Innocent Boniface Louis
    Philip Felipe Carlos Juan Albert Baudouin Leopold Willem Wilhelm Wilhelmina Beatrix Frederick Frederik Friedrich Christian Margrethe
    Harald Olav Haakon Carl Gustaf Gustav Oscar Karl Franz Joseph Ferdinand Alfonso Nicholas Nikolai Alexander Catherine Peter Ivan Napoleon
    Victor Emmanuel Umberto Constantine Otto Ludwig Hussein Abdullah Hassan Mohammed Mohamed Muhammad Faisal Farouk Fuad Mehmed Murad Selim
    Ramses Ramesses Rameses Thutmose Amenhotep Ptolemy Cleopatra Darius Xerxes Cyrus Artaxerxes Justinian Theodosius Tawadros Shenouda
    Kirill Alexei Aleksy Bartholomew Sixtus Celestine Adrian Callixtus Eugene Julius Martin Nicolas Sylvester Stephen Malcolm Robert David
    Kenneth Sigismund Casimir Stanislaw Matthias Rudolf Maximilian Isabella Sancho Pedro Afonso Manuel Jigme Rama Norodom Kamehameha Mswati
    Letsie Sobhuza Menelik Tupou Rainier Honore Hans-Adam Aloysius Anna Anne Sophia Sam Thomas Walter Hugh Roger Baldwin Fulk Amalric
    Bohemond Theodore Eric Erik Canute Sweyn Magnus""".split()
)
_FIRST = regex(r"I(?P<tail>['’]s)?(?![\w’'-]|\.\w)")
"""Elizabeth I; but "the Charles I knew"."""
_CROWNED = frozenset("King Queen Emperor Empress Tsar Tsarina Pope Kaiser Sultan Pharaoh".split())
_NO_ONE = regex(
    rf"\s?(?:[,;:)]|\.?$|\.\s(?=(?:{'|'.join(OPENERS)})\b))|\s(?:of|and|or|is|has|who|whose|died|ruled|reigned|abdicated|ascended|married|never\smarried)\b|[-–]"
)
"""What stands behind a numeral, and not behind the speaker."""
_CENTURY = regex(r"(?P<n>[IVX]{1,6})(?:th|st|nd|rd)?(?=\s(?:century|centuries|Olympiad|Party\sCongress)\b)")
_COUNTED = frozenset(
    """War Chapter Part Act Scene Volume Book Type Phase Title Article Annex Appendix Section Mark Mk Class Level Stage Category Grade Tier Round
    Group Figure Table Schedule Bowl Rocky Rambo Godfather Fantasy Apollo Gemini Saturn WrestleMania Division Vatican PART CHAPTER ACT BOOK WAR""".split()
)
_PAIR = regex(
    rf"(?P<w>(?:{'|'.join(sorted(_COUNTED))})s?)\s(?P<a>[IVX]{{1,4}})(?P<and>\s(?:and|or|to)\s|\s?[-–/]\s?)(?P<b>[IVX]{{1,4}})(?![\w'’-])"
)
COUNTED = _COUNTED | {f"{word}s" for word in _COUNTED}
_SMALL_COUNTED = frozenset("type stage grade phase class level category part chapter factor".split())
"""Grade III; "a class X" may be a letter."""
_SIDES = ("XI", "XV")
_ORDINALS = frozenset("first second third fourth fifth".split())
_NTH = regex(r"[1-9](?:st|nd|rd|th)")
_TWICE_KING = regex(r"VI and I(?P<tail>['’]s)?(?![\w’'-])")
_SMALL_WORDS = frozenset("the a an in of world".split())


_AND = regex(r"(?P<w>[A-Z][a-z]+)\s[IVX]{1,5}(?:\s(?:and|or)\s|,\s)$")


def _roman(match: re.Match[str], here: Here) -> str | None:
    numeral = match["n"] or match["n2"]
    value = roman(numeral)
    text, tail = match.string, "'s" if match["tail"] else ""
    before = word_before(text, match.start())
    if value is None or numeral == "I":
        return None
    if numeral in _SIDES and (before in _ORDINALS or _NTH.fullmatch(before)):
        return cardinal(value, here.style) + tail
    if len(numeral) > 1 and before in ("and", "or") and (named := _AND.search(text, max(0, match.start() - 40), match.start())):
        return (f"the {ordinal(value, here.style).capitalize()}" if named["w"] in _REGNAL else cardinal(value, here.style)) + tail
    small = before in _SMALL_COUNTED and numeral != "X"
    if not (before[:1].isupper() or small) or not before.isalpha():
        return None
    words = cardinal(value, here.style)
    if (before in _COUNTED or small) and (len(numeral) > 1 or numeral in "VX"):
        return (words.capitalize() if before in ("War", "Mark") else words) + tail
    if set(numeral) & {"L", "C"} or value > 39:
        return None
    if numeral == "X" and before == "Malcolm":
        return None
    if before in _REGNAL or (len(numeral) > 1 and value < 4 and _is_person(text, match.start(), before)):
        return f"the {ordinal(value, here.style).capitalize()}{tail}"
    return None if len(numeral) == 1 or before.isupper() else words + tail


def _first(match: re.Match[str], here: Here) -> str | None:
    """Elizabeth I ruled, Queen Mary I was crowned; of Sam and I, and the George I met, nothing."""
    text, start = match.string, match.start()
    before = word_before(text, start)
    crowned = word_before(text, start - len(before) - 1)
    if before not in _REGNAL or text[start - 1] != " " or crowned.lower() in _SMALL_WORDS:
        return None
    if not (match["tail"] or crowned in _CROWNED or _NO_ONE.match(text, match.end())):
        return None
    return f"the First{chr(39) + 's' if match['tail'] else ''}"


def _is_person(text: str, at: int, before: str) -> bool:
    """Whether two capitalised words stand before: "John Rockefeller III"."""
    earlier = word_before(text, at - len(before) - 1)
    return earlier[:1].isupper() and earlier.isalpha() and earlier.lower() not in _SMALL_WORDS


def _pair(match: re.Match[str], here: Here) -> str | None:
    """Phase I and II, Types II/III."""
    a, b, joined = roman(match["a"]), roman(match["b"]), match["and"]
    if not (a and b) or a >= b:
        return None
    return f"{match['w']} {cardinal(a, here.style)}{joined if joined.strip().isalpha() else ' to '}{cardinal(b, here.style)}"


def _twice_king(match: re.Match[str], here: Here) -> str | None:
    """James VI and I; but "Charles III and I"."""
    if word_before(match.string, match.start()) != "James":
        return None
    return f"the Sixth and First{chr(39) + 's' if match['tail'] else ''}"


def _century(match: re.Match[str], here: Here) -> str | None:
    """The XIX century."""
    value = roman(match["n"])
    return ordinal(value, here.style) if value else None


AT_WORDS: tuple[Rule, ...] = (
    ("roman", _TWICE_KING, _twice_king),
    ("roman", _PAIR, _pair),
    ("roman", _CENTURY, _century),
    (
        "roman",
        _WORLD_WAR,
        lambda match, here: f"World War One{' and Two' if match['both'] else ''}{chr(39) + 's' if match['tail'] else ''}",
    ),
    ("roman", _FIRST, _first),
    ("roman", _ROMAN, _roman),
)
