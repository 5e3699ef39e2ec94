"""Samples as the models give them, made into one clip: the silence around each piece trimmed, pauses between, never clipped."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.speak import wav
from pipeline.speak.onnx_breath import BREATHS_MS, SENTENCE_MS, USUAL_WPM, faded

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples = NDArray[np.float32]

PACE = 1.145
"""Real words a minute for one of `rate_wpm`. The number means the same pace in every engine, and pyttsx3 with the anchor's voice
speaks 149.9 words a minute at 130, 183.3 at 160 and 216.6 at 190 (16 news sentences, the silence around each left out)."""

SENTENCE_PAUSE_MS = SENTENCE_MS[0]
"""From a sentence's last sound to the next one's first, at USUAL_WPM: a little less than between two paragraphs."""

WORD_PAUSE_MS = 40
"""Where it had to be cut between two words."""

LEAD_MS, TAIL_MS = 25, 65
"""What stays of the silence around a piece: a fricative starts and a vowel dies away below QUIET_DB."""

QUIET_DB = -46.0
"""Against the loudest 10 ms: below it is silence. The models leave 40 to 300 ms before and 90 to 1,000 after a sentence."""

WINDOW_MS = 10

SPOKEN_DB, SMOOTH_MS = -20.0, 60
"""Against what a tenth of the piece is louder than, over so many milliseconds: above it somebody speaks."""

HUM_MS, LEFT_MS, FADE_MS = 300, 200, 60
"""What goes on for longer than the first behind the last that is spoken is the voice's own noise: no more than the second is left of it, its end
faded out. Six of Kokoro's voices hum so for 400 to 700 ms, 20 to 28 dB under the speech; a last soft sound of the others is over after 220."""

PEAK = 0.98
"""Of full scale. Kokoro's samples reach 1.08 now and then: such a piece is made quieter as a whole."""


def trim(samples: Samples, rate_hz: int) -> Samples:
    """Without the silence around it but for `LEAD_MS` and `TAIL_MS`, which are filled up where the model left less."""
    import numpy as np

    window = rate_hz * WINDOW_MS // 1000
    count = len(samples) // window
    power = np.square(samples[: count * window].reshape(count, window)).mean(axis=1) if count else np.zeros(0, np.float32)
    loud = np.flatnonzero(power > power.max(initial=0.0) * 10 ** (QUIET_DB / 10))
    if not len(loud):
        return samples[:0]
    first, last = int(loud[0]) * window, (int(loud[-1]) + 1) * window
    if (left := _spoken(power) * window) < last:
        samples, last = faded(samples[:left], rate_hz, FADE_MS), left
    lead, tail = rate_hz * LEAD_MS // 1000, rate_hz * TAIL_MS // 1000
    inside = samples[max(0, first - lead) : last + tail]
    return np.pad(inside, (max(0, lead - first), max(0, tail - (len(samples) - last)))).astype(np.float32)


def _spoken(power: Samples) -> int:
    """How many windows there are until nobody speaks any more, where the voice hums on; else all."""
    import numpy as np

    width = SMOOTH_MS // WINDOW_MS
    smooth = np.convolve(power, np.ones(width) / width, "same")
    last = int(np.flatnonzero(smooth > np.quantile(smooth, 0.9) * 10 ** (SPOKEN_DB / 10))[-1]) + 1
    hums = np.flatnonzero(power > power.max() * 10 ** (QUIET_DB / 10))[-1] + 1 - last
    return last + LEFT_MS // WINDOW_MS if hums > HUM_MS // WINDOW_MS else len(power)


def pause_ms(piece: str) -> int:
    """How long to wait after a piece of text, by what it ends in, at USUAL_WPM."""
    end = piece.rstrip().rstrip("\"'”’»)]")[-1:]
    if end and end in ".!?…。！？":
        return SENTENCE_PAUSE_MS
    return BREATHS_MS.get(end, BREATHS_MS[","])[0] if end and not end.isalnum() else WORD_PAUSE_MS


def write(target: Path, rate_hz: int, spoken: Sequence[tuple[Samples, int]], rate_wpm: int) -> bool:
    """Write the trimmed pieces, each with the pause after it in ms at USUAL_WPM. False, and no file, where all are empty."""
    import numpy as np

    parts: list[Samples] = []
    for samples, after_ms in spoken:
        if len(samples):
            silence = max(0, round((after_ms * USUAL_WPM / rate_wpm - LEAD_MS - TAIL_MS) * rate_hz / 1000))
            parts += [samples, np.zeros(silence, np.float32)]
    if not parts:
        return False
    sound = np.concatenate(parts[:-1])
    sound = sound * min(1.0, PEAK / max(float(np.abs(sound).max()), PEAK))
    wav.write(target, rate_hz, np.rint(sound * 32767).astype("<i2").tobytes())
    return True


def between(curve: Sequence[tuple[float, float]], wanted: float) -> float:
    """The second number for `wanted` as the first, on straight lines between the points; `curve` rises in the first."""
    firsts = [point[0] for point in curve]
    place = min(max(bisect_left(firsts, wanted), 1), len(curve) - 1)
    (left, low), (right, high) = curve[place - 1], curve[place]
    share = min(max((wanted - left) / (right - left), 0.0), 1.0)
    return low + (high - low) * share
