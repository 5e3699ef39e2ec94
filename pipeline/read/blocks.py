"""From the paragraphs of a page, a feed or a file to lines and updates: what all sources but pasted text have in common."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipeline.model import Briefing, Image, Line, Origin, Paragraph, Quote, Source, Update
from pipeline.read import dates, kinds, writers
from pipeline.read.datelines import Dateline, dateline
from pipeline.read.decode import MAX_LINE, clean
from pipeline.read.greetings import news_of
from pipeline.read.trims import trimmed, without_symbols
from pipeline.read.updates import with_actors
from pipeline.regex import regex

SURE = 0.75
"""From so sure on, what `kinds` says of a paragraph counts against a source that marked it as one."""
TOGETHER = 2_000
"""Blocks that are judged together: what stands around a line matters, and takes the square of their number."""
SHORT_WORDS = 8
"""Below so many words even a weak sign counts: a paragraph that short and without a full stop is a label."""

HALVES = regex("[\ud800-\udfff]")
_ENDS = regex(r"[.!?…:;][”\"’')\]]*$")


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph as its source has it."""

    text: str
    kind: str = ""
    """One of KINDS where the source itself says what it is; empty where its words must show it."""
    reason: str = ""
    line: int = 0
    """1-based, where the source has lines of its own; 0: it is counted."""
    last: int = 0
    trim: bool = False
    """True for a body whose writer may speak to the reader in it: what stands around its news is cut off."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of news as its source has it."""

    blocks: tuple[Block, ...]
    heading: str = ""
    file: str = ""
    """The name of its source, if it has one of its own (an entry of a feed)."""
    byline: str = ""
    place: str = ""
    origin: Origin | None = None
    images: tuple[Image, ...] = ()
    time: str = ""
    reason: str = ""
    confidence: float = 1.0
    actors: tuple[str, ...] = ()
    importance: int = 0
    pin: bool = False
    skip: bool = False
    quotes: tuple[Quote, ...] = ()
    kind: str = ""
    """Of the item, in the newsroom's word."""
    related: tuple[str, ...] = ()


def one_line(text: str) -> str:
    """A text on one line, without marks that cannot be seen, and without halves of characters (JSON can hold them), which no file can."""
    return " ".join(clean(HALVES.sub("", text)).split())


def full_stop(text: str) -> str:
    """A text as a sentence: a list's entry or a headline, with the full stop that it does without in print."""
    return text if not text or _ENDS.search(text) else f"{text}."


def paragraphs(text: str) -> list[tuple[str, int, int]]:
    """The paragraphs of a plain text, each with its first and last line (from 0).

    A blank line ends one, and so does the end of a line that ends a sentence: text is pasted a paragraph a line, and typed wrapped.
    """
    found: list[tuple[str, int, int]] = []
    going: list[str] = []
    for n, line in enumerate([*text.split("\n"), ""]):
        words = " ".join(line.split())
        if words:
            going.append(words)
        if going and (not words or _ENDS.search(words)):
            last = n if words else n - 1
            found.append((" ".join(going), last - len(going) + 1, last))
            going = []
    return found


def lines_of(blocks: Sequence[Block], file: str = "", first: int = 1) -> tuple[Line, ...]:
    """Each block as a line with its kind: as its source says, else as its words show. Those without a line are counted from `first`."""
    open_blocks = [i for i, block in enumerate(blocks) if not block.kind and len(block.text) <= MAX_LINE]
    verdicts: dict[int, Line] = {}
    for start in range(0, len(open_blocks), TOGETHER):
        part = open_blocks[start : start + TOGETHER]
        verdicts |= zip(part, kinds.classify("\n".join(one_line(blocks[i].text) for i in part)), strict=False)
    found = []
    for i, block in enumerate(blocks):
        n, text = block.line or first + i, one_line(block.text)
        verdict = verdicts.get(i)
        if len(text) > MAX_LINE:
            reason = f"{len(text):,} characters in one piece: no paragraph of news has so many"
            found.append(Line(n, f"{text[:200]}…", "furniture", reason, 1.0, file))
            continue
        if verdict is None or verdict.kind == "blank":
            found.append(Line(n, text, block.kind or "furniture", block.reason or "empty", 1.0, file))
        elif verdict.kind != "body" and verdict.confidence < SURE and len(text.split()) >= SHORT_WORDS:
            found.append(Line(n, text, "body", "a paragraph of its source", 0.7, file))
        else:
            found.append(replace(verdict, n=n, text=text, file=file))
    return tuple(found)


def assemble(name: str, sha256: str, items: Iterable[Item], *, order: str = "") -> Briefing:
    """The briefing of items of news. One that has nothing to tell gives lines, but no update.

    A dateline in front of a paragraph says where it was written, and is not told.
    Paragraphs are counted from 1: through the whole source, or from anew where an item has a source of its own. `order` as the source
    says it, else by the items' dates.
    """
    lines: list[Line] = []
    updates: list[Update] = []
    count = 1
    given = list(items)
    for item in given:
        file = item.file if item.file != name else ""
        found = lines_of(item.blocks, file, 1 if file else count)
        count += 0 if file else len(found)
        lines += found
        told = tuple(
            Paragraph(_news(line) if block.trim or not block.kind else line.text, Source(file or name, line.n, max(line.n, block.last)))
            for line, block in zip(found, item.blocks, strict=True)
            if line.kind == "body"
        )
        if told:
            updates.append(_update(f"u{len(updates) + 1:02d}", item, told))
    dated = [item.origin.published for item in given if item.origin]
    return Briefing(name, sha256, order or dates.order_of(dated), tuple(lines), with_actors(tuple(updates)))


def _news(line: Line) -> str:
    text = trimmed(kinds.told(line.text))
    text = news_of(text) or text
    text = (writers.news_of(text) or text) if line.reason == writers.BEFORE else text
    return text if _ENDS.search(without_symbols(text)) else f"{text}."


def _update(name: str, item: Item, told: tuple[Paragraph, ...]) -> Update:
    lines = [dateline(paragraph.text) for paragraph in told]
    told = tuple(replace(one, text=line.rest) if line else one for one, line in zip(told, lines, strict=True))
    placed = next(filter(None, lines), Dateline("", "", ""))
    origin = Origin(*(one_line(getattr(item.origin, key)) for key in Origin.__slots__)) if item.origin else None
    return Update(
        id=name,
        start=told[0].source.first_line,
        paragraphs=told,
        confidence=item.confidence,
        reason=one_line(item.reason),
        heading=one_line(item.heading),
        time=one_line(item.time) or (dates.clock(origin.published) if origin else ""),
        actors=tuple(map(one_line, item.actors)),
        importance=item.importance,
        skip=item.skip,
        date="" if origin and origin.published else placed.date,
        place=one_line(item.place) or placed.place,
        byline=one_line(item.byline),
        origin=origin,
        images=tuple(Image(*(one_line(getattr(image, key)) for key in Image.__slots__)) for image in item.images),
        pin=item.pin,
        kind=one_line(item.kind),
        quotes=tuple(Quote(one_line(each.speaker), one_line(each.text), each.confidence) for each in item.quotes),
        related=tuple(filter(None, map(one_line, item.related))),
    )
