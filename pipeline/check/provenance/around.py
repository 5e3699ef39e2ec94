"""What stands around the proved sentences: who is said to speak a quotation, whom a chapter is named after, and words that nobody's source has."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline import edit
from pipeline.check.finding import ERROR, WARNING
from pipeline.check.provenance import standing, titles, turns
from pipeline.check.provenance.cited import Found, cited_by
from pipeline.check.provenance.proof import VOICE, without
from pipeline.model import Briefing, Script, Sentence, Update
from pipeline.regex import regex
from pipeline.text.disclosed import APART
from pipeline.text.names import mentioned
from pipeline.text.own import claims, states
from pipeline.text.people import people_of
from pipeline.text.sentences import split_sentences
from pipeline.text.templating import BUILTIN_TEMPLATES
from pipeline.text.words import content, words

STRANGE = 3
"""So many words that carry meaning and stand in no template, in no source and not in the show's name tell something."""

_LINK = regex(r"That is what [^,.]+ says\.$")
"""From one story's main voice to others."""

_JINJA = regex(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_TEXT = regex(r"\"[^\"]*\"|'[^']*'")

DATES = "January February March April May June July August September October November December st nd rd th"
"""What a spoken date is made of, but for its figures."""

FILLED = "good welcome early earlier late morning midday afternoon evening night midnight correction edition analysis"
"""What is filled in where a template says when it is, or that an earlier report was wrong; and how one greets."""


def check(script: Script, briefing: Briefing, texts: Sequence[str]) -> Iterator[Found]:
    """What is wrong around the sentences; `texts` are the show's own: its templates, its name."""
    yield from _speakers(script, briefing)
    yield from turns.check(script, briefing)
    yield from titles.check(script, briefing, texts)
    own = list(_own(script, briefing, texts))
    yield from own
    yield from standing.check(script, briefing, texts, {id(segment) for _, _, segment, *_ in own})


def templates(folders: Sequence[Path]) -> list[str]:
    """What a show's templates say, and the built-in ones of scripts; and what becomes of their disclosure beside a recording."""
    files = [*BUILTIN_TEMPLATES.glob("*.md.j2"), *(file for folder in folders for file in folder.rglob("*.j2"))]
    found = [APART]
    for file in files:
        with contextlib.suppress(OSError):
            found.append(file.read_text(encoding="utf-8", errors="replace"))
    return found


def _speakers(script: Script, briefing: Briefing) -> Iterator[Found]:
    """Quotations in somebody else's voice. Where the update names that person an editor may know better, unless the very paragraph names who speaks, and not
    that person.
    """
    said = edit.quotes(briefing)
    for segment in script.segments:
        who = segment.role.removeprefix(VOICE).removeprefix(" of ")
        name = words(who)
        for passage in segment.passages if segment.role.startswith(VOICE) and name else ():
            heard = words(passage.text)
            updates = cited_by(briefing, [passage])
            found = {quote.speaker for update in updates for quote in said.get(update.id, ()) if _within(heard, words(quote.text))}
            speakers = sorted(found - {""})
            if any(words(speaker)[-1:] == name[-1:] for speaker in speakers) or (not speakers and who.split()[-1].islower()):
                continue
            there = {
                word
                for update in updates
                for text in (update.heading, *update.actors, *(p.text for p in update.paragraphs))
                for word in words(text)
            }
            if not found and name[-1] in there:
                continue
            theirs = f"are {' or '.join(speakers)}’s" if speakers else "the text gives to nobody of that name"
            message = f"{who} is heard with words that {theirs}"
            here = {word for update in updates for text in _cited(update, passage) for word in words(text)}
            plain = any(words(speaker)[-1] in here for speaker in speakers) and name[-1] not in here
            severity = WARNING if name[-1] in there and not plain else ERROR
            label = f"{VOICE} of {speakers[0]}" if speakers else VOICE
            yield (
                severity,
                "speaker",
                segment,
                passage.text,
                message,
                f"Write **{label}:** in front of it, or make sure whose words they are.",
            )
            break


def _cited(update: Update, passage: Sentence) -> list[str]:
    """The paragraphs of an update that a passage names."""
    lines = {(source.file, line) for source in passage.sources for line in range(source.first_line, source.last_line + 1)}
    return [
        p.text
        for p in update.paragraphs
        if not lines.isdisjoint((p.source.file, n) for n in range(p.source.first_line, p.source.last_line + 1))
    ]


def _within(heard: list[str], quoted: list[str]) -> bool:
    """Whether what is heard is a quotation, or a part of it."""
    return f" {' '.join(heard)} " in f" {' '.join(quoted)} " or f" {' '.join(quoted)} " in f" {' '.join(heard)} "


def _spoken(template: str) -> str:
    """What a template itself says: without its notes and names, but with the words that stand in quotation marks among them."""
    return _JINJA.sub(lambda tag: "" if tag.group().startswith("{#") else " ".join(_TEXT.findall(tag.group())), template)


def _own(script: Script, briefing: Briefing, texts: Sequence[str]) -> Iterator[Found]:
    """Unmarked words that tell something: no template has them, and nothing that is marked; or they say something of somebody in the news, or of anything of
    which no template speaks.
    """
    marked = [passage.text for segment in script.segments for passage in segment.passages if passage.sources]
    titles = [section.title for section in script.sections]
    publishers = {update.origin.publisher for update in briefing.updates if update.origin}  # “Also reported by …”
    named = (DATES, FILLED, script.title, *titles, *publishers, *(update.byline for update in briefing.updates))
    known = {stem for text in (*named, *texts, *marked) for stem in content(text)}
    ours = {word for text in texts for word in words(text)}
    spoken_of = {stem for text in (*named, *map(_spoken, texts)) for stem in content(text)}
    people = {surname: person for surname, person in people_of(briefing).items() if ours.isdisjoint(words(surname))}
    passages = [(segment, passage) for segment in script.segments for passage in segment.passages]
    for n, (segment, passage) in enumerate(passages):
        if passage.sources:
            continue
        strange = [stem for stem in dict.fromkeys(content(passage.text)) if stem not in known and not stem.isdigit()]
        after = next((each.text for _, each in passages[n:] if each.sources), "")
        sentences = [without(titles, each) for each in split_sentences(passage.text)]
        said = [each for each in sentences if not _LINK.match(each) and claims(each, after)]
        tells = any(
            mentioned(each, people) or (states(each) and not spoken_of.issuperset(stem for stem in content(each) if stem.isalpha()))
            for each in said
        )
        if len(strange) >= STRANGE or tells:
            first = " ".join(passage.text.split()[:8])
            message = f"“{first}{' …' if len(passage.text.split()) > 8 else ''}” has no source, and no template says it"
            remedy = "If it is news, mark the line that says it; if the show says it each day, it belongs into a template."
            yield WARNING, "own-words", segment, passage.text, message, remedy
