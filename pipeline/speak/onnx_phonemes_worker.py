"""The child process that turns words into phonemes with espeak-ng, which crashes at some texts: 50 times `a.m.` is enough.

Two backends: `piper` is the espeak-ng inside piper-tts, with which its voices were trained; `espeak` that of espeakng-loader.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import signal
from collections.abc import Callable, Sequence
from pathlib import Path

from pipeline.speak.messages import receive, send

Phonemize = Callable[[str, str], str]
"""(text, voice) → phonemes."""

_IPA, _TIE = 0x02, 0x80
"""Of espeak_TextToPhonemes: IPA, with the tie (bits 8 to 23) between the letters of one phoneme."""

_SYNCHRONOUS, _DO_NOT_EXIT = 0x02, 0x8000


class VoiceUnknownError(Exception):
    """espeak-ng has no such voice."""


def main() -> None:
    """Answer requests `{backend, voice, texts}` with `{phonemes}` until the pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests = os.fdopen(os.dup(0), "rb")
    replies = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    send(replies, {"ok": True})
    backend: Phonemize | None = None
    while (request := receive(requests)) is not None:
        try:
            backend = backend or _BACKENDS[request["backend"]]()
        except Exception as error:
            send(replies, {"error": _line(error), "fault": "start"})
            return
        try:
            send(replies, {"phonemes": _all(backend, request["texts"], request["voice"])})
        except VoiceUnknownError as error:
            send(replies, {"error": str(error), "fault": "voice"})
        except Exception as error:
            send(replies, {"error": _line(error), "fault": "speak"})


def _all(backend: Phonemize, texts: Sequence[str], voice: str) -> list[str]:
    return [backend(text, voice) for text in texts]


def _piper() -> Phonemize:
    """The extension module alone: the package around it would load onnxruntime too."""
    folder = _folder("piper")
    suffixes = importlib.machinery.EXTENSION_SUFFIXES
    library = next(path for path in sorted(folder.glob("espeakbridge*")) if path.name.endswith(tuple(suffixes)))
    spec = importlib.util.spec_from_file_location("espeakbridge", library)
    if spec is None or spec.loader is None:
        raise ImportError(f"{library} does not load")
    bridge = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bridge)
    bridge.initialize(_enter(folder / "espeak-ng-data"))

    def phonemize(text: str, voice: str) -> str:
        try:
            bridge.set_voice(voice)
        except RuntimeError as error:
            raise VoiceUnknownError(str(error)) from error
        return " ".join(clause for clause, _, _ in bridge.get_phonemes(text) if clause)

    return phonemize


def _espeak() -> Phonemize:
    import ctypes

    import espeakng_loader

    library = ctypes.CDLL(espeakng_loader.get_library_path())
    if library.espeak_Initialize(_SYNCHRONOUS, 0, _enter(Path(espeakng_loader.get_data_path())).encode(), _DO_NOT_EXIT) <= 0:
        raise RuntimeError("espeak-ng does not start")
    library.espeak_TextToPhonemes.restype = ctypes.c_char_p
    library.espeak_TextToPhonemes.argtypes = [ctypes.POINTER(ctypes.c_void_p), ctypes.c_int, ctypes.c_int]

    def phonemize(text: str, voice: str) -> str:
        if library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise VoiceUnknownError(f"espeak-ng has no voice {voice}")
        buffer = ctypes.create_string_buffer(text.encode())
        rest = ctypes.c_void_p(ctypes.addressof(buffer))
        clauses = []
        while rest.value:
            clauses.append(library.espeak_TextToPhonemes(ctypes.byref(rest), 1, _IPA | _TIE | ord("^") << 8).decode())
        return " ".join(clause for clause in clauses if clause)

    return phonemize


_BACKENDS: dict[str, Callable[[], Phonemize]] = {"piper": _piper, "espeak": _espeak}


def _folder(package: str) -> Path:
    """Where a package lies, without importing it."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ImportError(f"{package} is not installed")
    return Path(next(iter(spec.submodule_search_locations)))


def _enter(data: Path) -> str:
    """Go into espeak-ng's data folder and name it `.`: it has 160 bytes for a path, and ends the process where it finds nothing."""
    if not (data / "phontab").is_file():
        raise FileNotFoundError(f"espeak-ng's data is not in {data}")
    os.chdir(data)
    return "."


def _line(error: BaseException) -> str:
    return " ".join(f"{type(error).__name__}: {error}".split())
