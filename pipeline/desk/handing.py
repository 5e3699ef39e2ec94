"""The script and the finished files on their way to their places: nothing half-made, and nothing of a human's lost."""

from __future__ import annotations

import contextlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline import publish
from pipeline.desk import claims, day, document, draft, files, standing
from pipeline.desk.job import SCRIPT
from pipeline.desk.order import STAGES, Order, Watch
from pipeline.desk.show import Show
from pipeline.desk.stages import Clock
from pipeline.errors import PublishError
from pipeline.publish.feed import FEED

STEMS = "stems"
"""The folder of a programme's parts, and the record's key that says that it was made."""
PAGE = "index.html"
"""All episodes, above their folders."""


def lay_down(words: draft.Draft, place: day.Place, desk: Path, watch: Watch) -> None:
    """The script to its place, at once where that is not the episode's own folder, and a copy onto the desk."""
    kept = None if place.together else draft.save(words, place.script)
    report(words, place, watch, kept)
    files.write(desk / SCRIPT, words.text)


def report(words: draft.Draft, place: day.Place, watch: Watch, kept: Path | None) -> None:
    """Tell the user where the script is not simply the day's newest."""
    name = files.short(place.script)
    if words.how == "edited":
        watch.note(f"speaking {name} as it was edited by hand")
    elif words.how == "kept":
        watch.note(f"speaking {name} as it is")
    if kept is not None:
        watch.note(f"the script that was edited by hand is kept as {files.short(kept)}")


def kept(place: day.Place) -> Mapping[str, Any]:
    """What the record of an episode that is made again keeps: the corrections that listeners were told of."""
    corrections = corrections_of(place.folder)
    return {"corrections": corrections} if corrections else {}


def parts(show: Show) -> Mapping[str, Any]:
    """What the record says of parts that are written with the programme."""
    return {STEMS: True} if show.stems else {}


def corrections_of(folder: Path) -> list[dict[str, str]]:
    """The corrections of a finished episode, the first first; none where its record cannot be read."""
    try:
        found = json.loads((folder / publish.RECORD).read_text(encoding="utf-8"))
        return [{key: str(each.get(key, "")) for key in ("date", "was", "is", "note")} for each in found.get("corrections", [])]
    except (OSError, ValueError, AttributeError, TypeError, RecursionError):
        return []


def hand_over(words: draft.Draft, place: day.Place, desk: Path, watch: Watch) -> None:
    """The finished files to their place, all at the end: a build that fails leaves the episode that was there."""
    if place.together and words.put_by:
        report(words, place, watch, files.put_by(place.script))
    had = document.read(place.folder).get(STEMS)
    claims.move_in(desk, place.folder, last=publish.RECORD)
    if had and not (document.read(place.folder).get(STEMS)):  # those of an earlier sound
        shutil.rmtree(place.folder / STEMS, ignore_errors=True)


def look_of(show: Show) -> publish.Look:
    """What the show says of how its notes and pages look."""
    return publish.Look(show.template_folders, show.page.accent, f"{show.feed.url}{FEED}" if show.feed.url else "")


def archive(output: Path, show: Show, watch: Watch) -> None:
    """The page of all the episodes that stand in a folder. One of somebody else's that is there stays, and the user is told."""
    page, listed, look = output / PAGE, None, look_of(show)
    if not (output / FEED).is_file():  # nothing is published from here
        look = replace(look, feed="")
    while (found := _records(output)) != listed:  # another build may have finished while the page was written
        records = {}
        for file in found:
            with contextlib.suppress(OSError, ValueError):  # a damaged record is no reason to fail a build
                records[file.parent.name] = json.loads(file.read_bytes())
        listed = found
        if not publish.archive(records, page, show=show.title, tagline=show.tagline, language=show.language, look=look):
            watch.note(f"{files.short(page)} is somebody else's page: it does not list the episodes")
            return


def _records(output: Path) -> list[Path]:
    """Of the episodes that are to be heard."""
    found = sorted(file for file in output.glob(f"*/{publish.RECORD}") if not file.parent.name.startswith("."))
    return [file for file in found if not standing.read(file.parent).withdrawn]


def made(
    place: day.Place, words: draft.Draft, order: Order, clock: Clock, checked: Mapping[str, Any], *, unchanged: bool = False
) -> dict[str, Any]:
    """What `episode build --json` tells of the episode as it now stands at its place."""
    try:
        return document.episode(
            document.read(place.folder),
            place.folder,
            place.script,
            how=words.how,
            briefing=order.briefing,
            timings_s={**dict.fromkeys(STAGES, 0.0), **clock.timings_s},
            unchanged=unchanged,
            checked=checked,
        )
    except (KeyError, TypeError) as problem:
        where = files.short(place.folder)
        raise PublishError("the episode is no longer there", where=where, remedy="Build it again.") from problem
