"""The show notes, from templates: what it tells, chapters with times, corrections, sources with who published them, the disclosure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from pipeline.publish import looks
from pipeline.publish.chapters import timestamps
from pipeline.publish.looks import OUR_LOOK, Look
from pipeline.publish.told import Credit, Told


class Shown(NamedTuple):
    """A source as a listener reads it."""

    text: str
    """What it is called: its title, else its publisher, else the site."""
    beside: str
    """Publisher and licence, where they are known and not said yet."""
    url: str


def notes_html(told: Told, look: Look = OUR_LOOK) -> str:
    """The notes as a fragment of HTML that a feed can carry; everything in it that is not the template's is escaped."""
    return looks.page("notes.html.j2", _values(told), look.templates)


def notes_text(told: Told, look: Look = OUR_LOOK) -> str:
    """The notes as plain text."""
    return looks.text("notes.txt.j2", _values(told), look.templates)


def _values(told: Told) -> dict[str, object]:
    return {"episode": told, "chapters": timestamps(told), "sources": shown(told.credits), "other_voice": other_voice(told)}


def other_voice(told: Told) -> str:
    """The sentence that tells a listener why the voice changes; empty where it does not."""
    if not told.other_voice:
        return ""
    times = [f"{ms // 60_000}:{ms // 1000 % 60:02}" for ms, _ in told.other_voice]
    first, last = told.turns[0].start_ms, told.turns[-1].end_ms
    if len(times) > 1 or told.other_voice[0][1] < last:
        where = f"In places (from {', '.join(times)})"
    else:
        where = "From the start" if told.other_voice[0][0] == first else f"From {times[0]} on"
    return f"{where} another synthetic voice speaks: the better one would not have been done in time."


def shown(credits_: Sequence[Credit]) -> list[Shown]:
    """The sources that somebody published, each once: a file on a desk is of no use to a listener."""
    found: dict[Shown, None] = {}
    for credit in credits_:
        name = credit.title or credit.publisher or site(credit.url)
        if not name:
            continue
        beside = ", ".join(part for part in (credit.publisher, credit.licence) if part and part != name)
        found.setdefault(Shown(name, beside, credit.url))
    return list(found)


def site(url: str) -> str:
    """The site that an address belongs to: `example.org`."""
    return (urlsplit(url).hostname or "").removeprefix("www.") if url else ""
