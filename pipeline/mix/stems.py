"""The programme in parts, for whoever goes on with it in an editor: each role and the music by itself, each segment, each chapter.

The WAV files hold 32-bit floats at the level of the programme, before its limiter: added up they are the mix, and no peak is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.errors import AudioError
from pipeline.mix.encode import wave
from pipeline.mix.id3 import tag
from pipeline.mix.layer3.cut import cut
from pipeline.mix.programme import Composed
from pipeline.mix.resample import Samples
from pipeline.model import Programme, Script, Tags

BLOCK_S = 10
"""Rendered at once: memory does not follow the length."""

NAME_CHARS = 40

FRAMES_A_SECOND = 75
"""Of a cue sheet's times: minutes, seconds, and frames as a compact disc counts them (CDRWIN's user guide, “INDEX”)."""


def write(score: Composed, script: Script, programme: Programme, tags: Tags, folder: Path) -> None:
    """Write the parts of a finished programme into a folder that is not there yet; a chapter's file has the tags, with its own title.

    `NN-role.wav` for each role and `music.wav` are as long as the programme, so that they line up at their beginning; each has the chapters
    as markers. `segments/NNN-role.wav` is what one segment says; `chapters/NN-title.mp3` are cut from the encoded file, without encoding it
    again; `episode.cue` is a sheet of the whole. Raises AudioError where the disk does not take it.
    """
    try:
        for name in ("segments", "chapters"):
            (folder / name).mkdir(parents=True)
        _whole(score, script, programme, folder)
        _segments(score, script, programme, folder / "segments")
        _chapters(programme, tags, folder / "chapters")
        (folder / "episode.cue").write_text(cue_sheet(script, programme), encoding="utf-8")
    except OSError as problem:
        remedy = "Make room on the disk, or build without stems."
        raise AudioError(f"the stems could not be written: {problem.strerror or problem}.", where=str(folder), remedy=remedy) from problem


def _whole(score: Composed, script: Script, programme: Programme, folder: Path) -> None:
    cues = [(chapter.start_frame, chapter.title) for chapter in programme.chapters]
    roles = list(dict.fromkeys(segment.role for segment in script.segments))
    for n, role in enumerate(roles, 1):
        own = {place for place, take in enumerate(score.takes) if script.segments[take.clip.number - 1].role == role}
        head = wave.Head(score.rate_hz, 1, score.frames, [("INAM", role)], cues, wave.FLOAT)
        wave.write(folder / f"{n:02}-{named(role)}.wav", head, _spoken(score, own, 0, score.frames))
    if score.tape.played:
        head = wave.Head(score.rate_hz, score.channels, score.frames, [("INAM", "Music")], cues, wave.FLOAT)
        wave.write(folder / "music.wav", head, (score.render(*each, "music") for each in _blocks(0, score.frames, score.rate_hz)))


def _segments(score: Composed, script: Script, programme: Programme, folder: Path) -> None:
    for number, (segment, timing) in enumerate(zip(script.segments, programme.timings, strict=True), 1):
        own = {place for place, take in enumerate(score.takes) if take.clip.number == number}
        head = wave.Head(score.rate_hz, 1, timing.end_frame - timing.start_frame, [("INAM", segment.text[:NAME_CHARS])], (), wave.FLOAT)
        wave.write(folder / f"{number:03}-{named(segment.role)}.wav", head, _spoken(score, own, timing.start_frame, timing.end_frame))


def _chapters(programme: Programme, tags: Tags, folder: Path) -> None:
    chapters = programme.chapters
    sounds = cut(programme.path, [(chapter.start_frame, chapter.end_frame) for chapter in chapters])
    for n, (chapter, sound) in enumerate(zip(chapters, sounds, strict=True), 1):
        alone = replace(programme, frames=chapter.end_frame - chapter.start_frame, chapters=())
        label = tag(replace(tags, title=chapter.title), alone, f"{n}/{len(chapters)}")
        (folder / f"{n:02}-{named(chapter.title)}.mp3").write_bytes(label + sound)


def _spoken(score: Composed, places: set[int], first: int, last: int) -> Iterator[Samples]:
    return (score.speech(*each, places) for each in _blocks(first, last, score.rate_hz))


def _blocks(first: int, last: int, rate_hz: int) -> Iterable[tuple[int, int]]:
    step = BLOCK_S * rate_hz
    return ((since, min(since + step, last)) for since in range(first, last, step))


def cue_sheet(script: Script, programme: Programme) -> str:
    """The chapters as the tracks of a cue sheet, which names the encoded file beside the folder of stems."""
    kind = "WAVE" if programme.path.suffix in (".wav", ".flac") else "MP3"
    lines = [f"TITLE {_quoted(script.title)}", f"PERFORMER {_quoted(script.show)}", f'FILE "../{programme.path.name}" {kind}']
    for n, chapter in enumerate(programme.chapters, 1):
        at = chapter.start_frame * FRAMES_A_SECOND // programme.rate_hz
        clock = f"{at // FRAMES_A_SECOND // 60:02}:{at // FRAMES_A_SECOND % 60:02}:{at % FRAMES_A_SECOND:02}"
        lines += [f"  TRACK {n:02} AUDIO", f"    TITLE {_quoted(chapter.title)}", f"    INDEX 01 {clock}"]
    return "\n".join([*lines, ""])


def named(text: str) -> str:
    """Words as a part of a file's name: letters and digits of any script, and hyphens; nothing that leads anywhere."""
    return re.sub(r"[\W_]+", "-", text)[:NAME_CHARS].strip("-").lower() or "untitled"


def _quoted(text: str) -> str:
    return '"' + re.sub(r'[\s"]+', " ", text).strip() + '"'
