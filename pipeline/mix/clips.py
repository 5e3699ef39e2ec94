"""One clip at a time: read, cut to its speech, faded, measured; and later read again and made ready for the programme.

pydub reads, turns to 16-bit mono and cuts by frames. Its fades and gain are not used: a fade counts in whole milliseconds and
returned 8 frames fewer of 56,676 (measured), a gain rounds to 16 bits and clips at full scale, which a voice that is brought up may
pass before the limiter takes its peaks down. So sound leaves here as floats.
"""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from pipeline.errors import AudioError
from pipeline.mix import looks
from pipeline.mix.chain import through
from pipeline.mix.layout import RATE_HZ, Span
from pipeline.mix.loudness import cells
from pipeline.mix.resample import Samples, resample, resampled_length
from pipeline.model import Chain, Clip

if TYPE_CHECKING:
    from pydub import AudioSegment

GATE_MS = 2
"""The level is looked at in windows of this length: the edge of the speech is known to ±1 ms."""

SPEECH_SHARE = 0.9
"""The clip's own level is the one that this share of its windows stays below: its vowels."""

DEEPEST_DB, SHALLOWEST_DB = -60.0, -42.0
"""The gate's threshold lies between these, relative to the clip's level. The weakest consonants (th, f) lie 30 to 36 dB below the
vowels, so −42 dB never eats one whole; a clean clip (a synthetic voice ends in digital silence) is followed down to −60 dB."""

ABOVE_NOISE_DB = 10.0
"""Between the two the threshold stands this far above the clip's own noise, taken from its quietest windows."""

NOISE_SHARE = 0.02
"""The quietest windows: this share of them."""

MARGIN_MS = 25
"""Kept on each side of the speech, so that a soft onset and the end of a breath survive. It lies within the pauses."""

FADE_MS = 5
"""At both ends, inside the margin: no step where a clip with noise or an offset begins."""

FULL_SCALE = 32768.0
"""Of 16-bit sound."""

DIGEST_CHARS = 32

NO_CHAIN = Chain()
NO_CELLS, NO_PEAKS = np.zeros(0, np.float32), np.zeros(0, np.float16)

REMEDY = "Delete the file, so that the segment is spoken again."
GONE = "It was taken away while the programme was made: build again, and the segment is spoken again."


@dataclass(frozen=True, slots=True)
class Take:
    """What is known of a clip once it has been looked at: enough to lay out and level a programme without its sound."""

    clip: Clip
    digest: str
    """Of the clip's sound and of how it is cut."""
    rate_hz: int
    """As the file says."""
    first_frame: int
    """First frame of the file that is used, the margin included."""
    last_frame: int
    """One past the last that is used."""
    span: Span
    """The same at the programme's rate, with the margins apart."""
    energies: Samples = field(repr=False)
    """See `pipeline.mix.loudness.cells`."""
    peaks: NDArray[np.float16] = field(repr=False)
    """Highest |sample| of each cell, full scale 1."""
    chain: Chain = NO_CHAIN
    """What it goes through."""

    @property
    def speaker(self) -> str:
        """What is levelled together: one voice at one pitch (which shows in the rate of its clips) and one gain."""
        return f"{self.clip.voice} at {self.rate_hz} Hz {self.clip.gain_db:+g} dB"

    def bare(self) -> Take:
        """The same without its cells."""
        return replace(self, energies=NO_CELLS, peaks=NO_PEAKS)


def look(clip: Clip, chain: Chain = NO_CHAIN) -> Take:
    """Find a clip's speech and measure it, or recall what an earlier look found (see `looks`).

    Raises AudioError, with the file, where it cannot be read or holds nothing.
    """
    if (kept := looks.recall(clip.path, chain.mark)) is not None:
        return Take(clip, kept.digest, kept.rate_hz, kept.first_frame, kept.last_frame, kept.span, kept.energies, kept.peaks, chain)
    stamp = looks.stamp(clip.path)
    sound = _read(clip)
    rate = int(sound.frame_rate)
    samples = _floats(sound)
    start, end = speech_bounds(samples, rate)
    margin = MARGIN_MS * rate // 1000
    first, last = max(0, start - margin), min(len(samples), end + margin)
    if (length := resampled_length(last - first, rate, RATE_HZ)) == 0:
        raise AudioError(f"segment {clip.number}'s sound is empty.", where=str(clip.path), remedy=REMEDY)
    lead = min(resampled_length(start - first, rate, RATE_HZ), length - 1)
    body = max(1, min(resampled_length(end - first, rate, RATE_HZ), length) - lead)
    energies, peaks = cells(_cut(sound, first, last, chain), rate)
    digest = hashlib.sha256(f"{looks.FORMAT} {rate} {first} {last} {chain.mark} ".encode() + sound.raw_data).hexdigest()[:DIGEST_CHARS]
    span = Span(lead, body, length - lead - body)
    kept = looks.Look(digest, rate, first, last, span, energies.astype(np.float32), peaks.astype(np.float16))
    looks.keep(clip.path, kept, stamp, chain.mark)
    return Take(clip, digest, rate, first, last, span, kept.energies, kept.peaks, chain)


def render(take: Take) -> Samples:
    """A clip's sound for the programme: cut, faded, at RATE_HZ; as many frames as its span has.

    Raises AudioError where the file is no longer the one that was looked at.
    """
    sound = _read(take.clip)
    if int(sound.frame_rate) != take.rate_hz or int(sound.frame_count()) < take.last_frame:
        raise AudioError("the clip changed while the programme was mixed.", where=str(take.clip.path), remedy="Build again.")
    return resample(_cut(sound, take.first_frame, take.last_frame, take.chain), take.rate_hz, RATE_HZ)


def speech_bounds(samples: Samples, rate_hz: int) -> tuple[int, int]:
    """First frame of the speech in a clip and one past its last, by level alone; the whole clip where it is silent throughout.

    What lies between the two is never looked at: inner pauses stay.
    """
    window = max(1, rate_hz * GATE_MS // 1000)
    whole = len(samples) // window * window
    if whole == 0:
        return 0, len(samples)
    power = np.square(samples[:whole]).reshape(-1, window).mean(axis=1, dtype=np.float64)
    level, noise = _share(power, SPEECH_SHARE), _share(power, NOISE_SHARE)
    threshold = min(max(level * _ratio(DEEPEST_DB), noise * _ratio(ABOVE_NOISE_DB)), level * _ratio(SHALLOWEST_DB))
    open_windows = np.flatnonzero(power > threshold)
    if len(open_windows) == 0:
        return 0, len(samples)
    last = int(open_windows[-1]) + 1
    return int(open_windows[0]) * window, len(samples) if last * window == whole else last * window


def _read(clip: Clip) -> AudioSegment:
    """The whole clip as 16-bit mono."""
    with warnings.catch_warnings():
        # pydub looks for ffmpeg when it is imported and warns; it is given WAV files only and needs none.
        warnings.filterwarnings("ignore", category=RuntimeWarning, module="pydub")
        from pydub import AudioSegment
    try:
        # Not `from_file`: where a WAV file is broken it would start an ffmpeg of its own.
        sound = AudioSegment(data=clip.path.read_bytes())
    except Exception as problem:
        raise AudioError(
            f"segment {clip.number}'s clip cannot be read: {problem}", where=str(clip.path), remedy=REMEDY if clip.path.exists() else GONE
        ) from problem
    return sound.set_sample_width(2).set_channels(1)


def _cut(sound: AudioSegment, first: int, last: int, chain: Chain) -> Samples:
    """The frames from `first` to before `last`, behind the chain, with a fade without corners at both ends: a straight one steps where it begins."""
    samples = through(_floats(sound.get_sample_slice(first, last)), int(sound.frame_rate), chain)
    fade = min(FADE_MS * int(sound.frame_rate) // 1000, len(samples) // 2)
    ramp = (np.sin((np.arange(fade) + 0.5) / max(fade, 1) * np.pi / 2) ** 2).astype(np.float32)
    samples[:fade] *= ramp
    samples[len(samples) - fade :] *= ramp[::-1]
    return samples


def _floats(sound: AudioSegment) -> Samples:
    return np.frombuffer(sound.raw_data, "<i2").astype(np.float32) / np.float32(FULL_SCALE)


def _share(power: NDArray[np.float64], share: float) -> float:
    return float(np.quantile(power, share))


def _ratio(db: float) -> float:
    return float(10 ** (db / 10))
