"""Some of an MP3 file as a file of its own, to the sample, without encoding it again.

The frames of our files stand by themselves; what a decoder needs before the first sample that counts goes along, and the header says how
much of it is not to be heard.
"""

from __future__ import annotations

import mmap
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.errors import AudioError
from pipeline.mix.layer3 import frames
from pipeline.mix.layer3.crc import crc16
from pipeline.mix.score import GRID_FRAMES

BEFORE = 2
"""MP3 frames that go before the one in which the sound begins: each is added to the end of the one before it (ISO/IEC 11172-3 §2.4.3.4,
“overlapping and adding”), and the filter bank behind that remembers 512 samples."""

REMEDY = "Build it again."


def cut(path: Path, spans: Sequence[tuple[int, int]]) -> Iterator[bytes]:
    """The header and frames of each (first, end) of a file, in frames of the programme's sound.

    Raises OSError; AudioError for a file that is not as we write it.
    """
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        if (head := frames.told(file)) is None:
            raise AudioError("it has no header that says where its sound begins.", where=str(path), remedy=REMEDY)
        with memoryview(whole)[file.tell() :] as stream:
            places = frames.split(stream)
            version, kbps = frames.version(stream), frames.BITRATES_KBPS[(stream[2] >> 4) - 1]
            for first, end in spans:
                low = max(0, (first + head.late) // GRID_FRAMES - BEFORE)
                high = -(-(end + head.late) // GRID_FRAMES)
                sound = bytes(stream[places[low] : places[high]])
                delay = first + head.late - low * GRID_FRAMES - frames.DECODER_FRAMES
                yield (
                    frames.header(frames.Whole(end - first, high - low, len(sound), crc16(sound), kbps, head.channels, version, delay))
                    + sound
                )
