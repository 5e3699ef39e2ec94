"""Lists of links, lists of key events, and times that are no update's: told from what stands around them."""

from __future__ import annotations

import re
from bisect import bisect_right

from pipeline.read import page
from pipeline.read.rows import Row, next_kind
from pipeline.regex import regex

LINK = "a link, in a list of links"
"""The reason of such a line."""
LONGEST_LIST = 14
"""Links under one title."""
TALLEST_BOX = 7
"""Lines of a newsletter's box."""

_APPOINTMENT = regex(r"[•*–—-]?\s?\d{1,2}(?:[.:]\d\d)?\s?(?:[ap]\.?m\.?|noon)?(?:\s[A-Z]{2,4})?\s?[:–—-]\s\S")
_BOX_OPENS = regex(r"(?:sign up (?:to|for)|subscribe to|get|free) .{2,60}[^.]", re.IGNORECASE)
_BOX_ENDS = regex(r"(?:after newsletter promotion|privacy notice\b.*|enter your e-?mail(?: address)?)", re.IGNORECASE)


def odd_times(rows: list[Row]) -> None:
    """Where updates say `2h ago`, a lone `1:12` is a video's length; and a time below `Updated` is the page's own."""
    timed = [(i, row, row.stamp) for i, row in enumerate(rows) if row.stamp is not None and row.stamp.timed]
    ago = sum(stamp.minutes is None for _, _, stamp in timed)
    clock = len(timed) - ago
    followed = _followed(rows)
    for i, row, stamp in timed:
        many, few = (ago, clock) if stamp.minutes is not None else (clock, ago)
        bare = stamp.minutes is not None and not (stamp.half or stamp.date or stamp.zone is not None)
        if few < many and (not followed[i] or (bare and few * 3 <= many)):
            row.set("furniture", "a time, but not of the kind that updates have here", 0.8)
        elif i and rows[i - 1].text.strip(" :").lower() in ("updated", "last updated"):
            row.set("furniture", "when the page was updated", 0.8)
        else:
            continue
        row.stamp = None
    for row, above in zip(rows[1:], rows, strict=False):
        if row.stamp is not None and not row.stamp.timed and ("@" in above.text or "pic.twitter" in above.text):
            row.set("furniture", "when a post on a network was written", 0.8)
            row.stamp = None


def is_appointment(text: str) -> bool:
    """True for an entry of an agenda: `9.30am CET: Bank decision`."""
    return bool(_APPOINTMENT.match(text))


def boxes(rows: list[Row]) -> None:
    """What stands between `Sign up to …` and the small print of a newsletter's box goes with them."""
    for i, row in enumerate(rows):
        if row.kind != "promo" or not _BOX_OPENS.fullmatch(row.text):
            continue
        inside = rows[i + 1 : i + 1 + TALLEST_BOX]
        end = next((j for j, each in enumerate(inside) if _BOX_ENDS.fullmatch(each.text)), 0)
        if any(each.stamp for each in inside[:end]):
            continue
        for each in inside[:end]:
            if each.open or each.kind == "body":
                each.set("promo", "in a box that offers a newsletter", 0.85)


def _followed(rows: list[Row]) -> list[bool]:
    """For each row whether a sentence stands below it before the next time."""
    found, sentence = [False] * len(rows), False
    for i in range(len(rows) - 1, -1, -1):
        found[i] = sentence
        if rows[i].stamp is not None or rows[i].inline:
            sentence = rows[i].kind == "body"
        elif rows[i].kind == "body":
            sentence = True
    return found


def lists_of_links(rows: list[Row], first: int, last: int, *, above: bool) -> None:
    """Below `Most viewed` or `Related articles` short lines are links, until the text goes on. What stands above it is a menu."""
    for i, row in enumerate(rows):
        if not row.links or i < first:
            continue
        for j in range(i + 1, min(len(rows), i + 1 + LONGEST_LIST)):
            link = rows[j]
            if (link.stamp and j <= last) or link.kind in ("caption", "credit"):
                break
            if link.kind == "body" and not _link_like(link):
                break
            if link.open and (next_kind(rows, j) == "credit" or (above and next_kind(rows, j) == "stamp" and j < last)):
                break
            if link.open or link.kind == "body":
                link.set("furniture", "a link, in a list of links", 0.8)


def _link_like(row: Row) -> bool:
    """True for a sentence that may be a link: a question, or a headline with a capital on each word."""
    capitals = sum(not word[0].islower() for word in row.text.split())
    headline = row.words >= 4 and capitals >= 0.8 * row.words
    return row.words <= 16 and not row.text.startswith(("“", '"')) and (headline or row.text.endswith(("?", "’", "”")))


def key_lists(rows: list[Row], body: list[int], *, above: bool) -> None:
    """Times and headlines below `Key events` point at the updates: they are none."""
    seen = 0
    for i, row in enumerate(rows):
        if i < seen or not page.is_key_list(row.text):
            continue
        place = bisect_right(body, i)
        first = seen = body[place] if place < len(body) else len(rows)
        stamps = [j for j in range(i + 1, first) if rows[j].stamp]
        if len(stamps) < 2:
            continue
        end = stamps[-1] - (1 if above and rows[stamps[-1] - 1].open else 0)
        for j in range(i + 1, end):
            if rows[j].open or rows[j].stamp:
                rows[j].set("furniture", "in a list of key events", 0.85)
                rows[j].stamp = None
