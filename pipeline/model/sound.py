"""The sound: voices, clips, the programme, the finished episode."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.model.music import MusicSpan
from pipeline.model.news import Source
from pipeline.model.rundown import LeftOut
from pipeline.model.script import Script


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
    rate_hz: int = 0
    """Of its clips, in samples a second; 0 where the engine does not say."""


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a role speaks: its voice, and what is done to it."""

    voice: str
    """`engine:voice`."""
    rate: float = 1.0
    """Times the programme's words a minute."""
    pitch_semitones: float = 0.0
    """Up or down, with the voice's timbre; the pace stays."""
    gain_db: float = 0.0
    """Louder or softer than the other voices, which are all brought to one level."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One spoken utterance on disk: 16-bit mono PCM in a WAV file, as the engine gave it."""

    number: int
    """The segment's number."""
    path: Path
    rate_hz: int
    frames: int
    voice: str
    cached: bool
    """True where it came from the cache, False where it was spoken now."""
    gain_db: float = 0.0
    """Of its role: see `Delivery`."""
    part: int = 1
    """Its place among the segment's parts, from 1."""


@dataclass(frozen=True, slots=True)
class Tone:
    """How a stretch of the script is told: `[tone: NAME]`."""

    name: str
    rate: float = 1.0
    """Times the words a minute."""
    pauses: float = 1.0
    """Times the pauses between its paragraphs, and before it."""
    stings: bool = True
    """Whether music may stand in it."""


HEADLINES = Tone("headlines", rate=1.06, pauses=0.85)
"""Headlines are read a little faster than what they announce."""
CASUALTIES = Tone("casualties", rate=0.94, pauses=1.4, stings=False)
"""Where people have died: slower, with time to take it in, and without music."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast the programme speaks, and how long it breathes at each kind of joint (milliseconds)."""

    sentence_ms: int = 380
    """Between two sentences of a paragraph."""
    segment_ms: int = 550
    """Between two paragraphs of one speaker within a story."""
    quote_ms: int = 350
    """Before and after another voice."""
    story_ms: int = 1100
    """Between two chapters."""
    opening_ms: int = 250
    """Before the first word."""
    closing_ms: int = 700
    """After the last word."""
    slower: float = 0.88
    """What `**Anchor (slower):**` does to the words a minute."""
    faster: float = 1.1
    """The same of `(faster)`."""
    tones: tuple[Tone, ...] = (HEADLINES, CASUALTIES)
    """What `[tone: NAME]` can name."""

    def tone(self, name: str) -> Tone | None:
        """The tone of that name, if there is one; an empty name is the plain tone."""
        return next((tone for tone in (Tone(""), *self.tones) if tone.name == name), None)


@dataclass(frozen=True, slots=True)
class Timing:
    """Where a segment stands in the programme, exactly."""

    number: int
    """The segment's number."""
    start_frame: int
    """First frame of its speech (after trimming), from the programme's start."""
    end_frame: int
    """One past its last frame."""
    parts: tuple[tuple[int, int], ...] = ()
    """The same of each of its parts (`Segment.parts`), in order."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """Where a chapter starts and ends."""

    title: str
    start_frame: int
    end_frame: int


@dataclass(frozen=True, slots=True)
class Encoded:
    """One file of the programme, as it was measured."""

    format: str
    """`mp3`, `m4a`, `opus`, `wav` or `flac`: its role among the episode's files."""
    path: Path
    bitrate_kbps: int
    """As asked for; 0 where nothing is lost."""
    channels: int
    loudness_lufs: float
    """Integrated loudness of the file as it is decoded (BS.1770)."""
    true_peak_dbtp: float


@dataclass(frozen=True, slots=True)
class Programme:
    """The finished audio as it was measured."""

    path: Path
    """The encoded file; the first, where there are several."""
    rate_hz: int
    frames: int
    timings: tuple[Timing, ...]
    chapters: tuple[Chapter, ...]
    loudness_lufs: float
    """Integrated loudness of the encoded file (BS.1770)."""
    true_peak_dbtp: float
    """True peak of the encoded file."""
    music: tuple[MusicSpan, ...] = ()
    """What plays where, by its start."""
    encoded: tuple[Encoded, ...] = ()
    """All its files, that one included."""

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
    author: str = ""
    """Who makes the show; empty where that is the show itself."""

    @property
    def artist(self) -> str:
        """Whose work players call it."""
        return self.author or self.show


@dataclass(frozen=True, slots=True)
class Credit:
    """A source that is told, and who published it, as far as it says."""

    file: str
    """Its name, as sentences cite it."""
    cited: tuple[Source, ...]
    """The places in it that sentences rest on, as they cite them."""
    publisher: str = ""
    title: str = ""
    url: str = ""
    """Where it can be read."""
    licence: str = ""
    published: str = ""


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
    credits: tuple[Credit, ...] = ()
    """The sources that are told."""
