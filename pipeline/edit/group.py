"""Updates → stories: by main actor, then by subject; ranked, and put in an order that an editor would sign.

Grouping by subject alone fails inside one running story, where every update speaks of the same war or match; grouping by who acts
works. So: the actor with the most updates is the day's main voice, and that voice's updates are split by subject; what others do and
say is one story; an update about nobody in particular stands alone.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from pipeline.edit.by_kind import BACKGROUND, CORRECTION, all_are, alone, is_a
from pipeline.edit.by_words import explains
from pipeline.edit.clock import stamp
from pipeline.edit.headings import given, sums_up
from pipeline.edit.nearest import Nearest
from pipeline.edit.repeats import source_of
from pipeline.edit.settled import follow, settle
from pipeline.edit.spread import HAND, mix, spread
from pipeline.edit.story import Group
from pipeline.edit.weigher import RECENT, Weigher, told_by
from pipeline.edit.weight import DECIDED
from pipeline.model import Update
from pipeline.text.names import Person

ALIKE = 0.12
"""Cosine of two updates' words from which they are one subject. Measured on live blogs: pairs an editor joined were at 0.10 to 0.16."""
SHORT_WORDS = 80
"""A story shorter than this (30 s aloud) joins the one that it is most like: chapters of half a minute and less are a nuisance."""
MAIN_VOICE = 3
MAIN_SHARE = 0.4
"""An actor is the day's main voice from so many updates, and from that share of all."""
MAIN_ACTOR = 0.15
"""What it adds to the weight of a story told by the clock that it is about the day's main actor."""
FAINT = 0.03
"""Cosine below which two updates have no subject in common, however short they are."""
PINNED = 60.0
"""The weight of what a human pinned: above every importance."""


def group(
    updates: list[Update],
    people: dict[str, Person],
    *,
    as_it_happened: bool = False,
    new: Collection[str] | None = None,
    credited: Mapping[str, Sequence[str]] | None = None,
    leads: Mapping[str, str] | None = None,
    outgrown: Mapping[str, str] | None = None,
    listed: bool = False,
) -> list[Group]:
    """The stories of a day in order of weight, each with its updates in the order in which they happened.

    `updates` in the order in which they happened. With `as_it_happened`, a day without a main voice is cut into stories along its time,
    not by subject. A human's `importance` outweighs everything the rules think. With `new`, only the updates of these ids give a story
    its weight and its lead, and a story without any is none. `credited` are the publishers that report the same as an update, `leads` what is told first of it;
    `outgrown` what is told behind which, as what was known before; `listed` where an editor put them in their order.
    """
    weigher = Weigher(updates, people, leads or {}, listed=listed)
    told_again = [
        u for u in updates[:-1] if sums_up(u) and not as_it_happened and not u.importance
    ]  # of the newest it is where things stand
    every, behind = (
        updates,
        [u for u in updates if not alone(u) and (is_a(u, BACKGROUND) or (not as_it_happened and explains(u)) or u in told_again)],
    )
    updates = [u for u in every if not alone(u) and u not in behind]
    counts = Counter(u.actors[0] for u in updates if u.actors)
    voices = [actor for actor, n in counts.most_common() if n >= MAIN_VOICE and n >= MAIN_SHARE * len(updates)]
    main, voices = voices, [] if as_it_happened and weigher.timed else voices  # by the clock, whoever speaks
    groups: list[Group] = []
    for voice in voices:
        own = _by_subject([u for u in updates if u.actors[:1] == (voice,)], weigher)
        for each in own:
            each.why.insert(
                0, f"{voice} is the main actor of {counts[voice]} of {len(updates)} updates: the day’s main voice, told by subject."
            )
        groups += own
    rest = [u for u in updates if u.actors[:1] and u.actors[0] not in voices]
    nobody = [u for u in updates if not u.actors]
    if voices and len(rest) > 1:
        groups.append(Group(rest, others=True, why=["What others than the day’s main voice say and do is one story."]))
        groups += _by_subject(nobody, weigher)
    elif voices:
        groups += _by_subject(rest, weigher) + _by_subject(nobody, weigher)
    else:
        groups = _by_time(updates, weigher) if as_it_happened else _by_subject(updates, weigher, short=False)
    if not voices and not as_it_happened:
        settle(groups, updates)
        follow(groups, updates, outgrown or {})
    groups += [Group([u], why=[alone(u)]) for u in every if alone(u)]
    _place(behind, groups, weigher)
    groups = [each for each in groups if new is None or any(u.id in new for u in each.updates)]
    for each in groups:
        counted = [u for u in each.updates if new is None or u.id in new]
        counted = [u for u in counted if u not in behind] or counted
        weigh(each, counted, weigher, credited or {}, recent=not voices, main=main)
        if len(counted) > 1:
            what = "Its headline is that of" if each.others or as_it_happened else "It opens with"
            best = "weighs most of the newest" if each.runs_on else "stands first" if listed else "holds most of the day’s matter"
            reason = "was set highest by hand" if any(u.importance for u in counted) else best
            each.why.append(f"{what} {each.lead}, which {reason}.")
    ranked = sorted(groups, key=lambda g: (g.score < HAND and all_are(g.updates, CORRECTION), -g.score, every.index(g.updates[0])))
    return mix(spread(ranked, bool(voices)))


def _place(background: list[Update], groups: list[Group], weigher: Weigher) -> None:
    """Put what a newsroom calls background into the story that it is most like; what is like none stays a story."""
    news = list(groups)
    for update in background:
        one = Group([update])
        likeness, n = max(
            ((weigher.between(one, each, 0.0), -n) for n, each in enumerate(news) if not alone(each.updates[0])), default=(0.0, 0)
        )
        if likeness >= FAINT:
            news[-n].why.append(f"{update.id} is its background ({likeness:.2f}): {weigher.in_common(one, news[-n])}.")
            news[-n].updates.append(update)
        else:
            groups.append(one)


def as_it_was(updates: list[Update]) -> list[Update]:
    """The updates of several sources by their stamps, where all have one and each source's run on through one day; else as they stand."""
    sources = {source_of(update) for update in updates}
    minutes = {update.id: time for update in updates if (time := stamp(update)) is not None}
    if (
        len(sources) < 2
        or len(minutes) < len(updates)
        or len({(u.origin.published[:10] if u.origin else "") or u.date for u in updates}) > 1
    ):
        return updates
    for source in sources:
        own = [minutes[u.id] for u in updates if source_of(u) == source]
        if own != sorted(own):
            return updates
    return sorted(updates, key=lambda u: minutes[u.id])


def weigh(
    each: Group, counted: list[Update], weigher: Weigher, credited: Mapping[str, Sequence[str]], *, recent: bool, main: Sequence[str] = ()
) -> None:
    """Give a story its weight and its lead: the main matter first; several updates outweigh a single one a little, however many they are."""
    each.runs_on = recent and weigher.timed
    parts = [("the day’s matter in it", max(weigher.central(u) for u in counted))]
    news, shown = max(map(weigher.news, counted))
    if (recent and (news > 0 or (news and each.runs_on))) or (weigher.timed and news >= DECIDED):
        parts.append((f"its consequence (“{shown}”)", news))
    if recent and any(actor in main for update in counted for actor in update.actors[:1]):
        parts.append(("what the day’s main actor does", MAIN_ACTOR))
    if len(counted) > 1:
        parts.append((f"{len(counted)} updates", min(0.1, 0.06 * (len(counted) - 1))))
    several, sources = told_by(counted, credited)
    if several:
        parts.append((f"told by {sources} sources", several))
    if recent:
        parts.append(("how far in front it stands" if weigher.listed else "how recent it is", max(map(weigher.recent, counted))))
    each.routine = weigher.timed and all(weigher.news(u)[0] < 0 or explains(u) for u in counted)
    if all(map(explains, counted)):
        parts.append(("it only explains", -RECENT))
    each.score = sum(worth for _, worth in parts)
    lead = max(counted, key=lambda u: (u.pin, u.importance, weigher.lead(u, runs_on=each.runs_on, mixed=each.mixed)))
    each.lead = lead.id
    each.actor = "" if each.others or not lead.actors else lead.actors[0]
    pinned = max(u.importance for u in counted)
    if any(u.pin for u in counted):
        each.score = PINNED
        each.why.append("It is pinned by hand: it opens the day.")
    elif pinned:
        each.score = pinned * HAND
        each.why.append(f"Its weight is set by hand: importance {pinned}.")
    else:
        each.why.append(f"Its weight is {each.score:.2f}: {', '.join(f'{name} {worth:.2f}' for name, worth in parts)}.")


def _by_time(updates: list[Update], weigher: Weigher) -> list[Group]:
    """Neighbours in time, joined while they are alike, and until a story is long enough for a chapter: but what has a heading of its own opens one."""
    groups: list[Group] = []
    for update in updates:
        last = groups[-1] if groups else None
        alike = last is not None and weigher.alike(last.updates[-1], update, 0.0) >= ALIKE
        if last is not None and (alike or (last.words < SHORT_WORDS and (not given(update) or explains(update)))):
            shares = f"shares {weigher.in_common(last, Group([update]))}" if alike else "the story was still short"
            last.why.append(f"{update.id} followed, and {shares}.")
            last.mixed |= not alike
            last.updates.append(update)
        else:
            _join_short_last(groups)
            groups.append(Group([update]))
    _join_short_last(groups)
    return groups


def _join_short_last(groups: list[Group]) -> None:
    """Put a last story into the one before, where it is too short for a chapter and has no heading."""
    if len(groups) > 1 and groups[-1].words < SHORT_WORDS // 2 and not any(map(given, groups[-1].updates)):
        groups[-2].why.append(f"{_ids(groups[-1])} came next and is too short for a chapter of its own.")
        groups[-2].mixed = True
        groups[-2].updates += groups.pop().updates


def _by_subject(updates: list[Update], weigher: Weigher, *, short: bool = True) -> list[Group]:
    """Updates joined while two of them are alike; with `short`, a short one joins the story that it is most like."""
    every = [Group([u]) for u in updates]
    groups = list(every)
    found = Nearest(len(every), lambda i, j: weigher.alike(updates[i], updates[j]))
    for likeness, i, j in found.joins(ALIKE):
        one, other = every[i], every[j]
        shared = weigher.in_common(one, other) or "nothing but that one followed the other"
        _join(groups, one, other, weigher, f"{_ids(one)} and {_ids(other)} are one subject (likeness {likeness:.2f}): {shared}.")
    for each in sorted(groups, key=lambda g: g.words) if short else []:
        others = [g for g in groups if g is not each]
        if each in groups and each.words < SHORT_WORDS and others:
            # By subject alone: two short updates do not belong together because one followed the other.
            likeness, place = max((weigher.between(each, g, 0.0), -groups.index(g)) for g in others)
            nearest = groups[-place]
            if likeness >= FAINT:
                why = f"{_ids(each)} is short ({each.words} words) and joins what it is most like ({likeness:.2f}): {weigher.in_common(each, nearest)}."
                one, other = sorted((each, nearest), key=groups.index)
                _join(groups, one, other, weigher, why)
    return groups


def _join(groups: list[Group], one: Group, other: Group, weigher: Weigher, why: str) -> None:
    """Put the other, which stands behind it, into the one."""
    one.updates = sorted(one.updates + other.updates, key=lambda u: weigher.place[u.id])
    one.why += [*other.why, why]
    groups.remove(other)


def _ids(each: Group) -> str:
    return "+".join(u.id for u in each.updates)
