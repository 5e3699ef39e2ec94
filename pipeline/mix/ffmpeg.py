"""The one place that finds and starts ffmpeg: an argument list, no shell, the last lines kept, a time limit."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import IO, cast

from pipeline import extras, patience
from pipeline.errors import AudioError

VARIABLE = "EPISODE_FFMPEG"
"""The environment variable that names the program to use."""

QUIET = ("-nostdin", "-hide_banner", "-loglevel", "error")
"""ffmpeg must never wait for a key, and says only what went wrong."""

SAFE = ("-protocol_whitelist", "file,pipe")
"""Before every input: a file that refers to an address is not followed."""

KEPT_LINES = 60
"""Lines of each output stream that are kept: ebur128 prints about a dozen a reading, an error rarely more than ten."""

SHOWN_LINES = 4
"""Lines of standard error that a message quotes."""

READ_BYTES = 1 << 18
"""Of standard output at a time."""

SINK_BYTES = 1 << 16
"""What a sink is handed at once, at most."""

LIMIT_S = 120.0
"""The time limit where the caller names none: ffmpeg handles ten minutes of sound in about four seconds."""

REMEDY = f"Install ffmpeg, or run `{extras.package('imageio-ffmpeg')}`, or set {VARIABLE} to the program's path."


KILLED = f"Build again; where it is ended again, memory may be short, or set {VARIABLE} to another ffmpeg."
LATE = f"Build again; on a slow machine set {patience.VARIABLE}=5 for five times as long."


def find() -> str:
    """The path of the ffmpeg to use: `$EPISODE_FFMPEG`, then PATH, then the one inside the imageio-ffmpeg wheel.

    Raises AudioError, with the ways to get one, where there is none.
    """
    named = os.environ.get(VARIABLE)
    if named:
        found = shutil.which(named)
        if found is None:
            raise AudioError(f"{named} is not a program that can be run.", where=VARIABLE, remedy=REMEDY)
        return found
    found = shutil.which("ffmpeg")
    if found is not None:
        return found
    try:
        from imageio_ffmpeg import get_ffmpeg_exe

        return str(get_ffmpeg_exe())
    except (ImportError, RuntimeError) as problem:
        raise AudioError("no ffmpeg was found.", remedy=REMEDY) from problem


def version() -> str:
    """What `ffmpeg -version` calls itself, such as `n9.0.2` or `6.1.1-3ubuntu5`. Raises AudioError where it will not run."""
    program = find()
    with contextlib.suppress(OSError):
        state = Path(program).stat()
        return _version(program, state.st_mtime_ns, state.st_size)
    return _version(program, 0, 0)


@lru_cache(maxsize=4)
def _version(program: str, changed_ns: int, size: int) -> str:
    """Asked once of a program that stands as it is."""
    lines = run(("-version",))
    first = next(iter(lines), "")
    words = first.split()
    if words[:2] != ["ffmpeg", "version"] or len(words) < 3:
        raise AudioError(f"it does not answer as ffmpeg does: “{first[:80]}”.", where=program, remedy=REMEDY)
    return words[2]


def file_url(path: Path) -> str:
    """A path as ffmpeg takes it: absolute and behind `file:`, so that no `-`, `:` or `%` in it is read as anything else."""
    return f"file:{path.absolute()}"


def run(
    arguments: Iterable[str],
    chunks: Iterable[bytes] = (),
    *,
    timeout_s: float = LIMIT_S,
    where: str = "",
    sink: Callable[[bytes], object] | None = None,
    stop: Stop | None = None,
) -> list[str]:
    """Run ffmpeg, hand `chunks` to its standard input, and return the last lines of its standard output.

    `arguments` are everything after the program and the quiet options. The chunks are made while ffmpeg works, so memory holds
    one of them. Both outputs are drained by threads: neither can fill up and stop the other. A `sink` is handed what ffmpeg writes to
    standard output as it comes, by one of these threads, and no lines come back. On any error here, a keyboard interrupt included,
    ffmpeg is killed before the error goes on; `stop` kills it from another thread. `where` is the place that errors name, else the
    program.

    Raises AudioError with ffmpeg's last lines where it cannot be started, fails, stops listening or takes longer than `timeout_s`.
    """
    with _Running(arguments, timeout_s, where, stop) as ffmpeg:
        printed = ffmpeg.drained(ffmpeg.stdout, sink)
        ffmpeg.end(heard=_feed(ffmpeg.stdin, chunks))
    if printed.problem is not None:
        raise printed.problem
    return list(printed.lines)


def read(arguments: Iterable[str], *, timeout_s: float = LIMIT_S, where: str = "", stop: Stop | None = None) -> Iterator[bytes]:
    """Run ffmpeg and yield its standard output as it comes, in pieces of READ_BYTES; the last one may be shorter.

    Whoever stops listening early ends ffmpeg. Raises AudioError as `run` does, at the end where ffmpeg failed on its way.
    """
    with _Running(arguments, timeout_s, where, stop) as ffmpeg:
        ffmpeg.stdin.close()
        while piece := ffmpeg.stdout.read(READ_BYTES):
            yield piece
        ffmpeg.end()


class _Running:
    """ffmpeg at work, its complaints drained, its time limited; killed where what is done with it ends in an error."""

    def __init__(self, arguments: Iterable[str], timeout_s: float, where: str, stop: Stop | None = None) -> None:
        program = find()
        try:
            self._process = subprocess.Popen(
                [program, *QUIET, *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                process_group=0 if os.name == "posix" else None,
            )
        except OSError as problem:
            raise AudioError(f"ffmpeg could not be started: {problem.strerror}.", where=program, remedy=REMEDY) from problem
        pipes = (self._process.stdin, self._process.stdout, self._process.stderr)
        self.stdin, self.stdout, stderr = cast("tuple[IO[bytes], IO[bytes], IO[bytes]]", pipes)
        self._drains: list[_Drain] = []
        self._complaints = self.drained(stderr)
        self._where = where or program
        self._timeout_s = patience.times(timeout_s)
        self._late = threading.Event()
        self._clock = threading.Timer(self._timeout_s, self._give_up)
        self._clock.daemon = True
        self._clock.start()
        self._stop = stop or Stop()
        self._stop.watch(self._process)

    def __enter__(self) -> _Running:
        return self

    def drained(self, pipe: IO[bytes], sink: Callable[[bytes], object] | None = None) -> _Drain:
        """A thread that reads this pipe to its end."""
        self._drains.append(_Drain(pipe, sink))
        return self._drains[-1]

    def _give_up(self) -> None:
        self._late.set()
        _kill(self._process)

    def end(self, *, heard: bool = True) -> None:
        """Wait for its end; an error where that is no good one. `heard`: it took all that it was given."""
        status = self._process.wait()
        self._complaints.close()
        if self._late.is_set():
            what = f"ffmpeg was stopped: it was not done after {self._timeout_s:.3g} s.{self._complaints.quoted()}"
            raise AudioError(what, where=self._where, remedy=LATE)
        if status != 0 or not heard:
            how = f"ffmpeg failed with status {status}" if status else "ffmpeg stopped before it had heard everything"
            remedy = "" if self._complaints.lines else REMEDY
            if status < 0:  # on POSIX
                how, remedy = f"ffmpeg was ended by signal {-status}", KILLED
            raise AudioError(f"{how}.{self._complaints.quoted()}", where=self._where, remedy=remedy)

    def __exit__(self, *_: object) -> None:
        if self._process.poll() is None:
            _kill(self._process)
            self._process.wait()
        self._clock.cancel()
        self._stop.leave(self._process)
        with contextlib.suppress(OSError):
            self.stdin.close()
        for drain in self._drains:
            drain.close()
        if len(self._drains) == 1:  # nobody drained its output
            self.stdout.close()


def _kill(process: subprocess.Popen[bytes]) -> None:
    """With all that it has started: the program may be a script around ffmpeg, and what is left of one would hold our pipes for ever."""
    if os.name == "posix" and process.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()


def _feed(pipe: IO[bytes], chunks: Iterable[bytes]) -> bool:
    """Write every chunk and close; False where ffmpeg went away before the last. Errors of the chunks themselves go on."""
    for chunk in chunks:
        try:
            pipe.write(chunk)
        except OSError:  # BrokenPipeError; on Windows a bare OSError (EINVAL)
            return False
    try:
        pipe.close()
    except OSError:
        return False
    return True


class Stop:
    """Ends every ffmpeg that runs under it, from any thread, and lets none begin: one of several that work side by side has failed."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self._over = False

    def __call__(self) -> None:
        """From now on."""
        with self._lock:
            self._over = True
            for process in self._running:
                _kill(process)

    def watch(self, process: subprocess.Popen[bytes]) -> None:
        """Watch another one."""
        with self._lock:
            self._running.add(process)
            if self._over:
                _kill(process)

    def leave(self, process: subprocess.Popen[bytes]) -> None:
        """Watch it no longer: it has ended."""
        with self._lock:
            self._running.discard(process)


class _Drain:
    """A thread that reads a pipe to its end and keeps the last lines, or hands on all that comes."""

    def __init__(self, pipe: IO[bytes], sink: Callable[[bytes], object] | None = None) -> None:
        self.lines: deque[str] = deque(maxlen=KEPT_LINES)
        self.problem: BaseException | None = None
        """What the sink raised; from then on the pipe is only emptied."""
        self._pipe = pipe
        self._patience_s = 5 if sink is None else LIMIT_S
        # The thread alone holds the sink, and lets go of it at its end: what it gathered is gone with it, not with the next collection.
        self._thread = threading.Thread(target=self._read, args=(sink,), daemon=True)
        self._thread.start()

    def _read(self, sink: Callable[[bytes], object] | None) -> None:
        if sink is not None:
            self._hand_on(sink)
            return
        for raw in self._pipe:
            line = raw.decode("utf-8", "replace").strip()
            if line:
                self.lines.append(line)

    def _hand_on(self, sink: Callable[[bytes], object]) -> None:
        while block := self._pipe.read(SINK_BYTES):
            if self.problem is None:
                try:
                    sink(block)
                except BaseException as problem:  # handed to whoever waits for ffmpeg
                    self.problem = problem

    def close(self) -> None:
        """Wait for the pipe's end: the process has ended, so it comes at once, unless a child of it still holds the pipe, or a sink
        has much to do on a busy machine.
        """
        self._thread.join(timeout=self._patience_s)
        if not self._thread.is_alive():
            self._pipe.close()

    def quoted(self) -> str:
        """The last lines for a message, or nothing."""
        lines = list(self.lines)[-SHOWN_LINES:]
        return f" It said: {' / '.join(lines)}" if lines else ""
