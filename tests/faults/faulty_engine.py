"""An engine that breaks as `$FAULT` says at each text with `$FAULT_AT` in it. It speaks as `tone` does, by a program where that is to die."""

from __future__ import annotations

import os
import subprocess
import sys
import wave
from pathlib import Path

import numpy as np

from pipeline.speak.tone import ToneEngine

RATE_HZ = 22_050


def silence(frames: int) -> np.ndarray:
    """As a cloud's engine does when it has a bad day."""
    return np.zeros(frames)


def noise(frames: int) -> np.ndarray:
    """As a model does whose weights are damaged."""
    made: np.ndarray = np.random.default_rng(1).normal(0, 3000, frames)
    return made


def pink(frames: int) -> np.ndarray:
    """Noise that falls 3 dB an octave."""
    spectrum = np.fft.rfft(noise(frames))
    spectrum /= np.sqrt(np.maximum(np.arange(len(spectrum)), 1))
    sound = np.fft.irfft(spectrum, frames)
    made: np.ndarray = sound / np.abs(sound).max() * 20_000
    return made


def write(target: Path, samples: np.ndarray) -> None:
    """A WAV file of them."""
    with wave.open(str(target), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE_HZ)
        file.writeframes(np.clip(np.rint(samples), -32768, 32767).astype("<i2").tobytes())


class Faulty(ToneEngine):
    """Its voices are those of `tone`."""

    name = "faulty"

    def voices(self) -> tuple:  # type: ignore[type-arg]
        """None that are listed."""
        return ()

    def speak(self, text: str, voice: str, rate_wpm: int, target: Path) -> None:
        """Write the beeps, or do what is asked."""
        super().speak(text, voice, rate_wpm, target)
        fault = os.environ.get("FAULT", "")
        if not fault or os.environ.get("FAULT_AT", "") not in text:
            return
        with wave.open(str(target)) as file:
            frames = file.getnframes()
        if fault in ("silence", "noise", "pink"):
            write(target, globals()[fault](frames))
        elif fault == "once":
            mark = Path(os.environ["FAULT_MARK"])
            if not mark.exists():
                mark.touch()
                write(target, silence(frames))
        elif fault == "empty":
            target.write_bytes(b"")
        elif fault == "nothing":
            target.unlink()
        elif fault == "cut":
            target.write_bytes(target.read_bytes()[: frames // 2])
        elif fault == "short":
            write(target, 8000 * np.sin(np.arange(RATE_HZ // 5) / 10))
        elif fault == "long":
            write(target, np.tile(8000 * np.sin(np.arange(RATE_HZ) / 10), 200))
        elif fault == "dies":
            target.unlink()
            subprocess.run([sys.executable, "-S", "-c", "import os; os.kill(os.getpid(), 9)"], check=True)
        elif fault == "fails":
            target.unlink()
            subprocess.run([sys.executable, "-S", "-c", "raise SystemExit('no licence')"], check=True, stderr=subprocess.PIPE)
        elif fault == "hangs":
            # It ends with us: the pipe that it reads is then closed.
            with subprocess.Popen([sys.executable, "-S", "-c", "import sys; sys.stdin.read()"], stdin=subprocess.PIPE) as program:
                program.wait()
