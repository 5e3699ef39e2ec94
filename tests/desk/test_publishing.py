"""What `episode publish` brings together: the show's settings, the finished episodes, the place they go to."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import feedparser
import pytest
from lxml import etree
from PIL import Image

from pipeline import build
from pipeline.desk import opening, publishing, standing
from pipeline.desk.order import Order
from pipeline.desk.publishing import Outgoing
from pipeline.errors import HeldError, PublishError, ShowError
from tests.desk.test_correcting import Quiet
from tests.publish.test_hub import Hub, hub

__all__ = ["hub"]

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
NAME = "2026-11-20"
NOW = dt.datetime(2026, 11, 27, 18, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A show with one finished episode."""
    folder = tmp_path_factory.mktemp("show")
    settled(folder)
    (folder / "briefings").mkdir()
    (folder / f"briefings/{NAME}.txt").write_text(DAY, encoding="utf-8")
    build.build(Order(str(folder / f"briefings/{NAME}.txt")), opening.load(folder / "episode.toml"), Quiet())
    return folder


@pytest.fixture
def home(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "show"))


def settled(home: Path, more: str = "", text: str = SETTINGS) -> None:
    (home / "episode.toml").write_text(text + more, encoding="utf-8")


def publish(home: Path, out: str | None = None, now: dt.datetime = NOW, **more: Any) -> dict[str, Any]:
    asked = Outgoing(str(home / "pub") if out is None else out, **{"unchecked": True, **more})
    return publishing.bring_out(asked, opening.load(home / "episode.toml"), Quiet(), now)


def feed(home: Path, at: str = "pub") -> Any:
    return feedparser.parse((home / at / "feed.xml").read_bytes())


def test_a_cover_of_apples_size_goes_with_it(home: Path) -> None:
    publish(home)
    (cover,) = (home / "pub").glob("cover-*")
    with Image.open(cover) as image:
        assert image.format == "JPEG"
        assert image.mode == "RGB"
        assert image.width == image.height
        assert 1400 <= image.width <= 3000
    assert cover.name.encode() in (home / "pub/feed.xml").read_bytes()


def test_what_cannot_be_remembered_is_measured_again_and_fails_nothing(home: Path) -> None:
    (home / ".episode" / "sums.json").mkdir()
    assert publish(home)["episodes"] == 1
    assert (home / "pub/feed.xml").is_file()


def test_the_shows_own_cover_has_another_name_when_it_changes(home: Path) -> None:
    publish(home)
    Image.new("RGB", (1600, 1600), (200, 30, 30)).save(home / "own.png")
    settled(home, text=SETTINGS.replace("engine", 'cover = "own.png"\nengine'))
    done = publish(home)
    (cover,) = (home / "pub").glob("cover-*")
    assert cover.name in done["changed"]
    assert len(done["removed"]) == 1
    with Image.open(cover) as image:
        assert image.convert("RGB").getpixel((800, 800)) == pytest.approx((200, 30, 30), abs=6)


def test_without_a_place_the_output_folder_is_published_as_it_is(home: Path) -> None:
    done = publish(home, "")
    assert {path.partition("-")[0] for path in done["changed"]} == {"cover", "feed.xml"}
    assert len(feed(home, "output").entries) == 1
    assert publish(home, "")["changed"] == []


def test_a_place_can_stand_in_the_settings(home: Path) -> None:
    settled(home, 'to = "web/podcast"\n')
    publish(home, "")
    assert (home / "web/podcast/feed.xml").is_file()


def test_a_store_can_be_named_and_one_that_only_gives_cannot(home: Path) -> None:
    publish(home, f"local://{home}/there")
    assert (home / "there/feed.xml").is_file()
    publish(home, f"file://{home}/here")
    assert (home / "here/feed.xml").read_bytes() == (home / "there/feed.xml").read_bytes()
    with pytest.raises(PublishError) as caught:
        publish(home, "https://me:word@example.org/podcast")
    assert str(caught.value).startswith("https://example.org/podcast: files are read from there, not put. Name a folder, or where")


def test_what_stays_with_an_episode_survives_a_rebuild_and_a_lost_store(home: Path) -> None:
    publish(home)
    store = home / "output" / NAME / "publication.json"
    first, kept = feed(home).entries[0].id, store.read_text(encoding="utf-8")
    assert json.loads(kept)["guid"] == first
    settled(home, text=SETTINGS.replace("[feed]", "rate_wpm = 200\n[feed]"))
    build.build(Order(str(home / f"briefings/{NAME}.txt")), opening.load(home / "episode.toml"), Quiet())
    assert store.read_text(encoding="utf-8") == kept
    done = publish(home, now=NOW + dt.timedelta(days=1))
    assert f"{NAME}.v2/episode.mp3" in done["changed"]
    assert (feed(home).entries[0].id, feed(home).entries[0].published) == (first, "Fri, 20 Nov 2026 12:00:00 GMT")
    store.unlink()
    shutil.rmtree(home / "pub")
    publish(home)
    assert feed(home).entries[0].id == first


def test_what_was_published_counts_where_the_store_is_lost(home: Path) -> None:
    publish(home, now=dt.datetime(2026, 11, 20, 6, 30, tzinfo=dt.UTC))
    (home / "output" / NAME / "publication.json").unlink()
    assert publish(home)["changed"] == []
    assert feed(home).entries[0].published == "Fri, 20 Nov 2026 06:30:00 GMT"


@pytest.mark.parametrize(
    ("now", "published"),
    [
        (dt.datetime(2026, 11, 20, 6, 30, tzinfo=dt.UTC), "Fri, 20 Nov 2026 06:30:00 GMT"),
        (dt.datetime(2026, 11, 27, 6, 30, tzinfo=dt.UTC), "Fri, 20 Nov 2026 12:00:00 GMT"),
        (dt.datetime(2026, 11, 18, 12, 0, tzinfo=dt.UTC), "Wed, 18 Nov 2026 12:00:00 GMT"),
    ],
    ids=["on its day", "later", "before"],
)
def test_it_is_published_now_or_on_its_own_day(home: Path, now: dt.datetime, published: str) -> None:
    publish(home, now=now)
    assert feed(home).entries[0].published == published


def another(home: Path, name: str, **more: str) -> Path:
    """A copy of the episode under another name and date."""
    new = Path(shutil.copytree(home / "output" / NAME, home / "output" / name))
    record = json.loads((new / "episode.json").read_text(encoding="utf-8"))
    (new / "episode.json").write_text(json.dumps({**record, "date": name[:10], **more}), encoding="utf-8")
    return new


def test_episodes_are_counted_where_the_show_counts_them(home: Path) -> None:
    settled(home, 'season = "year"\ntype = "serial"\n')
    for day in ("2026-11-18", "2025-12-31", "2026-11-19"):
        another(home, day)
    publish(home)
    another(home, "2026-11-17")  # comes late, and does not push the others on
    publish(home)
    assert [(each.itunes_season, each.itunes_episode, each.published[5:11]) for each in feed(home).entries] == [
        ("2026", "3", "20 Nov"),
        ("2026", "2", "19 Nov"),
        ("2026", "1", "18 Nov"),
        ("2026", "4", "17 Nov"),
        ("2025", "1", "31 Dec"),
    ]


def test_two_briefings_of_one_day_are_two_episodes(home: Path) -> None:
    another(home, f"{NAME}-briefing")
    another(home, f"{NAME}-story", format="story")
    another(home, f"{NAME}-headlines", cut="headlines")
    publish(home)
    first = {each.enclosures[0].href: each.id for each in feed(home).entries}
    assert len(set(first.values())) == 4
    for store in (home / "output").glob("*/publication.json"):
        store.unlink()
    shutil.rmtree(home / "pub")
    publish(home)
    assert {each.enclosures[0].href: each.id for each in feed(home).entries} == first


def test_a_copied_folder_is_an_episode_of_its_own_and_a_renamed_one_is_the_same(home: Path) -> None:
    publish(home)
    first = feed(home).entries[0].id
    another(home, "2026-11-21")
    another(home, "2026-11-19")
    publish(home)
    assert [each.id == first for each in feed(home).entries] == [False, True, False]
    (home / "output" / NAME).rename(home / "output" / f"{NAME}-late")
    publish(home)
    assert [each.id == first for each in feed(home).entries] == [False, True, False]


def test_a_second_show_with_the_settings_of_the_first_does_not_take_its_place(home: Path, tmp_path: Path) -> None:
    publish(home)
    before = (home / "pub/feed.xml").read_bytes()
    other = tmp_path / "other"
    shutil.copytree(home, other, ignore=shutil.ignore_patterns("pub", "publication.json"))
    settings = other / "episode.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("The Daily Story", "Coast"), encoding="utf-8")
    for mp3 in (other / "output").glob("*/episode.mp3"):
        mp3.write_bytes(mp3.read_bytes() + b"Coast")
    for _ in range(2):
        with pytest.raises(PublishError, match="has told none of these episodes") as caught:
            publish(other, str(home / "pub"))
        assert "feed.url of its own" in caught.value.remedy
    assert (home / "pub/feed.xml").read_bytes() == before
    settings = home / "episode.toml"
    settings.write_text(settings.read_text(encoding="utf-8").replace("The Daily Story", "Renamed"), encoding="utf-8")
    publish(home)
    assert b"<title>Renamed</title>" in (home / "pub/feed.xml").read_bytes()


def test_a_hub_stands_in_the_feed_and_is_told_of_each_change_and_of_nothing_else(home: Path, hub: Hub) -> None:
    settled(home, f'hub = "{hub.url}"')
    assert publish(home)["hub"] == {"url": hub.url, "told": True, "why_not": ""}
    links = {each["rel"]: each["href"] for each in feedparser.parse((home / "pub/feed.xml").read_bytes()).feed.links}
    assert (links["hub"], links["self"]) == (hub.url, "http://127.0.0.1:9/podcast/feed.xml")
    assert [each["hub.url"] for each in hub.heard] == [["http://127.0.0.1:9/podcast/feed.xml"]]
    assert "hub" not in publish(home), "nothing has changed"
    assert "hub" not in publish(home, again=True, dry_run=True)
    hub.answers = [404]
    assert publish(home, again=True)["hub"] == {"url": hub.url, "told": False, "why_not": "it answers 404"}
    assert len(hub.heard) == 2


def test_a_trailer_goes_with_it(home: Path) -> None:
    settled(home, 'trailer = { file = "soon.mp3", title = "Soon" }\n')
    with pytest.raises(ShowError, match=r"feed\.trailer: there is no file soon\.mp3\. Put it into the show's folder"):
        publish(home)
    shutil.copy(home / "output" / NAME / "episode.mp3", home / "soon.mp3")
    assert publish(home)["episodes"] == 1
    tag = etree.parse(home / "pub/feed.xml").find(".//{*}trailer")
    assert tag.get("url") == "http://127.0.0.1:9/podcast/trailer/trailer.mp3"
    assert int(tag.get("length")) == (home / "pub/trailer/trailer.mp3").stat().st_size
    assert publish(home, now=NOW + dt.timedelta(days=1))["changed"] == []
    settled(home)
    assert "trailer/trailer.mp3" in publish(home)["removed"]


def test_the_page_of_all_lists_what_the_feed_tells(home: Path) -> None:
    publish(home)
    page = (home / "pub/index.html").read_text(encoding="utf-8")
    assert f'<a href="{NAME}/index.html">' in page
    address = opening.load(home / "episode.toml").feed.url + "feed.xml"
    assert re.search(rf'<link rel="alternate" type="application/rss\+xml" title="[^"]+" href="{re.escape(address)}">', page)
    assert f'podcast app: <a href="{address}">{address}</a>' in page
    assert "feed.xml" not in (home / "output/index.html").read_text(encoding="utf-8"), "nothing is published from there"
    shutil.rmtree(home / "output" / NAME)
    assert publish(home)["changed"] == []
    (home / "pub/index.html").write_text("<p>theirs</p>", encoding="utf-8")
    publish(home, again=True)
    assert (home / "pub/index.html").read_text(encoding="utf-8") == "<p>theirs</p>"


def test_where_the_output_is_what_is_published_its_page_names_the_feed(home: Path) -> None:
    from pipeline.desk import handing

    page = home / "output/index.html"
    publish(home, out=str(home / "output"), dry_run=True)
    assert "feed.xml" not in page.read_text(encoding="utf-8")
    publish(home, out=str(home / "output"))
    assert "feed.xml" in page.read_text(encoding="utf-8")
    handing.archive(home / "output", opening.load(home / "episode.toml"), Quiet())  # as the next build does
    assert "feed.xml" in page.read_text(encoding="utf-8")


def test_an_episode_that_was_withdrawn_is_not_listed_by_the_next_build(home: Path) -> None:
    from pipeline.desk import handing

    standing.withdraw(home / "output" / NAME, "2026-11-27")
    handing.archive(home / "output", opening.load(home / "episode.toml"), Quiet())
    assert NAME not in (home / "output/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (SETTINGS.replace('url = "http://127.0.0.1:9/podcast"', ""), r"feed\.url: a feed needs an address\. Say where"),
        (SETTINGS.replace("description", "copyright"), r"feed\.description: Apple asks for a description\. Write a sentence"),
        (SETTINGS + 'guid = "x"', r"feed\.guid: 'x' is no UUID\. Copy it"),
    ],
    ids=["url", "description", "guid"],
)
def test_what_is_missing_is_said(home: Path, settings: str, said: str) -> None:
    settled(home, text=settings)
    with pytest.raises(ShowError, match=said):
        publish(home)
    assert not (home / "pub").exists()


def test_an_episode_that_is_not_whole_stops_it(home: Path) -> None:
    with (home / "output" / NAME / "episode.mp3").open("ab") as file:
        file.write(b"more")
    with pytest.raises(PublishError, match=r"is not the file that the record names\. Build the episode again"):
        publish(home)
    assert not (home / "pub").exists()


def test_what_is_damaged_keeps_nothing_else_from_its_listeners(home: Path) -> None:
    """Nor does what the gate holds back: it stays in the feed as it was there, or out of it, and is named at the end."""
    publish(home)
    first = feed(home).entries[0]
    good, bad = another(home, "2026-11-21"), another(home, "2026-11-22")
    with (home / "output" / NAME / "episode.mp3").open("ab") as file:
        file.write(b"more")
    verdict = {
        "ok": False,
        "errors": 1,
        "findings": [{"severity": "error", "message": "says 3, not 2", "where": "x.md:9", "remedy": "Mend it."}],
    }

    def gate(folders: Sequence[Path], _: object) -> dict[Path, Any]:
        return {folder: verdict if folder == bad else {"ok": True} for folder in folders}

    asked = Outgoing(str(home / "pub"), unchecked=True)
    settings = opening.load(home / "episode.toml")
    said = r"holds 2026-11-22 back: says 3, not 2; 1 more could not be published, either; all else is up to date\. .*episode withdraw 2026-11-22"
    with pytest.raises(HeldError, match=said):
        publishing.bring_out(asked, settings, Quiet(), NOW, gate)
    entries = {each.id: each for each in feed(home).entries}
    assert len(entries) == 2
    assert entries[first.id].enclosures == first.enclosures
    assert (home / "pub" / good.name / "episode.mp3").is_file()
    assert not (home / "pub" / bad.name).exists()
    whole = (home / "pub/feed.xml").read_bytes()
    standing.withdraw(bad, "2026-11-27")
    with pytest.raises(PublishError, match="is not the file that the record names; all else is up to date"):
        publishing.bring_out(asked, settings, Quiet(), NOW, gate)
    assert (home / "pub/feed.xml").read_bytes() == whole


def test_a_file_is_measured_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(home)
    read = []
    monkeypatch.setattr("pipeline.publish.sha256", lambda path: read.append(path))
    assert publish(home)["changed"] == []
    assert read == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="a folder cannot be locked there")
def test_nobody_else_publishes_the_same_episodes_meanwhile(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import fcntl

    tried = []

    def meanwhile(*_: Any, **__: Any) -> None:
        handle = os.open(home / "output", os.O_RDONLY)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tried.append("locked")
        finally:
            os.close(handle)
        raise PublishError("stopped here")

    monkeypatch.setattr("pipeline.publish.release.release", meanwhile)
    with pytest.raises(PublishError, match="stopped here"):
        publish(home)
    assert tried == ["locked"]
