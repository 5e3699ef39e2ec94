"""A programme of a given length: what is told is chosen until what was spoken has that length, and the pauses take up the rest.

Nothing is guessed from word counts but the first try: sentences are spoken in the very voices, measured, and the choice is made anew.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pipeline import edit, mix, speak
from pipeline.desk import job
from pipeline.desk.draft import Draft
from pipeline.desk.job import Task
from pipeline.desk.order import Watch
from pipeline.desk.order import clock_ms as clock_ms
from pipeline.desk.show import Show
from pipeline.desk.soundtrack import sounding
from pipeline.edit import Block, Cut
from pipeline.model import Clip, Pace, Rundown, Script, Source
from pipeline.text.clock import clock

TOLERANCE_MS = 5_000
"""A programme is as long as was asked when it is no further off than this."""

CLOSE_MS = 1_000
"""What the pauses can take up in any programme: choosing goes on until it is as near as this."""

ROUNDS = 8
"""Choices at most; each speaks what the one before had not, and the third is nearly always near enough."""

LEAST_PAUSES, MOST_PAUSES = 0.75, 1.35
"""How far the pauses may be drawn together or apart: beyond this it is heard."""

OVERHEAD_MS = 30_000
"""What greeting, headlines and sign-off take, for the first try."""

SCALED = ("sentence_ms", "segment_ms", "quote_ms", "story_ms")


@dataclass(frozen=True, slots=True)
class _Try:
    """What came of one choice."""

    told: frozenset[int]
    rundown: Rundown
    length_ms: int


def fit(task: Task, watch: Watch, target_ms: int) -> Rundown:
    """The running order that, spoken, is as near to `target_ms` as the material allows; the user is told where that is not near.

    What is told goes by worth: leads before details, heavier stories before lighter ones; a quotation is told whole, a claim with its
    answer. Raises whatever writing and speaking raise.
    """
    blocks = edit.blocks(task.briefing, form=task.form, told=task.told, about=task.about)
    places = _places(task.briefing.updates, blocks)
    took = _guessed(task, blocks)
    overhead, tries = float(OVERHEAD_MS), list[_Try]()
    for _ in range(ROUNDS):
        told = choose(blocks, took, target_ms - overhead)
        if any(told == before.told for before in tries):
            break
        tried, measured = _try(task, told, places, target_ms, watch)
        tries.append(tried)
        if abs(tried.length_ms - target_ms) <= CLOSE_MS:
            break
        took |= measured
        found = tried.length_ms - sum(took[n] for n in told)
        between = len(tries) > 1 and (tries[-1].length_ms > target_ms) != (tries[-2].length_ms > target_ms)
        # A chapter more or an opening less, and the rest takes another time: two choices, one too long and one too short, are met in the middle.
        overhead = (overhead + found) / 2 if between else found
    best = min(tries, key=lambda each: abs(each.length_ms - target_ms))
    if best.length_ms < target_ms - TOLERANCE_MS and len(best.told) == len(blocks):
        watch.note(f"all that there is to tell fills {clock(best.length_ms)} of {clock(target_ms)}")
    elif abs(best.length_ms - target_ms) > TOLERANCE_MS:
        watch.note(f"{clock(target_ms)} cannot be met with this material: it becomes {clock(best.length_ms)}")
    return best.rundown


def foreseen(task: Task, target_ms: int) -> Rundown:
    """The running order that is chosen before anything was spoken, from word counts: for a dry run."""
    blocks = edit.blocks(task.briefing, form=task.form, told=task.told, about=task.about)
    places = _places(task.briefing.updates, blocks)
    took = _guessed(task, blocks)
    return _cut(task, choose(blocks, took, target_ms - OVERHEAD_MS), places, target_ms)


def pauses(words: Draft, clips: Sequence[Clip], show: Show, target_ms: int, watch: Watch) -> Pace:
    """The pace with its pauses drawn together or apart, so that the programme has the length; as it is where they cannot bring it near."""
    script, pace = words.script, show.pace

    def long(paused: Pace) -> int:
        return mix.length_ms(script, clips, sounding(show, paused))

    def scaled(factor: float) -> Pace:
        return replace(pace, **{name: round(getattr(pace, name) * factor) for name in SCALED})

    low, high = LEAST_PAUSES, MOST_PAUSES
    for _ in range(20):
        middle = (low + high) / 2
        if long(scaled(middle)) < target_ms:
            low = middle
        else:
            high = middle
    if abs(long(scaled(high)) - target_ms) <= TOLERANCE_MS:
        return scaled(high)
    if words.how in ("edited", "kept"):
        watch.note(f"the script as it stands is {clock(long(pace))} long, not {clock(target_ms)}")
    return pace


# ── one try ──────────────────────────────────────────────────────────────────────────────────────────────


def _try(
    task: Task, told: frozenset[int], places: Mapping[int, frozenset[Source]], target_ms: int, watch: Watch
) -> tuple[_Try, dict[int, float]]:
    """Edit, write and speak one choice: its length, and how long each of its blocks took."""
    rundown = _cut(task, told, places, target_ms)
    script = task.renderer(rundown)()
    parts = task.cast(script, rundown)
    utterances = task.utterances(script, parts)
    job.consent(task.order, speak.estimate(utterances), watch)
    clips = task.speak(utterances, recast=task.recast(script, rundown, parts)).clips
    return _Try(told, rundown, mix.length_ms(script, clips, sounding(task.show))), _measured(script, clips, places, told, task.show.pace)


def _cut(task: Task, told: frozenset[int], places: Mapping[int, frozenset[Source]], target_ms: int) -> Rundown:
    sources = frozenset(source for n in told for source in places[n])
    return task.rundown(Cut(sources, *_frame(task.form, target_ms)))


def _guessed(task: Task, blocks: Sequence[Block]) -> dict[int, float]:
    """How long each block may take, by its words: for the first try."""
    return {n: block.words * 60_000 / task.show.rate_wpm + task.show.pace.segment_ms for n, block in enumerate(blocks)}


def _frame(form: str, target_ms: int) -> tuple[int, int]:
    """How many headlines, and how many sentences of a look ahead, a programme of this length has room for."""
    minutes = target_ms / 60_000
    headlines = 0 if minutes < 2.5 else 2 if minutes < 4 else 3 if minutes < 6 else 4
    return max(headlines, int(form == "story")), 0 if minutes < 4 else 2 if minutes < 6 else 4


def _measured(
    script: Script, clips: Sequence[Clip], places: Mapping[int, frozenset[Source]], told: frozenset[int], pace: Pace
) -> dict[int, float]:
    """How long each block is in this programme: its sentences, each with the pause after it."""
    owner = {source: n for n in told for source in places[n]}
    took = dict.fromkeys(told, 0.0)
    by_place = {(clip.number, clip.part): clip for clip in clips}
    for number, segment in enumerate(script.segments, 1):
        for nth, part in enumerate(segment.parts, 1):
            block = next((owner[source] for passage in part for source in passage.sources if source in owner), None)
            if block is not None:
                after = pace.sentence_ms if nth < len(segment.parts) else pace.segment_ms
                took[block] += mix.speech_ms(by_place[number, nth]) + after
    return {n: ms for n, ms in took.items() if ms}


def _places(updates: Sequence[object], blocks: Sequence[Block]) -> dict[int, frozenset[Source]]:
    """The paragraphs of each block."""
    by_update = {getattr(update, "id", ""): getattr(update, "paragraphs", ()) for update in updates}
    return {n: frozenset(by_update[block.update][place].source for place in block.paragraphs) for n, block in enumerate(blocks)}


# ── the choice ───────────────────────────────────────────────────────────────────────────────────────────


def choose(blocks: Sequence[Block], took: Mapping[int, float], budget_ms: float) -> frozenset[int]:
    """The blocks to tell in `budget_ms`: by worth, then one or two exchanged for others where that fits better. At least one."""
    told: set[int] = set()
    left = budget_ms
    for n in sorted(range(len(blocks)), key=lambda n: blocks[n].cost):
        needs = blocks[n].needs
        if (needs is None or needs in told) and (took[n] <= left or not told):
            told.add(n)
            left -= took[n]
    while abs(left) > CLOSE_MS / 2:
        gain, change = min(
            ((abs(left - sum(took[n] for n in add) + sum(took[n] for n in drop)), (drop, add)) for drop, add in _changes(blocks, told)),
            key=lambda one: one[0],
            default=(abs(left), ((), ())),
        )
        if gain >= abs(left) - CLOSE_MS / 4:
            break
        drop, add = change
        left += sum(took[n] for n in drop) - sum(took[n] for n in add)
        told = (told - set(drop)) | set(add)
    return frozenset(told)


def _changes(blocks: Sequence[Block], told: set[int]) -> list[tuple[tuple[int, ...], tuple[int, ...]]]:
    """What could be dropped and added so that every block still has what it needs: one for none, one, or two of about its worth."""
    needed = {blocks[n].needs for n in told}
    droppable = [n for n in told if n not in needed and blocks[n].needs is not None]
    changes: list[tuple[tuple[int, ...], tuple[int, ...]]] = []
    for drop in (None, *droppable):
        rest = told - {drop} if drop is not None else told
        open_now = [n for n in range(len(blocks)) if n not in told and (blocks[n].needs is None or blocks[n].needs in rest)]
        open_now.sort(key=lambda n: blocks[n].cost)
        out = () if drop is None else (drop,)
        changes += [(out, (n,)) for n in open_now]
        changes += [(out, (a, b)) for i, a in enumerate(open_now[:12]) for b in open_now[i + 1 : 12]]
        if drop is not None and len(told) > 1:
            changes.append((out, ()))
    return changes
