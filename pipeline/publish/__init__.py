"""Episode → files: the transcript, the chapters and the record beside the audio that mix made. The cover is drawn before mix.

Each file is written beside its place and renamed, and the record last: an `episode.json` stands for a whole episode.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from pipeline.errors import PublishError
from pipeline.model import Clip, Episode
from pipeline.publish.chapters import chapters_json
from pipeline.publish.cover import draw_cover
from pipeline.publish.record import record
from pipeline.publish.transcript import webvtt

AUDIO, TRANSCRIPT, CHAPTERS, RECORD = "episode.mp3", "transcript.vtt", "chapters.json", "episode.json"
"""The names of the files in an episode's folder."""

__all__ = ["AUDIO", "CHAPTERS", "RECORD", "TRANSCRIPT", "draw_cover", "publish"]


def publish(
    episode: Episode,
    *,
    clips: Sequence[Clip] = (),
    also: Mapping[str, Path] = MappingProxyType({}),
    urls: Sequence[str] = (),
) -> Mapping[str, Path]:
    """Write the files that go with an episode's audio into its folder, and return all its files by role.

    The roles are `mp3`, `vtt`, `chapters`, those of `also` (files that others wrote, such as `script`) and `episode`, in this order;
    the record names all but itself, with sizes and hashes. `clips` say who spoke each segment, `urls` may give each chapter a
    page. Raises PublishError with the path where a file cannot be read or written.
    """
    mp3 = episode.programme.path
    if not mp3.is_file():
        raise PublishError("the episode's audio is not there.", where=str(mp3), remedy="Build the episode again.")
    files = {"mp3": mp3}
    files["vtt"] = _write(episode.folder / TRANSCRIPT, webvtt(episode.script, episode.programme))
    files["chapters"] = _write(episode.folder / CHAPTERS, chapters_json(episode.programme, urls))
    files |= also
    try:
        text = record(episode, clips=clips, files=files)
    except OSError as problem:
        raise PublishError(
            f"a file of the episode cannot be read: {problem.strerror}.",
            where=str(problem.filename or episode.folder),
            remedy="Build the episode again.",
        ) from problem
    files["episode"] = _write(episode.folder / RECORD, text)
    return MappingProxyType(files)


def _write(path: Path, text: str) -> Path:
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
            remedy="Choose another folder, or make room on the disk.",
        ) from problem
    return path
