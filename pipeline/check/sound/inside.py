"""The chapters that an audio file carries, read back by ffmpeg, against those of the record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.check.sound.faults import Fault
from pipeline.mix import ffmpeg

NEAR_MS = 60
"""ffmpeg counts an MP3's chapters from where its decoder begins, 25 ms late; and a container may count in frames."""

MOST = 255
"""More chapters an MP3's table of contents cannot count."""


def chapters_in(path: Path) -> list[tuple[str, int]]:
    """(title, start in milliseconds) of each chapter in the file. Raises AudioError where ffmpeg cannot read it."""
    said = bytearray()
    ffmpeg.run([*ffmpeg.SAFE, "-i", ffmpeg.file_url(path), "-f", "ffmetadata", "pipe:1"], where=str(path), sink=said.extend)
    found = []
    for part in said.decode("utf-8", "replace").split("\n[CHAPTER]\n")[1:]:
        fields = dict(re.findall(r"(?ms)^(TIMEBASE|START|title)=((?:\\.|[^\\\n])*)", part))
        top, bottom = map(int, fields["TIMEBASE"].split("/"))
        found.append((re.sub(r"(?s)\\(.)", r"\1", fields.get("title", "")), round(int(fields["START"]) * top * 1000 / bottom)))
    return found


def of_chapters(found: Sequence[tuple[str, int]], record: Mapping[str, Any], duration_ms: int) -> Iterator[Fault]:
    """Chapters that the file has otherwise than the record, and those that lie behind its end."""
    told = [(str(each["title"]), int(each["start_ms"]), int(each["end_ms"])) for each in record["chapters"]]
    before = 0
    for title, start, end in told:
        if not before <= start < end <= duration_ms + NEAR_MS:
            message = f"the record's chapter “{title}”, {start / 1000:.1f} to {end / 1000:.1f} s, is not in order or not inside the sound"
            yield Fault("chapters", message, min(start, duration_ms))
            return
        before = start
    if len(found) != min(len(told), MOST) and len(found) != len(told):
        yield Fault("chapters", f"the file carries {len(found)} chapters, the record has {len(told)}")
        return
    for number, ((title, start), (name, at, _)) in enumerate(zip(found, told, strict=False), 1):
        if _plain(title) != _plain(name) and name:
            yield Fault("chapters", f"chapter {number} is “{title}” in the file, “{name}” in the record", at)
        elif abs(start - at) > NEAR_MS:
            yield Fault(
                "chapters",
                f"chapter {number}, “{name}”, begins {abs(start - at) / 1000:.1f} s {'later' if start > at else 'earlier'} in the file",
                at,
            )


def _plain(text: str) -> str:
    return " ".join(text.split())
