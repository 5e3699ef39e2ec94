"""What the synthesiser plays, measured: in tune, soft, easy on a voice, without a click at its end or at its seam."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import AudioError
from pipeline.mix import sounds
from pipeline.mix.layout import RATE_HZ
from pipeline.mix.sounds import NAMES, Kind, instruments, pieces, synth

from .sounds import ebur128

ALL = [(kind, name) for kind in NAMES for name in NAMES[kind]]
BEDS = NAMES["bed"]
FIRST_NOTE_S = 0.15
"""Before anything else begins."""


def loaded(kind: Kind, name: str) -> sounds.Sound:
    return sounds.load(name, kind=kind, folder=None)


def decibels(power: float) -> float:
    return 10 * float(np.log10(max(power, 1e-30)))


def written(path: Path, samples: np.ndarray[tuple[int, ...], np.dtype[np.float32]], rate: int = RATE_HZ) -> Path:
    """24 bits, so that what is measured is the sound and not its rounding."""
    whole = np.rint(samples.astype(np.float64) * (2**23 - 1)).astype("<i4")
    raw = whole.reshape(-1, 1).view(np.uint8)[:, :3].tobytes()
    with wave.open(str(path), "wb") as file:
        file.setnchannels(samples.shape[1])
        file.setsampwidth(3)
        file.setframerate(rate)
        file.writeframes(raw)
    return path


def share(sound: sounds.Sound, low: float, high: float) -> float:
    """How much of the whole energy lies between two frequencies, in decibels."""
    power = np.square(np.abs(np.fft.rfft(sound.samples.astype(np.float64), axis=0))).sum(axis=1)
    hz = np.fft.rfftfreq(sound.frames, 1 / RATE_HZ)
    return decibels(float(power[(hz >= low) & (hz < high)].sum() / power.sum()))


def test_the_names_are_those_of_the_pieces() -> None:
    assert {"sting": tuple(pieces.STINGS), "bed": tuple(pieces.BEDS)} == NAMES


@pytest.mark.parametrize(("kind", "name"), ALL)
def test_its_loudness_is_what_it_says_and_its_peaks_are_low(kind: Kind, name: str, tmp_path: Path) -> None:
    sound = loaded(kind, name)
    lufs, dbtp = ebur128(written(tmp_path / "sound.wav", sound.samples))
    assert sound.lufs == pytest.approx(lufs, abs=0.1)
    assert sound.lufs == pytest.approx({"sting": -21, "bed": -24.5}[kind], abs=1)
    assert dbtp <= -6


@pytest.mark.parametrize(("kind", "name"), ALL)
def test_it_fits_its_place(kind: Kind, name: str) -> None:
    sound = loaded(kind, name)
    assert sound.samples.dtype == np.float32
    assert sound.samples.shape == (sound.frames, 2)
    assert sound.loops == (kind == "bed")
    seconds = sound.frames / RATE_HZ
    if kind == "bed":
        assert 12 <= seconds <= 30
        piece = pieces.BEDS[name]
        assert piece.beats * 60 / piece.beats_a_minute * RATE_HZ == sound.frames
    else:
        assert 1 <= seconds < 4


@pytest.mark.parametrize(("kind", "name"), ALL)
def test_nothing_in_it_is_shrill_harsh_or_lost_in_one_loudspeaker(kind: Kind, name: str) -> None:
    sound = loaded(kind, name)
    assert share(sound, 6000, RATE_HZ) < -60
    assert share(sound, 0, 20) < -60
    samples = sound.samples.astype(np.float64)
    assert np.abs(samples.mean(axis=0)).max() < 1e-5
    crest = decibels(float(np.square(samples).max() / np.square(samples).mean()))
    assert 9 < crest < 18
    left, right = samples.T
    assert np.corrcoef(left, right)[0, 1] > 0.3
    assert decibels(float(np.square((left + right) / 2).mean() / (np.square(samples).mean()))) > -3
    assert abs(decibels(float(np.square(left).mean() / np.square(right).mean()))) < 1.5
    assert not np.array_equal(left, right)


@pytest.mark.parametrize("name", BEDS)
def test_a_bed_leaves_room_for_a_voice(name: str) -> None:
    assert share(loaded("bed", name), 1000, 4000) < -30


@pytest.mark.parametrize("name", NAMES["sting"])
def test_a_sting_begins_softly_and_ends_in_silence(name: str) -> None:
    samples = loaded("sting", name).samples.astype(np.float64)
    assert np.abs(samples[-RATE_HZ // 100 :]).max() < 10 ** (-70 / 20)
    assert np.abs(samples[: RATE_HZ // 500]).max() < 10 ** (-60 / 20)
    level = np.sqrt(np.convolve(np.square(samples).sum(axis=1), np.ones(132) / 132, "same"))[: round(FIRST_NOTE_S * RATE_HZ)]
    first, last = (int(np.argmax(level > part * level.max())) for part in (0.1, 0.9))
    assert 0.005 < (last - first) / RATE_HZ < 0.1


def notes() -> Iterator[tuple[str, instruments.Instrument, str]]:
    for name, piece in (pieces.STINGS | pieces.BEDS).items():
        for part in piece.parts:
            for note in part.notes.split():
                yield from ((name, part.instrument, each) for each in note.partition(":")[2].partition("/")[0].split("+"))


def test_every_note_is_in_tune() -> None:
    """Each note's frequency, found in its own sound, against equal temperament counted from A = 440 Hz."""
    for instrument, note in {(instrument, note) for _, instrument, note in notes()}:
        semitones = {"C": -9, "D": -7, "E": -5, "F": -4, "G": -2, "A": 0, "B": 2}[note[0]] + (note[1] == "#") + 12 * (int(note[-1]) - 4)
        hz = 440 * 2 ** (semitones / 12)
        played = instruments.sound(instrument, instruments.hertz(note), 4.0).sum(axis=1)
        size = 1 << 17  # 0.17 Hz
        power = np.abs(np.fft.rfft(played * np.hanning(len(played)), size))
        bins = np.fft.rfftfreq(size, 1 / instruments.HALF_HZ)
        near = (bins > hz / 1.05) & (bins < hz * 1.05)
        heard = float((bins[near] * power[near] ** 2).sum() / (power[near] ** 2).sum())
        assert abs(1200 * np.log2(heard / hz)) < 3, (note, heard, hz)


@pytest.mark.parametrize(("kind", "name"), ALL)
def test_what_is_heard_is_what_is_written(kind: Kind, name: str) -> None:
    """Nearly all the energy of a whole piece, room and all, lies where its notes' partials are; half a semitone beside them not half as much."""
    sound = loaded(kind, name)
    mono = sound.samples.astype(np.float64).mean(axis=1)
    power = np.square(np.abs(np.fft.rfft(mono * np.hanning(len(mono)))))
    hz = np.fft.rfftfreq(len(mono), 1 / RATE_HZ)
    partials = {
        instruments.hertz(note) * part for piece, instrument, note in notes() if piece == name for part, _, _ in instrument.partials
    }

    def at(cents: float) -> float:
        places = np.array(sorted(partials)) * 2 ** (cents / 1200)
        near = np.abs(hz[:, None] - places).min(axis=1) < 3.0
        return float(power[near].sum() / power.sum())

    assert at(0) > 0.95
    assert at(50) < at(0) / 2


def test_chords_are_of_one_key_and_no_voice_lies_in_a_voices_way() -> None:
    for _, _, note in notes():
        assert note[:-1] in {"D", "E", "F#", "G", "A", "B", "C#"}
    assert max(instruments.hertz(note) for name, _, note in notes() if name in pieces.BEDS) <= instruments.hertz("F#4")


@pytest.mark.parametrize("name", BEDS)
def test_a_bed_has_no_seam(name: str) -> None:
    samples = loaded("bed", name).samples.astype(np.float64)
    around = np.roll(samples, RATE_HZ, axis=0)[: 2 * RATE_HZ]  # the seam lies after one second
    steps = np.abs(np.diff(around, axis=0)).max(axis=1)
    assert steps[RATE_HZ - 1] <= np.quantile(steps, 0.95)
    bends = np.abs(np.diff(around, 2, axis=0)).max(axis=1)
    assert bends[RATE_HZ - 2 : RATE_HZ].max() <= np.quantile(bends, 0.99)


@pytest.mark.parametrize("name", BEDS)
def test_nothing_new_is_heard_where_a_bed_comes_round(name: str) -> None:
    """Spectral flux, onsets of notes apart: notes may begin at the seam, so what is compared is what lies above every note."""
    samples = loaded("bed", name).samples.astype(np.float64).mean(axis=1)
    window, hop = 2048, 512
    twice = np.concatenate([samples, samples[: 2 * window]])
    frames = np.lib.stride_tricks.sliding_window_view(twice, window)[::hop] * np.hanning(window)
    spectra = np.abs(np.fft.rfft(frames))
    flux = np.maximum(np.diff(spectra, axis=0), 0).sum(axis=1)
    high = np.maximum(np.diff(spectra[:, 140:], axis=0), 0).sum(axis=1)  # from 3 kHz on: a click would be all that there is
    seam = (len(samples) - window) // hop
    for change in (flux, high):
        at_the_seam = change[seam - 1 : seam + window // hop + 2].max()
        assert at_the_seam <= change[: seam - 8].max() * 1.05


def test_a_voice_over_a_bed_is_hardly_covered() -> None:
    """At 18 LU below a voice, a bed has less than a thousandth of a voice's energy between 1 and 4 kHz (some 5 % of its own lies there)."""
    for name in BEDS:
        assert share(loaded("bed", name), 1000, 4000) - 18 < decibels(0.05) - 30


def test_the_same_whenever_it_is_rendered() -> None:
    for kind, name, piece in (("sting", "story", pieces.STINGS["story"]), ("bed", "headlines", pieces.BEDS["headlines"])):
        again, _ = synth.render(piece)
        assert np.array_equal(again, loaded(kind, name).samples)  # type: ignore[arg-type]
    assert len({loaded(kind, name).digest for kind, name in ALL}) == len(ALL)


def test_it_is_kept_and_cannot_be_spoilt() -> None:
    assert loaded("sting", "open") is loaded("sting", "open")
    with pytest.raises(ValueError, match="read-only"):
        loaded("sting", "open").samples[0] = 1


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        ("opne", "sting", "opne: there is no sting of this name. Did you mean open?"),
        ("jingle", "sting", "jingle: there is no sting of this name. The stings are: open, close, story; or give a file inside the show."),
        ("headlines", "sting", "headlines: is a bed, not a sting. The stings are: open, close, story."),
        ("story", "bed", "story: is a sting, not a bed. The beds are: headlines, between."),
    ],
)
def test_a_name_that_is_none(name: str, kind: Kind, said: str) -> None:
    with pytest.raises(AudioError) as caught:
        sounds.load(name, kind=kind, folder=None)
    assert str(caught.value) == said


@pytest.mark.parametrize("note", ["H4", "a4", "C##4", "C", "4", ""])
def test_what_is_no_note(note: str) -> None:
    with pytest.raises(ValueError, match="not a note"):
        instruments.hertz(note)
