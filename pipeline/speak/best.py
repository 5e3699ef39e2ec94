"""The best voice that is installed and works: for `engine = "auto"`."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass

from pipeline.errors import EngineError, EngineUnavailable
from pipeline.model import Voice
from pipeline.speak import speed
from pipeline.speak.engine import Engine, engine_names, load_engine

TRIES = 3
"""How many voices of an engine are tried before the next engine: one damaged file does not rule it out."""

AMERICAN = frozenset({"en-us", "en-ca", "en-ph"})
"""Shows of these kinds of English sound more at home with an American voice, all others with a British one."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which voice speaks where the show leaves it open."""

    voice: str
    """`engine:voice`, for the anchor."""
    quotes: tuple[str, ...]
    """Other voices of the engine for those who are quoted, the best first; empty where it has none."""
    why: str
    """One plain sentence for the user."""


def best(language: str) -> Choice:
    """The best voice for a show in `language` (`en-GB`), proved by speaking once: what was proved before is not spoken again.

    Engines are ranked by their `quality`; those without one are never chosen, nor is one that charges. Raises EngineUnavailable
    where none works.
    """
    failed: list[tuple[str, EngineError]] = []
    with ExitStack() as closing:
        engines = _ranked(closing)
        for place, engine in enumerate(engines):
            try:
                voice, others = _working(engine, language)
            except EngineError as error:
                failed.append((engine.name, error))
                continue
            installed = (engine.name, *(other.name for other in engines[place + 1 :] if _is_installed(other)))
            return Choice(voice, others, f"{voice}: {_because(failed, installed)}")
    raise EngineUnavailable(
        f"No engine works here: {_because(failed, ())}" if failed else "No engine works here", remedy="Run `episode doctor`."
    )


def below(name: str) -> tuple[str, ...]:
    """The engines that may speak where one is too slow, the best first: those that rank below it; all that rank, where it does not."""
    with ExitStack() as closing:
        names = [engine.name for engine in _ranked(closing)]
    return tuple(names[names.index(name) + 1 :] if name in names else names)


def near(voice: Voice, language: str) -> int | None:
    """How well a voice suits a show's language: 0 its region, 1 the nearest accent, 2 the same language, 3 unknown; none for another."""
    spoken, wanted = (text.lower().replace("_", "-") for text in (voice.language, language))
    accent = "en-us" if wanted in AMERICAN else "en-gb"
    if not spoken or not wanted:
        return 3
    if is_kind_of(spoken, wanted):
        return 0
    if wanted.startswith("en-") and is_kind_of(spoken, accent):
        return 1
    return 2 if spoken.partition("-")[0] == wanted.partition("-")[0] else None


def is_kind_of(language: str, wanted: str) -> bool:
    """Whether a language is that which is wanted, or a kind of it: `en-GB-x-rp` is a kind of `en-GB` and of `en`."""
    spoken, general = (text.lower().replace("_", "-") for text in (language, wanted))
    return spoken == general or spoken.startswith(f"{general}-")


def quality(engine: Engine) -> float | None:
    """What the engine says of itself; none for one that says nothing of use."""
    stated = getattr(engine, "quality", None)
    return float(stated) if isinstance(stated, int | float) and not isinstance(stated, bool) and math.isfinite(stated) else None


def _ranked(closing: ExitStack) -> list[Engine]:
    """The engines that may be chosen, the best first. They are closed with `closing`."""
    found: list[tuple[float, Engine]] = []
    for name in engine_names():
        try:
            engine = load_engine(name)
            closing.callback(engine.close)
            stated = quality(engine)
            if stated is not None and name != "tone" and not getattr(engine, "paid", False):
                found.append((stated, engine))
        except EngineError:
            continue
    return [engine for _, engine in sorted(found, key=lambda one: -one[0])]


def _working(engine: Engine, language: str) -> tuple[str, tuple[str, ...]]:
    """A voice that really spoke, and those for quotes. Raises EngineError."""
    ranked = [(rank, voice) for voice in engine.voices() if (rank := near(voice, language)) is not None]
    fitting = [voice for _, voice in sorted(ranked, key=lambda one: one[0])]
    trouble: EngineError = EngineUnavailable(f"It has no voice for {language}", where=engine.name)
    for voice in fitting[:TRIES]:
        try:
            engine.check(_inside(voice.name))
            speed.measure(engine, _inside(voice.name))
        except EngineUnavailable as error:
            trouble = error
            continue
        return voice.name, _quotes(engine, voice, fitting, language)
    raise trouble


def _quotes(engine: Engine, anchor: Voice, fitting: Sequence[Voice], language: str) -> tuple[str, ...]:
    """The engine's own second voices, else those of the region first, and among them those of the other gender."""
    own: tuple[str, ...] = tuple(getattr(engine, "quote_voices", ()))

    def rank(voice: Voice) -> tuple[int, int, bool]:
        inside = _inside(voice.name)
        return own.index(inside) if inside in own else len(own), near(voice, language) or 0, voice.gender == anchor.gender

    return tuple(voice.name for voice in sorted(fitting, key=rank) if voice.name != anchor.name)


def _is_installed(engine: Engine) -> bool:
    """As far as it can be told without starting it."""
    try:
        engine.fingerprint(engine.default_voice)
    except EngineError:
        return False
    return True


def _because(failed: Sequence[tuple[str, EngineError]], installed: Sequence[str]) -> str:
    if not failed:
        return f"the best of what is installed ({', '.join(installed)})"
    told = [f"{name} ({_short(error)})" for name, error in failed]
    return f"{told[0].replace(' (', ' cannot be used (', 1)}{''.join(f', nor {one}' for one in told[1:])}"


def _short(error: EngineError) -> str:
    """What is wrong, and the command that helps, where the remedy names one."""
    command = re.search(r"`([^`]+)`", error.remedy)
    remedy = command[1] if command else error.remedy.rstrip(".")
    return f"{error.message}: {remedy}" if remedy else error.message


def _inside(name: str) -> str:
    """The voice's name inside its engine."""
    return name.partition(":")[2]
