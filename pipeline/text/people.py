"""The people of a day's text, and whom a paragraph of it can mean by "he" or "she"."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.model import Briefing, Source, Update
from pipeline.text.names import Person, count_pronouns, find_people, mentioned


def people_of(briefing: Briefing) -> dict[str, Person]:
    """The people of the day by surname, each with the pronoun that the updates about that person alone use."""
    people = find_people([p.text for u in briefing.updates for p in u.paragraphs])
    by_name = {person.formal: surname for surname, person in people.items()}
    about: dict[str, list[str]] = {}
    for update in briefing.updates:
        if update.actors and update.actors[0] in by_name:
            about.setdefault(by_name[update.actors[0]], []).extend(p.text for p in update.paragraphs)
    count_pronouns(people, about)
    return people


def meant_in(update: Update, source: Source, people: Mapping[str, Person]) -> dict[str, Person]:
    """Of `people` those whom a paragraph of an update can mean without a name: named in it or before it, or the update's main actor."""
    before = [paragraph.text for paragraph in update.paragraphs if paragraph.source <= source]
    named = mentioned(" ".join((*before, *update.actors[:1])), dict(people))
    return {surname: people[surname] for surname in named}
