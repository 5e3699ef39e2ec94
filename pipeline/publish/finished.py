"""A finished episode as it stands in its folder: its record, read back and held against the files."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import PublishError
from pipeline.publish.kinds import AUDIO, File, is_public, is_safe
from pipeline.publish.record import sha256

RECORD = "episode.json"
LARGEST_BYTES = 64 << 20
"""Of a record: that of a ten-hour programme has some 5 MB."""

TOLERANCE_MS = 1000
"""How far the audio's length, as measured, may be from the record's: a coded file is longer by a frame or two."""

AGAIN = "Build the episode again."


@dataclass(frozen=True, slots=True)
class Finished:
    """What a feed needs to know of one episode."""

    folder: Path
    title: str
    date: dt.date
    format: str
    briefing: str
    cut: str
    duration_ms: int
    """Of the file that is the enclosure, as measured."""
    chapters: tuple[tuple[str, int, int], ...]
    """(title, start, end) in milliseconds."""
    files: tuple[File, ...]
    """Those that go out, the enclosure first."""
    summary: str = ""
    """What it tells, in a few sentences."""
    corrected: str = ""
    """The day of the last correction, ISO; empty for none."""

    @property
    def name(self) -> str:
        """Its folder's name, by which it is known."""
        return self.folder.name

    @property
    def audio(self) -> tuple[File, ...]:
        """Its audio files, the enclosure first."""
        return tuple(file for file in self.files if file.part == "audio")

    def text(self, name: str) -> str:
        """What stands in one of its files; empty where there is none of that name."""
        if not any(file.name == name for file in self.files):
            return ""
        try:
            return (self.folder / name).read_text(encoding="utf-8", errors="replace")
        except OSError as problem:
            raise PublishError(f"cannot be read: {problem.strerror}.", where=str(self.folder / name), remedy=AGAIN) from problem


def folders(output: Path) -> tuple[Path, ...]:
    """The folders of finished episodes, in the order of their names."""
    try:
        found = [path for path in output.iterdir() if is_safe(path.name) and (path / RECORD).is_file()]
    except (FileNotFoundError, NotADirectoryError):
        return ()
    except OSError as problem:
        raise PublishError(f"cannot be read: {problem.strerror}.", where=str(output), remedy="Check its permissions.") from problem
    return tuple(sorted(found))


def finished(folder: Path, measure: Callable[[Path], int], digest: Callable[[Path], str] = sha256) -> Finished:
    """The episode in a folder, each file as its record says. `measure` gives an audio file's length in milliseconds.

    Raises PublishError where the record cannot be read or a file is not the one that it names.
    """
    where = folder / RECORD
    try:
        found = json.loads(where.read_bytes() if where.stat().st_size <= LARGEST_BYTES else b"")
        for role, each in found["files"].items():
            if not is_safe(str(each["name"])):
                raise PublishError(f"the record's {role} is not a file of its folder.", where=str(where), remedy=AGAIN)
        files = [_file(folder, role, each, digest) for role, each in found["files"].items() if is_public(role, str(each["name"]))]
        chapters = tuple((str(each["title"]), int(each["start_ms"]), int(each["end_ms"])) for each in found["chapters"])
        said_ms, date = int(found["duration_ms"]), dt.date.fromisoformat(found["date"])
        words = {key: str(found.get(key, "")) for key in ("title", "format", "cut", "summary")}
        briefing = str(found.get("briefing", {}).get("file", ""))
        corrected = max((str(each["date"]) for each in found.get("corrections", [])), default="")
    except OSError as problem:
        raise PublishError(f"cannot be read: {problem.strerror}.", where=str(where), remedy=AGAIN) from problem
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as problem:
        raise PublishError("this is not the record of an episode.", where=str(where), remedy=AGAIN) from problem
    if not any(file.part == "audio" for file in files):
        raise PublishError("names no audio.", where=str(where), remedy=AGAIN)
    files.sort(key=lambda file: (AUDIO.index(file.ending) if file.part == "audio" else len(AUDIO), file.name))
    duration_ms = measure(folder / files[0].name)
    if abs(duration_ms - said_ms) > TOLERANCE_MS:
        what = f"lasts {duration_ms / 1000:.1f} s, and its record says {said_ms / 1000:.1f} s."
        raise PublishError(what, where=str(folder / files[0].name), remedy=AGAIN)
    return Finished(
        folder, date=date, briefing=briefing, duration_ms=duration_ms, chapters=chapters, files=tuple(files), corrected=corrected, **words
    )


def _file(folder: Path, role: str, entry: Any, digest: Callable[[Path], str]) -> File:
    """One file of the record, held against what stands there."""
    file = File(str(entry["name"]), int(entry["bytes"]), str(entry["sha256"]))
    path = folder / file.name
    if path.is_symlink():
        raise PublishError(f"the record's {role} is not a file of its folder.", where=str(folder / RECORD), remedy=AGAIN)
    if not path.is_file():
        raise PublishError("is named in the record and not there.", where=str(path), remedy=AGAIN)
    if path.stat().st_size != file.bytes or digest(path) != file.sha256:
        raise PublishError("is not the file that the record names.", where=str(path), remedy=AGAIN)
    return file
