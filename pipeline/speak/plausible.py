"""Whether a sound can be what was to be said. An engine may give silence, noise or a part, and call it done: such a clip is no clip.

The bounds lie far from all speech: they are for what is broken, not for what is badly said. A clip takes half a millisecond.
"""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from pipeline.regex import regex
from pipeline.speak.wav import Sound

if TYPE_CHECKING:
    import numpy as np

RATE_WPM = 160
"""What the seconds below are for."""

SHORTEST_S = 0.025
"""A letter of a word, 12 of them at most. Measured with 700 texts: speech takes 0.06 at least, `tone` 0.375 for a word however long."""
LONGEST_LETTERS = 12

LONGEST_S = (0.25, 0.8, 2.5)
"""A small letter or space, any other ASCII character (`%` takes 0.5 s, `W` 0.6), any other (an unknown letter is spelled: 2.2 s)."""

ALLOWANCE_S = 3.0
"""On top of LONGEST_S: what an engine leaves before and after."""

QUIET_PEAK = 100
"""Of 32,767, above and below the middle. The quietest voice peaks at about 16,000."""

WINDOW = 1024
WINDOWS = 32
"""Of so many samples, spread over the clip: enough to tell noise by."""

BAND_HZ = (300, 4000)
"""Where speech is, and what every rate holds."""

NOISE_FLATNESS = 0.5
"""Geometric by arithmetic mean of the power in BAND_HZ. White noise has 0.95, pink 0.78; sentences 0.35 at most, whispered ones 0.72."""

NOISE_STEADY = 0.85
"""Level of the window at the lower quartile by that at the upper. Noise has 0.95; sentences 0.52 at most, a whispered word 0.61."""

_WORDS = regex(r"(?<![^\W_])[^\W_]{2,40}(?![^\W_])")
"""Rows of single letters and very long words may be rushed through."""

_SOUNDS = regex(r"\[\[.*?\]\]")
"""A pronunciation in an engine's own notation stands for a word."""


def trouble(text: str, rate_wpm: int, sound: Sound) -> str:
    """What shows that this is not `text` spoken at `rate_wpm`, for people; empty where nothing does."""
    import numpy as np

    seconds = sound.frames / sound.rate_hz
    least, most = bounds_s(text, rate_wpm)
    if not least <= seconds <= most:
        begins = textwrap.shorten(_SOUNDS.sub("…", text), 30, placeholder=" …")
        return f"it lasts {seconds:.1f} s, and “{begins}” takes {least:.1f} to {most:.1f}"
    samples = np.frombuffer(sound.pcm, "<i2")
    if int(samples.max()) - int(samples.min()) < 2 * QUIET_PEAK:
        return "it holds nothing but silence"
    flatness, steady = noisiness(samples, sound.rate_hz)
    if flatness > NOISE_FLATNESS and steady > NOISE_STEADY:
        return "it holds nothing but noise"
    return ""


def bounds_s(text: str, rate_wpm: int) -> tuple[float, float]:
    """The shortest and the longest that a text can be, whichever voice says it. An engine that does not know rates speaks at its own."""
    scale = RATE_WPM / rate_wpm
    said = _SOUNDS.sub("word", text)
    least = SHORTEST_S * min(scale, 1) * sum(min(len(word), LONGEST_LETTERS) for word in _WORDS.findall(said))
    small = sum(each == " " or (each.isascii() and each.islower()) for each in text)
    ascii_characters = sum(each.isascii() for each in text)
    counts = (small, ascii_characters - small, len(text) - ascii_characters)
    return least, ALLOWANCE_S + max(scale, 1) * sum(each * count for each, count in zip(LONGEST_S, counts, strict=True))


def noisiness(samples: np.ndarray, rate_hz: int) -> tuple[float, float]:
    """How flat the spectrum of a sound is, and how steady its level: both near 1 for noise alone, one of them near 0 for anything else."""
    import numpy as np

    if len(samples) < 2 * WINDOW:
        return 0.0, 0.0
    starts = np.linspace(0, len(samples) - WINDOW, WINDOWS).astype(int)
    windows = np.stack([samples[start : start + WINDOW] for start in starts]).astype(np.float32)
    windows -= windows.mean(axis=1, keepdims=True)
    levels = np.sqrt((windows**2).mean(axis=1))
    low, high = np.percentile(levels, (25, 75))
    if low < NOISE_STEADY * high:  # nearly always: no spectrum is needed
        return 0.0, float(low / high)
    power = (np.abs(np.fft.rfft(windows * np.hanning(WINDOW), axis=1)) ** 2).mean(axis=0)
    first, last = (round(hz * WINDOW / rate_hz) for hz in BAND_HZ)
    band = power[first : last + 1] + 1e-9
    return float(np.exp(np.log(band).mean()) / band.mean()), float(low / max(high, 1e-9))
