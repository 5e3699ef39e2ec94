"""The feed, read back: what is in it, in which words, and that nothing in an episode's words can break it or run."""

from __future__ import annotations

import dataclasses
import datetime as dt
import io
import json
import tempfile
from pathlib import Path
from typing import Any
from uuid import UUID

import feedparser
import podcastparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.errors import PublishError
from pipeline.publish import plain
from pipeline.publish.feed import ITUNES, PODCAST, Channel, episode_guid, feed_xml, show_guid
from pipeline.publish.finished import finished, folders
from tests.publish.shelf import BASE, CHANNEL, DURATION_MS, NOW, done, draft, made, measured

SPACES = {
    "itunes": ITUNES,
    "podcast": PODCAST,
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
}


def tree_of(data: bytes) -> Any:
    return etree.fromstring(data)


def item_of(tmp_path: Path, **more: Any) -> Any:
    return tree_of(feed_xml(CHANNEL, [draft(made(tmp_path, **more)).entry], NOW)).find("channel/item")


def text(node: Any, path: str) -> str:
    return str(node.findtext(path, namespaces=SPACES))


def test_the_identity_is_what_the_podcast_index_derives() -> None:
    # The two examples of the specification (docs/tags/guid.md).
    assert show_guid("https://mp3s.nashownotes.com/pc20rss.xml") == UUID("917393e3-1b1e-5cef-ace4-edaa54e1f810")
    assert show_guid("https://podnews.net/rss/") == show_guid("http://podnews.net/rss") == UUID("9b024349-ccf0-5f69-a609-6b82873eab3c")


def test_an_episode_is_known_by_date_format_and_cut() -> None:
    show = CHANNEL.identity
    one = episode_guid(show, "2026-11-27", "briefing", "", "")
    assert one == episode_guid(show, "2026-11-27", "briefing")
    assert (
        len(
            {
                one,
                episode_guid(show, "2026-11-28", "briefing"),
                episode_guid(show, "2026-11-27", "story"),
                episode_guid(show, "2026-11-27", "briefing", "headlines"),
                episode_guid(UUID(int=1), "2026-11-27", "briefing"),
            }
        )
        == 5
    )


def test_the_channel_says_all_that_is_asked(tmp_path: Path) -> None:
    channel = dataclasses.replace(CHANNEL, cover="cover-1a2b3c4d.jpg", moved_to="https://example.net/feed.xml")
    top = tree_of(feed_xml(channel, [], NOW)).find("channel")
    assert text(top, "title") == text(top, "image/title") == "The Daily Story"
    assert text(top, "link") == "https://example.org/"
    assert text(top, "description") == text(top, "itunes:summary") == "The day in ten minutes.\n\nEach evening."
    assert text(top, "language") == "en-gb"
    assert text(top, "itunes:author") == "The Example"
    assert text(top, "itunes:explicit") == "false"
    assert text(top, "itunes:type") == "episodic"
    assert (text(top, "itunes:owner/itunes:name"), text(top, "itunes:owner/itunes:email")) == ("Eva Muster", "news@example.org")
    assert top.find("itunes:image", SPACES).get("href") == text(top, "image/url") == f"{BASE}cover-1a2b3c4d.jpg"
    assert [[each.get("text") for each in main.iter(f"{{{ITUNES}}}category")] for main in top.findall("itunes:category", SPACES)] == [
        ["News", "Daily News"],
        ["Society & Culture"],
    ]
    own = top.find("atom:link", SPACES)
    assert (own.get("rel"), own.get("href"), own.get("type")) == ("self", f"{BASE}feed.xml", "application/rss+xml")
    assert text(top, "podcast:guid") == str(show_guid(f"{BASE}feed.xml"))
    locked = top.find("podcast:locked", SPACES)
    assert (locked.text, locked.get("owner")) == ("yes", "news@example.org")
    assert text(top, "podcast:medium") == "podcast"
    assert text(top, "podcast:license") == "cc-by-4.0"
    assert top.find("podcast:funding", SPACES).get("url") == "https://example.org/support"
    person = top.find("podcast:person", SPACES)
    assert (person.text, dict(person.attrib)) == ("Eva Muster", {"role": "host", "group": "cast", "href": "https://example.org/eva"})
    assert text(top, "itunes:new-feed-url") == "https://example.net/feed.xml"
    assert text(top, "lastBuildDate") == "Fri, 27 Nov 2026 18:00:00 GMT"


def test_a_private_show_asks_not_to_be_listed() -> None:
    top = tree_of(feed_xml(dataclasses.replace(CHANNEL, private=True), [], NOW)).find("channel")
    assert (text(top, "itunes:block"), text(top, "podcast:block")) == ("Yes", "yes")


def test_what_is_not_set_is_not_there() -> None:
    bare = Channel(BASE, "T", "D", "A", BASE, "en", (("News", ""),))
    found = {etree.QName(each).localname for each in tree_of(feed_xml(bare, [], NOW)).iter()}
    assert not found & {"owner", "funding", "person", "license", "new-feed-url", "copyright", "image", "trailer"}


def test_an_item_says_all_that_is_asked(tmp_path: Path) -> None:
    item = item_of(
        tmp_path,
        files={"cover.jpg": b"jpeg", "index.html": b"<p>", "notes.txt": b"First.\n\nSecond.", "notes.html": b"<p>First.</p><p>2</p>"},
    )
    assert text(item, "title") == text(item, "itunes:title") == "Kyiv weighs a plan"
    assert text(item, "link") == f"{BASE}2026-11-27/"
    guid = item.find("guid")
    assert (guid.text, guid.get("isPermaLink")) == (episode_guid(CHANNEL.identity, "2026-11-27", "briefing"), "false")
    assert text(item, "pubDate") == "Fri, 27 Nov 2026 12:00:00 GMT"
    enclosure = item.find("enclosure")
    assert dict(enclosure.attrib) == {"url": f"{BASE}2026-11-27/episode.mp3", "length": "13", "type": "audio/mpeg"}
    assert text(item, "itunes:duration") == "612"
    assert text(item, "itunes:summary") == "First.\n\nSecond."
    assert text(item, "description") == text(item, "content:encoded") == "<p>First.</p>\n<p>2</p>"
    assert text(item, "itunes:episodeType") == "full"
    assert item.find("itunes:image", SPACES).get("href") == f"{BASE}2026-11-27/cover.jpg"
    transcripts = [
        (each.get("url").rpartition("/")[2], each.get("type"), each.get("rel")) for each in item.findall("podcast:transcript", SPACES)
    ]
    assert transcripts == [
        ("transcript.vtt", "text/vtt", "captions"),
        ("transcript.srt", "application/x-subrip", "captions"),
        ("transcript.json", "application/json", "captions"),
        ("transcript.html", "text/html", None),
    ]
    chapters = item.find("podcast:chapters", SPACES)
    assert (chapters.get("url"), chapters.get("type")) == (f"{BASE}2026-11-27/chapters.json", "application/json+chapters")
    bite = item.find("podcast:soundbite", SPACES)
    assert (bite.get("startTime"), bite.get("duration"), bite.text) == ("0.000", "50.481", "Kyiv weighs a plan")
    forms = item.findall("podcast:alternateEnclosure", SPACES)
    assert [(form.get("type"), form.get("length"), form.get("default"), form.get("codecs")) for form in forms] == [
        ("audio/mpeg", "13", "true", None),
        ("audio/ogg", "18", None, "opus"),
    ]
    assert [form.find("podcast:source", SPACES).get("uri") for form in forms] == [
        f"{BASE}2026-11-27/episode.{end}" for end in ("mp3", "opus")
    ]
    # The hash that `openssl dgst -sha256 -binary | base64` gives for the file's bytes.
    assert forms[0].find("podcast:integrity", SPACES).get("value") == "sha256-dAEPvETMIfZKr11iZJCqhKDYsccUjQ4P8dUGLLdBAm4="


@pytest.mark.parametrize(("end_ms", "there"), [(14_999, False), (15_000, True), (120_000, True), (120_001, False)])
def test_a_soundbite_is_as_long_as_it_should_be(tmp_path: Path, end_ms: int, there: bool) -> None:
    chapters = [{"title": "Headlines", "start_ms": 0, "end_ms": end_ms}, {"title": "Rest", "start_ms": end_ms, "end_ms": DURATION_MS}]
    assert (item_of(tmp_path, chapters=chapters).find("podcast:soundbite", SPACES) is not None) == there


def test_descriptions_are_cdata_as_apple_asks(tmp_path: Path) -> None:
    feed = feed_xml(CHANNEL, [draft(made(tmp_path, files={"notes.html": b"<p>A &amp; <b>B</b></p>"})).entry], NOW)
    for name in (b"description", b"content:encoded"):
        assert b"<%s><![CDATA[<p>A &amp; <b>B</b></p>]]></%s>" % (name, name) in feed
    assert b"<itunes:summary><![CDATA" not in feed


def test_without_notes_the_chapters_with_their_times_stand_for_them(tmp_path: Path) -> None:
    assert text(item_of(tmp_path), "itunes:summary") == "(00:00) Headlines\n(00:50) The offer"


def test_season_number_and_correction(tmp_path: Path) -> None:
    folder = made(tmp_path, corrections=[{"date": "2026-11-28"}, {"date": "2026-12-01"}])
    item = tree_of(feed_xml(CHANNEL, [draft(folder, season=2026, number=7).entry], NOW)).find("channel/item")
    assert [text(item, path) for path in ("itunes:season", "podcast:season", "itunes:episode", "podcast:episode")] == [
        "2026",
        "2026",
        "7",
        "7",
    ]
    assert text(item, "atom:updated") == "2026-12-01T00:00:00Z"


def test_a_trailer_is_an_item_and_a_tag_of_the_channel(tmp_path: Path) -> None:
    trailer = draft(made(tmp_path), kind="trailer", title="Soon").entry
    top = tree_of(feed_xml(dataclasses.replace(CHANNEL, trailer_season=2), [trailer], NOW)).find("channel")
    tag = top.find("podcast:trailer", SPACES)
    assert (tag.text, tag.get("pubdate"), tag.get("season")) == ("Soon", "Fri, 27 Nov 2026 12:00:00 GMT", "2")
    assert {key: tag.get(key) for key in ("url", "length", "type")} == dict(top.find("item/enclosure").attrib)
    assert text(top, "item/itunes:episodeType") == "trailer"


# ── words that would break it ────────────────────────────────────────────────────────────────────────────

ODD = [
    "<script>alert(1)</script>",
    "a ]]> b",
    "Tom & Jerry <b>bold</b> &amp; &lt;i&gt;",
    "bell \x07 and null \x00 and \x1b[31m",
    "\u202egnp.exe \u2066x\u2069 \u200f",
    "lone \ud800 surrogate \ufffe\uffff",
    "שלום العالم 北京 🎙️",
    "line\r\nbreak\ttab",
    "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;",
    "   ",
]


@pytest.mark.parametrize("words", ODD, ids=range(len(ODD)))
def test_odd_words_come_back_as_they_can_be_shown(tmp_path: Path, words: str) -> None:
    item = item_of(tmp_path, title=words, chapters=[{"title": words, "start_ms": 0, "end_ms": 1000}])
    want = plain.line(words) or "2026-11-27"
    assert text(item, "title") == want
    assert not [char for char in want if ord(char) < 32 or char in "\u202e\u2066\u2069\u200f\ud800\ufffe\uffff"]
    assert "<script" not in text(item, "description")
    parsed = feedparser.parse(feed_xml(CHANNEL, [draft(tmp_path / "2026-11-27").entry], NOW))
    assert not parsed.bozo


@settings(max_examples=30)
@given(st.text(max_size=60), st.text(max_size=60), st.text(alphabet=st.characters(), max_size=200))
def test_no_text_breaks_the_feed(title: str, name: str, notes: str) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = made(
            Path(place), title=title, files={"notes.html": notes.encode("utf-8", "replace"), "notes.txt": name.encode("utf-8", "replace")}
        )
        data = feed_xml(dataclasses.replace(CHANNEL, title=name or "x", author=title), [draft(folder).entry], NOW)
    tree = tree_of(data)
    assert text(tree, "channel/item/title") == (plain.line(title) or "2026-11-27")
    assert len(text(tree, "channel/item/description").encode()) <= 4000


NOTES = """<html><head><title>x</title><style>p{color:red}</style></head><body onload="x()">
<script>steal()</script>loose &amp; words <em>here</em>
<p style="color:red" onclick="x()">One <a href="javascript:x()">bad</a> <a href="https://example.org/?a=1&amp;b=2" target="_blank">good</a></p>
<ul><li>a</li><li>b<iframe src="x"></iframe></li></ul><div><span>kept words</span></div><img src=x onerror=x()>
<!-- ]]> --><p>after \u202e it</p><svg><script>x</script></svg></body></html>"""


def test_notes_keep_their_words_and_links_and_nothing_that_runs() -> None:
    assert plain.blocks(NOTES) == (
        "<p>loose &amp; words <em>here</em></p>",
        '<p>One bad <a href="https://example.org/?a=1&amp;b=2">good</a></p>',
        "<ul><li>a</li><li>b</li></ul>",
        "<p>kept words</p>",
        "<p>after  it</p>",
    )


def test_long_sources_leave_room_for_what_stands_behind_them(tmp_path: Path) -> None:
    rows = "".join(f'<li><a href="https://example.org/{n}">Source {n} {"é" * 30}</a></li>' for n in range(60))
    notes = f"<p>The day.</p><p><strong>Sources</strong></p><ul>{rows}</ul><p>The voices are synthetic.</p>"
    item = item_of(tmp_path, files={"notes.html": notes.encode()})
    said = text(item, "description")
    assert 3800 < len(said.encode()) <= 4000
    assert said.endswith("</a></li></ul>\n<p>The voices are synthetic.</p>")
    assert text(item, "content:encoded").count("<li>") == 60
    (kept,) = plain.blocks(f"<ul>{rows}</ul>")
    assert plain.within(["<p>Sources</p>", kept, "<p>End.</p>"], 60) == "<p>Sources</p>"


def test_a_description_is_cut_between_blocks(tmp_path: Path) -> None:
    long = "".join(f"<p>{n} {'ä' * 500}</p>" for n in range(9))
    item = item_of(tmp_path, files={"notes.html": long.encode(), "notes.txt": ("word " * 2000).encode()})
    assert text(item, "description").count("<p>") == text(item, "description").count("</p>") == 3
    assert text(item, "content:encoded").count("</p>") == 9
    assert len(text(item, "itunes:summary").encode()) <= 4000
    assert text(item, "itunes:summary").endswith("word…")


# ── the record and the files ─────────────────────────────────────────────────────────────────────────────


def test_scripts_sources_and_records_stay_at_home(tmp_path: Path) -> None:
    folder = made(tmp_path, files={"stem.wav": b"RIFF", "day.items.yaml": b"x", "notes.md": b"x"})
    assert {file.name for file in done(folder).files} == {
        "episode.mp3", "episode.opus", "transcript.vtt", "transcript.srt", "transcript.json", "transcript.html", "chapters.json",
    }  # fmt: skip


@pytest.mark.parametrize("name", ["../feed.mp3", "a/b.mp3", "..", ".hidden.mp3", "c:x.mp3", "a\\b.mp3", "x.mp3\n", "x\x00.mp3"])
def test_a_name_that_leads_elsewhere_is_refused(tmp_path: Path, name: str) -> None:
    folder = made(tmp_path)
    record = (folder / "episode.json").read_text(encoding="utf-8")
    found = json.loads(record)
    found["files"]["episode.mp3"]["name"] = name
    (folder / "episode.json").write_text(json.dumps(found), encoding="utf-8")
    with pytest.raises(PublishError):
        done(folder)


def test_a_link_to_elsewhere_is_refused(tmp_path: Path) -> None:
    folder = made(tmp_path)
    (tmp_path / "other.mp3").write_bytes(b"ID3 the sound")
    (folder / "episode.mp3").unlink()
    (folder / "episode.mp3").symlink_to(tmp_path / "other.mp3")
    with pytest.raises(PublishError, match="not a file of its folder"):
        done(folder)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda folder: (folder / "episode.mp3").unlink(), "not there"),
        (lambda folder: (folder / "episode.mp3").write_bytes(b"ID3 the other"), "not the file that the record names"),
        (lambda folder: (folder / "transcript.vtt").write_bytes(b""), "not the file that the record names"),
        (lambda folder: (folder / "episode.json").write_bytes(b"[]"), "not the record"),
        (lambda folder: (folder / "episode.json").write_bytes(b"\xff"), "not the record"),
        (lambda folder: (folder / "episode.json").write_text('{"files": {}}', encoding="utf-8"), "not the record"),
        (lambda folder: (folder / "episode.json").unlink(), "cannot be read"),
    ],
    ids=range(7),
)
def test_an_episode_that_is_not_whole_is_not_published(tmp_path: Path, spoil: Any, said: str) -> None:
    folder = made(tmp_path)
    spoil(folder)
    with pytest.raises(PublishError, match=said) as caught:
        done(folder)
    assert "Build the episode again" in caught.value.remedy


def test_the_length_is_the_files_own(tmp_path: Path) -> None:
    folder = made(tmp_path)
    assert finished(folder, lambda _: DURATION_MS + 26).duration_ms == DURATION_MS + 26
    with pytest.raises(PublishError, match=r"lasts 60\.0 s, and its record says 612\.3 s"):
        finished(folder, lambda _: 60_000)


def test_only_folders_with_a_record_are_episodes(tmp_path: Path) -> None:
    made(tmp_path)
    made(tmp_path, ".2026-11-28.partial")
    (tmp_path / "archive").mkdir()
    (tmp_path / "feed.xml").write_text("x", encoding="utf-8")
    assert [path.name for path in folders(tmp_path)] == ["2026-11-27"]
    assert folders(tmp_path / "nowhere") == ()


# ── other readers ────────────────────────────────────────────────────────────────────────────────────────


def test_podcastparser_and_feedparser_read_the_same(tmp_path: Path) -> None:
    data = feed_xml(dataclasses.replace(CHANNEL, cover="c.jpg"), [draft(made(tmp_path)).entry], NOW)
    theirs = podcastparser.parse(f"{BASE}feed.xml", io.BytesIO(data))
    episode = theirs["episodes"][0]
    assert (theirs["title"], theirs["cover_url"], theirs["type"]) == ("The Daily Story", f"{BASE}c.jpg", "episodic")
    assert episode["enclosures"] == [{"url": f"{BASE}2026-11-27/episode.mp3", "file_size": 13, "mime_type": "audio/mpeg"}]
    assert (episode["guid"], episode["total_time"]) == (episode_guid(CHANNEL.identity, "2026-11-27", "briefing"), 612)
    assert episode["published"] == dt.datetime(2026, 11, 27, 12, tzinfo=dt.UTC).timestamp()
    ours = feedparser.parse(data)
    assert not ours.bozo
    assert (ours.feed.title, ours.entries[0].id, ours.entries[0].enclosures[0].length) == (theirs["title"], episode["guid"], "13")
    assert measured(tmp_path) == DURATION_MS
