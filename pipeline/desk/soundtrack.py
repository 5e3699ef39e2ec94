"""How a programme is to sound, from the show's settings; and whether a script's cues name sounds that there are."""

from __future__ import annotations

import difflib
from pathlib import Path

from pipeline import mix
from pipeline.desk import files
from pipeline.desk.show import Show
from pipeline.errors import ScriptError
from pipeline.model import Cue, Music, Pace, Script


def sounding(show: Show, pace: Pace | None = None, *, music: bool = True) -> mix.Sounding:
    """What `mix` is told; `pace` where it is not the show's own, without `music` for what is no programme (an audition, a reel)."""
    return mix.Sounding(
        pace=pace or show.pace,
        music=show.music if music else mix.SILENT,
        sounds=show.folder,
        target_lufs=show.target_lufs,
        mono=show.mono,
        room_tone_db=show.room_tone_db if music else 0.0,
    )


def check_cues(script: Script, music: Music, file: Path) -> None:
    """Raise ScriptError, with file and line, where a `[sting: …]` or `[bed: …]` names nothing that the show has."""
    for section in script.sections:
        for cue in section.parts:
            if not isinstance(cue, Cue) or cue.kind not in ("sting", "bed") or (cue.kind == "bed" and cue.name == "stop"):
                continue
            if music.sound(cue.kind, cue.name) is None:
                names = [name for name, _ in (music.stings if cue.kind == "sting" else music.beds)]
                near = difflib.get_close_matches(cue.name, names, 1)
                remedy = f"Did you mean {near[0]}?" if near else f"There are {', '.join(names)}; [music.{cue.kind}s] in the settings adds others."
                where = files.short(file) + (f":{cue.line}" if cue.line else "")
                raise ScriptError(f"there is no {cue.kind} called {cue.name!r}", where=where, remedy=remedy)
