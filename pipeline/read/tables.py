"""What a page sets out instead of telling: line-ups, fixtures, odds, tables of figures, listings, recipes. Nobody could follow it by ear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from pipeline.read.rows import Row
from pipeline.regex import regex
from pipeline.text.names import REPORTS

LINE_UP = "a match's line-up or its details"
ODDS = "betting odds"
TABLE = "a row of a table"
LISTING = "a list of times or of numbers"
FIXTURES = "a list of matches"
RECIPE = "in a recipe"
NOTICE = "a family's notice"
NAMES = 11
"""So many names behind a team's are a line-up; fewer, where its formation or the parts of a team stand there. A list of victims has neither."""
TALLEST = 40
"""Lines of a recipe's ingredients."""
LONGEST_ROW = 90
"""Characters of a table's row and of a match."""

_NO_TEAM = regex(
    r"(?:[Tt]he|[Tt]hose|[Aa]ll|[Dd]ead|[Vv]ictims?|[Kk]illed|[Mm]issing|[Ii]njured|[Aa]rrested|[Cc]harged|[Nn]amed|[Pp]resent)\b"
)
_PLAYER = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'.-]*(?:\s[A-ZÀ-ÖØ-ÞĀ-Ž][\w’'.-]*){0,2}"
_OFF = r"(?:\s?\((?:[^()]{1,40}|[^()]*\([^()]*\)[^()]*)\)|\s\d{1,3}[’']?|\s(?:pen|og|c|capt|gk)\b)*"
_TEAM = regex(
    r"(?P<team>[A-Z][\w.’'-]*(?:\s(?:&\s)?[A-Z][\w.’'-]*){0,4})(?P<form>\s\([\d-]{3,9}\))?:\s"
    rf"(?P<names>{_PLAYER}{_OFF}(?:[,;]\s?{_PLAYER}{_OFF})+)[.;]?(?:\s(?:Subs?|Replacements?)\b.*)?"
)
_DETAILS = regex(
    r"(?:(?i:subs?(?:titutes)?(?: not used)?|unused subs(?:titutes)?|replacements|booked|bookings|sent off|scorers?|goals|tries|conversions|referee|att(?:endance)?):"
    r"(?:\s(?:[A-ZÀ-Þ\d(][^\s“”\"]*|/|and|pen[,;.]?|og[,;.]?|[–-])){1,60}(?:\s|$))+"
)
_PRICE = r"(?:\d{1,4}/\d{1,3}(?:\sfav(?:ourite)?)?|evens)"
_ODDS = regex(
    rf"(?:(?:odds|betting|prices|latest odds)\s?:\s)?(?:[A-Za-z][\w .’'-]{{1,40}}?\s{_PRICE}(?:[,;]\s?(?:and\s)?|\.?$)){{2,}}",
    re.IGNORECASE,
)
_FIGURE = regex(r"[+−–-]?[£$€¥]?\d(?:[\d,.]*\d)?(?:p|c|%|pc|m|bn|k)?")
_DATED = regex(r"\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec|Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\b")
_COLUMN = regex(r"(?:[A-Z%]{1,3}|[A-Z][a-z]{1,2}|[+−-]/[+−-])")
_LISTING = regex(r"(?:\d{1,2}(?:[.:]\d\d)?\s?(?:[ap]\.?m\.?|noon)?\s[^;]{2,40}(?:;\s|\.?$)){3,}", re.IGNORECASE)
_LOTTERY = regex(
    r"(?:[\w’' ]{0,30}\b)?(?:lottery|lotto|euromillions|thunderball|powerball|mega millions)\b[^.]{0,40}:\s(?:\d{1,2}[,;.\s–-]*){4,}.{0,60}",
    re.IGNORECASE,
)
_ALMANAC = regex(
    r"(?:(?:high|low) (?:tide|water)s?|tides|sun ?rises?|sun ?sets?|moon ?rises?|lighting-up time)(?: today| tomorrow| at)?:? \d.{0,100}|"
    r"crossword: .{0,100}\(\d+\).{0,20}",
    re.IGNORECASE,
)
_NOTICE = regex(r"[A-Z’'-]{2,}(?:\s[A-Z’'-]{2,})?,\s[A-Z][a-z].{0,60}\b(?:[Pp]eacefully|[Pp]assed away)\b.*")
SIDE = r"[A-Z][\w.&’'-]*(?:\s(?:[A-Z&][\w.’'-]*|and|of)){0,3}"
"""A team's name, as results have it."""
_MATCH = regex(rf"{SIDE}\s(?:v|vs\.?|\d{{1,3}}\s?[–-]\s?\d{{1,3}}|\d{{1,3}})\s{SIDE}(?:\s\d{{1,3}})?(?:,?\s\(?[\w.: ]{{2,20}}\)?)?")
_INGREDIENTS = regex(r"(?:the )?ingredients(?: \(.{2,40}\))?:?", re.IGNORECASE)
_METHOD = regex(r"(?:the )?(?:method|directions|instructions|preparation|how to make it):?", re.IGNORECASE)
_SERVES = regex(r"(?:serves|makes|prep(?:aration)?(?: time)?|cook(?:ing)?(?: time)?|total time)\b:?\s.{1,30}", re.IGNORECASE)
_TOLD = regex(r"\b(?:was|were|has|have|had|said|says|will)\b")


def reason(line: str) -> str:
    """Why a line by itself sets something out and tells nothing; empty for any other."""
    if REPORTS.search(line) and ":" not in line:
        return ""
    if _is_line_up(line) or _DETAILS.fullmatch(line):
        return LINE_UP
    if "/" in line and _ODDS.fullmatch(line):
        return ODDS
    if _LISTING.fullmatch(line) or _LOTTERY.fullmatch(line) or _ALMANAC.fullmatch(line):
        return LISTING
    if _NOTICE.fullmatch(line):
        return NOTICE
    return TABLE if len(line) <= LONGEST_ROW and _is_row(line.split()) and not _DATED.search(line) else ""


def _is_line_up(line: str) -> bool:
    team = _TEAM.fullmatch(line)
    if team is None or _NO_TEAM.match(line):
        return False
    names = len(re.split(r"[,;]", team["names"]))
    return names >= NAMES or (names > NAMES // 2 and bool(team["form"] or ";" in team["names"]))


def _is_row(words: Sequence[str]) -> bool:
    """True for figures behind a name: three at its end, or two of at most five words; and for the short heads of such columns."""
    figures = len(list(takewhile(_FIGURE.fullmatch, reversed(words))))
    if figures == len(words):
        return len(words) > 2
    heads = len(words) >= 5 and all(map(_COLUMN.fullmatch, words)) and sum(word.isupper() for word in words) > 2
    return figures >= 3 or (figures == 2 and len(words) <= 5) or heads


def decide(rows: Sequence[Row]) -> None:
    """Decide the rows that only those beside them show: matches one below the other, and a recipe from its ingredients on."""
    for above, row in pairwise(rows):
        if all((each.open and not each.inline) or each.reason == FIXTURES for each in (above, row)) and all(
            _is_match(each.text) for each in (above, row)
        ):
            for each in (above, row):
                each.set("furniture", FIXTURES, 0.8)
    start = next((i for i, row in enumerate(rows) if _INGREDIENTS.fullmatch(row.text)), len(rows))
    method = next((i for i in range(start, min(start + TALLEST, len(rows))) if _METHOD.fullmatch(rows[i].text)), len(rows))
    if method == len(rows):
        return
    while start and rows[start - 1].open and _SERVES.fullmatch(rows[start - 1].text):
        start -= 1
    for i in range(start, len(rows)):
        row = rows[i]
        if (
            row.stamp
            or row.inline
            or (i > method + 1 and row.open)
            or (i > method and (REPORTS.search(row.text) or _TOLD.search(row.text)))
        ):
            break
        row.set("furniture", RECIPE, 0.85)


def _is_match(text: str) -> bool:
    return len(text) <= LONGEST_ROW and _MATCH.fullmatch(text) is not None
