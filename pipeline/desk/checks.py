"""Each value of the settings, looked at when they are loaded: what is wrong is named with its file, its key and what would be right."""

from __future__ import annotations

import ipaddress
import re
from dataclasses import fields, replace
from pathlib import PurePosixPath
from typing import Any

from pipeline.desk import checks_feed, checks_formats, checks_page, checks_sound, due
from pipeline.desk.checking import Check, RefusedError, any_text, flag, kind_of, number, some_text, table_of, text_list
from pipeline.desk.show import FORMS, STYLES, Part, Show, Writer
from pipeline.errors import ShowError
from pipeline.model import Pace, Tone

SLOWEST_WPM, FASTEST_WPM = 120, 240
"""Below 120 words a minute speech falls apart, above 240 no listener follows; newsreaders speak 150 to 180."""
LONGEST_PAUSE_MS = 10_000
"""Longer than this a listener thinks that the programme has stopped."""
LEAST_RATE, MOST_RATE = 0.6, 1.6
"""Of a role, a setting or a tone, times the show's pace."""
MOST_PAUSES = 4.0
"""Of a tone, times the usual pauses."""
LARGEST_GB = 100_000.0
"""More than any disk."""
MOST_SEMITONES = 4.0
"""A voice that is moved further sounds like a cartoon."""
MOST_GAIN_DB = 6.0
"""Further apart, one voice is too loud or the other is lost."""


def check(table: object, *, file: str, prefix: str = "") -> Show:
    """A table of settings as a `Show`, or a ShowError that names the file and the key."""
    show = Show(**table_of(table, _CHECKS, file=file, prefix=prefix))
    for n, key in enumerate(_FOLDERS):
        for other in _FOLDERS[:n]:
            if PurePosixPath(getattr(show, key)) == PurePosixPath(getattr(show, other)):
                where = f"{file}: {prefix}.{key}" if prefix else f"{file}: {key}"
                raise ShowError(f"is the same folder as {other}", where=where, remedy="Give each a folder of its own.")
    if show.loudness is not None and show.loudness_lufs is not None:
        where = f"{file}: {prefix}.loudness" if prefix else f"{file}: loudness"
        raise ShowError("is said twice: there is loudness_lufs as well", where=where, remedy="Keep one of the two.")
    return show


def _language(value: Any, file: str, name: str) -> str:
    text = some_text(value, file, name)
    if not re.fullmatch(r"en(-[A-Za-z0-9]{2,8})*", text):
        raise RefusedError(f"{text!r} is not a language that can be spoken yet", "Use a kind of English: en-GB, en-US, en-IE …")
    return text


def _form(value: Any, file: str, name: str) -> str:
    text = some_text(value, file, name)
    if text not in FORMS:
        raise RefusedError(f"{text!r} is not a format", f"Use one of: {', '.join(FORMS)}.")
    return text


def _engine(value: Any, file: str, name: str) -> str:
    text = some_text(value, file, name)
    if ":" in text:
        raise RefusedError(f"{text!r} is a voice, not an engine", f'Write engine = "{text.split(":")[0]}" and the voice under [voices].')
    return text


def _deadline(value: Any, file: str, name: str) -> str:
    text = any_text(value, file, name)
    if text and not due.is_time(text):
        raise RefusedError(f"{text!r} is no time of day", f'Write it as {name.split(".")[-1]} = "06:00"')
    return text


def _voices(value: Any, file: str, name: str) -> tuple[Part, ...]:
    return tuple(replace(part, role=role) for role, part in table_of(value, {"*": _part}, file=file, prefix=name).items())


def _part(value: Any, file: str, name: str) -> Part:
    """`"engine:voice"`, a list of them, or a table with `voice` and what is done to it."""
    if not isinstance(value, dict):
        return Part("", _voice(value, file, name))
    checks: dict[str, Check] = {
        "voice": _voice,
        "rate": number(LEAST_RATE, MOST_RATE, "times the usual pace", whole=False),
        "pitch_semitones": number(-MOST_SEMITONES, MOST_SEMITONES, "semitones", whole=False),
        "gain_db": number(-MOST_GAIN_DB, MOST_GAIN_DB, "decibels", whole=False),
    }
    found = table_of(value, checks, file=file, prefix=name)
    return Part("", found.pop("voice", ()), **found)


def _voice(value: Any, file: str, name: str) -> tuple[str, ...]:
    if isinstance(value, list):
        if not value:
            raise RefusedError("has no voice in it", f'Write {name.split(".")[-1]} = ["engine:voice", "engine:voice"]')
        return tuple(some_text(each, file, name) for each in value)
    return (some_text(value, file, name),)


def _pace(value: Any, file: str, name: str) -> Pace:
    """The pauses and rates by their names; a table in it is a tone: one that there is, changed, or one of the show's own."""
    tables = {key: table for key, table in value.items() if isinstance(table, dict)} if isinstance(value, dict) else {}
    numbers = {key: number for key, number in value.items() if key not in tables} if isinstance(value, dict) else value
    rate = number(LEAST_RATE, MOST_RATE, "times the usual pace", whole=False)
    pause = number(0, LONGEST_PAUSE_MS, "milliseconds")
    checks = {each.name: pause if each.name.endswith("_ms") else rate for each in fields(Pace) if each.name != "tones"}
    usual = Pace()
    tones = {tone.name: tone for tone in usual.tones}
    for key, table in tables.items():
        if key in checks:
            raise ShowError(f"must be a number, not {kind_of(table)}", where=f"{file}: {name}.{key}", remedy="Write one number.")
        parts: dict[str, Check] = {"rate": rate, "pauses": number(0, MOST_PAUSES, "times the usual pauses", whole=False), "stings": flag}
        tones[key] = replace(tones.get(key, Tone(key)), **table_of(table, parts, file=file, prefix=f"{name}.{key}"))
    return Pace(**table_of(numbers, checks, file=file, prefix=name), tones=tuple(tones.values()))


def _writer(value: Any, file: str, name: str) -> Writer:
    """Style, address and model; the key stands in the environment and nowhere else."""
    found = Writer(**table_of(value, {"style": _style, "url": some_text, "model": any_text, "host": _host}, file=file, prefix=name))
    if found.style and not found.model:
        raise ShowError("names no model", where=f"{file}: {name}", remedy='Add the name that the server gives it: model = "…"')
    if "@" in found.url:
        raise ShowError("has a password in it", where=f"{file}: {name}.url", remedy="Set EPISODE_WRITER_KEY in the environment.")
    return found


def _host(value: Any, file: str, name: str) -> str:
    text = some_text(value, file, name)
    if not re.fullmatch(r"[^\W_][\w .’'-]{0,39}", text) or text.casefold() == "anchor" or text.casefold().startswith("voice"):
        raise RefusedError(
            f"{text!r} is no role of a second presenter", 'Write a name of letters that is neither the anchor\'s nor "Voice …": "Co-host"'
        )
    return text


def _style(value: Any, file: str, name: str) -> str:
    text = any_text(value, file, name)
    if text and text not in STYLES:
        raise RefusedError(f"{text!r} is not a style", f'Use {" or ".join(STYLES)}, or "" for the rules\' own words.')
    return text


def _folder(value: Any, file: str, name: str) -> str:
    return _inside(value, file, name, "folder")


def _file(value: Any, file: str, name: str) -> str:
    return _inside(value, file, name, "file")


def _inside(value: Any, file: str, name: str, kind: str) -> str:
    text = some_text(value, file, name).replace("\\", "/")
    parts = PurePosixPath(text).parts
    if not parts or text.startswith(("/", "~")) or ":" in parts[0] or ".." in parts:
        remedy = f'Name a {kind} of the show\'s own, as in: {name.split(".")[-1]} = "…"'
        raise RefusedError(f"{text!r} is not a {kind} inside the show", remedy)
    return text


_FOLDERS = ("templates", "briefings", "scripts", "output", "recordings")


def _networks(value: Any, file: str, name: str) -> tuple[str, ...]:
    found = text_list(value, file, name)
    for each in found:
        try:
            ipaddress.ip_network(each)
        except ValueError:
            raise RefusedError(f"{each!r} is no network", 'Write it as "192.168.1.0/24", or one machine as "192.168.1.5/32".') from None
    return found


def _picture(value: Any, file: str, name: str) -> str:
    text = any_text(value, file, name).replace("\\", "/")
    parts = PurePosixPath(text).parts
    if text and (text.startswith(("/", "~")) or ":" in parts[0] or ".." in parts):
        raise RefusedError(f"{text!r} is not a file inside the show", 'Copy it into the show\'s folder, as in: cover = "art/cover.jpg"')
    return text


_CHECKS: dict[str, Check] = {
    "title": some_text,
    "tagline": any_text,
    "language": _language,
    "format": _form,
    "engine": _engine,
    "voices": _voices,
    "deadline": _deadline,
    "rate_wpm": number(SLOWEST_WPM, FASTEST_WPM, "words a minute"),
    "pace": _pace,
    "loudness": checks_sound.loudness,
    "loudness_lufs": checks_sound.loudness_lufs,
    "mono": flag,
    "stems": flag,
    "formats": checks_formats.formats,
    "bitrate_kbps": checks_formats.bitrate_kbps,
    "room_tone_db": checks_sound.room_tone,
    "music": checks_sound.music,
    "chain": checks_sound.chain,
    "sources": text_list,
    "networks": _networks,
    "templates": _folder,
    "briefings": _folder,
    "scripts": _folder,
    "output": _folder,
    "recordings": _folder,
    "lexicon": _file,
    "cover": _picture,
    "writer": _writer,
    "disclosure": flag,
    "repeats": flag,
    "cache_max_gb": number(0, LARGEST_GB, "gigabytes", whole=False),
    "page": checks_page.page,
    "feed": checks_feed.feed,
}
