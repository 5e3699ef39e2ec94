"""Piper alone: the model and the texts, on all cores, into files; nothing is cached, cut, levelled or encoded.

    python -m tests.bench.bare_piper TEXTS.json FOLDER

One session with a thread a run, as many texts at a time as there are cores: what was fastest (see `pipeline.speak.onnx_session`). Each text
is given to Piper as its own `synthesize_wav` takes it, without noise and at the pace of the build: at its own it makes 8 % less sound of the same
words, and takes so much less time.
"""

from __future__ import annotations

import json
import os
import sys
import wave
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

RATE_WPM = 160
"""Of a show that says nothing else."""


def main(texts: list[str], folder: Path) -> None:
    """Speak them all."""
    import onnxruntime
    from piper.config import PiperConfig, SynthesisConfig
    from piper.voice import PiperVoice

    from pipeline.speak import onnx_sound
    from pipeline.speak.piper_engine import CURVE, DEFAULT_VOICE, NATURAL_WPM
    from pipeline.speak.voice_files import find_voices

    model = next(file.path for file in find_voices() if file.kind == "piper" and file.name == DEFAULT_VOICE)
    settings = json.loads(model.with_name(f"{model.name}.json").read_text(encoding="utf-8"))
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
    voice = PiperVoice(session=session, config=PiperConfig.from_dict(settings))
    (natural_wpm,) = NATURAL_WPM.values()
    scale = onnx_sound.between(CURVE, RATE_WPM * onnx_sound.PACE / natural_wpm)
    how = SynthesisConfig(length_scale=scale, noise_scale=0.0, noise_w_scale=0.0, normalize_audio=False)

    def say(numbered: tuple[int, str]) -> None:
        number, text = numbered
        with wave.open(str(folder / f"{number}.wav"), "wb") as file:
            voice.synthesize_wav(text, file, how)

    longest_first = sorted(enumerate(texts), key=lambda one: -len(one[1]))
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        list(pool.map(say, longest_first))


if __name__ == "__main__":
    main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), Path(sys.argv[2]))
