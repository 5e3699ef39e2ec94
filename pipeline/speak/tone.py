"""The `tone` engine: beeps of about the length that speech would have. For tests and dry runs; needs no voice."""

from __future__ import annotations

from pathlib import Path

from pipeline.errors import EngineUnavailable
from pipeline.model import Voice
from pipeline.speak import wav
from pipeline.speak.engine import LIST_VOICES, near

RATE_HZ = 22_050
"""As espeak-ng's."""

PITCH_HZ = {"tone": 1000, "low": 600}
"""Two voices, so that a second speaker can be told apart."""

PEAK = 0.16
"""Of full scale: as power that is −19 dB, and with the pauses between the words it measures −19.9 LUFS (`low` −20.5), about
as loud as espeak-ng."""

EDGE_MS = 10
"""Silence before and after, as espeak-ng leaves before a sentence."""

RAMP_MS = 8
"""Each beep swells and fades over this, so that nothing clicks."""


class ToneEngine:
    """One beep a word, as long as the word; the whole takes words ÷ rate. The same text gives the same bytes."""

    name = "tone"
    default_voice = "tone"

    def voices(self) -> tuple[Voice, ...]:
        """`tone:tone` at 1 kHz and `tone:low` at 600 Hz."""
        return tuple(Voice(f"tone:{voice}", "tone", "", "", "MIT", installed=True, rate_hz=RATE_HZ) for voice in PITCH_HZ)

    def check(self, voice: str) -> None:
        """Raise EngineUnavailable for any other voice."""
        if voice not in PITCH_HZ:
            raise EngineUnavailable(
                f"The engine “tone” has no voice “{voice}”{near(voice, PITCH_HZ)}", where=f"tone:{voice}", remedy=LIST_VOICES
            )

    def fingerprint(self, voice: str) -> str:
        """Changes when the sound does."""
        return "tone 1"

    def speak(self, text: str, voice: str, rate_wpm: int, target: Path) -> None:
        """Write the beeps for `text`: exactly words × 60 ÷ `rate_wpm` seconds and twice `EDGE_MS`."""
        import numpy as np

        self.check(voice)
        words = text.split()
        # Where each word ends, in frames: a word takes its share by letters, one more standing for the space after it.
        letters = np.cumsum([len(word) + 1 for word in words])
        ends = np.rint(letters / letters[-1] * (len(words) * 60 / rate_wpm * RATE_HZ)).astype(int)
        starts = np.concatenate(([0], ends[:-1]))
        level = np.zeros(ends[-1], dtype=np.float32)
        ramp = np.sin(np.linspace(0, np.pi / 2, RATE_HZ * RAMP_MS // 1000, dtype=np.float32)) ** 2
        for start, end, word in zip(starts.tolist(), ends.tolist(), words, strict=True):
            beep = (end - start) * len(word) // (len(word) + 1)
            swell = ramp[: beep // 2]
            level[start : start + beep] = 1
            level[start : start + len(swell)] = swell
            level[start + beep - len(swell) : start + beep] = swell[::-1]
        # One second holds a whole number of periods: computed once, repeated.
        second = np.sin(2 * np.pi * PITCH_HZ[voice] / RATE_HZ * np.arange(RATE_HZ)).astype(np.float32) * np.float32(PEAK * 32767)
        samples = np.rint(level * np.resize(second, len(level))).astype("<i2")
        edge = bytes(RATE_HZ * EDGE_MS // 1000 * wav.BYTES_PER_FRAME)
        wav.write(target, RATE_HZ, edge + samples.tobytes() + edge)

    def close(self) -> None:
        """Nothing is held."""
