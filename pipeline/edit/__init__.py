"""`Briefing` → `Rundown`: updates grouped into stories, ranked, ordered, told in beats; every line told or listed as left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress

from pipeline.edit.ahead import look_ahead
from pipeline.edit.before import Past
from pipeline.edit.by_kind import BRIEF, CORRECTED, CORRECTION, all_are, by_hand
from pipeline.edit.by_words import analyses, explains
from pipeline.edit.choose import announces, as_told, background_first, counted_once, in_short, lead_only, opens_better, whose_first
from pipeline.edit.day import day_of, keep_to_one
from pipeline.edit.group import group
from pipeline.edit.headings import given, matter, says_nothing
from pipeline.edit.heads import heading, headline, names_title, slug, title
from pipeline.edit.naming import happened, only_names
from pipeline.edit.one_story import why_this
from pipeline.edit.order import PASSED_OVER, credited, dated, in_order, news_first, news_of, part_of_day, passed_over, worth_telling
from pipeline.edit.pieces import Piece
from pipeline.edit.quoting import quotes
from pipeline.edit.repeats import once
from pipeline.edit.spread import main_and_brief
from pipeline.edit.story import Group
from pipeline.edit.tell import Teller
from pipeline.edit.tone import tone
from pipeline.edit.untold import left_out
from pipeline.edit.worth import Block
from pipeline.edit.worth import blocks as blocks_of
from pipeline.model import LISTED, Beat, Briefing, Rundown, Sentence, Source, Story, Update
from pipeline.text.names import mentioned

__all__ = ["Block", "Cut", "Past", "blocks", "edit", "quotes"]

FORMS = ("briefing", "story")
HEADLINES = 4
AHEAD = 4
SEVERAL = 2
"""A cut with fewer headlines is of a minute or two: no room for saying its news twice."""


@dataclass(frozen=True, slots=True)
class Cut:
    """What of a day is told where its length is given."""

    told: frozenset[Source]
    """The paragraphs."""
    headlines: int = HEADLINES
    ahead: int = AHEAD


NOTHING: Mapping[str, Past] = {}


def blocks(briefing: Briefing, *, form: str, told: Mapping[str, Past] = NOTHING, about: str = "") -> tuple[Block, ...]:
    """What a day's running order can be cut by, story by story; see `pipeline.edit.worth`."""
    desk = _Desk(briefing, told, about, as_it_happened=form == "story")
    ranked = sorted(desk.groups, key=lambda each: -each.score) if form == "story" else worth_telling(desk.groups)
    ranked.sort(key=lambda each: not all_are(each.updates, CORRECTION))  # the last to be cut, wherever it stands
    return blocks_of([(each.lead, [update.id for update in each.updates]) for each in ranked], desk.pieces)


def edit(briefing: Briefing, *, form: str, cut: Cut | None = None, told: Mapping[str, Past] = NOTHING, about: str = "") -> Rundown:
    """The running order of a day.

    `form` is `briefing` (headlines, stories in order of weight, in brief, a look ahead; each update kept to its main points) or `story`
    (one subject: everything but what is no news, in the order in which it happened, the background first). With a `cut` its paragraphs are told,
    and no others. What earlier editions `told` (by the `fingerprint` of the paragraph) is left out. Of a day with several subjects a story is the
    one that it is asked to be `about`, else the weightiest; with `all` it is every one. Every body line is told or stands in `left_out`.
    Raises BriefingError where nothing is new, or nothing is about what was asked.
    """
    if form not in FORMS:
        raise ValueError(f"form is {form!r}, not one of {FORMS}")
    desk = _Desk(briefing, told, about, as_it_happened=form == "story")
    if cut is not None:
        desk.keep_to(cut)
    return desk.briefing() if form == "briefing" else desk.story()


class _Desk:
    """What both forms need: the updates as they happened, their pieces, the people, the stories."""

    def __init__(self, source: Briefing, told: Mapping[str, Past], about: str, *, as_it_happened: bool) -> None:
        self.source = source
        day = day_of(source, told, as_it_happened=as_it_happened)
        if as_it_happened:
            keep_to_one(day, source, about)
        self.day, self.pieces = day, day.pieces
        self.cut: Cut | None = None
        self.teller = Teller(day.people, {u.id: u for u in day.updates})
        self.groups = group(
            day.updates,
            day.people,
            as_it_happened=as_it_happened,
            new=day.new,
            credited=day.repeats.credits,
            leads=day.leads,
            outgrown=day.outgrown,
            listed=source.order == LISTED,
        )
        for each in self.groups:
            each.since = self._since(each)
            each.updates = [update for update in each.updates if update.id in day.new]
        self.updates = [update for update in day.updates if update.id in day.new]

    def _since(self, each: Group) -> str:
        """The show's own words before what is new in a story that an earlier edition led with; empty for a new story."""
        past = self.day.fresh.last(each.updates)
        leads = [update.paragraphs[0].source for update in each.updates]
        if past is None or not any(map(self.day.fresh.was_told, leads)):
            return ""
        each.why.append(f"It was told in {past.label}: what is new since then.")
        each.why += [
            f"{s} is told again: what comes after it leans on it." for u in each.updates for s in self.day.fresh.again.get(u.id, ())
        ]
        return past.since

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
        main, brief = main_and_brief(self.groups)
        shortened: dict[Source, str] = {}
        stories: list[Story] = []
        for each in main:
            order, older = in_order(each, self.updates)
            shortened |= {p.source: PASSED_OVER for update in each.updates if update.id in each.steps for p in self.pieces[update.id]}
            pieces: list[Piece] = []
            for update in [update for update in order if update.id not in each.steps]:
                whole = self.cut is not None or (update.id == each.lead and not each.others)
                kept, left = in_short(self.pieces[update.id], whole=whole)
                pieces += kept
                shortened |= dict.fromkeys(left, "a briefing keeps an update to its main points")
            told = self._story(each, once(pieces), [u.id for u in order])
            stories.append(replace(told, beats=dated(told.beats, older, stories)))
        shorts: list[Story] = []
        for each in brief:
            if (passed := passed_over(each, len(main))) and self.cut is None:
                shortened |= {p.source: passed for update in each.updates for p in self.pieces[update.id]}
                continue
            beats: list[Beat] = []
            news, behind = (each.updates, []) if self.cut else news_of(each)
            shortened |= {p.source: PASSED_OVER for update in behind for p in self.pieces[update.id]}
            for update in news:
                kept, left = (self.pieces[update.id], []) if self.cut else lead_only(self.pieces[update.id])
                beats += self.teller.chapter(kept, goes_on=bool(shorts or beats))
                shortened |= dict.fromkeys(left, "in brief only the lead is told")
            ids = tuple(u.id for u in news)
            limit = "" if all_are(each.updates, BRIEF) or each.routine else f": a briefing tells {len(main)} stories in full"
            why = (*each.why, f"It is told in brief{limit}.")
            shorts.append(Story("", self._title(each), tuple(beats), ids, tone=tone(beats), why=why, credits=self._credits(ids)))
        return self._rundown(main, stories, shorts, shortened)

    def story(self) -> Rundown:
        """Everything, as it happened: how we got here, what was said, the other side, what happens next; cut to a minute, the news first."""
        if self.cut and self.cut.headlines < SEVERAL and news_first(self.groups):
            return self._in_a_minute()
        before, told = background_first(self.updates, self.pieces, self.day.people)
        running = any(g.others for g in self.groups)
        # Around one main voice: what that voice said, then the other side, then what is about nobody in particular.
        ordered = sorted(
            self.groups, key=lambda g: (running and (g.others + 2 * (not g.actor and not g.others)), self.updates.index(g.updates[0]))
        )
        stories = []
        if before:
            beats = self.teller.chapter(before)
            why = ("What says how it began goes to the front.",)
            stories.append(
                Story("how-we-got-here", "How we got here", beats, tuple(dict.fromkeys(p.update for p in before)), "", tone(beats), why)
            )
        parts = part_of_day([each for each in ordered if any(told[u.id] for u in each.updates)], self.updates)
        for each in ordered:
            first = (
                "after the day’s main voice"
                if running and each is not ordered[0] and each.actor != ordered[0].actor
                else "where it happened"
            )
            each.why.append(f"It stands {first}: a story is told in the order of its first updates.")
            pieces = once([p for u in each.updates for p in told[u.id]], across=True)
            if pieces:
                link = f"That is what {ordered[0].actor} says. Now to what others say." if each.others else parts.get(each.lead, "")
                stories.append(self._story(each, pieces, [u.id for u in each.updates], link))
        this = why_this(self.day.worth, self.day.others, self._title)
        stories[:1] = [replace(each, why=(*this, *each.why)) for each in stories[:1]]
        return self._rundown(self.groups, stories, [], {})

    def _in_a_minute(self) -> Rundown:
        """One story, its news first and then what was before: nobody announces what is told within the minute."""
        whole = replace(
            self.groups[0],
            updates=self.updates,
            mixed=False,
            why=[*self.groups[0].why, "All of it is told in a minute: the news comes first."],
        )
        order, older = in_order(whole, self.updates)
        told = self._story(whole, [p for u in order for p in self.pieces[u.id] if p in self.day.current[u.id]], [u.id for u in order])
        return self._rundown(self.groups[:1], [replace(told, beats=dated(told.beats, older))], [], {})

    # ── the parts ────────────────────────────────────────────────────────────────────────────────────────

    def _story(self, each: Group, pieces: list[Piece], order: list[str], link: str = "") -> Story:
        opens = next((u for u in each.updates if not says_nothing(matter(u)) and not explains(u)), each.updates[0])
        name = self._title(each, opens if each.mixed else None)
        beats = credited(self.teller.chapter(pieces), each.updates)
        corrected = CORRECTED if all_are(each.updates, CORRECTION) else ""
        words = " ".join(part for part in (corrected, link, each.since) if part)
        return Story(slug(name), name, beats, tuple(order), words, tone(beats), tuple(each.why), self._credits(order))

    def _credits(self, updates: Sequence[str]) -> tuple[str, ...]:
        """The publishers who report the same as these updates and are not told."""
        return tuple(dict.fromkeys(name for update in updates for name in self.day.repeats.credits.get(update, ())))

    def _title(self, each: Group, opens: Update | None = None) -> str:
        lead = opens or self._lead(each)
        lead = as_told(lead, self.pieces, {p.source for p in lead.paragraphs} - set(self.day.fresh.told))  # a known story keeps its name
        if head := given(lead):
            first = self.pieces[lead.id][:1]
            weak = only_names(head) and not by_hand(lead) and first and not first[0].paragraph and not first[0].quote
            return (weak and happened(first[0].text)) or head
        if each.others:
            surnames = [
                mentioned(u.actors[0], self.day.people)[0] for u in each.updates if u.actors and mentioned(u.actors[0], self.day.people)
            ]
            return names_title(list(dict.fromkeys(surnames)) or [u.actors[0] for u in each.updates if u.actors])
        whole = " ".join(p.text for u in ([opens] if opens else each.updates) for p in u.paragraphs)
        actor = (opens.actors or ("",))[0] if opens else each.actor
        below = opens_better(self.pieces[lead.id])
        return title(below.text if below else matter(lead), whole, actor, self.day.people)

    def _heading(self, each: Group) -> str:
        """What the whole is called: what its first story says, else that story's title."""
        head = given(self._lead(each))
        announced = None if each.others or (head and not only_names(head)) else self._announced(each)
        return (heading(announced.text, each.actor, self.day.people) if announced else "") or self._title(each)

    def _lead(self, each: Group) -> Update:
        return next(u for u in each.updates if u.id == each.lead)

    def _headlines(self, groups: list[Group]) -> tuple[Beat, ...]:
        """The leads of the weightiest stories, others' among them; the second of one speaker's is told with its attribution moved."""
        count = self.cut.headlines if self.cut else HEADLINES
        groups = list(compress(groups, counted_once([self._announced(each) for each in groups])))
        chosen = groups[:count]
        voices = {g.actor for g in chosen}
        if len(voices) == 1 and len(groups) > count > 1:
            other = next((g for g in groups[count:] if g.actor not in voices), None)
            chosen = [*chosen[:-1], other] if other else chosen
        # One speaker's headlines stand together, in order of weight.
        chosen = sorted(chosen, key=lambda g: (next(i for i, c in enumerate(chosen) if c.actor == g.actor), chosen.index(g)))
        leads = whose_first([piece for piece in map(self._announced, chosen) if piece])
        pieces = [replace(piece, text=headline(piece.text), quote=False) for piece in leads]
        return tuple(Beat("claim", (said,), "", beat.update) for beat in self.teller.chapter(pieces) for said in beat.sentences)

    def _announced(self, each: Group) -> Piece | None:
        """The sentence that announces a story: its lead; where that was told before, the first new one that stands by itself. No correction, no analysis."""
        if all_are(each.updates, CORRECTION) or analyses(self._lead(each)):
            return None
        told, current = self.day.fresh.told, self.day.current
        updates = [u for u in sorted(each.updates, key=lambda u: u.id != each.lead) if not analyses(u)]
        found = (announces([p for p in self.pieces[u.id] if p in current[u.id]], told) for u in updates)
        return next((piece for piece in found if piece), None)

    def _rundown(self, main: list[Group], stories: list[Story], shorts: list[Story], shortened: dict[Source, str]) -> Rundown:
        headlines = self._headlines(main)
        in_brief = tuple(beat for each in shorts for beat in each.beats)
        new = [p for update, now in self.day.current.items() if update in self.day.new for p in self.day.fresh.new(update) if p in now]
        just_told = [sentence.text for beat in in_brief for sentence in beat.sentences]
        coming = look_ahead(new, self.cut.ahead if self.cut else AHEAD, just_told)
        ahead = tuple(Beat("claim", (Sentence(p.text, (p.source,)),), "", p.update) for p in coming)
        told = (*(b for s in stories for b in s.beats), *in_brief, *ahead)
        left = left_out(self.source.updates, told, self.day, shortened, self.cut.told if self.cut else None)
        return Rundown(
            title=self._title(main[0]),
            heading=self._heading(main[0]),
            headlines=headlines,
            stories=tuple(stories),
            in_brief=in_brief,
            ahead=ahead,
            left_out=left,
            shorts=tuple(shorts),
            notes=(*self.day.repeats.notes, *self.day.doubts),
            others=tuple(map(self._title, self.day.others)),
            pronouns=tuple((surname, person.pronoun) for surname, person in self.day.people.items() if person.pronoun),
        )
