"""The programme as one stream of sound into ffmpeg, and what comes out, measured."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import AudioError
from pipeline.mix import ffmpeg
from pipeline.mix.layout import RATE_HZ

OVERSAMPLING = 4
"""The limiter sees this many samples for each that the sound needs: a peak between two of them is then at most 0.7 dB higher than
both (BS.1770-5 Annex 2). Clips of 22,050 Hz fill half of the programme's band, so twice its rate is enough for them: see `Job`."""

ATTACK_MS = 5
"""alimiter's own. It looks ahead for as long, so its sound comes ATTACK_MS less one frame late and the end of it not at all; an option
that makes up for it (`latency`) came with ffmpeg 5.1, so the chain does it: checked with 4.2 and 9.0."""

LEAST_LIMIT = 0.0625
"""What alimiter takes: −24 dB."""

TAIL_FRAMES = RATE_HZ // 100
"""Silence behind the programme that pushes its end through the limiter; cut off again."""

ENCODER_LOSS_DB = ((160, 0.446), (192, 0.265), (224, 0.175))
"""libmp3lame turns the sound down at constant bit rates: by a factor of 0.95 up to 160 kbit/s, 0.97 up to 192, 0.98 up to 224, not
at all above (measured at 96 to 320; the `scale` column of LAME's presets.c)."""

FOLLOW_S = 0.02
"""How long to wait for more of a file that is being written: it grows by 16 kB a second and more, in blocks of 32 kB."""

FOLLOWED_S = 60.0
"""Programmes from here on are measured while they are written. The MP3 header that tells of the encoder's delay is completed last, so
the meter's blocks then lie 25 ms off: up to 0.05 LU in 20 s, nothing in minutes; shorter ones are measured when they are done."""

READ_BYTES = 1 << 16

SILENT_LUFS, SILENT_DBTP = -70.0, -120.0
"""What is reported for silence, as ebur128 does for the loudness: minus infinity is not a number that JSON can carry."""

SECONDS_BEFORE_GIVING_UP = 120.0
"""And one second more for each second of sound: a slow machine encodes ten times faster than that."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the meter says of an encoded file."""

    lufs: float
    """Integrated loudness; SILENT_LUFS for silence."""
    dbtp: float
    """True peak; SILENT_DBTP for silence."""

    @property
    def silent(self) -> bool:
        """Nothing in it passes the absolute gate: no gain that was worked out means anything."""
        return self.lufs <= SILENT_LUFS


@dataclass(frozen=True, slots=True)
class Job:
    """One encode."""

    target: Path
    """Where the sound goes, as MP3 without a tag; nothing else may stand there."""
    bitrate_kbps: int
    frames: int
    """The programme's length."""
    band_hz: int
    """The highest rate among the clips: nothing in the programme lies above half of it."""
    where: str
    """The place that errors name: where the file will go in the end."""

    @property
    def duration_s(self) -> float:
        """The same in seconds."""
        return self.frames / RATE_HZ

    def arguments(self, limit: float) -> list[str]:
        """ffmpeg's, from mono floats on standard input, TAIL_FRAMES behind them, to the MP3.

        Peaks are held to `limit` (linear, full scale 1) before the encoder's loss is made up.
        """
        loss_db = next((loss for most, loss in ENCODER_LOSS_DB if self.bitrate_kbps <= most), 0.0)
        oversampled_hz = RATE_HZ * max(1, min(OVERSAMPLING, math.ceil(OVERSAMPLING * self.band_hz / RATE_HZ)))
        late = oversampled_hz * ATTACK_MS // 1000 - 1
        chain = (
            f"aresample={oversampled_hz},alimiter=limit={max(limit, LEAST_LIMIT):.6f}:attack={ATTACK_MS}:level=disabled,"
            f"atrim=start_sample={late},asetpts=PTS-STARTPTS,aresample={RATE_HZ},atrim=end_sample={self.frames},"
            f"volume={loss_db}dB,pan=stereo|c0=c0|c1=c0"
        )
        sound = [*ffmpeg.SAFE, "-f", "f32le", "-ar", str(RATE_HZ), "-ac", "1", "-i", "pipe:0", "-af", chain]
        encoder = ["-c:a", "libmp3lame", "-b:a", f"{self.bitrate_kbps}k", "-id3v2_version", "0", "-f", "mp3"]
        return [*sound, *encoder, "-y", ffmpeg.file_url(self.target)]


def encode(job: Job, limit: float, chunks: Iterable[bytes]) -> Reading:
    """Encode a stream of sound, peaks held to `limit`, and measure the file while it grows: the reading is there when the file is.

    The meter is a second ffmpeg that is fed the file's own bytes as they are written: it decodes what a listener will, on the second
    core (10 minutes: 0.6 s saved of 5). Raises AudioError with ffmpeg's last lines, or where the file is shorter than its bit rate
    says.
    """
    written = threading.Event()
    limit_s = SECONDS_BEFORE_GIVING_UP + job.duration_s
    with ThreadPoolExecutor(1, "meter") as pool:
        # The meter waits for `written`: an interruption at any line from its start on must set it, or the pool is waited for for ever.
        try:
            reading = pool.submit(
                measure, follow(job.target, written, from_start=job.duration_s >= FOLLOWED_S), timeout_s=limit_s, where=job.where
            )
            ffmpeg.run(job.arguments(limit), chunks, timeout_s=limit_s, where=job.where)
        finally:
            written.set()
        least = job.duration_s * job.bitrate_kbps * 1000 / 8
        if job.target.stat().st_size < least:
            raise AudioError("ffmpeg wrote less than the whole programme.", where=job.where, remedy="Make room on the disk.")
        return reading.result()


def follow(path: Path, written: threading.Event, *, from_start: bool) -> Iterator[bytes]:
    """The bytes of a file that is still being written, to its end once `written` is set; `from_start`, or only once it is set."""
    while not (written.wait(FOLLOW_S) or (from_start and path.exists())):
        pass
    if not path.exists():
        return
    with path.open("rb") as file:
        while True:
            last = written.is_set()  # asked before the read: whatever was written before it is then read
            if block := file.read(READ_BYTES):
                yield block
            elif last:
                return
            else:
                written.wait(FOLLOW_S)


def measure(encoded: Iterable[bytes], *, timeout_s: float = SECONDS_BEFORE_GIVING_UP, where: str = "") -> Reading:
    """Loudness and true peak of an encoded stream by ffmpeg's ebur128. Raises AudioError where it cannot be decoded.

    One channel is read, as both at once (`dualmono`): the programme's two are equal to the bit, in and out of the encoder, and half of
    the work is saved. ebur128's last readings are taken, which have three decimals; the summary that it prints has one.
    """
    chain = "pan=mono|c0=c0,ebur128=peak=true:dualmono=true:metadata=1,ametadata=mode=print:file=-"
    arguments = [*ffmpeg.SAFE, "-i", "pipe:0", "-map", "0:a:0", "-af", chain, "-f", "null", "-"]
    lufs, peak = SILENT_LUFS, 0.0
    for line in ffmpeg.run(arguments, encoded, timeout_s=timeout_s, where=where):
        name, _, value = line.partition("=")
        if name == "lavfi.r128.I":
            lufs = float(value)
        elif name.startswith("lavfi.r128.true_peaks_ch"):
            peak = max(peak, float(value))
    return Reading(max(lufs, SILENT_LUFS), max(20 * math.log10(peak), SILENT_DBTP) if peak > 0 else SILENT_DBTP)


def progress(on_progress: Callable[[float], None] | None) -> Callable[[float], None]:
    """A progress callback that never goes back and never passes 1."""
    reached = 0.0

    def tell(share: float) -> None:
        nonlocal reached
        if on_progress and share > reached:
            reached = min(share, 1.0)
            on_progress(reached)

    return tell
