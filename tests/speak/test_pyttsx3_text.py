"""What espeak-ng is handed: longer breaths, and `of` as it is said."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from pipeline.speak.pyttsx3_worker import breathing, weak
from pipeline.write.lexicon.listen import heard

needs_espeak = pytest.mark.skipif(find_spec("espeakng_loader") is None, reason="espeak-ng's library is not installed")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("One. Two.", "One. [[_::]] Two."),
        ("Mr. Smith of the U.S. Senate", "Mr. Smith of the U.S. Senate"),
        ("Why? [[n'as@]] knows… perhaps.", "Why? [[_::]] [[n'as@]] knows… [[_::]] perhaps."),
        ("To [[n'as@]]… [[n'as@]]", "To [[n'as@]]… [[_::]] [[n'as@]]"),
        (
            "The E U. Two of the B B C. Then the U.S. Senate",
            "The E [[j'u:]]. [[_::]] Two of the B B [[s'i:]]. [[_::]] Then the U.S. Senate",
        ),
        ("It was the E U.", "It was the E U."),
        ("One… Two", "One… [[_::]] Two"),
        ("One", "One"),
    ],
)
def test_a_breath_stands_between_sentences_and_at_an_ellipsis(text: str, said: str) -> None:
    assert breathing(text) == said
    assert breathing(text, follows=True) == f"[[_::]] {said}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the hearts of millions", "the hearts [[@v]] millions"),
        ("north of [[k'i:jIv]]", "north [[@v]] [[k'i:jIv]]"),
        ("what it is made of, he said", "what it is made of, he said"),
        ("Of course; off they go, thereof and of-course", "Of course; off they go, thereof and of-course"),
        ("what for? Of", "what for? Of"),
    ],
)
def test_of_is_weak_inside_a_clause_only(text: str, said: str) -> None:
    assert weak(text) == said


@needs_espeak
def test_espeak_says_what_stands_around_a_breath_and_of_in_full() -> None:
    plain = "The end of the war. Nato has gone… perhaps. A medal of honour."
    asked = breathing(weak(plain))
    one, other = (said.replace("_::", "").replace("ˈ", "").replace("ˌ", "").replace(" ", "") for said in heard([plain, asked]))
    assert other == one.replace("ɒvð", "əvð").replace("ɒv", "əv")
