"""IPA into what each engine takes for the sounds of a word: one pure function an engine, one table each.

All put a stress mark right before its vowel (`mˈɛt`), since espeak-ng does, and the others learned to read from it. The tables were made
by asking espeak-ng 1.52 itself, and are checked against it sound by sound and pair by pair (tests/write/test_lexicon_native.py).
"""

from __future__ import annotations

from functools import lru_cache

from pipeline.regex import regex
from pipeline.write.lexicon.sounds import STRESSES, VOWELS, voiced

ESPEAK = {
    "iː": "i:", "ɪ": "I", "e": "E", "æ": "a", "ɑː": "A:", "ɒ": "0", "ɔː": "O:", "ʊ": "U", "uː": "u:", "ʌ": "V", "ɜː": "3:", "ə": "@",
    "i": "i", "u": "u:", "eɪ": "eI", "aɪ": "aI", "ɔɪ": "OI", "əʊ": "oU", "aʊ": "aU", "ɪə": "i@", "eə": "e@", "ʊə": "U@",
    "ɒ̃": "A~", "ɔ̃": "O~",
    "p": "p", "b": "b", "t": "t", "d": "d", "k": "k", "ɡ": "g", "tʃ": "tS", "dʒ": "dZ", "f": "f", "v": "v", "θ": "T", "ð": "D",
    "s": "s", "z": "z", "ʃ": "S", "ʒ": "Z", "h": "h", "x": "x", "m": "m", "n": "n", "ŋ": "N", "l": "l", "r": "r", "j": "j", "w": "w",
    "ˈ": "'", "ˌ": ",",
}  # fmt: skip
"""espeak-ng's own names of the sounds, which all its English voices know; each voice says them in its accent. Weak `u` has no name of its
own there and is the long one. The voice en-gb-x-rp says `ʊə` as `ɔː`, as many Britons do."""

_ESPEAK_LONGER = frozenset(
    """A: A@ A# A~ O: O@ O~ O2 3: i: u: U@ @L @2 @5 @- @# a# a2 aa aI aU aI@ aI3 aU@ e: e@ eI e# E2 E# I2 I# IR i@ i@3 o: o@ oU oU# OI
    V2 VR 0# 02 tS dZ t2 t# d# z# z/2 w# r- l^ n^ ts dz""".split()
)
"""Names that a shorter name begins: a bar keeps two sounds apart that would otherwise be read as one of these."""

_LINKING = frozenset(("ɑː", "ɔː", "ɜː", "ə", "ɪə", "eə", "ʊə"))
_GAP = "_|"
"""A British voice puts an r between these and a vowel: right between two words, and wrong within one (`Nauru`). espeak-ng's
shortest pause, of 1 ms, keeps it out."""

PIPER = {
    "e": "ɛ", "r": "ɹ", "ɪə": "iə", "ɒ̃": "ɑ̃", "u": "uː",
}  # fmt: skip
"""Piper's voices learned from espeak-ng's IPA: what it writes differently; all else stands as it is."""

PIPER_AMERICAN = PIPER | {
    "ɒ": "ɑː", "əʊ": "oʊ", "ɪə": "ɪɹ", "eə": "ɛɹ", "ʊə": "ʊɹ", "x": "k",
}  # fmt: skip
"""The same for voices that learned American English: they have never met `ɒ`, `əʊ` or `x`."""

_SCHWA_R = regex(r"əɹ(?=[^\Waeiouæɑɐɔəɛɜɪʊʌˈˌ]|$|\s)")
"""One sign in espeak-ng's American English, where no vowel follows."""

KOKORO = {
    "e": "ɛ", "r": "ɹ", "æ": "a", "eɪ": "A", "aɪ": "I", "ɔɪ": "Y", "əʊ": "Q", "aʊ": "W", "eə": "ɛː", "u": "uː",
    "tʃ": "ʧ", "dʒ": "ʤ", "x": "k", "ɒ̃": "ɒn", "ɔ̃": "ɒn",
}  # fmt: skip
"""Kokoro learned from misaki's phonemes, a subset of IPA with capitals for diphthongs: British voices (`bf_`, `bm_`) have
`ˈ ˌ ː A I Q W Y a ɑ ɒ ɔ ə ɛ ɜ i ɪ u ʊ ʌ` and the consonants `b d f h j k l m n p s t v w z ð ŋ ɡ ɹ ʃ ʒ ʤ ʧ θ`. It knows no
`x` and no nasal vowels."""

KOKORO_AMERICAN = KOKORO | {
    "iː": "i", "ɑː": "ɑ", "ɒ": "ɑ", "ɔː": "ɔ", "uː": "u", "u": "u", "ɜː": "ɜɹ", "æ": "æ", "əʊ": "O", "ɪə": "iə", "eə": "ɛɹ", "ʊə": "ʊɹ",
    "ɒ̃": "ɑn", "ɔ̃": "ɑn",
}  # fmt: skip
"""The same for its American voices (`af_`, `am_`), which have no length marks, no `ɒ`, no `Q`, and `æ O` instead."""


@lru_cache(maxsize=4096)
def espeak(ipa: str) -> str:
    """As espeak-ng takes it in a text: `[[z@l'Enski]]`, each word in brackets of its own. Raises BadSounds."""
    return " ".join(f"[[{_espeak_word(word)}]]" for word in voiced(ipa))


def _espeak_word(word: tuple[str, ...]) -> str:
    said, before, vowel = "", "", ""
    for sound in word:
        name = ESPEAK[sound]
        if vowel in _LINKING and (sound in STRESSES or sound in VOWELS):
            said += _GAP
        elif before and _runs_together(before, name):
            said += "|"
        said += name
        before = name
        vowel = sound
    return said


def _runs_together(before: str, name: str) -> bool:
    return any(longer.startswith(before) and len(longer) > len(before) and (before + name).startswith(longer) for longer in _ESPEAK_LONGER)


@lru_cache(maxsize=4096)
def piper(ipa: str, *, american: bool = False) -> str:
    """As Piper takes it in a text: `[[zəlˈɛnski]]`. Raises BadSounds."""
    said = _mapped(ipa, PIPER_AMERICAN if american else PIPER)
    return f"[[{_SCHWA_R.sub('ɚ', said) if american else said}]]"


@lru_cache(maxsize=4096)
def kokoro(ipa: str, *, american: bool = False) -> str:
    """The phonemes that Kokoro takes: `zəlˈɛnski`. Raises BadSounds."""
    return _mapped(ipa, KOKORO_AMERICAN if american else KOKORO)


def _mapped(ipa: str, table: dict[str, str]) -> str:
    return " ".join("".join(table.get(sound, sound) for sound in word) for word in voiced(ipa))
