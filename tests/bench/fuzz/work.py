"""One worker: grows inputs, runs them within limits, and makes what breaks a reader small."""

from __future__ import annotations

import random
import re
import resource
import signal
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import EpisodeError
from tests.bench.fuzz.mutate import mutated
from tests.bench.fuzz.targets import Target

MOST_S = 5.0
"""Of the processor, for one input: a busy machine makes no finding."""
MOST_BYTES = 500_000_000
"""Of memory, more than the worker has when it begins."""
POOL = 400
"""So many inputs of a target are kept to grow from."""
TRIES = 300
"""For making one input small."""

_SPECIFIC = re.compile(r"[0-9]+|[“\"'].*")
"""What two messages of one kind differ in."""


class TooSlowError(BaseException):
    """The time is over; no reader may take it for an error of its own."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one input did that none may do."""

    target: str
    key: str
    """The kind of error and where it came from: two inputs with one key are one finding."""
    what: str
    """The end of the traceback."""
    data: bytes


def limit_memory() -> None:
    """From here on this process gets so much and no more."""
    own = (
        int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
        if Path("/proc/self/statm").exists()
        else 2_000_000_000
    )
    resource.setrlimit(resource.RLIMIT_AS, (own + MOST_BYTES, resource.getrlimit(resource.RLIMIT_AS)[1]))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


@contextmanager
def limited() -> Iterator[None]:
    """TooSlowError where the block takes more than MOST_S of the processor."""

    def over(*_: Any) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGPROF, over)
    signal.setitimer(signal.ITIMER_PROF, MOST_S)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def tried(target: Target, data: bytes) -> tuple[str, Finding | None]:
    """What came of an input, in words that are alike for inputs alike, and a finding where it is one."""
    try:
        with limited():
            return f"value {target.run(data)}", None
    except EpisodeError as error:
        return f"{error.kind} {_SPECIFIC.sub('', error.message)[:50]}", None
    except (Exception, TooSlowError) as error:
        key = _key(error)
        return key, Finding(target.name, key, "".join(traceback.format_exception(error, limit=-8))[-3_000:], data)


def _key(error: BaseException) -> str:
    """The class and the deepest place in the product; for what is too slow, the shallowest behind the reader's door, since it ends anywhere."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if "/pipeline/" in f.filename]
    slow = isinstance(error, TooSlowError | RecursionError | MemoryError)
    frame = frames[min(2, len(frames) - 1) if slow else -1] if frames else None
    place = f"{Path(frame.filename).relative_to(Path(frame.filename).parents[1])}:{frame.name}" if frame else "?"
    words = re.sub(r"[0-9]+|'.*", "", str(error).split(":")[0])[:40] if type(error).__name__ == "BrokenError" else ""
    return f"{type(error).__name__} {place} {words}".strip()


def small(target: Target, found: Finding) -> Finding:
    """The same finding from a smaller input: halves, quarters … are left out while it stays."""
    tries = 8 if found.key.startswith("TooSlow") else TRIES
    size = len(found.data) // 2
    while size and tries:
        start = 0
        while start < len(found.data) and tries:
            tries -= 1
            _, again = tried(target, found.data[:start] + found.data[start + size :])
            if again is not None and again.key == found.key:
                found = again
            else:
                start += size
        size //= 2
    return found


class Grower:
    """The inputs of one target: each grows from one before it, and those of a new kind are kept."""

    def __init__(self, target: Target, rng: random.Random) -> None:
        self.target = target
        self.rng = rng
        self.pool: list[bytes] = list(target.seeds())
        self.fixed = len(self.pool)
        self.known: set[str] = set()

    def next(self, others: Sequence[bytes] = ()) -> bytes:
        """One more input."""
        return mutated(self.rng.choice(self.pool), [*self.pool, *others] if others else self.pool, self.target.words, self.rng)

    def keep(self, data: bytes, came: str) -> None:
        """Keep an input where nothing like what came of it came before."""
        if came in self.known or len(data) > 4_000 or len(self.known) > 20_000:
            return
        self.known.add(came)
        if len(self.pool) < POOL:
            self.pool.append(data)
        else:
            self.pool[self.rng.randrange(self.fixed, POOL)] = data
