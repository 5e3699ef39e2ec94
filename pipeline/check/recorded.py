"""The recordings that are heard instead of voices: are they still what was heard, can they be these words, and does the programme say so?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.check.finding import WARNING, Finding, Part
from pipeline.check.subject import Subject
from pipeline.desk import recordings
from pipeline.model import Script
from pipeline.text.disclosed import APART, says_all

NAME = "recordings"

SLOWEST_WPM, FASTEST_WPM = 60, 300
"""Words a minute. Slow speakers with their pauses come to 90, auctioneers to 250."""
BESIDE_S = 1.5
"""A breath, a word that is said twice: of a few words a minute's worth says little."""


def check(subject: Subject) -> Part:
    """Warnings alone: what is heard is in the file, whatever has become of the recording."""
    script = subject.script
    heard = [segment for segment in script.segments if segment.recording] if script is not None else []
    if script is None or not heard:
        return Part()
    return Part((*_disclosed(subject, script), *_gone(subject), *_lengths(subject, script)), {NAME: {"paragraphs": len(heard)}})


def _disclosed(subject: Subject, script: Script) -> Iterator[Finding]:
    for segment in script.segments:
        if not segment.recording and (said := next((each.text for each in segment.passages if says_all(each.text)), "")):
            yield Finding(
                WARNING,
                f"{NAME}.disclosure",
                subject.where(segment.line),
                f"“{said}” is not so: some of what is heard is recorded",
                f"Say what is: “{APART}”",
            )


def _gone(subject: Subject) -> Iterator[Finding]:
    """Nothing outside a show: nobody knows there where they lie."""
    told: set[str] = set()
    for each in _listed(subject.record) if subject.show.folder is not None else ():
        file = str(each.get("file"))
        if file not in told and (what := recordings.changed(subject.show, file, str(each.get("sha256")))):
            told.add(file)
            remedy = (
                "Build again, so that it is heard as it is."
                if "changed" in what
                else "Put it back: without it the episode cannot be made again."
            )
            yield Finding(WARNING, f"{NAME}.file", _where(subject, each), f"the recording {file} {what}", remedy)


def _lengths(subject: Subject, script: Script) -> Iterator[Finding]:
    """Of the finished episode, where the record has it: the sound without the silence at its ends."""
    told = {each.get("number"): each for each in (subject.record or {}).get("segments", ()) if isinstance(each, dict)}
    for number, segment in enumerate(script.segments, 1):
        start, end = (told.get(number, {}).get(key) for key in ("start_ms", "end_ms"))
        if not segment.recording or not isinstance(start, int) or not isinstance(end, int):
            continue
        words, seconds = sum(any(c.isalnum() for c in word) for word in segment.text.split()), (end - start) / 1000
        least, most = words * 60 / FASTEST_WPM, words * 60 / SLOWEST_WPM + BESIDE_S
        if not least <= seconds <= most:
            what = f"{words} words are said in {seconds:.1f} s: a speaker takes {least:.1f} to {most:.1f}"
            remedy = "Hear whether it is what is written: the stretch, the file, or the words may be others."
            yield Finding(
                WARNING, f"{NAME}.length", subject.where(segment.line), f"the recording {segment.recording}: {what}", remedy, start
            )


def _listed(record: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    found = (record or {}).get(recordings.RECORDINGS)
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _where(subject: Subject, entry: Mapping[str, Any]) -> str:
    number, segments = entry.get("segment"), subject.script.segments if subject.script is not None else ()
    return subject.where(segments[number - 1].line if isinstance(number, int) and 0 < number <= len(segments) else 0)
