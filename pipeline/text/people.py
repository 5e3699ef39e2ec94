"""The people of a day's text, and whom a paragraph of it can mean by "he" or "she"."""

from __future__ import annotations

from pipeline.model import Briefing, Source, Update
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
    people = find_people([p.text for u in briefing.updates for p in u.paragraphs])
    count_pronouns(people, [[p.text for p in u.paragraphs] for u in briefing.updates])
    return people


def meant_in(update: Update, people: dict[str, Person]) -> dict[Source, dict[str, Person]]:
    """Of `people` those whom each paragraph of an update can mean without a name: named in it or before it, or the update's main actor."""
    found = {}
    named = dict.fromkeys(mentioned(" ".join(update.actors[:1]), people))
    for paragraph in sorted(update.paragraphs, key=lambda each: each.source):
        named |= dict.fromkeys(mentioned(paragraph.text, people))
        found[paragraph.source] = {surname: people[surname] for surname in named}
    return found
