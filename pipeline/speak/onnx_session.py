"""One ONNX model in memory, for all threads of an engine: loaded with the options that were fastest, broken off at once by `close`.

One session with one thread for each run, shared by the stage's workers, on two cores against one session of two threads that
takes one text at a time (16 news sentences, 75 s of audio; the best of three):

    Piper, medium   28  times real time and 490 MB   against 19  and 395 MB
    Kokoro, int8     4.7                and 655 MB   against  3.7 and 500 MB

A session for each worker is no faster (29; 4.5) and takes 635 and 850 MB. Besides, a sum added up by one thread comes out the same
on every machine of a kind, however many cores it has.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.errors import EngineError, EngineUnavailable, SynthesisError
from pipeline.speak import onnx_errors, onnx_graph
from pipeline.speak.onnx_phonemes import BROKEN_OFF

QUIET = 3
"""onnxruntime's own messages: errors only. They go to standard error."""


class Session:
    """A model that is ready to run. Several threads may call `run` at the same time."""

    def __init__(self, model: Path, remedy: str, also: str = "") -> None:
        """Load `model`; where its graph has a value called `also`, that is given out too, last.

        Raises EngineUnavailable with `remedy` where onnxruntime is missing or does not take the file.
        """
        try:
            import onnxruntime

            self._errors = onnx_errors.of_onnxruntime()
        except ImportError as error:
            raise EngineUnavailable(f"onnxruntime is not installed ({error})", remedy=remedy) from error
        self._options_of_run = onnxruntime.RunOptions
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = QUIET
        # A plan of memory for each length of text that was met: 950 MB instead of 620 with Kokoro, and no faster.
        options.enable_mem_pattern = False
        try:
            changed = onnx_graph.prepared(model.read_bytes(), also)
            self._session = onnxruntime.InferenceSession(changed or str(model), options, providers=["CPUExecutionProvider"])
        except self._errors as error:
            raise EngineUnavailable(f"The model does not load ({_line(error)})", where=str(model), remedy=remedy) from error
        self.inputs = tuple(one.name for one in self._session.get_inputs())
        self.gives_also = any(one.name == also for one in self._session.get_outputs())
        self._lock = threading.Lock()
        self._running: set[Any] = set()
        self._closed = False

    def run(self, outputs: Sequence[str] | None, inputs: Mapping[str, Any]) -> list[Any]:
        """What the model makes of `inputs`: as InferenceSession.run. Raises SynthesisError, EngineError once it is closed."""
        options = self._options_of_run()
        with self._lock:
            if self._closed:
                raise EngineError(BROKEN_OFF)
            self._running.add(options)
        try:
            made: list[Any] = self._session.run(outputs, dict(inputs), options)
        except self._errors as error:
            if self._closed:
                raise EngineError(BROKEN_OFF) from error
            raise SynthesisError(f"The model failed ({_line(error)})") from error
        finally:
            with self._lock:
                self._running.discard(options)
        return made

    def close(self) -> None:
        """Break off what is running; the memory goes with the object."""
        with self._lock:
            self._closed = True
            for options in self._running:
                options.terminate = True


def _line(error: BaseException) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__
