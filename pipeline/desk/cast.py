"""Who speaks what: each role of a script and how it is spoken, from the command, the show's settings and the engine's own choice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline import speak
from pipeline.desk import files
from pipeline.desk.roles import ANCHOR, MEN, QUOTE, RULES, WOMEN, quotes
from pipeline.desk.roles import key as role_key
from pipeline.desk.show import Part, Show
from pipeline.errors import EngineUnavailable
from pipeline.model import Delivery, Voice
from pipeline.text.titles import FEMALE_TITLES, MALE_TITLES

AUTO = "auto"
"""The engine that is the best of those that are there."""

QUOTE_VOICES = {
    "pyttsx3": {"male": ("pyttsx3:gmw/en-us+david",), "female": ("pyttsx3:gmw/en-us+steph",), "": ("pyttsx3:gmw/en-us+david",)},
    "tone": {"": ("tone:low",)},
}
"""By engine and gender: voices that are easy to tell from the engine's default and as easy to follow. Of an engine that does not stand
here, the first others of the language are taken."""

IN_TURN = 3
"""So many voices take turns where nobody chose any: a listener does not keep more apart."""

WORST = 9
"""Behind every rank of `speak.near`."""

LOWER_SEMITONES = -2.0
"""How a quotation is told from the anchor's words where the engine has one voice alone."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who speaks what."""

    parts: Mapping[str, Delivery]
    """By role, as the script names it."""
    why: str = ""
    """Why this engine, where it was to be the best that is there."""
    turns: Mapping[str, str] = field(default_factory=dict)
    """Which voice a speaker has where several take turns: to be remembered, so that it is the same tomorrow."""


def cast(
    roles: Iterable[str],
    show: Show,
    engine: str,
    chosen: Sequence[tuple[str, str]],
    *,
    pronouns: Mapping[str, str] | None = None,
    turns: Mapping[str, str] | None = None,
) -> Cast:
    """Each role's voice, checked: it can speak now.

    `chosen` is what the command says and comes first: (role, voice); a bare engine name for the anchor is a choice of engine. Then come
    the settings. For a role that begins with “Voice of” the rules are, in this order: the role itself; a name that stands in it;
    `women` or `men`, by its title or the pronoun (`pronouns`: surname → he, she) that the sources use; `quote`. Where none has a voice it
    is one of the anchor's engine. Any other role without a rule is the anchor's. `turns` is what an earlier cast remembered.
    """
    roles = tuple(roles)
    if not roles:  # all is recorded
        return Cast({})
    asked = [Part(role_key(role), (voice,)) for role, voice in chosen]
    for part in asked:
        if part.role == ANCHOR and ":" not in part.voices[0]:
            engine, asked = engine or part.voices[0], [other for other in asked if other is not part]
            break
    best = speak.best(show.language) if (engine or show.engine) == AUTO else None
    own = best.voice.partition(":")[0] if best else engine or show.engine
    # A choice of engine for this time sets aside the settings' voices of other engines: `--engine tone` needs no voice.
    settings = [replace(part, role=role_key(part.role), voices=_of(part.voices, own if engine else "")) for part in show.voices]
    casting = _Casting(asked, settings, show, best.voice if best else own, dict(turns or {}), pronouns or {}, bool(engine))
    return Cast({role: casting.delivery(role) for role in dict.fromkeys(roles)}, best.why if best else "", casting.turns)


def nearest(voice: str, engine: str, language: str) -> str:
    """The voice of another engine that is most like this one: of the show's kind of language, then of the same gender, then the engine's own.

    Raises EngineUnavailable where that engine cannot be used.
    """
    own = speak.check_voice(engine)
    gender = next((each.gender for each in speak.available_voices(voice.partition(":")[0]) if each.name == voice), "")

    def unlike(each: Voice) -> tuple[int, bool, bool, bool]:
        rank = speak.near(each, language)
        return WORST if rank is None else rank, "+" in each.name, bool(gender) and each.gender != gender, each.name != own

    return min((each for each in speak.available_voices(engine) if each.installed), key=unlike).name


class _Casting:
    """The rules, and what has been given out so far."""

    def __init__(
        self,
        asked: Sequence[Part],
        settings: Sequence[Part],
        show: Show,
        anchor: str,
        turns: dict[str, str],
        pronouns: Mapping[str, str],
        engine_chosen: bool,
    ) -> None:
        self.asked, self.settings, self.show, self.turns, self.pronouns = asked, settings, show, turns, pronouns
        self.checked: dict[str, str] = {}
        self.listed: dict[str, tuple[Voice, ...]] = {}
        self.today: set[str] = set()
        self.engine_chosen = engine_chosen
        self.default = self._at_home(anchor)
        self.host = role_key(show.writer.host)

    def delivery(self, role: str) -> Delivery:
        key = role_key(role)
        if key == self.host:
            return self._second(key)
        rules = [*_matching(key, self._gender(key), self.asked), *_matching(key, self._gender(key), self.settings)]
        set_by = [*_matching(key, self._gender(key), self.settings)]
        how = set_by[0] if set_by else Part(key)
        pool = next((rule.voices for rule in rules if rule.voices), ())
        pitch = how.pitch_semitones
        if not pool and not quotes(key):
            pool = (self.default,)
        elif not pool:
            pool = self._pool(self._gender(key))
            if not pool:  # the engine has one voice alone
                pool, pitch = (self._anchor(),), pitch or LOWER_SEMITONES
        return Delivery(self._check(self._turn(key, pool)), how.rate, pitch, how.gain_db)

    def _second(self, key: str) -> Delivery:
        """A dialogue's second presenter: as the settings say, else a voice that is neither the anchor's nor the quotations'."""
        asked = [part for part in (*self.asked, *self.settings) if part.role == key]
        how = next((part for part in self.settings if part.role == key), Part(key))
        pool = next((part.voices for part in asked if part.voices), ())
        if pool:
            return Delivery(self._check(pool[0]), how.rate, how.pitch_semitones, how.gain_db)
        anchor, quotes = self._anchor(), self._pool("")
        engine = (self.default if self.engine_chosen else anchor).partition(":")[0]
        taken = {anchor, *quotes, *(name for names in QUOTE_VOICES.get(engine, {}).values() for name in names)}
        here = [v for v in self._voices(engine) if v.name not in taken and (not v.language or v.language[:2] == self.show.language[:2])]
        found = next((voice.name for voice in self._easy_to_tell(here, "", anchor)), "")
        pitch = how.pitch_semitones or (0.0 if found or quotes else -LOWER_SEMITONES)
        return Delivery(self._check(found or next(iter(quotes), anchor)), how.rate, pitch, how.gain_db)

    def _turn(self, key: str, pool: Sequence[str]) -> str:
        """The speaker's voice of those that take turns: the one that it had, else the one that fewest have, none twice a day if it can be."""
        speaker = key.split()[-1]
        if len(pool) == 1 or not _named(key):
            return pool[0]
        if self.turns.get(speaker) not in pool:
            given = list(self.turns.values())
            self.turns[speaker] = min(pool, key=lambda voice: (voice in self.today, given.count(voice), pool.index(voice)))
        self.today.add(self.turns[speaker])
        return self.turns[speaker]

    def _pool(self, gender: str) -> tuple[str, ...]:
        """The voices that quotations take where nobody chose any: of the anchor's engine, and not the anchor's."""
        anchor = self._anchor()
        engine = (self.default if self.engine_chosen else anchor).partition(":")[0]
        there = [voice for voice in self._voices(engine) if voice.name != anchor]
        names = {voice.name for voice in there}
        known = QUOTE_VOICES.get(engine, {})
        preferred = [name for name in (*known.get(gender, ()), *known.get("", ())) if name in names]
        if preferred:
            return tuple(preferred[:1])
        spoken_here = [voice for voice in there if not voice.language or voice.language[:2] == self.show.language[:2]]
        return tuple(voice.name for voice in self._easy_to_tell(spoken_here, gender, anchor)[:IN_TURN])

    def _at_home(self, engine: str) -> str:
        """An engine's own voice, or one that speaks the show's kind of English where that does not; a voice is what it is."""
        if ":" in engine:
            return engine
        own = self._check(engine)
        ranks = {voice.name: speak.near(voice, self.show.language) for voice in self._voices(engine)}
        fitting = {name: rank for name, rank in ranks.items() if rank is not None}
        nearest = min(fitting, key=lambda name: (fitting[name], "+" in name), default=own)  # `+` is a voice put on
        return own if fitting.get(own, WORST) <= fitting.get(nearest, WORST) else nearest

    def _voices(self, engine: str) -> tuple[Voice, ...]:
        if engine not in self.listed:
            self.listed[engine] = speak.available_voices(engine)
        return self.listed[engine]

    def _anchor(self) -> str:
        parts = [*_matching(ANCHOR, "", self.asked), *_matching(ANCHOR, "", self.settings)]
        return self._check(next((part.voices[0] for part in parts if part.voices), self.default))

    def _check(self, voice: str) -> str:
        if voice not in self.checked:
            try:
                self.checked[voice] = speak.check_voice(voice)
            except EngineUnavailable as error:
                error.where = self._set_at(voice) or error.where
                raise
        return self.checked[voice]

    def _set_at(self, voice: str) -> str:
        """The setting that names a voice, where the command does not."""
        show = self.show
        if show.file is None or self.engine_chosen or any(voice in part.voices for part in self.asked):
            return ""
        keys = [f"voices.{part.role}" for part in show.voices if voice in part.voices] + ["engine"] * (voice == show.engine)
        return f"{files.short(show.file)}: {keys[0]}" if keys else ""

    def _easy_to_tell(self, voices: Sequence[Voice], gender: str, anchor: str) -> list[Voice]:
        """Of the gender that is asked for; for nobody in particular, those unlike the anchor."""
        if gender:
            return [voice for voice in voices if voice.gender == gender] or list(voices)
        alike = next((voice.gender for voice in self._voices(anchor.partition(":")[0]) if voice.name == anchor), "")
        return [voice for voice in voices if voice.gender != alike] or list(voices)

    def _gender(self, key: str) -> str:
        """`female` or `male` where a title or the sources' own pronoun says so, else empty."""
        words = key.removeprefix("voice of ").split() if _named(key) else []
        titles = {word.title() for word in words[:-1]}
        pronoun = self.pronouns.get(words[-1], "") if words else ""
        if titles & FEMALE_TITLES or pronoun == "she":
            return "female"
        return "male" if titles & MALE_TITLES or pronoun == "he" else ""


def _matching(key: str, gender: str, parts: Sequence[Part]) -> list[Part]:
    """The parts that say something of a role, the one that says most about it first."""
    exact = [part for part in parts if part.role == key]
    if not quotes(key):
        return exact or ([part for part in parts if part.role == ANCHOR] if key != ANCHOR else [])
    named = [part for part in parts if part.role not in RULES and part.role != key and f" {part.role} " in f" {key} "]
    named.sort(key=lambda part: -len(part.role))
    theirs = {"female": WOMEN, "male": MEN}.get(gender)
    rules = [*(part for part in parts if part.role == theirs), *(part for part in parts if part.role == QUOTE and key != QUOTE)]
    return [*exact, *named, *rules]


def _of(voices: Sequence[str], engine: str) -> tuple[str, ...]:
    return tuple(voice for voice in voices if not engine or voice.partition(":")[0] == engine)


def _named(key: str) -> bool:
    return key.startswith("voice of ")
