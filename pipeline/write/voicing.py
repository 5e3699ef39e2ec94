"""`Script` → utterances: what each voice is given, in its spoken form and with the sounds of names in its engine's notation."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pipeline.errors import ScriptError
from pipeline.model import Pronunciation, Script, Segment, Sentence, Utterance
from pipeline.write import lexicon
from pipeline.write.aloud import spoken

RATES = {"slower": 0.88, "slow": 0.88, "faster": 1.1, "fast": 1.1}
"""What the settings of a role do to its words a minute."""

_AMERICAN = re.compile(r"en[-_]us|^kokoro:a[fm]_", re.IGNORECASE)
"""Voices that sound an r where it is written: `pyttsx3:gmw/en-us`, `piper:en_US-joe-medium`, `kokoro:af_heart`."""

_HOLDER = 0xE000
"""First of the private characters that hold a pronounced word's place while the text around it is made spoken."""


def utterances(
    made: Script,
    voices: Mapping[str, str],
    *,
    rate_wpm: int,
    notation: Callable[[str], str],
    lexicon_files: Sequence[Path] = (),
) -> tuple[Utterance, ...]:
    """What each segment's voice is to speak, in order.

    `voices` maps each role to `engine:voice`; `notation` says which of `lexicon.NOTATIONS` a voice takes, or "" for none;
    `lexicon_files` are the show's own, the weightiest first. Raises ScriptError for a setting of a role that nobody knows, a lexicon
    with a mistake, and sounds that no voice can say.
    """
    words = lexicon.load(lexicon_files)
    return tuple(
        Utterance(
            number,
            " ".join(_said(passage, words, notation(voices[segment.role]), voices[segment.role]) for passage in segment.passages),
            voices[segment.role],
            round(rate_wpm * _rate(segment)),
        )
        for number, segment in enumerate(made.segments, 1)
    )


def _said(passage: Sentence, words: lexicon.Lexicon, notation: str, voice: str) -> str:
    text, places = _spoken(passage)
    known = next((n for n in lexicon.NOTATIONS if n == notation), None)
    if known is None:
        return text
    try:
        return lexicon.apply(text, words, known, places, american=bool(_AMERICAN.search(voice)))
    except ScriptError as error:
        raise ScriptError(error.message, where=error.where or f"the sentence “{passage.text[:50]}”", remedy=error.remedy) from error


def _spoken(passage: Sentence) -> tuple[str, tuple[Pronunciation, ...]]:
    """A passage's spoken form, and where its pronounced words stand in that."""
    if not passage.pronunciations:
        return spoken(passage.text), ()
    held, at = "", 0
    for nth, said in enumerate(passage.pronunciations):
        held += passage.text[at : said.start] + chr(_HOLDER + nth)
        at = said.end
    text = spoken(held + passage.text[at:])
    places = []
    for nth, said in enumerate(passage.pronunciations):
        start = text.find(chr(_HOLDER + nth))
        word = passage.text[said.start : said.end]
        if start < 0:
            continue
        text = f"{text[:start]}{word}{text[start + 1 :]}"
        places.append(Pronunciation(start, start + len(word), said.ipa))
    return text, tuple(places)


def _rate(segment: Segment) -> float:
    rate = 1.0
    for setting in segment.settings:
        if setting not in RATES:
            raise ScriptError(
                f"'{segment.role} ({setting})' is no setting of a role",
                where=f"the segment '{segment.text[:40]}'",
                remedy=f"Use {', '.join(RATES)}",
            )
        rate *= RATES[setting]
    return rate
