"""Words set into a circle: characters that the type has, lines that fill it evenly, the largest size that fits.

The type is the one that Pillow carries: no font file travels with the package, and covers are the same on every machine.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

Colour = tuple[int, int, int]

MEASURED_PX = 200
"""Widths are measured once, at this size, and grow with it."""

CAP = 0.72
"""Height of a capital, as a share of the size."""

LONGEST = 400
"""Characters of a text that are looked at: twice what a circle holds at the smallest size."""

STEP = 0.95
"""From one size that is tried to the next."""

RAGGED = 0.5
"""A line shorter than this share of the longest of its text stands there alone."""

SMALLER = 0.6
"""Rather than that the type is made smaller, down to this share of the size that would fit."""

EVENER = 0.97
"""Lines are made narrower by this for as long as their number stays: none is left with one word alone."""

SPELLED = {
    "€": "EUR ", "£": "GBP ", "¥": "JPY ", "₴": "UAH ", "₽": "RUB ", "¢": "c", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "„": "“",
    "‚": "‘", "′": "’", "″": "”", "•": "·", "×": "x", "÷": "/", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "§": "Section ", "¿": "", "¡": "",
}  # fmt: skip
"""What stands for a character that the type lacks and that cannot be taken apart into a letter and its accent."""


@dataclass(frozen=True, slots=True)
class Style:
    """How one text is set."""

    colour: Colour
    largest: float
    """Its size, as a share of the title's."""
    smallest_px: int
    most_px: int
    lines: int
    """At most."""
    leading: float = 1.14
    """From line to line, as a share of the size."""
    weight: float = 0.0
    """A stroke around the letters, as a share of the size: there is no bold."""
    tracking: float = 0.0
    """Room between letters, as a share of the size."""
    above: float = 0.0
    """Room above it, as a share of the title's size."""
    above_px: int = 0
    """And at least this."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of type in its place."""

    text: str
    px: int
    base: int
    """Where it stands, from the circle's middle down, in pixels."""
    style: Style


def set_in_circle(texts: Sequence[tuple[str, Style]], radius: float, sizes: tuple[int, int]) -> list[Line]:
    """Texts one above the other, each line inside the circle, in the largest size of the title between `sizes` that allows it.

    What does not fit even at the smallest is cut, with an ellipsis. The sizes of all follow that of the title.
    """
    known = [(known_text(text), style) for text, style in texts]
    filled = [(text, style) for text, style in known if text]
    first: tuple[float, list[Line]] | None = None
    size = float(sizes[0])
    while size >= sizes[1] and (first is None or size >= first[0] * SMALLER):
        if found := _set(filled, radius, size):
            if not _ragged(found):
                return found
            first = first or (size, found)
        size *= STEP
    return first[1] if first else _set(filled, radius, float(sizes[1]), cut=True) or []


def _ragged(lines: Sequence[Line]) -> bool:
    """Whether a word stands alone in its line though others of its text fill theirs."""
    for style in {line.style for line in lines}:
        widths = [width(line.text, line.px, style) for line in lines if line.style == style]
        if min(widths) < RAGGED * max(widths):
            return True
    return False


def draw(surface: ImageDraw, lines: Sequence[Line], middle: tuple[int, int]) -> None:
    """Draw the lines around the circle's middle."""
    for line in lines:
        font, gap = _font(line.px), line.style.tracking * line.px
        x = middle[0] - width(line.text, line.px, line.style) / 2
        stroke = round(line.px * line.style.weight)
        for piece in line.text if gap else (line.text,):
            surface.text(
                (x, middle[1] + line.base), piece, line.style.colour, font, anchor="ls", stroke_width=stroke, stroke_fill=line.style.colour
            )
            x += font.getlength(piece) + gap


def _set(texts: Sequence[tuple[str, Style]], radius: float, size: float, *, cut: bool = False) -> list[Line] | None:
    """The texts at one size of the title, as few lines as will do; none where they do not fit."""
    px = [round(min(max(size * style.largest, style.smallest_px), style.most_px)) for _, style in texts]

    def tries(n: int, counts: tuple[int, ...]) -> list[Line] | None:
        if n < len(texts):
            for count in range(1, texts[n][1].lines + 1):
                if found := tries(n + 1, (*counts, count)):
                    return found
            return None
        return _placed(texts, px, counts, radius, size, cut=cut)

    return tries(0, ())


def _placed(
    texts: Sequence[tuple[str, Style]], px: Sequence[int], counts: Sequence[int], radius: float, size: float, *, cut: bool
) -> list[Line] | None:
    """The texts in so many lines each; none where they do not fit so."""
    bases: list[list[float]] = []
    y = 0.0
    for n, ((_, style), own, count) in enumerate(zip(texts, px, counts, strict=True)):
        y += max(size * style.above, style.above_px) if n else 0.0
        first = y + own * CAP
        bases.append([first + own * style.leading * line for line in range(count)])
        y = bases[-1][-1]
    lines: list[Line] = []
    for (text, style), own, own_bases in zip(texts, px, bases, strict=True):
        own_bases = [base - y / 2 for base in own_bases]
        rooms = [_chord(base, own, radius) for base in own_bases]
        words = text.split()

        def long(text: str, own: int = own, style: Style = style) -> float:
            return width(text, own, style)

        wrapped = _even(words, rooms, long)
        if wrapped is None and cut and len(rooms) == style.lines:
            wrapped = _cut(words, rooms, long)
        if wrapped is None:
            return None
        lines += [Line(each, own, round(base), style) for each, base in zip(wrapped, own_bases, strict=True)]
    return lines


def _chord(base: float, px: int, radius: float) -> float:
    """How wide a line may be that stands on `base`: its capitals' upper corners and its descenders' lower ones inside the circle."""
    farthest = max(abs(base - CAP * px), abs(base + 0.22 * px))
    return 2 * math.sqrt(max(radius**2 - farthest**2, 0.0))


def _even(words: Sequence[str], rooms: Sequence[float], long: Callable[[str], float]) -> list[str] | None:
    """The words in exactly as many lines as there are rooms, as even as they can be; none where they do not fit."""
    best = None
    share = 1.0
    while (found := _fill(words, [room * share for room in rooms], long)) and len(found) == len(rooms):
        best = found
        share *= EVENER
    return best


def _fill(words: Sequence[str], rooms: Sequence[float], long: Callable[[str], float]) -> list[str] | None:
    lines: list[str] = []
    for word in words:
        if lines and long(f"{lines[-1]} {word}") <= rooms[len(lines) - 1]:
            lines[-1] += f" {word}"
        elif len(lines) < len(rooms) and long(word) <= rooms[len(lines)]:
            lines.append(word)
        else:
            return None
    return lines


def _cut(words: Sequence[str], rooms: Sequence[float], long: Callable[[str], float]) -> list[str] | None:
    """As many words, and of the last one as many letters, as there is room for, and an ellipsis."""
    letters = " ".join(words)
    low, high = 0, len(letters)
    best = None
    while low < high:
        middle = (low + high + 1) // 2
        # A word that is longer than a line is broken where the line ends.
        found = _hard([*letters[:middle].rstrip().split()], rooms, long)
        if found:
            best, low = found, middle
        else:
            high = middle - 1
    return best


def _hard(words: Sequence[str], rooms: Sequence[float], long: Callable[[str], float]) -> list[str] | None:
    pieces: list[str] = []
    for word in words:
        left = word
        while long(f"{left}…") > min(rooms) and len(left) > 1:
            fits = next((n for n in range(len(left), 0, -1) if long(f"{left[:n]}…") <= min(rooms)), 1)
            pieces.append(left[:fits])
            left = left[fits:]
        pieces.append(left)
    found = _fill([*pieces[:-1], f"{pieces[-1]}…"], rooms, long) if pieces else None
    return [*found, *[""] * (len(rooms) - len(found))] if found else None


def width(text: str, px: float, style: Style) -> float:
    """How wide a line is, in pixels."""
    return _width(text, bool(style.tracking)) * px / MEASURED_PX + style.tracking * px * max(len(text) - 1, 0) + 2 * style.weight * px


@lru_cache(maxsize=4096)
def _width(text: str, apart: bool) -> float:
    font = _font(MEASURED_PX)
    return sum(map(font.getlength, text)) if apart else font.getlength(text)


@lru_cache(maxsize=256)
def known_text(text: str) -> str:
    """The text in characters that the type has, white space made single."""
    kept: list[str] = []
    for character in unicodedata.normalize("NFC", text[:LONGEST]):
        if _has(character):
            kept.append(character)
        elif character in SPELLED:
            kept.append(SPELLED[character])
        else:
            kept += [c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c) and _has(c)]
    return " ".join("".join(kept).split())


@lru_cache(maxsize=1024)
def _has(character: str) -> bool:
    """Whether the type has a character: U+FFFF is never one, so what is drawn for it stands for all that are missing."""
    font = _font(32)
    missing = bytes(font.getmask("\uffff"))
    return character.isspace() or (character.isprintable() and bytes(font.getmask(character)) not in (missing, b""))


@lru_cache(maxsize=16)
def _font(px: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.load_default(px)  # type: ignore[return-value]
