"""Sentences as the rules tell them, each with what it rests on; and ways to make them say something else."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline import edit, read
from pipeline.errors import BriefingError
from pipeline.model import Briefing
from pipeline.text.faithful import Fault, unfaithful
from pipeline.text.names import Person
from pipeline.text.people import meant_in, people_of
from pipeline.text.tokens import NEGATIONS

TESTS = Path(__file__).resolve().parents[1]
SAMPLE = TESTS.parent / "briefings" / "sample.txt"
FORMS = ("briefing", "story")


@dataclass(frozen=True)
class Told:
    """One sentence."""

    text: str
    sources: tuple[str, ...]
    people: dict[str, Person]
    quote: bool
    place: str

    def faults(self, text: str = "") -> tuple[Fault, ...]:
        """What is wrong with it, or with another text in its place."""
        return unfaithful(text or self.text, self.sources, people=self.people, quote=self.quote)


def told(briefing: Briefing) -> list[Told]:
    """Every sentence of both running orders."""
    people = people_of(briefing)
    found: dict[tuple[str, str], Told] = {}
    able = {source: those for u in briefing.updates for source, those in meant_in(u, people).items()}
    places = {p.source: (u, p) for u in briefing.updates for p in u.paragraphs}
    for form in FORMS:
        rundown = edit.edit(briefing, form=form)
        for beat in (*rundown.headlines, *(b for s in rundown.stories for b in s.beats), *rundown.in_brief, *rundown.ahead):
            # What leads over (“Before that:”) is the show's own, and says nothing.
            for sentence in beat.sentences if beat.kind != "link" else ():
                meant: dict[str, Person] = {}
                for source in sentence.sources:
                    meant |= able[source]
                texts = tuple(places[source][1].text for source in sentence.sources)
                one = Told(sentence.text, texts, meant, beat.kind == "quote", str(sentence.sources[0]))
                found[one.text, one.place] = one
    return list(found.values())


def sample() -> list[Told]:
    return told(read.read(SAMPLE.read_bytes(), "sample.txt"))


def fixtures() -> Iterator[tuple[str, str]]:
    """(name, text) of every day's text that the tests of reading and of lengths hold: files, and texts of several lines in the tests themselves."""
    for file in (*sorted((TESTS / "read").rglob("*.txt")), *sorted((TESTS / "desk" / "long").glob("*.txt"))):
        yield file.name, file.read_text(encoding="utf-8", errors="replace")
    for file in (*sorted((TESTS / "read").rglob("*.py")), TESTS / "cli" / "test_build.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.count("\n") > 2:
                yield f"{file.name}:{node.lineno}", node.value


def readable(name: str, text: str) -> Briefing | None:
    """The briefing in a text, if there is one."""
    try:
        return read.read(text.encode(), name)
    except BriefingError:
        return None


# ── other sentences ──────────────────────────────────────────────────────────────────────────────────────

_NUMBERS = ["two", "three", "four", "five", "ten", "half", "million"]
_STRANGERS = ["Ada Stone", "Tom Field", "Kranz", "Swigert", "Lisbon", "Mattingly"]


def changed_numbers(text: str) -> Iterator[str]:
    """One number is another."""
    for match in re.finditer(r"\d", text):
        yield text[: match.start()] + str((int(match.group()) + 3) % 10) + text[match.end() :]
    for match in re.finditer(rf"\b(?:{'|'.join(_NUMBERS)})\b", text):
        for other in _NUMBERS:
            if other != match.group():
                yield text[: match.start()] + other + text[match.end() :]


def dropped_negations(text: str) -> Iterator[str]:
    """One negation is gone."""
    for match in re.finditer(r"\b\w+(?:[’']\w+)?\b", text):
        word = match.group().lower().replace("’", "'")
        if word.endswith("n't"):
            yield text[: match.end() - 3] + text[match.end() :]
        elif word in NEGATIONS:
            instead = {"nobody": "everybody", "none": "all", "nothing": "everything", "without": "with", "cannot": "can"}.get(word, "")
            yield " ".join((text[: match.start()] + instead + text[match.end() :]).split())


def added_negations(text: str) -> Iterator[str]:
    """One negation more, at every place."""
    words = text.split()
    for n in range(1, len(words)):
        yield " ".join([*words[:n], "never" if n % 3 else "not", *words[n:]])


def swapped_names(one: Told) -> Iterator[str]:
    """One name is another's."""
    for match in re.finditer(r"\b[A-Z][\w-]+(?: [A-Z][\w-]+)*", one.text):
        if match.start() == 0 and " " not in match.group() and match.group() not in " ".join(p.formal for p in one.people.values()):
            continue  # a sentence's first word
        for other in _STRANGERS:
            if other not in match.group() and match.group() not in other:
                yield one.text[: match.start()] + other + one.text[match.end() :]


def altered_words(text: str) -> Iterator[str]:
    """One word is another, or two stand the other way round."""
    words = text.split()
    for n, word in enumerate(words):
        core = word.strip("“”,.:;!?—")
        if core and core.lower() not in ("a", "he", "she"):
            yield " ".join([*words[:n], word.replace(core, "lantern"), *words[n + 1 :]])
        if n and words[n - 1].strip(",.").lower() != word.strip(",.").lower():
            yield " ".join([*words[: n - 1], word, words[n - 1], *words[n + 1 :]])


def dropped_words(text: str) -> Iterator[str]:
    """One word is gone."""
    words = text.split()
    for n in range(len(words)):
        if len(words) > 1:
            yield " ".join([*words[:n], *words[n + 1 :]])
