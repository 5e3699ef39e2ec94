"""One clock for screen, page, picture and studio."""

from __future__ import annotations

import pytest

from pipeline.text.clock import clock


@pytest.mark.parametrize(
    ("ms", "shown"),
    [
        (0, "0:00"),
        (999, "0:00"),
        (1000, "0:01"),
        (562_900, "9:22"),
        (3_599_999, "59:59"),
        (3_600_000, "1:00:00"),
        (3_723_500.5, "1:02:03"),
        (36_000_000, "10:00:00"),
    ],
)
def test_a_second_is_shown_once_it_is_full(ms: float, shown: str) -> None:
    assert clock(ms) == shown
