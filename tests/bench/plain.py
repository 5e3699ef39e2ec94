"""The script that anybody would write first: pyttsx3 speaks each paragraph into a file, pydub adds them up and exports an MP3.

    python -m tests.bench.plain SCRIPT.md [TARGET.mp3]

Nothing in it is slow on purpose. One engine, one voice, as many words a minute as the show has, half a second between paragraphs, the same
bit rate. What pyttsx3 on Linux needs to work at all (its library found, each file waited for) is done as briefly as it can be. Without a
target it only speaks.
"""

from __future__ import annotations

import ctypes
import os
import re
import sys
import tempfile
import threading
import warnings
from pathlib import Path

PAUSE_MS = 550
RATE_WPM = 160
VOICE = "gmw/en-gb-x-rp"


def paragraphs(script: str) -> list[str]:
    """What is said, without the marks."""
    said = re.findall(r"^\*\*[^*]+:\*\* (.+)$", script, re.MULTILINE)
    return [re.sub(r"\s*\[\^\w+\]", "", text) for text in said]


def main(script: Path, target: Path | None) -> None:
    """Speak, join, export."""
    import espeakng_loader
    import imageio_ffmpeg

    ctypes.CDLL(espeakng_loader.get_library_path())
    os.environ["ESPEAK_DATA_PATH"] = str(Path(espeakng_loader.get_data_path()).parent)
    import pyttsx3

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from pydub import AudioSegment

    AudioSegment.converter = imageio_ffmpeg.get_ffmpeg_exe()
    engine = pyttsx3.init()
    spoken = threading.Event()
    engine.connect("finished-utterance", lambda name, completed: spoken.set())
    engine.setProperty("voice", VOICE)
    engine.setProperty("rate", RATE_WPM)
    engine.runAndWait()
    whole = AudioSegment.empty()
    with tempfile.TemporaryDirectory() as folder:
        for number, text in enumerate(paragraphs(script.read_text(encoding="utf-8"))):
            path = Path(folder) / f"{number}.wav"
            spoken.clear()
            engine.save_to_file(text, str(path))
            engine.runAndWait()
            spoken.wait(60)  # runAndWait returns before the file is there
            if target is None:
                continue
            whole += AudioSegment.from_wav(path)
            whole += AudioSegment.silent(PAUSE_MS)
    if target is not None:
        whole.export(target, format="mp3", bitrate="128k")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]) if sys.argv[2:] else None)
