"""Character references: as Python reads them, and no number is too long."""

from __future__ import annotations

import html

from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.entities import unescaped


@given(st.text(st.sampled_from("&#xX;0123456789abcdefampltq \n"), max_size=60))
def test_as_python_reads_them(text: str) -> None:
    assert unescaped(text) == html.unescape(text)


def test_no_number_is_too_long() -> None:
    for digits in ("9" * 5000, "0" * 5000, "x" + "e" * 5000):
        assert unescaped(f"a&#{digits};b") == "a\ufffdb"
