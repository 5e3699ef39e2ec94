"""What stands around the proved sentences: who is said to speak a quotation, whom a chapter is named after, and words that nobody's source has."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline import edit
from pipeline.check.finding import ERROR, WARNING
from pipeline.check.provenance.proof import VOICE
from pipeline.model import Briefing, Script, Segment, Sentence, Update
from pipeline.text.people import people_of
from pipeline.text.templating import BUILTIN_TEMPLATES
from pipeline.text.tokens import tokens
from pipeline.text.words import content, words

STRANGE = 3
"""So many words that carry meaning and stand in no template, in no source and not in the show's name tell something."""

DATES = "January February March April May June July August September October November December st nd rd th"
"""What a spoken date is made of, but for its figures."""

Found = tuple[str, str, Segment, str, str, str]
"""(severity, kind, where it is heard, its passage, message, remedy)."""


def check(script: Script, briefing: Briefing, texts: Sequence[str]) -> Iterator[Found]:
    """What is wrong around the sentences; `texts` are the show's own: its templates, its name."""
    yield from _speakers(script, briefing)
    yield from _titles(script, briefing)
    yield from _own(script, texts)


def templates(folders: Sequence[Path]) -> list[str]:
    """What a show's templates say, and the built-in ones of scripts."""
    files = [*BUILTIN_TEMPLATES.glob("*.md.j2"), *(file for folder in folders for file in folder.rglob("*.j2"))]
    found = []
    for file in files:
        with contextlib.suppress(OSError):
            found.append(file.read_text(encoding="utf-8", errors="replace"))
    return found


def _updates(briefing: Briefing, passages: Sequence[Sentence]) -> list[Update]:
    """The updates that passages rest on."""
    lines = {(source.file, line) for passage in passages for source in passage.sources for line in range(source.first_line, source.last_line + 1)}
    return [
        update
        for update in briefing.updates
        if any((p.source.file, line) in lines for p in update.paragraphs for line in range(p.source.first_line, p.source.last_line + 1))
    ]


def _speakers(script: Script, briefing: Briefing) -> Iterator[Found]:
    """Quotations in somebody else's voice. Where the update names that person an editor may know better."""
    said = edit.quotes(briefing)
    for segment in script.segments:
        name = words(segment.role.removeprefix(VOICE).removeprefix(" of"))
        for passage in segment.passages if segment.role.startswith(VOICE) and name else ():
            heard = words(passage.text)
            updates = _updates(briefing, [passage])
            speakers = {quote.speaker for update in updates for quote in said.get(update.id, ()) if quote.speaker and _within(heard, words(quote.text))}
            if not speakers or any(words(speaker)[-1:] == name[-1:] for speaker in speakers):
                continue
            there = {word for update in updates for text in (update.heading, *update.actors, *(p.text for p in update.paragraphs)) for word in words(text)}
            message = f"{segment.role.removeprefix(f'{VOICE} of ')} is heard with words that are {' or '.join(sorted(speakers))}’s"
            severity = WARNING if name[-1] in there else ERROR
            yield severity, "speaker", segment, passage.text, message, f"Write **{VOICE} of {sorted(speakers)[0]}:** in front of it, or make sure whose words they are."
            break


def _within(heard: list[str], quoted: list[str]) -> bool:
    """Whether what is heard is a quotation, or a part of it."""
    return f" {' '.join(heard)} " in f" {' '.join(quoted)} " or f" {' '.join(quoted)} " in f" {' '.join(heard)} "


def _titles(script: Script, briefing: Briefing) -> Iterator[Found]:
    """Chapters, and the whole, that are named after somebody, a day or a number that their sources do not name."""
    surnames = {word for surname in people_of(briefing) for word in words(surname)}
    named = [(f"the chapter “{section.title}”", section.title, [part for part in section.parts if isinstance(part, Segment)]) for section in script.sections]
    for what, title, segments in [(f"the title “{script.title}”", script.title, list(script.segments)), *named]:
        passages = [passage for segment in segments for passage in segment.passages if passage.sources]
        if not passages:
            continue
        cited = _updates(briefing, passages)
        known = {word for update in cited for text in (update.heading, *update.actors, update.place) for word in words(text)}
        lines = {(source.file, line) for passage in passages for source in passage.sources for line in range(source.first_line, source.last_line + 1)}
        known |= {word for update in cited for p in update.paragraphs if (p.source.file, p.source.first_line) in lines for word in words(p.text)}
        told = tokens(title)
        strange = [
            token.raw
            for n, token in enumerate(told)
            if (token.number or (token.name and (n > 0 or not surnames.isdisjoint(words(token.raw))))) and not set(words(token.raw)) <= known
        ]
        if strange:
            message = f"{what} names {strange[0]}, and none of the lines that it tells does"
            yield WARNING, "title", segments[0], segments[0].passages[0].text, message, "Name it after what it tells."


def _own(script: Script, texts: Sequence[str]) -> Iterator[Found]:
    """Unmarked words that tell something: no template has them, and nothing that is marked."""
    marked = [passage.text for segment in script.segments for passage in segment.passages if passage.sources]
    known = {stem for text in (DATES, *texts, *marked, script.title, *(section.title for section in script.sections)) for stem in content(text)}
    for segment in script.segments:
        for passage in segment.passages:
            strange = [] if passage.sources else [stem for stem in dict.fromkeys(content(passage.text)) if stem not in known and not stem.isdigit()]
            if len(strange) >= STRANGE:
                first = " ".join(passage.text.split()[:8])
                message = f"“{first}{' …' if len(passage.text.split()) > 8 else ''}” has no source, and no template says it"
                remedy = "If it is news, mark the line that says it; if the show says it each day, it belongs into a template."
                yield WARNING, "own-words", segment, passage.text, message, remedy
