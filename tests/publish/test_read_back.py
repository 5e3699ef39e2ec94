"""Three hundred episodes: the feed read back field by field by other readers, and held against rules that are not our writer's."""

from __future__ import annotations

import base64
import dataclasses
import datetime as dt
import functools
import hashlib
import html
import io
import json
import os
import shutil
from pathlib import Path
from typing import Any

import fastjsonschema
import feedparser
import podcastparser
import pytest

from pipeline import build
from pipeline.desk import opening
from pipeline.desk.order import Order
from pipeline.mix.duration import duration_ms
from pipeline.publish.entry import Standing, entry
from pipeline.publish.feed import episode_guid
from pipeline.publish.finished import Finished, finished
from pipeline.publish.release import Draft, going, release
from tests.desk.test_correcting import DAY, Quiet
from tests.publish.rules import broken
from tests.publish.shelf import BASE, CHANNEL

EPISODES = 300
LAST = dt.date(2026, 11, 27)
NOW = dt.datetime(2026, 11, 27, 18, 0, tzinfo=dt.UTC)
CHAPTERS = {
    "type": "object",
    "required": ["version", "chapters"],
    "properties": {
        "version": {"const": "1.2.0"},
        "chapters": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["startTime"],
                "properties": {
                    "startTime": {"type": "number", "minimum": 0},
                    "endTime": {"type": "number", "exclusiveMinimum": 0},
                    "title": {"type": "string"},
                    "img": {"type": "string", "format": "uri"},
                    "url": {"type": "string", "format": "uri"},
                    "toc": {"type": "boolean"},
                    "location": {"type": "object", "required": ["name", "geo"]},
                },
                "additionalProperties": False,
            },
        },
    },
}
"""Written from the specification of JSON chapters 1.2."""


class Memory:
    """A place in memory, where files that are one on the disk are one as well."""

    def __init__(self) -> None:
        self.where = "memory"
        self.folder: Path | None = None
        self.files: dict[str, bytes] = {}
        self._read: dict[int, bytes] = {}

    def sizes(self) -> dict[str, int]:
        return {path: len(data) for path, data in self.files.items()}

    def read(self, path: str) -> bytes | None:
        return self.files.get(path)

    def put(self, path: str, source: Path) -> None:
        self.files[path] = self._read.setdefault(source.stat().st_ino, b"") or source.read_bytes()
        self._read[source.stat().st_ino] = self.files[path]

    def write(self, path: str, data: bytes) -> None:
        self.files[path] = data

    def remove(self, path: str) -> None:
        self.files.pop(path, None)


@dataclasses.dataclass(frozen=True)
class Shelf:
    """What was published, and what of."""

    target: Memory
    done: list[Finished]
    """The newest first."""
    lengths: dict[str, int]
    """Milliseconds by the audio's hash, as decoded."""

    @property
    def feed(self) -> bytes:
        return self.target.files["feed.xml"]


@pytest.fixture(scope="module")
def shelf(tmp_path_factory: pytest.TempPathFactory) -> Shelf:
    """Two episodes are made; the rest are copies of them with other dates and titles."""
    home = tmp_path_factory.mktemp("show")
    (home / "episode.toml").write_text('engine = "tone"\n', encoding="utf-8")
    text = home / "2026-11-20.txt"
    text.write_text(DAY, encoding="utf-8")
    made = [
        Path(build.build(Order(str(text), form=form, out=home / form), opening.load(home / "episode.toml"), Quiet())["dir"])
        for form in ("briefing", "story")
    ]
    hashes: dict[int, str] = {}
    lengths: dict[str, int] = {}

    def digest(path: Path) -> str:
        inode = path.stat().st_ino
        if inode not in hashes:
            hashes[inode] = hashlib.sha256(path.read_bytes()).hexdigest()
        return hashes[inode]

    def measure(path: Path) -> int:
        if digest(path) not in lengths:
            lengths[digest(path)] = duration_ms(path)
        return lengths[digest(path)]

    done = []
    for n in range(EPISODES):
        date = LAST - dt.timedelta(days=n)
        folder = home / "output" / date.isoformat()
        shutil.copytree(made[n % 2], folder, copy_function=os.link)
        record = json.loads((folder / "episode.json").read_text(encoding="utf-8")) | {
            "date": date.isoformat(),
            "title": f"Day {n} & <after>",
        }
        (folder / "episode.json").unlink()
        (folder / "episode.json").write_text(json.dumps(record), encoding="utf-8")
        done.append(finished(folder, measure, digest))
    drafts = []
    for each in done:
        standing = Standing(
            episode_guid(CHANNEL.identity, each.date.isoformat(), each.format), f"{each.date}T06:00:00+00:00", 1, each.date.year
        )
        drafts.append(Draft(entry(each, standing), each.folder))
    target = Memory()
    channel = dataclasses.replace(CHANNEL, cover="cover.jpg")
    release(channel, drafts, target, now=NOW, around=lambda _: {"cover.jpg": going("cover.jpg", b"jpeg")})
    return Shelf(target, done, lengths)


def test_feedparser_reads_every_field(shelf: Shelf) -> None:
    found = feedparser.parse(shelf.feed)
    assert not found.bozo
    assert found.version == "rss20"
    assert (found.feed.title, found.feed.language, found.feed.publisher_detail.email) == ("The Daily Story", "en-gb", "news@example.org")
    assert found.feed.image.href == f"{BASE}cover.jpg"
    assert [tag.term for tag in found.feed.tags] == ["News", "Daily News", "Society & Culture"]
    assert len(found.entries) == EPISODES
    for item, each in zip(found.entries, shelf.done, strict=True):
        audio = each.audio[0]
        assert html.unescape(item.title).startswith(f"Day {(LAST - each.date).days} & ")  # it takes a title for HTML
        assert item.id == episode_guid(CHANNEL.identity, each.date.isoformat(), each.format)
        assert item.published_parsed[:4] == (each.date.year, each.date.month, each.date.day, 6)
        assert item.link == f"{BASE}{each.date}/"
        (enclosure,) = item.enclosures
        assert (enclosure.href, enclosure.length, enclosure.type) == (f"{BASE}{each.date}/episode.mp3", str(audio.bytes), "audio/mpeg")
        assert abs(int(item.itunes_duration) * 1000 - shelf.lengths[audio.sha256]) <= 500
        assert (item.itunes_season, item.itunes_episode, bool(item.itunes_explicit)) == (str(each.date.year), "1", False)
        assert "Chapters" in item.summary
        assert "<p><strong>Chapters</strong></p>" in item.content[0].value


def test_podcastparser_reads_every_field(shelf: Shelf) -> None:
    found = podcastparser.parse(f"{BASE}feed.xml", io.BytesIO(shelf.feed))
    assert (found["title"], found["link"], found["cover_url"]) == ("The Daily Story", "https://example.org/", f"{BASE}cover.jpg")
    assert (found["itunes_author"], found["itunes_owner"]["email"], found["explicit"]) == ("The Example", "news@example.org", False)
    assert len(found["episodes"]) == EPISODES
    for item, each in zip(found["episodes"], shelf.done, strict=True):
        when = dt.datetime.combine(each.date, dt.time(6), dt.UTC).timestamp()
        assert item["title"] == f"Day {(LAST - each.date).days} & <after>"
        assert (item["published"], item["link"]) == (when, f"{BASE}{each.date}/")
        assert item["enclosures"] == [
            {"url": f"{BASE}{each.date}/episode.mp3", "file_size": each.audio[0].bytes, "mime_type": "audio/mpeg"},
        ]
        assert abs(item["total_time"] * 1000 - shelf.lengths[each.audio[0].sha256]) <= 500
        assert item["description"]


@functools.cache
def proof(data: bytes) -> str:
    return base64.b64encode(hashlib.sha256(data).digest()).decode()


def test_every_file_that_it_names_is_there_as_long_as_it_says(shelf: Shelf) -> None:
    from lxml import etree

    tree = etree.fromstring(shelf.feed)
    named = {node.get(key) for node in tree.iter() for key in ("url", "uri", "href") if (node.get(key) or "").startswith(BASE)}
    assert {url.removeprefix(BASE) for url in named} <= set(shelf.target.files)
    for item in tree.iter("item"):
        enclosure = item.find("enclosure")
        data = shelf.target.files[enclosure.get("url").removeprefix(BASE)]
        assert len(data) == int(enclosure.get("length"))
        assert item.find("{*}alternateEnclosure/{*}integrity").get("value") == f"sha256-{proof(data)}"


def test_it_keeps_the_rules_of_apple_rss_and_podcasting_2(shelf: Shelf) -> None:
    assert broken(shelf.feed) == []


def test_the_chapters_are_as_their_specification_has_them(shelf: Shelf) -> None:
    valid = fastjsonschema.compile(CHAPTERS)
    for path in (path for path in shelf.target.files if path.endswith("chapters.json")):
        document = json.loads(shelf.target.files[path])
        valid(document)
        starts = [chapter["startTime"] for chapter in document["chapters"]]
        assert starts == sorted(starts)
        assert starts[0] == 0


MISTAKES: list[tuple[str, str, str]] = [
    ("encoding='UTF-8'", "encoding='utf-16'", "UTF-8"),
    ('version="2.0"', 'version="0.92"', "RSS 2.0"),
    ("itunes.com/dtds/podcast-1.0.dtd", "itunes.com/DTDs/Podcast-1.0.dtd", "itunes:"),
    ("<itunes:explicit>false</itunes:explicit>", "<itunes:explicit>no</itunes:explicit>", "explicit"),
    ("<itunes:explicit>false</itunes:explicit>", "", "itunes:explicit"),
    ("<language>en-gb</language>", "<language>English</language>", "ISO 639"),
    ("cover.jpg", "cover.gif", "artwork"),
    ('text="News"', 'text=""', "category"),
    ("<itunes:type>episodic", "<itunes:type>daily", "type"),
    (">yes</podcast:locked>", ">true</podcast:locked>", "locked"),
    ('rel="self"', 'rel="alternate"', "where it is itself"),
    ('type="audio/mpeg"', 'type="audio/mp3"', "plays"),
    ("episode.mp3", "episode.ogg", "plays"),
    ("<guid ", "<guidance ", "guid"),
    ('startTime="', 'start="', "soundbite"),
    ("application/json+chapters", "application/json", "chapters"),
    ("application/x-subrip", "text/srt", "transcript"),
    ("sha256-", "md5-", "SRI"),
    ("06:00:00 GMT", "o'clock", "RFC 2822"),
    ("<itunes:duration>", "<itunes:duration>about ", "seconds"),
    ("https://example.org/podcast/2026", "podcast/2026", "no address"),
    ("<itunes:season>", "<itunes:season>0", "season"),
    ("<title>The Daily", "<title> The Daily", "spaces"),
    ("<copyright>2026", f"<copyright>{'x' * 256}", "255"),
    ("<generator>", "<creator>x</creator><generator>", "RSS knows no creator"),
]


@pytest.mark.parametrize(("right", "wrong", "said"), MISTAKES, ids=range(len(MISTAKES)))
def test_the_rules_find_what_breaks_them(shelf: Shelf, right: str, wrong: str, said: str) -> None:
    head = shelf.feed.decode().partition("</item>")[0]
    short = f"{head}</item></channel></rss>"
    assert right in short
    spoilt = short.replace(right, wrong).replace("</guid>", "</guidance>" if wrong == "<guidance " else "</guid>")
    if "soundbite" in said:
        spoilt = short.replace("</item>", '<podcast:soundbite duration="12.5"/></item>')
    assert any(said in fault for fault in broken(spoilt.encode())), broken(spoilt.encode())


def test_twice_the_same_is_found(shelf: Shelf) -> None:
    tree: Any = shelf.feed.decode().replace("</channel>", "") + ""
    item = tree[tree.index("<item>") : tree.index("</item>") + 7]
    assert broken(f"{tree.removesuffix('</rss>').rstrip().removesuffix('</rss>')}{item}</channel></rss>".encode()) == [
        "a guid twice",
        "an enclosure twice",
    ]
