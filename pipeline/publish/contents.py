"""The page of all episodes: what stands above their folders, so that a listener finds yesterday's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline import __version__
from pipeline.publish import looks
from pipeline.publish.inline import inlined
from pipeline.publish.looks import Look

MAKER = "Episode "
"""How the `generator` of our own pages begins."""

HEAD_BYTES = 2000
"""Where a page says who made it."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One episode in the list of all."""

    folder: str
    """Its folder's name."""
    title: str
    date: dt.date
    duration_ms: int
    summary: str


def entry_of(folder: str, record: Mapping[str, Any]) -> Entry | None:
    """What the list says of an episode; none where that is no record."""
    try:
        date = dt.date.fromisoformat(record["date"])
        return Entry(folder, str(record["title"]), date, int(record["duration_ms"]), str(record.get("summary", "")))
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


def archive_page(entries: Sequence[Entry], *, show: str, tagline: str, language: str, look: Look) -> str:
    """All episodes, the newest first."""
    years: dict[int, list[Entry]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.date, entry.folder), reverse=True):
        years.setdefault(entry.date.year, []).append(entry)
    values: dict[str, object] = {
        "show": show,
        "tagline": tagline,
        "language": language,
        "feed": look.feed,
        "years": [{"year": year, "episodes": rows} for year, rows in years.items()],
        "tool": f"{MAKER}{__version__}",
        **inlined(look),
    }
    return looks.page("page/archive.html.j2", values, look.templates)


def is_ours(head: bytes) -> bool:
    """Whether a page that begins so is one of ours."""
    return b'<meta name="generator" content="' + MAKER.encode() in head[:HEAD_BYTES]


def ours(page: Path) -> bool:
    """Whether a page may be written: there is none yet, or it is one of ours."""
    try:
        with page.open("rb") as file:
            return is_ours(file.read(HEAD_BYTES))
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
