"""What the page asks of the marks: a sentence marked, a note on it, a mark resolved."""

from __future__ import annotations

from typing import Any

from pipeline.desk.marked import Mark
from pipeline.studio import document, reading
from pipeline.studio.events import Hub
from pipeline.studio.room import Room


class Marking:
    """What can be asked of a room's marks; each takes the request's JSON and gives the day."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    def mark(self, room: Room, given: dict[str, Any]) -> Any:
        """Mark a sentence by its words, or write another note on it."""
        room.marks.put(_mark(given), reading.script(room.read()[0], room.name))
        return self._told(room)

    def unmark(self, room: Room, given: dict[str, Any]) -> Any:
        """It is mended, or was right."""
        room.marks.resolve(_mark(given))
        return self._told(room)

    def _told(self, room: Room) -> Any:
        self.hub.tell("kept", {})
        return document.of(room)


def _mark(given: dict[str, Any]) -> Mark:
    return Mark(str(given.get("chapter") or ""), str(given.get("text") or ""), str(given.get("note") or ""))
