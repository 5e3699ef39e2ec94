"""What a drawing is told of a programme before it is mixed: levels against each voice's own, and who speaks."""

from __future__ import annotations

import numpy as np

from pipeline.mix.clips import Take, look
from pipeline.mix.outline import outline

from .sounds import Studio, speech


def looked(studio: Studio) -> list[Take]:
    return [look(clip) for clip in studio.clips]


def test_quiet_and_loud_stretches_of_each_voice(studio: Studio) -> None:
    for seconds, level, voice in ((4, -30, "tone:a"), (4, -20, "tone:a"), (4, -24, "tone:a"), (2, -50, "tone:b"), (2, -40, "tone:b")):
        studio.clip(speech(seconds, rms_db=level, lead_ms=0, tail_ms=0), voice=voice)
    found = outline(looked(studio), 16)
    levels = np.array([level for level, _ in found])
    assert [voice for _, voice in found] == [0] * 12 + [1] * 4
    assert levels.min() == 0
    assert levels.max() == 1
    assert levels[:4].mean() < levels[8:12].mean() < levels[4:8].mean()
    assert levels[12:14].mean() < levels[14:].mean()
    assert abs(levels[14:].mean() - levels[4:8].mean()) < 0.3  # 20 dB apart, and equally loud for its voice


def test_order_and_names_of_voices(studio: Studio) -> None:
    studio.speak(1, 2.0, voice="tone:b")
    studio.speak(2, 2.0, voice="tone:a")
    assert [voice for _, voice in outline(looked(studio), 6)] == [1, 1, 0, 0, 0, 0]


def test_nothing_and_little(studio: Studio) -> None:
    assert outline((), 9) == ()
    studio.clip(speech(0.01, lead_ms=0, tail_ms=0))
    assert len(outline(looked(studio), 9)) == 9


def test_the_voice_that_speaks_most_is_the_first_whatever_its_name(studio: Studio) -> None:
    """Of two that speak as long, the name decides."""
    studio.speak(1, 2.0, voice="tone:a")
    studio.speak(2, 2.0, voice="tone:z")
    studio.speak(1, 2.0, voice="tone:b")
    assert [voice for _, voice in outline(looked(studio), 8)] == [1, 1, 0, 0, 0, 0, 2, 2]
