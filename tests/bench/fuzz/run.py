"""Workers, each a process that may die of an input; who watches them knows of which."""

from __future__ import annotations

import multiprocessing
import random
import resource
import signal
import time
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from tests.bench.fuzz.targets import TARGETS
from tests.bench.fuzz.work import Finding, Grower, limit_memory, small, tried

SILENT_S = 120.0
"""A worker that says nothing for so long hangs where no signal reaches it."""


@dataclass(slots=True)
class Tally:
    """What was counted of one target."""

    inputs: int = 0
    values: int = 0
    """The rest were refused with an EpisodeError, or are findings."""
    seconds: float = 0.0
    slowest_s: float = 0.0


@dataclass(slots=True)
class Report:
    """What a run found."""

    tallies: dict[str, Tally] = field(default_factory=dict)
    findings: dict[str, Finding] = field(default_factory=dict)
    peak_mb: float = 0.0


def work(names: Sequence[str], seed: str, count: int, until: float, at: Path, say: Connection, known: Sequence[str]) -> None:
    """In a process of its own: inputs until there were `count` or it is `until`. `at` always holds the one that runs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    growers = [Grower(TARGETS[name], rng) for name in names]
    weights = [grower.target.weight for grower in growers]
    for grower in growers:
        for data in grower.pool:
            tried(grower.target, data)  # so that whatever is loaded once is loaded before memory is measured
    limit_memory()
    seen, tallies, told = set(known), {name: Tally() for name in names}, time.monotonic()
    for n in range(count):
        grower = rng.choices(growers, weights)[0]
        name, data = grower.target.name, grower.pool[n] if n < grower.fixed else grower.next()
        at.write_bytes(name.encode() + b"\0" + data)
        began = time.process_time()
        came, found = tried(grower.target, data)
        took, tally = time.process_time() - began, tallies[name]
        tally.inputs, tally.values = tally.inputs + 1, tally.values + came.startswith("value")
        tally.seconds, tally.slowest_s = tally.seconds + took, max(tally.slowest_s, took)
        if found is None:
            grower.keep(data, came)
        elif f"{name} {found.key}" not in seen:
            seen.add(f"{name} {found.key}")
            say.send(("finding", small(grower.target, found)))
        if time.monotonic() - told > 1 or n == count - 1:
            say.send(("tally", tallies, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
            tallies, told = {name: Tally() for name in names}, time.monotonic()
        if time.monotonic() > until:
            break
    say.send(("tally", tallies, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))
    say.send(("done",))


class Workers:
    """So many processes, each begun anew when it dies, until all inputs were run."""

    def __init__(
        self, targets: Sequence[str], workers: int, folder: Path, seed: int, until: float, on_finding: Callable[[Finding], None]
    ) -> None:
        self.targets, self.workers, self.folder, self.seed, self.until, self.on_finding = targets, workers, folder, seed, until, on_finding
        self.report = Report({name: Tally() for name in targets})
        self._context = multiprocessing.get_context("fork")
        self._begun: Counter[int] = Counter()

    def run(self, count: int) -> Report:
        """Run `count` inputs."""
        share = -(-count // self.workers)
        left = dict.fromkeys(range(self.workers), share)
        open_: dict[Connection, tuple[int, multiprocessing.process.BaseProcess]] = {}
        for nth in left:
            self._start(nth, left[nth], open_)
        while open_:
            ready = wait(list(open_), SILENT_S)
            for each in ready or list(open_):
                assert isinstance(each, Connection)
                nth, process = open_[each]
                try:
                    message: tuple[Any, ...] = each.recv() if ready else ("silent",)
                except EOFError:
                    message = ("died",)
                if message[0] == "tally":
                    left[nth] -= self._add(message[1], message[2])
                elif message[0] == "finding":
                    self._found(message[1])
                else:
                    if message[0] != "done":
                        self._died(nth, process)
                    process.join()
                    del open_[each]
                    if message[0] != "done" and left[nth] > 0 and time.monotonic() < self.until:
                        self._start(nth, left[nth], open_)
        return self.report

    def _start(self, nth: int, count: int, open_: dict[Connection, tuple[int, multiprocessing.process.BaseProcess]]) -> None:
        hear, say = self._context.Pipe(duplex=False)
        seed = f"{self.seed}/{nth}/{self._begun[nth]}"
        self._begun[nth] += 1
        process = self._context.Process(
            target=work, args=(self.targets, seed, count, self.until, self._at(nth), say, list(self.report.findings))
        )
        process.start()
        say.close()
        open_[hear] = (nth, process)

    def _at(self, nth: int) -> Path:
        return self.folder / f"running-{nth}"

    def _add(self, tallies: dict[str, Tally], peak_mb: float) -> int:
        for name, one in tallies.items():
            all_ = self.report.tallies[name]
            all_.inputs, all_.values = all_.inputs + one.inputs, all_.values + one.values
            all_.seconds, all_.slowest_s = all_.seconds + one.seconds, max(all_.slowest_s, one.slowest_s)
        self.report.peak_mb = max(self.report.peak_mb, peak_mb)
        return sum(one.inputs for one in tallies.values())

    def _died(self, nth: int, process: multiprocessing.process.BaseProcess) -> None:
        if process.is_alive():
            process.kill()
        process.join()
        name, _, data = self._at(nth).read_bytes().partition(b"\0")
        self._found(Finding(name.decode(), f"died {process.exitcode}", f"the worker ended with {process.exitcode}", data))

    def _found(self, found: Finding) -> None:
        key = f"{found.target} {found.key}"
        if key in self.report.findings:
            return
        self.report.findings[key] = found
        file = self.folder / f"{found.target}-{zlib.crc32(key.encode()):08x}"
        file.write_bytes(found.data)
        file.with_suffix(".txt").write_text(f"{key}\nseed {self.seed}\n\n{found.what}\n", encoding="utf-8", errors="backslashreplace")
        self.on_finding(found)


def table(report: Report, wall_s: float) -> str:
    """The counts of each target, and of all."""
    rows = [f"{'target':10} {'inputs':>9} {'values':>9} {'refused':>9} {'ms each':>8} {'slowest s':>9} findings"]
    whole = Tally()
    for name, one in [*report.tallies.items(), ("all", whole)]:
        count = sum(each.target == name or name == "all" for each in report.findings.values())
        each_ms = 1000 * one.seconds / max(1, one.inputs)
        rows.append(f"{name:10} {one.inputs:9,} {one.values:9,} {one.inputs - one.values:9,} {each_ms:8.2f} {one.slowest_s:9.2f} {count:8}")
        whole.inputs, whole.values, whole.seconds = whole.inputs + one.inputs, whole.values + one.values, whole.seconds + one.seconds
        whole.slowest_s = max(whole.slowest_s, one.slowest_s)
    return "\n".join([*rows, f"{wall_s:.0f} s, at most {report.peak_mb:.0f} MB in a worker"])
