"""British or American: the one setting that decides how numbers, dates and units are said."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Style:
    """How English is spoken."""

    british: bool

    @property
    def percent(self) -> str:
        """The words for %."""
        return "per cent" if self.british else "percent"


BRITISH = Style(british=True)
AMERICAN = Style(british=False)


@lru_cache(maxsize=64)
def style_of(name: str) -> Style:
    """The style of a language tag: American for en-US and its neighbours, else British; any text is an answer, never an error."""
    tag = name.replace("_", "-").casefold()
    return AMERICAN if tag in {"en-us", "en-ca", "en-ph", "en-pr", "us", "american"} else BRITISH
