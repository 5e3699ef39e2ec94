"""`Briefing` → `Rundown`: updates grouped into stories, ranked, ordered, told in beats; every line told or listed as left out."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from pipeline.edit.ahead import look_ahead
from pipeline.edit.choose import background_first, in_short, lead_only
from pipeline.edit.group import Group, group
from pipeline.edit.heads import headline, names_title, slug, title
from pipeline.edit.pieces import Piece, pieces_of
from pipeline.edit.tell import Teller
from pipeline.edit.tone import tone
from pipeline.edit.worth import Block
from pipeline.edit.worth import blocks as blocks_of
from pipeline.model import Beat, Briefing, LeftOut, Rundown, Sentence, Source, Story, Update
from pipeline.text.names import Person, count_pronouns, find_people, mentioned

__all__ = ["Block", "Cut", "blocks", "edit"]

FORMS = ("briefing", "story")
HEADLINES = 4
MAIN_STORIES = 6
"""A briefing tells so many in full; the rest are told in brief."""
AHEAD = 4


CUT = "cut to the length that was asked for"
"""Why a line is not told that would be, if there were time."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What of a day is told where its length is given."""

    told: frozenset[Source]
    """The paragraphs."""
    headlines: int = HEADLINES
    ahead: int = AHEAD


def blocks(briefing: Briefing, *, form: str) -> tuple[Block, ...]:
    """What a day's running order can be cut by, story by story; see `pipeline.edit.worth`."""
    desk = _Desk(briefing, as_it_happened=form == "story")
    ranked = sorted(desk.groups, key=lambda each: -each.score) if form == "story" else desk.groups
    return blocks_of([(each.lead, [update.id for update in each.updates]) for each in ranked], desk.pieces)


def edit(briefing: Briefing, *, form: str, cut: Cut | None = None) -> Rundown:
    """The running order of a day.

    `form` is `briefing` (headlines, stories in order of weight, in brief, a look ahead; each update kept to its main points) or `story`
    (everything, in the order in which it happened, the background first). With a `cut` its paragraphs are told, and no others. Every
    body line is told or stands in `left_out`.
    """
    if form not in FORMS:
        raise ValueError(f"form is {form!r}, not one of {FORMS}")
    desk = _Desk(briefing, as_it_happened=form == "story")
    if cut is not None:
        desk.keep_to(cut)
    return desk.briefing() if form == "briefing" else desk.story()


class _Desk:
    """What both forms need: the updates as they happened, their pieces, the people, the stories."""

    def __init__(self, source: Briefing, *, as_it_happened: bool) -> None:
        self.source = source
        kept = [u for u in source.updates if not u.skip]
        repeated = _repeats(kept)
        happened = kept if source.order == "oldest-first" else kept[::-1]
        self.updates = [u for u in happened if u.id not in repeated]
        self.dropped = {u.id: "a human said: leave it out" for u in source.updates if u.skip} | repeated
        self.people = _people(source)
        self.pieces = self.whole = {u.id: pieces_of(u, self.people) for u in self.updates}
        self.cut: Cut | None = None
        self.groups = group(self.updates, self.people, as_it_happened=as_it_happened)
        self.teller = Teller(self.people, {u.id: u for u in self.updates})

    def keep_to(self, cut: Cut) -> None:
        """Forget what is not in a cut, stories included of which nothing is left."""
        self.cut = cut
        self.pieces = {update: [p for p in own if p.source in cut.told] for update, own in self.pieces.items()}
        self.updates = [update for update in self.updates if self.pieces[update.id]]
        for each in self.groups:
            each.updates = [update for update in each.updates if self.pieces[update.id]]
            if each.updates and each.lead not in {update.id for update in each.updates}:
                each.lead = each.updates[0].id
        self.groups = [each for each in self.groups if each.updates]

    # ── the two forms ────────────────────────────────────────────────────────────────────────────────────

    def briefing(self) -> Rundown:
        """Headlines, stories in order of weight, in brief, a look ahead."""
        main, brief = self._main_and_brief()
        shortened: dict[Source, str] = {}
        stories = []
        for each in main:
            order = sorted(each.updates, key=lambda u: (u.id != each.lead, self.updates.index(u))) if not each.others else each.updates
            pieces: list[Piece] = []
            for update in order:
                whole = self.cut is not None or (update.id == each.lead and not each.others)
                kept, left = in_short(self.pieces[update.id], whole=whole)
                pieces += kept
                shortened |= dict.fromkeys(left, "a briefing keeps an update to its main points")
            stories.append(self._story(each, pieces, [u.id for u in order]))
        in_brief: list[Beat] = []
        for each in brief:
            for update in each.updates:
                kept, left = (self.pieces[update.id], []) if self.cut else lead_only(self.pieces[update.id])
                in_brief += self.teller.chapter(kept)
                shortened |= dict.fromkeys(left, "in brief only the lead is told")
        return self._rundown(main, stories, tuple(in_brief), shortened)

    def story(self) -> Rundown:
        """Everything, as it happened: how we got here, what was said, the other side, what happens next."""
        before, told = background_first(self.updates, self.pieces, self.people)
        running = any(g.others for g in self.groups)
        # Around one main voice: what that voice said, then the other side, then what is about nobody in particular.
        ordered = sorted(
            self.groups, key=lambda g: (running and (g.others + 2 * (not g.actor and not g.others)), self.updates.index(g.updates[0]))
        )
        stories = []
        if before:
            beats = self.teller.chapter(before)
            stories.append(
                Story("how-we-got-here", "How we got here", beats, tuple(dict.fromkeys(p.update for p in before)), "", tone(beats))
            )
        for each in ordered:
            pieces = [p for u in each.updates for p in told[u.id]]
            if pieces:
                link = f"That is what {ordered[0].actor} says. Now to what others say." if each.others else ""
                stories.append(self._story(each, pieces, [u.id for u in each.updates], link))
        return self._rundown(self.groups, stories, (), {})

    def _main_and_brief(self) -> tuple[list[Group], list[Group]]:
        """The stories told in full and those told in brief. One that is not the main voice's comes before that voice's last."""
        main, brief = self.groups[:MAIN_STORIES], self.groups[MAIN_STORIES:]
        if len(brief) <= 1:
            return self.groups, []
        voice = main[0].actor
        outside = next((g for g in brief if g.actor != voice), None)
        if outside is not None and main[-1].actor == voice and main[-1].score < 10:
            brief = [main[-1], *(g for g in brief if g is not outside)]
            main = [*main[:-1], outside]
        return main, brief

    # ── the parts ────────────────────────────────────────────────────────────────────────────────────────

    def _story(self, each: Group, pieces: list[Piece], order: list[str], link: str = "") -> Story:
        name = self._title(each)
        beats = self.teller.chapter(pieces)
        return Story(slug(name), name, beats, tuple(order), link, tone(beats))

    def _title(self, each: Group) -> str:
        lead = self._lead(each)
        if lead.heading and len(lead.heading) <= 60:
            return lead.heading
        if each.others:
            surnames = [mentioned(u.actors[0], self.people)[0] for u in each.updates if u.actors and mentioned(u.actors[0], self.people)]
            return names_title(list(dict.fromkeys(surnames)) or [u.actors[0] for u in each.updates if u.actors])
        whole = " ".join(p.text for u in each.updates for p in u.paragraphs)
        return title(lead.paragraphs[0].text, whole, each.actor, self.people)

    def _lead(self, each: Group) -> Update:
        return next(u for u in each.updates if u.id == each.lead)

    def _headlines(self, groups: list[Group]) -> tuple[Beat, ...]:
        """The leads of the weightiest stories, others' among them; the second of one speaker's is told with its attribution moved."""
        count = self.cut.headlines if self.cut else HEADLINES
        chosen = groups[:count]
        voices = {g.actor for g in chosen}
        if len(voices) == 1 and len(groups) > count > 1:
            other = next((g for g in groups[count:] if g.actor not in voices), None)
            chosen = [*chosen[:-1], other] if other else chosen
        # One speaker's headlines stand together, in order of weight.
        chosen = sorted(chosen, key=lambda g: (next(i for i, c in enumerate(chosen) if c.actor == g.actor), chosen.index(g)))
        pieces = []
        for each in chosen:
            lead = self.pieces[each.lead][0]
            pieces.append(replace(lead, text=headline(lead.text), quote=False))
        beats = []
        for beat in self.teller.chapter(pieces):
            beats += [Beat("claim", (sentence,), "", beat.update) for sentence in beat.sentences]
        return tuple(beats)

    def _rundown(self, main: list[Group], stories: list[Story], in_brief: tuple[Beat, ...], shortened: dict[Source, str]) -> Rundown:
        headlines = self._headlines(main)
        ahead = tuple(
            Beat("claim", (Sentence(p.text, (p.source,)),), "", p.update)
            for p in look_ahead([p for own in self.whole.values() for p in own], self.cut.ahead if self.cut else AHEAD)
        )
        told = {place for beat in (*(b for s in stories for b in s.beats), *in_brief, *ahead) for s in beat.sources for place in _lines(s)}
        left_out = []
        for update in self.source.updates:
            for paragraph in update.paragraphs:
                if (paragraph.source.file, paragraph.source.first_line) in told:
                    continue
                cut = CUT if self.cut and paragraph.source not in self.cut.told else ""
                reason = self.dropped.get(update.id) or cut or shortened.get(paragraph.source) or "a repeat of what is told"
                left_out.append(LeftOut(paragraph.source, paragraph.text, reason))
        return Rundown(
            title=self._title(main[0]),
            headlines=headlines,
            stories=tuple(stories),
            in_brief=in_brief,
            ahead=ahead,
            left_out=tuple(left_out),
            pronouns=tuple((surname, person.pronoun) for surname, person in self.people.items() if person.pronoun),
        )


def _lines(source: Source) -> list[tuple[str, int]]:
    """The lines of a source, each with its file: a day can have several."""
    return [(source.file, n) for n in range(source.first_line, source.last_line + 1)]


def _repeats(updates: list[Update]) -> dict[str, str]:
    """Updates whose every word stands in an earlier one of the file: pasted twice."""
    seen: dict[str, Update] = {}
    found: dict[str, str] = {}
    for update in updates:
        words = re.sub(r"\W+", " ", " ".join(p.text for p in update.paragraphs).lower()).strip()
        if words in seen:
            found[update.id] = f"the same words as {seen[words].paragraphs[0].source}"
        else:
            seen[words] = update
    return found


def _people(source: Briefing) -> dict[str, Person]:
    """The people of the day, each with the pronoun that the updates about that person alone use."""
    people = find_people([p.text for u in source.updates for p in u.paragraphs])
    by_name = {person.formal: surname for surname, person in people.items()}
    about: dict[str, list[str]] = {}
    for update in source.updates:
        if update.actors and update.actors[0] in by_name:
            about.setdefault(by_name[update.actors[0]], []).extend(p.text for p in update.paragraphs)
    count_pronouns(people, about)
    return people
