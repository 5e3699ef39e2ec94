"""The day that the studio shows: its script, what is known of each paragraph, and whatever is slow to load, kept warm."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline import build, speak, write
from pipeline.check import sources
from pipeline.desk import cast, files, intake, job, memory, opening
from pipeline.desk.order import Order, Watch
from pipeline.desk.show import Show
from pipeline.errors import EngineError, EpisodeError, ScriptError
from pipeline.mix.layout import Span
from pipeline.model import Briefing, Cue, Delivery, Script, Section, Segment, Utterance
from pipeline.studio import reading, splice
from pipeline.studio.doubts import Asked, Doubts, Heard
from pipeline.studio.kept import Memory
from pipeline.studio.marks import Marks
from pipeline.studio.turns import Turns


class Quiet:
    """Nobody who watches."""

    def note(self, text: str) -> None:
        """Nothing."""

    def stage(self, name: str) -> None:
        """Nothing."""

    def step(self, done: float, total: float) -> None:
        """Nothing."""


class ConflictError(Exception):
    """The file is no longer what the page knows. `told` is what stands there now, and what was to be saved; without it, it is the script."""

    def __init__(self, told: dict[str, Any] | None = None) -> None:
        super().__init__()
        self.told = told


def version_of(data: bytes) -> str:
    """What a file's bytes are called."""
    return hashlib.sha256(data).hexdigest()[:16]


def script_of(name: str, show: Show, watch: Watch) -> Path:
    """The script that a command means: a script, or the one of a briefing, which is rendered where there is none. Raises EpisodeError."""
    path = Path(name)
    if path.suffix == ".md" and path.is_file() and path.read_bytes()[:3] in (b"---", b"\xef\xbb\xbf"):
        return path.absolute()
    order = Order(name)
    place = job.Task(order, show, intake.briefing(order, show, watch)).place()
    return place.script if place.script.is_file() else Path(build.script(order, show, watch)["files"]["script"]).absolute()


class Room:
    """One script file, changed by several hands. Every method may be called from any thread."""

    def __init__(self, script: Path, show: Show, *, yes: bool = False) -> None:
        self.path = script
        self.show = show
        self.yes = yes
        self.memory = Memory(show, script)
        """What is pinned, what was left out, how long it is to be."""
        self.spans: dict[str, Span] = {}
        """The lengths of clips, by their keys."""
        self.made_ns = 0
        """When a build from here last found the episode to be what the script, settings and lexicon ask for."""
        self.on_spoken: Callable[[], None] = lambda: None
        """Called when something was spoken for the first time: lengths that were guessed are known now."""
        self.on_listened: Callable[[bool], None] = lambda found: None
        """Called when the doubtful words of paragraphs are known that were not: whether there are any."""
        self.writing = threading.RLock()
        """Around what changes files."""
        self.marks = Marks(script, self.writing)
        """The sentences that are marked as wrong."""
        self.voicing = Turns()
        """Around what speaks: an engine that is kept is one thread's at a time."""
        self._reading = threading.RLock()
        self._flat = reading.Flat()
        self._stamps: tuple[object, ...] = ()
        self._briefings: dict[tuple[str, str], Briefing | None] = {}
        self._pronouns: dict[str, dict[str, str]] = {}
        self._doubts = Doubts(lambda found: self.on_listened(found))
        self.forget()

    # ── the file ─────────────────────────────────────────────────────────────────────────────────────────

    @property
    def name(self) -> str:
        """The script as one would type it."""
        return files.short(self.path)

    def read(self) -> tuple[str, str]:
        """(text, version). Raises ScriptError."""
        try:
            data = self.path.read_bytes()
            return data.decode(), version_of(data)
        except UnicodeDecodeError as error:
            raise ScriptError("this is not UTF-8 text", where=self.name, remedy="Save it as UTF-8.") from error
        except OSError as error:
            raise ScriptError(f"cannot be read: {error.strerror}", where=self.name, remedy="Put it back, or render it anew.") from error

    def change(self, version: str, made: Callable[[str], str]) -> str:
        """Write what `made` makes of the text; its version. Raises ConflictError where the text is no longer `version`, ScriptError where
        it makes no script: nothing is written then.
        """
        with self.writing:
            text, now = self.read()
            if now != version:
                raise ConflictError
            new = made(text)
            reading.script(new, self.name)
            if new != text:
                files.write(self.path, new, ScriptError)
            return version_of(new.encode())

    # ── what is kept ─────────────────────────────────────────────────────────────────────────────────────

    def forget(self) -> None:
        """Read settings, briefing and lexicon anew when they are next wanted."""
        self._casts: dict[tuple[str, ...], dict[str, Delivery]] = {}
        self._said: dict[tuple[Segment, str], tuple[Utterance, ...]] = {}
        self._doubts.forget()
        self._keys: dict[Utterance, str] = {}
        self._briefings.clear()

    def refresh(self) -> None:
        """See whether settings or lexicon have changed, and forget what followed from them. Raises ShowError."""
        with self._reading:
            show = self.show
            stamps = tuple(_stamp(path) for path in (show.file, show.path("lexicon"), show.path("briefings"), *_recordings(show)))
            if stamps != self._stamps:
                self.show = opening.find(show.folder) if show.folder is not None else show
                self.forget()
                self._stamps = stamps

    def briefing(self, script: Script) -> Briefing | None:
        """What the script rests on, if it is there."""
        key = (script.briefing, script.briefing_sha256)
        with self._reading:
            if key not in self._briefings:
                self._briefings[key] = sources.briefing_of(script, self.show, (), "", near=self.path.parent)[0]
            return self._briefings[key]

    def order(self, script: Script, **more: Any) -> Order:
        """What a build of this script asks for."""
        named = script.briefing if self.show.folder is None else str(self.show.folder / script.briefing)
        return Order(named, date=script.date.isoformat(), form=script.format, cut=script.cut, yes=self.yes, **more)

    def cast(self, script: Script) -> dict[str, Delivery]:
        """How each role speaks, as in a build. Raises EngineError."""
        with self._reading:
            roles = self._flat.of(script)[2]
            if roles not in self._casts:
                turns = memory.recall(self.show, memory.TURNS)
                made = cast.cast(dict.fromkeys(roles), self.show, "", (), pronouns=self._pronouns_of(script), turns=turns)
                self._casts[roles] = dict(made.parts)
                self._said.clear()
            return self._casts[roles]

    def _pronouns_of(self, script: Script) -> dict[str, str]:
        briefing = self.briefing(script)
        if briefing is None:
            return {}
        key = f"{briefing.sha256} {script.format}"
        if key not in self._pronouns:
            task = job.Task(self.order(script), self.show, briefing)
            self._pronouns[key] = {surname.casefold(): pronoun for surname, pronoun in task.rundown().pronouns}
        return self._pronouns[key]

    def utterances(self, script: Script, n: int) -> tuple[Utterance, ...]:
        """What is spoken of segment `n`, as in a build. Raises ScriptError, EngineError."""
        with self._reading:
            parts = self.cast(script)
            segments, tones, _ = self._flat.of(script)
            segment, tone = segments[n - 1], tones[n - 1]
            if (segment, tone) not in self._said:
                alone = self._alone(script, segment, tone)
                task = job.Task(self.order(script), self.show, _NOTHING)
                self._said[segment, tone] = task.utterances(alone, cast.Cast(parts))
            return tuple(replace(said, number=n) for said in self._said[segment, tone])

    def keys(self, utterances: tuple[Utterance, ...]) -> list[str]:
        """The cache's keys of what is spoken."""
        with self._reading:
            fresh = [said for said in map(_first, utterances) if said not in self._keys]
            if fresh:
                self._keys.update(zip(fresh, speak.keys(fresh), strict=True))
            return [self._keys[_first(said)] for said in utterances]

    def doubtful(self, text: str, script: Script) -> list[Heard | None]:
        """What is doubtful in each segment; none where that is not known yet: `on_listened` tells when it is."""
        try:
            voices = {role: delivery.voice for role, delivery in self.cast(script).items()}
        except EngineError:  # the words can be worked on without a voice
            voices = {}
        written = splice.paragraphs(text, self.name)
        asked = [
            Asked(own, splice.unmarked(there.text), "" if own.recording else voices.get(own.role, ""))
            for own, there in zip(script.segments, written, strict=True)
        ]
        return self._doubts.of(script, asked, self.show)

    @staticmethod
    def _alone(script: Script, segment: Segment, tone: str) -> Script:
        cues = (Cue("tone", tone),) if tone else ()
        return replace(script, sections=(Section("", (*cues, segment)),))

    def edited(self, text: str, script: Script) -> bool:
        """Whether a human has been here."""
        return write.is_edited(script) or write.format_script(script) != text


def warm(room: Room) -> None:
    """Load what the first edit would wait for; what is missing is told when it is wanted."""
    try:
        text, _ = room.read()
        room.refresh()
        script = reading.script(text, room.name)
        room.doubtful(text, script)
        for n in range(1, len(script.segments) + 1):
            room.keys(room.utterances(script, n))
    except EpisodeError:
        return


_NOTHING = Briefing("", "", "newest-first", (), ())


def _first(said: Utterance) -> Utterance:
    return replace(said, number=1, part=1)


def _recordings(show: Show) -> list[Path]:
    """The files of the folder of recordings: another one of the same name is heard at once."""
    folder = show.path("recordings")
    return sorted(folder.rglob("*")) if folder is not None and folder.is_dir() else []


def _stamp(path: Path | None) -> object:
    try:
        return (path, path.stat().st_mtime_ns, path.stat().st_size) if path is not None else None
    except OSError:
        return path
