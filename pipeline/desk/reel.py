"""The reel: the risky words of a script, each in a few words of its sentence, spoken as in the programme and mastered, in a minute at most."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import mix, speak, write
from pipeline.desk import job
from pipeline.desk.order import Order, Watch
from pipeline.desk.show import Show
from pipeline.desk.soundtrack import sounding
from pipeline.model import Clip, Delivery, Pace, Programme, Script, Section, Segment, Sentence, Tags
from pipeline.write.excerpt import around
from pipeline.write.lexicon import Lexicon
from pipeline.write.risky import Risk

LONGEST_MS = 59_900
"""Of the reel: a minute less the encoder's padding, which some players count (two MP3 frames, 52 ms)."""

ASKED = 1.3
"""How much more than fits is spoken at most: how long a stretch is, only its voice knows."""

PACE = Pace(segment_ms=650, quote_ms=650, story_ms=650, opening_ms=150, closing_ms=300)
"""Pauses long enough to tell one stretch from the next."""

COMMENT = "The riskiest words of the script, to be checked by ear."


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the script, and the risky words that it says."""

    risks: tuple[Risk, ...]
    """The riskiest first; it stands around that one."""
    sentence: Sentence
    start: int
    """Of the stretch in the passage's spoken text."""
    end: int

    @property
    def title(self) -> str:
        """Of its chapter."""
        return ", ".join(risk.word for risk in self.risks)

    def says(self, risk: Risk) -> bool:
        """Whether it says another one too, right where that stands first."""
        own = self.risks[0]
        return (own.segment, own.passage) == (risk.segment, risk.passage) and self.start <= risk.start and risk.end <= self.end


@dataclass(frozen=True, slots=True)
class Reel:
    """The finished reel."""

    programme: Programme
    said: tuple[tuple[Risk, int], ...]
    """The words that it says, and where their stretch begins, in milliseconds."""


def make(
    made: Script,
    risks: Sequence[Risk],
    known: Lexicon,
    voices: Mapping[str, Delivery],
    target: Path,
    order: Order,
    show: Show,
    watch: Watch,
) -> Reel | None:
    """Write the reel of a script's risks, the riskiest first; those that do not fit are left out. None where none fits."""
    fitting, clips = _speak(stretches(made, risks, known, show.language), made, voices, order, show, watch)
    if not fitting:
        return None
    watch.stage("mix")
    programme = mix.mix(
        script(made, fitting),
        clips,
        target,
        tags=Tags(f"Rehearsal: {made.title}", made.show or show.title, made.date, COMMENT),
        how=sounding(show, PACE, music=False),
        on_progress=lambda share: watch.step(share, 1),
    )
    starts_ms = [programme.ms(timing.start_frame) for timing in programme.timings]
    return Reel(programme, tuple((risk, ms) for stretch, ms in zip(fitting, starts_ms, strict=True) for risk in stretch.risks))


def stretches(made: Script, risks: Sequence[Risk], known: Lexicon, language: str = "en-GB") -> list[Stretch]:
    """The words around each risk, in order; one that is said in the stretch of another needs none."""
    found: list[Stretch] = []
    for risk in risks:
        place = next((place for place, other in enumerate(found) if other.says(risk)), None)
        if place is not None:
            found[place] = replace(found[place], risks=(*found[place].risks, risk))
            continue
        sentence, start, end = around(made.segments[risk.segment - 1], risk.passage, risk.start, risk.end, known, language)
        found.append(Stretch((risk,), sentence, start, end))
    return found


def script(made: Script, told: Sequence[Stretch]) -> Script:
    """The reel as a script: a chapter for each stretch, in the role that says it in the programme."""
    sections = []
    for stretch in told:
        own = made.segments[stretch.risks[0].segment - 1]
        sections.append(Section(stretch.title, (Segment(own.role, (stretch.sentence,), own.settings),)))
    return replace(made, sections=tuple(sections), rendered_sha256="")


def _speak(
    wanted: Sequence[Stretch], made: Script, voices: Mapping[str, Delivery], order: Order, show: Show, watch: Watch
) -> tuple[list[Stretch], list[Clip]]:
    """The stretches that fit, with their clips."""
    said = write.utterances(
        script(made, wanted),
        voices,
        rate_wpm=show.rate_wpm,
        pace=show.pace,
        language=show.language,
        notation=speak.notation,
        lexicon_files=show.lexicon_files,
    )
    asked, foreseen_ms = 0, 0.0
    while asked < len(said) and foreseen_ms < ASKED * LONGEST_MS:
        foreseen_ms += len(said[asked].text.split()) * 60_000 / said[asked].rate_wpm + PACE.story_ms
        asked += 1
    job.consent(order, speak.estimate(said[:asked]), watch)
    watch.stage("speak")
    return _fitting(made, wanted, speak.speak(said[:asked], on_clip=_counter(asked, watch)))


def _fitting(made: Script, wanted: Sequence[Stretch], clips: Sequence[Clip]) -> tuple[list[Stretch], list[Clip]]:
    """Of the stretches that were spoken those that fit into the time, laid out as the mix will do it."""
    from pipeline.mix.clips import look
    from pipeline.mix.layout import Span, frames, lay_out

    told: list[Stretch] = []
    fitting: list[Clip] = []
    spans: list[list[Span]] = []
    for stretch, clip in zip(wanted, clips, strict=False):
        span = look(clip).span
        if lay_out(script(made, [*told, stretch]), [*spans, [span]], PACE).frames <= frames(LONGEST_MS):
            told.append(stretch)
            spans.append([span])
            fitting.append(replace(clip, number=len(told)))
    return told, fitting


def _counter(total: int, watch: Watch) -> Callable[[object], None]:
    done = 0

    def count(_: object) -> None:
        nonlocal done
        done += 1
        watch.step(done, total)

    return count
