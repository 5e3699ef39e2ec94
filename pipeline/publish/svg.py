"""SVG, written by hand: elements with attributes, texts escaped, numbers short."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from pipeline.regex import regex

CONTROLS = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold (§2.2), or better does not."""

LETTER, WIDE = 0.56, 1.0
"""How wide a letter is on average, as a share of the size of sans-serif type, and one of Chinese, Japanese or Korean."""


def element(name: str, content: str | Iterable[str] = "", **attributes: object) -> str:
    """An element; `content` is SVG already. An attribute's `_` is written as `-`, one at its end is dropped; None leaves it out."""
    said = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(value if isinstance(value, str) else number(value))}"
        for key, value in attributes.items()
        if value is not None
    )
    inner = content if isinstance(content, str) else "".join(content)
    return f"<{name}{said}>{inner}</{name}>" if inner else f"<{name}{said}/>"


def text(words: str) -> str:
    """Words as content: nothing in them is markup."""
    return escape(CONTROLS.sub(" ", words))


def number(value: object) -> str:
    """A number with two decimals at most."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def path(points: Sequence[tuple[float, float]]) -> str:
    """A line through points, as a path's `d`."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in points) if points else ""


def shortened(words: str, size: float, room: float, lines: int = 1) -> list[str]:
    """Words in at most so many lines, each about as wide as `room` allows, the last one cut with an ellipsis; none where not even two
    letters fit.
    """
    left = words.split()
    made: list[str] = []
    while left and len(made) < lines:
        line = left.pop(0)
        while left and wide(f"{line} {left[0]}", size) <= room:
            line += f" {left.pop(0)}"
        if len(made) + 1 == lines and left:
            line = " ".join([line, *left])
            left = []
        made.append(_cut(line, size, room))
    return made if all(made) else []


def wide(words: str, size: float) -> float:
    """About how wide words are: what draws them has type of its own."""
    return size * sum(WIDE if unicodedata.east_asian_width(letter) in "WF" else LETTER for letter in words)


def _cut(line: str, size: float, room: float) -> str:
    if wide(line, size) <= room:
        return line
    while line and wide(f"{line}…", size) > room:
        line = line[:-1]
    return f"{line.rstrip()}…" if len(line) > 1 else ""
