"""The anchor's sentences in a model's words, where a show or a command asks for it: consent, the answers that were kept, what fell back."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import edit
from pipeline.desk import job
from pipeline.desk.job import Task
from pipeline.desk.order import Watch
from pipeline.errors import ShowError

if TYPE_CHECKING:
    from pipeline.write.writer import Wording

OFF = "off"
FOLDER = "writer"
"""Of the answers, inside the cache."""
WORDED = "writer.worded"
"""In the record, with a number behind it: what is told in the model's words, the show's own among them."""
SHOWN = 3
"""So many reasons are told; the record holds them all."""


@dataclass(frozen=True, slots=True)
class _Foreseen:
    """What will be asked of a server that may charge."""

    requests: int
    characters: int
    at: str

    def __bool__(self) -> bool:
        return self.requests > 0

    def __str__(self) -> str:
        plural = "" if self.requests == 1 else "s"
        return f"{self.requests:,} request{plural} with {self.characters:,} characters to {self.at}, at a price that is not known"


def worded(task: Task, watch: Watch) -> Task:
    """The task as it came, or one whose running orders are in the words of the model that is asked for.

    It is asked once, for all that a running order of any length can tell; sentences that come out otherwise there stay the rules' own.
    Raises ShowError where its settings cannot be used, EngineError where the user has not agreed to ask another machine. A server that
    fails leaves the rules' own words, with a note.
    """
    style = "" if task.order.writer == OFF else task.order.writer or task.show.writer.style
    if not style:
        return task
    from pipeline.speak import cache
    from pipeline.write import writer
    from pipeline.write.writer.server import Server, where

    settings = task.show.writer
    if not settings.model:
        raise ShowError("names no model", where="[writer]", remedy='Add [writer] with model = "…", and url for a server of your own.')
    at = where(settings.url, os.environ)
    server = Server(at, settings.model, Path(cache.default_folder()) / FOLDER)
    rundown = task.rundown(_everything(task) if task.order.target_ms else None)
    if not at.loopback:
        new = [one for one in writer.requests(rundown, style) if server.known(one) is None]
        foreseen = _Foreseen(len(new), sum(len(one.system) + len(one.user) for one in new), at.url)
        job.consent(task.order, foreseen, watch)
    done = writer.word(rundown, style, server.ask)
    _tell(done, watch)
    told = (
        ("writer", f"{style}: {settings.model} at {at.url}"),
        ("writer.sentences", f"{done.asked - len(done.fell_back)} of {done.asked}"),
        *((f"writer.fell_back.{n}", f"{one.reason}: {one.text}") for n, one in enumerate(done.fell_back, 1)),
        *((f"{WORDED}.{n}", text) for n, text in enumerate(done.worded, 1)),
        *((f"writer.dropped.{n}", f"{one.reason}: {one.text}") for n, one in enumerate(done.dropped, 1)),
    )
    return replace(task, worded=lambda plain: replace(writer.apply(plain, done, settings.host), worded=told))


def _everything(task: Task) -> edit.Cut:
    """A cut that cuts nothing: every paragraph of the day."""
    return edit.Cut(frozenset(paragraph.source for update in task.briefing.updates for paragraph in update.paragraphs))


def _tell(done: Wording, watch: Watch) -> None:
    """Say what was not taken of a model's words, and why."""
    for reason in list(dict.fromkeys(one.reason for one in done.fell_back))[:SHOWN]:
        several = [one.text for one in done.fell_back if one.reason == reason]
        watch.note(f"the rules' own words for {len(several)} of {done.asked} sentences, as “{several[0][:40]}…”: {reason}")
    for one in done.dropped[:SHOWN]:
        watch.note(f"not told, as the show's own words say nothing themselves: “{one.text[:60]}”: {one.reason}")
