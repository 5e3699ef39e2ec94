"""The show's settings: `episode.toml`, or `[tool.episode]` in pyproject.toml, as one frozen `Show`; `opening` finds and reads it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from pipeline.desk.feed_settings import Feed
from pipeline.desk.files import short
from pipeline.errors import ShowError
from pipeline.model import Chain, Music, Pace

FORMS = ("briefing", "story")
"""The formats: each is a template of that name."""
STEREO_LUFS, MONO_LUFS = -16.0, -19.0
"""What a file is brought to where the show says nothing."""
STYLES = ("conversational", "dialogue")
"""In which a model can word what the rules tell; see `pipeline.write.writer`."""


@dataclass(frozen=True, slots=True)
class Part:
    """What the settings say of one role."""

    role: str
    """`anchor`, `quote`, `women`, `men`, a role as the script names it, or a name that stands in one."""
    voices: tuple[str, ...] = ()
    """`engine:voice`; several take turns, one a speaker; none leaves the choice to the other rules."""
    rate: float = 1.0
    """Times the show's words a minute."""
    pitch_semitones: float = 0.0
    """Up or down."""
    gain_db: float = 0.0
    """Louder or softer than the other voices."""


@dataclass(frozen=True, slots=True)
class Writer:
    """Who words the anchor's sentences where the rules do not."""

    style: str = ""
    """One of STYLES; empty for the rules' own words."""
    url: str = "https://api.openai.com/v1"
    """The base address of a server with `/chat/completions`."""
    model: str = ""
    """As that server calls it."""
    host: str = "Co-host"
    """The role of a dialogue's second presenter."""


@dataclass(frozen=True, slots=True)
class Page:
    """How the listening page looks, where templates are more than it takes."""

    accent: str = "#e97840"
    """One colour, `#rrggbb`: the cover's orange. The page makes it so dark or so light that it can be read."""


@dataclass(frozen=True, slots=True)
class Show:
    """The settings of one show; each field but the first two is a key of the settings file."""

    folder: Path | None = None
    """The show's folder; none outside a show."""
    file: Path | None = None
    """The settings file; none outside a show."""
    title: str = "The Daily Story"
    """What the show is called, on air and in the file's tags."""
    tagline: str = ""
    """One line about the show, for templates and tags."""
    language: str = "en-GB"
    """The language of the programme: a kind of English, as yet."""
    format: str = "briefing"
    """Which of FORMS is made where the command does not say."""
    engine: str = "pyttsx3"
    """The speech engine of voices that are not named in full."""
    voices: tuple[Part, ...] = ()
    """Who speaks what; see `pipeline.desk.cast`."""
    deadline: str = ""
    """The time of day at which an episode is to be done, `06:00`: see `pipeline.desk.due`; empty for none."""
    rate_wpm: int = 160
    """Words a minute asked of the engine."""
    pace: Pace = field(default_factory=Pace)
    """How fast it speaks, and how long it breathes at each kind of joint."""
    loudness: float | None = None
    """Integrated loudness of the finished file, LUFS: a number, or the name of who asks for it. None for the usual."""
    loudness_lufs: float | None = None
    """The same, always a number."""
    mono: bool = False
    """One channel instead of two."""
    stems: bool = False
    """Whether the programme's parts are written too, for whoever goes on with it in an editor."""
    formats: tuple[str, ...] = ("mp3",)
    """The kinds of audio file, MP3 first."""
    bitrate_kbps: int = 128
    """Of the MP3 in two channels; M4A's is the same, Opus's and one channel's half of it."""
    room_tone_db: float = 0.0
    """Of a quiet noise under everything, dBFS; 0 for none."""
    chain: Chain = field(default_factory=Chain)
    """What each voice goes through first."""
    music: Music = field(default_factory=Music)
    """What plays where a script's cues ask for it."""
    templates: str = "templates"
    """The folder of the show's own templates, searched before the built-in ones."""
    sources: tuple[str, ...] = ()
    """Files and addresses that are read where the command names none; empty for the newest file in `briefings`."""
    networks: tuple[str, ...] = ()
    """Networks that may be asked though they are not public, as "192.168.1.0/24"."""
    briefings: str = "briefings"
    """The folder of what goes in."""
    scripts: str = "scripts"
    """The folder of the scripts."""
    output: str = "output"
    """The folder of the finished episodes."""
    recordings: str = "recordings"
    """The folder of what people have recorded, for paragraphs that no voice speaks."""
    lexicon: str = "lexicon.yaml"
    """The show's own pronunciations, over the bundled ones; the file need not be there."""
    cover: str = ""
    """The show's own picture, a square JPEG or PNG inside the show; empty for one that is drawn."""
    writer: Writer = field(default_factory=Writer)
    """Who words the anchor's sentences; see `pipeline.desk.wording`."""
    disclosure: bool = True
    """Whether the sign-off says that the voices are synthetic."""
    repeats: bool = False
    """Whether what earlier editions told is told again."""
    cache_max_gb: float = 10.0
    """How much the cache of spoken and encoded sound may hold, in gigabytes; `$EPISODE_CACHE_MAX` comes before it."""
    page: Page = field(default_factory=Page)
    """How the listening page looks."""
    feed: Feed = field(default_factory=Feed)
    """What the podcast's feed says of the show, and where it goes; see `pipeline.desk.publishing`."""

    def path(self, key: str) -> Path | None:
        """One of the show's folders (`templates`, `briefings`, `scripts`, `output`, `recordings`); none outside a show."""
        return None if self.folder is None else self.folder / getattr(self, key)

    @property
    def target_lufs(self) -> float:
        """Integrated loudness of the finished file: as set, else Apple's, 3 LU less for one channel (BS.1770 adds up channels)."""
        set_to = self.loudness_lufs if self.loudness_lufs is not None else self.loudness
        return set_to if set_to is not None else MONO_LUFS if self.mono else STEREO_LUFS

    @property
    def lexicon_files(self) -> tuple[Path, ...]:
        """The show's own pronunciations, where it has any. Raises ShowError where the settings name a file that is not there."""
        file = self.path("lexicon")
        if file is not None and file.is_file():
            return (file,)
        self._as_usual("lexicon", "file", "Put it there, or begin one with: episode lexicon add WORD IPA")
        return ()

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Where templates are looked for before the built-in ones. Raises ShowError where the settings name a folder that is not there."""
        folder = self.path("templates")
        if folder is not None and folder.is_dir():
            return (folder,)
        self._as_usual("templates", "folder", "Name the folder that is meant, or take the line out: the built-in templates then hold.")
        return ()

    def _as_usual(self, key: str, kind: str, remedy: str) -> None:
        """Raise ShowError where the settings set this: a show that names its own words must not be told in others without a word."""
        named = getattr(self, key)
        if self.folder is not None and named != getattr(Show(), key):
            raise ShowError(f"{key}: there is no {kind} {named}", where="" if self.file is None else short(self.file), remedy=remedy)
