"""The stage: utterances in, clips out. What was said before comes from the cache; the rest is spoken on all cores."""

from __future__ import annotations

import errno
import math
import os
import queue
import threading
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import replace
from pathlib import Path
from typing import cast

from pipeline import patience
from pipeline.errors import EngineError, SynthesisError
from pipeline.model import Clip, Utterance
from pipeline.speak import saying, speed, wav
from pipeline.speak.cache import ClipCache, Entry
from pipeline.speak.cost import Estimate, Paid
from pipeline.speak.engine import let_go, load_engine, split_name
from pipeline.speak.jobs import Job, about, is_recorded, jobs_of

MAX_WORKERS = 8
"""A worker takes 50 MB; beyond eight cores the disk is what waits."""

EACH_MORE = 0.8
"""What each further core adds to the first one's speech: the cores share their memory, and the machine does other things, too."""

MEASURE_S = 20.0
"""An engine that takes longer than this to say one sentence helps nobody who is in a hurry."""

JOIN_S = 5.0
"""How long threads of ours may take to notice that their engine was closed; they cannot hold up the end of the program."""

LIMIT_S, LIMIT_A_CHARACTER_S = 300.0, 1.0
"""Of one text, whatever the engine: a model that is loaded from a cold disk, tries of the engine's own, a busy machine. Our own engines
give up long before that.
"""


def speak(
    utterances: Sequence[Utterance],
    *,
    cache_dir: Path | None = None,
    workers: int | None = None,
    cluster: str = "",
    on_clip: Callable[[Clip], None] | None = None,
    on_note: Callable[[str], None] | None = None,
    may_begin: Callable[[Utterance], bool] | None = None,
) -> tuple[Clip, ...]:
    """Speak every utterance; the clips come back in the same order, each a WAV file in the cache.

    `cache_dir` is the cache's folder (else what `$EPISODE_CACHE` names, else the user's cache folder); `workers` how many speak at
    once (else one a core, or as many as an engine asks for); `cluster` has other machines speak, see `many`. `on_clip` is called in
    this thread as each clip is there, those from the cache first; `on_note` hears what a user should know though it goes on.
    Utterances that sound the same are spoken once, and the later ones count as cached. `may_begin` is asked before each one that must be
    spoken, in their order, and from several threads, though never at once: after its first no nothing more is begun, and the clips that
    there are come back. A cluster does not ask it.

    Raises EngineUnavailable for an engine or voice that is not there, before anything is spoken; SynthesisError with the
    segment's number and first words for one that cannot be spoken; EngineError where the cache cannot be written.
    Whatever it raises, KeyboardInterrupt included, its worker processes are gone then and nothing half-written is left;
    clips that were finished stay in the cache.
    """
    cache = ClipCache(cache_dir).use()
    clips: dict[int, Clip] = {}

    def done(job: Job, entry: Entry, cached: bool) -> None:
        for nth, place in enumerate(job.places):
            said = utterances[place]
            clip = Clip(said.number, entry.path, entry.rate_hz, entry.frames, job.full_voice, cached or nth > 0, said.gain_db, said.part)
            clips[place] = clip
            if on_clip is not None:
                on_clip(clip)

    with ExitStack() as closing:
        closing.callback(cache.abandon)
        jobs = jobs_of(utterances, closing)
        there = cache.find_all([job.key for job in jobs])
        for job in jobs:
            if job.key in there:
                done(job, there[job.key], True)
        if missing := [job for job in jobs if job.key not in there]:
            _check_voices(missing)
            cache.check_room(sum(len(job.utterance.text) for job in missing))
            if cluster:
                from pipeline.speak import many

                if elsewhere := [job for job in missing if not is_recorded(job.engine)]:
                    many.speak_all(elsewhere, cache, cluster, lambda job, entry: done(job, entry, False))
                missing = [job for job in missing if is_recorded(job.engine)]
            if missing:
                _speak_all(missing, cache, workers or _workers(missing), lambda job, entry: done(job, entry, False), may_begin)
        if (trouble := cache.finish()) and on_note is not None:
            on_note(trouble)
    return tuple(clips[place] for place in range(len(utterances)) if place in clips)


def estimate(utterances: Sequence[Utterance], *, cache_dir: Path | None = None) -> Estimate:
    """What `speak` would ask of engines that charge (`Paid`), for what is not in the cache. Nobody is asked anything.

    Raises EngineUnavailable for an engine that is not there or is not set up.
    """
    cache = ClipCache(cache_dir)
    total = Estimate()
    with ExitStack() as closing:
        paid = [job for job in jobs_of(utterances, closing) if getattr(job.engine, "paid", False)]
        there = cache.find_all([job.key for job in paid])
        for job in (job for job in paid if job.key not in there):
            engine = cast(Paid, job.engine)
            total += engine.estimate((replace(job.utterance, voice=job.voice),))
    return total


def cached(utterances: Sequence[Utterance], *, cache_dir: Path | None = None) -> int:
    """How many segments need not be spoken: all their clips are in the cache, or the same is said before. Nothing is written."""
    cache = ClipCache(cache_dir)
    with ExitStack() as closing:
        missing = {job.utterance.number for job in jobs_of(utterances, closing) if cache.find(job.key) is None}
    return len({utterance.number for utterance in utterances}) - len(missing)


def missing(utterances: Sequence[Utterance], *, cache_dir: Path | None = None) -> frozenset[int]:
    """The places of what is not in the cache: of two that sound the same both. Nothing is written."""
    cache = ClipCache(cache_dir)
    with ExitStack() as closing:
        return frozenset(place for job in jobs_of(utterances, closing) if cache.find(job.key) is None for place in job.places)


def pace_of(voice: str, within_s: float = speed.BELIEVED_S) -> float | None:
    """How much speech this machine makes with a voice, all its cores at work, in seconds a second: measured now where it was not so recently.

    None for an engine that cannot be measured: one that charges, one whose work is done elsewhere. `tone` takes no time to speak of.
    Raises EngineError where it does not speak.
    """
    name, inside = split_name(voice)
    engine = load_engine(name)
    try:
        if name == "tone" or is_recorded(engine):
            return math.inf
        if not speed.is_measured(engine):
            return None
        return speed.measure(engine, inside or engine.default_voice, limit_s=MEASURE_S, within_s=within_s) * (
            1 + (_cores() - 1) * EACH_MORE
        )
    finally:
        engine.close()


def forget_pace(voice: str) -> None:
    """What was measured of a voice is not so: it is measured anew when it is asked for."""
    name, inside = split_name(voice)
    with suppress(EngineError), ExitStack() as closing:
        engine = load_engine(name)
        closing.callback(engine.close)
        speed.forget(engine, inside or engine.default_voice)


def _check_voices(jobs: Sequence[Job]) -> None:
    """Before the first word rather than after an hour. Only for what must be spoken: a cached clip needs no engine."""
    for job in {job.full_voice: job for job in reversed(jobs)}.values():
        job.engine.check(job.voice)


def _speak_all(
    jobs: Sequence[Job],
    cache: ClipCache,
    workers: int,
    done: Callable[[Job, Entry], None],
    may_begin: Callable[[Utterance], bool] | None = None,
) -> None:
    """Speak the jobs, the longest first so that no core is left with a long one at the end; stops at the first error.

    With `may_begin` they are spoken in their order: where it stops, all before that is done.
    """
    todo = deque(jobs if may_begin is not None else sorted(jobs, key=lambda job: -len(job.utterance.text)))
    taking = threading.Lock()
    results: queue.SimpleQueue[tuple[Job, Entry | BaseException] | None] = queue.SimpleQueue()
    late: dict[str, tuple[Job, float]] = {}
    """By key, each job that is being spoken, and when it should be done at the latest."""

    with cache.workshop() as workshop:

        def work() -> None:
            job = None
            try:
                while (job := take()) is not None:
                    late[job.key] = job, time.monotonic() + limit_s(job)
                    results.put((job, _make(job, cache, workshop)))
                    del late[job.key]
                results.put(None)
            except BaseException as error:
                results.put((job or jobs[0], error))

        def take() -> Job | None:
            with taking:
                if todo and may_begin is not None and not may_begin(todo[0].utterance):
                    todo.clear()
                return todo.popleft() if todo else None

        # Daemon threads: an engine of somebody else's that does not let go must not keep the program from ending.
        threads = [threading.Thread(target=work, daemon=True) for _ in range(max(1, min(workers, len(jobs))))]
        at_work = len(threads)
        try:
            for thread in threads:
                thread.start()
            while at_work:
                if (result := _next(results, late)) is None:
                    at_work -= 1
                    continue
                job, outcome = result
                if isinstance(outcome, BaseException):
                    raise about(job, outcome) from outcome
                done(job, outcome)
        finally:
            if at_work:
                with taking:
                    todo.clear()
                for engine in {id(job.engine): job.engine for job in jobs}.values():
                    let_go(engine)
            until = time.monotonic() + patience.times(JOIN_S)
            for thread in threads:
                if thread.ident is not None:
                    thread.join(max(0.0, until - time.monotonic()))


def limit_s(job: Job) -> float:
    """How long an engine may take over a text."""
    return patience.times(LIMIT_S + LIMIT_A_CHARACTER_S * len(job.utterance.text))


def _next(
    results: queue.SimpleQueue[tuple[Job, Entry | BaseException] | None], late: Mapping[str, tuple[Job, float]]
) -> tuple[Job, Entry | BaseException] | None:
    """Wait in short turns: on Windows Ctrl-C does not interrupt a wait, and an engine that hangs is to be noticed."""
    while True:
        try:
            return results.get(timeout=0.5)
        except queue.Empty:
            for job, end in tuple(late.values()):
                if time.monotonic() > end:
                    what = f"The engine “{job.engine.name}” gave no answer within {limit_s(job):.3g} s"
                    remedy = f"Build again, or try another voice (`--voice`); on a slow machine set {patience.VARIABLE}=5."
                    return job, SynthesisError(what, remedy=remedy)


def _make(job: Job, cache: ClipCache, workshop: Path) -> Entry:
    """Speak one job and put it into the cache."""
    part = workshop / f"{job.key}.wav"
    said = job.utterance
    try:
        if is_recorded(job.engine):
            job.engine.speak(said.text, job.voice, said.rate_wpm, part)
        else:
            saying.say(job.engine, said.text, job.voice, said.rate_wpm, part, pitch_semitones=said.pitch_semitones)
        return cache.store(job.key, part)
    except wav.BadWav as error:
        raise SynthesisError(f"The engine “{job.engine.name}” wrote a file that is of no use: {error}") from error
    except SynthesisError:
        # Another program may have filled the disk meanwhile: then it is not the text that is to blame.
        cache.check_room(0)
        raise
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EROFS, getattr(errno, "EDQUOT", errno.ENOSPC)):
            raise cache.unwritable(error) from error
        raise
    finally:
        part.unlink(missing_ok=True)


def _workers(jobs: Sequence[Job]) -> int:
    """One a core, or as many as an engine whose work is done elsewhere asks for with `workers`."""
    return max(_cores(), *(getattr(job.engine, "workers", 0) for job in jobs))


def _cores() -> int:
    """The cores that this process may use, `MAX_WORKERS` at most; `$EPISODE_WORKERS` where other builds need theirs."""
    allowed = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    chosen = os.environ.get("EPISODE_WORKERS", "").strip()
    return min(int(chosen) or allowed if chosen.isdecimal() else allowed, MAX_WORKERS)
