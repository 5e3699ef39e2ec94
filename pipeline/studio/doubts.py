"""The words of a paragraph that are worth hearing before they go on air, where they stand in it, and why."""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.desk import rehearsal
from pipeline.errors import EngineError
from pipeline.write.homographs import Homograph, homographs
from pipeline.write.lexicon import listen


@dataclass(frozen=True, slots=True)
class Doubt:
    """A risky word of a segment; see `pipeline.write.risky`."""

    word: str
    says: str
    kind: str
    why: str


class Ears:
    """How a voice says the words that are said in two ways, by the words around them: asked once of each paragraph."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str], tuple[int | None, ...]] = {}

    def ways(self, paragraphs: Sequence[tuple[str, str]]) -> list[tuple[int | None, ...]]:
        """Of each (text, voice): which way each of its homographs is said, none where nobody can tell. One question for each voice."""
        with self._lock:
            asked: dict[str, list[tuple[str, tuple[Homograph, ...]]]] = {}
            for text, voice in dict.fromkeys(paragraphs):
                if (text, voice) not in self._known:
                    found = tuple(homographs(text))
                    self._known[text, voice] = (None,) * len(found)
                    if found and (name := rehearsal.espeak_voice(voice)):
                        asked.setdefault(f"{name} {voice}", []).append((text, found))
            for names, texts in asked.items():
                name, _, voice = names.partition(" ")
                with contextlib.suppress(EngineError):  # without espeak-ng's library nobody can tell
                    self._known |= {(text, voice): told for text, told in _heard(texts, name)}
            return [self._known[each] for each in paragraphs]


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


def shown(raw: str, doubts: Sequence[Doubt], ways: Sequence[int | None]) -> list[dict[str, Any]]:
    """As the page shows them, in the order in which they stand; `start` and `end` count as the page's strings do, in UTF-16 units."""
    found = list[dict[str, Any]]()
    for doubt in doubts:
        match = re.search(rf"(?<!\w){re.escape(doubt.word)}(?!\w)", raw)
        if match is not None:
            start, end = match.span()
            found.append({"word": doubt.word, "start": start, "end": end, "says": doubt.says, "kind": doubt.kind, "why": doubt.why, "ways": []})
    for one, way in zip(homographs(raw), ways, strict=True):
        says = " or ".join(each.ipa for each in one.ways) if way is None else one.ways[way].ipa
        why = "written alike, said in two ways: " + "; ".join(f"{each.ipa} ({each.sense})" for each in one.ways)
        choice = [{"ipa": each.ipa, "sense": each.sense, "now": n == way} for n, each in enumerate(one.ways)]
        found.append({"word": one.word, "start": one.start, "end": one.end, "says": says, "kind": "homograph", "why": why, "ways": choice})
    for each in found:
        each |= {"start": _units(raw[: each["start"]]), "end": _units(raw[: each["end"]])}
    return sorted(found, key=lambda each: each["start"])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
