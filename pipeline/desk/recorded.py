"""The engine of what nobody need say: a stretch of a recording, decoded once, behind the seam that voices stand behind.

So the cache, a build that goes on after a break, and several at a time come by themselves. Its voice is `FOLDER/./FILE 1:02-1:19`: all before the
dot says where the file lies, what is behind it is what people read.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from pipeline.errors import AudioError, EngineError, EngineUnavailable
from pipeline.mix import ffmpeg
from pipeline.mix.layout import RATE_HZ
from pipeline.model import Recording, Voice, recording_of
from pipeline.model.recording import clock
from pipeline.speak import wav

FORMAT = 1
"""Another one where the same file would be decoded otherwise."""

HOME = "/./"
"""Stands between the folder and the file."""

LONGEST_S = 900
"""A paragraph of a quarter of an hour is a programme: somebody forgot to name a stretch."""

FILE_S = 1800.0
"""What ffmpeg may take: it decodes from the file's beginning, as a jump into some MP3s misses by seconds. A stretch at the end of an hour takes 14 s
(measured on two busy cores), once."""

ROUNDED_MS = 1000
"""A stretch may end so much behind the file's end: players show whole seconds."""

FORMATS = "wav,w64,aiff,caf,au,mp3,aac,flac,ogg,mov,matroska,asf,amr,ac3,eac3,mpeg,mpegts,avi,wv,ape,tta"
"""What ffmpeg may take the file for, whatever its name says: none of these refers to other files, as a playlist does."""

SAVE_AGAIN = "Save it again as WAV, MP3 or FLAC."


class RecordingEngine:
    """Gives stretches of recordings."""

    name = "recording"
    default_voice = ""
    recorded = True

    def voices(self) -> tuple[Voice, ...]:
        """None that a role could have."""
        return ()

    def called(self, voice: str) -> str:
        """What stands behind the colon in the script."""
        return voice.rpartition(HOME)[2]

    def check(self, voice: str) -> None:
        """Raise EngineUnavailable for what is no recording of a paragraph: a role's voice in the settings or the command."""
        if HOME not in voice:
            what, remedy = "A recording is heard in one paragraph, not in all of a role", "Write it there: **Anchor (recording: FILE):** …"
            raise EngineUnavailable(what, where=f"recording:{voice}", remedy=remedy)

    def fingerprint(self, voice: str) -> str:
        """The file's digest and the stretch. Raises EngineUnavailable where it cannot be read."""
        self.check(voice)
        asked = recording_of(voice)
        return f"recording {FORMAT} {digest(Path(asked.file))} {asked.start_ms} {asked.end_ms}"

    def speak(self, text: str, voice: str, rate_wpm: int, target: Path) -> None:
        """Write the stretch to `target`, whatever the words are. Raises EngineError."""
        self.check(voice)
        try:
            wav.write(target, RATE_HZ, decoded(recording_of(voice)))
        except AudioError as problem:
            raise EngineError(problem.message, where=self.called(voice), remedy=problem.remedy) from problem

    def close(self) -> None:
        """Nothing is held."""


def digest(path: Path) -> str:
    """Of a recording's bytes. Raises EngineUnavailable where it cannot be read."""
    try:
        now = path.stat()
        return _digest(path, now.st_mtime_ns, now.st_size, now.st_ino)
    except OSError as problem:
        raise EngineUnavailable(
            f"The recording cannot be read: {problem.strerror}", where=str(path), remedy="Put it there, or correct its name in the script."
        ) from problem


@lru_cache(maxsize=256)
def _digest(path: Path, changed_ns: int, size: int, inode: int) -> str:
    """Of a file as it was at `changed_ns`."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def decoded(asked: Recording) -> bytes:
    """The stretch as 16-bit samples of one channel at RATE_HZ; `asked.file` is a whole path. Raises AudioError for what is no sound, a stretch that
    is not in it, and one of more than LONGEST_S.
    """
    until = ["-to", f"{asked.end_ms / 1000}"] if asked.end_ms is not None else ["-t", str(LONGEST_S + 1)]
    if asked.end_ms is not None and asked.end_ms - asked.start_ms > LONGEST_S * 1000:
        raise AudioError(
            f"it is {clock(asked.end_ms - asked.start_ms)} long", remedy=f"Name a stretch of {clock(LONGEST_S * 1000)} at most."
        )
    raw = _samples(asked.file, "-ss", f"{asked.start_ms / 1000}", *until)
    long_ms = len(raw) // wav.BYTES_PER_FRAME * 1000 / RATE_HZ
    if not raw or (asked.end_ms is not None and long_ms < asked.end_ms - asked.start_ms - ROUNDED_MS):
        whole_ms = asked.start_ms + round(long_ms) if raw else len(_samples(asked.file, "-ar", "1000")) // wav.BYTES_PER_FRAME
        if not whole_ms:
            raise AudioError("it holds no sound", remedy=SAVE_AGAIN)
        raise AudioError(f"the stretch ends behind the recording's end at {clock(whole_ms)}", remedy="Correct the stretch.")
    if long_ms > LONGEST_S * 1000:
        raise AudioError(f"it is longer than {clock(LONGEST_S * 1000)}", remedy="Name the stretch that is meant, as in FILE 1:02-1:19.")
    return raw


def _samples(file: str, *how: str) -> bytes:
    """What ffmpeg makes of it, in one channel."""
    source = [*ffmpeg.SAFE, "-format_whitelist", FORMATS, "-i", ffmpeg.file_url(Path(file))]
    arguments = [*source, "-map", "0:a:0", "-ac", "1", "-ar", str(RATE_HZ), *how, "-f", "s16le", "pipe:1"]
    try:
        return b"".join(ffmpeg.read(arguments, timeout_s=FILE_S, where=file))
    except AudioError as problem:
        if problem.remedy:  # ffmpeg is not there, or was too slow
            raise
        raise AudioError("no sound is found in it", remedy=SAVE_AGAIN) from problem
