"""The sounds of British English in IPA: the symbols that count, how else they are written, and where a stress stands."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipeline.regex import regex

PRIMARY, SECONDARY = "ˈ", "ˌ"
STRESSES = (PRIMARY, SECONDARY)

VOWELS = (
    *("iː", "ɪ", "e", "æ", "ɑː", "ɒ", "ɔː", "ʊ", "uː", "ʌ", "ɜː", "ə", "i", "u"),
    *("eɪ", "aɪ", "ɔɪ", "əʊ", "aʊ", "ɪə", "eə", "ʊə", "ɒ̃", "ɔ̃"),
)
"""fleece kit dress trap palm lot thought foot goose strut nurse comma happ(y) (t)o; face price choice goat mouth near square cure;
and the two nasal vowels that newsreaders keep in French names. `i` and `u` are the weak ones at a word's end or before a vowel."""

CONSONANTS = tuple("p b t d k ɡ tʃ dʒ f v θ ð s z ʃ ʒ h x m n ŋ l r j w".split())
"""As in English, with `x` for the end of `loch`."""

SOUNDS = frozenset(VOWELS + CONSONANTS)

SPELLINGS = {
    "g": "ɡ", "ɹ": "r", "ʧ": "tʃ", "ʤ": "dʒ", "ɫ": "l", "ʍ": "w",
    "a": "æ", "ɑ": "ɑː", "ɑ̃": "ɒ̃", "ɛ": "e", "ɐ": "ə", "ɚ": "ə", "ɝ": "ɜː", "ᵻ": "ɪ", "oʊ": "əʊ", "ɛə": "eə", "ɛː": "eə",
    "n̩": "ə n", "l̩": "ə l", "m̩": "ə m",
}  # fmt: skip
"""How dictionaries and engines write the same sounds, and what each is here: espeak's `ɹ ɛ ɐ`, American `oʊ ɚ`, Oxford's `a ɛː`."""

HINTS = {
    "o": "`əʊ` (goat), `ɒ` (lot) or `ɔː` (thought)",
    "ɔ": "`ɔː` (thought) or `ɒ` (lot)",
    "ɜ": "`ɜː` (nurse)",
    "y": "`j` for the sound of yes",
    "c": "`k` or `s`",
    "q": "`k`",
    "ɣ": "`ɡ`",
    "χ": "`x`",
    "ç": "`x` or `ʃ`",
    "ɲ": "`nj`",
    "ʎ": "`lj`",
    "ɬ": "`l`",
    "œ": "`ɜː`",
    "ø": "`ɜː`",
    "æ̃": "`ɒ̃` or `æn`",
    "ː": "the length mark behind `i ɑ ɔ u ɜ` only",
    "'": "`ˈ` (U+02C8) before the stressed syllable",
    ",": "`ˌ` (U+02CC) before the half-stressed syllable",
    ":": "`ː` (U+02D0) for length",
    "/": "the sounds alone, without slashes",
    "[": "the sounds alone, without brackets",
    "(": "the sound, or leave it out: nothing is optional here",
}

LONGEST_WORD = 30
"""Sounds in one word. espeak-ng 1.52 ends the process at about 240 bytes in one `[[…]]` (measured); the longest of the bundled
lexicon has 17."""

# A triphthong such as the end of "Tokyo" is i + əʊ, never ɪə + ʊ.
_NOT_BEFORE_U = {"ɪə", "eə", "ʊə", "ɛə"}


def _pattern(symbol: str) -> str:
    return re.escape(symbol) + ("(?!ʊ)" if symbol in _NOT_BEFORE_U else "") + ("(?!\u0303)" if symbol in VOWELS else "")


_ALL = sorted(SOUNDS | set(SPELLINGS), key=lambda symbol: (-len(symbol), symbol))
_LONG = [_pattern(symbol) for symbol in _ALL if len(symbol) > 1]
# Those of one character in two classes: as branches they take a dozen milliseconds to compile, at every start.
_VOWEL, _OTHER = ("".join(each for each in _ALL if len(each) == 1 and (each in VOWELS) == vowel) for vowel in (True, False))

_SYMBOL = regex(f"(?P<sound>{'|'.join(_LONG)}|[{_VOWEL}](?!\u0303)|[{_OTHER}])|(?P<stress>[ˈˌ])|(?P<space>\\s+)|(?P<nothing>[.\u0361])")


class BadSounds(ValueError):  # noqa: N818 - it reads as what it is
    """A pronunciation that cannot be one: `message` says what is wrong, `remedy` what would be right."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message}. {remedy}")
        self.message = message
        self.remedy = remedy


@lru_cache(maxsize=4096)
def parse(ipa: str) -> tuple[str, ...]:
    """The sounds of a pronunciation, one string each, with stress marks and a space between words. Raises BadSounds.

    Every symbol comes out as it stands in SOUNDS, whichever of its spellings went in.
    """
    text = unicodedata.normalize("NFD", ipa.strip()).replace("c\u0327", "ç")
    found: list[str] = []
    at = 0
    while at < len(text):
        symbol = _SYMBOL.match(text, at)
        if symbol is None:
            raise _unknown(text, at)
        if symbol.lastgroup == "sound":
            found.extend(SPELLINGS.get(symbol.group(), symbol.group()).split())
        elif symbol.lastgroup == "stress":
            found.append(symbol.group())
        elif symbol.lastgroup == "space":
            found.append(" ")
        at = symbol.end()
    _check(tuple(found))
    return tuple(found)


def _unknown(text: str, at: int) -> BadSounds:
    shown = text[at : at + 2] if at + 1 < len(text) and unicodedata.combining(text[at + 1]) else text[at]
    name = unicodedata.name(text[at], "no name").lower()
    remedy = f"Write {HINTS[shown]}" if shown in HINTS else f"The symbols are {' '.join(VOWELS + CONSONANTS)} ˈ ˌ"
    return BadSounds(f"'{shown}' ({name}) at place {at + 1} of '{text[:60]}' is no sound of English", remedy)


def _check(sounds: tuple[str, ...]) -> None:
    """Raise BadSounds where the symbols are known and yet nobody could say them."""
    for word in words(sounds):
        if len([sound for sound in word if sound not in STRESSES]) > LONGEST_WORD:
            raise BadSounds(f"a word of more than {LONGEST_WORD} sounds", "Put a space between its parts")
        waiting = False
        for sound in word:
            if sound in STRESSES and waiting:
                raise BadSounds("two stress marks with no vowel between them", "Put one mark before each stressed syllable")
            waiting = (waiting or sound in STRESSES) and sound not in VOWELS
        if waiting:
            raise BadSounds("a stress mark with no vowel behind it", "Put it before the stressed syllable")
    if not any(sound in VOWELS for sound in sounds):
        raise BadSounds("no vowel in it, so that no voice could say it", "Write the sounds in IPA, as in ˈkiːjɪv")


def words(sounds: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The sounds word by word."""
    found: list[list[str]] = [[]]
    for sound in sounds:
        if sound == " ":
            found.append([])
        else:
            found[-1].append(sound)
    return [tuple(word) for word in found if word]


@lru_cache(maxsize=4096)
def voiced(ipa: str) -> tuple[tuple[str, ...], ...]:
    """The words of a pronunciation as engines take them: each stress mark stands right before its vowel. Raises BadSounds.

    IPA puts the mark before the syllable, and leaves it out where a word has one syllable only; an engine would take such a word for
    an unstressed one, like `the`. So where nothing at all is stressed, the first full vowel is.
    """
    sounds = parse(ipa)
    if not any(sound in STRESSES for sound in sounds):
        vowels = [i for i, sound in enumerate(sounds) if sound in VOWELS]
        first = next((i for i in vowels if sounds[i] not in ("ə", "i", "u")), vowels[0])
        sounds = (*sounds[:first], PRIMARY, *sounds[first:])
    return tuple(_before_vowels(word) for word in words(sounds))


def _before_vowels(word: tuple[str, ...]) -> tuple[str, ...]:
    found: list[str] = []
    mark = ""
    for sound in word:
        if sound in STRESSES:
            mark = sound
            continue
        if mark and sound in VOWELS:
            found.append(mark)
            mark = ""
        found.append(sound)
    return tuple(found)


_VOWEL_LETTERS = regex("[aeiouy]+(?P<r>r(?![aeiouy]))?")
_RHOTIC = frozenset(("ɑː", "ɔː", "ə"))


def rhotic(ipa: str, word: str) -> str:
    """A British pronunciation as an American says it: with the r's that the spelling has and British English drops (`Orbán`, `Swigert`).

    Where letters and sounds do not match vowel for vowel, or there is no such r, it stays as it is. An `ɜː`, `ɪə`, `eə` or `ʊə` has its
    r by itself there. Raises BadSounds.
    """
    plain = "".join(letter for letter in unicodedata.normalize("NFD", word.lower()) if not unicodedata.combining(letter))
    letters = [bool(found["r"]) for found in _VOWEL_LETTERS.finditer(plain)]
    sounds = parse(ipa)
    places = [at for at, sound in enumerate(sounds) if sound in VOWELS]
    if len(letters) != len(places) or not any(letters):
        return ipa
    drops = {at for at, has_r in zip(places, letters, strict=True) if has_r and sounds[at] in _RHOTIC and sounds[at + 1 : at + 2] != ("r",)}
    return "".join(f"{sound}r" if at in drops else sound for at, sound in enumerate(sounds))


def with_s(ipa: str) -> str:
    """A pronunciation with the ending of a plural or possessive: `ɪz` after a hiss, `s` after a voiceless sound, else `z`."""
    last = _last(ipa)
    if last in ("s", "z", "ʃ", "ʒ", "tʃ", "dʒ"):
        return f"{ipa}ɪz"
    return f"{ipa}s" if last in ("p", "t", "k", "f", "θ", "x") else f"{ipa}z"


def with_d(ipa: str) -> str:
    """A pronunciation with the short form of had or would: `ɪd` after t or d, else `d`."""
    return f"{ipa}ɪd" if _last(ipa) in ("t", "d") else f"{ipa}d"


def _last(ipa: str) -> str:
    return parse(ipa)[-1]
