"""What the page has done beside changing the script: words for the lexicon, a build, the gate, publishing."""

from __future__ import annotations

import datetime as dt
import threading
import time
from typing import Any

from pipeline import build, check
from pipeline.desk import pronounce, publishing
from pipeline.errors import EpisodeError, HeldError, PublishError
from pipeline.studio import document, voice
from pipeline.studio.events import Hub, Telling
from pipeline.studio.room import Room


class Actions:
    """What can be asked of a room; each takes the request's JSON and gives the answer's."""

    def __init__(self, room: Room, hub: Hub) -> None:
        self.room, self.hub = room, hub
        self._building = threading.Lock()

    def lexicon(self, room: Room, given: dict[str, Any]) -> Any:
        """Add a word to the show's lexicon."""
        word, ipa, alias = (str(given.get(key) or "") for key in ("word", "ipa", "alias"))
        with room.writing:
            done = pronounce.add(word, ipa, alias, room.show, replace=given.get("replace") is True)
        entry = next(iter((*done.added, *(new for _, new in done.replaced))), None)
        day = document.of(room)
        self.hub.tell("day", {"version": day["version"]})
        return {"entry": entry and {"word": entry.grapheme, "ipa": entry.ipa, "alias": entry.alias}, "day": day}

    def check(self, room: Room, given: dict[str, Any]) -> Any:
        """Ask the gate."""
        done = check.check(str(room.path), room.show, Telling(self.hub))
        found = check.document(done)
        parts = [part for part in document.of(room)["parts"] if part["kind"] == "segment"]
        for finding in found["findings"]:
            name, _, line = finding["where"].rpartition(":")
            finding["line"] = int(line) if line.isdecimal() and name == room.name else None
            before = [part["n"] for part in parts if finding["line"] and part["line"] <= finding["line"]]
            finding["n"] = before[-1] if before else None
        return found

    def build(self, room: Room, given: dict[str, Any]) -> Any:
        """Begin to make the episode of the script as it stands; how it goes is told by events."""
        script = voice.script_now(room)
        if not self._building.acquire(blocking=False):
            raise PublishError("a build is on its way already", where=room.name, remedy="Wait until it is done.")

        def work() -> None:
            try:
                begun_ns = time.time_ns()
                made = build.build(room.order(script, keep=True), room.show, Telling(self.hub))
                room.made_ns = begun_ns
                self.hub.tell("built", {key: made.get(key) for key in ("dir", "duration_ms", "loudness_lufs", "true_peak_dbtp")})
            except EpisodeError as error:
                self.hub.tell("fault", document.fault(error))
            finally:
                self._building.release()

        threading.Thread(target=work, daemon=True).start()
        return {}

    def publish(self, room: Room, given: dict[str, Any]) -> Any:
        """Bring the feed up to date, if the gate lets this script through. Raises HeldError where it does not, or where the finished episode
        is made of other words; PublishError where this day was never built.
        """
        if given.get("force") is not True:
            self._held(room)
        asked, watch = publishing.Outgoing(dry_run=given.get("dry_run") is True, force=given.get("force") is True), Telling(self.hub)
        return publishing.bring_out(
            asked, room.show, watch, dt.datetime.now(dt.UTC), lambda folder: check.standing(folder, room.show, watch)
        )

    def _held(self, room: Room) -> None:
        if not (found := check.check(str(room.path), room.show, Telling(self.hub))).ok:
            first = next(each for each in found.findings if each.severity == check.ERROR)
            raise HeldError(f"the gate holds it back: {first.message}", where=first.where, remedy=first.remedy)
        day = document.of(room)
        if day["built"] is None:
            raise PublishError("this day's episode is not made yet", where=room.name, remedy="Build it first.")
        if not day["built"]["current"]:
            message = "the finished episode is not made of what stands here now"
            raise HeldError(message, where=day["built"]["dir"], remedy="Build it anew, or publish the older one as it is.")
