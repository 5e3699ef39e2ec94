"""How a programme is to sound, from the show's settings; and whether a script's cues name sounds that there are."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from pipeline import mix
from pipeline.desk import files
from pipeline.desk.show import Show
from pipeline.errors import EpisodeError, ScriptError, ShowError
from pipeline.mix import sounds
from pipeline.model import Chain, Cue, Pace, Script


def sounding(show: Show, pace: Pace | None = None, *, music: bool = True) -> mix.Sounding:
    """What `mix` is told; `pace` where it is not the show's own, without `music` for what is no programme (an audition, a reel): an MP3,
    whatever else the show makes.
    """
    return mix.Sounding(
        pace=pace or show.pace,
        music=show.music if music else mix.SILENT,
        sounds=show.folder,
        target_lufs=show.target_lufs,
        mono=show.mono,
        chain=show.chain if music else Chain(),
        formats=show.formats if music else ("mp3",),
        bitrate_kbps=show.bitrate_kbps,
        room_tone_db=show.room_tone_db if music else 0.0,
    )


def check_cues(script: Script, show: Show, file: Path) -> None:
    """See that every `[sting: …]` and `[bed: …]` can be played, before anything is spoken.

    Raises ScriptError with file and line where one names nothing that the show has, ShowError with the key where its sound is not there,
    AudioError where the voice chain is asked for and not installed.
    """
    mix.check_chain(show.chain)
    for mistake in wrong_cues(script, show, file):
        raise mistake


def wrong_cues(script: Script, show: Show, file: Path) -> Iterator[EpisodeError]:
    """Each sting and bed of the script that cannot be played, as `check_cues` raises it."""
    music = show.music
    for section in script.sections:
        for cue in section.parts:
            if not isinstance(cue, Cue) or cue.kind not in ("sting", "bed") or (cue.kind == "bed" and cue.name == "stop"):
                continue
            sound = music.sound(cue.kind, cue.name)
            kind: sounds.Kind = "sting" if cue.kind == "sting" else "bed"
            if sound is None:
                names = [name for name, _ in (music.stings if cue.kind == "sting" else music.beds)]
                near = difflib.get_close_matches(cue.name, names, 1)
                remedy = (
                    f"Did you mean {near[0]}?"
                    if near
                    else f"There are {', '.join(names)}; [music.{cue.kind}s] in the settings adds others."
                )
                where = files.short(file) + (f":{cue.line}" if cue.line else "")
                yield ScriptError(f"there is no {cue.kind} called {cue.name!r}", where=where, remedy=remedy)
            elif music.enabled and sound and sound not in sounds.NAMES[kind]:
                try:
                    _check_sound(sound, kind, cue.name, show)
                except ShowError as problem:
                    yield problem


def _check_sound(sound: str, kind: sounds.Kind, cue: str, show: Show) -> None:
    """A sound that is not one of ours of that kind: a file that can be played, or a mistake in the settings."""
    try:
        sounds.load(sound, kind=kind, folder=show.folder)
    except EpisodeError as problem:
        place = f"music.{kind}s.{cue}"
        where = f"{files.short(show.file)}: {place}" if show.file is not None else place
        raise ShowError(f"{sound!r}: {problem.message}", where=where, remedy=problem.remedy) from problem
