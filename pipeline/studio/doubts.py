"""The words of a paragraph that are worth hearing before they go on air, where they stand in it, and why."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pipeline.desk import rehearsal
from pipeline.desk.show import Show
from pipeline.errors import EngineError, EpisodeError
from pipeline.model import Script, Section, Segment
from pipeline.studio.figures import open_why
from pipeline.write import lexicon
from pipeline.write.homographs import Homograph, homographs
from pipeline.write.lexicon import listen
from pipeline.write.risky import risky

_NO_WORDS = r"\{[^{}|]*\|[^{}]*\}|\[\^[^\]]*\]"
"""In a paragraph as written: what is said as it was mended, and a footnote's mark."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A risky word of a segment; see `pipeline.write.risky`."""

    word: str
    says: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A paragraph that is to be listened to."""

    segment: Segment
    text: str
    """As written, without its marks."""
    voice: str
    """Empty where there is none."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What is doubtful in it."""

    doubts: tuple[Doubt, ...] = ()
    ways: tuple[int | None, ...] = ()
    """Which way each of its words is said that are said in two, none where nobody can tell."""


class Doubts:
    """What is doubtful in each paragraph: worked out beside everything else, as it takes a second of an hour's script, and kept. May be called from
    any thread.
    """

    def __init__(self, told: Callable[[bool], None]) -> None:
        """`told` is called when more is known, with whether something was found."""
        self._told = told
        self._lock = threading.Lock()
        self._known: dict[Asked, Heard] = {}
        self._wanted: tuple[Script, Sequence[Asked], Show] | None = None
        self._at_work = False

    def forget(self) -> None:
        """The lexicon or the settings have changed."""
        with self._lock:
            self._known, self._wanted = {}, None

    def of(self, script: Script, asked: Sequence[Asked], show: Show) -> list[Heard | None]:
        """What is known of each by now; what is not is worked out."""
        with self._lock:
            found = [self._known.get(each) for each in asked]
            if None in found:
                self._wanted = script, asked, show
                if not self._at_work:
                    self._at_work = True
                    threading.Thread(target=self._work, daemon=True).start()
            return found

    def _work(self) -> None:
        try:
            while (wanted := self._missing()) is not None:
                script, asked, show, known = wanted
                made = listened(script, asked, show)
                with self._lock:
                    known.update(made)
                self._told(any(each.doubts or each.ways for each in made.values()))
        except BaseException:
            self._at_work = False
            raise

    def _missing(self) -> tuple[Script, list[Asked], Show, dict[Asked, Heard]] | None:
        with self._lock:
            if self._wanted is not None:
                script, asked, show = self._wanted
                if missing := [each for each in dict.fromkeys(asked) if each not in self._known]:
                    return script, missing, show, self._known
            self._at_work = False
            return None


def listened(script: Script, asked: Sequence[Asked], show: Show) -> dict[Asked, Heard]:
    """What is doubtful in paragraphs of a script. espeak-ng is asked once for each of its voices, in a process that takes a while to start."""
    spoken = [each for each in asked if each.voice]
    try:
        own, ways = _risks(script, spoken, show), _ways([(each.text, each.voice) for each in asked])
    except EpisodeError:  # a lexicon with a mistake, a voice that has gone: told where something is to be spoken
        return {each: Heard() for each in asked}
    found = dict(zip(spoken, own, strict=True))
    return {each: Heard(found.get(each, ()), ways[each.text, each.voice]) for each in asked}


def _risks(script: Script, asked: Sequence[Asked], show: Show) -> list[tuple[Doubt, ...]]:
    """What the lexicon does not know and the voice guesses; of the figures those that may mean something else."""
    known = lexicon.load(show.lexicon_files)
    found = [
        replace(risk, segment=n, why=why)
        for n, each in enumerate(asked, 1)
        for risk in risky(replace(script, sections=(Section("", (each.segment,)),)), known, show.language)
        if (why := risk.why if risk.kind != "figure" else open_why(risk.word, risk.why, each.text))
    ]
    whole = replace(script, sections=(Section("", tuple(each.segment for each in asked)),))
    said = rehearsal.sounds_of(whole, found, {each.segment.role: each.voice for each in asked})
    made: list[list[Doubt]] = [[] for _ in asked]
    for risk, says in zip(found, said, strict=True):
        made[risk.segment - 1].append(Doubt(risk.word, says or risk.spoken, risk.kind, risk.why))
    return [tuple(each) for each in made]


def _ways(paragraphs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], tuple[int | None, ...]]:
    """Of each (text, voice): which way each of its homographs is said, by the words around them."""
    known = dict[tuple[str, str], tuple[int | None, ...]]()
    asked = dict[str, list[tuple[str, tuple[Homograph, ...]]]]()
    for text, voice in dict.fromkeys(paragraphs):
        found = tuple(homographs(text))
        known[text, voice] = (None,) * len(found)
        if found and voice and (name := rehearsal.espeak_voice(voice)):
            asked.setdefault(f"{name} {voice}", []).append((text, found))
    for names, texts in asked.items():
        name, _, voice = names.partition(" ")
        with contextlib.suppress(EngineError):  # without espeak-ng's library nobody can tell
            known |= {(text, voice): told for text, told in _heard(texts, name)}
    return known


def _heard(texts: Sequence[tuple[str, tuple[Homograph, ...]]], name: str) -> list[tuple[str, tuple[int | None, ...]]]:
    """A word is said the way that makes the same sounds when what is said so is written in its place."""
    lines = [line for text, found in texts for line in (text, *(_with(text, one, way.like) for one in found for way in one.ways))]
    sounds = iter(listen.heard(lines, name))
    made = []
    for text, found in texts:
        plain = next(sounds)
        each = [[next(sounds) for _ in one.ways] for one in found]
        made.append((text, tuple(said.index(plain) if plain in said else None for said in each)))
    return made


def _with(text: str, one: Homograph, like: str) -> str:
    return text[: one.start] + like + text[one.end :]


def shown(raw: str, heard: Heard | None) -> list[dict[str, Any]]:
    """As the page shows them, none before they are known, in the order in which they stand; `start` and `end` count as the page's strings do, in UTF-16 units."""
    found = list[dict[str, Any]]()
    if heard is None:
        return found
    for doubt in heard.doubts:
        matches = re.finditer(rf"{_NO_WORDS}|(?P<word>(?<!\w){re.escape(doubt.word)}(?!\w))", raw)
        if (match := next((each for each in matches if each["word"]), None)) is not None:
            start, end = match.span()
            found.append(
                {"word": doubt.word, "start": start, "end": end, "says": doubt.says, "kind": doubt.kind, "why": doubt.why, "ways": []}
            )
    for one, way in zip(homographs(raw), heard.ways, strict=True) if heard.ways else ():
        says = " or ".join(each.ipa for each in one.ways) if way is None else one.ways[way].ipa
        why = "written alike, said in two ways: " + "; ".join(f"{each.ipa} ({each.sense})" for each in one.ways)
        choice = [{"ipa": each.ipa, "sense": each.sense, "now": n == way} for n, each in enumerate(one.ways)]
        found.append({"word": one.word, "start": one.start, "end": one.end, "says": says, "kind": "homograph", "why": why, "ways": choice})
    for each in found:
        each |= {"start": _units(raw[: each["start"]]), "end": _units(raw[: each["end"]])}
    return sorted(found, key=lambda each: each["start"])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
