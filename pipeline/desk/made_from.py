"""What an episode is made from, as digests for its record: so that the next build sees whether anything has changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pipeline import speak
from pipeline.desk import digests, draft, memory, unchanged
from pipeline.desk.cast import Cast
from pipeline.desk.job import Task
from pipeline.model import Rundown, Utterance


def made_from(task: Task, words: draft.Draft, rundown: Rundown, cast: Cast, utterances: Sequence[Utterance]) -> dict[str, Any]:
    """The digests by what they are of. Nothing is spoken for it: a clip's key says what it will sound like."""
    order, show = task.order, task.show
    said = [(key, each.number, each.part, each.gain_db) for key, each in zip(speak.keys(utterances), utterances, strict=True)]
    return {
        "tool": digests.of_tool(),
        "script": digests.of(words.text),
        "clips": digests.of(said),
        "settings": digests.of(digests.of_show(show, words.text), order.target_ms),
        "briefing": task.briefing.sha256,
        "left_out": digests.of([(str(left.source), left.text, left.reason) for left in task.left_out(words, rundown)]),
        unchanged.EDITED: words.how == "edited",
        unchanged.INPUTS: _inputs(task, words, cast),
    }


def stepped_down(wanted: Mapping[str, Any], utterances: Sequence[Utterance]) -> dict[str, Any]:
    """The same of an episode that others speak than was wanted, as the better voice would not have been done in time.

    It does not stand for one in the better voice, and no look at what goes in can tell that it stands.
    """
    said = [(key, each.number, each.part, each.gain_db) for key, each in zip(speak.keys(utterances), utterances, strict=True)]
    return {**wanted, "clips": digests.of(said), unchanged.WANTED: wanted["clips"], unchanged.INPUTS: ""}


def _inputs(task: Task, words: draft.Draft, cast: Cast) -> str:
    """Of what goes in, as it will stand when the build is done; empty where the next build cannot know it beforehand."""
    if words.how == "kept":
        return ""
    turns = {**memory.recall(task.show, memory.TURNS), **cast.turns} if task.show.folder is not None else {}
    made = unchanged.Made(task.form, task.date, task.briefing.file, task.briefing.sha256, words.text)
    return unchanged.inputs(task.order, task.show, made, turns)
