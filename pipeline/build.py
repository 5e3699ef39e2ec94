"""The whole day in one screen: the six stages, called in a straight line."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

from pipeline import check, mix, publish, speak, write
from pipeline.desk import (
    correcting,
    deadline,
    depth,
    draft,
    facts,
    handing,
    heard,
    intake,
    job,
    journal,
    length,
    picture,
    recordings,
    soundtrack,
    stages,
    stepped,
    texts,
    unchanged,
    verdicts,
    wording,
)
from pipeline.desk.cast import Cast
from pipeline.desk.made_from import made_from, stepped_down
from pipeline.desk.order import Order, Watch
from pipeline.desk.show import Show
from pipeline.mix import arenas
from pipeline.mix.ahead import looking
from pipeline.model import Rundown, Utterance


@journal.noted
def build(order: Order, show: Show, watch: Watch, now: Callable[[], float] = time.time) -> dict[str, Any]:
    """Make the day's episode: from its text to the finished files; one that stands as it would be made is left as it is.

    `now` tells the time of day, in seconds since 1970, where the episode is to be done by a time.
    """
    speak.cache_bound(show.cache_max_gb)  # a size that is none is refused before anything is made
    clock, due = stages.Clock(watch), deadline.of(order, show, watch, now)
    with ExitStack() as engines, texts.kept(show):
        usual = not (order.voices or show.voices)
        engines.enter_context(
            speak.kept(listing=True, begin=order.engine or show.engine, usual=usual)
        )  # who lists the voices will speak: it is started once
        with clock("read"):
            briefing = intake.briefing(order, show, watch)
            task = job.task(order, show, briefing, watch, due)
        with clock("edit"):
            task = wording.worded(task, watch)
            rundown = length.fit(task, watch, order.target_ms) if order.target_ms else task.rundown()
            depth.note_others(rundown, order, watch)
        with job.desk(task) as (place, desk):
            with clock("write"):
                words = draft.settle(place.script, task.renderer(rundown), briefing.sha256, keep=order.keep, rewrite=order.rewrite)
                soundtrack.check_cues(words.script, show, place.script)
                cast = job.cast_of(task, words, rundown, watch)
                utterances = task.utterances(words.script, cast, place)
                handing.lay_down(words, place, desk, watch)
                sources = made_from(task, words, rundown, cast, utterances)
            stands = unchanged.stands(place.folder, sources, late=due is not None and due.left_s <= 0)
            if stands:
                watch.note(unchanged.since(place.folder))
            else:
                stays = {**handing.kept(place), **handing.parts(show), unchanged.MADE_FROM: sources}
                _produce(task, words, rundown, cast, utterances, desk, clock, watch, stays=stays, spoken=engines.close)
                handing.hand_over(words, place, desk, watch)
            if away := unchanged.withdrawn(place.folder):
                watch.note(away)
            handing.archive(place.folder.parent, show, watch)
            job.remember(task, words, cast, watch)
            arenas.trim()
            with clock("check"):
                checked = (verdicts.kept(show, place.folder) if stands else None) or check.passed(
                    place.folder, place.script, show, briefing
                )
    deadline.told(due, watch, stands)
    made = handing.made(place, words, order, clock, checked, unchanged=stands)
    if not stands:
        speak.settle_cache(show.cache_max_gb, found=made["cached"], spoken=made["spoken"])
    return made


def correct(asked: correcting.Asked, show: Show, watch: Watch) -> dict[str, Any]:
    """Replace one sentence of a finished episode: its clip is spoken anew, what follows from it is made again, all else stays."""
    clock = stages.Clock(watch)
    with clock("read"):
        mend = correcting.opened(asked, show)
        task = job.Task(
            mend.order,
            replace(show, mono=mend.mono, formats=mend.formats or show.formats, stems=bool(mend.stays.get(handing.STEMS))),
            mend.briefing,
        )
    with mend.desk() as desk:
        with clock("write"):
            cast = mend.cast(task)
            utterances = mend.utterances(task, cast)
            mend.consent(utterances)
            mend.lay_down(desk)
        _produce(task, mend.words, mend.rundown, cast, utterances, desk, clock, watch, stays=mend.stays)
        mend.hand_over(desk, watch)
        handing.archive(mend.place.folder.parent, show, watch)
        with clock("check"):
            checked = check.standing(mend.place.folder, show, watch)  # its briefing is found again: a mend needs none
    return handing.made(mend.place, mend.words, mend.order, clock, checked)


def _produce(
    task: job.Task,
    words: draft.Draft,
    rundown: Rundown,
    cast: Cast,
    utterances: Sequence[Utterance],
    desk: Path,
    clock: stages.Clock,
    watch: Watch,
    stays: Mapping[str, Any],
    spoken: Callable[[], None] = lambda: None,
) -> None:
    """From the words to the finished files, on the desk. `stays` is what the record keeps of an earlier one, whatever is found now; `spoken` is
    called once all is.
    """
    order, show = task.order, task.show
    job.consent(order, speak.estimate(utterances), watch)
    stays = {**stays, **recordings.record(words.script, show)}
    with clock("speak"), looking() as look_at:
        recast = task.recast(words.script, rundown, cast)
        made = task.speak(utterances, on_clip=clock.counter(len(utterances), look_at), on_note=watch.note, recast=recast)
        spoken()
        utterances, clips = made.utterances, made.clips
        if made.steps:
            stays = {**stays, **stepped.record(made.steps), unchanged.MADE_FROM: stepped_down(stays[unchanged.MADE_FROM], utterances)}
    with clock("mix"), picture.meanwhile(show, words.script) as drawing:
        audio = desk / publish.AUDIO
        pace = length.pauses(words, clips, show, order.target_ms, watch) if order.target_ms else show.pace
        how = soundtrack.sounding(show, pace)
        programme = mix.mix(
            words.script,
            clips,
            audio,
            tags=lambda: task.tags(words.script, drawing.cover()),
            how=how,
            pieces=speak.pieces_folder(),
            on_looked=drawing.begin,
            on_progress=clock.share,
        )
        if show.stems:
            mix.write_stems(words.script, clips, programme, task.tags(words.script, b""), desk / handing.STEMS, how)
    with clock("publish"):
        episode = task.episode(desk, words, rundown, programme, cast.parts, clips, clock)
        look, words_ms = handing.look_of(show), heard.of_programme(utterances, clips, programme, how.chain)
        publish.publish(episode, clips=clips, also={"script": desk / job.SCRIPT}, words=words_ms, stays=stays, look=look)


def plan(order: Order, show: Show, watch: Watch, now: Callable[[], float] = time.time) -> dict[str, Any]:
    """What `build` would do; nothing is written. `now` as for `build`."""
    due = deadline.of(order, show, watch, now)
    briefing = intake.briefing(order, show, watch)
    task = job.task(order, show, briefing, watch, due)
    rundown = length.foreseen(task, order.target_ms) if order.target_ms else task.rundown()
    depth.note_others(rundown, order, watch)
    place = task.place()
    words = draft.settle(place.script, task.renderer(rundown), briefing.sha256, keep=order.keep, rewrite=order.rewrite)
    cast = job.cast_of(task, words, rundown, watch)
    recast = task.recast(words.script, rundown, cast, place)
    said, steps = deadline.foreseen(task.utterances(words.script, cast, place), due, recast, kinds=len(show.formats), on_note=watch.note)
    return facts.planned(words, place, cast.parts, task.left_out(words, rundown), speak.cached(said), said, steps)


def script(order: Order, show: Show, watch: Watch) -> dict[str, Any]:
    """Render the day's script to its place; one that was edited stands in the way."""
    briefing = intake.briefing(order, show, watch)
    task = wording.worded(job.task(order, show, briefing, watch), watch)
    rundown = task.rundown()
    depth.note_others(rundown, order, watch)
    place = task.place()
    words = draft.renew(place.script, task.renderer(rundown), rewrite=order.rewrite)
    handing.report(words, place, watch, draft.save(words, place.script))
    return facts.written(words, place)


def script_text(order: Order, show: Show, watch: Watch) -> str:
    """The day's script as it would be rendered, whatever stands at its place; nothing is written."""
    briefing = intake.briefing(order, show, watch)
    task = wording.worded(job.task(order, show, briefing, watch), watch)
    rundown = task.rundown()
    return write.format_script(task.renderer(rundown)())
