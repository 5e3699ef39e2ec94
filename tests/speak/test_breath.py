"""Pauses in samples: at each mark neither too short nor too long, and nothing of the speech lost."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.speak.onnx_breath import BREATHS_MS, USUAL_WPM, Mark, breathe, marks

RATE_HZ = 16_000


def tone(ms: int) -> np.ndarray:
    return np.asarray(0.3 * np.sin(np.arange(RATE_HZ * ms // 1000) * 0.3), np.float32)


def silence(ms: int) -> np.ndarray:
    return np.zeros(RATE_HZ * ms // 1000, np.float32)


def quiet_ms(samples: np.ndarray) -> float:
    """The longest silence inside."""
    loud = np.flatnonzero(np.abs(samples) > 0.02)
    return float(np.diff(loud).max()) * 1000 / RATE_HZ


def heard(before_ms: int, sign: str, rate_wpm: int = USUAL_WPM) -> np.ndarray:
    """Two tones with a silence and a mark between, as the voice would breathe there."""
    samples = np.concatenate([tone(500), silence(before_ms), tone(500)])
    middle = RATE_HZ * (500 + before_ms // 2) // 1000
    return breathe(samples, RATE_HZ, (Mark(sign, middle - 200, middle + 200),), rate_wpm)


@pytest.mark.parametrize("sign", BREATHS_MS)
@pytest.mark.parametrize("made_ms", [0, 20, 60, 150, 300, 900])
def test_a_pause_is_what_a_newsreader_takes(sign: str, made_ms: int) -> None:
    least, most = BREATHS_MS[sign]
    found = quiet_ms(heard(made_ms, sign))
    assert least - 12 <= found <= most + 12
    if least + 12 < made_ms < most - 12:
        assert found == pytest.approx(made_ms, abs=3)


def test_a_slower_reader_breathes_longer() -> None:
    assert quiet_ms(heard(0, ".", 120)) == pytest.approx(BREATHS_MS["."][0] * USUAL_WPM / 120, abs=12)


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 700), st.sampled_from(sorted(BREATHS_MS))), max_size=5))
def test_all_that_is_said_stays(breaths: list[tuple[int, str]]) -> None:
    parts, places = [tone(200)], []
    for length, sign in breaths:
        at = sum(map(len, parts))
        parts += [silence(length), tone(200)]
        places.append(Mark(sign, at, at + len(parts[-2])))
    samples = np.concatenate(parts)
    said = breathe(samples, RATE_HZ, places, USUAL_WPM)
    # What was loud is loud still, but for the 8 ms at each side that a cut fades.
    lost = np.count_nonzero(np.abs(samples) > 0.02) - np.count_nonzero(np.abs(said) > 0.02)
    assert -1 <= lost <= 2 * 8 * RATE_HZ // 1000 * len(breaths)
    assert said.dtype == np.float32


def test_silence_alone_is_left_alone() -> None:
    assert not breathe(silence(300), RATE_HZ, (Mark(",", 0, 100),), USUAL_WPM).any()
    assert len(breathe(silence(0), RATE_HZ, (), USUAL_WPM)) == 0


def test_a_mark_is_found_between_two_words_with_its_time() -> None:
    signs = ["", *"wˈɛl", ",", " ", *"nˈoʊ", ".", " ", *"jˈɛs", "?", ""]
    found = marks(signs, [10] * len(signs))
    assert found == (Mark(",", 50, 70), Mark(".", 110, 130))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ab — cd", "—"),
        ("ab… cd", "…"),
        ("ab, — cd", "—"),
        ("ab?” “cd", "?"),
        ("ab. — cd", "."),
        ("a.b", ""),
        (", ab", ""),
        ("ab.", ""),
        ("ab cd", ""),
        ("_a__,_ _b_", ","),
    ],
)
def test_of_several_marks_the_weightiest_counts(text: str, expected: str) -> None:
    assert "".join(mark.sign for mark in marks(list(text), [1] * len(text))) == expected
