"""Many episodes in one go: each is built by a process of its own, some at a time, so that one mixes while another speaks.

A process each, because a build that crashes or is killed then takes no other with it. Together they speak as many sentences at once as
there are cores. What stands from before costs no process at all; what a broken-off batch had finished is not made again.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import IO, Any

from pipeline import remedies
from pipeline.desk import opening, turns, unchanged
from pipeline.desk.order import Order, Watch
from pipeline.desk.turns import Wanted as Wanted
from pipeline.errors import EpisodeError, ShowError

MOST_JOBS = 4
"""Episodes at a time where nobody says how many: a neural voice takes 600 MB in each."""

TURN_S = 0.05
"""How often the running builds are looked at."""

PATIENCE_S = 20.0
"""How long a build that is to stop may take to tidy up; then it is killed."""

WORKERS = "EPISODE_WORKERS"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one."""

    wanted: Wanted
    show: str
    """Its title; empty where the settings cannot be read."""
    seconds: float
    document: dict[str, Any] = field(default_factory=dict)
    """As `episode build --json`; empty where it failed."""
    error: dict[str, str] = field(default_factory=dict)
    """Kind, message, where, remedy; empty where it is made."""


BLOWS = (signal.SIGINT, signal.SIGTERM)
HEARS = (
    "import signal; signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM}); "
    if hasattr(signal, "pthread_sigmask")
    else ""
)
"""A child inherits what its parent did not listen to when it was born."""


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """An interrupt waits until this is done: between a build's birth and its name in the list it would be left running."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, BLOWS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Running:
    """A build in a process of its own."""

    def __init__(self, wanted: Wanted, words: Sequence[str], workers: int) -> None:
        self.wanted, self.began = wanted, time.perf_counter()
        self._out: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - read when it has ended
        self._err: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - as above
        path = [str(Path(entry).absolute()) for entry in sys.path]
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-c", f"{HEARS}import sys; sys.path[:] = {path!r}; from pipeline.cli import main; main()", *words],
            cwd=wanted.home,
            env={**os.environ, WORKERS: str(workers)},
            stdin=subprocess.DEVNULL,
            stdout=self._out,
            stderr=self._err,
            start_new_session=os.name == "posix",  # Ctrl-C is for the batch, which then ends its builds
        )

    def ended(self) -> bool:
        return self._process.poll() is not None

    def outcome(self) -> Outcome:
        """What it said, once it has ended."""
        seconds = round(time.perf_counter() - self.began, 3)
        out, err = (_text(file) for file in (self._out, self._err))
        try:
            said = json.loads(out)
        except ValueError:
            last = next((line for line in reversed(err.splitlines()) if line.strip()), f"it ended with status {self._process.returncode}")
            said = {"error": {"kind": "crash", "message": last.strip(), "where": self.wanted.name, "remedy": ""}}
        if "error" in said:
            fault = said["error"] | {"remedy": remedies.fitting(said["error"]["remedy"])}  # it was told by `build`
            return Outcome(self.wanted, _title(self.wanted), seconds, error=fault)
        return Outcome(self.wanted, _title(self.wanted), seconds, said)

    def stop(self) -> None:
        """Ask it to end."""
        with contextlib.suppress(OSError):
            self._process.send_signal(signal.SIGTERM)

    def close(self) -> None:
        """Wait until it has tidied up; whatever happens, it is gone then."""
        try:
            self._process.wait(PATIENCE_S)
        finally:
            self._process.kill()
            self._process.wait()


def build(
    wanted: Sequence[Wanted],
    order: Order,
    watch: Watch,
    *,
    jobs: int = 0,
    fail_fast: bool = False,
    on_done: Callable[[Outcome], None] | None = None,
) -> tuple[Outcome, ...]:
    """Build them, `jobs` at a time (else by the cores), in the order in which they are given; the outcomes come in that order.

    Those of one show are built one after the other, in the order of their dates, and so are those of one day: what a later one tells that is
    new, and which has the day's own folder, would else be a matter of chance. With `fail_fast` the first that fails ends the others. Whatever
    it raises, KeyboardInterrupt included, no build is left running.
    """
    distinct = list(dict.fromkeys(wanted))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    when = {each: turns.turn_of(each, order) for each in distinct}
    most = min(jobs or min(cores, MOST_JOBS), len({turn.memory or each if turn else each for each, turn in when.items()}))
    done: dict[Wanted, Outcome] = {}

    def tell(outcome: Outcome) -> None:
        done[outcome.wanted] = outcome
        watch.step(len(done), len(distinct))
        if on_done is not None:
            on_done(outcome)

    watch.stage("batch")
    there = [each for each in distinct if not _is_nowhere(each, tell)]
    waiting = turns.to_build(there, when, lambda each: _stands(each, order, watch, tell))
    with _together() as running:
        while (waiting or running) and not (fail_fast and any(outcome.error for outcome in done.values())):
            while len(running) < most and (each := turns.following(waiting, [one.wanted for one in running], when)) is not None:
                waiting.remove(each)
                try:
                    with _undisturbed():
                        running.append(_Running(each, _words(each, order), max(1, cores // most)))
                except OSError as problem:
                    tell(
                        _failed(
                            each, EpisodeError(f"cannot be started: {problem.strerror or problem}", where=each.name, remedy="Try it again.")
                        )
                    )
            time.sleep(TURN_S)
            for one in [one for one in running if one.ended()]:
                running.remove(one)
                tell(one.outcome())
        stopped = [one.wanted for one in running] + waiting
    for each in stopped:
        tell(
            Outcome(
                each, _title(each), 0.0, error={"kind": "stopped", "message": "stopped, as another one failed", "where": "", "remedy": ""}
            )
        )
    return tuple(done[each] for each in distinct)


@contextlib.contextmanager
def _together() -> Iterator[list[_Running]]:
    """The builds that run; at the end all that still do are asked to stop, at once, and are gone."""
    running: list[_Running] = []
    try:
        yield running
    finally:
        for one in running:
            one.stop()
        for one in running:
            one.close()


def _is_nowhere(wanted: Wanted, tell: Callable[[Outcome], None]) -> bool:
    """Whether the folder of a show is not there; it is told then."""
    if wanted.home.is_dir():
        return False
    what = "is a file, not a show's folder" if wanted.home.exists() else "there is no such folder"
    tell(_failed(wanted, ShowError(what, where=wanted.name, remedy="Check the path, or make a show there with: episode init DIR")))
    return True


def _failed(wanted: Wanted, error: EpisodeError) -> Outcome:
    """One that came to nothing before its build began."""
    return Outcome(wanted, "", 0.0, error={"kind": error.kind, "message": error.message, "where": error.where, "remedy": error.remedy})


def _stands(wanted: Wanted, order: Order, watch: Watch, tell: Callable[[Outcome], None]) -> bool:
    """Whether it stands as it would be made; it is told then."""
    began = time.perf_counter()
    try:
        found = opening.find(wanted.home)
        document = unchanged.at_once(replace(order, briefing=wanted.briefing), found, _Silent())
    except EpisodeError:
        return False  # its own build says what is wrong
    if document is not None:
        tell(Outcome(wanted, found.title, round(time.perf_counter() - began, 3), document))
    return document is not None


class _Silent:
    """A watch that nobody is told anything by."""

    def note(self, text: str) -> None:
        pass

    def stage(self, name: str) -> None:
        pass

    def step(self, done: float, total: float) -> None:
        pass


def _words(wanted: Wanted, order: Order) -> list[str]:
    """The command line of one build."""
    words = ["build", *([wanted.briefing] if wanted.briefing else []), "--json", "--quiet"]
    for option, value in (
        ("--date", order.date),
        ("--format", order.form),
        ("--engine", order.engine),
        ("--out", str(order.out) if order.out is not None else ""),
        ("--writer", order.writer),
        ("--cluster", order.cluster),
    ):
        words += [option, value] if value else []
    for role, voice in order.voices:
        words += ["--voice", f"{role}={voice}"]
    words += [flag for flag, is_on in (("--yes", order.yes), ("--repeats", order.repeats)) if is_on]
    return words


def _title(wanted: Wanted) -> str:
    try:
        return opening.find(wanted.home).title
    except EpisodeError:
        return ""


def _text(file: IO[bytes]) -> str:
    with file:
        file.seek(0)
        return file.read().decode("utf-8", "replace")
