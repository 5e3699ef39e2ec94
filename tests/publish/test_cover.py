"""The cover is a square JPEG of the right size for any words, the same for the same ones, and quick."""

from __future__ import annotations

import datetime as dt
import io
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.publish import draw_cover
from pipeline.publish.cover import ACCENT, BACKGROUND, PAPER

from .made import DAY

TITLES = [
    "Kyiv weighs a peace plan",
    "",
    "   ",
    "A",
    "x" * 5000,
    "word " * 1000,
    "乌克兰和平计划",
    "🎉🎉🎉",
    "مفاوضات السلام",
    "€185 billion — “what’s next?”",
    "Łódź, Zürich & Ærø",
    "a\nb\tc\0d\u200b\ufeff\ud800",
    "é" * 300,
]


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg))


def pixels(jpeg: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.int16]]:
    return np.asarray(opened(jpeg).convert("RGB"), np.int16)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("show", ["The Daily Story", "每日", "", "The Extraordinarily Long Evening Programme of World News"])
def test_a_square_jpeg_that_players_take(title: str, show: str) -> None:
    jpeg = draw_cover(title, show, DAY)
    image = opened(jpeg)
    assert (image.format, image.mode) == ("JPEG", "RGB")
    assert 1400 <= image.width == image.height <= 3000
    assert len(jpeg) < 300_000


def test_words_stay_inside_the_margins() -> None:
    for title in TITLES:
        image = pixels(draw_cover(title, "The Extraordinarily Long Evening Programme of World News", DAY))
        bright = (np.abs(image - PAPER).sum(axis=2) < 60).nonzero()
        assert bright[1].min() > 100
        assert bright[1].max() < 1400
        assert bright[0].min() > 80
        assert bright[0].max() < 1400


def test_it_depends_on_the_words_alone() -> None:
    assert draw_cover("One", "Show", DAY) == draw_cover("One", "Show", DAY)
    assert draw_cover("One", "Show", DAY) != draw_cover("Two", "Show", DAY)
    assert draw_cover("One", "Show", DAY) != draw_cover("One", "Show", DAY + dt.timedelta(1))


def test_two_titles_have_different_bars() -> None:
    one, two = (np.abs(pixels(draw_cover(title, "Show", DAY)) - ACCENT).sum(axis=2) < 60 for title in ("One", "Two"))
    assert (one != two).mean() > 0.01


def test_words_are_there_and_unknown_letters_leave_no_boxes() -> None:
    blank, words, chinese = (pixels(draw_cover(title, "", DAY)) for title in ("", "Kyiv", "乌克兰"))
    lower = slice(1100, 1300)

    def written(image: np.ndarray[tuple[int, ...], np.dtype[np.int16]]) -> int:
        return int((np.abs(image[lower] - BACKGROUND).sum(axis=2) > 200).sum())

    assert written(words) > 2000
    assert written(chinese) == written(blank) == 0


def test_it_is_quick() -> None:
    draw_cover("warm", "up", DAY)
    started = time.process_time()
    draw_cover("Kyiv weighs a peace plan", "The Daily Story", DAY)
    assert time.process_time() - started < 0.5


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=80), st.text(max_size=40), st.dates())
def test_never_fails(title: str, show: str, date: dt.date) -> None:
    assert opened(draw_cover(title, show, date)).size == (1500, 1500)
