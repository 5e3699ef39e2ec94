"""How fast an engine speaks on this machine: one clip, timed once and noted in the cache folder. So it is known to work, too.

A machine that was busy with something else looks slow. So a note is believed for a while only, less long where much depends on it, and is
forgotten where real speech goes much faster or slower; `speeds/` in the cache folder can be deleted at any time.
"""

from __future__ import annotations

import math
import os
import queue
import tempfile
import threading
import time
from contextlib import suppress
from pathlib import Path

from pipeline.errors import EngineError, EngineUnavailable
from pipeline.speak import cache as clip_cache
from pipeline.speak import wav
from pipeline.speak.engine import Engine

WARM_UP = "Good evening."
"""Said first and not timed: it loads the model or starts the worker."""

TEXT = (
    "The committee meets again on Thursday to vote on the new harbour. Until then the ferries to the islands will run once an hour, "
    "and the old pier stays closed."
)
"""What is timed: some 11 s of speech, 2 s of work for the slowest engine of ours."""

RATE_WPM = 160

RUNS, BUDGET_S = 3, 1.0
"""A fast engine says it so many times, as long as no more than this has gone by, and its best counts: the machine does other things, too."""

BELIEVED_S = 30 * 86_400.0
"""A note that is older says what the machine was a month ago."""

LIMIT_S = 60.0
"""An engine that takes longer than this over so little is of no use for an episode, or hangs."""


def is_measured(engine: Engine) -> bool:
    """Whether it makes sense to time it: not one that charges, nor `tone`, nor one whose work is done elsewhere (`workers`)."""
    return engine.name != "tone" and not getattr(engine, "workers", 0) and not getattr(engine, "paid", False)


def known(engine: Engine, voice: str, within_s: float = BELIEVED_S) -> float | None:
    """What was measured for this voice as it is now, not longer ago than that, in seconds of speech a second of work. Raises EngineUnavailable."""
    try:
        note = _note(engine, voice)
        if abs(time.time() - note.stat().st_mtime) > within_s:  # one from the future was written before the clock was set
            return None
        noted = float(note.read_text(encoding="ascii"))
    except EngineUnavailable:
        raise
    except (OSError, ValueError, EngineError):
        return None
    return noted if math.isfinite(noted) and noted > 0 else None


def forget(engine: Engine, voice: str) -> None:
    """What was measured is not so: it is measured anew when it is asked for. Nothing is raised."""
    with suppress(OSError, EngineError):
        _note(engine, voice).unlink(missing_ok=True)


def measure(engine: Engine, voice: str, limit_s: float = LIMIT_S, within_s: float = BELIEVED_S) -> float:
    """As `known`, else by speaking now, which is noted. Raises EngineError where it cannot speak; an engine that hangs is closed."""
    if (before := known(engine, voice, within_s)) is not None:
        return before
    engine.check(voice)
    answers: queue.SimpleQueue[float | BaseException] = queue.SimpleQueue()

    def work() -> None:
        try:
            answers.put(_timed(engine, voice))
        except BaseException as error:
            answers.put(error)

    # A daemon: somebody else's engine that does not let go must not keep the program from ending.
    threading.Thread(target=work, daemon=True).start()
    answer = _within(answers, limit_s)
    if answer is None:
        engine.close()
        raise EngineError(f"It did not speak within {limit_s:g} s", where=f"{engine.name}:{voice}")
    if isinstance(answer, BaseException):
        raise answer
    with suppress(OSError, EngineError):
        _write(_note(engine, voice), f"{answer}\n")
    return answer


def _within(answers: queue.SimpleQueue[float | BaseException], limit_s: float) -> float | BaseException | None:
    """What came in time, else none. Waits in short turns: on Windows Ctrl-C does not interrupt a wait."""
    ends = time.monotonic() + limit_s
    while (left_s := ends - time.monotonic()) > 0:
        with suppress(queue.Empty):
            return answers.get(timeout=min(left_s, 0.5))
    return None


def _timed(engine: Engine, voice: str) -> float:
    with tempfile.TemporaryDirectory(prefix="episode-", ignore_cleanup_errors=True) as folder:
        target = Path(folder) / "clip.wav"
        engine.speak(WARM_UP, voice, RATE_WPM, target)
        worked: list[float] = []
        while not worked or (len(worked) < RUNS and sum(worked) < BUDGET_S):
            started = time.perf_counter()
            engine.speak(TEXT, voice, RATE_WPM, target)
            worked.append(time.perf_counter() - started)
        try:
            sound = wav.read(target)
        except wav.BadWav as error:
            raise EngineError(f"It wrote a file that is of no use: {error}", where=f"{engine.name}:{voice}") from error
        # A clock that did not move would make it infinitely fast.
        return round(sound.frames / sound.rate_hz / max(min(worked), 0.001), 1)


def _note(engine: Engine, voice: str) -> Path:
    """Named as a clip's key is: another version, model or text is another note."""
    key = clip_cache.key(engine.fingerprint(voice), f"{engine.name}:{voice}", RATE_WPM, TEXT)
    return clip_cache.default_folder() / "speeds" / key


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".speed.", suffix=".partial", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="ascii") as part:
            part.write(text)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
