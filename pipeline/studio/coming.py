"""A paragraph that is heard while it is spoken: each sentence as soon as it is there, and in the end the samples that it has when it all is."""

from __future__ import annotations

import queue
import threading
import time
import wave
from collections.abc import Callable

from pipeline import speak
from pipeline.errors import EpisodeError
from pipeline.model import Clip, Utterance
from pipeline.studio import sound

Say = Callable[[tuple[Utterance, ...], Callable[[Clip], None]], tuple[Clip, ...]]
"""Speaks, and tells of each clip as it is there."""


class Coming:
    """A paragraph on its way; its sentences are spoken in their order. One thread at a time may take of it."""

    def __init__(
        self, utterances: tuple[Utterance, ...], pause_ms: int, say: Say, spoken: Callable[[], None], fault: Callable[[EpisodeError], None]
    ) -> None:
        """`spoken` is called when all of it is there; `fault` hears what is wrong with a sentence behind the first."""
        self.engine_ms = 0.0
        """How long the first sentence took."""
        self._utterances, self._pause_ms, self._fault = utterances, pause_ms, fault
        self._clips: queue.SimpleQueue[Clip | BaseException | None] = queue.SimpleQueue()
        self._next: Clip | None = None
        self._begun = False
        threading.Thread(target=self._speak, args=(say, spoken), daemon=True).start()

    def wait(self) -> None:
        """Until the first sentence is there. Raises EpisodeError where there will be none."""
        start = time.perf_counter()
        self._next = self._taken()
        self.engine_ms = (time.perf_counter() - start) * 1000

    def piece(self) -> bytes | None:
        """What plays next; None behind the last sentence, and behind one that could not be spoken."""
        try:
            clip, self._next = self._next or self._taken(), None
        except EpisodeError as error:
            self._fault(error)
            return None
        if clip is None:
            return None
        with wave.open(str(clip.path), "rb") as found:
            said = found.readframes(found.getnframes())
            begun, self._begun = self._begun, True
            head = b"" if begun else sound.wide_header(found.getframerate())
            return head + sound.wide((sound.silence(found, self._pause_ms) if begun else b"") + said)

    def _taken(self) -> Clip | None:
        found = self._clips.get()
        if isinstance(found, BaseException):
            raise found
        return found

    def _speak(self, say: Say, spoken: Callable[[], None]) -> None:
        there: dict[int, Clip] = {}
        told = 0

        def on_clip(clip: Clip) -> None:
            nonlocal told
            there[clip.part] = clip
            while told + 1 in there:
                told += 1
                self._clips.put(there[told])

        try:
            # The first that is new is spoken alone: two at a time would both be there when two are.
            first = min(speak.missing(self._utterances), default=0)
            for utterances in (self._utterances[: first + 1], self._utterances):
                say(utterances, on_clip)
            self._clips.put(None)
            spoken()
        except BaseException as error:
            self._clips.put(error)


def whole(utterances: tuple[Utterance, ...]) -> bool:
    """Whether there is nothing to wait for, or nothing to be heard before the rest."""
    return len(utterances) == 1 or not speak.missing(utterances)
