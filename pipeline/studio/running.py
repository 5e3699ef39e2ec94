"""What the page asks of the running order: pins, chapters and paragraphs left out and put back, a length to be met."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import Any

from pipeline.desk.length import TOLERANCE_MS
from pipeline.desk.order import clock_ms
from pipeline.errors import ScriptError
from pipeline.studio import document, fit, kept, leaving, lengths, reading, splice
from pipeline.studio.asked import of
from pipeline.studio.events import Hub
from pipeline.studio.room import ConflictError, Room


class Running:
    """What can be asked of a room's running order; each takes the request's JSON and gives the answer's."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub

    def pin(self, room: Room, given: dict[str, Any]) -> Any:
        """Pin a chapter by its title, or let it go."""
        title = str(given.get("title") or "")
        if title not in {section.title for section in reading.script(room.read()[0], room.name).sections}:
            raise ScriptError(f"there is no chapter {title!r}", where=room.name, remedy="Load the day again.")
        own = frozenset({title})
        return self._kept(room, lambda now: replace(now, pinned=now.pinned | own if given.get("pinned") is True else now.pinned - own))

    def title(self, room: Room, given: dict[str, Any]) -> Any:
        """Call chapter `k` otherwise, or for 0 the programme. What is remembered of the chapter by its title stays its own."""
        k, words = of(given, "k", int), of(given, "title", str)
        text, version = self._at(room, given)
        made = splice.title(text, room.name, k, words)
        room.change(version, lambda _: made)
        if k:
            old, new = (reading.script(each, room.name).sections[k - 1].title for each in (text, made))
            room.memory.change(lambda now: kept.renamed(now, old, new))
        day = document.of(room)
        self.hub.tell("day", {"version": day["version"]})
        return day

    def target(self, room: Room, given: dict[str, Any]) -> Any:
        """Remember how long the programme is to be: `target_ms`, or a `length` as the command line takes it. Raises ScriptError."""
        asked, written = given.get("target_ms"), str(given.get("length") or "").strip()
        if written:
            try:
                asked = clock_ms(written)
            except ValueError as error:
                raise ScriptError(f"“{written}” is no length", remedy="Write it as 10:00, 90s or 2m.") from error
        target_ms = asked if isinstance(asked, int) and not isinstance(asked, bool) and asked > 0 else None
        return self._kept(room, lambda now: replace(now, target_ms=target_ms))

    def order(self, room: Room, given: dict[str, Any]) -> Any:
        """Bring the chapters into an order; those that are not named are left out, and remembered."""
        wanted = _numbers(given, "chapters")
        text, _ = self._at(room, given)
        starts = splice.headings(text)
        out = set(range(1, len(starts) + 1)) - set(wanted)
        stay = [k for k in range(1, len(starts) + 1) if k not in out]
        return self._change(
            room,
            given,
            out,
            (),
            (),
            "hand",
            [stay.index(k) + 1 for k in wanted if k in stay] if len(set(wanted)) == len(wanted) else wanted,
        )

    def arrange(self, room: Room, given: dict[str, Any]) -> Any:
        """Leave chapters and paragraphs out, by their numbers, and put others back, by their ids: one change of the file."""
        back = given.get("back") or []
        if not isinstance(back, list):
            raise ScriptError("back is a list of what was left out", remedy="Load the day again.")
        ids = [str(each) for each in back]
        by = "fit" if given.get("by") == "fit" else "hand"
        return self._change(room, given, _numbers(given, "chapters"), _numbers(given, "paragraphs"), ids, by)

    def fit(self, room: Room, given: dict[str, Any]) -> Any:
        """What would be left out and put back to meet the target; nothing is changed."""
        text, version = self._at(room, given)
        target_ms = room.memory.now().target_ms
        if target_ms is None:
            raise ScriptError("there is no length to be met", where=room.name, remedy="Write one into the field, such as 10:00.")
        room.refresh()
        made = fit.plan(room, text, target_ms)
        there = leaving.places(text, room.name)
        out = [
            {"kind": "chapter", "title": own[0].title, "text": "", "length_ms": sum(made.lengths[each.n] for each in own)}
            for k in made.chapters
            if (own := [each for each in there if each.k == k])
        ]
        out += [
            {"kind": "paragraph", "title": each.title, "text": " ".join(map(splice.words, each.lines)), "length_ms": made.lengths[each.n]}
            for each in there
            if each.n in made.paragraphs
        ]
        return {
            "version": version,
            "target_ms": target_ms,
            "length_ms": made.length_ms,
            "becomes_ms": made.becomes_ms,
            "meets": abs(made.becomes_ms - target_ms) <= TOLERANCE_MS,
            "out": out,
            "back": [document.left(each) for each in made.back],
            "ask": {
                "chapters": made.chapters,
                "paragraphs": made.paragraphs,
                "back": [kept.named(each) for each in made.back],
                "by": "fit",
            },
        }

    def _at(self, room: Room, given: dict[str, Any]) -> tuple[str, str]:
        """(text, version), where that is what the page knows. Raises ConflictError where it is not."""
        text, version = room.read()
        if given.get("version") != version:
            raise ConflictError
        return text, version

    def _kept(self, room: Room, made: Any) -> Any:
        room.memory.change(made)
        self.hub.tell("kept", {})
        return document.of(room)

    def _change(
        self,
        room: Room,
        given: dict[str, Any],
        chapters: Collection[int],
        paragraphs: Collection[int],
        ids: Collection[str],
        by: str,
        order: Any = None,
    ) -> Any:
        gone = list[kept.Left]()
        text, _ = self._at(room, given)
        absent = {kept.named(each): each for each in leaving.absent(text, room.name, room.memory.now().left)}
        if not set(ids) <= absent.keys():
            raise ScriptError("this is not left out any more", where=room.name, remedy="Load the day again.")
        script = reading.script(text, room.name)
        own = lengths.paragraphs(room, script)
        spoken_ms = {n: sum(lengths.ms(span.frames) for span in each.spans) for n, each in enumerate(own, 1)}

        def change(text: str) -> str:
            made, left = leaving.take(text, room.name, chapters, paragraphs, spoken_ms, by) if chapters or paragraphs else (text, ())
            gone[:] = [replace(each, about=script.about) for each in left]
            made = leaving.put(made, room.name, [absent[each] for each in ids])
            return made if order is None else splice.order(made, room.name, order)

        room.change(str(given.get("version")), change)
        if gone:
            names, whole = {kept.named(each) for each in gone}, {each.title for each in gone if each.kind == "chapter"}

            def stays(left: kept.Left) -> bool:  # what stood in the script until now is what it is now
                again = kept.named(left) in names or (left.kind == "chapter" and left.title in whole)
                return not again or left.about != script.about

            room.memory.change(lambda now: replace(now, left=(*filter(stays, now.left), *gone)))
        day = document.of(room)
        self.hub.tell("day", {"version": day["version"]})
        return day


def _numbers(given: dict[str, Any], key: str) -> list[int]:
    """Raises ScriptError where they are none."""
    found = given.get(key) or []
    if not isinstance(found, list) or not all(isinstance(each, int) and not isinstance(each, bool) for each in found):
        raise ScriptError(f"{key} are numbers", remedy="Load the day again.")
    return found
