"""A look ahead: sentences of the day's text that say when something is to come, the nearest first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.edit.mend import full_stop
from pipeline.edit.pieces import Piece
from pipeline.regex import regex
from pipeline.text.clauses import takes_back
from pipeline.text.gaps import BRINGS, MEETINGS
from pipeline.text.tokens import tokens
from pipeline.text.words import NUMBERS, WEEKDAY, words

_THIS_WEEK = 3
_BARE_DAY = regex(rf"(?<=[a-z0-9] )(?<!\bsince )(?<!\blast )(?<!\bof )(?<!\bevery )(?<!\bafter )(?<!\bfrom )(?:{WEEKDAY})\b(?![’'-])")
"""American copy says it without "on": "will vote Tuesday"."""
# When, and how far off: the order in which a listener expects it.
_WHEN: tuple[tuple[re.Pattern[str], int], ...] = (
    (regex(r"\b(?:tonight|this evening|later today)\b", re.IGNORECASE), 1),
    (regex(r"\btomorrow\b", re.IGNORECASE), 2),
    (regex(rf"\b(?:on|this|next|by|until) (?:{WEEKDAY})\b"), _THIS_WEEK),
    (regex(r"\b(?:at|by) the (?:end of (?:this|the) week|weekend)\b|\b(?:later )?this week(?:end)?\b", re.IGNORECASE), 4),
    (regex(r"\bnext week\b|\bin the coming days\b", re.IGNORECASE), 5),
    (regex(r"\blater this month\b|\bby the end of the month\b", re.IGNORECASE), 6),
    (regex(r"\bnext month\b|\bin the coming weeks\b", re.IGNORECASE), 7),
    (regex(r"\b(?:later this|next) year\b", re.IGNORECASE), 8),
)
_NOT_COUNTED = "".join(rf"(?<!\b{word} )" for word in (*NUMBERS, "the", "of", "a", "more")) + r"(?<!\d )"
"""“By seven votes” is how it went."""
_TO_COME = regex(
    r"\b(?:will|is to|are to|is due|are due|(?:is|are) (?:expected|scheduled|set|planned|likely) to|plans? to|meets?|begins?|starts?|opens?|"
    rf"{_NOT_COUNTED}votes?|goes|travels?|returns?)\b"
)
_POINTS_BACK = regex(
    r"^(?:(?:But|And|However|Meanwhile|Then),?\s)?(?:It|He|She|They|This|That|These|Those|His|Her|Its|Their|We|I)\b"
    r"|\b(?:about|of|on|to|for|with|by|over|after|before|from|against|into|do|decide|discuss) (?:that|this|these|those|it|them)"
    r"(?=\s*(?:[.,;:]|$)|\s(?:tomorrow|today|tonight|on|at|in|by|until|next|later|when)\b)"
    r"|^(?:(?:An?|The|Final|First|Full|Provisional) )?(?i:results?|decision|verdict|vote|voting|ruling|judge?ment|sentencing|hearing|debate|outcome|announcement|"
    r"answer|reply|talks|negotiations|discussions) (?:is|are|will|begins?|starts?|opens?)\b"
)
"""What is understood only after another sentence: "the jury will hear evidence about that tomorrow", "results are due on Friday"."""
_HOW_MUCH = regex(r"\d(?:[\d.,]*\d)?\s?(?:%|per cent|percent)\s(?:in |over |for )?(?:this|next) year\b")
"""What will be by how much in a year is a forecast, or the terms of a deal: nothing to look out for."""
_LOOKS_BACK = regex(r"\b(?:said|told|was|were|has|had|did)\b")
_AGREED = regex(r",\s(?!(?:and|but|which|who)\b)[^,“”]{2,60}?\s(?:[a-z]{3,}ed|said|told|heard|ruled|found)\b[^,“”]*$")
"""When it was said or agreed is not when it is to be: “…, the cabinet agreed on Thursday.”"""
_CLAUSE_END = regex(r",?\s(?:but|although|though|while)\s|,\s(?:and|who|which|where)\s|\s[—–]\s")
_BRINGS = regex(rf"\b(?:{'|'.join(MEETINGS)})( (?:that|which) (?:{'|'.join(BRINGS)})\b.*)", re.DOTALL)
"""What a meeting will bring was told with its story."""
_ASIDE = regex(r"^((?:[A-Z][\w’-]+\s){0,3}[A-Z][\w’-]+), [^,“”]{3,70}, (?=(?:is|are|will)\b)")
_INNER = regex(r", (?:immobilised|seen|known|described|called|held|based|led|backed)\b[^,“”]*,")


def look_ahead(pieces: list[Piece], most: int, just_told: Sequence[str] = ()) -> list[Piece]:
    """At most `most` pieces that say what is to come and when, cut to that clause, the nearest in time first.

    What was `just_told` in the same words, in brief right before, is not told again.
    """
    told = [f" {' '.join(words(text))} " for text in just_told]
    found: list[tuple[int, int, Piece]] = []
    for place, piece in enumerate(pieces):
        if piece.quote or piece.text.endswith(":"):
            continue
        cut = _clause(piece.text)
        far = _how_far(_AGREED.sub("", cut))
        if _POINTS_BACK.search(cut) or any(f" {' '.join(words(cut))} " in each for each in told):
            continue
        if far is None or _HOW_MUCH.search(cut) or not _TO_COME.search(cut) or _LOOKS_BACK.search(re.sub(r"\bwas due\b", "", cut)):
            continue
        found.append((far, place, Piece(full_stop(cut), piece.source, update=piece.update, paragraph=piece.paragraph)))
    return [piece for _, _, piece in sorted(found, key=lambda f: f[:2])][:most]


def _how_far(clause: str) -> int | None:
    """How far off what a clause says is, as `_WHEN` ranks it; None where it does not say when."""
    far = next((rank for pattern, rank in _WHEN if pattern.search(clause)), None)
    to_come = _TO_COME.search(clause)
    return _THIS_WEEK if far is None and to_come and _BARE_DAY.search(clause, to_come.end()) else far


def _clause(text: str) -> str:
    """The clause that comes first, without an aside on who somebody is."""
    text = _ASIDE.sub(r"\1 ", text)
    text = _INNER.sub("", text)
    ends = (m.start() for m in _CLAUSE_END.finditer(text) if len(text[: m.start()].split()) >= 6)
    end = next((end for end in ends if not takes_back(words(text[end:]))), None)
    text = text[:end] if end is not None else text
    brings = _BRINGS.search(text)
    if brings and _how_far(text[: brings.start(1)]) and not any(token.negation for token in tokens(brings.group(1))):
        return text[: brings.start(1)]
    return text
