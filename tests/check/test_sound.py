"""The finished sound before it goes on air: a good episode passes, and each defect that is put into its file is found, with its time."""

from __future__ import annotations

import itertools
import json
import math
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from pipeline.check import Finding, subject
from pipeline.check import sound as gate
from pipeline.check.sound import faults
from pipeline.desk.show import Show
from pipeline.mix.hearing import hear
from pipeline.mix.hearing.part import SHARPNESS
from tests.check.test_check import Silent
from tests.conftest import Episode

DAY = """\
Mayor Ada Stone said that the north bridge would open again on Friday.
“The repairs are done and the bridge is safe,” Stone told reporters at the town hall.
The bridge has been closed since a barge hit it in March.

The mill was sold to a baker from the next valley, who will grind his own flour there.
Snow fell on the pass, and the road was closed for three hours on Tuesday.
"""
PAUSE_MS = 4000
RATE_HZ = 44_100

Sound = NDArray[np.int32]
"""Frames × channels, 24 bits each."""
FULL = 1 << 23


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a short episode with music and a long pause that its script asks for, as WAV and MP3."""
    show = tmp_path_factory.mktemp("show")
    (show / "episode.toml").write_text('title = "Valley News"\nengine = "tone"\nformats = ["mp3", "wav"]\nstems = true\n')
    (show / "briefings").mkdir()
    (show / "briefings/2026-11-26.txt").write_text(DAY, encoding="utf-8")
    episode = Episode(show)
    assert episode("script").code == 0
    script = show / "scripts/2026-11-26.md"
    text = script.read_text(encoding="utf-8")
    assert "**Voice of Ada Stone:**" in text
    script.write_text(
        text.replace("**Voice of Ada Stone:**", f"[pause {PAUSE_MS / 1000:g}s]\n\n**Voice of Ada Stone:**", 1), encoding="utf-8"
    )
    assert episode("build").code == 0
    return show / "output/2026-11-26"


@pytest.fixture
def both(good: Path, tmp_path: Path) -> Path:
    """A copy of it to spoil."""
    return Path(shutil.copytree(good, tmp_path / "made", ignore=shutil.ignore_patterns("stems")))


@pytest.fixture
def made(both: Path) -> Path:
    """The same with its WAV file alone."""
    with_record(both, lambda told: told["audio"].pop("mp3"))
    return both


def record(made: Path) -> dict[str, Any]:
    return dict(json.loads((made / "episode.json").read_text(encoding="utf-8")))


def with_record(made: Path, change: Callable[[dict[str, Any]], object]) -> None:
    told = record(made)
    change(told)
    (made / "episode.json").write_text(json.dumps(told), encoding="utf-8")


def parted(path: Path) -> tuple[bytes, bytes]:
    """What stands before a WAV file's sound, and the sound."""
    raw = path.read_bytes()
    at = 12
    while raw[at : at + 4] != b"data":
        at += 8 + int.from_bytes(raw[at + 4 : at + 8], "little")
    return raw[: at + 8], raw[at + 8 : at + 8 + int.from_bytes(raw[at + 4 : at + 8], "little")]


def spoil(made: Path, change: Callable[[Sound], Sound | None]) -> None:
    """Change the WAV file's samples; what stands before them stays, but for their count."""
    before, raw = parted(made / "episode.wav")
    bits = np.zeros((len(raw) // 3, 4), np.uint8)
    bits[:, 1:] = np.frombuffer(raw, np.uint8).reshape(-1, 3)
    sound = (bits.view("<i4") >> 8).reshape(-1, 2).astype(np.int32)
    changed = change(sound)
    whole = (sound if changed is None else changed).clip(-FULL, FULL - 1).astype("<i4")
    packed = np.ascontiguousarray(whole).reshape(-1, 1).view(np.uint8)[:, :3].tobytes()
    head = bytearray(before)
    head[-4:] = len(packed).to_bytes(4, "little")
    head[4:8] = (len(head) - 8 + len(packed)).to_bytes(4, "little")
    (made / "episode.wav").write_bytes(bytes(head) + packed)


def faults_of(made: Path) -> list[Finding]:
    """All that is found about the sound."""
    return list(gate.check(subject.of(str(made), Show(), Silent(), (), "")).findings)


def found(made: Path, file: str = "episode.wav") -> dict[str, Finding]:
    """The first finding of each kind; every one must be about that file."""
    kinds: dict[str, Finding] = {}
    for finding in faults_of(made):
        assert file in finding.where
        assert finding.message
        assert finding.remedy
        kinds.setdefault(finding.code.removeprefix("sound."), finding)
    return kinds


def frame(ms: float) -> int:
    return round(ms * RATE_HZ / 1000)


def near(finding: Finding, ms: float, within_ms: float = 30) -> bool:
    return finding.at_ms is not None and abs(finding.at_ms - ms) <= within_ms


def segment(made: Path, number: int) -> dict[str, Any]:
    return dict(record(made)["segments"][number - 1])


def quiet_ms(made: Path) -> float:
    """The middle of the long pause, where nothing is to be heard."""
    told = record(made)["segments"]
    for one, other in itertools.pairwise(told):
        if other["start_ms"] - one["end_ms"] > PAUSE_MS - 100:
            return float(one["end_ms"] + other["start_ms"]) / 2
    raise AssertionError("there is no long pause")


# ── nothing wrong ────────────────────────────────────────────────────────────────────────────────────────


def test_a_good_episode_passes_and_is_measured_as_built(good: Path) -> None:
    done = gate.check(subject.of(str(good), Show(), Silent(), (), ""))
    assert done.findings == ()
    told = record(good)
    for name in ("mp3", "wav"):
        figures = done.measured[name]
        assert figures["lufs"] == pytest.approx(told["audio"][name]["loudness_lufs"], abs=0.1)
        assert figures["dbtp"] == pytest.approx(told["audio"][name]["true_peak_dbtp"], abs=0.1)
        assert figures["duration_ms"] == pytest.approx(told["duration_ms"], abs=1)


def test_the_json_has_the_figures_of_each_file(good: Path) -> None:
    measured = Episode(good)("check", ".", "--json").json["measured"]
    assert measured["mp3"]["lufs"] == pytest.approx(-16, abs=0.5)
    assert measured["wav"]["dbtp"] <= -1


def test_a_script_alone_has_no_sound(good: Path, tmp_path: Path) -> None:
    shutil.copy(good / "script.md", tmp_path / "alone.md")
    done = gate.check(subject.of(str(tmp_path / "alone.md"), Show(), Silent(), (), ""))
    assert (done.findings, dict(done.measured)) == ((), {})


# ── how loud, how high, how clean ────────────────────────────────────────────────────────────────────────


def test_three_decibels_more_are_found_against_target_and_record(made: Path) -> None:
    def louder(sound: Sound) -> None:
        sound[:] = (sound * 10 ** (3 / 20)).astype(np.int32)

    spoil(made, louder)
    faults = found(made)
    assert {"loudness", "record"} <= set(faults)
    assert "over -16" in faults["loudness"].message


def test_a_target_that_the_show_set_counts(made: Path) -> None:
    with_record(made, lambda told: told["settings"].update(loudness_lufs="-23.0"))
    assert [(fault.code, fault.severity) for fault in faults_of(made)] == [("sound.loudness", "error")]


def test_peaks_and_clipping_are_found(made: Path) -> None:
    at = frame(segment(made, 1)["start_ms"] + 500)

    def clip(sound: Sound) -> None:
        sound[at : at + 441] *= 100

    spoil(made, clip)
    faults = found(made)
    assert {"true-peak", "clipped"} <= set(faults)
    assert near(faults["clipped"], at / 44.1)


def test_an_offset_is_found(made: Path) -> None:
    def shift(sound: Sound) -> None:
        sound[frame(10_000) :] += int(0.05 * FULL)

    spoil(made, shift)
    assert near(found(made)["offset"], 10_000, within_ms=1500)


@pytest.mark.parametrize("step", [0.1, 0.5])
def test_a_click_at_a_join_is_found(made: Path, step: float) -> None:
    at = frame(segment(made, 2)["start_ms"] - 15)

    def click(sound: Sound) -> None:
        sound[at] += int(step * FULL)

    spoil(made, click)
    (fault,) = found(made).values()
    assert (fault.code, fault.severity) == ("sound.click", "error")
    assert near(fault, at / 44.1, within_ms=2)


def test_a_click_where_music_ends_is_a_join(made: Path) -> None:
    at = frame(max(each["end_ms"] for each in record(made)["music"]))

    def click(sound: Sound) -> None:
        sound[at] += FULL // 2

    spoil(made, click)
    (fault,) = found(made).values()
    assert (fault.code, fault.severity) == ("sound.click", "error")


def test_a_click_right_before_a_loud_first_sound_is_found(made: Path) -> None:
    """What a voice begins with hides it from a look at all that is around, but nobody speaks there yet."""
    start = frame(segment(made, 5)["start_ms"])
    at = start - frame(9)
    burst = np.random.default_rng(7).normal(0, 0.06, frame(20)) * FULL

    def click(sound: Sound) -> None:
        sound[start : start + len(burst)] += burst[:, None].astype(np.int32)
        sound[at] += int(0.3 * FULL)

    spoil(made, click)
    fault = found(made)["click"]
    assert fault.severity == "error"
    assert near(fault, at / 44.1, within_ms=3)


def test_a_click_amid_speech_is_a_warning(made: Path) -> None:
    at = frame(segment(made, 2)["start_ms"] + 700)

    def click(sound: Sound) -> None:
        sound[at:] = np.roll(sound[at:], 11, axis=0)  # a quarter of the tone's wave is missing

    spoil(made, click)
    fault = found(made)["click"]
    assert fault.severity == "warning"
    assert near(fault, at / 44.1, within_ms=2)


@pytest.mark.parametrize(("height", "clicks"), [(0.03, False), (0.3, True)])
def test_a_voices_own_burst_is_no_click(made: Path, height: float, clicks: bool) -> None:
    """A t after a stop: a few waves of 2 kHz out of stillness. Kokoro's stand out 16 times; a real click is higher."""
    at = frame(segment(made, 2)["start_ms"] + 700)
    burst = height * FULL * np.hanning(66) * np.sin(np.arange(66) * 2 * np.pi * 5500 / RATE_HZ)

    def speak(sound: Sound) -> None:
        sound[at - 1500 : at + 1500] = 0
        sound[at : at + 66] += burst[:, None].astype(np.int32)

    spoil(made, speak)
    assert ("click" in found(made)) == clicks


def test_a_channel_that_is_turned_round_is_found(made: Path) -> None:
    def turn(sound: Sound) -> None:
        sound[:, 1] = -sound[:, 0]

    spoil(made, turn)
    assert set(found(made)) == {"phase"}


# ── what is missing, and what should not be there ────────────────────────────────────────────────────────


def test_a_muted_segment_is_found_with_its_line(made: Path) -> None:
    one = segment(made, 4)

    def mute(sound: Sound) -> None:
        sound[frame(one["start_ms"]) : frame(one["end_ms"])] = 0

    spoil(made, mute)
    fault = found(made)["silent"]
    assert fault.at_ms == one["start_ms"]
    place, line = fault.where.split(", ")[1].rsplit(":", 1)
    assert one["text"][:20] in (made / Path(place).name).read_text(encoding="utf-8").splitlines()[int(line) - 1]


def test_a_segment_that_breaks_off_is_found(made: Path) -> None:
    one = segment(made, 5)
    half = (one["start_ms"] + one["end_ms"]) / 2

    def cut(sound: Sound) -> None:
        sound[frame(half) : frame(one["end_ms"])] = 0

    spoil(made, cut)
    assert near(found(made)["cut-off"], half, within_ms=200)


def test_a_segment_that_begins_late_is_found(made: Path) -> None:
    one = segment(made, 5)

    def cut(sound: Sound) -> None:
        sound[frame(one["start_ms"]) : frame(one["start_ms"] + 1000)] = 0

    spoil(made, cut)
    assert near(found(made)["cut-off"], one["start_ms"])


@pytest.mark.parametrize(("share", "kind"), [(0.0, "faint"), (0.5, "cut-off")])
def test_where_only_the_bed_goes_on_the_words_are_missed(good: Path, made: Path, share: float, kind: str) -> None:
    bed = next(span for span in record(made)["music"] if span["kind"] == "bed")
    one = next(each for each in record(made)["segments"] if each["start_ms"] > bed["start_ms"])
    assert one["end_ms"] < bed["end_ms"]
    start = one["start_ms"] + share * (one["end_ms"] - one["start_ms"])
    music = np.frombuffer(parted(good / "stems/music.wav")[1], "<f4").reshape(-1, 2) * FULL

    def mute(sound: Sound) -> None:
        sound[frame(start) : frame(one["end_ms"])] = music[frame(start) : frame(one["end_ms"])].astype(np.int32)

    spoil(made, mute)
    assert near(found(made)[kind], start, within_ms=200)


def test_a_hole_in_a_segment_is_found(made: Path) -> None:
    one = max(record(made)["segments"], key=lambda each: each["end_ms"] - each["start_ms"])
    sentence = max(one["sentences"], key=lambda each: each["end_ms"] - each["start_ms"])

    def cut(sound: Sound) -> None:
        sound[frame(sentence["start_ms"] + 1000) : frame(sentence["start_ms"] + 2700)] = 0

    spoil(made, cut)
    assert near(found(made)["hole"], sentence["start_ms"] + 1000, within_ms=200)


@pytest.mark.parametrize(("times", "faint"), [(3, False), (4, False), (5, True), (6, True)])
def test_speech_that_is_far_too_soft_is_found(made: Path, times: int, faint: bool) -> None:
    """Four times softer is 12 dB; the tone of a sentence is a little louder than the programme."""
    one = segment(made, 5)

    def soft(sound: Sound) -> None:
        sound[frame(one["start_ms"]) : frame(one["end_ms"])] //= times

    spoil(made, soft)
    assert [near(fault, one["start_ms"]) for kind, fault in found(made).items() if kind == "faint"] == [True] * faint


@pytest.mark.parametrize("kind", ["noise", "tone"])
def test_one_steady_sound_is_no_speech(made: Path, kind: str) -> None:
    one = segment(made, 4)
    count = frame(one["end_ms"]) - frame(one["start_ms"])
    noise = np.random.default_rng(1).normal(0, 0.15, count) if kind == "noise" else 0.2 * np.sin(np.arange(count) / 7)

    def other(sound: Sound) -> None:
        sound[frame(one["start_ms"]) : frame(one["end_ms"])] = (noise * FULL).astype(np.int32)[:, None]

    spoil(made, other)
    assert "steady" not in found(made), "the tone engine may say all with one tone"
    with_record(made, lambda told: told["segments"][3].update(voice="pyttsx3:gmw/en-gb-x-rp"))
    assert near(found(made)["steady"], one["start_ms"])


def test_silence_is_found_where_no_pause_was_asked_for(made: Path) -> None:
    at = segment(made, 2)["start_ms"] + 1000

    def gap(sound: Sound) -> Sound:
        return np.insert(sound, frame(at), np.zeros((frame(3000), 2), np.int32), axis=0)

    spoil(made, gap)
    faults = found(made)
    assert near(faults["silence"], at)
    assert faults["silence"].severity == "error"
    assert "3.0 s longer" in faults["duration"].message


def test_a_long_pause_is_silence_where_the_script_does_not_ask_for_it(made: Path) -> None:
    script = made / "script.md"
    text = script.read_text(encoding="utf-8")
    assert f"[pause {PAUSE_MS / 1000:g}s]\n\n" in text
    script.write_text(text.replace(f"[pause {PAUSE_MS / 1000:g}s]\n\n", ""), encoding="utf-8")
    faults = [fault for fault in faults_of(made) if fault.code == "sound.silence"]
    (fault,) = faults
    assert near(fault, quiet_ms(made), within_ms=PAUSE_MS / 2 + 50)


def test_something_that_sounds_in_a_pause_is_found(made: Path) -> None:
    at = frame(quiet_ms(made))
    noise = np.random.default_rng(1).normal(0, 0.01, (frame(300), 2))

    def hiss(sound: Sound) -> None:
        sound[at : at + len(noise)] += (noise * FULL).astype(np.int32)

    spoil(made, hiss)
    assert near(found(made)["between"], at / 44.1)


# ── the file ─────────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_that_ends_early_is_found(made: Path) -> None:
    spoil(made, lambda sound: sound[: len(sound) // 2])
    assert near(found(made)["duration"], record(made)["duration_ms"] / 2)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_a_truncated_or_empty_mp3_is_found(both: Path, share: float) -> None:
    path = both / "episode.mp3"
    raw = path.read_bytes()
    path.write_bytes(raw[: math.floor(len(raw) * share)])
    assert {"broken", "duration"} & set(found(both, "episode.mp3"))


def test_bytes_that_are_damaged_in_the_middle_are_found(both: Path) -> None:
    path = both / "episode.mp3"
    raw = bytearray(path.read_bytes())
    half = len(raw) // 2
    raw[half : half + 20_000] = bytes(20_000)
    path.write_bytes(raw)
    assert found(both, "episode.mp3")


def test_a_missing_file_is_found(made: Path) -> None:
    (made / "episode.wav").unlink()
    assert set(found(made)) == {"missing"}


def test_a_record_without_times_is_a_finding(made: Path) -> None:
    with_record(made, lambda told: told.pop("segments"))
    assert set(found(made, "episode.json")) == {"record"}


# ── chapters ─────────────────────────────────────────────────────────────────────────────────────────────


def test_chapters_that_differ_from_the_files_are_found(made: Path) -> None:
    with_record(made, lambda told: told["chapters"][1].update(title="Something else"))
    faults = [fault for fault in faults_of(made) if fault.code == "sound.chapters"]
    assert len(faults) == 1
    assert all(near(fault, record(made)["chapters"][1]["start_ms"]) and "Something else" in fault.message for fault in faults)


@pytest.mark.parametrize(("number", "key", "ms"), [(1, "start_ms", 900), (-1, "end_ms", 900_000)])
def test_a_chapter_that_begins_elsewhere_or_lies_outside_is_found(made: Path, number: int, key: str, ms: int) -> None:
    with_record(made, lambda told: told["chapters"][number].update({key: told["chapters"][number][key] + ms}))
    faults = [fault.code for fault in faults_of(made) if fault.code == "sound.chapters"]
    assert len(faults) == 1


def test_memory_and_place_follow_the_files_own_rate(good: Path) -> None:
    heard = hear(good / "episode.wav")
    assert (heard.rate_hz, heard.channels) == (RATE_HZ, 2)
    assert len(heard.levels) == pytest.approx(heard.duration_ms / 10, abs=1)


def test_what_all_files_have_alike_is_told_once(both: Path) -> None:
    with_record(both, lambda told: told["chapters"][1].update(title="Something else"))
    (fault,) = faults_of(both)
    assert "(in wav too)" in fault.message
    assert "episode.mp3" in fault.where


def test_of_many_faults_of_one_kind_the_first_are_told(made: Path) -> None:
    def mute(sound: Sound) -> None:
        sound[:] //= 1000

    spoil(made, mute)
    silent = [fault for fault in faults_of(made) if fault.code == "sound.silent"]
    spoken = sum(len(one["sentences"]) for one in record(made)["segments"])
    assert len(silent) == 5 < spoken
    assert "more like it" in silent[-1].message


@pytest.mark.parametrize(("ms", "kinds"), [(2600, set()), (380, {"silence"})])
def test_pauses_between_sentences_are_those_of_the_settings(made: Path, ms: int, kinds: set[str]) -> None:
    one = next(each for each in record(made)["segments"] if len(each["sentences"]) > 1)
    end = one["sentences"][0]["end_ms"]

    def gap(sound: Sound) -> Sound:
        return np.insert(sound, frame(end), np.zeros((frame(2300), 2), np.int32), axis=0)

    def later(told: dict[str, Any]) -> None:
        told["duration_ms"] += 2300
        told["settings"]["pace.sentence_ms"] = str(ms)
        spans = [*told["segments"], *told["chapters"], *(each for part in told["segments"] for each in part["sentences"])]
        for span in spans:
            for key in ("start_ms", "end_ms"):
                span[key] += 2300 if span[key] > end else 0
        told["music"] = [{**span, "end_ms": span["end_ms"] + 2300} for span in told["music"]]

    spoil(made, gap)
    with_record(made, later)
    assert set(found(made)) - {"chapters"} == kinds, "the chapters in the file stay where they were"


def test_a_click_is_found_wherever_the_stretches_end_that_are_looked_at_together() -> None:
    quiet, loud = 0, len(SHARPNESS) - 1
    count = 2 * faults.AT_ONCE + 500
    places = [1, 40, faults.AT_ONCE - 2, faults.AT_ONCE + 20, 2 * faults.AT_ONCE, count - 2]
    corners = np.full(count, quiet, np.uint8)
    corners[places] = loud
    assert faults.clicks(corners) == places
    corners[faults.AT_ONCE + 5] = loud  # near one on the other side of an end: neither stands by itself
    assert faults.clicks(corners) == [place for place in places if place != faults.AT_ONCE - 2]
