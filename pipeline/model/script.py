"""The script: what will be said, by whom, from which sources."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from pipeline.model.news import Source
from pipeline.model.recording import ENGINE
from pipeline.model.rundown import Sentence
from pipeline.regex import regex

_SENTENCE_END = regex(r"[.!?…][\"'”’»)\]]*\s*$")


@dataclass(frozen=True, slots=True)
class Segment:
    """One paragraph of the script: one role speaks."""

    role: str
    """As written: `Anchor`, `Voice of President Putin`."""
    passages: tuple[Sentence, ...]
    """Written form, each with the sources that its footnote marks name."""
    settings: tuple[str, ...] = ()
    """`slower`, `faster`, from `**Anchor (slower):**`; `recording: FILE` for one that no voice speaks."""
    line: int = field(default=0, compare=False)
    """1-based, of the file that it was read from; 0 where there is none. What is said does not depend on it."""

    @property
    def text(self) -> str:
        """The whole paragraph in its written form, without marks."""
        return " ".join(passage.text for passage in self.passages)

    @property
    def recording(self) -> str:
        """The recording that is heard instead of a voice, `field.mp3 1:02-1:19`; empty where a voice speaks."""
        named = (setting.partition(":") for setting in self.settings)
        return next((" ".join(rest.split()) for kind, _, rest in named if kind.strip().lower() == ENGINE), "")

    @property
    def parts(self) -> tuple[tuple[Sentence, ...], ...]:
        """What is spoken in one go each: its passages, one that ends no sentence together with what follows it; of a recording all."""
        if self.recording:
            return (self.passages,) if self.passages else ()
        parts: list[tuple[Sentence, ...]] = []
        whole = True
        for passage in self.passages:
            if whole:
                parts.append((passage,))
            else:
                parts[-1] = (*parts[-1], passage)
            whole = _SENTENCE_END.search(passage.text) is not None
        return tuple(parts)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every place that the paragraph rests on, in order, each once."""
        return tuple(dict.fromkeys(s for passage in self.passages for s in passage.sources))


@dataclass(frozen=True, slots=True)
class Cue:
    """Something that is not speech: `[pause 0.6s]`, `[sting: open]`, `[bed: stop]`, `[tone: casualties]`."""

    kind: str
    """`pause`, `sting`, `bed` or `tone`."""
    name: str = ""
    """Of a sting, bed or tone; `stop` ends the bed, `plain` the tone (which ends with its chapter anyway)."""
    pause_ms: int = 0
    """Of a pause."""
    line: int = field(default=0, compare=False)
    """As a segment's."""


@dataclass(frozen=True, slots=True)
class Section:
    """One chapter of the script: `# Heading` and what follows."""

    title: str
    parts: tuple[Segment | Cue, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """The script file: what will be said, by whom, from which sources."""

    title: str
    date: dt.date
    show: str
    format: str
    """`briefing` or `story`."""
    briefing: str
    """The source's name."""
    briefing_sha256: str
    sections: tuple[Section, ...]
    cut: str = ""
    """Which of several cuts of the day it is; empty for the one that has no name."""
    about: str = ""
    """What a story in depth was asked to be about; empty where the day decided."""
    rendered_sha256: str = ""
    """Of the script as the templates rendered it; differs from the file's own once a human has edited it."""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """All segments in order; a segment's number is its place here, from 1."""
        return tuple(part for section in self.sections for part in section.parts if isinstance(part, Segment))

    @property
    def spoken_roles(self) -> tuple[str, ...]:
        """The roles that a voice speaks, in the order in which they first do; one that is only heard in recordings needs none."""
        return tuple(dict.fromkeys(segment.role for segment in self.segments if not segment.recording))

    @property
    def tones(self) -> tuple[str, ...]:
        """The tone of each segment, in order: as the last `[tone: …]` before it in its chapter says, else empty."""
        found: list[str] = []
        for section in self.sections:
            tone = ""
            for part in section.parts:
                if isinstance(part, Segment):
                    found.append(tone)
                elif part.kind == "tone":
                    tone = "" if part.name == "plain" else part.name
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Utterance:
    """What a voice is to speak in one go: a sentence of a segment, or several that cannot be told apart."""

    number: int
    """The segment's number in the script, from 1."""
    text: str
    """Spoken form: no digits that an engine would misread, no marks."""
    voice: str
    """`engine:voice`, as the settings name it."""
    rate_wpm: int
    """Words a minute asked of the engine."""
    pitch_semitones: float = 0.0
    """How far its voice is moved up or down."""
    gain_db: float = 0.0
    """How much louder or softer than the other voices it is mixed."""
    part: int = 1
    """Its place among the segment's parts, from 1."""
    begins: tuple[tuple[int | None, ...], ...] = field(default=(), compare=False, repr=False)
    """Of each of its sentences, for each written word (as white space parts it): the place among the words of `text` of the first that is
    spoken for it; None for one that has none of its own. What is said does not depend on it."""
