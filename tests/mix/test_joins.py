"""Where clips begin and end in the programme, measured on what is rendered: nothing is eaten, nothing clicks."""

from __future__ import annotations

import numpy as np
import pytest

from pipeline.mix import Sounding, compose
from pipeline.mix.clips import MARGIN_MS, look, render
from pipeline.mix.layout import RATE_HZ
from pipeline.model import Pace

from .sounds import Sound, Studio, speech

RATE = 22_050
STEP = 10 ** (-60 / 20)

# Where each fricative has its energy, and how far it lies below a vowel: f and th are the faintest sounds of English.
CONSONANTS = {"f": (1_500, 8_000, 33.0), "th": (1_400, 8_000, 36.0), "s": (4_000, 9_000, 18.0)}


def consonant(name: str, vowel_rms: float, seconds: float = 0.12) -> Sound:
    """One that swells from nothing over a third of its length, as it does at the beginning of a word; turned round, as at the end."""
    low, high, below_db = CONSONANTS[name]
    count = round(seconds * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(5).standard_normal(count))
    hz = np.fft.rfftfreq(count, 1 / RATE)
    noise = np.fft.irfft(np.where((hz >= low) & (hz <= high), spectrum, 0), count)
    noise *= vowel_rms * 10 ** (-below_db / 20) / np.sqrt(np.mean(noise**2))
    return np.asarray(noise * np.minimum(1, np.arange(count) / (count / 3)))


@pytest.mark.parametrize("name", CONSONANTS)
@pytest.mark.parametrize("at_end", [False, True])
def test_a_soft_consonant_is_not_eaten(studio: Studio, name: str, at_end: bool) -> None:
    word = speech(1.5, rate=RATE, lead_ms=0, tail_ms=0)
    soft = consonant(name, float(np.sqrt(np.quantile(np.square(word), 0.9))))
    quiet = np.zeros(RATE // 4)
    whole = [word, soft[::-1]] if at_end else [soft, word]
    take = look(studio.clip(np.concatenate([quiet, *whole, quiet])))
    kept = len(soft) - (max(0, len(quiet) + len(word) + len(soft) - take.last_frame) if at_end else max(0, take.first_frame - len(quiet)))
    lost = soft[: len(soft) - kept]
    assert np.square(lost).sum() <= 0.01 * np.square(soft).sum()
    # What is kept is heard: the fade lies in the margin before the speech, not in it.
    inner = len(quiet) + (len(word) if at_end else len(soft))  # where consonant and vowel meet
    place = 2 * (inner - take.first_frame)
    edge = render(take)[place:] if at_end else render(take)[:place]
    assert np.square(edge).sum() / 2 >= 0.9 * np.square(soft).sum()


@pytest.mark.parametrize(
    "edge",
    [
        lambda n: speech(1, seed=n, lead_ms=0, tail_ms=0, rms_db=-8),
        lambda n: np.full(RATE, 0.5),
        lambda n: 0.9 * np.sign(np.sin(np.arange(RATE) / 9 + n)),
        lambda n: speech(1, seed=n) + 0.003 * np.random.default_rng(n).standard_normal(len(speech(1, seed=n))),
    ],
    ids=["cut in a vowel", "an offset", "a square wave", "hiss"],
)
@pytest.mark.parametrize("pace", [Pace(), Pace(sentence_ms=0, segment_ms=0, quote_ms=0, story_ms=0, opening_ms=0)], ids=["usual", "none"])
def test_no_edge_steps(studio: Studio, edge: object, pace: Pace) -> None:
    for n in range(4):
        studio.clip(np.clip(edge(n), -1, 1))  # type: ignore[operator]
    score, layout = compose(studio.script(), studio.clips, Sounding(pace=pace))
    sound = np.pad(score.render(0, score.frames)[:, 0], 1)
    for start, take in zip(layout.starts, score.takes, strict=True):
        for place in (start, start + take.span.frames):
            assert abs(sound[place + 1] - sound[place]) <= STEP, (place, take.span)
    assert take.span.lead <= MARGIN_MS * RATE_HZ / 1000 * 1.1
