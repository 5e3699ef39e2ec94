"""Do the finished audio files sound as they should: each measured as a listener gets it, whatever the record says?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

from pipeline import speak
from pipeline.check.finding import ERROR, Finding, Part
from pipeline.check.sound import told as record_of
from pipeline.check.sound.faults import AGAIN, Fault, of_clicks, of_level, of_samples, of_silence
from pipeline.check.sound.inside import chapters_in, of_chapters
from pipeline.check.sound.speech import of_between, of_speech
from pipeline.check.sound.told import Told
from pipeline.check.subject import Subject
from pipeline.desk import files
from pipeline.desk.show import MONO_LUFS, STEREO_LUFS
from pipeline.errors import AudioError
from pipeline.mix.hearing import Heard, hear
from pipeline.mix.store import Store

NAME = "sound"

MOST = 5
"""Findings of one kind in one file that are told one by one."""

LENGTH_MS = 60
"""A container may round the length up to its codec's frame: 26 ms of MP3 at most, 23 of AAC, 20 of Opus."""


@dataclass(frozen=True, slots=True)
class _File:
    """One audio file, and what its record says of it."""

    form: str
    """Of `mp3`, `m4a` …"""
    path: Path
    claims: Mapping[str, Any]
    record: Mapping[str, Any]
    told: Told


def check(subject: Subject) -> Part:
    """Each audio file of the episode, decoded once; nothing where there is only a script."""
    if subject.folder is None or subject.record is None:
        return Part()
    record, folder = subject.record, subject.folder
    try:
        told = record_of.of(record, subject.script, subject.show.pace)
        audio = {
            str(name): _File(str(name), folder / str(record["files"][name]["name"]), claims, record, told)
            for name, claims in record["audio"].items()
        }
        for each in audio.values():
            _claims(each)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        where = files.short(folder / "episode.json")
        return Part((Finding(ERROR, f"{NAME}.record", where, f"the record does not say what is heard when ({problem!r})", AGAIN),))
    # As it was mastered each stretch was heard already, and what was heard is kept under the digest of its very bytes: one byte more or less is another.
    store = Store(speak.pieces_folder())
    faults: dict[str, list[Fault]] = {}
    measured: dict[str, Any] = {}
    for name, each in audio.items():
        faults[name], figures = _of(each, store)
        if figures:
            measured[name] = figures
    return Part(tuple(_findings(subject, audio, faults)), measured)


def _claims(file: _File) -> tuple[float, float | None, float | None]:
    """The loudness that the file is to have, and the loudness and true peak that the record gives it; none where it gives none."""
    usual = MONO_LUFS if int(file.claims["channels"]) == 1 else STEREO_LUFS
    lufs, dbtp = (None if value is None else float(value) for value in (file.claims["loudness_lufs"], file.claims["true_peak_dbtp"]))
    return float(file.record["settings"].get("loudness_lufs", usual)), lufs, dbtp


def _of(file: _File, store: Store) -> tuple[list[Fault], dict[str, Any]]:
    """What is wrong with one file, and its figures."""
    if not file.path.is_file():
        return [Fault("missing", "the record names it, and it is not there")], {}
    try:
        heard, inside = hear(file.path, store), chapters_in(file.path)
    except AudioError as error:
        return [Fault("broken", f"it cannot be played from its beginning to its end: {error.message}")], {}
    reading = heard.reading
    figures = {"lufs": round(reading.lufs, 2), "dbtp": round(reading.dbtp, 2), "duration_ms": heard.duration_ms, "channels": heard.channels}
    faults = list(chain(_format(file, heard), of_level(heard, *_claims(file)), of_samples(heard), of_silence(heard, file.told)))
    faults += of_clicks(heard, file.told, file.form)
    if all(fault.code != "duration" for fault in faults):  # else every later time is another one
        faults += chain(of_speech(heard, file.told), of_between(heard, file.told))
    return [*faults, *of_chapters(inside, file.record, heard.duration_ms)], figures


def _format(file: _File, heard: Heard) -> Iterator[Fault]:
    """Its length and channels."""
    off = heard.duration_ms - file.told.duration_ms
    if abs(off) > LENGTH_MS:
        message = f"it is {abs(off) / 1000:.1f} s {'longer' if off > 0 else 'shorter'} than the {file.told.duration_ms / 1000:.1f} s of the record"
        yield Fault("duration", f"{message}: no sentence is looked for at its time", min(heard.duration_ms, file.told.duration_ms))
    if heard.channels != int(file.claims["channels"]):
        yield Fault("channels", f"it has {heard.channels} channels, the record says {file.claims['channels']}")


def _findings(subject: Subject, audio: Mapping[str, _File], faults: Mapping[str, list[Fault]]) -> Iterator[Finding]:
    """The faults with their places; of many of one kind in one file the first ones, and what several files have alike once."""
    told: list[Fault] = []
    for name, found in faults.items():
        fresh = [fault for fault in found if not any(_alike(fault, other) for other in told)]
        told += fresh
        counts, said = Counter(fault.code for fault in fresh), Counter[str]()
        for fault in fresh:
            said[fault.code] += 1
            if said[fault.code] > MOST:
                continue
            message = fault.message
            if also := [other for other in faults if other != name and any(_alike(fault, each) for each in faults[other])]:
                message += f" (in {', '.join(also)} too)"
            if said[fault.code] == MOST < counts[fault.code]:
                message += f" (and {counts[fault.code] - MOST} more like it)"
            where = ", ".join(part for part in (files.short(audio[name].path), _line(subject, fault.segment)) if part)
            yield Finding(fault.severity, f"{NAME}.{fault.code}", where, message, fault.remedy, fault.at_ms)


def _alike(one: Fault, other: Fault) -> bool:
    """Whether two files have the same fault at the same place."""
    if (one.code, one.segment, one.message) != (other.code, other.segment, other.message):
        return False
    return one.at_ms == other.at_ms or (one.at_ms is not None and other.at_ms is not None and abs(one.at_ms - other.at_ms) <= LENGTH_MS)


def _line(subject: Subject, number: int) -> str:
    """Where the script has a segment."""
    segments = subject.script.segments if subject.script is not None else ()
    return subject.where(segments[number - 1].line) if 0 < number <= len(segments) else ""
