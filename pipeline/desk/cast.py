"""Who speaks: each role of a script and its voice, from the command, the show's settings and the engine's own choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline import speak
from pipeline.desk.show import Show

ANCHOR, QUOTE = "anchor", "quote"

QUOTE_VOICES = ("pyttsx3:gmw/en-us+david", "tone:low")
"""Second voices that are easy to tell from their engine's default and as easy to follow; where an engine has none of them,
its first other voice of the language. (`+david` has fewer errors than `+f5`, and lies as far from the anchor.)"""


def cast(roles: Iterable[str], show: Show, engine: str, chosen: Sequence[tuple[str, str]]) -> dict[str, str]:
    """Each role's voice as `engine:voice`, checked: it can speak now.

    `chosen` is what the command says and comes first: (role, voice); a bare engine name for the anchor is a choice of engine.
    A role that the settings do not name has the quote voice where it begins with “Voice of”, else the anchor's.
    """
    asked = {_key(role): voice for role, voice in chosen}
    if ":" not in asked.get(ANCHOR, ":"):
        engine = engine or asked.pop(ANCHOR)
    # A choice of engine for this time sets aside the settings' voices of other engines: `--engine tone` needs no voice.
    settings = {_key(role): voice for role, voice in show.voices if not engine or voice.partition(":")[0] == engine}
    named = settings | asked
    voices: dict[str, str] = {}
    checked: dict[str, str] = {}
    for role in roles:
        key = _key(role)
        part = key if key in named else QUOTE if _quotes(key) else ANCHOR
        if part not in checked:
            wanted = named.get(part) or (engine or show.engine if part == ANCHOR else _second(engine or show.engine, show))
            checked[part] = speak.check_voice(wanted)
        voices[role] = checked[part]
    return voices


def parts(voices: Mapping[str, str]) -> dict[str, str]:
    """The same in short: `anchor`, `quote`, and the roles that have a voice of their own."""
    short: dict[str, str] = {}
    for role, voice in voices.items():
        part = ANCHOR if _key(role) == ANCHOR else QUOTE if _quotes(_key(role)) else role
        short[part if short.get(part, voice) == voice else role] = voice
    return short


def _quotes(key: str) -> bool:
    return key in (QUOTE, "voice") or key.startswith("voice of ")


def _key(role: str) -> str:
    return " ".join(role.casefold().split())


def _second(engine: str, show: Show) -> str:
    """The quote voice of an engine: not its default, and of the show's language."""
    first = speak.check_voice(engine)
    there = [voice for voice in speak.available_voices() if voice.engine == engine and voice.name != first]
    names = [voice.name for voice in there]
    preferred = [name for name in QUOTE_VOICES if name in names]
    spoken_here = [voice.name for voice in there if not voice.language or voice.language[:2] == show.language[:2]]
    return next(iter((*preferred, *spoken_here, first)))
