"""Words that are written alike and said in two ways: a voice goes by the words around them, and may be wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.regex import regex


@dataclass(frozen=True, slots=True)
class Way:
    """One way to say such a word."""

    ipa: str
    sense: str
    like: str
    """A word that is said just so: by it one hears which way a voice takes."""


@dataclass(frozen=True, slots=True)
class Homograph:
    """Such a word in a text."""

    word: str
    start: int
    end: int
    """One past its last character."""
    ways: tuple[Way, ...]


WAYS = {
    "bass": (Way("beɪs", "low music", "base"), Way("bæs", "the fish", "bass-fish")),
    "bow": (Way("baʊ", "to bend; of a ship", "bough"), Way("bəʊ", "a knot; with arrows", "beau")),
    "close": (Way("kləʊs", "near", "cloce"), Way("kləʊz", "to shut", "cloze")),
    "desert": (Way("ˈdɛzət", "of sand", "dezzert"), Way("dɪˈzɜːt", "to leave", "dessert")),
    "lead": (Way("liːd", "to go first", "leed"), Way("lɛd", "the metal", "led")),
    "live": (Way("lɪv", "to be alive, to dwell", "liv"), Way("laɪv", "as it happens", "lyve")),
    "lives": (Way("lɪvz", "is alive, dwells", "livs"), Way("laɪvz", "more than one life", "lyves")),
    "read": (Way("riːd", "now, or to come", "reed"), Way("rɛd", "in the past", "red")),
    "refuse": (Way("rɪˈfjuːz", "to say no", "refuze"), Way("ˈrɛfjuːs", "rubbish", "reffuse")),
    "row": (Way("rəʊ", "a line; with oars", "roe"), Way("raʊ", "a quarrel", "rauw")),
    "tear": (Way("tɪə", "from the eye", "tier"), Way("tɛə", "to rip", "tare")),
    "tears": (Way("tɪəz", "from the eye", "tiers"), Way("tɛəz", "rips", "tares")),
    "wind": (Way("wɪnd", "moving air", "winned"), Way("waɪnd", "to turn", "wined")),
    "wound": (Way("wuːnd", "an injury", "woond"), Way("waʊnd", "turned", "wowned")),
}
"""Those whose vowels or consonants differ; where stress alone does (a record, to record), a listener understands either."""

_WORD = regex(rf"(?<!\w)(?:{'|'.join(WAYS)})(?![\w’'-])", re.IGNORECASE)
_SAID = regex(r"\{[^{}]*\}")


def homographs(text: str) -> Iterator[Homograph]:
    """Those of a paragraph in order; a word whose sounds the script gives is none."""
    said = [match.span() for match in _SAID.finditer(text)]
    for found in _WORD.finditer(text):
        if not any(start <= found.start() < end for start, end in said):
            yield Homograph(found.group(), found.start(), found.end(), WAYS[found.group().lower()])
