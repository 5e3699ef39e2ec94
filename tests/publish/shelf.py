"""Finished episodes without any sound: a folder with a record that fits its files, and what a feed says of the show."""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

from pipeline.publish.entry import Standing, entry
from pipeline.publish.feed import Channel, episode_guid
from pipeline.publish.finished import Finished, finished
from pipeline.publish.release import Draft

BASE = "https://example.org/podcast/"
NOW = dt.datetime(2026, 11, 27, 18, 0, tzinfo=dt.UTC)
CHANNEL = Channel(
    url=BASE,
    title="The Daily Story",
    description="The day in ten minutes.\n\nEach evening.",
    author="The Example",
    link="https://example.org/",
    language="en-gb",
    categories=(("News", "Daily News"), ("Society & Culture", "")),
    owner=("Eva Muster", "news@example.org"),
    copyright="2026 The Example",
    locked=True,
    license=("cc-by-4.0", ""),
    funding=(("https://example.org/support", "Support the show"),),
    persons=(("Eva Muster", "Host", "Cast", "", "https://example.org/eva"),),
)
DURATION_MS = 612_345


def made(
    output: Path,
    name: str = "2026-11-27",
    *,
    audio: bytes = b"ID3 the sound",
    title: str = "Kyiv weighs a plan",
    lean: bool = False,
    **more: Any,
) -> Path:
    """A finished episode's folder. `more` are further keys of its record; `files` further files of it, by name; `lean` has few."""
    folder = output / name
    folder.mkdir(parents=True, exist_ok=True)
    contents: dict[str, bytes] = {
        "episode.mp3": audio,
        "episode.opus": b"OggS " + audio,
        "transcript.vtt": b"WEBVTT\n",
        "transcript.srt": b"1\n",
        "transcript.json": b"{}",
        "transcript.html": b"<p>x</p>",
        "chapters.json": b"{}",
        "script.md": b"---\n",
        **more.pop("files", {}),
    }
    if lean:
        contents = {each: contents[each] for each in ("episode.mp3", "episode.opus", "transcript.vtt")}
    for each, data in contents.items():
        (folder / each).write_bytes(data)
    record = {
        "title": title,
        "date": name[:10],
        "format": "briefing",
        "cut": "",
        "briefing": {"file": f"briefings/{name[:10]}.txt", "sha256": "5f" * 32},
        "duration_ms": DURATION_MS,
        "chapters": [
            {"title": "Headlines", "start_ms": 0, "end_ms": 50_481},
            {"title": "The offer", "start_ms": 50_481, "end_ms": DURATION_MS},
        ],
        **more,
        "files": {
            "script" if each == "script.md" else each: {"name": each, "bytes": len(data), "sha256": hashlib.sha256(data).hexdigest()}
            for each, data in contents.items()
        },
    }
    (folder / "episode.json").write_text(json.dumps(record), encoding="utf-8")
    return folder


def measured(path: Path) -> int:
    """What stands for measuring: every file lasts as long as it should."""
    return DURATION_MS


def done(folder: Path) -> Finished:
    return finished(folder, measured)


def draft(folder: Path, **more: Any) -> Draft:
    """The episode in a folder, on its way out, published at noon of its day."""
    it = done(folder)
    guid = episode_guid(CHANNEL.identity, it.date.isoformat(), it.format, it.cut)
    made = entry(it, Standing(guid, f"{it.date}T12:00:00+00:00"))
    return Draft(dataclasses.replace(made, **more), folder)
