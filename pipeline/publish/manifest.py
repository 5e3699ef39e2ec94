"""What stands at the place that files are put to: `published.json` beside the feed, and what the feed there names."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from urllib.parse import unquote, urlsplit

from pipeline.errors import PublishError
from pipeline.publish.entry import Entry, file_of, read, written
from pipeline.publish.feed import FEED, PODCAST
from pipeline.publish.kinds import File, is_safe
from pipeline.publish.target import Target

MANIFEST = "published.json"
"""Beside the feed: what was put there, so that only what changed goes up, and an episode that is no longer at home stays in the feed."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What is known of a place that files were put to."""

    show: str = ""
    """The podcast's identifier; empty where nothing was published yet."""
    files: Mapping[str, File] = field(default_factory=dict)
    """By path: what we put there."""
    entries: Mapping[str, Entry] = field(default_factory=dict)
    """By name: what the feed tells."""
    versions: Mapping[str, int] = field(default_factory=dict)
    """By name: the last version that ever went out, also of what was taken away since; none is used for anything else."""

    def text(self) -> bytes:
        """As it is written."""
        document = {
            "show": self.show,
            "files": {path: asdict(file) for path, file in sorted(self.files.items())},
            "versions": dict(sorted(self.versions.items())),
            "episodes": [written(each) for _, each in sorted(self.entries.items())],
        }
        return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def manifest(target: Target) -> Manifest:
    """The manifest of a place; an empty one where there is none, or one that cannot be read: then all is put there anew."""
    try:
        found = json.loads(target.read(MANIFEST) or b"")
        files = {path: file_of(file) for path, file in found["files"].items() if all(map(is_safe, path.split("/")))}
        entries = [one for each in found["episodes"] if (one := read(each)) is not None]
        versions = {str(name): int(n) for name, n in found.get("versions", {}).items()}
        return Manifest(str(found["show"]), files, {each.name: each for each in entries}, versions)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Manifest()


@dataclass(frozen=True, slots=True)
class Live:
    """What the feed that stands there says."""

    data: bytes = b""
    """The feed itself; empty where there is none."""
    paths: frozenset[str] = frozenset()
    """The audio that it names: these files must not change under it."""
    built: str = ""
    """Its lastBuildDate."""
    show: str = ""
    """The podcast's identifier."""
    title: str = ""
    """What the podcast is called."""


def live(target: Target) -> Live:
    """The feed that stands at a place. Raises PublishError where something else stands there under its name."""
    from lxml import etree

    data = target.read(FEED)
    if data is None:
        return Live()
    try:
        tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    except etree.XMLSyntaxError:
        tree = None
    if tree is None or tree.tag != "rss":
        remedy = "Look what it is; move it away, or publish to another place."
        raise PublishError(f"{FEED} is there and is no feed.", where=target.where, remedy=remedy)
    urls = [each.get("url", "") for each in tree.iter("enclosure")] + [each.get("uri", "") for each in tree.iter(f"{{{PODCAST}}}source")]
    paths = frozenset("/".join(unquote(urlsplit(url).path).split("/")[-2:]) for url in urls)
    return Live(
        data,
        paths,
        tree.findtext("channel/lastBuildDate", ""),
        tree.findtext(f"channel/{{{PODCAST}}}guid", ""),
        tree.findtext("channel/title", ""),
    )
