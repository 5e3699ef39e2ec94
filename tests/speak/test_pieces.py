"""Long paragraphs are cut where a reader would breathe, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.speak import onnx_text
from pipeline.speak.pieces import clean, speakable, split

WORDS = st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=30)
SPACES = st.sampled_from([" ", "  ", "\n", "\n\n", ". ", ", ", "; ", "! ", ".” ", " — "])


@given(st.lists(st.tuples(WORDS, SPACES), max_size=60), st.integers(40, 200))
def test_the_pieces_are_the_text_and_no_word_is_cut(parts: list[tuple[str, str]], limit: int) -> None:
    text = "".join(word + space for word, space in parts)
    pieces = split(text, limit)
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= limit for piece in pieces)
    at = 0
    for piece in pieces[:-1]:
        at += len(piece)
        assert text[at - 1].isspace() or text[at].isspace() or text[at - 1] in "。！？、，；：’”」』'\""


@given(st.text(max_size=3000), st.integers(1, 700))
def test_any_text_survives(text: str, limit: int) -> None:
    pieces = split(text, limit)
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= limit for piece in pieces)


def test_a_cut_comes_after_a_sentence_if_there_is_one() -> None:
    text = "One sentence stands here. Another follows it, with a clause. A third one is here."
    assert split(text, 70) == ("One sentence stands here. Another follows it, with a clause. ", "A third one is here.")


def test_a_closing_quotation_mark_stays_with_its_sentence() -> None:
    assert split("He said: “We must try.” Nobody answered him at all.", 40)[0] == "He said: “We must try.” "


def test_an_abbreviation_ends_no_sentence() -> None:
    text = "The delegation was received on Friday, late in the evening, by Mr. Smith and by the U.S. Ambassador in person."
    assert [piece.split()[-1] for piece in split(text, 70)] == ["evening,", "person."]


@pytest.mark.parametrize(
    "text",
    [
        "They are leaving the E U. Nobody knows when.",
        "She has joined the C.I.A. Nobody knows when.",
        "It closed at five P M. Stone was there.",
        "It was plan B. Nobody knows when.",
        "No. Nobody knows when.",
    ],
)
def test_a_sentence_may_end_in_initials(text: str) -> None:
    assert len(onnx_text.sentences(text)) == 2


@pytest.mark.parametrize("text", ["See No. 10 in the list.", "J. K. Roe and A. Marsh met.", "He met Mr. Smith of the U.S. Senate."])
def test_a_short_form_ends_none(text: str) -> None:
    assert len(onnx_text.sentences(text)) == 1


def test_without_a_sentence_a_clause_then_a_word() -> None:
    assert split("a long list of things, another of them and so on and on", 40)[0] == "a long list of things, "
    assert split("words without any mark at all in them", 20)[0] == "words without any "


def test_a_word_longer_than_a_piece_is_cut_as_a_last_resort() -> None:
    assert [len(piece) for piece in split("x" * 50, 20)] == [20, 20, 10]


def test_chinese_is_cut_after_its_own_full_stop() -> None:
    assert split("今天天气很好。我们去公园玩。" * 3, 10)[0] == "今天天气很好。"


def test_what_would_end_or_steer_the_engine_is_taken_out() -> None:
    assert clean("x\x00y \x01 5S z\ud800\n\n\tend") == "x y 5S z end"
    assert clean("co\u00adopera\u200bte \u202bnow\u202c") == "cooperate now"
    assert clean("na\u0301ive “café” — 5 %") == "na\u0301ive “café” — 5 %"


def test_a_word_without_end_becomes_several() -> None:
    assert clean("x" * 200 + " y") == " ".join(["x" * 80, "x" * 80, "x" * 40, "y"])


def test_what_can_be_spoken() -> None:
    assert speakable("…a")
    assert speakable("5")
    assert speakable("中")
    assert not any(speakable(text) for text in ("", " ", "…", "—", "***", "\u200b", "\ufffd"))
