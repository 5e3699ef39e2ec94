"""The cover of an episode: the show's own picture or a ring of the programme, kept in the cache; a wrong setting is said with file and key."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from pipeline.desk import opening, picture, show
from pipeline.errors import ShowError
from pipeline.mix.clips import look
from pipeline.model import Clip, Script
from tests.conftest import Episode
from tests.mix.sounds import DAY, id3, speech, write_wav


def a_show(folder: Path, cover: str) -> Path:
    (folder / "episode.toml").write_text(f'title = "Test"\ncover = "{cover}"\n', encoding="utf-8")
    return folder / "episode.toml"


@pytest.mark.parametrize(
    ("cover", "said"),
    [
        ("art/none.jpg", "episode.toml: cover: art/none.jpg is not there. Put it there, or take the line out: a cover is then drawn."),
        ("../cover.jpg", "episode.toml: cover: '../cover.jpg' is not a file inside the show. Copy it into the show's folder"),
        ("/cover.jpg", "episode.toml: cover: '/cover.jpg' is not a file inside the show. Copy it into the show's folder"),
        ("link.jpg", "episode.toml: cover: link.jpg lies outside the show. Copy it into the show's folder."),
        ("wide.png", "episode.toml: cover: wide.png is not square: 1500 × 1400 pixels. Save it as a square of 1400 to 3000 pixels."),
    ],
)
def test_a_wrong_one_is_said_when_the_settings_are_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cover: str, said: str) -> None:
    home = tmp_path / "show"
    home.mkdir()
    Image.new("RGB", (1400, 1400)).save(tmp_path / "outside.jpg")
    (home / "link.jpg").symlink_to(tmp_path / "outside.jpg")
    Image.new("RGB", (1500, 1400)).save(home / "wide.png")
    monkeypatch.chdir(home)
    with pytest.raises(ShowError) as caught:
        opening.load(a_show(home, cover))
    assert str(caught.value).startswith(said)


def test_it_is_made_once_and_anew_when_the_picture_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPISODE_CACHE", str(tmp_path / "cache"))
    Image.new("RGB", (1400, 1400), "red").save(tmp_path / "cover.png")
    mine = opening.load(a_show(tmp_path, "cover.png"))
    first = picture.cover(mine, "Title", DAY)
    kept = list((tmp_path / "cache" / "covers").iterdir())
    assert [path.read_bytes() for path in kept] == [first]
    assert picture.cover(mine, "Another title", DAY) == first
    kept[0].write_bytes(first[:-9])  # half a picture is none
    assert picture.cover(mine, "Title", DAY) == first
    Image.new("RGB", (1400, 1400), "blue").save(tmp_path / "cover.png")
    assert picture.cover(mine, "Title", DAY) != first


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "cache").write_text("a file where a folder should be")
    for place in (str(tmp_path / "cache"), "s3://bucket/clips"):
        monkeypatch.setenv("EPISODE_CACHE", place)
        assert picture.cover(show.Show(), "Title", DAY).startswith(b"\xff\xd8")


def test_the_ring_is_that_of_the_clips(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPISODE_CACHE", str(tmp_path / "cache"))
    one, two = (Clip(1, write_wav(tmp_path / f"{seed}.wav", speech(4, seed=seed), 22_050), 22_050, 0, "tone:a", False) for seed in (1, 2))
    script = Script("Title", DAY, "Test", "story", "day.txt", "", ())
    covers = set()
    for takes in ((), (look(one),), (look(two),), (look(one),)):
        with picture.meanwhile(show.Show(), script) as drawn:
            drawn.begin(takes)
            covers.add(drawn.cover())
    assert len(covers) == 3
    with picture.meanwhile(show.Show(), script) as drawn:
        assert drawn.cover() in covers  # nothing was found in the clips: it is drawn all the same


def test_the_file_carries_the_shows_own_picture(episode: Episode, tmp_path: Path) -> None:
    assert episode("init", "show").code == 0
    home = tmp_path / "show"
    Image.new("RGB", (1600, 1600), (10, 160, 90)).save(home / "cover.png")
    settings = home / "episode.toml"
    settings.write_text(f'cover = "cover.png"\n{settings.read_text(encoding="utf-8")}', encoding="utf-8")
    made = episode("build", "--engine", "tone", "--json", cwd=home)
    assert made.code == 0, made.err
    (found,) = id3(home / made.json["files"]["mp3"]).getall("APIC")
    image = Image.open(io.BytesIO(found.data))
    assert image.size == (1600, 1600)
    pixel = image.getpixel((800, 800))
    assert isinstance(pixel, tuple)
    assert max(abs(a - b) for a, b in zip(pixel, (10, 160, 90), strict=True)) < 6
