"""The picture of a finished episode: its record and its sound, measured as it stands in the file."""

from __future__ import annotations

from pathlib import Path

from pipeline.desk import files, shelf
from pipeline.desk.show import Show
from pipeline.errors import PublishError
from pipeline.publish import RECORD, finished
from pipeline.publish.plot import plot
from pipeline.publish.plotted import Levels
from pipeline.publish.told import told

FILE = "plot.svg"
"""Beside the episode where the command names no other place."""
MARKS = (b"<svg ", b'class="episode-plot"')
"""What stands in every such picture, and in no other file."""


def picture(folder: Path) -> str:
    """The SVG of the episode in a folder. Raises PublishError for no episode, AudioError where its sound cannot be read."""
    from pipeline.mix.curve import curve

    record = shelf.record_of(folder)
    audio = folder / told(record).audio
    if not audio.is_file():
        raise PublishError("the episode's audio is not there", where=files.short(audio), remedy="Build the episode again.")
    found = curve(audio)
    levels = Levels(
        found.momentary.tolist(), found.short_term.tolist(), found.step_s, round(found.integrated_lufs, 2), found.range_lu
    )  # as the record has it
    return plot(record, levels)


def of(target: str, show: Show) -> Path:
    """The folder of the episode that a path, a date or a folder's name means, or the newest. Raises PublishError where there is none."""
    if target and (Path(target) / RECORD).is_file():
        return Path(target)
    if target and Path(target).is_dir():
        raise PublishError(
            f"there is no episode in it: no {RECORD}", where=target, remedy="Name an episode's folder, such as output/2026-11-27."
        )
    if target:
        return shelf.found(target, None, show)
    where = shelf.home(None, show)
    there = finished.folders(where)
    if not there:
        raise PublishError("there is no finished episode here", where=files.short(where), remedy="Make one with: episode build")
    return max(there, key=lambda folder: (folder / RECORD).stat().st_mtime)


def save(folder: Path, out: Path | None) -> tuple[Path, Path | None]:
    """Write the picture; say where it stands, and where a file that stood there and was no such picture is kept."""
    target = out or folder / FILE
    drawn = picture(folder)
    with files.room_for(target, MARKS) as kept:
        files.write(target, drawn)
    return target, kept
