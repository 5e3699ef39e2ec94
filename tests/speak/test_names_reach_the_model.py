"""Each name arrives at each voice with the sounds that its entry gives: all of the way, from the script's words to what the model is fed.

Not by our own tables of notations, which could be wrong on both sides: what the model gets is read back by what its makers say of their
symbols (espeak-ng's and Piper's are IPA; Kokoro's are listed by misaki) and compared by ear.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from pipeline.model import Script, Section, Segment, Sentence
from pipeline.speak import notation, pieces
from pipeline.speak.kokoro_engine import KokoroEngine
from pipeline.speak.onnx_misaki import ALPHABET
from pipeline.speak.piper_engine import PiperEngine, _ids
from pipeline.speak.pyttsx3_worker import _LOOSE_MARK, breathing
from pipeline.write import utterances
from pipeline.write.lexicon import Entry, bundled
from pipeline.write.lexicon.listen import heard
from pipeline.write.lexicon.sounds import voiced

SAMPLE = Path(__file__).resolve().parents[2] / "briefings" / "sample.txt"

ENTRIES = tuple(entry for entry in bundled().entries if entry.ipa)

FRAME = "Then, {}, then."
"""A comma on either side, where no sound runs into the next word."""

READ = {"ɹ": "r", "ɡ": "ɡ", "ɛ": "e", "ɐ": "ə", "ʧ": "tʃ", "ʤ": "dʒ", "ɚ": "ər", "ɫ": "l", "ᵻ": "ɪ"}
"""Two ways of writing one sound, in every alphabet."""

KOKORO = {"A": "eɪ", "I": "aɪ", "Y": "ɔɪ", "W": "aʊ", "Q": "əʊ", "O": "əʊ", "ɛː": "eə", "a": "æ", "T": "t", "ᵊ": "ə"}
"""misaki's own letters: A as in face, I price, Y choice, W mouth, Q and O goat (British, American); `ɛː` square, `a` trap."""

ALIKE = {
    "əʊ": "o", "oʊ": "o", "ː": "", "æ": "a", "uə": "ʊə", "ɒ̃": "ɒ", "ɔ̃": "ɒ", "ɑ̃": "ɒ", "ɒn": "ɒ", "x": "k",
}  # fmt: skip
"""What a listener takes for the same in a name, on both sides: length, which the vowel's own sound tells; the French nasal as its plain
vowel, with or without an n; the end of loch as a k."""

BRITISH = ALIKE | {"iə": "ɪə", "i": "ɪ", "u": "ʊ", "ʊə": "ɔ"}
"""The voice en-gb-x-rp has one sound for the end of happy and that of kit, says cure as in caught."""

AMERICAN = ALIKE | {"ɒ": "ɑ", "ɔr": "ɔ", "ɑr": "ɑ", "ɜr": "ɜ", "iər": "ir", "iə": "ir", "ɪə": "ir", "eər": "er", "eə": "er", "ʊər": "ʊr", "ʊə": "ʊr", "ɪr": "ir", "i": "ɪ"}
"""American voices: lot as palm; near, square and cure end in an r."""


def script(words: list[str]) -> Script:
    """A script with a segment for each word."""
    segments = tuple(Segment("Anchor", (Sentence(FRAME.format(word), ()),)) for word in words)
    return segments  # type: ignore[return-value]
