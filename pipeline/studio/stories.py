"""Which of the day's stories a story in depth tells: the others are named, and one of them is told instead."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Any

from pipeline.desk import files
from pipeline.edit.one_story import ALL
from pipeline.errors import EpisodeError, ScriptError
from pipeline.studio import document, voice
from pipeline.studio.asked import of
from pipeline.studio.days import Days
from pipeline.studio.events import Hub
from pipeline.studio.room import Room
from pipeline.studio.trying import Trials

STORY = "story"


class Stories:
    """What can be asked of them; each takes the request's JSON and gives the answer's."""

    def __init__(self, hub: Hub, days: Days, trials: Trials) -> None:
        self.hub, self._days, self._trials = hub, days, trials

    def others(self, room: Room) -> dict[str, Any]:
        """`stories`: what else can be told, each with its `title` and what it is `about`. None of a briefing, or where the text is not at hand."""
        script = voice.script_now(room)
        if script.format != STORY or room.briefing(script) is None:
            return {"stories": []}
        try:
            _, rundown = self._days.of(room, script, STORY)
        except EpisodeError:  # the text says nothing new any more, or cannot be read: told where it is built
            return {"stories": []}
        found = [{"title": title, "about": title} for title in rundown.others]
        if len(found) > 1:
            found.append({"title": "All of them, one after the other", "about": ALL})
        if script.about:
            found.append({"title": "What was told before one was chosen", "about": ""})
        return {"stories": found}

    def tell(self, room: Room, given: dict[str, Any]) -> Any:
        """Tell another story: the script is rendered anew. One that a human changed is kept beside it, `kept` says where. Raises ConflictError,
        and ScriptError where nothing is about that.
        """
        script, asked = voice.script_now(room), of(given, "version", str)
        if script.format != STORY:
            raise ScriptError("this programme tells all of its day", where=room.name, remedy="Render it with --format story.")
        done = self._trials.render(f"{STORY}.md.j2", {}, *self._days.of(room, script, STORY, of(given, "about", str)))
        if "wrong" in done:
            wrong = done["wrong"]
            raise ScriptError(wrong["message"], where=wrong["where"], remedy=wrong["remedy"])
        kept = ""
        with room.writing:
            text, now = room.read()
            if now == asked and room.edited(text, script) and text != done["text"]:
                kept = files.short(_put_beside(room.path, text))
            room.change(asked, lambda _: str(done["text"]))
        day = document.of(room)
        self.hub.tell("day", {"version": day["version"]})
        return day | {"kept": kept}


def _put_beside(path: Path, text: str) -> Path:
    """A copy of a script that a human changed, as `--rewrite` calls it: the first of its spares that is free or says the same."""
    data = text.encode()
    for copy in files.spares(path):
        with files.writing(copy, ScriptError), contextlib.suppress(FileExistsError):
            with copy.open("xb") as file:
                file.write(data)
            return copy
        if copy.read_bytes() == data:
            return copy
    raise AssertionError("the names do not end")
