"""The finished episodes: which one a command means, and what it says, sentence by sentence."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import write
from pipeline.desk import day, draft, files, job
from pipeline.desk.show import Show
from pipeline.errors import PublishError
from pipeline.model import Script, Segment
from pipeline.publish import RECORD, finished


@dataclass(frozen=True, slots=True)
class Spoken:
    """One sentence of a finished episode."""

    number: int
    """From 1, throughout the episode."""
    chapter: str
    role: str
    text: str
    at_ms: int
    """Where it starts."""
    sources: tuple[str, ...]


def home(source: Path | None, show: Show) -> Path:
    """The folder of the finished episodes."""
    return source or show.path("output") or Path("output")


def found(name: str, source: Path | None, show: Show) -> Path:
    """The folder of the episode that a date or a folder's name means. Raises PublishError for none, or for several."""
    where = home(source, show)
    there = finished.folders(where)
    with suppress(ValueError):
        name = str(day.date_of(name, "", dt.date.today()))
    exact = [folder for folder in there if folder.name == name]
    fitting = exact or [folder for folder in there if folder.name.startswith(f"{name}-")]
    if not fitting:
        newest = f"The newest is {there[-1].name}." if there else "Make one with: episode build"
        raise PublishError(f"there is no finished episode {name}", where=files.short(where), remedy=newest)
    if len(fitting) > 1:
        raise PublishError(
            f"{name} may be several episodes", where=files.short(where), remedy=f"Name one: {', '.join(f.name for f in fitting)}."
        )
    return fitting[0]


def sentences(folder: Path) -> tuple[Spoken, ...]:
    """What an episode says, sentence by sentence."""
    script, _ = script_of(folder)
    record = record_of(folder)
    spoken: list[Spoken] = []
    try:
        told = iter(record["segments"])
        for section in script.sections:
            for segment in (part for part in section.parts if isinstance(part, Segment)):
                for passage, timed in zip(segment.passages, next(told)["sentences"], strict=True):
                    sources = tuple(str(source) for source in passage.sources)
                    spoken.append(Spoken(len(spoken) + 1, section.title, segment.role, passage.text, int(timed["start_ms"]), sources))
    except (KeyError, TypeError, ValueError, StopIteration) as problem:
        remedy = "Build the episode again."
        raise PublishError(
            "the record and the script beside it are not of one episode.", where=files.short(folder), remedy=remedy
        ) from problem
    return tuple(spoken)


def record_of(folder: Path) -> dict[str, Any]:
    """Its record, as it stands there."""
    try:
        found = json.loads((folder / RECORD).read_text(encoding="utf-8"))
        return dict(found)
    except (OSError, ValueError, TypeError, RecursionError) as problem:
        remedy = "Build the episode again."
        raise PublishError("this is not the record of an episode.", where=files.short(folder / RECORD), remedy=remedy) from problem


def script_of(folder: Path) -> tuple[Script, str]:
    """The script that was spoken, and its text."""
    path = folder / job.SCRIPT
    text = draft.read(path)
    return write.parse_script(text, files.short(path)), text
