"""Which of a day's items are one subject, and which subject a story in depth is about.

A live blog is about one matter, however its updates differ, and is told whole. Items that stand by themselves (a feed, a newsletter, a list) are
about many: of these one is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from pipeline.edit.nearest import Nearest
from pipeline.edit.story import Group
from pipeline.edit.weigher import Weigher, told_by
from pipeline.model import Update
from pipeline.text.names import Person
from pipeline.text.words import Corpus, content

ALL = "all"
"""What is asked for where every subject is to be told."""

ALIKE = 0.1
"""Mean likeness from which two subjects are one: lower than a chapter's, for a story in depth has room."""
ONE_MATTER = 0.024
"""Mean likeness across subjects from which items are one matter nevertheless. Measured: of one politician's day 0.027, of newsletters 0.005 to 0.021."""
ONE_TEXT = 0.01
"""The same of a text whose parts have headings of their own and no clock. Measured: 30 live blogs and articles 0.011 to 0.08, three in four digests less."""
SEVERAL = 3
"""So many such parts."""
NEAR = 0.08
"""From here on an item goes with a subject, and from NAMED on where its lead names what most of the subject's leads name."""
NAMED = 0.03
DEPTH, DEEP_WORDS = 0.4, 300
"""What it is worth, beside its weight as news, that a subject has so much to tell (two minutes): a story in depth needs matter."""
FIRST = 0.15
"""What standing first is worth: an editor put it there, or it is the newest."""

_NAME = re.compile(r"(?<![.!?:“\"] )(?<!^)\b[A-Z][\w’-]+")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a story in depth tells of a day."""

    told: frozenset[str]
    """The ids of the items that are told."""
    others: tuple[Group, ...] = ()
    """The subjects that are not."""
    asked: frozenset[str] = frozenset()
    """The ids of the items that are about what was asked."""


def one_of(
    updates: Sequence[Update],
    new: Collection[str],
    about: str,
    weigh: Callable[[Group], None],
    people: Mapping[str, Person],
    *,
    listed: bool = False,
) -> Chosen | None:
    """The subject of a story in depth: what it is asked to be `about`, else the most remarkable; all where the day has one only.

    `new` are the ids of the updates that are news still; `weigh` gives a subject that has some its weight and its lead; `listed` where an editor
    put the items in their order. None where nothing new is about what was asked.
    """
    every = frozenset(update.id for update in updates)
    asked = _plain(about)
    apart = (listed and not _guessed(updates)) or _stand_alone(updates)
    if asked == ALL or len(updates) < 2 or not (asked or apart or _headed(updates)):
        return Chosen(every)
    texts = [" ".join((each.heading, each.paragraphs[0].text, *(p.text for p in each.paragraphs))) for each in updates]
    corpus = Corpus(texts, ignore=_of_all(texts, people))
    groups = _together(updates, corpus, whole=apart and not asked)
    one_matter = len(groups) < 2 or _across(groups, updates, corpus) >= (ONE_MATTER if apart else ONE_TEXT)
    if one_matter and not asked:
        return Chosen(every)
    fresh = [each for each in groups if any(update.id in new for update in each.updates)]
    for each in fresh:
        weigh(each)
    fresh.sort(key=lambda each: -each.score)
    seeds = _matching([each for each in updates if each.id in new], asked) if asked else {fresh[0].lead}
    if not seeds:
        return None
    chosen = [each for each in fresh if seeds & {update.id for update in each.updates}]
    told = [update for each in chosen for update in each.updates]
    # Where all is one matter, all is near.
    near = [each for each in groups if each not in chosen and not one_matter and _goes_with(each, told, updates, corpus)]
    ids = frozenset(update.id for update in (*told, *(update for each in near for update in each.updates)))
    return Chosen(ids, tuple(each for each in fresh if each not in chosen and each not in near), frozenset(seeds) if asked else frozenset())


def remarkable(updates: Sequence[Update], weigher: Weigher, credited: Mapping[str, Sequence[str]], first: str) -> float:
    """How well a subject makes a story in depth: by its consequence, how much there is to tell, how many sources tell it, and where it stands.

    `first` is the id of the item that stands first of all.
    """
    words = sum(len(p.text.split()) for each in updates for p in each.paragraphs)
    news = max(weigher.news(each)[0] for each in updates)
    return news + DEPTH * min(1.0, words / DEEP_WORDS) + told_by(updates, credited)[0] + FIRST * any(each.id == first for each in updates)


def _guessed(updates: Sequence[Update]) -> bool:
    """Whether these are an article's parts: where each starts is a guess."""
    return 2 * sum(not each.sure for each in updates) >= len(updates)


def _stand_alone(updates: Sequence[Update]) -> bool:
    """Whether these are items by themselves: their source says who published each, and has no clock."""
    return not _timed(updates) and 2 * sum(each.origin is not None for each in updates) > len(updates)


def _headed(updates: Sequence[Update]) -> bool:
    """Whether nearly all have headings of their own, and no clock."""
    return len(updates) >= SEVERAL and not _timed(updates) and 5 * sum(bool(each.heading) for each in updates) >= 4 * len(updates)


def _timed(updates: Sequence[Update]) -> bool:
    """Whether a clock runs through them: a live blog is one matter."""
    return 2 * sum(each.timed for each in updates) >= len(updates)


def _of_all(texts: Sequence[str], people: Mapping[str, Person]) -> set[str]:
    """The places that most items name: a town's paper is about no one matter. A person whom most speak of is one."""
    persons = {word for each in people.values() for word in content(each.formal)}
    count = Counter(word for text in texts for word in {word for name in _NAME.findall(text) for word in content(name)} - persons)
    return {word for word, n in count.items() if 2 * n > len(texts)}


def _together(updates: Sequence[Update], corpus: Corpus, *, whole: bool) -> list[Group]:
    """Items joined while two subjects are alike, and those that belong together by what their source says; a live blog among them is one, if `whole`."""
    groups = [Group([each]) for each in updates]
    titles = {_plain(name): n for n, each in enumerate(updates) for name in (each.id, each.heading) if name}
    related = {frozenset((n, titles[_plain(other)])) for n, each in enumerate(updates) for other in each.related if _plain(other) in titles}
    blogs = [_blog(each) if whole else "" for each in updates]

    def alike(i: int, j: int) -> float:
        return 1.0 if {i, j} in related or blogs[i] == blogs[j] != "" else corpus.alike(i, j)

    for _, i, j in Nearest(len(groups), alike).joins(ALIKE):
        groups[i].updates += groups[j].updates
        groups[j].updates = []
    place = {each.id: n for n, each in enumerate(updates)}
    return [Group(sorted(each.updates, key=lambda update: place[update.id])) for each in groups if each.updates]


def _blog(update: Update) -> str:
    """The file of the live blog that an update stands in; empty for an item by itself."""
    return update.paragraphs[0].source.file if update.origin is None and (update.stamp or not update.heading) else ""


def _across(groups: Sequence[Group], updates: Sequence[Update], corpus: Corpus) -> float:
    """The mean likeness of two items of different subjects."""
    of = {update.id: n for n, each in enumerate(groups) for update in each.updates}
    subjects = [of[each.id] for each in updates]
    return mean(corpus.alike(i, j) for j in range(len(updates)) for i in range(j) if subjects[i] != subjects[j])


def _goes_with(each: Group, told: Sequence[Update], updates: Sequence[Update], corpus: Corpus) -> bool:
    """Whether a subject goes with what is told: by its words, or by a name and some words."""
    place = {update.id: n for n, update in enumerate(updates)}
    likeness = mean(corpus.alike(place[a.id], place[b.id]) for a in each.updates for b in told)
    if likeness >= NEAR:
        return True
    common = Counter(name for update in told for name in _names(update))
    of_most = {name for name, n in common.items() if 2 * n > len(told) and n > 1}
    return likeness >= NAMED and any(of_most & _names(update) for update in each.updates)


def _names(update: Update) -> set[str]:
    """The names in its first sentences: capitals within a sentence."""
    return set(_NAME.findall(update.paragraphs[0].text))


def _matching(updates: Sequence[Update], about: str) -> frozenset[str]:
    """The items that are about what was asked: by their id; by heading and lead; else by their whole text."""
    wanted = set(content(about))
    ids = frozenset(each.id for each in updates if _plain(each.id) == about)
    leads = frozenset(each.id for each in updates if wanted and wanted <= set(content(f"{each.heading} {each.paragraphs[0].text}")))
    texts = (each.id for each in updates if wanted and wanted <= set(content(" ".join((each.heading, *(p.text for p in each.paragraphs))))))
    return ids or leads or frozenset(texts)


def _plain(name: str) -> str:
    return name.strip().casefold()
