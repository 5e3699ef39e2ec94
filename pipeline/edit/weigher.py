"""How alike updates are, how close each is to the day's matter, how much it weighs as news, and how new it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from pipeline.edit.by_words import analyses, corrects
from pipeline.edit.headings import sums_up
from pipeline.edit.repeats import source_of
from pipeline.edit.story import Group
from pipeline.edit.weight import DECIDED, HURT, PUBLIC, ROUTINE, weight
from pipeline.model import Update
from pipeline.text.names import Person
from pipeline.text.words import STOP, Corpus, content, cosine, stem, words

NEIGHBOURS = 0.04
"""Added where two updates followed each other: a press conference is told subject by subject."""
SHOWN_WORDS = 4
"""So many shared words tell a person why two updates are one subject."""
RECENT = 0.3
"""What being the newest is worth in rank, where no main voice says what the day is about: a chronicle leads with where things stand."""

BEHIND = 0.8
"""Of its weight, for what an update tells below its lead: “the administrators have set out what happens”, and then who loses a job.

Whose death it was that led to a vote is told below a lead as well: that is no news by itself.
"""

ANOTHER_SOURCE = 0.08
"""Added for each further source that tells a story: what several publishers report is news."""
MOST_SOURCES = 0.24
"""No more than this is added, however many they are."""


def told_by(updates: Sequence[Update], credited: Mapping[str, Sequence[str]]) -> tuple[float, int]:
    """What it adds to a story's weight that several sources tell it, and how many do; `credited` are the publishers that report the same as an update."""
    sources = {source_of(update) for update in updates} | {name for update in updates for name in credited.get(update.id, ())}
    return min(MOST_SOURCES, ANOTHER_SOURCE * (len(sources) - 1)), len(sources)


class Weigher:
    """How alike updates are, and how close each is to the day's matter."""

    def __init__(self, updates: list[Update], people: dict[str, Person], leads: Mapping[str, str], *, listed: bool = False) -> None:
        """`listed` where an editor put them in their order, what matters most first."""
        self.leads = leads
        self.listed = listed
        self.timed = sum(update.timed for update in updates) * 2 > len(updates)
        names = {word for person in people.values() for word in content(person.formal)}
        # The lead counts twice: it is what the writer thought the update is about.
        self.corpus = Corpus([" ".join([u.paragraphs[0].text, *(p.text for p in u.paragraphs)]) for u in updates], ignore=names)
        self.place = {update.id: i for i, update in enumerate(updates)}
        whole: Counter[str] = Counter()
        for vector in self.corpus.vectors:
            whole.update(vector)
        self.whole = whole

    def alike(self, a: Update, b: Update, neighbours: float = NEIGHBOURS) -> float:
        """0 to 1, with `neighbours` added where one followed the other."""
        i, j = self.place[a.id], self.place[b.id]
        likeness = self.corpus.alike(i, j)
        return likeness + (neighbours if abs(i - j) == 1 and likeness else 0.0)

    def between(self, a: Group, b: Group, neighbours: float = NEIGHBOURS) -> float:
        """The mean likeness of the pairs across two groups."""
        pairs = [self.alike(x, y, neighbours) for x in a.updates for y in b.updates]
        return sum(pairs) / len(pairs)

    def central(self, update: Update) -> float:
        """How much of the day's matter an update holds: its cosine with the sum of all."""
        return cosine(self.corpus.vectors[self.place[update.id]], self.whole)

    def news(self, update: Update) -> tuple[float, str]:
        """How much an update weighs as news, and by which words."""
        if corrects(update):
            return ROUTINE, "a correction"
        if analyses(update):
            return ROUTINE, "an analysis"
        if self.leads and update.id not in self.leads:
            return ROUTINE, "later news has overtaken it"
        news = weight(self.leads.get(update.id, update.paragraphs[0].text), update.heading)
        behind, shown = weight(update.paragraphs[1].text) if len(update.paragraphs) > 1 and not sums_up(update) else (0.0, "")
        return max(news, (BEHIND * behind, shown)) if behind >= PUBLIC and shown != HURT else news

    def recent(self, update: Update) -> float:
        """How new an update is, RECENT for the newest; how far to the front it stands, where an editor listed them."""
        place = self.place[update.id]
        return RECENT * (len(self.place) - 1 - place if self.listed else place) / len(self.place)

    def lead(self, update: Update, *, runs_on: bool, mixed: bool) -> float:
        """How well an update opens its story: as an editor listed them, else by the day's matter; where it runs on through the day, by what weighs most and is newest.

        What sums up the day opens no subject as the newest of it, but a part of the day, in which several are `mixed`.
        """
        if analyses(update):
            return ROUTINE
        if self.listed:
            return self.recent(update)
        if not runs_on:
            decided = self.news(update)[0] if self.timed else 0.0  # of what one person did in a day what cannot be undone comes first
            return self.central(update) + (decided if decided >= DECIDED else 0.0)
        return self.central(update) / 2 + self.news(update)[0] + self.recent(update) * (0 if sums_up(update) and not mixed else 2)

    def in_common(self, a: Group, b: Group) -> str:
        """The words that weigh most in both, for people; empty where there are none."""
        left, right = (self._sum(each) for each in (a, b))
        stems = sorted(left.keys() & right.keys(), key=lambda w: (-left[w] * right[w], w))[:SHOWN_WORDS]
        spelt: dict[str, str] = {}
        texts = (paragraph.text for update in (*a.updates, *b.updates) for paragraph in update.paragraphs)
        while len(spelt) < len(stems) and (text := next(texts, None)) is not None:
            for word in words(text):
                if word not in STOP and stem(word) in stems:
                    spelt.setdefault(stem(word), word)
        return ", ".join(spelt.get(w, w) for w in stems)

    def _sum(self, each: Group) -> Counter[str]:
        total: Counter[str] = Counter()
        for update in each.updates:
            total.update(self.corpus.vectors[self.place[update.id]])
        return total
