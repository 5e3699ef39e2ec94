"""What a build has at hand: the order, the show, the day's text, and the small things between the stages."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from pipeline import edit, read, speak, write
from pipeline.desk import cast, claims, credited, day, deadline, depth, draft, files, memory, past, recordings
from pipeline.desk.cast import Cast
from pipeline.desk.due import Due
from pipeline.desk.order import Order, Watch
from pipeline.desk.roles import ANCHOR
from pipeline.desk.show import Show
from pipeline.desk.stages import Clock
from pipeline.desk.stepped import Recast, Spoken
from pipeline.errors import EngineError, PublishError
from pipeline.model import Briefing, Clip, Delivery, Episode, LeftOut, Programme, Rundown, Script, Segment, Tags, Utterance
from pipeline.text import templating
from pipeline.text.found import last

SCRIPT = "script.md"
"""The copy of the script in an episode's folder."""
DISCLOSURE, DISCLOSURE_APART = "The voices are synthetic.", "Apart from recordings, the voices are synthetic."
"""What the file's comment says where the sign-off says it too."""


@dataclass(frozen=True, slots=True)
class Task:
    """One briefing on its way to an episode: what was asked, and what the show says where nothing was."""

    order: Order
    show: Show
    briefing: Briefing
    fresh: set[Path] = field(default_factory=set)
    """The clips that were spoken for it, not found in the cache."""
    told: Mapping[str, edit.Past] = field(default_factory=dict)
    """What earlier editions told."""
    due: Due | None = None
    """When it is to be done, where that is asked for."""
    worded: Callable[[Rundown], Rundown] | None = None
    """Lays a model's words over a running order, where they were asked for."""

    @property
    def form(self) -> str:
        """The format: as asked, else the show's."""
        return self.order.form or self.show.format

    @property
    def date(self) -> dt.date:
        """The episode's date."""
        return day.date_of(self.order.date, self.briefing.file, dt.date.today())

    def place(self) -> day.Place:
        """Where its script and its files stand."""
        return day.place(self.show, self.order.out, self.date, self.form, self.briefing.file, self.order.cut)

    @property
    def about(self) -> str:
        """What a story in depth is to be about."""
        return depth.asked(self.order.about, self.place())

    def rundown(self, cut: edit.Cut | None = None) -> Rundown:
        """Its running order, in the words that were asked for."""

        def anew() -> Rundown:
            return edit.edit(self.briefing, form=self.form, cut=cut, told=self.told, about=about)

        about = self.about
        plain = (
            anew()
            if cut
            else last(f"edited {self.form}", (self.briefing, dict(self.told), about), anew, Rundown, chars=self.briefing.chars)
        )
        return self.worded(plain) if self.worded else plain

    def renderer(self, rundown: Rundown) -> Callable[[], Script]:
        """What renders its script, when that is wanted."""
        values = self.values()
        name = f"{self.form}.md.j2"
        return lambda: templating.in_time(lambda: write.render(rundown, **values), name)

    def values(self) -> dict[str, Any]:
        """What `write.render` is told beside the running order."""
        show = {key: getattr(self.show, key) for key in ("title", "tagline", "language", "disclosure")}
        return {
            "form": self.form,
            "date": self.date,
            "show": show,
            "briefing": self.briefing,
            "template_folders": self.show.template_folders,
            "cut": self.order.cut,
            "about": self.about,
            "edition": day.slug(self.briefing.file),
        }

    def cast(self, script: Script, rundown: Rundown) -> Cast:
        """The voice of each role that speaks."""
        roles = script.spoken_roles
        pronouns = {surname.casefold(): pronoun for surname, pronoun in rundown.pronouns}
        turns = memory.recall(self.show, memory.TURNS)
        return cast.cast(roles, self.show, self.order.engine, self.order.voices, pronouns=pronouns, turns=turns)

    def cast_with(self, engine: str, script: Script, rundown: Rundown, wanted: Cast) -> Cast:
        """The same roles with voices of another engine, each as near to its own as there is. Raises EngineUnavailable."""
        chosen = [(role, voice) for role, voice in self.order.voices if voice.partition(":")[0] == engine and ":" in voice]
        set_to = [
            part for part in self.show.voices if part.role.casefold() == ANCHOR and any(v.startswith(f"{engine}:") for v in part.voices)
        ]
        if not set_to and not any(role.casefold() == ANCHOR for role, _ in chosen):
            anchor = next((part.voice for role, part in wanted.parts.items() if role.casefold() == ANCHOR), "")
            chosen.append((ANCHOR, cast.nearest(anchor, engine, self.show.language)))
        return replace(self, order=replace(self.order, engine=engine, voices=tuple(chosen))).cast(script, rundown)

    def recast(self, script: Script, rundown: Rundown, wanted: Cast, place: day.Place | None = None) -> Recast:
        """What gives the script's words to the voices of another engine."""
        sections = [sum(isinstance(part, Segment) for part in section.parts) for section in script.sections]
        stories = frozenset(1 + sum(sections[:nth]) for nth in range(len(sections)))
        return Recast(lambda engine: self.utterances(script, self.cast_with(engine, script, rundown, wanted), place), stories)

    def utterances(self, script: Script, parts: Cast, place: day.Place | None = None) -> tuple[Utterance, ...]:
        """What each segment's voice is given."""
        show = self.show
        recordings.check(script, show, place.script if place else None)
        return write.utterances(
            script,
            parts.parts,
            rate_wpm=show.rate_wpm,
            pace=show.pace,
            language=show.language,
            file=files.short(place.script) if place else "",
            notation=speak.notation,
            lexicon_files=show.lexicon_files,
            recording=lambda named: recordings.voice_of(named, show),
        )

    def speak(
        self,
        utterances: Sequence[Utterance],
        on_clip: Callable[[Clip], None] | None = None,
        on_note: Callable[[str], None] | None = None,
        recast: Recast | None = None,
    ) -> Spoken:
        """What is said, spoken; what was spoken for this task before is no less its own than what is spoken now.

        Where it is to be done in time, `recast` gives the same words for another engine's voices.
        """
        if self.due is None or recast is None or self.order.cluster:
            said = Spoken(tuple(utterances), speak.speak(utterances, cluster=self.order.cluster, on_clip=on_clip, on_note=on_note))
        else:
            said = deadline.in_time(utterances, self.due, recast, kinds=len(self.show.formats), on_clip=on_clip, on_note=on_note)
        clips = said.clips
        self.fresh.update(clip.path for clip in clips if not clip.cached)
        once = {clip.path: place for place, clip in reversed(tuple(enumerate(clips)))}  # what is said again is spoken once
        fresh = {place for path, place in once.items() if path in self.fresh}
        return replace(said, clips=tuple(replace(clip, cached=place not in fresh) for place, clip in enumerate(clips)))

    def tags(self, script: Script, cover: bytes) -> Tags:
        """What is written into the audio file."""
        heard = script.spoken_roles and (DISCLOSURE_APART if any(each.recording for each in script.segments) else DISCLOSURE)
        comment = " ".join(part for part in (self.show.tagline, heard if self.show.disclosure else "") if part)
        return Tags(script.title, script.show or self.show.title, script.date, comment, cover, self.show.feed.author)

    def episode(
        self,
        folder: Path,
        words: draft.Draft,
        rundown: Rundown,
        programme: Programme,
        parts: Mapping[str, Delivery],
        clips: Sequence[Clip],
        clock: Clock,
    ) -> Episode:
        """All that there is to say about what was made."""
        spoken = len({clip.number for clip in clips if not clip.cached})
        return Episode(
            folder,
            words.script,
            programme,
            tuple((role, delivery.voice) for role, delivery in parts.items()),
            spoken,
            len(words.script.segments) - spoken,
            self.left_out(words, rundown),
            (*self._settings(), *(rundown.worded if words.how in ("rendered", "unchanged") else ())),
            tuple(clock.timings_s.items()),
            credited.credits_of(self.briefing, words.script),
        )

    def left_out(self, words: draft.Draft, rundown: Rundown) -> tuple[LeftOut, ...]:
        """The lines that are not told, and why; of a script that a human changed, what it does not cite.

        Of what may not be told yet the place alone: the record may be read by others before then.
        """
        held = [LeftOut(self.briefing.place_of(line), "", line.reason) for line in read.held_lines(self.briefing)]
        if words.how not in ("edited", "kept"):
            return (*rundown.left_out, *held)
        if words.script.briefing_sha256 != self.briefing.sha256:
            return ()  # the script rests on a text that is gone: its line numbers mean nothing here
        told = {(s.file, n) for segment in words.script.segments for s in segment.sources for n in range(s.first_line, s.last_line + 1)}
        known = {left.source: left for left in rundown.left_out}
        gone = "not in the script as it was edited"
        lines = [line for line in self.briefing.lines if line.kind == "body" and (line.file or self.briefing.file, line.n) not in told]
        sources = [self.briefing.place_of(line) for line in lines]
        fresh = [LeftOut(source, line.text, gone) for source, line in zip(sources, lines, strict=True) if source not in known]
        kept = [left for left in (*rundown.left_out, *held) if (left.source.file, left.source.first_line) not in told]
        return tuple(sorted((*kept, *fresh), key=lambda left: left.source))

    def _settings(self) -> tuple[tuple[str, str], ...]:
        plain = ("title", "language", "rate_wpm", "disclosure")
        pace = {key: value for key, value in dataclasses.asdict(self.show.pace).items() if key != "tones"}
        for tone in self.show.pace.tones:
            pace[tone.name] = f"rate {tone.rate:g}, pauses {tone.pauses:g}"
        settings = [*((key, getattr(self.show, key)) for key in plain), ("loudness_lufs", self.show.target_lufs)]
        settings += [("mono", "true")] if self.show.mono else []
        settings += [("target_ms", self.order.target_ms)] if self.order.target_ms else []
        settings += [("repeats", "true")] if self.order.repeats or self.show.repeats else []
        return tuple((key, str(value)) for key, value in (*settings, *((f"pace.{key}", value) for key, value in pace.items())))


# ── between the stages ───────────────────────────────────────────────────────────────────────────────────


def task(order: Order, show: Show, briefing: Briefing, watch: Watch, due: Due | None = None) -> Task:
    """The task, with what the show remembers of earlier editions; the user is told where that cannot be read."""
    new = Task(order, show, briefing, due=due)
    if order.repeats or show.repeats:
        return new
    if trouble := past.trouble(show):
        watch.note(trouble)
    past.refuse_the_same(show, new.date, new.form, briefing, order.cut)
    return replace(new, told=past.earlier(show, new.date, new.form, briefing.file, order.cut))


@contextlib.contextmanager
def desk(task: Task) -> Iterator[tuple[day.Place, Path]]:
    """The episode's place, and a folder beside it to work in; no other build takes the same name meanwhile."""
    claim = {"format": task.form, "briefing": task.briefing.file, "cut": task.order.cut}
    while True:
        place = task.place()
        with contextlib.ExitStack() as stack:
            try:
                folder = stack.enter_context(claims.staging(place.folder, claim))
            except claims.ClaimedError:
                other = claims.claimed(place.folder)
                if other is not None and claim.items() <= other.items():
                    raise
                continue
            if task.place() != place:  # another build finished there in the meantime
                continue
            yield place, folder
            return


def cast_of(task: Task, words: draft.Draft, rundown: Rundown, watch: Watch) -> Cast:
    """Who speaks what; the user is told why, where the engine was to be the best that is there."""
    found = task.cast(words.script, rundown)
    if found.why:
        watch.note(found.why)
    return found


def remember(task: Task, words: draft.Draft, parts: Cast, watch: Watch) -> None:
    """Keep what is to be the same tomorrow, and what was told; of a script that rests on another text nobody knows what it told of this one.

    The episode stands by then: where this cannot be written, the user is told.
    """
    try:
        memory.remember(task.show, memory.TURNS, parts.turns)
        if words.script.briefing_sha256 == task.briefing.sha256:
            cited = [source for segment in words.script.segments for source in segment.sources]
            past.keep(task.show, task.date, task.form, task.briefing, cited, task.order.cut)
    except PublishError as problem:
        watch.note(f"what was told is not remembered, so that the next edition may tell it again ({problem.where}: {problem.message})")


def consent(order: Order, foreseen: object, watch: Watch) -> None:
    """Say what engines that charge will be asked, before the first request. Raises EngineError where the user has not agreed."""
    if not foreseen:
        return
    if not order.yes:
        raise EngineError(f"this asks for {foreseen}", remedy="Run it again with --yes if it may.")
    watch.note(f"asking for {foreseen}")
