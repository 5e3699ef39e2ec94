"""The settings of how a programme sounds: `[music]`, its loudness, its room."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Any

from pipeline.desk.checking import Check, RefusedError, flag, kind_of, number, table_of
from pipeline.model import Chain, Music
from pipeline.model.music import BEDS, STINGS

QUIETEST_LUFS, LOUDEST_LUFS = -30.0, -10.0
"""Broadcast is −23, podcasts −16, music up to −10: what lies outside is a slip of the hand."""

TARGETS = {"apple": -16.0, "spotify": -14.0, "ebu": -23.0, "aes": -18.0}
"""By name: Apple Podcasts' requirement, what Spotify plays at, EBU R 128, AES TD1008 for speech."""

LEAST_BED_DB = -12.0
"""A bed nearer to speech than this hides words."""

HIGHEST_PASS_HZ = 200.0
"""A high pass above this takes the chest from a man's voice."""

LOWEST_ROOM_DB, HIGHEST_ROOM_DB = -90.0, -50.0
"""Below it nobody hears the room, above it everybody does."""


def music(value: Any, file: str, name: str) -> Music:
    """The sounds that cues name, and how they lie against speech."""
    milliseconds = number(0, 10_000, "milliseconds")
    checks: dict[str, Check] = {
        "enabled": flag,
        "stings": _sounds,
        "beds": _sounds,
        "sting_db": number(-20, 6, "decibels against the speech", whole=False),
        "bed_db": number(-40, LEAST_BED_DB, "decibels against the speech", whole=False),
        "swell_db": number(0, 12, "decibels", whole=False),
        "attack_ms": milliseconds,
        "release_ms": milliseconds,
        "fade_ms": milliseconds,
        "overlap_ms": milliseconds,
        "gap_ms": milliseconds,
    }
    found = table_of(value, checks, file=file, prefix=name)
    for key, usual in (("stings", STINGS), ("beds", BEDS)):
        found[key] = tuple({**dict(usual), **found.get(key, {})}.items())
    return Music(**found)


def chain(value: Any, file: str, name: str) -> Chain:
    """What each voice goes through."""
    high_pass = number(0, HIGHEST_PASS_HZ, "hertz", whole=False)
    return Chain(**table_of(value, {"high_pass_hz": high_pass, "compress": flag, "de_ess": flag}, file=file, prefix=name))


def _sounds(value: Any, file: str, name: str) -> dict[str, str]:
    """A table: cue = sound."""
    found = table_of(value, {"*": _sound}, file=file, prefix=name)
    for cue in found:
        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", cue) or cue == "stop":
            raise RefusedError(f"{cue!r} is no name for a cue", "Use small letters, figures and hyphens; `stop` ends a bed.")
    return found


def _sound(value: Any, file: str, name: str) -> str:
    if not isinstance(value, str):
        raise RefusedError(f"must be a text, not {kind_of(value)}", 'Write the name of a sound, a file of the show, or "" for none.')
    text = value.strip().replace("\\", "/")
    if text.startswith(("/", "~")) or ".." in PurePosixPath(text).parts or re.match(r"[A-Za-z]:", text):
        raise RefusedError(f"{value!r} is not inside the show", "Copy the file into the show's folder and name it from there.")
    return text


def loudness(value: Any, file: str, name: str) -> float:
    """A number of LUFS, or the name of who asks for it."""
    if isinstance(value, str):
        if value.strip().lower() not in TARGETS:
            raise RefusedError(f"{value!r} is no target", f"Use one of {', '.join(TARGETS)}, or a number of LUFS.")
        return TARGETS[value.strip().lower()]
    return float(loudness_lufs(value, file, name))


loudness_lufs = number(QUIETEST_LUFS, LOUDEST_LUFS, "LUFS", whole=False)


def room_tone(value: Any, file: str, name: str) -> float:
    """dBFS, or 0 for none."""
    if value == 0 and not isinstance(value, bool):
        return 0.0
    try:
        return float(number(LOWEST_ROOM_DB, HIGHEST_ROOM_DB, "dBFS", whole=False)(value, file, name))
    except RefusedError as refused:
        raise RefusedError(str(refused), f"{refused.remedy.rstrip('.')}, or 0 for none.") from None
