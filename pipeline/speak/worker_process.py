"""The parent's hold on one speech worker: start it, ask it, end it. Whatever goes wrong comes out as WorkerFailed."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline import patience
from pipeline.speak.messages import receive, send

START_LIMIT_S = 30.0
"""From a cold disk on a busy machine; 0.15 s is usual."""

LOG_TAIL_BYTES = 2000


class WorkerFailed(Exception):  # noqa: N818 - it says what happened, as the other errors here do
    """The worker died, hung, could not start or said that it failed; the text is for people."""

    def __init__(self, message: str, fault: str = "") -> None:
        super().__init__(message)
        self.fault = fault
        """`start`, `voice` or `speak` where the worker itself reported it; empty where it did not live to."""


class WorkerProcess:
    """One child process running `main` of a worker module of this package. Not for two threads at once, but for `kill`."""

    def __init__(self, module: str) -> None:
        """Start it; `ask` it nothing before `wait_until_ready`. Raises WorkerFailed where no process can be started."""
        if not sys.executable:
            raise WorkerFailed("this Python does not know its own path, so it can start no process", "start")
        try:
            self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `close`, with the process
        except OSError as error:
            raise WorkerFailed(f"no temporary folder can be written ({error.strerror or error})", "start") from error
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-W", "ignore", "-c", _boot(module)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=self._log,
                # Out of the terminal's reach: Ctrl-C is the parent's business, which then kills its workers.
                start_new_session=os.name == "posix",
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
            )
        except OSError as error:
            self._log.close()
            raise WorkerFailed(f"no process could be started ({error})", "start") from error

    @property
    def pid(self) -> int:
        """The process's id."""
        return self._process.pid

    def wait_until_ready(self) -> None:
        """Wait until its engine has started. Raises WorkerFailed."""
        self._answer(patience.times(START_LIMIT_S))

    def ask(self, request: Mapping[str, object], limit_s: float) -> dict[str, Any]:
        """Send a request and wait for its answer, `limit_s` seconds at most. Raises WorkerFailed; then it is of no more use."""
        if self._process.stdin is None:
            raise WorkerFailed("it has no standard input")
        try:
            send(self._process.stdin, request)
        except (OSError, ValueError):
            raise WorkerFailed(self._how_it_ended()) from None
        return self._answer(limit_s)

    def _answer(self, limit_s: float) -> dict[str, Any]:
        late = threading.Event()

        def give_up() -> None:
            late.set()
            self._process.kill()

        # Killing it ends the read below; a stopped process is killed all the same.
        timer = threading.Timer(limit_s, give_up)
        timer.daemon = True
        timer.start()
        try:
            answer = receive(self._process.stdout) if self._process.stdout else None
        except (OSError, ValueError):
            answer = None
        finally:
            timer.cancel()
        if late.is_set():
            raise WorkerFailed(f"it gave no answer within {limit_s:.0f} s")
        if answer is None:
            raise WorkerFailed(self._how_it_ended())
        if "error" in answer:
            raise WorkerFailed(str(answer["error"]), str(answer["fault"]))
        return answer

    def _how_it_ended(self) -> str:
        """Its exit status and the last line that it wrote on standard error."""
        try:
            status = self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            status = self._process.wait()
        self._log.seek(max(0, self._log.seek(0, os.SEEK_END) - LOG_TAIL_BYTES))
        lines = self._log.read().decode("utf-8", "replace").split("\n")
        last = next((f": {line.strip()}" for line in reversed(lines) if line.strip()), "")
        return (f"it was ended by signal {-status}" if status < 0 else f"it ended with status {status}") + last

    def kill(self) -> None:
        """End it now, from any thread; a read that waits for it returns."""
        self._process.kill()

    def close(self) -> None:
        """End it and let go of its pipes. Only when nobody is reading from it."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._log):
            try:
                if stream is not None:
                    stream.close()
            except OSError:
                continue  # what was still to be written to a dead process


class Standby:
    """A worker that is started when it is first wanted, and anew once it has failed. Of one thread at a time, but for `end`."""

    def __init__(self, module: str) -> None:
        self.ended = False
        """Nobody may ask it any more."""
        self._module = module
        self._worker: WorkerProcess | None = None

    def ready(self) -> WorkerProcess:
        """The worker. Raises WorkerFailed, with the fault `start` where none comes up."""
        if self.ended:
            raise WorkerFailed("it was ended")
        if self._worker is None:
            self._worker = WorkerProcess(self._module)
            try:
                self._worker.wait_until_ready()
            except WorkerFailed as failure:
                raise WorkerFailed(str(failure), "start") from failure
        return self._worker

    def drop(self) -> None:
        """Let go of this one; the next is another."""
        worker, self._worker = self._worker, None
        if worker is not None:
            worker.close()

    def end(self) -> None:
        """End it for good, from any thread; one that waits for it gets a WorkerFailed."""
        self.ended = True
        if (worker := self._worker) is not None:
            worker.kill()


def _boot(module: str) -> str:
    """A line of Python that finds `module` wherever the parent does.

    Not `python -m`: that would look in the child's working directory. And not multiprocessing: it would import the
    parent's main module once more.
    """
    path = [str(Path(entry).absolute()) for entry in sys.path]
    return f"import sys; sys.path[:] = {path!r}; from {module} import main; main()"
