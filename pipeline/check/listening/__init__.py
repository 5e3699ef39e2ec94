"""Is what a listener hears what the script says? Whisper hears the finished sound, and each sentence is compared with its own stretch of it.

First in windows of neighbouring sentences of one voice, which is fast; a sentence in which anything is amiss is heard once more by itself,
and the better reading counts. The check is no part of the gate: it takes a model, and as long as a fifth of the programme.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from pipeline.check.finding import ERROR, WARNING, Finding, Part
from pipeline.check.listening.readback import Readback, readback
from pipeline.check.listening.whisper import RATE_HZ, Ear, Word
from pipeline.check.subject import Subject
from pipeline.check.words.said import segments, sentences
from pipeline.desk import files
from pipeline.desk.order import Watch
from pipeline.mix import ffmpeg
from pipeline.model import Script
from pipeline.publish import RECORD
from pipeline.publish.transcript import as_read

NAME = "listen"

WINDOW_MS = 28_000
"""Whisper hears 30 s at a time."""
MARGIN_MS = 250
"""Heard before and behind a sentence, as far as the pause goes: its times are those of the voice, and a first sound begins softly."""
SILENT = 10 ** (-60 / 20)
"""Below −60 dBFS nothing is said: asked what it hears in silence, Whisper makes something up."""
LIMIT_S = 600.0
"""Before ffmpeg is given up: it decodes an hour in about eight seconds."""

AGAIN = "Listen to it. If it is wrong, clear the clip (episode cache clear) and build again."
HEAR = "Listen to it: a recogniser errs too."

Samples = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A sentence of the script, or several that were spoken in one go, and where it is heard."""

    text: str
    line: int
    voice: str
    start_ms: int
    end_ms: int


class Hears(Protocol):
    """A recogniser; `whisper.Ear` is one."""

    def words(self, sound: Any) -> list[Word]:
        """The words of a sound (16,000 samples a second, mono, from −1 to 1), each with its time."""


def check(subject: Subject, watch: Watch, ear: Hears | None = None) -> Part:
    """Each sentence against what is heard of it, by Whisper where no other `ear` is given; nothing where there is only a script.

    Raises EngineUnavailable without Whisper, AudioError.
    """
    if subject.folder is None or subject.record is None or subject.script is None:
        watch.note("there is no finished sound to listen to")
        return Part()
    places = stretches(subject.record, subject.script)
    sound = _sound_file(subject.folder, subject.record)
    if places is None or sound is None:
        what = (
            "the record does not say which file is the sound"
            if places
            else "the record does not say where the script’s sentences are heard"
        )
        return Part((_finding(ERROR, "record", files.short(subject.folder / RECORD), what, "Build the episode again."),))
    readings = _readings(ear or Ear(), _decoded(sound), places, subject.show.language, watch)
    return Part(tuple(_told(subject, places, readings)), {NAME: measured(readings)})


def measured(readings: Sequence[Readback]) -> dict[str, Any]:
    """The figures: sentences, how many of them were heard, words in a hundred that were not, or otherwise."""
    words = sum(one.words for one in readings)
    heard = sum(all(amiss.severity != ERROR for amiss in one.amiss) for one in readings)
    return {"sentences": len(readings), "heard": heard, "wer": round(100 * sum(one.wrong for one in readings) / max(1, words), 1)}


def stretches(record: Mapping[str, Any], script: Script) -> list[Stretch] | None:
    """The script's sentences and when the record says that they are heard; None where record and script do not match."""
    told = segments(record)
    if len(told) != len(script.segments):
        return None
    found: list[Stretch] = []
    for segment, each in zip(script.segments, told, strict=True):
        times = [(one.get("start_ms"), one.get("end_ms")) for one in sentences(each)]
        if len(times) != len(segment.passages) or not all(isinstance(ms, int) for time in times for ms in time):
            return None
        for (start, end), group in groupby(zip(times, segment.passages, strict=True), key=lambda pair: pair[0]):
            text = as_read(" ".join(passage.text for _, passage in group))
            found.append(Stretch(text, segment.line, str(each.get("voice", "")), int(start or 0), int(end or 0)))
    return found


def _sound_file(folder: Path, record: Mapping[str, Any]) -> Path | None:
    """The first of the episode's audio files."""
    try:
        return next(path for name in record["audio"] if (path := folder / str(record["files"][name]["name"])).is_file())
    except (KeyError, TypeError, StopIteration):
        return None


def _decoded(path: Path) -> Samples:
    """The sound as Whisper takes it. Raises AudioError where it cannot be decoded."""
    source = [*ffmpeg.SAFE, "-i", ffmpeg.file_url(path), "-map", "0:a:0", "-ac", "1", "-ar", str(RATE_HZ), "-f", "s16le", "pipe:1"]
    return np.frombuffer(b"".join(ffmpeg.read(source, timeout_s=LIMIT_S, where=str(path))), "<i2")


# ── listening ────────────────────────────────────────────────────────────────────────────────────────────


def _readings(ear: Hears, sound: Samples, places: Sequence[Stretch], language: str, watch: Watch) -> list[Readback]:
    """What was heard of each stretch: in its window, and where something is amiss by itself."""
    reach = _reach(places, len(sound) * 1000 // RATE_HZ)
    readings: list[Readback] = []
    watch.stage(NAME)
    for first, last in windows(places):
        begin, end = reach[first][0], reach[last - 1][1]
        words = _words(ear, sound, begin, end)
        for n, own in enumerate(_shared(words, [reach[at] for at in range(first, last)]), first):
            reading = readback(places[n].text, own, language)
            if reading.amiss:
                alone = "".join(word.text for word in _words(ear, sound, *reach[n]))
                reading = min(reading, readback(places[n].text, alone, language), key=lambda one: one.weight)
            readings.append(reading)
            watch.step(len(readings), len(places))
    return readings


def windows(places: Sequence[Stretch]) -> list[tuple[int, int]]:
    """(first, one past the last) of neighbours of one voice that are heard together.

    Where the voice changed within a window, Whisper left out a whole sentence now and then (2 of 34 segments), whoever spoke.
    """
    found: list[tuple[int, int]] = []
    for n, place in enumerate(places):
        first = found[-1][0] if found else 0
        if found and place.voice == places[n - 1].voice and place.end_ms - places[first].start_ms <= WINDOW_MS - 2 * MARGIN_MS:
            found[-1] = (first, n + 1)
        else:
            found.append((n, n + 1))
    return found


def _reach(places: Sequence[Stretch], duration_ms: int) -> list[tuple[int, int]]:
    """What is listened to of each stretch: its own, and of the pauses beside it a margin, at most half."""
    found = []
    for n, place in enumerate(places):
        before = places[n - 1].end_ms if n else 0
        after = places[n + 1].start_ms if n + 1 < len(places) else duration_ms
        start = place.start_ms - min(MARGIN_MS, max(0, place.start_ms - before) // 2)
        found.append((start, place.end_ms + min(MARGIN_MS, max(0, after - place.end_ms) // 2)))
    return found


def _words(ear: Hears, sound: Samples, start_ms: int, end_ms: int) -> list[Word]:
    """The words between two moments, their times those of the programme; none where it is silent."""
    piece = sound[start_ms * RATE_HZ // 1000 : end_ms * RATE_HZ // 1000].astype(np.float32) / 32768
    if not len(piece) or float(np.abs(piece).max()) < SILENT:
        return []
    return [replace(word, start_ms=word.start_ms + start_ms, end_ms=word.end_ms + start_ms) for word in ear.words(piece)]


def _shared(words: Sequence[Word], reach: Sequence[tuple[int, int]]) -> list[str]:
    """The words of each stretch: those whose middle is in it, or nearest to it."""
    found: list[list[str]] = [[] for _ in reach]
    for word in words:
        middle = (word.start_ms + word.end_ms) // 2
        nearest = min(range(len(reach)), key=lambda n: max(reach[n][0] - middle, middle - reach[n][1], 0))
        found[nearest].append(word.text)
    return ["".join(each) for each in found]


# ── telling ──────────────────────────────────────────────────────────────────────────────────────────────


def _told(subject: Subject, places: Sequence[Stretch], readings: Sequence[Readback]) -> list[Finding]:
    return [
        replace(_finding(one.severity, one.kind, subject.where(place.line), one.message, _remedy(one.severity)), at_ms=place.start_ms)
        for place, reading in zip(places, readings, strict=True)
        for one in reading.amiss
    ]


def _remedy(severity: str) -> str:
    return HEAR if severity == WARNING else AGAIN


def _finding(severity: str, kind: str, where: str, message: str, remedy: str) -> Finding:
    return Finding(severity, f"{NAME}.{kind}", where, message, remedy)
