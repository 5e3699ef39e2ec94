"""Sounds made for the tests, and meters that are not ours: ffmpeg's ebur128 and pyloudnorm, mutagen, silence seen in decoded sound."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import wave
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import mutagen.id3
import mutagen.mp3
import numpy as np
import pyloudnorm
from imageio_ffmpeg import get_ffmpeg_exe
from numpy.typing import NDArray

from pipeline.model import Clip, Cue, Script, Section, Segment, Sentence, Source, Tags

Sound = NDArray[np.float64]

DAY = dt.date(2026, 11, 27)
TAGS = Tags("Kyiv weighs a peace plan", "The Daily Story", DAY, "The voices are synthetic.")
SYLLABLE_S = 0.22
SOUNDING = 0.75
"""Share of a syllable that sounds; the rest is a gap, so the level moves as in speech."""
SOFT_S = 0.004
"""Onset and end of a syllable."""


def speech(
    seconds: float,
    *,
    rate: int = 22_050,
    seed: int = 1,
    rms_db: float = -20.0,
    pitch: float = 120.0,
    lead_ms: float = 80,
    tail_ms: float = 250,
) -> Sound:
    """Something like speech: harmonics that fall off, breath, syllables of different stress; digital silence at both edges."""
    chance = np.random.default_rng(seed)
    n = round(seconds * rate)
    t = np.arange(n) / rate
    tone = np.zeros(n)
    for k in range(1, int(min(5000, rate / 2.2) / pitch)):
        tone += np.sin(2 * np.pi * pitch * k * t + chance.uniform(0, 6)) / k
    sound = tone + 0.3 * chance.standard_normal(n)
    envelope = np.zeros(n)
    length, soft = round(SYLLABLE_S * rate), round(SOFT_S * rate)
    for first in range(0, n, length):
        last = n if first + 2 * length > n else first + round(length * SOUNDING)
        shape = np.full(last - first, chance.uniform(0.35, 1.0))
        edge = min(soft, len(shape) // 2)
        if edge:
            shape[:edge] *= np.linspace(0.15, 1, edge)
            shape[-edge:] *= np.linspace(1, 0.15, edge)
        envelope[first:last] = shape
        if last == n:
            break
    sound *= envelope
    sound *= 10 ** (rms_db / 20) / np.sqrt(np.mean(sound**2))
    return np.concatenate([np.zeros(round(lead_ms * rate / 1000)), sound, np.zeros(round(tail_ms * rate / 1000))])


def write_wav(path: Path, sound: Sound, rate: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.rint(np.clip(sound, -1, 32767 / 32768) * 32768).clip(-32768, 32767).astype("<i2").tobytes())
    return path


def script_of(*sections: tuple[str, Sequence[str | Cue]]) -> Script:
    """A script of (title, parts): a text such as `Anchor` stands for a segment of that role."""
    made, line = [], 0
    for title, parts in sections:
        found: list[Segment | Cue] = []
        for part in parts:
            line += 1
            passage = Sentence(f"Sentence {line} of the day.", (Source("day.txt", line, line),))
            found.append(part if isinstance(part, Cue) else Segment(part, (passage,)))
        made.append(Section(title, tuple(found)))
    return Script("Kyiv weighs a peace plan", DAY, "The Daily Story", "story", "day.txt", "0" * 64, tuple(made))


@dataclass
class Studio:
    """Makes clips in a folder and collects them in order."""

    folder: Path
    clips: list[Clip] = field(default_factory=list)

    @property
    def target(self) -> Path:
        return self.folder / "out" / "episode.mp3"

    def clip(self, sound: Sound, *, rate: int = 22_050, voice: str = "tone:a") -> Clip:
        number = len(self.clips) + 1
        path = write_wav(self.folder / "clips" / f"{number}.wav", sound, rate)
        self.clips.append(Clip(number, path, rate, len(sound), voice, cached=False))
        return self.clips[-1]

    def speak(
        self, count: int, seconds: float, *, rate: int = 22_050, rms_db: float = -20.0, voice: str = "tone:a", pitch: float = 120.0
    ) -> None:
        for _ in range(count):
            self.clip(speech(seconds, rate=rate, rms_db=rms_db, pitch=pitch, seed=len(self.clips) + 1), rate=rate, voice=voice)

    def script(self) -> Script:
        return script_of(("News", ["Anchor"] * len(self.clips)))

    def left(self) -> list[str]:
        """Whatever lies in the target's folder but the target."""
        return [path.name for path in self.target.parent.iterdir() if path != self.target] if self.target.parent.exists() else []


def ffmpeg(*arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([get_ffmpeg_exe(), "-nostdin", "-hide_banner", *arguments], capture_output=True, check=True)


def decode(path: Path) -> Sound:
    """Frames × 2, full scale 1, as a player that knows the encoder's delay hears it."""
    raw = ffmpeg("-loglevel", "error", "-i", f"file:{path}", "-map", "0:a", "-f", "f32le", "-").stdout
    return np.frombuffer(raw, "<f4").astype(np.float64).reshape(-1, 2)


def ebur128(path: Path) -> tuple[float, float]:
    """(LUFS, dBTP) of both channels by ffmpeg: every reading at its full precision."""
    chain = "ebur128=peak=true:metadata=1,ametadata=mode=print:file=-"
    said = ffmpeg("-loglevel", "error", "-i", f"file:{path}", "-map", "0:a", "-af", chain, "-f", "null", "-").stdout.decode()
    peaks = [float(value) for value in re.findall(r"true_peaks_ch\d=(\S+)", said)]
    return float(re.findall(r"r128\.I=(\S+)", said)[-1]), 20 * float(np.log10(max(max(peaks), 1e-6)))


def pyln(path: Path) -> float:
    """LUFS by pyloudnorm."""
    return float(pyloudnorm.Meter(44_100).integrated_loudness(decode(path)))


def id3(path: Path) -> Any:
    """The ID3 frames as mutagen reads them, versions not translated into one another."""
    reader: Any = mutagen.id3.ID3
    return reader(path, translate=False)


def mp3_info(path: Path) -> Any:
    """The stream as mutagen reads it: `sample_rate`, `channels`, `bitrate`."""
    reader: Any = mutagen.mp3.MP3
    return reader(path).info


def onset(sound: Sound, near: int, reach: int, *, share: float = 0.02) -> int:
    """The first frame within `reach` of `near` that is louder than `share` of the loudest around, seen from the silence before it."""
    part = np.abs(sound[max(0, near - reach) : near + reach])
    return max(0, near - reach) + int(np.argmax(part > share * part.max()))


def ending(sound: Sound, near: int, reach: int, *, share: float = 0.02) -> int:
    """One past the last frame within `reach` of `near` that is so loud."""
    part = np.abs(sound[max(0, near - reach) : near + reach])
    return max(0, near - reach) + len(part) - int(np.argmax(part[::-1] > share * part.max()))
