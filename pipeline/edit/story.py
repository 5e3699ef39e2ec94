"""A story in the making: the updates that will be one, and what is known of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.model import Update


@dataclass(slots=True)
class Group:
    """Updates that will be one story."""

    updates: list[Update]
    actor: str = ""
    """The main actor's fullest form; empty for what others said, or for nobody."""
    others: bool = False
    """True for the story that joins what others did and said."""
    mixed: bool = False
    """True where some of its updates have nothing in common but that they are short: what opens it gives it its title."""
    score: float = 0.0
    lead: str = ""
    """The id of the update that opens it: pinned highest, else the one that holds most of the day's matter."""
    why: list[str] = field(default_factory=list)
    """Why its updates are together, what gives it its weight, why that one opens it: for people."""
    led: set[str] = field(default_factory=set)
    """The ids of its updates that say themselves that they were before what opens it: talks before a deal, a lower count of the dead."""
    steps: set[str] = field(default_factory=set)
    """Those of them that are no news once it is known how it ended."""
    routine: bool = False
    """True where all of it only arranges or leads up to something, or explains."""
    runs_on: bool = False
    """True where its updates run on through the day by their stamps, and no main voice says what the day is about."""
    since: str = ""
    """The show's own words before what is new in it, where an earlier edition told it."""

    @property
    def words(self) -> int:
        """How many words its updates have."""
        return sum(len(p.text.split()) for update in self.updates for p in update.paragraphs)
