"""What espeak-ng makes of a text, in IPA: asked of the library itself, in a process of its own.

A process, because espeak-ng ends the one that it is in where its data is missing, and keeps state. The parent side is `heard`; the child
side is this file run as a module: one JSON object in, one out.
"""

from __future__ import annotations

import ctypes
import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from pipeline import extras
from pipeline.errors import EngineError, EngineUnavailable
from pipeline.write.lexicon.sounds import STRESSES, BadSounds, parse, voiced

ANCHOR_VOICE = "gmw/en-gb-x-rp"
"""espeak-ng's received pronunciation: the voice that British entries are judged by."""

TIME_LIMIT_S = 120
"""A hundred thousand words take about 10 s."""

_UTF8, _PHONEMES = 1, 0x100
_SYNCHRONOUS, _DONT_EXIT = 2, 0x8000
_AS_IPA = 2
"""Of espeak-ng's speak_lib.h: espeakCHARS_UTF8, espeakPHONEMES, AUDIO_OUTPUT_SYNCHRONOUS, espeakINITIALIZE_DONT_EXIT, phoneme mode."""

_MERGED = {"i": "ɪ", "u": "uː", "ʊə": "ɔː", "ɔ̃": "ɒ̃"}


def heard(texts: Sequence[str], voice: str = ANCHOR_VOICE) -> list[str]:
    """How espeak-ng says each text, in IPA with the stress marks before their vowels; `[[…]]` in it counts as sounds.

    Raises EngineUnavailable without the library of `espeakng-loader`, EngineError where espeak-ng fails.
    """
    if importlib.util.find_spec("espeakng_loader") is None:
        raise EngineUnavailable("espeak-ng's library is not installed", remedy=f"Run `{extras.package('espeakng-loader')}`")
    asked = json.dumps({"voice": voice, "texts": list(texts)})
    command = [sys.executable, "-m", __name__]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONIOENCODING": "utf-8"}
    try:
        done = subprocess.run(command, input=asked.encode(), capture_output=True, timeout=TIME_LIMIT_S, env=environment, check=False)
        answer = json.loads(done.stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError) as error:
        raise EngineError(f"espeak-ng gave no answer ({error})", remedy="Try it again") from error
    if "error" in answer:
        raise EngineError(f"espeak-ng refused: {answer['error']}", where=voice)
    return [str(said) for said in answer["heard"]]


def sounds_like(ipa: str, *, stress: bool = True) -> str:
    """A pronunciation reduced to what a listener to espeak-ng's British voice can tell apart, for comparing two of them.

    What goes: the spellings of one sound (`ɹ ɛ ɐ ɡ`), where in its syllable a stress mark stands, the difference of weak `i u` and
    `ɪ uː` (the voice has none), of `ʊə` and `ɔː` (it says both alike) and of the nasal vowels, of one sound and the same two (`ɪə`,
    `i` and `ə`), and the r that links a word to the next; without `stress` also every stress mark. What is no English IPA stays as it is.
    """
    try:
        words = voiced(ipa) if any(mark in ipa for mark in STRESSES) else [parse(ipa)]
    except BadSounds:
        return ipa
    said = []
    for number, word in enumerate(words, 1):
        linked = word[:-1] if word[-1] == "r" and number < len(words) else word
        said.append("".join(_MERGED.get(sound, sound) for sound in linked if stress or sound not in STRESSES))
    return " ".join(said)


def _load() -> ctypes.CDLL:
    """The library with its data, ready to be asked."""
    import espeakng_loader

    data = Path(espeakng_loader.get_data_path())
    if not (data / "phontab").is_file():
        raise FileNotFoundError(f"espeak-ng's data is not in {data}")
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    # espeak-ng has 160 bytes for the path of the folder above its data: from inside it, a dot is enough.
    os.chdir(data.parent)
    os.environ["ESPEAK_DATA_PATH"] = "."
    if library.espeak_Initialize(_SYNCHRONOUS, 0, None, _DONT_EXIT) <= 0:
        raise RuntimeError("it does not start")
    return library


def _listen(voice: str, texts: Sequence[str]) -> list[str]:
    library = _load()
    callback = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)(lambda wave, count, events: 0)
    library.espeak_SetSynthCallback(callback)
    if library.espeak_SetVoiceByName(voice.encode()) != 0:
        raise ValueError(f"it has no voice {voice}")
    # Only speaking can turn `[[…]]` on; it stays on for espeak_TextToPhonemes, which is a thousand times as fast.
    library.espeak_Synth.argtypes = [
        *(ctypes.c_char_p, ctypes.c_size_t, ctypes.c_uint, ctypes.c_int, ctypes.c_uint, ctypes.c_uint, ctypes.c_void_p, ctypes.c_void_p)
    ]
    library.espeak_Synth(b"a", 2, 0, 1, 0, _UTF8 | _PHONEMES, None, None)
    ask = library.espeak_TextToPhonemes
    ask.restype = ctypes.c_char_p
    ask.argtypes = [ctypes.POINTER(ctypes.c_char_p), ctypes.c_int, ctypes.c_int]

    def said(text: str) -> str:
        rest = ctypes.c_char_p(text.encode())
        clauses = []
        while rest.value:
            clauses.append((ask(ctypes.byref(rest), _UTF8, _AS_IPA) or b"").decode())
        return " ".join(" ".join(clauses).split())

    if said("[[k'i:v]]") != "kˈiːv":
        raise RuntimeError("it takes no [[…]]")
    return [said(text) for text in texts]


def main() -> None:
    """Answer the question on standard input."""
    # What espeak-ng prints goes nowhere: the real standard output carries the answer only.
    replies = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_RDWR), 1)
    asked = json.loads(sys.stdin.buffer.read())
    answer: dict[str, object]
    try:
        answer = {"heard": _listen(asked["voice"], asked["texts"])}
    except (OSError, RuntimeError, ValueError) as error:
        answer = {"error": " ".join(f"{type(error).__name__}: {error}".split())}
    with os.fdopen(replies, "wb") as file:
        file.write(json.dumps(answer).encode())


if __name__ == "__main__":
    main()
