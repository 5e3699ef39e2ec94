"""The seam: what a speech engine is to us, how one is found by name, and what is said when it is not there."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Protocol

from pipeline.errors import EngineError, EngineUnavailable
from pipeline.model import Voice

GROUP = "episode.engines"
"""The entry-point group: a package that names a class here adds an engine; the class is called without arguments."""

LIST_VOICES = "Run `episode voices` to see what there is."

BUILT_IN = {
    "pyttsx3": "pipeline.speak.pyttsx3_engine:Pyttsx3Engine",
    "tone": "pipeline.speak.tone:ToneEngine",
    "piper": "pipeline.speak.piper_engine:PiperEngine",
    "kokoro": "pipeline.speak.kokoro_engine:KokoroEngine",
    "openai": "pipeline.speak.openai_engine:OpenAIEngine",
}
"""Known without entry points, so that a checkout works uninstalled; nobody else's package can take these names."""

BESIDE = {"recording": "pipeline.desk.recorded:RecordingEngine"}
"""What stands behind the same seam and is nobody's voice: it is listed nowhere, and no role can be given to it."""

DEFAULT_ENGINE = "pyttsx3"


class Engine(Protocol):
    """A speech engine. `voice` is always the voice's name inside the engine, without `engine:` before it.

    Several threads may call `speak` at the same time. An engine raises nothing but EngineError and its kinds for
    what can go wrong outside the program.

    An engine may say more of itself, with attributes that are not asked of every one:

    - `notation`: how it takes sounds inside a text, as one of the lexicon's notations (`espeak`, `piper`, `kokoro`, `alias`);
    - `workers`: how many texts it takes at a time, where the work is done elsewhere;
    - `paid` and `estimate`: that it charges, and how much (`cost.Paid`);
    - `recorded`: what it gives was said by somebody: it follows from the fingerprint alone, whatever the text; it takes no time to speak of,
      and is given here, by no other machine. `called` is how people name such a voice;
    - `quality`: a number that ranks it where the user leaves the choice to us (`engine = "auto"`). pyttsx3 has 10, Piper 20,
      Kokoro 30. One without it is never chosen, and one that charges is not either;
    - `quote_voices`: its voices that cannot be taken for the default one, the best first, for those who are quoted.
    """

    @property
    def name(self) -> str:
        """What stands before the colon in `engine:voice`."""

    @property
    def default_voice(self) -> str:
        """The voice that the bare engine name means."""

    def voices(self) -> tuple[Voice, ...]:
        """All voices, the most useful first. Raises EngineUnavailable."""

    def check(self, voice: str) -> None:
        """Raise EngineUnavailable, with the remedy, unless this voice can speak now."""

    def fingerprint(self, voice: str) -> str:
        """What this voice's sound depends on beside its name, rate and text: engine, versions, model. Part of the cache key.

        Another voice that comes or goes must not change it. Must be cheap: it is asked for even when every clip comes from the
        cache. Raises EngineUnavailable.
        """

    def speak(self, text: str, voice: str, rate_wpm: int, target: Path) -> None:
        """Write `text`, spoken whole, to `target` as a 16-bit mono WAV file. Raises EngineError.

        `text` holds a letter or digit. Whatever stands at `target` is replaced; after an error nothing of use is there.
        An engine that knows when each word begins says so beside the file (`word_times.write`).
        """

    def close(self) -> None:
        """Let go of processes and models; speaking that goes on in other threads ends with an error at once."""


@dataclass(frozen=True, slots=True)
class EngineStatus:
    """Whether an engine can be used on this machine."""

    name: str
    usable: bool
    why_not: str = ""
    remedy: str = ""


def engine_names() -> tuple[str, ...]:
    """The names of all engines that are installed, built-in ones first."""
    return tuple(dict.fromkeys((*BUILT_IN, *sorted(point.name for point in metadata.entry_points(group=GROUP)))))


def load_engine(name: str) -> Engine:
    """A new engine of that name; the caller closes it. Raises EngineUnavailable where there is none or it does not load."""
    if ours := BUILT_IN.get(name) or BESIDE.get(name):
        point = metadata.EntryPoint(name, ours, GROUP)
    else:
        found = tuple(metadata.entry_points(group=GROUP, name=name))
        if not found:
            raise EngineUnavailable(f"There is no engine “{name}”{near(name, engine_names())}", where=name, remedy=LIST_VOICES)
        point = found[0]
    try:
        engine: Engine = point.load()()
    except (ImportError, AttributeError) as error:
        raise EngineUnavailable(
            f"The engine “{name}” does not load ({error})", where=point.value, remedy="Install the package that brings it again."
        ) from error
    return engine


# ── engines that stay loaded between one use and the next ────────────────────────────────────────────────

_kept: dict[str, Engine] = {}
_keeping: list[None] = []
_listing: list[None] = []


@contextmanager
def kept(*, listing: bool = False, begin: str = "", usual: bool = False) -> Iterator[None]:
    """Engines that are loaded in here stay loaded until its end, for whoever often has a little to say. One thread at a time may speak.

    With `listing` those that only list or check voices are kept, too: a build that lists them will speak. A voice that is installed
    meanwhile is not seen. The engine that `begin` names starts at once, beside what comes before it is asked, with its default voice where
    that is the `usual` one; what is wrong with it is told when it is asked.
    """
    _keeping.append(None)
    if listing:
        _listing.append(None)
    try:
        if begin:
            with suppress(EngineError), lent(begin, to_list=listing) as engine:
                getattr(engine, "begin", lambda usual: None)(usual)
        yield
    finally:
        if listing:
            _listing.pop()
        _keeping.pop()
        if not _keeping:
            for engine in tuple(_kept.values()):
                let_go(engine)


@contextmanager
def lent(name: str, *, to_list: bool = False) -> Iterator[Engine]:
    """The engine of that name, for speaking or only `to_list` its voices; closed behind it where it is not kept. Raises EngineUnavailable."""
    keep = bool(_listing if to_list else _keeping)
    engine = (_kept.get(name) if keep else None) or load_engine(name)
    if keep:
        _kept[name] = engine
    try:
        yield engine
    finally:
        if not keep:
            engine.close()


def let_go(engine: Engine) -> None:
    """Close an engine, kept or not: the next that is wanted is loaded anew."""
    for name in [name for name, each in _kept.items() if each is engine]:
        del _kept[name]
    engine.close()


def split_name(name: str) -> tuple[str, str]:
    """`engine:voice` as its two halves; the second is empty for a bare engine name. Raises EngineUnavailable for neither."""
    engine, _, voice = name.strip().partition(":")
    if not engine:
        raise EngineUnavailable("A voice is written engine:voice", where=name, remedy=LIST_VOICES)
    return engine, voice


def near(name: str, known: Iterable[str]) -> str:
    """` (did you mean “a” or “b”?)` for names that look like it, else nothing."""
    lower = {candidate.lower(): candidate for candidate in known}
    matches = difflib.get_close_matches(name.lower(), lower, n=3, cutoff=0.6)
    return f" (did you mean {' or '.join(f'“{lower[match]}”' for match in matches)}?)" if matches else ""


def available_voices(only: str = "") -> tuple[Voice, ...]:
    """The voices of every engine that can be used here, or of one; `engine_report` says why one is missing."""
    voices: list[Voice] = []
    for name in (only,) if only else engine_names():
        try:
            with lent(name, to_list=True) as engine:
                voices += engine.voices()
        except EngineError:
            continue
    return tuple(voices)


def engine_report() -> tuple[EngineStatus, ...]:
    """Every engine and whether its default voice could speak now; engines are really started to find out."""
    return tuple(_status(name) for name in engine_names())


def _status(name: str) -> EngineStatus:
    try:
        engine = load_engine(name)
        try:
            engine.check(engine.default_voice)
        finally:
            engine.close()
    except EngineError as error:
        return EngineStatus(name, False, error.message, error.remedy)
    return EngineStatus(name, True)


def check_voice(name: str) -> str:
    """The full name `engine:voice` for what `--voice` or the settings say. Raises EngineUnavailable where it cannot speak."""
    engine_name, voice = split_name(name)
    with ExitStack() as closing:
        try:
            engine = closing.enter_context(lent(engine_name, to_list=True))
        except EngineUnavailable as error:
            # Somebody may have left the engine's name out: `gmw/en-us` for `pyttsx3:gmw/en-us`.
            meant = [known.name for known in available_voices() if known.name.endswith(f":{name}")]
            if meant:
                raise EngineUnavailable(f"A voice is written engine:voice, so “{meant[0]}”", where=name, remedy=LIST_VOICES) from error
            raise
        voice = voice or engine.default_voice
        engine.check(voice)
    return f"{engine_name}:{voice}"


def notation(name: str) -> str:
    """How the voice `engine:voice` takes sounds: `espeak`, `piper`, `kokoro` or `alias` of the lexicon's notations, or empty for not at all.

    An engine says it with an attribute `notation`; one without it is given words as they are spelled.
    """
    with lent(split_name(name)[0], to_list=True) as engine:
        return str(getattr(engine, "notation", ""))


def default_voice() -> str:
    """The full name of the voice that speaks where nobody chose one. Does not check that it can."""
    with lent(DEFAULT_ENGINE, to_list=True) as engine:
        return f"{DEFAULT_ENGINE}:{engine.default_voice}"
