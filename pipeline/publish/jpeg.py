"""A picture as a JPEG that players take: square, and small enough to be carried in every file."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_BYTES = 300_000
"""What Apple's and others' players load without complaint."""

TRIES = ((3000, 80), (3000, 68), (3000, 56), (2400, 70), (2000, 74), (1400, 74), (1400, 50), (1400, 25), (1400, 8))
"""(side in pixels, quality) from the best on: a drawing needs the first three, a photograph the next three, noise the last."""


def jpeg(image: Image, tries: Sequence[tuple[int, int]] = TRIES) -> bytes:
    """The square RGB picture as a JPEG of less than MOST_BYTES, never made larger."""
    from PIL.Image import Resampling

    made = b""
    for side, quality in tries:
        smaller = image if side >= image.width else image.resize((side, side), Resampling.LANCZOS)
        out = io.BytesIO()
        smaller.save(out, "JPEG", quality=quality, optimize=True, icc_profile=None)
        made = out.getvalue()
        if len(made) < MOST_BYTES:
            break
    return made
