"""One text, spoken by one voice after another: to choose a voice by ear. Each is announced, and each has a chapter of its own."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline import mix, publish, speak, write
from pipeline.desk import job
from pipeline.desk.order import Order, Watch
from pipeline.desk.show import Show
from pipeline.desk.soundtrack import sounding
from pipeline.desk.stages import Clock
from pipeline.errors import EngineError, EngineUnavailable
from pipeline.model import Clip, Delivery, Programme, Script, Section, Segment, Sentence, Tags, Utterance

MOST = 12
"""Voices that are heard where nobody named them: at 15 s each, three minutes."""

FILE = "audition.mp3"
TITLE = "Audition"

ALOUD = {"pyttsx3": "Py TTS X 3", "openai": "OpenAI", "tone": "the tone engine"}
"""How the names of engines are said, where it is not as they are written."""

LETTERS = 3
"""A part of a name that is shorter is spelled (`bf`, `GB`, `x`); one of this length where it has no vowel (`tts`, not `joe` or `sky`)."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a command asks for; what is empty is decided by the show and by what is installed."""

    text: str
    voices: tuple[str, ...] = ()
    """As the command named them: `engine:voice`, an engine's name, or a voice of `engine`."""
    engine: str = ""
    language: str = ""
    out: Path | None = None
    """The MP3; a folder is where it goes under its usual name."""
    yes: bool = False
    """The user agrees to what an engine charges."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What was made."""

    programme: Programme
    voices: tuple[str, ...]
    """`engine:voice`, one a chapter."""
    more: int
    """Voices that would have fitted as well."""


def audition(wish: Wish, show: Show, watch: Watch) -> Heard:
    """Speak the text with each voice into one mastered MP3, all equally loud. Raises EpisodeError."""
    clock = Clock(watch)
    voices, more = _named(wish) if wish.voices else _fitting(wish, show, watch)
    script = _script(" ".join(wish.text.split()), voices, show)
    utterances = write.utterances(
        script,
        {voice: Delivery(voice) for voice in voices},
        rate_wpm=show.rate_wpm,
        language=show.language,
        notation=speak.notation,
        lexicon_files=show.lexicon_files,
    )
    job.consent(Order(yes=wish.yes), speak.estimate(utterances), watch)
    with clock("speak"):
        clips = _spoken(utterances, clock)
    with clock("mix"):
        tags = Tags(script.title, show.title, script.date, job.DISCLOSURE, publish.draw_cover(script.title, show.title, script.date))
        target = _target(wish.out, show)
        programme = mix.mix(script, clips, target, tags=tags, how=sounding(show, music=False), on_progress=clock.share)
    return Heard(programme, voices, more)


def called(name: str) -> str:
    """How a voice is announced: `kokoro:bf_emma` is “BF Emma, of Kokoro”."""
    engine, _, voice = name.partition(":")
    # espeak-ng's `gmw/` and a server's model are folders of voices, not their names; `#` stands before a speaker, `+` before a variant.
    parts = [part for part in re.split(r"[\W_]+", voice.rpartition("/")[2]) if part]
    said = " ".join(part.upper() if _is_spelled(part) else part[:1].upper() + part[1:] for part in parts)
    return f"{said or voice}, of {ALOUD.get(engine, engine[:1].upper() + engine[1:])}"


def _is_spelled(part: str) -> bool:
    return len(part) < LETTERS or (len(part) == LETTERS and not re.search(r"[aeiouy]", part, re.IGNORECASE))


def _named(wish: Wish) -> tuple[tuple[str, ...], int]:
    """The voices that were named, each once, checked: it can speak now."""
    engine = wish.engine
    full = [f"{engine}:{name}" if engine and ":" not in name and name != engine else name for name in wish.voices]
    return tuple(dict.fromkeys(speak.check_voice(name) for name in full)), 0


def _fitting(wish: Wish, show: Show, watch: Watch) -> tuple[tuple[str, ...], int]:
    """The voices of the language, MOST of them at most and from every engine some; one that cannot speak is left out, and said."""
    language = wish.language or show.language
    listed = speak.listing(language, engine=wish.engine, only=wish.language)
    if not wish.engine:
        # Without a language of its own it may speak any: whoever wants it names it. What charges is asked only where that was agreed to.
        listed = tuple(one for one in listed if one.voice.language and (wish.yes or not one.paid))
    names = [one.voice.name for one in listed if speak.near(one.voice, language) is not None]
    engines: dict[str, list[str]] = {}
    for name in names:
        engines.setdefault(name.partition(":")[0], []).append(name)
    chosen: list[str] = []
    for name in (name for turn in itertools.zip_longest(*engines.values()) for name in turn if name):
        if len(chosen) == MOST:
            break
        try:
            chosen.append(speak.check_voice(name))
        except EngineError as error:
            watch.note(f"{name} is left out: {error}")
            names.remove(name)
    if not chosen:
        raise EngineUnavailable(f"No voice for {language} can speak here", where=wish.engine, remedy="Run `episode doctor`.")
    return tuple(sorted(chosen, key=names.index)), len(names) - len(chosen)


def _script(text: str, voices: Sequence[str], show: Show) -> Script:
    def segment(voice: str, words: str) -> Segment:
        return Segment(voice, (Sentence(words, ()),))

    sections = tuple(Section(voice, (segment(voice, f"This is {called(voice)}."), segment(voice, text))) for voice in voices)
    return Script(TITLE, dt.date.today(), show.title, "audition", "", "", sections)


def _spoken(utterances: Sequence[Utterance], clock: Clock) -> tuple[Clip, ...]:
    """The clips; an error names the voice instead of the segment, which nobody here counts."""
    try:
        return speak.speak(utterances, on_clip=clock.counter(len(utterances)))
    except EngineError as error:
        voices = {f"segment {utterance.number}": utterance.voice for utterance in utterances}
        raise type(error)(error.message, where=voices.get(error.where, error.where), remedy=error.remedy) from error


def _target(out: Path | None, show: Show) -> Path:
    if out is None:
        return (show.path("output") or Path("output")).absolute() / FILE
    return (out / FILE if out.is_dir() else out).absolute()
