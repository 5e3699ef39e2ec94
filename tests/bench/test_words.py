"""The bench's own ear: what counts as an error and what does not."""

from __future__ import annotations

from importlib.util import find_spec
from itertools import pairwise

import pytest

from pipeline.check.listening.whisper import RATE_HZ
from tests.bench.hearing import WINDOW_S, Place, windows
from tests.bench.words import Said, by_espeak, score, words

needs_jiwer = pytest.mark.skipif(find_spec("jiwer") is None, reason="needs jiwer: pip install --group listen -e .")
needs_espeak = pytest.mark.skipif(find_spec("espeakng_loader") is None, reason="espeak-ng's library is not installed")


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        ("It cost forty-five pounds.", "it cost 45 pounds"),
        ("two hundred and five", "205"),
        ("five billion euros", "€5bn"),
        ("nineteen seventy", "1970"),
        ("They realised the colour of the centre.", "They realized the color of the center"),
        ("The programme was cancelled; he travelled.", "The program was canceled, he traveled"),
        ("In Kyiv, Zelensky's aide", "in Kiev Zelenskyy’s aide"),
        ("O K, he’s the Café’s", "O.K., hes the cafes"),
    ],
)
def test_two_ways_of_writing_are_one(said: str, heard: str) -> None:
    assert words(said) == words(heard)


def test_different_words_stay_different() -> None:
    assert words("four") != words("for")
    assert words("called") != words("culled")
    assert words("forty-five") != words("45,000")


@needs_jiwer
def test_errors_are_counted_and_named() -> None:
    found = score(
        [Said("The crew are safe aboard the ship.", "a:x"), Said("We had a problem.", "a:y")],
        "the crew a safe on board the ship we had problem",
    )
    assert [(e.said, e.heard, e.count, e.voice) for e in found.errors] == [
        ("are", "a", 1, "a:x"),
        ("aboard", "on board", 2, "a:x"),
        ("a", "", 1, "a:y"),
    ]
    assert found.wer() == pytest.approx(100 * 4 / 11)
    assert found.wer("a:y") == pytest.approx(100 / 4)


@needs_jiwer
@pytest.mark.parametrize(
    ("said", "heard", "count"),
    [
        ("a lifeboat for three", "a life boat for three", 0),
        ("the home made filter", "the homemade filter", 0),
        ("an airport now", "an air port new", 1),
        ("all is well", "", 3),
        ("well", "all is well", 2),
        ("in the sea bed", "in the seabed early", 1),
    ],
)
def test_other_gaps_are_no_error(said: str, heard: str, count: int) -> None:
    assert sum(error.count for error in score([Said(said, "a:x")], heard).errors) == count


@needs_jiwer
@needs_espeak
def test_what_sounds_alike_is_right_by_ear() -> None:
    said = [Said("Haise told their man in Kyiv that Rutte knew.", "a:x")]
    found = score(said, "Hayes told there man in Keeyiv that butter new", by_espeak)
    assert {error.said: error.alike for error in found.errors} == {"haise": True, "their": True, "kyiv": True, "rutte": False, "knew": True}
    assert found.wer(by_ear=True) == pytest.approx(100 / 9)


def test_windows_cut_in_silence_and_at_each_change_of_voice() -> None:
    places = [Place(at * 1000, at * 1000 + 9_000, voice) for at, voice in ((0, "a"), (10, "a"), (20, "a"), (30, "b"), (40, "b"), (50, "a"))]
    found = windows(places, 60 * RATE_HZ)
    assert (found[0][0], found[-1][1]) == (0, 60 * RATE_HZ)
    assert all(one[1] == other[0] for one, other in pairwise(found))
    assert all(end - start <= WINDOW_S * RATE_HZ for start, end in found)
    cuts = [end / RATE_HZ for _, end in found[:-1]]
    assert cuts == [19.5, 29.5, 49.5]
