"""A part of a sound, as players seek by it: Safari asks for the first two bytes and plays nothing where it gets more."""

from __future__ import annotations

import pytest

from tests.conftest import Episode

from .conftest import Studio


@pytest.mark.parametrize("path", ["api/clip/2.wav", "api/stretch.wav?from=1", "audio"])
def test_any_part_of_a_sound_can_be_had(studio: Studio, path: str) -> None:
    if path == "audio":
        assert Episode(studio.folder)("build", "briefings/2026-11-27.txt").code == 0
    studio.get("api/stretch.wav")
    status, headers, whole = studio.get(path)
    size = len(whole)
    assert (status, headers["accept-ranges"], headers["content-length"]) == (200, "bytes", str(size))
    for asked, first, last in (
        ("0-1", 0, 1),
        ("0-", 0, size - 1),
        ("30-59", 30, 59),
        ("101-90001", 101, min(90_001, size - 1)),
        (f"{size - 5}-{size + 7}", size - 5, size - 1),
        ("-7", size - 7, size - 1),
        (f"-{size + 9}", 0, size - 1),
    ):
        status, headers, part = studio.get(path, Range=f"bytes={asked}")
        assert (status, headers["content-range"]) == (206, f"bytes {first}-{last}/{size}")
        assert (part, headers["content-length"]) == (whole[first : last + 1], str(last + 1 - first))
    status, headers, _ = studio.get(path, Range=f"bytes={size}-")
    assert (status, headers["content-range"]) == (416, f"bytes */{size}")


@pytest.mark.parametrize("asked", ["bytes=-", "bytes=9-3", "bytes=0-1,5-6", "bytes=x-", "lines=0-1", f"bytes={'9' * 400}-"])
def test_what_is_no_part_is_the_whole(studio: Studio, asked: str) -> None:
    whole = studio.get("api/clip/2.wav")[2]
    assert studio.get("api/clip/2.wav", Range=asked)[::2] == (200, whole)
    assert studio.get("api/clip/2.wav", Range="bytes=0-1", If_Range='"another"')[::2] == (200, whole)


def test_a_part_of_what_was_never_spoken_is_a_part_of_the_whole(studio: Studio) -> None:
    words = f"It opened on the {studio.port}th day. [^3] Nobody knew of {studio.token[:6]}. [^3]"
    studio.post("api/segment", version=studio.day()["version"], n=2, text=words)
    status, headers, part = studio.get("api/clip/2.wav", Range="bytes=0-1")
    assert (status, part) == (206, b"RI")
    assert headers["content-range"] == f"bytes 0-1/{len(studio.get('api/clip/2.wav')[2])}"


def test_a_phrase_can_be_had_in_parts(studio: Studio) -> None:
    _, told = studio.post("api/say", text="A word.", role="Anchor")
    status, headers, part = studio.get(told["wav"], Range="bytes=0-3")
    assert (status, part, headers["content-range"][:10]) == (206, b"RIFF", "bytes 0-3/")
