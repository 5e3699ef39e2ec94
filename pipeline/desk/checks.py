"""Each value of the settings, looked at when they are loaded: what is wrong is named with its file, its key and what would be right."""

from __future__ import annotations

import difflib
import ipaddress
import re
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from pathlib import PurePosixPath
from typing import Any

from pipeline.desk.show import FORMS, STYLES, Part, Show, Writer
from pipeline.errors import ShowError
from pipeline.model import Pace, Tone

SLOWEST_WPM, FASTEST_WPM = 120, 240
"""Below 120 words a minute speech falls apart, above 240 no listener follows; newsreaders speak 150 to 180."""
QUIETEST_LUFS, LOUDEST_LUFS = -30.0, -10.0
"""Broadcast is −23, podcasts −16, music up to −10: what lies outside is a slip of the hand."""
LONGEST_PAUSE_MS = 10_000
"""Longer than this a listener thinks that the programme has stopped."""
LEAST_RATE, MOST_RATE = 0.6, 1.6
"""Of a role, a setting or a tone, times the show's pace."""
MOST_PAUSES = 4.0
"""Of a tone, times the usual pauses."""
MOST_SEMITONES = 4.0
"""A voice that is moved further sounds like a cartoon."""
MOST_GAIN_DB = 6.0
"""Further apart, one voice is too loud or the other is lost."""


class _RefusedError(Exception):
    """What is wrong with one value, and what would be right."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


def check(table: object, *, file: str, prefix: str = "") -> Show:
    """A table of settings as a `Show`, or a ShowError that names the file and the key."""
    show = Show(**_table(table, _CHECKS, file=file, prefix=prefix))
    for n, key in enumerate(_FOLDERS):
        for other in _FOLDERS[:n]:
            if PurePosixPath(getattr(show, key)) == PurePosixPath(getattr(show, other)):
                where = f"{file}: {prefix}.{key}" if prefix else f"{file}: {key}"
                raise ShowError(f"is the same folder as {other}", where=where, remedy="Give each a folder of its own.")
    return show


def _table(table: object, checks: Mapping[str, _Check], *, file: str, prefix: str) -> dict[str, Any]:
    if not isinstance(table, dict):
        remedy = f"Write [{prefix}] and the keys below it."
        raise ShowError(f"must be a table, not {_kind(table)}", where=f"{file}: {prefix}", remedy=remedy)
    values = {}
    for key, value in table.items():
        name = f"{prefix}.{key}" if prefix else key
        check = checks.get(key) or checks.get("*")
        if check is None:
            near = difflib.get_close_matches(key, checks, n=1, cutoff=0.6) or [known for known in checks if known.startswith(f"{key}_")]
            remedy = f"Did you mean {near[0]}?" if near else f"The settings are: {', '.join(checks)}."
            raise ShowError(f"there is no setting {key!r}", where=f"{file}: {name}", remedy=remedy)
        try:
            values[key] = check(value, file, name)
        except _RefusedError as error:
            raise ShowError(str(error), where=f"{file}: {name}", remedy=error.remedy) from None
    return values


_Check = Callable[[Any, str, str], Any]


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a whole number", float: "a number", str: "a text", list: "a list", dict: "a table"}
    return names.get(type(value), type(value).__name__)


def _text(value: Any, file: str, name: str) -> str:
    if not isinstance(value, str):
        raise _RefusedError(f"must be a text, not {_kind(value)}", f'Put it in quotes: {name.split(".")[-1]} = "…"')
    if any(ord(char) < 32 for char in value):
        raise _RefusedError("must be one line of text", "Take out the line breaks and control characters.")
    return value.strip()


def _filled(value: Any, file: str, name: str) -> str:
    if not (text := _text(value, file, name)):
        raise _RefusedError("is empty", "Give it a value, or take the line out.")
    return text


def _language(value: Any, file: str, name: str) -> str:
    text = _filled(value, file, name)
    if not re.fullmatch(r"en(-[A-Za-z0-9]{2,8})*", text):
        raise _RefusedError(f"{text!r} is not a language that can be spoken yet", "Use a kind of English: en-GB, en-US, en-IE …")
    return text


def _form(value: Any, file: str, name: str) -> str:
    text = _filled(value, file, name)
    if text not in FORMS:
        raise _RefusedError(f"{text!r} is not a format", f"Use one of: {', '.join(FORMS)}.")
    return text


def _engine(value: Any, file: str, name: str) -> str:
    text = _filled(value, file, name)
    if ":" in text:
        raise _RefusedError(f"{text!r} is a voice, not an engine", f'Write engine = "{text.split(":")[0]}" and the voice under [voices].')
    return text


def _voices(value: Any, file: str, name: str) -> tuple[Part, ...]:
    return tuple(replace(part, role=role) for role, part in _table(value, {"*": _part}, file=file, prefix=name).items())


def _part(value: Any, file: str, name: str) -> Part:
    """`"engine:voice"`, a list of them, or a table with `voice` and what is done to it."""
    if not isinstance(value, dict):
        return Part("", _voice(value, file, name))
    checks: dict[str, _Check] = {
        "voice": _voice,
        "rate": _number(LEAST_RATE, MOST_RATE, "times the usual pace", whole=False),
        "pitch_semitones": _number(-MOST_SEMITONES, MOST_SEMITONES, "semitones", whole=False),
        "gain_db": _number(-MOST_GAIN_DB, MOST_GAIN_DB, "decibels", whole=False),
    }
    found = _table(value, checks, file=file, prefix=name)
    return Part("", found.pop("voice", ()), **found)


def _voice(value: Any, file: str, name: str) -> tuple[str, ...]:
    if isinstance(value, list):
        if not value:
            raise _RefusedError("has no voice in it", f'Write {name.split(".")[-1]} = ["engine:voice", "engine:voice"]')
        return tuple(_filled(each, file, name) for each in value)
    return (_filled(value, file, name),)


def _number(low: float, high: float, unit: str, *, whole: bool = True) -> _Check:
    def check(value: Any, file: str, name: str) -> Any:
        if isinstance(value, bool) or not isinstance(value, int if whole else (int, float)):
            kind = "a whole number" if whole else "a number"
            raise _RefusedError(f"must be {kind}, not {_kind(value)}", f"Use {kind} of {unit} from {low:g} to {high:g}.")
        if not low <= value <= high:
            raise _RefusedError(f"{value:g} is out of range", f"Use {low:g} to {high:g} {unit}.")
        return value if whole else float(value)

    return check


def _pace(value: Any, file: str, name: str) -> Pace:
    """The pauses and rates by their names; a table in it is a tone: one that there is, changed, or one of the show's own."""
    tables = {key: table for key, table in value.items() if isinstance(table, dict)} if isinstance(value, dict) else {}
    numbers = {key: number for key, number in value.items() if key not in tables} if isinstance(value, dict) else value
    rate = _number(LEAST_RATE, MOST_RATE, "times the usual pace", whole=False)
    pause = _number(0, LONGEST_PAUSE_MS, "milliseconds")
    checks = {each.name: pause if each.name.endswith("_ms") else rate for each in fields(Pace) if each.name != "tones"}
    usual = Pace()
    tones = {tone.name: tone for tone in usual.tones}
    for key, table in tables.items():
        if key in checks:
            raise ShowError(f"must be a number, not {_kind(table)}", where=f"{file}: {name}.{key}", remedy="Write one number.")
        parts: dict[str, _Check] = {"rate": rate, "pauses": _number(0, MOST_PAUSES, "times the usual pauses", whole=False), "stings": _flag}
        tones[key] = replace(tones.get(key, Tone(key)), **_table(table, parts, file=file, prefix=f"{name}.{key}"))
    return Pace(**_table(numbers, checks, file=file, prefix=name), tones=tuple(tones.values()))


def _writer(value: Any, file: str, name: str) -> Writer:
    """Style, address and model; the key stands in the environment and nowhere else."""
    found = Writer(**_table(value, {"style": _style, "url": _filled, "model": _text}, file=file, prefix=name))
    if found.style and not found.model:
        raise ShowError("names no model", where=f"{file}: {name}", remedy='Add the name that the server gives it: model = "…"')
    if "@" in found.url:
        raise ShowError("has a password in it", where=f"{file}: {name}.url", remedy="Set EPISODE_WRITER_KEY in the environment.")
    return found


def _style(value: Any, file: str, name: str) -> str:
    text = _text(value, file, name)
    if text and text not in STYLES:
        raise _RefusedError(f"{text!r} is not a style", f'Use {" or ".join(STYLES)}, or "" for the rules\' own words.')
    return text


def _folder(value: Any, file: str, name: str) -> str:
    text = _filled(value, file, name).replace("\\", "/")
    parts = PurePosixPath(text).parts
    if not parts or text.startswith(("/", "~")) or ":" in parts[0] or ".." in parts:
        remedy = f'Name a folder of the show\'s own, as in: {name.split(".")[-1]} = "…"'
        raise _RefusedError(f"{text!r} is not a folder inside the show", remedy)
    return text


def _flag(value: Any, file: str, name: str) -> bool:
    if not isinstance(value, bool):
        raise _RefusedError(f"must be true or false, not {_kind(value)}", f"Write {name.split('.')[-1]} = true or = false, without quotes.")
    return value


_FOLDERS = ("templates", "briefings", "scripts", "output")

def _texts(value: Any, file: str, name: str) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _RefusedError(f"must be a list, not {_kind(value)}", f'Write {name.split(".")[-1]} = ["…", "…"]')
    return tuple(_filled(each, file, name) for each in value)


def _networks(value: Any, file: str, name: str) -> tuple[str, ...]:
    found = _texts(value, file, name)
    for each in found:
        try:
            ipaddress.ip_network(each)
        except ValueError:
            raise _RefusedError(f"{each!r} is no network", 'Write it as "192.168.1.0/24", or one machine as "192.168.1.5/32".') from None
    return found


_CHECKS: dict[str, _Check] = {
    "title": _filled,
    "tagline": _text,
    "language": _language,
    "format": _form,
    "engine": _engine,
    "voices": _voices,
    "rate_wpm": _number(SLOWEST_WPM, FASTEST_WPM, "words a minute"),
    "pace": _pace,
    "loudness_lufs": _number(QUIETEST_LUFS, LOUDEST_LUFS, "LUFS", whole=False),
    "sources": _texts,
    "networks": _networks,
    "templates": _folder,
    "briefings": _folder,
    "scripts": _folder,
    "output": _folder,
    "lexicon": _folder,
    "writer": _writer,
    "disclosure": _flag,
    "repeats": _flag,
}
