"""The bundled lexicon and the notations, checked against espeak-ng itself and against what the other engines know."""

from __future__ import annotations

import importlib.util

import pytest

from pipeline.write.lexicon import NOTATIONS, Entry, apply, bundled
from pipeline.write.lexicon.listen import heard, sounds_like
from pipeline.write.lexicon.notations import espeak, kokoro, piper
from pipeline.write.lexicon.sounds import CONSONANTS, VOWELS, voiced

needs_espeak = pytest.mark.skipif(importlib.util.find_spec("espeakng_loader") is None, reason="espeak-ng's library is not installed")

ENTRIES = bundled().entries

MUST = """Zelensky Zaporizhzhia Donetsk Luhansk Donbas Kyiv Yermak Witkoff Rutte Merz Orban Orbán Frostadottir Urbain Bishkek Kyrgyzstan
Euroclear oblast Rosneft Lukoil Putin Michal Kharkiv Odesa Lviv Crimea Kherson Mykolaiv Dnipro""".split()


def stressed(ipa: str) -> str:
    """As an engine is given it: with the stress that IPA leaves out in a word of one syllable."""
    return " ".join("".join(word) for word in voiced(ipa))


def misread(entries: tuple[Entry, ...], said: list[str], *, stress: bool = True) -> list[tuple[str, str, str]]:
    """The entries that espeak-ng says otherwise."""
    pairs = zip(entries, said, strict=True)
    return [(e.grapheme, e.ipa, s) for e, s in pairs if sounds_like(stressed(e.ipa), stress=stress) != sounds_like(s, stress=stress)]


def test_it_is_large_and_has_the_names_in_the_news() -> None:
    assert len(ENTRIES) >= 400
    assert all(bundled().find(name) for name in MUST), [name for name in MUST if not bundled().find(name)]
    assert all(bundled().find(f"In {e.grapheme}, then")[0].entry is e for e in ENTRIES)


@needs_espeak
def test_espeak_says_every_entry_as_it_stands() -> None:
    assert misread(ENTRIES, heard([espeak(e.ipa) for e in ENTRIES])) == []


@needs_espeak
def test_without_the_lexicon_espeak_misreads_most() -> None:
    said = heard([e.grapheme for e in ENTRIES])
    assert len(misread(ENTRIES, said, stress=False)) > len(ENTRIES) // 2


@needs_espeak
def test_every_name_is_heard_wherever_it_stands_in_a_sentence() -> None:
    frames = ["({})", "“{}” here", '"{}"', "in {}, now", "pro-{}", "{}-based", "a/{}", "U.S.-{} talks", "{}'s", "[{}]", "${}", "x—{}—y"]
    texts = [apply(frame.format("Lviv"), bundled(), "espeak") for frame in frames]
    assert [frame for frame, said in zip(frames, heard(texts), strict=True) if "ləvˈiːv" not in said] == []


@needs_espeak
def test_every_pair_of_sounds_is_told_apart() -> None:
    pairs = [f"ˈe{c}ə{d}eɪ" for c in CONSONANTS for d in CONSONANTS] + [f"ˈt{v}t{w}t" for v in VOWELS for w in VOWELS]
    pairs += [f"ˈt{v}{w}t" for v in VOWELS for w in VOWELS if v not in ("i", "u", "ə", "ɪ") and w not in ("ə", "ʊ", "u", "uː")]
    said = heard([espeak(pair) for pair in pairs])
    wrong = [(p, s) for p, s in zip(pairs, said, strict=True) if sounds_like(stressed(p)) != sounds_like(s)]
    assert wrong == []


def test_an_alias_is_no_notation() -> None:
    assert all(e.alias.replace(" ", "").isalpha() and e.alias.isascii() for e in ENTRIES if e.alias)


@needs_espeak
def test_an_alias_brings_a_plain_engine_nearer() -> None:
    entries = tuple(e for e in ENTRIES if e.alias)
    assert len(entries) >= 200
    before = misread(entries, heard([e.grapheme for e in entries]), stress=False)
    after = misread(entries, heard([e.alias for e in entries]), stress=False)
    assert len(before) == len(entries)
    assert len(after) < 0.6 * len(entries)


def test_the_other_engines_get_only_symbols_that_they_know() -> None:
    british = set("ˈˌːAIQWYaɑɒɔəɛɜiɪuʊʌbdfhjklmnpstvwzðŋɡɹʃʒʤʧθ ")
    american = set("ˈˌAIOWYæɑɔəɛɜiuɪʊʌbdfhjklmnpstvwzðŋɡɹʃʒʤʧθ ")
    for entry in ENTRIES:
        assert set(kokoro(entry.ipa)) <= british, entry
        assert set(kokoro(entry.ipa, american=True)) <= american, entry
        assert not set(piper(entry.ipa, american=True)) & set("ɒrx"), entry


def test_no_word_is_too_long_for_the_worker() -> None:
    for notation in NOTATIONS:
        for entry in ENTRIES:
            assert max(map(len, apply(entry.grapheme, bundled(), notation).split())) <= 80
