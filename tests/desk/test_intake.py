"""What goes in: several sources as one day, each as what it is; one that fails does not stop the others."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from pipeline.build import build
from pipeline.desk.intake import gather
from pipeline.desk.order import Order
from pipeline.desk.show import Show
from pipeline.errors import BriefingError
from pipeline.text.found import Shelf, shelved
from tests.bench.lengths import Notes

TESTS = Path(__file__).resolve().parents[1]
BLOG = TESTS / "read" / "styles" / "unstamped.txt"
PAGE = TESTS / "read" / "saved" / "article-jsonld.html"
LOOPBACK = Show(networks=("127.0.0.1/32",))


class Quiet(SimpleHTTPRequestHandler):
    """Serves the saved pages."""

    def __init__(self, *about: object, **more: object) -> None:
        super().__init__(*about, directory=str(PAGE.parent), **more)  # type: ignore[arg-type]

    def log_message(self, *about: object) -> None: ...

    def send_head(self) -> Any:
        """At the addresses of feeds a page, as a site gives it that is down."""
        if any(sign in self.path for sign in ("rss", "feed", "atom")):
            self.path = f"/{PAGE.name}"
        return super().send_head()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setenv("EPISODE_CACHE", str(tmp_path / "cache"))
    server = ThreadingHTTPServer(("127.0.0.1", 0), Quiet)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_a_blog_a_page_and_an_address_are_one_day(site: str) -> None:
    address = f"{site}/article-plain.html"
    found = gather([str(BLOG), str(PAGE), address], LOOPBACK, Notes())
    assert set(found.files) == {"unstamped.txt", "article-jsonld.html", address}
    alone = [gather([name], LOOPBACK, Notes()) for name in (str(BLOG), str(PAGE), address)]
    assert len(found.updates) == sum(len(each.updates) for each in alone)


def test_one_that_fails_is_told_and_the_others_go_on(site: str) -> None:
    notes = Notes()
    found = gather([str(BLOG), f"{site}/gone.html", "nowhere.txt"], LOOPBACK, notes)
    assert found.files == ("unstamped.txt",)
    assert len([note for note in notes.notes if "going on without this" in note]) == 2
    with pytest.raises(BriefingError):
        gather([str(BLOG), "nowhere.txt"], LOOPBACK, notes, strict=True)
    with pytest.raises(BriefingError, match="no such file"):
        gather(["nowhere.txt", "nor here.txt"], LOOPBACK, notes)


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/a", "ftp://example.org/a", "file:///etc/passwd", "http://localhost/a"])
def test_ones_own_network_and_other_schemes_are_refused(address: str) -> None:
    with pytest.raises(BriefingError):
        gather([address], Show(), Notes())


def test_the_shows_own_sources_are_read_where_none_is_named(tmp_path: Path) -> None:
    show = Show(folder=tmp_path, sources=(str(BLOG), str(PAGE)), repeats=True)
    done = build(Order(engine="tone", date="2026-11-27"), show, Notes())
    record = json.loads(Path(done["files"]["episode"]).read_text(encoding="utf-8"))
    assert record["briefing"]["file"] == "unstamped.txt + article-jsonld.html"
    cited = {source.partition(":")[0] for segment in record["segments"] for source in segment["sources"]}
    assert cited == {"unstamped.txt", "article-jsonld.html"}
    assert (tmp_path / "scripts" / "2026-11-27.md").is_file()
    again = build(Order(engine="tone", date="2026-11-27"), show, Notes())
    assert again["script"] == "unchanged"


def test_a_kind_that_is_said_is_not_guessed(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text(
        "# The harbour\n\nThe harbour opened again on Tuesday after eleven days of ice, the port authority said.\n", encoding="utf-8"
    )
    assert [update.heading for update in gather([str(file)], Show(), Notes(), kind="markdown").updates] == ["The harbour"]


def test_a_story_is_told_from_the_moment_at_which_its_embargo_ends(tmp_path: Path) -> None:
    ends = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=1)
    story = {"uri": "a", "versioncreated": "2026-11-27T05:00:00Z", "headline": "Bridge", "body_text": "The bridge is open."}
    path = tmp_path / "wire.json"
    path.write_text(json.dumps([story, {**story, "uri": "b", "embargoed": ends.isoformat(), "body_text": "The ferry is full."}]))
    with shelved(Shelf({})):
        found = [len(gather([str(path)], LOOPBACK, Notes()).updates)]
        while found[-1] < 2 and dt.datetime.now(dt.UTC) < ends + dt.timedelta(seconds=20):
            found.append(len(gather([str(path)], LOOPBACK, Notes()).updates))
    assert (found[0], found[-1]) == (1, 2)


def test_a_file_that_withdraws_a_story_takes_it_out_of_the_others(tmp_path: Path) -> None:
    story = {"uri": "a", "version": "1", "versioncreated": "2026-11-27T05:00:00Z", "headline": "Bridge", "body_text": "The bridge is open."}
    versions = [story, {**story, "version": "2", "pubstatus": "canceled"}, {**story, "uri": "b", "body_text": "The ferry is full."}]
    files = [tmp_path / f"{n}.json" for n in range(3)]
    for file, each in zip(files, versions, strict=True):
        file.write_text(json.dumps(each))
    watch = Notes()
    found = gather(list(map(str, files)), LOOPBACK, watch)
    assert [update.paragraphs[0].text for update in found.updates] == ["The ferry is full."]
    assert [note.split(". See")[0] for note in watch.notes] == [
        "going on without this: 0.json: nothing in it can be told: an earlier version: version 2 is in another file",
        "going on without this: 1.json: nothing in it can be told: withdrawn: its publisher cancelled it",
    ]
    alone = gather([str(files[0]), str(files[2])], LOOPBACK, Notes())
    assert len(alone.updates) == 2


@pytest.mark.parametrize("path", ["/rss.xml", "/news/feed/", "/rss", "/atom.xml?edition=1", "/?format=rss", "/feed/atom/", "/rss.php?id=3"])
def test_a_page_that_comes_where_a_feed_was_asked_for_is_not_told(site: str, path: str) -> None:
    """“Back soon”, “please sign in”: a site that is down answers so, with a status that says that all is well."""
    address = site + path
    with pytest.raises(BriefingError, match="a web page came where the address is a feed’s") as refused:
        gather([address], LOOPBACK, Notes())
    assert refused.value.where.startswith(site)
    notes = Notes()
    assert gather([str(BLOG), address], LOOPBACK, notes).files == ("unstamped.txt",)
    assert any("a web page came" in note for note in notes.notes)
    assert gather([address], LOOPBACK, Notes(), kind="html").updates, "somebody who says that it is a page is believed"


@pytest.mark.parametrize("path", ["/atom", "/rss-readers.html", "/feeding-the-birds", "/feed/today.html"])
def test_a_page_with_a_word_of_feeds_in_its_address_is_a_page(site: str, path: str) -> None:
    assert gather([site + path], LOOPBACK, Notes()).updates
