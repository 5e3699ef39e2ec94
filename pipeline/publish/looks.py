"""How templates of notes and pages are rendered, and what filters they can call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from markupsafe import Markup

from pipeline.publish.transcript import CONTROLS
from pipeline.text import templating
from pipeline.text.clock import clock

MONTHS = "January February March April May June July August September October November December".split()
DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()


ACCENT = "#e97840"
"""The cover's orange."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a show can say of how its notes and pages look."""

    templates: tuple[Path, ...] = ()
    """Folders that are searched before the built-in one."""
    accent: str = ACCENT
    """One colour, `#rrggbb`; it is darkened or lightened until it can be read."""
    feed: str = ""
    """The address of the feed that tells the episodes, where there is one."""


OUR_LOOK = Look()


def page(name: str, values: Mapping[str, object], folders: Sequence[Path]) -> str:
    """What an HTML template renders; what it prints is escaped. Raises ScriptError with the template's file and line."""
    return _rendered(name, values, folders, autoescape=True)


def text(name: str, values: Mapping[str, object], folders: Sequence[Path]) -> str:
    """The same of a template of plain text."""
    return _rendered(name, values, folders, autoescape=False)


def file(name: str, folders: Sequence[Path]) -> str:
    """A file that is no template, found as templates are."""
    environment = templating.environment(folders)
    return templating.source(environment, name)


def _rendered(name: str, values: Mapping[str, object], folders: Sequence[Path], *, autoescape: bool) -> str:
    environment = templating.environment(folders, autoescape=autoescape, finalize=_printable)
    environment.filters |= {
        "clock": clock,
        "long_date": long_date,
        "duration": duration,
        "iso_duration": iso_duration,
        "file_url": file_url,
    }
    like = "page/*.j2" if name.startswith("page/") else "notes.*.j2"
    return templating.in_time(lambda: templating.render(environment, name, values, like=like), name)


def _printable(value: object) -> object:
    """What a template prints, without the control characters that no page may hold."""
    return CONTROLS.sub(" ", value) if isinstance(value, str) and not isinstance(value, Markup) else value


def long_date(date: dt.date | str, weekday: bool = False) -> str:
    """`27 November 2026`; with `weekday`, `Friday 27 November 2026`. A text that is no date is shown as it is."""
    if isinstance(date, str):
        try:
            date = dt.date.fromisoformat(date[:10])
        except ValueError:
            return str(date)
    return f"{f'{DAYS[date.weekday()]} ' if weekday else ''}{date.day} {MONTHS[date.month - 1]} {date.year}"


def duration(ms: int) -> str:
    """`4 min 48 s`; `1 h 2 min`: rounded down, as the player's clock is."""
    seconds = ms // 1000
    if seconds >= 3600:
        return f"{seconds // 3600} h {seconds // 60 % 60} min"
    return f"{seconds // 60} min {seconds % 60} s" if seconds >= 60 else f"{seconds} s"


def iso_duration(ms: int) -> str:
    """`PT289S`, as ISO 8601 and HTML write it."""
    return f"PT{round(ms / 1000)}S"


def file_url(name: str) -> str:
    """A file's name as an address beside the page."""
    return quote(f"./{name}" if ":" in name else name)
