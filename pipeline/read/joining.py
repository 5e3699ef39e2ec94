"""Several briefings as one: the day's pasted blog, two pages and a feed."""

from __future__ import annotations

import hashlib
import string
from collections.abc import Sequence
from dataclasses import replace

from pipeline.errors import BriefingError
from pipeline.model import LISTED, Briefing, Line, Paragraph, Source, Update
from pipeline.read import dates, withdrawn
from pipeline.text.names import Person, find_people

BETWEEN = " + "
"""Between the names of the sources, in the name of the whole."""


def join(briefings: Sequence[Briefing]) -> Briefing:
    """One briefing of several, oldest update first; a single one stays as it is.

    Sources keep their own names; where two bear the same, the later one is numbered (`feed.xml (2)`). An update's id gets its briefing's letter
    (`a-u03`). Where every update has its date they stand by that; else each briefing keeps its own order, and they are interleaved, so that
    what is newest in each stands together. The checksum is over all names and checksums. Raises BriefingError for none.
    """
    if not briefings:
        raise BriefingError("no source was given", remedy="Name at least one file or address")
    if len(briefings) == 1:
        return briefings[0]
    named = _distinct(briefings)
    digest = hashlib.sha256("".join(f"{one.sha256} {one.file}\n" for one in named).encode())
    placed = [pair for number, one in enumerate(named) for pair in _placed(one, _letter(number))]
    moments = [dates.moment(update.origin.published) if update.origin else None for _, update in placed]
    if all(moments):
        updates = [update for _, (_, update) in sorted(zip(moments, placed, strict=True), key=lambda pair: (pair[0], pair[1][0]))]
    else:
        updates = [update for _, update in sorted(placed, key=lambda pair: pair[0])]
    lines = tuple(replace(line, file=line.file or one.file) for one in named for line in one.lines)
    order = LISTED if all(one.order == LISTED for one in named) else "oldest-first"
    return withdrawn.heeded(Briefing(BETWEEN.join(one.file for one in named), digest.hexdigest(), order, lines, _same_names(updates)))


def _letter(number: int) -> str:
    """A briefing's letter by its number: a … z, aa, ab …"""
    letters = string.ascii_lowercase
    return (_letter(number // 26 - 1) if number >= 26 else "") + letters[number % 26]


def _placed(briefing: Briefing, letter: str) -> list[tuple[float, Update]]:
    """Each update, oldest first, with how far through its briefing it stands, from 0 to 1."""
    happened = briefing.updates[::-1] if briefing.order == "newest-first" else briefing.updates
    ids = {update.id for update in happened}
    return [
        (
            (i + 0.5) / len(happened),
            replace(
                update, id=f"{letter}-{update.id}", related=tuple(f"{letter}-{each}" if each in ids else each for each in update.related)
            ),
        )
        for i, update in enumerate(happened)
    ]


def _distinct(briefings: Sequence[Briefing]) -> list[Briefing]:
    """The briefings, none of whose sources has the name of another's."""
    taken: set[str] = set()
    out = []
    for briefing in briefings:
        number, known = 1, {briefing.file, *briefing.files}
        while any(_numbered(name, number) in taken for name in known):
            number += 1
        taken |= {_numbered(name, number) for name in known}
        out.append(briefing if number == 1 else _renamed(briefing, number))
    return out


def _numbered(name: str, number: int) -> str:
    """`feed.xml (2)`; in front of an entry's number: `feed.xml (2)#3`."""
    file, mark, entry = name.rpartition("#")
    return name if number == 1 else f"{file} ({number})#{entry}" if mark else f"{name} ({number})"


def _renamed(briefing: Briefing, number: int) -> Briefing:
    def line(one: Line) -> Line:
        return replace(one, file=_numbered(one.file, number) if one.file else "")

    def paragraph(one: Paragraph) -> Paragraph:
        source = one.source
        return replace(one, source=Source(_numbered(source.file, number), source.first_line, source.last_line))

    return replace(
        briefing,
        file=_numbered(briefing.file, number),
        lines=tuple(map(line, briefing.lines)),
        updates=tuple(replace(update, paragraphs=tuple(map(paragraph, update.paragraphs))) for update in briefing.updates),
    )


def _same_names(updates: Sequence[Update]) -> tuple[Update, ...]:
    """The updates with their actors under one name each: one source says "Mayor Muster", another her first name."""
    people = find_people([paragraph.text for update in updates for paragraph in update.paragraphs])
    return tuple(replace(update, actors=tuple(dict.fromkeys(_known(actor, people) for actor in update.actors))) for update in updates)


def _known(actor: str, people: dict[str, Person]) -> str:
    person = people.get(actor.split()[-1]) if actor.split() else None
    return person.formal if person is not None and actor in (*person.forms, person.surname) else actor
