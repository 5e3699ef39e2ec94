"""The programme as others measure it: loudness, peaks, chapters, places, joins; and what happens when it cannot be made."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from pipeline.errors import AudioError
from pipeline.mix import Sounding, compose, mix
from pipeline.mix.clips import MARGIN_MS
from pipeline.mix.encode import passing
from pipeline.model import Cue, Pace, Programme, Tags

from .sounds import TAGS, Sound, Studio, decode, ebur128, ending, ffmpeg, id3, mp3_info, onset, pyln, script_of, speech, write_wav


def loud(studio: Studio) -> None:
    """Speech that was driven into full scale: a crest of a few decibels."""
    for seed in range(4):
        studio.clip(np.clip(4 * speech(4, rms_db=-6, seed=seed), -1, 1))


def peaky(studio: Studio) -> None:
    """Quiet speech with clicks 30 dB above it."""
    for seed in range(4):
        sound = speech(5, rms_db=-32, seed=seed)
        sound[4000::9000] = 0.95
        studio.clip(sound)


def two_voices(studio: Studio) -> None:
    studio.speak(3, 5.0, rms_db=-28)
    studio.speak(3, 5.0, rms_db=-12, voice="tone:b", rate=24_000, pitch=210)


def two_rates(studio: Studio) -> None:
    studio.speak(2, 4.0, rate=16_000)
    studio.speak(2, 4.0, rate=48_000, voice="tone:b")


PROGRAMMES: dict[str, Callable[[Studio], None]] = {
    "one second": lambda studio: studio.speak(1, 1.0),
    "one minute": lambda studio: studio.speak(6, 10.0),
    "three minutes": lambda studio: studio.speak(6, 30.0),
    "quiet": lambda studio: studio.speak(4, 5.0, rms_db=-50),
    "loud": loud,
    "peaky": peaky,
    "two voices": two_voices,
    "16 and 48 kHz": two_rates,
}


@pytest.mark.parametrize("name", PROGRAMMES)
def test_the_file_is_as_loud_as_asked_by_two_other_meters(studio: Studio, name: str) -> None:
    PROGRAMMES[name](studio)
    programme = mix(studio.script(), studio.clips, studio.target, tags=TAGS)
    lufs, dbtp = ebur128(studio.target)
    assert lufs == pytest.approx(-16.0, abs=0.25)
    assert pyln(studio.target) == pytest.approx(-16.0, abs=0.35)
    assert dbtp <= -1.0
    assert programme.loudness_lufs == pytest.approx(lufs, abs=0.02)
    assert programme.true_peak_dbtp == pytest.approx(dbtp, abs=0.1)
    assert studio.left() == []


@pytest.mark.parametrize(("target", "ceiling", "bitrate"), [(-14.0, -1.0, 128), (-19.0, -3.0, 96), (-16.0, -1.0, 192), (-23.0, -2.0, 320)])
def test_other_targets(studio: Studio, target: float, ceiling: float, bitrate: int) -> None:
    studio.speak(3, 4.0)
    mix(
        studio.script(),
        studio.clips,
        studio.target,
        tags=TAGS,
        how=Sounding(target_lufs=target, ceiling_dbtp=ceiling, bitrate_kbps=bitrate),
    )
    lufs, dbtp = ebur128(studio.target)
    assert lufs == pytest.approx(target, abs=0.25)
    assert dbtp <= ceiling
    assert mp3_info(studio.target).bitrate == pytest.approx(bitrate * 1000, rel=0.01)


def test_one_encode_is_enough(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    studio.speak(4, 5.0, rms_db=-24)
    rounds = []
    real = passing.once
    monkeypatch.setattr(passing, "once", lambda *a: rounds.append(1) or real(*a))  # type: ignore[func-returns-value]
    mix(studio.script(), studio.clips, studio.target, tags=TAGS)
    assert len(rounds) == 1


def test_what_is_worked_out_is_what_a_meter_hears(studio: Studio) -> None:
    from pipeline.mix.level import programme_lufs

    studio.speak(3, 3.3, rms_db=-30)
    studio.speak(3, 2.1, rms_db=-26, voice="tone:b", rate=24_000)
    script = script_of(("One", ["A", "A", Cue("pause", pause_ms=4000), "A"]), ("Two", ["B", "B", "B"]))
    score, layout = compose(script, studio.clips, Sounding(target_lufs=-30))
    gains = {voice: gain * score.gain for voice, gain in score.gains.items()}
    heard = write_wav(studio.folder / "flat.wav", score.render(0, score.frames)[:, 0].astype(np.float64), 44_100)
    assert programme_lufs(score.takes, layout, gains, channels=1) == pytest.approx(ebur128(heard)[0], abs=0.05)


def lufs_of(sound: Sound) -> float:
    import pyloudnorm

    return float(pyloudnorm.Meter(44_100).integrated_loudness(sound))


def test_voices_are_equally_loud_and_sentences_keep_their_stress(studio: Studio) -> None:
    for seed, (voice, rms_db) in enumerate([("a", -30.0), ("b", -12.0), ("a", -26.0), ("b", -14.0), ("a", -30.0), ("b", -12.0)]):
        studio.clip(speech(6, rms_db=rms_db, seed=seed, pitch=200 if voice == "b" else 110), voice=voice)
    programme = mix(studio.script(), studio.clips, studio.target, tags=TAGS)
    sound = decode(studio.target)
    parts = [sound[t.start_frame : t.end_frame] for t in programme.timings]
    a, b = (lufs_of(np.concatenate(parts[first::2])) for first in (0, 1))
    assert a == pytest.approx(b, abs=0.5)
    # What was 4 dB and 2 dB apart within a voice still is: one gain a voice.
    assert lufs_of(parts[2]) - lufs_of(parts[0]) == pytest.approx(4, abs=0.7)
    assert lufs_of(parts[1]) - lufs_of(parts[3]) == pytest.approx(2, abs=0.7)


def story(studio: Studio) -> Programme:
    """Three chapters, two voices, a stretch of silence; speech that starts and ends at once."""
    for number, (voice, rate) in enumerate([("a", 22_050), ("b", 24_000), ("a", 22_050), ("a", 22_050), ("b", 24_000), ("a", 22_050)]):
        studio.clip(
            speech(1.7 + 0.33 * number, rate=rate, seed=number, lead_ms=10 + 90 * number, tail_ms=40 + 60 * number), rate=rate, voice=voice
        )
    script = script_of(
        ("Headlines; “a=b” #1 \\", [Cue("sting", "open"), "Anchor", "Voice of X"]),
        ("The offer from Bishkek", ["Anchor", Cue("pause", pause_ms=900), "Anchor"]),
        ("Zwölf", ["Voice of X", Cue("bed", "stop"), "Anchor"]),
    )
    return mix(script, studio.clips, studio.target, tags=TAGS)


def test_speech_stands_where_the_timings_say_to_the_frame(studio: Studio) -> None:
    programme = story(studio)
    sound = decode(studio.target)[:, 0]
    assert len(sound) == programme.frames
    starts = [onset(sound, t.start_frame, 4000) - t.start_frame for t in programme.timings]
    ends = [ending(sound, t.end_frame, 4000) - t.end_frame for t in programme.timings]
    assert max(map(abs, [*starts, *ends])) <= 0.004 * 44_100, (starts, ends)


def test_silence_as_ffmpeg_detects_it_ends_where_the_timings_say(studio: Studio) -> None:
    programme = story(studio)
    said = ffmpeg("-i", f"file:{studio.target}", "-map", "0:a", "-af", "silencedetect=n=-50dB:d=0.2", "-f", "null", "-").stderr.decode()
    heard = [float(value) for value in re.findall(r"silence_end: (\S+)", said)][: len(programme.timings)]
    assert heard == pytest.approx([t.start_frame / 44_100 for t in programme.timings], abs=0.02)


def test_no_join_clicks(studio: Studio) -> None:
    # Clips with hiss throughout: every cut lies in it.
    for seed in range(5):
        sound = speech(2, rms_db=-20, seed=seed, lead_ms=200, tail_ms=200)
        studio.clip(sound + np.random.default_rng(seed).standard_normal(len(sound)) * 10 ** (-66 / 20))
    programme = mix(studio.script(), studio.clips, studio.target, tags=TAGS)
    sound = decode(studio.target)[:, 0]
    margin = round(MARGIN_MS * 44.1)
    for timing in programme.timings:
        for edge, inwards in ((timing.start_frame - margin, 1), (timing.end_frame + margin, -1)):
            hiss = sound[edge : edge + inwards * margin * 2 // 3 : inwards]
            cut = sound[edge - 200 : edge + 200]
            assert np.abs(np.diff(cut)).max() <= np.abs(np.diff(hiss)).max()
            assert np.abs(np.diff(cut)).max() < 10 ** (-50 / 20)
            silence = sound[edge - inwards * 500 : edge - inwards * 3000 : -inwards]
            assert np.abs(silence).max() < 10 ** (-60 / 20)


def test_joins_of_clean_clips_are_silent(studio: Studio) -> None:
    studio.speak(4, 2.0)
    programme = mix(studio.script(), studio.clips, studio.target, tags=TAGS)
    sound = decode(studio.target)[:, 0]
    for timing in programme.timings:
        edge = sound[timing.start_frame - 3000 : timing.start_frame - 1200]
        assert np.abs(np.diff(edge)).max() < 10 ** (-60 / 20)


def test_chapters_are_read_back_in_order(studio: Studio) -> None:
    programme = story(studio)
    frames = id3(studio.target)
    assert frames.version == (2, 3, 0)
    toc = frames["CTOC:toc"]
    chapters = [frames[f"CHAP:{name}"] for name in toc.child_element_ids]
    assert [str(c.sub_frames["TIT2"]).rstrip() for c in chapters] == ["Headlines; “a=b” #1 \\", "The offer from Bishkek", "Zwölf"]
    assert [(c.start_time, c.end_time) for c in chapters] == [
        (programme.ms(c.start_frame), programme.ms(c.end_frame)) for c in programme.chapters
    ]
    assert programme.chapters[0].start_frame == 0
    assert programme.chapters[1].start_frame == programme.timings[2].start_frame
    assert programme.chapters[2].start_frame == programme.timings[4].start_frame
    assert toc.flags == 3  # ordered, top level
    listing = subprocess.run([*_program(), "-i", f"file:{studio.target}"], capture_output=True).stderr.decode()
    listed = [(float(a), float(b)) for a, b in re.findall(r"Chapter #0:\d+: start (\S+), end (\S+)", listing)]
    assert listed == [(c.start_time / 1000, c.end_time / 1000) for c in chapters]
    # In the file the frames themselves stand in order: the identifier of each follows its name and head.
    raw = studio.target.read_bytes()
    assert [raw[m.end() : m.end() + 3] for m in re.finditer(rb"CHAP.{6}", raw[:20_000], re.DOTALL)] == [b"ch0", b"ch1", b"ch2"]


def _program() -> list[str]:
    from imageio_ffmpeg import get_ffmpeg_exe

    return [get_ffmpeg_exe(), "-nostdin", "-hide_banner"]


def test_the_tags_and_the_cover(studio: Studio) -> None:
    picture = io.BytesIO()
    Image.new("RGB", (1500, 1500), (200, 80, 40)).save(picture, "JPEG")
    studio.speak(1, 2.0)
    mix(
        studio.script(),
        studio.clips,
        studio.target,
        tags=Tags("Día = uno; dos", "The Show", TAGS.date, "Synthetic — voices", picture.getvalue()),
    )
    frames = id3(studio.target)
    assert {name: str(frames[name]) for name in ("TIT2", "TPE1", "TALB", "TYER", "TDAT")} == {
        "TIT2": "Día = uno; dos",
        "TPE1": "The Show",
        "TALB": "The Show",
        "TYER": "2026",
        "TDAT": "2711",
    }
    assert [str(comment) for comment in frames.getall("COMM")] == ["Synthetic — voices"]
    assert "TXXX:comment" not in frames
    cover = frames.getall("APIC")[0]
    assert (cover.mime, cover.type, cover.data) == ("image/jpeg", 3, picture.getvalue())
    assert Image.open(io.BytesIO(cover.data)).size == (1500, 1500)


def test_the_file_has_a_real_header_and_a_constant_bit_rate(studio: Studio) -> None:
    studio.speak(2, 5.0)
    programme = mix(studio.script(), studio.clips, studio.target, tags=TAGS)
    info = mp3_info(studio.target)
    assert (info.sample_rate, info.channels) == (44_100, 2)
    assert info.bitrate == pytest.approx(128_000, abs=5)  # a quotient of whole bytes and rounded seconds
    raw = studio.target.read_bytes()
    at = raw.find(b"Info")
    assert at > 0
    count = int.from_bytes(raw[at + 8 : at + 12], "big")
    assert count * 1152 >= programme.frames > (count - 3) * 1152
    sound = decode(studio.target)
    assert len(sound) == programme.frames
    assert (sound[:, 0] == sound[:, 1]).all()


def test_progress_only_grows_and_ends_at_one(studio: Studio) -> None:
    studio.speak(5, 1.0)
    heard: list[float] = []
    mix(studio.script(), studio.clips, studio.target, tags=TAGS, on_progress=heard.append)
    assert heard == sorted(heard)
    assert len(heard) >= 6
    assert heard[-1] == 1.0


def test_clips_may_come_in_any_order(studio: Studio) -> None:
    studio.speak(3, 1.0)
    programme = mix(studio.script(), studio.clips[::-1], studio.target, tags=TAGS)
    assert [t.number for t in programme.timings] == [1, 2, 3]


# ── at the edges ─────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "sound",
    [
        np.zeros(22_050),
        np.zeros(3),
        np.full(1, 0.5),
        np.full(40, -1.0),
        speech(0.05, lead_ms=0, tail_ms=0),
        np.sign(np.sin(np.arange(44_100) / 20)),
        10 ** (-85 / 20) * np.random.default_rng(1).standard_normal(44_100),
        np.eye(1, 44_100, 20_000)[0] * 0.9,
    ],
    ids=["silence", "three frames of silence", "one frame", "forty frames", "50 ms", "square", "below the gate", "one click"],
)
@pytest.mark.parametrize("pace", [Pace(), Pace(0, 0, 0, 0, 0)], ids=["usual", "none"])
def test_odd_sounds_become_a_file_that_plays(studio: Studio, sound: Sound, pace: Pace) -> None:
    studio.clip(sound)
    programme = mix(studio.script(), studio.clips, studio.target, tags=TAGS, how=Sounding(pace=pace))
    assert len(decode(studio.target)) == programme.frames > 0
    assert np.isfinite([programme.loudness_lufs, programme.true_peak_dbtp]).all()
    assert programme.true_peak_dbtp <= -1.0
    assert -70 <= programme.loudness_lufs < -10
    assert studio.left() == []


def test_many_tiny_chapters(studio: Studio) -> None:
    studio.speak(40, 0.1)
    script = script_of(*((f"Chapter {n}", ["Anchor"]) for n in range(40)))
    mix(script, studio.clips, studio.target, tags=TAGS, how=Sounding(pace=Pace(0, 0, 0, 0, 0)))
    frames = id3(studio.target)
    assert [str(frames[f"CHAP:{name}"].sub_frames["TIT2"]) for name in frames["CTOC:toc"].child_element_ids] == [
        f"Chapter {n}" for n in range(40)
    ]


@pytest.mark.parametrize("name", ["-dash.mp3", "a:b%d.mp3", "100% “é” 乌.mp3", "%03d.mp3", "pipe:1.mp3", ("x" * 250) + ".mp3", "no ending"])
def test_any_name(studio: Studio, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    studio.speak(1, 0.5)
    studio.target.parent.mkdir()
    monkeypatch.chdir(studio.target.parent)
    programme = mix(studio.script(), studio.clips, Path(name), tags=TAGS)
    assert [path.name for path in studio.target.parent.iterdir()] == [name]
    assert len(decode((studio.target.parent / name).absolute())) == programme.frames


def whole(studio: Studio) -> bytes:
    """An older episode stands where the new one will go."""
    studio.target.parent.mkdir(parents=True, exist_ok=True)
    studio.target.write_bytes(b"yesterday's")
    return studio.target.read_bytes()


def test_clips_and_script_must_match(studio: Studio) -> None:
    studio.speak(2, 0.3)
    for clips in (
        studio.clips[:1],
        [*studio.clips, replace(studio.clips[0], number=3)],
        [studio.clips[0]] * 2,
        [*studio.clips, studio.clips[0]],
    ):
        with pytest.raises(AudioError, match="do not match"):
            mix(studio.script(), clips, studio.target, tags=TAGS)


def test_a_clip_that_is_gone_leaves_what_was_there(studio: Studio) -> None:
    studio.speak(2, 0.3)
    studio.clips[1].path.unlink()
    before = whole(studio)
    with pytest.raises(AudioError, match=r"2\.wav"):
        mix(studio.script(), studio.clips, studio.target, tags=TAGS)
    assert studio.target.read_bytes() == before
    assert studio.left() == []


ANSWERS = 'case "$*" in *-version*) echo "ffmpeg version 9.0 of a test"; exit 0;; esac\n'
"""It says which it is, as it must, and does nothing else as it should."""


def test_ffmpeg_that_dies_leaves_what_was_there(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    studio.speak(1, 0.3)
    before = whole(studio)
    dying = studio.folder / "ffmpeg"
    dying.write_text("#!/bin/sh\n" + ANSWERS + "head -c 100 >/dev/null\necho 'Segmentation fault' >&2\nkill -SEGV $$\n", encoding="utf-8")
    dying.chmod(0o755)
    monkeypatch.setenv("EPISODE_FFMPEG", str(dying))
    with pytest.raises(AudioError, match=r"episode\.mp3.*Segmentation fault"):
        mix(studio.script(), studio.clips, studio.target, tags=TAGS)
    assert studio.target.read_bytes() == before
    assert studio.left() == []


def test_ffmpeg_that_writes_nothing_is_found_out(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    studio.speak(1, 0.3)
    lying = studio.folder / "ffmpeg"
    lying.write_text("#!/bin/sh\n" + ANSWERS + "cat >/dev/null\n", encoding="utf-8")
    lying.chmod(0o755)
    monkeypatch.setenv("EPISODE_FFMPEG", str(lying))
    monkeypatch.chdir(studio.folder)
    with pytest.raises(AudioError, match="less than the whole programme"):
        mix(studio.script(), studio.clips, studio.target, tags=TAGS)
    assert not studio.target.exists()
    assert studio.left() == []


def test_an_interrupt_leaves_nothing(studio: Studio) -> None:
    studio.speak(3, 1.0)
    before = whole(studio)

    def stop(share: float) -> None:
        if share > 0.3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        mix(studio.script(), studio.clips, studio.target, tags=TAGS, on_progress=stop)
    assert studio.target.read_bytes() == before
    assert studio.left() == []


def test_a_target_that_is_a_folder(studio: Studio) -> None:
    studio.speak(1, 0.3)
    studio.target.mkdir(parents=True)
    with pytest.raises(AudioError, match=r"episode\.mp3: the programme could not be written"):
        mix(studio.script(), studio.clips, studio.target, tags=TAGS)
    assert studio.left() == []


def test_a_folder_that_is_a_file(studio: Studio) -> None:
    studio.speak(1, 0.3)
    studio.target.parent.write_text("in the way", encoding="utf-8")
    with pytest.raises(AudioError, match=r"episode\.mp3: the programme could not be written"):
        mix(studio.script(), studio.clips, studio.target, tags=TAGS)


FULL = """
import resource, sys, datetime
from pathlib import Path
from pipeline.errors import AudioError
from pipeline.mix import mix
from pipeline.model import Clip, Script, Section, Segment, Sentence, Tags
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[3]), int(sys.argv[3])))
day = datetime.date(2026, 11, 27)
parts = tuple(Segment("A", (Sentence("x"),)) for _ in range(8))
script = Script("t", day, "s", "story", "b", "", (Section("One", parts),))
clips = [Clip(n, Path(sys.argv[1]), 22050, 1, "a", False) for n in range(1, 9)]
try:
    mix(script, clips, Path(sys.argv[2]), tags=Tags("t", "s", day))
except AudioError as problem:
    print(problem)
"""


@pytest.mark.skipif(os.name == "nt", reason="there is no such limit")
@pytest.mark.parametrize("limit", [10, 30_000, 300_000])
def test_a_disk_without_room(studio: Studio, limit: int) -> None:
    # A limit on the size of files stands for a full disk: the write fails in the middle.
    studio.speak(1, 8.0)
    before = whole(studio)
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(studio.clips[0].path), str(studio.target), str(limit)], capture_output=True, text=True, check=True
    )
    assert done.stdout.startswith(str(studio.target)), done
    assert studio.target.read_bytes() == before
    assert studio.left() == []


# ── a long programme ─────────────────────────────────────────────────────────────────────────────────────

# Not ru_maxrss: that of a child starts with its parent's.
LONG = """
import sys, datetime
from pathlib import Path
from pipeline.mix import mix
from pipeline.model import Clip, Script, Section, Segment, Sentence, Tags
day = datetime.date(2026, 11, 27)
count, paths = int(sys.argv[2]), sorted(Path(sys.argv[1]).glob("*.wav"))
parts = tuple(Segment("A", (Sentence("x"),)) for _ in range(count))
script = Script("t", day, "s", "story", "b", "", (Section("One", parts),))
clips = [Clip(n + 1, paths[n % len(paths)], 22050, 1, "a", False) for n in range(count)]
made = mix(script, clips, Path(sys.argv[3]), tags=Tags("t", "s", day))
print(made.duration_ms, made.loudness_lufs, Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_twenty_minutes_in_flat_memory(studio: Studio) -> None:
    studio.speak(4, 30.0)
    folder = studio.clips[0].path.parent
    run = [sys.executable, "-c", LONG, str(folder)]
    done = subprocess.run([*run, "40", str(studio.target)], capture_output=True, text=True, check=True)
    duration_ms, lufs, peak_kb = (float(value) for value in done.stdout.split())
    assert duration_ms > 20 * 60_000
    assert lufs == pytest.approx(-16.0, abs=0.2)
    assert peak_kb < 150_000
    short = subprocess.run([*run, "6", str(studio.target)], capture_output=True, text=True, check=True)
    assert peak_kb - float(short.stdout.split()[2]) < 40_000  # 17 minutes more are 90 MB of sound


def test_importing_the_stage_is_light() -> None:
    heavy = "import sys, pipeline.mix, pipeline.mix.ffmpeg, pipeline.publish; print(sorted({'numpy', 'pydub', 'PIL'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, check=True).stdout == "[]\n"
