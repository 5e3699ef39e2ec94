"""`formats` and `bitrate_kbps`: what is wrong is named with its key, what is right is what the encoders know."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.desk import checks_formats, opening, show, soundtrack
from pipeline.errors import ShowError
from pipeline.mix.encode.formats import ALL
from pipeline.mix.layer3.frames import BITRATES_KBPS


def loaded(folder: Path, text: str) -> show.Show:
    file = folder / "episode.toml"
    file.write_text(text, encoding="utf-8")
    return opening.load(file)


def test_the_formats_are_those_that_are_made() -> None:
    assert tuple(form.name for form in ALL) == checks_formats.FORMATS
    assert set(checks_formats.BITRATES_KBPS) <= set(BITRATES_KBPS)


@pytest.mark.parametrize(
    ("text", "formats"),
    [
        ("", ("mp3",)),
        ('formats = ["mp3"]', ("mp3",)),
        ('formats = ["M4A", "mp3", ".opus", "mp3"]', ("mp3", "m4a", "opus")),
        ('formats = ["mp3", "wav", "flac"]', ("mp3", "wav", "flac")),
    ],
)
def test_mp3_comes_first_and_each_once(tmp_path: Path, text: str, formats: tuple[str, ...]) -> None:
    found = loaded(tmp_path, text)
    assert found.formats == formats
    assert soundtrack.sounding(found).formats == formats
    assert soundtrack.sounding(found, music=False).formats == ("mp3",)


@pytest.mark.parametrize(
    ("text", "key", "message"),
    [
        ('formats = "mp3"', "formats", "must be a list, not the text 'mp3'"),
        ("formats = 3", "formats", "must be a list"),
        ("formats = []", "formats", "has no mp3"),
        ('formats = ["m4a"]', "formats", "has no mp3"),
        ('formats = ["mp3", "ogg"]', "formats", "'ogg' is not a kind of audio file"),
        ('formats = ["mp3", 4]', "formats", "must be a text"),
        ("bitrate_kbps = 100", "bitrate_kbps", "100 kbit/s is no bit rate of MP3. Use 96"),
        ("bitrate_kbps = 500", "bitrate_kbps", "out of range"),
        ('bitrate_kbps = "128k"', "bitrate_kbps", "must be a whole number"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, key: str, message: str) -> None:
    with pytest.raises(ShowError) as caught:
        loaded(tmp_path, text)
    assert f"episode.toml: {key}" in str(caught.value)
    assert message in str(caught.value)
    assert caught.value.remedy


def test_the_bit_rate_reaches_the_encoder(tmp_path: Path) -> None:
    assert soundtrack.sounding(loaded(tmp_path, "bitrate_kbps = 192")).bitrate_kbps == 192
