"""Words into phonemes, in a worker process: a text at which espeak-ng crashes is said in smaller pieces, and nobody else notices."""

from __future__ import annotations

import threading
from collections.abc import Sequence

from pipeline.errors import EngineError, EngineUnavailable, SynthesisError
from pipeline.speak import pieces
from pipeline.speak.worker_process import Standby, WorkerFailed

WORKER = "pipeline.speak.onnx_phonemes_worker"

TIME_LIMIT_S = 20.0
"""A paragraph takes milliseconds; the first one of a process 0.1 s."""

SMALLEST_CHARS = 12
"""A piece that is no longer and still brings espeak-ng down is given up."""

LOST_FROM, LEAST_SHARE = 6, 0.5
"""Words of phonemes for a word, in texts of so many words. espeak-ng runs some together (`wɪððə`): prose has 0.85 and more."""

BROKEN_OFF = "Speaking was broken off."


class Phonemizer:
    """One espeak-ng for all threads of an engine; started when it is first asked."""

    def __init__(self, backend: str, remedy: str) -> None:
        """`backend` as the worker names it; `remedy` is the command that installs it."""
        self._backend = backend
        self._remedy = remedy
        self._asking = threading.Lock()
        self._worker = Standby(WORKER)

    def phonemes(self, texts: Sequence[str], voice: str) -> tuple[str, ...]:
        """The phonemes of each text. Raises EngineUnavailable where espeak-ng or the voice is not there, SynthesisError for a text."""
        if not texts:
            return ()
        try:
            found = self._ask(texts, voice)
        except WorkerFailed as failure:
            if failure.fault == "speak":
                raise SynthesisError(f"espeak-ng refused the text: {failure}") from failure
            if len(texts) > 1:
                return tuple(phoneme for text in texts for phoneme in self.phonemes((text,), voice))
            halves = pieces.split(texts[0], max(SMALLEST_CHARS, -(-len(texts[0]) // 2)))
            if len(halves) == 1:
                message = f"espeak-ng crashes at “{texts[0]}”: {failure}"
                raise SynthesisError(message, remedy="Write it in another way, or try another voice (`--voice`).") from failure
            return (" ".join(self.phonemes(halves, voice)),)
        return tuple(self._whole(text, phonemes, voice) for text, phonemes in zip(texts, found, strict=True))

    def _whole(self, text: str, phonemes: str, voice: str) -> str:
        """espeak-ng drops the rest of a text at times (60 times `e.g.` becomes four): what came out too short is said in halves."""
        words = sum(pieces.speakable(word) for word in text.split())
        if words < LOST_FROM or len(phonemes.split()) >= LEAST_SHARE * words:
            return phonemes
        halves = pieces.split(text, -(-len(text) // 2))
        return " ".join(self.phonemes(halves, voice)) if len(halves) > 1 else phonemes

    def close(self) -> None:
        """End the worker; a thread that waits for it gets an EngineError."""
        self._worker.end()
        with self._asking:
            self._worker.drop()

    def _ask(self, texts: Sequence[str], voice: str) -> tuple[str, ...]:
        with self._asking:
            try:
                answer = self._worker.ready().ask({"backend": self._backend, "voice": voice, "texts": list(texts)}, TIME_LIMIT_S)
            except WorkerFailed as failure:
                if failure.fault != "voice":
                    self._worker.drop()
                if self._worker.ended:
                    raise EngineError(BROKEN_OFF) from failure
                if failure.fault == "start":
                    raise EngineUnavailable(f"espeak-ng does not start: {failure}", remedy=self._remedy) from failure
                if failure.fault == "voice":
                    raise EngineUnavailable(f"The voice speaks a language that is not there: {failure}") from failure
                raise
        return tuple(answer["phonemes"])
