"""The people of a day's text, and whom a paragraph of it can mean by "he" or "she"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from pipeline.model import Briefing, Source, Update
from pipeline.text.found import once
from pipeline.text.names import Person, find_people, mentioned
from pipeline.text.pronouns import count_pronouns

_LAST: list[tuple[Briefing, dict[str, Person]]] = []
"""The briefing that was asked about last: the desk asks, and then the gate does, twice."""


def people_of(briefing: Briefing) -> dict[str, Person]:
    """The people of the day by surname, each with the pronoun that the updates about that person alone use."""
    last = _LAST[:]
    if not (last and last[0][0] is briefing):
        last = _LAST[:] = [(briefing, _found(briefing))]
    return dict(last[0][1])


def _found(briefing: Briefing) -> dict[str, Person]:
    texts = tuple(tuple(p.text for p in u.paragraphs) for u in briefing.updates)
    people: dict[str, Person] = {}
    for name, of, *values in once("people", texts, lambda: _named(texts), lambda *row: row):
        people[name] = people[of] if of in people else _person(*values)
    return people


def _named(texts: Sequence[Sequence[str]]) -> list[tuple[Any, ...]]:
    """Each name, the first name of the same person (“Sir Bo” is Field, too), and what is known of that person."""
    people = find_people([text for update in texts for text in update])
    count_pronouns(people, texts)
    first = {id(person): name for name, person in reversed(people.items())}
    return [(name, first[id(person)], *(getattr(person, field.name) for field in fields(person))) for name, person in people.items()]


def _person(*values: Any) -> Person:
    person = Person(*values)
    person.pronouns = Counter(person.pronouns)  # a plain one as it was kept
    return person


def meant_in(update: Update, people: dict[str, Person]) -> dict[Source, dict[str, Person]]:
    """Of `people` those whom each paragraph of an update can mean without a name: named in it or before it, or the update's main actor."""
    found = {}
    named = dict.fromkeys(mentioned(" ".join(update.actors[:1]), people))
    for paragraph in sorted(update.paragraphs, key=lambda each: each.source):
        named |= dict.fromkeys(mentioned(paragraph.text, people))
        found[paragraph.source] = {surname: people[surname] for surname in named}
    return found
