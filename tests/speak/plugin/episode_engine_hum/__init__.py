"""The `hum` engine: a hum for each text, as long as speaking it would take."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import EngineUnavailable
from pipeline.model import Voice
from pipeline.speak import wav
from pipeline.speak.engine import LIST_VOICES, near

RATE_HZ = 16_000
PITCH_HZ = {"low": 110, "high": 220}
PEAK = 0.3
"""Of full scale."""


class HumEngine:
    """Hums at one pitch a voice."""

    name = "hum"
    default_voice = "low"

    def voices(self) -> tuple[Voice, ...]:
        """`hum:low` and `hum:high`."""
        return tuple(Voice(f"hum:{voice}", "hum", "en", "", "MIT", installed=True) for voice in PITCH_HZ)

    def check(self, voice: str) -> None:
        """Raise EngineUnavailable for any other voice."""
        if voice not in PITCH_HZ:
            raise EngineUnavailable(f"There is no hum “{voice}”{near(voice, PITCH_HZ)}", where=f"hum:{voice}", remedy=LIST_VOICES)

    def fingerprint(self, voice: str) -> str:
        """Raise the number when the sound changes: clips in the cache are found by it."""
        return "hum 1"

    def speak(self, text: str, voice: str, rate_wpm: int, target: Path) -> None:
        """Write the hum for `text`."""
        import numpy as np

        self.check(voice)
        seconds = len(text.split()) * 60 / rate_wpm
        time_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
        hum = np.sin(2 * np.pi * PITCH_HZ[voice] * time_s) * np.sin(np.pi * time_s / seconds) ** 0.1
        wav.write(target, RATE_HZ, np.rint(hum * PEAK * 32767).astype("<i2").tobytes())

    def close(self) -> None:
        """Nothing is held."""
