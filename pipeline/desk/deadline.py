"""Done in time: where the voices that were chosen would take too long, what is left to say goes to a faster engine.

Before anything is spoken it is estimated how long that will take, by each engine's measured speed; after each clip it is estimated again, by
how fast it goes. What does not fit is given to the best engine with which it does, from the next story on where there is time for that, else
from the next paragraph or sentence on. A clip is a whole sentence, so no voice ever changes within one; what is spoken stays.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline import speak
from pipeline.desk.due import HOW, Due, due, is_deadline
from pipeline.desk.order import Order, Watch
from pipeline.desk.show import Show
from pipeline.desk.speeds import Speeds, engine_of, speech_s
from pipeline.desk.stepped import Other, Recast, Spoken, Step, length
from pipeline.errors import EpisodeError
from pipeline.model import Clip, Utterance

AFTER, AFTER_EACH = 0.06, 0.02
"""What mixing, mastering, writing and checking take, in seconds for a second of speech, and what each further kind of audio file adds.
Measured on two busy cores: 17 s for the 296 s of the bundled sample."""
AFTER_S = 2.0
"""What they take at least."""
MARGIN = 1.1
"""Estimates are out by so much: better a minute early."""
START_S = 3.0
"""What it takes to start an engine: Kokoro's model is read in that time."""
SURE = 4
"""So many clips tell how fast it goes: fewer depend on which of the cores was done first."""
EVIDENT = 8
"""So many clips say that what was measured beforehand is not so."""
SOON = 3.0
"""Faster engines are looked for where what is left takes more than a third of the time: to measure one takes seconds, too."""
MEASURE_S = 30.0
"""Where there is less time than this, none is spent on measuring anew what was measured before."""
PATIENCE_S = 10.0
"""A paragraph that is begun is finished in its voice where that takes no longer than this, though it will be late."""


def of(order: Order, show: Show, watch: Watch, now: Callable[[], float]) -> Due | None:
    """When the episode is to be done. Raises EpisodeError for what says no time."""
    if order.deadline and not is_deadline(order.deadline):
        raise EpisodeError(f"{order.deadline!r} is no deadline", where="--deadline", remedy=f"{HOW[0].upper()}{HOW[1:]}.")
    found = due(order.deadline, show.deadline, now)
    if found is not None and order.cluster:
        watch.note("a cluster's speed is not known: the deadline is not looked at")
        return None
    return found


def told(found: Due | None, watch: Watch, stands: bool) -> None:
    """Tell the user where it was not done in time."""
    if found is not None and found.left_s < 0 and not stands:
        watch.note(f"{length(-found.left_s)} after {found}: the episode is late")


def in_time(
    utterances: Sequence[Utterance],
    moment: Due,
    recast: Recast,
    *,
    kinds: int = 1,
    on_clip: Callable[[Clip], None] | None = None,
    on_note: Callable[[str], None] | None = None,
) -> Spoken:
    """Speak it so that an episode with `kinds` kinds of audio file is done by then, if any engine can; else with the fastest, late.

    Raises what `speak.speak` raises.
    """
    return _Speaking(utterances, moment, recast, kinds, on_clip, on_note).spoken()


def foreseen(
    utterances: Sequence[Utterance], moment: Due | None, recast: Recast, *, kinds: int = 1, on_note: Callable[[str], None] | None = None
) -> tuple[tuple[Utterance, ...], tuple[Step, ...]]:
    """Who would say it if it began now, and the steps that it takes to that. Nothing of it is spoken; an engine may be measured."""
    if moment is None:
        return tuple(utterances), ()
    return _Speaking(utterances, moment, recast, kinds, None, on_note).foreseen()


class _Speaking:
    """One programme as it is spoken: who says what, what is done, and how fast it goes."""

    def __init__(
        self,
        utterances: Sequence[Utterance],
        moment: Due,
        recast: Recast,
        kinds: int,
        on_clip: Callable[[Clip], None] | None,
        on_note: Callable[[str], None] | None,
    ) -> None:
        self.said, self.due, self.recast = list(utterances), moment, recast
        self.on_clip, self.on_note = on_clip or (lambda clip: None), on_note or (lambda text: None)
        self.place = {(each.number, each.part): place for place, each in enumerate(utterances)}
        self.after_s = AFTER_S + (AFTER + AFTER_EACH * (kinds - 1)) * sum(map(speech_s, utterances))
        self.missing = set(speak.missing(utterances))
        self.clips: dict[int, Clip] = {}
        self.counted: set[int] = set()
        self.last = -1  # the place of the last that was begun
        self.begun: set[int] = set()  # the numbers of segments of which something was spoken now
        self.steps: list[Step] = []
        self.speeds = Speeds()
        self.others: dict[str, Other | None] = {}
        self.notes: list[str] = []
        self.late = False
        self._start()

    def _start(self) -> None:
        """Somebody begins to speak: nothing is known yet of how fast that goes."""
        self.next: tuple[Other, str] | None = None
        self.ends_before = len(self.said)  # the place at which the next one goes on
        self.at_work: dict[int, int] = {}  # who is at which place
        self.fresh, self.first_s, self.foreseen_s, self.factor = 0, 0.0, 0.0, 1.0
        self.heard: set[str] = set()  # the engines that spoke

    def spoken(self) -> Spoken:
        """All of it, spoken."""
        if self.missing:
            self._look()
        while True:
            if self.next is not None:
                self._step(*self.next)
            self._tell()
            todo = [place for place in range(len(self.said)) if place not in self.clips]
            if not todo:
                return Spoken(tuple(self.said), tuple(self.clips[place] for place in range(len(self.said))), tuple(self.steps))
            self._start()
            speak.speak([self.said[place] for place in todo], on_clip=self._heard, on_note=self.on_note, may_begin=self._may_begin)
            if self.fresh >= EVIDENT and len(self.heard) == 1:
                self.speeds.seen(self.heard.pop(), self.factor)

    def foreseen(self) -> tuple[tuple[Utterance, ...], tuple[Step, ...]]:
        """Who would say it."""
        if self.missing:
            self._look()
        if self.next is not None:
            self._step(*self.next)
        elif not self.late:
            takes_s = self._takes_s(self.missing) + (START_S if self.missing else 0.0) + self.after_s
            self.notes.append(f"it would be done in about {length(takes_s)}, and {length(self.due.left_s)} are left until {self.due}")
        self._tell()
        return tuple(self.said), tuple(self.steps)

    # ── while it is spoken ───────────────────────────────────────────────────────────────────────────────

    def _may_begin(self, utterance: Utterance) -> bool:
        """Asked by each thread that speaks, one at a time: what it had before is done by now."""
        place, thread = self.place[utterance.number, utterance.part], threading.get_ident()
        if (before := self.at_work.pop(thread, None)) is not None:
            self._done(before)
        if place >= self.ends_before:
            return False
        self.last, self.at_work[thread] = place, place
        self.begun.add(utterance.number)
        return True

    def _heard(self, clip: Clip) -> None:
        place = self.place[clip.number, clip.part]
        self.clips[place] = clip
        if place not in self.counted:
            self.counted.add(place)
            self.on_clip(clip)
        self._tell()

    def _tell(self) -> None:
        while self.notes:
            self.on_note(self.notes.pop(0))

    def _done(self, place: int) -> None:
        self.missing.discard(place)
        self.heard.add(engine_of(self.said[place].voice))
        self.fresh += 1
        if self.fresh == 1:  # until now the engine was started
            self.first_s = self.due.now()
            return
        self.foreseen_s += self._takes_s([place])
        if self.fresh > SURE and self.foreseen_s > 0:
            self.factor = (self.due.now() - self.first_s) / self.foreseen_s
        self._look()

    # ── what fits ────────────────────────────────────────────────────────────────────────────────────────

    def _look(self) -> None:
        """See whether what is left fits; where it does not, choose who goes on, and from where."""
        left = sorted(self.missing)
        have_s = self.due.left_s - self.after_s
        if self.next is not None:  # it may have to be sooner than was thought
            self.ends_before = min(self.ends_before, self._boundary(self.next[0], left, have_s))
            return
        takes_s = self._takes_s(left) * self.factor + (0.0 if self.fresh else START_S)
        if takes_s * SOON <= have_s or not any(place > self.last for place in left):
            return
        if not self.begun and not self.speeds.are_sharp and have_s > MEASURE_S:
            self.speeds.sharpen()
            self._look()
            return
        fastest: tuple[float, Other] | None = None
        for other in self._others(left):
            places = self._recast(other, self.last + 1)
            needs_s = self._needs_s(other, places)
            if places and (fastest is None or needs_s < fastest[0]):
                fastest = needs_s, other
            if fastest is not None and fastest[0] * MARGIN <= have_s:
                break
        if takes_s * MARGIN <= have_s:
            return
        why = self._why(left, takes_s)
        if fastest is None or takes_s <= fastest[0]:
            if not self.late:
                self.notes.append(f"it will be late: {why}, and no engine here is faster")
            self.late = True
            return
        needs_s, target = fastest
        self.next = target, why if needs_s * MARGIN <= have_s else f"{why}; it is late with {target.name}, too"
        self.ends_before = self._boundary(target, left, have_s)

    def _boundary(self, target: Other, left: Sequence[int], have_s: float) -> int:
        """Where the other one goes on: at the next story, where there is time for that, else at the next paragraph, else at once."""
        at_once = self.last + 1
        ahead = [place for place in left if place >= at_once]
        if not self.begun or not ahead:
            return at_once
        begins = [place for place in range(at_once, ahead[-1] + 1) if self.said[place].part == 1]
        stories = [place for place in begins if self.said[place].number in self.recast.stories]
        for place in (*stories[:1], *begins[:1]):
            until_s = self._takes_s([each for each in left if each < place]) * self.factor
            if (until_s + self._needs_s(target, self._recast(target, place))) * MARGIN <= have_s:
                return place
        ends = begins[0] if begins else at_once
        return ends if self._takes_s([each for each in left if each < ends]) * self.factor <= PATIENCE_S else at_once

    def _recast(self, target: Other, start: int) -> list[int]:
        """The places from there on that the other one would say: segments as a whole, but for one that is half said."""
        touched = {self.said[place].number for place in self.missing if place >= start}
        slower = {each.voice for each in self.said if self._is_slower(each.voice, target)}
        return [
            place
            for place, each in enumerate(self.said)
            if place >= start
            and each.number in touched
            and each.voice in slower
            and (place in self.missing or each.number not in self.begun)
        ]

    def _step(self, target: Other, why: str) -> None:
        """Let the other one say what is left."""
        places = self._recast(target, self.ends_before if self.begun else 0)
        if not places:
            return
        sources = dict.fromkeys(engine_of(self.said[place].voice) for place in places)
        for place in places:
            self.said[place] = target.said[place]
            self.clips.pop(place, None)
        self.missing = (self.missing - set(places)) | (target.missing & set(places))
        step = Step(" and ".join(sources), target.name, self.said[places[0]].number, why)
        self.steps.append(step)
        self.notes.append(f"{why}: {step.target} speaks from segment {step.at_segment} on")

    # ── how long it takes ────────────────────────────────────────────────────────────────────────────────

    def _others(self, left: Sequence[int]) -> Iterator[Other]:
        """The engines that can go on, the best first; each is looked at when it comes to that, as it may have to be measured."""
        speaking = {engine_of(self.said[place].voice) for place in left}
        for name in speak.below(self._slowest(left)):
            if name not in self.others:
                self.others[name] = self._other(name)
            other = self.others[name]
            if other is not None and speaking - {name} and name not in {step.source for step in self.steps}:
                yield other

    def _other(self, name: str) -> Other | None:
        try:
            said = tuple(self.recast.words_for(name))
            return Other(name, said, self.speeds.measured(next(v.voice for v in said if engine_of(v.voice) == name)), speak.missing(said))
        except (EpisodeError, StopIteration):
            return None  # not usable here, or nobody's

    def _slowest(self, left: Iterable[int]) -> str:
        """The engine that what is left waits for."""
        return engine_of(min((self.said[place].voice for place in left), key=self.speeds.of))

    def _is_slower(self, voice: str, target: Other) -> bool:
        return engine_of(voice) != target.name and self.speeds.of(voice) < target.pace

    def _takes_s(self, places: Iterable[int]) -> float:
        """What those who speak now take for it."""
        return sum(speech_s(self.said[place]) / self.speeds.of(self.said[place].voice) for place in places)

    def _needs_s(self, other: Other, places: Iterable[int]) -> float:
        """What the other one takes for it, to be started included."""
        return START_S + sum(speech_s(other.said[place]) / other.pace for place in places if place in other.missing)

    def _why(self, left: Sequence[int], takes_s: float) -> str:
        had = f"{length(self.due.left_s)} were left until {self.due}" if self.due.left_s > 0 else f"{self.due} had passed"
        return f"{self._slowest(left)} would have taken {length(takes_s + self.after_s)} more, all told, and {had}"
