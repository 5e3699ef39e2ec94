"""Who an update is about: the main actor first."""

from __future__ import annotations

from dataclasses import replace

from pipeline.model import Update
from pipeline.regex import regex
from pipeline.text.names import ATTRIBUTING, Person, find_people, mentioned

_VERBS = "|".join(ATTRIBUTING)
_SAYS = regex(rf"(?:,[^,“”]{{3,80}},)?\s(?:has |had |also )?(?:{_VERBS})\b")
_SAID = regex(rf"\b(?:{_VERBS})\s(?:\w{{1,40}}\s){{0,2}}$")


def with_actors(updates: tuple[Update, ...]) -> tuple[Update, ...]:
    """The same updates, each that names no actors given those that its words name."""
    people = find_people([p.text for update in updates for p in update.paragraphs])
    return tuple(
        update if update.actors else replace(update, actors=actors_of([p.text for p in update.paragraphs], people)) for update in updates
    )


def actors_of(paragraphs: list[str], people: dict[str, Person]) -> tuple[str, ...]:
    """The fullest names of those whom an update names: who is said to speak in its lead, else who opens it, else who is named most."""
    lead, later = paragraphs[0], paragraphs[1:]
    named = mentioned(" ".join(paragraphs), people)
    in_lead = mentioned(lead, people)
    speakers = [s for s in in_lead if _speaks(lead, s)]
    opener = [s for s in in_lead if _opens(lead, s)]
    # "Mayor Other’s deputy warned": the name comes with the quotation below.
    first = (speakers or opener or [s for p in later for s in mentioned(p, people) if _speaks(p, s)])[:1]
    return tuple(people[n].formal for n in first + [n for n in named if n not in first])


def _opens(lead: str, surname: str) -> bool:
    for word in lead.split(None, 4)[:4]:
        after = word[len(surname) : len(surname) + 1]
        if word.startswith(surname) and not (after.isalnum() or after in ("’", "'", "_")):
            return True
    return False


def _speaks(text: str, surname: str) -> bool:
    start = text.find(surname)
    while start >= 0:
        end = start + len(surname)
        whole = not (text[start - 1 : start].isalnum() and start) and not text[end : end + 1].isalnum()
        if whole and (_SAYS.match(text, end) or _SAID.search(text[max(0, start - 110) : start])):
            return True
        start = text.find(surname, end)
    return False
