"""The roles of a script, as the settings and the short lists name them."""

from __future__ import annotations

from collections.abc import Mapping

ANCHOR, QUOTE, WOMEN, MEN = "anchor", "quote", "women", "men"
RULES = (ANCHOR, QUOTE, WOMEN, MEN)
"""What the settings can name beside roles and names."""


def brief(voices: Mapping[str, str]) -> dict[str, str]:
    """Each role's voice in short: `anchor`, `quote`, and the roles that have a voice of their own."""
    short: dict[str, str] = {}
    for role, voice in voices.items():
        part = ANCHOR if key(role) == ANCHOR else QUOTE if quotes(key(role)) else role
        short[part if short.get(part, voice) == voice else role] = voice
    return short


def quotes(key: str) -> bool:
    """Whether a role, by its key, speaks somebody else's words."""
    return key in (QUOTE, "voice") or key.startswith("voice of ")


def key(role: str) -> str:
    """A role's name, whatever its capitals and spaces."""
    return " ".join(role.casefold().split())
