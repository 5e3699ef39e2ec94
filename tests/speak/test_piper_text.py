"""How text is cut for the neural engines: nothing is lost, no word is cut, a pronunciation stays whole."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pipeline.speak import onnx_text
from pipeline.speak.onnx_text import Part, Phrase

WORDS = st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=20)
SPACES = st.sampled_from([" ", "  ", "\n", ". ", ", ", "; ", "! ", ".” ", " — ", "... ", " [[kˈiːɪv]] ", " [[", "]] "])
TEXTS = st.lists(st.tuples(WORDS, SPACES), max_size=60).map(lambda parts: "".join(word + space for word, space in parts))


@given(TEXTS | st.text(max_size=2000), st.integers(1, 400))
def test_the_pieces_are_the_text(text: str, limit: int) -> None:
    for cut in (onnx_text.split, onnx_text.sentence_pieces, onnx_text.even_pieces):
        found = cut(text, limit)
        assert "".join(found) == text
        assert all(0 < len(piece) <= limit for piece in found)
    assert "".join(onnx_text.sentences(text)) == text


@example("0 [[0 0 0000 00000000 0000000000000000 0]] ", 40)
@given(TEXTS, st.integers(40, 400))
def test_no_word_and_no_pronunciation_is_cut(text: str, limit: int) -> None:
    for cut in (onnx_text.split, onnx_text.sentence_pieces, onnx_text.even_pieces):
        at = 0
        for piece in cut(text, limit)[:-1]:
            at += len(piece)
            assert text[at - 1].isspace() or text[at].isspace() or text[at - 1] in "。！？、，；：’”」』'\""
            assert piece.count("[[kˈiːɪv]]") == piece.count("kˈiːɪv")


@given(st.text(max_size=1000), st.integers(1, 400))
def test_even_pieces_are_as_few_as_uneven_ones(text: str, limit: int) -> None:
    assert len(onnx_text.even_pieces(text, limit)) <= len(onnx_text.split(text, limit))


def test_a_scrap_at_the_end_is_shared_out() -> None:
    text = "The first sentence is of some length. The second is as long as it. The third one is not. Short."
    assert [len(piece) for piece in onnx_text.split(text, 90)] == [89, 6]
    assert [len(piece) for piece in onnx_text.even_pieces(text, 90)] == [38, 57]


LETTERS = st.text(st.sampled_from("abc XYZ 123 .,;:!?…—–-()“”‘’'\"/%€\n [[kˈi]] Mr. a.m."), max_size=200)


@given(LETTERS | TEXTS)
@example("Mr. Smith of the U.S. said “no” at 10:30 a.m. — twice.")
def test_phrases_hold_every_letter_and_digit(text: str) -> None:
    found = [phrase for sentence in onnx_text.sentences(text) for phrase in onnx_text.phrases(sentence)]
    said = "".join(part.text for phrase in found for part in phrase.parts)
    whole = "".join(part.text for part in onnx_text.inline(text))
    assert [sign for sign in said if sign.isalnum()] == [sign for sign in whole if sign.isalnum()]
    assert all(phrase.mark in ("", *",;:.!?…—()") for phrase in found)


@pytest.mark.parametrize(
    "text",
    [
        "Mr. Smith met the U.S. Ambassador at 5 p.m. on Tuesday.",
        "It rose by 3.5 per cent to 1,000 at 10:30.",
        "The prime minister’s “plan” failed.",
    ],
)
def test_a_title_a_number_and_a_quotation_are_no_place_to_pause(text: str) -> None:
    assert len(onnx_text.sentences(text)) == 1
    assert [phrase.mark for phrase in onnx_text.phrases(text)] == ["."]


def test_a_phrase_ends_at_its_mark() -> None:
    found = onnx_text.phrases("He said: “Well... yes” — no; why?")
    assert [("".join(part.text for part in phrase.parts).strip(), phrase.mark) for phrase in found] == [
        ("He said", ":"),
        ("Well", "…"),
        ("yes", "—"),
        ("no", ";"),
        ("why", "?"),
    ]


def test_a_pronunciation_is_a_part_of_its_phrase() -> None:
    assert onnx_text.phrases("In [[kˈiːɪv]], it rained.") == (
        Phrase((Part("In "), Part("kˈiːɪv", ipa=True)), ","),
        Phrase((Part(" it rained"),), "."),
    )


@pytest.mark.parametrize(("ipa", "ending"), [("zəˈlɛnski", "z"), ("ɪɹˈɑːk", "s"), ("ˈdeɪvɪs", "ɪz")])
def test_a_possessive_follows_its_pronunciation(ipa: str, ending: str) -> None:
    assert onnx_text.inline(f"[[{ipa}]]’s plan") == (Part(ipa + ending, ipa=True), Part(" plan"))


def test_what_is_no_pronunciation_stays_text() -> None:
    assert onnx_text.inline("a [[ b [[]] c ]] d") == (Part("a [[ b [[]] c ]] d"),)
    assert onnx_text.inline("[[ ]]") == (Part("[[ ]]"),)


@pytest.mark.parametrize(
    ("written", "said"),
    [("ˈkiːjɪv", "kˈiːjɪv"), ("dʒəˈruː.sə.ləm", "dʒəɹˈuːsələm"), ("/ˌstrætəˈspɪə/", "stɹˌætəspˈɪə"), ("kˈiːɪv", "kˈiːɪv")],
)
def test_the_stress_of_a_dictionary_moves_to_the_vowel(written: str, said: str) -> None:
    assert onnx_text.plain_ipa(written).replace("r", "ɹ") == said
