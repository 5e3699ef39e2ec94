"""The `pyttsx3` engine: espeak-ng on Linux, the system's voices on macOS and Windows, spoken in worker processes."""

from __future__ import annotations

import platform
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from importlib import metadata
from pathlib import Path
from typing import Any

from pipeline import extras, patience
from pipeline.errors import EngineError, EngineUnavailable, SynthesisError
from pipeline.model import Voice
from pipeline.regex import regex
from pipeline.speak import pieces, wav, word_times
from pipeline.speak.engine import LIST_VOICES, near
from pipeline.speak.worker_process import WorkerFailed, WorkerProcess

WORKER = "pipeline.speak.pyttsx3_worker"

ON_LINUX = sys.platform.startswith("linux")

ANCHOR_VOICE = "gmw/en-gb-x-rp"
"""The espeak-ng voice that a speech recogniser understood best (VOICES.md)."""

QUOTE_VOICES = {"gmw/en-us+steph": "female", "gmw/en-us+david": "male"}
"""Second voices that cannot be taken for the anchor and are understood nearly as well. Median pitch 185 and 76 Hz against 104; errors of
whisper-base over 60 plain sentences 6.6 and 3.6 %, the anchor 4.1 (`python -m tests.bench.listen --plain VOICE …`). Among the women
`+f5` and `+anika` had 6.0, `+f2` 6.5, all within the noise (± 1.5). The variants on the anchor's own accent did worse."""

SYSTEM_VOICE = "default"
"""On macOS and Windows: whatever voice the system speaks with."""

RATES_WPM = (80, 450)
"""What espeak-ng can do: slower than 80 it stays at 80; the other drivers follow the same range."""

REMEDY = f"Install it again: `{extras.package('pyttsx3', *(['espeakng-loader'] if ON_LINUX else []), again=True)}`."

TRIES = (pieces.PIECE_CHARS, pieces.PIECE_CHARS, 150)
"""How long the pieces are at each try. espeak-ng itself crashes at some texts: at 100 times `a.m.` in one piece, not at 30
(measured); a cut in the middle of a clause sounds worse than none, and better than silence."""

ESPEAK_HZ = 22_050
"""espeak-ng's; the systems' own voices do not say theirs."""

LIST_LIMIT_S = 30.0

SHORTEST_S = 0.03
"""A letter or digit at 160 words a minute. Measured with 1,500 texts: prose 0.063 to 0.19, strings of one vowel 0.048.
Less than this and more than a third of the text is missing."""

LONGEST_S = (0.8, 2.5)
"""An ASCII character (`%` takes 0.5 s, a digit 0.5) and any other (an unknown letter is spelled: 2.2 s), at 160."""

ALLOWANCE_S = 1.5
"""On top of LONGEST_S: the pauses around a piece, 0.36 s at 160."""

_HEARD = regex(r"[A-Za-z0-9]")
"""Whatever holds one of these sounds; some digits of other scripts do not."""

_WORDS = regex(r"(?<![^\W_])[^\W_]{2,40}(?![^\W_])")
"""What the shortest length is reckoned from. espeak-ng rushes through rows of single letters and gives up on very long words."""

_LISTINGS: dict[str, Mapping[str, Any]] = {}

_QUIET_PEAK = 100
"""Of 32,767. The quietest voice peaks at about 16,000."""


def time_limit_s(text: str) -> float:
    """How long a worker may take over a piece: long enough for a driver that speaks as slowly as it sounds."""
    return patience.times(15 + 0.1 * len(text))


class Pyttsx3Engine:
    """Speaks with pyttsx3: one worker process for each thread that speaks, restarted when it dies or hangs."""

    name = "pyttsx3"
    quality = 10
    quote_voices = ("gmw/en-us+david", "gmw/en-us+steph")
    """`+david` has fewer errors than `+f5`, and lies as far from the anchor."""
    default_voice = ANCHOR_VOICE if ON_LINUX else SYSTEM_VOICE
    notation = "espeak" if ON_LINUX else "alias"
    """The systems' own voices do not know espeak-ng's `[[…]]`."""

    def __init__(self, *, time_limit_s: Callable[[str], float] = time_limit_s) -> None:
        """`time_limit_s` gives the seconds after which the worker that speaks a piece counts as hanging."""
        self._time_limit_s = time_limit_s
        self._lock = threading.Lock()
        self._workers: set[WorkerProcess] = set()
        self._idle: list[WorkerProcess] = []
        self._begun: list[WorkerProcess] = []
        """Started beforehand, and not waited for yet."""
        self._closed = False

    def begin(self, usual: bool = True) -> None:
        """Start a worker, for whichever voice, and do not wait for it: whoever needs the first does. Where none starts it is they who are told."""
        with suppress(WorkerFailed), self._lock:
            if not self._closed and not self._workers:
                self._begun.append(self._started())

    def voices(self) -> tuple[Voice, ...]:
        """The driver's voices, the default and the second voices first, then English ones. Starts a worker. Raises EngineUnavailable."""
        entries = list(self._listing()["voices"])
        known = {entry["id"] for entry in entries}
        # pyttsx3 lists no variants, and there are 100 for each voice: those that are worth it.
        for voice, gender in QUOTE_VOICES.items():
            if voice.partition("+")[0] in known:
                entries.append({"id": voice, "languages": [voice.partition("/")[2].partition("+")[0]], "gender": gender})
        found = [self._voice(entry) for entry in entries]
        first = [f"{self.name}:{voice}" for voice in (self.default_voice, *QUOTE_VOICES)]
        return tuple(sorted(found, key=lambda voice: (voice.name not in first, voice.language[:2] != "en")))

    def check(self, voice: str) -> None:
        """Raise EngineUnavailable unless pyttsx3 starts and lists the voice; `voice+variant` too, with espeak-ng."""
        listing = self._listing()
        if voice == SYSTEM_VOICE:
            return
        known = [str(entry["id"]) for entry in listing["voices"]]
        base, plus, variant = voice.partition("+")
        if voice in known or (base in known and plus and variant in listing["variants"]):
            return
        if base in known and plus:
            known = [f"{base}+{one}" for one in listing["variants"]]
        raise EngineUnavailable(f"pyttsx3 has no voice “{voice}”{near(voice, known)}", where=f"{self.name}:{voice}", remedy=LIST_VOICES)

    def fingerprint(self, voice: str) -> str:
        """The versions of pyttsx3 and espeak-ng's wheel, the system where its own voices speak, and of this adapter."""
        try:
            parts = [f"pyttsx3 {metadata.version('pyttsx3')}", "adapter 5"]
        except metadata.PackageNotFoundError as error:
            raise EngineUnavailable("pyttsx3 is not installed", where=self.name, remedy=REMEDY) from error
        try:
            parts.append(f"espeakng-loader {metadata.version('espeakng-loader')}" if ON_LINUX else platform.platform())
        except metadata.PackageNotFoundError:
            parts.append(platform.platform())
        return ", ".join(parts)

    def speak(self, text: str, voice: str, rate_wpm: int, target: Path) -> None:
        """Write `text` to `target`. When a worker fails it is replaced and the text said again, the last time in small pieces.

        Raises SynthesisError when that fails too, EngineUnavailable where the voice is refused, EngineError for an impossible rate.
        """
        if not RATES_WPM[0] <= rate_wpm <= RATES_WPM[1]:
            raise EngineError(f"pyttsx3 cannot speak at {rate_wpm} words a minute", remedy=f"Choose {RATES_WPM[0]} to {RATES_WPM[1]}.")
        for left, limit in zip(range(len(TRIES) - 1, -1, -1), TRIES, strict=True):
            try:
                self._say(pieces.split(text, limit), voice, rate_wpm, target.absolute())
                return
            except WorkerFailed as failure:
                target.unlink(missing_ok=True)
                if self._closed:
                    raise EngineError("Speaking was broken off.") from failure
                if failure.fault == "start":
                    raise self._not_starting(failure) from failure
                if failure.fault == "voice":
                    name = f"{self.name}:{voice}"
                    raise EngineUnavailable(f"pyttsx3 refused the voice: {failure}", where=name, remedy=LIST_VOICES) from failure
                if not left:
                    message = f"The speech worker failed {len(TRIES)} times: {failure}"
                    raise SynthesisError(message, remedy="Change the text, or try another voice (`--voice`).") from failure

    def close(self) -> None:
        """End all workers; a thread that waits for one gets an EngineError."""
        with self._lock:
            self._closed = True
            idle, self._idle, self._begun = [*self._idle, *self._begun], [], []
            for worker in self._workers:
                worker.kill()
        for worker in idle:
            self._drop(worker)

    def _say(self, texts: Sequence[str], voice: str, rate_wpm: int, target: Path) -> None:
        """Have a worker say the pieces one by one, and join them. Raises WorkerFailed."""
        with self._worker() as worker, ExitStack() as cleanup:
            paths: list[Path] = []
            for text in filter(pieces.speakable, map(pieces.clean, texts)):
                path = target.with_name(f"{target.stem}-{len(paths)}.wav")
                paths.append(path)
                cleanup.callback(path.unlink, missing_ok=True)
                asked = "" if voice == SYSTEM_VOICE else voice
                path.with_suffix(word_times.ENDING).unlink(missing_ok=True)
                cleanup.callback(path.with_suffix(word_times.ENDING).unlink, missing_ok=True)
                request = {
                    "do": "speak",
                    "text": text,
                    "voice": asked,
                    "rate_wpm": rate_wpm,
                    "target": str(path),
                    "follows": len(paths) > 1,
                }
                told = worker.ask(request, self._time_limit_s(text))
                _verify(text, rate_wpm, path)
                word_times.write(path, told.get("words", []))
            wav.join(paths, target)
            word_times.join(paths, target)

    def _listing(self) -> Mapping[str, Any]:
        """The worker's answer to `voices`, asked once in the life of the program: voices do not come and go."""
        tries = len(TRIES)
        while self.name not in _LISTINGS:
            try:
                with self._worker() as worker:
                    _LISTINGS[self.name] = worker.ask({"do": "voices"}, LIST_LIMIT_S)
            except WorkerFailed as failure:
                tries -= 1
                if failure.fault or not tries:
                    raise self._not_starting(failure) from failure
        return _LISTINGS[self.name]

    def _not_starting(self, failure: WorkerFailed) -> EngineUnavailable:
        return EngineUnavailable(f"pyttsx3 does not start: {failure}", where=self.name, remedy=REMEDY)

    @contextmanager
    def _worker(self) -> Iterator[WorkerProcess]:
        """A worker for the time of the block; one in whose block something fails is ended. Raises WorkerFailed."""
        worker = self._take()
        try:
            yield worker
        except BaseException:
            self._drop(worker)
            raise
        with self._lock:
            if not self._closed:
                self._idle.append(worker)
                return
        self._drop(worker)

    def _take(self) -> WorkerProcess:
        """An idle worker, or a new one that is ready. Raises WorkerFailed."""
        with self._lock:
            if self._closed:
                raise WorkerFailed("the engine is closed")
            if self._idle:
                return self._idle.pop()
            worker = self._begun.pop() if self._begun else self._started()
        try:
            worker.wait_until_ready()
        except BaseException:
            self._drop(worker)
            raise
        return worker

    def _started(self) -> WorkerProcess:
        worker = WorkerProcess(WORKER)
        self._workers.add(worker)
        return worker

    def _drop(self, worker: WorkerProcess) -> None:
        worker.close()
        with self._lock:
            self._workers.discard(worker)

    def _voice(self, entry: Mapping[str, Any]) -> Voice:
        language = str(entry["languages"][0]).replace("_", "-") if entry["languages"] else ""
        gender = str(entry["gender"]).lower().removeprefix("voicegender")
        licence = "GPL-3.0-or-later (espeak-ng)" if ON_LINUX else "the system's"
        known = gender if gender in ("male", "female") else ""
        return Voice(
            f"{self.name}:{entry['id']}", self.name, language, known, licence, installed=True, rate_hz=ESPEAK_HZ if ON_LINUX else 0
        )


def _verify(text: str, rate_wpm: int, path: Path) -> None:
    """Raise WorkerFailed unless the file holds the whole of `text` as far as its length and level can tell."""
    import numpy as np

    try:
        sound = wav.read(path)
    except wav.BadWav as error:
        raise WorkerFailed(f"the file that it wrote is of no use: {error}") from error
    seconds, scale = sound.frames / sound.rate_hz, 160 / rate_wpm
    least = SHORTEST_S * scale * sum(len(word) for word in _WORDS.findall(text))
    ascii_characters = sum(character.isascii() for character in text)
    most = (ALLOWANCE_S + LONGEST_S[0] * ascii_characters + LONGEST_S[1] * (len(text) - ascii_characters)) * max(scale, 1)
    if not least <= seconds <= most:
        raise WorkerFailed(f"it wrote {seconds:.1f} s for a text that takes {least:.1f} to {most:.1f} s")
    if _HEARD.search(text) and int(np.abs(np.frombuffer(sound.pcm, "<i2").astype(np.int32)).max()) < _QUIET_PEAK:
        raise WorkerFailed("it wrote nothing but silence")
