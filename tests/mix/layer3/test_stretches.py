"""A file in stretches: they are all of it, once; what is heard in them is what is heard in the whole; and those that did not change are found again."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.mix import hearing
from pipeline.mix.layer3 import frames, stretches
from pipeline.mix.store import Store
from tests.mix.encode.scores import RATE, Written, over_music, spoken
from tests.mix.encode.test_mp3 import PLAN, joined
from tests.mix.sounds import decode, ebur128, ffmpeg


@cache
def voice() -> Written:
    return spoken(60, seed=3, cut_s=15.0)


def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretches of two seconds and more."""
    monkeypatch.setattr(stretches, "SHORTEST", 80)
    monkeypatch.setattr(stretches, "LONGEST", 350)
    monkeypatch.setattr(stretches, "ONE_IN", 100)


@pytest.mark.parametrize("kbps", [32, 64, 128, 320])
def test_frames_of_one_rate_are_found_as_they_are_counted(kbps: int) -> None:
    chance = np.random.default_rng(kbps)
    index = frames.SIZES.index(next(size for size in frames.SIZES if size == kbps * 144_000 // 44_100))
    thirds = [third for third in range(256) if frames.SIZES[third] in (frames.SIZES[index], frames.SIZES[index] + 1)]
    for cut in (0, 1, 3, 4, 200, 417):
        # Sound may look like a frame's beginning; what counts is where the one before ended.
        sound = [
            (third := int(chance.choice(thirds)), bytes(chance.choice([0xFF, 0xFB, third], frames.SIZES[third] - 3).tolist()))
            for _ in range(50)
        ]
        held = b"".join(bytes([0xFF, 0xFB, third]) + rest for third, rest in sound)
        held = held[: len(held) - cut]
        found, end = stretches._whole(held)
        starts = np.cumsum([0, *(len(rest) + 3 for _, rest in sound)])
        whole = [int(start) for start, after in pairwise(starts) if after <= len(held)]
        assert found.tolist() == whole
        assert end == starts[len(whole)]


def over_some() -> Written:
    """Speech, music under some of it."""
    sound = np.repeat(voice().sound, 2, axis=1)
    sound[20 * RATE : 35 * RATE] = over_music(15, seed=5).sound
    return Written(sound, voice().cuts)


@pytest.mark.parametrize(("made", "channels"), [(voice, 2), (voice, 1), (over_some, 2)])
def test_what_is_heard_in_stretches_is_what_is_heard_in_the_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: Callable[[], Written], channels: int
) -> None:
    short(monkeypatch)
    score = made()
    path, _ = joined(tmp_path, score, replace(PLAN, channels=channels))
    parted = stretches.of(path)
    assert parted is not None
    assert len(parted.stretches) > 6
    assert (parted.channels, parted.samples) == (channels, score.frames)
    # All of the sound, once.
    assert [each.first for each in parted.stretches] == [0, *np.cumsum([each.frames for each in parted.stretches])[:-1]]
    assert sum(each.frames for each in parted.stretches) == score.frames
    same = {each.same for each in parted.stretches}
    assert same == ({True} if made is voice and channels == 2 else {False} if channels == 1 else {True, False})

    by_stretch = hearing.hear(path)
    with monkeypatch.context() as whole:
        whole.setattr(stretches, "of", lambda path: None)
        in_one = hearing.hear(path)
    assert (by_stretch.frames, by_stretch.channels) == (in_one.frames, in_one.channels) == (score.frames, channels)
    assert np.array_equal(by_stretch.corners, in_one.corners)  # the same samples
    assert by_stretch.reading.dbtp == pytest.approx(in_one.reading.dbtp, abs=1e-6)
    assert by_stretch.reading.lufs == pytest.approx(in_one.reading.lufs, abs=0.002)
    assert by_stretch.reading.lufs == pytest.approx(ebur128(path)[0], abs=0.02)

    # Cells that lie otherwise: the energy of a fifth of a second is the same.
    def energies(levels: Any) -> Any:
        return (10 ** (levels[: len(levels) // 20 * 20].astype(float) / 10)).reshape(-1, 20).sum(axis=1)

    assert len(by_stretch.levels) == len(in_one.levels)
    assert np.abs(energies(by_stretch.levels) - energies(in_one.levels)).max() < 0.02 * energies(in_one.levels).max()
    # Offsets and channels, at their places.
    assert all(each > -1 for each in by_stretch.offsets - np.interp(by_stretch.blocks, in_one.blocks, in_one.offsets))
    assert by_stretch.together.min() == pytest.approx(in_one.together.min(), abs=0.05)


def test_behind_what_got_longer_the_stretches_are_found_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short(monkeypatch)
    store = Store(tmp_path / "heard")
    first, _ = joined(tmp_path, voice())
    hearing.hear(first, store)
    before = {path.name for path in (tmp_path / "heard").rglob("*.piece")}
    at, more = voice().cuts[2], spoken(7, seed=9).sound[: 1152 * 250]
    longer = Written(
        np.concatenate((voice().sound[:at], more, voice().sound[at:])), (*voice().cuts[:3], *(cut + len(more) for cut in voice().cuts[2:]))
    )
    again, _ = joined(tmp_path, longer)
    heard = hearing.hear(again, store)
    after = {path.name for path in (tmp_path / "heard").rglob("*.piece")}
    # Seven seconds more in the middle: their own stretches, the two that they stand between, and what follows until an end falls where it fell.
    assert 1 <= len(after - before) <= 5 < len(before)
    assert np.array_equal(heard.corners, hearing.hear(again).corners)
    assert heard.reading == hearing.hear(again).reading


def test_a_file_that_became_another_is_taken_apart_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    short(monkeypatch)
    file, _ = joined(tmp_path, voice())
    first = stretches.of(file)
    assert first is not None
    assert stretches.of(file) is first  # known by its inode, size and time
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2 :] = bytes(len(raw) - len(raw) // 2)
    file.write_bytes(raw)
    assert stretches.of(file) is None


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-100])


def junk_behind(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"TAG" + bytes(125))


def no_header(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"Info", b"Onfi"))


def reservoir(path: Path) -> None:
    ffmpeg("-y", "-i", str(path), "-b:a", "128k", str(path.with_name("r.mp3")))
    shutil.move(path.with_name("r.mp3"), path)


def variable(path: Path) -> None:
    ffmpeg("-y", "-i", str(path), "-q:a", "4", str(path.with_name("v.mp3")))
    shutil.move(path.with_name("v.mp3"), path)


def frames_lost(path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[: len(raw) // 2] + raw[len(raw) // 2 + 30_000 :])


@pytest.mark.parametrize("harm", [cut, junk_behind, no_header, reservoir, variable, frames_lost])
def test_another_file_is_heard_as_one(tmp_path: Path, harm: Callable[[Path], None]) -> None:
    path, _ = joined(tmp_path, spoken(30))
    harm(path)
    assert stretches.of(path) is None


def test_a_file_that_is_no_mp3(tmp_path: Path) -> None:
    for nth, raw in enumerate((b"", b"ID3", b"ID3\4\0\0\0\0\0\xff", b"\xff\xfb" * 500, bytes(3000), b"RIFF" + bytes(100))):
        path = tmp_path / f"{nth}.mp3"
        path.write_bytes(raw)
        assert stretches.of(path) is None


def test_what_was_kept_and_is_damaged_is_heard_anew(tmp_path: Path) -> None:
    path, _ = joined(tmp_path, spoken(30))
    store = Store(tmp_path / "heard")
    good = hearing.hear(path, store)
    (kept,) = (tmp_path / "heard").rglob("*.piece")
    kept.write_bytes(kept.read_bytes()[:-1])
    assert hearing.hear(path, store).reading == good.reading
    assert len(decode(path)) == good.frames


def test_a_store_that_takes_nothing_is_no_fault_of_the_sound(tmp_path: Path) -> None:
    path, _ = joined(tmp_path, spoken(5))
    (tmp_path / "file").write_text("")
    assert hearing.hear(path, Store(tmp_path / "file")).reading == hearing.hear(path).reading
