"""`episode publish` as a producer runs it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import feedparser
import pytest

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


def test_without_an_episode_it_says_how_to_make_one(episode: Episode) -> None:
    (episode.folder / "episode.toml").write_text(SETTINGS, encoding="utf-8")
    done = episode("publish", "--json")
    assert done.code == 1
    assert done.json["error"]["kind"] == "publish"
    assert done.json["error"]["remedy"] == "Make one with: episode build"


def test_a_correction_reaches_the_listeners(show: Episode) -> None:
    show("publish", "--out", "pub", "-q")
    first = feedparser.parse((show.folder / "pub/feed.xml").read_bytes()).entries[0]
    listed = show("correct", "2026-11-20")
    number = next(line.split()[0] for line in listed.out.splitlines() if "opens again on Monday" in line)
    done = show("correct", "2026-11-20", "-n", number, "The bridge opens on Tuesday.", "--note", "A day later.", "--json")
    assert done.code == 0, done.err
    assert done.json["spoken"] == 1
    assert done.json["check"]["ok"]
    assert {each["code"] for each in done.json["check"]["findings"]} == {"provenance.corrected"}
    assert (done.json["corrections"][0]["is"], done.json["corrections"][0]["note"]) == ("The bridge opens on Tuesday.", "A day later.")
    show("publish", "--out", "pub", "-q")
    after = feedparser.parse((show.folder / "pub/feed.xml").read_bytes()).entries[0]
    assert (after.id, after.published) == (first.id, first.published)
    assert after.updated[:10] == done.json["corrections"][0]["date"]
    assert after.enclosures[0].href == "http://127.0.0.1:9/podcast/2026-11-20.v2/episode.mp3"
    assert b"opens on Tuesday" in (show.folder / "pub/2026-11-20.v2/transcript.vtt").read_bytes()
    assert b"2026-11-20.v2/" in (show.folder / "pub/2026-11-20/index.html").read_bytes()
    assert "This programme said" not in after.summary
    assert "It now says “The bridge opens on Tuesday.” A day later." in after.content[0].value
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
    for words in ([], ["--rewrite"]):  # who builds it again is told that nobody will hear it
        assert "2026-11-20 is withdrawn since" in show("build", *words).err
    assert "is in the feed again" in show("withdraw", "2026-11-20", "--restore").out
    assert "withdrawn" not in show("build").err
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
