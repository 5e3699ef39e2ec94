"""Which of a day's items are one subject, and which subject a story in depth is about.

A live blog is about one matter, however its updates differ, and is told whole; one that calls itself the day's news (“Sarn news live: …; …; …”) and
has no word that half of it shares is about many. So are items that stand by themselves (a feed, a newsletter, a list): of these one is told.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median

from pipeline.edit.headings import sums_up
from pipeline.edit.nearest import Nearest
from pipeline.edit.story import Group
from pipeline.edit.weigher import Weigher, told_by
from pipeline.model import Update
from pipeline.regex import regex
from pipeline.text.names import Person
from pipeline.text.words import Corpus, content

ALL = "all"
"""What is asked for where every subject is to be told."""

ALIKE = 0.1
"""Mean likeness from which two subjects are one: lower than a chapter's, for a story in depth has room."""
ONE_MATTER = 0.024
"""Mean and median likeness across subjects from which items are one matter nevertheless. Measured: of one politician's day 0.027 and 0.030, of newsletters
0.005 to 0.021, of days of several sources 0.005 to 0.025 and 0 to 0.020."""
ONE_TEXT = 0.01
"""The same of a text whose parts have headings of their own and no clock. Measured: 30 live blogs and articles 0.011 to 0.08, three in four digests less."""
SEVERAL = 3
"""So many such parts."""
NEAR = 0.08
"""From here on an item goes with a subject, and from NAMED on where its lead names what most of the subject's leads name."""
NAMED = 0.03
NEAR_LIVE = 0.035
"""The same where the day's news stand in one live blog, in short posts. Measured on two: what belongs together 0.04 to 0.24, the rest 0 to 0.02."""
DEPTH, DEEP_WORDS = 0.4, 300
"""What it is worth, beside its weight as news, that a subject has so much to tell (two minutes): a story in depth needs matter."""
FIRST = 0.15
"""What standing first is worth: an editor put it there, or it is the newest."""

SHARED = 0.5
"""The share of a live blog's updates that one word stands in, from which they are about one matter."""

_ROLLING = regex(
    r"\b(?:news|politics|business|markets|sport|world|economy)\b[^:;,]{0,24}\b(?:live|latest|as it happened)\b|\blive (?:news|politics|business)\b",
    re.IGNORECASE,
)
"""What a live blog of the day's news is called, as against one of a storm."""
_NAME = regex(r"(?<![.!?:“\"] )(?<!^)\b[A-Z][\w’-]+")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a story in depth tells of a day."""

    told: frozenset[str]
    """The ids of the items that are told."""
    others: tuple[Group, ...] = ()
    """The subjects that are not."""
    asked: frozenset[str] = frozenset()
    """The ids of the items that are about what was asked."""
    worth: float = 0.0
    """What the one that is told is worth, where nobody asked for it."""
    digest: bool = False
    """True where they stood in a digest without a clock: in the order of an editor, and not newest first."""


def one_of(
    updates: Sequence[Update],
    new: Collection[str],
    about: str,
    weigh: Callable[[Group], None],
    people: Mapping[str, Person],
    *,
    listed: bool = False,
    title: str = "",
) -> Chosen | None:
    """The subject of a story in depth: what it is asked to be `about`, else the most remarkable; all where the day has one only.

    `new` are the ids of the updates that are news still; `weigh` gives a subject that has some its weight and its lead; `listed` where an editor
    put the items in their order; `title` is that of the whole page. None where nothing new is about what was asked.
    """
    every = frozenset(update.id for update in updates)
    asked = _plain(about)
    apart = (listed and not _guessed(updates)) or _stand_alone(updates)
    digest = _digest(updates)
    rolling = _ROLLING.search(title) is not None and not _one_word(updates)
    if asked == ALL or len(updates) < 2 or not (asked or apart or rolling or _headed(updates) or digest):
        return Chosen(every)
    if rolling:
        updates = [each for each in updates if not sums_up(each)] or updates  # what sums up the day is about all of it
    texts = [" ".join((each.heading, each.paragraphs[0].text, *(p.text for p in each.paragraphs))) for each in updates]
    corpus = Corpus(texts, ignore=_of_all(texts, people))
    groups = _together(updates, corpus, whole=apart and not asked)
    one_matter = len(groups) < 2 or (not rolling and _is_one_matter(_across(groups, updates, corpus), apart=apart))
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
    least = NEAR_LIVE if rolling else NEAR
    near = [each for each in groups if each not in chosen and not one_matter and _goes_with(each, told, updates, corpus, least)]
    ids = frozenset(update.id for update in (*told, *(update for each in near for update in each.updates)))
    others = tuple(each for each in fresh if each not in chosen and each not in near)
    return Chosen(ids, others, frozenset(seeds) if asked else frozenset(), 0.0 if asked else chosen[0].score, digest)


def remarkable(updates: Sequence[Update], weigher: Weigher, credited: Mapping[str, Sequence[str]], first: str) -> float:
    """How well a subject makes a story in depth: by its consequence, how much there is to tell, how many sources tell it, and where it stands.

    `first` is the id of the item that stands first of all.
    """
    words = sum(len(p.text.split()) for each in updates for p in each.paragraphs)
    news = max(weigher.news(each)[0] for each in updates)
    return news + DEPTH * min(1.0, words / DEEP_WORDS) + told_by(updates, credited)[0] + FIRST * any(each.id == first for each in updates)


def why_this(worth: float, others: Sequence[Group], title: Callable[[Group], str]) -> tuple[str, ...]:
    """Why one of the day's subjects is told in depth, for people; nothing where it was asked for, or there is no other."""
    if not worth or not others:
        return ()
    rest = f"“{title(others[0])}” {others[0].score:.2f}"
    return (
        f"It is the one of {len(others) + 1} subjects that is told in depth: worth {worth:.2f} by its consequence and how much there is to tell, {rest}.",
    )


def _guessed(updates: Sequence[Update]) -> bool:
    """Whether these are an article's parts: where each starts is a guess."""
    return 2 * sum(not each.sure for each in updates) >= len(updates)


def _stand_alone(updates: Sequence[Update]) -> bool:
    """Whether these are mostly items by themselves: each has a source of its own, as a feed's entries and a day's articles have; or none has a
    clock, and the source says who published it, or its heading stands beside such items.
    """
    own = Counter(each.paragraphs[0].source.file for each in updates)
    alone = sum(
        own[each.paragraphs[0].source.file] == 1 or (not each.timed and (each.origin is not None or (len(own) > 1 and each.heading != "")))
        for each in updates
    )
    return 2 * alone > len(updates)


def _headed(updates: Sequence[Update]) -> bool:
    """Whether nearly all have headings of their own, and no clock."""
    return len(updates) >= SEVERAL and not _timed(updates) and 5 * sum(bool(each.heading) for each in updates) >= 4 * len(updates)


def _digest(updates: Sequence[Update]) -> bool:
    """Whether these may be a digest that somebody pasted: where each starts is a guess, and nothing says when."""
    return len(updates) >= SEVERAL and _guessed(updates) and not any(each.timed for each in updates)


def _one_word(updates: Sequence[Update]) -> bool:
    """Whether one word stands in so many updates that they are about one matter."""
    posts = [each for each in updates if not sums_up(each)]
    count = Counter(
        word for each in posts for word in set(content(" ".join((each.heading, *(p.text for p in each.paragraphs))))) if word.isalpha()
    )
    return bool(count) and count.most_common(1)[0][1] >= SHARED * len(posts)


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
    posted = update.timed if update.origin is not None else update.stamp or not update.heading
    return update.paragraphs[0].source.file if posted else ""


def _is_one_matter(across: Sequence[float], *, apart: bool) -> bool:
    """Whether items of different subjects are alike all the same; of those that stand `apart` most, and not a few pairs of them very much."""
    return min(mean(across), median(across)) >= ONE_MATTER if apart else mean(across) >= ONE_TEXT


def _across(groups: Sequence[Group], updates: Sequence[Update], corpus: Corpus) -> list[float]:
    """The likeness of each two items of different subjects."""
    of = {update.id: n for n, each in enumerate(groups) for update in each.updates}
    subjects = [of[each.id] for each in updates]
    return [corpus.alike(i, j) for j in range(len(updates)) for i in range(j) if subjects[i] != subjects[j]]


def _goes_with(each: Group, told: Sequence[Update], updates: Sequence[Update], corpus: Corpus, least: float) -> bool:
    """Whether a subject goes with what is told: by its words, or by a name and some words."""
    place = {update.id: n for n, update in enumerate(updates)}
    likeness = mean(corpus.alike(place[a.id], place[b.id]) for a in each.updates for b in told)
    if likeness >= least:
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
