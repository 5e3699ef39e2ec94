"""Defects in what is said: what the sources do not say, and what nobody should say."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator

from pipeline import write
from pipeline.model import Script, Section, Segment, Sentence, Source
from tests.bench.gate.bases import BEFORE, DATE, DAY
from tests.bench.gate.place import Defect, Place, Plant
from tests.check import test_words

AFTER = "[^3]"
"""What is put in stands behind the passage that has this mark last in its paragraph, with this mark."""


def edited(*changes: tuple[str, str], build: bool = True) -> Plant:
    """Other words in the script; the episode is made of them, or was made before."""

    def plant(place: Place) -> None:
        was = now = place.script.read_text(encoding="utf-8")
        head, body = now.split("---\n\n", 1)
        for old, new in changes:
            assert re.search(old, body), f"{old} is not in the script:\n{body}"
            body = re.sub(old, new, body)
        now = f"{head}---\n\n{body}"
        assert now != was
        place.script.write_text(now, encoding="utf-8")
        if build:
            place.rebuild()
        else:
            (place.folder / "script.md").write_text(now, encoding="utf-8")

    return plant


def told(text: str, mark: str = f" {AFTER}") -> Plant:
    """One paragraph more, for the anchor."""
    sources = (Source("day.txt", 1, 1),) if mark else ()
    section = Section("Told", (Segment("Anchor", (Sentence(text, sources),)),))
    whole = write.format_script(Script("Told", dt.date(2026, 11, 26), "Valley News", "briefing", "day.txt", "", (section,)))
    words = whole.split("# Told\n\n")[1].split("\n\n[^1]: ")[0].replace("[^1]", mark.strip()).rstrip()
    return edited(("(?=# Sign-off)", f"{words}\n\n".replace("\\", r"\\")), build=False)


PROVENANCE: list[tuple[str, Plant, str]] = [
    ("digits of a number change places", edited(("12 days", "21 days")), "number"),
    ("another sum", edited((r"£4\.6 million", "£6.4 million")), "number"),
    ("millions become billions", edited(("million", "billion")), "number"),
    ("a number in words", edited(("Two people", "Three people")), "number"),
    ("another age", edited(("age of 81", "age of 18")), "number"),
    ("another year", edited(("2017", "2007")), "number"),
    ("another share", edited(("a third of", "a half of")), ""),
    ("the dead and the hurt change places", edited(("Two people died and nine were", "Nine people died and two were")), "number"),
    ("another unit", edited(("12 days", "12 weeks")), ""),
    ("another day of the week", edited(("on Friday", "on Monday")), "name"),
    ("another name", edited(("Peter Lang", "Peter Long")), "name"),
    ("the name of somebody else in the news", edited(("Mayor Ada Stone", "Mayor Tom Reed")), "name"),
    ("another place", edited(("Harrow Pass", "Barrow Pass")), "name"),
    ("another office", edited(("Mayor Ada", "Minister Ada")), ""),
    ("a negation is gone", edited(("was not among", "was among")), "negation"),
    ("a negation more", edited(("would open", "would not open")), "negation"),
    ("a quoted negation is gone", edited(("We do not know", "We know")), ""),
    ("may becomes will", edited(("may lose", "will lose")), ""),
    ("who says it is gone", edited((", police said", "")), "attribution"),
    ("worse becomes better", edited(("worse than", "better than")), "word"),
    ("a word more", edited(("was worse", "was far worse")), ""),
    ("another quoted word", edited(("bridge is safe", "bridge is sound")), "quotation"),
    ("a quoted word more", edited(("bridge is safe", "bridge is quite safe")), "quotation"),
    ("quoted words are gone", edited(("The repairs are done and the", "The repairs and the")), ""),
    ("a quotation in the anchor’s mouth", edited((r"\*\*Voice of Ada Stone:\*\*", "**Anchor:**")), "attribution"),
    ("somebody else is quoted with it", edited((r"\*\*Voice of Ada Stone:\*\*", "**Voice of Tom Reed:**")), "speaker"),
    ("words in the middle are gone", edited(("people died and nine were hurt", "people were hurt")), ""),
    ("two words change places", edited(("Union leader Tom Reed", "Tom Reed Union leader")), ""),
    ("news without a mark", edited((r"(The bridge has been closed for 12 days, since a barge hit it\.) \[\^3\]", r"\1")), ""),
    ("news in other words without a mark", told("The bridge was closed for twelve days after the barge hit it.", ""), "unmarked"),
    ("invented news without a mark", told("The prime minister resigned on Tuesday after a vote in parliament.", ""), "own-words"),
    ("invented news with a mark", told("The prime minister resigned on Tuesday after a vote in parliament."), ""),
    ("the mark of another line", edited((r"(since a barge hit it\.) \[\^3\]", r"\1 [^10]")), ""),
    ("the mark of a line that is not there", edited((r"(?m)^\[\^3\]:(.*):3$", r"[^3]:\1:400")), "no-such-line"),
    ("the mark of another file", edited((r"(?m)^\[\^3\]: .*$", "[^3]: other.txt:3")), "no-such-line"),
    ("a chapter is named after somebody else", edited((r"(?m)^(# .*)\bStone\b", r"\1Reed")), "title"),
    ("the script is none", edited((r"\*\*Anchor:\*\* Mayor", "Anchor says Mayor"), build=False), "script"),
    ("another text under the same name", lambda place: _briefing(place, DAY.replace("12 days", "13 days")), "briefing-changed"),
    ("its text is gone", lambda place: (place.show / f"briefings/{DATE}.txt").unlink(), "no-briefing"),
]  # fmt: skip


def _briefing(place: Place, text: str) -> None:
    (place.show / f"briefings/{place.date}.txt").write_text(text, encoding="utf-8")


def _repeat(place: Place) -> None:
    """What is told was told the day before: that day's record has it."""
    other = place.show / "output" / BEFORE / "episode.json"
    mine, theirs = place.record(), json.loads(other.read_text(encoding="utf-8"))
    for key in ("segments", "chapters"):
        theirs[key] = mine[key]
    other.write_text(json.dumps(theirs), encoding="utf-8")


def _in_record(place: Place) -> None:
    record = place.record()
    record["segments"][3]["text"] += " Read more &amp; share."
    (place.folder / "episode.json").write_text(json.dumps(record), encoding="utf-8")


WORDS: list[tuple[str, str, Plant, str]] = [
    ("a story of the day before", "week", _repeat, "repeat"),
    ("a sentence of the day before", "week", told("About 40 stalls have signed up for the new place, which has a roof."), "repeat"),
    ("residue in a title", "words", edited((r"(?m)^# (?!Head|Sign)(.*)$", r"# \1 &amp; more"), build=False), "markup"),
    ("residue in the record alone", "words", _in_record, "markup"),
    ("built with residue", "words", edited((r"(since a barge hit it)\.", r"\1<br/>.")), "markup"),
    (
        "built with a template’s field",
        "words",
        edited(("Thank you for listening", r"Thank you \\{\\{ listener \\}\\} for listening")),
        "template",
    ),
    ("built with half a sentence", "words", edited((r"81, her family said\.", "81, her")), "cut"),
    (
        "built with a sentence twice",
        "words",
        edited((r"(The bridge has been closed for 12 days, since a barge hit it\. \[\^3\])", r"\1 \1")),
        "doubled",
    ),
    ("a name that nobody has said", "words", edited(("Peter Lang", "Peter Grzlewicz"), build=False), "unsaid"),
]


def defects() -> Iterator[Defect]:
    """All of them."""
    for name, plant, kind in PROVENANCE:
        yield Defect("provenance", name, "words", plant, (f"provenance.{kind}",))
    for name, base, plant, kind in WORDS:
        yield Defect("words", name, base, plant, (f"words.{kind}",))
    for text, kind in test_words.PLANTED:
        yield Defect(
            "words", text.encode("unicode_escape").decode() if not text.isprintable() else text, "words", told(text), (f"words.{kind}",)
        )
