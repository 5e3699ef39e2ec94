"""What there is to tell of a day: its updates as they happened, without what is no news, was told before or is another story's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.edit.before import Fresh, Past, fresh
from pipeline.edit.by_kind import CORRECTION, all_are, is_a
from pipeline.edit.group import as_it_was, weigh
from pipeline.edit.one_story import one_of, remarkable
from pipeline.edit.overtaken import overtaken
from pipeline.edit.pieces import Piece
from pipeline.edit.quoting import told_pieces
from pipeline.edit.repeats import Found, find
from pipeline.edit.spread import HAND
from pipeline.edit.story import Group
from pipeline.edit.tables import heard
from pipeline.edit.weigher import Weigher
from pipeline.errors import BriefingError
from pipeline.model import LISTED, Briefing, Source, Update
from pipeline.text.names import Person
from pipeline.text.people import people_of

ANOTHER = "another story: this programme tells one, in depth"


@dataclass(slots=True)
class Day:
    """What there is to tell."""

    updates: list[Update]
    """As they happened: the new ones, and those that an earlier edition told, which say what a story goes on from."""
    new: set[str]
    """The ids of those of which something is to be told."""
    pieces: dict[str, list[Piece]]
    """By update: what is to be told of it."""
    current: dict[str, list[Piece]]
    """The same without what later news has overtaken."""
    leads: dict[str, str]
    """By update: what is told first of it, where it is current."""
    outgrown: dict[str, str]
    """By update whose count of the dead has risen since: the one with the last count."""
    people: dict[str, Person]
    repeats: Found
    fresh: Fresh
    dropped: dict[str, str]
    """Why an update is not told, by its id."""
    reasons: dict[Source, str]
    """Why a paragraph is not told."""
    doubts: tuple[str, ...]
    """What a producer should look at."""
    others: tuple[Group, ...] = ()
    """The subjects that a story in depth does not tell."""
    worth: float = 0.0
    """What the one that it tells is worth beside them, by the rules."""


def day_of(source: Briefing, told: Mapping[str, Past], *, as_it_happened: bool) -> Day:
    """A day without what is no news or was `told`. Raises BriefingError where nothing is new."""
    kept, reasons = heard([u for u in source.updates if not u.skip])
    repeats = find([u for u in kept if not is_a(u, CORRECTION)])
    happened = as_it_was(kept[::-1] if source.order == "newest-first" else kept)
    updates = [u for u in happened if u.id not in repeats.dropped]
    people = people_of(source)
    now = overtaken(updates, {u.id: told_pieces(u, people) for u in updates}, as_it_happened=as_it_happened)
    left = fresh(updates, now.pieces, told, people)
    new = {update for update, own in left.pieces.items() if own}
    if updates and not new:
        raise _nothing_new(source, left.last(updates))
    today = overtaken(updates, left.pieces, as_it_happened=False) if as_it_happened else now
    own = {update: pieces for update, pieces in left.pieces.items() if pieces and update not in today.stale}
    return Day(
        updates=updates,
        new=new,
        pieces=left.pieces,
        current=today.pieces,
        leads={update: next((p.text for p in pieces if not p.quote), pieces[0].text) for update, pieces in own.items()},
        outgrown=today.outgrown,
        people=people,
        repeats=repeats,
        fresh=left,
        dropped={u.id: "a human said: leave it out" for u in source.updates if u.skip} | repeats.dropped,
        reasons=reasons | now.reasons,
        doubts=today.notes,
    )


def keep_to_one(day: Day, source: Briefing, about: str) -> None:
    """Forget all but one subject. Raises BriefingError where nothing new is about what was asked."""
    weigher = Weigher(day.updates, day.people, day.leads)
    first = source.updates[-1 if source.order == "oldest-first" else 0].id

    def weighed(each: Group) -> None:
        if counted := [u for u in each.updates if u.id in day.new]:
            weigh(each, counted, weigher, day.repeats.credits, recent=False)
            if each.score < HAND:
                each.score = remarkable(counted, weigher, day.repeats.credits, first)

    news = [u for u in day.updates if not is_a(u, CORRECTION)] or day.updates
    title = next((line.text for line in source.lines if line.kind == "heading" and line.n < source.updates[0].start), "")
    found = one_of(news, day.new, about, weighed, day.people, listed=source.order == LISTED, title=title)
    if found is None:
        raise BriefingError(
            f"nothing new in it is about “{about}”",
            where=source.file,
            remedy="Name a story by words of its heading or lead; `episode items --why --format story` lists them.",
        )
    owed = {u.id for u in day.updates if is_a(u, CORRECTION)}  # listeners hear what was wrong, whatever is told today
    told = found.told | owed
    day.others = tuple(each for each in found.others if not all_are(each.updates, CORRECTION))
    day.worth = found.worth if found.worth < HAND else 0.0
    day.dropped |= {u.id: ANOTHER for u in day.updates if u.id in day.new - told}
    day.updates = [replace(u, pin=u.pin or u.id in found.asked) for u in day.updates if u.id in told]
    if found.digest and source.order == "newest-first":
        day.updates.reverse()
    day.new &= told


def _nothing_new(source: Briefing, past: Past | None) -> BriefingError:
    since = f" since {past.label}" if past else ""
    remedy = "Add what is new, or tell it again with --repeats."
    return BriefingError(f"nothing in it is new{since}", where=source.file, remedy=remedy)
