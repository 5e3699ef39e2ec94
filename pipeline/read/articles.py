"""Whether a pasted page is one article, told as it stands: its title and who wrote it or when stand above the text, and nothing says that it is a live blog."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.model import Line
from pipeline.read import digests, mail
from pipeline.read.papers import BELOW, RELEASE
from pipeline.read.rows import BYLINE, TITLE
from pipeline.read.stamps import DATE, whole
from pipeline.regex import regex
from pipeline.text.words import content

ONE = "an article, with its title and who issued it above"
"""The reason of its start."""
GOES_ON = "an article: its paragraphs go on about what its title and the first of them tell"
"""The same where nobody signs it."""
APART = 0.9
"""The share of paragraphs with a blank line above them in an article that somebody copied."""
FEWEST, MOST, LONGEST = 4, 25, 1000
"""Paragraphs, and words, of an article that nobody signs."""
SAME = 2
"""So many words that carry meaning have its title and its first paragraph in common."""
ON = 0.4
"""The share of its other paragraphs that have such a word. Of a digest's, about so many matters, hardly one has."""
MENU = 3
"""So many parts with strokes between them make a menu: `Valley Live | News | Travel`."""

# "Where owls live" is no live blog.
_LIVE = regex(
    r"(?-i:\bLIVE\b)|^live\b|\blive\s?[:–—|-]|\blive (?:updates?|blog|coverage|feed|text|report(?:ing)?|page|latest)\b|[:–—|,-]\s?live\W*$|"
    r"^\W*\w+ live\W*$|\b(?:all|rolling|latest) (?:the )?updates\b|[:–—-] (?:the )?(?:latest )?updates\b|^(?:latest )?updates\b|\bas it happened\b|"
    r"\bwhat (?:has )?happened\b|\bwhat we know\b|\bminute by minute\b|\bhour by hour\b|\bunfolded\b|\btimeline\b|\blatest$",
    re.IGNORECASE,
)
_UPDATES = regex(r"\b(?:live|updates|latest|as it happened|minute by minute)\b", re.IGNORECASE)
"""Fewer signs of a live blog than `_LIVE`: “what we know” is the title of many an article, too, where nothing else of a page is there."""
_SMALL = regex(r"\b[a-z][\w’'-]+")
_PAGE = ("furniture", "promo", "caption", "credit", "stamp")
_SUBJECT = regex(r"\*?subject\*?\s?:\*?\s*(?:(?:fwd?|re|aw)\s?:\s*)*(?:(?-i:[A-Z][A-Z ]{3,30}):\s*)?", re.IGNORECASE)
"""What stands in front of a mail's subject: `Subject: FW: APPEAL: `."""
_LETTER = regex(r"\bunsubscribe\b|\bin (?:your|a) browser\b", re.IGNORECASE)
_WHEN = regex(rf"(?:(?:first )?(?:published|posted|updated|last (?:updated|modified))\b.{{0,40}}?)?{DATE}", re.IGNORECASE)


def title_of(lines: Sequence[Line]) -> str:
    """The title of a classified source that is one article; empty for any other."""
    body = [i for i, line in enumerate(lines) if line.kind == "body"]
    title = next((line.text for line in lines[: body[0]] if line.reason == TITLE), "")
    # Between a standfirst and the first paragraph stands who wrote it, too.
    head = [line for line in lines[: (body[1:] or body)[0]] if line.kind in ("heading", "furniture", "stamp")]
    if (
        not title
        or not (any(_signs(line) for line in head) or any(line.reason == BELOW for line in lines))
        or any(_LIVE.search(line.text) and line.text.count("|") + 1 < MENU for line in head)
    ):
        return ""
    if any(line.kind == "stamp" for line in lines[(body[1:] or body)[0] : body[-1]]):
        return ""
    sections = sum(line.reason == digests.ON_TOP for line in lines)
    return "" if sections >= digests.NUMBERED or digests.called_so(lines) else title


def going_on(lines: Sequence[Line]) -> str:
    """The title of a classified source that is one article without who wrote it or when, as somebody copied it; empty for any other."""
    body = [n for n, line in enumerate(lines) if line.kind == "body"]
    told = [lines[n].text for n in body]
    heads = [line for line in lines if line.kind == "heading"]
    if [line.reason for line in heads] != [TITLE] or not stands_alone(lines) or not FEWEST <= len(told) <= MOST:
        return ""
    if digests.called_so(lines) or digests.entries(lines) or sum(len(text.split()) for text in told) > LONGEST:
        return ""
    title, first = (set(filter(str.isalpha, content(text))) for text in (heads[0].text, told[0]))
    small = set(content(" ".join(_SMALL.findall(" ".join(told)))))  # a town's name is in all its news
    on = sum(not (small & (title | first)).isdisjoint(content(text)) for text in told[1:])
    return heads[0].text if len(title & first) >= SAME and on >= ON * (len(told) - 1) else ""


def mailed(lines: Sequence[Line]) -> str:
    """The subject of a mail that somebody has signed, and whose first paragraph is about it: one release; empty for any other."""
    subject = next((_SUBJECT.sub("", line.text, count=1) for line in lines if line.reason == mail.HEAD and _SUBJECT.match(line.text)), "")
    body = [line for line in lines if line.kind == "body"]
    signed = any(line.reason == mail.SIGNATURE for line in lines)
    if not (subject and signed and len(body) <= MOST) or any(
        line.kind in ("heading", "stamp") or _LETTER.search(line.text) for line in lines
    ):
        return ""
    if digests.is_title(subject) or digests.entries(lines):
        return ""
    return subject if len({*filter(str.isalpha, content(subject))} & set(content(body[0].text))) >= SAME else ""


def stands_alone(lines: Sequence[Line]) -> bool:
    """Whether a text is paragraphs with blank lines between them, and nothing of a page or of a live blog."""
    body = [n for n, line in enumerate(lines) if line.kind == "body"]
    apart = sum(n == 0 or lines[n - 1].kind == "blank" for n in body)
    plain = not any(line.kind in _PAGE or (line.kind == "heading" and _UPDATES.search(line.text)) for line in lines)
    return plain and apart >= APART * len(body)


def _signs(line: Line) -> bool:
    """Whether a line in the head says who wrote the text, who issued it, or when."""
    stamp = whole(line.text)
    return line.reason in (BYLINE, RELEASE) or (stamp is not None and bool(stamp.date or stamp.ago)) or _WHEN.match(line.text) is not None
