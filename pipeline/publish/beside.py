"""What stands beside an episode's audio, all of it made from the record: transcripts, chapters, show notes, the page."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from pipeline.errors import PublishError
from pipeline.publish.chapters import chapters_json, simple_chapters
from pipeline.publish.looks import Look
from pipeline.publish.notes import notes_html, notes_text
from pipeline.publish.page import page
from pipeline.publish.told import Told
from pipeline.publish.transcript import srt, transcript_html, transcript_json, webvtt

PLAIN: Mapping[str, tuple[str, Callable[[Told], str]]] = MappingProxyType(
    {
        "vtt": ("transcript.vtt", webvtt),
        "srt": ("transcript.srt", srt),
        "transcript": ("transcript.json", transcript_json),
        "html": ("transcript.html", transcript_html),
        "chapters": ("chapters.json", chapters_json),
        "psc": ("chapters.psc.xml", simple_chapters),
    }
)
"""By its role: the name of each file that is always the same, and what writes it."""

LOOKING: Mapping[str, tuple[str, Callable[[Told, Look], str]]] = MappingProxyType(
    {"notes": ("notes.html", notes_html), "notes_text": ("notes.txt", notes_text), "page": ("index.html", page)}
)
"""The same of those that a show's templates shape."""

FILES: Mapping[str, str] = MappingProxyType({role: name for role, (name, _) in (*PLAIN.items(), *LOOKING.items())})
"""The name of each file, by its role."""

_SHUT = "Change the permissions of its folder, or write elsewhere with --out."
_REMEDIES = {
    errno.EACCES: _SHUT,
    errno.EPERM: _SHUT,
    errno.EROFS: "Mend that, or write elsewhere with --out.",
    errno.EISDIR: "Move away the folder that stands there.",
    errno.ENOTDIR: "Move away the file that stands where a folder should be.",
    errno.EEXIST: "Move away the file that stands where a folder should be.",
}
"""What to do where it is not room that is missing."""


def plain(told: Told) -> dict[str, str]:
    """The texts of PLAIN, by role."""
    return {role: text(told) for role, (_, text) in PLAIN.items()}


def shaped(told: Told, look: Look) -> dict[str, str]:
    """The texts of LOOKING, by role. Raises ScriptError with the file and line of a template that does not work."""
    return {role: text(told, look) for role, (_, text) in LOOKING.items()}


def write(path: Path, text: str) -> Path:
    """Write a text beside its place and rename it: the file is there whole, or as it was."""
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_text(text, encoding="utf-8", errors="replace", newline="\n")
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
    except OSError as problem:
        raise PublishError(
            f"the file could not be written: {problem.strerror}.",
            where=str(path),
            remedy=_REMEDIES.get(problem.errno or 0, "Make room on the disk, or write elsewhere with --out."),
        ) from problem
    return path
