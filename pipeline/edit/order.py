"""The order of a story's updates, and the show's own words that say which time it is: nobody hears the morning's news as the evening's."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.edit.by_kind import BACKGROUND, CORRECTION, all_are, by_hand, is_a
from pipeline.edit.by_words import analyses, explains
from pipeline.edit.clock import DAY, minutes, says_another_day
from pipeline.edit.repeats import source_of
from pipeline.edit.spread import LEAST_NEWS, main_and_brief
from pipeline.edit.story import Group
from pipeline.model import Beat, Sentence, Story, Update
from pipeline.text.words import words

BEFORE = ("Before that:", "Earlier:")
"""Between what stands and what was so earlier in the day; by turns, for it is said of several stories."""
_PRESENT = frozenset("is are has have will says say can may".split())
_PARTS = (
    (5 * 60, "It is after midnight."),
    (8 * 60 + 30, "It is early morning."),
    (11 * 60 + 30, "It is morning."),
    (13 * 60, "It is midday."),
    (17 * 60, "It is afternoon."),
    (21 * 60, "It is evening."),
    (DAY, "It is late evening."),
)
"""Until when it is so. A story that is told as it happened is told in the present."""


def in_order(each: Group, updates: Sequence[Update]) -> tuple[list[Update], list[Update]]:
    """A story's updates as a briefing tells them, and those of them that were written before the one that opens it.

    What opens it comes first; where its updates run on through the day, then what came after that and what is still to come, then what was before.
    Last comes what explains.
    `updates` are the day's, in the order in which they happened.
    """
    place = {update.id: n for n, update in enumerate(updates)}
    opens = place.get(each.lead, 0)

    def rank(update: Update) -> tuple[int, bool, int]:
        behind = is_a(update, BACKGROUND) or explains(update)
        earlier = place[update.id] < opens
        older = earlier and (update.id in each.led or (each.runs_on and not says_another_day(update.paragraphs[0].text)))
        return (2 * behind + older, not each.others and update.id != each.lead, place[update.id])

    order = sorted(each.updates, key=rank)
    return order, [update for update in order if rank(update)[0] == 1 and (update.timed or update.id in each.led)]


PASSED_OVER = "it only explains, or leads up to what is told"


def news_of(each: Group) -> tuple[list[Update], list[Update]]:
    """A story's updates that are told in brief, and those that only explain them, which are not."""
    news = [update for update in each.updates if not explains(update)]
    return (news, [update for update in each.updates if update not in news]) if news else (each.updates, [])


def passed_over(each: Group, told: int) -> str:
    """Why a story is not even told in brief, where so many are `told` in full; empty for one that is."""
    coming = any(says_another_day(paragraph.text) for update in each.updates for paragraph in update.paragraphs)
    if told < LEAST_NEWS or not each.routine or coming or any(map(by_hand, each.updates)):
        return ""
    return PASSED_OVER


def worth_telling(groups: Sequence[Group]) -> list[Group]:
    """A briefing's stories, in their order, without those that are not even told in brief."""
    main, brief = main_and_brief(list(groups))
    gone = [each for each in brief if passed_over(each, len(main))]
    return [each for each in groups if each not in gone]


def news_first(groups: Sequence[Group]) -> bool:
    """Whether a story in depth that is cut short can say its news once only, first: of one source, and without a correction."""
    sources = {source_of(update) for each in groups for update in each.updates}
    return len(sources) == 1 and not any(all_are(each.updates, CORRECTION) for each in groups)


def dated(beats: tuple[Beat, ...], older: Sequence[Update], said: Sequence[Story] = ()) -> tuple[Beat, ...]:
    """A story's beats with a word before those that tell in the present what was so earlier; not the same as in the one `said` before it."""
    known = {update.id for update in older}
    first = next((n for n, beat in enumerate(beats) if n and beat.update in known), None)
    told = [sentence.text for beat in beats[first:] if beat.update in known and beat.kind != "quote" for sentence in beat.sentences]
    if first is None or not any(_PRESENT & set(words(text)) for text in told):
        return beats
    link = BEFORE[sum(beat.sentences[0].text in BEFORE for story in said for beat in story.beats) % len(BEFORE)]
    return (*beats[:first], Beat("link", (Sentence(link),), "", beats[first].update), *beats[first:])


def credited(beats: tuple[Beat, ...], updates: Sequence[Update]) -> tuple[Beat, ...]:
    """A story's beats with a word before what is analysis and no report, and whose it is where the source says so: an opinion is nobody's news."""
    whose = {each.id: f"Analysis by {each.byline}:" if each.byline else "Analysis:" for each in updates if analyses(each)}
    told: list[Beat] = []
    for beat in beats:
        if link := whose.pop(beat.update, ""):
            told.append(Beat("link", (Sentence(link),), "", beat.update))
        told.append(beat)
    return tuple(told)


def part_of_day(groups: Sequence[Group], updates: Sequence[Update]) -> dict[str, str]:
    """What is said before each story, by its lead, where they are told by the clock: the part of the day, once for each. Nothing where a clock is missing."""
    times = dict(zip((update.id for update in updates), minutes(updates), strict=True))
    starts = [times[each.updates[0].id] for each in groups]
    known = [start for start in starts if start is not None]
    if len(known) != len(starts) or known != sorted(known) or not all(each.runs_on for each in groups):
        return {}
    said = [next(words for until, words in _PARTS if start % DAY < until) for start in known]
    if len(set(said)) == 1:
        return {}
    return {each.lead: part for n, (each, part) in enumerate(zip(groups, said, strict=True)) if not n or part != said[n - 1]}
