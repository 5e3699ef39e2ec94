"""The things that flow from stage to stage: frozen values, tuples inside, units in the names."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

# ── where words come from ────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """The place in a source that a sentence rests on; written `file:12` or `file:12-14`."""

    file: str
    """The source's name as a reader would find it: a path below the show, else the file's own name."""
    first_line: int
    """1-based."""
    last_line: int
    """1-based, inclusive; equal to `first_line` for one line."""

    def __str__(self) -> str:
        span = f"-{self.last_line}" if self.last_line != self.first_line else ""
        return f"{self.file}:{self.first_line}{span}"


# ── read: Briefing ───────────────────────────────────────────────────────────────────────────────────────

KINDS = ("body", "heading", "stamp", "caption", "credit", "promo", "furniture", "blank")
"""What a line of a source can be; only `body` (and a heading, as a title) is ever told."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a source and how it was read."""

    n: int
    """1-based."""
    text: str
    kind: str
    """One of KINDS."""
    reason: str
    """Why it was read so, for people."""
    confidence: float
    """0 to 1."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One body line: a paragraph of an update."""

    text: str
    source: Source


@dataclass(frozen=True, slots=True)
class Update:
    """One update of a live blog, or one item of news: what was added in one go."""

    id: str
    """Stable within the briefing: `u01`, `u02` … in the order of the file."""
    start: int
    """The 1-based line on which it starts."""
    paragraphs: tuple[Paragraph, ...]
    """At least one; the first is the lead."""
    confidence: float
    """0 to 1: how sure it is that an update starts here."""
    reason: str = ""
    """Why an update starts here, for people."""
    heading: str = ""
    """The source's own heading, if it has one."""
    time: str = ""
    """The stamp as written, if it has one."""
    actors: tuple[str, ...] = ()
    """People and organisations that it is about, the main one first."""
    importance: int = 0
    """Pinned by a human: 1 (least) to 5 (most); 0 = not pinned."""
    skip: bool = False
    """A human said: leave it out."""


@dataclass(frozen=True, slots=True)
class Briefing:
    """What came in: every line of it accounted for, and the updates made of the lines that are told."""

    file: str
    """The name that sources carry."""
    sha256: str
    """Of the bytes that were read."""
    order: str
    """`newest-first` or `oldest-first`: how the updates stand in the file."""
    lines: tuple[Line, ...]
    updates: tuple[Update, ...]
    """In the order of the file."""


# ── edit: Rundown ────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """How one stretch of a sentence is said, there alone: `{Kyiv|ˈkiːjɪv}` in the script file."""

    start: int
    """In characters of the sentence's text."""
    end: int
    """One past its last character."""
    ipa: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words in their written form, and where they come from (none: the show's own words)."""

    text: str
    """Plain: no marks, no escapes."""
    sources: tuple[Source, ...] = ()
    pronunciations: tuple[Pronunciation, ...] = ()
    """In order, not overlapping."""


@dataclass(frozen=True, slots=True)
class Beat:
    """The smallest thing that is told in one go by one voice."""

    kind: str
    """`claim`, `quote`, `answer` or `background`."""
    sentences: tuple[Sentence, ...]
    speaker: str = ""
    """Who is quoted, as the text names them; empty where the anchor tells it."""
    update: str = ""
    """The id of the update that it belongs to."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """The places that its sentences rest on, in order, each once."""
        return tuple(dict.fromkeys(s for sentence in self.sentences for s in sentence.sources))


@dataclass(frozen=True, slots=True)
class Story:
    """One chapter of the programme: updates that belong together, told as beats."""

    slug: str
    title: str
    beats: tuple[Beat, ...]
    updates: tuple[str, ...]
    """Ids of the updates in it, in the order in which they are told."""
    link: str = ""
    """The show's own words that lead into it; may be empty."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A line of the source that is not told, and why."""

    source: Source
    text: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rundown:
    """The running order: what is told, in which order, and what is not."""

    title: str
    headlines: tuple[Beat, ...]
    stories: tuple[Story, ...]
    in_brief: tuple[Beat, ...]
    ahead: tuple[Beat, ...]
    left_out: tuple[LeftOut, ...]


# ── write: Script ────────────────────────────────────────────────────────────────────────────────────────


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


# ── speak: clips ─────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice that can be used."""

    name: str
    """`engine:voice`: what `--voice` and the settings take."""
    engine: str
    language: str
    gender: str
    """`female`, `male` or empty where the engine does not say."""
    licence: str
    installed: bool


@dataclass(frozen=True, slots=True)
class Clip:
    """One spoken segment on disk: 16-bit mono PCM in a WAV file, as the engine gave it."""

    number: int
    """The segment's number."""
    path: Path
    rate_hz: int
    frames: int
    voice: str
    cached: bool
    """True where it came from the cache, False where it was spoken now."""


# ── mix: the programme ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Pace:
    """The pauses, in milliseconds: how long the programme breathes at each kind of joint."""

    segment_ms: int = 350
    """Between two paragraphs of one speaker within a story."""
    quote_ms: int = 280
    """Before and after another voice."""
    story_ms: int = 1100
    """Between two chapters."""
    opening_ms: int = 250
    """Before the first word."""
    closing_ms: int = 700
    """After the last word."""


@dataclass(frozen=True, slots=True)
class Timing:
    """Where a segment stands in the programme, exactly."""

    number: int
    """The segment's number."""
    start_frame: int
    """First frame of its speech (after trimming), from the programme's start."""
    end_frame: int
    """One past its last frame."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Where a chapter starts and ends."""

    title: str
    start_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class Programme:
    """The finished audio as it was measured."""

    path: Path
    """The encoded file."""
    rate_hz: int
    frames: int
    timings: tuple[Timing, ...]
    chapters: tuple[Chapter, ...]
    loudness_lufs: float
    """Integrated loudness of the encoded file (BS.1770)."""
    true_peak_dbtp: float
    """True peak of the encoded file."""

    def ms(self, frame: int) -> int:
        """A frame count as milliseconds, rounded once."""
        return round(frame * 1000 / self.rate_hz)

    @property
    def duration_ms(self) -> int:
        """How long it is, in milliseconds."""
        return self.ms(self.frames)


@dataclass(frozen=True, slots=True)
class Tags:
    """What is written into the audio file beside the sound."""

    title: str
    show: str
    date: dt.date
    comment: str = ""
    cover_jpeg: bytes = field(default=b"", repr=False)
    """A JPEG; empty for none."""


# ── publish: Episode ─────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Episode:
    """One finished episode: all that there is to say about what was made."""

    folder: Path
    script: Script
    programme: Programme
    voices: tuple[tuple[str, str], ...]
    """(role, voice) for each role that speaks."""
    spoken: int
    """Segments synthesised now."""
    cached: int
    """Segments taken from the cache."""
    left_out: tuple[LeftOut, ...]
    settings: tuple[tuple[str, str], ...]
    """(name, value) of the settings that shaped it."""
    timings_s: tuple[tuple[str, float], ...]
    """(stage, seconds)."""
