"""What the page has done beside changing the script: words for the lexicon, a build, the gate, publishing."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable
from typing import Any

from pipeline import build, check
from pipeline.desk import pronounce, publishing
from pipeline.desk.order import Order
from pipeline.errors import EpisodeError, HeldError, PublishError
from pipeline.studio import document, voice
from pipeline.studio.events import Hub, Telling
from pipeline.studio.room import Room

WAIT_S = 15.0
"""For a build to break off, once the studio ends: it hears of it after the clip that is being spoken."""


class EndedError(BaseException):
    """The studio ends, and its build with it: nothing on the way takes it for a fault to be mended."""


class Watching(Telling):
    """A build's watch that breaks it off, at the next thing it hears, once `ended`."""

    def __init__(self, hub: Hub, ended: Callable[[], bool]) -> None:
        super().__init__(hub)
        self._ended = ended

    def note(self, text: str) -> None:
        """As `Watch`."""
        self._look()
        super().note(text)

    def stage(self, name: str) -> None:
        """As `Watch`."""
        self._look()
        super().stage(name)

    def step(self, done: float, total: float) -> None:
        """As `Watch`."""
        self._look()
        super().step(done, total)

    def _look(self) -> None:
        if self._ended():
            raise EndedError


class Actions:
    """What can be asked of a room; each takes the request's JSON and gives the answer's."""

    def __init__(self, room: Room, hub: Hub) -> None:
        self.room, self.hub = room, hub
        self._building = threading.Lock()
        self._work: threading.Thread | None = None
        self._ended = False

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
        order = room.order(voice.script_now(room), keep=True)
        if not self._building.acquire(blocking=False):
            raise PublishError("a build is on its way already", where=room.name, remedy="Wait until it is done.")

        self._work = threading.Thread(target=self._make, args=(room, order), daemon=True)
        try:
            self._work.start()
        except BaseException:
            self._building.release()
            raise
        return {}

    def _make(self, room: Room, order: Order) -> None:
        """Build, and tell the pages what came of it, whatever that is."""
        try:
            begun_ns = time.time_ns()
            made = build.build(order, room.show, Watching(self.hub, lambda: self._ended))
            room.made_ns = begun_ns
            self.hub.tell("built", {key: made.get(key) for key in ("dir", "duration_ms", "loudness_lufs", "true_peak_dbtp")})
        except EndedError:
            return  # and so has the page's server
        except EpisodeError as error:
            self.hub.tell("fault", document.fault(error))
        except BaseException as error:
            message = f"the build broke off ({type(error).__name__}: {error})"
            self.hub.tell(
                "fault", {"message": message, "where": room.name, "remedy": "This is a bug: the terminal says more.", "held": False}
            )
            raise
        finally:
            self._building.release()

    def end(self) -> None:
        """Break off the build that is on its way, and wait until what it had half made is gone. One that does not hear of it in time leaves
        its folder to the next build, which takes it over.
        """
        self._ended = True
        if self._work is not None:
            self._work.join(WAIT_S)

    def publish(self, room: Room, given: dict[str, Any]) -> Any:
        """Bring the feed up to date, if the gate lets this script through. Raises HeldError where it does not, or where the finished episode
        is made of other words; PublishError where this day was never built.
        """
        if given.get("force") is not True:
            self._held(room)
        asked, watch = publishing.Outgoing(dry_run=given.get("dry_run") is True, force=given.get("force") is True), Telling(self.hub)
        return publishing.bring_out(
            asked, room.show, watch, dt.datetime.now(dt.UTC), lambda folders, digest: check.standings(folders, room.show, watch, digest)
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
