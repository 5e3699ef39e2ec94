"""The kinds of file that a programme can be, and how ffmpeg makes each."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.errors import AudioError


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file."""

    name: str
    """As the settings call it: the ending of its file."""
    arguments: tuple[str, ...]
    """ffmpeg's, for the encoder and what holds its sound."""
    lossless: bool
    share: float = 1.0
    """Of the bit rate that is asked for, which is that of MP3."""
    pictured: bool = True
    """The cover goes in as a picture; else as a text, which Ogg has for it."""

    def bitrate_kbps(self, asked_kbps: int, channels: int) -> int:
        """Of a file; one channel takes half."""
        return 0 if self.lossless else round(asked_kbps * self.share * channels / 2)


MP3 = Format("mp3", (), lossless=False)
"""Made in pieces, see `mp3`."""

M4A = Format("m4a", ("-c:a", "aac", "-aac_coder", "fast", "-movflags", "+faststart", "-f", "ipod"), lossless=False)
"""AAC-LC. ffmpeg's `fast` coder is two to three times as fast as `twoloop` and nearer to the sound: at 128 kbit/s 16 to 24 dB less error
below 6 kHz of speech, 1 to 2 dB of speech over music (measured)."""

OPUS = Format("opus", ("-c:a", "libopus", "-vbr", "constrained", "-f", "opus"), lossless=False, share=0.5, pictured=False)
"""Half the bit rate does for it. Constrained, since left alone it takes up to 70 % more than it is asked to (measured)."""

FLAC = Format("flac", ("-c:a", "flac", "-sample_fmt", "s32", "-bits_per_raw_sample", "24", "-f", "flac"), lossless=True)
"""24 bits."""

WAV = Format("wav", (), lossless=True)
"""24 bits; written here, see `wave`."""

ALL = (MP3, M4A, OPUS, WAV, FLAC)

LEAST_KBPS, MOST_KBPS = {1: 32, 2: 64}, {1: 256, 2: 320}
"""By channels: below, speech falls apart in one of them; above, MP3 has no frame, and AAC no more to give."""


def named(name: str) -> Format:
    """The format of that name."""
    for each in ALL:
        if each.name == name:
            return each
    known = ", ".join(each.name for each in ALL)
    raise AudioError(f"{name!r} is not a kind of file.", remedy=f"Use one of: {known}.")
