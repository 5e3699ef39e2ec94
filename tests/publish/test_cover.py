"""The cover is a square JPEG of the right size for any words, the same for the same ones, and its ring is the programme's."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from pipeline.publish import draw_cover
from pipeline.publish.cover import ACCENT, BARS, DISC, DISC_RADIUS, INNER, LONGEST, PAPER, SIDE_PX, VOICES

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


SHOWS = ["The Daily Story", "每日", "The Extraordinarily Long Evening Programme of World News"]

Pixels = np.ndarray[tuple[int, ...], np.dtype[np.int16]]


def opened(jpeg: bytes) -> Image.Image:
    return Image.open(io.BytesIO(jpeg))


def pixels(jpeg: bytes) -> Pixels:
    return np.asarray(opened(jpeg).convert("RGB"), np.int16)


def near(image: Pixels, colour: tuple[int, int, int]) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    return np.asarray(np.abs(image - colour).sum(axis=2) < 60)


def lengths(image: Pixels, colours: tuple[tuple[int, int, int], ...] = VOICES) -> list[int]:
    """How far each bar of the ring reaches in these colours, read along its middle."""
    found = []
    for n in range(BARS):
        angle = 2 * math.pi * (n + 0.5) / BARS - math.pi / 2
        reach = np.arange(INNER - 10, INNER + LONGEST + 30)
        x, y = (np.rint(SIDE_PX / 2 + turn(angle) * reach).astype(int) for turn in (math.cos, math.sin))
        line = image[y, x][None]
        found.append(int(np.logical_or.reduce([near(line, colour) for colour in colours]).sum()))
    return found


PLAIN = ((0.5, 0),)
"""A ring of one colour, none of which is that of the words."""


@pytest.mark.parametrize(("title", "show"), list(zip(TITLES, itertools.cycle(SHOWS), strict=False)))
def test_a_square_jpeg_that_players_take_with_all_words_inside_the_disc(title: str, show: str) -> None:
    jpeg = draw_cover(title, show, DAY, PLAIN)
    image = opened(jpeg)
    assert (image.format, image.mode, image.width) == ("JPEG", "RGB", image.height)
    assert 2400 <= image.width <= 3000  # the smaller one for a screen full of letters
    assert len(jpeg) < 300_000
    places = np.argwhere(near(pixels(jpeg), PAPER)) - image.width / 2
    assert not len(places) or np.hypot(*places.T).max() < (DISC_RADIUS - 20) * image.width / SIDE_PX


def test_no_word_stands_alone_where_the_others_fill_their_lines() -> None:
    """At the largest size that fits, it would be “The” over “recovery ship” over “Iwo Jima”."""
    middle = near(pixels(draw_cover("The recovery ship Iwo Jima", "", DAY, PLAIN)), PAPER)
    rows = np.flatnonzero(middle.any(axis=1))
    lines = np.split(rows, np.flatnonzero(np.diff(rows) > 20) + 1)
    widths = [np.ptp(np.flatnonzero(middle[line].any(axis=0))) for line in lines]
    assert len(widths) == 2
    assert min(widths) > 0.8 * max(widths)


def test_it_depends_on_words_and_ring_alone() -> None:
    ring = ((0.2, 0), (0.9, 1))
    assert draw_cover("One", "Show", DAY, ring) == draw_cover("One", "Show", DAY, ring)
    covers = (
        draw_cover("One", "Show", DAY, ring),
        draw_cover("Two", "Show", DAY, ring),
        draw_cover("One", "Show", DAY + dt.timedelta(1), ring),
        draw_cover("One", "Show", DAY, ring[::-1]),
    )
    assert len(set(covers)) == 4


def test_the_ring_is_the_programme_clockwise_from_the_top() -> None:
    levels = [(n / (BARS - 1), int(n >= BARS // 2)) for n in range(BARS)]
    image = pixels(draw_cover("Ring", "Show", DAY, levels))
    found = lengths(image)
    assert np.corrcoef(found, [level for level, _ in levels])[0, 1] > 0.999
    assert max(found) - min(found) > 0.8 * LONGEST
    first, second = (lengths(image, (colour,)) for colour in VOICES[:2])
    assert min(first[: BARS // 2]) > 15
    assert max(first[BARS // 2 :]) < 10
    assert min(second[BARS // 2 :]) > 15
    assert max(second[: BARS // 2]) < 10


@pytest.mark.parametrize("count", [1, BARS - 1, 5000])
def test_a_ring_of_any_number_of_stretches(count: int) -> None:
    image = pixels(draw_cover("Ring", "Show", DAY, [(n % 2, n % 9) for n in range(count)]))
    assert min(lengths(image)) > 15


def test_two_titles_without_sound_have_different_rings() -> None:
    one, two = (lengths(pixels(draw_cover(title, "Show", DAY)), (ACCENT,)) for title in ("One", "Two"))
    assert sum(abs(a - b) > 30 for a, b in zip(one, two, strict=True)) > BARS / 3


def test_words_are_there_and_unknown_letters_leave_no_boxes() -> None:
    blank, words, chinese = (pixels(draw_cover(title, "", DAY, PLAIN)) for title in ("", "Kyiv", "乌克兰"))

    def written(image: Pixels) -> int:
        return int((np.abs(image[1200:1480, 800:2200] - DISC).sum(axis=2) > 200).sum())

    assert written(words) > 2000
    assert written(chinese) == written(blank)


@settings(max_examples=5, deadline=None)
@given(st.text(max_size=80), st.text(max_size=40), st.dates())
def test_never_fails(title: str, show: str, date: dt.date) -> None:
    jpeg = draw_cover(title, show, date)
    assert opened(jpeg).width >= 2400
    assert len(jpeg) < 300_000
