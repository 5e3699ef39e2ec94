"""`episode publish` as a producer runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import feedparser
import pytest
from lxml import etree

from tests.cli.test_serve import ask, serving
from tests.conftest import PROGRAM, Episode

SETTINGS = """
title = "The Daily Story"
engine = "tone"
[feed]
url = "http://127.0.0.1:9/podcast"
description = "One story, in depth."
email = "news@example.org"
"""
DAY = """
The bridge at Muster opens again
The bridge at Muster opens again on Monday, the mayor said. It was closed for two years.
"""


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A show with one finished episode."""
    folder = tmp_path_factory.mktemp("show")
    (folder / "episode.toml").write_text(SETTINGS, encoding="utf-8")
    (folder / "briefings").mkdir()
    (folder / "briefings/2026-11-20.txt").write_text(DAY, encoding="utf-8")
    done = Episode(folder)("build", "--quiet")
    assert done.code == 0, done.err
    assert PROGRAM.exists()
    return folder


@pytest.fixture
def show(shelf: Path, episode: Episode) -> Episode:
    shutil.copytree(shelf, episode.folder, dirs_exist_ok=True)
    return episode


def test_it_publishes_and_says_what(show: Episode) -> None:
    done = show("publish", "--out", "pub", "--json")
    assert done.code == 0, done.err
    audio = show.folder / "pub/2026-11-20/episode.mp3"
    assert done.json["feed"] == "http://127.0.0.1:9/podcast/feed.xml"
    assert done.json["episodes"] == 1
    assert {"2026-11-20/episode.mp3", "feed.xml"} <= set(done.json["changed"])
    feed = feedparser.parse((show.folder / "pub/feed.xml").read_bytes())
    record = json.loads((show.folder / "output/2026-11-20/episode.json").read_text(encoding="utf-8"))
    assert feed.entries[0].enclosures[0].length == str(audio.stat().st_size)
    assert abs(int(feed.entries[0].itunes_duration) - record["duration_ms"] / 1000) <= 0.6
    assert feed.entries[0].published == "Fri, 20 Nov 2026 12:00:00 GMT"
    assert show("publish", "--out", "pub", "--json").json["changed"] == []


def test_a_cover_of_apples_size_goes_with_it(show: Episode) -> None:
    from PIL import Image

    show("publish", "--out", "pub", "-q")
    (cover,) = (show.folder / "pub").glob("cover-*")
    with Image.open(cover) as image:
        assert image.format in ("JPEG", "PNG")
        assert image.width == image.height
        assert 1400 <= image.width <= 3000
    assert cover.name.encode() in (show.folder / "pub/feed.xml").read_bytes()


def test_for_people_it_is_short(show: Episode) -> None:
    dry = show("publish", "--out", "pub", "--dry-run")
    assert dry.code == 0
    assert "would go up  2026-11-20/episode.mp3" in dry.out
    assert not (show.folder / "pub").exists()
    assert not (show.folder / "output/2026-11-20/publication.json").exists()
    done = show("publish", "--out", "pub")
    assert done.out.splitlines()[0].split() == ["feed", "http://127.0.0.1:9/podcast/feed.xml"]
    assert "unchanged" in show("publish", "--out", "pub").out
    assert show("publish", "--out", "pub", "--quiet").out == ""


def test_without_a_place_the_output_folder_is_published_as_it_is(show: Episode) -> None:
    assert {path.partition("-")[0] for path in show("publish", "--json").json["changed"]} == {"cover", "feed.xml"}
    assert (show.folder / "output/feed.xml").is_file()


def test_new_addresses_are_asked_before_the_feed_names_them(show: Episode) -> None:
    (show.folder / "pub").mkdir()
    with serving(show.folder / "pub") as (_, _, port):
        right = SETTINGS.replace("127.0.0.1:9/podcast", f"127.0.0.1:{port}/")
        (show.folder / "episode.toml").write_text(right.replace(f"{port}/", f"{port}/elsewhere/"), encoding="utf-8")
        wrong = show("publish", "--out", "pub")
        assert wrong.code == 1
        assert f"http://127.0.0.1:{port}/elsewhere/2026-11-20/episode.mp3 answers 404 to HEAD" in wrong.err
        assert not (show.folder / "pub/feed.xml").exists()
        (show.folder / "episode.toml").write_text(right, encoding="utf-8")
        done = show("publish", "--out", "pub", "--json")
        assert (done.code, done.err) == (0, "")
        assert "2026-11-20/episode.mp3" not in done.json["changed"]  # it is there already
        feed = feedparser.parse(f"http://127.0.0.1:{port}/feed.xml")
        enclosure = feed.entries[0].enclosures[0]
        assert enclosure.href == f"http://127.0.0.1:{port}/2026-11-20/episode.mp3"
        assert len(ask(port, "/2026-11-20/episode.mp3")[2]) == int(enclosure.length)


def test_a_store_can_be_named_and_one_that_only_gives_cannot(show: Episode) -> None:
    done = show("publish", "--out", f"local://{show.folder}/there", "--unchecked", "--json")
    assert (done.code, done.err) == (0, "")
    assert (show.folder / "there/feed.xml").is_file()
    done = show("publish", "--out", "https://me:word@example.org/podcast")
    assert done.err == (
        "episode: https://example.org/podcast: files are read from there, not put. "
        "Name a folder, or where files can be put: s3://bucket/podcast, sftp://host/path, webdav://host/path …\n"
    )


def test_a_place_can_stand_in_the_settings(show: Episode) -> None:
    (show.folder / "episode.toml").write_text(SETTINGS + 'to = "web/podcast"\n', encoding="utf-8")
    (show.folder / "deeper").mkdir()
    assert show("publish", "--quiet", cwd=show.folder / "deeper").code == 0
    assert (show.folder / "web/podcast/feed.xml").is_file()


def test_what_stays_with_an_episode_survives_a_rebuild_and_a_lost_store(show: Episode) -> None:
    def guid() -> str:
        return str(etree.parse(show.folder / "pub/feed.xml").findtext(".//item/guid"))

    show("publish", "--out", "pub", "-q")
    store = show.folder / "output/2026-11-20/publication.json"
    first, kept = guid(), store.read_text(encoding="utf-8")
    assert json.loads(kept)["guid"] == first
    (show.folder / "episode.toml").write_text(SETTINGS.replace("[feed]", "rate_wpm = 200\n[feed]"), encoding="utf-8")
    assert show("build", "--quiet").code == 0
    assert store.read_text(encoding="utf-8") == kept
    done = show("publish", "--out", "pub", "--json")
    assert "2026-11-20.v2/episode.mp3" in done.json["changed"]
    assert guid() == first
    store.unlink()
    shutil.rmtree(show.folder / "pub")
    show("publish", "--out", "pub", "-q")
    assert guid() == first


def test_episodes_are_counted_where_the_show_counts_them(show: Episode) -> None:
    (show.folder / "episode.toml").write_text(SETTINGS + 'season = "year"\ntype = "serial"\n', encoding="utf-8")
    old = show.folder / "output/2026-11-20"
    for day in ("2026-11-18", "2026-11-19"):
        new = shutil.copytree(old, old.with_name(day))
        record = json.loads((new / "episode.json").read_text(encoding="utf-8"))
        (new / "episode.json").write_text(json.dumps({**record, "date": day}), encoding="utf-8")
    show("publish", "--out", "pub", "-q")
    feed = feedparser.parse((show.folder / "pub/feed.xml").read_bytes())
    assert [(each.itunes_season, each.itunes_episode, each.published[5:7]) for each in feed.entries] == [
        ("2026", "3", "20"),
        ("2026", "2", "19"),
        ("2026", "1", "18"),
    ]
    assert len({each.id for each in feed.entries}) == 3


def test_a_trailer_goes_with_it(show: Episode) -> None:
    (show.folder / "episode.toml").write_text(SETTINGS + 'trailer = { file = "soon.mp3", title = "Soon" }\n', encoding="utf-8")
    missing = show("publish", "--out", "pub")
    assert missing.code == 1
    assert missing.err.strip() == (
        "episode: episode.toml: feed.trailer: there is no file soon.mp3. Put it into the show's folder, or take the line out."
    )
    shutil.copy(show.folder / "output/2026-11-20/episode.mp3", show.folder / "soon.mp3")
    assert show("publish", "--out", "pub", "--json").json["episodes"] == 1
    tag = etree.parse(show.folder / "pub/feed.xml").find(".//{*}trailer")
    assert tag.get("url") == "http://127.0.0.1:9/podcast/trailer/trailer.mp3"
    assert int(tag.get("length")) == (show.folder / "pub/trailer/trailer.mp3").stat().st_size
    assert show("publish", "--out", "pub", "--json").json["changed"] == []


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (SETTINGS.replace('url = "http://127.0.0.1:9/podcast"', ""), "episode.toml: feed.url: a feed needs an address. Say where"),
        (SETTINGS.replace("description", "copyright"), "episode.toml: feed.description: Apple asks for a description. Write a sentence"),
        (SETTINGS + 'guid = "x"', "episode.toml: feed.guid: 'x' is no UUID. Copy it"),
    ],
    ids=["url", "description", "guid"],
)
def test_what_is_missing_is_said_in_one_line(show: Episode, settings: str, said: str) -> None:
    (show.folder / "episode.toml").write_text(settings, encoding="utf-8")
    done = show("publish", "--out", "pub")
    assert done.code == 1
    assert done.err.startswith(f"episode: {said}")
    assert done.err.count("\n") == 1
    assert not (show.folder / "pub").exists()


def test_without_an_episode_it_says_how_to_make_one(episode: Episode) -> None:
    (episode.folder / "episode.toml").write_text(SETTINGS, encoding="utf-8")
    done = episode("publish", "--json")
    assert done.code == 1
    assert done.json["error"]["kind"] == "publish"
    assert done.json["error"]["remedy"] == "Make one with: episode build"


def test_an_episode_that_is_not_whole_stops_it(show: Episode) -> None:
    with (show.folder / "output/2026-11-20/episode.mp3").open("ab") as file:
        file.write(b"more")
    done = show("publish", "--out", "pub")
    assert done.code == 1
    assert "is not the file that the record names. Build the episode again." in done.err
    assert not (show.folder / "pub").exists()


def test_a_correction_reaches_the_listeners(show: Episode) -> None:
    show("publish", "--out", "pub", "-q")
    first = feedparser.parse((show.folder / "pub/feed.xml").read_bytes()).entries[0]
    listed = show("correct", "2026-11-20")
    number = next(line.split()[0] for line in listed.out.splitlines() if "opens again on Monday" in line)
    done = show("correct", "2026-11-20", "-n", number, "The bridge opens on Tuesday.", "--note", "A day later.", "--json")
    assert done.code == 0, done.err
    assert done.json["spoken"] == 1
    assert (done.json["corrections"][0]["is"], done.json["corrections"][0]["note"]) == ("The bridge opens on Tuesday.", "A day later.")
    show("publish", "--out", "pub", "-q")
    after = feedparser.parse((show.folder / "pub/feed.xml").read_bytes()).entries[0]
    assert (after.id, after.published) == (first.id, first.published)
    assert after.updated[:10] == done.json["corrections"][0]["date"]
    assert after.enclosures[0].href == "http://127.0.0.1:9/podcast/2026-11-20.v2/episode.mp3"
    assert b"opens on Tuesday" in (show.folder / "pub/2026-11-20.v2/transcript.vtt").read_bytes()
    assert not (show.folder / "pub/2026-11-20").exists()
    assert show("correct", "2026-11-20", "A text without a number").code == 2
    assert show("correct", "2026-11-20", "-n", "1").code == 2


def test_an_episode_can_be_withdrawn_and_restored(show: Episode) -> None:
    show("publish", "--out", "pub", "-q")
    guid = feedparser.parse((show.folder / "pub/feed.xml").read_bytes()).entries[0].id
    assert show("withdraw", "2026-11-20", "--note", "A name", "--json").json["note"] == "A name"
    gone = show("publish", "--out", "pub", "--json").json
    assert (gone["episodes"], gone["withdrawn"]) == (0, ["2026-11-20"])
    assert not (show.folder / "pub/2026-11-20").exists()
    assert (show.folder / "output/2026-11-20/episode.mp3").is_file()
    assert "is not withdrawn" in show("withdraw", "2026-11-20", "--restore").out
    assert show("publish", "--out", "pub", "--json").json["episodes"] == 1
    assert feedparser.parse((show.folder / "pub/feed.xml").read_bytes()).entries[0].id == guid


def test_a_page_above_lists_the_episodes_that_are_out(show: Episode) -> None:
    published = show("publish", "--out", "pub", "--json")
    assert "index.html" in published.json["changed"]
    page = show.folder / "pub/index.html"
    assert 'href="2026-11-20/index.html"' in page.read_text(encoding="utf-8")
    assert (show.folder / "pub/2026-11-20/index.html").is_file()
    mine = show.folder / "mine"
    mine.mkdir()
    (mine / "index.html").write_text("<h1>My own</h1>", encoding="utf-8")
    assert show("publish", "--out", "mine", "-q").code == 0
    assert (mine / "index.html").read_text(encoding="utf-8") == "<h1>My own</h1>"
