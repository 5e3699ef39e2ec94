"""A story as an agency hands it over, whatever the format, and what becomes of it: an item that is told, or lines that say why it is not."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.model import Image, Origin
from pipeline.read import dates, entries, papers, withheld
from pipeline.read.blocks import Block, Item
from pipeline.read.bylines import is_about_writer, names_of
from pipeline.read.datelines import dateline
from pipeline.read.pages import tree
from pipeline.read.pages.about import host_of
from pipeline.read.rows import ABOUT
from pipeline.read.summaries import BULLET
from pipeline.regex import regex

NOTE = "a note to editors"
"""The reason of lines that an agency addresses to those who receive it."""
EMPTY = "a story without a text"
TABLE = "nothing in sentences: only a table or a list, or a damaged text"
LICENCE_CHARS = 400
"""Of the copyright notice and the terms of use together."""
FLASH, BULLETIN = 1, 2
"""The urgencies (of 1 to 8, or 9) that lift a story wherever they stand; what is usual between 3 and 6 differs from agency to agency."""
FEW = 3
"""So many stories show which urgency is usual in a file."""
MOST_LIFTED = 3
"""At most one in so many is lifted: a desk that calls most of its stories urgent says nothing by that."""

_TOLD = frozenset(("", "usable", "publish", "published", "active", "live"))
_WHY = {
    "withheld": "withheld: its publisher says that it may not be used yet",
    "canceled": "withdrawn: its publisher cancelled it",
    "cancelled": "withdrawn: its publisher cancelled it",
    "killed": "withdrawn: its publisher cancelled it",
    "embargoed": "under an embargo",
}
_KINDS = {
    **dict.fromkeys(("background", "backgrounder"), "background"),
    **dict.fromkeys(("brief", "briefs", "in brief", "newsbrief", "news brief", "short news"), "brief"),
    **dict.fromkeys(("correction", "corrections", "clarification"), "correction"),
}
"""A genre's name → the kind of an item, as `docs/sources.md` has them."""
_ADVISORY = frozenset(
    (
        "advisory",
        "advisories",
        "daybook",
        "diary",
        "forward planning",
        "forecast",
        "schedule",
        "news schedule",
        "note to editors",
        "test",
        "test message",
    )
)
"""Genres that speak to editors."""
_CORRECTION = regex(r"(?:correction|clarification)s?\b\s?[:.–—-]|(?:correction|clarification)s?(?: to| on| and| story)?$", re.IGNORECASE)
_LABEL = regex(
    r"(?:(?:UPDATE|WRAPUP|RPT|REFILE|CORRECTED|EXCLUSIVE)(?: \d{1,2})?\s?[-:]+ ?)+(?=\S)|(?:\d(?:st|nd|rd|th) )?(?:LEAD|LD)(?:-WRITETHRU)?: ?(?=\S)"
)
"""What an agency puts in front of a headline for the desks: `UPDATE 1-`."""
_KILLED = regex(
    r"(?:(?:KILL(?:ED)?|WITHDRAWN|HOLD|EMBARGO(?:ED)?|DO NOT USE|TEST)\s?(?:[-:]|$)|MANDATORY KILL\b|STORY WITHDRAWN\b|EMBARGOED UNTIL\b|"
    r"HOLD FOR RELEASE\b|TEST (?:MESSAGE|ONLY)\b)"
)
"""A headline that is an order to the desks; in capitals, as nobody writes a title."""
_EMBARGO = regex(
    r"\bembargoed\b|\b(?:under|strict) embargo\b|\bembargo(?:\s?[:–—-]| (?:until|till|to|for|lifts?|ends?|expires?|applies|is|\d))|(?-i:\bEMBARGO\b)|"
    r"\bnot (?:for|to be) (?:used?|publication|published|broadcast|released?) (?:before|until)\b|\bhold for release\b",
    re.IGNORECASE,
)
_OVER = regex(
    r"\bembargo(?:ed)? (?:(?:is|has|was|now|been) )*(?:lifted|expired|over|passed|ended|removed)\b|"
    r"\b(?:no longer|not|without|lifts?|lifted|removes?)(?: (?:the|an|under|any))* embargo(?:ed)?\b",
    re.IGNORECASE,
)
_SPACE = regex(r"[\s_-]+")


@dataclass(frozen=True, slots=True)
class Story:
    """What the formats have in common; what one does not say is empty."""

    blocks: tuple[Block, ...] = ()
    heading: str = ""
    images: tuple[Image, ...] = ()
    key: str = ""
    """What all versions of the story share."""
    version: str = ""
    made: str = ""
    """When this version was."""
    status: str = ""
    """As its publisher calls it: usable, withheld, canceled."""
    embargo: str | None = None
    """Until when it may not be told; empty where it does not say until when; None without an embargo."""
    expires: str = ""
    """Until when it is of use."""
    urgency: int = 0
    """1 is the most urgent."""
    genre: str = ""
    corrected: bool = False
    """True for a version that mends an earlier one."""
    note: str = ""
    """To editors."""
    other: str = ""
    """What it is, where it is no text that can be told."""
    language: str = ""
    byline: str = ""
    place: str = ""
    publisher: str = ""
    url: str = ""
    rights: str = ""
    terms: str = ""
    published: str = ""


def items(stories: Sequence[Story], name: str, now: dt.datetime, elsewhere: Mapping[str, tuple[str, str]]) -> list[Item]:
    """Each story as an item, numbered in the order of the file. Of several versions the newest counts, for its text and for whether it may be told.

    `elsewhere` has the version and the date of the newest of each story that stands in other files as well, by its key.
    """
    stories = stories[: entries.MAX_ENTRIES]
    newest = newest_of(stories)
    english = any(_speaks(one) == "en" for one in stories)
    why = [_replaced(one, newest, elsewhere) or _held(one, now) or _foreign(one, english) for one in stories]
    lifted = _lifted([one for one, reason in zip(stories, why, strict=True) if not reason])
    return [
        _item(one, f"{name}#{number}", reason, lifted.get(one.urgency, 0))
        for number, (one, reason) in enumerate(zip(stories, why, strict=True), 1)
    ]


def _item(one: Story, file: str, reason: str, importance: int) -> Item:
    note = [Block(one.note, "furniture", NOTE)] if one.note else []
    if reason:
        text = list(one.blocks) or [Block(one.heading or one.key or "(nothing)")]
        return Item((*(Block(block.text, "furniture", reason) for block in text), *note), file=file)
    heading = _LABEL.sub("", one.heading, count=1) if _LABEL.match(one.heading) else one.heading
    byline = _byline(one.byline)
    blocks = entries.told([_without_writer(block, byline) for block in _points_last(one.blocks)], heading)
    licence = ". ".join(dict.fromkeys(part.rstrip(". ") for part in (one.rights, one.terms) if part))
    return Item(
        blocks=(*(blocks or (Block(one.key or "(nothing)", "furniture", EMPTY),)), *note),
        heading=entries.unlabelled(heading),
        file=file,
        byline=byline,
        place=one.place,
        origin=Origin(
            one.publisher or host_of(one.url), one.url, licence[:LICENCE_CHARS], dates.iso(one.published) if one.published else "", ""
        ),
        images=one.images[: tree.MAX_IMAGES],
        importance=importance,
        kind=_kind(one),
        reason="a corrected version of a story" if one.corrected else "a story of the file",
    )


def _points_last(blocks: Sequence[Block]) -> list[Block]:
    """The blocks of a story whose dateline stands below its main points, these behind it: a story opens with its lead."""
    opens = next((i for i, block in enumerate(blocks) if dateline(block.text)), 0)
    points = [block for block in blocks[:opens] if BULLET.match(block.text)]
    return [*(block for block in blocks if block not in points), *points]


def _without_writer(block: Block, byline: str) -> Block:
    """A paragraph on the writer of the story (“Other can be reached at …”) is not told."""
    surnames = {name.split()[-1] for name in re.split(r",| and ", byline) if name.strip()}
    return Block(block.text, "furniture", ABOUT) if not block.kind and is_about_writer(block.text, surnames) else block


def _kind(one: Story) -> str:
    """A correction is a story that says what was wrong; a version that only mends one is news like the version before it."""
    return "correction" if _CORRECTION.match(one.heading) else _KINDS.get(one.genre.lower(), "")


def _byline(written: str) -> str:
    bare = re.sub(r"^(?:by|from|von|par|por|di|av)\s+", "", written, flags=re.IGNORECASE)
    return names_of(f"By {bare}") or (bare if re.search(r"[A-ZÀ-ÖØ-Þ]\w{2}", bare) else "")


# ── what may be told ─────────────────────────────────────────────────────────────────────────────────────


def newest_of(stories: Iterable[Story]) -> dict[str, Story]:
    """The newest version of each story that has a key, by its version, else by when it was made, else the later one in the file."""
    found: dict[str, Story] = {}
    for one in stories:
        before = found.get(one.key)
        if one.key and (before is None or _age(one, before)):
            found[one.key] = one
    return found


def _age(one: Story, before: Story) -> bool:
    if one.version.isdigit() and before.version.isdigit() and one.version != before.version:
        return (len(one.version.lstrip("0")), one.version.lstrip("0")) > (len(before.version.lstrip("0")), before.version.lstrip("0"))
    ours, theirs = dates.moment(one.made), dates.moment(before.made)
    return ours >= theirs if ours and theirs else True


def _replaced(one: Story, newest: Mapping[str, Story], elsewhere: Mapping[str, tuple[str, str]]) -> str:
    if not one.key:
        return ""
    version, made, where = newest[one.key].version, newest[one.key].made, "the file as well"
    if newest[one.key] is one:
        version, made = elsewhere.get(one.key, (one.version, one.made))
        if (version, made) == (one.version, one.made) or not _age(Story(version=version, made=made), one):
            return ""
        where = "another file"
    return f"an earlier version: {f'version {version}' if version else 'a later one'} is in {where}"


def _held(one: Story, now: dt.datetime) -> str:
    """Why a story may not be told; empty for one that may."""
    status = one.status.strip().lower()
    if status not in _TOLD and not (status == "embargoed" and one.embargo):
        return _WHY.get(status, f"not released: its status is “{one.status.strip()[:40]}”")
    if one.embargo is not None:
        return withheld.embargoed(one.embargo, now)
    if gone := withheld.expired(one.expires, now):
        return gone
    if _KILLED.match(one.heading):
        return "withdrawn or held back: its headline says so"
    head = next((block.text for block in one.blocks[:2] if papers.alone(block.text) == papers.EMBARGO), "")
    for said in (one.note, head):
        if _EMBARGO.search(said) and not _OVER.search(said):
            return "held back: it speaks of an embargo to editors, without a time that can be read"
    if one.other:
        return one.other
    return "speaks to editors: its genre says so" if " ".join(_SPACE.split(one.genre.lower())) in _ADVISORY else ""


def _speaks(one: Story) -> str:
    return re.split(r"[-_]", one.language.strip().lower(), maxsplit=1)[0]


def _foreign(one: Story, english: bool) -> str:
    """An agency sends a story in several languages: where one speaks English, the others are not for this programme."""
    return f"in another language: {one.language[:20]}" if english and _speaks(one) not in ("", "en", "eng", "english") else ""


def _lifted(stories: Sequence[Story]) -> dict[int, int]:
    """Urgency → importance, for the few that are more urgent than their file's usual: the rest is ranked by what it says."""
    count = Counter(one.urgency for one in stories if one.urgency)
    usual = count.most_common(1)[0][0] if len(stories) >= FEW and count else BULLETIN + 1
    found: dict[int, int] = {}
    seen = 0
    for urgency in sorted(each for each in count if each <= BULLETIN + 1 and each < usual):
        seen += count[urgency]
        if len(stories) >= FEW and MOST_LIFTED * seen > count.total():
            break
        found[urgency] = 5 if urgency == FLASH else 4
    return found
