"""Which of a day's stories is told in depth."""

from __future__ import annotations

from pipeline.desk import day
from pipeline.desk.order import Order, Watch
from pipeline.model import Rundown

SHOWN = 3
"""So many of a day's other stories are named."""


def asked(about: str | None, place: day.Place) -> str:
    """What a story is to be about: as asked, else as the script that stands in its place was."""
    return about if about is not None else day.about(place.script)


def note_others(rundown: Rundown, order: Order, watch: Watch) -> None:
    """Say that one story of several is told, where nobody chose it."""
    if not rundown.others or order.about:
        return
    more = len(rundown.others) - SHOWN
    shown = ", ".join(f"“{title}”" for title in rundown.others[:SHOWN]) + (f" and {more} more" if more > 0 else "")
    watch.note(f"the story is “{rundown.title}”; --about WORDS tells another of the day’s, --about all every one: {shown}")
