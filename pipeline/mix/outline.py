"""How loud a programme is from end to end, roughly, from its clips alone: for a drawing, before there is a file to measure."""

from __future__ import annotations

import wave
from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.model import Clip

WINDOW_S = 0.05
"""One value for each of these: a syllable is four."""

SILENT_DB = -60.0
"""Nothing lies below."""

USUAL = (0.05, 0.95)
"""The quietest and the loudest of a drawing are cut off at these shares, so that one clap does not make all else small."""


def outline(clips: Sequence[Clip], count: int) -> tuple[tuple[float, int], ...]:
    """`count` equal stretches of what is said: (level from 0 to 1, voice: 0 for the one that speaks most, and so on).

    Levels are relative to each voice's own and spread over the whole range. A clip that cannot be read counts as silence: whoever
    mixes it will say so. Nothing where there are no clips.
    """
    found: list[NDArray[np.float64]] = []
    voices: list[str] = []
    for clip in sorted(clips, key=lambda clip: (clip.number, clip.part)):
        levels = _levels(clip)
        found.append(levels)
        voices += [clip.voice] * len(levels)
    if not voices:
        return ()
    names = sorted(set(voices), key=lambda name: (-voices.count(name), name))
    db = np.concatenate(found)
    who = np.array([names.index(voice) for voice in voices])
    for n in range(len(names)):
        own = db[who == n]
        db[who == n] -= np.median(own[own > SILENT_DB]) if (own > SILENT_DB).any() else 0.0
    edges = np.linspace(0, len(db), count + 1)
    stretches = [slice(int(first), max(int(last), int(first) + 1)) for first, last in pairwise(edges)]
    means = np.array([float(db[each].mean()) for each in stretches])
    low, high = np.quantile(means, USUAL)
    levels = np.clip((means - low) / max(high - low, 1e-9), 0, 1)
    return tuple((round(float(level), 3), int(np.bincount(who[each]).argmax())) for level, each in zip(levels, stretches, strict=True))


def _levels(clip: Clip) -> NDArray[np.float64]:
    """Level of each WINDOW_S of a clip in decibels."""
    try:
        with wave.open(str(clip.path), "rb") as file:
            samples = np.frombuffer(file.readframes(file.getnframes()), "<i2") if file.getsampwidth() == 2 else np.zeros(0, "<i2")
            window = max(1, round(file.getframerate() * file.getnchannels() * WINDOW_S))
    except (OSError, EOFError, wave.Error, ValueError):
        return np.full(1, SILENT_DB)
    whole = samples[: len(samples) // window * window].reshape(-1, window)
    powers = np.einsum("ij,ij->i", whole, whole, dtype=np.float64, casting="unsafe") / window / 32768**2
    return np.asarray(np.maximum(10 * np.log10(np.maximum(powers, 1e-12)), SILENT_DB)) if len(powers) else np.full(1, SILENT_DB)
