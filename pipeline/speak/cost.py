"""What speaking will cost, for engines that charge: a figure to be shown before the first paid request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from pipeline.model import Utterance


@dataclass(frozen=True, slots=True)
class Estimate:
    """What would be asked of engines that charge. `not estimate` where nothing would."""

    requests: int = 0
    characters: int = 0
    """As they would be sent."""
    cost_usd: float | None = 0.0
    """US dollars; none where a price is not known."""
    engines: tuple[str, ...] = ()
    """Who charges, and where: for people."""

    def __bool__(self) -> bool:
        return self.requests > 0

    def __add__(self, other: Estimate) -> Estimate:
        known = self.cost_usd is not None and other.cost_usd is not None
        return Estimate(
            self.requests + other.requests,
            self.characters + other.characters,
            (self.cost_usd or 0.0) + (other.cost_usd or 0.0) if known else None,
            tuple(dict.fromkeys((*self.engines, *other.engines))),
        )

    def __str__(self) -> str:
        if not self:
            return "nothing that costs money"
        cost = "at a price that is not known" if self.cost_usd is None else f"about ${self.cost_usd:.2f}"
        if self.cost_usd and self.cost_usd < 0.01:
            cost = "less than $0.01"
        plural = "" if self.requests == 1 else "s"
        return f"{self.requests:,} request{plural} with {self.characters:,} characters to {' and '.join(self.engines)}, {cost}"


class Paid(Protocol):
    """What an engine that charges has beside the methods of `Engine`; one without `paid` is free."""

    @property
    def paid(self) -> bool:
        """Whether speaking costs money, as it is set up now."""

    def estimate(self, utterances: Sequence[Utterance]) -> Estimate:
        """What these would take, each voice being the one inside the engine. Asks nothing of anybody."""
