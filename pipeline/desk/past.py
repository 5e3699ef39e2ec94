"""What earlier editions of a show told, so that the next one tells what is new since: `.episode/told.json`.

An edition is one briefing of one date in one format and cut; one whose episode was withdrawn told nobody anything. Made again, it takes
its own place there, and never stands in its own way; formats and cuts have listeners of their own, and know nothing of each other. Of a
paragraph only the fingerprint of its words is kept, and for people the first few of them.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from pipeline.desk import files, memory, standing
from pipeline.desk.show import Show
from pipeline.errors import BriefingError
from pipeline.model import Briefing, Source
from pipeline.publish.finished import RECORD
from pipeline.text.words import fingerprint

if TYPE_CHECKING:
    from pipeline.edit import Past

DAYS = 14
"""An edition is forgotten when one is made that is so many days newer: no listener remembers it. Not for one whose date stands alone, with none in
the days before it: a clock that was wrong for a night, or a wrong year in a file's name, would make the show forget all that it told."""
FIRST_WORDS = 6
"""Of a paragraph, beside its fingerprint."""

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PARTS = {
    "morning": "this morning’s edition",
    "midday": "the midday edition",
    "noon": "the midday edition",
    "afternoon": "this afternoon’s edition",
}
"""What a briefing's name may say of its part of the day: `2026-11-27-morning.txt`."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What one edition told."""

    date: str
    """ISO."""
    format: str
    briefing: str
    """The source's name."""
    cut: str
    """The name of one of several cuts of the day, or empty."""
    told: dict[str, str]
    """Fingerprint → the paragraph's first words."""
    passed: dict[str, str]
    """The same of what its briefing held and it did not tell: it is no news in a later edition either."""

    @property
    def key(self) -> tuple[str, str, str, str]:
        """What makes it this edition and no other."""
        return self.date, self.format, self.briefing, self.cut


def earlier(show: Show, date: dt.date, form: str, briefing: str, cut: str = "") -> dict[str, Past]:
    """What editions before this one told or passed over, by fingerprint: those of earlier dates, and those made before it on its own date."""
    from pipeline.edit import Past

    day = date.isoformat()
    editions = before(show, date, form, briefing, cut)
    told = {mark: Past(n, _label(each, day), _since(each, date)) for n, each in enumerate(editions) for mark in each.told}
    passed = {mark: Past(n, _label(each, day), _since(each, date), told=False) for n, each in enumerate(editions) for mark in each.passed}
    return passed | told


def before(show: Show, date: dt.date, form: str, briefing: str, cut: str = "") -> list[Edition]:
    """The editions that this one goes on from, in the order of their dates."""
    day = date.isoformat()
    own = (day, form, briefing, cut)
    found: list[Edition] = []
    met = False
    withdrawn = _withdrawn(show)
    for each in _editions(memory.load(show, memory.TOLD)):  # in the order in which they were first made
        met = met or each.key == own
        if each.key not in withdrawn and (each.format, each.cut) == (form, cut) and (each.date < day or (each.date == day and not met)):
            found.append(each)
    return sorted(found, key=lambda each: each.date)


def the_same(show: Show, date: dt.date, form: str, briefing: Briefing, cut: str = "") -> Edition | None:
    """The last edition, of this date or before, that was made from every word of this briefing; none where it is this very one, made again."""
    withdrawn = _withdrawn(show)
    editions = [each for each in _editions(memory.load(show, memory.TOLD)) if each.key not in withdrawn]
    marks = {fingerprint(paragraph.text) for update in briefing.updates for paragraph in update.paragraphs}
    day = date.isoformat()
    if any(each.key == (day, form, briefing.file, cut) for each in editions):
        return None
    of_these = (each for each in reversed(editions) if (each.format, each.cut) == (form, cut) and each.date <= day)
    return next((each for each in of_these if marks <= each.told.keys() | each.passed.keys()), None)


def refuse_the_same(show: Show, date: dt.date, form: str, briefing: Briefing, cut: str = "") -> None:
    """Raise BriefingError where an earlier edition was made from every word of this briefing: the day's text was not put there yet, or it is a sample.

    A producer's scheduler builds at six whatever lies there; yesterday's programme under today's date is the one thing that must not go out.
    """
    if (each := the_same(show, date, form, briefing, cut)) is not None:
        other = f" ({each.briefing})" if each.briefing != briefing.file else ""
        again = "" if other else f", or make that edition again with --date {each.date}"
        message = f"nothing in it is new: the edition of {each.date}{other} was made from the same text, word for word"
        new = "Build again when it has something new" if "://" in briefing.file else "Put today’s text there and build again"
        remedy = f"{new}{again}, or tell it once more with --repeats."
        raise BriefingError(message, where=briefing.file, remedy=remedy)


def keep(show: Show, date: dt.date, form: str, briefing: Briefing, cited: Iterable[Source], cut: str = "") -> None:
    """Remember what an edition told, which is what its script cites, and what else its briefing held. Raises PublishError for the disk."""
    lines = {(source.file, n) for source in cited for n in range(source.first_line, source.last_line + 1)}
    told: dict[str, str] = {}
    passed: dict[str, str] = {}
    for update in briefing.updates:
        for paragraph in update.paragraphs:
            which = told if (paragraph.source.file, paragraph.source.first_line) in lines else passed
            which[fingerprint(paragraph.text)] = " ".join(paragraph.text.split()[:FIRST_WORDS])
    own = Edition(date.isoformat(), form, briefing.file, cut, told, passed)

    def with_own(document: Any) -> dict[str, Any]:
        there = _editions(document)
        place = next((n for n, each in enumerate(there) if each.key == own.key), len(there))
        there[place : place + 1] = [own]
        ages = [(date - dt.date.fromisoformat(each.date)).days for each in there]
        stands_alone = not any(0 < age <= DAYS for age in ages)
        kept = [each for each, age in zip(there, ages, strict=True) if stands_alone or age <= DAYS]
        return {"editions": [asdict(each) for each in kept]}

    memory.update(show, memory.TOLD, with_own)


def _withdrawn(show: Show) -> set[tuple[str, str, str, str]]:
    """The editions whose episodes were taken out of the feed."""
    output = show.path("output")
    found = set()
    for file in output.glob(f"*/{standing.FILE}") if show.folder is not None and output is not None else ():
        if not standing.read(file.parent).withdrawn:
            continue
        try:
            record = json.loads((file.parent / RECORD).read_text(encoding="utf-8"))
            found.add((str(record["date"]), str(record["format"]), str(record["briefing"]["file"]), str(record.get("cut") or "")))
        except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
            continue
    return found


def trouble(show: Show) -> str:
    """What a user should know where the memory is there and cannot be read; else empty."""
    path = memory.file(show, memory.TOLD)
    if path is None or isinstance(_listed(memory.load(show, memory.TOLD)), list):
        return ""
    return f"{files.short(path)} cannot be read: everything counts as new"


def _listed(document: Any) -> Any:
    return document.get("editions") if isinstance(document, dict) else None


def _editions(document: Any) -> list[Edition]:
    """The editions that are remembered, in the order in which they were first made; what is not as it should be is not one."""
    found = _listed(document)
    return [edition for each in found if (edition := _edition(each)) is not None] if isinstance(found, list) else []


def _edition(value: Any) -> Edition | None:
    try:
        told, passed = ({str(mark): str(words) for mark, words in value.get(key, {}).items()} for key in ("told", "passed"))
        date = dt.date.fromisoformat(value["date"]).isoformat()
        return Edition(date, str(value["format"]), str(value["briefing"]), str(value.get("cut", "")), told, passed)
    except (KeyError, TypeError, ValueError, AttributeError):
        return None


# ── how it is called ─────────────────────────────────────────────────────────────────────────────────────


def _label(edition: Edition, day: str) -> str:
    """For the list of what is left out."""
    return f"the edition of {edition.date}" + (f" ({edition.briefing})" if edition.date == day else "")


def _since(edition: Edition, date: dt.date) -> str:
    """The show's own words, by the dates: `Since yesterday’s programme:`."""
    then = dt.date.fromisoformat(edition.date)
    days = (date - then).days
    if days == 0:
        name = edition.briefing.lower()
        which = next((words for part, words in _PARTS.items() if part in name), "our last edition")
    elif days == 1:
        which = "yesterday’s programme"
    else:
        which = (
            f"{_DAYS[then.weekday()]}’s programme"
            if days < 7
            else f"our programme of the {then.day}{_ending(then.day)} of {_MONTHS[then.month - 1]}"
        )
    return f"Since {which}:"


def _ending(day: int) -> str:
    return "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
