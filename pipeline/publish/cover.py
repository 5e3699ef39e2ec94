"""The cover: a ring of the programme's own loudness, a bar for each stretch of it, and within it the title, the show and the date."""

from __future__ import annotations

import datetime as dt
import hashlib
import math
import random
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.publish.jpeg import TRIES, jpeg
from pipeline.publish.lettering import Style, draw, set_in_circle

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

LOOK = 4
"""Raise it when a cover looks different for the same words and ring."""

SIDE_PX = 3000
"""Apple takes 1400 to 3000."""

BACKGROUND, DISC = (34, 29, 27), (42, 36, 33)
"""Warm charcoal, and a shade lighter within the ring."""
PAPER, SOFT, ACCENT = (245, 237, 225), (182, 166, 150), (233, 120, 64)
"""Cream for the words, a greyed cream for the date, one orange."""
VOICES = (ACCENT, (240, 202, 148), (122, 160, 158), (168, 136, 120))
"""The colours of the ring: the voice that speaks most, the second, the third, all others."""

BARS = 96
"""Round the ring, clockwise from the top: at 300 pixels still apart, at 55 a ring."""

BAR_SHARE = 0.52
"""The share of its place that a bar fills at the ring's inside."""

INNER, SHORTEST, LONGEST = 940, 26, 425
"""The ring in pixels: where its bars stand, and how long they are at least and at most."""

DISC_RADIUS, TEXT_RADIUS = 891, 830
"""The disc within the ring, and the circle that words stay in."""

COARSE = 3
"""The ring is drawn without smooth edges, made this much smaller and as much larger again: its edges are then as soft, which nobody
sees at this size, and the JPEG is a third smaller."""

TITLE_PX = (330, 92)
"""The sizes that are tried for the title, from the largest to the smallest."""

SHOW_STYLE = Style(ACCENT, largest=0.44, smallest_px=62, most_px=108, lines=2, leading=1.3, weight=0.012, tracking=0.09)
TITLE_STYLE = Style(PAPER, largest=1.0, smallest_px=92, most_px=330, lines=6, weight=0.014, above=0.5, above_px=70)
DATE_STYLE = Style(SOFT, largest=0.4, smallest_px=60, most_px=88, lines=1, above=0.55, above_px=84)

Ring = Sequence[tuple[float, int]]
"""(level from 0 to 1, voice: 0 for the one that speaks most) of equal stretches of the programme."""


def draw_cover(title: str, show: str, date: dt.date | None = None, ring: Ring = ()) -> bytes:
    """A JPEG of SIDE_PX × SIDE_PX pixels, the same bytes for the same words and ring with the same Pillow.

    Without a `date` it is the show's own. Without a `ring` (there is no sound yet) it rises and falls as speech does, in a way that only
    this title has. The type is the one that Pillow carries, which knows the Latin alphabet: a character that it lacks is written without
    its accent or left out, and a title with nothing left is not written. Never fails for any text.
    """
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (SIDE_PX, SIDE_PX), BACKGROUND)
    _draw_ring(image, resampled(ring, BARS) if ring else imagined(title or show))
    texts = ((show.upper(), SHOW_STYLE), (title, TITLE_STYLE), (f"{date.day} {date:%B} {date.year}" if date else "", DATE_STYLE))
    draw(ImageDraw.Draw(image), set_in_circle(texts, TEXT_RADIUS, TITLE_PX), (SIDE_PX // 2, SIDE_PX // 2))
    return jpeg(image, TRIES[1:])  # at the best quality a drawing is too large: that try took a quarter of all this


def _draw_ring(image: Image, bars: Ring) -> None:
    """The bars, drawn larger as a mask and pasted in their voices' colours."""
    from PIL import Image as Images
    from PIL import ImageDraw

    reach = (INNER + LONGEST + 40) // COARSE * COARSE
    mask = Images.new("L", (2 * reach, 2 * reach))
    colours = Images.new("RGB", (2 * reach, 2 * reach))
    draw, paint = ImageDraw.Draw(mask), ImageDraw.Draw(colours)
    half = math.pi * INNER * BAR_SHARE / len(bars)
    for n, (level, voice) in enumerate(bars):
        angle = 2 * math.pi * (n + 0.5) / len(bars) - math.pi / 2
        along = math.cos(angle), math.sin(angle)
        end = INNER + SHORTEST + (LONGEST - SHORTEST) * min(max(level, 0.0), 1.0)
        _bar(draw, reach, along, (INNER, end), half, 255)
        _bar(paint, reach, along, (INNER - 8, end + 8), half + 8, VOICES[min(voice, len(VOICES) - 1)])
    image.paste(colours, (SIDE_PX // 2 - reach, SIDE_PX // 2 - reach), _soft(mask))
    disc = Images.new("L", (2 * DISC_RADIUS, 2 * DISC_RADIUS))
    ImageDraw.Draw(disc).ellipse((0, 0, disc.width - 1, disc.height - 1), fill=255)
    image.paste(DISC, (SIDE_PX // 2 - DISC_RADIUS, SIDE_PX // 2 - DISC_RADIUS), _soft(disc))


def _bar(
    draw: ImageDraw, middle: int, along: tuple[float, float], ends: tuple[float, float], half: float, colour: int | tuple[int, int, int]
) -> None:
    """A bar with round ends, from one distance of the middle to another, `half` as wide on each side."""
    (x0, y0), (x1, y1) = ((middle + along[0] * end, middle + along[1] * end) for end in ends)
    dx, dy = -along[1] * half, along[0] * half
    draw.polygon([(x0 - dx, y0 - dy), (x1 - dx, y1 - dy), (x1 + dx, y1 + dy), (x0 + dx, y0 + dy)], fill=colour)
    for x, y in ((x0, y0), (x1, y1)):
        draw.ellipse((x - half, y - half, x + half, y + half), fill=colour)


def _soft(mask: Image) -> Image:
    from PIL.Image import Resampling

    return mask.reduce(COARSE).resize(mask.size, Resampling.BICUBIC)


def resampled(ring: Ring, count: int) -> Ring:
    """As many bars as there are to be: each takes the loudest level of its stretch, and the voice that has most of it."""
    made = []
    for n in range(count):
        first, last = n * len(ring) // count, max((n + 1) * len(ring) // count, n * len(ring) // count + 1)
        own = ring[first:last]
        voices = [voice for _, voice in own]
        made.append((max(level for level, _ in own), max(dict.fromkeys(voices), key=voices.count)))
    return made


def imagined(seed: str) -> Ring:
    """Bars that rise and fall as speech does, drawn from the seed's hash."""
    chance = random.Random(hashlib.sha256(seed.encode("utf-8", "replace")).digest())  # noqa: S311 — a drawing, not a secret
    phrases, drift = chance.uniform(7, 13), chance.uniform(0, math.pi)
    other = [chance.random() < 0.25 for _ in range(BARS // 6)]
    return [
        (
            abs(math.sin(phrases * math.pi * n / BARS + drift)) ** 0.6 * chance.triangular(0.2, 1.0, 0.7),
            int(other[n * len(other) // BARS]),
        )
        for n in range(BARS)
    ]
