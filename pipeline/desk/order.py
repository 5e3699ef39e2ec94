"""What a command asks for, and who watches it being done. Light: a command that finds nothing to do loads no stage."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

STAGES = ("read", "edit", "write", "speak", "mix", "publish", "check")
"""The day in the order in which it happens."""


@dataclass(frozen=True, slots=True)
class Order:
    """What a command asks for; what is empty is decided by the show."""

    briefing: str = ""
    """A file, an address, `-` for standard input, or nothing for the newest."""
    date: str = ""
    form: str = ""
    voices: tuple[tuple[str, str], ...] = ()
    """(role, voice)."""
    engine: str = ""
    out: Path | None = None
    keep: bool = False
    rewrite: bool = False
    yes: bool = False
    """The user agrees to what an engine charges."""
    repeats: bool = False
    """What earlier editions told is told again."""
    more: tuple[str, ...] = ()
    """Further sources: files, addresses."""
    kind: str = ""
    """What every source is, one of `read.SOURCE_KINDS`; found by content where empty."""
    strict: bool = False
    """Stop where one of several sources fails."""
    writer: str = ""
    """A style in which a model words what is told, or `off`."""
    cut: str = ""
    """A name for this one of several cuts of the day."""
    about: str | None = None
    """Which of the day's stories is told in depth: words of it, `all`, or empty for the most remarkable; where it is None, as the script says."""
    target_ms: int = 0
    """How long it is to be; 0 for as long as it comes."""
    deadline: str = ""
    """When it is to be done, see `due`; the show's where empty."""
    cluster: str = ""
    """Who speaks what is missing, beside this process: `local`, `local:4` or a Dask scheduler's address."""


class Watch(Protocol):
    """Who is told how a build goes."""

    def note(self, text: str) -> None:
        """Something that a user should know, though the build goes on."""

    def stage(self, name: str) -> None:
        """A stage begins."""

    def step(self, done: float, total: float) -> None:
        """So much of it is done."""


def clock_ms(text: str) -> int:
    """`10:00`, `1:02:30`, `90` or `90s` and `2m` as milliseconds. Raises ValueError."""
    text = text.strip().lower()
    for unit, seconds in (("min", 60), ("m", 60), ("sec", 1), ("s", 1)):
        if text.endswith(unit) and text[: -len(unit)].strip().replace(".", "", 1).isdigit():
            return round(float(text[: -len(unit)]) * seconds * 1000)
    parts = text.split(":")
    if not 1 <= len(parts) <= 3 or not all(part.isdigit() for part in parts) or any(int(part) > 59 for part in parts[1:]):
        raise ValueError(f"{text!r} is no length: write it as 10:00, 90s or 2m")
    seconds = 0
    for part in parts:
        seconds = seconds * 60 + int(part)
    return seconds * 1000
