"""Many machines: each missing segment is a task that a worker of a Dask cluster does, or a process here. Extra `[cluster]`.

A worker sends the sound back (a clip is some 200 KB), so that no disk need be shared; it is checked and put into the cache here. A worker
that dies takes no segment with it: the scheduler gives what it had to another. Every worker needs this package with the engine, in the very
versions that speak here, and says so where it has others: a clip is never what its key does not say.
"""

from __future__ import annotations

import atexit
import importlib
import tempfile
import threading
import warnings
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path
from typing import Any, TypeAlias

from pipeline import extras
from pipeline.errors import EngineError, EngineUnavailable, SynthesisError
from pipeline.regex import regex
from pipeline.speak import saying, wav, word_times
from pipeline.speak.cache import ClipCache, Entry
from pipeline.speak.engine import Engine, load_engine
from pipeline.speak.jobs import Job, about

LOCAL = regex(r"local(?::(\d{1,3}))?")
"""Processes on this machine, so many or one a core."""
ADDRESS = regex(r"(?:tcp|tls|ucx|ws|wss)://[^\s/]+:\d+/?")
"""A Dask scheduler."""

CONNECT_S = 15
"""A scheduler that does not answer within this is not there."""

Spoken: TypeAlias = tuple[bytes, word_times.Words]
"""A WAV file, and when each of its words begins."""

REMEDY = f"Install it: `{extras.install('cluster')}`."

_engines: dict[str, Engine] = {}
"""Of this process, where it is a worker: a model is loaded once."""
_lock = threading.Lock()


def is_cluster(text: str) -> bool:
    """Whether it names one: `local`, `local:4` or `tcp://host:port`."""
    return bool(LOCAL.fullmatch(text) or ADDRESS.fullmatch(text))


def speak_one(
    key: str, engine: str, fingerprint: str, voice: str, rate_wpm: int, pitch_semitones: float, text: str
) -> tuple[str, Spoken | EngineError]:
    """The task: `text` as the bytes of a WAV file with its word times, under its key; or the engine's error, for whoever asked.

    Takes and gives plain values only, so that it can be sent to any machine.
    """
    try:
        with _lock:
            if engine not in _engines:
                _engines[engine] = load_engine(engine)
                atexit.register(_engines[engine].close)
            speaker = _engines[engine]
        if (there := speaker.fingerprint(voice)) != fingerprint:
            what = f"A worker has another {engine} than this machine ({there}; here {fingerprint})"
            raise EngineUnavailable(what, where=engine, remedy="Install the same versions everywhere.")
        with tempfile.TemporaryDirectory(prefix="episode-", ignore_cleanup_errors=True) as folder:
            part = Path(folder) / "clip.wav"
            saying.say(speaker, text, voice, rate_wpm, part, pitch_semitones=pitch_semitones)
            wav.read(part)
            return key, (part.read_bytes(), word_times.read(part))
    except wav.BadWav as error:
        return key, SynthesisError(f"The engine “{engine}” wrote a file that is of no use: {error}")
    except EngineError as error:
        return key, error


def speak_all(jobs: Sequence[Job], cache: ClipCache, cluster: str, done: Callable[[Job, Entry], None]) -> None:
    """Speak the jobs on the cluster, the longest first, and put the clips into the cache as they come; stops at the first error.

    Raises EngineUnavailable where there is no such cluster, or what it takes is not installed; else as the engines do.
    """
    by_key = {job.key: job for job in jobs}
    longest_first = sorted(jobs, key=lambda job: -len(job.utterance.text))
    with cache.workshop() as workshop, closing(_spoken(longest_first, cluster)) as spoken:
        part = workshop / "clip.wav"
        for key, outcome in spoken:
            if isinstance(outcome, EngineError):
                raise about(by_key[key], outcome) from outcome
            try:
                sound, words = outcome
                part.write_bytes(sound)
                word_times.write(part, words)
                entry = cache.store(key, part)
            except OSError as error:
                raise cache.unwritable(error) from error
            except wav.BadWav as error:
                raise about(by_key[key], SynthesisError(f"What came from the cluster is of no use: {error}")) from error
            done(by_key[key], entry)


def _spoken(jobs: Sequence[Job], cluster: str) -> Generator[tuple[str, Spoken | EngineError], None, None]:
    """What each task gives, in the order in which they are done."""
    try:
        import joblib
    except ImportError as error:
        raise EngineUnavailable("A cluster takes joblib, which is not installed", where=cluster, remedy=REMEDY) from error
    with _backend(cluster, joblib) as workers:
        tasks = (
            joblib.delayed(speak_one)(
                job.key,
                job.engine.name,
                job.engine.fingerprint(job.voice),
                job.voice,
                job.utterance.rate_wpm,
                job.utterance.pitch_semitones,
                job.utterance.text,
            )
            for job in jobs
        )
        # One task at a time: a batch would be lost as a whole with its worker, and the last one would keep the others waiting.
        done = joblib.Parallel(n_jobs=workers, batch_size=1, return_as="generator_unordered")(tasks)
        try:
            for each in done:  # noqa: UP028 - `yield from` would close it before the warning below is silenced
                yield each
        finally:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # that tasks are cancelled, where one of them failed, is what is wanted
                done.close()


@contextmanager
def _backend(cluster: str, joblib: Any) -> Iterator[int]:
    """While it is open, joblib sends its tasks there; says how many of them run at once."""
    if here := LOCAL.fullmatch(cluster):
        try:
            with joblib.parallel_config(backend="loky"):
                yield int(here[1] or 0) or -1
        finally:  # else they wait for more for five minutes, each with its engine
            importlib.import_module("joblib.externals.loky").get_reusable_executor().shutdown(wait=True)
        return
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as error:
        raise EngineUnavailable("A cluster takes Dask, which is not installed", where=cluster, remedy=REMEDY) from error
    with ExitStack() as ending:
        try:
            client = distributed.Client(cluster, timeout=CONNECT_S, set_as_default=True)
        except (OSError, TimeoutError, ValueError) as error:
            message = f"No cluster answers there ({_line(error)})"
            raise EngineUnavailable(
                message, where=cluster, remedy="Start one: `dask scheduler`, then `dask worker` on each machine."
            ) from error
        ending.callback(_close, client)
        with joblib.parallel_config(backend="dask"):
            try:
                yield -1
            except distributed.scheduler.KilledWorker as error:
                raise EngineError(
                    f"The cluster lost a segment: {_line(error)}", where=cluster, remedy="Look at its workers' logs."
                ) from error
            except (OSError, TimeoutError) as error:
                raise EngineError(
                    f"The cluster no longer answers ({_line(error)})", where=cluster, remedy="Build again: what is spoken is kept."
                ) from error


def _close(client: Any) -> None:
    with suppress(Exception):  # it may be gone before us
        client.close(timeout=CONNECT_S)


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
