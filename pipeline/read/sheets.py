"""A spreadsheet saved as CSV (commas, semicolons or tabs) → `Briefing`: a row is an item, and the first row says which column holds what."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Mapping, Sequence

from pipeline.errors import BriefingError
from pipeline.model import Briefing, Origin
from pipeline.read import dates, withheld
from pipeline.read.blocks import Block, Item, assemble, one_line, paragraphs
from pipeline.read.charset import text_of
from pipeline.regex import regex

SEPARATORS = (";", "\t", ",", "|")
LONGEST_HEAD = 2_000
"""Characters of the line that names the columns."""
COPIED, LEAST_WORDS = 2, 6
"""So many rows with more columns than that, and a text of so many words on average, were copied out of a sheet."""
NO_TEXT = "a row without a text"
HELD = "a row that is held back: its status says so"

_COLUMNS = {
    "body": "body|text|copy|story|content|script|article|body text|story text|article text|full text|summary|description",
    "title": "title|headline|heading|slug|head|subject|topic|name",
    "byline": "byline|author|reporter|by|writer|journalist",
    "date": "date|published|run date|publish date|pub date|publication date|day|time",
    "place": "place|location|dateline|city|town",
    "publisher": "source|publisher|outlet|credit",
    "url": "url|link|address|web",
    "status": "status|state|stage",
    "embargo": "embargo|embargoed|embargo until|embargoed until|not before|hold until",
    "expires": "expires|expiry|valid until|not after",
    "number": "no|nr|id|number|#|order|row|prio|priority|importance|rank|notes|note|desk|section|category|length|words|kind|type",
}
_NAMES = {name: key for key, names in _COLUMNS.items() for name in names.split("|")}
_ENDS = regex(r"[.!?…][”\"’')\]]*$")
_TEXTS = ("body", "text", "copy", "content")
_SEPARATOR = regex(r"sep=.?", re.IGNORECASE)
_RULE = regex(r"\|?[ :|-]*-[ :|-]*")
_HELD = regex(r"(?:on )?hold|held|draft|kill(?:ed)?|spike[d]?|embargo(?:ed)?|not ready|todo|to do|pending", re.IGNORECASE)


def looks_like_one(data: bytes, name: str) -> bool:
    """True where the first line names columns that a list of news has, a text among them; for a file called `.csv` or `.tsv` whatever they are.

    Rows that were copied out of a sheet without that line are one as well: tabs in each line, and a text in the same place.
    """
    lines = _bare(text_of(data, name, tabs=True).lstrip("\n").split("\n"))
    head = next((line for line in lines if line.strip()), "")
    if len(head) > LONGEST_HEAD:
        return False
    found = [key for key in _header(head).values() if key]
    return (
        bool(_copied(lines))
        or ("body" in found and len(found) > 1)
        or (name.lower().endswith((".csv", ".tsv")) and any(sign in head for sign in SEPARATORS))
    )


def briefing_of(data: bytes, name: str, sha256: str, now: dt.datetime | None = None) -> Briefing:
    """The briefing of a sheet, as it may be told `now`; sources are its lines. Raises BriefingError where no column holds the text, and for what is not CSV."""
    lines = _bare(text_of(data, name, tabs=True).split("\n"))
    top = next((n for n, line in enumerate(lines) if line.strip()), 0)
    columns = _header(lines[top])
    copied = [] if "body" in columns.values() else _copied(lines)
    if "body" not in columns.values() and not copied:
        named = ", ".join(f"“{column}”" for column in columns)
        raise BriefingError(
            f"no column holds the text: they are {named}", where=f"{name}:{top + 1}", remedy="Call the one that does “body”"
        )
    keys, top = (copied, top - 1) if copied else (list(columns.values()), top)
    given = (f"{line}\n" for line in lines[top + 1 :])
    # A cell that was copied may begin with somebody's words.
    rows = csv.reader(given, delimiter="\t", quoting=csv.QUOTE_NONE) if copied else csv.reader(given, delimiter=_separator(lines[top]))
    items, last, now = [], top + 1, now or dt.datetime.now(dt.UTC)
    try:
        for row in rows:
            first, last = last + 1, top + 1 + rows.line_num
            if any(cell.strip() for cell in row):
                items.append(_item(dict(zip(keys, row, strict=False)), row, first, last, now))
    except csv.Error as error:
        raise BriefingError(
            f"not valid CSV: {error}", where=f"{name}:{last + 1}", remedy="Save the sheet again, as CSV in UTF-8"
        ) from error
    return assemble(name, sha256, items)


def _item(has: Mapping[str, str], row: list[str], first: int, last: int, now: dt.datetime) -> Item:
    told = [text for text, _, _ in paragraphs(has.get("body", ""))]
    embargo = has.get("embargo", "").strip()
    held = (withheld.embargoed(embargo, now) if embargo and embargo.lower() not in ("no", "none", "-") else "") or withheld.expired(
        has.get("expires", ""), now
    )
    if not told or held or _HELD.fullmatch(has.get("status", "").strip()):
        reason = (held or HELD) if told else NO_TEXT
        return Item((Block(one_line("; ".join(filter(None, row))), "furniture", reason, first, last),))
    published = has.get("date", "").strip()
    origin = Origin(one_line(has.get("publisher", "")), has.get("url", "").strip(), "", dates.iso(published) if published else "")
    return Item(
        tuple(Block(text, "body", "a cell of the sheet", first, last) for text in told),
        heading=one_line(has.get("title", "")),
        byline=one_line(has.get("byline", "")),
        place=one_line(has.get("place", "")),
        origin=origin if origin != Origin() else None,
        reason="a row of the sheet",
    )


def _bare(lines: list[str]) -> list[str]:
    """The lines without what Excel says of its separator, without the strokes around them and without the rule of a Markdown table."""
    if _SEPARATOR.fullmatch(lines[0].strip()):
        return ["", *lines[1:]]
    if not lines[0].lstrip().startswith("|"):
        return lines
    return ["" if _RULE.fullmatch(line.strip()) else line.strip().strip("|") for line in lines]


def _copied(lines: Sequence[str]) -> list[str]:
    """What each column of rows without a first line holds: the text, and a status that holds rows back; empty for what are no such rows."""
    rows = [line.split("\t") for line in lines if line.strip()]
    if len(rows) < COPIED or len(rows[0]) < COPIED + 1 or any(len(row) != len(rows[0]) for row in rows):
        return []
    words = [sum(len(cell.split()) for cell in column) / len(rows) for column in zip(*rows, strict=True)]
    body = words.index(max(words))
    if words[body] < LEAST_WORDS or 2 * sum(bool(_ENDS.search(row[body].strip(' "'))) for row in rows) <= len(rows):
        return []
    held = [any(_HELD.fullmatch(cell.strip()) for cell in column) for column in zip(*rows, strict=True)]
    return ["body" if n == body else "status" if held[n] else "" for n in range(len(words))]


def _separator(head: str) -> str:
    return max(SEPARATORS, key=head.count)


def _header(head: str) -> dict[str, str]:
    """What each column of a first line holds, by its name: a key of _COLUMNS, or nothing. Of two for the same the first counts.

    Beside a `text` a `story` is its title.
    """
    cells = [cell.strip() for cell in next(csv.reader([head], delimiter=_separator(head)), [])]
    plain = [" ".join(re.sub(r"[^\w#]+", " ", cell.lower()).split()) for cell in cells]
    titled = "story" in plain and any(name in _TEXTS for name in plain)
    found: dict[str, str] = {}
    for cell, name in zip(cells, plain, strict=True):
        key = "title" if titled and name == "story" else _NAMES.get(name, "")
        found[cell] = key if key == "number" or key not in found.values() else ""
    return found
