"""The command `episode`: it wires, prints and exits, and decides nothing.

What is here is little, as nothing answers Ctrl-C before `main` is called: the commands are in `pipeline.cli.commands`.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import threading
import warnings
from collections.abc import Iterator
from types import FrameType
from typing import NoReturn

# numpy's BLAS starts a thread a core for each small product and lets them spin: two pieces that are worked on side by side then take
# half as long again. It reads this when numpy is first imported, which is later than this.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
# A scheduler or a container may hand on none, and pydub takes for granted that there is one.
os.environ.setdefault("PATH", os.defpath)

AGAIN_S = 0.02
"""A module takes a few milliseconds to import, all of a build's a third of a second."""
COLLECT_AT = 10_000
"""New objects after which circles among them are looked for: at Python's 700 that is done 250 times while a build starts, for nothing."""
INTERRUPTED = "episode: interrupted"

_work: list[None] = []
"""One for each command that is at work."""


def main() -> None:
    """Run the command line; installed as `episode`."""
    _know_file_names()
    for name in ("SIGTERM", "SIGHUP"):  # the latter where a terminal is closed; Windows has none
        if (number := getattr(signal, name, None)) is not None and signal.getsignal(number) is signal.SIG_DFL:  # not below nohup
            signal.signal(number, _stop)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # not where it is ignored, as in the background
        signal.signal(signal.SIGINT, _stop)
    if not sys.warnoptions:
        warnings.simplefilter("ignore")  # a library's warning is for us, not for a producer
    gc.set_threshold(COLLECT_AT)
    _open_what_is_closed()
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with contextlib.suppress(AttributeError):  # a stream may be closed
            stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        from pipeline.cli import commands

        commands.run()
    except KeyboardInterrupt:
        _interrupted()
    finally:
        gc.freeze()  # the interpreter ends with a search of all that there is, and all of it goes anyway: 60 ms after an hour's build


@contextlib.contextmanager
def at_work() -> Iterator[None]:
    """In here a command tidies up when Ctrl-C comes as a KeyboardInterrupt, and says the line itself."""
    _work.append(None)
    try:
        yield
    finally:
        _work.pop()


def _know_file_names() -> None:
    """Begin again in Python's UTF-8 mode where the locale has another encoding: a file's name would be read as other letters than stand in its record."""
    if os.name == "posix" and sys.executable and sys.getfilesystemencoding() != "utf-8" and os.environ.get("PYTHONUTF8") != "1":
        os.environ["PYTHONUTF8"] = "1"
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 - this very program


def _open_what_is_closed() -> None:
    """A daemon may start us without standard streams: then the next file that is opened would be taken for one, and written into."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # the lowest number that is free
    sys.stdout = sys.stdout or open(1, "w", closefd=False)  # noqa: SIM115 - it stays open
    sys.stderr = sys.stderr or open(2, "w", closefd=False)  # noqa: SIM115 - as above


def _interrupted() -> NoReturn:
    with contextlib.suppress(OSError, AttributeError):  # a stream may be closed
        print(INTERRUPTED, file=sys.stderr, flush=True)  # noqa: T201 - what else prints is not imported yet
    sys.exit(130)


def _stop(number: int, frame: FrameType | None) -> None:
    """End as a scheduler or a user asks, but tidy up on the way.

    Not while a module is imported: an exception that comes between the taking and the letting go of the import lock leaves it taken, and
    whichever thread imports next waits for ever (CPython 3.11, `_get_module_lock`). The signal then comes again a moment later.
    """
    if _importing(frame):
        again = threading.Timer(AGAIN_S, os.kill, (os.getpid(), number))
        again.daemon = True
        again.start()
    elif number == signal.SIGINT and _work:
        raise KeyboardInterrupt
    elif number == signal.SIGINT:  # there is nothing to tidy, and nobody who would catch it
        _interrupted()
    else:
        with contextlib.suppress(OSError):  # not by the stream: it may be in the middle of a line
            os.write(2, f"episode: stopped by {signal.Signals(number).name}\n".encode())
        sys.exit(128 + number)


def _importing(frame: FrameType | None) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith("<frozen importlib"):
            return True
        frame = frame.f_back
    return False
