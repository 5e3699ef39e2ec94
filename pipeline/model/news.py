"""What came in: sources, lines, updates, the briefing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """The place in a source that a sentence rests on; written `file:12` or `file:12-14`."""

    file: str
    """The source's name as a reader would find it: a path below the show, else the file's own name."""
    first_line: int
    """1-based."""
    last_line: int
    """1-based, inclusive; equal to `first_line` for one line."""

    def __str__(self) -> str:
        span = f"-{self.last_line}" if self.last_line != self.first_line else ""
        return f"{self.file}:{self.first_line}{span}"


KINDS = ("body", "heading", "stamp", "caption", "credit", "promo", "furniture", "blank")
"""What a line of a source can be; only `body` (and a heading, as a title) is ever told."""

LISTED = "as-listed"
"""The order of what an editor put so, what matters most first: nothing says when it was written."""
ORDERS = ("newest-first", "oldest-first", LISTED)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source and how it was read."""

    n: int
    """1-based."""
    text: str
    kind: str
    """One of KINDS."""
    reason: str
    """Why it was read so, for people."""
    confidence: float
    """0 to 1."""
    file: str = ""
    """Where it stands, if not in the file that the briefing is named after."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One body line: a paragraph of an update."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Origin:
    """Who published an update, as far as its source says; what it does not say is empty."""

    publisher: str = ""
    """The publisher's or the feed's name."""
    url: str = ""
    """Where it can be read."""
    licence: str = ""
    """The licence or the copyright line, as written."""
    published: str = ""
    """When: ISO 8601 with the source's own offset where the source's date can be read, else as written."""
    title: str = ""
    """Of the page, the live blog or the feed that it stood in."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that came with an update. It is not told."""

    url: str = ""
    caption: str = ""
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Quote:
    """Somebody's own words in an update."""

    speaker: str
    text: str
    """The words, without marks."""
    confidence: float = 1.0
    """0 to 1: how sure it is that they are this speaker's; 1 where a human says so."""


SURE = 0.6
"""The confidence from which on an update surely starts where it does."""


@dataclass(frozen=True, slots=True)
class Update:
    """One update of a live blog, or one item of news: what was added in one go."""

    id: str
    """Stable within the briefing: `u01`, `u02` … in the order of the file."""
    start: int
    """The 1-based line on which it starts."""
    paragraphs: tuple[Paragraph, ...]
    """At least one; the first is the lead."""
    confidence: float
    """0 to 1: how sure it is that an update starts here."""
    reason: str = ""
    """Why an update starts here, for people."""
    heading: str = ""
    """The source's own heading, if it has one."""
    time: str = ""
    """`HH:MM` on the source's own clock, where its stamp says so for sure."""
    stamp: str = ""
    """The stamp as written, if it has one: `6.14pm GMT`, `2h ago`."""
    date: str = ""
    """The day that its stamp or its dateline names, as written."""
    place: str = ""
    """Where its dateline says that it was written: `Kyiv`."""
    byline: str = ""
    """Who wrote it, where the source says so; never spoken."""
    actors: tuple[str, ...] = ()
    """People and organisations that it is about, the main one first."""
    importance: int = 0
    """Pinned by a human: 1 (least) to 5 (most); 0 = not pinned."""
    skip: bool = False
    """A human said: leave it out."""
    origin: Origin | None = None
    """Who published it, where that is known."""
    images: tuple[Image, ...] = ()
    """The pictures that stood with it, with their captions; they are not told."""
    pin: bool = False
    """A human said: this opens the day."""
    quotes: tuple[Quote, ...] = ()
    """Who says what, where a human or the source says so; it counts before what the text shows."""
    kind: str = ""
    """What kind of item it is, in the newsroom's word: `brief`, `background` and `correction` are told so; empty for plain news."""
    related: tuple[str, ...] = ()
    """What it belongs with, as a human or the source says: ids or titles of other items, or addresses."""

    @property
    def sure(self) -> bool:
        """Whether it surely starts where it does; else that is a guess, for a human to look at."""
        return self.confidence >= SURE

    @property
    def timed(self) -> bool:
        """Whether the source says when it was written."""
        return bool(self.stamp or self.time)


@dataclass(frozen=True, slots=True)
class Briefing:
    """What came in: every line of it accounted for, and the updates made of the lines that are told."""

    file: str
    """The name that sources carry."""
    sha256: str
    """Of the bytes that were read."""
    order: str
    """One of ORDERS: how the updates stand in the file."""
    lines: tuple[Line, ...]
    updates: tuple[Update, ...]
    """In the order of the file."""

    def place_of(self, line: Line) -> Source:
        """Where a line stands."""
        return Source(line.file or self.file, line.n, line.n)

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all sources that its lines and updates come from, each once, in order."""
        told = (p.source.file for update in self.updates for p in update.paragraphs)
        return tuple(dict.fromkeys([*(line.file or self.file for line in self.lines), *told])) or (self.file,)

    @property
    def chars(self) -> int:
        """How many characters its lines have."""
        return sum(len(line.text) for line in self.lines)
