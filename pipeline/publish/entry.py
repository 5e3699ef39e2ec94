"""An episode as the feed tells it, and as it is remembered where the feed stands: even one whose files are no longer here stays in it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import asdict, dataclass, fields
from typing import Any

from pipeline.publish import plain
from pipeline.publish.finished import Finished
from pipeline.publish.kinds import File, is_safe

SHORTEST_BITE_MS, LONGEST_BITE_MS = 15_000, 120_000
"""Of a soundbite: what Podcasting 2.0 advises."""

LONGEST_BITE_TITLE = 128


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of the feed."""

    name: str
    """Of the episode's folder at home."""
    version: int
    """How often its audio has changed since it first went out, from 1."""
    guid: str
    published: str
    """ISO, with its zone."""
    title: str
    summary: str
    """Plain text."""
    notes: tuple[str, ...]
    """Blocks of HTML."""
    duration_ms: int
    files: tuple[File, ...]
    """The enclosure first."""
    kind: str = "full"
    """`full` or `trailer`."""
    bite: tuple[int, int, str] | None = None
    """A soundbite: start and length in milliseconds, and its title."""
    number: int = 0
    """Its place in its season; 0 for none."""
    season: int = 0
    """0 for none."""
    corrected: str = ""
    """The day of the last correction, ISO; empty for none."""
    date: str = ""
    """The episode's own day, ISO."""
    standfirst: str = ""
    """What it tells, in a few sentences."""

    @property
    def folder(self) -> str:
        """Where its files stand below the feed: a version has a place of its own, so that no address ever gets another length."""
        return self.name if self.version == 1 else f"{self.name}.v{self.version}"

    @property
    def audio(self) -> tuple[File, ...]:
        """Its audio files, the enclosure first."""
        return tuple(file for file in self.files if file.part == "audio")

    def of(self, part: str) -> tuple[File, ...]:
        """Its files of that part; see `File.part`."""
        return tuple(file for file in self.files if file.part == part)

    def path(self, file: File) -> str:
        """Where a file of it stands, below the feed."""
        return f"{self.folder}/{file.name}"

    @property
    def when(self) -> dt.datetime:
        """When it was published."""
        return dt.datetime.fromisoformat(self.published)


@dataclass(frozen=True, slots=True)
class Standing:
    """What stays with an episode for ever, from its first publication on."""

    guid: str
    published: str
    number: int = 0
    season: int = 0


def entry(done: Finished, standing: Standing, version: int = 1) -> Entry:
    """The feed's item of a finished episode."""
    html = done.text("notes.html")
    summary = plain.lines(done.text("notes.txt")) or "\n".join(_rows(done)) or plain.line(done.title)
    notes = plain.blocks(html) or plain.paragraphs(summary)
    return Entry(
        name=done.name,
        version=version,
        guid=standing.guid,
        published=standing.published,
        title=plain.line(done.title) or done.date.isoformat(),
        summary=plain.cut(summary),
        notes=notes,
        duration_ms=done.duration_ms,
        files=done.files,
        bite=_bite(done),
        number=standing.number,
        season=standing.season,
        corrected=done.corrected,
        date=done.date.isoformat(),
        standfirst=plain.line(done.summary),
    )


def _rows(done: Finished) -> list[str]:
    """The chapters with their times, as Spotify reads them from a description."""
    return [f"({start_ms // 60_000:02}:{start_ms // 1000 % 60:02}) {plain.line(title)}" for title, start_ms, _ in done.chapters]


def _bite(done: Finished) -> tuple[int, int, str] | None:
    """The headlines, where they are as long as a soundbite: what the day brings, in its own words."""
    for title, start_ms, end_ms in done.chapters[:2]:
        if title.casefold() == "headlines" and SHORTEST_BITE_MS <= end_ms - start_ms <= LONGEST_BITE_MS:
            return start_ms, end_ms - start_ms, plain.line(done.title)[:LONGEST_BITE_TITLE]
    return None


# ── as it is remembered ──────────────────────────────────────────────────────────────────────────────────


def written(known: Entry) -> dict[str, Any]:
    """An entry as JSON holds it."""
    return asdict(known)


def read(value: Any) -> Entry | None:
    """An entry that was remembered; none where it is not what it was."""
    try:
        names = {each.name for each in fields(Entry)}
        given = {key: each for key, each in value.items() if key in names}
        given["files"] = tuple(file_of(file) for file in given["files"])
        given["notes"] = tuple(str(block) for block in given["notes"])
        given["bite"] = (int(given["bite"][0]), int(given["bite"][1]), str(given["bite"][2])) if given.get("bite") else None
        made = Entry(**given)
        whole = all(isinstance(getattr(made, key), int) for key in ("version", "duration_ms", "number", "season"))
        named = is_safe(made.name) and all(is_safe(file.name) for file in made.files)
        return made if whole and named and made.audio and made.when.tzinfo else None
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return None


def file_of(value: Any) -> File:
    """A file that was remembered. Raises what a wrong value raises."""
    if not re.fullmatch(r"[0-9a-f]{64}", value["sha256"]):
        raise ValueError("no hash")
    return File(str(value["name"]), int(value["bytes"]), value["sha256"])
