"""What stays with an episode once it was published: `publication.json` in its folder, which no build overwrites."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pipeline.desk import files
from pipeline.desk.document import PUBLICATION
from pipeline.publish.entry import Standing

FILE = PUBLICATION
NOON = dt.time(12, tzinfo=dt.UTC)
"""When an episode of a day gone by counts as published, where nothing says better."""


@dataclass(frozen=True, slots=True)
class Publication:
    """How an episode stands with its listeners."""

    guid: str = ""
    """Empty as long as it was never published."""
    published: str = ""
    """When it first was: ISO, in UTC."""
    number: int = 0
    """Its place in its season; 0 for none."""
    season: int = 0
    """0 for none."""
    withdrawn: str = ""
    """The day on which it was taken out of the feed, ISO; empty where it is in it."""
    note: str = ""
    """Why."""

    @property
    def standing(self) -> Standing:
        """What the feed keeps of it."""
        return Standing(self.guid, self.published, self.number, self.season)


def read(folder: Path) -> Publication:
    """How the episode in a folder stands; as never published where nothing tells."""
    try:
        found = json.loads((folder / FILE).read_text(encoding="utf-8"))
        texts = {key: str(found.get(key, "")) for key in ("guid", "published", "withdrawn", "note")}
        if texts["published"] and dt.datetime.fromisoformat(texts["published"]).tzinfo is None:
            return Publication()
        return Publication(**texts, number=int(found.get("number", 0)), season=int(found.get("season", 0)))
    except (OSError, ValueError, TypeError, AttributeError, RecursionError):
        return Publication()


def keep(folder: Path, publication: Publication) -> None:
    """Write it down, where it is new."""
    if publication != read(folder):
        files.write(folder / FILE, json.dumps(asdict(publication), ensure_ascii=False, indent=1) + "\n")


def first_published(date: dt.date, now: dt.datetime) -> str:
    """When an episode that goes out for the first time counts as published: now, or on its own day where that has passed."""
    today = now.astimezone().date()
    when = now if date >= today else min(now, dt.datetime.combine(date, NOON))
    return when.astimezone(dt.UTC).replace(microsecond=0).isoformat()


def with_standing(publication: Publication, standing: Standing) -> Publication:
    """The same with what the feed keeps of it."""
    return replace(publication, guid=standing.guid, published=standing.published, number=standing.number, season=standing.season)


def withdraw(folder: Path, day: str, note: str = "") -> Publication:
    """Take an episode out of the feed from a day on (ISO), or let it back where that is empty; what is true already stays as it is."""
    stands = read(folder)
    if bool(stands.withdrawn) != bool(day) or (day and note and note != stands.note):
        stands = replace(stands, withdrawn=day and (stands.withdrawn or day), note=" ".join(note.split()) if day else "")
        keep(folder, stands)
    return stands
