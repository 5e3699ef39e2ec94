"""Bringing a feed up to date: the media, what goes with them, and the feed last, so that it never names a file that is not there.

Killed at any step, the feed that listeners see is a whole one, and every audio file that it names is there with the length that it says:
a file that it names is never overwritten with another, and none is taken away before the feed has let go of it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from email.utils import parsedate_to_datetime
from html import escape
from pathlib import Path
from urllib.parse import quote

from pipeline.errors import PublishError
from pipeline.publish import plain
from pipeline.publish.entry import Entry
from pipeline.publish.feed import FEED, Channel, feed_xml
from pipeline.publish.kinds import File
from pipeline.publish.manifest import MANIFEST, Live, Manifest, live, manifest
from pipeline.publish.target import Target, is_partial

ORDER = ("audio", "image", "chapters", "transcript", "other", "notes", "page")
"""By `File.part`: what the feed names before what links to it."""

CLOCK_OFF = dt.timedelta(days=1)
"""So far the clocks of two machines may be apart."""

MOVED = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Moved</title>
<meta http-equiv="refresh" content="0; url={to}"><link rel="canonical" href="{to}"></head>
<body><p><a href="{to}">This episode was corrected, and is here now.</a></p></body></html>
"""

Check = Callable[[Sequence[tuple[str, File]]], None]
"""Asks whether the addresses answer as they should, before the feed names them. Raises PublishError where one does not."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An episode that is here, on its way out."""

    entry: Entry
    """Its version is found out on the way."""
    folder: Path
    """Where its files are."""
    sources: Mapping[str, Path] = field(default_factory=dict)
    """By name: those that are elsewhere, or under another name."""

    def source(self, file: File) -> Path:
        """Where one of its files is."""
        return self.sources.get(file.name, self.folder / file.name)


@dataclass(frozen=True, slots=True)
class Keep:
    """How long episodes stay in the feed."""

    episodes: int = 0
    """The newest so many; 0 for all."""
    days: int = 0
    """So many days; 0 for ever."""


@dataclass(frozen=True, slots=True)
class Going:
    """A file on its way."""

    file: File
    source: Path | bytes


@dataclass(frozen=True, slots=True)
class Release:
    """What was done, or would be."""

    feed: str
    """Its address."""
    entries: tuple[Entry, ...]
    """What it tells, the newest first."""
    changed: tuple[str, ...] = ()
    """Paths that were put there, in this order, the feed the last."""
    removed: tuple[str, ...] = ()
    """Paths that were taken away."""


def release(
    channel: Channel,
    drafts: Sequence[Draft],
    target: Target,
    *,
    now: dt.datetime,
    around: Callable[[Sequence[Entry]], Mapping[str, Going]] = lambda _: {},
    gone: frozenset[str] = frozenset(),
    keep: Keep = Keep(),
    force: bool = False,
    known: bool = True,
    dry_run: bool = False,
    check: Check = lambda _: None,
    on_step: Callable[[int, int], None] = lambda _done, _total: None,
) -> Release:
    """Bring the feed at `target` up to date with `drafts`; episodes whose names are in `gone` are taken out of it.

    `around` gives further files for what the feed tells, by path (the cover, the page of all episodes). Episodes that are not here any more
    stay in the feed as long as their audio is there. `force` puts up again what has not changed. `known` says that the feed there has
    told episodes from here before: one by another title is then this show's, under its old name.
    """
    there, old, standing = target.sizes(), manifest(target), live(target)
    _is_ours(channel, old, standing, target, known=known, force=force)
    if not force:
        _goes_on(standing, target, now)
    entries, wanted = _entries(channel, drafts, target, there, old, standing, gone, keep, now)
    wanted |= around(entries)
    kept = {each.path(file) for each in entries for file in each.files}
    leaving = {path: each for path, each in wanted.items() if not _in_place(target, path, each)}
    changed = [path for path in _ordered(leaving) if force or not _is_there(path, leaving[path].file, there, old)]
    data = _feed(channel, entries, standing, now)
    fresh = force or data != standing.data
    # What somebody put in the place of a file of ours since is theirs.
    unwanted = {path: file for path, file in old.files.items() if path not in kept and path not in wanted}
    stale = sorted(path for path, file in unwanted.items() if there.get(path, file.bytes) == file.bytes)
    left = sorted(path for path in there if is_partial(path) and (target.folder is None or not _inside(target.folder, path, drafts)))
    done = Release(channel.feed_url, tuple(entries), (*changed, *([FEED] if fresh else [])), tuple(stale))
    if dry_run:
        return done
    files = {path: file for path, file in old.files.items() if path not in changed and (path not in unwanted or path in stale)}
    if changed and files.keys() != old.files.keys():  # what is about to change is not known while it does
        target.write(MANIFEST, replace(old, files=files).text())
    for n, path in enumerate(changed, 1):
        _put(target, path, leaving[path])
        on_step(n, len(changed))
    files |= {path: each.file for path, each in leaving.items()}
    if changed:
        target.write(MANIFEST, replace(old, files=files).text())
    named = {
        each.path(file): file for each in entries if not {each.path(one) for one in each.audio} <= standing.paths for file in each.files
    }
    check([(channel.at(path), file) for path, file in {**{path: leaving[path].file for path in changed}, **named}.items()])
    versions = {**old.versions, **{each.name: max(each.version, old.versions.get(each.name, 1)) for each in entries}}
    new = Manifest(str(channel.identity), files, {each.name: each for each in entries}, versions)
    if new != old:
        target.write(MANIFEST, new.text())
    if fresh:
        target.write(FEED, data)
    for path in (*stale, *left):
        target.remove(path)
    if stale:
        target.write(MANIFEST, replace(new, files={path: file for path, file in files.items() if path not in stale}).text())
    return done


def _is_ours(channel: Channel, old: Manifest, standing: Live, target: Target, *, known: bool, force: bool) -> None:
    show = standing.show or old.show
    if show and show != str(channel.identity) and not force:
        remedy = f'If it is the same podcast at a new address, keep its identity with guid = "{show}" under [feed]; else publish elsewhere.'
        raise PublishError("another podcast's feed stands there.", where=target.where, remedy=remedy)
    if standing.title and standing.title != plain.line(channel.title) and not known and not force:
        message = f"the feed that stands there is “{standing.title}”, at the same address, and has told none of these episodes."
        remedy = "A second show needs a folder and a feed.url of its own. If this one was renamed, say so once with --again."
        raise PublishError(message, where=target.where, remedy=remedy)


def _goes_on(standing: Live, target: Target, now: dt.datetime) -> None:
    """A clock that has lost its day would date new episodes long ago, for ever: their date stays with them."""
    try:
        before = parsedate_to_datetime(standing.built)
    except (ValueError, TypeError):
        return
    if before.replace(tzinfo=before.tzinfo or dt.UTC) - now > CLOCK_OFF:
        message = f"the feed there was written on {standing.built}, and this machine’s clock says {now:%d %B %Y, %H:%M}."
        remedy = "Set the clock right, and publish again. If it is the feed’s date that is wrong, say so once with --again."
        raise PublishError(message, where=target.where, remedy=remedy)


def _entries(
    channel: Channel,
    drafts: Sequence[Draft],
    target: Target,
    there: Mapping[str, int],
    old: Manifest,
    standing: Live,
    gone: frozenset[str],
    keep: Keep,
    now: dt.datetime,
) -> tuple[list[Entry], dict[str, Going]]:
    """What the feed tells, the newest first, and the files of what is here."""
    here: dict[str, tuple[Entry, Draft]] = {}
    for draft in drafts:
        version = 1 if _at_home(draft, target) else _version(draft.entry, target, there, old, standing)
        here[draft.entry.name] = replace(draft.entry, version=version), draft
    guids = {draft.entry.guid for draft in drafts}  # one that was renamed at home is no second episode
    others = [each for name, each in old.entries.items() if name not in here and name not in gone and each.guid not in guids]
    elsewhere = [each for each in others if _stands(each, there)]
    everything = sorted([*elsewhere, *(each for each, _ in here.values())], key=lambda each: (each.when, each.name), reverse=True)
    trailers = [each for each in everything if each.kind == "trailer" and each.name in here]
    told = [each for each in everything if each.kind != "trailer"]
    if keep.days:
        told = [each for each in told if now - each.when <= dt.timedelta(days=keep.days)]
    told = sorted([*(told[: keep.episodes] if keep.episodes else told), *trailers], key=lambda each: (each.when, each.name), reverse=True)
    wanted = {each.path(file): Going(file, here[each.name][1].source(file)) for each in told if each.name in here for file in each.files}
    return told, wanted | {path: going for each in told for path, going in _moved(each)}


def _moved(entry: Entry) -> Iterator[tuple[str, Going]]:
    """Where an episode's page stood before it got another address: a page that leads on, for whoever kept the old one."""
    if not entry.of("page"):
        return
    to = f"../{quote(entry.folder)}/"
    data = MOVED.format(to=escape(to)).encode()
    for version in range(1, entry.version):
        yield f"{replace(entry, version=version).folder}/index.html", going("index.html", data)


def going(name: str, data: bytes) -> Going:
    """Bytes on their way."""
    return Going(File(name, len(data), hashlib.sha256(data).hexdigest()), data)


def _at_home(draft: Draft, target: Target) -> bool:
    """Whether the folder that episodes are made in is published as it is."""
    return target.folder is not None and draft.folder.parent.absolute() == target.folder


def _version(entry: Entry, target: Target, there: Mapping[str, int], old: Manifest, standing: Live) -> int:
    """A new one where other audio went out under this name before: what listeners have the address of does not change its length."""
    known = old.entries.get(entry.name)
    if known is not None:
        return known.version if known.audio == entry.audio else max(known.version, old.versions.get(entry.name, 1)) + 1
    if entry.name in old.versions:
        return old.versions[entry.name] + 1
    pattern = re.compile(rf"{re.escape(entry.name)}(?:\.v([1-9]\d{{0,5}}))?/.*")
    last = max((int(found[1] or 1) for path in standing.paths if (found := pattern.fullmatch(path))), default=0)
    if last and not _same(replace(entry, version=last), target, there):
        last += 1
    return last or 1


def _same(entry: Entry, target: Target, there: Mapping[str, int]) -> bool:
    """Whether an entry's audio is what stands there; it is read, for want of anything that says so."""
    if not _stands(entry, there):
        return False
    return all(hashlib.sha256(target.read(entry.path(file)) or b"").hexdigest() == file.sha256 for file in entry.audio)


def _stands(entry: Entry, there: Mapping[str, int]) -> bool:
    return all(there.get(entry.path(file)) == file.bytes for file in entry.audio)


def _is_there(path: str, file: File, there: Mapping[str, int], old: Manifest) -> bool:
    return there.get(path) == file.bytes and path in old.files and old.files[path].sha256 == file.sha256


def _in_place(target: Target, path: str, each: Going) -> bool:
    """Whether the file stands where it is to go: an output folder that is published as it is."""
    return target.folder is not None and isinstance(each.source, Path) and each.source.absolute() == target.folder / path


def _inside(folder: Path, path: str, drafts: Sequence[Draft]) -> bool:
    """Whether a path lies in a folder that episodes are made in: what is half-written there may be another build's."""
    return any(draft.folder.parent.absolute() == folder for draft in drafts) and "/" in path


def _ordered(leaving: Mapping[str, Going]) -> list[str]:
    return sorted(leaving, key=lambda path: (ORDER.index(leaving[path].file.part), path))


def _put(target: Target, path: str, each: Going) -> None:
    if isinstance(each.source, bytes):
        target.write(path, each.source)
    else:
        target.put(path, each.source)


def _feed(channel: Channel, entries: Sequence[Entry], standing: Live, now: dt.datetime) -> bytes:
    """The feed; where nothing but its own date would change, it is what it was, and nobody has to fetch it again."""
    try:
        before = parsedate_to_datetime(standing.built)
        same = feed_xml(channel, entries, before)
    except (ValueError, TypeError):
        same = b""
    return same if same and same == standing.data else feed_xml(channel, entries, now)
