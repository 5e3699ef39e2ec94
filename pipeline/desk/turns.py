"""Which of many episodes is built when: side by side, but for those of one show and those of one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from pipeline.desk import briefings, day, opening
from pipeline.desk.order import Order
from pipeline.errors import EpisodeError


@dataclass(frozen=True, slots=True)
class Wanted:
    """One episode to build."""

    briefing: str
    """A file or an address; empty for the newest of the show."""
    home: Path
    """The folder that the build is started in: the show's, or that of the command."""

    @property
    def name(self) -> str:
        """For people."""
        return self.briefing or str(self.home)


@dataclass(frozen=True, slots=True)
class Turn:
    """What decides which of several is built first."""

    output: Path
    """Where its episode goes."""
    date: dt.date
    is_later: bool
    """Of one day: its name is more than the date."""
    memory: Path | None
    """The show whose memory says what is news in it; none where nothing is remembered, or all is told again."""

    @property
    def rank(self) -> tuple[dt.date, bool]:
        """Of those that meet, the lowest is built first: the one of the earlier date, of one day the one whose name is the date alone."""
        return self.date, self.is_later

    def meets(self, other: Turn | None) -> bool:
        """Whether the two cannot be built side by side: of one show, or of one day in one place, where both may want the same folder."""
        if other is None:
            return False
        return (self.memory is not None and self.memory == other.memory) or (self.output, self.date) == (other.output, other.date)


Turns: TypeAlias = Mapping[Wanted, Turn | None]


def turn_of(wanted: Wanted, order: Order) -> Turn | None:
    """When it is built; none where that cannot be told: its own build says what is wrong."""
    try:
        found = opening.find(wanted.home)
        names = [wanted.briefing] if wanted.briefing else list(found.sources) or [day.given("", found, date=day.asked(order.date)).name]
        output = order.out or found.path("output") or wanted.home / "output"
        date = day.date_of(order.date, briefings.BETWEEN.join(names), dt.date.today())
    except (EpisodeError, ValueError):
        return None
    remembers = found.folder is not None and not (order.repeats or found.repeats)
    return Turn(output.absolute(), date, bool(day.slug(wanted.briefing)), found.folder.resolve() if found.folder and remembers else None)


def to_build(wanted: Sequence[Wanted], turns: Turns, stands: Callable[[Wanted], bool]) -> list[Wanted]:
    """Those that do not stand as they would be made: from the first of a show on that does not, its own build says so of each later one."""
    made: list[Turn] = []
    found = []
    for each in sorted(wanted, key=lambda one: turn.rank if (turn := turns[one]) else (dt.date.min, False)):
        turn = turns[each]
        if (turn is None or not any(turn.meets(one) for one in made)) and stands(each):
            continue
        found.append(each)
        made += [turn] if turn else []
    return [each for each in wanted if each in found]


def following(waiting: Sequence[Wanted], running: Sequence[Wanted], turns: Turns) -> Wanted | None:
    """The first that may begin: one that meets none that is being built, nor one that waits and comes before it."""
    for place, each in enumerate(waiting):
        own = turns[each]
        if own is None:
            return each
        if any(own.meets(turns[one]) for one in running):
            continue
        before = (turn for at, one in enumerate(waiting) if (turn := turns[one]) and (*turn.rank, at) < (*own.rank, place))
        if not any(own.meets(turn) for turn in before):
            return each
    return None
