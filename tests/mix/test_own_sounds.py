"""A user's own stings and beds: decoded whatever they are, bounded, looped without a click; and what is said where they cannot be used."""

from __future__ import annotations

import math
import os
from pathlib import Path

import numpy as np
import pytest

from pipeline.errors import AudioError, EpisodeError, ShowError
from pipeline.mix import sounds
from pipeline.mix.layout import RATE_HZ
from pipeline.mix.sounds import Kind

from .sounds import ffmpeg
from .test_our_sounds import written

Samples = np.ndarray[tuple[int, ...], np.dtype[np.float32]]


def stereo(mono: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> Samples:
    return np.stack([mono, 0.8 * mono], axis=1).astype(np.float32)


def tune(seconds: float, hz: float = 330.0, rate: int = RATE_HZ) -> Samples:
    t = np.arange(round(seconds * rate)) / rate
    return stereo(0.2 * np.sin(2 * np.pi * hz * t) * (1 + 0.3 * np.sin(2 * np.pi * 1.7 * t)))


def music(seconds: float, seed: int = 5) -> Samples:
    """Chords that go on and on, with breath between: its ends have nothing to do with each other."""
    chance = np.random.default_rng(seed)
    t = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    whole = 0.004 * chance.standard_normal(len(t))
    for n, hz in enumerate((196, 247, 294, 330, 392, 440)):
        whole += 0.05 * np.sin(2 * np.pi * hz * t + n) * (1 + np.sin(2 * np.pi * t / (3.1 + n)))
    return stereo(whole)


def load(folder: Path, name: str, kind: Kind) -> sounds.Sound:
    return sounds.load(name, kind=kind, folder=folder)


ENCODERS = {"wav": [], "mp3": ["-b:a", "192k"], "flac": [], "ogg": ["-c:a", "libvorbis"], "m4a": ["-c:a", "aac"]}


@pytest.mark.parametrize("ending", ENCODERS)
def test_every_format_is_the_same_tune(tmp_path: Path, ending: str) -> None:
    """From another rate and with the sound behind the picture of a cover, as music files come."""
    source = written(tmp_path / "source.wav", tune(1.5, rate=48_000), 48_000)
    target = tmp_path / f"mine.{ending}"
    ffmpeg("-loglevel", "error", "-i", str(source), *ENCODERS[ending], "-y", str(target))
    sound = load(tmp_path, f"mine.{ending}", "sting")
    assert (sound.name, sound.loops, sound.samples.shape[1]) == (f"mine.{ending}", False, 2)
    assert sound.frames == pytest.approx(1.5 * RATE_HZ, abs=0.06 * RATE_HZ)
    middle = sound.samples[RATE_HZ // 4 : RATE_HZ]
    hz = np.fft.rfftfreq(len(middle), 1 / RATE_HZ)[int(np.argmax(np.abs(np.fft.rfft(middle[:, 0] * np.hanning(len(middle))))))]
    assert hz == pytest.approx(330, abs=2)
    assert float(middle[:, 1].std() / middle[:, 0].std()) == pytest.approx(0.8, abs=0.02)


def test_one_channel_goes_to_both_sides(tmp_path: Path) -> None:
    written(tmp_path / "mine.wav", tune(1)[:, :1])
    sound = load(tmp_path, "mine.wav", "sting")
    assert np.array_equal(sound.samples[:, 0], sound.samples[:, 1])


def test_a_sting_that_was_cut_has_soft_ends(tmp_path: Path) -> None:
    written(tmp_path / "mine.wav", np.full((RATE_HZ, 2), 0.5, np.float32) * np.sign(tune(1)))
    sound = load(tmp_path, "mine.wav", "sting")
    assert sound.frames == RATE_HZ
    assert np.abs(sound.samples[[0, -1]]).max() < 0.01


def jump(samples: Samples) -> float:
    """The step at the seam, in steps that are usual around it."""
    around = np.roll(samples, RATE_HZ // 2, axis=0)[:RATE_HZ]
    steps = np.abs(np.diff(around.astype(np.float64), axis=0)).max(axis=1)
    return float(steps[RATE_HZ // 2 - 1] / np.quantile(steps, 0.99))


@pytest.mark.parametrize("seconds", [2.1, 7.3, 31.0])
def test_a_bed_comes_round_without_a_click_and_without_a_hole(tmp_path: Path, seconds: float) -> None:
    source = music(seconds)
    source[: RATE_HZ // 8] += 0.1  # it begins with a step
    assert jump(source) > 2
    written(tmp_path / "bed.wav", source)
    sound = load(tmp_path, "bed.wav", "bed")
    assert sound.loops
    assert jump(sound.samples) <= 1
    assert sound.frames == pytest.approx(len(source) - min(3.0, seconds / 4) * RATE_HZ, abs=10)
    power = np.square(np.concatenate([sound.samples, sound.samples]).astype(np.float64)).sum(axis=1)
    levels = 10 * np.log10(power[: len(power) // 4410 * 4410].reshape(-1, 4410).mean(axis=1))
    usual = 10 * np.log10(np.square(source.astype(np.float64)).sum(axis=1)[: len(source) // 4410 * 4410].reshape(-1, 4410).mean(axis=1))
    assert levels.min() > usual.min() - 1.5
    assert levels.max() < usual.max() + 1.5


def test_fades_at_a_beds_ends_leave_no_hole(tmp_path: Path) -> None:
    source = music(12)
    ramp = np.linspace(0, 1, RATE_HZ)[:, None].astype(np.float32)
    source[:RATE_HZ] *= ramp
    source[-RATE_HZ:] *= ramp[::-1]
    silence = np.zeros((RATE_HZ, 2), np.float32)
    written(tmp_path / "bed.wav", np.concatenate([silence, source, silence]))
    sound = load(tmp_path, "bed.wav", "bed")
    power = np.square(np.roll(sound.samples, sound.frames // 2, axis=0).astype(np.float64)).sum(axis=1)
    levels = 10 * np.log10(power[: len(power) // 11025 * 11025].reshape(-1, 11025).mean(axis=1))
    assert levels.min() > np.median(levels) - 10
    assert jump(sound.samples) <= 1


def test_a_bed_that_loops_already_stays_as_it_is(tmp_path: Path) -> None:
    ours = sounds.load("between", kind="bed", folder=None)
    written(tmp_path / "bed.wav", ours.samples)
    mine = load(tmp_path, "bed.wav", "bed")
    assert mine.frames == ours.frames
    assert np.abs(mine.samples - ours.samples).max() < 1e-6
    assert mine.lufs == pytest.approx(ours.lufs, abs=0.01)


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    written(tmp_path / "mine.wav", tune(1))
    first = load(tmp_path, "mine.wav", "sting")
    assert load(tmp_path, "mine.wav", "sting") is first
    written(tmp_path / "mine.wav", tune(1, hz=500))
    os.utime(tmp_path / "mine.wav", (1, 1))
    assert load(tmp_path, "mine.wav", "sting").digest != first.digest


@pytest.mark.parametrize("name", ["../mine.wav", "/etc/mine.wav", "sounds/../../mine.wav", "link.wav", "away/mine.wav"])
def test_files_outside_the_show_are_not_read(tmp_path: Path, name: str) -> None:
    show = tmp_path / "show"
    show.mkdir()
    written(tmp_path / "mine.wav", tune(1))
    (show / "link.wav").symlink_to(tmp_path / "mine.wav")
    (show / "away").symlink_to(tmp_path)
    with pytest.raises(ShowError, match=r"lies outside the show\. Copy the file into the show's folder"):
        load(show, name, "sting")


@pytest.mark.parametrize(
    "name",
    [
        "concat:mine.wav|mine.wav",
        "-i.wav",
        "%03d.wav",
        "pipe:0.wav",
        "file:mine.wav",
        "mine.wav\n-y.wav",
        "subfile,,start,0,end,9,,:mine.wav",
        "a'b$(id).wav",
    ],
)
def test_a_name_is_a_name_and_no_protocol_option_or_pattern(tmp_path: Path, name: str) -> None:
    written(tmp_path / "mine.wav", tune(1))
    with pytest.raises(EpisodeError, match=r"cannot be read|is not|there is no"):
        load(tmp_path, name, "sting")
    (tmp_path / "mine.wav").rename(tmp_path / name)
    assert load(tmp_path, name, "sting").frames == pytest.approx(RATE_HZ, abs=2)


def test_outside_a_show_there_are_only_ours() -> None:
    with pytest.raises(ShowError, match=r"mine.wav: outside a show .*episode init"):
        sounds.load("mine.wav", kind="sting", folder=None)


@pytest.mark.parametrize(
    ("name", "kind", "said"),
    [
        (
            "nowhere.wav",
            "sting",
            "nowhere.wav: the sting's file cannot be read: No such file or directory. Put it there, or correct the path.",
        ),
        ("text.wav", "sting", "text.wav: the sting's file cannot be decoded: "),
        ("list.mp3", "bed", "list.mp3: the bed's file cannot be decoded: "),
        ("empty.wav", "bed", "empty.wav: the bed's file cannot be decoded: "),
        ("folder.wav", "bed", "folder.wav: the bed's file cannot be decoded: "),
        ("song.aiff", "bed", "song.aiff: is not a sound that can be played here. Use one of these: WAV, MP3, FLAC, OGG, M4A."),
        ("silent.wav", "sting", "silent.wav: the sting is silent. Use a file with sound in it."),
        ("long.wav", "sting", "long.wav: the sting is longer than 30 s. Cut it shorter."),
        ("short.wav", "bed", "short.wav: the bed is shorter than 2 s. Use a longer one: it is repeated."),
        ("broken.wav", "sting", "broken.wav: the sting holds values that are no sound. Save it again as WAV, MP3, FLAC, Ogg or M4A."),
        ("zero\0.wav", "sting", "'zero\\x00.wav': is not a path. Name a file inside the show."),
    ],
)
def test_what_cannot_be_used_is_said_with_a_way_out(tmp_path: Path, name: str, kind: Kind, said: str) -> None:
    (tmp_path / "text.wav").write_text("This is no sound, whatever its name says.\n")
    (tmp_path / "list.mp3").write_text("#EXTM3U\n#EXTINF:1,\nsecret.wav\n")
    (tmp_path / "empty.wav").touch()
    (tmp_path / "folder.wav").mkdir()
    written(tmp_path / "secret.wav", tune(1))
    written(tmp_path / "silent.wav", np.zeros((RATE_HZ, 2), np.float32))
    written(tmp_path / "long.wav", tune(31))
    written(tmp_path / "short.wav", tune(1.5))
    raw = np.full((RATE_HZ, 2), math.nan, "<f4").tobytes()
    (tmp_path / "raw.f32").write_bytes(raw)
    ffmpeg(
        "-loglevel",
        "error",
        "-f",
        "f32le",
        "-ar",
        "44100",
        "-ac",
        "2",
        "-i",
        str(tmp_path / "raw.f32"),
        "-c:a",
        "pcm_f32le",
        str(tmp_path / "broken.wav"),
    )
    with pytest.raises(EpisodeError) as caught:
        load(tmp_path, name, kind)
    assert str(caught.value).startswith(said)
    assert caught.value.remedy


def test_a_bed_longer_than_ten_minutes_is_refused_before_it_fills_memory(tmp_path: Path) -> None:
    """An hour in a small file: decoding stops a second behind the bound."""
    ffmpeg("-loglevel", "error", "-f", "lavfi", "-i", "sine=d=3600:r=8000", "-c:a", "flac", str(tmp_path / "hour.flac"))
    with pytest.raises(AudioError, match="the bed is longer than 600 s"):
        load(tmp_path, "hour.flac", "bed")
