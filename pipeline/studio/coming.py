"""What is heard while it is spoken: each sentence as soon as it is there, in its order."""

from __future__ import annotations

import queue
import threading
import time
import wave
from collections.abc import Callable
from typing import Protocol

from pipeline import speak
from pipeline.errors import EpisodeError
from pipeline.model import Clip, Utterance
from pipeline.studio import sound

Say = Callable[[tuple[Utterance, ...], Callable[[Clip], None]], tuple[Clip, ...]]
"""Speaks, and tells of each clip as it is there."""


class LeftError(Exception):
    """Nobody waits for this any more."""


class Coming(Protocol):
    """A sound of which nobody knows yet how long it will be. One thread at a time may take of it."""

    @property
    def engine_ms(self) -> float:
        """How long its first clip took."""

    def piece(self) -> bytes | None:
        """What plays next; None behind the end, and behind what could not be spoken."""


class Clips:
    """The clips of some utterances, as they are spoken."""

    def __init__(self, utterances: tuple[Utterance, ...], say: Say, spoken: Callable[[], None]) -> None:
        """`spoken` is called when all are there."""
        self._utterances = utterances
        self._clips: queue.SimpleQueue[Clip | BaseException | None] = queue.SimpleQueue()
        self._first: Clip | None = None
        self.waited_ms = 0.0
        """How long the first took."""
        threading.Thread(target=self._speak, args=(say, spoken), daemon=True).start()

    def wait(self) -> None:
        """Until the first is there. Raises EpisodeError where it cannot be spoken, LeftError where nobody listens any more."""
        start = time.perf_counter()
        if (first := self.next()) is None:
            raise LeftError
        self._first = first
        self.waited_ms = (time.perf_counter() - start) * 1000

    def next(self) -> Clip | None:
        """The next, once it is there; None behind the last. Raises EpisodeError where it could not be spoken."""
        if self._first is not None:
            found, self._first = self._first, None
            return found
        taken = self._clips.get()
        if isinstance(taken, BaseException):
            raise taken
        return taken

    def are_there(self) -> bool:
        """Whether the next does not have to be waited for."""
        return self._first is not None or not self._clips.empty()

    def _speak(self, say: Say, spoken: Callable[[], None]) -> None:
        places = {(said.number, said.part): n for n, said in enumerate(self._utterances)}
        there: dict[int, Clip] = {}
        told = 0

        def on_clip(clip: Clip) -> None:
            nonlocal told
            there[places[clip.number, clip.part]] = clip
            while told in there:
                self._clips.put(there[told])
                told += 1

        try:
            # The first that is new is spoken alone: two at a time would both be there when two are.
            first = min(speak.missing(self._utterances), default=0)
            for utterances in (self._utterances[: first + 1], self._utterances):
                say(utterances, on_clip)
            self._clips.put(None)
            spoken()
        except BaseException as error:
            self._clips.put(error)


class Paragraph:
    """One paragraph: in the end the samples that it has when it all is there."""

    def __init__(self, clips: Clips, pause_ms: int, fault: Callable[[EpisodeError], None]) -> None:
        """`fault` hears what is wrong with a sentence behind the first."""
        self._clips, self._pause_ms, self._fault = clips, pause_ms, fault
        self._begun = False
        self.engine_ms = clips.waited_ms
        """As of `Coming`."""

    def piece(self) -> bytes | None:
        """A sentence."""
        try:
            clip = self._clips.next()
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


def whole(utterances: tuple[Utterance, ...]) -> bool:
    """Whether there is nothing to wait for, or nothing to be heard before the rest."""
    return len(utterances) == 1 or not speak.missing(utterances)
