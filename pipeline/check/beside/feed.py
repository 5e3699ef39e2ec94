"""The feed, where one stands above the episode and has it: is what it says of it so? All of it is mended by the next `episode publish`, and so a warning."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pipeline.check.beside.told import Told, as_read, clock, finding
from pipeline.check.beside.xml import Element, XmlError, parse
from pipeline.check.finding import WARNING, Finding
from pipeline.desk import files
from pipeline.desk.show import Show
from pipeline.regex import regex

FEED = "feed.xml"
ITUNES, PODCAST = "{http://www.itunes.com/dtds/podcast-1.0.dtd}", "{https://podcastindex.org/namespace/1.0}"
TYPES = {".mp3": ("audio/mpeg",), ".m4a": ("audio/x-m4a", "audio/mp4"), ".opus": ("audio/ogg", "audio/opus")}
RFC_2822 = regex(
    r"(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), )?\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d(?::\d\d)? (?:[+-]\d{4}|GMT|UT)"
)
LENGTH = regex(r"(?:(?:(\d+):)?(\d+):)?(\d+)")
NEAR_MS = 1500
"""The feed tells whole seconds, and a coded file is longer by a frame or two."""
LARGEST_BYTES = 64 << 20
AHEAD = dt.timedelta(days=1)
"""So far a machine's clock and time zone may be off."""
HERE = frozenset(("localhost", "127.0.0.1", "::1"))
"""A player on this machine needs no HTTPS."""
SECURE = "Give url under [feed] with https://, and bring the feed up to date: episode publish"
PUBLISH = "Bring the feed up to date: episode publish"


def check(told: Told, show: Show) -> Iterator[Finding]:
    """What is wrong with what the feeds here say of the episode; one that does not have it yet is right."""
    for place in _places(told.folder, show):
        path = place / FEED
        try:
            if path.stat().st_size > LARGEST_BYTES:
                continue
            root = parse(path.read_bytes())
        except OSError:
            continue
        except XmlError as problem:
            yield _said("xml", path, problem.line, problem.message)
            continue
        channel = root.first("channel") if root.name == "rss" else None
        if channel is None:
            yield _said("xml", path, root.line, "is no RSS")
            continue
        items = list(channel.all("item"))
        for item in items:
            if _folder(item) is not None and re.fullmatch(rf"{re.escape(told.folder.absolute().name)}(?:\.v\d+)?", _folder(item) or ""):
                yield from _item(told, path, item, items)


def _places(folder: Path, show: Show) -> tuple[Path, ...]:
    """Where a feed with this episode may stand on this machine."""
    found = [folder.absolute().parent]
    to = show.feed.to
    if to and "://" not in to and show.folder is not None:
        found.append((show.folder / Path(to).expanduser()).absolute())
    return tuple(dict.fromkeys(found))


def _said(kind: str, path: Path, line: int, message: str) -> Finding:
    return finding(f"feed-{kind}", f"{files.short(path)}:{line}" if line else files.short(path), message, severity=WARNING, remedy=PUBLISH)


def _steps(url: str) -> list[str]:
    try:
        return [unquote(step) for step in urlsplit(url).path.split("/")]
    except ValueError:
        return []


def _folder(item: Element) -> str | None:
    """The name of the folder that an item's sound stands in."""
    enclosure = item.first("enclosure")
    steps = _steps(enclosure.about.get("url", "")) if enclosure is not None else []
    return steps[-2] if len(steps) > 1 else None


def _item(told: Told, path: Path, item: Element, items: list[Element]) -> Iterator[Finding]:
    enclosure = item.first("enclosure")
    if enclosure is None:
        return
    name = _steps(enclosure.about["url"])[-1]
    length = enclosure.about.get("length", "")
    ours = next((each for each in told.files if each.name == name), None)
    if ours is None or length != str(ours.bytes):
        message = f"still has {name} of {length or 'no'} bytes; the episode’s has {ours.bytes if ours else 'another name'}: it was made anew since it was published"
        yield _said("old", path, enclosure.line, message)
        return
    ending = Path(name).suffix.lower()
    if enclosure.about.get("type") not in TYPES.get(ending, (enclosure.about.get("type"),)):
        yield _said("type", path, enclosure.line, f"says that {name} is {enclosure.about.get('type')!r}")
    yield from _facts(told, path, item, items)
    if _is_open(enclosure.about.get("url", "")):
        message = f"names {name} by http://: Apple Podcasts and Spotify take https:// alone, and many players refuse the rest"
        yield finding("feed-link", f"{files.short(path)}:{enclosure.line}", message, severity=WARNING, remedy=SECURE)
    for each in (enclosure, *item.all(f"{PODCAST}transcript"), *item.all(f"{PODCAST}chapters")):
        steps = _steps(each.about.get("url", ""))
        there = path.parent.joinpath(*steps[-2:]) if len(steps) > 1 and ".." not in steps[-2:] else None
        if there is None or not there.is_file():
            yield _said("link", path, each.line, f"names {each.about.get('url', '')[:80]!r}, and no such file stands beside the feed")


def _facts(told: Told, path: Path, item: Element, items: list[Element]) -> Iterator[Finding]:
    """Title, identifier, date and length."""
    if item.says("title").split() != as_read(told.title).split():
        yield _said("title", path, item.line, f"calls the episode {item.says('title')[:60]!r}, and its title is {told.title!r}")
    guid = item.says("guid")
    if not guid or sum(other.says("guid") == guid for other in items) > 1:
        yield _said("guid", path, item.line, "has no guid" if not guid else f"has the guid {guid!r} twice: players show one of the two")
    date = item.says("pubDate")
    if not RFC_2822.fullmatch(date) or not _is_day(date):
        yield _said("date", path, item.line, f"has the pubDate {date!r}, which is not as RFC 2822 writes one")
    elif parsedate_to_datetime(date) > dt.datetime.now(dt.UTC) + AHEAD:
        yield _said("date", path, item.line, f"has the pubDate {date!r}, which is still to come: players hide the episode until then")
    found = LENGTH.fullmatch(item.says(f"{ITUNES}duration"))
    h, m, s = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    if abs(((h * 60 + m) * 60 + s) * 1000 - told.duration_ms) > NEAR_MS:
        said = item.says(f"{ITUNES}duration")
        yield _said("duration", path, item.line, f"says that the episode lasts {said!r}, and it lasts {clock(told.duration_ms)}")


def _is_open(url: str) -> bool:
    """Whether an address is one of the web without encryption, and on another machine."""
    parts = urlsplit(url)
    return parts.scheme == "http" and (parts.hostname or "") not in HERE


def _is_day(date: str) -> bool:
    try:
        return parsedate_to_datetime(date).tzinfo is not None
    except ValueError:
        return False
