"""The show's settings: `episode.toml`, or `[tool.episode]` in pyproject.toml, checked, as one frozen `Show`.

A show is the nearest folder upwards that has one of the two (or the folder that `$EPISODE_SHOW` names). Outside a show the
built-in settings hold.
"""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path, PurePosixPath
from typing import Any

from pipeline.desk import files
from pipeline.errors import ShowError
from pipeline.model import Pace

FORMS = ("briefing", "story")
"""The formats: each is a template of that name."""
SLOWEST_WPM, FASTEST_WPM = 120, 240
"""Below 120 words a minute speech falls apart, above 240 no listener follows; newsreaders speak 150 to 180."""
QUIETEST_LUFS, LOUDEST_LUFS = -30.0, -10.0
"""Broadcast is −23, podcasts −16, music up to −10: what lies outside is a slip of the hand."""
LONGEST_PAUSE_MS = 10_000
"""Longer than this a listener thinks that the programme has stopped."""


@dataclass(frozen=True, slots=True)
class Show:
    """The settings of one show; each field but the first two is a key of the settings file."""

    folder: Path | None = None
    """The show's folder; none outside a show."""
    file: Path | None = None
    """The settings file; none outside a show."""
    title: str = "The Daily Story"
    """What the show is called, on air and in the file's tags."""
    tagline: str = ""
    """One line about the show, for templates and tags."""
    language: str = "en-GB"
    """The language of the programme: a kind of English, as yet."""
    format: str = "briefing"
    """Which of FORMS is made where the command does not say."""
    engine: str = "pyttsx3"
    """The speech engine of voices that are not named in full."""
    voices: tuple[tuple[str, str], ...] = ()
    """(role, voice): `anchor`, `quote`, or a role as the script names it."""
    rate_wpm: int = 160
    """Words a minute asked of the engine."""
    pace: Pace = field(default_factory=Pace)
    """How long the programme breathes at each kind of joint, in milliseconds."""
    loudness_lufs: float = -16.0
    """Integrated loudness of the finished file."""
    templates: str = "templates"
    """The folder of the show's own templates, searched before the built-in ones."""
    briefings: str = "briefings"
    """The folder of what goes in."""
    scripts: str = "scripts"
    """The folder of the scripts."""
    output: str = "output"
    """The folder of the finished episodes."""
    lexicon: str = "lexicon.yaml"
    """The show's own pronunciations, over the bundled ones; the file need not be there."""
    disclosure: bool = True
    """Whether the sign-off says that the voices are synthetic."""

    def path(self, key: str) -> Path | None:
        """One of the show's folders (`templates`, `briefings`, `scripts`, `output`); none outside a show."""
        return None if self.folder is None else self.folder / getattr(self, key)

    @property
    def lexicon_files(self) -> tuple[Path, ...]:
        """The show's own pronunciations, where it has any."""
        file = self.path("lexicon")
        return (file,) if file is not None and file.is_file() else ()

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Where templates are looked for before the built-in ones."""
        folder = self.path("templates")
        return (folder,) if folder is not None and folder.is_dir() else ()


# ── finding it ───────────────────────────────────────────────────────────────────────────────────────────


def find(start: Path, environ: Mapping[str, str] = os.environ) -> Show:
    """The show that `start` lies in, or the one that `$EPISODE_SHOW` names, or the built-in settings."""
    named = environ.get("EPISODE_SHOW", "")
    if named:
        folder = Path(named).expanduser()
        if not folder.is_dir():
            raise ShowError(f"there is no folder {named}", where="EPISODE_SHOW", remedy="Set it to a show's folder, or unset it.")
        show = _in_folder(folder.resolve())
        if show is None:
            raise ShowError(
                f"{named} has no episode.toml, and no pyproject.toml with [tool.episode]",
                where="EPISODE_SHOW",
                remedy=f"Make a show there with: episode init {named}",
            )
        return show
    start = start.resolve()
    for folder in (start, *start.parents):
        if show := _in_folder(folder):
            return show
    return Show()


def _in_folder(folder: Path) -> Show | None:
    file = folder / "episode.toml"
    if file.is_file():
        return load(file)
    file = folder / "pyproject.toml"
    try:
        mine = file.is_file() and b"tool.episode" in file.read_bytes()
    except OSError:
        return None  # somebody else's project that we may not read is not our show
    if mine and "episode" in _toml(file).get("tool", {}):
        return load(file)
    return None


def load(file: Path) -> Show:
    """The show whose settings stand in this file."""
    table: Any = _toml(file)
    prefix = ""
    if file.name == "pyproject.toml":
        table, prefix = table.get("tool", {}).get("episode", {}), "tool.episode"
    return replace(check(table, file=files.short(file), prefix=prefix), folder=file.parent, file=file)


def _toml(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        what = str(error)
        line = re.search(r"at line (\d+)", what)
        where = f"{files.short(file)}:{line[1]}" if line else files.short(file)
        what = re.sub(r" \(at .*\)$", "", what)
        raise ShowError(f"this is not TOML: {what}", where=where, remedy='Settings look like: title = "The Daily Story"') from error
    except UnicodeDecodeError as error:
        raise ShowError("this is not UTF-8 text", where=files.short(file), remedy="Save it as UTF-8.") from error
    except OSError as error:
        raise ShowError(f"cannot be read: {error.strerror}", where=files.short(file), remedy="Make it readable.") from error


# ── checking it ──────────────────────────────────────────────────────────────────────────────────────────


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
            near = difflib.get_close_matches(key, checks, n=1, cutoff=0.6)
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


def _voices(value: Any, file: str, name: str) -> tuple[tuple[str, str], ...]:
    return tuple(_table(value, {"*": _filled}, file=file, prefix=name).items())


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
    check = _number(0, LONGEST_PAUSE_MS, "milliseconds")
    return Pace(**_table(value, {pause.name: check for pause in fields(Pace)}, file=file, prefix=name))


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
    "templates": _folder,
    "briefings": _folder,
    "scripts": _folder,
    "output": _folder,
    "lexicon": _folder,
    "disclosure": _flag,
}
