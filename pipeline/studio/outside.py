"""Word of what other editors do to the files."""

from __future__ import annotations

import threading
from pathlib import Path
from types import ModuleType

from pipeline import extras
from pipeline.errors import PublishError
from pipeline.studio.events import Hub
from pipeline.studio.room import Room, version_of

WATCHED = ("templates", "briefings", "recordings")
"""Folders of the show."""


def watch(room: Room, hub: Hub, stop: threading.Event) -> None:
    """Tell the pages of every change of script, marks, settings, lexicon, templates, briefings and recordings until `stop` is set."""
    watchfiles = library()
    show = room.show
    folders = {room.path.parent, *(folder for key in WATCHED if (folder := show.path(key)) is not None)}
    if show.folder is not None:
        folders.add(show.folder)
    single = {path for path in (room.path, room.marks.path, show.file, show.path("lexicon")) if path is not None}

    def matters(_change: object, name: str) -> bool:
        path = Path(name)
        inside = any((folder := show.path(key)) is not None and path.is_relative_to(folder) for key in WATCHED)
        return not path.name.startswith(".") and (path in single or inside)

    there = [folder for folder in folders if folder.is_dir()]
    for changes in watchfiles.watch(*there, watch_filter=matters, stop_event=stop, debounce=100, step=20):
        templates = show.path("templates")
        for name in sorted({Path(name).name for _, name in changes if templates is not None and Path(name).parent == templates}):
            hub.tell("template", {"name": name})
        if any(Path(name) == room.marks.path for _, name in changes):
            hub.tell("kept", {})
        try:
            hub.tell("day", {"version": version_of(room.path.read_bytes())})
        except OSError:
            hub.tell("day", {"version": ""})


def library() -> ModuleType:
    """Watchfiles. Raises PublishError where it is missing."""
    try:
        import watchfiles
    except ImportError as problem:
        raise PublishError("watching files needs watchfiles.", remedy=f"Install it: `{extras.install('studio')}`.") from problem
    return watchfiles
