"""The voice chain does what it says, a clip at a time, and nothing where nobody asks for it."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import numpy as np
import pytest

from pipeline import extras
from pipeline.errors import AudioError
from pipeline.mix import Sounding, check_chain, compose
from pipeline.mix.chain import through
from pipeline.mix.clips import look, render
from pipeline.mix.resample import Samples
from pipeline.model import Chain

from .sounds import Studio, speech

RATE = 22_050


def band_db(sound: Samples, low: float, high: float) -> float:
    power = np.abs(np.fft.rfft(sound)) ** 2
    hz = np.fft.rfftfreq(len(sound), 1 / RATE)
    return float(10 * np.log10(power[(hz >= low) & (hz < high)].sum()))


def voice(seed: int = 1) -> Samples:
    """Vowels, an s of 150 ms every second, and a hum of 50 Hz under it all."""
    sound = speech(4, rate=RATE, seed=seed, lead_ms=0, tail_ms=0)
    hiss = np.fft.rfft(np.random.default_rng(seed).standard_normal(len(sound)))
    hiss[np.fft.rfftfreq(len(sound), 1 / RATE) < 6_000] = 0
    sharp = np.fft.irfft(hiss, len(sound))
    gate = (np.arange(len(sound)) % RATE) < 0.15 * RATE
    sound += gate * sharp * 0.1 / np.sqrt(np.mean(sharp**2)) + 0.01 * np.sin(2 * np.pi * 50 * np.arange(len(sound)) / RATE)
    return sound.astype(np.float32)


@pytest.fixture
def board() -> None:
    """Pedalboard, which the dev dependencies bring, or a skipped test: its wheel wants a library of the system's that a bare root may lack."""
    try:
        check_chain(Chain(high_pass_hz=100))
    except AudioError as problem:
        if "cannot be loaded" not in problem.message:
            raise
        pytest.skip(str(problem))


@pytest.mark.usefixtures("board")
def test_a_high_pass_takes_the_hum_and_leaves_the_voice() -> None:
    before = voice()
    after = through(before, RATE, Chain(high_pass_hz=100))
    assert band_db(after, 40, 60) < band_db(before, 40, 60) - 9
    assert abs(band_db(after, 300, 5_000) - band_db(before, 300, 5_000)) < 1


@pytest.mark.usefixtures("board")
def test_a_de_esser_takes_the_edge_from_an_s_and_nothing_else() -> None:
    before = voice()
    after = through(before, RATE, Chain(de_ess=True))
    assert band_db(after, 7_000, 10_000) < band_db(before, 7_000, 10_000) - 3
    assert abs(band_db(after, 100, 2_000) - band_db(before, 100, 2_000)) < 0.5


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("rms_db", [-40.0, -20.0, -10.0])
def test_a_compressor_brings_loud_and_soft_nearer_however_loud_the_clip(rms_db: float) -> None:
    soft, loud = (speech(1, rate=RATE, seed=seed, lead_ms=0, tail_ms=0, rms_db=rms_db) for seed in (1, 2))
    sound = np.concatenate([soft, 10 ** (9 / 20) * loud]).astype(np.float32)
    after = through(sound, RATE, Chain(compress=True))
    half = len(soft)

    def apart_db(each: Samples) -> float:
        return float(10 * np.log10(np.mean(each[half:] ** 2) / np.mean(each[:half] ** 2)))

    assert apart_db(after) < apart_db(sound) - 0.5
    assert len(after) == len(sound)


@pytest.mark.usefixtures("board")
def test_each_chain_has_looks_and_keys_of_its_own(studio: Studio) -> None:
    studio.speak(2, 1.5)
    chains = (Chain(), Chain(high_pass_hz=80), Chain(compress=True, de_ess=True))
    scores = [compose(studio.script(), studio.clips, Sounding(chain=chain))[0] for chain in (*chains, *chains)]
    keys = [score.key(0, score.frames) for score in scores]
    assert len(set(keys)) == 3
    assert keys[:3] == keys[3:]
    assert len(list(studio.clips[0].path.parent.glob("1*.look"))) == 3
    take = look(studio.clips[0], chains[2])
    assert len(render(take)) == take.span.frames == look(studio.clips[0]).span.frames


def test_without_pedalboard_the_command_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pedalboard", None)
    check_chain(Chain())
    with pytest.raises(AudioError, match=re.escape(extras.install("chain"))):
        check_chain(Chain(de_ess=True))


def test_what_pedalboard_lacks_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "pedalboard.py").write_text("raise ImportError('libatomic.so.1: cannot open shared object file')")
    monkeypatch.delitem(sys.modules, "pedalboard", raising=False)
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(AudioError, match=r"cannot be loaded: libatomic\.so\.1: .*apt-get install libatomic1"):
        check_chain(Chain(de_ess=True))


@pytest.mark.usefixtures("board")
@pytest.mark.parametrize("frames", [0, 1, 100])
def test_however_short(frames: int) -> None:
    sound = np.full(frames, 0.5, np.float32)
    assert len(through(sound, RATE, Chain(100, True, True))) == frames
