"""The running order explained: what is told where, what is left out, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from pipeline import edit
from pipeline.desk import day, depth, intake, past
from pipeline.desk.show import Show
from pipeline.errors import BriefingError
from pipeline.model import Briefing, Rundown, Story


def explained(names: Sequence[str], show: Show, form: str, kind: str = "", about: str | None = None) -> tuple[Briefing, Rundown]:
    """What a build would take, and its running order: of the item file where one stands beside the text, without what was told before."""
    briefing = intake.gather(names, show, None, kind=kind)
    return briefing, rundown(briefing, show, form, about)


def rundown(briefing: Briefing, show: Show, form: str, about: str | None = None) -> Rundown:
    """The running order that a build would make, or that an edition of the very same text has. Raises BriefingError where there is nothing to tell."""
    form = form or show.format
    date = day.date_of("", briefing.file, dt.date.today())
    told: dict[str, edit.Past] = {}
    if not show.repeats:
        same = past.the_same(show, date, form, briefing)
        of = (dt.date.fromisoformat(same.date), form, same.briefing) if same is not None else (date, form, briefing.file)
        told = past.earlier(show, *of)
    return edit.edit(briefing, form=form, told=told, about=depth.asked(about, day.place(show, None, date, form, briefing.file)))


def document(briefing: Briefing, show: Show, form: str, about: str | None = None) -> list[dict[str, Any]]:
    """The running order for machines; empty where nothing would be told."""
    try:
        found = rundown(briefing, show, form, about) if any(not update.skip for update in briefing.updates) else None
    except BriefingError:
        found = None
    return [] if found is None else as_values(found)


def as_values(found: Rundown) -> list[dict[str, Any]]:
    """Each story in the order of telling, then the day's others where one is told in depth, then each line that is left out, then what a producer should look at."""
    return [
        *({"told": "in full", "place": n, **_story(story)} for n, story in enumerate(found.stories, 1)),
        *({"told": "in brief", "place": n, **_story(story)} for n, story in enumerate(found.shorts, len(found.stories) + 1)),
        *({"told": "another time", "title": title, "why": ["A story in depth is one story."]} for title in found.others),
        *({"told": "no", "source": str(left.source), "why": [left.reason]} for left in found.left_out),
        *({"told": "look", "why": [note]} for note in found.notes),
    ]


def _story(story: Story) -> dict[str, Any]:
    sources = dict.fromkeys(str(source) for beat in story.beats for source in beat.sources)
    return {
        "title": story.title,
        "updates": list(story.updates),
        "sources": list(sources),
        "beats": [
            {"kind": beat.kind, "speaker": beat.speaker, "sources": [str(source) for source in beat.sources]} for beat in story.beats
        ],
        "credits": list(story.credits),
        "why": list(story.why),
    }
