"""What is made to be looked at: line-ups, fixtures, scores, tables, and the words that only introduce such a list. It is not read aloud."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipeline.edit.by_kind import by_hand
from pipeline.model import Paragraph, Source, Update
from pipeline.regex import regex
from pipeline.text.sentences import sentences_outside_quotes

LISTED = "a list to be looked at: line-ups, fixtures, scores or a table"
INTRODUCES = "introduces what is not there to be told"

SHOWN = "points at what the page shows"

MANY_NAMES = 8
"""So many names in a row are a team and no sentence."""
LONGEST_NAME = 60
"""Characters."""
ROWS = 3
"""So many rows in a row are a table; one result is news."""

_SHOWS = regex(
    r"(?:And )?[Hh]ere(?:’s|'s| is| are)\b[^.“”]{0,40}\b(?:maps?|graphics?|charts?|graphs?|videos?|clips?|pictures?|photos?|images?|galler(?:y|ies))\b"
)
_LABEL = regex(r"^(?:[A-Z][\w’.&-]{0,30}(?: [\w’.&-]{1,30}){0,4}(?: ?\([^()]{1,20}\))?|Substitutes|Subs|Bench): ?")
_PART = regex(r"[,;:()–—]\s*|\.\s+(?=[A-Z])|\s+(?:and|for)\s+")
_NAME = regex(r"(?:\d{1,2}\.?\s)?(?:[A-Z][\w’.-]*\s?){1,3}(?:\d{1,3}(?:\+\d)?[’']?)?")
_TEAM = r"[A-Z][\w’.&-]*(?: (?:[A-Z][\w’.&-]*|and|of|&)){0,4}"
_ROW = regex(
    rf"(?:\d{{1,2}}(?:[.:]\d\d)?(?:am|pm)?[:,]? )?{_TEAM} (?:v|vs?\.?|\d{{1,3}}\s?[-–]\s?\d{{1,3}}) {_TEAM}(?: ?\([^()]{{1,40}}\))?"
    rf"|\d{{1,2}}[.)]? {_TEAM}(?:[,:]? [-+−]?\d{{1,4}}(?:\.\d+)?(?: ?pts| points)?){{1,8}}"
    rf"|{_TEAM}[,:]? \d{{1,4}}(?: \([-+−]?\d{{1,3}}\))"
)


def heard(updates: Sequence[Update]) -> tuple[list[Update], dict[Source, str]]:
    """The updates without what is not read aloud, those that are nothing else left out; and the reason of each paragraph that goes."""
    gone = {source: why for update in updates if not by_hand(update) for source, why in unheard(update).items()}
    left = [replace(update, paragraphs=tuple(p for p in update.paragraphs if p.source not in gone)) for update in updates]
    told = [update for update in left if update.paragraphs]
    return (told, gone) if told else (list(updates), {})


def unheard(update: Update) -> dict[Source, str]:
    """The paragraphs of an update that are not read aloud, each with the reason."""
    found: dict[Source, str] = {}
    run: list[Paragraph] = []
    for paragraph in update.paragraphs:
        rows = _rows(paragraph.text)
        if is_line_up(paragraph.text) or rows >= ROWS:
            found[paragraph.source] = LISTED
        if rows:
            run.append(paragraph)
        if len(run) >= ROWS:
            found |= {each.source: LISTED for each in run}
        run = run if rows else []
    found |= {each.source: SHOWN for each in update.paragraphs if _SHOWS.match(each.text) and len(sentences_outside_quotes(each.text)) == 1}
    left = [paragraph for paragraph in update.paragraphs if paragraph.source not in found]
    while left and left[-1].text.rstrip().endswith(":") and _introduces(left[-1], update, found):
        found[left.pop().source] = INTRODUCES
    return found


def is_line_up(text: str) -> bool:
    """Whether a paragraph is nothing but names: `Rovers: Petrov; Lang, Mbeki, Storr; … Subs: Iqbal, Frey.`"""
    bare = _LABEL.sub("", text.strip())
    parts = [part.strip() for part in _PART.split(bare.rstrip(".")) if part.strip()]
    names = [part for part in parts if len(part) <= LONGEST_NAME and _NAME.fullmatch(part)]
    return bool(_LABEL.match(text)) and len(names) >= MANY_NAMES and len(names) >= 0.8 * len(parts)


def _rows(text: str) -> int:
    """How many rows of a table a paragraph is; 0 for a sentence."""
    parts = [part.strip() for part in re.split(r"[;•|]\s*", text.strip().rstrip(".")) if part.strip()]
    return len(parts) if parts and all(len(part) <= 2 * LONGEST_NAME and _ROW.fullmatch(part) for part in parts) else 0


def _introduces(paragraph: Paragraph, update: Update, gone: dict[Source, str]) -> bool:
    """Whether what a paragraph introduces is gone, and not said in another one."""
    place = update.paragraphs.index(paragraph)
    return all(each.source in gone for each in update.paragraphs[place + 1 :])
