"""The programme at a glance: how loud it is from moment to moment, where its chapters are, of what is spoken so far or of the finished file."""

from __future__ import annotations

import json
import math
import threading
import wave
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import PublishError
from pipeline.publish import RECORD
from pipeline.speak.cache import ClipCache
from pipeline.studio import document, voice
from pipeline.studio.room import Room

BINS = 600
"""Values of a strip, however long the programme: more than a column has pixels."""
STEP_MS = 50
LOUD_DB = -12.0
"""What fills the strip's height; speech at -16 LUFS fills two thirds of it."""
HIGHEST = 100

Levels = tuple[int, ...]
"""0 to HIGHEST, one each STEP_MS."""


class Strips:
    """What was measured is kept: a clip by its key, the finished file by its time and size. May be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._clips: dict[str, Levels] = {}
        self._file: tuple[object, Levels, int] | None = None

    def of_day(self, room: Room) -> dict[str, Any]:
        """The script as it stands; where a paragraph was never spoken its values are null. Raises ScriptError."""
        script = voice.script_now(room)
        day = document.of(room)
        found: list[tuple[int, Levels | None, float]] = []
        cache = ClipCache()
        for part in day["parts"]:
            if part["kind"] != "segment":
                continue
            at_ms = part["start_ms"]
            if not part["cached"]:
                found.append((at_ms, None, part["length_ms"]))
                continue
            for key in room.keys(room.utterances(script, part["n"])):
                levels = self._of_clip(key, cache)
                found.append((at_ms, levels, STEP_MS))
                at_ms += len(levels) * STEP_MS + room.show.pace.sentence_ms
        starts = {part["n"]: part["start_ms"] for part in day["parts"] if part["kind"] == "segment"}
        chapters = [{"title": each["title"], "start_ms": starts[each["first"]]} for each in day["chapters"] if each["first"]]
        paragraphs = [{"n": n, "start_ms": start_ms} for n, start_ms in starts.items()]
        return {"length_ms": day["length_ms"], "levels": _binned(found, day["length_ms"]), "chapters": chapters, "paragraphs": paragraphs}

    def of_episode(self, room: Room) -> dict[str, Any]:
        """The finished file. Raises PublishError where there is none, AudioError where it cannot be read."""
        folder = document.folder_of(room, voice.script_now(room))
        audio = folder / "episode.mp3"
        try:
            stat = audio.stat()
            chapters = json.loads((folder / RECORD).read_text(encoding="utf-8"))["chapters"]
            named = [{"title": str(each["title"]), "start_ms": int(each["start_ms"])} for each in chapters]
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise PublishError("there is no finished episode", where=room.name, remedy="Build it.") from error
        key = (audio, stat.st_mtime_ns, stat.st_size)
        with self._lock:
            if self._file is None or self._file[0] != key:
                self._file = (key, *_of_file(audio))
            _, levels, length_ms = self._file
        found = ((0, levels, length_ms / max(1, len(levels))),)
        return {"length_ms": length_ms, "levels": _binned(found, length_ms), "chapters": named, "paragraphs": []}

    def _of_clip(self, key: str, cache: ClipCache) -> Levels:
        with self._lock:
            if key not in self._clips:
                entry = cache.find(key)
                if entry is None:
                    return ()  # gone since the day was drawn
                self._clips[key] = _of_wav(entry.path)
            return self._clips[key]


def _of_wav(path: Path) -> Levels:
    import numpy as np

    with wave.open(str(path), "rb") as sound:
        step = sound.getframerate() * sound.getnchannels() * STEP_MS // 1000
        frames = np.frombuffer(sound.readframes(sound.getnframes()), dtype="<i2").astype(np.float64) / 32768
    whole = np.pad(frames, (0, -len(frames) % step)).reshape(-1, step)
    return _heights(10 * np.log10(np.mean(whole**2, axis=1) + 1e-10))


def _of_file(path: Path) -> tuple[Levels, int]:
    from pipeline.mix.curve import curve

    found = curve(path)
    return _heights(found.momentary), round(found.duration_s * 1000)


def _heights(levels_db: Iterable[float]) -> Levels:
    """By amplitude, not by decibels: what is soft looks soft."""
    return tuple(round(HIGHEST * min(1.0, 10 ** ((float(level) - LOUD_DB) / 20))) for level in levels_db)


def _binned(found: Sequence[tuple[int, Levels | None, float]], length_ms: int) -> list[int | None]:
    """The mean of each bin, what is between the sounds counted as silence; null where nothing is known of it."""
    import numpy as np

    wide_ms = max(1, length_ms) / BINS
    sums, unknown = np.zeros(BINS), np.zeros(BINS, dtype=bool)
    for at_ms, levels, step_ms in found:
        heights = (0,) if levels is None else levels
        end_ms = at_ms + len(heights) * step_ms
        first, last = max(0, int(at_ms / wide_ms)), min(BINS, math.ceil(end_ms / wide_ms))
        if first >= last:
            continue
        if levels is None:
            unknown[first:last] = True
            continue
        # What lies below the curve up to each moment; between two edges of a bin lies the difference.
        below = np.concatenate(([0.0], np.cumsum(heights))) * step_ms
        edges = np.arange(first, last + 1) * wide_ms
        sums[first:last] += np.diff(np.interp(edges, at_ms + np.arange(len(heights) + 1) * step_ms, below)) / wide_ms
    return [None if missing else min(HIGHEST, round(total)) for total, missing in zip(sums.tolist(), unknown.tolist(), strict=True)]
