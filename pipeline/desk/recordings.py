"""The recordings that a script names: where they lie, and whether each can be heard instead of a voice."""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from pipeline.desk import files
from pipeline.desk.recorded import HOME, decoded, digest
from pipeline.desk.show import Show
from pipeline.errors import AudioError, EngineUnavailable, ScriptError
from pipeline.mix.clips import FULL_SCALE, speech_bounds
from pipeline.mix.layout import RATE_HZ
from pipeline.model import Recording, Script, Segment, recording_of
from pipeline.model.recording import clock
from pipeline.speak.plausible import QUIET_PEAK, RATE_WPM, bounds_s

RECORDINGS = "recordings"
"""The record's key."""

FAR = 3
"""So many times the longest that words can take is no slow speaker: it is another stretch, or a whole file."""


def voice_of(named: str, show: Show) -> str:
    """What the engine of recordings is told for what a script names. Whether it is there is for `wrong` to say."""
    return f"{(show.path('recordings') or Path()).absolute()}{HOME}{named}"


def check(script: Script, show: Show, file: Path | None) -> None:
    """Raises ScriptError, with the line, for the first recording that cannot be heard."""
    for mistake in wrong(script, show, file):
        raise mistake


def wrong(script: Script, show: Show, file: Path | None) -> Iterator[ScriptError]:
    """Each recording of the script that cannot be heard in its place, and why. What is written wrong is `write.mistakes`' matter."""
    for segment in script.segments:
        try:
            asked = recording_of(segment.recording) if segment.recording and len(segment.settings) == 1 else None
        except ValueError:
            continue
        if asked is None:
            continue
        where = f"{files.short(file)}:{segment.line}" if file is not None and segment.line else f"the segment '{segment.text[:40]}'"
        if trouble := _trouble(segment, asked, show):
            yield ScriptError(f"the recording {asked.file}: {trouble[0]}", where=where, remedy=trouble[1])


def record(script: Script, show: Show) -> dict[str, list[dict[str, Any]]]:
    """What the episode's record says of its recordings: which paragraph is which stretch of what file."""
    found = []
    for number, segment in enumerate(script.segments, 1):
        if segment.recording:
            asked = recording_of(segment.recording)
            path, _ = _found(asked.file, show)
            sha256 = digest(path) if path is not None else ""
            found.append({"segment": number, "file": asked.file, "start_ms": asked.start_ms, "end_ms": asked.end_ms, "sha256": sha256})
    return {RECORDINGS: found} if found else {}


def changed(show: Show, named: str, sha256: str) -> str:
    """What has become of the file of a recording that an episode was made with; empty where it is what it was."""
    try:
        path, _ = _found(named, show)
        return "" if path is not None and digest(path) == sha256 else "has changed since" if path is not None else "is no longer there"
    except EngineUnavailable:
        return "is no longer there"


def paths(script: Script, show: Show) -> tuple[Path, ...]:
    """The files of the script's recordings that are there."""
    found = []
    for segment in script.segments:
        try:
            found.append(_found(recording_of(segment.recording).file, show)[0] if segment.recording else None)
        except ValueError:
            continue
    return tuple(path for path in dict.fromkeys(found) if path is not None)


def _trouble(segment: Segment, asked: Recording, show: Show) -> tuple[str, str] | None:
    path, trouble = _found(asked.file, show)
    if path is None:
        return trouble
    try:
        now = path.stat()
        heard = _heard(Recording(str(path), asked.start_ms, asked.end_ms), digest(path), now.st_mtime_ns)
    except (AudioError, EngineUnavailable) as problem:
        return problem.message, problem.remedy
    except OSError as problem:
        return f"cannot be read: {problem.strerror}", "Change its permissions."
    if heard is None:
        return "it holds nothing but silence", "Record it again, or correct the stretch."
    longest = bounds_s(segment.text, RATE_WPM)[1]
    if heard > FAR * longest:
        what = f"it lasts {clock(round(heard) * 1000)}, and its words take {clock(round(longest) * 1000)} at most"
        return what, f"Name the stretch that is meant: (recording: {asked.file} 1:02-1:19), or write down all that is said in it"
    return None


@lru_cache(maxsize=256)
def _heard(asked: Recording, _digest: str, _changed_ns: int) -> float | None:
    """How long it speaks, in seconds, as it is decoded; None for silence. Raises AudioError. Asked once of a file that stands as it is."""
    import numpy as np

    samples = np.frombuffer(decoded(asked), "<i2").astype(np.float32) / np.float32(FULL_SCALE)
    if float(np.abs(samples).max()) < QUIET_PEAK / FULL_SCALE:
        return None
    first, last = speech_bounds(samples, RATE_HZ)
    return (last - first) / RATE_HZ


def _found(name: str, show: Show) -> tuple[Path | None, tuple[str, str] | None]:
    """The file of that name, or what is wrong with it."""
    folder = show.path("recordings")
    if folder is None or show.folder is None:
        return None, (
            "outside a show there are no recordings",
            "Make a show with `episode init DIR` and put it into its folder recordings/",
        )
    inside = f"Copy the file into {show.recordings}/ of the show"
    try:
        home, path = show.folder.resolve(), (folder / name).resolve()
    except (OSError, RuntimeError, ValueError):  # links in a circle, a zero byte
        return None, ("is no path", f"Name a file in {show.recordings}/")
    if not path.is_relative_to(home) or ".." in Path(name).parts or Path(name).is_absolute():
        return None, ("lies outside the show", inside)
    if path.is_file():
        return path, None
    there = _names(folder)
    stem = Path(name).stem.lower()
    near = difflib.get_close_matches(stem, {Path(each).stem.lower() for each in there}, 3)
    names = [each for each in there if Path(each).stem.lower() in near]
    mend = (
        f"Did you mean {' or '.join(names)}?"
        if names
        else f"{inside}; there {'are' if len(there) > 1 else 'is'} {', '.join(there[:5])}"
        if there
        else inside
    )
    return None, (f"there is no such file in {show.recordings}/", mend)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(name for name in os.listdir(folder) if not name.startswith("."))  # noqa: PTH208 - names do
    except OSError:
        return []
