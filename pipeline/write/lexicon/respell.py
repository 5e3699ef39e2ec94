"""IPA → plain letters, for an engine that takes no sounds: the last resort where nobody wrote an alias."""

from __future__ import annotations

from functools import lru_cache

from pipeline.write.lexicon.sounds import STRESSES, voiced

LETTERS = {
    "iː": "ee", "ɪ": "i", "e": "e", "æ": "a", "ɑː": "ah", "ɒ": "o", "ɔː": "aw", "ʊ": "oo", "uː": "oo", "ʌ": "u", "ɜː": "ur", "ə": "uh",
    "i": "ee", "u": "oo", "eɪ": "ay", "aɪ": "ye", "ɔɪ": "oy", "əʊ": "oh", "aʊ": "ow", "ɪə": "eer", "eə": "air", "ʊə": "oor",
    "ɒ̃": "on", "ɔ̃": "on",
    "k": "k", "ɡ": "g", "tʃ": "ch", "dʒ": "j", "θ": "th", "ð": "th", "s": "s", "ʃ": "sh", "ʒ": "zh", "x": "kh", "ŋ": "ng", "j": "y",
}  # fmt: skip
"""What an English reader makes of them; a consonant that is not here is its own letter."""


@lru_cache(maxsize=4096)
def respelled(ipa: str) -> str:
    """As English spells such sounds, a capital in front: `Zuhlenskee`. Raises BadSounds."""
    words = ("".join(LETTERS.get(sound, sound) for sound in word if sound not in STRESSES) for word in voiced(ipa))
    return " ".join(word[:1].upper() + word[1:] for word in words)
