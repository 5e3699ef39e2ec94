"""What each file of an episode is for those who fetch it, by its name: its media type, and its part in the feed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from pipeline.regex import regex

TYPES = {
    ".mp3": "audio/mpeg",
    ".m4a": "audio/x-m4a",
    ".opus": "audio/ogg",
    ".vtt": "text/vtt",
    ".srt": "application/x-subrip",
    ".json": "application/json",
    ".html": "text/html",
    ".txt": "text/plain",
    ".xml": "application/xml",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
    ".svg": "image/svg+xml",
    ".css": "text/css",
    ".js": "text/javascript",
}
"""What may be published at all; `audio/x-m4a` is Apple's own word for it. Scripts, sources, records and stems stay at home."""

FEED_TYPE = "application/rss+xml"
CHAPTERS_TYPE = "application/json+chapters"

CODECS = {".m4a": "mp4a.40.2", ".opus": "opus"}
"""RFC 6381, where the media type leaves it open."""

AUDIO = (".mp3", ".m4a", ".opus")
"""The first that there is, is the enclosure: every player plays MP3."""

PRIVATE = frozenset({"episode", "script", "items"})
"""Roles that are never published: the record names sources and what was left out."""

_SAFE = regex(r"[^./\\\x00-\x1f\x7f:*?\"<>|][^/\\\x00-\x1f\x7f:*?\"<>|]*")
"""One file's or folder's name: not hidden, no way up or down, nothing that some system could not write."""


@dataclass(frozen=True, slots=True)
class File:
    """A file as the feed sees it."""

    name: str
    """Without a folder."""
    bytes: int
    sha256: str

    @property
    def ending(self) -> str:
        """`.mp3`, in small letters."""
        return PurePosixPath(self.name).suffix.lower()

    @property
    def type(self) -> str:
        """Its media type."""
        return type_of(self.name)

    @property
    def part(self) -> str:
        """`audio`, `transcript`, `chapters`, `image`, `page`, `notes` or `other`."""
        stem = PurePosixPath(self.name).stem.lower()
        if self.ending in AUDIO:
            return "audio"
        if stem.startswith("transcript") and self.ending in (".vtt", ".srt", ".json", ".html", ".txt"):
            return "transcript"
        named = {"chapters.json": "chapters", "index.html": "page", "notes.html": "notes", "notes.txt": "notes"}
        if stem == "cover" and self.ending in (".jpg", ".png"):
            return "image"
        return named.get(self.name.lower(), "other")


def type_of(name: str) -> str:
    """A file's media type by its name."""
    path = PurePosixPath(name)
    if path.name == "chapters.json":
        return CHAPTERS_TYPE
    if path.name == "feed.xml":
        return FEED_TYPE
    return TYPES.get(path.suffix.lower(), "application/octet-stream")


def header_of(name: str) -> str:
    """The same as a server says it: texts are UTF-8."""
    kind = type_of(name)
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def is_safe(name: str) -> bool:
    """Whether a name stays where it is put, on every system."""
    return _SAFE.fullmatch(name) is not None and not name.endswith((" ", "."))


def is_public(role: str, name: str) -> bool:
    """Whether a file of the record goes out."""
    return role not in PRIVATE and PurePosixPath(name).suffix.lower() in TYPES
