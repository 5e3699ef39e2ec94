"""A show's own cover: looked at before anything is made, and made small enough to be carried in every file."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.publish.jpeg import jpeg

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

SMALLEST_PX, LARGEST_PX = 1400, 3000
"""Of its side: what Apple takes."""

MOST_BYTES = 64 << 20
"""The largest PNG of 3000 pixels is 36 MB."""

SQUARE = f"Save it as a square of {SMALLEST_PX} to {LARGEST_PX} pixels."

Fault = tuple[str, str]
"""(what is wrong, what to do)."""


def fault(path: Path) -> Fault | None:
    """What is wrong with a picture as a cover; none where it is right. It is read to its end, at an eighth of its size where that is
    quicker: half of one is found out.
    """
    found = _opened(path, _read)
    return found if isinstance(found, tuple) else None


def embedded(path: Path) -> bytes | Fault:
    """The picture as a JPEG of less than 300 kB without data about camera and place, or what is wrong with it."""
    found = _opened(path, _plain)
    return found if isinstance(found, tuple) else jpeg(found)


def _opened(path: Path, look: Callable[[ImageFile], Image]) -> Image | Fault:
    from PIL import Image, UnidentifiedImageError

    try:
        if path.stat().st_size > MOST_BYTES:
            return f"is larger than {MOST_BYTES >> 20} MB", SQUARE
        data = path.read_bytes()
    except FileNotFoundError:
        return "is not there", "Put it there, or take the line out: a cover is then drawn."
    except IsADirectoryError:
        return "is a folder", "Name a JPEG or PNG in it."
    except OSError as problem:
        return f"cannot be read: {problem.strerror or problem}", "Make it readable."
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image = Image.open(io.BytesIO(data), formats=("JPEG", "PNG"))
            wide, high = image.size
            if max(wide, high) > LARGEST_PX or min(wide, high) < SMALLEST_PX or wide != high:
                what = "not square" if wide != high else "too small" if wide < SMALLEST_PX else "too large"
                return f"is {what}: {wide} × {high} pixels", SQUARE
            return look(image)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return "is too large", SQUARE
    except UnidentifiedImageError:
        return "is neither a JPEG nor a PNG", "Save it as one of the two."
    except Exception as problem:  # whatever a decoder says of a broken file
        return f"cannot be read as a picture: {problem}", "Save it again as JPEG or PNG."


def _read(image: ImageFile) -> Image:
    if image.format == "PNG":
        image.verify()  # the checksum of each part
    else:
        image.draft("L", (1, 1))
        image.load()
    return image


def _plain(file: ImageFile) -> Image:
    """Upright, in red, green and blue as screens have them; what is transparent becomes white."""
    from PIL import Image as Images
    from PIL import ImageCms, ImageOps

    image: Image = ImageOps.exif_transpose(file)
    profile = image.info.get("icc_profile")
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        clear = image.convert("RGBA")
        plain = Images.new("RGB", clear.size, (255, 255, 255))
        plain.paste(clear, mask=clear.getchannel("A"))
        return plain
    if profile and image.mode in ("RGB", "CMYK"):
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            made = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            return made or image.convert("RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass  # a profile that is broken is as good as none
    return image.convert("RGB")
