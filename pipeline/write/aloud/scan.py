"""Second pass, the heart: from left to right through the text, plain words passed by, the rules asked at everything else."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import replace

from pipeline.regex import regex
from pipeline.write.aloud import (
    codes,
    compass,
    counts,
    dates,
    fractions,
    grammar,
    letters,
    marks,
    measures,
    money,
    phones,
    places,
    romans,
    shorts,
    signs,
    sport,
    times,
    web,
    years,
)
from pipeline.write.aloud.edits import Edit
from pipeline.write.aloud.here import LETTER, NO_LETTERS, VULGAR, Here, Rule, is_held
from pipeline.write.aloud.tables import ABBREVIATIONS, CURRENCIES, DAYS, MONTH_NAMES, MONTHS, TITLES, WEEK

AT_FIGURES: tuple[Rule, ...] = (
    *counts.FIRST, *phones.FIRST, *sport.AT_FIGURES, *compass.AT_FIGURES, *places.AT_FIGURES, *web.AT_WORDS, *dates.AT_FIGURES, *years.AT_FIGURES, *times.AT_FIGURES,
    *money.AT_FIGURES, *counts.ORDINALS, *measures.AT_FIGURES,
    *phones.NAMED, *counts.NAMED, *fractions.AT_FIGURES, *codes.AT_FIGURES, *counts.LATE, *years.LATE, *counts.LAST,
)  # fmt: skip
"""Where a number may begin. The order decides: what is more particular comes first."""
AT_WORDS: tuple[Rule, ...] = (
    *web.AT_WORDS, *money.AT_WORDS, *dates.AT_WORDS, *years.AT_WORDS, *times.AT_WORDS, *measures.AT_WORDS, *compass.AT_WORDS, *places.AT_WORDS, *shorts.AT_WORDS,
    *romans.AT_WORDS, *letters.FIRST, *sport.AT_WORDS, *codes.AT_WORDS, *letters.AT_WORDS,
)  # fmt: skip
"""Where a word begins."""
AT_SIGNS: tuple[Rule, ...] = (*phones.AT_SIGNS, *web.AT_SIGNS, *signs.AT_SIGNS, *marks.AT_SIGNS, *signs.LATE)
"""Anywhere else."""
BEHIND: tuple[Rule, ...] = (*measures.BEHIND, *signs.BEHIND)
"""Right behind what a rule has said."""

_LOWER = rf"[^\W{NO_LETTERS}A-Z]"
_PLAIN = regex(rf"((?:[A-Z]?{_LOWER}+|[AI](?!\.))(?:['-][A-Z]?{_LOWER}+){{0,6}})[,;:.?!]?(?: |$)")
"""A word as the voices know it, with one mark behind it."""
# Words that look plain and may stand for another.
_SHORT_FORMS = (
    frozenset(
        word
        for short in (
            *TITLES,
            *ABBREVIATIONS,
            *MONTHS,
            *DAYS,
            *(code for code in CURRENCIES if code.isalpha()),
            *"s ss secs Rte RTE km kmh kph kg mph cm mm bpd ppm no nos b d Mw p pp para paras Para Paras ch sec art arts Art Arts aka v ie eg c".split(),
            *"covid sars mers Dash".split(),
            *"y-o-y q-o-q m-o-m w-o-w y-on-y q-on-q m-on-m wk Wk".split(),
            *"bt maj pens agg aet hashtag Lab Con Ref Grn Lib".split(),
        )
        for word in (short, short.capitalize())
    )
    | {"St", "Sts", "Ste", "World", "I", "I's", "As", "Bs", "Cs", "Ds", "Es"}
    | {f"{first}-{last}".title() for first in DAYS for last in DAYS}
    | {f"{first}-{last}" for names in (MONTH_NAMES, WEEK) for first in names for last in names}
    | places.SHORTENED
    | romans.COUNTED
) - frozenset("may march sun sat mon wed fri dec mar A".split())
_RUN = regex(rf"{LETTER}+|[0-9]+|\s+|.", re.DOTALL)
_SPACES = regex(r"\s+")

_NUMBERED = regex(rf"[-+−–~≈<>±≤≥]?\s?[$£€¥₴₽₹₺₩₪₦₫₱฿₸₾₵₡₿]?\s?[-−]?\.?[0-9]|[’'‘][0-9]|\([0-9]{{2,5}}\)|[{VULGAR}]")
_HARD = regex(r"[^\s,;:!?\"“”„«»()\[\]{}…–—|]{1,120}")
_MIXED = regex(rf"{LETTER}+(?=[0-9_]|[@#$*^~](?=\w))")
_SLASHED = regex(r"[0-9]{1,6}/(?:[a-z](?![a-z])|[0-9]{1,6}/[0-9])")
_IN_PARTS = regex(r"(?=(?:[0-9A-Za-z]{1,10}-){0,6}(?:[a-z]|[A-Z]{1,9})(?:-|\b))[0-9A-Za-z]{1,10}(?:-[0-9A-Za-z]{1,10}){3,8}(?![\w-])")
_FIGURES_IN_PARTS = regex(r"(?:^|-)[0-9]+(?=-|$)")
_KEPT = regex(r"\w[\w'’.-]{0,60}")


def scan(text: str, here: Here) -> list[Edit]:
    """The edits that turn figures, signs and short forms into words."""
    out: list[Edit] = []
    at, size = 0, len(text)
    while at < size:
        plain = _PLAIN.match(text, at)
        if plain and (at == 0 or text[at - 1] in ' "“‘(-—') and plain.group(1) not in _SHORT_FORMS:
            at = plain.end()
            continue
        if here.keep and (kept := _kept(text, at, here)):
            at = kept
            continue
        edit = _edit(text, at, here)
        if edit is None:
            run = _RUN.match(text, at)
            at = run.end() if run else at + 1
            continue
        if _said_before(text, edit.start, out).isalnum() and edit.words[:1].isalnum():
            edit = replace(edit, words=f" {edit.words}")  # FY2025: words do not stick together as letters and figures do
        if edit.words != text[edit.start : edit.end]:
            out.append(edit)
        here.last_end, here.last_rule = edit.end, edit.rule
        at = edit.end
    return out


def _said_before(text: str, at: int, out: list[Edit]) -> str:
    """The last sign of what the edits that end here say; empty where the written text stands before."""
    touched = False
    for edit in reversed(out):
        if edit.end != at:
            break
        if edit.words:
            return edit.words[-1]
        at, touched = edit.start, True
    return text[at - 1 : at] if touched else ""


def _edit(text: str, at: int, here: Here) -> Edit | None:
    """What is said of the stretch that begins here; None where it may stand as it is."""
    char = text[at]
    if here.last_end == at and (edit := _first(BEHIND, text, at, here)):
        return edit
    if char.isspace():
        spaces = _SPACES.match(text, at)
        return Edit(at, spaces.end(), " ", "space") if spaces else None
    joined = at > 0 and (text[at - 1].isalnum() or text[at - 1] == "_") and here.last_end != at
    figure = "0" <= char <= "9"
    if figure or char.isalpha():
        if joined:
            return _hard(text, at, here) if figure else None
        if _in_parts(text, at):
            return _hard(text, at, here)
        if not figure:
            return _first(AT_WORDS, text, at, here) or (_hard(text, at, here) if _MIXED.match(text, at) else None)
        if _SLASHED.match(text, at):
            return _first(dates.AT_FIGURES, text, at, here) or _hard(text, at, here)
        return _first(AT_FIGURES, text, at, here) or _hard(text, at, here)
    point = char == "." and at > 0 and text[at - 1].isalnum()  # no number begins with it
    if not (joined or point) and _NUMBERED.match(text, at) and (edit := _first(AT_FIGURES, text, at, here)):
        return edit
    if char == "." and (edit := _first(web.AT_POINTS, text, at, here)):
        return edit
    if char in ",;:?!" or (char == "." and not text.startswith(("..", ". ."), at)):
        return None
    return _first(AT_SIGNS, text, at, here) or _unknown(text, at)


def _first(rules: tuple[Rule, ...], text: str, at: int, here: Here) -> Edit | None:
    for name, pattern, say in rules:
        match = pattern.match(text, at)
        if match and match.end() > at:
            words = say(match, here)
            if words is not None:
                return Edit(at, match.end(), words, name)
    return None


def _in_parts(text: str, at: int) -> bool:
    """A thing named in parts, "1-800-GO-U-HAUL": no range is in it."""
    parts = _IN_PARTS.match(text, at)
    return parts is not None and len(_FIGURES_IN_PARTS.findall(parts.group())) > 1


def _hard(text: str, at: int, here: Here) -> Edit | None:
    """A word that no rule knows, with the figures and signs in it."""
    match = _HARD.match(text, at)
    word = match.group().rstrip(".'’-") if match else ""
    if not word:
        return None
    asked = here.slow_left > 0
    here.slow_left -= asked
    said = grammar.last_resort(word, here.style, may_ask=asked)
    # Behind letters it needs a space to be a word.
    return Edit(at, at + len(word), f" {said}" if at and text[at - 1].isalnum() else said, "grammar")


def _unknown(text: str, at: int) -> Edit | None:
    """A sign that nobody speaks; a mark over a letter belongs to the letter."""
    char = text[at]
    if char.isalnum() or char in "'-" or is_held(char) or unicodedata.category(char)[0] == "M":
        return None
    return Edit(at, at + 1, " ", "sign")


def _kept(text: str, at: int, here: Here) -> int:
    """The end of a word of the lexicon that begins here, else 0."""
    if at and text[at - 1].isalnum():
        return 0
    match = _KEPT.match(text, at)
    while match:
        word = match.group()
        if word in here.keep:
            return match.end()
        cut = max(word.rfind(sign) for sign in "-'’.")
        match = _KEPT.match(text, at, at + cut) if cut > 0 else None
    return 0
