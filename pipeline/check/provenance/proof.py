"""A script proved against its briefing: every marked passage says what its lines say, and nothing else is unmarked but the show's own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.check.provenance.dates import as_dated
from pipeline.model import Briefing, Paragraph, Script, Segment, Sentence, Source, Update
from pipeline.text.faithful import Fault, unfaithful
from pipeline.text.faults import remedy
from pipeline.text.found import once
from pipeline.text.names import Person
from pipeline.text.own import claims
from pipeline.text.people import meant_in, people_of
from pipeline.text.sentences import curly, quotations, split_sentences
from pipeline.text.words import content

VOICE = "Voice"
"""How the role of a quoted speaker begins."""
NEWS_SHARE = 0.6
"""The show's own words never share so much of their meaning with a paragraph of the news (the templates' share 0.29 at most, over 19 days' texts)."""
NEWS_WORDS = 4
"""Fewer words that carry meaning prove nothing."""


@dataclass(frozen=True, slots=True)
class Unproved:
    """One passage that is not what its source says."""

    line: int
    """Of the script file, from 1; 0 where the script was not read from one."""
    segment: int
    """The segment's number in the script, from 1."""
    kind: str
    """`no-such-line`, `unmarked`, or a fault's kind; see `pipeline.text.faults`."""
    words: str
    """The words that it is about."""
    passage: str
    """The whole passage."""
    role: str
    """Who says it."""
    message: str
    """What is wrong, in one line."""
    remedy: str
    """What to do."""


def proof(script: Script, briefing: Briefing, *, rendered: Script | None = None) -> tuple[Unproved, ...]:
    """Every passage of `script` that its sources do not prove, in order; nothing where all is proved.

    `rendered` is the script as the templates make it: what stands unmarked there is the show's own words. Without it an unmarked passage
    is found only where it tells the news: it quotes, or shares most of its meaning with a paragraph. Whether the script was made from this
    very text is the caller's matter.
    """
    desk = _Desk(briefing, script.date)
    titles = [section.title for section in script.sections]
    own = {passage.text for segment in rendered.segments for passage in segment.passages if not passage.sources} if rendered else None
    found: list[Unproved] = []
    for number, segment in enumerate(script.segments, 1):
        for passage in segment.passages:
            found += desk.marked(number, segment, passage) if passage.sources else desk.unmarked(number, segment, passage, own, titles)
    return tuple(found)


class _Desk:
    """The briefing's paragraphs by their lines."""

    def __init__(self, briefing: Briefing, day: dt.date) -> None:
        self.day = day
        self.files = set(briefing.files)
        people = people_of(briefing)
        self.meant: dict[tuple[str, Source], dict[str, Person]] = {}
        self.lines: dict[tuple[str, int], tuple[Update, Paragraph]] = {}
        for update in briefing.updates:
            self.meant |= {(update.id, source): those for source, those in meant_in(update, people).items()}
            for paragraph in update.paragraphs:
                for line in range(paragraph.source.first_line, paragraph.source.last_line + 1):
                    self.lines[paragraph.source.file, line] = (update, paragraph)
        self.kinds = {(line.file or briefing.file, line.n): line.kind for line in briefing.lines}

    def marked(self, number: int, segment: Segment, passage: Sentence) -> list[Unproved]:
        """What its lines do not prove."""
        places = [self._places(source) for source in passage.sources]
        missing = [source for source, found in zip(passage.sources, places, strict=True) if not found]
        if missing:
            return [self._missing(number, segment, passage, source) for source in missing]
        texts = dict.fromkeys(paragraph.text for found in places for _, paragraph in found)
        people: dict[str, Person] = {}
        for found in places:
            for update, paragraph in found:
                people |= self.meant[update.id, paragraph.source]
        known = sorted((name, repr(person)) for name, person in people.items())
        quote = segment.role.startswith(VOICE)
        told = passage.text if quote else as_dated(_without_links(passage.text), list(texts), self.day)
        marks = ", ".join(str(source) for source in passage.sources)
        says = max((each for text in texts for each in split_sentences(text)), key=lambda each: shared_of(told, each), default="")
        return [
            Unproved(
                segment.line,
                number,
                fault.kind,
                fault.words,
                passage.text,
                segment.role,
                f"“{fault.words}”: {fault.message} ({marks})",
                remedy(fault, marks, "" if n else curly(says)),
            )
            for n, fault in enumerate(
                once("proof", (told, *texts, known, quote), lambda: unfaithful(told, list(texts), people=people, quote=quote), Fault)
            )
        ]

    def unmarked(self, number: int, segment: Segment, passage: Sentence, own: set[str] | None, titles: Sequence[str]) -> list[Unproved]:
        """What tells the news and names no source."""
        if own is not None and passage.text in own:
            return []
        near = next((found for sentence in split_sentences(passage.text) if (found := self._tells(without(titles, sentence)))), None)
        if own is None and near is None and not segment.role.startswith(VOICE):
            return []
        first = " ".join(passage.text.split()[:8])
        message = f"“{first} …” has no source" if len(passage.text.split()) > 8 else f"“{first}” has no source"
        remedy = "Mark the line that says it, or take it out; what every episode says belongs into a template."
        if near is not None:
            message += f", though {near} says something like it"
            remedy = f"Mark it: write [^{near.first_line}] behind it, and at the end a line [^{near.first_line}]: {near}"
        return [Unproved(segment.line, number, "unmarked", first, passage.text, segment.role, message, remedy)]

    def _places(self, source: Source) -> list[tuple[Update, Paragraph]]:
        """The paragraphs on a source's lines, each once."""
        found = [self.lines.get((source.file, line)) for line in range(source.first_line, source.last_line + 1)]
        return [place for n, place in enumerate(found) if place is not None and place not in found[:n]]

    def _missing(self, number: int, segment: Segment, passage: Sentence, source: Source) -> Unproved:
        kind = self.kinds.get((source.file, source.first_line))
        if source.file not in self.files:
            known = sorted(self.files)
            message = f"the briefing is {known[0]}{f' and {len(known) - 1} more' if len(known) > 1 else ''}, not {source.file}"
        elif kind is None:
            message = f"{source.file} has no line {source.first_line}"
        else:
            message = f"line {source.first_line} of {source.file} is no news but {kind}"
        first = " ".join(passage.text.split()[:8])
        return Unproved(
            segment.line, number, "no-such-line", first, passage.text, segment.role, f"{source}: {message}", "Name the line that says it."
        )

    def _tells(self, text: str) -> Source | None:
        """The paragraph that an unmarked passage seems to tell."""
        quoted = [_as_quoted(quote.words) for quote in quotations(text) if len(quote.words.split()) > 1]
        for _, paragraph in self.lines.values() if quoted else ():
            if any(words in _as_quoted(paragraph.text) for words in quoted):
                return paragraph.source
        if len(set(content(text))) < NEWS_WORDS:
            return None
        best = max(self.lines.values(), key=lambda place: shared_of(text, place[1].text), default=None)
        return best[1].source if best is not None and shared_of(text, best[1].text) >= NEWS_SHARE else None


def without(titles: Sequence[str], sentence: str) -> str:
    """A sentence without the chapter that it leads over to ("Still to come: the old bridge."): a title is looked at where it stands."""
    before, colon, named = sentence.rpartition(": ")
    return f"{before}." if colon and named.rstrip(".!?…") in titles else sentence


def _without_links(text: str) -> str:
    """A passage without the show's own words in front of its news: “Let’s turn to the bridge. It is closed. [^7]”"""
    sentences = split_sentences(text)
    first = next((n for n, sentence in enumerate(sentences[:-1]) if claims(sentence, sentences[n + 1])), len(sentences) - 1)
    return " ".join(sentences[first:]) if first > 0 else text


def _as_quoted(text: str) -> str:
    """A text as quotations are looked for in it: whatever their capitals, their apostrophes, and the comma at their end."""
    return curly(text).strip(",.!?…").casefold()


def shared_of(text: str, paragraph: str) -> float:
    """The share of a text's meaning words that stand in a paragraph: 0 to 1."""
    words = set(content(text))
    return len(words & set(content(paragraph))) / len(words) if words else 0.0
