"""The best voice that is installed and works: for `engine = "auto"`."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.speak.engine import default_voice


@dataclass(frozen=True, slots=True)
class Choice:
    """Which voice speaks where the show leaves it open."""

    voice: str
    """`engine:voice`, for the anchor."""
    quotes: tuple[str, ...]
    """Other voices of the engine for those who are quoted."""
    why: str
    """One plain sentence for the user."""


def best(language: str) -> Choice:
    """The best voice for a show in `language`."""
    voice = default_voice()
    return Choice(voice, (), f"{voice}: the one that is always there")
