"""The cover: a square JPEG with the show's name, the episode's title and date, and bars like a waveform that only this title has."""

from __future__ import annotations

import bisect
import datetime as dt
import hashlib
import io
import math
import random
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

SIDE_PX = 1500
"""Apple takes 1400 to 3000; near the lower end it stays small and quick to draw."""

MARGIN_PX = 120
QUALITY = 90
"""JPEG: flat colours stay far below the 300 KB that players ask for."""

BACKGROUND, PAPER, SOFT, ACCENT, DIM = (34, 29, 27), (245, 237, 225), (182, 166, 150), (233, 120, 64), (84, 70, 62)
"""Warm charcoal; cream for the words and a greyed cream for the date; one orange, and what is left of it in the shade."""

SHOW_PX, SHOW_LEAST_PX, SHOW_LINES = 220, 84, 2
TITLE_PX, TITLE_LEAST_PX, TITLE_LINES = 112, 52, 4
DATE_PX = 46
LEADING = 1.16
"""Heights of the type: the largest that is tried, the smallest, the lines there is room for, and from line to line as a share."""

SHOW_TOP, TITLE_BASE, DATE_BASE = 120, 1270, SIDE_PX - MARGIN_PX
"""From the top in pixels: where the show's name begins, where the title's last line stands, and where the date stands. The bars lie
half-way between name and title."""

BARS, BAR_SHARE, BAR_LEAST, BAR_MOST, BAR_AIR = 60, 0.48, 14, 430, 70
"""How many bars, from edge to edge; the share of its place that a bar fills; the shortest and the longest, and the least room above
and below them, in pixels."""

LONGEST = 400
"""Characters of a text that are looked at: twice what the lines hold at the smallest size."""

SMOOTHING = 3
"""The bars are drawn at this scale and made smaller: round ends without steps."""

SPELLED = {
    "€": "EUR ", "£": "GBP ", "¥": "JPY ", "₴": "UAH ", "₽": "RUB ", "¢": "c", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "„": "“",
    "‚": "‘", "′": "’", "″": "”", "•": "·", "×": "x", "÷": "/", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O",
    "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "§": "Section ", "¿": "", "¡": "",
}  # fmt: skip
"""What stands for a character that the type lacks and that cannot be taken apart into a letter and its accent."""


def draw_cover(title: str, show: str, date: dt.date) -> bytes:
    """A JPEG of SIDE_PX × SIDE_PX pixels, the same bytes for the same words with the same Pillow.

    The type is the one that Pillow carries, which knows the Latin alphabet: a character that it lacks is written without its accent
    or left out, and a title with nothing left is not written. Never fails for any text.
    """
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (SIDE_PX, SIDE_PX), BACKGROUND)
    draw = ImageDraw.Draw(image)
    name, name_px = _fit(show, SHOW_PX, SHOW_LEAST_PX, SHOW_LINES)
    words, words_px = _fit(title, TITLE_PX, TITLE_LEAST_PX, TITLE_LINES)
    name_base = SHOW_TOP + round(name_px * (0.72 + LEADING * (len(name) - 1)))
    words_top = TITLE_BASE - round(words_px * (0.72 + LEADING * (len(words) - 1)))
    _bars(image, title or show, name_base + round(name_px * 0.2), words_top)
    _lines(draw, name, name_base, name_px, PAPER, weight=0.02)
    _lines(draw, words, TITLE_BASE, words_px, PAPER)
    _lines(draw, [f"{date.day} {date:%B} {date.year}"], DATE_BASE, DATE_PX, SOFT)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()


def _bars(image: Image, seed: str, top: int, bottom: int) -> None:
    """Bars between `top` and `bottom` that rise and fall as speech does, drawn from the seed's hash; part of them already played."""
    from PIL import Image as Images
    from PIL import ImageDraw

    chance = random.Random(hashlib.sha256(seed.encode("utf-8", "replace")).digest())  # noqa: S311 — a drawing, not a secret
    tallest = max(BAR_LEAST, min(BAR_MOST, bottom - top - 2 * BAR_AIR))
    mask = Images.new("L", (SIDE_PX * SMOOTHING, tallest * SMOOTHING))
    draw = ImageDraw.Draw(mask)
    place, middle = SIDE_PX * SMOOTHING / BARS, tallest * SMOOTHING / 2
    phrases, drift, played = chance.uniform(2.2, 3.6), chance.uniform(0, math.pi), round(BARS * chance.uniform(0.45, 0.7))
    for n in range(BARS):
        phrase = abs(math.sin(phrases * math.pi * n / BARS + drift)) ** 0.7
        half = (BAR_LEAST + (tallest - BAR_LEAST) * phrase * chance.triangular(0.15, 1.0, 0.6)) * SMOOTHING / 2
        left = n * place + place * (1 - BAR_SHARE) / 2
        draw.rounded_rectangle((left, middle - half, left + place * BAR_SHARE, middle + half), radius=place * BAR_SHARE / 2, fill=255)
    small = mask.resize((SIDE_PX, tallest), Images.Resampling.BOX)
    colours = Images.new("RGB", small.size, DIM)
    colours.paste(ACCENT, (0, 0, played * SIDE_PX // BARS, tallest))
    image.paste(colours, (0, (top + bottom - tallest) // 2), small)


def _fit(text: str, most: int, least: int, lines: int) -> tuple[list[str], int]:
    """The text in at most `lines` lines between the margins, in the largest size that allows it; else cut, with an ellipsis."""
    words = _known(text, _font(least)).split()
    room = SIDE_PX - 2 * MARGIN_PX
    wrapped: list[str] = []
    for px in range(most, least - 1, -4):
        font = _font(px)
        wrapped = _wrap(words, font, room)
        if len(wrapped) <= lines and all(font.getlength(line) <= room for line in wrapped):
            return wrapped, px
    font = _font(least)
    if len(wrapped) > lines:
        wrapped = [*wrapped[: lines - 1], f"{wrapped[lines - 1]}…"]
    return [_shorten(line, font, room) for line in wrapped], least


def _lines(draw: ImageDraw, lines: list[str], base: int, px: int, colour: tuple[int, int, int], *, weight: float = 0) -> None:
    """Lines of type, the last one standing on `base`. `weight` is a stroke around the letters, as a share of `px`: there is no bold."""
    for n, line in enumerate(reversed(lines)):
        place = (MARGIN_PX, base - round(px * LEADING * n))
        draw.text(place, line, font=_font(px), fill=colour, anchor="ls", stroke_width=round(px * weight), stroke_fill=colour)


def _wrap(words: list[str], font: FreeTypeFont, room: float) -> list[str]:
    """Words in lines of at most `room` pixels; a longer word has a line of its own."""
    lines: list[str] = []
    for word in words:
        if lines and font.getlength(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _shorten(line: str, font: FreeTypeFont, room: float) -> str:
    """A line that is too long, cut, with an ellipsis at its end."""
    if font.getlength(line) <= room:
        return line
    kept = line.rstrip("…")
    fits = bisect.bisect_left(range(len(kept)), x=True, key=lambda n: font.getlength(f"{kept[: n + 1]}…") > room)
    return f"{kept[:fits].rstrip()}…"


def _known(text: str, font: FreeTypeFont) -> str:
    """The text in characters that the type has, white space made single."""
    # What the type draws for a character that it lacks: U+FFFF is never one.
    missing = bytes(font.getmask("\uffff"))
    seen: dict[str, bool] = {}

    def has(character: str) -> bool:
        if character not in seen:
            seen[character] = character.isspace() or (character.isprintable() and bytes(font.getmask(character)) not in (missing, b""))
        return seen[character]

    kept: list[str] = []
    for character in unicodedata.normalize("NFC", text[:LONGEST]):
        if has(character):
            kept.append(character)
        elif character in SPELLED:
            kept.append(SPELLED[character])
        else:
            kept += [c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c) and has(c)]
    return " ".join("".join(kept).split())


def _font(px: int) -> FreeTypeFont:
    from PIL import ImageFont

    return ImageFont.load_default(px)  # type: ignore[return-value]
