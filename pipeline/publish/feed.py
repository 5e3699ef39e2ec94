"""The podcast's feed: RSS 2.0 with what Apple and Spotify ask for and what Podcasting 2.0 adds, the same bytes for the same words."""

from __future__ import annotations

import base64
import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from email.utils import format_datetime
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from pipeline import __version__
from pipeline.publish import plain
from pipeline.publish.entry import Entry
from pipeline.publish.kinds import CHAPTERS_TYPE, CODECS, FEED_TYPE, File

FEED = "feed.xml"
"""The feed's name."""

ITUNES = "http://www.itunes.com/dtds/podcast-1.0.dtd"
PODCAST = "https://podcastindex.org/namespace/1.0"
ATOM = "http://www.w3.org/2005/Atom"
CONTENT = "http://purl.org/rss/1.0/modules/content/"
SPACES = {"itunes": ITUNES, "podcast": PODCAST, "atom": ATOM, "content": CONTENT}
"""Apple takes its own only when it is spelled exactly so."""

PODCASTS = uuid.UUID("ead4c236-bf58-58c6-a2c6-a6b28d128cb6")
"""The namespace of podcasts' identifiers (podcast:guid)."""

TRANSCRIPTS = (".vtt", ".srt", ".json", ".html", ".txt")
"""The order of the transcripts: Apple takes the first that it can read, VTT before SRT."""
TIMED = (".vtt", ".srt", ".json")
"""Those that can be shown as captions."""


@dataclass(frozen=True, slots=True)
class Channel:
    """What the feed says of the show."""

    url: str
    """The address of the folder that the feed stands in, with `/` at its end."""
    title: str
    description: str
    author: str
    link: str
    """The show's website."""
    language: str
    categories: tuple[tuple[str, str], ...]
    guid: str = ""
    """Of the podcast; empty for the one that follows from `url`."""
    explicit: bool = False
    cover: str = ""
    """The cover's path below `url`."""
    owner: tuple[str, str] = ("", "")
    """(name, e-mail address); either may be empty."""
    copyright: str = ""
    locked: bool = False
    private: bool = False
    """Directories are asked not to list it."""
    license: tuple[str, str] = ("", "")
    """(name, address of its text)."""
    funding: tuple[tuple[str, str], ...] = ()
    """(address, words)."""
    persons: tuple[tuple[str, str, str, str, str], ...] = ()
    """(name, role, group, picture, page)."""
    medium: str = "podcast"
    type: str = "episodic"
    trailer_season: int = 0
    """The season that the trailer is for; 0 for the whole show."""
    moved_to: str = ""
    hub: str = ""
    """Whom apps may ask to be told of changes at once; empty for nobody."""

    @property
    def feed_url(self) -> str:
        """The feed's own address."""
        return f"{self.url}{FEED}"

    @property
    def identity(self) -> uuid.UUID:
        """The podcast's identifier, which it keeps for ever."""
        return uuid.UUID(self.guid) if self.guid else show_guid(self.feed_url)

    def at(self, path: str) -> str:
        """The address of a file below the feed."""
        return f"{self.url}{quote(path)}"


def show_guid(feed_url: str) -> uuid.UUID:
    """A podcast's identifier as Podcasting 2.0 derives it: from the feed's address without scheme and trailing slashes."""
    return uuid.uuid5(PODCASTS, feed_url.partition("://")[2].rstrip("/"))


def episode_guid(show: uuid.UUID, *parts: str) -> str:
    """An episode's identifier, from what makes it this one and no other."""
    return str(uuid.uuid5(show, "/".join(part for part in parts if part)))


def feed_xml(channel: Channel, entries: Sequence[Entry], built: dt.datetime) -> bytes:
    """The whole feed. `entries` are the newest first; `built` is when its words last changed."""
    from lxml import etree

    rss = etree.Element("rss", {"version": "2.0"}, nsmap=SPACES)
    top = etree.SubElement(rss, "channel")
    _channel(_Node(top), channel, built, [each for each in entries if each.kind == "trailer"])
    for each in entries:
        _item(_Node(etree.SubElement(top, "item")), channel, each)
    etree.indent(rss, "  ")
    return bytes(etree.tostring(rss, xml_declaration=True, encoding="UTF-8")) + b"\n"


class _Node:
    """An element that is being filled: what is empty is left out."""

    def __init__(self, element: Any) -> None:
        self._element = element

    def add(
        self, name: str, words: str = "", about: Mapping[str, str | int] = MappingProxyType({}), *, html: bool = False, always: bool = False
    ) -> _Node:
        """An element below this one. `name` may have a prefix, `about` are its attributes; `always` adds it though it stays empty."""
        from lxml import etree

        prefix, _, tag = name.rpartition(":")
        given = {key: plain.line(str(value)) for key, value in about.items() if value != ""}
        words = words if html else plain.lines(words)
        if not words and not given and not always:
            return self
        made = etree.SubElement(self._element, f"{{{SPACES[prefix]}}}{tag}" if prefix else tag, given)
        # CDATA as Apple asks for it; what would end it is written with references instead, which reads as the same.
        made.text = etree.CDATA(words) if html and words and "]]>" not in words else words or None
        return _Node(made)


def _channel(node: _Node, channel: Channel, built: dt.datetime, trailers: Sequence[Entry]) -> None:
    node.add("atom:link", about={"href": channel.feed_url, "rel": "self", "type": FEED_TYPE})
    node.add("atom:link", about={"href": channel.hub, "rel": "hub"} if channel.hub else {})
    node.add("title", plain.line(channel.title))
    node.add("link", channel.link)
    node.add("description", plain.cut(channel.description))
    node.add("language", channel.language)
    node.add("copyright", channel.copyright)
    node.add("lastBuildDate", _date(built))
    node.add("generator", f"Episode {__version__}")
    node.add("itunes:author", channel.author)
    node.add("itunes:summary", plain.cut(channel.description))
    node.add("itunes:type", channel.type)
    node.add("itunes:explicit", _flag(channel.explicit))
    for main, sub in channel.categories:
        category = node.add("itunes:category", about={"text": main})
        category.add("itunes:category", about={"text": sub})
    name, email = channel.owner
    if email:
        owner = node.add("itunes:owner", always=True)
        owner.add("itunes:name", name or channel.author)
        owner.add("itunes:email", email)
    if channel.cover:
        node.add("itunes:image", about={"href": channel.at(channel.cover)})
        image = node.add("image", always=True)
        image.add("url", channel.at(channel.cover))
        image.add("title", plain.line(channel.title))
        image.add("link", channel.link)
    node.add("itunes:new-feed-url", channel.moved_to)
    node.add("podcast:guid", str(channel.identity))
    node.add("podcast:locked", "yes" if channel.locked else "no", {"owner": email})
    if channel.private:
        node.add("itunes:block", "Yes")
        node.add("podcast:block", "yes")
    node.add("podcast:medium", channel.medium)
    node.add("podcast:license", channel.license[0], {"url": channel.license[1]})
    for url, words in channel.funding:
        node.add("podcast:funding", words, {"url": url})
    for who, role, group, img, href in channel.persons:
        node.add("podcast:person", who, {"role": role.lower(), "group": group.lower(), "img": img, "href": href})
    for each in trailers:
        first = each.audio[0]
        about: dict[str, str | int] = {
            "url": channel.at(each.path(first)),
            "length": first.bytes,
            "type": first.type,
            "season": channel.trailer_season or "",
        }
        node.add("podcast:trailer", each.title, {**about, "pubdate": _date(each.when)})


def _item(node: _Node, channel: Channel, entry: Entry) -> None:
    first = entry.audio[0]
    page = next((channel.at(f"{entry.folder}/") for _ in entry.of("page")), "")
    node.add("title", entry.title)
    node.add("itunes:title", entry.title)
    node.add("link", page)
    node.add("guid", entry.guid, {"isPermaLink": "false"})
    node.add("pubDate", _date(entry.when))
    node.add("description", plain.within(entry.notes) or plain.within(plain.paragraphs(entry.summary)) or entry.title, html=True)
    node.add("content:encoded", "\n".join(entry.notes), html=True)
    node.add("itunes:summary", entry.summary)
    node.add("enclosure", about={"url": channel.at(entry.path(first)), "length": first.bytes, "type": first.type})
    node.add("itunes:duration", f"{max(1, round(entry.duration_ms / 1000))}")
    node.add("itunes:explicit", _flag(channel.explicit))
    node.add("itunes:episodeType", entry.kind)
    node.add("itunes:author", channel.author)
    node.add("itunes:season", f"{entry.season or ''}")
    node.add("itunes:episode", f"{entry.number or ''}")
    for picture in entry.of("image")[:1]:
        node.add("itunes:image", about={"href": channel.at(entry.path(picture))})
    if entry.corrected:
        node.add("atom:updated", f"{entry.corrected}T00:00:00Z")
    node.add("podcast:season", f"{entry.season or ''}")
    node.add("podcast:episode", f"{entry.number or ''}")
    for file in sorted(entry.of("transcript"), key=lambda file: TRANSCRIPTS.index(file.ending)):
        rel = "captions" if file.ending in TIMED else ""
        about = {"url": channel.at(entry.path(file)), "type": file.type, "language": channel.language, "rel": rel}
        node.add("podcast:transcript", about=about)
    for file in entry.of("chapters"):
        node.add("podcast:chapters", about={"url": channel.at(entry.path(file)), "type": CHAPTERS_TYPE})
    if entry.bite:
        start_ms, length_ms, words = entry.bite
        node.add("podcast:soundbite", words, {"startTime": f"{start_ms / 1000:.3f}", "duration": f"{length_ms / 1000:.3f}"})
    for file in entry.audio:
        _alternate(node, channel, entry, file, default=file is first)


def _alternate(node: _Node, channel: Channel, entry: Entry, file: File, *, default: bool) -> None:
    """One form of the audio, the enclosure's own among them: that is where a player finds its hash."""
    bits_s = round(file.bytes * 8000 / entry.duration_ms) if entry.duration_ms else ""
    about: dict[str, str | int] = {
        "type": file.type,
        "length": file.bytes,
        "bitrate": bits_s,
        "title": file.ending.lstrip(".").upper(),
        "codecs": CODECS.get(file.ending, ""),
        "default": "true" if default else "",
    }
    alternate = node.add("podcast:alternateEnclosure", about=about)
    alternate.add("podcast:source", about={"uri": channel.at(entry.path(file))})
    hashed = base64.b64encode(bytes.fromhex(file.sha256)).decode()
    alternate.add("podcast:integrity", about={"type": "sri", "value": f"sha256-{hashed}"})


def _date(when: dt.datetime) -> str:
    """RFC 2822, in UTC."""
    return format_datetime(when.astimezone(dt.UTC).replace(microsecond=0), usegmt=True)


def _flag(value: bool) -> str:
    return "true" if value else "false"
