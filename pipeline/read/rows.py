"""A line while it is being read: what is known of it so far."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.read.stamps import Stamp

BYLINE = "a byline"
"""The reason of lines that say who wrote an update."""
ABOUT = "about the writer"
"""The reason of sentences on who wrote it."""
POST = "who wrote the post above it"
"""The reason of lines that say so."""
SIGN_OFF = "who else worked on it"
"""The reason of lines that say so, below a story."""
TITLE = "no full stop, the title above the text"
"""The reason of the heading that stands above the whole page."""
IN_HEAD = "no full stop, in the page's head above the text"
"""The reason of what else stands there."""


@dataclass(slots=True)
class Row:
    """A line with text, its kind once it is known, and why."""

    n: int
    """1-based."""
    text: str
    kind: str = ""
    """One of KINDS; empty while its neighbours must say."""
    reason: str = ""
    sure: float = 0.0
    stamp: Stamp | None = None
    """For a line that is a stamp."""
    inline: bool = False
    """True where a stamp stands in front of the text."""
    links: bool = False
    """True for the title of a list of links."""

    def set(self, kind: str, reason: str, sure: float) -> Row:
        """Decide the row; gives it back."""
        self.kind, self.reason, self.sure = kind, reason, sure
        return self

    @property
    def open(self) -> bool:
        """True while its neighbours must say what it is."""
        return not self.kind

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def next_kind(rows: list[Row], i: int) -> str:
    """The kind of the row below; empty for one that is open, and below the last."""
    return rows[i + 1].kind if i + 1 < len(rows) else ""
