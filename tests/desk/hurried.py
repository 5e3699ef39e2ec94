"""Three engines of somebody else's for a day in a hurry: the better, the slower. Each text takes them real, short time, and their clock more."""

from __future__ import annotations

import time
from pathlib import Path
from typing import ClassVar

import numpy as np

from pipeline.errors import EngineUnavailable
from pipeline.model import Voice
from pipeline.speak import wav
from pipeline.speak.speed import TEXT, WARM_UP

RATE_HZ = 16_000


class Clock:
    """A clock that goes on only while somebody speaks, or when it is set."""

    now_s: ClassVar[float] = 0.0

    def __call__(self) -> float:
        return Clock.now_s


class Hurried:
    """Hums as long as speech would be."""

    name, quality, takes_s, pitch_hz = "", 0.0, 0.0, 110
    by_clock_s: ClassVar[float] = 0.0
    """What a sentence takes by the clock; the engine does not know it when it is measured."""
    said: ClassVar[list[str]] = []
    default_voice = "low"

    def voices(self) -> tuple[Voice, ...]:
        genders = {"low": "male", "high": "female"}
        return tuple(Voice(f"{self.name}:{voice}", self.name, "en-GB", gender, "MIT", installed=True) for voice, gender in genders.items())

    def check(self, voice: str) -> None:
        if voice not in ("low", "high"):
            raise EngineUnavailable(f"There is no {self.name} “{voice}”", where=f"{self.name}:{voice}")

    def fingerprint(self, voice: str) -> str:
        return f"{self.name} 1"

    def speak(self, text: str, voice: str, rate_wpm: int, target: Path) -> None:
        time.sleep(self.takes_s)
        if text not in (TEXT, WARM_UP):
            Clock.now_s += self.by_clock_s
            Hurried.said.append(f"{self.name}: {text}")
        seconds = len(text.split()) * 60 / rate_wpm
        hum = np.sin(2 * np.pi * self.pitch_hz * np.arange(round(seconds * RATE_HZ)) / RATE_HZ)
        wav.write(target, RATE_HZ, np.rint(hum * 9000).astype("<i2").tobytes())

    def close(self) -> None:
        """Nothing is held."""


class Slow(Hurried):
    name, quality, takes_s, pitch_hz = "slow", 90.0, 0.06, 110
    by_clock_s: ClassVar[float] = 0.0


class Middling(Hurried):
    name, quality, takes_s, pitch_hz = "middling", 80.0, 0.03, 150
    by_clock_s: ClassVar[float] = 0.0


class Quick(Hurried):
    name, quality, takes_s, pitch_hz = "quick", 70.0, 0.0, 220
    by_clock_s: ClassVar[float] = 0.0
