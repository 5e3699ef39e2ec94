"""The child process that owns one pyttsx3 engine: answers one request at a time, and ends when its parent does.

A process of its own, because espeak-ng allows one engine a process, ends the process where it does not find its data, and can
hang. What pyttsx3 and espeak-ng print goes nowhere: the real standard output carries messages only. Every odd step here
answers a defect of pyttsx3 2.99 that was reproduced; the reason stands beside it.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
import queue
import re
import signal
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from pipeline.regex import regex
from pipeline.speak import espeak_letters, onnx_text
from pipeline.speak.messages import receive, send

ESPEAK_HZ = 22_050
"""espeak-ng's own rate."""

ESPEAK_RATE = 1
"""espeakRATE of speak_lib.h."""

LIST_TERMINATED, WORD = 0, 1
"""espeakEVENT_LIST_TERMINATED and espeakEVENT_WORD of speak_lib.h."""

ESPEAK_PHONEMES = 0x100
"""espeakPHONEMES of speak_lib.h: what stands in `[[…]]` is sounds, not letters."""

SETTLED_S = 0.2
"""An engine that has been idle for so long without saying that it finished never will."""


_LOOSE_MARK = regex(rb"\[\[(?![!-Z\\^-~]{1,200}\]\])")
"""What begins like the lexicon's `[[k'i:jIv]]` and is none: espeak-ng ends the process at about 240 bytes between such brackets."""


_BREATH = "[[_::]]"
"""espeak-ng's own pause of 135 ms, at 160 words a minute."""

_ELLIPSIS = regex(r"(?<=[\w\]])…\s+(?=\w|\[\[[^_])")


_BRITISH = "gmw/en-gb"

_OF = regex(r"(?<= )of(?= (?:\w|\[\[))")


class VoiceRefusedError(Exception):
    """The engine did not take the voice."""


class Speaker:
    """One pyttsx3 engine on the driver that is usual on this system."""

    def __init__(self) -> None:
        self.data = _use_bundled_espeak()
        import pyttsx3

        self._words: list[tuple[int, int]] = []
        """(place in the text from 1, frame) of each word that was begun."""
        if self.data is not None:
            _hear_words(self._words)
        self._errors: list[BaseException] = []
        self._finished = threading.Event()
        # What the driver's callback raises from espeak's thread reaches no caller: a full disk would look like a hang.
        sys.unraisablehook = lambda raised: self._errors.append(raised.exc_value or RuntimeError(str(raised.exc_type)))
        self._engine = pyttsx3.init()
        self._engine.connect("finished-utterance", lambda name, completed: self._finished.set())
        self._engine.connect("error", lambda name, exception: self._errors.append(exception))
        self._espeak = sys.modules.get("pyttsx3.drivers._espeak")
        if self._espeak is not None:
            _correct_synth(self._espeak)
            # `runAndWait` stops what it finds running before it speaks: the rate just set, which is lost, or the utterance
            # itself, which comes out empty (1 in 1,500 first ones on a busy machine). Nothing here is ever to be stopped.
            sys.modules["pyttsx3.drivers.espeak"].EspeakDriver.stop = lambda driver: None
            self._wait_until_idle()
        # Until a first empty run the engine counts as busy and only queues what is set.
        self._engine.runAndWait()
        self._voice: str | None = None
        self._rate: int | None = None

    def voices(self) -> dict[str, object]:
        """What `voices` asks for: the driver's voices and, with espeak-ng, the variants that go behind a `+`."""
        listed = [
            {"id": voice.id, "label": voice.name, "languages": [str(code) for code in voice.languages or ()], "gender": voice.gender or ""}
            for voice in self._engine.getProperty("voices")
        ]
        folder = self.data / "voices" / "!v" if self.data else None
        variants = sorted(path.name for path in folder.iterdir()) if folder and folder.is_dir() else []
        return {"voices": listed, "variants": variants}

    def speak(self, text: str, voice: str, rate_wpm: int, target: Path, *, follows: bool = False) -> list[tuple[str, int]]:
        """Write one utterance; an empty voice is the system's own; `follows` another in the same paragraph. Returns once the file is closed:
        its words and when each begins, in milliseconds, where the driver tells.
        """
        given = text
        self._errors.clear()
        self._words.clear()
        self._set(voice, rate_wpm)
        target.unlink(missing_ok=True)
        self._finished.clear()
        if self._espeak is not None:
            text = breathing(weak(text) if voice.startswith(_BRITISH) else text, follows=follows)
        self._engine.save_to_file(text, str(target))
        self._engine.runAndWait()
        if self._espeak is not None:
            self._wait_until_finished()
        if self._errors:
            raise self._errors[0]
        _aiff_to_wav(target)
        return timed(given, text, self._words)

    def _set(self, voice: str, rate_wpm: int) -> None:
        if voice and voice != self._voice:
            self._voice = None
            self._engine.setProperty("voice", voice)
            # A voice that is not there changes nothing and the one before would speak; an unknown variant is dropped.
            current = self._engine.getProperty("voice")
            if str(current).lower() != voice.lower():
                raise VoiceRefusedError(f"asked for {voice}, it stayed at {current}")
            self._voice, self._rate = voice, None
        if rate_wpm != self._rate:
            self._engine.setProperty("rate", rate_wpm)
            self._wait_until_idle()
            if self._espeak is not None and (current := self._espeak.dll.espeak_GetParameter(ESPEAK_RATE, 1)) != rate_wpm:
                raise RuntimeError(f"asked for {rate_wpm} words a minute, it stayed at {current}")
            self._rate = rate_wpm

    def _wait_until_finished(self) -> None:
        """The call `runAndWait` returns before espeak has begun: wait for its own word, and for its callback to have returned."""
        idle_since = None
        while not self._finished.wait(0.01):
            if self._espeak is not None and self._espeak.IsPlaying():
                idle_since = None
            elif idle_since is None:
                idle_since = time.monotonic()
            elif self._errors or time.monotonic() - idle_since > SETTLED_S:
                raise self._errors[0] if self._errors else RuntimeError("espeak-ng stopped without finishing")
        self._wait_until_idle()

    def _wait_until_idle(self) -> None:
        """Setting is asynchronous; and the callback that says “finished” still has to return."""
        while self._espeak is not None and self._espeak.IsPlaying():
            time.sleep(0.0005)


def _use_bundled_espeak() -> Path | None:
    """Load the library of espeakng-loader ahead of pyttsx3, which then finds it by its SONAME; returns its data folder.

    None where the package is not installed or pyttsx3 uses the system's voices: then the system's espeak-ng speaks, if any.
    """
    if not sys.platform.startswith("linux") or importlib.util.find_spec("espeakng_loader") is None:
        return None
    import ctypes

    import espeakng_loader

    data = Path(espeakng_loader.get_data_path())
    if not (data / "phontab").is_file():
        # espeak-ng would end the process without a word.
        raise FileNotFoundError(f"espeak-ng's data is not in {data}")
    ctypes.CDLL(espeakng_loader.get_library_path())
    # ESPEAK_DATA_PATH is the folder above the data, and espeak-ng has 160 bytes for it: from inside, a dot is enough
    # however long the path is.
    os.chdir(data.parent)
    os.environ["ESPEAK_DATA_PATH"] = "."
    return data


def _correct_synth(espeak: Any) -> None:
    """Two defects of the driver's call.

    It tells espeak that the text is ten times as long as it is, which reads on into foreign memory; and it leaves out the flag
    without which `[[…]]` is read as letters.
    """

    def synth(
        text: bytes, position: int = 0, position_type: int = 1, end_position: int = 0, flags: int = 0, user_data: object = None
    ) -> int:
        text = _LOOSE_MARK.sub(b"[ [", text)
        return int(espeak.cSynth(text, len(text) + 1, position, position_type, end_position, flags | ESPEAK_PHONEMES, None, user_data))

    if hasattr(espeak, "cSynth"):
        espeak.Synth = synth


def _hear_words(heard: list[tuple[int, int]]) -> None:
    """Keep what espeak says of each word that it begins: the driver is told, and forgets it."""
    driver = importlib.import_module("pyttsx3.drivers.espeak").EspeakDriver
    original = driver._onSynth

    def on_synth(self: Any, sound: Any, frames: int, events: Any) -> int:
        n = 0
        while (event := events[n]).type != LIST_TERMINATED:
            if event.type == WORD:
                heard.append((event.text_position, event.sample))
            n += 1
        return int(original(self, sound, frames, events))

    driver._onSynth = on_synth


def timed(given: str, spoken: str, heard: Sequence[tuple[int, int]]) -> list[tuple[str, int]]:
    """The words of a text and when each begins: `spoken` is what was made of it (see `breathing`, `weak`), word for word but for the breaths.

    Empty where the two do not match: then nobody can say which word it was.
    """
    words = [match for match in re.finditer(r"\S+", spoken) if match[0] != _BREATH]
    names = given.split()
    if len(words) != len(names):
        return []
    found: dict[int, int] = {}
    for place, frame in heard:
        n = next((n for n, word in enumerate(words) if word.start() < place <= word.end()), None)
        if n is not None:
            found.setdefault(n, round(frame * 1000 / ESPEAK_HZ))
    return [(names[n], start) for n, start in sorted(found.items())]


def breathing(text: str, *, follows: bool = False) -> str:
    """A text with longer breaths: espeak-ng pauses 345 ms between sentences and 260 at an ellipsis, at 160 words a minute (measured)."""
    *before, last = onnx_text.sentences(text) or ("",)
    whole = f" {_BREATH} ".join((*(espeak_letters.closed(sentence.rstrip()) for sentence in before), last.rstrip()))
    return _ELLIPSIS.sub(f"… {_BREATH} ", f"{_BREATH} {whole}" if follows else whole)


def weak(text: str) -> str:
    """A text with `of` as it is said inside a clause. espeak-ng's British voices stress it like `off`, and a speech recogniser took it for
    `on` in 6 of 26 places; so it is misheard in 2, and its errors in 836 words of news fell from 42 to 34.
    """
    return _OF.sub("[[@v]]", text)


def _aiff_to_wav(path: Path) -> None:
    """On macOS it is AIFF, whatever the file is called."""
    with path.open("rb") as file:
        if file.read(4) != b"FORM":
            return
    from pipeline.speak import aiff, wav

    wav.write(path, *aiff.read(path))


def _requests(stream: IO[bytes]) -> queue.SimpleQueue[dict[str, Any]]:
    """The requests as they come; a thread reads them, so that the end of the parent is seen even in the middle of one."""
    pending: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()

    def read() -> None:
        while (message := receive(stream)) is not None:
            pending.put(message)
        os._exit(0)

    threading.Thread(target=read, daemon=True).start()
    return pending


def main() -> None:
    """Say what came of starting, then answer `voices` and `speak` until the pipe closes."""
    # Ctrl-C reaches every process of a terminal; the parent decides when this one ends.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests = _requests(os.fdopen(os.dup(0), "rb"))
    replies = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    try:
        speaker = Speaker()
    except Exception as error:
        send(replies, {"error": _line(error), "fault": "start"})
        return
    send(replies, {"ok": True})
    while True:
        request = requests.get()
        try:
            if request["do"] == "voices":
                send(replies, speaker.voices())
            else:
                target = Path(request["target"])
                words = speaker.speak(request["text"], request["voice"], request["rate_wpm"], target, follows=request["follows"])
                send(replies, {"ok": True, "words": words})
        except VoiceRefusedError as error:
            send(replies, {"error": str(error), "fault": "voice"})
        except Exception as error:
            send(replies, {"error": _line(error), "fault": "speak"})


def _line(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
