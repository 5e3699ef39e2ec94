"""The voices there are, as a user wants to see them: those of the show's language first, the best of them first, and how fast they are."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from pipeline.errors import EngineError
from pipeline.model import Voice
from pipeline.speak import speed
from pipeline.speak.best import is_kind_of, near, quality
from pipeline.speak.engine import Engine, engine_names, load_engine

NO_LANGUAGE = 3
"""How near `best.near` says a voice is that does not say what it speaks."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A voice in the list."""

    voice: Voice
    speed_x: float | None
    """Of its engine: seconds of speech a second of work on this machine; none where it was not measured."""
    paid: bool
    """Whether its engine charges, as it is set up now."""


def listing(language: str, *, engine: str = "", only: str = "", on_timing: Callable[[str], None] | None = None) -> tuple[Listed, ...]:
    """The voices of all engines that can be used here, the most useful for a show in `language` first.

    `engine` is the one that is wanted, if not all are; `only` the language that is wanted: `en` or `en-GB`. With `on_timing`, the speed of
    each engine that is listed is measured where it was not before: it is called with the engine's name beforehand. Raises
    EngineUnavailable for a wanted engine that is not there or cannot be used.
    """
    found: list[tuple[tuple[float, ...], Listed]] = []
    with ExitStack() as closing:
        for name in (engine,) if engine else engine_names():
            try:
                loaded = load_engine(name)
                closing.callback(loaded.close)
                voices = [voice for voice in loaded.voices() if not only or is_kind_of(voice.language, only)]
                paid = bool(getattr(loaded, "paid", False))
            except EngineError:
                if engine:
                    raise
                continue
            speed_x = _speed(loaded, on_timing) if voices and on_timing is not None else None
            found += [(_order(loaded, voice, language), Listed(voice, speed_x, paid)) for voice in voices]
    return tuple(listed for _, listed in sorted(found, key=lambda one: one[0]))


def _order(engine: Engine, voice: Voice, language: str) -> tuple[float, ...]:
    """First what speaks the show's language, by quality, then by accent; then what does not say what it speaks; then all others."""
    rank = near(voice, language)
    group = 2 if rank is None else int(rank == NO_LANGUAGE)
    return group, -(quality(engine) or 0.0), rank or 0


def _speed(engine: Engine, on_timing: Callable[[str], None]) -> float | None:
    """Of the engine's default voice; none where it makes no sense to measure it, or where it does not speak."""
    if not speed.is_measured(engine):
        return None
    try:
        voice = engine.default_voice
        if (before := speed.known(engine, voice)) is not None:
            return before
        on_timing(engine.name)
        return speed.measure(engine, voice)
    except EngineError:
        return None
