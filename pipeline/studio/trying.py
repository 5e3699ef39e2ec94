"""The studio's hold on the process that renders templates as they are written: always there, one request at a time, ended when it hangs."""

from __future__ import annotations

import base64
import pickle
import threading
from collections.abc import Mapping
from typing import Any

from pipeline.desk.job import Task
from pipeline.errors import ScriptError
from pipeline.model import Rundown
from pipeline.speak.worker_process import Standby, WorkerFailed

WORKER = "pipeline.studio.trial"
WAIT_S = 20.0
"""For an answer, on a busy machine: the process itself gives up after 2 s of computing."""


class Trials:
    """Renders in a process of its own. May be called from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._worker = Standby(WORKER)

    def render(self, name: str, edited: Mapping[str, str], task: Task, rundown: Rundown) -> dict[str, Any]:
        """`{text}` of the script, or `{wrong: {message, where, remedy, line}}`; `name` is the template whose lines are meant.

        Raises ScriptError where no process can be started.
        """
        day = base64.b64encode(pickle.dumps((rundown, task.values()))).decode()
        with self._lock:
            try:
                return self._worker.ready().ask({"name": name, "edited": dict(edited), "day": day}, WAIT_S)
            except WorkerFailed as failure:
                self._worker.drop()
                if failure.fault == "start" or self._worker.ended:
                    raise ScriptError(
                        f"the template cannot be tried: {failure}", where=name, remedy="Save it, and run episode script."
                    ) from failure
                message = f"it takes too long, or breaks what renders it: {failure}"
            threading.Thread(target=self.warm, daemon=True).start()
        remedy = "Mend the loop; docs/templates.md lists what a template gets"
        return {"wrong": {"message": message, "where": name, "remedy": remedy, "line": None}}

    def warm(self) -> None:
        """Have the process there before it is asked."""
        with self._lock:
            try:
                self._worker.ready()
            except WorkerFailed:
                self._worker.drop()  # told when it is wanted

    def close(self) -> None:
        """End it."""
        self._worker.end()
