"""Defects in a day of many voices: who says what, how surely, and what is heard after what."""

from __future__ import annotations

from collections.abc import Iterator

from tests.bench.gate.in_words import edited
from tests.bench.gate.place import Defect, Plant

SPOILED: list[tuple[str, Plant, str]] = [
    # how surely, how much, when
    ("she becomes he", edited(("She said that she had seen", "He said that he had seen"), build=False), ""),
    ("would becomes did", edited(("would be back in May", "was back in May"), build=False), ""),
    ("may becomes must", edited(("jury may retire", "jury must retire"), build=False), ""),
    ("is becomes was", edited(("is held in custody", "was held in custody"), build=False), ""),
    ("some becomes all", edited(("Some of the paintings", "All of the paintings"), build=False), ""),
    ("at least is gone", edited(("at least 14 paintings", "14 paintings"), build=False), ""),
    ("more becomes fewer", edited(("more than 200", "fewer than 200"), build=False), ""),
    ("rose becomes fell", edited(("had risen", "had fallen"), build=False), ""),
    ("east becomes west", edited(("the east wing", "the west wing"), build=False), ""),
    ("alleged is gone", edited(("the alleged theft", "the theft"), build=False), ""),
    ("claimed becomes said", edited(("claimed that the guard", "said that the guard"), build=False), ""),
    ("denied becomes confirmed", edited(("has denied that he", "has confirmed that he"), build=False), ""),
    ("a denial is cut to what it denies", edited(("The accused, Bo Field, has denied that he took", "He took"), build=False), ""),
    ("not proven is cut to the claim", edited(("Nobody has proved that the guard", "The guard"), build=False), ""),
    ("as police claimed is cut", edited((", as the prosecutor claimed", ""), build=False), "attribution"),
    ("but not is cut", edited((", but not this year", ""), build=False), "negation"),
    ("but for is cut", edited((", but for two", ""), build=False), ""),
    ("what is believed becomes a fact", edited(("Police believe the guard slept, and the dog", "The dog"), build=False), ""),
    ("half of an interrupted quotation", edited(("I am not, guilty of that", "Guilty of that"), build=False), ""),
    ("what a quotation quotes", edited(("He told me: ‘I have it.’", "I have it."), build=False), ""),
    ("two sentences with one subject", edited((r"Judge Ada Stone said that the court (.*?)\. (\[\^\d+\])", r"Bo Field said that the court \1. \2"), build=False), ""),
    # who is heard after what
    ("behind somebody else’s introduction", edited((r"(?s)(Prosecutor Jo Lee asked:.*?\n\n)\*\*Voice.*?(?=\*\*Voice of Bo)", r"\1"), build=False), "introduced"),
    ("nobody introduces it", edited((r" A guard at the museum said: \[\^\d+\]", ""), build=False), "introduced"),
    ("an unnamed guard is heard under a name", edited((r"\*\*Voice of a guard at the museum:", "**Voice of Bo Field:"), build=False), "speaker"),
    ("he stands behind another sentence", edited((r"(?s)(# What was said\n\n\*\*Anchor:\*\*) The accused.*?\[\^\d+\]", r"\1"), build=False), "pronoun"),
    ("so makes a cause of what stands before", edited(("Police believe the guard", "So police believe the guard"), build=False), "word"),
    # around the sentences
    ("a title says something else", edited((r"(?m)^# Lind .*$", "# Hundreds flee a burning palace"), build=False), "title"),
    ("unmarked words on somebody in the news", edited(("Thank you for listening", "Bo Field was convicted. Thank you for listening"), build=False), "own-words"),
    ("unmarked words that say that something is so", edited(("Thank you for listening", "The worst is over. Thank you for listening"), build=False), "own-words"),
]  # fmt: skip


def defects() -> Iterator[Defect]:
    """All of them."""
    for name, plant, kind in SPOILED:
        yield Defect("turns", name, "court", plant, (f"provenance.{kind}",))
