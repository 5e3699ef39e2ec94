"""The script: what will be said, by whom, from which sources."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pipeline.model.news import Source
from pipeline.model.rundown import Sentence


@dataclass(frozen=True, slots=True)
class Segment:
    """One paragraph of the script: one role speaks."""

    role: str
    """As written: `Anchor`, `Voice of President Putin`."""
    passages: tuple[Sentence, ...]
    """Written form, each with the sources that its footnote marks name."""
    settings: tuple[str, ...] = ()
    """`slower`, `faster` …, from `**Anchor (slower):**`."""

    @property
    def text(self) -> str:
        """The whole paragraph in its written form, without marks."""
        return " ".join(passage.text for passage in self.passages)

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every place that the paragraph rests on, in order, each once."""
        return tuple(dict.fromkeys(s for passage in self.passages for s in passage.sources))


@dataclass(frozen=True, slots=True)
class Cue:
    """Something that is not speech: `[pause 0.6s]`, `[sting: open]`, `[bed: stop]`."""

    kind: str
    """`pause`, `sting` or `bed`."""
    name: str = ""
    """Of a sting or bed; `stop` ends the bed."""
    pause_ms: int = 0
    """Of a pause."""


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
    rendered_sha256: str = ""
    """Of the script as the templates rendered it; differs from the file's own once a human has edited it."""

    @property
    def segments(self) -> tuple[Segment, ...]:
        """All segments in order; a segment's number is its place here, from 1."""
        return tuple(part for section in self.sections for part in section.parts if isinstance(part, Segment))


@dataclass(frozen=True, slots=True)
class Utterance:
    """One segment as a voice is to speak it."""

    number: int
    """The segment's number in the script, from 1."""
    text: str
    """Spoken form: no digits that an engine would misread, no marks."""
    voice: str
    """`engine:voice`, as the settings name it."""
    rate_wpm: int
    """Words a minute asked of the engine."""
