"""`episode publish`: the finished episodes, the settings and the place they go to, brought together."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pipeline.desk import day, files, handing, held_back, locking, picture, standing
from pipeline.desk.held_back import Gate
from pipeline.desk.measured import Measured
from pipeline.desk.order import Watch
from pipeline.desk.show import Show
from pipeline.errors import PublishError, ShowError
from pipeline.publish import contents, finished, hub, kinds, reach, release, remote
from pipeline.publish.entry import Entry, Standing, entry
from pipeline.publish.feed import FEED, Channel, episode_guid
from pipeline.publish.manifest import Manifest, manifest
from pipeline.publish.target import Folder, Target

OUTPUT = "output"
"""Where finished episodes are outside a show."""
TRAILER = "trailer"
"""The name of the trailer's folder."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What a command asks for."""

    out: str = ""
    """A folder or an address; empty for where the settings say."""
    source: Path | None = None
    """The folder of the finished episodes; none for the show's."""
    dry_run: bool = False
    again: bool = False
    """Everything is put up again, though it has not changed."""
    force: bool = False
    """What the gate holds back goes out all the same."""
    unchecked: bool = False
    """New addresses are not asked before the feed names them."""


def bring_out(asked: Outgoing, show: Show, watch: Watch, now: dt.datetime, gate: Gate | None = None) -> dict[str, Any]:
    """Bring the feed up to date, and say what changed: the document of `episode publish --json`.

    `gate` is asked about each episode that is new in the feed or has changed since. One that it holds back, or that is damaged, keeps no other
    from its listeners: it stays in the feed as it was there, or out of it, and PublishError is raised when all else is done.
    """
    where = asked.source or show.path("output") or Path(OUTPUT)
    with locking.alone(where) if where.is_dir() else contextlib.nullcontext():
        return _brought_out(asked, show, where, watch, now, gate)


def _brought_out(asked: Outgoing, show: Show, where: Path, watch: Watch, now: dt.datetime, gate: Gate | None) -> dict[str, Any]:
    """The same, while nobody else publishes these episodes."""
    target = target_of(asked.out or _settled(show) or str(where))
    channel = channel_of(show)
    watch.stage("publish")
    known = manifest(target)
    measured = Measured(show)
    drafts, gone, left = _drafts(where, show, channel, known, measured, now, dry_run=asked.dry_run)
    measured.keep()  # also where the rest comes to no end
    held = held_back.held(drafts, known, gate, measured.digest) if gate is not None else {}
    watch.stage("publish")
    if held and not asked.force:
        left.insert(0, held_back.refused(held))
        drafts = [each for each in drafts if each.folder not in held]
    if left and not drafts and not known.entries:
        raise left[0]
    name, cover = _cover(show)
    channel = replace(channel, cover=name)
    drafts += _trailer(show, channel, known, measured, now)
    measured.keep()
    if not drafts and not known.entries:
        raise PublishError("there is no finished episode here.", where=files.short(where), remedy="Make one with: episode build")
    keep = release.Keep(show.feed.keep_episodes, show.feed.keep_days)
    done = release.release(
        channel,
        drafts,
        target,
        now=now,
        around=lambda entries: {name: cover, **(_contents(show, channel, target, entries) if target.folder != where.absolute() else {})},
        gone=gone,
        keep=keep,
        force=asked.again,
        known=any(each.audio == draft.entry.audio for each in known.entries.values() for draft in drafts if each.guid == draft.entry.guid),
        dry_run=asked.dry_run,
        check=(lambda _: None) if asked.unchecked else reach.asker(watch.note),
        on_step=watch.step,
    )
    if target.folder == where.absolute() and not asked.dry_run:
        handing.archive(where, show, watch)  # it names the feed, now that there is one
    told = _told(channel, done.changed, watch) if not asked.dry_run else {}
    if left:
        raise held_back.with_the_rest(left, dry_run=asked.dry_run)
    return {
        **({"dry_run": True} if asked.dry_run else {}),
        "feed": done.feed,
        "to": target.where,
        "episodes": sum(each.kind != "trailer" for each in done.entries),
        "changed": list(done.changed),
        "removed": list(done.removed),
        "withdrawn": sorted(gone),
        **told,
        **({"forced": [folder.name for folder in held]} if held else {}),
    }


def _told(channel: Channel, changed: Sequence[str], watch: Watch) -> dict[str, Any]:
    """Tell the show's hub that the feed has changed, and say how that went. Where it cannot be told, apps find the episode by themselves, later."""
    if not channel.hub or FEED not in changed:
        return {}
    fault = hub.tell(channel.hub, channel.feed_url)
    if fault:
        watch.note(f"{channel.hub} was not told of the new feed: {fault}; apps find it by themselves, later")
    return {"hub": {"url": channel.hub, "told": not fault, "why_not": fault}}


def target_of(out: str) -> Target:
    """The place that a folder's path or an address names."""
    protocol, there, path = out.partition("://")
    if not there:
        return Folder(Path(out).expanduser())
    if protocol.lower() == "file":
        return Folder(Path(path))
    if protocol.lower() in ("http", "https"):
        remedy = "Name a folder, or where files can be put: s3://bucket/podcast, sftp://host/path, webdav://host/path …"
        raise PublishError("files are read from there, not put", where=remote.shown(out), remedy=remedy)
    return remote.Remote(out)


def _settled(show: Show) -> str:
    """Where the settings put it: an address, or a folder inside the show's."""
    to = show.feed.to
    return to if not to or "://" in to or show.folder is None else str(show.folder / Path(to).expanduser())


# ── the show ─────────────────────────────────────────────────────────────────────────────────────────────


def channel_of(show: Show) -> Channel:
    """What the feed says of the show. Raises ShowError where a setting is missing that no feed can do without."""
    feed = show.feed
    file = files.short(show.file) if show.file else "episode.toml"
    if not feed.url:
        remedy = 'Say where the files will be reached: url = "https://example.org/podcast/" under [feed].'
        raise ShowError("a feed needs an address", where=f"{file}: feed.url", remedy=remedy)
    if not (feed.description or show.tagline):
        remedy = 'Write a sentence or two about the show: description = "…" under [feed].'
        raise ShowError("Apple asks for a description", where=f"{file}: feed.description", remedy=remedy)
    return Channel(
        url=feed.url,
        title=show.title,
        description=feed.description or show.tagline,
        author=feed.author or show.title,
        link=feed.link or feed.url,
        language=(feed.language or show.language).lower(),
        categories=feed.category,
        guid=feed.guid,
        explicit=feed.explicit,
        owner=(feed.owner_name, feed.email),
        copyright=feed.copyright,
        locked=feed.locked,
        private=feed.private,
        license=(feed.license.name, feed.license.url),
        funding=tuple((each.url, each.text) for each in feed.funding),
        persons=tuple((each.name, each.role, each.group, each.img, each.href) for each in feed.persons),
        medium=feed.medium,
        type=feed.type,
        trailer_season=feed.trailer.season,
        moved_to=feed.moved_to,
        hub=feed.hub,
    )


def _cover(show: Show) -> tuple[str, release.Going]:
    """The show's cover under a name that changes with it, as Apple asks."""
    data = picture.cover(show, show.tagline)
    name = f"cover-{hashlib.sha256(data).hexdigest()[:8]}.jpg"
    return name, release.going(name, data)


def _contents(show: Show, channel: Channel, target: Target, entries: Sequence[Entry]) -> Mapping[str, release.Going]:
    """The page of all that the feed tells, unless somebody else's stands there. Where episodes are made, a build keeps it."""
    there = target.read(handing.PAGE)
    if there is not None and not contents.is_ours(there):
        return {}
    rows = [
        contents.Entry(each.folder, each.title, dt.date.fromisoformat(each.date), each.duration_ms, each.standfirst)
        for each in entries
        if each.date and each.of("page")
    ]
    look = handing.look_of(show)
    page = contents.archive_page(rows, show=show.title, tagline=show.tagline, language=channel.language, look=look)
    return {handing.PAGE: release.going(handing.PAGE, page.encode())}


def _trailer(show: Show, channel: Channel, known: Manifest, measured: Measured, now: dt.datetime) -> list[release.Draft]:
    """The trailer as an item of its own."""
    asked = show.feed.trailer
    if not asked.file or show.folder is None:
        return []
    path = show.folder / asked.file
    if not path.is_file():
        where = f"{files.short(show.file) if show.file else ''}: feed.trailer"
        raise ShowError(f"there is no file {asked.file}", where=where, remedy="Put it into the show's folder, or take the line out.")
    before = known.entries.get(TRAILER)
    when = dt.datetime.combine(asked.date, standing.NOON) if asked.date else before.when if before else now.replace(microsecond=0)
    name = f"{TRAILER}{path.suffix.lower()}"
    file = kinds.File(name, path.stat().st_size, measured.digest(path))
    guid = before.guid if before else episode_guid(channel.identity, TRAILER)
    made = Entry(TRAILER, 1, guid, when.astimezone(dt.UTC).isoformat(), asked.title, asked.title, (), measured.ms(path), (file,), TRAILER)
    return [release.Draft(replace(made, season=asked.season), path.parent, {name: path})]


# ── the episodes ─────────────────────────────────────────────────────────────────────────────────────────


def _drafts(
    where: Path, show: Show, channel: Channel, known: Manifest, measured: Measured, now: dt.datetime, *, dry_run: bool
) -> tuple[list[release.Draft], frozenset[str], list[PublishError]]:
    """The episodes that are here and go out, each with its standing, the names of those that were withdrawn, and what is wrong with others."""
    here = _standings(finished.folders(where), known)
    gone = frozenset(folder.name for folder, how in here.items() if how.withdrawn)
    done, wrong = [], list[PublishError]()
    for folder in (folder for folder, how in here.items() if not how.withdrawn):
        try:
            done.append(finished.finished(folder, measured.ms, measured.digest))
        except PublishError as problem:
            wrong.append(problem)
    taken = {how.guid for how in here.values() if how.guid} | {each.guid for each in known.entries.values()}
    numbers = _Numbers(show, [*(how.standing for how in here.values()), *(_standing_of(each) for each in known.entries.values())])
    drafts = []
    for each in sorted(done, key=lambda each: (each.date, each.name)):
        how = here[each.folder]
        if not how.guid:
            before = known.entries.get(each.name)
            new = _standing_of(before) if before else _first(each, channel, taken, now)
            how = standing.with_standing(how, numbers.numbered(new))
            taken.add(how.guid)
            if not dry_run:
                standing.keep(each.folder, how)
        drafts.append(release.Draft(entry(each, how.standing), each.folder))
    return drafts, gone, wrong


def _standings(folders: Sequence[Path], known: Manifest) -> dict[Path, standing.Publication]:
    """How each episode stands. A folder that was copied took its original's standing along: it gets one of its own."""
    stands = {folder: standing.read(folder) for folder in folders}
    owners = {each.guid: each.name for each in known.entries.values()}
    for folder in sorted(folders):
        owners.setdefault(stands[folder].guid, folder.name)
    here = {folder.name for folder in folders}

    def is_copy(folder: Path, guid: str) -> bool:
        return bool(guid) and owners[guid] != folder.name and owners[guid] in here

    return {folder: standing.Publication() if is_copy(folder, how.guid) else how for folder, how in stands.items()}


def _standing_of(known: Entry) -> Standing:
    return Standing(known.guid, known.published, known.number, known.season)


def _first(done: finished.Finished, channel: Channel, taken: set[str], now: dt.datetime) -> Standing:
    """The standing of an episode that goes out for the first time: the same again, should it ever be lost."""
    parts = (done.date.isoformat(), done.format, done.cut, day.slug(done.briefing))
    guid = episode_guid(channel.identity, *parts)
    if guid in taken:  # two briefings of one date whose names say the same
        guid = episode_guid(channel.identity, *parts, done.name)
    return Standing(guid, standing.first_published(done.date, now))


class _Numbers:
    """Gives episodes their season and number, where the show counts them."""

    def __init__(self, show: Show, given: list[Standing]) -> None:
        self._season = show.feed.season
        self._counts = bool(self._season) or show.feed.type == "serial"
        self._last: dict[int, int] = {}
        for each in given:
            self._last[each.season] = max(self._last.get(each.season, 0), each.number)

    def numbered(self, new: Standing) -> Standing:
        """A standing with the next number of its season; one that has a number keeps it."""
        if not self._counts or new.number:
            return new
        season = int(new.published[:4]) if self._season == "year" else int(self._season)
        self._last[season] = self._last.get(season, 0) + 1
        return replace(new, season=season, number=self._last[season])
