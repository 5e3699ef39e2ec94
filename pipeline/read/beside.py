"""Lines that do not show by themselves what they are: read by where they stand and what stands beside them."""

from __future__ import annotations

import re
from collections import Counter

from pipeline.read import beside_stamps, digests, doubles, lists, page, pictures, posts, summaries
from pipeline.read.beside_stamps import LONGEST_HEADING, writes
from pipeline.read.bylines import is_about_writer, is_role, names_of
from pipeline.read.datelines import dateline
from pipeline.read.page_words import SUMMARIES
from pipeline.read.rows import ABOUT, BYLINE, IN_HEAD, SIGN_OFF, TITLE, Row, next_kind
from pipeline.regex import regex
from pipeline.text.words import content, shared

_SIGNED = regex(r"(?:by|from) .{2,40} (?:staff|newsroom)$", re.IGNORECASE)
HEAD, BESIDE, LONGEST_QUESTION = 8, 3, 16
"""Rows above a text, rows below its title, and words of one that asks."""
SHORTEST_POINT = 3
"""Words of a point, its sign among them."""
OFTEN = 3
"""So many times on a page the same button belongs to its posts."""


def decide(rows: list[Row]) -> None:
    """Give every row that has no kind yet its kind. `rows` are the lines with text, in order."""
    if rows and rows[0].kind == "credit" and rows[0].text.isupper() and pictures.tells(rows[0].text.lower()):
        rows[0].kind = ""  # "LAW PASSED" above a text; no picture can stand above it
    _asking_title(rows)
    digests.headings(rows)
    _points(rows)
    _inline_headings(rows)
    posts.below_introductions(rows)
    body = [i for i, row in enumerate(rows) if row.kind == "body"]
    if not body:
        _without_sentences(rows)
        return
    lists.odd_times(rows)
    lists.boxes(rows)
    body = [i for i in body if rows[i].kind == "body"]
    if not body:
        _without_sentences(rows)
        return
    summaries.key_sentences(rows)
    body = [i for i in body if rows[i].kind == "body"]
    above = _headings_stand_above(rows)
    lists.lists_of_links(rows, body[0], body[-1], above=above)
    lists.key_lists(rows, body, above=above)
    body = [i for i, row in enumerate(rows) if row.kind == "body"] or body
    start = _first_stamp(rows, body[0])
    points = sum(summaries.is_part(rows[i].text) for i in body)
    # Of a text that is mostly points they are the text, unless it says that they sum it up.
    summed = 2 * points <= len(body) or any(row.text.strip(" :").lower() in SUMMARIES for row in rows[:start])
    if summed and not (rows[start].stamp or rows[start].inline):
        start = _first_stamp(rows, next((i for i in body if not summaries.is_part(rows[i].text)), start))
    summaries.key_points(rows, start, above=above and rows[start].stamp is not None)
    start = min([start, *(i for i in body if rows[i].kind == "body")])
    _head(rows, start, above=above)
    _tail(rows, body[-1])
    beside_stamps.decide(rows, start, above=above)
    _within(rows, start, body[-1])
    _sentences(rows)
    doubles.decide(rows)
    for row in rows:
        if row.open:
            row.set("furniture", "short, and nothing beside it says what it is", 0.4)


def _asking_title(rows: list[Row]) -> None:
    """`Why is the bridge closed?` above who wrote it is a title, though it ends as a sentence does."""
    first = next((i for i, row in enumerate(rows[:HEAD]) if row.kind == "body"), -1)
    if first < 0 or not rows[first].text.endswith("?") or rows[first].words > LONGEST_QUESTION or rows[first].inline:
        return
    for row in rows[first + 1 : first + 1 + BESIDE]:
        if row.kind == "body":
            return
        if writes(row) or (row.stamp is not None and row.stamp.date):
            rows[first].kind = ""
            return


def _points(rows: list[Row]) -> None:
    """A point of few words is told where the others are, below a line that leads over to them: `The council will:`."""
    led: list[Row] = []
    for row in [*rows, Row(0, "")]:
        if led and summaries.BULLET.match(row.text):
            led.append(row)
            continue
        if any(_is_point(led, i) for i in range(1, len(led))):
            for point in led[1:]:
                if point.open and point.words >= SHORTEST_POINT:
                    point.set("body", "a point of a list", 0.6)
        led = [row] if row.text.endswith(":") else []


def _inline_headings(rows: list[Row]) -> None:
    """`18:30 GMT – Bridge opens` with its text on the lines below is a heading; with no text below, it is the text."""
    followed = False
    for row in reversed(rows):
        if row.inline and row.open:
            if followed and len(row.text) <= LONGEST_HEADING:
                row.set("heading", "a time and a headline, with the text below", 0.85)
            else:
                row.set("body", "a time with the text behind it, though without a full stop", 0.6)
        if row.inline or row.kind == "stamp":
            followed = False
        elif row.kind == "body":
            followed = True


def _without_sentences(rows: list[Row]) -> None:
    """Where no line has a full stop, length alone must do, but on a page of teasers and in a list of headlines."""
    digests.teasers(rows)
    digests.headlines(rows)
    for i, row in enumerate(rows):
        if not row.open:
            continue
        if next_kind(rows, i) == "credit":
            row.set("caption", "no full stop, and a picture credit follows", 0.97)
        elif row.words >= 12:
            row.set("body", "long enough for a sentence, though it has no full stop", 0.5)
        else:
            row.set("heading", "short, without a full stop", 0.5)


def _headings_stand_above(rows: list[Row]) -> bool:
    """True where this source sets a heading above its stamp: a heading, a time, a text."""
    above = below = stamps = 0
    for i, row in enumerate(rows):
        if row.stamp is None or not row.stamp.timed or (i and rows[i - 1].stamp):
            continue
        after = next((r for r in rows[i + 1 : i + 6] if not (r.stamp or r.kind == "furniture" or writes(r))), None)
        before = next((r for r in reversed(rows[max(0, i - 3) : i]) if not writes(r)), None)
        stamps += 1
        above += before is not None and before.open and after is not None and after.kind == "body"
        below += after is not None and after.open
    return above > below and 2 * above >= stamps


def _first_stamp(rows: list[Row], first: int) -> int:
    """Where the text starts: the last time above the first sentence, else that sentence."""
    stamps = [j for j in range(first) if rows[j].stamp is not None]
    times = sum(1 for row in rows if row.inline or (row.stamp is not None and row.stamp.timed))
    inline = next((j for j in range(first + 1) if rows[j].inline), first)
    if inline < first:
        return inline
    if not stamps or times < 2:
        return first
    while len(stamps) > 1 and stamps[-2] == stamps[-1] - 1:
        stamps.pop()
    return stamps[-1]


def _head(rows: list[Row], start: int, *, above: bool) -> None:
    """Above the text stand menus, the title, what sums it up, and who wrote it."""
    end = start - 1 if above and start and rows[start].stamp and rows[start - 1].open else start
    for i in range(end):
        if rows[i].open and next_kind(rows, i) == "credit":
            rows[i].set("caption", "no full stop, and a picture credit follows", 0.97)
    left = [i for i in range(end) if rows[i].open]
    blog = sum(row.stamp is not None for row in rows[start:]) > 1
    title = _title(rows, left, start)
    if title >= 0 and (rows[title].words >= 3 or (title == start - 1 and rows[title].words >= 2)):
        rows[title].set("heading", TITLE, 0.75)
    for i in left:
        if rows[i].open and writes(rows[i]) and i > title:
            rows[i].set("furniture", BYLINE if names_of(rows[i].text) else "what the writer does", 0.7)
        elif rows[i].open and i == start - 1 and rows[i].words >= 2 and blog and rows[start].kind == "body":
            rows[i].set("heading", "no full stop, right above the text", 0.6)
        elif rows[i].open:
            rows[i].set("furniture", IN_HEAD, 0.7)
    for row in rows[: start if blog and rows[start].stamp else 0]:
        if row.stamp is not None and row.stamp.timed:
            row.set("furniture", "when the page was published", 0.8)
            row.stamp = None


def _title(rows: list[Row], left: list[int], start: int) -> int:
    """Of these rows in the page's head the title: the first of some length whose words the text takes up; -1 for none."""
    text = {word for row in rows[start : start + 60] if row.kind == "body" for word in content(row.text)}
    long = [i for i in left if rows[i].words >= 4 and not names_of(rows[i].text)]
    for i in long:
        own = content(rows[i].text)
        if own and sum(word in text for word in own) >= 0.3 * len(own):
            return i
    return long[0] if long else max(left, key=lambda i: (rows[i].words, i), default=-1)


def _tail(rows: list[Row], last: int) -> None:
    """Below the last sentence nothing is told."""
    links = False
    for i in range(last + 1, len(rows)):
        row = rows[i]
        links = links or row.links
        if row.stamp:
            row.set("furniture", "a time with no text below it", 0.8)
            row.stamp = None
        elif row.open and next_kind(rows, i) == "credit":
            row.set("caption", "no full stop, and a picture credit follows", 0.97)
        elif row.open and row.words >= 12 and not links:
            row.set("caption", "no full stop in a text whose sentences have theirs", 0.6)
        elif row.open:
            row.set("furniture", BYLINE if names_of(row.text) else "no full stop, below the last sentence", 0.7)


def _within(rows: list[Row], start: int, last: int) -> None:
    """Between the sentences: captions without a credit, headings, what the page repeats."""
    left = [i for i in range(start, last) if rows[i].open]
    full = sum(row.kind == "body" for row in rows)
    seen = Counter(rows[i].text for i in left)
    stamped = any(row.stamp or row.inline for row in rows[start:])
    for i in left:
        row = rows[i]
        if next_kind(rows, i) == "credit":
            row.set("caption", "no full stop, and a picture credit follows", 0.97)
        elif names_of(row.text) or is_role(row.text):
            row.set("furniture", BYLINE if stamped else "only a name", 0.6)
        elif seen[row.text] > 1 and row.words <= 8:
            row.set("furniture", "the page repeats it", 0.8)
    left = [i for i in left if rows[i].open]
    # Where nearly every line has its full stop, a line without one is no sentence of the text.
    rare = len(left) <= max(1, full // 8)
    long = sum(rows[i].words >= 12 for i in left) <= max(2, full // 4)
    below, headed = _sentences_below(rows), ""
    for i in left:
        row, nearest = rows[i], below[i]
        crosshead = row.text.isupper() or (row.text.startswith("- ") and row.text.endswith(" -"))
        if crosshead and nearest:
            row.set("heading", "a line in capitals or between dashes, above a sentence", 0.8)
        elif row.words >= 3 and dateline(nearest) and len(row.text) <= LONGEST_HEADING and nearest != headed:
            row.set("heading", "no full stop, above a wire story", 0.8)
            headed = nearest
        elif nearest and not rare and len(row.text) <= 120 and shared(row.text, nearest) >= 0.4:
            row.set("heading", "no full stop, and the next line takes up its words", 0.7)
        elif row.text.endswith(":") and row.words > 1 and _is_point(rows, i + 1):
            row.set("body", "leads over to the list below", 0.6)
        elif rare or (row.words >= 12 and long):
            row.set("caption", "no full stop in a text whose sentences have theirs, and it breaks the thread", 0.7)
        elif row.words >= 12:
            row.set("body", "long enough for a sentence, though it has no full stop", 0.5)
        elif nearest and row.words > 1:
            row.set("heading", "short, without a full stop", 0.5)
        else:
            row.set("furniture", "short, without a full stop, and no text below it", 0.5)


def _is_point(rows: list[Row], i: int) -> bool:
    return i < len(rows) and rows[i].kind == "body" and summaries.BULLET.match(rows[i].text) is not None


def _sentences_below(rows: list[Row]) -> list[str]:
    """For each row the sentence below it, if only pictures, writers, a button that each post has and lines without a full stop stand between them; else nothing."""
    found, nearest = [""] * len(rows), ""
    often = {text for text, times in Counter(row.text for row in rows if row.kind == "furniture").items() if times >= OFTEN}
    for i in range(len(rows) - 1, -1, -1):
        found[i] = nearest
        if rows[i].kind == "body":
            nearest = rows[i].text
        elif rows[i].kind not in ("", "caption", "credit") and not (
            rows[i].reason == BYLINE or rows[i].text in often or _SIGNED.match(rows[i].text)
        ):
            nearest = ""
    return found


def _sentences(rows: list[Row]) -> None:
    """Sentences that are not told: a promo's teaser, a caption with its full stop, who the writer is."""
    names = [name for row in rows if row.reason == BYLINE for name in names_of(row.text).replace(" and ", ", ").split(", ")]
    writers = {name.split()[-1] for name in names if name}
    for i, row in enumerate(rows):
        if row.kind == "credit" and names_of(row.text.title()) and names_of(row.text.title()).split()[-1] in writers:
            row.set("furniture", BYLINE, 0.7)
        if row.kind != "body" or row.text.startswith(("“", '"')):
            continue
        titled = i > 1 and rows[i - 1].kind in ("heading", "furniture", "caption")
        if i and (page.is_advert(row.text, rows[i - 1].text) or (titled and page.is_advert(row.text, rows[i - 2].text))):
            row.set("promo", "an advert, right below the word for it", 0.85)
            continue
        if next_kind(rows, i) == "promo" and row.text.endswith("?"):
            row.set("promo", "asks the reader a question, right above a promo", 0.85)
        elif next_kind(rows, i) == "credit" and i and rows[i - 1].kind == "body" and pictures.fragment(row.text):
            row.set("caption", "a phrase without a verb, and a picture credit follows", 0.7)
        elif (
            i
            and (rows[i - 1].kind == "promo" or rows[i - 1].reason == lists.LINK)
            and next_kind(rows, i) != "body"
            and pictures.fragment(row.text)
        ):
            row.set("promo", "a phrase without a verb, right below a promo or a link", 0.7)
        elif is_about_writer(row.text, writers, signed=bool(i) and rows[i - 1].reason in (SIGN_OFF, ABOUT)):
            row.set("furniture", ABOUT, 0.8)
