"""What papers have around their news: a release's embargo, notes and contacts, the formalities of minutes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Line
from pipeline.read import embargoes
from pipeline.read.rows import Row
from pipeline.read.trims import CHANGED_BY, LINK, NOTE
from pipeline.regex import regex

RELEASE = "the head of a press release"
RELEASED = "the head of a press release stands above it"
"""The reason of the start of one of several."""
ASK = "whom to ask, in the head of a press release"
EMBARGO = "an embargo: until when it may not be told"
CUE = "a cue or a remark of a script"
BELOW = "below the end of a press release"
FORMALITY = "a formality of the minutes"
DIARY = "an entry of a diary for editors"
SHARED = "in the head of a shared document"
MARGIN = "a remark in the margin of a shared document"
DIARIED = 3
"""So many lines make a diary."""
HEAD_ROWS = 6
"""Of a shared document."""
RUNNING = "the head or the foot of a printed page"
FOOTNOTE = "a footnote"
CHANGED = "says to editors what a new version of the story changes"

_RELEASE = regex(
    r"(?:for (?:immediate|general) (?:release|use|publication)|(?:press|news|media) (?:release|notice|statement)(?: (?:no\.? ?)?\d{1,3})?)[ :!]*",
    re.IGNORECASE,
)
_OF_NOTES = regex(r"(?:this|the following|the attached|all)\b|\W*\d", re.IGNORECASE)
"""An embargo that stands in the notes below a release opens no other."""
# In capitals, as nobody writes news.
_CUED = regex(
    r"\[[A-Z0-9 :,.'’“”/&()#-]{2,80}\]|\(\([^()]{1,80}\)\)|(?:(?:IN|OUT)(?:[ -]?(?:CUE|WORDS))?|SOT|VO|TRT|DUR(?:ATION)?|GFX|CG|ASTON|SUPER|PKG|NATS)\s?:.{0,120}"
)
_LABEL = regex(r"(?:date|ref(?:erence)?(?: no\.?)?|release (?:no\.?|number|date)|issued(?: by)?)\s?:\s.{1,80}", re.IGNORECASE)
_REMARK = regex(
    r"\[(?:clip|sot|vo|gfx|cue|music|pause|beat|laughter|laughs|applause|crosstalk|inaudible|end of transcript)\b[^\[\]]{0,200}\]|//.{1,200}//",
    re.IGNORECASE,
)
_CHANGED = regex(CHANGED_BY, re.IGNORECASE)
_DIARY = regex(r"(?:[01]\d|2[0-3])[0-5]\d(?: ?(?:GMT|local))?\s+[A-Z][A-Z .’'-]{2,30}\s?[-–—:]\s.+|(?:ADVISORY|DIARY)\s?:\s.+")
_SHARED = regex(
    r"(?:status|owner|author|editor|word count|version|assigned to|approved by)\s?:\s.{1,90}|last (?:edited|modified|saved)\b.{0,60}",
    re.IGNORECASE,
)
_MARGIN = regex(r"\[[a-z]{1,2}\]\s?\S.*|(?:Commented|Formatted|Deleted|Inserted) \[\w{1,12}\]:.*")
_PAGE = regex(r"(?:page )?\d{1,3} of \d{1,3}|page \d{1,3}|[-–—] ?\d{1,3} ?[-–—]", re.IGNORECASE)
_NOTE = regex(r"\(?(\d{1,2})[.)]?\s+(?=[A-Z“])")
_END = regex(r"[-–—~*. ]*(?:ENDS?|E N D S)[-–—~*. ]*|[-–—~*]+ ?ends? ?[-–—~*]+|-? ?30 ?-|(?:#\s?){3,}")
_NOTES = regex(
    r"(?:\W{0,3})(?:notes? (?:to|for) (?:the )?editors?|editors?['’]s? notes?|background notes?|"
    r"(?:media|press) (?:contacts?|enquiries|inquiries)|contacts?)(?: details)?\s?:?",
    re.IGNORECASE,
)
_ABOUT_US = regex(r"(?:About|ABOUT) (?:(?:the|our|THE) )?[A-Z0-9][^.!?:]{1,70}:?")
_REACHED = regex(r"\S@\S|\+?\(?\d[\d ()./-]{6,}\d|https?://", re.IGNORECASE)
"""An address or a telephone number."""
MOST_TO_ASK = 8
"""Lines of those whom to ask."""
_FORMAL = regex(
    r"[\d/.() ]*(?:apologies(?: for absence)?|declarations? of interests?|"
    r"(?:approval of (?:the )?)?minutes of (?:the )?(?:previous|last) meeting|date of (?:the )?next meeting)[. ]*",
    re.IGNORECASE,
)
_FORMAL_LINE = regex(
    r"there being no (?:further|other) business\b.*|the (?:meeting|session) (?:closed|was closed|ended|opened) at \d.{0,20}|(?:signed|chair(?:man)?|date)\s?[.…_]{3,}.*|"
    r".*\bthat the minutes of the meeting\b.*\bapproved\b.*",
    re.IGNORECASE,
)


_NUMBERED = regex(
    r"^(?:\d{1,4}/\d{2,4}|\(?\d{1,2}[.)]|(?:story|item) \d{1,2}\s?[-–—:.]|\d (?:big|main|top) (?:thing|story):)\s+(?=\S)", re.IGNORECASE
)
_BULLET = regex(r"^(?:\*\*|[•●▪◦○▫■*]\ufe0f?)\s*(?=\w)")
_SITE = regex(r"(?<=\w)(?:\s[|»]\s[^|»]{2,40}){1,3}$")
"""A page's title goes on with its section and its site: `Bridge opens on Friday | News | The Example`."""
LEAST_TITLE = 4
"""Words that are left of it."""
_TAG = regex(r"\s?\[[A-Z][A-Z ]{1,20}\]$|\s?(?:post )?published at \d{1,2}[:.]\d\d.{0,50}$")
"""A desk's tag, and what a screen reader is told behind a headline."""


def bare_headings(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines with their headings without bullets, desks' tags and, where they are numbered, the numbers of an agenda: told in another order they are wrong."""
    lines = tuple(
        replace(line, text=_without_site(_TAG.sub("", _BULLET.sub("", LINK.sub("", line.text))).removesuffix(":")))
        if line.kind == "heading"
        else line
        for line in lines
    )
    if sum(line.kind == "heading" and _NUMBERED.match(line.text) is not None for line in lines) < 2:
        return lines
    return tuple(replace(line, text=_NUMBERED.sub("", line.text, count=1)) if line.kind == "heading" else line for line in lines)


def _without_site(heading: str) -> str:
    bare = _SITE.sub("", heading)
    return bare if len(bare.split()) >= LEAST_TITLE else heading


def alone(line: str) -> str:
    """Why a line by itself belongs to a paper's form and not to its news; empty for any other."""
    if _RELEASE.fullmatch(line):
        return RELEASE
    if _REMARK.fullmatch(line) or _CUED.fullmatch(line):
        return CUE
    if embargoes.notice(line):
        rest = embargoes.without(line)
        return "" if rest and not _RELEASE.fullmatch(rest) else EMBARGO
    if _CHANGED.fullmatch(line):
        return CHANGED
    return FORMALITY if _FORMAL_LINE.fullmatch(line) else ""


def decide(rows: Sequence[Row]) -> None:
    """Decide what stands below a release's end, or below its notes to editors, as far as the next release; and the formal points of minutes."""
    diary = [row for row in rows if _DIARY.fullmatch(row.text)]
    for row in diary if len(diary) >= DIARIED else ():
        _aside(row, DIARY)
    _running_heads(rows)
    _footnotes(rows)
    shared = [row for row in rows[:HEAD_ROWS] if _SHARED.fullmatch(row.text)]
    for row in shared if len(shared) > 1 else ():
        _aside(row, SHARED)
    for row in rows:
        if _MARGIN.fullmatch(row.text):
            _aside(row, MARGIN)
    for above, row in pairwise(rows[:HEAD_ROWS]):
        if row.reason == RELEASE and above.open and above.text.isupper():
            _aside(above, RELEASE)
    released = ended = formal = told = False
    for i, row in enumerate(rows):
        told = told or row.kind == "body"
        if row.reason == RELEASE or (row.reason == EMBARGO and not (ended and _OF_NOTES.match(row.text))):
            released, ended, told = True, False, False
        elif released and not told and _NOTES.fullmatch(row.text):
            _whom_to_ask(rows, i)
        elif not ended and (_END.fullmatch(row.text) or _NOTES.fullmatch(row.text) or (told and _ABOUT_US.fullmatch(row.text))):
            ended = released or (_END.fullmatch(row.text) is not None and any(_NOTES.fullmatch(each.text) for each in rows[i + 1 : i + 4]))
        last = told and _END.fullmatch(row.text) is not None and not any(each.kind == "body" for each in rows[i + 1 :])
        if ended or last:
            _aside(row, BELOW)
        elif released and row.open and _LABEL.fullmatch(row.text):
            row.set("furniture", RELEASE, 0.8)
        if row.open:
            formal = _FORMAL.fullmatch(row.text) is not None
        elif row.stamp:
            formal = False
        if formal and (row.open or row.kind == "body"):
            row.set("furniture", FORMALITY, 0.8)


def _whom_to_ask(rows: Sequence[Row], i: int) -> None:
    """Decide whom to ask, where that stands above a release's text: the lines right below its label, but for a sentence, and the last one with a number or an address."""
    block = [rows[i]]
    for row in rows[i + 1 : i + 1 + MOST_TO_ASK]:
        if row.kind == "body" or (row.n != block[-1].n + 1 and not _REACHED.search(row.text)):
            break
        block.append(row)
    for row in block:
        _aside(row, ASK)


def _running_heads(rows: Sequence[Row]) -> None:
    """Decide what stands again and again beside the numbers of a printed paper's pages."""
    pages = [i for i, row in enumerate(rows) if _PAGE.fullmatch(row.text)]
    beside = {rows[j].text for i in pages for j in (i - 1, i + 1) if 0 <= j < len(rows) and rows[j].open}
    seen = Counter(row.text for row in rows if row.text in beside)
    for row in rows if beside else ():
        if row.open and seen[row.text] > 1:
            _aside(row, RUNNING)
    for i in pages:
        _aside(rows[i], RUNNING)


def _footnotes(rows: Sequence[Row]) -> None:
    """Decide the notes at a page's foot: a line with the number in front that stands behind a sentence above it."""
    marks: set[str] = set()
    for row in rows:
        if (note := _NOTE.match(row.text)) and note[1] in marks and (row.open or row.kind == "body"):
            _aside(row, FOOTNOTE)
        else:
            marks |= {mark for _, mark in NOTE.findall(row.text)}


def _aside(row: Row, reason: str) -> None:
    row.stamp, row.inline = None, False
    row.set("furniture", reason, 0.85)
