"""Datelines: the place, the date and the agency in front of a wire story's first sentence; read, and not spoken."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.read.stamps import DATE
from pipeline.regex import regex

_CAPS = r"[A-ZÀ-ÖØ-Þ](?:[A-ZÀ-ÖØ-Þ.'’-]){2,24}"
_CAPS_PLACE = rf"(?:[A-Z]{{2}}\s|ST\.?\s)?{_CAPS}(?:[ /](?:[A-Z]{{2}}\s)?{_CAPS}){{0,3}}"
_WORD = r"[A-ZÀ-ÖØ-Þ](?:[^\W\d_]|[.'’-]){1,24}"
_PLACE = rf"{_WORD}(?:[ /](?:(?:de|la|al|el|am|an|der|do|da)\s)?{_WORD}){{0,3}}"
_REGION = rf"(?:,\s(?!(?i:{DATE})){_WORD}(?:\s{_WORD}){{0,2}})?"
_DAY = rf"(?:[,.]\s(?P<date>(?i:{DATE}))[.,]?)?"
_KNOWN = (
    r"(?:AP|AFP|Reuters|REUTERS|dpa|DPA|PA|ANSA|EFE|TASS|Xinhua|UPI|CNN|Bloomberg|Ukrinform|Interfax(?:-Ukraine)?|Belga|APA|Kyodo|Yonhap|Anadolu|"
    r"Agency|BBC|NYT|TT|NTB|Ritzau|PAP|CTK|MTI|Lusa|ATS|SDA|IANS|PTI|Tanjug|Hina|BNS|ETA|LETA|STT|WAFA|SPA|WAM|IRNA|KUNA|NAN)"
)
_OPENS = r"(?:On|By|From|Since|Until|In|The|At|After|Before|This|Today|Between)\b"
"""What a sentence with a date opens with."""
_DASH = r"\s?(?:\.?[-–—]{1,2}|_|:)\s+"
_FORMS = tuple(
    regex(form)
    for form in (
        rf"(?P<place>{_CAPS_PLACE}{_REGION}){_DAY}\s?\((?P<agency>[A-Za-z][\w .&/’'-]{{1,30}})\){_DASH}",
        rf"(?P<place>{_PLACE}{_REGION}){_DAY}\s?\((?P<agency>{_KNOWN})\){_DASH}",
        rf"(?P<place>{_CAPS_PLACE}{_REGION}){_DAY}\s/(?P<agency>[A-Z][\w .-]{{1,30}})/\.?\s(?:[-–—]{{1,2}}\s)?",
        rf"(?P<place>{_CAPS_PLACE}{_REGION}){_DAY}\s?--\s?\((?P<agency>BUSINESS WIRE)\)\s?--\s?",
        rf"(?P<place>(?!(?i:{DATE})|{_OPENS}){_PLACE}{_REGION})[,.]?\s\(?(?P<date>(?i:{DATE})(?<=\d{{4}}))\)?[,.]?{_DASH}(?=[A-ZÀ-ÖØ-Þ0-9“\"‘])",
        rf"(?P<date>(?i:{DATE})(?<=\d{{4}}))[,.]?\s(?:[-–—]\s)?(?P<place>(?!(?i:{DATE})|{_OPENS}){_PLACE}{_REGION}){_DASH}(?=[A-ZÀ-ÖØ-Þ0-9“\"‘])",
        rf"(?P<place>{_CAPS_PLACE}{_REGION}){_DAY}\s[-–—]{{1,2}}\s(?=[A-ZÀ-ÖØ-Þ0-9“\"‘])",
        rf"(?P<place>{_CAPS_PLACE}{_REGION}),\s(?P<date>(?i:{DATE}))\s(?P<agency>[A-Z]{{2,8}}){_DASH}",
        rf"(?P<date>(?i:{DATE}))\.?,?\s\((?P<agency>[A-Z][\w .&/’'-]{{1,30}})\){_DASH}",
        rf"\((?P<agency>{_KNOWN})\){_DASH}(?:(?P<place>{_PLACE}),\s(?P<date>(?i:{DATE})){_DASH})?",
    )
)
# Words in capitals that stand before a dash and are no place.
_NO_PLACE = frozenset(
    """breaking update updates updated live watch exclusive analysis opinion video urgent correction factbox explainer timeline nato nasa opec
    unicef unesco interpol europol the this that what here summary recap alert flash newsalert newsflash picture pictures""".split()
)
_SMALL = frozenset("de la le al el am an der do da of on and".split())


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stands in front of a wire story's first sentence."""

    place: str
    """`Kyiv`, `New York`, `Kyiv, Ukraine`: capitals made small; empty where only the agency stands there."""
    date: str
    """As written; empty if it has none."""
    rest: str
    """The text behind it."""


def dateline(text: str) -> Dateline | None:
    """The dateline that a paragraph opens with: `KYIV, Nov 27 (Agency) - …`, `Berlin (dpa) – …`, `LONDON — …`, `(AP) — …`; None if it has none."""
    head = text[:140]
    if not (head[:1].isupper() or head[:1].isdigit() or head[:1] == "("):
        return None
    for form in _FORMS:
        match = form.match(head)
        if match is None or not text[match.end() :].strip():
            continue
        written = (match.groupdict().get("place") or "").split()
        if not written or written[0].strip(".").lower() not in _NO_PLACE:
            return Dateline(" ".join(map(_small, written)), (match.group("date") or "").strip(), text[match.end() :].strip())
    return None


def _small(word: str) -> str:
    if len(word.strip(".,")) <= 2 and word.strip(".,").upper() in ("DC", "UK", "US", "UN"):
        return word
    if word.lower() in _SMALL:
        return word.lower()
    return re.sub(r"[^\W\d_]+", lambda m: m.group().capitalize(), word) if word.isupper() else word
