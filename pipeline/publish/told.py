"""What a record says was told, as values: the sentences with their times, the chapters, the credits, the corrections.

Everything a reader is given (transcripts, show notes, the page) is made from the record alone, so that it can be made again when the
build is long gone.
"""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from pipeline.errors import PublishError
from pipeline.model.recording import ENGINE
from pipeline.text.disclosed import WHOLE

SUMMARY = 400
"""Characters: what directories show of a description before it is cut."""

QUOTED = "Voice of "
"""How the role of one who is quoted begins: see `write.filters.voice_of`."""


@dataclass(frozen=True, slots=True)
class Span:
    """What was spoken in one go: a sentence, or several that cannot be told apart in the sound."""

    text: str
    start_ms: int
    end_ms: int
    sources: tuple[str, ...] = ()
    """`FILE:LINE`, in order, each once."""
    words_ms: tuple[int | None, ...] = ()
    """When each of its words (as white space parts them) begins, None for one that goes with the word before it; empty where that is not
    known."""

    @property
    def words(self) -> tuple[str, ...]:
        """As white space parts them."""
        return tuple(self.text.split())


@dataclass(frozen=True, slots=True)
class Turn:
    """One paragraph: one role speaks."""

    number: int
    """The segment's."""
    role: str
    start_ms: int
    end_ms: int
    spans: tuple[Span, ...]
    recorded: bool = False
    """Whether it is heard from a recording, not from a voice of ours."""

    @property
    def quoted(self) -> bool:
        """Whether somebody is quoted, not the programme's own voice."""
        return self.role.startswith(QUOTED) or self.role == QUOTED.split()[0]


@dataclass(frozen=True, slots=True)
class Chapter:
    """Where a chapter starts and ends."""

    title: str
    start_ms: int
    end_ms: int
    url: str = ""
    """Where what it tells can be read."""
    sourced: bool = True
    """Whether it tells anything that a source said; a sign-off does not."""


@dataclass(frozen=True, slots=True)
class Credit:
    """A source, and who published it; what is not known is empty."""

    file: str
    cited: tuple[str, ...]
    """The places in it that sentences rest on, as they name them."""
    publisher: str = ""
    title: str = ""
    url: str = ""
    licence: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class Correction:
    """What was wrong in an episode that is out, and what it says now."""

    date: str
    was: str
    now: str
    note: str = ""
    span: Span | None = None
    """The sentence that was corrected, as it stands."""


@dataclass(frozen=True, slots=True)
class Told:
    """An episode as its record has it."""

    title: str
    show: str
    date: dt.date
    language: str
    duration_ms: int
    audio: str
    """The name of the audio file."""
    turns: tuple[Turn, ...]
    chapters: tuple[Chapter, ...]
    credits: tuple[Credit, ...]
    corrections: tuple[Correction, ...]
    disclosed: bool
    """Whether the show says that its voices are synthetic."""
    tool: str
    """Who made it: `Episode 0.1.0`."""
    other_voice: tuple[tuple[int, int], ...] = ()
    """From when to when, in milliseconds, a faster voice speaks than the one that was wanted, as there was no time for that."""

    @property
    def spans(self) -> tuple[Span, ...]:
        """All that is said, in order."""
        return tuple(itertools.chain.from_iterable(turn.spans for turn in self.turns))

    @property
    def disclosure(self) -> str:
        """The sentence that says which voices are synthetic; empty where the show does not say it, or none is."""
        return self._synthetic and f"{self._synthetic}:{WHOLE.partition(':')[2]}"

    @property
    def disclosure_brief(self) -> str:
        """The same in a few words."""
        return self._synthetic.replace(" in this programme", "")

    @property
    def _synthetic(self) -> str:
        recorded = [turn.start_ms for turn in self.turns if turn.recorded]
        if not self.disclosed or (self.turns and len(recorded) == len(self.turns)):
            return ""
        said = WHOLE.partition(":")[0]
        return f"Apart from the recordings ({', '.join(map(_clock, recorded))}), {said[0].lower()}{said[1:]}" if recorded else said

    @property
    def links(self) -> Mapping[str, str]:
        """The address of each cited place that has one."""
        return {place: credit.url for credit in self.credits if credit.url for place in credit.cited}

    @property
    def lede(self) -> str:
        """What stands under the title: of the sentences that rest on a source the first that says more than the title does, in the first chapter, else
        behind it, where nobody needs to know who speaks.
        """
        first = self.chapters[0].end_ms if self.chapters else self.duration_ms
        sourced = [(turn, span) for turn in self.turns for span in turn.spans if span.sources]
        stands = [span.text for turn, span in sourced if span.start_ms < first or not (turn.quoted or span.text.endswith(":"))]
        return next((text for text in stands if not self._is_title(text)), sourced[0][1].text if sourced else "")

    def _is_title(self, text: str) -> bool:
        """Whether a sentence says what the title does; who says it stands otherwise in a sentence."""
        return self.title.rpartition(": ")[2].casefold() in text.casefold()

    @property
    def summary(self) -> str:
        """What it tells, in a few whole sentences: the first that rest on sources, as far as SUMMARY goes; one more where that would be the title again."""
        first = self.chapters[0].end_ms if self.chapters else self.duration_ms
        sourced = [span for span in self.spans if span.sources]
        told = [span.text for span in sourced if span.start_ms < first] or [span.text for span in sourced[:1]]
        kept = told[:1]
        for text in told[1:]:
            if len(" ".join([*kept, text])) > SUMMARY:
                break
            kept.append(text)
        if len(kept) == 1 and self._is_title(kept[0]) and len(f"{kept[0]} {self.lede}") <= SUMMARY and self.lede != kept[0]:
            kept.append(self.lede)
        return " ".join(kept)


def _clock(ms: int) -> str:
    return f"{ms // 60_000}:{ms // 1000 % 60:02}"


def told(record: Mapping[str, Any]) -> Told:
    """The values of a record; what an older one lacks is empty. Raises PublishError for what is no record."""
    try:
        return _told(record)
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        raise PublishError(
            f"this is not the record of an episode: {type(problem).__name__}: {problem}.",
            where="episode.json",
            remedy="Build the episode again.",
        ) from problem


def _told(record: Mapping[str, Any]) -> Told:
    settings = record.get("settings", {})
    turns = tuple(_turn(segment) for segment in record["segments"])
    sources = tuple(_credit(entry) for entry in record.get("sources", ()))
    links = {place: credit.url for credit in sources if credit.url for place in credit.cited}
    chapters = []
    for entry in record["chapters"]:
        start, end = int(entry["start_ms"]), int(entry["end_ms"])
        cited = [place for turn in turns if start <= turn.start_ms < end for span in turn.spans for place in span.sources]
        url = address(entry.get("url", "")) or next((links[place] for place in cited if place in links), "")
        chapters.append(Chapter(" ".join(str(entry["title"]).split()), start, end, url, bool(cited)))
    spans = [span for turn in turns for span in turn.spans]
    return Told(
        title=str(record["title"]),
        show=str(record["show"]),
        date=dt.date.fromisoformat(record["date"]),
        language=str(settings.get("language", "en")),
        duration_ms=int(record["duration_ms"]),
        audio=str(record.get("files", {}).get("mp3", {}).get("name", "episode.mp3")),
        turns=turns,
        chapters=tuple(chapters),
        credits=sources,
        corrections=tuple(_correction(entry, spans) for entry in record.get("corrections", ())),
        disclosed=str(settings.get("disclosure", True)) == "True",
        tool=f"Episode {record.get('tool', {}).get('version', '')}".strip(),
        other_voice=_other_voice(record),
    )


def _other_voice(record: Mapping[str, Any]) -> tuple[tuple[int, int], ...]:
    """The stretches that are spoken by an engine which was stepped down to; what was in the cache is in the better voice."""
    engines = {str(step["to"]): int(step["at_segment"]) for step in reversed(record.get("stepped_down", ()))}
    stretches: list[tuple[int, int]] = []
    goes_on = False
    for segment in record["segments"]:
        begins = engines.get(str(segment.get("voice", "")).partition(":")[0])
        other = begins is not None and int(segment["number"]) >= begins
        if other:
            start = stretches.pop()[0] if goes_on else int(segment["start_ms"])
            stretches.append((start, int(segment["end_ms"])))
        goes_on = other
    return tuple(stretches)


def _turn(segment: Mapping[str, Any]) -> Turn:
    """A segment, its sentences put together where they have one time."""
    start, end = int(segment["start_ms"]), int(segment["end_ms"])
    recorded = str(segment.get("voice", "")).partition(":")[0] == ENGINE
    spans = []
    for (first, last), group in itertools.groupby(segment["sentences"], key=lambda s: (int(s["start_ms"]), int(s["end_ms"]))):
        said = [sentence for sentence in group if sentence["text"].strip()]
        if said:
            text = " ".join(sentence["text"] for sentence in said)
            words = [None if ms is None else int(ms) for sentence in said for ms in sentence.get("words_ms", ())]
            places = _once(str(place) for sentence in said for place in sentence["sources"])
            spans.append(Span(text, first, last, places, tuple(words) if len(words) == len(text.split()) else ()))
    return Turn(int(segment["number"]), " ".join(str(segment["role"]).split()), start, end, tuple(spans), recorded)


def _credit(entry: Mapping[str, Any]) -> Credit:
    said = {key: " ".join(str(entry.get(key) or "").split()) for key in ("publisher", "title", "licence", "published")}
    return Credit(str(entry["file"]), tuple(map(str, entry["cited"])), url=address(entry.get("url", "")), **said)


def _correction(entry: Mapping[str, Any], spans: Iterable[Span]) -> Correction:
    """A correction with the sentence that now says it: the one whose words those are."""
    now = str(entry.get("is", ""))
    words = " ".join(now.split())
    holding = [span for span in spans if words and words in span.text]
    span = next((span for span in holding if span.text == words), holding[0] if holding else None)
    return Correction(str(entry.get("date", "")), str(entry.get("was", "")), now, str(entry.get("note") or ""), span)


def address(url: object) -> str:
    """A web address that may be linked to; empty for anything else (what the news gives may be a script)."""
    text = str(url or "").strip()
    try:
        parts = urlsplit(text)
        good = parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return ""
    return text if good and text.isprintable() and not any(c in text for c in " \"'<>\\^`{|}") else ""


def _once(places: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(places))
