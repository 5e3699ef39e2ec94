"""The parts of the programme in `stems/`: each role and the music as long as the whole, so that they lie on one another in an editor."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.check.beside.told import Told, clock, finding
from pipeline.check.finding import Finding

STEMS = "stems"
NEAR_MS = 50


def check(told: Told) -> Iterator[Finding]:
    """What is wrong with them, where the record says that there are any."""
    if not told.stems:
        return
    found = sorted((told.folder / STEMS).glob("*.wav"))
    if not found:
        yield finding("stems", told.where(STEMS), "the record says that the parts were written, and there are none")
    for path in found:
        where = told.where(f"{STEMS}/{path.name}")
        try:
            lasts = wav_ms(path)
        except (OSError, ValueError) as problem:
            yield finding("stems", where, f"cannot be read: {problem}")
            continue
        if abs(lasts - told.duration_ms) > NEAR_MS:
            yield finding("stems", where, f"lasts {clock(lasts)}, and the programme {clock(told.duration_ms)}")


def wav_ms(path: Path) -> int:
    """A WAV file's length by its chunks and what is there of them, whatever its samples are. Raises ValueError for another file."""
    rate = 0
    with path.open("rb") as file:
        if file.read(4) not in (b"RIFF", b"RF64") or file.read(8)[4:] != b"WAVE":
            raise ValueError("it is no WAV")
        while len(head := file.read(8)) == 8:
            size = int.from_bytes(head[4:], "little")
            if head[:4] == b"fmt ":
                rate = int.from_bytes(file.read(size)[8:12], "little")
            elif head[:4] == b"data":
                return _lasts(min(size, path.stat().st_size - file.tell()), rate)
            else:
                file.seek(size + size % 2, 1)
    raise ValueError("it has no sound")


def _lasts(count: int, bytes_s: int) -> int:
    """`bytes_s` as the format chunk has it, which comes first."""
    if not bytes_s:
        raise ValueError("it does not say how fast it is played")
    return round(count * 1000 / bytes_s)
