"""What the tests of speech share: news to read out, silences in a file, the children of a process."""

from __future__ import annotations

import os
import sys
import wave
from pathlib import Path

import numpy as np
import pytest

from pipeline.model import Utterance

REPO = Path(__file__).resolve().parents[2]
ANCHOR = "pyttsx3:gmw/en-gb-x-rp"

linux_only = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc, or needs espeak-ng")

NEWS = (
    "The government said on Tuesday that talks with the rail unions would resume next week.",
    "Rescue workers searched through the night for survivors after the earthquake struck the coastal town.",
    "The central bank held interest rates at four per cent.",
    "Officials in Geneva described the first day of negotiations as constructive but slow.",
    "A spokesman for the ministry declined to comment on reports of a second strike.",
    "The court ruled that the company must publish the documents within thirty days.",
    "Voters in the region go to the polls on Sunday after a campaign marked by protests.",
    "The airline cancelled more than two hundred flights because of a software failure.",
    "Inflation fell for the third month in a row.",
    "Two former ministers have been charged with misusing public money.",
    "Engineers hope to reopen the bridge before the end of the year.",
    "Police are treating the death of the journalist as suspicious.",
)


def utterances(count: int, voice: str, rate_wpm: int = 160) -> list[Utterance]:
    """`count` different short segments."""
    return [Utterance(n, f"Report {n}. {NEWS[n % len(NEWS)]}", voice, rate_wpm) for n in range(1, count + 1)]


def samples(path: Path) -> tuple[int, np.ndarray]:
    """Rate in Hz and the samples of a 16-bit mono WAV."""
    with wave.open(str(path), "rb") as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        return file.getframerate(), np.frombuffer(file.readframes(file.getnframes()), "<i2").astype(np.int32)


def seconds(path: Path) -> float:
    rate_hz, sound = samples(path)
    return len(sound) / rate_hz


def silences_ms(path: Path, at_least_ms: int, quiet: int = 60) -> list[int]:
    """How long the silences inside a file are, its edges left out."""
    rate_hz, sound = samples(path)
    loud = np.flatnonzero(np.abs(sound) >= quiet)
    gaps = np.diff(loud) * 1000 / rate_hz
    return [round(float(gap)) for gap in gaps if gap >= at_least_ms]


def pitch_hz(path: Path) -> float:
    """The median pitch of what is voiced, by autocorrelation."""
    rate_hz, sound = samples(path)
    found = []
    for at in range(0, len(sound) - 1024, 512):
        window = sound[at : at + 1024] - sound[at : at + 1024].mean()
        if np.sqrt((window**2).mean()) > 800:
            likeness = np.correlate(window, window, "full")[1023:]
            lag = rate_hz // 350 + int(np.argmax(likeness[rate_hz // 350 : rate_hz // 60]))
            if likeness[lag] > likeness[0] / 2:
                found.append(rate_hz / lag)
    return float(np.median(found))


def children(pid: int | None = None) -> set[int]:
    """The processes whose parent is `pid` (else this process), as the kernel sees it; the dead but unburied too."""
    wanted = pid or os.getpid()
    found = set()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                after_name = (folder / "stat").read_text(errors="replace").rpartition(")")[2].split()
            except OSError:
                continue
            if int(after_name[1]) == wanted:
                found.add(int(folder.name))
    return found
