"""The running order of the script's day: what its text has, kept until that or a setting changes."""

from __future__ import annotations

from dataclasses import replace

from pipeline.desk import intake, past, wording
from pipeline.desk.job import Task
from pipeline.model import Rundown, Script
from pipeline.studio.room import Quiet, Room


class Days:
    """Running orders, the last one kept."""

    def __init__(self) -> None:
        self._last: tuple[object, Task, Rundown] | None = None

    def of(self, room: Room, script: Script, form: str, about: str | None = None) -> tuple[Task, Rundown]:
        """The day in a format; `about` is which of its stories is told, where it is None as its script says. Raises EpisodeError."""
        if about is None and form == script.format:
            about = script.about
        order = replace(room.order(script), form=form, about=about)
        briefing = room.briefing(script) or intake.briefing(order, room.show, Quiet())
        key = (order, briefing.sha256, briefing.file)
        last = self._last
        if last is None or last[0] != key or last[1].show is not room.show:
            task = Task(order, room.show, briefing)
            if not room.show.repeats:
                task = replace(task, told=past.earlier(room.show, task.date, form, briefing.file, order.cut))
            task = wording.worded(task, Quiet())
            self._last = last = (key, task, task.rundown())
        return last[1], last[2]
