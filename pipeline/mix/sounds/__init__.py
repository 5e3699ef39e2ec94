"""Music of the programme: stings and beds, played by a small synthesiser of our own, or a user's own files.

Ours are rendered when they are asked for (a fifth of a second at most) and kept for the process; nobody's licence is needed.
Whoever places them sets their level by `lufs`, repeats a bed from its end to its beginning, and ducks it. numpy is loaded by the
first `load`, not by importing this.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal

from pipeline.errors import AudioError, ShowError

if TYPE_CHECKING:
    from pipeline.mix.resample import Samples

Kind = Literal["sting", "bed"]

NAMES: Mapping[Kind, tuple[str, ...]] = MappingProxyType({"sting": ("open", "close", "story"), "bed": ("headlines", "between")})
"""Those that we play ourselves, by kind."""

ENDINGS = (".wav", ".mp3", ".flac", ".ogg", ".m4a")
"""Of a user's own files."""


@dataclass(frozen=True, slots=True)
class Sound:
    """A sting or a bed, ready to be placed. Its samples belong to whoever else loads it as well: they cannot be written to."""

    name: str
    """As it was asked for: `open`, or a file inside the show."""
    samples: Samples = field(repr=False)
    """(frames, 2) at 44,100 Hz, full scale ±1; its end is silent, or, of one that loops, goes on at its beginning."""
    loops: bool
    """A bed does, a sting does not."""
    digest: str
    """SHA-256 of its samples: what is made from it is the same while this is."""
    lufs: float
    """Integrated loudness, measured."""

    @property
    def frames(self) -> int:
        """How long it is."""
        return len(self.samples)


def load(name_or_path: str, *, kind: Kind, folder: Path | None) -> Sound:
    """The sting or bed of that name, or a file of the user's own: a path inside the show's `folder` (none outside a show).

    A file may be WAV, MP3, FLAC, Ogg or M4A, a sting of at most 30 s, a bed of 2 s to 10 minutes; the ends of a bed that does not
    loop by itself are faded into each other. Raises AudioError where there is no such sound or the file cannot be used, ShowError
    where it lies outside the show.
    """
    if name_or_path in NAMES[kind]:
        return _ours(name_or_path, kind)
    if not PurePath(name_or_path).suffix and "/" not in name_or_path:
        raise _unknown(name_or_path, kind)
    path = _inside(name_or_path, folder)
    try:
        now = path.stat()
    except OSError as problem:
        raise AudioError(
            f"the {kind}'s file cannot be read: {problem.strerror}.", where=name_or_path, remedy="Put it there, or correct the path."
        ) from problem
    return _own(name_or_path, path, kind, now.st_mtime_ns, now.st_size)


@lru_cache(maxsize=8)
def _ours(name: str, kind: Kind) -> Sound:
    from pipeline.mix.sounds import pieces, synth

    piece = (pieces.BEDS if kind == "bed" else pieces.STINGS)[name]
    return _sound(name, kind, *synth.render(piece))


@lru_cache(maxsize=8)
def _own(name: str, path: Path, kind: Kind, changed_ns: int, size: int) -> Sound:
    """A user's file as it was at `changed_ns`; another time or size is another file."""
    from pipeline.mix.sounds import own
    from pipeline.mix.sounds.synth import loudness

    samples = own.bed(path, name) if kind == "bed" else own.sting(path, name)
    return _sound(name, kind, samples, loudness(samples))


def _sound(name: str, kind: Kind, samples: Samples, lufs: float) -> Sound:
    samples.flags.writeable = False
    return Sound(name, samples, kind == "bed", hashlib.sha256(samples.data).hexdigest(), round(lufs, 2))


def _inside(name: str, folder: Path | None) -> Path:
    """The file that a name stands for; a ShowError where it is not in the show, links followed."""
    if folder is None:
        remedy = "Make a show with `episode init DIR` and put it there, or use one of ours."
        raise ShowError("outside a show there are no sounds of your own", where=name, remedy=remedy)
    try:
        home, path = folder.resolve(), (folder / name).resolve()
    except (OSError, RuntimeError, ValueError) as problem:  # links in a circle, a zero byte
        raise ShowError("is not a path", where=repr(name), remedy="Name a file inside the show.") from problem
    if not path.is_relative_to(home):
        raise ShowError("lies outside the show", where=name, remedy="Copy the file into the show's folder.")
    if path.suffix.lower() not in ENDINGS:
        endings = ", ".join(ending[1:].upper() for ending in ENDINGS)
        raise AudioError("is not a sound that can be played here.", where=name, remedy=f"Use one of these: {endings}.")
    return path


def _unknown(name: str, kind: Kind) -> AudioError:
    for other, names in NAMES.items():
        if name in names:
            return AudioError(f"is a {other}, not a {kind}.", where=name, remedy=f"The {kind}s are: {', '.join(NAMES[kind])}.")
    near = difflib.get_close_matches(name, NAMES[kind], 1)
    remedy = f"Did you mean {near[0]}?" if near else f"The {kind}s are: {', '.join(NAMES[kind])}; or give a file inside the show."
    return AudioError(f"there is no {kind} of this name.", where=name, remedy=remedy)
