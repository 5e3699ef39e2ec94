"""MP3 in pieces: what a decoder makes of the joined file is what it makes of one encode, to the sample, and only what changed is encoded."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipeline.errors import AudioError
from pipeline.mix.encode import mp3
from pipeline.mix.encode.formats import MP3
from pipeline.mix.encode.outlet import Sheet
from pipeline.mix.encode.passing import File, once
from pipeline.mix.encode.piece import ENCODER_LOSS_DB, FAST, Plan, loss_db, make, places
from pipeline.mix.ffmpeg import find
from pipeline.mix.hearing.meter import Reading
from pipeline.mix.id3 import tag
from pipeline.mix.layer3.frames import header_bytes, split
from pipeline.mix.score import GRID_FRAMES
from pipeline.mix.store import Store
from pipeline.model import Chapter, Programme, Tags
from tests.mix.sounds import TAGS, Sound, decode, ebur128, ffmpeg, id3, mp3_info, pyln

from .scores import RATE, Written, every, music, over_music, spoken

PLAN = Plan(128, 2, "test")


@dataclass(frozen=True)
class Joined:
    reading: Reading
    encoded: int
    """Pieces that were encoded now."""


def joined(folder: Path, score: Written, plan: Plan = PLAN, chapters: tuple[Chapter, ...] = (), tags: Tags = TAGS) -> tuple[Path, Joined]:
    path = folder / "t.mp3"
    sheet = Sheet(score, Programme(path, RATE, score.frames, (), chapters, 0, 0), lambda: tags, folder)
    encoded: list[object] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(mp3, "make", lambda *call: encoded.append(call) or make(*call))  # type: ignore[func-returns-value]
        readings = once(sheet, [File(MP3, path, path, plan)], Store(folder / "pieces"), lambda share: None)
    return path, Joined(readings["mp3"].reading, len(encoded))


def kept_pieces(folder: Path) -> list[Path]:
    """The encoded pieces in the store, without what was heard of the whole."""
    return [path for path in sorted((folder / "pieces").rglob("*.piece")) if path.read_bytes().startswith(b'{"count"')]


def one_encode(folder: Path, score: Written) -> Sound:
    """The same sound encoded in one go, as ffmpeg does it by itself, and decoded; what has one channel in one, as the pieces' middle is."""
    raw, path = folder / "whole.f32", folder / "whole.mp3"
    raw.write_bytes(score.sound.astype("<f4").tobytes())
    sound = ["-f", "f32le", "-ar", str(RATE), "-ac", str(score.channels), "-i", str(raw), "-af", f"volume={loss_db(128)}dB"]
    how = ["-b:a", "112k", "-cutoff", "17000", *FAST] if score.channels == 1 else ["-b:a", "128k"]
    subprocess.run(
        [find(), "-nostdin", "-loglevel", "error", *sound, *how, "-reservoir", "0", str(path)], check=True
    )  # by the encoder of the pieces
    return decode(path).reshape(-1, score.channels)


def db(sound: Any) -> float:
    return float(10 * np.log10(np.mean(np.square(sound)) + 1e-20))


SCORES = {"speech": spoken(40, seed=4), "speech over music": over_music(40, seed=5)}


@pytest.mark.parametrize("name", SCORES)
def test_a_join_is_nothing_that_can_be_heard(tmp_path: Path, name: str) -> None:
    score = SCORES[name]
    assert len(score.cuts) == 9
    sound, whole = decode(joined(tmp_path, score)[0]), one_encode(tmp_path, score)
    apart = np.zeros(score.frames, bool)
    for cut in score.cuts[1:]:
        apart[cut - RATE // 20 : cut + RATE // 20] = True
    # What the encoder adds is no louder around the joins than elsewhere, nor than in one encode.
    noise, usual = sound - score.sound, whole - score.sound
    assert db(noise[apart]) <= db(noise[~apart]) + 2
    assert db(noise[apart]) == pytest.approx(db(usual[apart]), abs=0.3)
    assert db((sound - whole)[apart]) < db(usual) - 6
    # No step: from sample to sample, the error does not jump at a join as it would where two sounds were put together.
    for cut in score.cuts[1:]:
        around = np.abs(np.diff(noise[cut - 2000 : cut + 2000], axis=0)).max()
        assert around <= 1.2 * max(np.abs(np.diff(usual[cut - 2000 : cut + 2000], axis=0)).max(), np.abs(np.diff(usual, axis=0)).max() / 4)


def test_a_join_of_one_channel_and_two_is_nothing_that_can_be_heard(tmp_path: Path) -> None:
    # Speech, under some of which music swells and goes: its pieces are encoded in two channels, the others in one.
    voice = SCORES["speech"]
    t = np.arange(voice.frames) / RATE
    swell = np.clip(np.maximum(*(np.minimum((t - start) / 0.3, end - t) for start, end in ((6, 14), (27, 33)))), 0, 1)
    bed = music(voice.frames, 5)
    score = Written((voice.sound + bed / np.sqrt(np.mean(bed**2)) * 0.05 * swell[:, None]).astype(np.float32), voice.cuts)
    assert [score.alike(*at.heard) for at in places(score)] == [True, False, False, True, True, False, False, True, True]
    noise, usual = decode(joined(tmp_path, score)[0]) - score.sound, one_encode(tmp_path, score) - score.sound
    for cut in score.cuts[1:]:
        near, around = slice(cut - RATE // 20, cut + RATE // 20), slice(cut - 2000, cut + 2000)
        assert db(noise[near]) <= db(usual[near]) + 0.5
        assert np.abs(np.diff(noise[around], axis=0)).max() <= 1.2 * np.abs(np.diff(usual[around], axis=0)).max()


def test_without_surroundings_a_join_would_be_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The measurement above can fail.
    monkeypatch.setattr("pipeline.mix.encode.piece.BEFORE", 0)
    score = SCORES["speech over music"]
    noise = decode(joined(tmp_path, score)[0]) - score.sound
    apart = np.zeros(score.frames, bool)
    for cut in score.cuts[1:]:
        apart[cut - RATE // 20 : cut + RATE // 20] = True
    assert db(noise[apart]) > db(noise[~apart]) + 2


@pytest.mark.parametrize("frames", [GRID_FRAMES * 40, GRID_FRAMES * 40 + 1, GRID_FRAMES * 41 - 1, GRID_FRAMES * 41 - 1105, 22_050, 100_000])
@pytest.mark.parametrize("channels", [1, 2])
def test_it_is_as_long_as_the_score_and_nothing_is_moved(tmp_path: Path, frames: int, channels: int) -> None:
    score = Written(over_music(3).sound[:frames, :1], every(0.5, frames))
    path, _ = joined(tmp_path, score, replace(PLAN, channels=channels))
    raw = ffmpeg("-loglevel", "error", "-i", str(path), "-map", "0:a", "-f", "f32le", "-").stdout
    sound = np.frombuffer(raw, "<f4").astype(float).reshape(-1, channels)
    assert len(sound) == frames
    spectrum = np.fft.rfft(sound[:, 0], 2 * frames) * np.conj(np.fft.rfft(score.sound[:, 0], 2 * frames))
    assert int(np.argmax(np.fft.irfft(spectrum))) == 0
    assert db(sound - score.sound) < db(score.sound) - 10
    # The end is there: the last millisecond too.
    assert db(sound[-44:] - score.sound[-44:]) < db(score.sound[-44:]) - 6


@pytest.mark.parametrize(("kbps", "channels"), [(64, 1), (32, 1), (96, 2), (128, 2), (192, 2), (320, 2)])
def test_bit_rates(tmp_path: Path, kbps: int, channels: int) -> None:
    # Nothing above 6 kHz, where the low bit rates end.
    t = np.arange(12 * RATE) / RATE
    tones = sum(
        (np.sin(2 * np.pi * hz * t + hz) * (0.5 + 0.5 * np.sin(2 * np.pi * t * hz / 700)) for hz in (130, 310, 720, 1900, 4100)),
        np.zeros(len(t)),
    )
    score = Written((0.06 * tones).astype(np.float32)[:, None], every(5, len(t)))
    path, found = joined(tmp_path, score, replace(PLAN, bitrate_kbps=kbps, channels=channels))
    info = mp3_info(path)
    assert (info.sample_rate, info.channels, info.sketchy) == (RATE, channels, False)
    assert info.bitrate == pytest.approx(kbps * 1000, rel=0.005)
    assert info.length == pytest.approx(score.frames / RATE, abs=0.001)
    assert info.encoder_info.startswith("LAME")
    # As loud as the score: the encoder's loss is made up.
    one = Plan(320, 2, "test")
    assert found.reading.lufs == pytest.approx(joined(tmp_path, score, one)[1].reading.lufs - 3.01 * (channels == 1), abs=0.05)


def test_the_reading_is_what_others_measure_on_the_file(tmp_path: Path) -> None:
    for score in SCORES.values():
        path, found = joined(tmp_path, score)
        lufs, dbtp = ebur128(path)
        assert found.reading.lufs == pytest.approx(lufs, abs=0.02)
        assert found.reading.lufs == pytest.approx(pyln(path), abs=0.1)
        assert found.reading.dbtp == pytest.approx(dbtp, abs=0.06)


def test_tag_header_and_sound_are_read_back(tmp_path: Path) -> None:
    score = spoken(12)
    chapters = (Chapter("One", 0, 5 * RATE), Chapter("Zwölf", 5 * RATE, score.frames))
    before = tag(TAGS, Programme(tmp_path, RATE, score.frames, (), chapters, 0, 0))
    path, _ = joined(tmp_path, score, chapters=chapters)
    frames = id3(path)
    assert [str(frames[f"CHAP:{name}"].sub_frames["TIT2"]) for name in frames["CTOC:toc"].child_element_ids] == ["One", "Zwölf"]
    listed = subprocess.run([_ffmpeg(), "-hide_banner", "-i", str(path)], capture_output=True, text=True).stderr
    assert re.findall(r"Chapter #0:\d+: start (\S+), end (\S+)", listed) == [("0.000000", "5.000000"), ("5.000000", "12.000000")]
    assert "Duration: 00:00:12.00" in listed
    raw = path.read_bytes()
    head = raw[len(before) :][: header_bytes(128)]
    # Everything behind the tag is frames, the header is one of them, and it counts the others and their bytes.
    count = len(split(raw[len(before) :])) - 1
    at = head.index(b"Info")
    assert int.from_bytes(head[at + 8 : at + 12], "big") == count - 1
    assert int.from_bytes(head[at + 12 : at + 16], "big") == len(raw) - len(before)
    toc = head[at + 16 : at + 116]
    assert list(toc) == sorted(toc)
    assert toc[50] == pytest.approx(128, abs=2)


def test_a_player_that_seeks_finds_the_place(tmp_path: Path) -> None:
    score = spoken(40, seed=4)
    path, _ = joined(tmp_path, score)
    raw = ffmpeg("-loglevel", "error", "-ss", "21.5", "-i", str(path), "-t", "2", "-f", "f32le", "-ac", "1", "-").stdout
    sound, first = np.frombuffer(raw, "<f4"), round(21.5 * RATE)
    around = score.sound[first - 4000 : first + len(sound) + 4000, 0]
    spectrum = np.fft.irfft(np.conj(np.fft.rfft(sound, 1 << 18)) * np.fft.rfft(around, 1 << 18))
    assert abs(int(np.argmax(spectrum)) - 4000) <= GRID_FRAMES


# ── used again ───────────────────────────────────────────────────────────────────────────────────────────


def test_only_the_piece_that_changed_is_encoded(tmp_path: Path) -> None:
    score = spoken(40, seed=4)
    assert joined(tmp_path, score)[1].encoded == len(score.cuts)
    first = (tmp_path / "t.mp3").read_bytes()
    assert joined(tmp_path, score)[1].encoded == 0
    assert (tmp_path / "t.mp3").read_bytes() == first
    changed = Written(score.sound.copy(), score.cuts)
    middle = score.cuts[3] + 3 * RATE
    changed.sound[middle : middle + RATE] *= 0.5
    path, found = joined(tmp_path, changed)
    assert found.encoded == 1
    assert {a // GRID_FRAMES + 8 for a, _ in changed.rendered} == {score.cuts[3] // GRID_FRAMES}
    sound = decode(path)
    assert db(sound - changed.sound) < db(changed.sound) - 10
    assert found.reading.lufs == pytest.approx(ebur128(path)[0], abs=0.02)


def test_a_piece_that_moves_is_found(tmp_path: Path) -> None:
    score = spoken(30, seed=4)
    joined(tmp_path, score)
    extra = spoken(5, seed=9).sound[: 150 * GRID_FRAMES]
    moved = Written(np.concatenate((extra, score.sound)), (0, *(cut + len(extra) for cut in score.cuts)))
    path, found = joined(tmp_path, moved)
    assert found.encoded == 2  # the new one, and what was the first: another sound stands before it
    assert db(decode(path) - moved.sound) < db(moved.sound) - 10


def test_what_else_a_piece_depends_on(tmp_path: Path) -> None:
    score = spoken(6)
    assert joined(tmp_path, score)[1].encoded > 0
    for plan in (replace(PLAN, bitrate_kbps=192), replace(PLAN, channels=1), replace(PLAN, encoder="other")):
        assert joined(tmp_path, score, plan)[1].encoded > 0, plan
    twice = Written(np.repeat(score.sound, 2, axis=1), score.cuts)
    assert joined(tmp_path, twice)[1].encoded > 0


@pytest.mark.parametrize("harm", ["cut", "a bit", "empty", "not a piece"])
def test_a_damaged_piece_is_made_again(tmp_path: Path, harm: str) -> None:
    score = spoken(12)
    whole = joined(tmp_path, score)[0].read_bytes()
    path = kept_pieces(tmp_path)[0]
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes({"cut": bytes(raw[:-5]), "a bit": bytes(raw), "empty": b"", "not a piece": b"hello"}[harm])
    assert joined(tmp_path, score)[1].encoded == 1
    assert (tmp_path / "t.mp3").read_bytes() == whole


def test_the_time_of_a_piece_is_that_of_its_last_use(tmp_path: Path) -> None:
    score = spoken(6)
    joined(tmp_path, score)
    path = kept_pieces(tmp_path)[0]
    os.utime(path, (1, 1))
    joined(tmp_path, score)
    assert path.stat().st_mtime > 1


# ── when it cannot be made ───────────────────────────────────────────────────────────────────────────────


def _ffmpeg() -> str:
    from imageio_ffmpeg import get_ffmpeg_exe

    return str(get_ffmpeg_exe())


def stand_in(folder: Path, body: str, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder / "stand-in"
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setenv("EPISODE_FFMPEG", str(path))


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("head -c 10 > /dev/null; echo 'No space left on device' >&2; exit 1", "No space left on device"),
        ("cat > /dev/null", "less than the whole programme"),
        ("cat", "not MP3"),
        ("exit 0", "before it had heard everything"),
    ],
)
def test_an_ffmpeg_that_does_not_do_its_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, body: str, message: str) -> None:
    stand_in(tmp_path, body, monkeypatch)
    with pytest.raises(AudioError, match=message):
        joined(tmp_path, spoken(12))
    assert not list((tmp_path / "pieces").rglob("*")) or not list((tmp_path / "pieces").rglob("*.piece"))


@pytest.mark.skipif(os.name == "nt", reason="the stand-ins are shell scripts")
def test_the_first_failure_ends_all_that_works_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The first ffmpeg fails, all others hang: nobody waits for them.
    stand_in(tmp_path, f"mkdir '{tmp_path}/first' 2> /dev/null && exit 1\nexec tail -f /dev/null", monkeypatch)
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    started = time.monotonic()
    before = threading.active_count()
    with pytest.raises(AudioError):
        joined(tmp_path, spoken(30))
    assert time.monotonic() - started < 30
    assert threading.active_count() <= before + 1


def test_a_disk_that_takes_no_pieces(tmp_path: Path) -> None:
    (tmp_path / "pieces").write_text("in the way", encoding="utf-8")
    with pytest.raises(AudioError, match="cannot be kept") as caught:
        joined(tmp_path, spoken(3))
    assert "EPISODE_CACHE" in caught.value.remedy


LONG = """
import datetime, sys
from pathlib import Path
import numpy as np
sys.path.insert(0, sys.argv[1])
from pipeline.mix import arenas
from pipeline.mix.encode import Wish, encode
from pipeline.model import Programme, Tags

arenas.few()  # as whoever mixes does

class Hours:
    rate_hz, channels, frames, ceiling = 44100, 2, int(float(sys.argv[3]) * 44100), 0.7
    cuts = tuple(range(0, frames, 1152 * 2300))
    def key(self, first, last):
        return f"{last - first}"
    def alike(self, first, last):
        return True
    def louder(self, factor):
        return self
    held = louder
    def render(self, first, last):
        tone = 0.2 * np.sin(np.arange(first, last) * 0.05)
        return np.stack([tone, tone], axis=1).astype(np.float32)

folder = Path(sys.argv[2])
programme = Programme(folder / "t.mp3", 44100, Hours.frames, (), (), 0, 0)
encode(Hours(), programme, lambda: Tags("t", "s", datetime.date.today()), Wish(sys.argv[4].split(","), target_lufs=-14.0), cache=folder / "pieces")
print(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_memory_does_not_follow_the_length(tmp_path: Path) -> None:
    # Two hours of stereo, most pieces from the store: 2.5 GB of sound.
    run = [sys.executable, "-c", LONG, str(Path(__file__).parents[3]), str(tmp_path)]
    peaks = [int(subprocess.run([*run, seconds, "mp3"], capture_output=True, text=True, check=True).stdout) for seconds in ("120", "7200")]
    assert peaks[1] < 200_000
    assert peaks[1] - peaks[0] < 40_000


def test_loss_is_what_was_measured() -> None:
    assert [loss_db(kbps) for kbps in (96, 160, 192, 224, 256)] == [pytest.approx(loss) for loss in (0.446, 0.446, 0.265, 0.175, 0.0)]
    assert [most for most, _ in ENCODER_LOSS_DB] == [160, 192, 224]
