"""A user's own stings and beds: decoded by ffmpeg within bounds, and made to end and to loop without a click."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import AudioError
from pipeline.mix import ffmpeg
from pipeline.mix.layout import RATE_HZ
from pipeline.mix.resample import Samples
from pipeline.mix.sounds.synth import loudness

LONGEST_STING_S, LONGEST_BED_S = 30, 600
"""Longer ones are music, not a sign; ten minutes of stereo are 212 MB of memory."""

SHORTEST_BED_S = 2
"""What comes again every second is no bed but a rattle."""

MOST_BYTES = 512 << 20
"""Ten minutes of 24 bits at 96 kHz are 346 MB."""

FORMATS = "wav,mp3,flac,ogg,mov,aac"
"""What ffmpeg may take the file for, whatever its name says: none of these refers to other files, as a playlist does."""

TIMEOUT_S = 60.0

SAVE_AGAIN = "Save it again as WAV, MP3, FLAC, Ogg or M4A."

FADED_DB = -12.0
"""Below a bed's usual level: what is softer at its ends is its fade, and would be a hole wherever it comes round."""

HOLE_DB = -20.0
"""The same where a bed loops by itself: its composer may breathe there, but not stop."""

LEVEL_S = 0.05
"""Its level is looked at in windows of this length."""

SOFT_S = 0.005
"""Fade at the ends of a sting that was cut."""

JOIN_S = 3.0
"""How long a bed's end is faded into its beginning; a quarter of a short one."""

EDGE_S = 0.25
"""On each side of the seam: what it is compared with."""

WINDOW = 1024
"""Frames of one spectrum, about as long as an ear takes for one moment."""


def sting(path: Path, name: str) -> Samples:
    """The file as a sting: as it is, its very ends made soft."""
    made = _decode(path, name, LONGEST_STING_S, "sting")
    soft = min(round(SOFT_S * RATE_HZ), len(made) // 2)
    ramp = ((np.arange(soft) + 0.5) / max(soft, 1)).astype(np.float32)[:, None]
    made[:soft] *= ramp
    made[len(made) - soft :] *= ramp[::-1]
    return made


def bed(path: Path, name: str) -> Samples:
    """The file as a bed whose end meets its beginning."""
    made = _decode(path, name, LONGEST_BED_S, "bed")
    levels = _levels(made)
    if len(made) >= SHORTEST_BED_S * RATE_HZ and levels[[0, 1, -2, -1]].min() > HOLE_DB and closes(made):
        return made
    loud = np.flatnonzero(levels > FADED_DB)
    window = round(LEVEL_S * RATE_HZ)
    made = made[loud[0] * window : (loud[-1] + 1) * window]
    if len(made) < SHORTEST_BED_S * RATE_HZ:
        raise AudioError(f"the bed is shorter than {SHORTEST_BED_S} s.", where=name, remedy="Use a longer one: it is repeated.")
    return close(made)


def closes(samples: Samples) -> bool:
    """Whether a bed loops by itself: its seam is no larger a step, and no greater a change of sound, than there is beside it."""
    edge = round(EDGE_S * RATE_HZ)
    around = np.concatenate([samples[-edge:], samples[:edge]])
    steps = np.abs(np.diff(around, axis=0)).max(axis=1)
    if steps[edge - 1] > np.quantile(steps, 0.99):
        return False
    hop = WINDOW // 4
    starts = range(0, len(around) - WINDOW + 1, hop)
    spectra = np.abs(np.fft.rfft(np.stack([around[n : n + WINDOW].mean(axis=1) for n in starts]) * np.hanning(WINDOW)))
    change = np.maximum(np.diff(spectra, axis=0), 0).sum(axis=1)
    over = np.array([n < edge < n + WINDOW + hop for n in starts[:-1]])
    return bool(change[over].max() <= change[~over].max())


def close(samples: Samples) -> Samples:
    """A bed that is shorter by its fade: its end sounds on under its beginning.

    The two gains are chosen by how alike the two are, so that the level neither dips (as it would for two unlike sounds whose
    amplitudes add up to 1) nor swells (as for two that are the same).
    """
    frames = round(min(JOIN_S, len(samples) / RATE_HZ / 4) * RATE_HZ)
    head, tail = samples[:frames].astype(np.float64), samples[-frames:].astype(np.float64)
    power = math.sqrt(float(np.square(head).sum() * np.square(tail).sum()))
    alike = min(max(float((head * tail).sum()) / power, 0.0), 1.0) if power else 0.0
    rising = ((np.arange(frames) + 0.5) / frames)[:, None]
    level = np.sqrt(rising**2 + (1 - rising) ** 2 + 2 * alike * rising * (1 - rising))
    made = samples[: len(samples) - frames].copy()
    made[:frames] = ((head * rising + tail * (1 - rising)) / level).astype(np.float32)
    return made


def _levels(samples: Samples) -> NDArray[np.float64]:
    """The level of each LEVEL_S, in decibels against the usual one, silence apart."""
    window = round(LEVEL_S * RATE_HZ)
    powers = np.array([float(np.square(samples[n : n + window], dtype=np.float64).mean()) for n in range(0, len(samples), window)])
    return np.asarray(10 * np.log10(np.maximum(powers, 1e-20) / np.median(powers[powers > powers.max() * 1e-6])))


def _decode(path: Path, name: str, longest_s: int, kind: str) -> Samples:
    """The file's sound, (frames, 2) at RATE_HZ; a single channel goes to both sides."""
    if path.stat().st_size > MOST_BYTES:
        raise AudioError(f"the file is larger than {MOST_BYTES >> 20} MB.", where=name, remedy="Use a shorter one, or save it as FLAC.")
    source = [*ffmpeg.SAFE, "-format_whitelist", FORMATS, "-t", str(longest_s + 1), "-i", ffmpeg.file_url(path)]
    arguments = [*source, "-map", "0:a:0", "-ac", "2", "-ar", str(RATE_HZ), "-f", "f32le", "pipe:1"]
    raw = bytearray()
    try:
        for piece in ffmpeg.read(arguments, timeout_s=TIMEOUT_S, where=name):
            raw += piece
    except AudioError as problem:
        raise AudioError(f"the {kind}'s file cannot be decoded: {problem.message}", where=name, remedy=SAVE_AGAIN) from problem
    made = np.frombuffer(raw, "<f4").astype(np.float32, copy=False).reshape(-1, 2)
    if len(made) > longest_s * RATE_HZ:
        raise AudioError(f"the {kind} is longer than {longest_s} s.", where=name, remedy="Cut it shorter.")
    if not np.isfinite(made).all():
        raise AudioError(f"the {kind} holds values that are no sound.", where=name, remedy=SAVE_AGAIN)
    if not math.isfinite(loudness(made)):
        raise AudioError(f"the {kind} is silent.", where=name, remedy="Use a file with sound in it.")
    return made
