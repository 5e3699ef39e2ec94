"""What of a day's updates is told no more, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.edit.pieces import Piece
from pipeline.edit.said import leans
from pipeline.model import Source


@dataclass(slots=True)
class Overtaken:
    """What goes, and why."""

    pieces: dict[str, list[Piece]]
    """What is left of each update."""
    reasons: dict[Source, str] = field(default_factory=dict)
    """Of each paragraph of which something goes, why."""
    stale: set[str] = field(default_factory=set)
    """The updates whose first words go: none of them opens anything, though the rest is told."""
    outgrown: dict[str, str] = field(default_factory=dict)
    """By update whose count of the dead is told still, for what it says beside: the one with the last count. It opens nothing either."""
    notes: tuple[str, ...] = ()
    """For a producer: two figures of the same that contradict each other."""

    def drop(self, gone: Sequence[Piece], why: str, *, remarks: bool = False) -> None:
        """Let sentences go, and what leans on them in their update; with `remarks`, what somebody is quoted with right behind them as well."""
        for piece in gone:
            own = self.pieces[piece.update]
            if piece not in own:
                continue
            at = own.index(piece)
            end = at + 1
            while end < len(own) and (
                own[end].quote or own[end].lead_in or leans(own[end].text) or (remarks and own[end].text.endswith(":"))
            ):
                end += 1
            for each in own[at:end]:
                self.reasons.setdefault(each.source, why)
            self.pieces[piece.update] = [*own[:at], *own[end:]]
