"""A show's own picture: taken where players would take it, made small, and what is wrong with another is said."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from pipeline.publish.picture import embedded, fault


def noise(side: int, high: int = 0, mode: str = "RGB") -> Image.Image:
    """The hardest picture there is for a JPEG."""
    chance = np.random.default_rng(7)
    return Image.fromarray(chance.integers(0, 256, (high or side, side, 3), np.uint8)).convert(mode)


def plain(side: int, colour: tuple[int, ...] = (200, 30, 40), mode: str = "RGB") -> Image.Image:
    return Image.new(mode, (side, side), colour)


def small(path: Path) -> Image.Image:
    made = embedded(path)
    assert isinstance(made, bytes), made
    assert len(made) < 300_000
    return Image.open(io.BytesIO(made))


@pytest.mark.parametrize("side", [1400, 2000, 3000])
@pytest.mark.parametrize("ending", ["jpg", "png"])
def test_a_plain_one_keeps_its_size(tmp_path: Path, side: int, ending: str) -> None:
    plain(side).save(tmp_path / f"cover.{ending}")
    assert fault(tmp_path / f"cover.{ending}") is None
    image = small(tmp_path / f"cover.{ending}")
    assert (image.format, image.mode, image.size) == ("JPEG", "RGB", (side, side))
    assert np.abs(np.asarray(image, np.int16)[5, 5] - (200, 30, 40)).max() < 6


def test_the_hardest_one_gets_small_enough(tmp_path: Path) -> None:
    noise(1500).save(tmp_path / "cover.jpg", quality=95)
    assert small(tmp_path / "cover.jpg").size == (1400, 1400)


def test_transparent_grey_palette_and_printers_colours_become_plain(tmp_path: Path) -> None:
    clear = plain(1400, (0, 0, 0, 0), "RGBA")
    clear.save(tmp_path / "clear.png")
    assert tuple(np.asarray(small(tmp_path / "clear.png"))[9, 9]) == (255, 255, 255)
    plain(1400).convert("L").save(tmp_path / "grey.png")
    plain(1400).convert("P").save(tmp_path / "palette.png")
    plain(1400).convert("CMYK").save(tmp_path / "print.jpg")
    for name in ("grey.png", "palette.png", "print.jpg"):
        assert small(tmp_path / name).mode == "RGB"


def test_what_the_camera_wrote_is_used_and_left_out(tmp_path: Path) -> None:
    """A picture that lies on its side is put upright; its profile is applied; where it was taken is nobody's business."""
    source = plain(1400)
    source.paste((0, 0, 255), (0, 0, 1400, 100))
    about = Image.Exif()
    about[0x0112] = 6  # turn it clockwise
    about[0x010F] = "Camera of Eva Muster"
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    source.save(tmp_path / "cover.jpg", exif=about, icc_profile=profile, quality=95)
    image = small(tmp_path / "cover.jpg")
    assert np.asarray(image)[700, 1390][2] > 200
    assert not image.getexif()
    assert b"Muster" not in image.tobytes()
    assert "icc_profile" not in image.info


def broken(path: Path) -> None:
    out = io.BytesIO()
    noise(1400).save(out, path.suffix[1:].replace("jpg", "jpeg"))
    path.write_bytes(out.getvalue()[:-20_000])


@pytest.mark.parametrize(
    ("name", "what", "remedy"),
    [
        ("nowhere.jpg", "is not there", "Put it there, or take the line out"),
        ("folder.png", "is a folder", "Name a JPEG or PNG in it"),
        ("wide.jpg", "is not square: 1500 × 1400 pixels", "a square of 1400 to 3000 pixels"),
        ("tiny.png", "is too small: 1399 × 1399 pixels", "a square of 1400 to 3000 pixels"),
        ("huge.jpg", "is too large: 3001 × 3001 pixels", "a square of 1400 to 3000 pixels"),
        ("text.jpg", "is neither a JPEG nor a PNG", "Save it as one of the two"),
        ("moving.gif", "is neither a JPEG nor a PNG", "Save it as one of the two"),
        ("empty.png", "is neither a JPEG nor a PNG", "Save it as one of the two"),
        ("half.jpg", "cannot be read as a picture", "Save it again"),
        ("half.png", "cannot be read as a picture", "Save it again"),
    ],
)
def test_what_is_wrong_is_said_at_once_and_again_when_it_is_used(tmp_path: Path, name: str, what: str, remedy: str) -> None:
    (tmp_path / "folder.png").mkdir()
    (tmp_path / "text.jpg").write_text("a text")
    (tmp_path / "empty.png").touch()
    makers = {
        "wide.jpg": lambda path: Image.new("RGB", (1500, 1400)).save(path),
        "tiny.png": lambda path: plain(1399).save(path),
        "huge.jpg": lambda path: plain(3001).save(path),
        "moving.gif": lambda path: plain(1400).save(path),
        "half.jpg": broken,
        "half.png": broken,
    }
    if name in makers:
        makers[name](tmp_path / name)
    for found in (fault(tmp_path / name), embedded(tmp_path / name)):
        assert isinstance(found, tuple)
        assert found[0].startswith(what)
        assert remedy in found[1]
