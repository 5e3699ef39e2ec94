"""Bringing a feed up to date: what goes up, in which order, what stays, what goes."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from pipeline.errors import PublishError
from pipeline.publish.kinds import File
from pipeline.publish.release import Keep, Release, going, release
from pipeline.publish.target import Folder
from tests.publish.shelf import BASE, CHANNEL, NOW, draft, made

HOUR = dt.timedelta(hours=1)


class Watched(Folder):
    """A folder that writes down what is done to it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.log: list[str] = []

    def put(self, path: str, source: Path) -> None:
        self.log.append(f"put {path}")
        super().put(path, source)

    def write(self, path: str, data: bytes) -> None:
        self.log.append(f"write {path}")
        super().write(path, data)

    def remove(self, path: str) -> None:
        self.log.append(f"remove {path}")
        super().remove(path)


def out(folders: Sequence[Path], to: Path | Folder, now: dt.datetime = NOW, **more: Any) -> Release:
    target = to if isinstance(to, Folder) else Folder(to)
    channel = more.pop("channel", CHANNEL)
    return release(channel, [draft(folder) for folder in folders], target, now=now, **more)


@pytest.mark.parametrize("built", ["Fri, 27 Nov 2026 18:00:00 GMT", "Fri, 27 Nov 2026 18:00:00 -0000", ""])
def test_a_clock_that_has_lost_its_day_dates_no_episode(tmp_path: Path, built: str) -> None:
    """An episode keeps its date for ever: one of 1970 would stand below all others."""
    to = tmp_path / "web"
    out([made(tmp_path / "output", "2026-11-26")], to)
    feed = (to / "feed.xml").read_text(encoding="utf-8").replace("Fri, 27 Nov 2026 18:00:00 GMT", built)
    (to / "feed.xml").write_text(feed, encoding="utf-8")
    new = made(tmp_path / "output", "2026-11-27")
    if not built:  # a feed that does not say when is believed
        out([new], to, NOW - 9 * 24 * HOUR)
        return
    for days in (2, 20_000):
        with pytest.raises(PublishError, match="this machine’s clock says") as refused:
            out([new], to, NOW - days * 24 * HOUR)
        assert "--again" in (refused.value.remedy or "")
        assert (to / "feed.xml").read_text(encoding="utf-8") == feed
    out([new], to, NOW - 23 * HOUR)
    out([new], to, NOW - 9 * 24 * HOUR, force=True)
    assert "2026-11-27/episode.mp3" in named(to)


def named(to: Path) -> dict[str, int]:
    """The audio that a feed names, path → length as it says."""
    tree = etree.fromstring((to / "feed.xml").read_bytes())
    found = {each.get("url"): int(each.get("length")) for each in tree.iter("enclosure")}
    for form in tree.iter("{*}alternateEnclosure"):
        found[form[0].get("uri")] = int(form.get("length"))
    return {url.removeprefix(BASE): length for url, length in found.items()}


def all_named(to: Path) -> set[str]:
    tree = etree.fromstring((to / "feed.xml").read_bytes())
    values = {each.get(key) for each in tree.iter("{*}*") for key in ("url", "uri", "href")}
    return {value.removeprefix(BASE) for value in values if value and value.startswith(BASE) and not value.endswith(("/", "feed.xml"))}


def is_whole(to: Path) -> bool:
    lengths = {path: (to / path).stat().st_size for path in named(to)}
    return lengths == named(to) and all((to / path).is_file() for path in all_named(to))


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_media_first_and_the_feed_last(tmp_path: Path) -> None:
    to = Watched(tmp_path / "pub")
    done = out([made(tmp_path / "output")], to, around=lambda _: {"cover-1.jpg": going("cover-1.jpg", b"jpeg")})
    assert done.changed[:2] == ("2026-11-27/episode.mp3", "2026-11-27/episode.opus")
    assert done.changed[-1] == "feed.xml"
    assert to.log[-1] == "write feed.xml"
    assert [line.split()[1] for line in to.log if "published.json" not in line] == list(done.changed)
    assert is_whole(tmp_path / "pub")
    assert not list((tmp_path / "pub").rglob("*.partial"))


def test_what_has_not_changed_is_not_touched(tmp_path: Path) -> None:
    folder = made(tmp_path / "output")
    out([folder], tmp_path / "pub")
    before = bytes_of(tmp_path / "pub")
    to = Watched(tmp_path / "pub")
    again = out([folder], to, NOW + 24 * HOUR)
    assert (again.changed, again.removed, to.log) == ((), (), [])
    assert bytes_of(tmp_path / "pub") == before


def test_its_date_changes_with_the_feed_and_not_without(tmp_path: Path) -> None:
    folder = made(tmp_path / "output")
    out([folder], tmp_path / "pub")
    out([folder], tmp_path / "pub", NOW + HOUR)
    assert b"27 Nov 2026 18:00:00 GMT</lastBuildDate>" in (tmp_path / "pub/feed.xml").read_bytes()
    changed = out([folder], tmp_path / "pub", NOW + HOUR, channel=dataclasses.replace(CHANNEL, author="Another"))
    assert changed.changed == ("feed.xml",)
    assert b"27 Nov 2026 19:00:00 GMT</lastBuildDate>" in (tmp_path / "pub/feed.xml").read_bytes()


def test_only_the_file_that_changed_goes_up(tmp_path: Path) -> None:
    made(tmp_path / "output")
    out([tmp_path / "output/2026-11-27"], tmp_path / "pub")
    folder = made(tmp_path / "output", files={"transcript.srt": b"2\n"})
    assert out([folder], tmp_path / "pub", NOW + HOUR).changed == ("2026-11-27/transcript.srt",)
    assert (tmp_path / "pub/2026-11-27/transcript.srt").read_bytes() == b"2\n"


def test_force_puts_everything_up_again(tmp_path: Path) -> None:
    folder = made(tmp_path / "output")
    first = out([folder], tmp_path / "pub")
    assert out([folder], tmp_path / "pub", force=True).changed == first.changed


def test_a_file_that_was_lost_or_cut_there_is_put_up_again(tmp_path: Path) -> None:
    folder = made(tmp_path / "output")
    out([folder], tmp_path / "pub")
    (tmp_path / "pub/2026-11-27/chapters.json").unlink()
    (tmp_path / "pub/2026-11-27/episode.mp3").write_bytes(b"ID3")
    assert out([folder], tmp_path / "pub").changed == ("2026-11-27/episode.mp3", "2026-11-27/chapters.json")
    assert is_whole(tmp_path / "pub")


def test_a_dry_run_says_the_same_and_does_nothing(tmp_path: Path) -> None:
    folder = made(tmp_path / "output")
    dry = out([folder], tmp_path / "pub", dry_run=True)
    assert not (tmp_path / "pub").exists()
    assert dry == out([folder], tmp_path / "pub")


# ── a new version ────────────────────────────────────────────────────────────────────────────────────────


def test_new_audio_gets_a_new_address_and_the_guid_stays(tmp_path: Path) -> None:
    out([made(tmp_path / "output")], tmp_path / "pub")
    first = etree.parse(tmp_path / "pub/feed.xml").findtext(".//guid")
    done = out([made(tmp_path / "output", audio=b"ID3 corrected")], tmp_path / "pub", NOW + HOUR)
    assert named(tmp_path / "pub") == {"2026-11-27.v2/episode.mp3": 13, "2026-11-27.v2/episode.opus": 18}
    assert etree.parse(tmp_path / "pub/feed.xml").findtext(".//guid") == first
    assert set(done.removed) == {f"2026-11-27/{name}" for name in [
        "episode.mp3", "episode.opus", "chapters.json", "transcript.vtt", "transcript.srt", "transcript.json", "transcript.html",
    ]}  # fmt: skip
    assert not (tmp_path / "pub/2026-11-27").exists()
    assert is_whole(tmp_path / "pub")


def test_the_old_page_leads_to_the_new_one(tmp_path: Path) -> None:
    page = {"index.html": b"<p>the page</p>"}
    for n, audio in enumerate([b"ID3 a", b"ID3 bb", b"ID3 ccc"]):
        out([made(tmp_path / "output", audio=audio, files=page)], tmp_path / "pub", NOW + n * HOUR)
    assert (tmp_path / "pub/2026-11-27.v3/index.html").read_bytes() == page["index.html"]
    for old in ("2026-11-27", "2026-11-27.v2"):
        assert [path.name for path in (tmp_path / "pub" / old).iterdir()] == ["index.html"]
        assert b'content="0; url=../2026-11-27.v3/"' in (tmp_path / "pub" / old / "index.html").read_bytes()
    out([], tmp_path / "pub", gone=frozenset({"2026-11-27"}))
    assert {path.name for path in (tmp_path / "pub").iterdir()} == {"feed.xml", "published.json"}


def test_an_address_never_comes_back_with_another_length(tmp_path: Path) -> None:
    seen: dict[str, int] = {}
    for n, audio in enumerate([b"ID3 a", b"ID3 bb", b"ID3 a", b"ID3 cccc"]):
        out([made(tmp_path / "output", audio=audio)], tmp_path / "pub", NOW + n * HOUR)
        for path, length in named(tmp_path / "pub").items():
            assert seen.setdefault(path, length) == length
    assert "2026-11-27.v4/episode.mp3" in seen


def test_nor_after_it_was_withdrawn_and_is_back(tmp_path: Path) -> None:
    out([made(tmp_path / "output", audio=b"ID3 a")], tmp_path / "pub")
    out([], tmp_path / "pub", gone=frozenset({"2026-11-27"}))
    out([made(tmp_path / "output", audio=b"ID3 longer")], tmp_path / "pub")
    assert set(named(tmp_path / "pub")) == {"2026-11-27.v2/episode.mp3", "2026-11-27.v2/episode.opus"}
    assert is_whole(tmp_path / "pub")


def test_without_its_manifest_what_is_there_is_known_by_reading_it(tmp_path: Path) -> None:
    folder = made(tmp_path / "output")
    out([folder], tmp_path / "pub")
    (tmp_path / "pub/published.json").write_text("{", encoding="utf-8")
    assert out([folder], tmp_path / "pub", NOW + HOUR).changed == tuple(
        f"2026-11-27/{name}" for name in
        ("episode.mp3", "episode.opus", "chapters.json", "transcript.html", "transcript.json", "transcript.srt", "transcript.vtt")
    )  # fmt: skip
    (tmp_path / "pub/published.json").unlink()
    out([made(tmp_path / "output", audio=b"ID3 corrected")], tmp_path / "pub", NOW + HOUR)
    assert "2026-11-27.v2/episode.mp3" in named(tmp_path / "pub")


# ── what stays and what goes ─────────────────────────────────────────────────────────────────────────────


def test_an_episode_that_is_no_longer_at_home_stays_in_the_feed(tmp_path: Path) -> None:
    old = made(tmp_path / "output", "2026-11-26", title="Yesterday", files={"notes.html": b"<p>what was said</p>"})
    out([old], tmp_path / "pub")
    before = etree.tostring(etree.parse(tmp_path / "pub/feed.xml").find("channel/item"))
    shutil.rmtree(old)
    done = out([made(tmp_path / "output")], tmp_path / "pub", NOW + HOUR)
    items = etree.parse(tmp_path / "pub/feed.xml").findall("channel/item")
    assert [item.findtext("title") for item in items] == ["Kyiv weighs a plan", "Yesterday"]
    assert etree.tostring(items[1]).split() == before.split()
    assert done.removed == ()
    assert is_whole(tmp_path / "pub")


def test_one_that_was_renamed_at_home_is_no_second_episode(tmp_path: Path) -> None:
    folder = made(tmp_path / "output", "2026-11-26")
    out([folder], tmp_path / "pub")
    out([folder.rename(folder.with_name("2026-11-26-late"))], tmp_path / "pub", NOW + HOUR)
    assert {path.split("/")[0] for path in named(tmp_path / "pub")} == {"2026-11-26-late"}
    assert is_whole(tmp_path / "pub")


def test_an_episode_whose_audio_is_gone_there_too_leaves_the_feed(tmp_path: Path) -> None:
    out([made(tmp_path / "output", "2026-11-26")], tmp_path / "pub")
    (tmp_path / "pub/2026-11-26/episode.mp3").unlink()
    out([made(tmp_path / "output")], tmp_path / "pub", NOW + HOUR)
    assert is_whole(tmp_path / "pub")
    assert len(etree.parse(tmp_path / "pub/feed.xml").findall("channel/item")) == 1


@pytest.mark.parametrize(
    ("keep", "left"), [(Keep(), 3), (Keep(episodes=2), 2), (Keep(days=1), 1), (Keep(episodes=2, days=1), 1), (Keep(9, 9), 3)]
)
def test_retention_lets_the_oldest_go_after_the_feed(tmp_path: Path, keep: Keep, left: int) -> None:
    folders = [made(tmp_path / "output", f"2026-11-{day}", audio=f"ID3 {day}".encode()) for day in (25, 26, 27)]
    out(folders, tmp_path / "pub")
    to = Watched(tmp_path / "pub")
    done = out(folders, to, keep=keep)
    assert len(done.entries) == left
    assert {path.split("/")[0] for path in named(tmp_path / "pub")} == {f"2026-11-{27 - n}" for n in range(left)}
    assert is_whole(tmp_path / "pub")
    if left < 3:
        assert to.log.index("write feed.xml") < next(n for n, line in enumerate(to.log) if line.startswith("remove"))
        assert not (tmp_path / "pub/2026-11-25").exists()


def test_one_that_is_withdrawn_goes_and_its_files_after_it(tmp_path: Path) -> None:
    folders = [made(tmp_path / "output", f"2026-11-{day}") for day in (26, 27)]
    out(folders, tmp_path / "pub")
    done = out(folders[:1], tmp_path / "pub", NOW + HOUR, gone=frozenset({"2026-11-27"}))
    assert len(done.entries) == 1
    assert {path.split("/")[0] for path in done.removed} == {"2026-11-27"}
    assert is_whole(tmp_path / "pub")


def test_what_others_put_there_stays(tmp_path: Path) -> None:
    (tmp_path / "pub/2026-11-26").mkdir(parents=True)
    (tmp_path / "pub/index.html").write_text("theirs", encoding="utf-8")
    (tmp_path / "pub/2026-11-26/photo.jpg").write_text("theirs", encoding="utf-8")
    folders = [made(tmp_path / "output", f"2026-11-{day}") for day in (26, 27)]
    out(folders, tmp_path / "pub")
    out(folders, tmp_path / "pub", keep=Keep(episodes=1))
    assert (tmp_path / "pub/index.html").read_text(encoding="utf-8") == "theirs"
    assert [path.name for path in (tmp_path / "pub/2026-11-26").iterdir()] == ["photo.jpg"]


def test_what_a_killed_run_left_is_swept_away(tmp_path: Path) -> None:
    folder = made(tmp_path / "output")
    (tmp_path / "pub/2026-11-27").mkdir(parents=True)
    (tmp_path / "pub/2026-11-27/.episode.mp3.123.partial").write_bytes(b"ID3")
    out([folder], tmp_path / "pub")
    assert not list((tmp_path / "pub").rglob("*.partial"))


def test_an_output_folder_can_be_published_as_it_is(tmp_path: Path) -> None:
    folders = [made(tmp_path / "output", f"2026-11-{day}") for day in (26, 27)]
    mid = tmp_path / "output/2026-11-27/.transcript.vtt.x.partial"
    mid.write_text("another build's", encoding="utf-8")
    before = bytes_of(tmp_path / "output")
    assert out(folders, tmp_path / "output").changed == ("feed.xml",)
    assert is_whole(tmp_path / "output")
    out(folders, tmp_path / "output", keep=Keep(episodes=1))
    assert before.items() <= bytes_of(tmp_path / "output").items()
    made(tmp_path / "output", audio=b"ID3 corrected and longer")
    out(folders, tmp_path / "output")
    assert is_whole(tmp_path / "output")


# ── whose feed it is ─────────────────────────────────────────────────────────────────────────────────────


def test_another_podcasts_feed_is_not_overwritten(tmp_path: Path) -> None:
    folder = made(tmp_path / "output")
    out([folder], tmp_path / "pub")
    moved = dataclasses.replace(CHANNEL, url="https://example.net/")
    with pytest.raises(PublishError, match="another podcast's feed") as caught:
        out([folder], tmp_path / "pub", channel=moved)
    assert f'guid = "{CHANNEL.identity}"' in caught.value.remedy
    done = out([folder], tmp_path / "pub", channel=dataclasses.replace(moved, guid=str(CHANNEL.identity)))
    assert done.feed == "https://example.net/feed.xml"
    assert done.changed == ("feed.xml",)


@pytest.mark.parametrize("data", [b"", b"<html></html>", b"not a feed", b"\xff\xfe"])
def test_what_is_no_feed_is_not_overwritten(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "pub").mkdir()
    (tmp_path / "pub/feed.xml").write_bytes(data)
    with pytest.raises(PublishError, match="is no feed"):
        out([made(tmp_path / "output")], tmp_path / "pub")
    assert bytes_of(tmp_path / "pub") == {"feed.xml": data}


def test_a_check_that_fails_leaves_the_feed_and_is_made_again(tmp_path: Path) -> None:
    folder = made(tmp_path / "output", "2026-11-26")
    out([folder], tmp_path / "pub")
    before = (tmp_path / "pub/feed.xml").read_bytes()
    asked: list[tuple[str, int]] = []

    def refuse(urls: Sequence[tuple[str, File]]) -> None:
        asked.extend((url, file.bytes) for url, file in urls)
        raise PublishError("it answers 404.")

    new = made(tmp_path / "output")
    for _ in range(2):
        asked.clear()
        with pytest.raises(PublishError, match="404"):
            out([folder, new], tmp_path / "pub", NOW + HOUR, check=refuse)
        assert (f"{BASE}2026-11-27/episode.mp3", 13) in asked
        assert not [url for url, _ in asked if "2026-11-26" in url]
        assert (tmp_path / "pub/feed.xml").read_bytes() == before
    out([folder, new], tmp_path / "pub", NOW + HOUR)
    assert len(named(tmp_path / "pub")) == 4


def test_a_manifest_that_names_other_places_is_not_believed(tmp_path: Path) -> None:
    victim = tmp_path / "victim.txt"
    victim.write_text("mine", encoding="utf-8")
    folder = made(tmp_path / "output")
    out([folder], tmp_path / "pub")
    found = json.loads((tmp_path / "pub/published.json").read_text(encoding="utf-8"))
    entry = {"name": "x", "bytes": 4, "sha256": hashlib.sha256(b"mine").hexdigest()}
    found["files"] |= {"../victim.txt": entry, "/etc/x": entry, "a/../../victim.txt": entry}
    (tmp_path / "pub/published.json").write_text(json.dumps(found), encoding="utf-8")
    out([folder], tmp_path / "pub")
    assert victim.read_text(encoding="utf-8") == "mine"
